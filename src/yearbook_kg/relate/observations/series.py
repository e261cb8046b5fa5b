"""What the figures of a line leave to those behind them: bases, parents, the names of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from yearbook_kg.model import Entity
from yearbook_kg.relate.observations.kinds import CHANGES, Reading, is_proportion, read_kind
from yearbook_kg.relate.observations.slots import Slot
from yearbook_kg.relate.observations.wording import attribute_of, clean, share_words, without_change

__all__ = ["Item", "Listed", "Measured", "Series", "run_length"]

_LOOK_BACK = 60
_LONGEST_LIST = 60  # nothing is distributed over more; a page of one endless list must not cost more
_LISTING = ("、", "和", "及", "与")
_DISTRIBUTED = re.compile(r"分别|依次|各为|顺次")
_LIST = re.compile(r"、|(?<=[^\s共])和(?=[^\s谐平解])|(?<=[^普涉惠])及(?!格|时)|(?<=[^参])与(?!会)|以及")


@dataclass(frozen=True, slots=True)
class Listed:
    """The place of a figure in a list (312万元、586万元): the first slot, the index, the length."""

    first: Slot
    index: int
    count: int


@dataclass(slots=True)
class Measured:
    """A figure with its kind and indicator.

    own: the words of its own that the indicator was made of. base: the figure that a change, share or rank
    refers to. parent: the figure that this one is a part of. about: the entity that a list names for it.
    listed: its place in the list of figures that it stands in.
    """

    slot: Slot
    reading: Reading
    indicator: str
    own: str = ""
    base: Measured | None = None
    parent: Measured | None = None
    about: Entity | None = None
    listed: Listed | None = None

    @property
    def is_level(self) -> bool:
        """Whether others can be measured against it."""
        return self.reading.kind not in CHANGES and self.reading.kind not in ("rank", "share")


class Item(NamedTuple):
    """What one figure of a list takes: a name, the figure it refers to, or the entity it is about."""

    name: str = ""
    base: Measured | None = None
    about: Entity | None = None


@dataclass(slots=True)
class Series:
    """The figures of a line read so far, and what waits for the next ones."""

    done: list[Measured] = field(default_factory=list)
    queue: list[Item] = field(default_factory=list)
    parent: Measured | None = None
    parent_bracket: int = -1
    parent_part: int = -1
    parent_listed: bool = False

    def last(
        self,
        *,
        sentence: int | None = None,
        unit: str | None = None,
        level: bool = False,
        bracket: int | None = None,
        whole: bool = False,
    ) -> Measured | None:
        """The nearest figure before that fits.

        Of the sentence, in the unit, a level, in no other bracket, no part of another figure.
        """
        for measured in reversed(self.done[-_LOOK_BACK:]):
            if bracket is not None and measured.slot.bracket not in (-1, bracket):
                continue
            if sentence is not None and measured.slot.sentence != sentence:
                return None
            if unit is not None and measured.slot.quantity.unit != unit:
                continue
            if level and not measured.is_level:
                continue
            if whole and (measured.parent is not None or measured.slot.bracket >= 0):
                continue
            return measured
        return None

    def base(self, slot: Slot) -> Measured | None:
        """The figure that a change, share or rank without words of its own refers to.

        A rate that was itself derived (为计划的112.3%) is passed over for what it was derived from.
        """
        inside = slot.bracket
        found = self.last(sentence=slot.sentence, level=True, bracket=inside) or self.last(level=True)
        if found is not None and found.base is not None and is_proportion(found.slot.quantity.unit):
            return found.base
        return found

    def bases(self, count: int, slot: Slot) -> list[Measured]:
        """The ``count`` levels before the slot that a list of changes is distributed over."""
        recent = self.done[-count:]
        if (
            len(recent) == count
            and len({m.slot.bracket for m in recent}) == 1
            and all(m.is_level for m in recent)
        ):
            return recent  # (妇女89名、少数民族31名),占23.1%和8.0%
        found = [m for m in self.done[-_LOOK_BACK:] if m.is_level and m.slot.bracket in (-1, slot.bracket)]
        return found[-count:]

    def open_queue(self, slot: Slot, count: int) -> None:
        """Prepare what the list of ``count`` figures that begins with the slot is distributed over."""
        self.queue = []
        if count < 2:
            return
        reading = read_kind(slot.quantity, slot.left)
        changed = reading is not None and (reading.kind in CHANGES or reading.kind in ("share", "rank"))
        distributed = _DISTRIBUTED.search(slot.left) is not None
        words = _listed_words(slot, reading, changed=changed)
        if about := _about(slot, count) or _about_before(slot, count, words):
            self.queue = about
            return
        names = [name for name in _LIST.split(words) if name]
        if len(names) == count and (distributed or changed):
            self.queue = [Item(name) for name in _shared(names)]
        elif changed or (distributed and not words):
            bases = self.bases(count, slot)
            self.queue = [Item(base=base) for base in bases] if len(bases) == count else []

    def parent_of(self, slot: Slot) -> Measured | None:
        """The figure that the slot's is a part of: before 其中, or before the bracket that it stands in."""
        if slot.bracket >= 0:
            if slot.bracket != self.parent_bracket and self.done:
                self.parent, self.parent_bracket = self.done[-1], slot.bracket
            return self.parent
        if self.parent_bracket >= 0:
            self.parent, self.parent_bracket = None, -1
        if slot.left.lstrip("\x01、, ").startswith(("其中", "内有", "其内")):
            levels = [
                m for m in self.done[-_LOOK_BACK:] if m.is_level and m.slot.bracket < 0 and m.parent is None
            ]
            self.parent, self.parent_part = (levels[-1] if levels else None), slot.part
            self.parent_listed = False
        elif slot.part != self.parent_part or (self.parent_listed and slot.left[:1] not in _LISTING):
            self.parent = None
        elif slot.left[:1] in _LISTING:
            self.parent_listed = True  # 其中甲3家、乙2家 is over at the next comma
        return self.parent


