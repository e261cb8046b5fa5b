"""What facts point at besides entities: times, indicators, units and posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from yearbook_kg.map.notebook import Notebook
from yearbook_kg.model import PartialDate
from yearbook_kg.tables import load
from yearbook_kg.terms import XSD, Iri, Triple, date, text, year
from yearbook_kg.vocabulary import ORG, RDF, SKOS, TIME, YB

QUDT_UNIT = "http://qudt.org/vocab/unit/"


def time_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield the points and stretches of time: an instant at the precision of the text, or an interval."""
    # Times belong to no page: 2012 is one node in the whole graph, and a question can start from it.
    points: dict[PartialDate, Iri] = {}
    for iri, interval in notes.times.items():
        if interval.start == interval.end and interval.start:
            points[interval.start] = iri
            continue
        yield Triple(iri, RDF.type, TIME.Interval)
        for term, end in ((TIME.hasBeginning, interval.start), (TIME.hasEnd, interval.end)):
            if end is not None:
                points[end] = notes.iri(_point(end))
                yield Triple(iri, term, points[end])
    for point, iri in points.items():
        yield from _instant(iri, point)


def _point(when: PartialDate) -> str:
    return f"time_{date(when).value}"


def _instant(iri: Iri, when: PartialDate) -> Iterator[Triple]:
    """An instant says its year always, and month or day where the text has them."""
    yield Triple(iri, RDF.type, TIME.Instant)
    yield Triple(iri, TIME.inXSDgYear, year(when.year))
    finest = date(when)
    if finest.datatype != XSD + "gYear":
        yield Triple(iri, TIME.inXSDgYearMonth, date(PartialDate(when.year, when.month)))
    if finest.datatype == XSD + "date":
        yield Triple(iri, TIME.inXSDDate, finest)


def concept_triples(notes: Notebook) -> Iterator[Triple]:
    """Yield the indicators, units and posts that the facts point at, under their words."""
    for name, iri in notes.indicators.items():
        yield Triple(iri, RDF.type, YB.Indicator)
        yield Triple(iri, SKOS.prefLabel, text(name.strip()))
    for word, iri in notes.units.items():
        yield Triple(iri, RDF.type, YB.Unit)
        yield Triple(iri, SKOS.prefLabel, text(unit_label(word)))
        if same := _qudt().get(word):
            yield Triple(iri, SKOS.exactMatch, Iri(QUDT_UNIT + same))
    for post, iri in notes.roles.items():
        yield Triple(iri, RDF.type, ORG.Role)
        yield Triple(iri, SKOS.prefLabel, text(post.strip()))


def unit_label(word: str) -> str:
    """Return the Chinese name of a unit: the word itself, and 元 for the code of the currency.

    >>> unit_label("CNY"), unit_label("人次")
    ('元', '人次')
    """
    return "元" if word == "CNY" else word


@cache
def _qudt() -> Mapping[str, str]:
    """Word -> local name among the units of QUDT, where it has the same unit."""
    rows = {row["unit"]: row["qudt"] for row in load("figures_units") if row["qudt"]}
    return {**rows, "CNY": "CCY_CNY"}
