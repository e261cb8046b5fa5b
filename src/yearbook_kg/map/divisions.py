"""What the gazetteer knows of the places of a page: it carries the gazetteer as its source, not the page."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg import gazetteer
from yearbook_kg.gazetteer import Division
from yearbook_kg.map.concepts import concept
from yearbook_kg.map.gazetted import DEPTH, row_of
from yearbook_kg.map.identity import local
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Entity
from yearbook_kg.terms import Iri, Triple, integer, string, text, year
from yearbook_kg.vocabulary import DCTERMS, RDF, SKOS, YB


def division_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield code, level, validity and the chain of divisions above, for each place that is in the tables.

    The chain is that of the year the page tells of, or else of the last year in which the name held.
    """
    covered = notes.document.resolution.context.year
    waiting = [entity for entity in notes.entities if entity.type == "Place"]
    authorities: dict[str, Iri] = {}
    done: set[Iri] = set()
    while waiting:  # parents join the queue as they are found, up to the province
        entity = waiting.pop(0)
        iri, row = notes.entity(entity), row_of(entity)
        if row is None or iri in done:
            continue
        done.add(iri)
        authority = authorities.setdefault(row.source, notes.iri(f"authority_{local(row.source)}"))
        yield from _row(iri, row, authority)
        when = covered if covered is not None and row.valid_in(covered) else row.last
        if (above := gazetteer.parent(row, when)) is not None and above != row:
            parent = Entity(above.name, "Place", None, above.code or None)
            yield Triple(iri, YB.locatedIn, notes.entity(parent))
            waiting.append(parent)
    for source, iri in authorities.items():
        yield Triple(iri, RDF.type, YB.Authority)
        yield Triple(iri, SKOS.prefLabel, text(source))


def _row(iri: Iri, row: Division, authority: Iri) -> Iterator[Triple]:
    yield Triple(iri, RDF.type, YB.AdministrativeDivision if row.code else YB.Place)
    yield Triple(iri, SKOS.prefLabel, text(row.name))
    yield Triple(iri, DCTERMS.source, authority)
    if row.code:
        yield Triple(iri, YB.adminCode, string(row.code))
    if row.level in DEPTH and (level := concept("level", row.level)):
        yield Triple(iri, YB.level, level)
        yield Triple(iri, YB.levelDepth, integer(DEPTH[row.level]))
    if row.first is not None:
        yield Triple(iri, YB.validFrom, year(row.first))
    if row.last is not None:
        yield Triple(iri, YB.validTo, year(row.last))
