"""Terms in canonical form, and IRIs that are safe whatever they are made of."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.map.identity import LONGEST, digest, interval_name, local
from yearbook_kg.model import Interval, PartialDate
from yearbook_kg.terms import XSD, Iri, Literal, date, decimal, integer, string, text, year

BASE = "https://w3id.org/yearbook-kg/id/"
HOSTILE = [
    'a"b',
    "<script>alert(1)</script>",
    "线\n断",
    "\u202e反\u202c",
    "../../etc/passwd",
    "a b\tc",
    "\ud800",
    "\x00",
    "",
    "%2F%00",
    "{}|^`\\",
    "．．／",
    "🙂",
    "e\u0301",
    "①②",
    "·-.",
    "x" * 500,
    "\ufeff吉安",
]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("822600", "822600"),
        ("8.2260E+5", "822600"),
        ("1.50", "1.5"),
        ("-0.0", "0"),
        ("0.10", "0.1"),
        ("-3.20", "-3.2"),
    ],
)
def test_decimals_are_canonical(value: str, written: str) -> None:
    assert decimal(Decimal(value)) == Literal(written, XSD + "decimal")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimals_keep_their_value_and_survive_a_store(value: Decimal) -> None:
    literal = decimal(value)
    assert Decimal(literal.value) == value
    assert literal.value == decimal(Decimal(literal.value)).value
    assert "E" not in literal.value


@pytest.mark.parametrize(
    ("when", "written", "kind"),
    [
        (PartialDate(1998), "1998", "gYear"),
        (PartialDate(1998, 3), "1998-03", "gYearMonth"),
        (PartialDate(1998, 3, 5), "1998-03-05", "date"),
        (PartialDate(1998, 2, 30), "1998-02", "gYearMonth"),
        (PartialDate(1998, 13, 1), "1998", "gYear"),
        (PartialDate(2000, 2, 29), "2000-02-29", "date"),
        (PartialDate(1900, 2, 29), "1900-02", "gYearMonth"),
        (PartialDate(-202, 2, 28), "-0202-02", "gYearMonth"),
        (PartialDate(96), "0096", "gYear"),
    ],
)
def test_dates_are_as_precise_as_the_text(when: PartialDate, written: str, kind: str) -> None:
    assert date(when) == Literal(written, XSD + kind)


def test_years_and_integers() -> None:
    assert year(-221).value == "-0221"
    assert integer(7) == Literal("7", XSD + "integer")


def test_texts_have_a_tag_in_lower_case_and_normal_form_c() -> None:
    assert text("e\u0301", "zh-Hans") == Literal("\u00e9", text("").datatype, "zh-hans")


def test_what_xml_cannot_hold_is_replaced_character_by_character() -> None:
    assert string("a\x00\ud800\ufffeb").value == "a\ufffd\ufffd\ufffdb"


def test_terms_sort_among_each_other() -> None:
    assert sorted([Literal("b"), Iri("c"), text("a")]) == [text("a"), Literal("b"), Iri("c")]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_gives_an_iri_that_every_syntax_takes(name: str) -> None:
    iri = f"{BASE}org_{local(name)}"
    turtle = f"@prefix ybd: <{BASE}> . ybd:org_{local(name)} a <urn:x> ."
    for data, form in (
        (turtle, pyoxigraph.RdfFormat.TURTLE),
        (f"<{iri}> <urn:p> <urn:x> .", pyoxigraph.RdfFormat.N_TRIPLES),
    ):
        (quad,) = pyoxigraph.parse(data.encode(), format=form)
        assert quad.subject == pyoxigraph.NamedNode(iri)


@given(st.text())
def test_local_names_hold_letters_and_digits_only(name: str) -> None:
    made = local(name)
    assert made
    assert len(made) <= LONGEST + 7
    assert all(char == "_" or unicodedata.category(char)[0] in "LMN" for char in made)
    assert made == local(unicodedata.normalize("NFC", name))


@given(st.text(), st.text())
def test_two_names_give_two_local_names(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (local(one) == local(other)) == same


def test_a_clean_name_stays_as_it_is() -> None:
    assert local("吉安市第一届工人运动会") == "吉安市第一届工人运动会"


def test_a_hash_tells_its_parts_apart() -> None:
    assert digest("a", "b") != digest("ab")
    assert digest("a") == digest("a")


@pytest.mark.parametrize(
    ("interval", "name"),
    [
        (Interval(PartialDate(2012), PartialDate(2012)), "time_2012"),
        (Interval(PartialDate(1949), PartialDate(1958, 3)), "time_1949_1958-03"),
        (Interval(None, PartialDate(1958)), "time_open_1958"),
        (Interval(PartialDate(1958), None), "time_1958_open"),
    ],
)
def test_names_of_times(interval: Interval, name: str) -> None:
    assert interval_name(interval) == name


def test_terms_print_as_their_value() -> None:
    assert (str(Iri("urn:a")), str(string("甲"))) == ("urn:a", "甲")