def run_length(line: list[Slot], index: int) -> int:
    """How many figures stand in one list from ``index`` on: 7.8%、5.2%和21.4%.

    What is distributed may be in several units: 分别下降0.87亿元和1.57个百分点.
    """
    last = index + 1
    if last == len(line) or not line[last].joined:
        return 1
    unit = line[index].quantity.unit
    mixed = is_proportion(unit) or _DISTRIBUTED.search(line[index].left) is not None
    stop = min(len(line), index + _LONGEST_LIST)
    while last < stop and line[last].joined:
        if line[last].quantity.unit != unit and not mixed:
            break
        last += 1
    return last - index


def _listed_words(slot: Slot, reading: Reading | None, *, changed: bool) -> str:
    if reading is not None and reading.kind == "share":
        return share_words(slot.left)[0]
    return without_change(slot.left) if changed else clean(slot.left)


def _about(slot: Slot, count: int) -> list[Item]:
    """井开区、泰和县分别投入…: as many names in a chain as there are figures, with the words behind them."""
    names = [
        m for m in slot.names if m.entity is not None and m.type in ("Organization", "Place", "Facility")
    ]
    if len(names) < count:
        return []
    chain, offset = names[:count], slot.left_start
    for before, after in pairwise(chain):
        if after.start - before.end > 2:
            return []
    if chain[0].start - offset > 8:
        return []
    rest = clean(slot.left.split(chain[-1].text)[-1])
    ranked = slot.quantity.shape == "ordinal"
    return [Item(rest, about=mention.entity) for mention in chain] if rest or ranked else []


def _about_before(slot: Slot, count: int, words: str) -> list[Item]:
    """洋县、勉县分别举办…节,接待游客46万人次、31.2万人次: the names that opened the sentence."""
    chain = [m for m in slot.opening if m.entity is not None and m.type in ("Organization", "Place")][:count]
    if (
        len(chain) < count
        or chain[0].start - slot.sentence_start > 8
        or chain[-1].end >= slot.left_start
        or not words
    ):
        return []
    tight = all(after.start - before.end <= 1 for before, after in pairwise(chain))
    following = slot.opening[count : count + 1]
    longer = bool(following) and following[0].start - chain[-1].end <= 1
    return [Item(words, about=mention.entity) for mention in chain] if tight and not longer else []


def _shared(names: list[str]) -> list[str]:
    """Give every name of a list the property that only the last one bears: 水稻、大豆、红薯面积."""
    attribute = attribute_of(names[-1])
    return [n if attribute_of(n) else n + attribute for n in names] if attribute else names
