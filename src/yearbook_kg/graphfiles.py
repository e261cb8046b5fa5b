"""The files that a graph is kept in: which ones a folder holds, and how they are opened."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from yearbook_kg.errors import ReadError

# Endings of the formats that hold a graph, the most faithful first: of several in a folder one is read.
ENDINGS = (".nq", ".trig", ".ttl", ".nt", ".jsonld", ".rdf")
PACKED = (".gz", ".zst")
# What a build set aside because it breaks a rule is no part of the graph.
_APART = "quarantine"


def graph_files(path: Path) -> Iterator[Path]:
    """Yield the file itself, or of a folder and each folder below it the files of the format that says most.

    In the order of their names, those of a folder before those below it; hidden folders and what a build set
    aside are passed over. Raises ReadError when there is no such file or folder, or no graph in it.
    """
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise ReadError(str(path), "no such file or folder; give a graph file, a folder of them or a store")
    found = False
    for folder in [path, *sorted(_folders(path))]:
        files = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
        endings = [ending for ending in ENDINGS if any(ending_of(file) == ending for file in files)]
        if endings:
            found = True
            yield from (file for file in files if ending_of(file) == endings[0])
    if not found:
        raise ReadError(str(path), f"no graph in this folder; a graph ends in {', '.join(ENDINGS)}")


def _folders(path: Path) -> Iterator[Path]:
    for below in path.iterdir():
        if below.is_dir() and not below.name.startswith(".") and below.name != _APART:
            yield below
            yield from _folders(below)


def ending_of(path: Path) -> str:
    """Return the ending that says the format, without that of its packing.

    >>> ending_of(Path("graph/00000.NQ.zst"))
    '.nq'
    """
    name = path.name.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return Path(name).suffix


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacked where its ending says that it is packed."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path))
    if suffix == ".zst":
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True)
        return io.BufferedReader(cast("io.RawIOBase", reader))
    return path.open("rb")
