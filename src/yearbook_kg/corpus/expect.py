"""How many pages a source will give: for the bar and the remaining time, so an estimate will do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# One page a file, or many in one whose size tells about how many; of all others nothing is known beforehand.
_PAGE = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
_ROWS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})
_PACKED = frozenset({".gz", ".bz2", ".xz", ".zst"})


@dataclass(frozen=True, slots=True)
class Expected:
    """Files of one page each, and the bytes of files of many; None where something else is among them."""

    files: int
    size: int | None

    def pages(self, read: int, read_bytes: int) -> int:
        """Return how many pages there will be in all, after ``read`` of them; 0 if that cannot be told.

        >>> Expected(12, 0).pages(3, 3000), Expected(0, 100_000).pages(4, 4000)
        (12, 100)
        >>> Expected(0, None).pages(4, 4000)
        0
        """
        if self.size is None:
            return 0
        if self.size == 0:
            return self.files
        return max(read, self.files + round(self.size * read / read_bytes)) if read_bytes else 0


def expect(source: Any, *, parts: int = 1) -> Expected:
    """Return what names and sizes of files tell of a source; parts: of how many one is read."""
    files = size = 0
    for path in _files(source):
        if path is None:
            return Expected(0, None)
        suffix = path.suffix.lower()
        if suffix in _PACKED and Path(path.stem).suffix.lower() in _PAGE:
            suffix = Path(path.stem).suffix.lower()
        if suffix in _PAGE:
            files += 1
        elif suffix in _ROWS:
            size += path.stat().st_size
        elif path.suffix:
            return Expected(0, None)
    return Expected(files // parts, size // parts)


def _files(source: Any) -> Iterable[Path | None]:
    if isinstance(source, str | Path):
        path = Path(source)
        if path.is_dir():
            yield from (one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        else:
            yield path if path.is_file() else None
    elif isinstance(source, list | tuple):
        for one in source:
            yield from _files(one)
    else:
        yield None
