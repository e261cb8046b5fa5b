"""Binary facts: the triple itself, and a claim that says which words say it, by which rule, how surely."""

from __future__ import annotations

from typing import NamedTuple

from yearbook_kg.map.evidence import derived
from yearbook_kg.map.gazetted import is_above
from yearbook_kg.map.identity import digest
from yearbook_kg.map.literals import date, lexical, text
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Claim, Entity, Evidence, Interval
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import DCTERMS, ORG, RDF, SCHEMA, TIME, YB, Word


class _Way(NamedTuple):
    """How a predicate of the text half is said in the graph; inverse: its object becomes the subject."""

    term: Word
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


def claim_rows(notes: Notebook, fact: Claim) -> list[Row]:
    """Return the row that a claim stands for, and the claim; where it cannot be right, the claim alone.

    ``founded`` and ``foundedYear`` are changes, not claims. Raises KeyError for a predicate without a term.
    """
    way = WAYS[fact.predicate]
    subject = notes.entity(fact.subject) if isinstance(fact.subject, Entity) else notes.entry_iri
    if isinstance(fact.object, Entity):
        target = notes.entity(fact.object)
    elif way.term == TIME.hasTime:
        target = notes.time(Interval(fact.object, fact.object))
    else:
        target = date(fact.object)
    term = way.term
    # 办公室 partOf 总工会 is a unit of an organisation, a page partOf a volume is not
    if fact.predicate == "partOf" and _both_organizations(fact):
        term = ORG.unitOf
    said = subject, term.nt, target
    if way.inverse and target.startswith("<"):
        said = target, term.nt, subject
    doubt = _doubt(fact)
    # what is doubtful is kept with its words for a person to judge, but not asserted
    return [*(() if doubt else (said,)), *_evidence(notes, said, fact.evidence, doubt)]


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


def _evidence(notes: Notebook, said: Row, evidence: Evidence, doubt: str | None) -> list[Row]:
    # The rule is part of the key: two rules may read one triple out of the same words, each as sure as it is.
    subject, predicate, target = said
    value = target[1:-1] if target.startswith("<") else lexical(target)
    key = digest(subject[1:-1], predicate[1:-1], value, evidence.rule)
    claim = notes.node("claim", evidence.start, evidence.end, key)
    return [
        (claim, RDF.type.nt, YB.Claim.nt),
        (claim, RDF.type.nt, RDF.Statement.nt),
        (claim, RDF.subject.nt, subject),
        (claim, RDF.predicate.nt, predicate),
        (claim, RDF.object.nt, target),
        *([(claim, YB.doubt.nt, text(doubt))] if doubt else []),
        *derived(notes, claim, evidence),
    ]
