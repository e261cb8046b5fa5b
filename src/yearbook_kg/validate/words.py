"""What SHACL Core cannot say and plain code checks at once: do the quoted words stand in the page?

The same rules stand as SPARQL constraints in ``shapes-deep.ttl``, for engines that know nothing of this code.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yearbook_kg.terms import Iri, written
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.figures import gives
from yearbook_kg.validate.index import Column, Index
from yearbook_kg.validate.literals import lexical, number
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


def check_words(index: Index) -> Iterator[Finding]:
    """Yield each span that is not what its page says, each misquoted figure, each claim of no triple."""
    yield from _spans(index)
    yield from _figures(index)
    yield from _claims(index)


def _spans(index: Index) -> Iterator[Finding]:
    texts = {entry: lexical(text) for entry, text in _column(index, NIF.isString).pairs()}
    begins, ends = _column(index, NIF.beginIndex).first, _column(index, NIF.endIndex).first
    anchors = _column(index, NIF.anchorOf).first
    for span, entry in _column(index, NIF.referenceContext).pairs():
        words, source = anchors.get(span), texts.get(entry)
        begin, end = number(begins.get(span, "_")), number(ends.get(span, "_"))
        if words is None or source is None or not isinstance(begin, int) or not isinstance(end, int):
            continue  # the shapes say so already
        if not 0 <= begin <= end <= len(source):
            yield _finding("words-inside", span, NIF.endIndex, ends[span], _INSIDE)
        elif source[begin:end] != lexical(words):
            yield _finding("words-equal", span, NIF.anchorOf, words, _EQUAL)


def _figures(index: Index) -> Iterator[Finding]:
    sources, anchors = _column(index, PROV.wasDerivedFrom), _column(index, NIF.anchorOf).first
    values, units = _column(index, YB.value), _column(index, YB.unit).first
    names = _column(index, SKOS.prefLabel).first
    for figure, words in _column(index, YB.statedValue).pairs():
        for span in sources.of(figure):
            if anchors.get(span) != words:
                yield _finding("words-stated", figure, YB.statedValue, words, _STATED)
        unit = names.get(units.get(figure, ""))
        for value in values.of(figure):
            found = number(value)
            if isinstance(found, Decimal) and not _is_given(words, found, unit):
                yield _finding("words-value", figure, YB.value, value, _GIVEN)


def _is_given(words: str, value: Decimal, unit: str | None) -> bool:
    return gives(lexical(words), value, lexical(unit) if unit else "") is not False


def _claims(index: Index) -> Iterator[Finding]:
    subjects, predicates = _column(index, RDF.subject).first, _column(index, RDF.predicate).first
    targets, doubts = _column(index, RDF.object).first, _column(index, YB.doubt).first
    for claim in index.members.get(written(YB.Claim), ()):
        subject, predicate, target = subjects.get(claim), predicates.get(claim), targets.get(claim)
        if claim in doubts or subject is None or predicate is None or target is None:
            continue  # kept for a person to judge, and not asserted; or the shapes say so already
        if target not in index.column(predicate).of(subject):
            yield _finding("words-claim", claim, RDF.object, target, _ASSERTED)


def _column(index: Index, term: Iri) -> Column:
    return index.column(f"<{term.value}>")


def _finding(rule: str, focus: str, path: Iri, value: str, messages: dict[str, str]) -> Finding:
    return Finding(rule, "violation", lexical(focus), path.value, lexical(value), messages, (path.value,))
