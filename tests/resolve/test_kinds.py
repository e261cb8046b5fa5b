from __future__ import annotations

import pytest

from yearbook_kg import tables
from yearbook_kg.model import EntityType
from yearbook_kg.resolve.kinds import kind_of

TABLES: tuple[tuple[str, EntityType], ...] = (
    ("resolve_kinds", "Organization"),
    ("resolve_place_kinds", "Place"),
    ("resolve_event_kinds", "Event"),
    ("resolve_facility_kinds", "Facility"),
)


@pytest.mark.parametrize(
    ("name", "type_", "kind"),
    [
        ("吉安市总工会", "Organization", "union"),
        ("中共吉安市委", "Organization", "party"),
        ("中共吉安市委宣传部", "Organization", "party"),
        ("驻马店市农业局", "Organization", "department"),
        ("盐城市公安局", "Organization", "police"),
        ("正阳县豫丰花生制品有限公司", "Organization", "company"),
        ("中国农业银行霍山县支行", "Organization", "bank"),
        ("霍山县供销合作社联合社", "Organization", "cooperative"),
        ("方志出版社", "Organization", "publisher"),
        ("园区“职工之家”", "Facility", "building"),
        ("“四送”活动", "Event", "campaign"),
        ("抗日战争", "Event", "war"),
        ("某", "Organization", None),
        ("张晴", "Person", None),
    ],
)
def test_kinds_are_told_by_the_end(name: str, type_: EntityType, kind: str | None) -> None:
    assert kind_of(name, type_) == kind


@pytest.mark.parametrize(("table", "type_"), TABLES)
def test_examples_have_the_kind_of_their_row(table: str, type_: EntityType) -> None:
    wrong = [
        (row["example"], row["kind"], kind_of(row["example"], type_))
        for row in tables.load(table)
        if kind_of(row["example"], type_) != row["kind"]
    ]
    assert wrong == []


@pytest.mark.parametrize(("table", "type_"), TABLES)
def test_a_kind_has_one_label(table: str, type_: EntityType) -> None:
    labels: dict[str, set[tuple[str, str]]] = {}
    for row in tables.load(table):
        labels.setdefault(row["kind"], set()).add((row["label_zh"], row["label_en"]))
        assert kind_of("某" + row["suffix"], type_) is not None
    assert all(len(found) == 1 for found in labels.values())
