"""The words in front of a figure without the names of who acts."""

from __future__ import annotations

import re

from yearbook_kg.relate.observations.slots import Slot
from yearbook_kg.relate.observations.wording import clean, is_division
from yearbook_kg.rules import Opening

__all__ = ["only_names", "own_words"]

_AVERAGE = Opening(r"(?:高于|低于|超过?)(?:全|平均)[^,\uff0c]*$")  # 高于全市平均0.12平方米
_GOES_WITH = ("、", "和", "与", "及")
_NOTE = re.compile(r"^[(\uff08][^()\uff08\uff09]*[)\uff09]")
_JOINERS = re.compile(r"[、和及与等共在的]|首批|三地|两地")
_DIVISION = re.compile(r"[省市县区旗州盟乡镇村屯]$|街道$")


def own_words(slot: Slot) -> str:
    """The words on the left, without the name of who did it."""
    words = slot.left
    if (slot.joined and "/" in words) or _AVERAGE.match(words.lstrip("\x01、")):
        return ""
    if slot.names and slot.names[0].start - slot.left_start <= 3:
        for mention in slot.names:  # 县委、县政府先后组织…
            if mention.type not in ("Organization", "Place", "Person"):
                break
            if mention.type == "Place" and not _DIVISION.search(mention.text):
                break  # 南华山景区改造: the name is part of what is measured
            head, _, behind = words.partition(mention.text)
            behind = _NOTE.sub("", behind)
            if len(head) > 3 or behind.startswith(("的", "级", "(", "\uff08")) or not clean(behind):
                break
            if not behind.startswith((*_GOES_WITH, *(m.text for m in slot.names))):
                return clean(behind)
            words = behind
        words = slot.left
    return clean(words)


def only_names(slot: Slot, words: str) -> bool:
    """Whether the words are nothing but a list of names: 漫水河、上土市【2社】."""
    if not slot.names or (
        len(slot.names) == 1 and not is_division(slot.quantity.unit) and slot.quantity.shape != "ordinal"
    ):
        return False
    for mention in slot.names:
        words = words.replace(mention.text, "")
    rest = _JOINERS.sub("", words)
    return not rest and slot.names[-1].type in ("Place", "Organization")
