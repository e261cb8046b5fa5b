"""One thing, one IRI: local names that are readable, flat, and the same on every run and machine.

A local name depends on what it names and on nothing else: neither on the order of the pages nor on what
else is in the graph. So the hash that keeps two names apart is added to every name that lost a character on
its way into the IRI, and only to those.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from yearbook_kg import fields, gazetteer
from yearbook_kg.map.gazetted import is_former, row_of
from yearbook_kg.model import Claim, Conferral, Document, Entity, Interval, PartialDate
from yearbook_kg.tables import load
from yearbook_kg.terms import date

LONGEST = 80  # characters of one part of a local name; a longer one is cut and gets a hash
_KEPT = 16_384  # names; the pages of a book name the same bodies, places and indicators again and again

# What Turtle 1.1 calls PN_CHARS, without the joiners and the signs below: no escaping needed in any syntax.
_NAME_CHARS = re.compile(
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0300-\u036f\u0370-\u037d\u037f-\u1fff\u2070-\u218f"
    "\u2c00-\u2fef\u3005-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
_OTHER_CHARS = re.compile(f"[^{_NAME_CHARS.pattern[1:-1]}]")
_LEVEL_WORD = re.compile(r"(?:全|本|该)?(省|市|县|区|乡|镇)")
_ONCE = ("省", "自治区", "特别行政区", "自治州", "专区")  # no two bear one name
# 第一届, 2012年: the name itself says which one of a series
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]+(?:届|次|期)|\d{4}")


def digest(*parts: str, length: int = 8) -> str:
    """Return the first hexadecimal digits of a hash over the parts.

    >>> digest("吉安市", "2012") == digest("吉安市2012")
    False
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


@lru_cache(maxsize=_KEPT)
def local(name: str, *, longest: int = LONGEST) -> str:
    """Return a name as a part of a local name: letters and digits, and a short hash if anything was lost.

    >>> local("吉安市总工会"), local("“四送”活动") == local("四送活动")
    ('吉安市总工会', False)
    >>> local("../../etc/passwd").startswith("etcpasswd_")
    True
    """
    normal = unicodedata.normalize("NFC", name)
    # nearly every name: what is a letter or a number to Python is one to Unicode
    clean = normal.isalnum() and not _OTHER_CHARS.search(normal)
    kept = (normal if clean else "".join(filter(_fits, normal)))[:longest]
    if kept and kept == normal:
        return kept
    return "_".join(part for part in (kept, digest(normal, length=6)) if part)


def _fits(char: str) -> bool:
    # Category L, M or N: no marks of direction, no private characters, none that Unicode has yet to assign.
    return _NAME_CHARS.match(char) is not None and unicodedata.category(char)[0] in "LMN"


@lru_cache(maxsize=_KEPT)
def moment_name(moment: PartialDate) -> str:
    """Return the local name of a date: ``time_1998-03``.

    >>> moment_name(PartialDate(1998, 3))
    'time_1998-03'
    """
    return f"time_{date(moment).value}"


def interval_name(interval: Interval) -> str:
    """Return the local name of a time with a beginning and an end, either of which may be open.

    >>> interval_name(Interval(PartialDate(1949), None))
    'time_1949_open'
    """
    if interval.start and interval.start == interval.end:
        return moment_name(interval.start)
    ends = interval.start, interval.end
    start, end = (moment_name(at).removeprefix("time_") if at else "open" for at in ends)
    return f"time_{start}_{end}"


@cache
def _words(role: str) -> tuple[str, ...]:
    """The words of the table ``map_identity`` that play a role: generic, ending, national, name or paper."""
    return tuple(row["word"] for row in load("map_identity") if row["role"] == role)


@cache
def _known_everywhere() -> frozenset[str]:
    return frozenset(_words("name"))


@lru_cache(maxsize=_KEPT)
def _is_generic(name: str) -> bool:
    """Whether every place has a body of that name: 公安局, 第一小学, but not 人民出版社."""
    return name.startswith(_words("generic")) and not name.endswith(_words("ending"))


@cache
def _divisions() -> frozenset[str]:
    kinds = ("division", "former", "zone")
    return frozenset(name for kind in kinds for name in gazetteer.names(kind) if not gazetteer.is_short(name))


