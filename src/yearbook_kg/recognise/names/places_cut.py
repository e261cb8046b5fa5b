"""Places whose name the words of the tables cut in two: 岩溪|镇人民政府, 宋|家乡, 九龙|山."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.places import stem_start
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# 闽赣省, 鄂豫皖苏区: the provinces of the revolution bear the letters of others.
_LETTERED = Rule(
    "[冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇陕甘青蒙桂宁新绥察热]{2,4}(?:省(?!份|际)|边区|苏区|边省|特区)"
)
# 潭江|镇: a town that bears the name of a river.
_RIVER_TOWN = Rule("(?<![A-Za-z])PpD(?!d)|(?<=[^UPpQq])PpD(?!d)")
# 岩溪|镇人民政府: the short form of a town's government follows the name of the town.
_GOVERNED = Rule("(?<=[UZz])Yy")
# 江西宜春经济开发区, 金寨县经济开发区: a zone's name begins with its place.
_ZONE = Rule("(?:[PQ][pq]*){1,2}[UZ]{0,3}([ZD][zd][zd][zd]*)")
_ZONES = re.compile(
    "(?:(?:经济|经济技术|高新技术|高新技术产业|旅游)?开发区|工业园区?|高新区|产业园区|(?:综合)?保税区)"
)
# 乐安江|湿地公园: so does a scenic area, but not with its county.
_SCENIC = re.compile("(?:森林|湿地|地质)公园|自然保护区|风景(?:名胜)?区|旅游区|景区|度假区")
# 九龙|山, 毛|竹山: the name of another place stands in that of a mountain.
_FEATURE = Rule("(?<=[^A-Za-z])(?:[PQ][pq]Z|UQq)(?![UMSKDa-z])")
# 五脑山|国家|森林公园
_PARK = Rule(
    "(?:国家级?|省级)(?:森林公园|湿地公园|地质公园|矿山公园|自然保护区|风景名胜区|水利风景区|考古遗址公园)"
)
# Words that are no name, but whose end may close one: 矾|山区, 宋|家乡, 衙下|集镇, 中|铺|镇, 横|村镇.
_MISCUT = Rule(
    "山区|老区|城区|家乡|集镇|古镇|市镇|小镇|店镇|庙镇|城镇|城关|村镇|[寨庄堡屯铺集墟圩镇][镇乡村区]|州镇|村乡|[集铺庄堡屯寨镇村](?:街道|社区)|[州府镇集铺庄村][街巷]|市区(?=[农村干群人全、,])"
)
RULES = (_LETTERED, _PARK, _MISCUT)

# 旧|城区, 各|集镇: words before a kind of place.
_PLAIN = frozenset("上下旧老新大小全本各该偏深高中两出进入")


def cut_places(scan: Scan) -> Iterator[Mention]:
    """Yield the places that only show when a word of the tables is cut anew, or two are joined."""
    codes, text = scan.codes, scan.text
    for match in _RIVER_TOWN.finditer(codes):
        yield _mention(scan, match.start(), match.end(), "river-town", 0.93)
    for match in scan.matches(_LETTERED):
        if codes[match.start()] == "U":
            yield _mention(scan, match.start(), match.end(), "province-letters", 0.93)
    for match in _FEATURE.finditer(codes):
        if text[match.end() - 1] in "山江河湖溪岭岛泉乡镇" and text[
            match.end() : match.end() + 1
        ] not in tuple("县市区"):
            yield _mention(scan, match.start(), match.end(), "feature-recut", 0.86)
    for match in scan.matches(_MISCUT):
        yield from _recut(scan, match.start(), match.end())
    yield from _joined(scan)


def _joined(scan: Scan) -> Iterator[Mention]:
    """Towns before the short form of their government, zones and parks with the place they begin with."""
    codes, text = scan.codes, scan.text
    for match in _GOVERNED.finditer(codes):
        start = stem_start(codes, match.start(), 4) if text[match.start()] in "县市区镇乡" else None
        if start is not None and set(codes[start : match.start()]) & set("UZ"):
            yield _mention(scan, start, match.start() + 1, "place-governed", 0.9)
    for match in _ZONE.finditer(codes):
        scenic = _SCENIC.fullmatch(text, *match.span(1)) is not None
        division = codes.startswith("P", match.start()) and text[match.start(1) - 1] in "省市县区镇乡村"
        if _ZONES.fullmatch(text, *match.span(1)) or (scenic and not division and "U" not in match.group()):
            yield _mention(scan, match.start(), match.end(), "zone", 0.95 if scenic else 0.92)
    for match in scan.matches(_PARK):
        start = stem_start(codes, match.start(), 4)
        if codes[match.start() - 1 : match.start()] in ("P", "p"):
            start = codes.rfind("P", 0, match.start())
        if start is not None and codes[match.start()] != ".":
            yield _mention(scan, start, match.end(), "park", 0.95)


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
    if scan.text[start:first] in _PLAIN and scan.text[first] not in "寨庄堡屯铺集墟圩镇":
        return
    bounded = start == 0 or codes[start - 1] not in "UKS"
    if start < first and bounded and set(codes[start : first + 1]) & set("UMD") and codes[start] != "F":
        yield _mention(scan, start, end, "place-recut", 0.9)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Place", rule, confidence)
