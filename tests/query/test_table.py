"""One answer for a person, a spreadsheet, a notebook and a program."""

import csv
import io
import json
from decimal import Decimal

import pytest
from rich.console import Console

from yearbook_kg.query import Opened, Table, run_query
from yearbook_kg.terms import XSD, Iri, Literal, decimal, integer, string, text


@pytest.fixture(scope="module")
def table() -> Table:
    rows = (
        (Iri("https://w3id.org/yearbook-kg/id/org_甲"), text('甲,"一"'), integer(3)),
        (None, string("[bold]乙[/bold]<b>"), decimal(Decimal("0.50"))),
        (Iri("https://e.example/x"), Literal("true", XSD + "boolean"), Literal("-0221", XSD + "gYear")),
    )
    return Table(("a", "b", "c"), rows, {"a": "甲方"}, "问题")


def test_csv_reads_back(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(table.csv())))
    assert rows == [
        ["a", "b", "c"],
        ["ybd:org_甲", '甲,"一"', "3"],
        ["", "[bold]乙[/bold]<b>", "0.5"],
        ["https://e.example/x", "true", "-221"],
    ]


def test_json_is_the_standard_form(table: Table) -> None:
    answer = json.loads(table.json())
    assert answer["head"] == {"vars": ["a", "b", "c"]}
    first, second, _ = answer["results"]["bindings"]
    assert first["a"] == {"type": "uri", "value": "https://w3id.org/yearbook-kg/id/org_甲"}
    assert first["b"] == {"type": "literal", "value": '甲,"一"', "xml:lang": "zh"}
    assert second["b"] == {"type": "literal", "value": "[bold]乙[/bold]<b>"}
    assert second["c"] == {"type": "literal", "value": "0.5", "datatype": XSD + "decimal"}
    assert "a" not in second


def test_the_terminal_shows_titles_and_no_markup_of_the_page(table: Table) -> None:
    console = Console(file=io.StringIO(), width=120, color_system=None)
    console.print(table.rich())
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "甲方" in shown
    assert "[bold]乙[/bold]" in shown


def test_a_notebook_shows_no_markup_of_the_page_either(table: Table) -> None:
    assert "乙[/bold]&lt;b&gt;" in table._repr_html_()


def test_text_columns_and_dicts(table: Table) -> None:
    assert len(table) == 3
    assert str(table).splitlines()[0] == "a\tb\tc"
    assert table.column("c") == (3, Decimal("0.5"), -221)
    assert table.dicts()[0]["a"] == "ybd:org_甲"


def test_concepts_stand_under_their_label(small_store: Opened) -> None:
    assert "机构" in run_query(small_store, "overview").column("class")
    assert "organisation" in run_query(small_store, "overview", lang="en").column("class")


def test_whoever_writes_a_query_knows_the_terms_by_their_prefixed_names(small_store: Opened) -> None:
    query = "SELECT ?p ?t { ?s ?p ?t . FILTER(?s = ybd:person_丙 && ?p = rdf:type) }"
    assert run_query(small_store, sparql=query).rows == (("rdf:type", "yb:Person"),)
    assert run_query(small_store, sparql=query, lang="en").rows == (("rdf:type", "yb:Person"),)


def test_a_narrow_terminal_cuts_no_number_and_shows_no_empty_column() -> None:
    words = text("获全国市级工会财务工作先进单位" * 9)
    row = (words, text("甲县总工会"), None, integer(16835000000), text("168.35亿元"), integer(2009))
    table = Table(("words", "who", "none", "yuan", "stated", "year"), (row,))
    console = Console(file=io.StringIO(), width=60, color_system=None)
    console.print(table.rich())
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "16835000000" in shown
    assert "2009" in shown
    assert "none" not in shown
    assert shown.count("获") == 9
    head = shown.splitlines()[1]
    assert head.index("words") > head.index("year")
