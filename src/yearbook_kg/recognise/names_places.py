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
    if start == end:
        return None
    cut = start > 0 and codes[start - 1] in "UQqMmZzLNK" and end - start >= longest
    last = max(codes.rfind("F", start, end), codes.rfind("I", start + 1, end))
    if last >= 0:
        behind = end - last - 1
        if behind == 0 and codes[last] == "I":
            return None  # 灵石|两|县
        if behind >= least:
            start = last + 1
        elif behind == 1:
            start = last
        elif last - 1 < start or (last - 1 > start and codes[start] != "F"):
            return None
        else:
            start = last - 1
    elif cut:
        return None  # the run is longer than any name
    return start if end - start >= least else None


# 闽赣省, 鄂豫皖苏区: the provinces of the revolution bear the letters of others.
_LETTERED = re.compile("[冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇陕甘青蒙桂宁新绥察热]{2,4}(?:省(?!份|际)|边区|苏区|边省|特区)")
# 潭江|镇: a town that bears the name of a river.
_RIVER_TOWN = re.compile("(?<![A-Za-z])PpD(?!d)|(?<=[^UPpQq])PpD(?!d)")


# 岩溪|镇人民政府: the short form of a town's government follows the name of the town.
_GOVERNED = re.compile("(?<=[UZz])Yy")
# 江西宜春经济开发区, 金寨县经济开发区
_ZONE = re.compile("((?:[PQ][pq]*){1,2}U{0,3})([ZD][zd]{2,})")
_ZONES = frozenset(
    ("经济开发区", "经济技术开发区", "高新技术产业开发区", "高新技术开发区", "开发区", "工业园区", "工业园", "高新区", "产业园区", "保税区", "综合保税区")
)
# 九龙|山, 毛|竹山: the name of another place stands in that of a mountain.
_FEATURE_TOWN = re.compile("(?<=[^A-Za-z])(?:[PQ][pq]Z|UQq)(?![A-Za-z])")
_VILLAGE = frozenset("屯寨庄堡铺集墟圩")


def full_places(scan: Scan) -> Iterator[Mention]:
    """Divisions that the gazetteer knows by their full name, and names built like one."""
    codes, text = scan.codes, scan.text
    for match in _RIVER_TOWN.finditer(codes):
        yield _mention(scan, match.start(), match.end(), "place-suffix", 0.93)
    for match in _LETTERED.finditer(text):
        if codes[match.start()] == "U":
            yield _mention(scan, match.start(), match.end(), "province-letters", 0.93)
    for match in re.finditer("Pp+", codes):
        end = match.end() + (text[match.end() - 1 : match.end() + 1] == "山脉")
        yield _mention(scan, match.start(), end, "gazetteer-full", 0.95)
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
    for match in _FEATURE_TOWN.finditer(codes):
        if text[match.end() - 1] in "山江河湖溪岭岛泉" and text[match.end() : match.end() + 1] not in ("县", "市", "区"):
            yield _mention(scan, match.start(), match.end(), "feature-recut", 0.86)
    for match in _GOVERNED.finditer(codes):
        start = stem_start(codes, match.start(), 4)
        if start is not None and set(codes[start : match.start()]) & set("UZ") and text[match.start()] in "县市区镇乡":
            yield _mention(scan, start, match.start() + 1, "place-governed", 0.9)
    for match in _ZONE.finditer(codes):
        if text[match.start(2) : match.end()] in _ZONES:
            yield _mention(scan, match.start(), match.end(), "zone", 0.92)
    for match in _MISCUT.finditer(text):
        yield from _recut(scan, match.start(), match.end())


# Words that are no name, but whose end may close one: 矾|山区, 宋|家乡, 衙下|集镇, 中|铺|镇, 八里|铺镇.
_MISCUT = re.compile(
    "山区|老区|城区|家乡|集镇|古镇|市镇|小镇|店镇|庙镇|城镇|城关|[寨庄堡屯铺集墟圩镇][镇乡村区]"
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
    if text[start] == "第":
        return text[end - 3 : end] in ("督察区", "专员区")
    if codes[start] == "I" and codes[stem_end] == "D" and text[stem_end] in _VILLAGE:
        return False
    if codes[stem_end - 1] == "K" and "U" not in codes[start:stem_end]:
        return False
    stem, word, after = codes[start:stem_end], text[stem_end:end], codes[end : end + 1]
    if not set(stem) & set("UQZFE") and (
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
        if codes[end : end + 1] == "J" and codes[start - 1 : start] not in ("U", "u", "M", "m"):
            yield _mention(scan, start, end, "gazetteer-short-post", 0.85)
        elif _BEFORE.search(before) and (_AFTER.match(after) or codes[end : end + 1] in "VPQ"):
            yield _mention(scan, start, end, "gazetteer-short", 0.8)
        elif _MOVED.search(text[max(0, start - 3) : start]):
            yield _mention(scan, start, end, "gazetteer-short-moved", 0.8)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Place", rule, confidence)
