"""The topic that the figures of a sentence share, told once in front of them."""

from __future__ import annotations

import re

from yearbook_kg.relate.observations.actors import only_names
from yearbook_kg.relate.observations.slots import TIME, Slot
from yearbook_kg.relate.observations.wording import attribute_of, clean, counts, is_adverbial, measured_in
from yearbook_kg.rules import Closing

__all__ = ["by_means_of", "distance", "is_one_name", "told_by_topic"]

_AMOUNTS_TO = re.compile(f"{TIME}[底末初]?(?:为|是|达到?|有|仅|增至|增加到|发展到|减至|减少到)*$")
_MEANS = re.compile(r"[\u4e00-\u9fff]{2,8}?(?=居|位[居列]|列|排|中标|成交|领先|夺)")
_LIES = Closing(
    r"(?:位于|地处|坐落[于在]?|[县城市镇乡村府州]|距)[^,]{0,12}[东南西北](?<!东西)(?<!南北)(?:面|部|边|郊|方向)?(?:约|近)?"
)
_SHORTEST_TOPIC = 2


def is_one_name(slot: Slot, own: str) -> bool:
    """Whether the words are the name right in front of the figure: 张家湾镇受灾1200人,永和镇【800人】."""
    last = slot.names[-1] if slot.names else None
    return last is not None and last.type in ("Place", "Organization") and own == last.text


def by_means_of(slot: Slot) -> str:
    """What stands behind a sum by which something is done: 以9,870万元【保费】居首位; "" for nothing."""
    match = _MEANS.match(slot.right) if slot.left.endswith("以") else None
    return match[0] if match else ""


def distance(slot: Slot, own: str) -> str:
    """The name of a length that tells where something lies: 位于归阳镇西北12公里之…; "" for none."""
    lies = measured_in(slot.quantity.unit) and _LIES.search(slot.left) is not None
    return own if lies and "距" in own else "距离" if lies else ""


def told_by_topic(slot: Slot, own: str) -> str:
    """The topic that figures of several years follow: 农业总产值,1949年为1,200万元,1978年…; "" for none."""
    if TIME not in slot.left or slot.clause_start <= slot.sentence_start or (own and not is_adverbial(own)):
        return ""
    topic = clean(slot.before)
    if len(topic) < _SHORTEST_TOPIC or only_names(slot, topic) or TIME in slot.before.strip(f"{TIME}、, "):
        return ""
    if counts(slot.quantity.unit) and not attribute_of(topic) and not _AMOUNTS_TO.search(slot.left):
        return ""
    return f"{topic}{own}"
