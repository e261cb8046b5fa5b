"""All checks over one index: the shapes by an engine, the rest by plain code; and where a finding stands."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.terms import Iri
from yearbook_kg.validate.declared import check_terms
from yearbook_kg.validate.engine import DEEP, GATE, Engine, Finding
from yearbook_kg.validate.index import Index
from yearbook_kg.validate.places import entries_of, words_of
from yearbook_kg.validate.report import Result
from yearbook_kg.validate.targets import check_targets
from yearbook_kg.validate.words import RULES_OF_SHAPES, check_words


def judge(index: Index, engine: Engine, *, deep: bool = False, lang: str = "zh") -> Iterator[Result]:
    """Yield what breaks a rule, in any order, a result more than once where an engine says it so."""
    yield from located(index, _findings(index, engine, deep=deep), lang)


def plain_findings(index: Index) -> Iterator[Finding]:
    """Yield what plain code finds: the words, the terms, the targets."""
    yield from check_words(index)
    yield from check_terms(index)
    yield from check_targets(index)


def located(index: Index, findings: Iterator[Finding], lang: str) -> Iterator[Result]:
    """Yield findings with their entries and words, in one language."""
    for finding in findings:
        # a question about a whole entry names the node at fault as its value
        at_fault = finding.focus if finding.steps or not finding.value else finding.value
        for entry in entries_of(index, finding):
            yield _result(finding, entry, words_of(index, at_fault, finding.steps, entry), lang)


def _findings(index: Index, engine: Engine, *, deep: bool) -> Iterator[Finding]:
    yield from engine(index, GATE)
    yield from plain_findings(index)
    if deep:
        # what plain code has said already is not said again
        yield from (found for found in engine(index, DEEP) if found.shape not in RULES_OF_SHAPES)


def _result(finding: Finding, entry: Iri | None, words: str, lang: str) -> Result:
    messages = finding.messages
    message = messages.get(lang) or messages.get("zh") or next(iter(messages.values()), "")
    return Result(
        entry, finding.severity, finding.shape, finding.focus, finding.path, finding.value, words, message
    )
