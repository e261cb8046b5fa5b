"""The notebook of one document: hands out IRIs, and remembers what must still be described."""

from __future__ import annotations

from bisect import bisect_right

from yearbook_kg.map.identity import Identity, identify, interval_name, local
from yearbook_kg.model import Document, Entity, Entry, Interval
from yearbook_kg.terms import Iri
from yearbook_kg.vocabulary import CONCEPT_BASE


class Notebook:
    """IRIs for everything a document speaks of.

    What is asked for is remembered in ``spans``, ``times``, ``entities``, ``indicators``, ``units`` and
    ``roles``, in the order of asking, so that each node is described once, after all that refers to it.
    ``vouchers`` are the words that stand for an entity which no mention names (a 全市 read as 吉安市).
    """

    def __init__(self, document: Document, base: str) -> None:
        self.document = document
        self.entry: Entry = document.entry
        self.base = base
        self.identity: Identity = identify(document)
        self._id = local(document.entry.id)
        self.entry_iri = self.iri(f"entry_{self._id}")
        self.graph_iri = self.iri(f"graph_{self._id}")
        self.spans: dict[tuple[int, int], Iri] = {}
        self.times: dict[Iri, Interval] = {}
        self.entities: dict[Entity, Iri] = {}
        self.indicators: dict[str, Iri] = {}
        self.units: dict[str, Iri] = {}
        self.roles: dict[str, Iri] = {}
        self.vouchers: dict[Iri, Iri] = {}
        self._fresh: list[Iri] = []
        # a heading belongs to the section that it opens
        opened = [
            (section.heading_start if section.heading_start >= 0 else section.start, section.end)
            for section in document.entry.sections
        ]
        self._opened = opened

    def iri(self, name: str) -> Iri:
        """Return the IRI of a local name that is already safe."""
        return Iri(self.base + name)

    def node(self, kind: str, start: int, end: int, key: str) -> Iri:
        """Return the IRI of a statement's node: what says it, and a hash of what it says."""
        return self.iri(f"{kind}_{self._id}_{start}_{end}_{key}")

    def span(self, start: int, end: int) -> Iri:
        """Return the IRI of a span of the page: ``entry_140320020220004324_202_206``."""
        return self.spans.setdefault((start, end), self.iri(f"entry_{self._id}_{start}_{end}"))

    def section(self, index: int) -> Iri:
        """Return the IRI of a section by its place among the sections."""
        return self.iri(f"section_{self._id}_{index + 1}")

    def section_at(self, offset: int) -> Iri | None:
        """Return the section whose heading or text holds an offset, or None (the metadata)."""
        index = bisect_right(self._opened, (offset, len(self.entry.text) + 1)) - 1
        return self.section(index) if index >= 0 and offset < self._opened[index][1] else None

    def entity(self, entity: Entity) -> Iri:
        """Return the IRI of an entity."""
        if entity not in self.entities:
            self.entities[entity] = self.iri(self.identity.name(entity))
            self._fresh.append(self.entities[entity])
        return self.entities[entity]

    def vouch(self, span: Iri) -> None:
        """Let a span vouch for every entity that was first asked for since the last call."""
        for iri in self._fresh:
            self.vouchers.setdefault(iri, span)
        self._fresh.clear()

    def time(self, interval: Interval) -> Iri:
        """Return the IRI of a point or stretch of time."""
        iri = self.iri(interval_name(interval))
        self.times.setdefault(iri, interval)
        return iri

    def indicator(self, name: str) -> Iri:
        """Return the IRI of what is measured."""
        return self.indicators.setdefault(name, self.iri(f"indicator_{local(name)}"))

    def unit(self, word: str) -> Iri:
        """Return the IRI of a unit."""
        return self.units.setdefault(word, unit_iri(word))

    def role(self, post: str) -> Iri:
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


def unit_iri(word: str) -> Iri:
    """Return the concept of a unit; words that the scheme does not list get one in the same form.

    >>> unit_iri("人次").value, unit_iri("%").value
    ('https://w3id.org/yearbook-kg/concept/unit_人次', 'https://w3id.org/yearbook-kg/concept/unit_percent')
    """
    return Iri(f"{CONCEPT_BASE}unit_{_SIGNS.get(word) or local(word)}")
