"""How much of a source is held at once: a page, a line, never a corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, TextIO

from yearbook_kg.errors import ReadError

# No page is larger; a compressed file that grows beyond is a trap.
MAX_BYTES = 1 << 29
_CHUNK = 1 << 18


def whole(stream: BinaryIO, origin: str) -> bytes:
    """Return all bytes of a stream; raises ReadError where there are more than a page has."""
    chunks: list[bytes] = []
    size = 0
    # Asked for all at once, Python sets as much memory apart as a page may have.
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise ReadError(origin, f"larger than {MAX_BYTES >> 20} MB; this is no page")
    return b"".join(chunks)


def lines(stream: BinaryIO, origin: str) -> Iterator[bytes]:
    """Yield the lines of a stream with their ends; raises ReadError for one that does not end."""
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) > MAX_BYTES:
            raise _endless(origin)
        yield line


def text_lines(stream: TextIO, origin: str) -> Iterator[str]:
    """Yield the lines of a stream of text, as ``lines`` does."""
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) > MAX_BYTES:
            raise _endless(origin)
        yield line


def _endless(origin: str) -> ReadError:
    return ReadError(
        origin, f"a line is larger than {MAX_BYTES >> 20} MB; it and the rest of the file are left out"
    )
