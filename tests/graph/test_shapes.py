"""Every shape and every check of the words: one graph that conforms, and one for each rule that breaks it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from yearbook_kg.validate import Report, validate
from yearbook_kg.validate.engine import DEEP, pyshacl_engine
from yearbook_kg.validate.index import Index
from yearbook_kg.validate.words import RULES_OF_SHAPES
from yearbook_kg.vocabulary import ontology_path

HERE = Path(__file__).parent
BASE = (HERE / "shapes_base.ttl").read_text("utf-8")
PREFIXES = "".join(re.findall(r"^@prefix.*\n", BASE, re.MULTILINE))
ROWS = [
    tuple(line.split("\t"))
    for line in (HERE.parent / "cases" / "shapes.tsv").read_text("utf-8").splitlines()[2:]
]
PLAIN = ("words-", "terms-", "targets-")  # what plain code checks
WARNINGS = {
    "Person-two-births",
    "Person-two-deaths",
    "Observation-no-indicator",
    "Observation-no-unit",
    "Deep-future",
}


@cache
def _shapes(name: str) -> Graph:
    return Graph().parse(data=ontology_path(name).read_text("utf-8"), format="turtle")


def _all_shapes() -> set[URIRef]:
    kinds = (SH.PropertyShape, SH.NodeShape)
    graphs = [_shapes("shapes.ttl"), _shapes("shapes-deep.ttl")]
    return {s for g in graphs for kind in kinds for s in g.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def _broken(*breaks: tuple[str, str]) -> Graph:
    graph = Graph().parse(data=BASE, format="turtle")
    for take_out, put_in in breaks:
        _break(graph, take_out, put_in)
    return graph


def _break(graph: Graph, take_out: str, put_in: str) -> None:
    if take_out:
        subject, predicate = (graph.namespace_manager.expand_curie(name) for name in take_out.split())
        graph.remove((subject, predicate, None))
    graph.parse(data=PREFIXES + put_in, format="turtle")


@cache
def _all_deep() -> Graph:
    """All rules of the second file broken at once: its queries take their time."""
    return _broken(*((take_out, put_in) for rule, take_out, put_in in ROWS if rule.startswith("Deep-")))


@cache
def _deep_report() -> Report:
    return validate(_all_deep(), deep=True, lang="en")


def _report(rule: str, take_out: str, put_in: str) -> Report:
    return _deep_report() if rule.startswith("Deep-") else validate(_broken((take_out, put_in)), lang="en")


def test_the_base_conforms_to_every_shape() -> None:
    report = validate(Graph().parse(data=BASE, format="turtle"), deep=True)
    assert report.conforms
    assert {result.rule for result in report.results} == set()


def test_what_plain_code_says_the_deep_shapes_do_not_say_again() -> None:
    rules = {result.rule for result in _deep_report().results}
    assert {"words-inside", "words-stated", "words-claim"} <= rules
    assert not rules & RULES_OF_SHAPES
    assert {found.shape for found in pyshacl_engine(Index.of_graph(_all_deep()), DEEP)} >= RULES_OF_SHAPES


ALONE = [row for row in ROWS if row[0] not in RULES_OF_SHAPES]


@pytest.mark.parametrize(("rule", "take_out", "put_in"), ALONE, ids=[row[0] for row in ALONE])
def test_a_rule_that_is_broken_is_reported(rule: str, take_out: str, put_in: str) -> None:
    found = [result for result in _report(rule, take_out, put_in).results if result.rule == rule]
    assert found
    assert found[0].severity == ("warning" if rule in WARNINGS else "violation")
    assert found[0].message.isascii()


def test_every_shape_has_a_case() -> None:
    names = {str(shape).rpartition("#")[2] for shape in _all_shapes()}
    assert names == {row[0] for row in ROWS if not row[0].startswith(PLAIN)}


def test_every_shape_that_gates_finds_something_to_look_at() -> None:
    graph = Graph().parse(data=BASE, format="turtle")
    shapes = _shapes("shapes.ttl")
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        classes = list(shapes.objects(shape, SH.targetClass))
        assert any((None, RDF.type, one) in graph for one in classes), shape


@pytest.mark.parametrize("name", ["shapes.ttl", "shapes-deep.ttl"])
def test_every_shape_speaks_both_languages(name: str) -> None:
    shapes = _shapes(name)
    for shape in _all_shapes() & set(shapes.subjects(RDF.type)):
        for term in (SH.name, SH.message):
            texts = [text for text in shapes.objects(shape, term) if isinstance(text, Literal)]
            assert {text.language for text in texts} == {"zh", "en"}, (shape, term)
        assert shapes.value(shape, SH.severity) in (SH.Violation, SH.Warning)


def test_shapes_that_gate_are_core_alone() -> None:
    text = ontology_path("shapes.ttl").read_text("utf-8")
    assert "sh:sparql" not in text
    assert "sh:js" not in text
    assert "sh:rule" not in text
