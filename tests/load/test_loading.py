"""What a load puts, skips and removes, seen on a target that is a dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.load.conftest import write_small
from yearbook_kg.errors import LoadError
from yearbook_kg.load import Counts, EntryGraph, Mark, load, loading, open_target
from yearbook_kg.load.lines import mark, triples


class Kept:
    """Keeps entries; fails at the batch ``failing``, and loses a triple of the graph ``losing``."""

    def __init__(self, *, failing: int = 0, losing: str = "") -> None:
        self.entries: dict[str, EntryGraph] = {}
        self.batches = 0
        self._failing = failing
        self._losing = losing

    def digests(self) -> Mapping[str, str]:
        return {graph: entry.digest for graph, entry in self.entries.items()}

    def put(self, entries: Sequence[EntryGraph]) -> None:
        self.batches += 1
        if self.batches == self._failing:
            raise LoadError("kept", "it failed")
        self.entries |= {entry.graph: entry for entry in entries}

    def remove(self, graphs: Sequence[str]) -> None:
        for graph in graphs:
            self.entries.pop(graph, None)

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        return [graph for graph in marks if self._mark(self.entries[graph]) != marks[graph]]

    def _mark(self, entry: EntryGraph) -> Mark:
        lines = triples(entry.nquads, entry.graph)
        return mark(lines.split(b"\n", 1)[1] if entry.graph.endswith(self._losing or "nothing") else lines)

    def counts(self) -> Counts:
        return Counts(len(self.entries), triples=sum(entry.triples for entry in self.entries.values()))

    def close(self) -> None:
        pass


def test_a_load_goes_on_where_it_stopped(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_BATCH", 1)
    target = Kept(failing=5)
    with pytest.raises(LoadError, match="it failed"):
        load(small, target)
    again = load(small, target)
    assert (again.put, again.skipped) == (8, 4)


def test_progress_counts_entries_and_triples(small: Path) -> None:
    told: list[tuple[int, int]] = []
    load(small, Kept(), on_progress=lambda *numbers: told.append(numbers))
    assert told[-1] == (12, 240)


def test_what_a_database_lost_is_taken_out_again(small: Path) -> None:
    target = Kept(losing="graph_03")
    with pytest.raises(LoadError, match="1 of 12 entries"):
        load(small, target)
    assert len(target.entries) == 11


def test_reading_back_can_be_left_out(small: Path) -> None:
    assert load(small, Kept(losing="graph_03"), compare=False).put == 12


def test_a_triple_that_somebody_took_out_is_missed(small: Path) -> None:
    target = Kept()
    load(small, target)
    graph, entry = next(iter(target.entries.items()))
    target.entries[graph] = EntryGraph(graph, entry.nquads, entry.digest, entry.triples - 1)
    with pytest.raises(LoadError, match="another number of triples"):
        load(small, target)


def test_an_entry_that_goes_meanwhile_is_missed(small: Path) -> None:
    class Losing(Kept):
        def counts(self) -> Counts:
            return Counts(3)

    with pytest.raises(LoadError, match="another number of entries"):
        load(small, Losing())


def test_entries_of_other_graphs_stay_unless_pruned(small: Path, tmp_path: Path) -> None:
    target = Kept()
    load(small, target)
    fewer = write_small(tmp_path / "fewer.nq", entries=2)
    assert load(fewer, target).removed == 0
    assert load(fewer, target, prune=True).removed == 10


@pytest.mark.parametrize("name", ["mysql:x", "oxigraph:", "output"])
def test_an_unknown_kind_of_database(name: str) -> None:
    with pytest.raises(LoadError, match="no database of this kind; write oxigraph:"):
        open_target(name)
