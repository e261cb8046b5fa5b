"""Entry -> TimeExpressions: the words that say when, over the header and the body of a page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from yearbook_kg.dates import Span, Written, read_interval, read_span
from yearbook_kg.dates.eras import REPUBLIC, era_year
from yearbook_kg.model import Entry, Interval, TimeExpression
from yearbook_kg.prose import regions
from yearbook_kg.recognise.times.pattern import join, opened, point, right
from yearbook_kg.recognise.times.starts import starts

__all__ = ["find_times", "scan_times"]

# Fields of numbers that only look like dates: identifiers, classification, page numbers.
_NO_DATES = {"唯一号", "分类号", "页数", "页码", "起始页", "文件路径", "知识类型"}
_QUOTED = re.compile(r"《[^《》\n]*》|〔[^〔〕\n]*〕|\[\d{4}\]")
_YEAR_ONLY = re.compile(r"[^月日旬季春夏秋冬]*年?")


def find_times(entry: Entry) -> tuple[TimeExpression, ...]:
    """Find every expression of time in the regions of ``entry``.

    Sorted by start, none overlapping; ``start`` and ``end`` are code points of the page. An expression that
    names its year carries an interval; one that is relative (翌年3月, 是月, 6月) has None until resolved.
    Titles in 《》 and the years of document numbers 〔2008〕12号 hold none.
    """
    found: list[TimeExpression] = []
    places = starts(entry.text)
    era: Written | None = None
    for kind, start, end in regions(entry):
        if kind in _NO_DATES or bisect_left(places, start) == bisect_left(places, end):
            continue
        scan = _Scan(entry.text, places, era if kind in ("body", "heading") else None)
        found.extend(scan.run(start, end))
        era = scan.era if kind in ("body", "heading") else era
    return tuple(found)


def scan_times(text: str, start: int, end: int) -> Iterator[TimeExpression]:
    """Yield the expressions of time in ``text[start:end]``, in order.

    >>> t = "民国21年(1932)属之,25年改属,1951年至1953年3月"
    >>> [(x.text, str(x.interval.start)) for x in scan_times(t, 0, len(t))]
    [('民国21年(1932)', '1932'), ('25年', '1936'), ('1951年至1953年3月', '1951')]
    """
    return _Scan(text, starts(text), None).run(start, end)


class _Scan:
    """Walks through a text; remembers the last era, under which a bare 十六年 may stand."""

    def __init__(self, text: str, places: list[int], era: Written | None) -> None:
        self.text = text
        self.places = places
        self.era = era

    def run(self, start: int, end: int) -> Iterator[TimeExpression]:
        titles = [m.span() for m in _QUOTED.finditer(self.text, start, end)]
        passed = 0
        position = start
        for place in self.places[bisect_left(self.places, start) : bisect_left(self.places, end)]:
            match = point().match(self.text, place, end) if place >= position else None
            if match is None:
                continue
            while passed < len(titles) and titles[passed][1] <= place:
                passed += 1
            if passed < len(titles) and titles[passed][0] <= place:
                position = titles[passed][1]
                continue
            begin = place + len(match.group()) - len(match.group().lstrip(" \t\u2003\u3000|"))
            position = self._extended(begin, match.end(), end)
            span = self._dated(read_span(self.text[begin:position]))
            if span is not None:
                yield self._expression(begin, position, span)

    def _extended(self, begin: int, at: int, end: int) -> int:
        """The end of the expression: of the second date where two make a span, else of the first."""
        while (between := join().match(self.text, at, end)) is not None:
            after = point().match(self.text, between.end(), end) or right().match(
                self.text, between.end(), end
            )
            if after is None or after.end() == between.end():
                break
            listed = between["list"] is not None
            if listed and not self._lists(begin, at, after.group()):
                break
            at = after.end()
            if not listed:
                break
        if (close := opened().match(self.text, at, end)) is not None:
            at = close.end()
        return at

    def _lists(self, begin: int, at: int, after: str) -> bool:
        """Whether a comma joins two years (1985、1986年; 1985年和1986年) or two months (3、4月)."""
        before = self.text[begin:at]
        if not before[-1].isdecimal():
            return bool(
                re.fullmatch(r"\d{4}年", before[-5:])
                and re.fullmatch(r"\d{4}年?", after)
                and self.text[at] in "、和及"
            )
        return bool(re.fullmatch(r"\d{4}(?:年|[一两二三四五]年)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日", after))

    def _dated(self, span: Span) -> Span | None:
        """The span with an era that was dropped put back; None for a bare length of time (16年)."""
        first = span.first
        if first.count is not None and first.era is None:
            dated = _in_era(first, self.era)
            if dated is None:
                return None
            span = replace(span, first=dated)
            first = dated
        if first.era is not None or first.year is not None:
            self.era = (span.last or first) if first.era else None
        return span

    def _expression(self, start: int, end: int, span: Span) -> TimeExpression:
        text = self.text[start:end]
        form, interval = _read(text, span)
        return TimeExpression(start, end, text, form, interval)


@lru_cache(maxsize=4096)
def _read(text: str, span: Span) -> tuple[str, Interval | None]:
    """The form of an expression, and its interval where it needs no context."""
    return _form(span.first), read_interval(text, span)


def _in_era(date: Written, era: Written | None) -> Written | None:
    """The date under the era of the last one, if the count runs on from there (民国21年 … 25年)."""
    if era is None or (date.year is None and (date.count or 0) < (era.count or 0)):
        return None
    year = date.year or era_year(era.era or REPUBLIC, date.count or 0)
    return None if year is None else replace(date, year=year, era=era.era)


def _form(date: Written) -> str:
    if date.era == REPUBLIC:
        return "republic"
    if date.era is not None:
        return "reign"
    if date.period:
        return "period"
    if date.relative is not None or date.year is None:
        return "lunar" if date.lunar and date.relative is None else "relative"
    return "lunar" if date.lunar else "gregorian"
