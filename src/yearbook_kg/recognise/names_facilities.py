"""Facilities: roads, canals, reservoirs, bridges, stations, halls, temples, and quoted names of things built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_places import stem_start
from yearbook_kg.recognise.names_scan import Scan, words

_KIND_BEFORE = re.compile(r"(?:[各每某]|[0-9一二三四五六七八九十百千两几多余][个家所处座条])$")
_COUNTED = re.compile("[0-9,.]+(?:条|座|处|公里|个|家|所)")
# 古碑至南溪公路, 梅山至麻埠旅游公路: a line between two places.
_BETWEEN = re.compile(
    "[㐀-鿿]{2}(?:至|到|—|-)[㐀-鿿]{2,3}(?:旅游|高速|一级|二级|专用)?(?:公路|铁路|高速公路|高速铁路|快速通道|大道)"
)


def _words(letter: str) -> list[str]:
    """The words of one class, longest first."""
    found = (word for word, cls in words("names_facilities").items() if cls == letter)
    return sorted(found, key=lambda word: (-len(word), word))


# 沪昆高速, 京九铁路: provinces and cities in one letter each, and the kind of line.
_LINE = re.compile("[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇云陕秦甘陇青蒙桂藏宁新杭甬温福厦昌九鹰武汉广深珠衡株柳成昆南兰西包石太郑徐连洛宝合蚌胶济哈大沈长通泉梅吉泰和抚]{2,4}(?:铁路|高铁|客专|客运专线|高速公路|高速|城际铁路|线(?=[、,。;上的铁路公]))")
# 220千伏|凌江变电站
_VOLTS = re.compile("[0-9]+千伏$")
# 中铁二十四局 is a body, 解放路 a road: words of every day, that only their place in a list shows.
_STREET = re.compile("(?:解放|建设|人民|中山|胜利|团结|和平|新华|文化|长征|青年|工农|光明|民主|东风|红旗|建国|友谊|迎宾|滨江|滨河|沿江|环城|站前|府前|朝阳|文明|幸福|健康|振兴|兴业|创业|科技|学府|公园|体育|交通|工业|迎春|爱国|民生|中正|中华)[东西南北中一二三四五]?(?:路|大道|大街|街)(?![^、,。;)至与和等东西南北的旁侧口上])")


@cache
def _suffixes() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("S"))))


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(rf"“([^“”\n,。、]{{1,10}}(?:{'|'.join(_words('Q'))}))”")


@cache
def _bare() -> AhoCorasick:
    return AhoCorasick(_words("B"), matchkind=MatchKind.LeftmostLongest)


def find_facilities(scan: Scan) -> Iterator[Mention]:
    """Yield what is named like something built, with a stem of its own before the word that says what it is."""
    text, codes = scan.text, scan.codes
    for match in _quoted().finditer(text):
        if _COUNTED.match(text, match.end()):
            continue
        if codes[match.start()] != ".":
            yield _mention(scan, *match.span(1), "quoted-facility", 0.85)
    for _, start, end in _bare().find_matches_as_indexes(text):
        if codes[start] not in ".Ww":
            yield _mention(scan, start, end, "known-facility", 0.85)
    for match in _suffixes().finditer(text):
        if (built := _suffixed(scan, *match.span())) is not None:
            end = (
                match.end() - 2
                if match.group() == "大坝" and text[match.start() - 2 : match.start()] == "水库"
                else match.end()
            )
            if (volts := _VOLTS.search(text, max(0, built - 8), built)) is not None:
                built = volts.start()
            yield _mention(scan, built, end, "facility-suffix", 0.93 if end - match.start() > 1 else 0.86)
    yield from _works(scan)
    for pattern, rule in ((_BETWEEN, "road-between"), (_LINE, "line-letters"), (_STREET, "street-word")):
        for match in pattern.finditer(text):
            if codes[match.start()] not in ".WwT":
                yield _mention(scan, match.start(), match.end(), rule, 0.86)


# What only the building of it makes a facility, and its work an organisation: 检测中心, 消防站, 敬老院.
_BUILT_BEFORE = re.compile(
    "(?:投资[^,。;]{1,16}的|建成[^,。;]{1,12}的|新建|扩建|兴建|建成|修建|改建|续建|动工兴建|[元资]建设|共建|合建|援建|捐建)的?$"
)
_FUNDED = re.compile("投资[^,。;]{1,16}的$")
_BUILT_AFTER = re.compile(
    "(?:[^,。;一-鿿]|[年月日底初于在]|上旬|中旬|下旬)*(?:破土|奠基|动工|开工|竣工|落成|建成|主体工程|开工建设|封顶|投入使用|占地|工程|项目|开业|运营|建设|二期|一期|三期|(?:等地)?(?:隆重)?(?:举行|召开|举办|开幕|演出|拉开))"
)


@cache
def _ambiguous() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, [*_words("W"), *_words("C")])))


def _works(scan: Scan) -> Iterator[Mention]:
    """What is an organisation elsewhere, where the words speak of building it; and parts of one: 市二医院临港院区."""
    text, codes = scan.text, scan.codes
    for match in _ambiguous().finditer(text):
        if codes[match.start()] in ".WwTt":
            continue
        if _COUNTED.match(text, match.end()):
            continue
        part = words("names_facilities")[match.group()] == "C"
        start = match.start()
        while start > 0 and match.start() - start < 24 and codes[start - 1] in "UZzPpQqMmDdYySsIiXxKEe":
            start -= 1
        while start < match.start() and codes[start].islower():
            start += 1
        funded = _FUNDED.search(text, max(0, start - 24), start) is not None and match.start() - start >= 4
        if not funded and (match.start() - start < 2 or not set(codes[start : match.start()]) & set("UPQDYZE")):
            continue
        if (
            part
            or _BUILT_BEFORE.search(text[max(0, start - 20) : start])
            or _BUILT_AFTER.match(text, match.end())
        ):
            yield _mention(scan, start, match.end(), "building", 0.94)


def _suffixed(scan: Scan, first: int, end: int) -> int | None:
    """Where the name begins that the suffix ``first`` … ``end`` closes; None where it is a kind, or part of a word."""
    text, codes = scan.text, scan.codes
    if (
        codes[first] in ".WwTt"
        or (end - first == 1 and codes[first] in "VvJjBb")
        or codes[end : end + 1].islower()
    ):
        return None
    start = _stem(codes, first)
    if start is None or _KIND_BEFORE.search(text[max(0, start - 2) : start]) or _COUNTED.match(text, end):
        return None
    if end - first == 1:
        stem = codes[start:first]
        if codes[end : end + 1] in ("U", "M", "S", "K", "J", "Z", "D") or not (
            2 <= len(stem) <= 3 or "P" in stem
        ):
            return None
    return start


def _stem(codes: str, end: int) -> int | None:
    """Where the name begins: places and a run of unknown characters before the suffix."""
    places = end
    start = stem_start(codes, end, 6)
    if start is not None and set(codes[start:end]) & set("UQZE"):
        places = start
    elif codes[end - 1 : end] not in ("P", "p"):
        return None
    if codes[places:].startswith("Mm") and set(codes[places + 2 : end]) & set("UPQZ") and codes[places - 1 : places] in ("C", "N", "c"):
        places += 2  # 2.4亿元|建设|紫柏山国际滑雪场
    while places > 0 and codes[places - 1] in "Pp":
        places -= 1
    return places


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    name = scan.text[start:end]
    return Mention(start, end, name, "Place" if name.endswith("街") else "Facility", rule, confidence)
