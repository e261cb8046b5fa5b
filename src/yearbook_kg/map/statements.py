"""Facts with more than two ends: a node each, which carries its own evidence.

A conferral, tenure or change is named by what it says: told on two pages it is one, with two spans behind it.
An observation is named by its span too: the same figure in two places is two readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yearbook_kg.map.claims import derived
from yearbook_kg.map.concepts import concept
from yearbook_kg.map.identity import digest, interval_name, local
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Change, Claim, Conferral, Entity, Interval, Observation, PartialDate, Tenure
from yearbook_kg.terms import Iri, Term, Triple, decimal, integer, string, text
from yearbook_kg.vocabulary import ORG, RDF, TIME, YB

Pairs = Iterable[tuple[Iri, Term | None]]


def conferral_triples(notes: Notebook, fact: Conferral) -> Iterator[Triple]:
    """Yield who received which honour, when, of which level and rank, from whom, at which event."""
    recipient, honour = notes.entity(fact.recipient), notes.entity(fact.honour)
    key = digest(recipient.value, honour.value, _when(fact.time), str(fact.rank))
    node = notes.iri(f"conferral_{local(fact.recipient.name)}_{key}")
    yield Triple(node, RDF.type, YB.Conferral)
    yield from _said(
        node,
        [
            (YB.recipient, recipient),
            (YB.honour, honour),
            (TIME.hasTime, _time(notes, fact.time)),
            (YB.honourLevel, concept("honour", fact.level)),
            (YB.rank, None if fact.rank is None else integer(fact.rank)),
            (YB.conferredBy, _entity(notes, fact.conferred_by)),
            (YB.inEvent, _entity(notes, fact.event)),
        ],
    )
    yield from derived(notes, node, fact.evidence)


def tenure_triples(notes: Notebook, fact: Tenure) -> Iterator[Triple]:
    """Yield who held which post, or was a member, at which body, when, and how it came about."""
    person, body = notes.entity(fact.person), notes.entity(fact.organization)
    key = digest(person.value, body.value, fact.post or "", _when(fact.time), fact.manner or "")
    node = notes.iri(f"tenure_{local(fact.person.name)}_{key}")
    yield Triple(node, RDF.type, YB.Tenure)
    yield from _said(
        node,
        [
            (ORG.member, person),
            (ORG.organization, body),
            (ORG.role, notes.role(fact.post) if fact.post else None),
            (ORG.memberDuring, _time(notes, _term(fact))),
            (YB.manner, concept("manner", fact.manner)),
        ],
    )
    yield from derived(notes, node, fact.evidence)


def _term(fact: Tenure) -> Interval | None:
    """The time of a tenure: a point is when it began, or when it ended if the words tell of leaving."""
    when = fact.time
    if when is None or when.start is None or when.start != when.end:
        return when
    if concept("manner", fact.manner) in {concept("manner", "removed"), concept("manner", "left")}:
        return Interval(None, when.end)
    return Interval(when.start, None)


def change_triples(notes: Notebook, fact: Change) -> Iterator[Triple]:
    """Yield what became what, and when."""
    before, after = notes.entity(fact.original), notes.entity(fact.resulting)
    key = digest(before.value, after.value, _when(fact.time))
    kind = concept("change", fact.kind)
    node = notes.iri(f"change_{local(fact.original.name)}_{key}")
    organizations = fact.original.type == fact.resulting.type == "Organization"
    yield Triple(node, RDF.type, YB.OrganizationChange if organizations else YB.Change)
    yield from _said(node, [(YB.changeKind, kind), (YB.before, before), (YB.after, after)])
    if organizations:
        yield Triple(node, ORG.originalOrganization, before)
        yield Triple(node, ORG.resultingOrganization, after)
    yield from _said(node, [(TIME.hasTime, _time(notes, fact.time))])
    yield from derived(notes, node, fact.evidence)


def founding_triples(notes: Notebook, claims: Iterable[Claim]) -> Iterator[Triple]:
    """Yield how things came to be: one change for each thing and each year that the page gives for it.

    Two years for one thing stay two changes, so that a question finds them; a founder without a year goes to
    the change of the one year that the page gives, if it gives but one.
    """
    claims = list(claims)
    years: dict[Entity, set[PartialDate]] = {}
    for claim in claims:
        if isinstance(claim.object, PartialDate) and isinstance(claim.subject, Entity):
            years.setdefault(claim.subject, set()).add(claim.object)
    for claim in claims:
        match claim:
            case Claim(Entity() as thing, "foundedYear", PartialDate() as when):
                yield from _founding(notes, claim, thing, when, None)
            case Claim(Entity() as agent, "founded", Entity() as thing):
                known = years.get(thing, set())
                only = next(iter(known)) if len(known) == 1 else None
                yield from _founding(notes, claim, thing, only, notes.entity(agent))


def _founding(
    notes: Notebook, claim: Claim, thing: Entity, when: PartialDate | None, founder: Iri | None
) -> Iterator[Triple]:
    iri = notes.entity(thing)
    interval = Interval(when, when) if when else None
    node = notes.iri(f"change_{local(thing.name)}_{digest(iri.value, 'founding', _when(interval))}")
    organization = thing.type == "Organization"
    yield Triple(node, RDF.type, YB.OrganizationChange if organization else YB.Change)
    yield from _said(
        node,
        [
            (YB.changeKind, concept("change", "founding")),
            (YB.after, iri),
            (ORG.resultingOrganization, iri if organization else None),
            (YB.founder, founder),
            (TIME.hasTime, _time(notes, interval)),
        ],
    )
    yield from derived(notes, node, claim.evidence)


def observation_iris(notes: Notebook, facts: Iterable[Observation]) -> dict[Observation, Iri]:
    """Return the IRI of each observation: its span, and a hash of what it says."""
    found: dict[Observation, Iri] = {}
    for fact in facts:
        subject = fact.subject.name if fact.subject else ""
        said = (decimal(fact.value).value, fact.unit, fact.kind, fact.indicator, subject, str(fact.year))
        found[fact] = notes.node(
            "observation", fact.evidence.start, fact.evidence.end, digest(*said, length=6)
        )
    return found


def observation_triples(
    notes: Notebook, fact: Observation, node: Iri, compared: Iri | None
) -> Iterator[Triple]:
    """Yield one measured figure; ``compared`` is the observation that a change refers to."""
    doubt = fact.doubt or _implausible(fact)
    year = None if fact.year is None else Interval(PartialDate(fact.year), PartialDate(fact.year))
    yield Triple(node, RDF.type, YB.Observation)
    if doubt is None and (narrower := _NARROWER.get((fact.kind, fact.unit if fact.kind == "share" else ""))):
        yield Triple(node, RDF.type, narrower)
    yield from _said(
        node,
        [
            (YB.indicator, notes.indicator(fact.indicator) if fact.indicator.strip() else None),
            (YB.value, decimal(fact.value)),
            (YB.unit, notes.unit(fact.unit) if fact.unit.strip() else None),
            (YB.statedValue, string(fact.text)),
            (YB.qualifier, concept("qualifier", fact.qualifier)),
            (YB.observationKind, concept("kind", fact.kind)),
            (YB.period, _time(notes, year)),
            (YB.place, _entity(notes, fact.place)),
            (YB.subject, _entity(notes, fact.subject)),
            (YB.comparedWith, compared),
            (YB.doubt, text(doubt) if doubt else None),
        ],
    )
    yield from derived(notes, node, fact.evidence)


# What has a range of its own to be checked, unless the reader already doubts it: a share of 120% that is
# noted as doubtful is kept, with its doubt.
_NARROWER = {("share", "%"): YB.Share, ("rank", ""): YB.Rank}


def _implausible(fact: Observation) -> str | None:
    """Why a figure is wrong or no plain share as it stands: 占预算的103.2%. It is kept as it is."""
    if fact.kind == "share" and fact.unit == "%" and not 0 <= fact.value <= 100:
        return "占比不在0至100之间"
    if fact.kind == "rank" and fact.value < 1:
        return "名次小于一"
    return None


def _said(node: Iri, pairs: Pairs) -> Iterator[Triple]:
    """Yield what is known of a node, in the order given; what is not known is not said."""
    for term, value in pairs:
        if value is not None:
            yield Triple(node, term, value)


def _entity(notes: Notebook, entity: Entity | None) -> Iri | None:
    return notes.entity(entity) if entity else None


def _time(notes: Notebook, interval: Interval | None) -> Iri | None:
    if interval is None or (interval.start is None and interval.end is None):
        return None
    return notes.time(interval)


def _when(interval: Interval | None) -> str:
    return interval_name(interval) if interval else ""
