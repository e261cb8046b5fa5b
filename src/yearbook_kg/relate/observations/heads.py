"""The thing that a number counts, where it stands behind it: 26家大中型企业."""

from __future__ import annotations

import re

from yearbook_kg.relate.observations.actors import only_names
from yearbook_kg.relate.observations.kinds import is_proportion
from yearbook_kg.relate.observations.slots import Slot
from yearbook_kg.relate.observations.wording import counts, default_noun, measured_in, moves, split_right

__all__ = ["counted", "head_of", "number_noun"]

_HAN = re.compile(r"^[\u4e00-\u9fff“《A-Za-z]")
_CONNECTED = ("和", "及", "与", "以及", "并", "的")


def head_of(slot: Slot) -> str:
    """The thing counted, where it stands behind the number: 26家大中型企业."""
    if not counts(slot.quantity.unit) or not _HAN.match(slot.right) or slot.right.startswith(_CONNECTED):
        return ""
    return "" if moves(slot.right) else split_right(slot.right)[0]


def counted(slot: Slot, own: str, taken: str) -> str:
    """The name made of the thing counted behind the number and what is said of it; "" where there is none.

    taken: what the figure before it in a list counts (1,537户、5,420人纳入保障).
    """
    unit, right = slot.quantity.unit, slot.right
    if not right:
        return ""
    behind = counts(unit) or (is_proportion(unit) and not own) or (measured_in(unit) and 0 < len(own) <= 3)
    if not behind or moves(right) or not _HAN.match(right):
        return ""
    if right.startswith(_CONNECTED) and not (right.startswith("的") and is_proportion(unit)):
        return ""
    head, said = split_right(right)
    if is_proportion(unit):
        return f"{said}的{head}比例" if said and head else head
    if measured_in(unit):
        return f"{own}{head}" if head else ""
    if said:
        if not head and own:
            return f"{own}{said}"  # 组织20余批次赴长三角
        return f"{said}的{head or taken or number_noun(unit)}"
    return f"{own}{head}" if own and len(own) <= 12 and not only_names(slot, own) else head


def number_noun(unit: str) -> str:
    """How many were …: 死3人 is 死人数, not 死人口."""
    return "人数" if unit in ("人", "名") else default_noun(unit)
