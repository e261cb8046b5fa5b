"""The topic that the figures of a sentence share, told once in front of them."""

from __future__ import annotations

import re

from yearbook_kg.relate.observations_actors import only_names
from yearbook_kg.relate.observations_slots import TIME, Slot
from yearbook_kg.relate.observations_wording import attribute_of, clean, counts, is_adverbial

__all__ = ["is_one_name", "told_by_topic"]

_AMOUNTS_TO = re.compile(f"{TIME}[底末初]?(?:为|是|达到?|有|仅|增至|增加到|发展到|减至|减少到)*$")
_SHORTEST_TOPIC = 2


def is_one_name(slot: Slot, own: str) -> bool:
    """Whether the words are the name right in front of the figure: 张家湾镇受灾1200人,永和镇【800人】."""
    last = slot.names[-1] if slot.names else None
    return last is not None and last.type in ("Place", "Organization") and own == last.text


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
