"""Names as a person types them: quotes aside, with the nearest ones where nothing bears the name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from yearbook_kg.query.catalogue import load_question
from yearbook_kg.vocabulary import DCTERMS, SKOS

if TYPE_CHECKING:
    from yearbook_kg.query.source import Opened
    from yearbook_kg.terms import Iri

NAMES = (SKOS.prefLabel, DCTERMS.title, SKOS.altLabel, DCTERMS.identifier)
_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉\\s]")
_MOST = 5


def plain(name: str) -> str:
    """Return a name without quotes and white space, for which a keyboard has other signs than a page.

    >>> plain('万安县园区"职工之家"') == plain("万安县园区“职工之家”")
    True
    """
    return _QUOTES.sub("", name)


def bearers(opened: Opened, predicate: Iri, name: str) -> dict[str, str]:
    """Return what bears a name for a property, quotes aside: the names as they stand, by IRI."""
    wanted = plain(name)
    return {iri: label for iri, label in _labels(opened, predicate) if plain(label) == wanted}


def close_names(opened: Opened, name: str) -> tuple[str, ...]:
    """Return the names of the graph that are nearest to one that nothing bears, the nearest first.

    Names that hold it, or that it holds, stand before names that only look like it.
    """
    wanted = plain(name)
    known = sorted({label for predicate in NAMES[:3] for _, label in _labels(opened, predicate)})
    holding = [
        label for label in known if wanted and (wanted in label or (len(label) > 1 and label in wanted))
    ]
    holding.sort(key=lambda label: (abs(len(label) - len(wanted)), label))
    return tuple(dict.fromkeys([*holding, *get_close_matches(name, known, _MOST, 0.6)]))[:_MOST]


def unknown_names(opened: Opened, question: str, given: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return the values given for names that nothing in the graph bears, each with the nearest names.

    Only parameters that are whole names count: words that occur in a name have no nearest one.
    """
    kinds = {parameter.name: parameter.kind for parameter in load_question(question).parameters}
    found = {}
    for key, value in given.items():
        name = str(value).strip()
        if kinds.get(key) == "name" and not any(bearers(opened, one, name) for one in NAMES):
            found[name] = close_names(opened, name)
    return found


def _labels(opened: Opened, predicate: Iri) -> list[tuple[str, str]]:
    import pyoxigraph as ox

    quads = opened.store.quads_for_pattern(None, ox.NamedNode(predicate.value), None, None)
    return sorted(
        {
            (quad.subject.value, quad.object.value)
            for quad in quads
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
        }
    )
