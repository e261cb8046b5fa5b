"""Three engines, one verdict: compiled columns and pyshifty against pySHACL, report for report."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from yearbook_kg.errors import ShapeError
from yearbook_kg.map import statements
from yearbook_kg.model import Document
from yearbook_kg.terms import Row, Statements
from yearbook_kg.validate import Engine, Finding, Index, columns_engine, pyshacl_engine, pyshifty_engine
from yearbook_kg.validate.engine import GATE
from yearbook_kg.validate.shapes import read_shapes

HERE = Path(__file__).parent
BASE = (HERE / "shapes_base.ttl").read_text("utf-8")
PREFIXES = "".join(re.findall(r"^@prefix.*\n", BASE, re.MULTILINE))
ROWS = [
    row
    for line in (HERE.parent / "cases" / "shapes.tsv").read_text("utf-8").splitlines()[2:]
    if not (row := line.split("\t"))[0].startswith(("Deep-", "words-", "terms-", "targets-"))
]
STEMS = sorted(path.stem for path in (HERE.parent / "gold").glob("*.json"))
Said = frozenset[tuple[object, ...]]


def said(engine: Engine, index: Index) -> Said:
    """All that an engine finds, each finding once."""
    return frozenset(
        (found.shape, found.severity, found.focus, found.path, found.value, found.steps, words(found))
        for found in engine(index, GATE)
    )


def words(finding: Finding) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(finding.messages.items()))


def broken(take_out: str, put_in: str) -> Index:
    graph = Graph().parse(data=BASE, format="turtle")
    if take_out:
        subject, predicate = (graph.namespace_manager.expand_curie(name) for name in take_out.split())
        graph.remove((subject, predicate, None))
    return Index.of_graph(graph.parse(data=PREFIXES + put_in, format="turtle"))


@pytest.mark.parametrize(("rule", "take_out", "put_in"), ROWS, ids=[row[0] for row in ROWS])
def test_every_engine_says_the_same_of_a_broken_rule(rule: str, take_out: str, put_in: str) -> None:
    index = broken(take_out, put_in)
    reference = said(pyshacl_engine, index)
    assert rule in {found[0] for found in reference}
    assert said(columns_engine, index) == reference
    assert said(pyshifty_engine, index) == reference


def test_every_engine_finds_nothing_where_all_is_well() -> None:
    index = Index.of_graph(Graph().parse(data=BASE, format="turtle"))
    for engine in (columns_engine, pyshifty_engine, pyshacl_engine):
        assert said(engine, index) == frozenset()


@pytest.mark.parametrize("stem", STEMS)
def test_every_engine_says_the_same_of_a_page(stem: str, documents: Callable[[str], Document]) -> None:
    index = Index.of_statements(statements(documents(stem)))
    reference = said(pyshacl_engine, index)
    assert said(columns_engine, index) == reference
    assert said(pyshifty_engine, index) == reference


XSD = "http://www.w3.org/2001/XMLSchema#"
PLAIN = ['""', '"x"', '"12"', '"x"@zh', '"x"@en', '"x"@fr', '"x"@zh-hans', '""@zh', "<https://example.org/x>"]
CANONICAL = [("0", "integer"), ("7", "integer"), ("-3", "integer"), ("99999", "integer"), ("0.5", "decimal")]
# Forms that no page of ours gives, and that rdflib has its own way with.
ODD = [
    *(("01", "integer"), ("+1", "integer"), ("abc", "integer"), ("1.50", "decimal"), ("", "decimal")),
    *(("1998", "gYear"), ("abc", "gYear"), ("1998-03", "gYearMonth"), ("1998-13-45", "date")),
    *(("1998-03-05", "date"), ("1e3", "double"), ("3", "int")),
]


def _typed(forms: list[tuple[str, str]]) -> list[str]:
    return [f'"{value}"^^<{XSD}{kind}>' for value, kind in forms]


def mutations(values: list[str]) -> st.SearchStrategy[list[tuple[int, int, int, str]]]:
    """What is done to the rows of an entry: which row, how, with which other row or value."""
    number = st.integers(0, 10**6)
    change = st.tuples(number, st.integers(0, 5), number, st.sampled_from(values))
    return st.lists(change, min_size=1, max_size=30)


def mutated(entry: Statements, changes: list[tuple[int, int, int, str]]) -> Statements:
    rows = list(entry.rows)
    for place, how, other, value in changes:
        index = place % len(rows)
        row, second = rows[index], rows[other % len(rows)]
        made: Row = (row[0], row[1], value)
        if how == 0:
            del rows[index]
        elif how == 1:
            rows.append(row)
        elif how == 2:
            rows[index] = (row[0], row[1], second[2])
        elif how == 3:
            rows.append((second[0], row[1], row[2]))
        elif how == 4:
            rows[index] = made
        else:
            rows.append(made)
    return entry._replace(rows=rows)


@pytest.fixture(scope="module")
def entry(whole: Document) -> Statements:
    return statements(whole)


@settings(max_examples=40)
@given(changes=mutations(PLAIN + _typed(CANONICAL) + _typed(ODD)))
def test_columns_say_of_a_spoiled_entry_what_pyshacl_says(
    entry: Statements, changes: list[tuple[int, int, int, str]]
) -> None:
    index = Index.of_statements(mutated(entry, changes))
    assert said(columns_engine, index) == said(pyshacl_engine, index)


# Left out: literals that are not in canonical form, since pyshifty's report comes through rdflib, which
# rewrites them; and the order of literals of different kinds, which pySHACL takes from rdflib, and SHACL
# does not define.
@settings(max_examples=100)
@given(changes=mutations(PLAIN + _typed(CANONICAL)))
def test_columns_say_of_a_spoiled_entry_what_pyshifty_says(
    entry: Statements, changes: list[tuple[int, int, int, str]]
) -> None:
    index = Index.of_statements(mutated(entry, changes))
    compared = {"Span-begin", "Entry-start-page", "AdministrativeDivision-above"}
    one, two = said(columns_engine, index), said(pyshifty_engine, index)
    assert {found for found in one if found[0] not in compared} == {
        found for found in two if found[0] not in compared
    }


SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/x#> .
ex:Wanted a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:part ; """


