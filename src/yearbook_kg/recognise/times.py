"""Entry -> TimeExpressions: the words that say when, over the header and the body of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yearbook_kg.dates import REPUBLIC, Span, Written, era_year, read_interval, read_span
from yearbook_kg.model import Entry, TimeExpression
from yearbook_kg.prose import regions
from yearbook_kg.recognise.times_pattern import pattern

__all__ = ["find_times", "scan_times"]

# Fields of numbers that only look like dates: identifiers, classification, page numbers.
_NO_DATES = {"唯一号", "分类号", "页数", "页码", "起始页", "文件路径", "知识类型"}
_QUOTED = re.compile(r"《[^《》\n]*》|〔[^〔〕\n]*〕|\[\d{4}\]")


def find_times(entry: Entry) -> tuple[TimeExpression, ...]:
    """Find every expression of time in the regions of ``entry``.

    Sorted by start, none overlapping; ``start`` and ``end`` are code points of the page. An expression that
    names its year carries an interval; one that is relative (翌年3月, 是月, 6月) has None until resolved.
    Titles in 《》 and the years of document numbers 〔2008〕12号 hold none.
    """
    found: list[TimeExpression] = []
    for kind, start, end in regions(entry):
        if kind not in _NO_DATES:
            found.extend(scan_times(entry.text, start, end))
    return tuple(found)


def scan_times(text: str, start: int, end: int) -> Iterator[TimeExpression]:
    """Yield the expressions of time in ``text[start:end]``, in order.

    >>> t = "民国21年(1932)属之,25年改属,1951年至1953年3月"
    >>> [(x.text, x.form, str(x.interval.start)) for x in scan_times(t, 0, len(t))]
    [('民国21年(1932)', 'republic', '1932'), ('25年', 'republic', '1936'), ('1951年至1953年3月', 'gregorian', '1951')]
    """
    titles = [m.span() for m in _QUOTED.finditer(text, start, end)]
    era: Written | None = None
    position = start
    while (match := pattern().search(text, position, end)) is not None:
        position = max(match.end(), position + 1)
        while titles and titles[0][1] <= match.start():
            titles.pop(0)
        if titles and titles[0][0] <= match.start():
            continue
        span = read_span(match.group())
        if _dropped(span.first):
            if era is None or (dated := _in_era(span.first, era)) is None:
                continue
            span = replace(span, first=dated)
        if span.first.era is not None or span.first.year is not None:
            era = (span.last or span.first) if span.first.era else None
        yield _expression(match, span)


def _dropped(date: Written) -> bool:
    """Whether the words are a bare 十六年, which may be a length of time as well."""
    return date.count is not None and date.era is None


def _in_era(date: Written, era: Written) -> Written | None:
    """The date under the era of the last one, if the count runs on from there (民国21年 … 25年)."""
    if date.year is None and (date.count or 0) < (era.count or 0):
        return None
    year = date.year or era_year(era.era or REPUBLIC, date.count or 0)
    if year is None:
        return None
    return Written(year, era.era, date.count, None, date.month, date.day, date.part, date.lunar, date.leap)


def _expression(match: re.Match[str], span: Span) -> TimeExpression:
    text = match.group()
    return TimeExpression(match.start(), match.end(), text, _form(span.first), read_interval(text, span))


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
