"""How Chinese prose writes a date: numerals, eras and reigns, and the parts below the year.

Shared by ``recognise.times``, which finds dates, and ``resolve.years``, which ties the relative ones. Nothing
here looks at the page around the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Interval, PartialDate

REPUBLIC = "民国"
REPUBLIC_BEFORE = 1911  # 民国元年 is 1912
DASH = r"[-\u2010-\u2015\u2500~\uff5e\u301c\uff0d]"
CONNECTOR = rf"(?:\s?{DASH}{{1,2}}\s?|至|到)"
NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
GLOSS = rf"\s?[(\uff08\u3014][公西]?元?前?\d{{3,4}}年?(?:{DASH}{{1,2}}(?:\d{{3,4}}年?)?)?[)\uff09\u3015]"

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_TENS = {"十": 10, "廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Reign:
    """A reign title: the years of its beginning and end, and its dynasty (清, 西晋 …)."""

    name: str
    first: int
    last: int
    dynasty: str


@dataclass(frozen=True, slots=True)
class Written:
    """One date as its words give it; what they leave out is None.

    year: Gregorian. era: 民国 or a reign title; count: the year within it (also where the era is dropped).
    relative: a word of the table ``times_relative``. part: what stands below the year without a number
    (春, 年底, 上半年, 第三季度 …). lunar: month and day are of the lunar calendar. period: the words name a
    stretch of years (八十年代, “七五”期间, 民国时期), see ``period_years``.
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
    period: bool = False


def numeral(text: str) -> int | None:
    """The number that digits or Chinese numerals below ten thousand years write; 元 is the first.

    >>> [numeral(t) for t in ("元", "16", "十六", "二十", "廿一", "一九五八", "二〇〇八", "正")]
    [1, 16, 16, 20, 21, 1958, 2008, 1]
    """
    if text in ("元", "正"):
        return 1
    if text.isdecimal():
        return int(text)
    if any(c not in _DIGITS and c not in _TENS and not c.isdecimal() for c in text) or not text:
        return None
    if not any(c in _TENS for c in text):
        return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text))
    total = 0
    for c in text:
        if c in _TENS:
            total = total * 10 if 0 < total < 10 and c == "十" else total + _TENS[c]
        else:
            total += _DIGITS.get(c, 0)
    return total


@cache
def reigns() -> dict[str, tuple[Reign, ...]]:
    """Every reign title of the table ``times_reigns``, with each use that dynasties made of it.

    >>> reigns()["光绪"][0].first
    1875
    """
    found: dict[str, tuple[Reign, ...]] = {}
    for row in tables.load("times_reigns"):
        reign = Reign(row["reign"], int(row["first"]), int(row["last"]), row["dynasty"])
        found[reign.name] = (*found.get(reign.name, ()), reign)
    return found


def era_year(era: str, count: int, *, dynasty: str = "") -> int | None:
    """The Gregorian year of the ``count``-th year of an era, or None where it never had so many.

    >>> era_year("民国", 16), era_year("光绪", 34), era_year("康德", 7), era_year("光绪", 40)
    (1927, 1908, 1940, None)
    """
    if era == REPUBLIC:
        return REPUBLIC_BEFORE + count if 1 <= count <= 38 else None
    for reign in sorted(reigns().get(era, ()), key=lambda r: not _same_dynasty(r.dynasty, dynasty)):
        year = reign.first + count - 1
        if count >= 1 and year <= reign.last:
            return year
    return None


def _same_dynasty(full: str, short: str) -> bool:
    return bool(short) and (full == short or full[-1] == short[-1])


_VAGUE = re.compile(
    r"(?:时期|期间|年间|[初中末前后]期|世纪|[初末]年|[初中末]叶|以来|之[初前后]|(?:建国|解放|成立|开放|土改|合作化).*|清末|清初|民初|[明清宋元唐国代朝][初末季])$"
)
_DECADE = re.compile(
    r"(?:(?P<century>\d{2}|二十|本|上)世纪)?(?P<full>\d\d)?(?:(?P<digit>\d)0|(?P<han>[一二三四五六七八九])十)年代(?P<tail>[初中末后前]?)"
)
_CENTURY = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})世纪")
_FIFTH = re.compile(r"第([一二三四五六七八九十]{1,3})个五年")


