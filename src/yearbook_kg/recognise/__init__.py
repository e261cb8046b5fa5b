"""Entry -> Recognition: the names, times and quantities of a page, each a span."""

from __future__ import annotations

from yearbook_kg.model import Entry, Recognition
from yearbook_kg.recognise.learned import Recogniser, learned_names, second_opinion
from yearbook_kg.recognise.names import find_names
from yearbook_kg.recognise.quantities import find_quantities
from yearbook_kg.recognise.times import find_times

__all__ = ["Recogniser", "learned_names", "recognise"]


def recognise(entry: Entry, *, recogniser: Recogniser | None = None) -> Recognition:
    """Return every name, time and quantity of the entry; nothing is resolved yet.

    Times are found first and quantities last: the digits of a date are no quantity, nor is the 第一届 inside
    the name of an event. recogniser: a second opinion on names, which may add to those of the rules.
    """
    times = find_times(entry)
    mentions = find_names(entry, times)
    if recogniser is not None:
        mentions = second_opinion(mentions, recogniser(entry))
    taken = sorted([(m.start, m.end) for m in mentions] + [(t.start, t.end) for t in times])
    return Recognition(mentions, times, find_quantities(entry, taken))
