"""The shuffle on disk: every entry's lines dealt into piles by a hash of their key, each pile joined alone.

Memory is that of one pile. How many piles there are follows from the size of the lines, and a key's pile
from the key, so the result depends on what is said alone; both halves run in any process, on any machine
that sees the folder.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from yearbook_kg.corpus.join import findings_text, join
from yearbook_kg.corpus.shards import Range, from_parts
from yearbook_kg.corpus.store import Store
from yearbook_kg.corpus.work import compressor, decompressor

# Compressed bytes of the lines of a pile, about; they unfold to some fifteen times as much.
_FULL = 1 << 20
# Characters of a pile that are held before they are written.
_HELD = 1 << 18


@dataclass(frozen=True, slots=True)
class Deal:
    """The lines of a range of entries, to be dealt: all paths, nothing open."""

    output: Path
    parts: tuple[Path, ...]
    shard: Range
    folder: Path
    piles: int


@dataclass(frozen=True, slots=True)
class Pile:
    """One pile, to be joined. graph, gazetteer: the named graphs that the rows go into, in N-Triples form."""

    folder: Path
    number: int
    graph: str
    gazetteer: str


class Gathered(NamedTuple):
    """What a pile gave: how many rows, and how many findings."""

    number: int
    rows: int
    findings: int


def piles(size: int) -> int:
    """Return how many piles lines of so many compressed bytes need: a power of two.

    >>> piles(0), piles(1 << 20), piles((1 << 20) + 1)
    (1, 1, 2)
    """
    count = 1
    while size > count * _FULL:
        count *= 2
    return count


def deal(task: Deal) -> int:
    """Write the lines of a range of entries to its share of each pile; returns the number of the range."""
    shares = [
        _Share(task.folder / f"{task.shard.number:05d}-{number:05d}.lines") for number in range(task.piles)
    ]
    with Store(task.output, read_only=True) as store:
        placed = [one for one in store.planned(task.shard.low, task.shard.high) if one.status == "kept"]
    unpack = decompressor().decompress
    rows_of_places: set[str] = set()  # every entry of a county brings the same ones
    for blob in from_parts(placed, task.parts, lambda store, row: store.blob("keys", row)):
        for line in _lines(unpack(blob)):
            if line.startswith("place\t"):
                if line in rows_of_places:
                    continue
                rows_of_places.add(line)
            kind, key, _ = line.split("\t", 2)
            shares[zlib.crc32(f"{kind}\t{key}".encode()) % task.piles].add(line)
    for share in shares:
        share.flush()
    return task.shard.number


class _Share:
    """What one range gives to one pile: compressed pieces of text, one behind the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[str] = []
        self._size = 0
        path.unlink(missing_ok=True)  # of a task that was cut off

    def add(self, line: str) -> None:
        self._lines.append(line)
        self._size += len(line) + 1
        if self._size > _HELD:
            self.flush()

    def flush(self) -> None:
        if self._lines:
            piece = compressor().compress("".join(f"{line}\n" for line in self._lines).encode("utf-8"))
            with self._path.open("ab") as file:
                file.write(len(piece).to_bytes(4) + piece)
        self._lines.clear()
        self._size = 0


def _lines(text: bytes) -> list[str]:
    """Cut at line feeds alone: a name may hold what Unicode takes for the end of a line as well."""
    return text.decode("utf-8").split("\n")[:-1]


def _pieces(path: Path) -> Iterator[bytes]:
    if path.is_file():
        with path.open("rb") as file:
            while head := file.read(4):
                yield file.read(int.from_bytes(head))


def gather(pile: Pile) -> Gathered:
    """Join a pile; what it gives is left beside it, compressed, for ``collected``."""
    lines: set[str] = set()
    unpack = decompressor().decompress
    for path in sorted(pile.folder.glob(f"*-{pile.number:05d}.lines")):
        for piece in _pieces(path):
            lines.update(_lines(unpack(piece)))
    joined = join(sorted(lines))
    told = {
        "corpus": [f"{row[:-1]} {pile.graph} .\n" for row in joined.rows],
        "gazetteer": [f"{row[:-1]} {pile.gazetteer} .\n" for row in joined.gazetteer],
        "findings": list(findings_text(joined.findings)),
    }
    for name, rows in told.items():
        data = compressor().compress("".join(rows).encode("utf-8")) if rows else b""
        (pile.folder / f"{pile.number:05d}.{name}").write_bytes(data)
    return Gathered(pile.number, len(joined.rows), len(joined.findings))


def collected(folder: Path, name: str) -> Iterable[bytes]:
    """Yield what the piles gave, compressed, in their order. name: corpus, gazetteer or findings."""
    for path in sorted(folder.glob(f"*.{name}")):
        if data := path.read_bytes():
            yield data
