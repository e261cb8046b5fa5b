"""Places: divisions of the gazetteer, and names that end like one (易俗河镇, 桑干河, 滨江新区)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_scan import Scan

# What may stand in the stem of a place's name, right before the word that ends it: 铁炉沟|村, 靠山满族|乡.
_STEM = re.compile("(?:[UFZzKE]|Mm|Qq*|Ee*){1,8}$")
_LIST = re.compile("、")
_BEFORE = re.compile(r"[在至往到于距抵赴向入由从经连接邻界属隶与和及驻、,;(「“~—]$")
_AFTER = re.compile(
    r"^(?:[、等地县人界,;)。的至和与及]|东部|西部|南部|北部|境|中游|上游|下游|一带|两地|农民|人民|籍)"
)


@cache
def _stems() -> dict[str, int]:
    """The longest stem that each word which ends a place's name takes."""
    return {word: int(row["stem"]) for row in tables.load("names_places") for word in row["words"].split()}


def stem_start(codes: str, end: int, longest: int, *, least: int = 2) -> int | None:
    """Where a name begins that ends before ``end``: the run of unknown characters, prepositions left out.

    A preposition belongs to the name where the name would be too short without it: 的|向坝|区, but 经|宋家|乡.
    Returns None where there is no stem.

    >>> stem_start("VUUUD", 4, 4), stem_start("VFUUD", 4, 4), stem_start("VFUD", 3, 4)
    (1, 2, 1)
    """
    start = end
    while start > 0 and end - start < longest and codes[start - 1] in "UFQqMmZzEeIiK":
        start -= 1
    while start < end and codes[start].islower():
        start += 1
    if start == end or (start > 0 and codes[start - 1] in "UQqMmZzLNK" and end - start >= longest):
        return None  # the run is longer than any name
    last = max(codes.rfind("F", start, end), codes.rfind("I", start, end))
    if last >= 0:
        behind = end - last - 1
        if behind >= least:
            start = last + 1
        elif behind == 1:
            start = last
        elif last - 1 < start or (last - 1 > start and codes[start] != "F"):
            return None
        else:
            start = last - 1
    return start if end - start >= least else None


# 潭江|镇: a town that bears the name of a river.
_RIVER_TOWN = re.compile("(?<![A-Za-z])PpD(?![dU])|(?<=[^UPpQq])PpD(?![dU])")


_VILLAGE = frozenset("屯寨庄堡铺集墟圩")


def full_places(scan: Scan) -> Iterator[Mention]:
    """Divisions that the gazetteer knows by their full name, and names built like one."""
    codes, text = scan.codes, scan.text
    for match in _RIVER_TOWN.finditer(codes):
        yield _mention(scan, match.start(), match.end(), "place-suffix", 0.93)
    for match in re.finditer("Pp+", codes):
        yield _mention(scan, match.start(), match.end(), "gazetteer-full", 0.95)
    for match in re.finditer("[DZ][dz]*", codes):
        word = match.group()
        longest = _stems().get(text[match.start() : match.end()], 4)
        least = 1 if text[match.start() : match.end()] in _VILLAGE else 2
        start = stem_start(codes, match.start(), longest, least=least)
        if start is None or not _stands(scan, start, match.start(), match.end()):
            continue
        sure = word[0] == "D"
        village = sure and text[match.start() : match.end()] in _VILLAGE
        rule, confidence = ("place-suffix", 0.78 if village else 0.9) if sure else ("feature-suffix", 0.75)
        yield _mention(scan, start, match.end(), rule, confidence)
    for match in _MISCUT.finditer(text):
        yield from _recut(scan, match.start(), match.end())


# Words that are no name, but whose end may close one: 矾|山区, 宋|家乡, 衙下|集镇, 中|铺|镇, 八里|铺镇.
_MISCUT = re.compile(
    "山区|老区|城区|家乡|集镇|古镇|市镇|小镇|铺镇|堡镇|庄镇|店镇|屯镇|寨镇|寨乡|集乡|铺乡|堡乡|庄乡|镇区|庙镇"
)


def _recut(scan: Scan, first: int, end: int) -> Iterator[Mention]:
    """A place whose end was read as a word of its own: one to three unknown characters stand before it."""
    codes = scan.codes
    if codes[first] == "." or (codes[end : end + 1].islower() and codes[end - 1].islower()):
        return
    start = first
    while start > 0 and first - start < 3 and codes[start - 1] in "UZIFM":
        start -= 1
    while start < first and codes[start] == "F" and first - start > 1:
        start += 1
    bounded = start == 0 or codes[start - 1] not in "UKS"
    if start < first and bounded and set(codes[start : first + 1]) & set("UMD") and codes[start] != "F":
        yield _mention(scan, start, end, "place-recut", 0.9)


_LARGE = ("县", "市", "省", "州", "府", "旗", "盟")


def _stands(scan: Scan, start: int, stem_end: int, end: int) -> bool:
    """Is the run a name, not a piece of a word or a kind of place (参评|县, 广泛|关|注)?"""
    codes, text = scan.codes, scan.text
    if text[start] == "第" and text[end - 3 : end] in ("督察区", "专员区"):
        return True
    if codes[start] == "I" and codes[stem_end] == "D" and text[stem_end] in _VILLAGE:
        return False
    if codes[stem_end - 1] == "K" and "U" not in codes[start:stem_end]:
        return False
    stem, word, after = codes[start:stem_end], text[stem_end:end], codes[end : end + 1]
    if not set(stem) & set("UQZF") and (
        len(stem) > 3 or word not in ("镇", "乡", "村", "公社", "街道", "街")
    ):
        return False
    if word in _LARGE and after in ("U", "M", "S", "K") and codes[start - 1 : start] not in ("V", "v", "F"):
        return False
    if len(word) == 1 and codes[stem_end] == "Z":
        return after not in ("U", "M", "S", "K", "J", "Z") or text[end] in _AFTER_FEATURE
    return True


_AFTER_FEATURE = frozenset("暴水流沿畔上下南北东西中两河岸域源干支")


_MOVED = re.compile(
    "(?:赴|抵|抵达|返回|迁往|迁至|移居|来自|前往|途经|进驻|攻占|占领|解放|进攻|收复|转战|逃往|流亡|客居|寓居|定居|任教于|生于|卒于|病逝于)$"
)


def short_places(scan: Scan) -> Iterator[Mention]:
    """Division names without their last character, where the words around them speak of places."""
    codes, text = scan.codes, scan.text
    for match in re.finditer("Qq*", codes):
        start, end = match.span()
        if codes[end : end + 1] in ("U", "K", "S", "M") and not _AFTER.match(text[end : end + 2]):
            continue
        before, after = text[max(0, start - 1) : start], text[end : end + 2]
        if _BEFORE.search(before) and (_AFTER.match(after) or codes[end : end + 1] in "VPQ"):
            yield _mention(scan, start, end, "gazetteer-short", 0.8)
        elif _MOVED.search(text[max(0, start - 3) : start]):
            yield _mention(scan, start, end, "gazetteer-short-moved", 0.8)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Place", rule, confidence)
