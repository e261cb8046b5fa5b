"""Looking up a resolved page's times: which year holds here, which date stands in this span.

Pure functions over what the stage ``resolve`` left behind (``Resolution.years`` and ``Resolution.times``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

from yearbook_kg.model import Interval, TimeExpression

_OFFSET = itemgetter(0)
Years = tuple[tuple[int, int | None], ...]


def year_at(years: Years, offset: int) -> int | None:
    """The year that holds at ``offset`` (code points of the page), or None where no single year does.

    years: (offset, year) sorted by offset; each year holds from its offset to the next.

    >>> year_at(((10, 1950), (40, None), (60, 1953)), 25)
    1950
    >>> year_at(((10, 1950), (40, None), (60, 1953)), 5) is None
    True
    """
    index = bisect_right(years, offset, key=_OFFSET) - 1
    return years[index][1] if index >= 0 else None


def times_between(times: tuple[TimeExpression, ...], start: int, end: int) -> tuple[TimeExpression, ...]:
    """The time expressions that lie wholly inside ``start:end``; ``times`` are sorted and do not overlap.

    >>> t = TimeExpression(3, 8, "1950年", "gregorian")
    >>> times_between((t,), 0, 8) == (t,), times_between((t,), 4, 9)
    (True, ())
    """
    first = bisect_left(times, start, key=lambda time: time.start)
    last = bisect_right(times, end, first, key=lambda time: time.end)
    return times[first:last]


def interval_at(times: tuple[TimeExpression, ...], start: int, end: int) -> Interval | None:
    """The interval of the last resolved time expression inside ``start:end``, or None.

    >>> from yearbook_kg.model import PartialDate
    >>> when = Interval(PartialDate(1950), PartialDate(1950))
    >>> interval_at((TimeExpression(3, 8, "1950年", "gregorian", when),), 0, 20) == when
    True
    """
    found = (time.interval for time in reversed(times_between(times, start, end)))
    return next((interval for interval in found if interval is not None), None)
