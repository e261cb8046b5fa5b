"""Every specific named thing of a page, as spans: the finders in order, and who wins where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yearbook_kg.model import Entry, Mention, TimeExpression
from yearbook_kg.recognise.names.bodies import other_bodies
from yearbook_kg.recognise.names.branches import double_plates, find_branches
from yearbook_kg.recognise.names.chains import find_chains
from yearbook_kg.recognise.names.events import find_events
from yearbook_kg.recognise.names.facilities import find_facilities
from yearbook_kg.recognise.names.honours import bracketed_honours, find_honours
from yearbook_kg.recognise.names.lists import find_lists, sharing
from yearbook_kg.recognise.names.organizations import composed, named, short_forms
from yearbook_kg.recognise.names.page import SURE, afterwards, from_fields, recurring, repeated
from yearbook_kg.recognise.names.persons import find_persons
from yearbook_kg.recognise.names.places import full_places, short_places
from yearbook_kg.recognise.names.places_cut import cut_places
from yearbook_kg.recognise.names.roads import find_roads
from yearbook_kg.recognise.names.rolls import find_rolls
from yearbook_kg.recognise.names.scan import scan
from yearbook_kg.recognise.names.sections import find_sections
from yearbook_kg.recognise.names.sessions import find_sessions
from yearbook_kg.recognise.names.works import find_chronicles, find_works

__all__ = ["find_names"]

_FINDERS = (
    short_forms,
    composed,
    named,
    other_bodies,
    find_branches,
    find_sections,
    find_lists,
    short_places,
    find_chains,
    find_persons,
    find_rolls,
    find_events,
    find_sessions,
    find_honours,
    bracketed_honours,
    find_facilities,
    find_roads,
    find_chronicles,
)


def find_names(entry: Entry, times: tuple[TimeExpression, ...]) -> tuple[Mention, ...]:
    """Return the names of the entry, sorted by offset, none inside another; no entity is set yet."""
    page = scan(entry, times)
    fields = tuple(from_fields(entry))
    works = [w for _, start, end in page.spans for w in find_works(page.text, start, end)]
    page = page.overlay((m.start, m.end, "W") for m in works)
    places = [*full_places(page), *cut_places(page)]
    page = page.overlay((m.start, m.end, "P") for m in places if m.confidence >= 0.9)
    page = page.overlay(recurring(page, [*fields, *places]))
    found = [*fields, *works, *places, *(mention for find in _FINDERS for mention in find(page))]
    found += [*double_plates(page, found), *sharing(page, found)]
    chosen = select(found)
    last = select([*chosen, *repeated(page, chosen), *afterwards(page, chosen)])
    return tuple(replace(mention, text=entry.text[mention.start : mention.end]) for mention in last)


def select(candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """The candidates that stand: typed fields, then the sure, then the longest; sorted, none overlapping.

    >>> a = Mention(0, 3, "吉安市", "Place", "r", 0.9)
    >>> b = Mention(0, 6, "吉安市总工会", "Organization", "r", 0.9)
    >>> [m.text for m in select([a, b])]
    ['吉安市总工会']
    """
    ranked = sorted(candidates, key=_rank)
    taken: set[int] = set()
    chosen: list[Mention] = []
    for mention in ranked:
        span = range(mention.start, mention.end)
        if taken.isdisjoint(span):
            chosen.append(mention)
            taken.update(span)
    return tuple(sorted(chosen, key=lambda m: m.start))


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
