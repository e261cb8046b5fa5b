"""The members of zip and tar archives as streams, one after the other; nothing is unpacked to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from yearbook_kg.read.compressed import buffered

# A member that is wanted: its name, and what opens it, to be called before the next is asked for.
Member = tuple[str, Callable[[], IO[bytes]]]
# A header of a tar that names its member: no name is longer, and none may fill the memory.
_LONGEST_HEADER = 1 << 20
_SKIPPED_AT_ONCE = 1 << 20


def is_hidden(name: str) -> bool:
    """Whether a member is one that systems add and hide: .DS_Store, __MACOSX/page.txt."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts


def suffix(name: str) -> str:
    """Return the ending of a member's name, in small letters."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def zip_members(stream: BinaryIO) -> Iterator[Member]:
    """Yield the files of a zip archive in the order of their names.

    stream: must be able to seek. The archive's table of contents is held, about a kilobyte a member.
    """
    with zipfile.ZipFile(stream) as archive:
        members = sorted(
            ((_zip_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()),
            key=lambda member: member[0],
        )
        for name, entry in members:
            yield name, partial(archive.open, entry)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; archives made on Chinese Windows carry it as GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def is_tar(head: bytes, name: str) -> bool:
    """Whether a file begins like a tar archive; one of before 1988 has no mark, then its ending decides."""
    return head[257:262] == b"ustar" or (suffix(name) == ".tar" and len(head) >= 512)


def tar_members(stream: BinaryIO) -> Iterator[Member]:
    """Yield the files of a tar archive in its own order, read once from front to end; links are no files.

    Raises EOFError or tarfile.TarError where the archive breaks off or is damaged.
    """
    forward = _Forward(stream)
    archive = tarfile.TarFile(
        fileobj=cast(IO[bytes], forward), mode="r", encoding="utf-8", errors="surrogateescape"
    )
    while (entry := archive.next()) is not None:
        # The module keeps every header that it has seen; a corpus has millions.
        archive.members.clear()  # type: ignore[attr-defined]
        if entry.isreg():
            yield _tar_name(entry), partial(forward.member, forward.tell(), entry)
    # The module takes a damaged header for the end; the true one is a block of zeros.
    if forward.last.strip(b"\x00") or len(forward.last) < tarfile.BLOCKSIZE:
        raise EOFError("the archive ends without its end mark: it was cut off or a header is damaged")


def _tar_name(entry: tarfile.TarInfo) -> str:
    """The name of a member, in UTF-8 or, of old archives, in GBK."""
    try:
        return entry.name.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        raw = entry.name.encode("utf-8", "surrogateescape")
        return raw.decode("gb18030", "replace")


class _Forward:
    """A stream as the tar module wants it, that goes forward only and reads no header larger than a name."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0
        self.last = b""

    def tell(self) -> int:
        return self._position

    def seek(self, position: int, whence: int = 0) -> int:
        missing = position - self._position
        if missing < 0 or whence:
            raise io.UnsupportedOperation
        if missing > _SKIPPED_AT_ONCE and self._stream.seekable():
            self._stream.seek(missing, io.SEEK_CUR)
            self._position = position
        while self._position < position:
            if not self._take(min(position - self._position, _SKIPPED_AT_ONCE)):
                raise tarfile.ReadError("unexpected end of data")
        return position

    def read(self, size: int) -> bytes:
        if size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {size} bytes")
        self.last = self._take(size)
        return self.last

    def member(self, start: int, entry: tarfile.TarInfo) -> IO[bytes]:
        if entry.issparse():
            raise tarfile.ReadError("a sparse file")
        left = entry.size
        self.seek(start)

        def read(size: int) -> bytes:
            nonlocal left
            data = self._take(min(size, left))
            if left and not data:
                raise tarfile.ReadError("unexpected end of data")
            left -= len(data)
            return data

        return buffered(read)

    def _take(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data
