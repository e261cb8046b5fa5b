"""JSON and CSV files of pages, row by row: a page or an error for each, the rest goes on."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.read.decode import Decoded, decode, tidy
from yearbook_kg.read.records import is_column, page_of

Outcome = Page | ReadError
# A page in a cell may be as large as a page in a file.
_CELL_LIMIT = (1 << 31) - 1
_DELIMITERS = (",", "\t", ";", "|")


def json_pages(stream: BinaryIO, origin: str, stem: str, *, lines: bool = False) -> Iterator[Outcome]:
    """Yield the pages of a JSON document (an object, an array, an object around an array) or of JSON Lines.

    Which of them it is, the first line tells; ``lines`` says that it must be JSON Lines, so that a broken
    first line is only that. Lines are read one by one.
    """
    first = b""
    number = 0
    for first in stream:
        number += 1
        if first.strip(b" \t\r\n\xef\xbb\xbf"):
            break
    if lines or isinstance(_parsed(first), dict):
        yield from _json_lines(chain((first,), stream), origin, stem, number)
        return
    try:
        document = json.loads(decode(first + stream.read(), origin).text)
    except ReadError as error:
        yield error
    except (ValueError, RecursionError) as error:
        yield ReadError(origin, f"no valid JSON ({error}); one object a line, or one array, is expected")
    else:
        yield from _rows(_listed(document), origin, stem)


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _json_lines(lines: Iterable[bytes], origin: str, stem: str, first: int) -> Iterator[Outcome]:
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        place = f"{origin}:{number}"
        try:
            decoded = decode(line, place)
            row = json.loads(decoded.text)
        except ReadError as error:
            yield error
        except (ValueError, RecursionError) as error:
            yield ReadError(place, f"no valid JSON ({error}); each line must be one object")
        else:
            yield _page(row, place, f"{stem}_{number:05d}", decoded)


def _listed(document: object) -> list[object]:
    """The rows of a document: an array's items, the one array inside an object that is no page, or itself."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        arrays = {
            key: value
            for key, value in document.items()
            if isinstance(value, list) and value and all(isinstance(row, dict) for row in value)
        }
        if len(arrays) == 1 and not any(is_column(key) for key in document if key not in arrays):
            return next(iter(arrays.values()))
    return [document]


def _rows(rows: list[object], origin: str, stem: str) -> Iterator[Outcome]:
    alone = len(rows) == 1
    for number, row in enumerate(rows, 1):
        place, name = (origin, stem) if alone else (f"{origin}:{number}", f"{stem}_{number:05d}")
        yield _page(row, place, name, Decoded("", "utf-8"))
    if not rows:
        yield ReadError(origin, "the array is empty; nothing to read")


def _page(row: object, origin: str, stem: str, source: Decoded) -> Outcome:
    if not isinstance(row, dict):
        return ReadError(origin, "a page must be an object with a key 'text', 'html' or its fields")
    try:
        record = page_of(row, origin, stem)
        text = tidy(Decoded(record.text, source.encoding, source.warnings), origin)
    except ReadError as error:
        return error
    return Page(text.text, origin, record.stem, text.encoding, text.warnings)


def csv_pages(stream: io.BufferedReader, origin: str, stem: str) -> Iterator[Outcome]:
    """Yield the pages of a CSV file with a header line; comma, tab, semicolon or bar between its cells."""
    encoding, warnings = _encoding(stream.peek(1 << 16), origin)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield from _csv_rows(text, origin, stem, Decoded("", encoding.removesuffix("-sig"), warnings))
    except csv.Error as error:
        yield ReadError(origin, f"no valid CSV ({error}); the rest of the file is left out")
    finally:
        # Whoever opened the stream closes it.
        text.detach()


def _csv_rows(text: io.TextIOWrapper, origin: str, stem: str, source: Decoded) -> Iterator[Outcome]:
    header_line = text.readline()
    csv.field_size_limit(_CELL_LIMIT)
    delimiter = max(_DELIMITERS, key=header_line.count)
    rows = csv.reader(chain((header_line,), text), delimiter=delimiter)
    header = [cell.strip() for cell in next(rows, [])]
    if not any(map(is_column, header)):
        yield ReadError(origin, "no column is called like a page's field; name one 'text', or 唯一号, 摘要 …")
        return
    line = rows.line_num + 1
    for number, row in enumerate(rows, 1):
        if any(cell.strip() for cell in row):
            named = dict(zip(header, row, strict=False))
            yield _page(named, f"{origin}:{line}", f"{stem}_{number:05d}", source)
        line = rows.line_num + 1


def _encoding(head: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """The encoding that the head of a file tells, for reading it as a stream."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        decoded = decode(head, origin)
        return decoded.encoding, decoded.warnings
    return "utf-8-sig", ()
