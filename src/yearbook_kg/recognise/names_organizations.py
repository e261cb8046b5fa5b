"""Organisations: a place or a short form in front, words of the trade inside, a word that ends a body's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_places import stem_start
from yearbook_kg.recognise.names_scan import Scan, words

# 县|农业|局; 正阳县|豫丰|花生|制品|有限公司; 市委|宣传|部. What follows the anchor is bounded, so the search is linear.
_BODY = r"(?:[MSYQPGXIZB][msyqpgxizb]*|K|U|Ee*)"
_SCOPED = r"(?:[MSYXIB][msyxib]*|K|Ee*)"
_ANCHORED = re.compile(
    rf"(?:(?:[PQG][pqg]*){{1,4}}{_BODY}{{0,14}}?|(?:(?<![UuQqPpDd])(?:D(?!d)|Ddd)|Yy*){_SCOPED}{{0,10}}?)"
    rf"(?:Ss*|(?<![Bb])K)(?:{_BODY}{{0,8}}(?:Ss*|(?<![Bb])K)){{0,3}}"
)
# 经开区实验学校, 开发区党工委: a zone in short opens the name of a body as a county does.
_ZONED = re.compile("(?:经开区|高新区|开发区|度假区|管理区)")
_SHORT = re.compile("(?:[PQG][pqg]*){0,3}Yy*")
# 震泽|中学, 东风|农场: no division in front, but a word that is none of the trade.
_NAMED = re.compile(r"(?:[UFZ]|[QMGE][qmge]*){1,9}Ss*(?:(?:[MUSKPQ][mspq]*){0,6}[SK]s*){0,2}")
_INTERNAL = re.compile(r"(?:Mm*|U){1,4}(?:Ss*|K)(?![UMSKms])")
_FOUNDING = re.compile(
    r"(?:下设|内设|设立|设|成立|组建|改称|改为|更名为|并入|撤销|增设|改组为|分为|为该[局社厂校])$"
)
_KIND_BEFORE = re.compile(r"(?:[各每某]|[0-9一二三四五六七八九十百千两几多余][个家所处座名]?)$")
_KIND_AFTER = re.compile(r"^\s?(?:[0-9]|[一二三四五六七八九十两]+[个家所处])")


def short_forms(scan: Scan) -> Iterator[Mention]:
    """Short names of bodies of the page's own division: 市委, 县政府, 市总, 团县委."""
    for match in _SHORT.finditer(scan.codes):
        if not _KIND_BEFORE.search(scan.text[max(0, match.start() - 2) : match.start()]):
            yield _mention(scan, *match.span(), "short-form", 0.93)


def composed(scan: Scan) -> Iterator[Mention]:
    """Names that a place, a short form or a word like 中国 opens."""
    codes, text = scan.codes, scan.text
    for match in _ANCHORED.finditer(codes):
        start, end = match.span()
        if _KIND_BEFORE.search(text[max(0, start - 2) : start]) and codes[start] == "D":
            continue
        if _ORDINARY.search(text, start, end) or (text[end - 1] == "所" and codes[end - 1] == "K" and codes[end : end + 1] in ("U", "V", "F")):
            continue
        if codes[end - 1] == "K" and "B" in codes[start:end]:
            last = codes.rfind("S", start, codes.index("B", start))
            if last < 0:
                continue
            end = last + len(re.compile("Ss*").match(codes, last).group())
        if codes[start] == "G" and _KIND_AFTER.match(text[end : end + 3]):
            continue
        if codes[start] == "D" and (_bare(codes[start:end]) or text[start] == "村"):
            continue
        if (
            codes[start] == "Q"
            and codes[end - 1] == "K"
            and "M" not in codes[start:end]
            and "S" not in codes[start:end]
        ):
            continue
        if (course := _COURSE.search(text, start, end)) is not None:
            end = course.start(1)
        party = _PARTY.search(text, max(0, start - 8), start)
        start = party.start() if party else start
        yield _mention(scan, start, end, "anchor-suffix", 0.92)


# 第一部 is a first part; 平湖乡|所产 is what it grows.
_ORDINARY = re.compile("第[一二三四五六七八九十]+[部场]$")
# 中国共产党|黔西县委员会
_PARTY = re.compile("(?:中国共产党|中国国民党|国民党|共青团|中国共产主义青年团|中国民主同盟|民盟|民革|民建|民进|农工党|致公党|九三学社|中国人民政治协商会议|中国人民解放军|解放军)$")
# 东京高等工业学校|土木科: what one studies there is no part of the name.
_COURSE = re.compile("(?:学校|学堂|大学|学院)([^学校院]{1,5}[科系])$")


def _bare(codes: str) -> bool:
    """Is the name a scope and one character alone (县社 may be, 县部 is not)? Those stand in a table."""
    return len(codes) == 2


