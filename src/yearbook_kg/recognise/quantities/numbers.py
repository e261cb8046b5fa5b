"""Number words -> Decimal: digits with separators and reading errors, Chinese numerals, and their scale."""

from __future__ import annotations

import re
from decimal import Decimal

# 4O,260 and l2,600 are what character recognition makes of 40,260 and 12,600; 2 345万 has its thousands set
# off by a space. Full-width signs stand as escapes: \uff0c is the comma, \uff0e the full stop, \uff10 is 0.
_D = r"[0-9\uff10-\uff19]"
_N = r"[0-9\uff10-\uff19Oo\uff2f]"
ARABIC = (
    rf"(?:(?:[1-9\uff11-\uff19]{_N}{{0,2}}|[lI]{_N}{{1,2}}|[lI])(?:[,\uff0c](?:{_N}|[lI]){{3}}(?!{_D}))+"
    rf"|[1-9]\d{{0,2}}(?:[ \u00a0\u2009]\d{{3}})+(?= ?[.\u4e00-\u9fff%])|{_D}{_N}*)(?:[.\uff0e·]{_N}+)?"
)
NUMERALS = "一二三四五六七八九十百千万亿两零〇廿卅"
CHINESE = f"[{NUMERALS}]+"
# What a number begins with.
BEGINS = r"0-9\uff10-\uff19lI" + NUMERALS
_FOLD = str.maketrans(
    "".join(map(chr, range(0xFF10, 0xFF1A))) + "Oo\uff2flI\uff0e·",
    "012345678900011..",
    ",\uff0c \u00a0\u2009",
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_POSITIONAL = re.compile(r"[一二三四五六七八九零〇]{2,}")


def arabic(words: str) -> Decimal:
    """Read digits with separators, full-width digits and the letters that stand for digits.

    >>> arabic("4O,260"), arabic("l2,600"), arabic("3,870.5")
    (Decimal('40260'), Decimal('12600'), Decimal('3870.5'))
    """
    return Decimal(words if words.isdecimal() and words.isascii() else words.translate(_FOLD))


def chinese(words: str) -> Decimal | None:
    """Read a Chinese numeral; None where the characters are no one number (一二百, 三五).

    >>> chinese("一千二百"), chinese("四十五"), chinese("十二"), chinese("一百零八"), chinese("两万三千")
    (Decimal('1200'), Decimal('45'), Decimal('12'), Decimal('108'), Decimal('23000'))
    >>> chinese("一二百") is None, chinese("一九五八")
    (True, Decimal('1958'))
    """
    if _POSITIONAL.fullmatch(words):
        return Decimal("".join(str(_DIGITS[c]) for c in words)) if len(words) > 2 else None
    words = words.replace("廿", "二十").replace("卅", "三十")
    total = section = digit = 0
    last = ""
    for c in words:
        if c in _DIGITS:
            if last and last in _DIGITS and last not in "零〇":
                return None
            digit = _DIGITS[c]
        elif c in _POWERS:
            section += (digit or (1 if c == "十" or not last else 0)) * _POWERS[c]
            digit = 0
        else:
            total = (total + section + digit or 1) * SCALES[c]
            section = digit = 0
        last = c
    if digit and last in _DIGITS and len(words) > 1 and words[-2] in "百千万":
        digit *= {"百": 10, "千": 100, "万": 1000}[words[-2]]  # 一百五 is 150
    return Decimal(total + section + digit)


def scale(words: str) -> int:
    """The factor that the words behind a number multiply by: 万 10,000, 百万 1,000,000, none 1.

    >>> scale("万"), scale("千万"), scale("")
    (10000, 10000000, 1)
    """
    factor = 1
    for c in words:
        factor *= SCALES[c]
    return factor
