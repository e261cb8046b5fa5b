"""The offices of a prefecture, named without it: 专署, 行署, 军分区."""

from __future__ import annotations

import re

from yearbook_kg import gazetteer
from yearbook_kg.resolve.levels import Levels
from yearbook_kg.resolve.link import Link

# 专署, 察南专署, 行署办公室
_OFFICE_OF = re.compile(r"(.{0,6}?)(专署|行署)(|.{1,8}(?:科|处|局|室|办|委|委员会|组|公司|院|站))")


def link_prefecture(words: str, named: str | None, levels: Levels, year: int | None) -> Link | None:
    """专署, 行署: the office of the prefecture that the page named last, else of the home division's.

    named: the prefecture that the page named last.
    """
    if words == "军分区":
        place = levels.get("地区", year) or levels.get("市", year)
        name = f"{gazetteer.short_form(place.name)}军分区" if place else ""
        return Link(name, 0.85, f"{words} is the one of {place.name}") if place else None
    match = _OFFICE_OF.fullmatch(words)
    if match is None:
        return None
    own, kind, part = match.groups()
    seat = levels.get("地区", year)
    head = own or named or (seat.name if seat else None)
    if head is None:
        return None
    # 察南专署 is 察南专员公署, and so is the one of 察南专区; 行署 came with the 地区.
    stem = head.removesuffix("专区").removesuffix("地区")
    name = f"{stem}专员公署"
    if kind == "行署":
        region = f"{stem}地区"
        name = (region if head == region or levels.atlas.exact(region, None) else head) + "行政公署"
    return Link(name + part, 0.9, f"{words} is the {name + part} of the prefecture {head}")
