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
from yearbook_kg.read.bounds import MAX_BYTES, lines, text_lines, whole
from yearbook_kg.read.decode import Decoded, decode, tidy
from yearbook_kg.read.parts import WHOLE, Part
from yearbook_kg.read.records import is_column, page_of

Outcome = Page | ReadError
# A page in a cell may be as large as a page in a file.
_CELL_LIMIT = MAX_BYTES
_DELIMITERS = (",", "\t", ";", "|")
_UTF_8 = Decoded("", "utf-8")


def json_pages(
    stream: BinaryIO, origin: str, stem: str, part: Part = WHOLE, *, by_line: bool = False
) -> Iterator[Outcome]:
    """Yield the pages of a JSON document (an object, an array, an object around an array) or of JSON Lines.

    Which of them it is, the first line tells; ``by_line`` says that it must be JSON Lines, so that a broken
    first line is only that. Lines are read one by one, and decoded where the part holds their number.
    """
    first = b""
    number = 0
    rest = lines(stream, origin)
    for first in rest:
        number += 1
        if first.strip(b" \t\r\n\xef\xbb\xbf"):
            break
    if by_line or isinstance(_parsed(first), dict):
        yield from _json_lines(chain((first,), rest), origin, stem, number, part)
        return
    try:
        document = json.loads(decode(first + whole(stream, origin), origin).text)
    except ReadError as error:
        yield error
    except (ValueError, RecursionError) as error:
        yield ReadError(origin, f"no valid JSON ({error}); one object a line, or one array, is expected")
    else:
        yield from _rows(_listed(document), origin, stem, part)


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _json_lines(
    numbered: Iterable[bytes], origin: str, stem: str, first: int, part: Part
) -> Iterator[Outcome]:
    for number, line in enumerate(numbered, first):
        if not line.strip() or not part.holds(number):
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
            yield page_or_error(row, place, f"{stem}_{number:05d}", decoded)


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


def _rows(rows: list[object], origin: str, stem: str, part: Part) -> Iterator[Outcome]:
    alone = len(rows) == 1
    for number, row in enumerate(rows, 1):
        if part.holds(number):
            place, name = (origin, stem) if alone else (f"{origin}:{number}", f"{stem}_{number:05d}")
            yield page_or_error(row, place, name)
    if not rows:
        yield ReadError(origin, "the array is empty; nothing to read")


def page_or_error(row: object, origin: str, stem: str, source: Decoded = _UTF_8) -> Outcome:
    """Return the page of one row, or the error that stands in its place.

    source: how the row's text was decoded, for its page to say.
    """
    if not isinstance(row, dict):
        return ReadError(origin, "a page must be an object with a key 'text', 'html' or its fields")
    try:
        record = page_of(row, origin, stem)
        text = tidy(Decoded(record.text, source.encoding, source.warnings), origin)
    except ReadError as error:
        return error
    return Page(text.text, origin, record.stem, text.encoding, text.warnings)


def csv_pages(stream: io.BufferedReader, origin: str, stem: str, part: Part = WHOLE) -> Iterator[Outcome]:
    """Yield the pages of a CSV file with a header line; comma, tab, semicolon or bar between its cells."""
    encoding, warnings = _encoding(stream.peek(1 << 16), origin)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        source = Decoded("", encoding.removesuffix("-sig"), warnings)
        for number, line, row in _csv_rows(text, origin):
            if part.holds(number):
                yield page_or_error(row, f"{origin}:{line}", f"{stem}_{number:05d}", source)
    except ReadError as error:
        yield error
    except csv.Error as error:
        yield ReadError(origin, f"no valid CSV ({error}); the rest of the file is left out")
    finally:
        # Whoever opened the stream closes it.
        text.detach()


def _csv_rows(text: io.TextIOWrapper, origin: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """The number, the line and the named cells of each row that is not empty."""
    header_line = text.readline(MAX_BYTES)
    csv.field_size_limit(_CELL_LIMIT)
    delimiter = max(_DELIMITERS, key=header_line.count)
    rows = csv.reader(chain((header_line,), text_lines(text, origin)), delimiter=delimiter)
    header = [cell.strip() for cell in next(rows, [])]
    if not any(map(is_column, header)):
        raise ReadError(origin, "no column is called like a page's field; name one 'text', or 唯一号, 摘要 …")
    line = rows.line_num + 1
    for number, row in enumerate(rows, 1):
        if any(cell.strip() for cell in row):
            yield number, line, dict(zip(header, row, strict=False))
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
