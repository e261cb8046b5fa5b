"""Events: the scope word at their head is the place it means; a quoted short form is the longer name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Mention
from yearbook_kg.resolve.levels import Levels, split_level
from yearbook_kg.resolve.link import Link

_SCOPE = re.compile(r"(?:全|我|本)(省|市|县|区|州|旗|乡|镇|自治区|自治州)(.+)")
_NTH = r"第?[一二三四五六七八九十\d]+次"
_MEETING = re.compile(
    rf"(.{{4,}}?)({_NTH})((?:全体|(?:常务)?委员会|常委会?|主席|主任|党组|政府常务|常务)*(?:会议|全会|大会|代表大会))"
)
_BARE_MEETING = re.compile(
    rf"({_NTH})((?:全体|扩大|常委会?|常务委员会|主席|主任|党组|常务)?(?:会议|全会|大会))"
)
# 三届十五次常委会议, 七届五次全会: of the body that the section is about.
_OF_TERM = re.compile(rf"第?[一二三四五六七八九十\d]+届{_NTH}(?:.{{0,6}}?)(?:会议|全会|大会)")
_OWNER = re.compile(
    r"政协(?P<cppcc>.+)委员会|中国人民政治协商会议(?P<long>.+)委员会|(?P<npc>.+)人民代表大会(?:常务委员会)?|"
    r"中共(?P<party>.+?委)(?:员会)?"
)
_SAID = {"cppcc": "政协", "long": "政协", "npc": "人大", "party": ""}
_QUOTED = re.compile(r"[“\"「]([^”\"」]+)[”\"」](.*)")
_SEGMENT = re.compile(r"[、·,，\s]+")


@cache
def _campaigns() -> dict[str, str]:
    return {row["short"]: row["full"] for row in tables.load("resolve_events")}


def _common(words: str) -> Link | None:
    """土改 for 土地改革: a national campaign by its common short name."""
    full = _campaigns().get(words)
    return Link(full, 0.9, f"{words} is the common short name of {full}") if full else None


def _of_owner(words: str, owner: str | None) -> Link | None:
    """雅安市政协三届十五次常委会议 for 三届十五次常委会议 in the section of 政协雅安市委员会."""
    match = _OWNER.fullmatch(owner) if owner and _OF_TERM.fullmatch(words) else None
    if match is None or match.lastgroup is None:
        return None
    head = "中共" if match.lastgroup == "party" else ""
    name = head + match.group(match.lastgroup) + _SAID[match.lastgroup] + words
    return Link(name, 0.85, f"{words} is a session of {owner}, which holds here")


class Events:
    """Ties the events of one page."""

    def __init__(self, levels: Levels, mentions: Sequence[Mention]) -> None:
        self.levels = levels
        self.series: tuple[str, str] | None = None
        self.initials: dict[tuple[str, str], str] = {}
        for mention in mentions:
            match = _QUOTED.fullmatch(mention.text) if mention.type == "Event" else None
            segments = _SEGMENT.split(match.group(1)) if match else []
            if match and len(segments) > 1:
                key = "".join(segment[:1] for segment in segments)
                self.initials.setdefault((key, match.group(2)), mention.text)

    def link(self, mention: Mention, year: int | None, owner: str | None = None) -> Link | None:
        """The full name of an event, or None where the words are the best there is.

        owner: the body that holds where the event is named; its bare sessions are told by it.
        """
        words = mention.text
        found = (
            _common(words)
            or self._initialled(words)
            or self._session(words)
            or _of_owner(words, owner)
            or self._scoped(words, year)
        )
        if match := _MEETING.fullmatch(found.name if found else words):
            self.series = (match.group(1), match.group(3))
        return found

    def _session(self, words: str) -> Link | None:
        """第三次会议 behind 朝阳市九届人大常委会第二次会议: of the same body."""
        match = _BARE_MEETING.fullmatch(words)
        if self.series is None or match is None:
            return None
        series, kind = self.series
        name = series + match.group(1) + (kind if match.group(2) == "会议" else match.group(2))
        return Link(name, 0.9, f"{words} is of {series}, whose meeting the page named last")

    def _scoped(self, words: str, year: int | None) -> Link | None:
        """全市公安工作会议, 市四届人大常委会第九次会议: a level word, and what is held there."""
        match = _SCOPE.fullmatch(words)
        split = match.groups() if match else split_level(words)
        ground = self.levels.get(split[0], year) if split else None
        if split is None or ground is None:
            return None
        reason = f"{words} begins with {ground.name}, the division of its level on this page"
        return Link(ground.name + split[1], 0.95, reason)

    def _initialled(self, words: str) -> Link | None:
        """“面心实”活动 for “面对面、心贴心、实打实…”活动: the first characters of its parts."""
        match = _QUOTED.fullmatch(words)
        full = self.initials.get((match.group(1), match.group(2))) if match else None
        if full is None or full == words:
            return None
        return Link(full, 0.9, f"{words} is made of the first characters of {full}, which the page names")
