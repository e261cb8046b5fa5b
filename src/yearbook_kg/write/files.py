"""Files that appear whole or not at all, under names that cannot leave their folder."""

from __future__ import annotations

import hashlib
import os
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from yearbook_kg.errors import OutputError

# The byte limit of a file name is 255 on all common systems; what is left is for the endings.
_LONGEST = 180
_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL"} | {f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10)}
)


def safe_name(name: str) -> str:
    """Return a name that stands for one file or folder on every system, and never for a path.

    Separators, quotes, controls, marks of direction and white space become ``_``. Where anything was changed
    a short hash of the original follows, so that two names stay two.

    >>> safe_name("140320020220004324"), safe_name("吉安年鉴2013")
    ('140320020220004324', '吉安年鉴2013')
    >>> safe_name("../../etc/passwd")
    '_.._etc_passwd-3754d6'
    """
    kept = "".join("_" if _unfit(char) else char for char in name).strip(". ")
    if kept.split(".")[0].upper() in _RESERVED or not kept:
        kept = f"_{kept}"
    encoded = kept.encode("utf-8", "replace")
    if len(encoded) > _LONGEST:
        kept = encoded[:_LONGEST].decode("utf-8", "ignore")
    if kept == name:
        return kept
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{kept}-{mark}"


def _unfit(char: str) -> bool:
    # Categories C*: controls, marks of direction, surrogates, unassigned; Z*: every kind of space.
    return char in _FORBIDDEN or unicodedata.category(char)[0] in "CZ"


def inside(folder: Path, *names: str) -> Path:
    """Return the path of ``names`` below ``folder``, each made safe first.

    Raises OutputError when a folder on the way is a link that leads out of ``folder``.

    >>> inside(Path("output"), "140320020220004324", "graph.ttl").as_posix()
    'output/140320020220004324/graph.ttl'
    """
    path = folder.joinpath(*(safe_name(name) for name in names))
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise OutputError(str(path), f"it lies outside {folder}; remove the link that leads there")
    return path


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open ``path`` for writing bytes; it appears when the block ends well, and not at all when it fails.

    The bytes go to a hidden file in the same folder, are forced to the disk, and the file is then renamed, so
    that a reader sees the old file or the new one, never a part. Missing folders are made.
    Raises OutputError when the system refuses.
    """
    aside = path.parent / f".{uuid.uuid4().hex}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise OutputError(
            str(path), f"{error.strerror or error}; check the folder, its rights and the free space"
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink()
