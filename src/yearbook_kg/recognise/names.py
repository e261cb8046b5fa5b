"""Every specific named thing of a page, as spans: the order of the finders, and who wins where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yearbook_kg.model import Entry, Mention, TimeExpression
from yearbook_kg.recognise.names_events import find_events
from yearbook_kg.recognise.names_facilities import find_facilities
from yearbook_kg.recognise.names_honours import find_honours
from yearbook_kg.recognise.names_lists import find_lists
from yearbook_kg.recognise.names_organizations import bureaus, composed, internal, named, presented, schools, short_forms, zoned
from yearbook_kg.recognise.names_page import afterwards, from_fields, repeated
from yearbook_kg.recognise.names_persons import find_persons
from yearbook_kg.recognise.names_places import full_places, short_places
from yearbook_kg.recognise.names_scan import Scan, scan
from yearbook_kg.recognise.names_works import find_works

__all__ = ["find_names"]

_SURE = 0.84


def find_names(entry: Entry, times: tuple[TimeExpression, ...]) -> tuple[Mention, ...]:
    """Return the names of the entry, sorted by offset, none inside another; no entity is set yet."""
    page = scan(entry, times)
    fields = tuple(from_fields(entry))
    works = [w for _, start, end in page.spans for w in find_works(page.text, start, end)]
    page = page.overlay((m.start, m.end, "W") for m in works)
    places = list(full_places(page))
    page = page.overlay((m.start, m.end, "P") for m in places if m.confidence >= 0.9)
    found = [*fields, *works, *places, *_named(page)]
    chosen = select(found)
    last = select([*chosen, *repeated(page, chosen), *afterwards(page, chosen)])
    return tuple(replace(mention, text=entry.text[mention.start : mention.end]) for mention in last)


def _named(page: Scan) -> Iterable[Mention]:
    yield from short_forms(page)
    yield from composed(page)
    yield from named(page)
    yield from schools(page)
    yield from bureaus(page)
    yield from zoned(page)
    yield from presented(page)
    yield from internal(page)
    yield from find_lists(page)
    yield from short_places(page)
    yield from find_persons(page)
    yield from find_events(page)
    yield from find_honours(page)
    yield from find_facilities(page)


def select(candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """The candidates that stand: a typed field first, then the longest, then the surest; sorted, none overlapping.

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
        if mention.start not in taken and mention.end - 1 not in taken:
            chosen.append(mention)
            taken.update(span)
    return tuple(sorted(chosen, key=lambda m: m.start))


def _rank(mention: Mention) -> tuple[bool, bool, int, float, int, str]:
    """Typed fields first; then sure before loose; then long before short; then the surer rule."""
    return (
        mention.rule != "field",
        mention.confidence < _SURE,
        mention.start - mention.end,
        -mention.confidence,
        mention.start,
        mention.type,
    )
