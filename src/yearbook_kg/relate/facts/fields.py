"""Where a field of a typed card contradicts its body: both are kept, and the body leads.

The fields are machine-made: a card may give 1898 for a birth that the text puts in 光绪二十三年 (1897).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yearbook_kg import fields
from yearbook_kg.model import Claim, Entity, Entry, Evidence, Fact, PartialDate

RULE = "field:contradicted"
# Of a field against its body, one in about three was right on the cards that were looked at.
CONFIDENCE = 0.3

_YEARS = {"出生时间": "bornYear", "逝世时间": "diedYear", "起始时间": "eventYear"}
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?=\D|$)")


def contradicted(entry: Entry, facts: Iterable[Fact]) -> Iterator[Claim]:
    """Yield what the fields say otherwise than ``facts``, which were read out of the body.

    A field that the body bears out, or is silent about, yields nothing here.
    """
    card = fields.name(entry)
    if card is None:
        return
    name = "".join(card.name.split())
    claims = [fact for fact in facts if isinstance(fact, Claim) and isinstance(fact.subject, Entity)]
    for label, predicate in _YEARS.items():
        field = entry.field(label)
        written = _YEAR.search(field.value) if field is not None else None
        if field is None or written is None:
            continue
        year = PartialDate(int(written.group()))
        told = [c for c in claims if c.predicate == predicate and getattr(c.subject, "name", "") == name]
        if told and all(not isinstance(c.object, PartialDate) or c.object.year != year.year for c in told):
            evidence = Evidence(field.start, field.end, RULE, CONFIDENCE)
            yield Claim(told[0].subject, predicate, year, evidence)
