"""Mentions, and the things that they name: types, names, kinds, and what the gazetteer knows."""

from __future__ import annotations

import unicodedata

from yearbook_kg.map.concepts import concept
from yearbook_kg.map.gazetted import row_of
from yearbook_kg.map.literals import decimal, string, text
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Decision, Entity
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import ITSRDF, PROV, RDF, SKOS, YB

_CLASS = {
    "Organization": YB.Organization.nt,
    "Place": YB.Place.nt,
    "Person": YB.Person.nt,
    "Work": YB.Work.nt,
    "Event": YB.Event.nt,
    "Honour": YB.Honour.nt,
    "Facility": YB.Facility.nt,
}
_KIND = {
    "Organization": ("org", YB.organizationType),
    "Event": ("event", YB.eventType),
    "Place": ("place", YB.placeType),
    "Facility": ("facility", YB.facilityType),
}


def mention_rows(notes: Notebook) -> list[Row]:
    """Return the mentions: which span names which entity, and why it is taken to."""
    reasons: dict[tuple[int, int], list[Decision]] = {}
    for decision in notes.document.resolution.decisions:
        reasons.setdefault((decision.mention.start, decision.mention.end), []).append(decision)
    rows: list[Row] = []
    for mention in notes.document.resolution.mentions:
        if mention.entity is None:
            continue
        span, iri = notes.span(mention.start, mention.end), notes.entity(mention.entity)
        here = reasons.get((mention.start, mention.end), ())
        why = next((made for made in reversed(here) if made.mention == mention), None) if here else None
        rows += (
            (span, RDF.type.nt, YB.Mention.nt),
            (span, ITSRDF.taIdentRef.nt, iri),
            (span, YB.extractedBy.nt, string(mention.rule)),
            (span, YB.confidence.nt, decimal(mention.confidence)),
        )
        if why is not None:
            rows.append((span, YB.linkScore.nt, decimal(why.score)))
            rows.append((span, YB.linkReason.nt, text(why.reason)))
        if iri not in notes.first:
            notes.first[iri], notes.surfaces[iri] = span, {}
            rows.append((notes.entry_iri, YB.mentions.nt, iri))
        notes.surfaces[iri][_bare(mention.text, mention.entity)] = None
    return rows


def entity_rows(notes: Notebook) -> list[Row]:
    """Return each entity once: its class, its official name, every other name met, its kind."""
    groups: dict[str, list[Entity]] = {}
    for entity, iri in notes.entities.items():
        groups.setdefault(iri, []).append(entity)
    rows: list[Row] = []
    for iri, entities in groups.items():
        rows += _description(notes, iri, entities, notes.surfaces.get(iri, {}))
        # 全市 is no mention, but stands for 吉安市; an event that is named says so with its first mention
        if iri not in notes.first and iri in notes.vouchers:
            rows.append((iri, PROV.wasDerivedFrom.nt, notes.vouchers[iri]))
        elif entities[0].type == "Event" and iri in notes.first:
            rows.append((iri, PROV.wasDerivedFrom.nt, notes.first[iri]))
    return rows


def _description(notes: Notebook, iri: str, entities: list[Entity], surfaces: dict[str, None]) -> list[Row]:
    entity = entities[0]
    volume = entity.type == "Work" and entity.name == notes.identity.volume
    row = row_of(entity) if entity.type == "Place" else None
    label = _label(row.name if row else entity.name)
    met = dict.fromkeys([*(same.name for same in entities), *surfaces])
    others = dict.fromkeys(map(_label, met))
    rows = [(iri, RDF.type.nt, YB.AdministrativeDivision.nt if row and row.code else _CLASS[entity.type])]
    if volume:
        rows.append((iri, RDF.type.nt, YB.Publication.nt))
    rows.append((iri, SKOS.prefLabel.nt, text(label)))
    rows += [(iri, SKOS.altLabel.nt, text(other)) for other in others if other != label]
    if entity.type in _KIND:
        scheme, term = _KIND[entity.type]
        kinds = dict.fromkeys(concept(scheme, same.kind) for same in entities)
        rows += [(iri, term.nt, kind) for kind in kinds if kind]
    return rows


def _bare(surface: str, entity: Entity) -> str:
    """The words of a mention as a name: a title without its brackets, a name broken by a line whole again."""
    # hard line breaks and full-width blanks stand inside of names: 张　三, 吉安市总\n工会
    words = "".join(surface.split()) if not surface.isascii() else surface.strip()
    if entity.type == "Work" and words[:1] == "《" and words[-1:] == "》" and "》" not in words[:-1]:
        return words[1:-1]
    return words


def _label(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()) or "?"
