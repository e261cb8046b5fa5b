"""The output of a corpus: entries in shards, each entry whole, in an order that depends on their ids alone.

An entry's place is a hash of its id; a shard is a range of places. So a page that is added, changed or
removed touches one shard only, and neither the order of the pages nor the number of workers is seen in the
files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, TypeVar

from yearbook_kg.corpus.store import Placed, Store
from yearbook_kg.corpus.work import decompressor
from yearbook_kg.write.files import whole_file

V = TypeVar("V")

Compression = Literal["none", "gzip", "zstd"]
ENDINGS: dict[Compression, str] = {"none": ".nq", "gzip": ".nq.gz", "zstd": ".nq.zst"}
PLACES = 1 << 62
# Entries of a shard at most, on average: some ten to sixty megabytes of N-Quads.
_FULL = 500


class Range(NamedTuple):
    """A shard: its number among how many, and the places that it holds, half-open."""

    number: int
    low: int
    high: int


def place_of(name: str) -> int:
    """Return the place of an entry, by its id."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 2


def ranges(entries: int) -> list[Range]:
    """Return the shards of a corpus of so many entries: a power of two of them.

    >>> len(ranges(0)), len(ranges(500)), len(ranges(501)), ranges(3)[0].high == PLACES
    (1, 1, 2, True)
    """
    count = 1
    while entries > count * _FULL:
        count *= 2
    step = PLACES // count
    return [Range(number, number * step, (number + 1) * step) for number in range(count)]


@dataclass(frozen=True, slots=True)
class Job:
    """Shards to be written, for whoever writes them: all paths, nothing open.

    parts: the output folders whose workbenches hold the rows; the first one holds the plan. written: what
    stands already (name, digest, size), so that it is left as it is.
    """

    output: Path
    parts: tuple[Path, ...]
    shard: Range
    compression: Compression
    stamp: str
    written: tuple[tuple[str, str, int], ...]


class Shard(NamedTuple):
    """What stands for a range: the files as (name, digest, size), and what they hold.

    fresh: whether a file had to be written. counts: what the pages gave, by kind, type and rule. aside: the
    entries that were set aside, each with its reasons.
    """

    number: int
    files: tuple[tuple[str, str, int], ...]
    entries: int
    triples: int
    fresh: bool
    counts: dict[str, dict[str, int]]
    aside: tuple[dict[str, Any], ...]


def write_shard(job: Job) -> Shard:
    """Write the entries of a range and those set aside, each file whole or not at all."""
    with Store(job.output, read_only=True) as store:
        placed = list(store.planned(job.shard.low, job.shard.high))
    kept = [one for one in placed if one.status == "kept"]
    aside = [one for one in placed if one.status == "aside"]
    told = _told(placed, job.parts)
    texts = {
        "graph": (
            kept,
            ENDINGS[job.compression],
            lambda file: copy(frames(kept, job.parts), file, job.compression),
        ),
        "quarantine": (
            aside,
            ENDINGS[job.compression],
            lambda file: copy(frames(aside, job.parts), file, job.compression),
        ),
        "notes": (placed, ".jsonl", lambda file: file.writelines(_notes(told))),
    }
    files: list[tuple[str, str, int]] = []
    fresh = False
    for folder, (rows, ending, write) in texts.items():
        if rows or folder == "graph":
            file, new = _stand(f"{folder}/{job.shard.number:05d}{ending}", rows, job, write)
            files.append(file)
            fresh = fresh or new
    return Shard(
        number=job.shard.number,
        files=tuple(files),
        entries=len(kept),
        triples=sum(one.triples for one in told if one.placed.status == "kept"),
        fresh=fresh,
        counts=_summed(kept, job.parts),
        aside=tuple(one.line for one in told if one.placed.status == "aside"),
    )


def _stand(
    name: str, rows: Sequence[Placed], job: Job, write: Callable[[IO[bytes]], object]
) -> tuple[tuple[str, str, int], bool]:
    """See to it that a file stands with the rows, and return it, and whether it had to be written."""
    made = hashlib.blake2b(f"{job.stamp} {job.compression}".encode(), digest_size=16)
    for row in rows:
        made.update(row.key + row.name.encode("utf-8", "surrogatepass") + b"\0")
    digest, path = made.hexdigest(), job.output / name
    stands = next((known for known in job.written if known[:2] == (name, digest)), None)
    if stands is not None and path.is_file() and path.stat().st_size == stands[2]:
        return stands, False
    with whole_file(path) as file:
        write(file)
    return (name, digest, path.stat().st_size), True


class _Told(NamedTuple):
    """What the workbench says of an entry besides its graph."""

    placed: Placed
    triples: int
    line: dict[str, Any]


def _told(rows: Sequence[Placed], parts: Sequence[Path]) -> list[_Told]:
    found = from_parts(rows, parts, lambda store, row: store.told(row))
    return [
        _Told(one, triples, {"entry": one.name, "origin": origin, **json.loads(reasons)})
        for one, (origin, reasons, triples) in zip(rows, found, strict=True)
    ]


def _notes(told: Iterable[_Told]) -> Iterator[bytes]:
    """What a person may want to know of an entry: why it was set aside, what the page's oddities are."""
    for one in told:
        if len(one.line) > 2:
            yield json.dumps(one.line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _summed(rows: Sequence[Placed], parts: Sequence[Path]) -> dict[str, dict[str, int]]:
    summed: dict[str, dict[str, int]] = {}
    unpack = decompressor().decompress
    for blob in from_parts(rows, parts, lambda store, row: store.blob("counts", row)):
        for group, counts in json.loads(unpack(blob)).items():
            sums = summed.setdefault(group, {})
            for name, count in counts.items():
                sums[name] = sums.get(name, 0) + count
    return summed


def frames(rows: Iterable[Placed], parts: Sequence[Path]) -> Iterator[bytes]:
    """Yield the compressed N-Quads of entries, in their order, from the workbenches that hold them."""
    yield from from_parts(rows, parts, lambda store, row: store.blob("graph", row))


def from_parts(rows: Iterable[Placed], parts: Sequence[Path], ask: Callable[[Store, int], V]) -> Iterator[V]:
    """Yield what each entry's workbench answers, in the order of the entries."""
    stores: dict[int, Store] = {}
    try:
        for row in rows:
            if row.part not in stores:
                stores[row.part] = Store(parts[row.part], read_only=True)
            yield ask(stores[row.part], row.row)
    finally:
        for store in stores.values():
            store.close()


def copy(parts: Iterable[bytes], file: IO[bytes], compression: Compression) -> None:
    """Write compressed parts one behind the other: as they are, unpacked, or packed anew."""
    unpack = decompressor().decompress
    if compression == "zstd":
        file.writelines(parts)
    elif compression == "none":
        file.writelines(map(unpack, parts))
    else:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
            for part in parts:
                packed.write(unpack(part))
