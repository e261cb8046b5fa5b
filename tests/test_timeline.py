"""Looking up what was resolved."""

from __future__ import annotations

from yearbook_kg.model import Interval, PartialDate, TimeExpression
from yearbook_kg.timeline import interval_at, times_between, year_at

YEAR = Interval(PartialDate(1950), PartialDate(1950))
TIMES = (
    TimeExpression(0, 5, "1950年", "gregorian", YEAR),
    TimeExpression(8, 11, "解放后", "period"),
)


def test_a_year_holds_from_its_offset_to_the_next() -> None:
    years = ((3, 1950), (9, None))
    assert [year_at(years, offset) for offset in (2, 3, 8, 9, 99)] == [None, 1950, 1950, None, None]
    assert year_at((), 4) is None


def test_times_between_lie_wholly_inside() -> None:
    assert times_between(TIMES, 0, 11) == TIMES
    assert times_between(TIMES, 1, 11) == TIMES[1:]
    assert times_between(TIMES, 0, 10) == TIMES[:1]


def test_the_last_resolved_interval_leads() -> None:
    assert interval_at(TIMES, 0, 11) == YEAR
    assert interval_at(TIMES, 6, 11) is None