@cache
def _periods() -> tuple[tuple[str, int, int, str], ...]:
    rows = ((r["word"], int(r["first"]), int(r["last"]), r["kind"]) for r in tables.load("times_periods"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def period_years(text: str) -> tuple[int, int] | None:
    """The first and last year of a named stretch of years, or None where the words do not bound it.

    >>> period_years("20世纪80年代末"), period_years("五十年代"), period_years("“十一五”期间")
    ((1980, 1989), (1950, 1959), (2006, 2010))
    >>> period_years("第七个五年计划期间"), period_years("清光绪年间"), period_years("解放后")
    ((1986, 1990), (1875, 1908), None)
    """
    if m := _DECADE.match(text):
        century = {"二十": 20, "上": 20, "本": 20, None: 20}.get(m["century"]) or int(m["century"] or 20)
        first = (int(m["full"]) if m["full"] else century - 1) * 100 + 10 * (
            numeral(m["digit"] or m["han"]) or 0
        )
        return first, first + 9
    if m := _CENTURY.match(text):
        century = numeral(m[1]) or 0
        return 100 * century - 99, 100 * century
    bare = text.strip("“”\"'‘’").replace("”", "").replace("’", "")
    if m := _FIFTH.match(text):
        bare = f"{m[1]}五计划"
    if (
        not re.search(r"时期|期间|年间|以来|计划|规划|[一二三四五六七八九十]五[初末]?$", bare)
        or "年底" in bare
    ):
        return None
    for word, first, last, kind in _periods():
        if bare.startswith(word.strip("“”")) and (kind == "plan") == (word in _plan_words()):
            return first, last
    found = re.search(r"(?:" + "|".join(sorted(reigns(), key=len, reverse=True)) + ")年间", bare)
    if found and (uses := reigns().get(found.group()[:-2])):
        return uses[0].first, uses[0].last
    return None


@cache
def _plan_words() -> frozenset[str]:
    return frozenset(word for word, _, _, kind in _periods() if kind == "plan")


@cache
def _grammar() -> tuple[re.Pattern[str], ...]:
    eras = "|".join(sorted({REPUBLIC, *reigns()}, key=len, reverse=True))
    words = "|".join(sorted((row["word"] for row in tables.load("times_relative")), key=len, reverse=True))
    year = rf"(?P<bc>公元前)?(?:公元|西元)?(?P<year>\d{{3,4}}|[一二][〇○零Oo0一二三四五六七八九]{{3}})\s?(?:学|财政)?年?度?"
    era = rf"(?P<dynasty>[^\d]{{0,4}}?)(?P<era>{eras})(?P<count>元|{NUMERAL})年?"
    return (
        re.compile(rf"(?:{year}(?=$|年|[^\d年]))"),
        re.compile(era),
        re.compile(rf"(?P<relative>{words})"),
        re.compile(r"(?P<count>元|\d{1,2}|[一二三四五六七八九十廿卅]{1,3})年"),
        re.compile(r"(?:农历|阴历|夏历|旧历)"),
        re.compile(r"(?P<leap>闰)?(?P<month>\d{1,2}|[正冬腊]|[一二三四五六七八九十]{1,2})\s?月份?"),
        re.compile(r"(?P<first>初)?(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日?$"),
        re.compile(r"(?P<year>\d{4})[.\uff0e\-/](?P<month>\d{1,2})(?:[.\uff0e\-/](?P<day>\d{1,2}))?$"),
        re.compile(r"[(\uff08\u3014](?:公元|西元)?(?P<bc>前)?(?P<year>\d{3,4})"),
    )


def read_date(text: str) -> Written:
    """Take one date (no range) apart.

    >>> read_date("民国16年(1927)3月").year, read_date("民国16年(1927)3月").month
    (1927, 3)
    >>> read_date("翌年9月").relative, read_date("1953.3").month, read_date("农历八月十五").day
    ('翌年', 3, 15)
    """
    year_, era_, relative_, count_, _, _, _, dotted_, gloss_ = _grammar()
    text = text.strip()
    if period_years(text) is not None or _VAGUE.search(text):
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
        year = numeral(m["year"])
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
    return -int(gloss["year"]) if gloss["bc"] else int(gloss["year"])


def _below(text: str, head: Written) -> Written:
    """Read what stands behind the year: month, day, or a part of the year."""
    *_, lunar_, month_, day_, _, _ = _grammar()
    lunar = head.lunar
    text = text.strip().lstrip("的年")
    if m := lunar_.match(text):
        text, lunar = text[m.end() :], True
    month = day = None
    leap = False
    if m := month_.match(text):
        text, leap = text[m.end() :].strip(), m["leap"] is not None
        lunar = lunar or leap or m["month"] in "正冬腊"
        month = {"冬": 11, "腊": 12}.get(m["month"]) or numeral(m["month"])
    if m := day_.match(text):
        text, day = "", numeral(m["day"])
        lunar = lunar or m["first"] is not None
    return _checked(
        Written(head.year, head.era, head.count, head.relative, month, day, text or None, lunar, leap)
    )


_UNIT = re.compile(rf"(?:{NUMERAL}月)?(?:{NUMERAL}(?P<unit>[日月年]))")


@dataclass(frozen=True, slots=True)
class Span:
    """A date or two: from ``first`` to ``last``; last None and ``open`` true where the end is left open."""

    first: Written
    last: Written | None = None
    open: bool = False


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
    text = text.strip()
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


def _cut(text: str) -> tuple[int, int] | None:
    """Where the range is cut in two: at a connector outside brackets with a number in front of it."""
    if re.fullmatch(r"\d{4}([-/])\d{1,2}\1\d{1,2}", text):
        return None
    blind = re.sub(GLOSS, lambda m: "@" * len(m.group()), text)
    for match in re.finditer(rf"{CONNECTOR}(?:今$)?", blind):
        if re.search(r"[\d年月日代期@]", blind[: match.start()]) and not blind[match.start() :].startswith(
            "至今年"
        ):
            return (match.start(), match.end() - 1) if match.group().endswith("今") else match.span()
    return None


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
    return Written(year, era, last.count, last.relative, month, last.day, last.part, last.lunar, last.leap)


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
    return Written(
        date.year, date.era, date.count, date.relative, month, day, date.part, date.lunar, date.leap
    )


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
    if date.lunar:
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

    >>> read_interval("八十年代", read_span("八十年代"))
    Interval(start=PartialDate(year=1980, month=None, day=None), end=PartialDate(year=1989, month=None, day=None))
    """
    if span.first.period:
        years = period_years(text)
        return Interval(PartialDate(years[0]), PartialDate(years[1])) if years else None
    return interval_over(span, None)
