"""What kind of thing an entity is, told by the end of its canonical name."""

from __future__ import annotations

from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import EntityType

_TABLES: dict[str, str] = {
    "Organization": "resolve_kinds",
    "Place": "resolve_place_kinds",
    "Event": "resolve_event_kinds",
    "Facility": "resolve_facility_kinds",
}
# What stands first in the name of a committee tells more than its end.
_STARTS = (
    ("中共", "party"),
    ("共青团", "youth"),
    ("政协", "cppcc"),
    ("中国国民党", "party"),
    ("中国人民政治协商会议", "cppcc"),
    ("中国共产党", "party"),
)
_FIRST_WORDS = tuple(start for start, _ in _STARTS)
_LONGEST = 16


@cache
def _suffixes(table: str) -> dict[str, str]:
    return {row["suffix"]: row["kind"] for row in tables.load(table)}


@cache
def _lengths(table: str) -> dict[str, tuple[int, ...]]:
    """How long the suffixes are that end in a character, longest first; none is longer than sixteen."""
    found: dict[str, set[int]] = {}
    for suffix in _suffixes(table):
        if len(suffix) <= _LONGEST:
            found.setdefault(suffix[-1], set()).add(len(suffix))
    return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in found.items()}


def kind_of(name: str, type_: EntityType) -> str | None:
    """Return the concept of the ontology's schemes that fits a canonical name, or None.

    The longest suffix of the type's table wins; quotes and brackets at the end of the name do not count.

    >>> kind_of("吉安市总工会", "Organization"), kind_of("三官桥", "Facility"), kind_of("张晴", "Person")
    ('union', 'bridge', None)
    """
    table = _TABLES.get(type_)
    if table is None:
        return None
    if type_ == "Organization" and name.startswith(_FIRST_WORDS):
        return next(kind for start, kind in _STARTS if name.startswith(start))
    suffixes = _suffixes(table)
    bare = name.rstrip("”’」』》)）\"' ")
    for length in _lengths(table).get(bare[-1:], ()):
        if (end := bare[-length:]) in suffixes:
            return suffixes[end]
    return None
