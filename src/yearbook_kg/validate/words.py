"""What SHACL Core cannot say and plain code checks at once: do the quoted words stand in the page?

The same rules stand as SPARQL constraints in ``shapes-deep.ttl``, for engines that know nothing of this code.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from yearbook_kg.terms import Iri
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.figures import gives
from yearbook_kg.vocabulary import NIF, PROV, RDF, SKOS, YB

_INSIDE = {"zh": "片段须在条目全文之内", "en": "a span lies inside the text of its entry"}
_EQUAL = {
    "zh": "片段的文字须与全文中的文字一字不差",
    "en": "the words of a span equal those of the text, character by character",
}
_STATED = {"zh": "数字的原文须与其所据的文字相同", "en": "the stated value equals the words that say it"}
_ASSERTED = {
    "zh": "依据所指的陈述须在图中，否则须注明存疑",
    "en": "what a claim stands for is in the graph, or its doubt is noted",
}


_GIVEN = {"zh": "数值须与其原文所说的数相合", "en": "the value is what the stated words give"}

# The shapes for --deep that say what is checked here, for engines that know nothing of this code.
RULES_OF_SHAPES = frozenset({"Deep-inside", "Deep-words", "Deep-stated", "Deep-claim"})


def check_words(graph: Graph) -> Iterator[Finding]:
    """Yield each span that is not what its page says, each misquoted figure, each claim of no triple."""
    yield from _spans(graph)
    for figure, words in graph.subject_objects(_node(YB.statedValue)):
        for span in graph.objects(figure, _node(PROV.wasDerivedFrom)):
            # as text: some readers write out the datatype of a plain string, and rdflib holds the two unequal
            if str(graph.value(span, _node(NIF.anchorOf))) != str(words):
                yield _finding("words-stated", figure, YB.statedValue, words, _STATED)
        yield from _value(graph, figure, str(words))
    for claim in graph.subjects(_node(RDF.type), _node(YB.Claim)):
        if (claim, _node(YB.doubt), None) in graph:
            continue  # kept for a person to judge, and not asserted
        said = (graph.value(claim, _node(part)) for part in (RDF.subject, RDF.predicate, RDF.object))
        subject, predicate, target = said
        if None not in (subject, predicate, target) and (subject, predicate, target) not in graph:
            yield _finding("words-claim", claim, RDF.object, target, _ASSERTED)


def _value(graph: Graph, figure: Node, words: str) -> Iterator[Finding]:
    unit = graph.value(figure, _node(YB.unit))
    name = "" if unit is None else str(graph.value(unit, _node(SKOS.prefLabel)) or "")
    for value in graph.objects(figure, _node(YB.value)):
        number = value.toPython() if isinstance(value, Literal) else None
        if isinstance(number, Decimal) and gives(words, number, name) is False:
            yield _finding("words-value", figure, YB.value, value, _GIVEN)


def _spans(graph: Graph) -> Iterator[Finding]:
    for entry, text in graph.subject_objects(_node(NIF.isString)):
        source = str(text)
        for span in graph.subjects(_node(NIF.referenceContext), entry):
            begin, end = _offset(graph, span, NIF.beginIndex), _offset(graph, span, NIF.endIndex)
            words = graph.value(span, _node(NIF.anchorOf))
            if begin is None or end is None or words is None:
                continue  # the shapes say so already
            if not 0 <= begin <= end <= len(source):
                yield _finding("words-inside", span, NIF.endIndex, Literal(end), _INSIDE)
            elif source[begin:end] != str(words):
                yield _finding("words-equal", span, NIF.anchorOf, words, _EQUAL)


def _offset(graph: Graph, span: Node, term: Iri) -> int | None:
    value = graph.value(span, _node(term))
    number = value.toPython() if isinstance(value, Literal) else None
    return number if isinstance(number, int) else None


def _node(iri: Iri) -> URIRef:
    return URIRef(iri.value)


def _finding(rule: str, focus: Node, path: Iri, value: Node | None, messages: dict[str, str]) -> Finding:
    return Finding(rule, "violation", str(focus), path.value, str(value), messages, (path.value,))
