"""Times -> years: tie the relative dates, and say for every offset of the page which year holds there.

A yearbook's text is about the year that it covers: another year holds for its own sentence only. A gazetteer
tells a story: the last year that it names holds until it names another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from yearbook_kg import tables
from yearbook_kg.dates import Span, Written, interval_over, read_span
from yearbook_kg.model import Entry, Interval, Section, TimeExpression
from yearbook_kg.timeline import Years

__all__ = ["covered_by_body", "resolve_times"]

_TOKEN = re.compile(
    r"(?P<stop>[。;\uff1b\n])|(?P<open>[(\uff08])|(?P<close>[)\uff09])"
    r"|(?P<vague>任内|任期内|任职期间|在任期间|其间|其后|此后|尔后|嗣后|(?<![为创比超是])历年(?![最新之])|前后(?=[办共])"
    r"|一生|毕生|近年来?|多年来|数年来|爆发后|著有|遗有|存诗"
    r"|[\d一二三四五六七八九十两几数]{1,3}年(?:间|来)(?!自))"
    r"|(?P<story>(?<!人)每年(?!度)|发源于|源出|流域面积|[年均]流量|落差|主峰|四至|(?:东西|南北)[^,\uff0c。;\n]{0,4}?[长宽距])"
    r"|(?P<now>现有|现设|现辖|现任|目前|截至)"
    r"|《[^《》\n]*?(?P<report>(?:19|20)\d\d)年[^《》\n]*?决算[^《》\n]*》"
    r"|(?P<rise>由(?=[^,\uff0c。;\n]{0,14}?[\d一二三四五六七八九十百千]))"
)
_REACHES = re.compile(
    r"(?:降|升|增|减|涨|跌|调|扩|缩|改|变|提高|提升|上升|下降|发展|扩大|增长|增加|减少|缩小|缩短|调整|压缩|回落|上涨|猛增|剧增|扩充|扩建)"
    r"(?:到|至|为|成)"
)
_REACHES_OR_TO = re.compile(rf"{_REACHES.pattern}|[到至]")
_THAN = re.compile(r"(?:比|较|超过?|[高低多少]于|高出|不及|超出|低于|接近)(?:历史上|建国前)?$")
_OF = re.compile(r"(?:为|是|占|达|达到|相当于|等于|仅为|仅及|恢复到|只有|系)$")
_WITH = re.compile(r"[与同和跟]$")
_FOUNDED = re.compile(
    r"(?:成立|始建|创建|组建|创办|兴建|新建|设立|建成|建立|开业|注册|重建|迁建|出生|生|建|办)于$"
)
_AWARDED = re.compile(r"(?:获|获得|荣获|获评|评为|授予|命名为|列为|列入|表彰|认定为|确定为|被)$")
_FIGURE = re.compile(r"的?(?:近|约|不足)?[\d一二三四五六七八九十百]")
_TIMES = re.compile(r"的?(?:近|约|不足)?[\d.一二三四五六七八九十百]+(?:余|多)?(?:倍|%|成|分之)")
_SENTENCE = re.compile(r"[^。;\uff1b\n]*")
_CLAUSE = re.compile(r"[^,\uff0c。;\uff1b\n]*")
_COMPARED = re.compile(r"相比|比较|相较|对比")
# 上年的9.1天减少: where the figure of the other year ends
_MOVES = re.compile(r"[增减降升多少翻高低跌涨缩扩提,\uff0c]|发展|[到至]")
_STRETCH = re.compile(r"期间|时期|年间|年代|以来|[前后初末叶期]$")
_PRICES = re.compile(r"(?:不变价|可比价|价格|为基期|口径)")


def resolve_times(
    entry: Entry, times: tuple[TimeExpression, ...], covered_year: int | None
) -> tuple[tuple[TimeExpression, ...], Years]:
    """Give every expression its interval where the page tells it, and the timeline of the body.

    covered_year: the year that a yearbook covers, None for a gazetteer. Returned are the times, in the same
    order, and ``(offset, year or None)`` sorted by offset: what holds from there on. Before the first pair
    nothing holds. An expression that nothing ties keeps the interval None.
    """
    covered = covered_by_body(entry, times, covered_year)
    outside = [t for t in times if not entry.body_start <= t.start < entry.body_end]
    tied = {t.start: _alone(t, covered) for t in outside}
    clock = _Clock(entry.text, covered, _title_year(entry, tied) if covered is None else covered)
    clock.marks.append((entry.body_start, clock.year))
    bases: dict[int, int | None] = {}
    for index, section in enumerate(entry.sections):
        parent = bases.get(section.parent) if section.parent is not None else None
        bases[index] = clock.enter(section, parent, times)
        clock.run(section.start, section.end, times)
    tied |= clock.tied
    return tuple(tied.get(t.start, t) for t in times), _merged(clock.marks)


def covered_by_body(entry: Entry, times: tuple[TimeExpression, ...], covered_year: int | None) -> int | None:
    """The year that the body of a yearbook speaks of, where it never names the one its title leads to.

    Most yearbooks cover the year before the one in their title; some cover that year itself.
    """
    if covered_year is None:
        return None
    named: set[int | None] = set()
    leading: list[int] = []
    for time in times:
        if time.interval and entry.body_start <= time.start < entry.body_end:
            named.add(time.interval.year)
            if time.interval.year and _leads(entry, time):
                leading.append(time.interval.year)
    if covered_year in named or not leading or abs(leading[0] - covered_year) != 1:
        return covered_year
    return leading[0]


def _leads(entry: Entry, time: TimeExpression) -> bool:
    """Whether a bare year opens a sentence: 2013年,全市…"""
    before = entry.text[max(entry.body_start, time.start - 3) : time.start].rstrip(" \u2003\u3000")
    opens = not before or before[-1] in "。;\uff1b\n】"
    return opens and re.fullmatch(r"\d{4}年[末底度]?", time.text) is not None


def _alone(time: TimeExpression, covered: int | None) -> TimeExpression:
    """A time of the header, tied by the covered year alone."""
    if time.interval is not None or covered is None:
        return time
    span = read_span(time.text)
    if span.first.period or span.first.lunar:
        return time
    year = covered + _step(span.first.relative)[1] if _step(span.first.relative)[0] == "year" else covered
    return replace(time, interval=interval_over(span, year))


def _title_year(entry: Entry, tied: dict[int, TimeExpression]) -> int | None:
    """The one year of the entry's own title or of its field 起始时间, which the body may go on from."""
    for name in ("标题", "颗粒名称", "事件名称", "专题名称", "起始时间"):
        found = entry.field(name)
        years = {
            t.interval.year
            for t in tied.values()
            if found is not None and found.start <= t.start < found.end and t.interval
        }
        if len(years) == 1:
            return years.pop()
    return None


