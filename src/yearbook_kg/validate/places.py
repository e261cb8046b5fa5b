"""Where a node stands: its entry, and the words of the page behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yearbook_kg.terms import Iri, Row, written
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.index import ENTRY, TYPE, Column, Index
from yearbook_kg.validate.literals import lexical
from yearbook_kg.vocabulary import DCTERMS, ITSRDF, NIF, PROV, RDF, SKOS


def entries_of(index: Index, finding: Finding) -> Sequence[Iri | None]:
    """Return the entries that a finding stands in: by the named graphs, or else by the spans behind the node.

    Many entries may speak of one node: those count that say what is at fault, or all where that cannot
    be told (a value is missing). None stands for a node that no entry can be told for.
    """
    focus = f"<{finding.focus}>"
    named = index.homes(_at_fault(index, finding)) or index.homes(index.about(focus))
    if named:
        return [Iri(entry) for entry in sorted(named)]
    if index.has((focus, TYPE, ENTRY)):
        return [Iri(finding.focus)]
    contexts = _column(index, NIF.referenceContext)
    found = {entry for span in _spans(index, focus) for entry in contexts.of(span)}
    wholes = _column(index, DCTERMS.isPartOf).of(focus)
    found |= {whole for whole in wholes if index.has((whole, TYPE, ENTRY))}
    return [Iri(lexical(entry)) for entry in sorted(found)] or [None]


def _at_fault(index: Index, finding: Finding) -> Iterator[Row]:
    """The statements about the node that lead to the value at fault, at once or over one more step."""
    focus, steps = f"<{finding.focus}>", [f"<{step}>" for step in finding.steps]
    # a path of the gate has at most two steps: locatedIn, levelDepth
    for first in steps:
        for target in index.column(first).of(focus):
            ends = {lexical(end) for second in steps for end in index.column(second).of(target)}
            if finding.value == lexical(target) or finding.value in ends:
                yield focus, first, target


def words_of(index: Index, focus: str, steps: Iterable[str], entry: Iri | None) -> str:
    """Return the words of the page behind a finding; the name of the node where there are none.

    focus: the IRI of the node. First the words of a claim about the node and a property of the path, then
    those that the node was read from, then those that name it; of several, those in the given entry.
    """
    node = f"<{focus}>"
    claimed_of, sources = _column(index, RDF.predicate), _column(index, PROV.wasDerivedFrom)
    claimed = {
        span
        for claim in _inverse(index, RDF.subject).of(node)
        if any(lexical(predicate) in steps for predicate in claimed_of.of(claim))
        for span in sources.of(claim)
    }
    contexts, anchors = _column(index, NIF.referenceContext), _column(index, NIF.anchorOf)
    for spans in (claimed, _spans(index, node), set(_inverse(index, ITSRDF.taIdentRef).of(node))):
        for span in sorted(spans):
            if entry is None or written(entry) in contexts.of(span):
                return _one(anchors, span)
    return _one(_column(index, SKOS.prefLabel), node)


def _spans(index: Index, focus: str) -> set[str]:
    """The span that a node is, or the spans that it was read from, or those that name it."""
    if _column(index, NIF.referenceContext).of(focus):
        return {focus}
    derived = set(_column(index, PROV.wasDerivedFrom).of(focus))
    return derived or set(_inverse(index, ITSRDF.taIdentRef).of(focus))


def _one(column: Column, subject: str) -> str:
    """The text of a subject; of several the first in the order of the code points."""
    return lexical(min(column.of(subject), default='""'))


def _column(index: Index, term: Iri) -> Column:
    return index.column(written(term))


def _inverse(index: Index, term: Iri) -> Column:
    return index.inverse(written(term))
