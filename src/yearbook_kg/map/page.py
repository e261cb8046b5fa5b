"""The page itself: entry, volume, sections, metadata fields, and every span that something refers to."""

from __future__ import annotations

import re

from yearbook_kg import fields
from yearbook_kg.map.concepts import concept, concept_iri
from yearbook_kg.map.evidence import described
from yearbook_kg.map.literals import integer, string, text, year
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Entity
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import DCTERMS, NIF, PROV, RDF, SCHEMA, SKOS, YB

_CODE = re.compile(r"[A-Z]{1,2}[0-9A-Za-z.\-/+=()]*")  # D412.8, TS971, K295.6


def entry_rows(notes: Notebook) -> list[Row]:
    """Return what the metadata says of the entry; each field is evidence once, as a span of its own."""
    entry, iri = notes.entry, notes.entry_iri
    title, abstract = fields.title(entry), entry.field("摘要")
    volume = _volume(notes)
    first, last = fields.pages(entry)
    covered = notes.document.resolution.context.year
    rows = described(
        iri,
        [
            (RDF.type, YB.Entry.nt),
            (RDF.type, NIF.Context.nt),
            (DCTERMS.identifier, string(entry.id)),
            (DCTERMS.title, text(title.name if title else entry.id)),
            (YB.entryType, concept("entry", entry.kind)),
            (DCTERMS.isPartOf, volume),
            (YB.startPage, None if first is None else integer(first)),
            (YB.endPage, None if last is None else integer(last)),
            (YB.coversYear, None if covered is None else year(covered)),
            (DCTERMS.abstract, text(abstract.value) if abstract else None),
            *((SCHEMA.keywords, text(word.name)) for word in fields.keywords(entry)),
        ],
    )
    rows += _classification(notes)
    rows.append((iri, NIF.isString.nt, string(entry.text)))
    return rows + _fields(notes)


def _volume(notes: Notebook) -> str | None:
    book = fields.publication(notes.entry)
    publication = notes.document.resolution.context.publication
    if publication is None and book is not None:
        publication = Entity(book.name, "Work")
    volume = notes.entity(publication) if publication is not None else None
    if book is not None:
        notes.vouch(notes.span(book.start, book.end))
    return volume


def _classification(notes: Notebook) -> list[Row]:
    """Codes of the Chinese Library Classification, each below its main class."""
    rows: list[Row] = []
    for code in dict.fromkeys(part.name for part in fields.classification(notes.entry)):
        if _CODE.fullmatch(code):
            iri = concept_iri(f"clc_{re.sub('[^0-9A-Za-z]+', '_', code)}")
            above = concept_iri(f"clc_{code[0]}") if len(code) > 1 else None
            rows.append((notes.entry_iri, YB.classification.nt, iri))
            rows += described(
                iri, [(RDF.type, SKOS.Concept.nt), (SKOS.notation, string(code)), (SKOS.broader, above)]
            )
    return rows


def _fields(notes: Notebook) -> list[Row]:
    rows: list[Row] = []
    for field in notes.entry.fields:
        if field.start < field.end:
            span = notes.span(field.start, field.end)
            rows.append((notes.entry_iri, PROV.wasDerivedFrom.nt, span))
            rows.append((span, RDF.type.nt, YB.Field.nt))
            rows.append((span, YB.fieldName.nt, text(field.name)))
    return rows


def section_rows(notes: Notebook) -> list[Row]:
    """Return the sections of the body, in the order of the text, counted from one."""
    rows: list[Row] = []
    for index, section in enumerate(notes.entry.sections):
        headed = section.heading if section.heading_start >= 0 else None
        words = notes.span(section.heading_start, section.heading_end) if headed else None
        rows += described(
            notes.section(index),
            [
                (RDF.type, YB.Section.nt),
                (DCTERMS.isPartOf, notes.entry_iri),
                (YB.sectionOrder, integer(index + 1)),
                (DCTERMS.title, text(headed) if headed else None),
                (PROV.wasDerivedFrom, words),
                (YB.parentSection, None if section.parent is None else notes.section(section.parent)),
            ],
        )
    return rows


def span_rows(notes: Notebook) -> list[Row]:
    """Return every span that was asked for, in the order of the text, with its words."""
    source, entry = notes.entry.text, notes.entry_iri
    kind, phrase, context = RDF.type.nt, NIF.Phrase.nt, NIF.referenceContext.nt
    begins, ends, anchor, within = NIF.beginIndex.nt, NIF.endIndex.nt, NIF.anchorOf.nt, YB.inSection.nt
    rows: list[Row] = []
    for span in sorted(notes.spans):
        iri, (start, end) = notes.spans[span], span
        rows += (
            (iri, kind, phrase),
            (iri, context, entry),
            (iri, begins, integer(start)),
            (iri, ends, integer(end)),
            (iri, anchor, string(source[start:end])),
        )
        if section := notes.section_at(start):
            rows.append((iri, within, section))
    return rows
