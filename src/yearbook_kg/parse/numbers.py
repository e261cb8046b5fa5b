"""The number that a heading carries, for checking that headings come in sequence."""

from __future__ import annotations

import re
import unicodedata

_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_CHINESE = re.compile(r"[零〇○一二三四五六七八九十百廿]+")


def number_value(sign: str) -> int | None:
    """Return the number in the sign of a heading, None where it has none.

    >>> [number_value(sign) for sign in ("第十二节", "(三)", "2.", "⑤", "●")]
    [12, 3, 2, 5, None]
    """
    plain = unicodedata.normalize("NFKC", sign)
    if digits := re.search(r"[0-9]+", plain):
        return int(digits.group())
    if words := _CHINESE.search(plain):
        return _chinese(words.group().replace("廿", "二十"))
    return None


def _chinese(words: str) -> int:
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * _DIGIT.get(hundreds[-1:], 1) if "百" in words else 0
    if ten:
        total += 10 * _DIGIT.get(tens[-1:], 1)
    return total + _DIGIT.get(ones[-1:], 0)
