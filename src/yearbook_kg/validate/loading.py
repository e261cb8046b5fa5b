"""Quads as one rdflib graph, and the entries in whose named graph each node is described."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from yearbook_kg.terms import XSD, Iri, Quad, Term
from yearbook_kg.vocabulary import RDF, YB

_Named = dict[Node, dict[str, set[Node]]]
Homes = Mapping[Node, Mapping[str, frozenset[Iri]]]


def load(data: Iterable[Quad] | Graph) -> tuple[Graph, Homes]:
    """Return all statements as one graph, and for each node and property the entries whose graph says it.

    A Graph without names is taken as it is, and no node has a home.
    """
    if isinstance(data, Dataset):
        return _from_dataset(data)
    if isinstance(data, Graph):
        return data, {}
    graph = Graph(bind_namespaces="none")
    homes: _Named = {}
    entries: dict[Node, Iri] = {}
    for subject, predicate, target, name in data:
        node, home = URIRef(subject.value), URIRef(name.value)
        graph.add((node, URIRef(predicate.value), _term(target)))
        homes.setdefault(node, {}).setdefault(predicate.value, set()).add(home)
        if target == YB.Entry and predicate == RDF.type:
            entries[home] = subject
    return graph, _by_entry(homes, entries)


def _from_dataset(data: Dataset) -> tuple[Graph, Homes]:
    graph = Graph(bind_namespaces="none")
    homes: _Named = {}
    entries: dict[Node, Iri] = {}
    for subject, predicate, target, name in data.quads():
        graph.add((subject, predicate, target))
        if name is not None:
            homes.setdefault(subject, {}).setdefault(str(predicate), set()).add(name)
            if str(target) == YB.Entry.value and str(predicate) == RDF.type.value:
                entries[name] = Iri(str(subject))
    return graph, _by_entry(homes, entries)


def _by_entry(homes: _Named, entries: Mapping[Node, Iri]) -> Homes:
    return {
        node: {
            term: frozenset(entries[name] for name in names if name in entries)
            for term, names in terms.items()
        }
        for node, terms in homes.items()
    }


def _term(term: Term) -> Node:
    if isinstance(term, Iri):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # a plain string without its datatype: rdflib reads files so, and holds the two for different
    return Literal(term.value, datatype=None if term.datatype == XSD + "string" else URIRef(term.datatype))
