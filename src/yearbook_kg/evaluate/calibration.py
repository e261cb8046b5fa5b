"""Is what the program is sure of right? Facts by confidence, and the share of them that the gold has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yearbook_kg.evaluate.score import same_name

# Lower bounds of the bins, highest first; the first is what a reader may take as certain.
BOUNDS = (0.9, 0.8, 0.7, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts whose confidence is at least ``low`` and below the bin above."""

    low: float
    given: int
    right: int

    @property
    def share(self) -> float:
        """Share of right facts; 1.0 in an empty bin."""
        return self.right / self.given if self.given else 1.0


def calibrate(pages: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> tuple[Bin, ...]:
    """Bin the facts of ``(gold, predicted)`` pages by confidence, highest bin first.

    ``predicted["confidence"]`` runs parallel to ``predicted["facts"]``. An extra ``locatedIn`` is left out,
    as the measures leave it out.

    >>> gold = {"facts": [["甲", "built", "乙"]]}
    >>> said = {"facts": [["甲", "built", "乙"], ["甲", "built", "丙"]], "confidence": [0.95, 0.6]}
    >>> [(b.low, b.given, b.right) for b in calibrate([(gold, said)]) if b.given]
    [(0.9, 1, 1), (0.5, 1, 0)]
    """
    given = dict.fromkeys(BOUNDS, 0)
    right = dict.fromkeys(BOUNDS, 0)
    for gold, predicted in pages:
        wanted = {tuple(map(same_name, fact)) for fact in gold["facts"]}
        for fact, confidence in zip(predicted["facts"], predicted["confidence"], strict=True):
            hit = tuple(map(same_name, fact)) in wanted
            if not hit and fact[1] == "locatedIn":
                continue
            low = next(bound for bound in BOUNDS if confidence >= bound)
            given[low] += 1
            right[low] += hit
    return tuple(Bin(low, given[low], right[low]) for low in BOUNDS)
