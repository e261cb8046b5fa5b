"""Measured figures: a node each, named by its span and by what it says.

The same figure in two places is two readings.
"""

from __future__ import annotations

from collections.abc import Sequence

from yearbook_kg.map.concepts import concept
from yearbook_kg.map.evidence import derived, described
from yearbook_kg.map.identity import digest
from yearbook_kg.map.literals import decimal, lexical, string, text
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Observation
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import RDF, YB


class Compared:
    """The figures of a page that changes refer to, by their spans."""

    def __init__(self, notes: Notebook, facts: Sequence[Observation]) -> None:
        wanted = {fact.compared_with for fact in facts if fact.compared_with}
        found = dict.fromkeys(fact for fact in facts if wanted and _span(fact) in wanted)
        self._nodes = {_span(fact): _node(notes, fact) for fact in found}

    def of(self, fact: Observation) -> str | None:
        """Return the figure that a change is measured against, if the page gives it."""
        return self._nodes.get(fact.compared_with) if fact.compared_with else None


def _span(fact: Observation) -> tuple[int, int]:
    return fact.evidence.start, fact.evidence.end


def _node(notes: Notebook, fact: Observation) -> str:
    subject = fact.subject.name if fact.subject else ""
    value = lexical(decimal(fact.value))
    key = digest(value, fact.unit, fact.kind, fact.indicator, subject, str(fact.year), length=6)
    return notes.node("observation", fact.evidence.start, fact.evidence.end, key)


def observation_rows(notes: Notebook, fact: Observation, compared: str | None) -> list[Row]:
    """Return one measured figure; ``compared`` is the observation that a change refers to."""
    node = _node(notes, fact)
    doubt = fact.doubt or _implausible(fact)
    narrower = (fact.kind, fact.unit if fact.kind == "share" else "")
    rows = described(
        node,
        [
            (RDF.type, YB.Observation.nt),
            (RDF.type, _NARROWER.get(narrower) if doubt is None else None),
            (YB.indicator, notes.indicator(fact.indicator) if fact.indicator.strip() else None),
            (YB.value, decimal(fact.value)),
            (YB.unit, notes.unit(fact.unit) if fact.unit.strip() else None),
            (YB.statedValue, string(fact.text)),
            (YB.qualifier, concept("qualifier", fact.qualifier)),
            (YB.observationKind, concept("kind", fact.kind)),
            (YB.period, None if fact.year is None else notes.year(fact.year)),
            (YB.place, notes.entity(fact.place) if fact.place else None),
            (YB.subject, notes.entity(fact.subject) if fact.subject else None),
            (YB.comparedWith, compared),
            (YB.doubt, text(doubt) if doubt else None),
        ],
    )
    return rows + derived(notes, node, fact.evidence)


# What has a range of its own to be checked, unless the reader already doubts it: a share of 120% that is
# noted as doubtful is kept, with its doubt.
_NARROWER = {("share", "%"): YB.Share.nt, ("rank", ""): YB.Rank.nt}


def _implausible(fact: Observation) -> str | None:
    """Why a figure is wrong or no plain share as it stands: 占预算的103.2%. It is kept as it is."""
    if fact.kind == "share" and fact.unit == "%" and not 0 <= fact.value <= 100:
        return "占比不在0至100之间"
    if fact.kind == "rank" and fact.value < 1:
        return "名次小于一"
    return None
