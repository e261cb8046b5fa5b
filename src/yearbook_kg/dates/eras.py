"""Numerals, eras and named stretches of years, as Chinese prose writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yearbook_kg import tables

REPUBLIC = "民国"
REPUBLIC_BEFORE = 1911  # 民国元年 is 1912
# Every dash that pages print, and 一 between digits, which is a dash misread (1983一1987年).
DASH = r"(?:[-\u2010-\u2015\u2500~\uff5e\u301c\uff0d]|(?<=[\d年月日])一(?=\d))"
CONNECTOR = rf"(?:[ \t\u2003\u3000]?{DASH}{{1,2}}[ \t\u2003\u3000]?|至|到)"
NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_GLOSSED = r"(?:[公西]?元?前?\d{3,4}年?|[一二][〇○零一二三四五六七八九]{3}年?)"
GLOSS = rf"[ \t\u2003\u3000]?[(\uff08\u3014]{_GLOSSED}(?:{DASH}{{1,2}}(?:\d{{3,4}}年?)?)?[)\uff09\u3015]"

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_TENS = {"十": 10, "廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Reign:
    """A reign title: the years of its beginning and end, and its dynasty (清, 西晋 …)."""

    name: str
    first: int
    last: int
    dynasty: str


def numeral(text: str) -> int | None:
    """The number that digits or Chinese numerals below ten thousand years write; 元 is the first.

    >>> [numeral(t) for t in ("元", "16", "十六", "二十", "廿一", "一九五八", "二〇〇八", "正")]
    [1, 16, 16, 20, 21, 1958, 2008, 1]
    """
    if text in ("元", "正"):
        return 1
    if text.isdecimal():
        return int(text)
    if any(c not in _DIGITS and c not in _TENS and not c.isdecimal() for c in text) or not text:
        return None
    if not any(c in _TENS for c in text):
        return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text))
    total = 0
    for c in text:
        if c in _TENS:
            total = total * 10 if 0 < total < 10 and c == "十" else total + _TENS[c]
        else:
            total += _DIGITS.get(c, 0)
    return total


@cache
def reigns() -> dict[str, tuple[Reign, ...]]:
    """Every reign title of the table ``times_reigns``, with each use that dynasties made of it.

    >>> reigns()["光绪"][0].first
    1875
    """
    found: dict[str, tuple[Reign, ...]] = {}
    for row in tables.load("times_reigns"):
        reign = Reign(row["reign"], int(row["first"]), int(row["last"]), row["dynasty"])
        found[reign.name] = (*found.get(reign.name, ()), reign)
    return found


def era_year(era: str, count: int, *, dynasty: str = "") -> int | None:
    """The Gregorian year of the ``count``-th year of an era, or None where it never had so many.

    >>> era_year("民国", 16), era_year("光绪", 34), era_year("康德", 7), era_year("光绪", 40)
    (1927, 1908, 1940, None)
    """
    if era == REPUBLIC:
        return REPUBLIC_BEFORE + count if 1 <= count <= 38 else None
    for reign in sorted(reigns().get(era, ()), key=lambda r: not _same_dynasty(r.dynasty, dynasty)):
        year = reign.first + count - 1
        if count >= 1 and year <= reign.last:
            return year
    return None


def _same_dynasty(full: str, short: str) -> bool:
    return bool(short) and (full == short or full[-1] == short[-1])


_VAGUE = re.compile(
    r"(?:时期|期间|年间|[初中末前后]期|世纪|[初末]年|[初中末]叶|以来|之[初前后]|(?:建国|解放|成立|开放|土改|合作化).*|清末|清初|民初|[明清宋元唐国代朝][初末季])$"
)
_DECADE = re.compile(
    r"(?:(?P<century>\d{2}|二十|本|上)世纪)?(?P<full>\d\d)?(?:(?P<digit>\d)0|(?P<han>[一二三四五六七八九])十)年代(?P<tail>[初中末后前]?)"
)
_CENTURY = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})世纪")
_FIFTH = re.compile(r"第([一二三四五六七八九十]{1,3})个五年")


@cache
def _periods() -> tuple[tuple[str, int, int, str], ...]:
    rows = ((r["word"], int(r["first"]), int(r["last"]), r["kind"]) for r in tables.load("times_periods"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def period_years(text: str) -> tuple[int, int] | None:
    """The first and last year of a named stretch of years, or None where the words do not bound it.

    >>> period_years("20世纪80年代末"), period_years("五十年代"), period_years("“十一五”期间")
    ((1980, 1989), (1950, 1959), (2006, 2010))
    >>> period_years("第七个五年计划期间"), period_years("清光绪年间"), period_years("解放后")
    ((1986, 1990), (1875, 1908), None)
    >>> period_years("明弘治间"), period_years("咸丰初")
    ((1488, 1505), None)
    """
    if m := re.match(rf"(.*?\d0?){CONNECTOR}(\d0年代)", text):
        early, late = period_years(f"{m[1]}年代"), period_years(m[2])
        return (early[0], late[1]) if early and late else None
    if m := _DECADE.match(text):
        century = {"二十": 20, "上": 20, "本": 20, None: 20}.get(m["century"]) or int(m["century"] or 20)
        first = (int(m["full"]) if m["full"] else century - 1) * 100 + 10 * (
            numeral(m["digit"] or m["han"]) or 0
        )
        return first, first + 9
    if m := _CENTURY.match(text):
        century = numeral(m[1]) or 0
        return 100 * century - 99, 100 * century
    bare = text.strip("“”\"'‘’").replace("”", "").replace("’", "")
    if m := _FIFTH.match(text):
        bare = f"{m[1]}五计划"
    if (
        not re.search(r"时期|期间|年间|以来|计划|规划|[一二三四五六七八九十]五[初末]?$", bare)
        or "年底" in bare
    ):
        whole = _reign_stretch().search(bare)
        uses = reigns().get(whole["reign"]) if whole and whole["part"] in ("间", "朝") else None
        return (uses[0].first, uses[0].last) if uses else None
    for word, first, last, kind in _periods():
        if bare.startswith(word.strip("“”")) and (kind == "plan") == (word in _plan_words()):
            return first, last
    found = re.search(r"(?:" + "|".join(sorted(reigns(), key=len, reverse=True)) + ")年间", bare)
    if found and (uses := reigns().get(found.group()[:-2])):
        return uses[0].first, uses[0].last
    return None


@cache
def _plan_words() -> frozenset[str]:
    return frozenset(word for word, _, _, kind in _periods() if kind == "plan")


@cache
def _reign_stretch() -> re.Pattern[str]:
    """乾隆间, 明弘治初, 康熙朝 without 年."""
    titles = "|".join(sorted(reigns(), key=len, reverse=True))
    return re.compile(rf"(?P<reign>{titles})(?P<part>[间初末朝中])$")


def is_stretch(text: str) -> bool:
    """Whether the words name a stretch of years, known (八十年代) or not (清末, 解放后).

    >>> is_stretch("八十年代"), is_stretch("解放后"), is_stretch("咸丰初"), is_stretch("1953年")
    (True, True, True, False)
    """
    known = period_years(text) is not None or _VAGUE.search(text) is not None
    return known or _reign_stretch().search(text) is not None
