"""Events: the scope words at their head replaced by the place they mean."""

from __future__ import annotations

import re

from yearbook_kg.resolve.levels import Levels
from yearbook_kg.resolve.link import Link

_SCOPE = re.compile(r"(?:全|我|本)(省|市|县|区|州|旗|乡|镇)(.+)")
_SESSION = re.compile(r"(省|市|县|区|州|旗)((?:第|首届|[一二三四五六七八九十]+届|[一二三四五六七八九十]+次).+)")


def link_event(words: str, levels: Levels, year: int | None) -> Link | None:
    """全市“X”比赛 is 吉安市“X”比赛; 市四届人大常委会第九次会议 is 桂林市四届…"""
    match = _SCOPE.fullmatch(words) or _SESSION.fullmatch(words)
    ground = levels.get(match.group(1), year) if match else None
    if match is None or ground is None:
        return None
    name = ground.name + match.group(2)
    return Link(name, 0.95, f"{words} begins with {ground.name}, the division of its level on this page")
