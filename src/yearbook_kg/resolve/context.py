"""What the page as a whole tells: its volume, its home division, its main body, its year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set

from yearbook_kg import fields
from yearbook_kg.model import Entity, Entry, Mention
from yearbook_kg.resolve.atlas import Atlas, Ground
from yearbook_kg.resolve.institutions import institution_of
from yearbook_kg.resolve.kinds import kind_of
from yearbook_kg.resolve.levels import ZONE_WORDS, split_level
from yearbook_kg.resolve.places import full_zone

_YEARBOOK = re.compile(r"年鉴|年刊|统计资料")
_VOLUME_TAIL = re.compile(r"(?:简志|续志|通志|志稿|志|年鉴|年刊|统计).*")
_STATED = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)年")
_ABOUT = re.compile(r"(?:概况|简介|基本情况|概述|综述)$")
_ENOUGH = 50_000  # characters of the body that tell 全市 from 全县
_TOWNS = ("镇", "乡", "街道", "村", "公社")


def publication_of(entry: Entry) -> Entity | None:
    """The volume that the entry is from, without 《》."""
    book = fields.publication(entry)
    return Entity(book.name, "Work") if book else None


def covered_year(entry: Entry) -> int | None:
    """The year before the one in a yearbook's title; None for a gazetteer or a volume of several years.

    A yearbook without a year in its title covers the year that its body names first.
    """
    book = fields.publication(entry)
    if book is None or not _YEARBOOK.search(book.name):
        return None
    year = fields.year_of_title(entry)
    if year is not None:
        return year - 1
    first = _STATED.search(entry.text, entry.body_start, entry.body_end)
    return int(first.group(1)) if first and not re.search(r"\d{4}", book.name) else None


Homes = tuple[Ground | None, Ground | None]


def home_of(entry: Entry, mentions: tuple[Mention, ...], atlas: Atlas, year: int | None) -> Homes:
    """The division that the volume is about, and the town below it, where the volume is a town's.

    By the volume's name, settled by what header and body name: 《湘潭县年鉴2011》 says it in full,
    《吉安年鉴2013》 leaves 吉安市 and 吉安县, and the page decides; 《东莞市塘厦镇志》 is about 塘厦镇 in
    东莞市.
    """
    book = fields.publication(entry)
    stem = _VOLUME_TAIL.sub("", book.name).strip("（(《 ") if book else ""
    named = [word.name for word in (*fields.keywords(entry), *fields.about_places(entry))]
    found = _in_full(stem, atlas, year)
    if found is not None:
        below = stem[stem.find(found.name) + len(found.name) :]
        return found, Ground(below, "township") if len(below) > 2 and below.endswith(_TOWNS) else None
    found = _in_short(stem, named, mentions, entry, atlas, year)
    if found is None and stem.endswith(_TOWNS):
        found = Ground(stem, "township")
    if found is not None:
        return found, None
    found = next((g for n in named if (g := atlas.exact(n, year))), None)
    return found or _leading(stem, mentions, atlas, year) or _most_named(mentions, atlas, year), None


def _leading(stem: str, mentions: tuple[Mention, ...], atlas: Atlas, year: int | None) -> Ground | None:
    """石城县 of 《石城文史资料》: the short name that a title begins with, where the page names the place."""
    for length in (3, 2):
        ground = atlas.short(stem[:length], year) if len(stem) > length else None
        named = any(m.text.startswith(stem[:length]) and m.text != stem for m in mentions)
        wide = ground is not None and ground.level in ("province", "prefecture")
        if ground is not None and (named or wide or institution_of(stem)):
            return ground
    return None


def _most_named(mentions: tuple[Mention, ...], atlas: Atlas, year: int | None) -> Ground | None:
    """The division that most names of the page begin with, at least twice: 罗田县 of 罗田县板栗研究所."""
    counts: Counter[Ground] = Counter()
    for mention in mentions[:2000]:
        name = atlas.leading(mention.text.lstrip("《“"), year, whole=True)
        if name and (ground := atlas.exact(name, year)):
            counts[ground] += 1
    ((best, count),) = counts.most_common(1) or ((None, 0),)
    return best if count > 1 else None


def _in_full(stem: str, atlas: Atlas, year: int | None) -> Ground | None:
    """The last division that a title names in full: 武隆县 of 重庆市武隆县志, 永新县 of 永新县教育志."""
    found: Ground | None = None
    start = 0
    while start < min(len(stem), 40):
        name = atlas.leading(stem[start:], year, whole=True)
        if name:
            # 福州市鼓楼区: the one of that city, not of another
            found = (atlas.below(found, name, year) if found else None) or atlas.exact(name, year)
        start += len(name) if name else 1
    return found


def _in_short(
    stem: str, named: list[str], mentions: tuple[Mention, ...], entry: Entry, atlas: Atlas, year: int | None
) -> Ground | None:
    """The division that a title names in short, by the full names and by 全市, 全县 on the page."""
    if not stem:
        return None
    body = entry.text[entry.body_start : min(entry.body_end, entry.body_start + _ENOUGH)]
    names = {m.text for m in mentions if m.type == "Place"} | set(named)
    names |= {f"{stem}{end}" for end in "市县区州盟旗"}
    spoken = Counter(
        split[0] for m in mentions if m.type == "Organization" and (split := split_level(m.text))
    )
    scores: dict[str, tuple[int, int]] = {}
    for name in sorted(names):
        full = atlas.exact(name, year) if name.startswith(stem) and name != stem else None
        if full is not None and atlas.lasts(full.name, year):
            own = sum(body.count(word + name[-1]) for word in ("全", "本", "我"))
            # 州民委, 州公安局: the bodies of a prefecture, where the city beside it has the same short name
            own += spoken[name[-1]]
            scores[name] = (int(name in named), body.count(name) + own)
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is not None and scores[best] > (0, 0):
        return atlas.exact(best, year)
    return atlas.short(stem, year) or _within(stem, atlas, year)


def _within(stem: str, atlas: Atlas, year: int | None) -> Ground | None:
    """朝阳区 of 北京朝阳年鉴: a short name behind the short name of a division above it."""
    for length in range(2, len(stem) - 1):
        above = atlas.short(stem[:length], year)
        if above is not None and (found := atlas.below(above, stem[length:], year)):
            return found
    return None


def subject_of(
    entry: Entry, places: Set[str], atlas: Atlas, home: Ground | None, year: int | None
) -> Ground | None:
    """The place within the home division that the page itself is about: 洋中镇 in 《尤溪年鉴2010》.

    places: the places that the page names; a zone that no table knows must be among them.
    """
    title = fields.title(entry)
    name = _ABOUT.sub("", title.name.strip()) if title else ""
    if not name or (home is not None and name == home.name):
        return None
    known = atlas.exact(name, year)
    if known is not None or home is None:
        return known
    zone = full_zone(name, places, home.name)
    if (name in places or zone in places) and zone.endswith(ZONE_WORDS) and zone not in ZONE_WORDS:
        return Ground(zone, "zone")
    return Ground(name, "township") if 3 <= len(name) <= 7 and name.endswith(_TOWNS) else None


def main_organization(entry: Entry, linked: dict[str, str], bare_heads: int) -> Entity | None:
    """The one body that the page is about: its title, else the one body of its keywords that the title fits.

    linked: the full names that the page's mentions of organisations got, by their words. bare_heads: how many
    bodies the headings name; a page of several bodies has no main one.
    """
    titles = [found.name.strip() for found in (fields.name(entry), fields.title(entry)) if found]
    words = titles[-1] if titles else ""
    name = next((linked[title] for title in titles if title in linked), None)
    if name is None and words and bare_heads < 2:
        near = {
            linked[k.name] for k in fields.keywords(entry) if k.name in linked and words in linked[k.name]
        }
        name = near.pop() if len(near) == 1 else None
    return Entity(name, "Organization", kind_of(name, "Organization")) if name else None
