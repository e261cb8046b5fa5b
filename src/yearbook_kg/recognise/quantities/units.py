"""The unit behind a number: the longest word of the table ``figures_units`` that stands there."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from yearbook_kg import tables

# 台(件), 件(套), 辆(台): a second unit in brackets belongs to the first.
_SECOND = re.compile(r"[(\uff08]([^()\uff08\uff09]{1,3})[)\uff09]")
_BRACKETS = ("(", "\uff08")
_DENOMINATOR = re.compile(r"/(?=[^\d\s/])")


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in tables.load("figures_units")}


def kind_of(unit: str) -> str:
    """The kind of a unit word (money, share, length … count); "" for a word that is no unit.

    >>> kind_of("公里"), kind_of("旧币"), kind_of("但是")
    ('length', 'money', '')
    """
    row = _units().get(unit)
    return row["kind"] if row else ""


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How long the units are that begin with a character, longest first."""
    sizes: dict[str, set[int]] = {}
    for unit in _units():
        sizes.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(known, reverse=True)) for first, known in sizes.items()}


@cache
def unit_initials() -> frozenset[str]:
    """The characters that a unit begins with."""
    return frozenset(_sizes())


def _longest(text: str, position: int) -> str:
    for size in _sizes().get(text[position : position + 1], ()):
        if (word := text[position : position + size]) in _units():
            return word
    return ""


def read_unit(text: str, position: int) -> tuple[str, int]:
    """Return the unit word that begins at ``position`` and the offset behind it; ("", position) for none.

    >>> read_unit("48台(件),销量", 2), read_unit("54.6立方米/秒", 4), read_unit("9项/14人", 1)
    (('台(件)', 6), ('立方米/秒', 9), ('项', 2))
    """
    unit = _longest(text, position)
    if not unit:
        return "", position
    end = position + len(unit)
    if unit[0] == "/":
        return unit, end
    second = _SECOND.match(text, end) if text[end : end + 1] in _BRACKETS else None
    if second and kind_of(second[1]) and kind_of(unit) != "money":
        return text[position : second.end()], second.end()
    if text.startswith("/", end) and _DENOMINATOR.match(text, end):
        below = _longest(text, end + 1)
        if below:
            return text[position : end + 1 + len(below)], end + 1 + len(below)
    return unit, end


def base_unit(unit: str) -> str:
    """The word a unit is kept as: yuan become CNY, percent signs one form, a misread 入次 becomes 人次.

    >>> base_unit("元"), base_unit("角"), base_unit("百分点"), base_unit("人次")
    ('CNY', 'CNY', '个百分点', '人次')
    """
    row = _units().get(unit)
    return row["base"] if row and row["kind"] in ("money", "share", "person") and row["base"] else unit


def share_of_base(unit: str) -> Decimal:
    """What one of a money's unit is in the unit it is kept as: 角 is 0.1 CNY; 1 for all else.

    >>> share_of_base("角"), share_of_base("元"), share_of_base("公里")
    (Decimal('0.1'), Decimal('1'), Decimal('1'))
    """
    return _money().get(unit, _ONE)


_ONE = Decimal(1)


@cache
def _money() -> dict[str, Decimal]:
    return {unit: Decimal(row["scale"]) for unit, row in _units().items() if row["kind"] == "money"}
