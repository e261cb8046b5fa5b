"""How Chinese prose writes a date, and which days it covers.

Nothing here looks at the page around the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from yearbook_kg import tables
from yearbook_kg.dates.eras import (
    CONNECTOR,
    GLOSS,
    NUMERAL,
    REPUBLIC,
    REPUBLIC_BEFORE,
    era_year,
    is_stretch,
    numeral,
    period_years,
    reigns,
)
from yearbook_kg.model import Interval, PartialDate

_MISREAD = str.maketrans("Ool", "001")  # 198O年, l987年 as scanning leaves them
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Written:
    """One date as its words give it; what they leave out is None.

    year: Gregorian. era: 民国 or a reign title; count: the year within it (also where the era is dropped).
    relative: a word of the table ``times_relative``. part: what stands below the year without a number
    (春, 年底, 上半年, 第三季度 …). lunar: month and day are of the lunar calendar. han: the month is written
    in Chinese numerals, which before 1912 means the same. period: the words name a stretch (八十年代,
    “七五”期间, 民国时期), see ``period_years``.
    """

    year: int | None = None
    era: str | None = None
    count: int | None = None
    relative: str | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    lunar: bool = False
    leap: bool = False
    han: bool = False
    period: bool = False


@cache
def _grammar() -> tuple[re.Pattern[str], ...]:
    eras = "|".join(sorted({REPUBLIC, *reigns()}, key=len, reverse=True))
    words = "|".join(sorted((row["word"] for row in tables.load("times_relative")), key=len, reverse=True))
    year = (
        r"(?:公元(?P<bc>前)?|西元)?"
        r"(?P<year>[\dOol]{4}|\d{3}|(?<=元)\d{1,2}|(?<=元前)\d{1,2}|[一二][〇○零Oo0一二三四五六七八九]{3})"
    )
    era = rf"(?P<dynasty>[^\d]{{0,4}}?)(?P<era>{eras})(?P<count>元|{NUMERAL})年?"
    return (
        re.compile(rf"{year}(?:(?:学|财政)?年度?|$|(?=[一两二三四五]年))"),
        re.compile(era),
        re.compile(rf"(?P<relative>{words})"),
        re.compile(r"(?P<count>元|\d{1,2}|[一二三四五六七八九十廿卅]{1,3})年"),
        re.compile(r"(?:农历|阴历|夏历|旧历)"),
        re.compile(r"(?P<leap>闰)?(?P<month>\d{1,2}|[正冬腊]|[一二三四五六七八九十]{1,2})\s?月份?"),
        re.compile(r"(?P<first>初)?(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日?$"),
        re.compile(r"(?P<year>\d{4})[.\uff0e\-/](?P<month>\d{1,2})(?:[.\uff0e\-/](?P<day>\d{1,2}))?$"),
        re.compile(
            r"[(\uff08\u3014](?:公元|西元)?(?P<bc>前)?(?P<year>\d{3,4}|[一二][〇○零一二三四五六七八九]{3})"
        ),
    )


def read_date(text: str) -> Written:
    """Take one date (no range) apart.

    >>> read_date("民国16年(1927)3月").year, read_date("民国16年(1927)3月").month
    (1927, 3)
    >>> read_date("翌年9月").relative, read_date("1953.3").month, read_date("农历八月十五").day
    ('翌年', 3, 15)
    """
    year_, era_, relative_, count_, _, _, _, dotted_, gloss_ = _grammar()
    text = _SPACE.sub("", text)
    if is_stretch(text):
        return Written(period=True)
    if m := dotted_.match(text):
        return _checked(
            Written(int(m["year"]), month=int(m["month"]), day=int(m["day"]) if m["day"] else None)
        )
    gloss = gloss_.search(text)
    bare = re.sub(GLOSS, "", text)
    if m := era_.match(bare):
        count = numeral(m["count"])
        year = era_year(m["era"], count or 0, dynasty=m["dynasty"])
        head = Written(_gloss_year(gloss, year), era=m["era"], count=count, lunar=(year or 1912) < 1912)
    elif m := year_.match(bare):
        year = numeral(m["year"].translate(_MISREAD))
        head = Written(-year if m["bc"] and year else year)
    elif m := relative_.match(bare):
        head = Written(relative=m["relative"])
    elif m := count_.match(bare):
        head = Written(_gloss_year(gloss, None), count=numeral(m["count"]))
    else:
        return _below(bare, Written())
    return _below(bare[m.end() :], head)


def _gloss_year(gloss: re.Match[str] | None, fallback: int | None) -> int | None:
    """The year in the brackets leads: the writer has done the reckoning (and a table may err by a year)."""
    if gloss is None:
        return fallback
    year = numeral(gloss["year"]) or 0
    return -year if gloss["bc"] else year


def _below(text: str, head: Written) -> Written:
    """Read what stands behind the year: month, day, or a part of the year."""
    *_, lunar_, month_, day_, _, _ = _grammar()
    lunar = head.lunar
    text = text.strip().lstrip("的年")
    if m := lunar_.match(text):
        text, lunar = text[m.end() :], True
    month = day = None
    leap = han = False
    if m := month_.match(text):
        text, leap = text[m.end() :].strip(), m["leap"] is not None
        lunar = lunar or leap or m["month"] in "正冬腊"
        han = not m["month"].isdecimal()
        month = {"冬": 11, "腊": 12}.get(m["month"]) or numeral(m["month"])
    if m := day_.match(text):
        text, day = "", numeral(m["day"])
        lunar = lunar or m["first"] is not None
    return _checked(replace(head, month=month, day=day, part=text or None, lunar=lunar, leap=leap, han=han))


_UNIT = re.compile(rf"(?:{NUMERAL}月)?(?:{NUMERAL}(?P<unit>[日月年]))")


@dataclass(frozen=True, slots=True)
class Span:
    """A date or two: from ``first`` to ``last``; last None and ``open`` true where the end is left open."""

    first: Written
    last: Written | None = None
    open: bool = False


@lru_cache(maxsize=4096)
def read_span(text: str) -> Span:
    """Take an expression apart that may be a range; each end is given what only the other one says.

    >>> s = read_span("9月6—8日"); (s.first.month, s.first.day, s.last.month, s.last.day)
    (9, 6, 9, 8)
    >>> s = read_span("民国8年—10年"); (s.first.year, s.last.year)
    (1919, 1921)
    >>> s = read_span("2012.12—"); (s.first.year, s.first.month, s.open)
    (2012, 12, True)
    >>> s = read_span("1967年11月至次年3月"); (s.last.year, s.last.month)
    (1968, 3)
    """
    text = _SPACE.sub("", text)
    cut = _cut(text)
    if cut is None:
        return Span(read_date(text))
    left, right = text[: cut[0]].strip(), text[cut[1] :].strip()
    if right in ("", "今"):
        return Span(read_date(left), open=True)
    if (
        left[-1].isdecimal()
        and "." not in left
        and (unit := _UNIT.match(right) or re.match("()(?P<unit>)", right))
    ):
        left += unit["unit"] or "年"
    if right.isdecimal() and len(right) == 4:
        right += "年"
    first, last = read_date(left), read_date(right)
    return Span(first, _completed(last, first))


# 至正十二年 begins with a connector, but nothing stands in front of it.
_NUMBERED = re.compile(r"[\d年月日代期@一二三四五六七八九十]")


def _cut(text: str) -> tuple[int, int] | None:
    """Where the range is cut in two: at a connector outside brackets with a number in front of it."""
    if re.fullmatch(r"\d{4}([-/])\d{1,2}\1\d{1,2}", text):
        return None
    blind = re.sub(GLOSS, lambda m: "@" * len(m.group()), text)
    for match in re.finditer(rf"{CONNECTOR}(?:今$)?", blind):
        if _NUMBERED.search(blind[: match.start()]) and not blind.startswith("至今年", match.start()):
            return (match.start(), match.end() - 1) if match.group().endswith("今") else match.span()
    listed = list(re.finditer(r"(?<=[\d年])[、和及,\uff0c](?=\d)", blind))
    return (listed[0].start(), listed[-1].end()) if listed else None


def _completed(last: Written, first: Written) -> Written:
    """Give the second date of a range the era, year and month that it shares with the first."""
    year, month = last.year, last.month
    if year is None and last.count is not None and first.era is not None:
        year = era_year(first.era, last.count)
    elif year is None and last.count is not None and first.year is not None:
        year = first.year - first.year % 100 + last.count
    elif year is None and last.relative is not None and first.year is not None:
        year = first.year + _years_on(last.relative)
    elif year is None and last.relative is None:
        year = first.year
        month = month or (first.month if last.day else None)
    era = last.era or (first.era if last.count is not None else None)
    return replace(last, year=year, era=era, month=month)


@cache
def _steps() -> dict[str, int]:
    return {r["word"]: int(r["step"]) for r in tables.load("times_relative") if r["unit"] == "year"}


def _years_on(word: str) -> int:
    return _steps().get(word, 0)


def _checked(date: Written) -> Written:
    """Drop a month or day that no calendar has (a slip of the text: 13月, 45日)."""
    month = date.month if date.month and 1 <= date.month <= 12 else None
    day = date.day if date.day and 1 <= date.day <= 31 else None
    if month == date.month and day == date.day:
        return date
    return replace(date, month=month, day=day)


_SPANS = {"上半年": (1, 6), "下半年": (7, 12)} | {
    f"{a}{n}季度": (3 * q + 1, 3 * q + 3)
    for a in ("第", "")
    for q, names in enumerate(("一1", "二2", "三3", "四4"))
    for n in names
}


def interval_of(date: Written, year: int) -> Interval:
    """The interval that a date covers in the Gregorian ``year``, no more precise than its words.

    A half-year or a quarter runs from its first to its last month; 上旬, 月底 stay the month, 春, 年底 the
    year. A lunar date gives a day where the day is written, else only its year.

    >>> str(interval_of(read_date("1998年3月"), 1998).start)
    '1998-03'
    >>> str(interval_of(read_date("农历八月十五"), 2012).start)
    '2012-09-30'
    >>> interval_of(read_date("上半年"), 2012).end
    PartialDate(year=2012, month=6, day=None)
    """
    word = date.part or date.relative or ""
    if word in _SPANS:
        first, last = _SPANS[word]
        return Interval(PartialDate(year, first), PartialDate(year, last))
    if date.lunar or (date.han and year <= REPUBLIC_BEFORE):
        point = _solar(date, year) if date.month and date.day else PartialDate(year)
    else:
        point = PartialDate(year, date.month, date.day if date.month else None)
    return Interval(point, point)


def _solar(date: Written, year: int) -> PartialDate:
    """The solar day of a lunar date; its year alone where the calendar of the time was another."""
    if year < 1645:  # the calendar of 1645 (时宪历) is what the library reckons back with
        return PartialDate(year)
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(
            year, -(date.month or 1) if date.leap else date.month or 1, date.day or 1
        ).getSolar()
    except Exception:  # the library raises bare Exception for a day that the lunar month lacks
        return PartialDate(year)
    return PartialDate(solar.getYear(), solar.getMonth(), solar.getDay())


def interval_over(span: Span, year: int | None, *, month: int | None = None) -> Interval | None:
    """The interval of a span; ``year`` and ``month`` stand in where the words leave them out.

    None where no year is known; an end that is left open is None in the interval.

    >>> i = interval_over(read_span("5月16日—6月20日"), 2007); (str(i.start), str(i.end))
    ('2007-05-16', '2007-06-20')
    >>> interval_over(read_span("2012.12—"), None)
    Interval(start=PartialDate(year=2012, month=12, day=None), end=None)
    """
    first, last = span.first, span.last
    known = first.year if first.year is not None else year
    if known is None:
        return None
    if first.day and not first.month and not first.lunar:
        first = replace(first, month=month)
    head = interval_of(first, known)
    if span.open:
        return Interval(head.start, None)
    if last is None:
        return head
    if last.day and not last.month:
        last = replace(last, month=month)
    until = last.year if last.year is not None else known + _years_on(last.relative or "")
    tail = interval_of(last, until)
    if head.start and tail.end and tail.end.year < head.start.year:
        return head
    return Interval(head.start, tail.end)


def read_interval(text: str, span: Span) -> Interval | None:
    """The interval of an expression that needs no context; None where it is relative or unbounded.

    >>> i = read_interval("八十年代", read_span("八十年代")); (str(i.start), str(i.end))
    ('1980', '1989')
    """
    if span.first.period:
        years = period_years(text)
        return Interval(PartialDate(years[0]), PartialDate(years[1])) if years else None
    return interval_over(span, None)
