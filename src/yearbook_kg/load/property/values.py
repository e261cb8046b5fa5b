"""Literals and times as the values of properties: numbers, years and dates typed, all else in its words."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from yearbook_kg.load.property.model import Said, Scalar
from yearbook_kg.nodes import Properties, is_time, moments, plain
from yearbook_kg.terms import XSD, Iri, Literal
from yearbook_kg.vocabulary import TIME

_LARGEST = 2**63 - 1
# Dates that a page may give to the year, the month or the day: text, for one property has one type.
_PARTIAL = frozenset({"birthDate", "deathDate"})


def number_or_words(literal: Literal) -> Scalar:
    """Return a literal as one value: a number, a year as a whole number, a truth value, or its words.

    >>> number_or_words(Literal("2012", XSD + "gYear"))
    2012
    """
    if literal.datatype == XSD + "gYear":
        return int(literal.value)
    value = plain(literal)
    return literal.value if isinstance(value, int) and abs(value) > _LARGEST else value


def said_literal(name: str, literal: Literal) -> list[Said]:
    """Return a literal as properties: a number that a double cannot hold has its digits in ``…_exact``.

    >>> said_literal("birthDate", Literal("1926-02", XSD + "gYearMonth"))[1:]
    [('birthDate_from', datetime.date(1926, 2, 1)), ('birthDate_to', datetime.date(1926, 2, 28))]
    """
    if name in _PARTIAL or literal.datatype in (XSD + "gYearMonth", XSD + "date"):
        first, last = dates(literal.value)
        bounds = [(f"{name}_from", first), (f"{name}_to", last)]
        return [(name, literal.value), *((key, day) for key, day in bounds if day is not None)]
    value = number_or_words(literal)
    if isinstance(value, float) and Decimal(repr(value)) != Decimal(literal.value):
        return [(name, value), (f"{name}_exact", literal.value)]
    return [(name, value)]


def dates(partial: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a year, a month or a day; none before our era.

    >>> dates("1998-02")
    (datetime.date(1998, 2, 1), datetime.date(1998, 2, 28))
    """
    parts = partial.split("-")
    if partial.startswith("-") or not all(part.isdigit() for part in parts) or not 1 <= int(parts[0]) <= 9999:
        return None, None
    year, month, day = (*(int(part) for part in parts), None, None)[:3]
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def times(things: Mapping[Iri, Properties], properties: Properties) -> list[Said]:
    """Return when a thing was, from the times that it links to: ``year``, ``start`` and ``end``.

    ``year`` is that of the start; ``start_date`` and ``end_date`` are the first and the last day.
    """
    found: list[Said] = []
    for targets in properties.values():
        for target in targets:
            if not isinstance(target, Iri) or not is_time(things.get(target, {})):
                continue
            # of an instant that is precise to the day the year is said too: the most precise is meant
            start = max(moments(things, target, TIME.hasBeginning), key=len, default=None)
            end = max(moments(things, target, TIME.hasEnd), key=len, default=None)
            if start is not None:
                year = int(start[:5] if start.startswith("-") else start[:4])
                found += [("year", year), ("start", start)]
                found += [("start_date", day) for day in dates(start)[:1] if day is not None]
            if end is not None:
                found.append(("end", end))
                found += [("end_date", day) for day in dates(end)[1:] if day is not None]
    return found
