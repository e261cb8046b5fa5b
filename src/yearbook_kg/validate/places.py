"""Where a node stands: its entry, and the words of the page behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import Graph, URIRef
from rdflib.term import Node

from yearbook_kg.terms import Iri
from yearbook_kg.validate.loading import Homes
from yearbook_kg.vocabulary import DCTERMS, ITSRDF, NIF, PROV, RDF, SKOS, YB

_TYPE, _ENTRY, _CONTEXT = URIRef(RDF.type.value), URIRef(YB.Entry.value), URIRef(NIF.referenceContext.value)
_DERIVED, _NAMES = URIRef(PROV.wasDerivedFrom.value), URIRef(ITSRDF.taIdentRef.value)
_SUBJECT, _PREDICATE = URIRef(RDF.subject.value), URIRef(RDF.predicate.value)
_PART, _WORDS, _LABEL = (
    URIRef(DCTERMS.isPartOf.value),
    URIRef(NIF.anchorOf.value),
    URIRef(SKOS.prefLabel.value),
)


def entries_of(graph: Graph, focus: Node, steps: Iterable[str], homes: Homes) -> Sequence[Iri | None]:
    """Return the entries that a finding stands in: by the named graphs, or else by the spans behind the node.

    A node may be described by many entries: those count that say anything along the path of the finding, or
    all of them where none does (a value is missing). None stands for a node that no entry can be told for.
    """
    described = homes.get(focus, {})
    named = {entry for step in steps for entry in described.get(step, ())}
    named = named or {entry for entries in described.values() for entry in entries}
    if named:
        return sorted(named)
    if (focus, _TYPE, _ENTRY) in graph:
        return [Iri(str(focus))]
    found = {Iri(str(entry)) for span in _spans(graph, focus) for entry in graph.objects(span, _CONTEXT)}
    found |= {Iri(str(whole)) for whole in graph.objects(focus, _PART) if (whole, _TYPE, _ENTRY) in graph}
    return sorted(found) or [None]


def words_of(graph: Graph, focus: Node, steps: Iterable[str], entry: Iri | None) -> str:
    """Return the words of the page behind a finding; the name of the node where there are none.

    First the words of a claim about the node and a property of the path, then those that the node was read
    from, then those that name it; of several, those in the given entry.
    """
    home = URIRef(entry.value) if entry else None
    claimed = {
        span
        for claim in graph.subjects(_SUBJECT, focus)
        if str(graph.value(claim, _PREDICATE)) in steps
        for span in graph.objects(claim, _DERIVED)
    }
    for spans in (claimed, _spans(graph, focus), set(graph.subjects(_NAMES, focus))):
        for span in sorted(spans, key=str):
            if home is None or (span, _CONTEXT, home) in graph:
                return str(graph.value(span, _WORDS) or "")
    return str(graph.value(focus, _LABEL) or "")


def _spans(graph: Graph, focus: Node) -> set[Node]:
    """The span that a node is, or the spans that it was read from, or those that name it."""
    if (focus, _CONTEXT, None) in graph:
        return {focus}
    return set(graph.objects(focus, _DERIVED)) or set(graph.subjects(_NAMES, focus))
