"""Where pages come from: files, folders, archives and streams, opened one after the other and never kept."""

from __future__ import annotations

import io
import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.naming import safe_name, shown
from yearbook_kg.read import bounds
from yearbook_kg.read.archives import Member, is_hidden, is_tar, suffix, tar_members, zip_members
from yearbook_kg.read.compressed import ENDINGS, bare, buffered, compression, expanded
from yearbook_kg.read.decode import Decoded, decode, tidy
from yearbook_kg.read.parts import WHOLE, Part
from yearbook_kg.read.rows import Outcome, csv_pages, json_pages
from yearbook_kg.read.webpage import looks_like_html, render

_TEXT = (".txt", ".text")
_HTML = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
_HOLDERS = (".json", ".parquet", ".zip", ".tar")
SUFFIXES = frozenset((*_TEXT, *_HTML, *_LINES, *_TABLES, *_HOLDERS, *ENDINGS))
# An archive inside an archive is opened, one inside that is not.
_MAX_DEPTH = 3
# What tells a file: the mark of a tar archive stands behind the first 257 bytes.
_HEAD = 1 << 12
# An archive that cannot seek is held in memory so far, and beyond in a file without a name.
_HELD = 1 << 26
_BROKEN = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


def outcomes(source: Any, part: Part = WHOLE) -> Iterator[Outcome]:
    """Yield a page, or the error that stands in its place, for everything that the source holds, in order.

    part: what is left out of it is not opened, or not decoded. What is wrong with a container as a whole is
    told in every part, since each may lack pages by it.
    """
    if isinstance(source, str) and source == "-":
        yield from _stream(getattr(sys.stdin, "buffer", sys.stdin), "stdin", part)
    elif isinstance(source, (str, os.PathLike)):
        yield from _path(Path(source), part)
    elif hasattr(source, "read"):
        name = getattr(source, "name", "stream")
        yield from _stream(source, name if isinstance(name, str) else "stream", part)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, bytearray)):
        for one in source:
            yield from outcomes(one, part)
    else:
        raise TypeError(f"a path, an open file or several of them, not {type(source).__name__}")


def _path(path: Path, part: Part) -> Iterator[Outcome]:
    try:
        is_folder = path.is_dir()
    except OSError:
        # Opening it says what is the matter.
        is_folder = False
    if is_folder:
        yield from _folder(path, part)
    elif _is_page(path.name):
        if part.holds(path.name):
            yield from _file(path, WHOLE)
    else:
        yield from _file(path, part.inside(path.name))


def _file(path: Path, part: Part) -> Iterator[Outcome]:
    origin = shown(str(path))
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield ReadError(origin, f"cannot be opened ({reason}); check the path")
        return
    with stream:
        yield from _opened(stream, path.name, origin, 0, part)


def _is_page(name: str) -> bool:
    """Whether a file, by its name, is one page: page.txt, page.html.gz; it falls to a part as a whole."""
    return suffix(bare(name)) in (*_TEXT, *_HTML)


def _folder(folder: Path, part: Part) -> Iterator[Outcome]:
    """Every page below the folder, by name; hidden files, linked folders, unknown endings passed over."""
    empty = True
    for found in _files(folder):
        empty = False
        if isinstance(found, ReadError):
            yield found
        elif part.holds(found.relative_to(folder).as_posix()):
            yield from _file(found, WHOLE)
    if empty:
        known = " ".join(sorted(SUFFIXES))
        yield ReadError(shown(str(folder)), f"the folder holds no page; files that end in {known} are read")


def _files(folder: Path) -> Iterator[Path | ReadError]:
    """The files below a folder; of one folder at a time the names are held, to be sorted."""
    names: list[str] = []
    folders: set[str] = set()
    try:
        with os.scandir(folder) as children:
            for child in children:
                if child.name.startswith("."):
                    continue
                if child.is_dir():
                    if not child.is_symlink():
                        folders.add(child.name)
                        names.append(child.name)
                elif suffix(child.name) in SUFFIXES:
                    names.append(child.name)
    except OSError as error:
        yield ReadError(shown(str(folder)), f"cannot be listed ({error.strerror}); check its permissions")
        return
    for name in sorted(names):
        if name in folders:
            yield from _files(folder / name)
        else:
            yield folder / name


def _stream(stream: Any, name: str, part: Part) -> Iterator[Outcome]:
    """An open file: of bytes, or of text (then nothing is left to decode)."""
    origin = shown(name)
    within = part.inside(PurePosixPath(name).name)
    if not isinstance(stream, io.TextIOBase):
        yield from _opened(stream, name, origin, 0, within)
    elif within.holds():
        try:
            yield _page(tidy(Decoded(stream.read(), "utf-8"), origin), name, origin)
        except ReadError as error:
            yield error


