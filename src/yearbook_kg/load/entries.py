"""Files -> the graphs of entries, one after the other, with bounded memory.

The files of a corpus have the lines of a graph together; a file that is sorted as a whole has them anywhere.
Where all is small it is held and grouped. Else one pass over the files finds the graphs whose lines stand in
several places; a second hands on all others as they come, and puts the lines of these aside on disk, into as
many files as it takes that one of them can be held.
"""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import eq, itemgetter
from pathlib import Path
from typing import IO

import zstandard

from yearbook_kg.errors import ReadError
from yearbook_kg.graphfiles import ENDINGS, PACKED, ending_of, graph_files, opened
from yearbook_kg.load.lines import canonical, from_format, runs
from yearbook_kg.load.target import EntryGraph

_HELD = 192 << 20  # bytes of lines that are held at once
_SHARES = 256  # files that lines are put aside into, at most

_BLOCK = 1 << 20  # bytes of lines that are read at once

_Run = tuple[bytes, list[bytes]]  # the IRI of a graph, and lines of it that stand together


def read_entries(source: Path, *, held: int = _HELD) -> Iterator[EntryGraph]:
    """Yield the graph of each entry in a file, or in a folder of shards and the folders below it.

    source: N-Quads, also .gz and .zst; other formats are read whole, one file at a time. A triple in no named
    graph is put into a graph that is named after its file. held: how many bytes may be held at once.
    Graphs come in the order of the files (by name) and, in these, of their first line or by name; each once.
    Raises ReadError for what is missing, cut off or malformed.
    """
    files = list(_files(source))
    if sum(file.stat().st_size * (20 if file.suffix in PACKED else 1) for file in files) <= held:
        yield from _grouped(run for file in files for run in _runs(file))
        return
    scattered = _scattered(files)
    with tempfile.TemporaryDirectory(prefix="yearbook-kg-") as aside:
        shares = _Shares(Path(aside), min(_SHARES, 1 + sum(file.stat().st_size for file in files) // held))
        for file in files:
            for graph, some in groupby(_runs(file), key=itemgetter(0)):
                lines = [line for _, run in some for line in run]
                if graph in scattered:
                    shares.put(graph, lines)
                else:
                    yield _entry(graph, lines)
        for share in shares.each():
            yield from _grouped(share)


def _grouped(runs: Iterable[_Run]) -> Iterator[EntryGraph]:
    """Group lines that fit into memory; the graphs in the order of their first line."""
    graphs: dict[bytes, list[bytes]] = {}
    for graph, lines in runs:
        graphs.setdefault(graph, []).extend(lines)
    for graph in list(graphs):
        yield _entry(graph, graphs.pop(graph))


def _entry(graph: bytes, lines: list[bytes]) -> EntryGraph:
    lines.sort()
    if any(map(eq, lines, islice(lines, 1, None))):
        lines = sorted(set(lines))
    nquads = b"".join(lines)
    return EntryGraph(graph.decode(), nquads, hashlib.sha256(nquads).hexdigest(), len(lines))


def _scattered(files: list[Path]) -> set[bytes]:
    """Return the graphs whose lines stand in more than one place."""
    met: set[bytes] = set()
    scattered: set[bytes] = set()
    for file in files:
        for graph, _ in groupby(_runs(file), key=itemgetter(0)):
            if graph in met:
                scattered.add(graph)
            met.add(graph)
    return scattered


class _Shares:
    """Lines put aside on disk, those of one graph in one file."""

    def __init__(self, folder: Path, number: int) -> None:
        self._files = [(folder / f"{i}.nq").open("w+b") for i in range(number)]

    def put(self, graph: bytes, lines: Iterable[bytes]) -> None:
        self._files[zlib.crc32(graph) % len(self._files)].writelines(lines)

    def each(self) -> Iterator[Iterator[_Run]]:
        for file in self._files:
            with file:
                file.seek(0)
                yield _blocks(file)


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────


def _files(source: Path) -> Iterator[Path]:
    if source.is_file() and ending_of(source) not in ENDINGS:
        raise ReadError(str(source), f"no format of a graph; it loads {', '.join(ENDINGS)}")
    yield from graph_files(source)


def _runs(path: Path) -> Iterator[_Run]:
    """Yield the lines of a file in canonical form, by the graph that they stand in."""
    home, ending = path.resolve().as_uri(), ending_of(path)
    try:
        with opened(path) as file:
            if ending != ".nq":
                yield from _homed(from_format(file, ending.removeprefix("."), home))
                return
            number = 0
            while block := file.readlines(_BLOCK):
                for graph, lines in runs(block):
                    number += len(lines)
                    if graph is not None:
                        yield graph, lines
                    else:
                        yield from _rewritten(lines[0], home, f"{path}:{number}")
    except SyntaxError as error:
        raise ReadError(str(path), f"malformed: {error.msg}; write the graph anew") from error
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise ReadError(str(path), f"cannot be read: {error}") from error


def _blocks(file: IO[bytes]) -> Iterator[_Run]:
    """Yield lines that were put aside, which are canonical all."""
    while block := file.readlines(_BLOCK):
        yield from _homed(block)


def _rewritten(line: bytes, home: str, where: str) -> Iterator[_Run]:
    try:
        lines = canonical(line, home)
    except SyntaxError as error:
        raise ReadError(where, f"malformed: {error.msg}; write the graph anew") from error
    yield from _homed(lines)


def _homed(lines: Iterable[bytes]) -> Iterator[_Run]:
    """Lines that are known to have a graph, and to be written as the program writes."""
    return ((line.rsplit(b" ", 2)[1][1:-1], [line]) for line in lines)
