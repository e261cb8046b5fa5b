"""Where a node stands: its entry, and the words of the page behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import Graph, URIRef
from rdflib.term import Node

from yearbook_kg.terms import Iri
from yearbook_kg.vocabulary import DCTERMS, ITSRDF, NIF, PROV, RDF, SKOS, YB

_TYPE, _ENTRY, _CONTEXT = URIRef(RDF.type.value), URIRef(YB.Entry.value), URIRef(NIF.referenceContext.value)
_DERIVED, _NAMES = URIRef(PROV.wasDerivedFrom.value), URIRef(ITSRDF.taIdentRef.value)
_PART, _WORDS, _LABEL = (
    URIRef(DCTERMS.isPartOf.value),
    URIRef(NIF.anchorOf.value),
    URIRef(SKOS.prefLabel.value),
)


def entries_of(graph: Graph, focus: Node, graphs: Mapping[Node, frozenset[Iri]]) -> Iterable[Iri | None]:
    """Return the entries that a node stands in: by its named graphs, or else by the spans behind it.

    graphs: the entries in whose graph a node is described. A node that no entry can be told for gives None.
    """
    if named := graphs.get(focus):
        return sorted(named)
    if (focus, _TYPE, _ENTRY) in graph:
        return [Iri(str(focus))]
    found = {Iri(str(entry)) for span in _spans(graph, focus) for entry in graph.objects(span, _CONTEXT)}
    found |= {Iri(str(whole)) for whole in graph.objects(focus, _PART) if (whole, _TYPE, _ENTRY) in graph}
    return sorted(found) or [None]


def words_of(graph: Graph, focus: Node, entry: Iri | None) -> str:
    """Return the words of the page behind a node, of the given entry first; its name where it has none."""
    home = URIRef(entry.value) if entry else None
    spans = sorted(_spans(graph, focus), key=lambda span: ((span, _CONTEXT, home) not in graph, str(span)))
    for span in spans:
        if (words := graph.value(span, _WORDS)) is not None:
            return str(words)
    return str(graph.value(focus, _LABEL) or "")


def _spans(graph: Graph, focus: Node) -> set[Node]:
    """The span that a node is, or the spans that it was read from, or those that name it."""
    if (focus, _CONTEXT, None) in graph:
        return {focus}
    return set(graph.objects(focus, _DERIVED)) or set(graph.subjects(_NAMES, focus))
