"""Figures that cannot be right as they stand: kept with their words, and flagged."""

from __future__ import annotations

import re

from yearbook_kg.relate.observations.series import Measured
from yearbook_kg.relate.observations.wording import counts

__all__ = ["doubt_of", "sureness_of"]

_LETTERS = re.compile(r"[0-9][OolI]|[OolI][0-9,\uff0c]")
# Of a plan or a budget more than the whole may be done, and an index stands around 100.
_MAY_EXCEED = re.compile(
    r"预算|计划|任务|目标|指标|指数|完成|复种|为|相当|比例|产销|达到|保值|增长|负债|投资回报|利用率"
)
_AVERAGED = re.compile(r"均|每|平|比例|系数|当量|折")
_MANY = 20


def doubt_of(measured: Measured) -> str | None:
    """Say why a figure cannot be right as it stands, or None; nothing is repaired.

    A share above 100 %, a fraction of a person or thing, a fall by more than all, a part above its whole,
    letters among the digits.
    """
    quantity, kind = measured.slot.quantity, measured.reading.kind
    if _LETTERS.search(quantity.text):
        return f"“{quantity.text}”数字中夹有字母,按{quantity.value}读取"
    if quantity.unit == "%" and kind in ("share", "rate", "range") and quantity.value > 100:
        words = measured.slot.left + measured.indicator
        return None if _MAY_EXCEED.search(words) else f"比重或比率{quantity.text}大于100%"
    if kind == "growth" and measured.reading.falls and quantity.value > 100:
        return f"下降{quantity.text},超过全部"
    counted = kind in ("level", "increase", "decrease") and counts(quantity.unit)
    if counted and quantity.value != quantity.value.to_integral_value():
        small = abs(quantity.value) < _MANY
        words = measured.slot.left + measured.indicator
        return None if small or _AVERAGED.search(words) else f"“{quantity.text}”不是整数"
    return _above_whole(measured)


def _above_whole(measured: Measured) -> str | None:
    parent, quantity = measured.parent, measured.slot.quantity
    if parent is None or parent.slot.quantity.unit != quantity.unit or measured.reading.kind != "level":
        return None
    if quantity.value <= parent.slot.quantity.value:
        return None
    return f"部分“{quantity.text}”大于总体“{parent.slot.quantity.text}”"


def sureness_of(measured: Measured, *, doubt: str | None, placed: bool) -> float:
    """How sure the whole observation is: by where its name came from, and whether its place is known.

    On the development gold even the weakest class, a name taken from the unit alone, holds nine times in ten;
    real pages are less even, so the steps are wider than those measured.
    """
    own = 95 if measured.own or measured.base is not None else 80
    if own > 92 and (measured.about is not None or measured.reading.kind == "range"):
        own = 92
    if doubt is not None:
        own -= 10
    return (own if placed else own - 15) / 100
