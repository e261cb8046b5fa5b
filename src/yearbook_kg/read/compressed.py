"""Compressed files, opened as streams of bytes and known by how they begin: gzip, bzip2, xz, zstandard.

All read several members or frames one behind the other as one file, hold a bounded window, and raise EOFError
for a file that was cut off.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Protocol, cast

# What the ending of a file becomes without its compression.
ENDINGS = {
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst"), ""),
    **dict.fromkeys((".tgz", ".tbz", ".tbz2", ".txz", ".tzst"), ".tar"),
}
# gzip; bzip2 with its first block, or none; xz; zstandard, also behind a frame to be skipped
_BEGINS = re.compile(
    rb"(?P<gzip>\x1f\x8b)|(?P<bzip2>BZh[1-9](?:1AY&SY|\x17rE8P\x90))|(?P<xz>\xfd7zXZ\x00)"
    rb"|(?P<zstandard>\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18)"
)
_CHUNK = 1 << 16
# The hardest setting of xz asks for 65 MB to read; a file that asks for more is made to harm.
_MEMORY = 1 << 28
_CUT = "Compressed file ended before the end-of-stream marker was reached"
# zstandard's reader says nothing of a file that was cut off, so a frame that is known is put behind it: where
# its text does not come out, the last frame was not whole. Repeated, since a text that compresses does not
# stand in its frame as such, where the rest of a cut block would give it out.
_LAST = b"yearbook-kg: behind the last frame\n" * 32


class Fed(io.RawIOBase):
    """A raw stream out of anything that gives at most so many bytes when asked, b"" at its end."""

    def __init__(self, read: Callable[[int], bytes], head: bytes = b"") -> None:
        self._read = read
        self._head = head

    def readable(self) -> bool:
        """Return True: it is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the source goes; returns the number of bytes."""
        filled = 0
        while filled < len(buffer):
            chunk = self._head or self._read(len(buffer) - filled)
            if not chunk:
                break
            taken = chunk[: len(buffer) - filled]
            self._head = chunk[len(taken) :] if self._head else b""
            buffer[filled : filled + len(taken)] = taken
            filled += len(taken)
        return filled


def buffered(read: Callable[[int], bytes], head: bytes = b"") -> io.BufferedReader:
    """Return a stream that can peek, with ``head`` in front of what ``read`` gives."""
    return io.BufferedReader(Fed(read, head), _CHUNK)


def compression(head: bytes) -> str | None:
    """Return which compression a file begins with, None for another.

    >>> compression(b"\\x1f\\x8b\\x08\\x00"), compression(b"BZh is no page")
    ('gzip', None)
    """
    found = _BEGINS.match(head)
    return found.lastgroup if found else None


def expanded(stream: BinaryIO, form: str) -> io.BufferedReader:
    """Return the stream of what a compressed stream holds, read as it is asked for."""
    if form == "gzip":
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream, mode="rb")), _CHUNK)
    if form == "zstandard":
        return buffered(_zstandard(stream))
    opener = bz2.BZ2Decompressor if form == "bzip2" else _xz
    return buffered(_Members(stream, opener).read)


def bare(name: str) -> str:
    """Return the name that a file has without its compression.

    >>> bare("pages.csv.xz"), bare("pages.tgz"), bare("page.txt")
    ('pages.csv', 'pages.tar', 'page.txt')
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix
    ending = ENDINGS.get(suffix.lower())
    return name if ending is None else name[: -len(suffix)] + ending


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=_MEMORY)


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Members:
    """bzip2 and xz: one member after the other, never more bytes at once than were asked for."""

    def __init__(self, stream: BinaryIO, opener: Callable[[], _Decompressor]) -> None:
        self._stream = stream
        self._opener = opener
        self._member = opener()
        self._begun = False

    def read(self, size: int) -> bytes:
        while True:
            waiting = b""
            if self._member.eof:
                waiting = self._next()
                if not waiting:
                    return b""
            elif self._member.needs_input:
                waiting = self._stream.read(_CHUNK)
                if not waiting:
                    raise EOFError(_CUT)
            data = self._member.decompress(waiting, size)
            if data:
                return data

    def _next(self) -> bytes:
        """The first bytes of the next member; members of xz may have zeros between them."""
        waiting = self._member.unused_data.lstrip(b"\x00")
        while not waiting:
            chunk = self._stream.read(_CHUNK)
            if not chunk:
                return b""
            waiting = chunk.lstrip(b"\x00")
        self._member = self._opener()
        return waiting


class _Followed:
    """A stream with another behind it, never both in one read."""

    def __init__(self, stream: BinaryIO, behind: BinaryIO) -> None:
        self._stream = stream
        self._behind = behind

    def read(self, size: int) -> bytes:
        # The library takes a whole frame that comes at once for the next one, even where the header of
        # another has just begun; so what is behind comes in two pieces.
        return self._stream.read(size) or self._behind.read(size if self._behind.tell() else 3)


def _zstandard(stream: BinaryIO) -> Callable[[int], bytes]:
    """A function that reads all frames as one, and raises EOFError where the last is not whole."""
    from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

    behind = io.BytesIO(ZstdCompressor().compress(_LAST))
    source = _Followed(stream, behind)
    reader = ZstdDecompressor().stream_reader(cast(BinaryIO, source), read_across_frames=True)
    held = b""
    ended = False

    def read(size: int) -> bytes:
        nonlocal held, ended
        try:
            while not ended and len(held) <= len(_LAST):
                chunk = reader.read(_CHUNK)
                ended = not chunk
                held += chunk
        except ZstdError as error:
            if behind.tell():
                raise EOFError(_CUT) from error
            # An error of its own kind, raised as what the other formats raise for damaged bytes.
            raise zlib.error(str(error)) from error
        if ended and not held.endswith(_LAST):
            raise EOFError(_CUT)
        size = min(size, len(held) - len(_LAST))
        given, held = held[:size], held[size:]
        return given

    return read
