"""What a figure is to what it measures: a level, a change with its direction, a rate, a share, a rank …"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from yearbook_kg import tables
from yearbook_kg.model import ObservationKind, Quantity
from yearbook_kg.rules import Closing

__all__ = ["CHANGES", "POINTS", "Reading", "is_proportion", "read_kind"]

CHANGES = frozenset(("increase", "decrease", "growth", "multiple"))
PROPORTIONS = frozenset(("%", "‰", "/10万", "/万", "/千"))
POINTS = frozenset(("个百分点", "个千分点"))

# What may stand between a word of change and its number: 增长了近20%, 增幅达20%, 增长分别为12.3%.
_BETWEEN = (
    r"(?:了|达到|达|约为|约|近|为|分别为|分别|均|各|率为|率达|率|高达|超过"
    r"|速度为|幅度为|幅度达|幅度|\s|[:\uff1a])*"
)
# 增加到, 提高至, 下降为: the number is the new level.
_TO = (
    r"(?:增加|提高|上升|下降|减少|降低|发展|扩大|增长|缩短|缩小|回落|回升|上涨|延长|调整|调|升|降|增|减|涨|跌|升高|提升)(?:了)?(?:到|至|为|成)"
    r"(?:了|约|近|仅|现在的|目前的)*"
)
_TOWARDS = Closing(_TO)
_BELOW = re.compile(r"(?:低|慢|少)于[^,\uff0c]*$")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_SHARE = re.compile(r"占(?!地(?!方|区|级)|用|领|据|有|道|田|房|线)|所占|比重(?!提高|上升|下降|由)")
_OF = Closing(r"(?:为|是|达|达到|相当于|完成|仅为|仅)[^,\uff0c;\uff1b。]{1,24}的")


class Reading(NamedTuple):
    """The kind of a figure; ``falls``: a change downwards; ``spoken``: the words said so (not inherited)."""

    kind: ObservationKind
    falls: bool = False
    spoken: bool = True


Scope = Literal["percent", "absolute", "compared"]
_COMPARED = re.compile("比|较|同比|环比")


@cache
def _changes(scope: Scope) -> tuple[Closing, Closing]:
    """The words of a fall, and those of a rise, with what may stand between them and the number."""
    rows = [row for row in tables.load("figures_changes") if row["scope"] in ("all", scope)]
    rows.sort(key=lambda row: -len(row["words"]))
    down, up = ([row["words"] for row in rows if row["direction"] == way] for way in ("down", "up"))
    return Closing(*down, tail=_BETWEEN), Closing(*up, tail=_BETWEEN)


@cache
def _moves() -> Closing:
    """All that says that something changed; most words in front of a figure end in none of it."""
    return Closing(*(row["words"] for row in tables.load("figures_changes")), _TO, tail=_BETWEEN)


def _change(scope: Scope, left: str) -> str | None:
    """Which of fall and rise the words end in: the one that begins first."""
    falls, rises = _changes(scope)
    down, up = falls.search(left), rises.search(left)
    if down and up:
        return "down" if down.start() <= up.start() else "up"
    return "down" if down else "up" if up else None


def is_proportion(unit: str) -> bool:
    """Whether a unit makes the figure a proportion of something.

    >>> is_proportion("%"), is_proportion("个百分点"), is_proportion("人")
    (True, False, False)
    """
    return unit in PROPORTIONS


def read_kind(quantity: Quantity, left: str) -> Reading | None:
    """Read the kind of a figure from the words on its left (from the figure or clause before on).

    None: the words do not say (a percentage without a word of its own inherits that of its series).

    >>> from decimal import Decimal
    >>> q = Quantity(0, 4, "6.2%", Decimal("6.2"), "%")
    >>> read_kind(q, "比上年下降"), read_kind(q, "税收占财政收入的").kind, read_kind(q, "普及率提高到").kind
    (Reading(kind='growth', falls=True, spoken=True), 'share', 'rate')
    """
    if quantity.shape == "ordinal":
        return Reading("rank")
    if quantity.shape in ("lower", "upper"):
        return Reading("range")
    if quantity.shape == "multiple" or quantity.unit == "倍":
        return Reading("multiple")
    if quantity.unit in POINTS:
        falls = _direction(left, "absolute") == "down" or _BELOW.search(left)
        return Reading("decrease" if falls else "increase")
    if is_proportion(quantity.unit):
        return _proportion(left)
    return _amount(left)


def _direction(left: str, scope: Scope) -> str | None:
    if _moves().search(left) is None:
        return None
    if _TOWARDS.search(left):
        return "to"
    if (way := _change(scope, left)) is not None:
        return way
    way = _change("compared", left)
    return way if way is not None and _COMPARED.search(left) else None


def _proportion(left: str) -> Reading | None:
    direction = _direction(left, "percent")
    if direction in ("up", "down"):
        return Reading("growth", falls=direction == "down")
    if direction == "to":
        return Reading("rate") if _WORDS.search(_TOWARDS.cut(left)) else None
    if _OF.search(left):
        return Reading("share" if _SHARE.search(left) else "rate")
    if _SHARE.search(left):
        return Reading("share")
    return None


# 新增电子警察86套, 增产粮食1.9亿公斤: the verb stands in front of its object.
_ADDED = re.compile(
    r"^[^,\uff0c]{0,12}?(?:新增加?|净增|增设|增编)(?!值|长|至)|^[\x01、全年]*(?:增产|增收|增加)(?!值|到|至|了?$)"
    r"|新增[^,\uff0c的]{1,8}$"
)
_TAKEN = re.compile(r"^[\x01、全年]*(?:减少|减产)(?!到|至|了?$)")


def _amount(left: str) -> Reading | None:
    direction = _direction(left, "absolute")
    if direction == "up":
        return Reading("increase")
    if direction == "down":
        return Reading("decrease")
    if direction == "to":
        return Reading("level")
    if "增" in left and _ADDED.search(left):
        return Reading("increase")
    return Reading("decrease") if "减" in left and _TAKEN.search(left) else None
