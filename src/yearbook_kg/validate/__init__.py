"""Quads -> report: does the graph keep the rules of the ontology, and do its words stand in the pages?

Two gates: the shapes of ``shapes.ttl`` (SHACL Core, by an engine), and what plain code checks in one go: the
quoted words, the figures that they give, the terms of the ontology, the nodes that properties lead to.
``deep`` adds what only SPARQL can say, ``shapes-deep.ttl``; that takes far longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yearbook_kg.terms import Iri, Quad
from yearbook_kg.validate.engine import DEEP, GATE, Engine, Finding, pyshacl_engine
from yearbook_kg.validate.report import Report, Result

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Engine", "Finding", "Report", "Result", "pyshacl_engine", "validate"]


def validate(
    data: Iterable[Quad] | Graph, *, deep: bool = False, lang: str = "zh", engine: Engine = pyshacl_engine
) -> Report:
    """Check a graph and say what breaks which rule, where, and in which words of the page.

    data: the quads of one or more entries, or an rdflib Graph or Dataset (its graphs taken together); of a
    large corpus, 50 to 200 entries at a time. lang: "zh" or "en", of the messages; a rule without one in that
    language speaks Chinese. The order of the results does not depend on the order of the data.

    >>> validate([]).conforms
    True
    """
    from rdflib import URIRef

    from yearbook_kg.validate.loading import load
    from yearbook_kg.validate.places import entries_of, words_of

    graph, homes = load(data)
    results: set[Result] = set()
    for finding in _findings(graph, engine, deep=deep):
        focus = URIRef(finding.focus)
        # a question about a whole entry names the node at fault as its value
        at_fault = focus if finding.steps or not finding.value else URIRef(finding.value)
        for entry in entries_of(graph, homes, finding):
            results.add(_result(finding, entry, words_of(graph, at_fault, finding.steps, entry), lang))
    return Report(tuple(sorted(results, key=_order)))


def _findings(graph: Graph, engine: Engine, *, deep: bool) -> Iterator[Finding]:
    from yearbook_kg.validate.declared import check_terms
    from yearbook_kg.validate.targets import check_targets
    from yearbook_kg.validate.words import RULES_OF_SHAPES, check_words

    yield from engine(graph, GATE)
    yield from check_words(graph)
    yield from check_terms(graph)
    yield from check_targets(graph)
    if deep:
        # what plain code has said already is not said again
        yield from (found for found in engine(graph, DEEP) if found.shape not in RULES_OF_SHAPES)


def _result(finding: Finding, entry: Iri | None, words: str, lang: str) -> Result:
    messages = finding.messages
    message = messages.get(lang) or messages.get("zh") or next(iter(messages.values()), "")
    return Result(
        entry, finding.severity, finding.shape, finding.focus, finding.path, finding.value, words, message
    )


def _order(result: Result) -> tuple[object, ...]:
    entry = result.entry.value if result.entry else ""
    return (result.severity != "violation", entry, result.rule, result.focus, result.path, result.value)
