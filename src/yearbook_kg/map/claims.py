"""Binary facts: the triple itself, and a claim that says which words say it, by which rule, how surely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yearbook_kg.map.gazetted import is_above
from yearbook_kg.map.identity import digest
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Claim, Entity, Evidence, Interval
from yearbook_kg.terms import Iri, Term, Triple, date, decimal, string, text
from yearbook_kg.vocabulary import DCTERMS, ORG, PROV, RDF, SCHEMA, TIME, YB


class _Way(NamedTuple):
    """How a predicate of the text half is said in the graph; inverse: its object becomes the subject."""

    term: Iri
    inverse: bool = False


# Acts hang on what is acted on (an event has its organisers, a facility its builder), as schema.org has it,
# so that all that is known of a thing stands in one place; hence the inverses.
WAYS = {
    "issuedBy": _Way(YB.issuedBy),
    "implemented": _Way(YB.implements),
    "organized": _Way(YB.organizer, inverse=True),
    "coOrganized": _Way(YB.coOrganizer, inverse=True),
    "participatedIn": _Way(YB.participant, inverse=True),
    "built": _Way(YB.builtBy, inverse=True),
    "locatedIn": _Way(YB.locatedIn),
    "partOf": _Way(DCTERMS.isPartOf),
    "subordinateTo": _Way(ORG.subOrganizationOf),
    "bornIn": _Way(SCHEMA.birthPlace),
    "nativePlace": _Way(YB.nativePlace),
    "bornYear": _Way(SCHEMA.birthDate),
    "diedYear": _Way(SCHEMA.deathDate),
    "publisher": _Way(DCTERMS.publisher),
    "contributor": _Way(DCTERMS.contributor),
    "about": _Way(YB.about),
    "spatialCoverage": _Way(DCTERMS.spatial),
    "eventYear": _Way(TIME.hasTime),
    "eventPlace": _Way(YB.place),
}


def claim_triples(notes: Notebook, fact: Claim) -> Iterator[Triple]:
    """Yield the triple that a claim stands for, and the claim; where it cannot be right, the claim alone.

    ``founded`` and ``foundedYear`` are changes, not claims. Raises KeyError for a predicate without a term.
    """
    way = WAYS[fact.predicate]
    subject = notes.entity(fact.subject) if isinstance(fact.subject, Entity) else notes.entry_iri
    if isinstance(fact.object, Entity):
        target: Term = notes.entity(fact.object)
    elif way.term == TIME.hasTime:
        target = notes.time(Interval(fact.object, fact.object))
    else:
        target = date(fact.object)
    term = way.term
    # 办公室 partOf 总工会 is a unit of an organisation, a page partOf a volume is not
    if fact.predicate == "partOf" and _both_organizations(fact):
        term = ORG.unitOf
    said = Triple(subject, term, target)
    if way.inverse and isinstance(target, Iri):
        said = Triple(target, term, subject)
    if doubt := _doubt(fact):
        # kept with its words for a person to judge, but not asserted
        yield from _evidence(notes, said, fact.evidence, doubt)
        return
    yield said
    yield from _evidence(notes, said, fact.evidence)


def _doubt(fact: Claim) -> str | None:
    """Why a claim cannot be right: a province lies in no other (鄂陕分界 misread), Japan in no county."""
    ends = fact.subject, fact.object
    if fact.predicate == "locatedIn" and isinstance(ends[0], Entity) and isinstance(ends[1], Entity):
        places = ends[0].type == ends[1].type == "Place"
        if places and not is_above(ends[1], ends[0]):
            return "按级别或国别，所在地不能包含此地"
    return None


def _both_organizations(fact: Claim) -> bool:
    ends = (fact.subject, fact.object)
    return all(isinstance(end, Entity) and end.type == "Organization" for end in ends)


def _evidence(
    notes: Notebook, said: Triple, evidence: Evidence, doubt: str | None = None
) -> Iterator[Triple]:
    # The rule is part of the key: two rules may read one triple out of the same words, each as sure as it is.
    key = digest(said.subject.value, said.predicate.value, said.object.value, evidence.rule)
    claim = notes.node("claim", evidence.start, evidence.end, key)
    yield Triple(claim, RDF.type, YB.Claim)
    yield Triple(claim, RDF.type, RDF.Statement)
    yield Triple(claim, RDF.subject, said.subject)
    yield Triple(claim, RDF.predicate, said.predicate)
    yield Triple(claim, RDF.object, said.object)
    if doubt:
        yield Triple(claim, YB.doubt, text(doubt))
    yield from derived(notes, claim, evidence)


def derived(notes: Notebook, node: Iri, evidence: Evidence) -> Iterator[Triple]:
    """Yield where a node was read: the span, the rule, how sure the rule is."""
    span = notes.span(evidence.start, evidence.end)
    notes.vouch(span)
    yield Triple(node, PROV.wasDerivedFrom, span)
    yield Triple(node, YB.extractedBy, string(evidence.rule))
    yield Triple(node, YB.confidence, decimal(evidence.confidence))
