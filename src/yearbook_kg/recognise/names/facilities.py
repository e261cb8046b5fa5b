"""Facilities: canals, reservoirs, bridges, halls, temples, and what is an organisation once it works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.lexicon import listed, words
from yearbook_kg.recognise.names.places import stem_start
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# Kinds are counted: 3座大桥, 各水库, 大桥4座.
_KIND_BEFORE = re.compile("(?:[各每某]|[0-9一二三四五六七八九十百千两几多余][个家所处座条])$")
_COUNTED = re.compile("[0-9,.]+(?:条|座|处|公里|个|家|所)")
# 森林|公园 is a scenic area, a place.
_SCENIC = ("森林", "湿地", "地质", "矿山", "遗址")
# 220千伏|凌江变电站
_VOLTS = re.compile("[0-9]+千伏$")
# What only the building of it makes a facility, and its work an organisation: 检测中心, 消防站, 大剧院.
_FUNDED = re.compile("投资[^,。;]{1,16}的$")
_BUILT_BEFORE = re.compile(
    "(?:投资[^,。;]{1,16}的|建成[^,。;]{1,12}的|新建|扩建|兴建|建成|修建|改建|续建|[元资]建设|共建|合建|援建|捐建)的?$"
)
_BUILT_AFTER = re.compile(
    "(?:[^,。;一-鿿]|[年月日底初于在]|[上中下]旬)*(?:破土|奠基|动工|开工|竣工|落成|建成|主体工程|封顶|投入使用|占地|工程|"
    "项目|开业|运营|建设|[一二三]期|(?:等地)?(?:隆重)?(?:举行|召开|举办|开幕|演出|拉开))"
)


def _words(*classes: str) -> list[str]:
    return [word for cls in classes for word in listed("names_facilities", cls)]


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(f"“([^“”\n,。、]{{1,10}}(?:{'|'.join(listed('names_facilities', 'Q'))}))”")


# “青藤”法治教育基地
_NAMED = re.compile(
    "“[^“”\n,。、]{1,10}”[㐀-鿿]{0,8}?(?:基地|驿站|广场|公园|长廊|书屋|书吧|文化园|体验馆|陈列馆|展览馆|展馆|服务站|活动室|工作站)"
)


_SUFFIX = Rule.of(lambda: _words("S"))
_BUILDING = Rule.of(lambda: _words("W", "C"))
_WHOLE = Rule.of(lambda: _words("B"))
RULES = (_SUFFIX, _BUILDING, _WHOLE)


def find_facilities(scan: Scan) -> Iterator[Mention]:
    """Yield what is named like something built, with a stem of its own before the word for its kind."""
    text, codes = scan.text, scan.codes
    for match in _quoted().finditer(text):
        if codes[match.start()] != "." and not _COUNTED.match(text, match.end()):
            yield _mention(scan, *match.span(1), "quoted-facility", 0.85)
    for match in _NAMED.finditer(text):
        if codes[match.start()] != "." and not _COUNTED.match(text, match.end()):
            yield _mention(scan, *match.span(), "quoted-named", 0.92)
    for match in scan.matches(_WHOLE):
        if codes[match.start()] not in ".Ww":
            yield _mention(scan, *match.span(), "known-facility", 0.85)
    for match in scan.matches(_SUFFIX):
        built = _suffixed(scan, *match.span())
        if built is not None:
            dam = match.group() == "大坝" and text[match.start() - 2 : match.start()] == "水库"
            sure = 0.93 if len(match.group()) > 1 else 0.86
            yield _mention(scan, built, match.end() - 2 * dam, "facility-suffix", sure)
    yield from _buildings(scan)


def _suffixed(scan: Scan, first: int, end: int) -> int | None:
    """Where the name begins that the suffix ``first`` … ``end`` closes; None where it is no name."""
    text, codes = scan.text, scan.codes
    single = end - first == 1
    if codes[first] in ".WwTt" or (single and codes[first] in "VvJjBb") or codes[end : end + 1].islower():
        return None
    if text[first:end] == "公园" and text[first - 2 : first] in _SCENIC:
        return None
    start = _stem(codes, first)
    if start is None or _KIND_BEFORE.search(text[max(0, start - 2) : start]) or _COUNTED.match(text, end):
        return None
    if single:
        stem = codes[start:first]
        if (codes[end : end + 1] in tuple("UMSKJZD") and text[end] not in "堍头边旁侧畔上下口") or not (
            2 <= len(stem) <= 3 or "P" in stem
        ):
            return None
    if text[start + 1 : end] in listed("names_facilities", "B"):
        start += 1  # 设|文庙
    volts = _VOLTS.search(text, max(0, start - 8), start)
    return volts.start() if volts else start


def _stem(codes: str, end: int) -> int | None:
    """Where the name begins: places and a run of unknown characters before the suffix."""
    start = stem_start(codes, end, 6)
    if codes[end - 1 : end] == "D" and start is None:  # 渡口铺|电灌站
        return stem_start(codes, end - 1, 4)
    if start is None or not set(codes[start:end]) & set("UQZE"):
        if codes[end - 1 : end] not in ("P", "p"):
            return None
        start = end
    if codes.startswith("Mm", start) and set(codes[start + 2 : end]) & set("UPQZ"):
        start += 2 if codes[start - 1 : start] in ("C", "N", "c") else 0  # 2.4亿元|建设|紫柏山国际滑雪场
    while start > 0 and codes[start - 1] in "Pp":
        start -= 1
    return start


def _buildings(scan: Scan) -> Iterator[Mention]:
    """What the words say is being built, or is a venue; and parts of a body: 市二医院临港院区."""
    text, codes = scan.text, scan.codes
    for match in scan.matches(_BUILDING):
        first, end = match.span()
        if codes[first] in ".WwTt" or _COUNTED.match(text, end):
            continue
        start = first
        while start > 0 and first - start < 24 and codes[start - 1] in "UZzPpQqMmDdYySsIiXxKEeGg":
            start -= 1
        while start < first and codes[start].islower():
            start += 1
        named = first - start >= 2 and bool(set(codes[start:first]) & set("UPQDYZE"))
        funded = first - start >= 4 and _FUNDED.search(text, max(0, start - 24), start) is not None
        part = words("names_facilities")[match.group()] == "C"
        before = text[max(0, start - 20) : start]
        if (named or funded) and (part or _BUILT_BEFORE.search(before) or _BUILT_AFTER.match(text, end)):
            yield _mention(scan, start, end, "building", 0.94)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Facility", rule, confidence)
