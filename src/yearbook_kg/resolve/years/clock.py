"""A clock that walks through a body: which year holds, which month was last named, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from yearbook_kg.dates import Span, Written, interval_over, read_span
from yearbook_kg.model import Interval, PartialDate, Section, TimeExpression
from yearbook_kg.resolve.years.phrases import (
    CLAUSE,
    FIGURE,
    LISTED,
    MULTIPLE,
    OF_THE_STORY,
    OF_THE_VOLUME,
    RECORD,
    SENTENCE,
    SIGN,
    STRETCH,
    phrase,
    phrase_before,
    reaches_or_to,
    step_of,
    telling,
    token,
)

# At most so many spaces stand in front of the first word of a sentence.
_INDENT = 6
# 与1953年[同期相比], 为1950年[同期的118.6%]
_COMPARED_WITH = re.compile(r"(?:同期|同比)?(?:相|对)?[比较]")
_OF_THEN = re.compile(r"(?:同期)?的")


class Clock:
    """Walks through the body and remembers which year holds, which month was last named, and what is open."""

    def __init__(self, text: str, covered: int | None, first: int | None) -> None:
        self.text = text
        self.covered = covered
        self.year = first
        self.named: int | None = None  # the last year that the paragraph told of, whether it holds or not
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
        self._before: tuple[int, int | None] = (-1, None)  # where the time before ends, and its year

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
        self.named = None
        self._head = position = start
        for time in self._take(start, end, times):
            self._tokens(position, time.start)
            self._time(time, start, end)
            position = time.end
            interval = self.tied[time.start].interval
            self._before = (time.end, interval.year if interval else None)
        self._tokens(position, end)

    def _tokens(self, start: int, end: int) -> None:
        if telling().search(self.text, start, end) is None:
            for sign in SIGN.finditer(self.text, start, end):
                self._sign(sign[0], sign.start())
            return
        for match in token().finditer(self.text, start, end):
            at, kind = match.start(), match.lastgroup
            if kind == "sign":
                self._sign(match[0], at)
            elif kind == "vague" or (kind == "story" and self.covered is None and not self._told(match)):
                self._set(at, None)
            elif kind == "yearly" and self.covered is None:
                self._until(CLAUSE, at, None)
            elif kind == "now":
                self._set(at, self.covered)
            elif kind == "report":
                self._set(match.end(), int(match["report"]))
                self._whole = True
            elif kind == "rise":
                self._rise(match)

    def _sign(self, sign: str, at: int) -> None:
        if sign in "(\uff08":
            self._brackets.append(self.year)
        elif sign not in ")\uff09":
            self._stop(sign, at)
        elif self._brackets:
            self._set(at, self._brackets.pop())

    def _told(self, match: re.Match[str]) -> bool:
        """Whether 南北长11米 is of a building that the paragraph dates, and not of the land."""
        return self.named is not None and match.group().startswith(("东西", "南北"))

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
        self.named = None
        line = self.text[self._line : at]
        if len(self._line_years) > 1 and not re.search(r"[。,;\uff0c\uff1b]|(?<!\d)\d{1,3}(?!\d)", line):
            self._set(at, self.covered)
        self._line = at + 1
        self._line_years.clear()

    def _rise(self, match: re.Match[str]) -> None:
        """由62%提高到98.5%: the first figure is of an earlier time that nobody names."""
        clause = CLAUSE.match(self.text, match.end())
        reaches = clause and phrase("reaches").search(clause.group())
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
            if re.match(r"\d{4}年", after):
                return
            if STRETCH.search(time.text) or re.match(r"期间|时期|以来", after):
                self._set(time.start, None)
            return
        since = phrase("since" if self.covered is None else "since_volume")
        if (year is None or year != self.covered) and since.match(after):
            self._set(time.start, None)
        elif not step_of(span.first.relative)[2] or tied.interval is None:
            return
        elif year is None and span.first.year is None and not span.open:
            self._until(SENTENCE, time.start, None)  # 11月至次年3月
        elif self._aside(before, time, year):
            self.named = year
            self._until(CLAUSE, time.start, year, behind=time.end)
        else:
            self._line_years.add(year)
            self.named = year
            lead = self.text[self._head : min(time.start, self._head + _INDENT)]
            self._whole = time.start - self._head <= _INDENT and not lead.strip()
            self._set(time.start, None if self._listed(time, year) else year)

    def _listed(self, time: TimeExpression, year: int | None) -> bool:
        """Whether the time is the second of a list of different years."""
        end, other = self._before
        return other not in (None, year) and LISTED.fullmatch(self.text[end : time.start]) is not None

    def _aside(self, before: str, time: TimeExpression, year: int | None) -> bool:
        """In a yearbook, the year of a founding or of an honour is not the year of the figures behind it."""
        if self.covered is None or year == self.covered:
            return False
        if phrase_before("founded").search(before):
            self._founding = True
        return self._founding or bool(phrase_before("awarded").search(before)) or "年度" in time.text

    def _until(self, stretch: re.Pattern[str], start: int, year: int | None, *, behind: int = 0) -> None:
        """Let a year hold to the end of a stretch, then what held before it."""
        match = stretch.match(self.text, max(start, behind))
        self.marks.append((start, year))
        self.marks.append((match.end() if match else start, self.year))

    def _local(self, time: TimeExpression, before: str, after: str, year: int | None) -> bool:
        """由上年的9.1天降至8.6天: the year holds for the one figure, up to the verb."""
        if year is None or not FIGURE.match(after):
            return False
        last = not step_of(read_span(time.text).first.relative)[2]  # 上年, 去年
        if before.endswith(("由", "从", "自")):
            return self._one_figure(time, year, reaches_or_to())
        if MULTIPLE.match(after):
            return False
        if phrase_before("with").search(before) and phrase("compared").search(self._rest(time)):
            return self._one_figure(time, year, phrase("compared"))
        if after[0] == "的" and (last or phrase_before("than").search(before)):
            return self._one_figure(time, year, phrase("moves"))
        return False

    def _rest(self, time: TimeExpression) -> str:
        """What is left of the sentence behind a time."""
        match = SENTENCE.match(self.text, time.end)
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
        if phrase_before("than").search(before):
            return True
        if phrase_before("of").search(before) and (
            RECORD.match(after) or (step_of(first.relative)[1] <= 0 and _OF_THEN.match(after))
        ):
            return True
        if phrase_before("with").search(before) and _COMPARED_WITH.match(after):
            return True
        return bool(phrase("prices").match(after)) or (before.endswith("以") and after.startswith("为"))

    def _quoted(self, time: TimeExpression, start: int) -> bool:
        """Whether the time stands inside quotation marks of its line, and so inside a name."""
        begin = max(start, time.start - 60)
        before = self.text[max(begin, self.text.rfind("\n", begin, time.start)) : time.start]
        return before.rfind("“") > before.rfind("”")

    def _tie(self, time: TimeExpression, span: Span) -> TimeExpression:
        """Tie a relative time to what holds here, and remember month and day."""
        if time.interval is None and not span.first.period:
            time = TimeExpression(time.start, time.end, time.text, time.form, self._interval(span))
        self.tied[time.start] = time
        if time.interval and time.interval.start:
            last = time.interval.end or time.interval.start
            self.month, self.day = last.month, last.day
        return time

    def _interval(self, span: Span) -> Interval | None:
        first = span.first
        unit, step, _ = step_of(first.relative)
        year = self.year if self.year is not None else self.covered
        if self.covered is not None and first.relative in OF_THE_VOLUME:
            year = self.covered
        elif self.covered and self.named and first.relative in OF_THE_STORY:
            year = self.named
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
        try:
            day = date(year, self.month, self.day) + timedelta(days=step)
        except ValueError:  # 2月30日, a slip of the text
            return None
        point = PartialDate(day.year, day.month, day.day)
        return Interval(point, point)
