"""Do the quoted words of a figure give its value? A small exact reader; what is beyond it is left alone.

It is not the reader that the figures were read with, on purpose: a check that shares the code of what it
checks would share its mistakes.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SCALES = _POWERS | {"万": 10**4, "亿": 10**8}
# Escapes for the full-width signs: digits, full stop, comma, minus, per cent.
_FOLD = str.maketrans(
    {0xFF10 + n: str(n) for n in range(10)}
    | {0xFF0E: ".", 0xFF0C: ",", 0xFF0D: "-", 0xFF05: "%", 0xFE6A: "%"}
)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<arabic>{_ARABIC})(?P<scale>[十百千万亿]*)|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+)"
)
_SIMPLE = re.compile(rf"(?P<arabic>{_ARABIC})(?P<scale>[十百千万亿]*)", re.ASCII)
# Fractions, doublings, halves, a few, and broken digits need more than a table of digits.
_BEYOND = re.compile(r"分之|番|半|[几数]|[/:∶×xX·±^〔〕()（）]|廿|卅|[OoIl]|\d[ \u00a0\u2009]+\d")
_MORE = re.compile("[余多来]")  # 200余万元 is read as 200万元, with a qualifier
_COLUMN = (1, 10, 100, 10**3, 10**4, 10**5, 10**6, 10**7, 10**8)
_RANGE = re.compile(r"[\s元个人%％‰万亿千百十米年]*[-—–―－~～至到][\s]*")


def gives(words: str, value: Decimal, unit: str = "") -> bool | None:
    """Whether the words of a figure give a value in a unit; None where they are beyond this reader.

    unit: its name, as the graph has it. Either end of a range counts, and a bare number may have its scale
    in the head of its column.

    >>> gives("460万元", Decimal(4600000), "元"), gives("460万元", Decimal(9900000), "元")
    (True, False)
    >>> gives("约八成", Decimal(80), "%"), gives("10—20万吨", Decimal(100000), "吨")
    (True, True)
    >>> gives("三分之一", Decimal(3)) is None, gives("5角", Decimal("0.5"), "元") is None
    (True, True)
    """
    simple = _SIMPLE.match(words)
    if simple and words[simple.end() :] in ("", unit) and _read(simple) == abs(value):
        return True  # 460万元, 1,318: the form of most
    whole = words.translate(_FOLD)
    # 千瓦时 and 个百分点 hold signs of numbers, so the unit goes first
    before, known, behind = whole.rpartition(unit.translate(_FOLD)) if unit else ("", "", whole)
    plain = _MORE.sub("", f"{before} {behind}")
    if _BEYOND.search(plain):
        return None
    found = list(_NUMBER.finditer(plain))
    if not found or (len(found) > 1 and not _is_range(plain, found)):
        return None
    bare, tenths = whole.strip(" +-") == found[0].group(), "成" in plain
    if unit and not (known or bare or tenths):
        return None  # another unit, 5角 in 元: what it counts in is not known here
    readings = [reading for match in found if (reading := _read(match)) is not None]
    if len(readings) < len(found):
        return None
    scales = _COLUMN if bare else (1, _scale(found[-1]["scale"] or ""))  # 10—20万吨
    tens = (10,) if tenths else (1,)
    return abs(value) in {number * scale * ten for number in readings for scale in scales for ten in tens}


def _is_range(words: str, found: list[re.Match[str]]) -> bool:
    between = [words[one.end() : other.start()] for one, other in pairwise(found)]
    return len(found) == 2 and _RANGE.fullmatch(between[0]) is not None


def _scale(words: str) -> int:
    factor = 1
    for sign in words:
        factor *= _SCALES[sign]
    return factor


def _read(match: re.Match[str]) -> Decimal | None:
    if match["arabic"]:
        return Decimal(match["arabic"].replace(",", "")) * _scale(match["scale"])
    return _chinese(match["chinese"])


def _chinese(words: str) -> Decimal | None:
    """Read a well-formed numeral, 一千零五十 or 一九五八; None for any other (三五, 一百五)."""
    if all(sign in _DIGITS for sign in words):
        plain = "".join(str(_DIGITS[sign]) for sign in words)
        return Decimal(plain) if len(plain) != 2 else None
    total = section = digit = 0
    for before, sign in pairwise("　" + words):
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            total = (total + section + digit or 1) * _SCALES[sign]
            section = digit = 0
        if digit and sign == words[-1] and before in "百千万亿" and len(words) > 2:
            return None  # 一百五 is 150, 一百零五 is not: left to the reader proper
    return Decimal(total + section + digit)