def _opened(stream: Any, name: str, origin: str, depth: int, part: Part) -> Iterator[Outcome]:
    """The pages of an open file of bytes; its content tells what it is, then its name."""
    try:
        peekable, head = _peeked(stream, origin)
        form = compression(head)
        if form:
            _check_depth(origin, depth)
            with expanded(peekable, form) as inner:
                yield from _opened(inner, bare(name), origin, depth + 1, part)
        elif head.startswith(b"PK\x03\x04"):
            with _seekable(peekable, origin, depth) as archive:
                yield from _members(zip_members(archive), origin, depth, part)
        elif is_tar(head, name):
            yield from _members(tar_members(peekable), origin, depth, part)
        elif head.startswith(b"PAR1"):
            from yearbook_kg.read.parquet import parquet_pages

            with _seekable(peekable, origin, depth) as table:
                yield from parquet_pages(table, origin, _stem(name)[0], part)
        else:
            yield from _plain(peekable, head, name, origin, part)
    except ReadError as error:
        yield error
    except _BROKEN as error:
        yield ReadError(
            origin, f"cannot be read ({shown(str(error)) or type(error).__name__}); the file is damaged"
        )


def _plain(stream: Any, head: bytes, name: str, origin: str, part: Part) -> Iterator[Outcome]:
    ending = suffix(name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if ending in _TABLES:
        yield from csv_pages(stream, origin, _stem(name)[0], part)
    elif ending in _LINES or ending == ".json" or (start in (b"{", b"[") and ending not in (*_TEXT, *_HTML)):
        yield from json_pages(stream, origin, _stem(name)[0], part, by_line=ending in _LINES)
    elif part.holds():
        decoded = decode(bounds.whole(stream, origin), origin)
        if ending in _HTML or looks_like_html(decoded.text):
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
    while suffix(last) in SUFFIXES:
        last = last[: -len(PurePosixPath(last).suffix)]
    stem = safe_name(last, file=True)
    if stem == last:
        return stem, ()
    return stem, (f"the file name '{shown(name)}' is not safe; its results are called '{stem}'",)


def _members(members: Iterator[Member], origin: str, depth: int, part: Part) -> Iterator[Outcome]:
    """The pages of an archive; a damaged member is told, and the next is read."""
    _check_depth(origin, depth)
    empty = True
    for name, opener in members:
        if is_hidden(name) or suffix(name) not in SUFFIXES:
            continue
        empty = False
        if not _is_page(name):
            yield from _member(opener, name, f"{origin}!{shown(name)}", depth, part.inside(name))
        elif part.holds(name):
            yield from _member(opener, name, f"{origin}!{shown(name)}", depth, WHOLE)
    if empty:
        raise ReadError(origin, "the archive holds no page; pages end in .txt, .html, .json or .csv")


def _member(opener: Callable[[], Any], name: str, place: str, depth: int, part: Part) -> Iterator[Outcome]:
    try:
        with opener() as member:
            yield from _opened(member, name, place, depth + 1, part)
    except _BROKEN as error:
        yield ReadError(place, f"cannot be unpacked ({shown(str(error))})")


def _check_depth(origin: str, depth: int) -> None:
    if depth >= _MAX_DEPTH:
        raise ReadError(origin, "archives are nested too deep; unpack it first")


def _peeked(stream: Any, origin: str) -> tuple[io.BufferedReader, bytes]:
    """The stream with as much of its head as tells what it is, which stays to be read."""
    head = stream.peek(_HEAD)[:_HEAD] if hasattr(stream, "peek") else b""
    if len(head) >= _HEAD // 8:
        return stream, head
    # A pipe gives what has come so far, and some streams cannot peek at all.
    head = b""
    while len(head) < _HEAD and (chunk := stream.read(_HEAD - len(head))):
        if not isinstance(chunk, bytes):
            raise ReadError(origin, "the stream gives no bytes; open the file in binary mode")
        head += chunk
    return buffered(stream.read, head), head


def _seekable(stream: Any, origin: str, depth: int) -> Any:
    """The stream itself, or a temporary file of what it holds: compressed streams seek from their start."""
    if depth == 0 and stream.seekable():
        return nullcontext(stream)
    spool = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115
    limit = bounds.MAX_BYTES if depth else sys.maxsize
    while chunk := stream.read(1 << 20):
        limit -= len(chunk)
        if limit < 0:
            spool.close()
            raise ReadError(origin, f"larger than {bounds.MAX_BYTES >> 20} MB; this is no page")
        spool.write(chunk)
    spool.seek(0)
    return spool
