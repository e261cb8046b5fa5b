"""The notebook of one document: hands out IRIs, and remembers what must still be described."""

from __future__ import annotations

from bisect import bisect_right

from yearbook_kg.map.concepts import concept_iri
from yearbook_kg.map.identity import Identity, identify, interval_name, local
from yearbook_kg.model import Document, Entity, Entry, Interval, PartialDate
from yearbook_kg.terms import Iri, written


class Notebook:
    """IRIs for everything a document speaks of, as text: ``<https://w3id.org/yearbook-kg/id/entry_1>``.

    What is asked for is remembered in ``spans``, ``times``, ``entities``, ``indicators``, ``units`` and
    ``roles``, in the order of asking, so that each node is described once, after all that refers to it.
    ``first`` is the first mention of each entity that the page names, ``surfaces`` the names it gives it;
    ``vouchers`` are the words that stand for an entity which no mention names (a 全市 read as 吉安市).
    """

    def __init__(self, document: Document, base: str) -> None:
        self.document = document
        self.entry: Entry = document.entry
        self.identity: Identity = identify(document)
        self._namespace = written(Iri(base))[:-1]
        self._id = local(document.entry.id)
        self.entry_iri = self.iri(f"entry_{self._id}")
        self.graph_iri = self.iri(f"graph_{self._id}")
        self._span = f"{self._namespace}entry_{self._id}_"
        self.spans: dict[tuple[int, int], str] = {}
        self.times: dict[str, Interval] = {}
        self.entities: dict[Entity, str] = {}
        self.indicators: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.vouchers: dict[str, str] = {}
        self.first: dict[str, str] = {}
        self.surfaces: dict[str, dict[str, None]] = {}
        self._entities: dict[tuple[str, str, str | None, str | None], str] = {}
        self._years: dict[int, str] = {}
        self._fresh: list[str] = []
        # a heading belongs to the section that it opens
        sections = document.entry.sections
        self._starts = [part.start if part.heading_start < 0 else part.heading_start for part in sections]
        self._sections = [(part.end, self.section(index)) for index, part in enumerate(sections)]

    def iri(self, name: str) -> str:
        """Return the IRI of a local name that is already safe."""
        return f"{self._namespace}{name}>"

    def node(self, kind: str, start: int, end: int, key: str) -> str:
        """Return the IRI of a statement's node: what says it, and a hash of what it says."""
        return f"{self._namespace}{kind}_{self._id}_{start}_{end}_{key}>"

    def span(self, start: int, end: int) -> str:
        """Return the IRI of a span of the page: ``entry_140320020220004324_202_206``."""
        found = self.spans.get((start, end))
        if found is None:
            found = self.spans[start, end] = f"{self._span}{start}_{end}>"
        return found

    def section(self, index: int) -> str:
        """Return the IRI of a section by its place among the sections."""
        return self.iri(f"section_{self._id}_{index + 1}")

    def section_at(self, offset: int) -> str | None:
        """Return the section whose heading or text holds an offset, or None (the metadata)."""
        index = bisect_right(self._starts, offset) - 1
        end, section = self._sections[index] if index >= 0 else (0, None)
        return section if offset < end else None

    def entity(self, entity: Entity) -> str:
        """Return the IRI of an entity."""
        # asked some hundred times a page: comparing four words is quicker than comparing two entities
        key = entity.name, entity.type, entity.kind, entity.code
        found = self._entities.get(key)
        if found is None:
            found = self._entities[key] = self.entities[entity] = self.iri(self.identity.name(entity))
            self._fresh.append(found)
        return found

    def vouch(self, span: str) -> None:
        """Let a span vouch for every entity that was first asked for since the last call."""
        if self._fresh:
            for iri in self._fresh:
                self.vouchers.setdefault(iri, span)
            self._fresh.clear()

    def time(self, interval: Interval) -> str:
        """Return the IRI of a point or stretch of time."""
        iri = self.iri(interval_name(interval))
        self.times.setdefault(iri, interval)
        return iri

    def year(self, year: int) -> str:
        """Return the IRI of a year."""
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self.time(Interval(PartialDate(year), PartialDate(year)))
        return found

    def indicator(self, name: str) -> str:
        """Return the IRI of what is measured."""
        found = self.indicators.get(name)
        if found is None:
            found = self.indicators[name] = self.iri(f"indicator_{local(name)}")
        return found

    def unit(self, word: str) -> str:
        """Return the IRI of a unit."""
        found = self.units.get(word)
        if found is None:
            found = self.units[word] = unit_iri(word)
        return found

    def role(self, post: str) -> str:
        """Return the IRI of a post: 主席."""
        return self.roles.setdefault(post, self.iri(f"role_{local(post)}"))


# Signs that no local name may hold; the words of every other unit stand for themselves.
_SIGNS = {
    "%": "percent",
    "﹪": "percent",
    "‰": "permille",
    "℃": "celsius",
    "°C": "celsius",
    "°": "degree",
    "㎡": "m2",
}


def unit_iri(word: str) -> str:
    """Return the concept of a unit; words that the scheme does not list get one in the same form.

    >>> unit_iri("人次"), unit_iri("%")
    ('<https://w3id.org/yearbook-kg/concept/unit_人次>', '<https://w3id.org/yearbook-kg/concept/unit_percent>')
    """
    return concept_iri(f"unit_{_SIGNS.get(word) or local(word)}")
