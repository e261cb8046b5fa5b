"""What the gazetteer knows of the places of a page: it carries the gazetteer as its source, not the page."""

from __future__ import annotations

from functools import lru_cache

from yearbook_kg import gazetteer
from yearbook_kg.gazetteer import Division
from yearbook_kg.map.concepts import concept
from yearbook_kg.map.evidence import described
from yearbook_kg.map.gazetted import DEPTH, row_of
from yearbook_kg.map.identity import local
from yearbook_kg.map.literals import integer, string, text, year
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import Entity
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import DCTERMS, RDF, SKOS, YB, Word

_KEPT = 8192  # divisions; the pages of a book speak of the same few


def division_rows(notes: Notebook) -> list[Row]:
    """Return code, level, validity and the chain of divisions above, for each place that is in the tables.

    The chain is that of the year the page tells of, or else of the last year in which the name held.
    """
    covered = notes.document.resolution.context.year
    waiting = [entity for entity in notes.entities if entity.type == "Place"]
    authorities: dict[str, str] = {}
    done: set[str] = set()
    rows: list[Row] = []
    while waiting:  # parents join the queue as they are found, up to the province
        entity = waiting.pop(0)
        iri, row = notes.entity(entity), row_of(entity)
        if row is None or iri in done:
            continue
        done.add(iri)
        authority = authorities.setdefault(row.source, notes.iri(f"authority_{local(row.source)}"))
        rows += described(iri, _known(row, authority))
        when = covered if covered is not None and row.valid_in(covered) else row.last
        if (parent := _above(row, when)) is not None:
            rows.append((iri, YB.locatedIn.nt, notes.entity(parent)))
            waiting.append(parent)
    for source, iri in authorities.items():
        rows.append((iri, RDF.type.nt, YB.Authority.nt))
        rows.append((iri, SKOS.prefLabel.nt, text(source)))
    return rows


@lru_cache(maxsize=_KEPT)
def _above(row: Division, when: int | None) -> Entity | None:
    """The place immediately above a division, as of a year."""
    above = gazetteer.parent(row, when)
    return Entity(above.name, "Place", None, above.code or None) if above not in (None, row) else None


@lru_cache(maxsize=_KEPT)
def _known(row: Division, authority: str) -> tuple[tuple[Word, str | None], ...]:
    """What the gazetteer says of a division, but for the one above it."""
    level = concept("level", row.level) if row.level in DEPTH else None
    return (
        (RDF.type, (YB.AdministrativeDivision if row.code else YB.Place).nt),
        (SKOS.prefLabel, text(row.name)),
        (DCTERMS.source, authority),
        (YB.adminCode, string(row.code) if row.code else None),
        (YB.level, level),
        (YB.levelDepth, integer(DEPTH[row.level]) if level else None),
        (YB.validFrom, None if row.first is None else year(row.first)),
        (YB.validTo, None if row.last is None else year(row.last)),
    )
