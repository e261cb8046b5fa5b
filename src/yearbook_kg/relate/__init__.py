"""Entry, Resolution -> facts: what the page says about the things it names, each with its evidence."""

from __future__ import annotations

from yearbook_kg.model import Entry, Fact, Resolution
from yearbook_kg.relate.facts import find_facts
from yearbook_kg.relate.observations import observe

__all__ = ["relate"]


def relate(entry: Entry, resolution: Resolution) -> tuple[Fact, ...]:
    """Return the facts of the entry, sorted by their evidence: observations, and all others."""
    facts: list[Fact] = [*observe(entry, resolution), *find_facts(entry, resolution)]
    return tuple(sorted(facts, key=lambda fact: (fact.evidence.start, fact.evidence.end)))
