"""Where in a text an expression of time may start: the few places in which the long pattern is tried.

A figure starts one when the sign behind it is one that follows a year, a month or a day; a word does by its
first two characters, which are read from the pattern.
"""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from yearbook_kg.dates.eras import CONNECTOR
from yearbook_kg.recognise.times.pattern import BLANKS, POINT
from yearbook_kg.rules import heads

# 2012年, 198O年, 3月, 5日, 1季度, 20世纪, 1983—1987年, 3、4月; 1985,1986年, 1953.3, a year in a cell.
_BEHIND = "年月日季学财世至到一、\\-\u2010-\u2015\u2500~\uff5e\u301c\uff0d"
_FIGURE = re.compile(
    rf"[\dl](?<!\d[\dl])(?=[\dOol]{{0,3}}[{BLANKS}]?[{_BEHIND}]|[\dOol]{{3}}[.\uff0e,\uff0c/{BLANKS}|])"
)
# 1980年代, 1980—90年代: the decade may stand behind two digits that are no part of it.
_DECADE = re.compile(rf"\d(?<=\d\d)(?=\d{{0,3}}(?:世纪|年代|{CONNECTOR}\d0年代))")
# A year in the first cell of a row, behind blanks.
_ROW = re.compile(rf"[{BLANKS}|](?<![^\n].)(?=[{BLANKS}|]*(?:18|19|20)\d\d)")


def starts(text: str) -> list[int]:
    """Every place where an expression of time may start, in order; most of them are one.

    >>> starts("民国21年(1932)属之,15年,投资3万元")
    [0, 2, 14]
    """
    found = {at for _, at, _ in _words().find_matches_as_indexes(text, overlapping=True)}
    for pattern in (_FIGURE, _DECADE, _ROW):
        found.update(match.start() for match in pattern.finditer(text))
    return sorted(found)


@cache
def _words() -> AhoCorasick:
    """The first two characters of all that is no figure."""
    found = heads(POINT.tree, size=2, digits=False) or ()
    words = (head for head in found if head[0] not in f"0123456789lo{BLANKS}|")
    return AhoCorasick(sorted(words), implementation=Implementation.ContiguousNFA)
