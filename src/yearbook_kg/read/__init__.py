"""Sources -> pages. (First version: text files and folders of them.)"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page

__all__ = ["read"]


def read(source: str | os.PathLike[str]) -> Iterator[Page]:
    """Yield the pages of a text file, or of a folder of them in the order of their names."""
    path = Path(source)
    if path.is_dir():
        for child in sorted(path.rglob("*.txt")):
            yield from read(child)
        return
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ReadError(str(path), error.strerror or "cannot be read") from error
    yield Page(text, str(path), path.stem)
