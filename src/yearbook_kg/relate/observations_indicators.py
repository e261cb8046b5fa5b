"""The name of what each figure of a line measures, with what it takes over from the figures before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yearbook_kg.relate.observations_kinds import Reading, is_proportion, read_kind
from yearbook_kg.relate.observations_slots import Slot
from yearbook_kg.relate.observations_wording import (
    attribute_of,
    clean,
    default_noun,
    share_words,
    split_right,
    without_change,
)

__all__ = ["Measured", "Series", "measure"]

_CHANGES = frozenset(("increase", "decrease", "growth", "multiple"))
_DISTRIBUTED = re.compile(r"分别|依次|各为|顺次")
_LIST = re.compile(r"[、]|(?<=[^\s共])和(?=[^\s谐平解])|及(?!格|时)|与(?!会)|以及")
_AMONG = re.compile(r"其中|内有|含|包括|[(\uff08]")
_LEVEL_WORD = re.compile(r"(?:级|类|型|性|等|籍|以上|以下|大学|[男女]|[东中西南北]部|[省市县乡镇村])$")
_COUNTED = re.compile(r"^[\u4e00-\u9fff“《A-Za-z]")
_RANKED_BY = re.compile(
    r"^(?:总量|总数|增幅|增速|增量|销量|产量|数量|规模|总额|绝对额|均|排名|综合排名|成绩)$"
)


@dataclass(slots=True)
class Measured:
    """A figure with its kind and indicator; ``base``: the figure that a change or share refers to."""

    slot: Slot
    reading: Reading
    indicator: str
    own: str = ""
    base: Measured | None = None
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Series:
    """What the figures read so far leave to the next ones."""

    done: list[Measured] = field(default_factory=list)
    parent: Measured | None = None
    parent_part: int = -1
    queue: list[Measured | str] = field(default_factory=list)
    queue_head: str = ""

    def last(
        self, *, sentence: int | None = None, unit: str | None = None, level: bool = False
    ) -> Measured | None:
        """The nearest figure before that fits, looking back at most 40."""
        for measured in reversed(self.done[-40:]):
            if sentence is not None and measured.slot.sentence != sentence:
                return None
            if unit is not None and measured.slot.quantity.unit != unit:
                continue
            if level and measured.reading.kind in _CHANGES | {"rank", "share"}:
                continue
            return measured
        return None

    def bases(self, count: int, slot: Slot) -> list[Measured]:
        """The ``count`` levels before the slot that a list of changes is distributed over."""
        found = [
            m
            for m in self.done[-60:]
            if m.reading.kind not in _CHANGES | {"rank", "share"} and m.slot.bracket in (-1, slot.bracket)
        ]
        return found[-count:]


def measure(line: list[Slot]) -> list[Measured]:
    """Name what the figures of a line measure, in order."""
    series = Series()
    for index, slot in enumerate(line):
        if not (slot.joined and series.queue):
            _open_queue(line, index, series)
        series.done.append(_measure(slot, series))
    return series.done


def _run(line: list[Slot], index: int) -> int:
    """How many figures stand in one list from ``index`` on: 7.8%、5.2%和21.4%."""
    unit, count = line[index].quantity.unit, 1
    for slot in line[index + 1 :]:
        if not slot.joined or (slot.quantity.unit != unit and not is_proportion(unit)):
            break
        count += 1
    return count


def _open_queue(line: list[Slot], index: int, series: Series) -> None:
    """Prepare names or bases for a list of figures: 水稻、大豆面积分别为…, 同比分别增长…."""
    series.queue, series.queue_head = [], ""
    slot, count = line[index], _run(line, index)
    distributed = _DISTRIBUTED.search(slot.left) is not None
    if count < 2:
        return
    reading = read_kind(slot.quantity, slot.left)
    changed = reading is not None and (reading.kind in _CHANGES or reading.kind in ("share", "rank"))
    words = without_change(slot.left) if changed else clean(slot.left)
    if reading is not None and reading.kind == "share":
        words = share_words(slot.left)[0]
    names = [name for name in _LIST.split(words) if name]
    if len(names) == count and (distributed or changed):
        series.queue = list(_shared(names))
    elif changed or (distributed and not words):
        bases = series.bases(count, slot)
        series.queue = list(bases) if len(bases) == count else []


def _shared(names: list[str]) -> list[str]:
    """Give every name of a list the property that only the last one bears: 水稻、大豆、红薯面积."""
    attribute = attribute_of(names[-1])
    return [n if n.endswith(attribute) else n + attribute for n in names] if attribute else names


def _measure(slot: Slot, series: Series) -> Measured:
    reading = read_kind(slot.quantity, slot.left) or _inherited(slot, series)
    if series.queue:
        return _from_queue(slot, reading, series)
    if reading.kind == "share":
        return _share(slot, reading, series)
    if reading.kind in _CHANGES or reading.kind == "rank":
        return _change(slot, reading, series)
    return _level(slot, reading, series)


def _inherited(slot: Slot, series: Series) -> Reading:
    """The kind of a figure whose words do not say it: that of its series, else rate or level."""
    before = series.done[-1] if series.done else None
    if is_proportion(slot.quantity.unit):
        last = series.last(sentence=slot.sentence, unit=slot.quantity.unit)
        own = clean(slot.left)
        if last and last.reading.kind == "growth" and not attribute_of(own):
            return Reading("growth", last.reading.falls, spoken=False)
        return Reading("rate", spoken=False)
    if before and slot.joined and before.reading.kind in ("increase", "decrease"):
        return before.reading._replace(spoken=False)
    if (
        before
        and slot.left.startswith("、")
        and before.reading.kind == "increase"
        and before.slot.clause == slot.clause
    ):
        return before.reading._replace(spoken=False)
    return Reading("level", spoken=False)


def _from_queue(slot: Slot, reading: Reading, series: Series) -> Measured:
    item = series.queue.pop(0)
    last = series.last(sentence=slot.sentence)
    if slot.joined and last and not reading.spoken:
        reading = last.reading._replace(spoken=False)
    if isinstance(item, str):
        return Measured(slot, reading, item, own=item)
    return Measured(slot, reading, item.indicator, base=item)


def _share(slot: Slot, reading: Reading, series: Series) -> Measured:
    part, whole = share_words(slot.left)
    base = series.last(sentence=slot.sentence, level=True) or series.last(level=True)
    name = part or (base.indicator if base else "")
    if part and attribute_of(part) == part and base:
        name = f"{base.indicator}{part}"
    return Measured(slot, reading, f"{name}占{whole}比重", own=part, base=None if part else base)


def _change(slot: Slot, reading: Reading, series: Series) -> Measured:
    unit = slot.quantity.unit
    own = clean(slot.left) if reading.kind == "rank" else without_change(slot.left)
    if reading.kind == "multiple":
        own = without_change(re.sub(r"(?:为|是|相当于|达)[^,\uff0c]*$", "", slot.left))
    if reading.kind == "rank":
        own = re.sub(
            r"(?:在?全(?:国|省|市|县|区|州|旗|盟|乡|镇|自治区|地区|系统|行业)).*$|(?:居|列|排|获).*$", "", own
        )
        own = clean(own)
    base = _base(slot, reading, series)
    head = _head(slot) if reading.kind in ("increase", "decrease") else ""
    if own or head:
        name = own + head if own not in head else head
        if base and (_RANKED_BY.match(name) or attribute_of(name) == name):
            name = base.indicator if base.indicator.endswith(name) else base.indicator + name
            return Measured(slot, reading, name, own=own, base=base)
        return Measured(slot, reading, _with_parent(slot, name, series), own=own)
    return Measured(slot, reading, base.indicator if base else default_noun(unit), base=base)


def _base(slot: Slot, reading: Reading, series: Series) -> Measured | None:
    unit = slot.quantity.unit
    if unit == "个百分点":
        return series.last(sentence=slot.sentence, unit="%") or series.last(unit="%")
    if unit == "个千分点":
        return series.last(sentence=slot.sentence, unit="‰") or series.last(unit="‰")
    if reading.kind in ("increase", "decrease"):
        same = series.last(sentence=slot.sentence, unit=unit, level=True)
        return same or series.last(unit=unit, level=True)
    return series.last(sentence=slot.sentence, level=True) or series.last(level=True)


def _head(slot: Slot) -> str:
    """The thing counted, where it stands behind the number: 26家大中型企业."""
    if is_proportion(slot.quantity.unit) or not _COUNTED.match(slot.right):
        return ""
    return split_right(slot.right)[0] if not slot.right.startswith(("的", "和", "及", "与")) else ""


def _level(slot: Slot, reading: Reading, series: Series) -> Measured:
    unit, own = slot.quantity.unit, clean(slot.left)
    right = slot.right if _COUNTED.match(slot.right) else ""
    if right and not right.startswith(("和", "及", "与", "以及", "并", "的")):
        head, said = split_right(right)
        if head or said:
            noun = f"{said}的{head or default_noun(unit)}" if said else head
            name = f"{own}{noun}" if own and not said and len(own) <= 12 else noun if head else f"{own}{noun}"
            return Measured(slot, reading, _with_parent(slot, name, series), own=name)
    if not own and slot.right.startswith("的"):
        own = clean(slot.right)
    if own:
        return Measured(slot, reading, _completed(slot, own, reading, series), own=own)
    before = series.done[-1] if series.done else None
    if before and (slot.joined or slot.quantity.shape == "upper" or slot.left.strip() == ""):
        return Measured(slot, reading, before.indicator, own=before.own, base=before)
    same = series.last(unit=unit, level=True)
    if same:
        return Measured(slot, reading, same.indicator, own=same.own)
    return Measured(slot, reading, default_noun(unit))


def _completed(slot: Slot, own: str, reading: Reading, series: Series) -> str:
    """Give a property its bearer, and a proportion its property, from the figures before."""
    before = series.last(sentence=slot.sentence)
    attribute = attribute_of(own)
    if attribute == own and before:
        bearer = _bearer(before)
        return bearer + own if bearer and not own.startswith(bearer) else own
    if (
        is_proportion(slot.quantity.unit)
        and not attribute
        and before
        and before.slot.quantity.unit == slot.quantity.unit
    ):
        found = re.search(r"[\u4e00-\u9fff]{0,8}(?:率|比|度)", before.indicator)
        return f"{own}{found[0]}" if found else own
    return _with_parent(slot, own, series)


def _bearer(before: Measured) -> str:
    attribute = attribute_of(before.indicator)
    return before.indicator[: -len(attribute)] if attribute else ""


def _with_parent(slot: Slot, name: str, series: Series) -> str:
    """Tell of what a part is a part: 其中女职工, (国家级3家、省级27家)."""
    opens = slot.left.lstrip("\x01、,").startswith(("其中", "内有", "含", "其"))
    if opens or (slot.bracket >= 0 and (not series.done or series.done[-1].slot.bracket != slot.bracket)):
        series.parent, series.parent_part = (series.done[-1] if series.done else None), slot.part
        if opens and series.done:
            series.parent = series.last(level=True) or series.done[-1]
    elif slot.part != series.parent_part or (
        slot.bracket < 0 and series.parent and series.done[-1].slot.bracket >= 0
    ):
        series.parent = None
    parent = series.parent
    if parent is None or parent.indicator in name or parent.slot.quantity.unit != slot.quantity.unit:
        return name
    if _LEVEL_WORD.search(name):
        return name + parent.indicator
    return name if attribute_of(name) else f"{parent.indicator}({name})"
