"""Times -> years: tie the relative dates, and say for every offset of the page which year holds there.

A yearbook's text is about the year that it covers: another year holds for its own sentence only. A gazetteer
tells a story: the last year that it names holds until it names another.
"""

from __future__ import annotations

import re
from dataclasses import replace

from yearbook_kg.dates import interval_over, read_span
from yearbook_kg.model import Entry, TimeExpression
from yearbook_kg.resolve.years.clock import Clock
from yearbook_kg.resolve.years.phrases import step_of
from yearbook_kg.timeline import Years

__all__ = ["covered_by_body", "resolve_times"]


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
    clock = Clock(entry.text, covered, _title_year(entry, tied) if covered is None else covered)
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
    year = covered + step_of(span.first.relative)[1] if step_of(span.first.relative)[0] == "year" else covered
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
