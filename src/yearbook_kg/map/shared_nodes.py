"""What facts point at besides entities: times, indicators, units and posts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from yearbook_kg.map.evidence import described
from yearbook_kg.map.identity import moment_name
from yearbook_kg.map.literals import date, text, year
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import PartialDate
from yearbook_kg.tables import load
from yearbook_kg.terms import Row
from yearbook_kg.vocabulary import ORG, RDF, SKOS, TIME, YB, Word

QUDT_UNIT = "http://qudt.org/vocab/unit/"


def time_rows(notes: Notebook) -> list[Row]:
    """Return the points and stretches of time: an instant at the precision of the text, or an interval."""
    # Times belong to no page: 2012 is one node in the whole graph, and a question can start from it.
    points: dict[PartialDate, str] = {}
    rows: list[Row] = []
    for iri, interval in notes.times.items():
        if interval.start == interval.end and interval.start:
            points[interval.start] = iri
            continue
        rows.append((iri, RDF.type.nt, TIME.Interval.nt))
        for term, end in ((TIME.hasBeginning, interval.start), (TIME.hasEnd, interval.end)):
            if end is not None:
                points[end] = notes.iri(moment_name(end))
                rows.append((iri, term.nt, points[end]))
    for point, iri in points.items():
        rows += described(iri, _instant(point))
    return rows


@lru_cache(maxsize=8192)
def _instant(when: PartialDate) -> tuple[tuple[Word, str], ...]:
    """An instant says its year always, and month or day where the text has them."""
    said = [(RDF.type, TIME.Instant.nt), (TIME.inXSDgYear, year(when.year))]
    finest = date(when)
    if not finest.endswith("#gYear>"):
        said.append((TIME.inXSDgYearMonth, date(PartialDate(when.year, when.month))))
    if finest.endswith("#date>"):
        said.append((TIME.inXSDDate, finest))
    return tuple(said)


def concept_rows(notes: Notebook) -> list[Row]:
    """Return the indicators, units and posts that the facts point at, under their words."""
    rows: list[Row] = []
    for name, iri in notes.indicators.items():
        rows += described(iri, [(RDF.type, YB.Indicator.nt), (SKOS.prefLabel, text(name.strip()))])
    for word, iri in notes.units.items():
        rows += described(
            iri,
            [
                (RDF.type, YB.Unit.nt),
                (SKOS.prefLabel, text(unit_label(word))),
                (SKOS.exactMatch, _qudt().get(word)),
            ],
        )
    for post, iri in notes.roles.items():
        rows += described(iri, [(RDF.type, ORG.Role.nt), (SKOS.prefLabel, text(post.strip()))])
    return rows


def unit_label(word: str) -> str:
    """Return the Chinese name of a unit: the word itself, and 元 for the code of the currency.

    >>> unit_label("CNY"), unit_label("人次")
    ('元', '人次')
    """
    return "元" if word == "CNY" else word


@cache
def _qudt() -> Mapping[str, str]:
    """Word -> the unit of QUDT, where it has the same."""
    names = {row["unit"]: row["qudt"] for row in load("figures_units") if row["qudt"]} | {"CNY": "CCY_CNY"}
    return {word: f"<{QUDT_UNIT}{name}>" for word, name in names.items()}
