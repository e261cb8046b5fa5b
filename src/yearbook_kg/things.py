"""The things that a graph names, each with its names and with every span that names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yearbook_kg.terms import Iri, Quad, Term
from yearbook_kg.vocabulary import ITSRDF, NIF, RDF, SKOS, YB

ENTITY_TYPES = (
    YB.Publication,
    YB.Organization,
    YB.Person,
    YB.AdministrativeDivision,
    YB.Place,
    YB.Facility,
    YB.Work,
    YB.Event,
    YB.Honour,
)
_KINDS = (YB.organizationType, YB.eventType, YB.placeType, YB.facilityType, YB.level)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A span that names a thing: ``text`` of the entry from ``start`` to ``end`` (code points, half-open)."""

    entry: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that the pages name, with every name met, sorted, and every mention.

    type: Organization, Person, Place, AdministrativeDivision, Facility, Work, Publication, Event or Honour.
    kind: the concept of its scheme (union, county …) by its IRI, or None. code: of a division, or None.
    """

    iri: str
    name: str
    type: str
    other_names: tuple[str, ...]
    kind: str | None
    code: str | None
    mentions: tuple[Occurrence, ...]


def find_things(quads: Sequence[Quad], identifiers: Mapping[Iri, str]) -> tuple[Thing, ...]:
    """Return the things of a graph, by type, then by name.

    identifiers: the identifiers (唯一号) of the entries, to name where a mention stands.
    """
    wanted = {SKOS.prefLabel, SKOS.altLabel, YB.adminCode, RDF.type, *_KINDS}
    known: dict[Iri, dict[Iri, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
    for subject, predicate, target, _ in quads:
        if predicate in wanted:
            known[subject][predicate][target] = None
    mentions = _mentions(quads, identifiers)
    things = []
    for iri, properties in known.items():
        kind = next((kind for kind in ENTITY_TYPES if kind in properties.get(RDF.type, ())), None)
        if kind is not None:
            things.append(_thing(iri, kind, properties, mentions.get(iri, ())))
    order = [kind.value.rpartition("#")[2] for kind in ENTITY_TYPES]
    return tuple(sorted(things, key=lambda thing: (order.index(thing.type), thing.name, thing.iri)))


def _mentions(quads: Sequence[Quad], identifiers: Mapping[Iri, str]) -> Mapping[Iri, tuple[Occurrence, ...]]:
    parts = {NIF.beginIndex, NIF.endIndex, NIF.anchorOf, NIF.referenceContext}
    spans: dict[Iri, dict[Iri, Term]] = defaultdict(dict)
    named: dict[tuple[Iri, Term], None] = {}
    for subject, predicate, target, _ in quads:
        if predicate in parts:
            spans[subject][predicate] = target
        elif predicate == ITSRDF.taIdentRef:
            named[subject, target] = None
    found: dict[Term, list[Occurrence]] = defaultdict(list)
    for span, thing in named:
        said = spans[span]
        if parts <= said.keys():
            entry = said[NIF.referenceContext].value
            begin, end = int(said[NIF.beginIndex].value), int(said[NIF.endIndex].value)
            where = identifiers.get(Iri(entry), entry)
            found[thing].append(Occurrence(where, begin, end, said[NIF.anchorOf].value))
    return {
        thing: tuple(sorted(places, key=lambda place: (place.entry, place.start, place.end)))
        for thing, places in found.items()
        if isinstance(thing, Iri)
    }


def _thing(
    iri: Iri, kind: Iri, properties: Mapping[Iri, Iterable[Term]], mentions: tuple[Occurrence, ...]
) -> Thing:
    names = sorted(name.value for name in properties.get(SKOS.prefLabel, ()))
    others = names[1:] + [name.value for name in properties.get(SKOS.altLabel, ())]
    concepts = (concept for term in _KINDS for concept in properties.get(term, ()))
    return Thing(
        iri=iri.value,
        name=names[0] if names else iri.value,
        type=kind.value.rpartition("#")[2],
        other_names=tuple(sorted(others)),
        kind=next((concept.value for concept in concepts), None),
        code=next((code.value for code in properties.get(YB.adminCode, ())), None),
        mentions=mentions,
    )
