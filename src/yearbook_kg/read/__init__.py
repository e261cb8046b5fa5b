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
from yearbook_kg.read.parts import WHOLE, Part
from yearbook_kg.read.sources import outcomes

__all__ = ["read"]

Source = str | os.PathLike[str] | IO[Any]


def read(
    source: Source | Iterable[Source],
    *,
    on_error: Callable[[ReadError], object] | None = None,
    part: tuple[int, int] | None = None,
) -> Iterator[Page]:
    """Yield the pages of a source, one after the other; nothing is read before it is asked for.

    source: the path of a file or of a folder of them (read to its depths, by name, hidden files passed over);
    "-" for standard input; an open file; or several of all these. Files are .txt .html .json .jsonl .csv .tsv
    .parquet (extra ``[parquet]``), compressed as .gz .bz2 .xz .zst, and .zip and .tar of these (members of a
    zip by name, of a tar in its order); content tells what a file is, then its name. Rows of JSON, CSV and
    Parquet have a column ``text`` or ``html``, or the fields of a page as columns.
    on_error: called with each ReadError, and reading goes on with the next page; without it, it is raised.
    part: ``(i, n)``, 1 to n, reads the i-th of n parts, which have no page in common and are everything
    together: of a folder whole files, told by their path below it, before they are opened; of a file of many
    pages its rows and members, told by their number and name, before they are decoded.
    Raises ReadError for what is missing, empty, binary, damaged, or of an unknown form, and ValueError for a
    part that is not there.

    >>> import io
    >>> [page.text for page in read(io.BytesIO("【概况】 全年。".encode("gb18030")))]
    ['【概况】 全年。']
    """
    for outcome in outcomes(source, Part(*part) if part else WHOLE):
        if isinstance(outcome, Page):
            yield outcome
        elif on_error is None:
            raise outcome
        else:
            on_error(outcome)
