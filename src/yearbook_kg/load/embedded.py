"""The embedded target: a store of Oxigraph in a folder, which needs no server.

New entries go in by the store's bulk loader, the ledger's lines among them; it writes its files aside and
takes them over at once, so a batch stands whole or not at all. What is little or replaces something goes in
as one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from yearbook_kg.errors import LoadError
from yearbook_kg.load.lines import mark
from yearbook_kg.load.target import Counts, EntryGraph, Mark, Target
from yearbook_kg.load.updates import COUNTED, MANY, drop, ledger_quads, replace
from yearbook_kg.stores import DIGEST, LEDGER

if TYPE_CHECKING:
    import pyoxigraph as ox

_SIGN = "CURRENT"  # the file by which a folder is known to be a store


def open_target(address: str) -> Target:
    """Open the store in a folder, which is made where there is none.

    Raises LoadError where other files lie in the folder, or another program writes the store.
    """
    return Embedded(Path(address))


class Embedded:
    """A store on this disk; one program at a time can write it."""

    def __init__(self, path: Path) -> None:
        import pyoxigraph as ox

        self._path = path
        if path.exists() and not (path / _SIGN).is_file() and (path.is_file() or any(path.iterdir())):
            raise LoadError(str(path), "other files lie there; name a new folder, or one with a store")
        with _told(path):
            self._store: ox.Store | None = ox.Store(str(path))

    def __repr__(self) -> str:
        return f"<Embedded: {self._path}>"

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each entry that stands, by the IRI of its graph."""
        import pyoxigraph as ox

        with self._failing() as store:
            quads = store.quads_for_pattern(None, ox.NamedNode(DIGEST), None, ox.NamedNode(LEDGER))
            return {_value(quad.subject): _value(quad.object) for quad in quads}

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Make each entry stand as given: what is new in bulk, what replaces something in transactions."""
        import pyoxigraph as ox

        with self._failing() as store:
            standing = {e.graph for e in entries if store.contains_named_graph(ox.NamedNode(e.graph))}
            new = [entry for entry in entries if entry.graph not in standing]
            if new:
                lines = b"".join([*(entry.nquads for entry in new), ledger_quads(new)])
                put = store.bulk_load if len(lines) >= MANY else store.load
                put(lines, format=ox.RdfFormat.N_QUADS)
            for update in replace([entry for entry in entries if entry.graph in standing]):
                store.update(b"".join(update).decode())

    def remove(self, graphs: Sequence[str]) -> None:
        """Take these graphs out, in transactions."""
        with self._failing() as store:
            for update in drop(graphs):
                store.update(update)

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return those of the graphs that do not stand as marked."""
        import pyoxigraph as ox

        found = []
        with self._failing() as store:
            for graph, expected in marks.items():
                lines = BytesIO()
                store.dump(lines, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
                if mark(lines.getvalue()) != expected:
                    found.append(graph)
        return found

    def counts(self) -> Counts:
        """Return how many entries and triples stand in the store."""
        import pyoxigraph as ox

        standing = self.digests()
        with self._failing() as store:
            ledger = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(LEDGER)))
            others = {_value(graph) for graph in store.named_graphs()} - standing.keys() - {LEDGER}
            if (
                not others
                and next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is None
            ):
                return Counts(len(standing), triples=len(store) - ledger)
            # where more lies in the store, what is counted is told apart, which takes longer
            (row,) = cast("ox.QuerySolutions", store.query(COUNTED))
            return Counts(len(standing), triples=int(_value(cast("ox.Literal", row[0]))))

    def close(self) -> None:
        """Write what is still in memory and let the folder go."""
        with self._failing() as store:
            store.flush()
            # the lock on the folder falls with the last reference
            self._store = None

    @contextmanager
    def _failing(self) -> Iterator[ox.Store]:
        """Give the store; say what is wrong when the system or the store refuses."""
        if self._store is None:
            raise LoadError(str(self._path), "the store is closed; open it again")
        with _told(self._path):
            yield self._store


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        raise LoadError(
            str(path),
            f"the store failed ({error}); see that the disk has room and no other program writes there",
        ) from error


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    import pyoxigraph as ox

    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
