"""The report: which entry, which words, which rule, in which language; and which entries are set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pyshacl
import pytest
import rdflib
from rdflib import Dataset, URIRef

from yearbook_kg.map import map_document
from yearbook_kg.model import Claim, Document, Entity, Evidence, Mention, Observation, Page, PartialDate
from yearbook_kg.terms import Iri, Literal, Quad, decimal, integer, string, text
from yearbook_kg.validate import Finding, Report, Result, pyshacl_engine, validate
from yearbook_kg.validate.index import Index
from yearbook_kg.vocabulary import NIF, RDF, SCHEMA, SKOS, YB

YBD = "https://w3id.org/yearbook-kg/id/"
ENTRY = Iri(f"{YBD}entry_140320020220000001")


@pytest.fixture(scope="module")
def quads(whole: Document) -> list[Quad]:
    return list(map_document(whole))


def _changed(quads: list[Quad], predicate: Iri, old: Literal | Iri, new: Literal | Iri) -> list[Quad]:
    return [q._replace(object=new) if q.predicate == predicate and q.object == old else q for q in quads]


def test_a_good_entry_conforms(quads: list[Quad]) -> None:
    report = validate(quads)
    assert report == Report(())
    assert report.conforms
    assert report.set_aside == frozenset()
    assert report.by_entry == {}


def test_a_violation_names_entry_words_and_rule(quads: list[Quad]) -> None:
    (result,) = validate(_changed(quads, YB.value, decimal(822600), string("82万"))).results
    assert result.entry == ENTRY
    assert result.words == "82.26万元"
    assert result.rule == "Observation-value"
    assert result.path == YB.value.value
    assert result.value == "82万"
    assert result.message == "须恰有一个小数数值"
    assert "“82.26万元”" in str(result)
    assert "[Observation-value]" in str(result)


def test_messages_come_in_english_too(quads: list[Quad]) -> None:
    (result,) = validate(_changed(quads, YB.value, decimal(822600), string("82万")), lang="en").results
    assert result.message == "an observation has exactly one decimal value"


def test_an_unknown_language_gets_chinese(quads: list[Quad]) -> None:
    (result,) = validate(_changed(quads, YB.value, decimal(822600), string("82万")), lang="fr").results
    assert result.message == "须恰有一个小数数值"


def test_words_that_the_page_does_not_say_set_the_entry_aside(quads: list[Quad]) -> None:
    report = validate(_changed(quads, NIF.anchorOf, string("82.26万元"), string("83.26万元")))
    assert {result.rule for result in report.results} == {"words-equal", "words-stated"}
    assert report.set_aside == {ENTRY}


def test_a_span_outside_of_the_page_sets_the_entry_aside(whole: Document) -> None:
    size = len(whole.entry.text)
    far = Claim(Entity("甲", "Person"), "bornIn", Entity("乙", "Place"), Evidence(size - 1, size + 9, "hand"))
    report = validate(map_document(replace(whole, facts=(far,))))
    assert "words-inside" in {result.rule for result in report.results}


def test_a_mention_at_a_wrong_offset_is_found(whole: Document, quads: list[Quad]) -> None:
    shifted = replace(whole, entry=replace(whole.entry, page=Page("x" + whole.entry.text, "-", "whole")))
    moved = [q for q in map_document(shifted) if q.predicate == NIF.isString]
    report = validate([*(q for q in quads if q.predicate != NIF.isString), *moved])
    assert {result.rule for result in report.results} == {"words-equal"}


def test_a_warning_does_not_set_aside(whole: Document) -> None:
    facts = tuple(replace(fact, unit="") for fact in whole.facts if isinstance(fact, Observation))
    report = validate(map_document(replace(whole, facts=facts)))
    assert report.conforms
    assert {result.severity for result in report.results} == {"warning"}
    assert report.set_aside == frozenset()
    assert set(report.by_entry) == {ENTRY}


def test_only_the_entry_that_says_it_is_blamed(whole: Document, example: Document) -> None:
    # both pages name 吉安市; one says that it lies in a county
    city, county = (
        Entity("吉安市", "Place", "prefecture", "360800"),
        Entity("永新县", "Place", None, "360830"),
    )
    wrong = Claim(city, "locatedIn", county, Evidence(0, 3, "hand"))
    broken = replace(whole, facts=(*whole.facts, wrong))
    # the map would keep such a claim back with its doubt; another program would not
    quads = [q for q in map_document(broken) if q.object != text("按级别或国别，所在地不能包含此地")]
    lies = Quad(Iri(f"{YBD}place_360800"), YB.locatedIn, Iri(f"{YBD}place_360830"), quads[0].graph)
    report = validate([*quads, lies, *map_document(example)])
    assert report.set_aside == {ENTRY}
    (result,) = [result for result in report.results if result.rule == "AdministrativeDivision-above"]
    assert result.words == broken.entry.text[0:3]


def test_a_name_that_is_missing_is_blamed_on_all_who_speak_of_the_thing(
    whole: Document, example: Document
) -> None:
    name = Iri(f"{YBD}org_吉安市总工会")
    both = [*map_document(whole), *map_document(example)]
    report = validate([q for q in both if not (q.subject == name and q.predicate == SKOS.prefLabel)])
    assert len(report.set_aside) == 2


def test_what_the_gazetteer_says_is_no_entry_s_fault(quads: list[Quad]) -> None:
    province = Iri(f"{YBD}place_360000")
    report = validate([q for q in quads if not (q.subject == province and q.predicate == YB.adminCode)])
    assert [result.entry for result in report.results] == [None]
    assert not report.conforms
    assert str(report.results[0]).startswith("-: ")


def test_a_graph_without_names_is_told_apart_by_its_spans(quads: list[Quad]) -> None:
    graph = Index.of_quads(_changed(quads, YB.value, decimal(822600), string("82万"))).graph
    assert validate(graph).set_aside == {ENTRY}


def test_every_kind_of_node_leads_to_its_entry(quads: list[Quad]) -> None:
    graph = Index.of_quads(quads).graph
    section, mention = URIRef(f"{YBD}section_140320020220000001_1"), URIRef(f"{YBD}org_吉安市总工会")
    graph.remove((section, URIRef(YB.sectionOrder.value), None))
    graph.remove((mention, URIRef(SKOS.prefLabel.value), None))
    graph.remove((URIRef(ENTRY.value), URIRef(NIF.isString.value), None))
    report = validate(graph)
    assert {result.rule for result in report.results} == {"Section-order", "Entity-name", "Entry-text"}
    assert {result.entry for result in report.results} == {ENTRY}


def test_a_dataset_is_taken_with_its_graphs(quads: list[Quad]) -> None:
    dataset = Dataset()
    for quad in _changed(quads, YB.value, decimal(822600), string("82万")):
        for triple in Index.of_quads([quad]).graph:
            dataset.graph(URIRef(quad.graph.value)).add(triple)
    assert validate(dataset).set_aside == {ENTRY}


def test_strings_with_their_datatype_written_out_are_the_same(quads: list[Quad]) -> None:
    graph = Index.of_quads(quads).graph
    for subject, predicate, target in list(graph):
        if isinstance(target, rdflib.Literal) and target.datatype is None and not target.language:
            graph.remove((subject, predicate, target))
            graph.add((subject, predicate, rdflib.Literal(str(target), datatype=rdflib.XSD.string)))
    assert validate(graph, deep=True).conforms


def test_the_order_of_the_data_does_not_matter(quads: list[Quad]) -> None:
    broken = [q for q in quads if q.predicate != YB.extractedBy]
    report = validate(broken)
    assert len(report.results) > 10
    assert validate(reversed(broken)) == report


def test_violations_come_before_warnings(whole: Document) -> None:
    facts = tuple(replace(fact, unit="") for fact in whole.facts if isinstance(fact, Observation))
    broken = [q for q in map_document(replace(whole, facts=facts)) if q.predicate != YB.value]
    severities = [result.severity for result in validate(broken).results]
    assert severities == sorted(severities)
    assert set(severities) == {"violation", "warning"}


def test_deep_runs_the_second_file_too(quads: list[Quad]) -> None:
    broken = [quad for quad in quads if quad.predicate != RDF.object]
    assert "Deep-unsupported" in {result.rule for result in validate(broken, deep=True).results}


def test_deep_lists_no_finding_twice(quads: list[Quad]) -> None:
    broken = _changed(quads, NIF.anchorOf, string("82.26万元"), string("83.26万元"))
    report = validate(broken, deep=True)
    assert sorted(result.rule for result in report.results) == ["words-equal", "words-stated"]
    assert {result.words for result in report.results} == {"83.26万元"}


def test_a_value_that_its_words_do_not_give(quads: list[Quad]) -> None:
    broken = _changed(quads, YB.value, decimal(822600), decimal(922600))
    (result,) = validate(broken).results
    assert (result.rule, result.words, result.value) == ("words-value", "82.26万元", "922600")


def test_offsets_that_are_no_numbers_are_left_to_the_shapes(quads: list[Quad]) -> None:
    broken = _changed(quads, NIF.beginIndex, integer(quads_begin(quads)), string("?"))
    assert {result.rule for result in validate(broken).results} == {"Span-begin"}


def quads_begin(quads: list[Quad]) -> int:
    return max(int(q.object.value) for q in quads if q.predicate == NIF.beginIndex)


def test_another_engine_can_be_put_in(quads: list[Quad]) -> None:
    asked: list[str] = []

    def engine(index: Index, shapes: str) -> Iterator[Finding]:
        asked.append(shapes)
        assert len(index.graph) > 0
        yield Finding("Mine", "warning", f"{YBD}nowhere", "", "", {"": "no language"})

    report = validate(quads, deep=True, engine=engine)
    assert asked == ["shapes.ttl", "shapes-deep.ttl"]
    assert report.results == (Result(None, "warning", "Mine", f"{YBD}nowhere", "", "", "", "no language"),)


def test_an_engine_that_cannot_run_says_so(quads: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    failed = RuntimeError("no such constraint")
    monkeypatch.setattr(pyshacl, "validate", lambda *_, **__: (False, failed, ""))
    graph = Index.of_quads(quads).graph
    with pytest.raises(RuntimeError, match="no such constraint"):
        list(pyshacl_engine(Index.of_graph(graph), "shapes.ttl"))


def test_two_mentions_of_one_span_break_a_rule(whole: Document) -> None:
    first = whole.resolution.mentions[0]
    twin = Mention(first.start, first.end, first.text, "Person", "hand", 1.0, Entity("另一人", "Person"))
    resolution = replace(whole.resolution, mentions=(first, twin))
    rules = {result.rule for result in validate(map_document(replace(whole, resolution=resolution))).results}
    assert rules == {"Mention-entity"}


def test_a_card_that_contradicts_the_body_is_written_with_both_statements(whole: Document) -> None:
    person = Entity("张三", "Person")
    body = Claim(person, "bornYear", PartialDate(1950), Evidence(0, 4, "born", 0.9))
    card = Claim(person, "bornYear", PartialDate(1951), Evidence(4, 8, "field:出生日期", 0.4))
    quads = list(map_document(replace(whole, facts=(*whole.facts, body, card))))
    births = {quad.object.value for quad in quads if quad.predicate == SCHEMA.birthDate}
    assert {"1950", "1951"} <= births
    sure = {quad.object.value for quad in quads if quad.predicate == YB.confidence}
    assert {"0.9", "0.4"} <= sure
    report = validate(quads)
    assert report.conforms
    assert "Person-two-births" in {result.rule for result in report.results}
