"""Bytes -> text: which encoding a page is in, said aloud whenever it had to be guessed.

A byte order mark decides. Without one, strict UTF-8 is tried first (other text hardly ever passes by chance),
then GB18030 and Big5, which pass on almost any bytes and so must also read like Chinese.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from yearbook_kg.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a file is that begins so; the words go into the message.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"PK\x03\x04", "a zip archive or a Word or Excel file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file"),
    (b"SQLite format 3", "a SQLite database"),
)
# The two levels of GB 2312 and Big5 are sorted by frequency: running text lies nearly all in the first.
_COMMON = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6)}
_PLAUSIBLE = 0.75
_SAMPLE = 100_000
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Decoded(NamedTuple):
    """The text of a page, the encoding that it was in, and what had to be guessed or replaced."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, origin: str) -> Decoded:
    """Return the text of ``data``; line ends become LF and a byte order mark is dropped.

    So the offsets are those of ``open(file, encoding="utf-8-sig").read()``. Raises ReadError for data that is
    empty or no text.

    >>> decode("农业".encode("gb18030") * 9, "page.txt").encoding
    'gb18030'
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError(origin, "the file is empty; nothing to read")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(origin, f"this is {what}, not text; save the page as .txt or .html")
    return tidy(_guess(data, origin), origin)


def tidy(decoded: Decoded, origin: str) -> Decoded:
    """Give decoded text LF line ends, and replace one to one what no graph file could carry (controls)."""
    text, encoding, warnings = decoded
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\f", " ")
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if controls * 50 > len(text):
        raise ReadError(origin, "this is binary data, not text; save the page as .txt or .html")
    if controls:
        text = _CONTROLS.sub("\ufffd", text)
        warnings += (f"{controls} control characters were replaced",)
    if not text.strip():
        raise ReadError(origin, "the file is empty; nothing to read")
    return Decoded(text, encoding, warnings)


def _guess(data: bytes, origin: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, origin)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    else:
        return _short(data, text)
    if len(data) - broken.start <= 3:
        note = "the file ends inside a character: it was cut off"
        return Decoded(data[: broken.start].decode("utf-8"), "utf-8", (note,))
    for encoding in ("gb18030", "big5"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 200 <= len(text) and _plausible(text, encoding):
            return _note(text, encoding, f"the text is not UTF-8; it reads as {encoding.upper()}")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 <= len(text):
        return _note(text, "utf-8", "the text is damaged UTF-8")
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if _plausible(text, "gb18030"):
            return _note(text, encoding, f"the text has no byte order mark; it reads as {encoding.upper()}")
    raise ReadError(origin, "the text is in no known encoding; save the page as UTF-8")


def _short(data: bytes, text: str) -> Decoded:
    """Few Chinese words in GB18030 may pass as UTF-8 (农业 as ũҵ); then no Chinese letter is among them."""
    foreign = sum(byte > 0x7F for byte in data[:1000])
    if len(data) < 1000 and foreign >= 4 and 2 * foreign > len(data) and not _CHINESE.search(text):
        other = data.decode("gb18030", "replace")
        if "\ufffd" not in other and _plausible(other, "gb18030"):
            return _note(other, "gb18030", "the text is not UTF-8; it reads as GB18030")
    return Decoded(text, "utf-8")


def _lenient(data: bytes, encoding: str, origin: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 20 > len(text):
        raise ReadError(
            origin, f"the file is marked as {encoding.upper()} but is not; save the page as UTF-8"
        )
    return _note(text, encoding, "" if encoding == "utf-8" else f"the text is {encoding.upper()}")


def _note(text: str, encoding: str, note: str) -> Decoded:
    lost = text.count("\ufffd")
    notes = (note, f"{lost} bytes or characters could not be read" if lost else "")
    return Decoded(text, encoding, tuple(filter(None, notes)))


def _plausible(text: str, encoding: str) -> bool:
    """Whether the letters beyond ASCII are nearly all common Chinese characters and signs."""
    charset, low, high = _COMMON[encoding]
    foreign = common = 0
    for char in text[:_SAMPLE]:
        if char <= "\x7f":
            continue
        foreign += 1
        try:
            lead = char.encode(charset)[0]
        except UnicodeEncodeError:
            continue
        common += low <= lead <= high or 0xA1 <= lead <= 0xA3
    return foreign > 0 and common >= _PLAUSIBLE * foreign
