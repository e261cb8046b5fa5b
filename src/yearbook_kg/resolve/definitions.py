"""Short names that the page itself defines: （以下简称县联社）, 全称震泽供销合作社, 又称震泽医院."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yearbook_kg.model import Mention

# The words that bring in a short name: （以下简称“县联社”）, ，也简称县联社, 俗称老县社.
_SHORT = re.compile(
    r"(?:(?:以下|下|也|又|亦|统|通|均|仍|后|习惯上?)?[简略]称(?:为)?|(?:以下|下)称|俗称)[“\"「‘]?"
    r"([^\s,，。;；:：()（）“”\"「」、‘’]{2,16})"
)
# The words by which a heading or a short name is given its full name: 供销社 全称震泽供销合作社.
_FULL = re.compile(r"全称(?:为|是)?[“\"]?")
_REACH = 40
_NEAR, _NEAR_BEHIND = 8, 10
_LONGEST_LEAD = 4  # characters in front of 称: 习惯上简称


@dataclass(slots=True)
class Definitions:
    """The definitions of a page by short name, each from its place in the text on."""

    by_short: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, short: str, offset: int, full: str) -> None:
        """Let ``short`` mean ``full`` from ``offset`` on."""
        self.by_short.setdefault(short, []).append((offset, full))

    def at(self, short: str, offset: int) -> str | None:
        """The full name of a short name at an offset: by the last definition before it, else by the first."""
        known = self.by_short.get(short)
        if not known:
            return None
        index = bisect_right(known, offset, key=lambda definition: definition[0])
        return known[max(index - 1, 0)][1]

    def beginning(self, words: str, offset: int) -> str | None:
        """The name of a part of a body whose short name the words begin with: 县联社理事会."""
        for length in range(len(words) - 1, 2, -1) if self.by_short else ():
            if full := self.at(words[:length], offset):
                return full + words[length:]
        return None


def find_definitions(
    text: str, start: int, end: int, mentions: Sequence[Mention]
) -> list[tuple[int, str, Mention]]:
    """Return the short names defined in ``text[start:end]``: offset, words, and whose it is.

    The owner is the last organisation or place that ends at most 40 characters before the defining words;
    the owner of a title in 《》 is the last work.
    """
    works = [m for m in mentions if m.type == "Work"]
    others = [m for m in mentions if m.type in ("Organization", "Place", "Facility", "Event")]
    by_kind = {True: (works, [m.end for m in works]), False: (others, [m.end for m in others])}
    found = []
    for match in _defining(text, start, end):
        owners, ends = by_kind[match.group(1).startswith("《")]
        index = bisect_right(ends, match.start()) - 1
        if (
            index >= 0
            and match.start() - ends[index] <= _REACH
            and "。" not in text[ends[index] : match.start()]
        ):
            found.append((match.start(1), match.group(1), owners[index]))
    return found


def _defining(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The defining words with what they define, found by the 称 that is in all of them."""
    at = text.find("称", start, end)
    while at >= 0:
        first = range(max(start, at - _LONGEST_LEAD), at)
        match = next(filter(None, (_SHORT.match(text, begin, end) for begin in first)), None)
        if match is not None:
            yield match
            start = match.end()
        at = text.find("称", max(start, at + 1), end)


def full_name_after(text: str, mentions: Sequence[Mention], index: int) -> Mention | None:
    """The mention that gives the full name of ``mentions[index]``: 供销社 全称震泽供销合作社."""
    if index + 1 >= len(mentions):
        return None
    end, following = mentions[index].end, mentions[index + 1]
    if following.start - end > _NEAR or text.find("全称", end, following.start) < 0:
        return None
    return following if _FULL.fullmatch(text[end : following.start].strip()) else None


# 镇卫生院 又称震泽医院: another name of the thing named right before.
_ALSO = re.compile(r"[\s，,（(]*(?:又|亦|也|俗|别|习惯|当地)(?:被)?[称名叫](?:为|作)?[“\"「]?")


def also_called(text: str, mentions: Sequence[Mention], index: int) -> Mention | None:
    """The mention that ``mentions[index]`` is another name of: 震泽医院 behind 镇卫生院 又称."""
    if index == 0 or mentions[index - 1].type != mentions[index].type:
        return None
    end, start = mentions[index - 1].end, mentions[index].start
    near = 0 < start - end <= _NEAR_BEHIND
    return mentions[index - 1] if near and _ALSO.fullmatch(text, end, start) else None
