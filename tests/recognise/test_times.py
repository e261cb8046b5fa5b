"""The words that say when: found whole, and no more than they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.model import Entry, Field, Interval, Page, Section
from yearbook_kg.recognise.times import find_times, scan_times

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "cases/times.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
][1:]


def shown(interval: Interval | None) -> str:
    if interval is None:
        return ""
    if interval.start == interval.end:
        return str(interval.start)
    return f"{interval.start}/{interval.end or ''}"


@pytest.mark.parametrize(("text", "expected", "seen"), CASES)
def test_times_are_found_with_what_they_say(text: str, expected: str, seen: str) -> None:
    found = [f"{t.text}={t.form}:{shown(t.interval)}" for t in scan_times(text, 0, len(text))]
    assert "|".join(found) == expected, seen


PIECES = st.sampled_from(
    [
        *"年月日民国光绪元十二三至—到、,。(《》“”春初底 \n0123456789",
        "1950年",
        "3月5日",
        "翌年",
        "民国16年",
        "2012.12—",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_time_is_a_slice_and_none_overlap(text: str) -> None:
    found = list(scan_times(text, 0, len(text)))
    assert all(t.text == text[t.start : t.end] and t.start < t.end for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_interval_runs_backwards(text: str) -> None:
    for time in scan_times(text, 0, len(text)):
        if time.interval and time.interval.start and time.interval.end:
            assert time.interval.start.year <= time.interval.end.year


def test_identifiers_and_page_numbers_hold_no_dates() -> None:
    text = "1953.3 1953年 1954年"
    page = Page(text, "test", "test")
    fields = (Field("页码", "1953.3", 0, 6), Field("摘要", "1953年", 7, 12))
    entry = Entry(page, "1", "析出资源", "lines", fields, (Section(13, 18),), 13, 18)
    assert [t.text for t in find_times(entry)] == ["1953年", "1954年"]


def test_an_era_goes_on_over_the_sections_of_a_list() -> None:
    text = "民国5年9月任\n十六年三月任"
    page = Page(text, "test", "test")
    entry = Entry(page, "1", "析出资源", "lines", (), (Section(0, 7), Section(8, len(text))), 0, len(text))
    assert [shown(t.interval) for t in find_times(entry)] == ["1916-09", "1927-03"]


def test_a_long_text_takes_linear_time() -> None:
    text = "民国三十年三月,社员(1—12)9人;1—3,5至7,一二三四五六七八九十年" * 2000
    assert len(list(scan_times(text, 0, len(text)))) >= 2000