@pytest.mark.parametrize(
    ("rest", "complaint"),
    [
        ("sh:or ( [ sh:nodeKind sh:IRI ] ) .", "do not know sh:or"),
        ("sh:node ex:Other .", "do not know sh:node"),
        ('sh:pattern "^a" ; sh:flags "i" .', "do not know sh:flags"),
        ("sh:deactivated true .", "do not know sh:deactivated"),
        ("sh:targetNode ex:a .", "do not know sh:targetNode"),
        ("sh:path ex:other .", "one path"),
        ("sh:minCount 1 , 2 .", "sh:minCount may stand"),
    ],
)
def test_what_the_columns_cannot_check_is_refused_by_name(rest: str, complaint: str) -> None:
    with pytest.raises(ShapeError, match=f"Wanted: .*{complaint}") as raised:
        read_shapes(SHAPE + rest)
    assert raised.value.shape == "Wanted"


def test_a_path_of_any_length_is_refused() -> None:
    text = SHAPE.replace("sh:path ex:part", "sh:path [ sh:zeroOrMorePath ex:part ]")
    with pytest.raises(ShapeError, match=r"Wanted: .*path"):
        read_shapes(text + "sh:minCount 1 .")


def test_shapes_with_sparql_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"Deep-.*no property shape"):
        list(columns_engine(Index(()), "shapes-deep.ttl"))


def test_pyshifty_that_is_not_there_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from yearbook_kg.validate import pyshifty

    pyshifty.prepared.cache_clear()
    monkeypatch.setitem(sys.modules, "shifty", None)
    with pytest.raises(ShapeError, match="pip install"):
        list(pyshifty_engine(Index(()), GATE))
