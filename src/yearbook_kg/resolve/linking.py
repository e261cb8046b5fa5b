"""The mentions of one page tied in the order of the text, each by the linker of its type."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from yearbook_kg import fields
from yearbook_kg.model import Decision, Entity, Entry, Mention
from yearbook_kg.resolve.atlas import Atlas
from yearbook_kg.resolve.definitions import Definitions, find_definitions, full_name_after
from yearbook_kg.resolve.events import link_event
from yearbook_kg.resolve.kinds import kind_of
from yearbook_kg.resolve.levels import Levels, split_level
from yearbook_kg.resolve.link import Link
from yearbook_kg.resolve.organizations import Organizations
from yearbook_kg.resolve.places import link_place, short_names

Years = tuple[tuple[int, int | None], ...]
_PREFECTURE = re.compile(r"(?:行政督察区|专区|地区)$")


class Linker:
    """Ties the mentions of one page; made for one page, used once."""

    def __init__(
        self, entry: Entry, mentions: tuple[Mention, ...], levels: Levels, atlas: Atlas, years: Years
    ) -> None:
        self.entry = entry
        self.mentions = mentions
        self.levels = levels
        self.atlas = atlas
        self.years = years
        self.year_starts = [offset for offset, _ in years]
        book = fields.publication(entry)
        self.volume = f"volume 《{book.name}》" if book else "no volume named"
        self.short_places = short_names(mentions)
        self.owners = self._owners()
        self.organizations = Organizations(
            levels, atlas, Definitions(), self.year_at, self.owner_at, self.volume
        )
        for mention in mentions:
            if mention.type == "Organization" and split_level(mention.text) is None:
                self.organizations.page.add(mention.text, None)

    def year_at(self, offset: int) -> int | None:
        """The year that holds at an offset."""
        index = bisect_right(self.year_starts, offset) - 1
        return self.years[index][1] if index >= 0 else None

    def _owners(self) -> list[tuple[int, str]]:
        spans = {(m.start, m.end): m.text for m in self.mentions if m.type == "Organization"}
        found: list[tuple[int, str]] = []
        for section in self.entry.sections:
            name = spans.get((section.heading_start, section.heading_end))
            if name:
                found.append((section.heading_start, name))
        return found

    def owner_at(self, offset: int) -> str | None:
        """The body that holds at an offset: of the headings above, else of the page's title or keywords."""
        index = bisect_right([at for at, _ in self.owners], offset) - 1
        if index >= 0:
            return self.owners[index][1]
        title = fields.title(self.entry)
        if title and any(m.text == title.name and m.type == "Organization" for m in self.mentions):
            return title.name
        return self.organizations.last

    def link_all(self) -> tuple[tuple[Mention, ...], tuple[Decision, ...]]:
        """The mentions with their entities, and the decisions, both in the order of the text."""
        definitions = {
            (m.start): (short_at, short)
            for short_at, short, m in find_definitions(
                self.entry.text, self.entry.body_start, self.entry.body_end, self.mentions
            )
        }
        tied: list[Mention] = []
        decisions: list[Decision] = []
        for index, mention in enumerate(self.mentions):
            link = self._link(mention, index) if mention.entity is None else None
            entity = mention.entity or self._entity(mention, link)
            done = replace(mention, entity=entity)
            tied.append(done)
            if link is not None and entity.name != mention.text.strip("《》"):
                decisions.append(Decision(done, entity, link.score, link.reason))
            if mention.start in definitions:
                at, short = definitions[mention.start]
                self.organizations.definitions.add(short, at, entity.name)
            if mention.type == "Place" and _PREFECTURE.search(entity.name):
                self.organizations.prefecture = entity.name
        return tuple(tied), tuple(decisions)

    def _entity(self, mention: Mention, link: Link | None) -> Entity:
        name = link.name if link else mention.text
        if mention.type == "Work":
            name = name.removeprefix("《").removesuffix("》")
        if mention.type == "Person":
            name = re.sub(r"\s+", "", name)
        kind = kind_of(name, mention.type)
        code = link.code if link else None
        return Entity(name, mention.type, kind, code)

    def _link(self, mention: Mention, index: int) -> Link | None:
        year = self.year_at(mention.start)
        if mention.type == "Organization":
            if full := full_name_after(self.entry.text, self.mentions, index):
                return Link(full.text, 0.97, f"the page gives {full.text} as the full name of {mention.text}")
            return self.organizations.link(mention)
        if mention.type == "Place":
            return link_place(mention.text, self.short_places, self.atlas, year)
        if mention.type == "Event":
            return link_event(mention.text, self.levels, year)
        return None
