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
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import zstandard

from yearbook_kg.errors import ReadError
from yearbook_kg.graphfiles import ENDINGS, PACKED, ending_of, graph_files, opened
from yearbook_kg.load.lines import canonical, from_format, graph_of
from yearbook_kg.load.target import EntryGraph

_HELD = 64 << 20  # bytes of lines that are held at once
_SHARES = 256  # files that lines are put aside into, at most

_Line = tuple[bytes, bytes]  # the IRI of the graph, and the line


def read_entries(source: Path, *, held: int = _HELD) -> Iterator[EntryGraph]:
    """Yield the graph of each entry in a file, or in a folder of shards and the folders below it.

    source: N-Quads, also .gz and .zst; other formats are read whole, one file at a time. A triple in no named
    graph is put into a graph that is named after its file. held: how many bytes may be held at once.
    Graphs come in the order of the files (by name) and, in these, of their first line or by name; each once.
    Raises ReadError for what is missing, cut off or malformed.
    """
    files = list(_files(source))
    if sum(file.stat().st_size * (20 if file.suffix in PACKED else 1) for file in files) <= held:
        yield from _grouped(line for file in files for line in _lines(file))
        return
    scattered = _scattered(files)
    with tempfile.TemporaryDirectory(prefix="yearbook-kg-") as aside:
        shares = _Shares(Path(aside), min(_SHARES, 1 + sum(file.stat().st_size for file in files) // held))
        for file in files:
            for graph, lines in groupby(_lines(file), key=itemgetter(0)):
                if graph in scattered:
                    shares.put(graph, (line for _, line in lines))
                else:
                    yield _entry(graph, [line for _, line in lines])
        for share in shares.each():
            yield from _grouped(share)


def _grouped(lines: Iterable[_Line]) -> Iterator[EntryGraph]:
    """Group lines that fit into memory; the graphs in the order of their first line."""
    graphs: dict[bytes, list[bytes]] = {}
    for graph, line in lines:
        graphs.setdefault(graph, []).append(line)
    for graph in list(graphs):
        yield _entry(graph, graphs.pop(graph))


def _entry(graph: bytes, lines: list[bytes]) -> EntryGraph:
    ordered = sorted(set(lines))
    nquads = b"".join(ordered)
    return EntryGraph(graph.decode(), nquads, hashlib.sha256(nquads).hexdigest(), len(ordered))


def _scattered(files: list[Path]) -> set[bytes]:
    """Return the graphs whose lines stand in more than one place."""
    met: set[bytes] = set()
    scattered: set[bytes] = set()
    for file in files:
        for graph, _ in groupby(_lines(file), key=itemgetter(0)):
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

    def each(self) -> Iterator[Iterator[_Line]]:
        for file in self._files:
            with file:
                file.seek(0)
                yield ((_home(line), line) for line in file)


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────


def _files(source: Path) -> Iterator[Path]:
    if source.is_file() and ending_of(source) not in ENDINGS:
        raise ReadError(str(source), f"no format of a graph; it loads {', '.join(ENDINGS)}")
    yield from graph_files(source)


def _lines(path: Path) -> Iterator[_Line]:
    """Yield the lines of a file in canonical form, each with its graph."""
    home, ending = path.resolve().as_uri(), ending_of(path)
    try:
        with opened(path) as file:
            if ending == ".nq":
                for number, line in enumerate(file, 1):
                    graph = graph_of(line)
                    if graph is not None:
                        yield graph, line
                    else:
                        yield from _rewritten(line, home, f"{path}:{number}")
                return
            for line in from_format(file, ending.removeprefix("."), home):
                yield _home(line), line
    except SyntaxError as error:
        raise ReadError(str(path), f"malformed: {error.msg}; write the graph anew") from error
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise ReadError(str(path), f"cannot be read: {error}") from error


def _rewritten(line: bytes, home: str, where: str) -> Iterator[_Line]:
    try:
        lines = canonical(line, home)
    except SyntaxError as error:
        raise ReadError(where, f"malformed: {error.msg}; write the graph anew") from error
    yield from ((_home(line), line) for line in lines)


def _home(line: bytes) -> bytes:
    """The graph of a line that is known to have one, and to be written as the program writes."""
    return line.rsplit(b" ", 2)[1][1:-1]
