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
    query = "SELECT ?t { ?s a ?t . FILTER(?s = ybd:person_丙) }"
    assert run_query(small_store, sparql=query).rows == (("人物",),)
    assert run_query(small_store, sparql=query, lang="en").rows == (("person",),)
