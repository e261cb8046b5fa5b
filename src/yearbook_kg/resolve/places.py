"""Places: short names, variants and one-character names tied to full names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yearbook_kg.model import Mention
from yearbook_kg.resolve.atlas import Atlas, Ground
from yearbook_kg.resolve.levels import ZONE_WORDS, Levels
from yearbook_kg.resolve.link import Link

_ENDS = ("自治县", "自治旗", "自治州", "自治区", "省", "市", "县", "区", "旗", "镇", "乡", "街道", "村")
# 经济开发区, 工业园区: a zone without the name of its place.
_BARE_ZONE = re.compile(
    r"(?:省级|国家级|市级|县)?(?:(?:经济|技术|高新|产业|工业|科技|生态|农业|现代|文化|旅游|循环|边境|合作|出口|综合|保税|物流|商务|商贸|"
    r"创业|化工|食品|陶瓷|服装|纺织|光电|电子|信息|机械|制药|医药|轻工|台商|创业|民营|特色|中小企业|返乡|农民|滨江|城南|城北|城东|城西|"
    r"新型|再生|资源|建材|家具|冶金|新能源|新材料))*"
    r"(?:开发区|园区|集聚区|集中区|示范区|示范园|产业园|工业园|科技园|物流园|创业园|孵化园|工业区|新区|新城|度假区|合作区|保税区|加工区|管理区)"
)
_ZONE_ENDS = (
    "开发区",
    "园区",
    "新区",
    "示范区",
    "集聚区",
    "集中区",
    "产业园",
    "工业园",
    "科技园",
    "物流园",
    "度假区",
    "景区",
)
_LONGEST_ZONE = 24
_VARIANT_ENDS = ("街道", "镇", "乡", "村", "县", "区", "市")


class Places:
    """Ties the places of one page."""

    def __init__(self, levels: Levels, mentions: Sequence[Mention]) -> None:
        self.levels = levels
        self.atlas = atlas = levels.atlas
        self.usual = levels.usual
        names = [m.text for m in mentions if m.type == "Place"]
        self.short = _short_names(names)
        self.variants = _variants(names, atlas)
        self.zones = zone_ends(names)

    def link(self, mention: Mention, head: str | None, year: int | None) -> Link | None:
        """The full name of a place, or None where the words are the best there is.

        head: the level that a list lends to its members (城关、水坪6个区).
        """
        words = mention.text
        year = self.usual if year is None else year
        if head is not None:
            name = words if words.endswith(head) else words + head
            known = self.atlas.exact(name, year) or self.atlas.short(words, year)
            reason = f"{words} stands in a list that ends in {head}"
            if known is not None and known.name.endswith(head):
                return Link(known.name, 0.92, reason, known.code, known.level)
            return Link(name, 0.9, reason)
        if found := self.atlas.place(words, year):
            score = 1.0 if found.name == words else 0.97
            return Link(found.name, score, f"{words} is {found.name} in the division table", *_place(found))
        if words in ZONE_WORDS and words in self.zones:
            return self._zone(words)
        if words in ZONE_WORDS and (found := self.levels.get(words, year)):
            return Link(found.name, 0.93, f"{words} is {found.name} on this page", *_place(found))
        if found_zone := self._zone(words):
            return found_zone
        if words in self.variants:
            right = self.variants[words]
            return Link(right, 0.85, f"{words} differs from {right} on this page in one character")
        own = self.atlas.short(words, year)
        if own is not None and self.atlas.is_home(own):
            return Link(own.name, 0.95, f"{words} is {own.name}, which this page is about", *_place(own))
        if full := self.short.get(words):
            known = self.atlas.exact(full, year)
            return Link(full, 0.93, f"{words} is short for {full}, which the page names", *_place(known))
        if found := own or self.atlas.abridged(words, year):
            reason = f"{words} is short for {found.name} in the division table"
            return Link(found.name, 0.92, reason, *_place(found))
        return None

    def _zone(self, words: str) -> Link | None:
        """经济开发区 for 永新县经济开发区: the one that the page names in full, else the home division's."""
        home = self.levels.home
        named = self.zones.get(words)
        if named is not None:
            return Link(named, 0.9, f"{words} ends {named}, which the page names")
        if home is None or not _BARE_ZONE.fullmatch(words):
            return None
        return Link(home.name + words, 0.75, f"{words} without a division is {home.name}'s own on this page")


def zone_ends(names: Iterable[str]) -> dict[str, str]:
    """The ends by which the zones of a page may be called: 泰和工业园区, 工业园区 of 江西泰和工业园区.

    >>> zone_ends(["江西泰和工业园区"])["泰和工业园区"]
    '江西泰和工业园区'
    """
    zones = [name for name in names if name.endswith(_ZONE_ENDS) and len(name) <= _LONGEST_ZONE]
    return {name[at:]: name for name in sorted(zones, key=len) for at in range(2, len(name) - 2)}


def full_zone(name: str, names: Iterable[str], home: str) -> str:
    """The full name of the zone that a title names in short: one of the page's names, or home's own zone."""
    if not name.endswith(_ZONE_ENDS):
        return name
    bare = _BARE_ZONE.fullmatch(name) is not None
    return zone_ends(names).get(name) or (home + name if bare else name)


def _place(ground: Ground | None) -> tuple[str | None, str | None]:
    return (ground.code, ground.level) if ground else (None, None)


def _short_names(names: Sequence[str]) -> dict[str, str]:
    """The short names that the full names of a page allow: 汤坑 for 汤坑镇; none where two compete."""
    found: dict[str, str | None] = {}
    for name in dict.fromkeys(names):
        end = next((e for e in _ENDS if name.endswith(e)), None)
        short = name.removesuffix(end) if end else ""
        # 朝阳湖 is the lake, not the town 朝阳湖镇.
        if len(short) >= 2 and not (end in ("镇", "乡", "村") and short.endswith(("湖", "江", "河", "水库"))):
            found[short] = name if found.get(short, name) == name else None
    return {short: full for short, full in found.items() if full}


def _variants(names: Sequence[str], atlas: Atlas) -> dict[str, str]:
    """Names that differ from another of the same page in one character and look alike: 班竹园镇, 斑竹园镇.

    Only names of at least four characters with one end; the first of the page is right, unless only the other
    is in the division table.
    """
    found: dict[str, str] = {}
    masks: dict[tuple[int, str], str] = {}
    for name in dict.fromkeys(names):
        if len(name) < 4 or not name.endswith(_VARIANT_ENDS):
            continue
        for index in range(len(name) - 1):
            mask = (index, name[:index] + "?" + name[index + 1 :])
            other = masks.setdefault(mask, name)
            if other != name and not _counted(name[index], other[index]):
                wrong, right = (name, other)
                if atlas.exact(wrong, None) and not atlas.exact(right, None):
                    wrong, right = right, wrong
                found[wrong] = right
    return found


def _counted(one: str, other: str) -> bool:
    """Characters by which sister places are told apart: 东 and 西, 上 and 下, 一 and 二."""
    sides = "东南西北中上下前后左右内外大小新老旧一二三四五六七八九十高低"
    return one in sides or other in sides
