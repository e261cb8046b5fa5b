"""What a database must offer so that a graph can be loaded into it, and what it is given.

A target takes whole entries: the named graph of an entry stands in the database as it was written, or not at
all. Beside it stands its digest, the target's own bookkeeping, by which the next load knows what to skip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from yearbook_kg.terms import Iri, Literal, Quad, Term

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class EntryGraph:
    """The named graph of one entry, as it was written.

    graph: its IRI. nquads: its statements as lines of canonical N-Quads in UTF-8, in the order of their
    bytes, none twice, each ended by a line feed. digest: SHA-256 over ``nquads``, in hexadecimal. triples:
    the number of lines.
    """

    graph: str
    nquads: bytes
    digest: str
    triples: int

    def quads(self) -> Iterator[Quad]:
        """Yield the statements as terms, in the order of the lines."""
        import pyoxigraph as ox

        home = Iri(self.graph)
        for quad in ox.parse(self.nquads, format=ox.RdfFormat.N_QUADS):
            subject, predicate, target = own(quad.subject), own(quad.predicate), own(quad.object)
            assert isinstance(subject, Iri)
            assert isinstance(predicate, Iri)
            yield Quad(subject, predicate, target, home)


def own(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Return a term of pyoxigraph as the program has it."""
    import pyoxigraph as ox

    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language or "")
    return Iri(term.value if isinstance(term, ox.NamedNode) else str(term))


class Counts(NamedTuple):
    """What stands in a target: its entries, and its triples or its nodes and edges, without bookkeeping.

    A triple that two entries state counts twice: it stands in two named graphs.
    """

    entries: int
    triples: int | None = None
    nodes: int | None = None
    edges: int | None = None


class Mark(NamedTuple):
    """What a graph that stands in a target is compared by.

    triples: how many it has. likeness: the sum of the hashes of its lines, which depends neither on their
    order nor on how a store rewrites literals; valid within one process only.
    """

    triples: int
    likeness: int


class Target(Protocol):
    """A database that holds entries; opened by ``open_target``, closed by ``close``.

    Every method raises LoadError when the database fails, and then each entry stands whole or not at all.
    """

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each entry that stands whole, by the IRI of its graph.

        What an earlier load left half done is not among them; the next ``put`` or ``remove`` clears it away.
        """
        ...

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Make each entry stand as given, replacing what stands under its graph.

        The digest of an entry is written in the same transaction as its statements, or after them.
        """
        ...

    def remove(self, graphs: Sequence[str]) -> None:
        """Take these graphs, their statements and their digests, out of the database; unknown is fine."""
        ...

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return those of the graphs that do not stand as marked, in order; compares the database itself."""
        ...

    def counts(self) -> Counts:
        """Return what stands in the database, counted there."""
        ...

    def close(self) -> None:
        """Let the database go; what was put is safe on its side."""
        ...
