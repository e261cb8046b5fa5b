"""How Chinese prose writes a date: numerals, eras, reigns, named stretches of years, and spans.

Shared by ``recognise.times``, which finds dates, and ``resolve.years``, which ties the relative ones.

    >>> from yearbook_kg.dates import interval_over, read_span
    >>> str(interval_over(read_span("民国16年(1927)3月"), None).start)
    '1927-03'
"""

from __future__ import annotations

from yearbook_kg.dates.eras import era_year, numeral, period_years, reigns
from yearbook_kg.dates.written import (
    Span,
    Written,
    interval_of,
    interval_over,
    read_date,
    read_interval,
    read_span,
)

__all__ = [
    "Span",
    "Written",
    "era_year",
    "interval_of",
    "interval_over",
    "numeral",
    "period_years",
    "read_date",
    "read_interval",
    "read_span",
    "reigns",
]
