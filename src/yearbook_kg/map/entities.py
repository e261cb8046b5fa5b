"""Mentions, and the things that they name: types, names, kinds, and what the gazetteer knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from yearbook_kg.map.concepts import concept
from yearbook_kg.map.gazetted import official_name, row_of
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Entity
from yearbook_kg.terms import Iri, Triple, decimal, string, text
from yearbook_kg.vocabulary import ITSRDF, PROV, RDF, SKOS, YB

_CLASS = {
    "Organization": YB.Organization,
    "Place": YB.Place,
    "Person": YB.Person,
    "Work": YB.Work,
    "Event": YB.Event,
    "Honour": YB.Honour,
    "Facility": YB.Facility,
}
_KIND = {
    "Organization": ("org", YB.organizationType),
    "Event": ("event", YB.eventType),
    "Place": ("place", YB.placeType),
    "Facility": ("facility", YB.facilityType),
}


def mention_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield the mentions: which span names which entity, and why it is taken to."""
    reasons = {decision.mention: decision for decision in notes.document.resolution.decisions}
    named: set[Iri] = set()
    for mention in notes.document.resolution.mentions:
        if mention.entity is None:
            continue
        span, iri = notes.span(mention.start, mention.end), notes.entity(mention.entity)
        yield Triple(span, RDF.type, YB.Mention)
        yield Triple(span, ITSRDF.taIdentRef, iri)
        yield Triple(span, YB.extractedBy, string(mention.rule))
        yield Triple(span, YB.confidence, decimal(mention.confidence))
        if decision := reasons.get(mention):
            yield Triple(span, YB.linkScore, decimal(decision.score))
            yield Triple(span, YB.linkReason, text(decision.reason))
        if iri not in named:
            named.add(iri)
            yield Triple(notes.entry_iri, YB.mentions, iri)


def entity_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield each entity once: its class, its official name, every other name met, its kind."""
    surfaces: dict[Iri, dict[str, None]] = {}
    first: dict[Iri, Iri] = {}
    for mention in notes.document.resolution.mentions:
        if mention.entity is not None:
            iri = notes.entity(mention.entity)
            first.setdefault(iri, notes.span(mention.start, mention.end))
            surfaces.setdefault(iri, {})[_bare(mention.text, mention.entity)] = None
    groups: dict[Iri, list[Entity]] = {}
    for entity, iri in notes.entities.items():
        groups.setdefault(iri, []).append(entity)
    for iri, entities in groups.items():
        yield from _description(notes, iri, entities, surfaces.get(iri, {}))
        # 全市 is no mention, but stands for 吉安市; an event that is named says so with its first mention
        if iri not in first and iri in notes.vouchers:
            yield Triple(iri, PROV.wasDerivedFrom, notes.vouchers[iri])
        elif entities[0].type == "Event" and iri in first:
            yield Triple(iri, PROV.wasDerivedFrom, first[iri])


def _description(
    notes: Notebook, iri: Iri, entities: list[Entity], surfaces: dict[str, None]
) -> Iterator[Triple]:
    entity = entities[0]
    volume = entity.type == "Work" and entity.name == notes.identity.volume
    row = row_of(entity) if entity.type == "Place" else None
    coded = row is not None and row.code
    yield Triple(iri, RDF.type, YB.AdministrativeDivision if coded else _CLASS[entity.type])
    if volume:
        yield Triple(iri, RDF.type, YB.Publication)
    label = _label(official_name(entity))
    yield Triple(iri, SKOS.prefLabel, text(label))
    others = dict.fromkeys([*(_label(same.name) for same in entities), *map(_label, surfaces)])
    for other in others:
        if other != label:
            yield Triple(iri, SKOS.altLabel, text(other))
    if entity.type in _KIND:
        scheme, term = _KIND[entity.type]
        for kind in dict.fromkeys(concept(scheme, same.kind) for same in entities):
            if kind is not None:
                yield Triple(iri, term, kind)


def _bare(surface: str, entity: Entity) -> str:
    """The words of a mention as a name: a title without its brackets, a name broken by a line whole again."""
    # hard line breaks and full-width blanks stand inside of names: 张　三, 吉安市总\n工会
    words = "".join(surface.split()) if not surface.isascii() else surface.strip()
    if entity.type == "Work" and words[:1] == "《" and words[-1:] == "》" and "》" not in words[:-1]:
        return words[1:-1]
    return words


def _label(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()) or "?"
