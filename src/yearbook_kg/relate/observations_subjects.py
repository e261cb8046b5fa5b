"""Who a figure is about and which division it covers: the page's default, or the subject of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from yearbook_kg.model import Context, Entity, Frame, Mention

__all__ = ["Scope", "Subjects"]

_SUBJECTS = frozenset(("Organization", "Place", "Person", "Event", "Facility", "Work"))
# What may stand between the border of a clause and its subject.
_LEAD = re.compile(
    r"[\s\u3000\x01、该(\uff08]*(?:其中|同时|此外|当年|全年|年内|是年|同年|是月|同月|由|据)?[\s\x01]*"
)
_FIELD = re.compile(r"全(国|省|自治区|市|地区|州|盟|县|区|旗|镇|乡|街道)|([省市县区])(?:内|直|属)")
_COUNTY = re.compile(r"(?:县|市|区|旗|自治县)$")


@dataclass(frozen=True, slots=True)
class Scope:
    """Subject and place of a figure."""

    subject: Entity | None
    place: Entity | None


class Subjects:
    """Looks up the scope of a figure; built once a page."""

    def __init__(self, text: str, mentions: Sequence[Mention], context: Context) -> None:
        self._text = text
        self._mentions = [m for m in mentions if m.entity is not None and m.type in _SUBJECTS]
        self._starts = [m.start for m in self._mentions]
        self._context = context
        self._frame_starts = [f.start for f in context.frames]
        self._places = {
            m.entity.name: m.entity for m in mentions if m.type == "Place" and m.entity is not None
        }

    def default(self, offset: int) -> Scope:
        """What holds at ``offset`` for a sentence without a subject."""
        index = bisect_right(self._frame_starts, offset) - 1
        frame: Frame | None = self._context.frames[index] if index >= 0 else None
        organization = frame.organization if frame else self._context.organization
        place = (frame.place if frame else None) or self._context.division
        return Scope(organization or place, place)

    def subject_between(self, start: int, end: int) -> Mention | None:
        """The mention that is the grammatical subject of a clause between ``start`` and ``end``: it opens it."""
        index = bisect_right(self._starts, start - 1)
        for mention in self._mentions[index:]:
            if mention.end > end:
                return None
            lead = self._text[start : mention.start]
            if len(lead) > 12 or not self._opens(lead):
                return None
            if not self._is_modifier(mention.end):
                return mention
            return None
        return None

    def _opens(self, lead: str) -> bool:
        return (
            re.fullmatch(
                r"[\s\u3000、,\uff0c【】0-9年月日—\-至底末初上下旬(\uff08)\uff09]*(?:其中|同时|当年|全年|是年|同年|是月|同月|年末|年底|春|夏|秋|冬)?",
                lead,
            )
            is not None
        )

    def _is_modifier(self, end: int) -> bool:
        return self._text[end : end + 1] in ("的", "、", "”") or self._text[end : end + 2] in ("等地",)

    def scope_of(self, entity: Entity, default: Scope) -> Scope:
        """The scope of a figure about ``entity``: a county covers itself, a body the county it is named after."""
        if entity.type == "Place":
            own = _COUNTY.search(entity.name) is not None and len(entity.name) > 1
            return Scope(entity, entity if own else default.place)
        if entity.type == "Organization" and default.place is not None:
            for length in range(min(len(entity.name) - 1, 12), 1, -1):
                place = self._places.get(entity.name[:length])
                if place is not None and _COUNTY.search(place.name):
                    return Scope(entity, place)
        return Scope(entity, default.place)

    def field_of(self, words: str) -> Entity | None:
        """The division that words like 全省 or 居湖北省各县 stand for; None where they name none."""
        match = None
        for match in _FIELD.finditer(words):
            pass
        if match is None:
            return None
        level = match[1] or match[2]
        if level == "国":
            return Entity("中国", "Place")
        return self._context.levels.get(
            {"自治区": "省", "地区": "市", "州": "市", "盟": "市", "旗": "县"}.get(level, level)
        )

    def place_between(self, start: int, end: int) -> Entity | None:
        """The last place named between two offsets."""
        index = bisect_right(self._starts, start - 1)
        found: Entity | None = None
        for mention in self._mentions[index:]:
            if mention.end > end:
                break
            if mention.type == "Place":
                found = mention.entity
        return found
