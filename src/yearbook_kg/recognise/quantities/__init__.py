"""Entry -> the numbers of its body, each with unit and qualifier, before anyone asks what they measure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from yearbook_kg.model import Entry, Qualifier, Quantity
from yearbook_kg.recognise.quantities.cells import find_cells
from yearbook_kg.recognise.quantities.numbers import NUMERALS
from yearbook_kg.recognise.quantities.ranks import RULES, find_ranks
from yearbook_kg.recognise.quantities.reading import (
    DASHES,
    FIGURES,
    NUMBER,
    Reading,
    currency_behind,
    may_measure,
    read_currency,
    read_number,
    read_pair,
    read_partner,
)
from yearbook_kg.recognise.quantities.units import base_unit, kind_of, share_of_base
from yearbook_kg.recognise.quantities.words import (
    admits,
    implied_unit,
    per_area,
    qualifier_after,
    qualifier_before,
    threshold,
)
from yearbook_kg.rules import Found, Watch

__all__ = ["find_quantities"]

Span = tuple[int, int]

# Inside short quotes and titles a number is part of a name: “两免一补”, “3·16”, 《…一百例》.
_QUOTED = re.compile("“[^“”\n]{1,15}”|《[^《》\n]{1,80}》|‘[^‘’\n]{1,15}’")


def find_quantities(entry: Entry, taken: Sequence[Span]) -> tuple[Quantity, ...]:
    """Return the quantities of the body, sorted by offset, none overlapping.

    taken: sorted spans that are spoken for (dates, names): a number inside one is no quantity. Figures of the
    摘要 count only where the page has no body.

    >>> from yearbook_kg.model import Entry, Page, Section
    >>> text = "全市播种面积1,739.4万亩,商品率80—83%,参赛近1400名。"
    >>> page = Page(text, "a.txt", "a")
    >>> entry = Entry(page, "1", "析出资源", "body", (), (Section(0, len(text)),), 0, len(text))
    >>> for q in find_quantities(entry, ()):
    ...     print(q.text, q.value, q.unit, q.qualifier, q.shape)
    1,739.4万亩 17394000 亩 None cardinal
    80 80 % None lower
    83% 83 % None upper
    近1400名 1400 名 nearly cardinal
    """
    text = entry.text
    words = _watch().over(text)
    found: list[Quantity] = []
    cells: list[Quantity] = []
    spans: list[Span] = list(taken)
    for start, end in _stretches(entry):
        in_tables, tables = find_cells(text, start, end)
        cells += in_tables
        spans += tables
        spans += (m.span() for m in _QUOTED.finditer(text, start, end))
        found += _scan(words, start, end, taken)
    blocked = _merge(spans)
    return _sorted([*cells, *(q for q in found if not _hits(blocked, q))])


@cache
def _watch() -> Watch:
    return Watch(RULES)


def _stretches(entry: Entry) -> Iterator[Span]:
    body = [(s.start, s.end) for s in entry.sections if s.start < s.end]
    if not body:
        abstract = entry.field("摘要")
        body = [(abstract.start, abstract.end)] if abstract else []
    yield from body


def _merge(spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _hits(blocked: tuple[list[int], list[int]], quantity: Quantity) -> bool:
    starts, ends = blocked
    index = bisect_right(starts, quantity.end - 1) - 1
    return index >= 0 and ends[index] > quantity.start


def _sorted(found: list[Quantity]) -> tuple[Quantity, ...]:
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return tuple(kept)


def _scan(words: Found, start: int, end: int, taken: Sequence[Span]) -> Iterator[Quantity]:
    yield from find_ranks(words, start, end)
    text = words.text
    position = start
    for figures in FIGURES.finditer(text, start, end):
        position = max(position, figures.start())
        while position < figures.end():
            match = NUMBER.match(text, position, end)
            if match is None:
                position += 1
                continue
            idle = not may_measure(text, match) or _dated(text, match, taken)
            group = [] if idle else _read(text, match, start, end)
            yield from group
            position = group[-1].end if group else match.end()


def _dated(text: str, match: re.Match[str], taken: Sequence[Span]) -> bool:
    """Whether the number is that of a year or a day in a date, and no range begins with it."""
    end = match.end() + 1
    if text[end - 1 : end] not in ("年", "日") or text[end : end + 1] in DASHES:
        return False
    index = bisect_right(taken, (match.start(), len(text))) - 1
    return index >= 0 and taken[index][1] >= end


def _read(text: str, match: re.Match[str], start: int, stop: int) -> list[Quantity]:
    """The quantity that the number begins, two for a range, none where it measures nothing."""
    pair = read_pair(text, match, stop) if match[0][0] in NUMERALS else None
    first = pair[0] if pair else read_number(text, match, stop)
    if first is None:
        return []
    second = pair[1] if pair else None
    if second is None and text[first.end : first.end + 1] in DASHES:
        second = read_partner(text, first, stop)
    last = second or first
    if not last.unit and second is None:
        first.unit = implied_unit(text, first, start)
    if not last.unit:
        return []
    currency, begin = None, first.begin
    if kind_of(last.unit) == "money":
        currency, begin = read_currency(text, begin, start)
        currency = currency or (currency_behind(text, last.end) if last.unit in "元圆" else None)
    before, begin = qualifier_before(text, begin, start)
    after, end = qualifier_after(text, last.end, stop)
    if threshold(text, last.end, end, stop) and last.unit not in ("%", "\uff05"):
        return []
    if not admits(text, first, last, start):
        return []
    qualifier: Qualifier | None = before or after or ("over" if first.more or last.more else None)
    if last.unit == "厘" and currency is None:
        return []  # 年息8厘
    unit = currency if currency and last.unit in _YUAN else base_unit(last.unit)
    unit += per_area(text, begin, start)
    if last.unit in _DEGREES and (signed := _below_zero(text, begin)) < begin:
        begin, first.value = signed, -first.value
    if second is None:
        shape = "multiple" if unit == "倍" else "cardinal"
        return [_quantity(text, (begin, end), first, unit, qualifier, shape)]
    return [
        _quantity(text, (begin, first.end), first, unit, qualifier, "lower"),
        _quantity(text, (second.begin, end), second, unit, qualifier, "upper"),
    ]


_YUAN = ("元", "圆", "块", "块钱", "角", "厘")
_BELOW_ZERO = re.compile(r"(?:零下|[-\u2212\uff0d—])$")
_DEGREES = frozenset(("℃", "°C", "摄氏度", "度"))


def _below_zero(text: str, begin: int) -> int:
    """Where the sign of a temperature begins (零下10℃, -10.1℃); ``begin`` where there is none."""
    match = _BELOW_ZERO.search(text[max(0, begin - 2) : begin])
    return begin - len(match[0]) if match else begin


_WHOLE = Decimal(1)


def _quantity(
    text: str, span: Span, reading: Reading, unit: str, qualifier: Qualifier | None, shape: str
) -> Quantity:
    value = reading.value if reading.factor == 1 else reading.value * reading.factor
    value *= share_of_base(reading.unit)
    if not value.same_quantum(_WHOLE):
        value = value.quantize(_WHOLE) if value == value.to_integral_value() else value.normalize()
    return Quantity(span[0], span[1], text[span[0] : span[1]], value, unit, qualifier, shape)
