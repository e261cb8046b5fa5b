"""Small pages made of one stretch of text, with their names given, for the tests of figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from yearbook_kg.model import (
    Context,
    Entity,
    EntityType,
    Entry,
    Frame,
    Mention,
    Observation,
    Page,
    Quantity,
    Resolution,
    Section,
)
from yearbook_kg.recognise.quantities import find_quantities
from yearbook_kg.recognise.times import find_times
from yearbook_kg.relate.observations import observe
from yearbook_kg.resolve.years import resolve_times

CASES = Path(__file__).parents[1] / "cases"
COUNTY = Entity("吉水县", "Place", "county", "360822")
CITY = Entity("吉安市", "Place", "prefecture", "360800")
PROVINCE = Entity("江西省", "Place", "province", "360000")


def cases(name: str) -> list[list[str]]:
    """The rows of a table of cases, line breaks put in, without header and comments."""
    lines = (CASES / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n").split("\t") for line in lines if not line.startswith("#")][1:]


def entry_of(text: str, *, start: int = 0) -> Entry:
    """An entry whose body is the text from ``start`` on."""
    page = Page(text, "case.txt", "case")
    return Entry(page, "1", "析出资源", "body", (), (Section(start, len(text)),), start, len(text))


@dataclass(frozen=True)
class Case:
    """A page: covered is the year of a yearbook, None for a gazetteer; names are "words/Type=canonical"."""

    text: str
    covered: int | None = 2012
    names: str = ""
    organization: str = ""
    place: Entity = CITY

    def mentions(self) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for spec in filter(None, self.names.split(";")):
            words, _, rest = spec.partition("/")
            kind, _, name = rest.partition("=")
            entity = Entity(name or words, cast(EntityType, kind))
            spans = (m.span() for m in re.finditer(re.escape(words), self.text))
            found += (Mention(*span, words, entity.type, "case", 1.0, entity) for span in spans)
        return tuple(sorted(found, key=lambda m: m.start))

    def resolution(self) -> Resolution:
        entry, mentions = entry_of(self.text), self.mentions()
        times, years = resolve_times(entry, find_times(entry), self.covered)
        taken = sorted([(m.start, m.end) for m in mentions] + [(t.start, t.end) for t in times])
        body = Entity(self.organization, "Organization") if self.organization else None
        levels = {"省": PROVINCE, "市": CITY, "县": COUNTY}
        frames = (Frame(0, len(self.text), body, self.place),)
        context = Context(self.place, body, None, self.covered, levels, frames)
        return Resolution(mentions, times, find_quantities(entry, taken), (), context, years)

    def observations(self) -> tuple[Observation, ...]:
        return observe(entry_of(self.text), self.resolution())


def shown_quantity(quantity: Quantity) -> str:
    """A quantity in one word: words=value,unit,shape,qualifier."""
    return f"{quantity.text}={quantity.value},{quantity.unit},{quantity.shape},{quantity.qualifier or ''}"


def shown(observation: Observation) -> str:
    """An observation in one word: words=value,unit,kind,indicator,subject,place,year."""
    o = observation
    subject, place = o.subject.name if o.subject else "", o.place.name if o.place else ""
    return f"{o.text}={o.value},{o.unit},{o.kind},{o.indicator},{subject},{place},{o.year or ''}"
