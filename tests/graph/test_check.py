"""A corpus is checked entry by entry: alone, in any order, with a second engine now and then."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook_kg.map import statements
from yearbook_kg.model import Document
from yearbook_kg.terms import Iri, Quad, Statements, quads
from yearbook_kg.validate import ENGINES, Finding, Index, Report, Result, check, corpus, entry_of, validate
from yearbook_kg.validate.corpus import sampled
from yearbook_kg.validate.declared import check_terms
from yearbook_kg.validate.targets import check_targets
from yearbook_kg.validate.words import check_words

YBD = "https://w3id.org/yearbook-kg/id/"
ENTRY = Iri(f"{YBD}entry_140320020220000001")
UNION = f"<{YBD}org_吉安市总工会>"
NAME = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
CODE = "<https://w3id.org/yearbook-kg/ontology#adminCode>"


@pytest.fixture(scope="module")
def entry(whole: Document) -> Statements:
    return statements(whole)


@pytest.fixture(scope="module")
def page(example: Document) -> Statements:
    return statements(example)


def without(entry: Statements, subject: str, predicate: str) -> Statements:
    return entry._replace(rows=[row for row in entry.rows if row[:2] != (subject, predicate)])


def as_quads(entry: Statements) -> list[Quad]:
    return [*quads(entry.rows, entry.graph), *quads(entry.gazetteer, f"<{YBD}graph_gazetteer>")]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_good_entries_conform(entry: Statements, page: Statements, engine: str) -> None:
    assert check([entry, page], engine=engine) == Report(())


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_an_entry_is_judged_alone(entry: Statements, page: Statements, engine: str) -> None:
    # the other page names the body, and must not lend its name
    report = check([without(entry, UNION, NAME), page], engine=engine, lang="en")
    (result,) = report.results
    assert (result.entry, result.rule) == (ENTRY, "Entity-name")
    assert report.set_aside == {ENTRY}
    assert "preferred name" in result.message


def test_two_names_in_two_entries_are_no_fault_of_either(entry: Statements, page: Statements) -> None:
    other = [(s, p, '"吉安总工会"@zh' if (s, p) == (UNION, NAME) else o) for s, p, o in entry.rows]
    assert check([entry._replace(rows=other), page]).conforms


def test_what_the_gazetteer_says_wrongly_is_no_entry_s_fault(entry: Statements) -> None:
    province = f"<{YBD}place_360000>"
    kept = [row for row in entry.gazetteer if row[:2] != (province, CODE)]
    report = check([entry._replace(gazetteer=kept)])
    assert [(result.entry, result.rule) for result in report.results] == [
        (None, "AdministrativeDivision-code")
    ]
    assert not report.conforms
    assert report.set_aside == frozenset()


def test_an_entry_that_does_not_say_what_it_is_is_named_by_its_graph(entry: Statements) -> None:
    rows = [row for row in entry.rows if not (row[0] == f"<{ENTRY.value}>" and row[1] == TYPE)]
    assert check([entry._replace(rows=rows)]).set_aside == {ENTRY}


TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
KIND = "<https://w3id.org/yearbook-kg/ontology#Entry>"


@settings(max_examples=40)
@given(
    places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12),
    dropped=st.lists(st.integers(0, 10**6), max_size=12),
)
def test_rows_and_quads_and_graphs_get_the_same_report(
    entry: Statements, places: list[tuple[int, int]], dropped: list[int]
) -> None:
    rows = list(entry.rows)
    for one, other in places:
        subject, predicate, _ = rows[one % len(rows)]
        rows[one % len(rows)] = (subject, predicate, rows[other % len(rows)][2])
    for one in dropped:
        del rows[one % len(rows)]
    spoiled = entry._replace(rows=rows)
    report = check([spoiled], every=0)
    by_quads = validate(as_quads(spoiled), engine=ENGINES["columns"])
    # quads are told apart by their graphs, and a graph gets its entry from the statement that it is one
    if (f"<{ENTRY.value}>", TYPE, KIND) in rows:
        assert by_quads == report
    graph = validate(Index.of_statements(spoiled).graph, engine=ENGINES["columns"])
    assert {found(result) for result in graph.results} == {found(result) for result in report.results}


def found(result: Result) -> tuple[str, str, str, str]:
    return result.rule, result.focus, result.path, result.value


def test_the_plain_checks_need_no_rdf_library(entry: Statements, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    index = Index.of_statements(entry)
    assert not [*check_words(index), *check_terms(index), *check_targets(index)]
    assert check([entry], every=0).conforms


def test_the_sample_is_the_same_on_every_run() -> None:
    entries = [f"14032002022000{number:04d}" for number in range(4000)]
    chosen = [entry for entry in entries if sampled(entry)]
    assert 5 <= len(chosen) <= 40
    assert chosen == [entry for entry in entries if sampled(entry)]
    assert not any(sampled(entry, 0) for entry in entries)
    assert all(sampled(entry, 1) for entry in entries)


def test_an_entry_is_named_whatever_the_base_of_its_data(whole: Document) -> None:
    said = statements(whole, base="https://example.org/graph_kg#")
    rows = [row for row in said.rows if row[1] != TYPE]
    named = "https://example.org/graph_kg#entry_140320020220000001"
    assert entry_of(said).value == entry_of(said._replace(rows=rows)).value == named


def _blind(_index: Index, _shapes: str) -> Iterator[Finding]:
    return iter(())


@pytest.mark.parametrize(("lang", "words"), [("zh", "两个校验"), ("en", "two engines"), ("fr", "两个校验")])
def test_engines_that_disagree_are_reported(
    entry: Statements, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(corpus, "ENGINES", {**ENGINES, "blind": _blind})
    spoiled = without(entry, UNION, NAME)
    report = check([spoiled], engine="blind", oracle="pyshifty", every=1, lang=lang)
    (result,) = report.results
    assert (result.entry, result.rule) == (ENTRY, "engines-agree")
    assert (result.focus, result.value) == (UNION[1:-1], "pyshifty: Entity-name")
    assert words in result.message
    assert report.set_aside == {ENTRY}
    back = check([spoiled], engine="columns", oracle="blind", every=1)
    assert "columns: Entity-name" in {result.value for result in back.results}


def test_only_the_sample_is_put_to_the_second_engine(
    entry: Statements, page: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counting(index: Index, _shapes: str) -> Iterator[Finding]:
        asked.append(len(index.parts))
        return iter(())

    monkeypatch.setattr(corpus, "ENGINES", {**ENGINES, "counting": counting})
    check([entry, page], oracle="counting", every=1)
    assert len(asked) == 2
    check([entry, page], oracle="counting", every=0)
    assert len(asked) == 2
