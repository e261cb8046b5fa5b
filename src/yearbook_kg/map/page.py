"""The page itself: entry, volume, sections, metadata fields, and every span that something refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg import fields
from yearbook_kg.map.concepts import concept
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Entity
from yearbook_kg.terms import Iri, Triple, integer, string, text, year
from yearbook_kg.vocabulary import CONCEPT_BASE, DCTERMS, NIF, PROV, RDF, SCHEMA, SKOS, YB

_CODE = re.compile(r"[A-Z]{1,2}[0-9A-Za-z.\-/+=()]*")  # D412.8, TS971, K295.6


def entry_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield what the metadata says of the entry; each field is evidence once, as a span of its own."""
    entry, iri = notes.entry, notes.entry_iri
    yield Triple(iri, RDF.type, YB.Entry)
    yield Triple(iri, RDF.type, NIF.Context)
    yield Triple(iri, DCTERMS.identifier, string(entry.id))
    title = fields.title(entry)
    yield Triple(iri, DCTERMS.title, text(title.name if title else entry.id))
    if kind := concept("entry", entry.kind):
        yield Triple(iri, YB.entryType, kind)
    yield from _volume(notes)
    first, last = fields.pages(entry)
    if first is not None:
        yield Triple(iri, YB.startPage, integer(first))
    if last is not None:
        yield Triple(iri, YB.endPage, integer(last))
    if (covered := notes.document.resolution.context.year) is not None:
        yield Triple(iri, YB.coversYear, year(covered))
    if abstract := entry.field("摘要"):
        yield Triple(iri, DCTERMS.abstract, text(abstract.value))
    for keyword in dict.fromkeys(word.name for word in fields.keywords(entry)):
        yield Triple(iri, SCHEMA.keywords, text(keyword))
    yield from _classification(notes)
    yield Triple(iri, NIF.isString, string(entry.text))
    yield from _fields(notes)


def _volume(notes: Notebook) -> Iterator[Triple]:
    book = fields.publication(notes.entry)
    publication = notes.document.resolution.context.publication
    if publication is None and book is not None:
        publication = Entity(book.name, "Work")
    if publication is not None:
        yield Triple(notes.entry_iri, DCTERMS.isPartOf, notes.entity(publication))
    if book is not None:
        notes.vouch(notes.span(book.start, book.end))


def _classification(notes: Notebook) -> Iterator[Triple]:
    """Codes of the Chinese Library Classification, each below its main class."""
    for code in dict.fromkeys(part.name for part in fields.classification(notes.entry)):
        if not _CODE.fullmatch(code):
            continue
        iri = Iri(f"{CONCEPT_BASE}clc_{re.sub('[^0-9A-Za-z]+', '_', code)}")
        yield Triple(notes.entry_iri, YB.classification, iri)
        yield Triple(iri, RDF.type, SKOS.Concept)
        yield Triple(iri, SKOS.notation, string(code))
        if len(code) > 1:
            yield Triple(iri, SKOS.broader, Iri(f"{CONCEPT_BASE}clc_{code[0]}"))


def _fields(notes: Notebook) -> Iterator[Triple]:
    for field in notes.entry.fields:
        if field.start < field.end:
            span = notes.span(field.start, field.end)
            yield Triple(notes.entry_iri, PROV.wasDerivedFrom, span)
            yield Triple(span, RDF.type, YB.Field)
            yield Triple(span, YB.fieldName, text(field.name))


def section_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield the sections of the body, in the order of the text, counted from one."""
    for index, section in enumerate(notes.entry.sections):
        iri = notes.section(index)
        yield Triple(iri, RDF.type, YB.Section)
        yield Triple(iri, DCTERMS.isPartOf, notes.entry_iri)
        yield Triple(iri, YB.sectionOrder, integer(index + 1))
        if section.heading and section.heading_start >= 0:
            yield Triple(iri, DCTERMS.title, text(section.heading))
            yield Triple(iri, PROV.wasDerivedFrom, notes.span(section.heading_start, section.heading_end))
        if section.parent is not None:
            yield Triple(iri, YB.parentSection, notes.section(section.parent))


def span_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield every span that was asked for, in the order of the text, with its words."""
    source = notes.entry.text
    for (start, end), iri in sorted(notes.spans.items()):
        yield Triple(iri, RDF.type, NIF.Phrase)
        yield Triple(iri, NIF.referenceContext, notes.entry_iri)
        yield Triple(iri, NIF.beginIndex, integer(start))
        yield Triple(iri, NIF.endIndex, integer(end))
        yield Triple(iri, NIF.anchorOf, string(source[start:end]))
        if section := notes.section_at(start):
            yield Triple(iri, YB.inSection, section)
