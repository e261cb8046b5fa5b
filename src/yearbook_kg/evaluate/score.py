"""The measures of the gold's guideline: mentions, linking, observations, facts.

A page is a dict in the gold format (room ``evaluate.form``). Matching is one to one and greedy in the order
of the text, so that the counts equal those of the reference scorer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

Item = dict[str, Any]
Triple = tuple[str, str, str]

# Brackets and quotes are no part of a name's identity: 《吉安年鉴2013》 is 吉安年鉴2013.
_BRACKETS = str.maketrans("", "", "“”《》‘’")
_UNITS = {"元": "CNY", "人民币元": "CNY", "百分点": "个百分点", "percent": "%"}


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 from counts.

    >>> Rates(hits=8, gold=10, predicted=8).precision, round(Rates(8, 10, 8).f1, 3)
    (1.0, 0.889)
    """

    hits: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 1 where neither side has any."""
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where the gold has none."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Rates) -> Rates:
        return Rates(self.hits + other.hits, self.gold + other.gold, self.predicted + other.predicted)


@dataclass(frozen=True, slots=True)
class Finding:
    """One error: what was missed, or given and wrong. part: mention | link | observation | figure | fact."""

    part: str
    verdict: str
    text: str
    start: int = -1
    end: int = -1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """All measures of one page or of many."""

    strict: Rates = Rates(0, 0, 0)
    lenient: Rates = Rates(0, 0, 0)
    links: Rates = Rates(0, 0, 0)
    values: Rates = Rates(0, 0, 0)
    full: Rates = Rates(0, 0, 0)
    facts: Rates = Rates(0, 0, 0)
    types: dict[str, Rates] = field(default_factory=dict)
    predicates: dict[str, Rates] = field(default_factory=dict)

    @property
    def linking(self) -> float:
        """Share of the right spans that carry the right entity."""
        return self.links.hits / self.links.gold if self.links.gold else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.strict + other.strict,
            self.lenient + other.lenient,
            self.links + other.links,
            self.values + other.values,
            self.full + other.full,
            self.facts + other.facts,
            _merge(self.types, other.types),
            _merge(self.predicates, other.predicates),
        )


@dataclass(frozen=True, slots=True)
class PageScore:
    """The measures of one page and its errors, in the order of the text."""

    page: str
    score: Score
    findings: tuple[Finding, ...]


def score_page(page: str, gold: Item, predicted: Item) -> PageScore:
    """Score one page; ``gold`` and ``predicted`` are in the gold format."""
    findings: list[Finding] = []
    strict, lenient, links, types = _mentions(gold["mentions"], predicted["mentions"], findings)
    values, full = _observations(gold["observations"], predicted["observations"], findings)
    facts, predicates = _facts(gold["facts"], predicted["facts"], findings)
    return PageScore(
        page, Score(strict, lenient, links, values, full, facts, types, predicates), tuple(findings)
    )


def total(pages: Iterable[PageScore]) -> Score:
    """Sum the counts over pages (micro-average)."""
    result = Score()
    for page in pages:
        result += page.score
    return result


def same_name(name: str | None) -> str:
    """Return a name as it is compared: without quotes and title brackets."""
    return (name or "").translate(_BRACKETS).strip()


def _merge(left: dict[str, Rates], right: dict[str, Rates]) -> dict[str, Rates]:
    none = Rates(0, 0, 0)
    return {key: left.get(key, none) + right.get(key, none) for key in sorted(left | right)}


def _match(
    gold: Sequence[Item], predicted: Sequence[Item], agree: Callable[[Item, Item], bool]
) -> list[tuple[Item, Item]]:
    used: set[int] = set()
    pairs = []
    for wanted in gold:
        for index, given in enumerate(predicted):
            if index not in used and agree(wanted, given):
                used.add(index)
                pairs.append((wanted, given))
                break
    return pairs


def _overlap(a: Item, b: Item) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _mentions(
    gold: list[Item], predicted: list[Item], findings: list[Finding]
) -> tuple[Rates, Rates, Rates, dict[str, Rates]]:
    pairs = _match(gold, predicted, lambda a, b: _mention_key(a) == _mention_key(b))
    loose = _match(gold, predicted, lambda a, b: _overlap(a, b) and a["type"] == b["type"])
    linked = [(a, b) for a, b in pairs if same_name(a["entity"]) == same_name(b.get("entity"))]
    hit = {_mention_key(a) for a, _ in pairs}
    for verdict, side in (("missed", gold), ("extra", predicted)):
        findings += [
            Finding("mention", verdict, m["text"], m["start"], m["end"], m["type"])
            for m in side
            if _mention_key(m) not in hit
        ]
    right = {id(a) for a, _ in linked}
    findings += [
        Finding("link", "wrong", a["text"], a["start"], a["end"], f"{b.get('entity')} ≠ {a['entity']}")
        for a, b in pairs
        if id(a) not in right
    ]
    hits, wanted, given = (
        Counter(m["type"] for m in side) for side in ([a for a, _ in pairs], gold, predicted)
    )
    types = {kind: Rates(hits[kind], wanted[kind], given[kind]) for kind in sorted(wanted | given)}
    n, p = len(gold), len(predicted)
    return (
        Rates(len(pairs), n, p),
        Rates(len(loose), n, p),
        Rates(len(linked), len(pairs), len(pairs)),
        types,
    )


def _mention_key(mention: Item) -> tuple[int, int, str]:
    return mention["start"], mention["end"], mention["type"]


def _observations(gold: list[Item], predicted: list[Item], findings: list[Finding]) -> tuple[Rates, Rates]:
    pairs = _match(gold, predicted, _same_figure)
    full = [(a, b) for a, b in pairs if not figure_faults(a, b)]
    for verdict, side, hit in (
        ("missed", gold, {id(a) for a, _ in pairs}),
        ("extra", predicted, {id(b) for _, b in pairs}),
    ):
        findings += [
            Finding(
                "observation",
                verdict,
                o["text"],
                o["start"],
                o["end"],
                f"{o['value']} {o['unit']} {o['kind']}",
            )
            for o in side
            if id(o) not in hit
        ]
    findings += [
        Finding("figure", "wrong", a["text"], a["start"], a["end"], "; ".join(faults))
        for a, b in pairs
        if (faults := figure_faults(a, b))
    ]
    n, p = len(gold), len(predicted)
    return Rates(len(pairs), n, p), Rates(len(full), n, p)


def _same_figure(a: Item, b: Item) -> bool:
    return (
        _overlap(a, b)
        and _number(a["value"]) == _number(b["value"])
        and _UNITS.get(a["unit"], a["unit"]) == _UNITS.get(b["unit"], b["unit"])
        and bool(a["kind"] == b["kind"])
    )


def figure_faults(gold: Item, predicted: Item) -> list[str]:
    """Return what keeps a right value from being a full hit: indicator, subject and place, year."""
    faults = []
    indicator = predicted.get("indicator") or ""
    if not any(all(word in indicator for word in words) for words in gold["indicator"]):
        faults.append(f"indicator {indicator!r} lacks {gold['indicator']}")
    if same_name(gold.get("subject")) != same_name(predicted.get("subject")) and same_name(
        gold.get("place")
    ) != same_name(predicted.get("place")):
        faults.append(f"subject {predicted.get('subject')} ≠ {gold.get('subject')}")
    if gold.get("year") != predicted.get("year"):
        faults.append(f"year {predicted.get('year')} ≠ {gold.get('year')}")
    return faults


def _number(value: object) -> object:
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return value


def _facts(
    gold: list[list[str]], predicted: list[list[str]], findings: list[Finding]
) -> tuple[Rates, dict[str, Rates]]:
    wanted = {_fact_key(fact) for fact in gold}
    # A true ancestor of a division that the gold does not list is no error: extra locatedIn are not counted.
    given = {key for fact in predicted if (key := _fact_key(fact)) in wanted or key[1] != "locatedIn"}
    findings += [Finding("fact", "missed", " · ".join(key)) for key in sorted(wanted - given)]
    findings += [Finding("fact", "extra", " · ".join(key)) for key in sorted(given - wanted)]
    hits, gold_count, given_count = (Counter(k[1] for k in side) for side in (wanted & given, wanted, given))
    predicates = {p: Rates(hits[p], gold_count[p], given_count[p]) for p in sorted(gold_count | given_count)}
    return Rates(len(wanted & given), len(wanted), len(given)), predicates


def _fact_key(fact: Sequence[str]) -> Triple:
    subject, predicate, target = (same_name(part) for part in fact)
    return subject, predicate, target
