"""Numbers with their units: each found whole, nothing found that measures nothing."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.pages import cases, entry_of, shown_quantity
from yearbook_kg import tables
from yearbook_kg.model import Entry, Field, Page, Section
from yearbook_kg.recognise.quantities import find_quantities
from yearbook_kg.recognise.quantities.numbers import chinese

PIECES = st.sampled_from(
    [
        *"0123456789Ol,.-—至~()/每第一二三十百千万亿两余多约近以上%元人个亩。,\n 《》“”",
        "1,234万元",
        "三成",
        "第四",
        "翻番",
    ]
)


@pytest.mark.parametrize(("text", "expected", "seen"), cases("figures_quantities"))
def test_quantities_are_found_with_what_they_say(text: str, expected: str, seen: str) -> None:
    found = "|".join(shown_quantity(q) for q in find_quantities(entry_of(text), ()))
    assert found == expected, seen


@given(st.lists(PIECES, max_size=40).map("".join))
def test_quantities_are_sorted_slices_that_never_overlap(text: str) -> None:
    found = find_quantities(entry_of(text), ())
    assert [q.text for q in found] == [text[q.start : q.end] for q in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.unit or q.shape == "cell" for q in found)


def test_a_number_in_a_taken_span_is_no_quantity() -> None:
    text = "2012年1月3日,30个代表队"
    assert [q.text for q in find_quantities(entry_of(text), ((0, 9),))] == ["30个"]
    assert find_quantities(entry_of(text), ((0, 9), (8, len(text)))) == ()


def test_the_abstract_counts_only_where_there_is_no_body() -> None:
    text = "发放30万元。资助20人。"
    abstract = Field("摘要", text[:7], 0, 7)
    page = Page(text, "a.txt", "a")
    without = Entry(page, "1", "析出资源", "table", (abstract,), (), 0, 0)
    assert [q.text for q in find_quantities(without, ())] == ["30万元"]
    body = Entry(page, "1", "析出资源", "lines", (abstract,), (Section(7, len(text)),), 7, len(text))
    assert [q.text for q in find_quantities(body, ())] == ["20人"]
    assert find_quantities(Entry(page, "1", "析出资源", "lines", (), (), 0, 0), ()) == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("一百五", 150), ("一千零五十", 1050), ("三万", 30000), ("廿四", 24), ("两亿", 2 * 10**8)],
)
def test_spelled_numbers_are_read(words: str, value: int) -> None:
    assert chinese(words) == Decimal(value)


@pytest.mark.parametrize("words", ["三五", "一二百", "七八"])
def test_vague_numerals_are_no_number(words: str) -> None:
    assert chinese(words) is None


def test_every_unit_of_the_table_is_read_in_its_example() -> None:
    for row in tables.load("figures_units"):
        found = find_quantities(entry_of(row["example"] + "。"), ())
        units = "".join(q.unit + q.text for q in found)
        assert row["unit"] in units or (row["base"] and row["base"] in units), row["example"]
