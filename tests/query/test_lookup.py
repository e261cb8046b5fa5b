"""Names as they are typed, and the nearest ones where nothing bears them."""

from yearbook_kg.query import Opened, run_query, unknown_names
from yearbook_kg.query.lookup import bearers, close_names
from yearbook_kg.vocabulary import SKOS


def test_quotes_are_no_part_of_a_name(page_store: Opened) -> None:
    found = bearers(page_store, SKOS.prefLabel, "万安县园区职工之家")
    assert list(found.values()) == ["万安县园区“职工之家”"]


def test_the_nearest_names_hold_what_was_typed(page_store: Opened) -> None:
    assert close_names(page_store, "万安")[0] == "万安县"
    assert close_names(page_store, "吉安市总公会")
    assert close_names(page_store, "xyz") == ()


def test_only_whole_names_are_unknown(page_store: Opened) -> None:
    assert unknown_names(page_store, "honours", {"organization": "市总", "year": "1900"}) == {}
    found = unknown_names(page_store, "figures", {"place": "万安"})
    assert found["万安"][0] == "万安县"
    assert unknown_names(page_store, "facilities", {"facility": "无此"}) == {}


def test_a_property_goes_by_its_label_and_its_local_name(page_store: Opened) -> None:
    asked = [
        run_query(page_store, "evidence", params={"predicate": name}) for name in ("yb:builtBy", "builtBy")
    ]
    assert len(asked[0])
    assert asked[0] == asked[1] == run_query(page_store, "evidence", params={"predicate": "建设者"})
