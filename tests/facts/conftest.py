"""Sentences with marked names, for the tests of the facts: ``[O:市农业局|吉安市农业局]获[H:先进单位]``."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from yearbook_kg.evaluate.form import triple_of
from yearbook_kg.model import (
    Context,
    Entity,
    Entry,
    Frame,
    Interval,
    Mention,
    Page,
    PartialDate,
    Quantity,
    Resolution,
    Section,
    TimeExpression,
)
from yearbook_kg.relate.facts import find_facts

_MARK = re.compile(r"\[([OPNWEHFTQ]):([^|\]]+)(?:\|([^\]]*))?\]")
_TYPES = {
    "O": "Organization",
    "P": "Place",
    "N": "Person",
    "W": "Work",
    "E": "Event",
    "H": "Honour",
    "F": "Facility",
}


def read_marked(
    marked: str,
    *,
    organization: str = "",
    division: str = "吉安市",
    year: int | None = None,
    kind: str = "析出资源",
) -> tuple[Entry, Resolution]:
    """The marked sentences as a page with one section, its names tied; ``\\n`` starts a new line.

    year: the year that a yearbook covers; None makes the page one of a gazetteer.
    """
    text, at = "", 0
    mentions: list[Mention] = []
    times: list[TimeExpression] = []
    quantities: list[Quantity] = []
    years: list[tuple[int, int | None]] = [(0, year)]
    marked = marked.replace("\\n", "\n")
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        letter, words, value = match.groups()
        start, at = len(text), match.end()
        text += words
        if letter == "T":
            interval = _interval(value) if value else None
            times.append(TimeExpression(start, len(text), words, "gregorian", interval))
            if interval is not None and interval.year is not None:
                years.append((start, interval.year))
        elif letter == "Q":
            quantities.append(Quantity(start, len(text), words, Decimal(value or 1), "人"))
        else:
            entity = Entity(value or words.strip("《》"), _TYPES[letter])  # type: ignore[arg-type]
            mentions.append(Mention(start, len(text), words, _TYPES[letter], "test", 1.0, entity))  # type: ignore[arg-type]
    text += marked[at:]
    section = Section(0, len(text))
    entry = Entry(Page(text, "test", "test"), "x", kind, "lines", (), (section,), 0, len(text))
    home = Entity(division, "Place") if division else None
    body = Entity(organization, "Organization") if organization else None
    levels = {division[-1]: home} if home else {}
    frames = (Frame(0, len(text), body, home),)
    context = Context(home, body, None, year, levels, frames)
    return entry, Resolution(tuple(mentions), tuple(times), tuple(quantities), (), context, tuple(years))


def _interval(value: str) -> Interval:
    ends = [PartialDate(*(int(part) for part in end.split("-"))) for end in value.split("/")]
    return Interval(ends[0], ends[-1])


def _triples(marked: str, **page: object) -> set[str]:
    """The facts of the marked sentences as ``subject·predicate·object``, without those of the page."""
    entry, resolution = read_marked(marked, **page)  # type: ignore[arg-type]
    facts = find_facts(entry, resolution)
    return {
        "·".join(triple)
        for fact in facts
        if fact.evidence.rule
        not in (
            "division table",
            "place of the page",
            "body of the page",
            "levels of the page",
            "named after a place",
        )
        and (triple := triple_of(fact)) is not None
    }


@pytest.fixture
def triples() -> Callable[..., set[str]]:
    """What the marked sentences say, as ``subject·predicate·object``."""
    return _triples


@pytest.fixture
def marked() -> Callable[..., tuple[Entry, Resolution]]:
    """The marked sentences as a page."""
    return read_marked
