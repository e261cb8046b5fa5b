"""Where pages come from: files, folders, archives and streams, opened one after the other and never kept."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, cast

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.naming import safe_name, shown
from yearbook_kg.read.decode import Decoded, decode, tidy
from yearbook_kg.read.rows import Outcome, csv_pages, json_pages
from yearbook_kg.read.webpage import looks_like_html, render

_TEXT = (".txt", ".text")
_HTML = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
SUFFIXES = frozenset((*_TEXT, *_HTML, *_LINES, *_TABLES, ".json", ".zip", ".gz"))
# No page is larger; a compressed file that grows beyond is a trap.
MAX_BYTES = 1 << 29
# An archive inside an archive is opened, one inside that is not.
_MAX_DEPTH = 3
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError)


def outcomes(source: Any) -> Iterator[Outcome]:
    """Yield a page, or the error that stands in its place, for everything that the source holds, in order."""
    if isinstance(source, str) and source == "-":
        yield from _stream(getattr(sys.stdin, "buffer", sys.stdin), "stdin")
    elif isinstance(source, (str, os.PathLike)):
        yield from _path(Path(source))
    elif hasattr(source, "read"):
        name = getattr(source, "name", "stream")
        yield from _stream(source, name if isinstance(name, str) else "stream")
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, bytearray)):
        for part in source:
            yield from outcomes(part)
    else:
        raise TypeError(f"a path, an open file or several of them, not {type(source).__name__}")


def _path(path: Path) -> Iterator[Outcome]:
    origin = shown(str(path))
    try:
        if path.is_dir():
            yield from _folder(path)
            return
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield ReadError(origin, f"cannot be opened ({reason}); check the path")
        return
    with stream:
        yield from _opened(stream, path.name, origin, 0)


def _folder(folder: Path) -> Iterator[Outcome]:
    """Every page below the folder, by name; hidden files, linked folders, unknown endings passed over."""
    empty = True
    for found in _files(folder):
        empty = False
        if isinstance(found, ReadError):
            yield found
        else:
            yield from _path(found)
    if empty:
        known = " ".join(sorted(SUFFIXES))
        yield ReadError(shown(str(folder)), f"the folder holds no page; files that end in {known} are read")


def _files(folder: Path) -> Iterator[Path | ReadError]:
    try:
        children = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield ReadError(shown(str(folder)), f"cannot be listed ({error.strerror}); check its permissions")
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            if not child.is_symlink():
                yield from _files(child)
        elif child.suffix.lower() in SUFFIXES:
            yield child


def _stream(stream: Any, name: str) -> Iterator[Outcome]:
    """An open file: of bytes, or of text (then nothing is left to decode)."""
    origin = shown(name)
    if isinstance(stream, io.TextIOBase):
        try:
            yield _page(tidy(Decoded(stream.read(), "utf-8"), origin), name, origin)
        except ReadError as error:
            yield error
        return
    yield from _opened(stream, name, origin, 0)


def _opened(stream: Any, name: str, origin: str, depth: int) -> Iterator[Outcome]:
    """The pages of an open file of bytes; its content tells what it is, then its name."""
    try:
        peekable = stream if hasattr(stream, "peek") else _buffered(stream, origin)
        head = peekable.peek(1 << 12)
        if head.startswith(b"PK\x03\x04"):
            yield from _zip(peekable, origin, depth)
        elif head.startswith(b"\x1f\x8b"):
            yield from _gzip(peekable, name, origin, depth)
        else:
            yield from _plain(peekable, head, name, origin)
    except ReadError as error:
        yield error
    except _BROKEN as error:
        yield ReadError(
            origin, f"cannot be read ({shown(str(error)) or type(error).__name__}); the file is damaged"
        )


def _plain(stream: Any, head: bytes, name: str, origin: str) -> Iterator[Outcome]:
    suffix = PurePosixPath(name).suffix.lower()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if suffix in _TABLES:
        yield from csv_pages(stream, origin, _stem(name)[0])
    elif suffix in _LINES or suffix == ".json" or (start in (b"{", b"[") and suffix not in (*_TEXT, *_HTML)):
        yield from json_pages(stream, origin, _stem(name)[0], lines=suffix in _LINES)
    else:
        decoded = decode(_all(stream, origin), origin)
        if suffix in _HTML or looks_like_html(decoded.text):
            decoded = decoded._replace(text=render(decoded.text))
            if not decoded.text:
                raise ReadError(origin, "the web page shows no text; save it after it has loaded")
        yield _page(decoded, name, origin)


def _page(decoded: Decoded, name: str, origin: str) -> Page:
    stem, warnings = _stem(name)
    return Page(decoded.text, origin, stem, decoded.encoding, decoded.warnings + warnings)


def _stem(name: str) -> tuple[str, tuple[str, ...]]:
    """The name of a file without folders and ending, safe for a file of ours; said when it had to change."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    while PurePosixPath(last).suffix.lower() in SUFFIXES:
        last = last[: -len(PurePosixPath(last).suffix)]
    stem = safe_name(last, file=True)
    if stem == last:
        return stem, ()
    return stem, (f"the file name '{shown(name)}' is not safe; its results are called '{stem}'",)


def _zip(stream: Any, origin: str, depth: int) -> Iterator[Outcome]:
    """The members of an archive in the order of their names; nothing is ever unpacked to disk."""
    if depth >= _MAX_DEPTH:
        raise ReadError(origin, "archives are nested too deep; unpack it first")
    seekable = stream if stream.seekable() else io.BytesIO(_all(stream, origin))
    with zipfile.ZipFile(seekable) as archive:
        members = [(_member_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
        known = sorted((m for m in members if _wanted(m[0])), key=lambda m: m[0])
        if not known:
            raise ReadError(origin, "the archive holds no page; pages end in .txt, .html, .json or .csv")
        for name, entry in known:
            place = f"{origin}!{shown(name)}"
            try:
                with archive.open(entry) as member:
                    yield from _opened(member, name, place, depth + 1)
            except _BROKEN as error:
                yield ReadError(place, f"cannot be unpacked ({shown(str(error))})")


def _wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts
    return not hidden and PurePosixPath(parts[-1]).suffix.lower() in SUFFIXES


def _member_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; archives made on Chinese Windows carry it as GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _gzip(stream: Any, name: str, origin: str, depth: int) -> Iterator[Outcome]:
    if depth >= _MAX_DEPTH:
        raise ReadError(origin, "archives are nested too deep; unpack it first")
    with gzip.GzipFile(fileobj=stream, mode="rb") as inner:
        plain = name[:-3] if name.lower().endswith(".gz") else name
        yield from _opened(io.BufferedReader(cast(io.RawIOBase, inner)), plain, origin, depth + 1)


def _buffered(stream: Any, origin: str) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, io.BytesIO(_all(stream, origin))))


def _all(stream: Any, origin: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if not isinstance(data, bytes):
        raise ReadError(origin, "the stream gives no bytes; open the file in binary mode")
    if len(data) > MAX_BYTES:
        raise ReadError(origin, f"larger than {MAX_BYTES >> 20} MB; this is no page")
    return data
