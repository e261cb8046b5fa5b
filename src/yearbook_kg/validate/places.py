"""Where a node stands: its entry, and the words of the page behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rdflib import Graph, URIRef
from rdflib.term import Node

from yearbook_kg.terms import Iri
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.loading import Homes, Triple
from yearbook_kg.vocabulary import DCTERMS, ITSRDF, NIF, PROV, RDF, SKOS, YB

_TYPE, _ENTRY, _CONTEXT = URIRef(RDF.type.value), URIRef(YB.Entry.value), URIRef(NIF.referenceContext.value)
_DERIVED, _NAMES = URIRef(PROV.wasDerivedFrom.value), URIRef(ITSRDF.taIdentRef.value)
_SUBJECT, _PREDICATE = URIRef(RDF.subject.value), URIRef(RDF.predicate.value)
_PART, _WORDS, _LABEL = (
    URIRef(DCTERMS.isPartOf.value),
    URIRef(NIF.anchorOf.value),
    URIRef(SKOS.prefLabel.value),
)


def entries_of(graph: Graph, homes: Homes, finding: Finding) -> Sequence[Iri | None]:
    """Return the entries that a finding stands in: by the named graphs, or else by the spans behind the node.

    Many entries may speak of one node: those count that say what is at fault, or all where that cannot
    be told (a value is missing). None stands for a node that no entry can be told for.
    """
    focus = URIRef(finding.focus)
    named = homes.of(_at_fault(graph, finding)) or homes.of(graph.triples((focus, None, None)))
    if named:
        return sorted(named)
    if (focus, _TYPE, _ENTRY) in graph:
        return [Iri(str(focus))]
    found = {Iri(str(entry)) for span in _spans(graph, focus) for entry in graph.objects(span, _CONTEXT)}
    found |= {Iri(str(whole)) for whole in graph.objects(focus, _PART) if (whole, _TYPE, _ENTRY) in graph}
    return sorted(found) or [None]


def _at_fault(graph: Graph, finding: Finding) -> Iterator[Triple]:
    """The statements about the node that lead to the value at fault, at once or over one more step."""
    focus, steps = URIRef(finding.focus), [URIRef(step) for step in finding.steps]
    # a path of the gate has at most two steps: locatedIn, levelDepth
    for first in steps:
        for target in graph.objects(focus, first):
            ends = {str(end) for second in steps for end in graph.objects(target, second)}
            if finding.value == str(target) or finding.value in ends:
                yield focus, first, target


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
