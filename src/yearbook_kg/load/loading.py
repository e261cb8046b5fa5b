"""One graph into one target: what is new is put, what stands is left, what is gone is removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from yearbook_kg.errors import LoadError
from yearbook_kg.load.entries import read_entries
from yearbook_kg.load.lines import mark, triples
from yearbook_kg.load.target import Counts, EntryGraph, Target

# Kinds of targets, and what opens one by its address: a module of this room, imported when asked for.
_OPENERS: Mapping[str, tuple[str, str]] = {
    "oxigraph": ("embedded", "open_target"),
    "sparql": ("sparql", "open_target"),
    "neo4j": ("property.bolt", "open_target"),
    "ladybug": ("property.ladybug", "open_target"),
    "falkordb": ("property.falkor", "open_target"),
    "csv": ("property.csvfiles", "open_target"),
}
KINDS = tuple(_OPENERS)
_BATCH = 32 << 20  # bytes of lines that are handed to a target at once


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did.

    put: the entries that were new or had changed. skipped: those that stood already. removed: those that
    were no longer in the source. triples: how many were put. counts: what stands in the target now.
    """

    put: int
    skipped: int
    removed: int
    triples: int
    counts: Counts


def open_target(name: str) -> Target:
    """Open a database by its name: ``oxigraph:PATH``, ``sparql:URL``, ``neo4j:URL``, ``ladybug:PATH`` ….

    Raises LoadError for an unknown kind and when the database cannot be opened or reached.
    """
    kind, colon, address = name.partition(":")
    if not colon or not address or kind not in _OPENERS:
        raise LoadError(name, f"no database of this kind; write {', '.join(f'{k}:…' for k in KINDS)}")
    module, opener = _OPENERS[kind]
    opened = getattr(import_module(f"yearbook_kg.load.{module}"), opener)
    return cast("Callable[[str], Target]", opened)(address)


def load(
    source: str | os.PathLike[str],
    target: str | Target,
    *,
    prune: bool = False,
    compare: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Load a written graph into a database, entry by entry, and return what was done.

    source: a graph file or a folder of shards, as ``read_entries`` takes them. target: a name for
    ``open_target``, or an open target, which stays open. prune: remove the entries that an earlier load put
    there and that the source no longer has. compare: read what was put back and compare it, besides counting
    it. on_progress: called with the entries gone through and the triples put so far.

    An entry whose digest stands in the target already is skipped, so a load that was cut off goes on where
    it stopped. Raises ReadError for the source, LoadError when the database fails or holds something else
    than was put.
    """
    if not isinstance(target, str):
        return _Loading(target, compare=compare, on_progress=on_progress).run(Path(source), prune=prune)
    opened = open_target(target)
    try:
        return _Loading(opened, compare=compare, on_progress=on_progress).run(Path(source), prune=prune)
    finally:
        opened.close()


class _Loading:
    """Keeps count while a graph is loaded."""

    def __init__(
        self, target: Target, *, compare: bool, on_progress: Callable[[int, int], None] | None
    ) -> None:
        self._target = target
        self._compare = compare
        self._on_progress = on_progress
        self._put = self._skipped = self._triples = 0
        self._seen: dict[str, int] = {}

    def run(self, source: Path, *, prune: bool) -> Loaded:
        standing = dict(self._target.digests())
        for batch in _batches(self._new(read_entries(source), standing)):
            self._target.put(batch)
            self._check(batch)
            self._put += len(batch)
            self._triples += sum(entry.triples for entry in batch)
            self._report()
        gone = sorted(standing.keys() - self._seen.keys()) if prune else []
        if gone:
            self._target.remove(gone)
        return Loaded(self._put, self._skipped, len(gone), self._triples, self._counted(standing, gone))

    def _new(self, entries: Iterator[EntryGraph], standing: Mapping[str, str]) -> Iterator[EntryGraph]:
        for entry in entries:
            self._seen[entry.graph] = entry.triples
            if standing.get(entry.graph) == entry.digest:
                self._skipped += 1
                self._report()
            else:
                yield entry

    def _check(self, batch: Sequence[EntryGraph]) -> None:
        if not self._compare:
            return
        marks = {entry.graph: mark(triples(entry.nquads, entry.graph)) for entry in batch}
        differing = self._target.differing(marks)
        if differing:
            self._target.remove(differing)
            raise LoadError(
                differing[0],
                f"the database holds other statements than were loaded, in {len(differing)} of {len(batch)}"
                " entries; they were taken out again, check the limits of the database and load again",
            )

    def _counted(self, standing: Mapping[str, str], gone: Sequence[str]) -> Counts:
        counts = self._target.counts()
        left = standing.keys() - self._seen.keys() - set(gone)
        if counts.entries != len(self._seen) + len(left):
            raise LoadError(
                f"{counts.entries}/{len(self._seen) + len(left)}",
                "another number of entries stands in the database than was loaded; load again",
            )
        expected = sum(self._seen.values())
        if counts.triples is not None and not left and counts.triples != expected:
            raise LoadError(
                f"{counts.triples}/{expected}",
                "another number of triples stands in the database than was loaded: another program changed"
                " them; load into an empty database",
            )
        return counts

    def _report(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self._put + self._skipped, self._triples)


def _batches(entries: Iterator[EntryGraph]) -> Iterator[list[EntryGraph]]:
    batch: list[EntryGraph] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += len(entry.nquads)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
