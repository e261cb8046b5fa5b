"""Which year holds where."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from yearbook_kg.model import Entry, Field, Page, Section
from yearbook_kg.recognise.times import find_times
from yearbook_kg.resolve.years import covered_by_body, resolve_times
from yearbook_kg.timeline import year_at

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "cases/years.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
][1:]


def entry(text: str, sections: tuple[Section, ...] = (), fields: tuple[Field, ...] = ()) -> Entry:
    page = Page(text, "test", "test")
    start = sections[0].start if sections else 0
    if sections and sections[0].heading_start >= 0:
        start = sections[0].heading_start
    found = sections or (Section(0, len(text)),)
    return Entry(page, "1", "析出资源", "lines", fields, found, start, len(text))


def years_of(text: str, covered: int | None) -> list[int | None]:
    plain = text.replace("▲", "")
    places = [index - text[:index].count("▲") for index, c in enumerate(text) if c == "▲"]
    page = entry(plain)
    _, years = resolve_times(page, find_times(page), covered)
    return [year_at(years, place) for place in places]


@pytest.mark.parametrize(("covered", "text", "expected", "seen"), CASES)
def test_the_year_that_holds(covered: str, text: str, expected: str, seen: str) -> None:
    wanted = [None if year == "-" else int(year) for year in expected.split()]
    assert years_of(text.replace("\\n", "\n"), None if covered == "-" else int(covered)) == wanted, seen


def headed(*parts: tuple[str, str, int, int | None]) -> Entry:
    """An entry of sections (heading, text, level, parent)."""
    text, sections = "", []
    for heading, body, level, parent in parts:
        begin = len(text)
        text += heading
        middle = len(text)
        text += body
        sections.append(Section(middle, len(text), heading, begin, middle, level, parent))
    return entry(text, tuple(sections))


def year_of(page: Entry, word: str, covered: int | None = None) -> int | None:
    _, years = resolve_times(page, find_times(page), covered)
    return year_at(years, page.text.index(word))


def test_a_year_as_a_heading_holds_for_the_headings_under_it() -> None:
    page = headed(("1950年", "\n", 1, None), ("3月", "入社9人。", 2, 0), ("是年", "产粮7斤。", 2, 0))
    assert year_of(page, "9人") == 1950
    assert year_of(page, "7斤") == 1950


def test_a_day_as_a_heading_lets_the_year_above_go_on() -> None:
    page = headed(("1950年", "\n", 1, None), ("3月5日", "入社9人。", 1, None))
    assert year_of(page, "9人") == 1950


def test_a_heading_without_a_year_begins_anew_in_a_gazetteer() -> None:
    page = headed(("教育", "1950年,办学3所。", 1, None), ("卫生", "有医院9家。", 1, None))
    assert year_of(page, "3所") == 1950
    assert year_of(page, "9家") is None


def test_a_section_of_a_yearbook_goes_back_to_the_covered_year() -> None:
    page = headed(("概况", "2008年以前设校", 1, None), ("卫生", "有医院9家。", 1, None))
    assert year_of(page, "9家", 2012) == 2012


def test_the_title_dates_a_page_that_names_no_year() -> None:
    title = "1959年金堂县兴建水库"
    text = title + "\n6月开工,上民工9人。"
    page = entry(text, (Section(len(title) + 1, len(text)),), (Field("事件名称", title, 0, len(title)),))
    times, _ = resolve_times(page, find_times(page), None)
    assert year_of(page, "9人") == 1959
    assert str(times[1].interval.start) == "1959-06" if times[1].interval else False


def tied(text: str, covered: int | None = None) -> list[str]:
    page = entry(text)
    times, _ = resolve_times(page, find_times(page), covered)
    return [f"{t.interval.start}/{t.interval.end}" if t.interval else "" for t in times]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1950年4月,是月,同月5日,次月", ["1950-04"] * 2 + ["1950-04-05", "1950-05"]),
        ("1950年12月,次月", ["1950-12", "1951-01"]),
        ("1950年8月28日,次日,当日", ["1950-08-28", "1950-08-29", "1950-08-29"]),
        ("1951年2月29日,次日", ["1951-02-29", ""]),
        ("1950年,次日", ["1950", ""]),
        ("1950年3月,28日", ["1950-03", "1950-03-28"]),
        ("1950年,5月16日—6月20日", ["1950", "1950-05-16/1950-06-20"]),
        ("1950年,是月", ["1950", "1950"]),
        ("1950年,春,第三季度", ["1950", "1950", "1950-07/1950-09"]),
        ("1950年,去年,前年", ["1950", "1949", "1948"]),
        ("1950年农历八月十五,1951年闰九月初五", ["1950-09-26", "1951"]),
        ("是月,翌年", ["", ""]),
        ("解放前", [""]),
    ],
)
def test_relative_times_are_tied_to_what_stands_before_them(text: str, expected: list[str]) -> None:
    found = [span.split("/")[0] if len(set(span.split("/"))) == 1 else span for span in tied(text)]
    assert found == expected


def test_a_yearbook_ties_what_its_own_year_means() -> None:
    assert tied("2010年9月开工,全年投资,3月", 2012) == [
        "2010-09/2010-09",
        "2012/2012",
        "2012-03/2012-03",
    ]


def test_the_header_of_a_yearbook_is_tied_to_the_covered_year() -> None:
    text = "上年9月\n正文"
    page = entry(text, (Section(5, 7),), (Field("摘要", "上年9月", 0, 4),))
    times, _ = resolve_times(page, find_times(page), 2012)
    assert [str(t.interval.start) for t in times if t.interval] == ["2011-09"]
    (time,) = resolve_times(page, find_times(page), None)[0]
    assert time.interval is None


def test_a_lunar_date_of_the_header_stays_open() -> None:
    page = entry("正月\n正文", (Section(3, 5),), (Field("摘要", "正月", 0, 2),))
    (time,) = resolve_times(page, find_times(page), 2012)[0]
    assert time.interval is None


@pytest.mark.parametrize(
    ("text", "covered", "expected"),
    [
        ("2013年,开会。2013年底,闭会。", 2012, 2013),
        ("2012年,开会。2013年,闭会。", 2012, 2012),
        ("2013年开会。", 2012, 2013),
        ("2011年,开会。", 2012, 2011),
        ("于2013年开会。", 2012, 2012),
        ("2008年,开会。", 2012, 2012),
        ("2013年开会。2013年闭会。", None, None),
    ],
)
def test_the_body_tells_when_a_yearbook_covers_another_year(
    text: str, covered: int | None, expected: int | None
) -> None:
    page = entry(text)
    assert covered_by_body(page, find_times(page), covered) == expected


def test_the_timeline_is_sorted_and_tells_only_changes() -> None:
    page = entry("1950年,3人;1950年5月,4人。从1951年的3户到1952年8户。")
    _, years = resolve_times(page, find_times(page), None)
    assert [offset for offset, _ in years] == sorted(offset for offset, _ in years)
    assert all(a[1] != b[1] for a, b in pairwise(years))


def test_a_text_without_full_stops_takes_linear_time() -> None:
    page = entry("1950年3月,社员9人,由80人发展到次年的1300人,比上年多(1948年为2人)," * 2000)
    times, years = resolve_times(page, find_times(page), None)
    assert len(times) >= 6000
    assert years[-1][0] < len(page.text)
