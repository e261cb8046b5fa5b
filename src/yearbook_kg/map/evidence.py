"""The rows of one node: what it says, and which words of the page say it, by which rule, how surely."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook_kg.map.literals import decimal, string
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Evidence
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import PROV, YB, Word

Pairs = Iterable[tuple[Word, str | None]]


def described(node: str, pairs: Pairs) -> list[Row]:
    """Return what is known of a node, in the order given; what is not known (None) is not said."""
    return [(node, word.nt, value) for word, value in pairs if value is not None]


def derived(notes: Notebook, node: str, evidence: Evidence) -> list[Row]:
    """Return where a node was read: the span, the rule, how sure the rule is."""
    span = notes.span(evidence.start, evidence.end)
    notes.vouch(span)
    return [
        (node, PROV.wasDerivedFrom.nt, span),
        (node, YB.extractedBy.nt, string(evidence.rule)),
        (node, YB.confidence.nt, decimal(evidence.confidence)),
    ]
