"""Questions in Cypher: how values go in, how rows come out, and what is refused; without any database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yearbook_kg.errors import QueryError
from yearbook_kg.query import load_question
from yearbook_kg.query.cypher import run_cypher, twin_names


class Canned:
    """Answers every question with the same rows, and remembers what it was asked."""

    def __init__(self, columns: list[str], rows: list[list[Any]]) -> None:
        self._answer = (columns, rows)
        self.asked: dict[str, Any] = {}

    def answer(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
        self.asked = {"cypher": cypher, **parameters}
        return self._answer


def test_at_least_ten_questions_have_a_twin_with_all_their_columns() -> None:
    assert len(twin_names()) >= 10
    for name in twin_names():
        question = load_question(name)
        canned = Canned([column.name for column in question.columns], [])
        run_cypher(canned, name)
        for column in question.columns:
            assert column.name in canned.asked["cypher"]
        for parameter in question.parameters:
            assert f"${parameter.name}" in canned.asked["cypher"]


def test_rows_come_in_the_order_of_the_question_whatever_the_database_does() -> None:
    columns = ["growth", "times", "indicator", "where", "subject", "year", "stated", "base"]
    rows = [
        [value, None, name, None, None, 2012, "", None]
        for value, name in ((1.5, "b"), (None, "c"), (20.0, "a"))
    ]
    table = run_cypher(Canned(columns, rows), "growth")
    assert table.column("growth") == (20, Decimal("1.5"), None)
    assert table.columns[0] == "indicator"


def test_terms_are_named_and_dates_are_dates() -> None:
    canned = Canned(["recipient", "level", "words"], [["甲", "honour_national", ["乙", "甲", "乙"]]])
    assert run_cypher(canned, "honours", lang="en").column("level") == ("national",)
    born = Canned(["who", "born"], [["甲", "1926"], ["乙", "1926-03"]])
    assert run_cypher(born, "persons").column("born") == ("1926-03", 1926)
    lists = Canned(["founder"], [[["乙", None, "甲", "乙"]]])
    assert run_cypher(lists, "lineage").column("founder") == ("乙、甲",)


def test_parameters_go_in_typed_and_defaults_stand() -> None:
    canned = Canned([], [])
    run_cypher(canned, "honours", params={"year": "2012年", "organization": "市总"})
    assert (canned.asked["year"], canned.asked["organization"]) == (2012, "市总")
    run_cypher(canned, "indicator")
    assert (canned.asked["indicator"], canned.asked["place"]) == ("会员", None)
    run_cypher(canned, "evidence", params={"predicate": "builtBy", "subject": "ybd:org_甲"})
    assert canned.asked["predicate"] == "yb:builtBy"
    assert canned.asked["subject"] == "https://w3id.org/yearbook-kg/id/org_甲"


def test_values_of_an_own_query_are_what_they_are() -> None:
    canned = Canned(["a", "b", "c", "d", "e"], [[1, True, 0.5, date(2012, 1, 1), []]])
    table = run_cypher(canned, cypher="MATCH (n) WHERE n.x = 'CREATE' RETURN 1")
    assert table.rows == ((1, True, Decimal("0.5"), "2012-01-01", None),)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "spending"}, "a property graph cannot answer this one"),
        ({"name": "nothing"}, "no question of this name"),
        ({}, "give either the name"),
        ({"name": "honours", "cypher": "RETURN 1"}, "give either the name"),
        ({"cypher": "MATCH (n) SET n.x = 1"}, "it would change the database"),
        ({"name": "honours", "params": {"when": "2012"}}, "no parameter"),
        ({"name": "honours", "params": {"year": "soon"}}, "is no year"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        run_cypher(Canned([], []), **asked)