def _merged(marks: list[tuple[int, int | None]]) -> Years:
    """Sort the marks, keep the last of each offset, and leave out what changes nothing."""
    merged: list[tuple[int, int | None]] = []
    for offset, year in sorted(dict(marks).items()):
        if not merged or merged[-1][1] != year:
            merged.append((offset, year))
    return tuple(merged)


@cache
def _relative() -> dict[str, tuple[str, int, bool]]:
    rows = tables.load("times_relative")
    return {row["word"]: (row["unit"], int(row["step"]), row["holds"] == "yes") for row in rows}


def _step(word: str | None) -> tuple[str, int, bool]:
    return _relative().get(word or "", ("", 0, True))


class _Clock:
    """Walks through the body and remembers which year holds, which month was last named, and what is open."""

    def __init__(self, text: str, covered: int | None, first: int | None) -> None:
        self.text = text
        self.covered = covered
        self.year = first
        self.month: int | None = None
        self.day: int | None = None
        self.marks: list[tuple[int, int | None]] = []
        self.tied: dict[int, TimeExpression] = {}
        self._base = first
        self._brackets: list[int | None] = []
        self._line = 0
        self._head = 0  # where the sentence begins
        self._whole = False  # whether its year holds beyond a semicolon
        self._founding = False  # whether it tells how something began
        self._line_years: set[int | None] = set()
        self._index = 0

    def enter(self, section: Section, parent: int | None, times: tuple[TimeExpression, ...]) -> int | None:
        """Begin a section under its heading's year, else its parent's, else the covered one; return it."""
        heading = list(self._take(section.heading_start, section.heading_end, times))
        for time in heading:
            self._tie(time, read_span(time.text))
        years = {t.interval.year for t in (self.tied[t.start] for t in heading) if t.interval}
        base = years.pop() if len(years) == 1 else parent
        if base is None and self.covered is not None:
            base = self.covered
        dated = bool(heading) and base is None  # 8月28日 as a heading: the year above goes on
        if section.heading is not None and not dated:
            self._set(max(section.heading_start, 0), base if base is not None else self._first(section))
        elif self.covered is not None:
            self._set(section.start, base)
        self._base = base
        return base

    def _first(self, section: Section) -> int | None:
        """What holds under a heading without a year: the title's year at the top, else nothing."""
        return self._base if section.level == 1 and len(self.marks) <= 1 else None

    def _set(self, offset: int, year: int | None) -> None:
        self.year = year
        self.marks.append((offset, year))

    def _take(self, start: int, end: int, times: tuple[TimeExpression, ...]) -> Iterator[TimeExpression]:
        while self._index < len(times) and times[self._index].start < end:
            time = times[self._index]
            self._index += 1
            if time.start >= start:
                yield time

    def run(self, start: int, end: int, times: tuple[TimeExpression, ...]) -> None:
        """Read the section's own text from left to right."""
        self._brackets.clear()
        self._head = position = start
        for time in self._take(start, end, times):
            self._tokens(position, time.start)
            self._time(time, start, end)
            position = time.end
        self._tokens(position, end)

    def _tokens(self, start: int, end: int) -> None:
        for match in _TOKEN.finditer(self.text, start, end):
            at = match.start()
            if match["stop"]:
                self._stop(match["stop"], at)
            elif match["open"]:
                self._brackets.append(self.year)
            elif match["close"] and self._brackets:
                self._set(at, self._brackets.pop())
            elif match["vague"] or (match["story"] and self.covered is None):
                self._set(at, None)
            elif match["now"] and self.covered is not None:
                self._set(at, self.covered)
            elif match["report"]:
                self._set(match.end(), int(match["report"]))
                self._whole = True
            elif match["rise"] is not None:
                self._rise(match)

    def _stop(self, mark: str, at: int) -> None:
        """End a clause, sentence or line; in a yearbook, a year that is not the covered one ends with it."""
        if mark == "\n":
            self._end_line(at)
        if mark in ";\uff1b" and self._whole:
            return
        self._whole = self._founding = False
        self._head = at + 1
        if self.covered is not None and self.year != self.covered:
            self._set(at, self._base)

    def _end_line(self, at: int) -> None:
        """A line of several years and no figure heads the columns of a table: none of them goes on."""
        self._brackets.clear()
        line = self.text[self._line : at]
        if len(self._line_years) > 1 and not re.search(r"[。,;\uff0c\uff1b]|(?<!\d)\d{1,3}(?!\d)", line):
            self._set(at, self.covered)
        self._line = at + 1
        self._line_years.clear()

    def _rise(self, match: re.Match[str]) -> None:
        """由62%提高到98.5%: the first figure is of an earlier time that nobody names."""
        clause = _CLAUSE.match(self.text, match.end())
        reaches = clause and _REACHES.search(clause.group())
        if not clause or not reaches:
            return
        before, behind = clause.group()[: reaches.start()], clause.group()[reaches.end() :]
        dated = r"\d{4}年|民国|[上去前次翌当同本今]年"
        if not re.search(dated, before) and not re.match(dated, behind):
            year = self.year
            self.marks += [(match.start(), None), (match.end() + reaches.end(), year)]

    def _time(self, time: TimeExpression, start: int, end: int) -> None:
        span = read_span(time.text)
        tied = self._tie(time, span)
        before = self.text[max(start, time.start - 8) : time.start]
        after = self.text[time.end : min(end, time.end + 8)]
        year = tied.interval.year if tied.interval else None
        if self._local(time, before, after, year):
            return
        if self._compared(before, after, span.first) or self._quoted(time, start):
            return
        if span.first.period:
            if _STRETCH.search(time.text) or re.match(r"期间|时期|以来", after):
                self._set(time.start, None)
            return
        if re.match(r"以来|之?[前后](?![往续勤期])|以[前后]", after):
            self._set(time.start, None)
        elif not _step(span.first.relative)[2] or not self._tells(tied, span):
            return
        elif self._aside(before, time, year):
            self._brief(time, year)
        else:
            self._line_years.add(year)
            self._whole = not self.text[self._head : time.start].strip()
            self._set(time.start, year)

    @staticmethod
    def _tells(tied: TimeExpression, span: Span) -> bool:
        """Whether the words say anything about the year: 11月至次年3月 alone does not change it."""
        if tied.interval is None:
            return False
        return tied.interval.year is not None or span.first.year is not None or span.open

    def _aside(self, before: str, time: TimeExpression, year: int | None) -> bool:
        """In a yearbook, the year of a founding or of an honour is not the year of the figures behind it."""
        if self.covered is None or year == self.covered:
            return False
        if _FOUNDED.search(before):
            self._founding = True
        return self._founding or bool(_AWARDED.search(before)) or "年度" in time.text

    def _brief(self, time: TimeExpression, year: int | None) -> None:
        held = self.year
        self.marks.append((time.start, year))
        clause = _CLAUSE.match(self.text, time.end)
        self._set(clause.end() if clause else time.end, held)

    def _local(self, time: TimeExpression, before: str, after: str, year: int | None) -> bool:
        """由上年的9.1天降至8.6天: the year holds for the one figure, up to the verb."""
        if year is None or not _FIGURE.match(after):
            return False
        last = not _step(read_span(time.text).first.relative)[2]  # 上年, 去年
        if re.search(r"[由从自]$", before):
            return self._one_figure(time, year, _REACHES_OR_TO)
        if _TIMES.match(after):
            return False
        if _WITH.search(before) and _COMPARED.search(self._rest(time)):
            return self._one_figure(time, year, _COMPARED)
        if after[0] == "的" and (last or _THAN.search(before)):
            return self._one_figure(time, year, _MOVES)
        return False

    def _rest(self, time: TimeExpression) -> str:
        """What is left of the sentence behind a time."""
        match = _SENTENCE.match(self.text, time.end)
        return match.group() if match else ""

    def _one_figure(self, time: TimeExpression, year: int, until: re.Pattern[str]) -> bool:
        """Let a year hold from its words to the end of ``until``, then what held before it."""
        rest = self._rest(time)
        stop = until.search(rest)
        self.marks.append((time.start, year))
        self.marks.append((time.end + (stop.end() if stop else len(rest)), self.year))
        return True

    def _compared(self, before: str, after: str, first: Written) -> bool:
        """比1952年, 与1953年比, 为1950年的, 按1980年不变价: a year to measure by."""
        if _THAN.search(before):
            return True
        if _WITH.search(before) and re.match(r"(?:同期|同比)?(?:相|对)?[比较]", after):
            return True
        if _OF.search(before) and re.match(r"(?:同期)?的", after) and _step(first.relative)[1] <= 0:
            return True
        return bool(_PRICES.match(after)) or (before.endswith("以") and after.startswith("为"))

    def _quoted(self, time: TimeExpression, start: int) -> bool:
        line = self.text.rfind("\n", start, time.start) + 1
        begin = max(line, start, time.start - 60)
        return self.text.rfind("“", begin, time.start) > self.text.rfind("”", begin, time.start)

    def _tie(self, time: TimeExpression, span: Span) -> TimeExpression:
        """Tie a relative time to what holds here, and remember month and day."""
        if time.interval is None and not span.first.period:
            time = replace(time, interval=self._interval(span))
        self.tied[time.start] = time
        if time.interval and time.interval.start:
            last = time.interval.end or time.interval.start
            self.month, self.day = last.month, last.day
        return time

    def _interval(self, span: Span) -> Interval | None:
        first = span.first
        unit, step, _ = _step(first.relative)
        year = self.year if self.year is not None else self.covered
        if self.covered is not None and first.relative in ("今年", "本年", "全年", "年内", "本年度"):
            year = self.covered
        if year is None:
            return None
        if unit == "year":
            return interval_over(span, year + step)
        if unit == "month" and self.month is not None:
            months = year * 12 + self.month - 1 + step
            dated = replace(first, relative=None, month=months % 12 + 1)
            return interval_over(replace(span, first=dated), months // 12)
        if unit == "day":
            return self._next_day(year, step)
        return interval_over(span, year, month=self.month)

    def _next_day(self, year: int, step: int) -> Interval | None:
        if self.month is None or self.day is None:
            return None
        from datetime import date, timedelta

        from yearbook_kg.model import PartialDate

        try:
            day = date(year, self.month, self.day) + timedelta(days=step)
        except ValueError:  # 2月30日, a slip of the text
            return None
        point = PartialDate(day.year, day.month, day.day)
        return Interval(point, point)
