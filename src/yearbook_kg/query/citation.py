"""A citation of an entry in the form of GB/T 7714—2015, from what the graph says and nothing else."""

from __future__ import annotations

import re

from yearbook_kg.query.facts import Facts
from yearbook_kg.terms import Iri
from yearbook_kg.vocabulary import DCTERMS, NIF, PROV, YB

_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_PLACE_FIELDS = ("出版地", "出版地点")
_YEAR_FIELDS = ("出版年", "出版时间", "出版日期", "出版年份")


def cite(facts: Facts, entry: Iri) -> str:
    """Return the citation of an entry as a part of its volume.

    The order is that of the standard for a part of a monograph (4.2): responsible, title[M]//responsible for
    the volume, volume, place: publisher, year: pages; set without spaces, as the standard prints it. What the
    page does not give is left out, with its punctuation. Of more than three names the first three stand,
    and 等.
    """
    people = _names(facts, entry)
    title = facts.label(entry) or facts.text(entry, DCTERMS.identifier)
    host = _host(facts, entry)
    return _joined([people, f"{title}[M]{host}"]) + "."


def _host(facts: Facts, entry: Iri) -> str:
    volumes = facts.nodes(entry, DCTERMS.isPartOf)
    pages = _pages(facts, entry)
    if not volumes:
        return f":{pages}" if pages else ""
    volume = volumes[0]
    imprint = _imprint(facts, entry, volume)
    whole = _joined([_names(facts, volume), facts.label(volume), imprint])
    return f"//{whole}:{pages}" if pages else f"//{whole}"


def _imprint(facts: Facts, entry: Iri, volume: Iri) -> str:
    """Place: publisher, year, as far as known. A date that stands in the field of the place is the year."""
    publisher = ";".join(facts.label(body) for body in facts.nodes(volume, DCTERMS.publisher))
    fields = {
        facts.text(span, YB.fieldName): facts.text(span, NIF.anchorOf).strip()
        for span in facts.nodes(entry, PROV.wasDerivedFrom)
    }
    places = [fields[name] for name in _PLACE_FIELDS if fields.get(name)]
    place = next((word for word in places if not any(char.isdigit() for char in word)), "")
    dated = [fields.get(name, "") for name in _YEAR_FIELDS] + places
    year = next((match.group() for words in dated if (match := _YEAR.search(words))), "")
    made = ":".join(part for part in (place, publisher) if part)
    return ",".join(part for part in (made, year) if part)


def _names(facts: Facts, thing: Iri) -> str:
    names = [name for who in facts.nodes(thing, DCTERMS.contributor) if (name := facts.label(who))]
    return ",".join([*names[:3], "等"] if len(names) > 3 else names)


def _pages(facts: Facts, entry: Iri) -> str:
    first, last = facts.number(entry, YB.startPage), facts.number(entry, YB.endPage)
    if first is None:
        return ""
    return f"{first}-{last}" if last is not None and last != first else str(first)


def _joined(parts: list[str]) -> str:
    return ".".join(part for part in parts if part)
