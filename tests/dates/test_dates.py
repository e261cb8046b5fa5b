"""Numerals, eras, stretches of years, and dates taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.dates import (
    era_year,
    interval_of,
    interval_over,
    numeral,
    period_years,
    read_date,
    read_interval,
    read_span,
    reigns,
)
from yearbook_kg.model import PartialDate

HAN = "〇一二三四五六七八九"


def spelled(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十"
    return head + (HAN[ones] if ones else "")


@given(st.integers(1, 99))
def test_numerals_below_a_hundred_are_read_both_ways(number: int) -> None:
    assert numeral(spelled(number)) == numeral(str(number)) == number


@given(st.integers(1000, 2100))
def test_years_are_read_digit_by_digit(year: int) -> None:
    assert numeral("".join(HAN[int(digit)] for digit in str(year))) == year


@pytest.mark.parametrize("text", ["", "甲", "十甲"])
def test_other_words_are_no_numerals(text: str) -> None:
    assert numeral(text) is None


def test_every_reign_gives_its_first_and_last_year() -> None:
    for name, uses in reigns().items():
        for reign in uses:
            assert reign.first <= reign.last
            assert era_year(name, 1, dynasty=reign.dynasty) is not None


@pytest.mark.parametrize(
    ("era", "count", "dynasty", "year"),
    [
        ("民国", 38, "", 1949),
        ("民国", 39, "", None),
        ("光绪", 34, "清", 1908),
        ("泰始", 2, "南朝宋", 466),
        ("泰始", 2, "西晋", 266),
        ("至元", 0, "元", None),
        ("无此", 1, "", None),
    ],
)
def test_the_years_of_eras(era: str, count: int, dynasty: str, year: int | None) -> None:
    assert era_year(era, count, dynasty=dynasty) == year


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("本世纪50年代", (1950, 1959)),
        ("19世纪70年代", (1870, 1879)),
        ("20世纪50至60年代", (1950, 1969)),
        ("18世纪", (1701, 1800)),
        ("“八五”计划", (1991, 1995)),
        ("第十一个五年规划", (2006, 2010)),
        ("清乾隆年间", (1736, 1795)),
        ("大跃进时期", (1958, 1960)),
        ("某某时期", None),
        ("某某年间", None),
        ("年底期间", None),
        ("清末", None),
    ],
)
def test_stretches_of_years(text: str, years: tuple[int, int] | None) -> None:
    assert period_years(text) == years


@pytest.mark.parametrize("text", ["1953年13月", "1953年0月"])
def test_a_month_that_no_calendar_has_is_left_out(text: str) -> None:
    assert read_date(text).month is None


def test_a_day_that_no_calendar_has_is_left_out() -> None:
    assert read_date("3月45日").day is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("光绪三十四年三月初五", "1908-04-05"),
        ("光绪三十四年三月", "1908"),
        ("1908年三月", "1908"),
        ("1908年3月", "1908-03"),
        ("康熙二十年闰八月初三", "1681"),
        ("明成化十二年三月初五", "1476"),
        ("民国4年正月", "1915"),
        ("1951年三月", "1951-03"),
    ],
)
def test_lunar_dates_are_days_or_years(text: str, start: str) -> None:
    date = read_date(text)
    assert date.year is not None
    assert str(interval_of(date, date.year).start) == start


@pytest.mark.parametrize(
    ("text", "year", "start", "end"),
    [
        ("9月6—8日", 2008, "2008-09-06", "2008-09-08"),
        ("28至30日", 2008, "2008-05-28", "2008-05-30"),
        ("3、4月", 2008, "2008-03", "2008-04"),
        ("1958年冬至次年春", None, "1958", "1959"),
        ("11月至次年3月", 1949, "1949-11", "1950-03"),
        ("1953年至1950年", None, "1953", "1953"),
        ("1983—87年", None, "1983", "1987"),
        ("2012年1—6月", None, "2012-01", "2012-06"),
        ("12月—2月", 1950, "1950-12", "1950-02"),
    ],
)
def test_spans_share_what_one_end_says(text: str, year: int | None, start: str, end: str) -> None:
    interval = interval_over(read_span(text), year, month=5)
    assert interval is not None
    assert (str(interval.start), str(interval.end)) == (start, end)


def test_without_a_year_there_is_no_interval() -> None:
    assert interval_over(read_span("3月"), None) is None
    assert read_interval("解放后", read_span("解放后")) is None


def test_an_open_end_is_none() -> None:
    interval = read_interval("民国14年—", read_span("民国14年—"))
    assert interval is not None
    assert (interval.start, interval.end) == (PartialDate(1925), None)