def named(scan: Scan) -> Iterator[Mention]:
    """Names without a division in front that hold a word of their own: 震泽中学, 花石镇中心小学."""
    codes, text = scan.codes, scan.text
    for match in _NAMED.finditer(codes):
        start, end = match.span()
        suffix = codes.index("S", start)
        begin = stem_start(codes, suffix, 9)
        if begin is None or begin < start or not set(codes[begin:suffix]) & set("UQE"):
            continue
        start = begin
        if _KIND_BEFORE.search(text[max(0, start - 2) : start]) or _KIND_AFTER.match(text[end : end + 3]):
            continue
        yield _mention(scan, start, end, "named-suffix", 0.85)


_SCHOOL = re.compile("[一二三四五六七八九十]{1,3}[中小高](?![学校等小大商型区组时部麦])")


def schools(scan: Scan) -> Iterator[Mention]:
    """Numbered schools in short: 县一中, 吉安一中."""
    codes, text = scan.codes, scan.text
    for match in _SCHOOL.finditer(text):
        start = match.start()
        while start > 0 and codes[start - 1] in "pq":
            start -= 1
        if start > 0 and codes[start - 1] in "DPQ" and codes[match.end() : match.end() + 1] not in ("U", "u"):
            yield _mention(scan, start - 1, match.end(), "numbered-school", 0.9)


# The builders of the state count their bureaus: 中铁二十四局, 中建五局.
_BUREAU = re.compile("中(?:铁|建|交|水|冶|国水电)[一二三四五六七八九十]{1,3}局(?:集团)?(?:[一二三四五六七八九十]{1,2}公司|有限公司|第[一二三四五六七八九十]{1,2}工程(?:有限)?公司)?")


def zoned(scan: Scan) -> Iterator[Mention]:
    """Bodies of a zone that stands in short."""
    codes = scan.codes
    for match in _ZONED.finditer(scan.text):
        body = _ZONE_BODY.match(codes, match.end())
        if body and codes[match.start()] != "." and codes[match.start() - 1 : match.start()] not in ("U", "M", "m", "P", "p", "Q", "q"):
            yield _mention(scan, match.start(), body.end(), "zone-suffix", 0.9)


_ZONE_BODY = re.compile("(?:[MI][mi]*){0,6}Ss*")


def bureaus(scan: Scan) -> Iterator[Mention]:
    """Numbered bureaus of the state's builders."""
    for match in _BUREAU.finditer(scan.text):
        if scan.codes[match.start()] not in ".Ww":
            yield _mention(scan, *match.span(), "numbered-bureau", 0.95)


def internal(scan: Scan) -> Iterator[Mention]:
    """Parts of a body without its name, where the words say that they were set up: 设|合作指导员办事处."""
    codes, text = scan.codes, scan.text
    for match in _INTERNAL.finditer(codes):
        start, end = match.span()
        before = text[max(0, start - 4) : start]
        if _FOUNDING.search(before) and not _KIND_AFTER.match(text[end : end + 3]):
            yield _mention(scan, start, end, "set-up", 0.86 if "S" in codes[start:end] else 0.75)


# 自来水厂 1971年10月动工: where a page presents several bodies, each begins its paragraph with its name.
_PRESENTED = re.compile(r"(?:^|\n)_*((?:[MUGDPQ][mgdpq]*){0,6}(?:Ss*|K))_(?=[TUMVBG])")
_PRESENTS = re.compile("[ ]*(?:全称|前身|又称|又名|原名|原称|简称|初名|位于|地处|始建|创建|创办|建于|成立|[^,。;]{0,14}(?:动工|创办|成立|建立|设立|开办|始建|前身|设))")


def presented(scan: Scan) -> Iterator[Mention]:
    """Names that open a paragraph on the body: 粮管所 1950年设, 供销社 全称震泽供销合作社."""
    codes, text = scan.codes, scan.text
    for match in _PRESENTED.finditer(codes):
        start, end = match.span(1)
        if _PRESENTS.match(text, end) and text[start:end] not in _KINDS:
            yield _mention(scan, start, end, "presented", 0.87)


_KINDS = frozenset("小学 中学 学校 医院 银行 工厂 商店 公司 合作社 农会 工会 书院 私塾 学堂 法院 大学 学院 幼儿园 卫生院 农场 林场".split())


def is_body(name: str) -> bool:
    """Does the name end like that of an organisation?

    >>> is_body("方志出版社"), is_body("滨江新区")
    (True, False)
    """
    bodies = words("names_bodies")
    return any(bodies.get(name[-size:], "") in ("S", "Y", "K") for size in range(1, min(8, len(name)) + 1))


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Organization", rule, confidence)
