"""What the words around a date do to it, from the tables ``times_phrases`` and ``times_relative``."""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg import tables
from yearbook_kg.rules import Closing, screen

# The rest of a sentence, and of a clause; none is longer, unless the text has lost its full stops.
SENTENCE = re.compile(r"[^。;\uff1b\n]{0,400}")
CLAUSE = re.compile(r"[^,\uff0c。;\uff1b\n]{0,400}")
# What ends a sentence or a line, or sets something in brackets.
SIGN = re.compile(r"[。;\uff1b\n()\uff08\uff09]")
# 的9.1天: a figure of the year in front of it; 的2.4倍: a figure measured by it
FIGURE = re.compile(r"的?(?:近|约|不足)?[\d一二三四五六七八九十百]")
MULTIPLE = re.compile(r"的?(?:近|约|不足)?[\d.一二三四五六七八九十百]+(?:余|多)?(?:倍|%|成|分之)")
# A named stretch that is told of (“七五”期间), not only named (面向21世纪)
STRETCH = re.compile(r"期间|时期|年间|年代|以来|[前后初末叶期间朝中]$")
# 为1961年以来第二少值: a year to measure by
RECORD = re.compile(r"以来(?:的)?(?:历史)?(?:同期)?(?:最|第|首|新|罕|少|较|次)")
# 康熙五十三年、咸丰八年两度重修: what follows is of neither
LISTED = re.compile(r"[、和与及]|以及")
# In a yearbook 全年 is the year that it covers, 同年 the year that was last told of.
OF_THE_VOLUME = frozenset({"今年", "本年", "全年", "年内", "本年度"})
OF_THE_STORY = frozenset({"同年", "是年", "该年", "翌年", "次年", "第二年"})


@cache
def phrase(kind: str) -> re.Pattern[str]:
    """The patterns of one class of ``times_phrases`` as one.

    >>> bool(phrase("since").match("以来"))
    True
    """
    return re.compile("|".join(_patterns(kind)))


@cache
def phrase_before(kind: str) -> Closing:
    """The same for a class that stands right in front of a date.

    >>> bool(phrase_before("than").search("产量比")), bool(phrase_before("than").search("比产量"))
    (True, False)
    """
    return Closing(*_patterns(kind))


def _patterns(kind: str) -> list[str]:
    return [row["pattern"] for row in tables.load("times_phrases") if row["class"] == kind]


@cache
def reaches_or_to() -> re.Pattern[str]:
    """由上年的9.1天降至8.6天, 从1949年的3户到8户: where the second figure begins."""
    return re.compile(f"{phrase('reaches').pattern}|[到至]")


@cache
def _words() -> tuple[str, ...]:
    """The words between two dates that change which year holds, each kind in a group of its own."""
    anywhere = (f"(?P<{kind}>{phrase(kind).pattern})" for kind in ("vague", "yearly", "story", "now"))
    return (
        *anywhere,
        r"《[^《》\n]*?(?P<report>(?:19|20)\d\d)年[^《》\n]*?决算[^《》\n]*》",
        r"(?P<rise>由(?=[^,\uff0c。;\n]{0,14}?[\d一二三四五六七八九十百千]))",
    )


@cache
def token() -> re.Pattern[str]:
    """Everything between two dates that changes which year holds."""
    return re.compile("|".join((f"(?P<sign>{SIGN.pattern})", *_words())))


@cache
def telling() -> re.Pattern[str]:
    """What a stretch holds in which a token stands that is more than a sign."""
    return screen(*_words())


@cache
def _relative() -> dict[str, tuple[str, int, bool]]:
    rows = tables.load("times_relative")
    return {row["word"]: (row["unit"], int(row["step"]), row["holds"] == "yes") for row in rows}


def step_of(word: str | None) -> tuple[str, int, bool]:
    """The unit that a relative word counts in, by how many, and whether the text goes on in that year.

    >>> step_of("翌年"), step_of("上年"), step_of(None)
    (('year', 1, True), ('year', -1, False), ('', 0, True))
    """
    return _relative().get(word or "", ("", 0, True))
