"""From a word of the text half to a concept of the ontology's schemes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from yearbook_kg.tables import load
from yearbook_kg.vocabulary import CONCEPT_BASE


@cache
def _concepts() -> Mapping[str, Mapping[str | None, str]]:
    """Scheme -> word -> the concept; every concept is also found by its own code."""
    found: defaultdict[str, dict[str | None, str]] = defaultdict(dict)
    for row in load("map_concepts"):
        for word in (row["concept"], row["label_zh"], *row["words"].split()):
            found[row["scheme"]].setdefault(word, concept_iri(f"{row['scheme']}_{row['concept']}"))
    for scheme, table in KIND_TABLES.items():
        for row in load(table):
            # the tables of kinds have a row for every suffix; the first names the concept
            found[scheme].setdefault(row["kind"], concept_iri(f"{scheme}_{row['kind']}"))
    return dict(found)


KIND_TABLES = {
    "org": "resolve_kinds",
    "event": "resolve_event_kinds",
    "place": "resolve_place_kinds",
    "facility": "resolve_facility_kinds",
}


def concept_iri(name: str) -> str:
    """Return the concept of a local name that is already safe."""
    return f"<{CONCEPT_BASE}{name}>"


def concept(scheme: str, word: str | None) -> str | None:
    """Return the concept of a scheme that a word or code means, or None.

    >>> concept("manner", "当选")
    '<https://w3id.org/yearbook-kg/concept/manner_elected>'
    >>> concept("manner", "张三") is None
    True
    """
    return _concepts()[scheme].get(word) if word else None
