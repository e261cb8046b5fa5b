"""The gold format: one JSON object per page with its mentions, observations and facts by canonical name."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from yearbook_kg.model import Change, Claim, Conferral, Document, Entity, Fact, Granule, Observation, Tenure


def gold_form(document: Document) -> dict[str, Any]:
    """Return what was read from the page in the format of the gold annotation, ready for JSON.

    Mentions and observations are in the order of the text, facts sorted and without doubles; ``confidence``
    runs parallel to ``facts``.
    """
    text = document.entry.text
    mentions = [
        {
            "start": m.start,
            "end": m.end,
            "text": m.text,
            "type": m.type,
            "entity": m.entity.name if m.entity else m.text,
        }
        for m in document.resolution.mentions
    ]
    observations = [_observation(fact) for fact in document.facts if isinstance(fact, Observation)]
    # By the guideline facts follow the body: what only a contradicted field says stays in the graph alone.
    # The same triple may be said twice on a page: the surest statement of it counts.
    facts: dict[tuple[str, str, str], float] = {}
    for fact in document.facts:
        if (triple := triple_of(fact)) is not None and fact.evidence.rule != "field:contradicted":
            facts[triple] = max(facts.get(triple, 0.0), fact.evidence.confidence)
    return {
        "id": document.entry.id,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "mentions": mentions,
        "observations": observations,
        "facts": [list(triple) for triple in sorted(facts)],
        "confidence": [facts[triple] for triple in sorted(facts)],
    }


def triple_of(fact: Fact) -> tuple[str, str, str] | None:
    """Return a fact as subject, predicate, object by name; None for an observation.

    >>> from yearbook_kg.model import Evidence
    >>> zhang, union = Entity("张三", "Person"), Entity("吉安市总工会", "Organization")
    >>> triple_of(Tenure(zhang, union, "主席", Evidence(0, 2, "post")))
    ('张三', 'heldPost', '吉安市总工会/主席')
    """
    match fact:
        case Claim(subject, predicate, target):
            left = subject.id if isinstance(subject, Granule) else subject.name
            right = target.name if isinstance(target, Entity) else str(target)
            return left, predicate, right
        case Conferral(recipient, honour):
            return recipient.name, "receivedHonour", honour.name
        case Tenure(person, organization, None):
            return person.name, "memberOf", organization.name
        case Tenure(person, organization, post):
            return person.name, "heldPost", f"{organization.name}/{post}"
        case Change(original, resulting, kind):
            return original.name, kind, resulting.name
    return None


def _observation(fact: Observation) -> dict[str, Any]:
    return {
        "start": fact.evidence.start,
        "end": fact.evidence.end,
        "text": fact.text,
        "value": plain(fact.value),
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "kind": fact.kind,
        "indicator": fact.indicator,
        "subject": fact.subject.name if fact.subject else None,
        "place": fact.place.name if fact.place else None,
        "year": fact.year,
        "confidence": fact.evidence.confidence,
    }


def plain(value: Decimal) -> str:
    """Return a decimal in canonical form: no exponent, no trailing zeros.

    >>> plain(Decimal("8.2260E+5")), plain(Decimal("91.0"))
    ('822600', '91')
    """
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
