"""Every specific named thing of a page, as spans: the finders in order, and who wins where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from operator import attrgetter

from yearbook_kg.model import Entry, Mention, TimeExpression
from yearbook_kg.recognise.names import (
    bodies,
    branches,
    chains,
    events,
    facilities,
    honours,
    lists,
    organizations,
    persons,
    places,
    places_cut,
    roads,
    rolls,
    sections,
    sessions,
    works,
)
from yearbook_kg.recognise.names.page import SURE, afterwards, from_fields, recurring, repeated
from yearbook_kg.recognise.names.scan import RULES, narrow, scan
from yearbook_kg.rules import Watch

__all__ = ["find_names"]

_FINDERS = (
    organizations.short_forms,
    organizations.composed,
    organizations.named,
    bodies.other_bodies,
    branches.find_branches,
    sections.find_sections,
    lists.find_lists,
    places.short_places,
    chains.find_chains,
    persons.find_persons,
    rolls.find_rolls,
    events.find_events,
    sessions.find_sessions,
    honours.find_honours,
    honours.bracketed_honours,
    facilities.find_facilities,
    roads.find_roads,
    works.find_chronicles,
)


@cache
def _watch() -> Watch:
    """What the finders look for in the text of a page, to be found in one pass."""
    return Watch(
        (
            *(*RULES, *bodies.RULES, *branches.RULES, *chains.RULES, *events.RULES, *facilities.RULES),
            *(*honours.RULES, *lists.RULES, *persons.RULES, *places_cut.RULES, *roads.RULES, *rolls.RULES),
            *(*sections.RULES, *sessions.RULES, *works.RULES),
        )
    )


def find_names(entry: Entry, times: tuple[TimeExpression, ...]) -> tuple[Mention, ...]:
    """Return the names of the entry, sorted by offset, none inside another; no entity is set yet."""
    page = scan(entry, _watch().over(narrow(entry.text)), times)
    fields = tuple(from_fields(entry))
    titles = [w for _, start, end in page.spans for w in works.find_works(page.text, start, end)]
    page = page.overlay((m.start, m.end, "W") for m in titles)
    known = [*places.full_places(page), *places_cut.cut_places(page)]
    page = page.overlay((m.start, m.end, "P") for m in known if m.confidence >= 0.9)
    page = page.overlay(recurring(page, [*fields, *known]))
    found = [*fields, *titles, *known, *(mention for find in _FINDERS for mention in find(page))]
    found += [*branches.double_plates(page, found), *lists.sharing(page, found)]
    chosen = select(found)
    last = select([*chosen, *repeated(page, chosen), *afterwards(page, chosen)])
    return last if page.text == entry.text else tuple(_reworded(mention, entry.text) for mention in last)


def _reworded(mention: Mention, text: str) -> Mention:
    """The mention in the words of ``text``."""
    words = text[mention.start : mention.end]
    return mention if words == mention.text else replace(mention, text=words)


def select(candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """The candidates that stand: typed fields, then the sure, then the longest; sorted, none overlapping.

    >>> a = Mention(0, 3, "吉安市", "Place", "r", 0.9)
    >>> b = Mention(0, 6, "吉安市总工会", "Organization", "r", 0.9)
    >>> [m.text for m in select([a, b])]
    ['吉安市总工会']
    """
    chosen: list[Mention] = []
    rivals: list[Mention] = []  # a run of candidates, each overlapping one before it
    reached = -1
    for mention in sorted(candidates, key=_START):
        if mention.start >= reached:
            chosen += _ranked(rivals)
            rivals = []
        rivals.append(mention)
        reached = max(reached, mention.end)
    return (*chosen, *_ranked(rivals))


_START = attrgetter("start")


def _ranked(rivals: list[Mention]) -> list[Mention]:
    """Those of the rivals that stand, by start."""
    if len(rivals) < 2:
        return rivals
    taken: set[int] = set()
    chosen: list[Mention] = []
    for mention in sorted(rivals, key=_rank):
        span = range(mention.start, mention.end)
        if taken.isdisjoint(span):
            chosen.append(mention)
            taken.update(span)
    return sorted(chosen, key=_START)


def _rank(mention: Mention) -> tuple[bool, bool, int, float, int, str]:
    """Typed fields first; then sure before loose; then long before short; then the surer rule."""
    return (
        mention.rule != "field",
        mention.confidence < SURE,
        mention.start - mention.end,
        -mention.confidence,
        mention.start,
        mention.type,
    )
