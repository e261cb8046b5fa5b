"""The mentions of one page tied in the order of the text, each by the linker of its type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yearbook_kg import gazetteer
from yearbook_kg.model import Decision, Entity, EntityType, Entry, Mention
from yearbook_kg.resolve.atlas import Ground
from yearbook_kg.resolve.definitions import Definitions, also_called, find_definitions, full_name_after
from yearbook_kg.resolve.events import Events
from yearbook_kg.resolve.facilities import Facilities
from yearbook_kg.resolve.kinds import kind_of
from yearbook_kg.resolve.levels import Levels
from yearbook_kg.resolve.link import Link
from yearbook_kg.resolve.lists import list_heads, shared_ends
from yearbook_kg.resolve.organizations import Organizations
from yearbook_kg.resolve.persons import Persons
from yearbook_kg.resolve.places import Places
from yearbook_kg.resolve.setting import Setting
from yearbook_kg.resolve.works import Works
from yearbook_kg.timeline import Years

_BUILDERS = ("province", "prefecture", "county", "township", "zone")
_ENOUGH = 50_000  # characters of the body that show how it calls its prefecture
_TERRITORIES = ("台湾", "香港", "澳门")  # 台湾地区 is not 台湾省
_SENTENCE = 400  # no sentence with a quoted facility is longer
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_PREFECTURE = re.compile(r"(?:行政督察区|专区|地区)$")
# 涿鹿县属该省, 改隶河北省: from here on 省 is another province.
_SUBJECT_TO = re.compile(r"(?:隶属?|属|归|划归|改隶|改属|直隶|直属)(?:于)?$")
_CONGRESS = re.compile(r"代表大会|代表会议")
# 1月察哈尔省成立，涿鹿县属该省
_OF_IT = re.compile(r"[^。；;\n]*?(?:隶|属|归|辖于)该(?:省|专区|地区)")


class Linker:
    """Ties the mentions of one page; made for one page, used once."""

    def __init__(self, entry: Entry, mentions: tuple[Mention, ...], levels: Levels, years: Years) -> None:
        self.entry = entry
        self.text = entry.text
        # Matched without the white space of broken lines; offsets stay.
        self.given = mentions
        self.mentions = mentions = tuple(_joined(m) for m in mentions)
        self.levels = levels
        self.setting = setting = Setting(entry, mentions, years, levels.usual)
        self.definitions = Definitions()
        self.own_name = _own_name(levels.home)
        self.entities: dict[tuple[str, EntityType, str | None, str | None], Entity] = {}
        self.body_end = -1  # of the organisation before
        levels.learn(self.text[: min(len(self.text), entry.body_start + _ENOUGH)])
        levels.suppose_named({m.text for m in mentions if m.type == "Place"})
        self.organizations = Organizations(levels, levels.atlas, self.definitions, setting.volume)
        self.organizations.read({m.text: None for m in setting.bodies})
        self.places = Places(levels, mentions)
        self.works = Works(setting.book)
        self.persons = Persons(self.text)
        self.events = Events(levels, mentions)
        self.facilities = Facilities(self.text)
        self.facilities.learn(mentions)
        self.heads = list_heads(self.text, mentions)
        self.ends = shared_ends(self.text, mentions)

    def link_all(self) -> tuple[tuple[Mention, ...], tuple[Decision, ...]]:
        """The mentions with their entities, and the decisions, both in the order of the text."""
        body = (self.entry.body_start, self.entry.body_end)
        defined: dict[int, list[tuple[int, str]]] = {}
        for at, short, owner in find_definitions(self.text, *body, self.mentions):
            defined.setdefault(owner.start, []).append((at, short))
        tied: list[Mention] = []
        decisions: list[Decision] = []
        for index, mention in enumerate(self.mentions):
            link = self._link(mention, index, tied) if mention.entity is None else None
            entity = self._entity(mention, link)
            done = _tied(self.given[index], entity)
            tied.append(done)
            if mention.entity is None and entity.name != _plain(done):
                link = link or Link(entity.name, 0.99, "white space inside a name is only layout")
                decisions.append(Decision(done, entity, link.score, link.reason))
            for at, short in defined.get(mention.start, ()):
                self.definitions.add(short, at, entity.name)
            self._note(done, entity)
        return tuple(tied), tuple(decisions)

    def _note(self, mention: Mention, entity: Entity) -> None:
        """What a mention tells about the names after it."""
        if mention.start >= self.entry.body_start and (match := self.own_name.match(mention.text)):
            self.levels.call(match.group())
        if mention.type == "Organization":
            if entity.name.endswith(("社区", "社区居委会")):
                community = Ground(entity.name.removesuffix("居委会"))
                self.levels.nearby("社区", community, mention.end)
            self.body_end = mention.end
            division = self.organizations.last_division
            if division is not None and division.endswith(("县", "旗")):
                self.levels.nearby(division[-1], Ground(division), mention.end)
        if mention.type == "Facility":
            self.organizations.work = (mention.end, entity.name)
        if mention.type in ("Event", "Organization") and _CONGRESS.search(entity.name):
            self.organizations.congress = entity.name
        if mention.type != "Place":
            return
        if (mention.start, mention.end) in self.setting.headings:
            self.levels.enter(Ground(entity.name, entity.kind, entity.code))
        if entity.name.endswith(("乡", "镇", "区", "街道", "村", "县", "旗")):
            word = next((w for w in ("街道", "社区") if entity.name.endswith(w)), entity.name[-1])
            self.levels.nearby(word, Ground(entity.name, entity.kind, entity.code), mention.end)
        if _PREFECTURE.search(entity.name) and (entity.code or not entity.name.endswith("地区")):
            self.organizations.prefecture = entity.name
        if entity.name.endswith(("省", "专区", "地区")) and self._comes_under(mention):
            self.levels.move(Ground(entity.name, entity.kind, entity.code))

    def _comes_under(self, mention: Mention) -> bool:
        """Whether the text says that something belongs to the division from here on."""
        before = self.text[max(0, mention.start - 4) : mention.start]
        after = self.text[mention.end : mention.end + 24]
        return bool(_SUBJECT_TO.search(before) or _OF_IT.match(after))

    def _entity(self, mention: Mention, link: Link | None) -> Entity:
        if mention.entity is not None:
            return self._filled(mention.entity)
        name = link.name if link else _plain(mention)
        key = (name, mention.type, link.level if link else None, link.code if link else None)
        entity = self.entities.get(key)
        if entity is None:
            _, type_, level, code = key
            entity = self.entities[key] = Entity(name, type_, level or kind_of(name, type_), code)
        return entity

    def _filled(self, entity: Entity) -> Entity:
        """An entity that came with the mention, with its kind and code where they are missing and known."""
        known = self.levels.atlas.place(entity.name, self.levels.usual) if entity.type == "Place" else None
        kind = entity.kind or (known.level if known else None) or kind_of(entity.name, entity.type)
        return replace(entity, kind=kind, code=entity.code or (known.code if known else None))

    def _link(self, mention: Mention, index: int, tied: Sequence[Mention]) -> Link | None:
        year = self.setting.year(mention.start)
        also = mention.type != "Person" and also_called(self.text, self.mentions, index) is not None
        if also and (same := tied[-1].entity) is not None:
            self.definitions.add(mention.text, mention.start, same.name)
            return Link(
                same.name, 0.92, f"{mention.text} is another name of {same.name}, which stands before it"
            )
        if mention.type != "Person" and (full := self.definitions.at(mention.text, mention.start)):
            return Link(full, 0.97, f"the page gives {mention.text} as a short name of {full}")
        match mention.type:
            case "Organization":
                return self._organization(mention, index)
            case "Place":
                if mention.text in _TERRITORIES and self.text.startswith("地区", mention.end):
                    return None
                return self.places.link(mention, self.heads.get(index), year)
            case "Event":
                owner = self.setting.around(mention, self.body_end).owner
                return self.events.link(mention, year, self.organizations.full(owner))
            case "Person":
                return self.persons.link(mention)
            case "Work":
                return self.works.link(mention.text)
            case "Facility":
                return self._facility(mention, tied)
        return None

    def _organization(self, mention: Mention, index: int) -> Link | None:
        words = mention.text
        around = self.setting.around(mention, self.body_end)
        if full := full_name_after(self.text, self.mentions, index):
            self.definitions.add(words, mention.start, full.text)
            return Link(full.text, 0.97, f"the page gives {full.text} as the full name of {words}")
        if index in self.heads:
            head = self.heads[index]
            return Link(words + head, 0.9, f"{words} stands in a list that ends in {head}")
        if index in self.ends:
            place = self.places.link(mention, None, around.year)
            name = (place.name if place else words) + self.ends[index]
            return Link(name, 0.9, f"{words} shares the end {self.ends[index]} with the last of its list")
        return self.organizations.link(words, around)

    def _facility(self, mention: Mention, tied: Sequence[Mention]) -> Link | None:
        if mention.text not in self.facilities.hosts:
            found = self.organizations.link_part(mention.text, self.setting.around(mention, self.body_end))
            return found or self.facilities.ending(mention.text)
        far = max(0, mention.start - _SENTENCE)
        floor = max(far, *(self.text.rfind(mark, far, mention.start) + 1 for mark in "。；;\n】"))
        builders = []
        last = floor
        for other in reversed(tied):
            if other.start < floor:
                break
            if other.type == "Place" and other.entity is not None and other.entity.kind in _BUILDERS:
                builders.append(other.entity.name)
                last = max(last, other.end)
        return self.facilities.link(mention, builders, self.text[last : mention.start])


def _own_name(home: Ground | None) -> re.Pattern[str]:
    """The names that the home division may go by in the text: its full name, or its short one and a level."""
    if home is None:
        return re.compile(r"(?!)")
    short = re.escape(gazetteer.short_form(home.name))
    return re.compile(rf"{re.escape(home.name)}|{short}(?:县|市|区|旗|州|镇)")


def _plain(mention: Mention) -> str:
    """The words of a mention without the brackets of a title."""
    if mention.type == "Work":
        return mention.text.removeprefix("《").removesuffix("》")
    return mention.text


def _joined(mention: Mention) -> Mention:
    """The mention without white space between its characters; a person's name is left to its linker."""
    if mention.type == "Person" or len(mention.text.split(None, 1)) < 2:
        return mention
    return replace(mention, text=_GAP.sub("", mention.text))


def _tied(mention: Mention, entity: Entity) -> Mention:
    return Mention(
        mention.start, mention.end, mention.text, mention.type, mention.rule, mention.confidence, entity
    )
