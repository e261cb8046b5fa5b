"""Facts with more than two ends: a node each, which carries its own evidence.

A conferral, tenure or change is named by what it says: told on two pages it is one, with two spans behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from yearbook_kg.map.concepts import concept
from yearbook_kg.map.evidence import derived, described
from yearbook_kg.map.identity import digest, interval_name, local
from yearbook_kg.map.literals import integer
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Change, Claim, Conferral, Entity, Interval, PartialDate, Tenure
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import ORG, RDF, TIME, YB


def conferral_rows(notes: Notebook, fact: Conferral) -> list[Row]:
    """Return who received which honour, when, of which level and rank, from whom, at which event."""
    recipient, honour = notes.entity(fact.recipient), notes.entity(fact.honour)
    key = digest(recipient[1:-1], honour[1:-1], _when(fact.time), str(fact.rank))
    node = notes.iri(f"conferral_{local(fact.recipient.name)}_{key}")
    rows = described(
        node,
        [
            (RDF.type, YB.Conferral.nt),
            (YB.recipient, recipient),
            (YB.honour, honour),
            (TIME.hasTime, _time(notes, fact.time)),
            (YB.honourLevel, concept("honour", fact.level)),
            (YB.rank, None if fact.rank is None else integer(fact.rank)),
            (YB.conferredBy, _entity(notes, fact.conferred_by)),
            (YB.inEvent, _entity(notes, fact.event)),
        ],
    )
    return rows + derived(notes, node, fact.evidence)


def tenure_rows(notes: Notebook, fact: Tenure) -> list[Row]:
    """Return who held which post, or was a member, at which body, when, and how it came about."""
    person, body = notes.entity(fact.person), notes.entity(fact.organization)
    key = digest(person[1:-1], body[1:-1], fact.post or "", _when(fact.time), fact.manner or "")
    node = notes.iri(f"tenure_{local(fact.person.name)}_{key}")
    rows = described(
        node,
        [
            (RDF.type, YB.Tenure.nt),
            (ORG.member, person),
            (ORG.organization, body),
            (ORG.role, notes.role(fact.post) if fact.post else None),
            (ORG.memberDuring, _time(notes, _term(fact))),
            (YB.manner, concept("manner", fact.manner)),
        ],
    )
    return rows + derived(notes, node, fact.evidence)


def _term(fact: Tenure) -> Interval | None:
    """The time of a tenure: a point is when it began, or when it ended if the words tell of leaving."""
    when = fact.time
    if when is None or when.start is None or when.start != when.end:
        return when
    if concept("manner", fact.manner) in {concept("manner", "removed"), concept("manner", "left")}:
        return Interval(None, when.end)
    return Interval(when.start, None)


def change_rows(notes: Notebook, fact: Change) -> list[Row]:
    """Return what became what, and when."""
    before, after = notes.entity(fact.original), notes.entity(fact.resulting)
    key = digest(before[1:-1], after[1:-1], _when(fact.time))
    kind = concept("change", fact.kind)
    node = notes.iri(f"change_{local(fact.original.name)}_{key}")
    organizations = fact.original.type == fact.resulting.type == "Organization"
    rows = described(
        node,
        [
            (RDF.type, _change(of_organizations=organizations)),
            (YB.changeKind, kind),
            (YB.before, before),
            (YB.after, after),
            (ORG.originalOrganization, before if organizations else None),
            (ORG.resultingOrganization, after if organizations else None),
            (TIME.hasTime, _time(notes, fact.time)),
        ],
    )
    return rows + derived(notes, node, fact.evidence)


def founding_rows(notes: Notebook, claims: Sequence[Claim]) -> list[Row]:
    """Return how things came to be: one change for each thing and each year that the page gives for it.

    Two years for one thing stay two changes, so that a question finds them; a founder without a year goes to
    the change of the one year that the page gives, if it gives but one.
    """
    rows: list[Row] = []
    years: dict[Entity, set[PartialDate]] = {}
    for claim in claims:
        if isinstance(claim.object, PartialDate) and isinstance(claim.subject, Entity):
            years.setdefault(claim.subject, set()).add(claim.object)
    for claim in claims:
        match claim:
            case Claim(Entity() as thing, "foundedYear", PartialDate() as when):
                rows += _founding(notes, claim, thing, when, None)
            case Claim(Entity() as agent, "founded", Entity() as thing):
                known = years.get(thing, set())
                only = next(iter(known)) if len(known) == 1 else None
                rows += _founding(notes, claim, thing, only, notes.entity(agent))
    return rows


def _founding(
    notes: Notebook, claim: Claim, thing: Entity, when: PartialDate | None, founder: str | None
) -> list[Row]:
    iri = notes.entity(thing)
    interval = Interval(when, when) if when else None
    node = notes.iri(f"change_{local(thing.name)}_{digest(iri[1:-1], 'founding', _when(interval))}")
    organization = thing.type == "Organization"
    rows = described(
        node,
        [
            (RDF.type, _change(of_organizations=organization)),
            (YB.changeKind, concept("change", "founding")),
            (YB.after, iri),
            (ORG.resultingOrganization, iri if organization else None),
            (YB.founder, founder),
            (TIME.hasTime, _time(notes, interval)),
        ],
    )
    return rows + derived(notes, node, claim.evidence)


def _change(*, of_organizations: bool) -> str:
    return (YB.OrganizationChange if of_organizations else YB.Change).nt


def _entity(notes: Notebook, entity: Entity | None) -> str | None:
    return notes.entity(entity) if entity else None


def _time(notes: Notebook, interval: Interval | None) -> str | None:
    if interval is None or (interval.start is None and interval.end is None):
        return None
    return notes.time(interval)


def _when(interval: Interval | None) -> str:
    return interval_name(interval) if interval else ""
