"""Quads as one rdflib graph, and the entries in whose named graphs each statement stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from yearbook_kg.terms import XSD, Iri, Quad, Term
from yearbook_kg.vocabulary import RDF, YB

_TYPE, _ENTRY = URIRef(RDF.type.value), URIRef(YB.Entry.value)

Triple = tuple[Node, Node, Node]


class _Flat(SimpleMemory):
    """One graph in memory, without the books on contexts that take the default store half of its time."""

    # pySHACL asks for a store that could hold several graphs, and then uses but one
    context_aware = graph_aware = True


class Homes:
    """In which entries each statement stands: those whose named graphs hold it."""

    def __init__(self) -> None:
        self._graphs: dict[Triple, list[Node]] = {}
        self._entries: dict[Node, Iri] = {}

    def add(self, triple: Triple, name: Node) -> None:
        """Note that a named graph holds a statement."""
        self._graphs.setdefault(triple, []).append(name)
        if triple[2] == _ENTRY and triple[1] == _TYPE:
            self._entries[name] = Iri(str(triple[0]))

    def of(self, triples: Iterable[Triple]) -> set[Iri]:
        """Return the entries that say any of the statements; what the gazetteer alone says has none."""
        names = {name for triple in triples for name in self._graphs.get(triple, ())}
        return {self._entries[name] for name in names if name in self._entries}


def load(data: Iterable[Quad] | Graph) -> tuple[Graph, Homes]:
    """Return all statements as one graph, and for each the entries that it stands in.

    A Graph without names is taken as it is, and no statement has a home.
    """
    homes = Homes()
    if isinstance(data, Graph) and not isinstance(data, Dataset):
        return data, homes
    graph = Graph(store=_Flat(), bind_namespaces="none")
    for triple, name in _named(data):
        graph.add(triple)
        if name is not None:
            homes.add(triple, name)
    return graph, homes


def _named(data: Iterable[Quad] | Dataset) -> Iterator[tuple[Triple, Node | None]]:
    if isinstance(data, Dataset):
        for subject, predicate, target, name in data.quads():
            yield (subject, predicate, target), name
        return
    made: dict[Term, Node] = {}  # most terms come many times, and rdflib takes long to make one
    for quad in data:
        for part in quad:
            if part not in made:
                made[part] = _term(part)
        yield (made[quad.subject], made[quad.predicate], made[quad.object]), made[quad.graph]


def _term(term: Term) -> Node:
    if isinstance(term, Iri):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # a plain string without its datatype: rdflib reads files so, and holds the two for different
    return Literal(term.value, datatype=None if term.datatype == XSD + "string" else URIRef(term.datatype))
