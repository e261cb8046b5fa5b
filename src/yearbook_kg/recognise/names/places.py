"""Places: divisions of the gazetteer, and names that end like one (易俗河镇, 桑干河, 滨江新区)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.scan import Scan

# Around the short name of a division: 西连平利、镇坪; 属遂宁.
_BEFORE = re.compile("[在至往到于距抵赴向入由从经连接邻界属隶与和及驻居、,;()「“~—]$")
_AFTER = re.compile(
    "[、等地县人界,;)。的至和与及]|开埠|沦陷|失守|光复|和平解放|易帜|口岸|商人|籍|(?:[0-9一二三四五六七八九十两]{1,2}|各)个?(?:市|县|区|省|镇|乡)|东部|西部|南部|北部|境|中游|上游|下游|一带|两地|农民|人民|籍"
)
_MOVED = re.compile(
    "(?:赴|抵|抵达|返回|迁往|迁至|移居|来自|前往|途经|进驻|攻占|占领|解放|进攻|收复|转战|逃往|流亡|客居|寓居|定居|"
    "任教于|生于|卒于|病逝于)$"
)
# 西干山|披云峰麓: another feature follows.
_FURTHER = re.compile("[㐀-鿿]{2}[峰岭岩崖洞泉潭瀑寺庙庵观宫顶][麓下上内,。、]")
_VILLAGE = frozenset("屯寨庄堡铺集墟圩")
# 大堡, 修河: these take a stem of one character.
_SHORTEST = _VILLAGE | frozenset("江河湖溪")
# All of these that ever were stand in the gazetteer: an unknown one needs clear bounds.
_LARGE = frozenset("县市省州府旗盟")
# 红旗公社, 和平街: what may bear a word of every day as its name.
_SMALL = frozenset("镇 乡 村 公社 街道 街".split())  # noqa: SIM905 (a list of words)
# 桑干河水, 韩江两岸: what goes on behind the name of a river or a mountain.
_AFTER_FEATURE = frozenset("暴水流沿畔上下南北东西中两河岸域源干支麓脚巅顶坡段口入汇滨")


@cache
def _stems() -> dict[str, int]:
    """The longest stem that each word which ends a place's name takes."""
    return {word: int(row["stem"]) for row in tables.load("names_places") for word in row["words"].split()}


def stem_start(codes: str, end: int, longest: int, *, least: int = 2) -> int | None:
    """Where a name begins that ends before ``end``: the run of unknown characters, prepositions left out.

    A preposition belongs to the name where the name would be too short without it: 向坝|区, but 经|宋家|乡.
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
    last = max(codes.rfind("F", start, end), codes.rfind("I", start + 1, end))
    if last >= 0:
        return _behind(codes, start, last, end, least)
    if start > 0 and codes[start - 1] in "UQqMmZzLNK" and end - start >= longest:
        return None  # the run is longer than any name
    return start if end - start >= least else None


def _behind(codes: str, start: int, last: int, end: int, least: int) -> int | None:
    """The stem of a run with a preposition at ``last``: behind it, or with it where too little is behind."""
    behind = end - last - 1
    if behind >= least:
        return last + 1
    if behind == 0:  # 中|和|镇
        if last - 1 < start or (last - 1 > start and codes[start] != "F"):
            return None
        last -= 1
    return last if end - last >= least else None


def full_places(scan: Scan) -> Iterator[Mention]:
    """Divisions that the gazetteer knows by their full name, and names built like one."""
    codes, text = scan.codes, scan.text
    for match in re.finditer("Pp+", codes):
        end = match.end() + (text[match.end() - 1 : match.end() + 1] == "山脉")
        yield _mention(scan, match.start(), end, "gazetteer-full", 0.95)
    for match in re.finditer("[DZ][dz]*", codes):
        word = text[match.start() : match.end()]
        chained = codes[match.start() - 2 : match.start() - 1] in ("P", "p")  # 浔江|禤洲
        least = 1 if word in _SHORTEST or chained else 2
        start = stem_start(codes, match.start(), _stems().get(word, 4), least=least)
        if start is not None and _stands(scan, start, match.start(), match.end()):
            if codes[match.start()] == "Z":
                yield _mention(scan, start, match.end(), "feature-suffix", 0.75)
            else:
                yield _mention(scan, start, match.end(), "place-suffix", 0.78 if word in _VILLAGE else 0.9)


def _stands(scan: Scan, start: int, stem_end: int, end: int) -> bool:
    """Is the run a name, not a piece of a word or a kind of place (参评|县, 灵石|两|县)?"""
    codes, text = scan.codes, scan.text
    stem, word, after = codes[start:stem_end], text[stem_end:end], codes[end : end + 1]
    if everyday_counted(text, start, codes[start:stem_end]):
        return False
    if text[start] == "第":
        return text[end - 3 : end] in ("督察区", "专员区")
    if (
        stem[-1] == "I"
        or (stem[0] == "I" and word in _VILLAGE)
        or (stem[-1] == "K" and not set(stem) & set("UQ"))
    ):
        return False
    everyday = not set(stem) & set("UQZFE")  # 大|堡, 红旗|公社
    if everyday and not (len(stem) == 1 and word in _VILLAGE) and (len(stem) > 3 or word not in _SMALL):
        return False
    if word in _LARGE and after in ("U", "M", "S", "K") and codes[start - 1 : start] not in ("V", "v", "F"):
        return False
    feature = len(word) == 1 and codes[stem_end] == "Z"
    if feature and after in ("U", "M", "S", "K", "J", "Z") and text[end] not in _AFTER_FEATURE:
        return _FURTHER.match(text, end) is not None and text[end - 1] in "山江河湖岭岛溪"
    return True


def everyday_counted(text: str, start: int, stem: str) -> bool:
    """Is a word of every day counted before a kind of place (4个|中心|街道)?"""
    return (
        not set(stem) & set("UQZ")
        and re.search("[0-9一二三四五六七八九十两各几]个?$", text[max(0, start - 2) : start]) is not None
    )


def short_places(scan: Scan) -> Iterator[Mention]:
    """Division names without their last character, where the words around them speak of places."""
    codes, text = scan.codes, scan.text
    for match in re.finditer("Qq*", codes):
        start, end = match.span()
        after = codes[end : end + 1]
        if after in ("U", "K", "S", "M") and not _AFTER.match(text, end):
            continue
        if after == "J" and codes[start - 1 : start] not in ("U", "u", "M", "m"):
            yield _mention(scan, start, end, "gazetteer-short-post", 0.85)
        elif codes[start - 1 : start] in ("P", "p") and text[end : end + 1] in ("人", "县", "籍"):
            yield _mention(scan, start, end, "gazetteer-short-chain", 0.85)
        elif codes[start - 1 : start] in ("T", "t") and after == "V":  # 10月18日|长汀|解放
            yield _mention(scan, start, end, "gazetteer-short-dated", 0.8)
        elif _BEFORE.search(text[max(0, start - 1) : start]) and (
            _AFTER.match(text, end) or after in ("", "V", "P", "Q")
        ):
            yield _mention(scan, start, end, "gazetteer-short", 0.8)
        elif _MOVED.search(text[max(0, start - 3) : start]):
            yield _mention(scan, start, end, "gazetteer-short-moved", 0.8)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Place", rule, confidence)
