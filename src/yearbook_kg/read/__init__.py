"""Sources -> pages: files, folders, archives, tables of pages and streams, in whatever encoding.

A page's text is the text of its file as it stands: UTF-8 (GB18030, Big5 and UTF-16 are recognised and said),
without a byte order mark, with LF line ends, never normalised. All offsets of the program count in it, and
equal those of ``open(file, encoding="utf-8-sig").read()``. A web page is rendered to text first, and a row of
a table is put together as a page; there the offsets count in the text so made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.read.sources import outcomes

__all__ = ["read"]

Source = str | os.PathLike[str] | IO[Any]


def read(
    source: Source | Iterable[Source], *, on_error: Callable[[ReadError], object] | None = None
) -> Iterator[Page]:
    """Yield the pages of a source, one after the other; nothing is read before it is asked for.

    source: the path of a file (.txt .html .json .jsonl .csv .tsv, also .gz, and .zip of these) or of a folder
    of them (read to its depths, by name, hidden files passed over); "-" for standard input, where the content
    tells what it is; an open file; or several of all these. Rows of JSON and CSV have a column ``text`` or
    ``html``, or the fields of a page as columns.
    on_error: called with each ReadError, and reading goes on with the next page; without it, it is raised.
    Raises ReadError for what is missing, empty, binary, damaged, or of an unknown form.

    >>> import io
    >>> [page.text for page in read(io.BytesIO("【概况】 全年。".encode("gb18030")))]
    ['【概况】 全年。']
    """
    for outcome in outcomes(source):
        if isinstance(outcome, Page):
            yield outcome
        elif on_error is None:
            raise outcome
        else:
            on_error(outcome)
