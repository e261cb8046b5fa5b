"""The verbs that have events as their objects: 举办A, 协办A和B, 参加A."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Entity
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Form, pattern
from yearbook_kg.relate.facts.triggers import words

EVENT = pattern("<E>")
_LIST = "<E><B>?(?:\\s*(?:[、和及,]|以及)\\s*<E><B>?)*"
_GAP = "(?:了|过|[^,。<E><W>]{0,14}?)"


def _governing(family: str) -> Form:
    return pattern(lambda: f"(?P<verb>{words(family)}){_GAP}(?P<list>{_LIST})")


# sure before loose: an event is governed by the first that has it
_VERBS = tuple((family, _governing(family)) for family in ("cooperate", "participate", "organize"))


def acts(clause: Clause) -> Iterator[tuple[re.Match[str], list[tuple[int, Entity]], str]]:
    """Yield the verbs of the clause with the events that they have as objects, and the family of the verb.

    Every event is told once, with where its sign stands; a verb whose events are told already has none.
    """
    done: set[int] = set()
    for family, verb in _VERBS:
        for match in verb.finditer(clause.line.text, clause.start, clause.end):
            fresh = [(at, e) for at, e in clause.entities(*match.span("list"), "E") if at not in done]
            done.update(at for at, _ in fresh)
            yield match, fresh, family
