"""Parquet files of pages, row by row, with the columns alone that a page needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from yearbook_kg.errors import ReadError
from yearbook_kg.read.parts import WHOLE, Part
from yearbook_kg.read.records import is_column
from yearbook_kg.read.rows import Outcome, page_or_error

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

# Rows decoded at once. A page is some 10 kB, a book in one page some MB.
_BATCH = 64
_READ_AHEAD = 1 << 20


def parquet_pages(stream: BinaryIO, origin: str, stem: str, part: Part = WHOLE) -> Iterator[Outcome]:
    """Yield the pages of a Parquet file in the order of its rows.

    stream: must be able to seek. Columns that no page has are not read; row groups are read a stretch at a
    time, so that memory depends on the pages and not on the file. Needs pyarrow, the extra ``[parquet]``.
    Raises ReadError where it is not there, where no column is known, and for a damaged file.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ReadError(
            origin, "reading Parquet needs pyarrow; install it with: pip install 'yearbook-kg[parquet]'"
        ) from error
    try:
        # Without pre_buffer and with a buffer, a column of a row group is read in stretches, not whole.
        with ParquetFile(stream, pre_buffer=False, buffer_size=_READ_AHEAD) as file:
            yield from _rows(file, origin, stem, part)
    except (ArrowException, OSError) as error:
        raise ReadError(origin, f"no valid Parquet ({error}); the rest of the file is left out") from error


def _rows(file: ParquetFile, origin: str, stem: str, part: Part) -> Iterator[Outcome]:
    columns = [field.name for field in file.schema_arrow if _is_wanted(field)]
    if not columns:
        yield ReadError(origin, "no column is called like a page's field; name one 'text', or 唯一号, 摘要 …")
        return
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
        for row in range(batch.num_rows):
            number += 1
            if part.holds(number):
                values = batch.slice(row, 1).to_pylist()[0]
                yield page_or_error(values, f"{origin}:{number}", f"{stem}_{number:05d}")
    if not number:
        yield ReadError(origin, "the table is empty; nothing to read")


def _is_wanted(field: Any) -> bool:
    """Whether a page has such a column, or one of the columns of a column with columns (metadata.唯一号)."""
    names = [field.type.field(index).name for index in range(field.type.num_fields)]
    return is_column(field.name) or any(map(is_column, names))