@lru_cache(maxsize=_KEPT)
def _begins_with_division(name: str) -> bool:
    """Whether a name says its place itself: 吉安市第一届工人运动会."""
    return any(name[:size] in _divisions() for size in range(3, 13))


@dataclass(frozen=True, slots=True)
class Identity:
    """Names the entities of one document.

    volume: the name of the publication. division: the name of the division the page is about; province: the
    one above it. levels: what 省 市 县 … stand for on the page. makers: for a work its issuer, for an honour
    its grantor or the event it was won at. years: the year of an event.
    """

    entry: str
    volume: str | None
    division: str | None
    province: str | None
    levels: dict[str, str]
    makers: dict[Entity, str]
    years: dict[Entity, int]

    def name(self, entity: Entity) -> str:
        """Return the local name of an entity, its kind in front: ``org_吉安市总工会``."""
        prefix = _PREFIX[entity.type]
        row = row_of(entity) if entity.type == "Place" else None
        if code := entity.code or (row and row.code):
            former = [local(row.name)] if row and is_former(row) else []
            return "_".join([prefix, local(code), *former])
        if row:
            return "_".join([prefix, local(row.name)])  # 长江, 日本: one in the world
        return "_".join([prefix, local(entity.name), *map(local, self._scope(entity))])

    def _scope(self, entity: Entity) -> tuple[str, ...]:
        """What else a name needs to mean one thing only."""
        home = self.division or self.volume or self.entry
        if entity.type == "Person":
            # two people may bear one name; within a volume they are taken for one until evidence parts them
            return (self.volume or self.entry,)
        if entity.type == "Place":
            return self._scope_of_place(entity, home)
        if entity.name == self.volume or entity.name in _known_everywhere():
            return ()
        scope = self._scope_by_words(entity, home)
        series = entity.type == "Event" and not entity.name.startswith(_words("national"))
        if series and entity in self.years and not _ORDINAL.search(entity.name):
            return (*scope, str(self.years[entity]))  # the evening party of one year is not that of the next
        return scope

    def _scope_of_place(self, entity: Entity, home: str) -> tuple[str, ...]:
        if entity.kind in {"province", "country"} or entity.name.endswith(_ONCE):
            return ()
        wide = entity.kind in {"province", "prefecture", "county"} or entity.name == self.division
        scope = (self.province or home) if wide else home
        return () if entity.name.startswith(scope) else (scope,)

    def _scope_by_words(self, entity: Entity, home: str) -> tuple[str, ...]:
        # The words of the name itself go first: they are the same on every page that names the thing.
        name = entity.name
        if name.startswith((*_words("national"), home)):
            return ()
        if entity.type == "Work" and not name.endswith(_words("paper")):
            return ()
        if entity.type == "Organization" and not _is_generic(name):
            return ()
        if level := _LEVEL_WORD.match(name):
            return (self.levels.get(level[1], home),)
        if _begins_with_division(name):
            return ()
        return (self.makers.get(entity, home),)


_PREFIX = {
    "Organization": "org",
    "Place": "place",
    "Person": "person",
    "Work": "work",
    "Event": "event",
    "Honour": "honour",
    "Facility": "facility",
}


def identify(document: Document) -> Identity:
    """Return what the names of a document's entities depend on."""
    context = document.resolution.context
    makers: dict[Entity, str] = {}
    years: dict[Entity, int] = {}
    for fact in document.facts:
        if isinstance(fact, Claim):
            if not isinstance(fact.subject, Entity):
                continue
            if fact.predicate == "issuedBy" and isinstance(fact.object, Entity):
                makers.setdefault(fact.subject, fact.object.name)
            elif fact.predicate == "eventYear" and isinstance(fact.object, PartialDate):
                years.setdefault(fact.subject, fact.object.year)
        elif isinstance(fact, Conferral) and (maker := fact.conferred_by or fact.event):
            makers.setdefault(fact.honour, maker.name)
    levels = {level: place.name for level, place in context.levels.items()}
    return Identity(
        entry=document.entry.id,
        volume=_volume(document),
        division=context.division.name if context.division else None,
        province=levels.get("省"),
        levels=levels,
        makers=makers,
        years=years,
    )


def _volume(document: Document) -> str | None:
    if publication := document.resolution.context.publication:
        return publication.name
    book = fields.publication(document.entry)
    return book.name if book else None
