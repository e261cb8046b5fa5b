"""Organisations: a place or a short form in front, words of the trade inside, a word for a body behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.places import stem_start
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# 县|农业|局; 正阳县|豫丰|花生|制品|有限公司; 市委|宣传|部. All is bounded, so that the search is linear.
_BODY = "(?:[MSYQPGXIZBHA][msyqpgxizbha]*|K|U|(?<=U)F(?=S)|Ee*|Dd+|(?<=U)D(?=M)|(?<=[Ss])Vv(?=(?:Vv|Mm|U)?K))"
_SCOPED = "(?:[MSYXIBHAG][msyxibhag]*|K|Ee*|Dd+)"
_END = "(?:Ss*|(?<![Bb])K)"
_ANCHORED = Rule(
    f"(?:(?:[PQG][pqg]*){{1,4}}{_BODY}{{0,14}}?|(?:(?<![UuQqPpDd])(?:D(?!d)|Ddd)|Yy*){_SCOPED}{{0,10}}?)"
    f"{_END}(?:{_BODY}{{0,8}}{_END}){{0,3}}"
)
_SHORT = Rule(
    "(?:(?<![UuQqPpDdMmZzSs])D(?!d)|(?<![UuQqPpMmZz])(?:Gg*)?[UZE]{2,4}(?=Y)|(?:[PQG][pqg]*){0,3})Yy*"
)
# 县总人口, 市社会: what only begins like a short form.
_CUT = re.compile("[省市县区州](?:总|中|社|局|厅)$")
# 震泽|中学, 东风|农场: no division in front, but a word that is none of the trade.
_NAMED = Rule("(?:[UFI]|[QMGEZ][qmgez]*){1,9}Ss*(?:(?:[MUSKPQ][mspq]*){0,6}[SK]s*){0,2}")
_ENDS = re.compile("Ss*")
# Before and behind a kind, which is nobody's name: 各县总工会, 3个农业局, 农业局12个.
KIND_BEFORE = re.compile("(?:[各每某]|[0-9一二三四五六七八九十百千两几多余][个家所处座名]?)$")
KIND_AFTER = re.compile("[ ]?(?:[0-9]|[一二三四五六七八九十两]+[个家所处])")
# 新惠镇|两处
_COUNTED = re.compile("[两一二三四五六七八九十几数多][处所家部个]$")
# 中国共产党某县第三次代表大会 is an event.
_ASSEMBLY = re.compile(
    "第[一二三四五六七八九十0-9]{1,3}次[^届]{0,8}(?:会|会议|大会)$|第[一二三四五六七八九十0-9]{1,3}届(?!人民代表)[^届]{0,8}(?<!人民)代表(?:大会|会议)$"
)
# 第一部 is a first part.
_ORDINARY = re.compile("第[一二三四五六七八九十]+[部场]$")
# 东京高等工业学校|土木科: what one studies there is no part of the name.
_COURSE = re.compile("(?:学校|学堂|大学|学院)([^学校院]{1,5}[科系])$")
# 中国共产党|黔西县委员会, 中国人寿|桐庐支公司: what a branch has in front of its place.
_PARENT = re.compile(
    "(?:中国共产党|中国国民党|国民党|共青团|中国共产主义青年团|中国民主同盟|民盟|民革|民建|民进|农工党|致公党|九三学社|"
    "中国人民政治协商会议|政协|中国人民解放军|解放军|中国科学院|中科院|中国农业科学院|[㐀-鿿]{0,6}银行|[㐀-鿿]{2,8}集团|[㐀-鿿]{2,8}大学|"
    "[㐀-鿿]{2,8}公司|中国人寿|中国人保|中国石油|中国石化|中石油|中石化|中国移动|中国电信|中国联通|中国邮政|国家电网|"
    "南方电网|农行|工行|建行|中行|农发行|国寿|平安保险)$"
)


def short_forms(scan: Scan) -> Iterator[Mention]:
    """Short names of bodies of the page's own division: 市委, 县政府, 市总, 团县委."""
    for match in _SHORT.finditer(scan.codes):
        start = match.start()
        if _CUT.fullmatch(scan.text, start, match.end()) and scan.codes[match.end() : match.end() + 1] in (
            "U",
            "N",
            "K",
        ):
            continue
        if (
            set(match.group()) & set("UZE")
            and scan.text[scan.codes.index("Y", start)] not in "省市县区旗州镇乡特地边"
        ):
            start = scan.codes.index("Y", start)
        if not KIND_BEFORE.search(scan.text[max(0, start - 2) : start]):
            yield _mention(scan, _with_parent(scan, start), match.end(), "short-form", 0.93)


def composed(scan: Scan) -> Iterator[Mention]:
    """Names that a place, a short form or a word like 中国 opens."""
    codes, text = scan.codes, scan.text
    for match in _ANCHORED.finditer(codes):
        start, end = match.span()
        if codes[end - 1] == "K" and "B" in codes[start:end]:
            end = _before_noun(codes, start, end)
        if "V" in codes[start:end] and text[end - 1] not in "科股室处":
            end = codes.index("V", start)
        if end <= start or _is_kind(scan, start, end) or _ASSEMBLY.search(text, start, end):
            continue
        if (course := _COURSE.search(text, start, end)) is not None:
            end = course.start(1)
        yield _mention(scan, _with_parent(scan, start), end, "anchor-suffix", 0.92)


def _with_parent(scan: Scan, start: int) -> int:
    """Where the name begins with the party or company that it is a branch of: 共青团|汕头地委."""
    if scan.codes[start] not in "PQ":
        return start
    parent = _PARENT.search(scan.text, max(0, start - 12), start)
    if parent is None:
        return start
    said = re.compile(".*[称名为是由]").match(scan.text, parent.start(), start)
    return _behind_verb(scan.codes, said.end() if said else parent.start(), start)


def _before_noun(codes: str, start: int, end: int) -> int:
    """One character ends no name that holds a common noun: cut back to the last sure end, or to nothing."""
    noun = codes.index("B", start, end)
    return max((m.end() for m in _ENDS.finditer(codes, start, noun)), default=start)


def _is_kind(scan: Scan, start: int, end: int) -> bool:
    """Is the run a kind of body, or words that only look like a name?"""
    codes, text = scan.codes, scan.text
    run = codes[start:end]
    if codes[start] == "D":
        counted = KIND_BEFORE.search(text[max(0, start - 2) : start]) is not None
        if counted or len(run) == 2 or text[start] == "村":
            return True
    if codes[start] == "G" and KIND_AFTER.match(text, end):
        return True
    if codes[start] == "Q" and run[-1] == "K" and not set(run) & set("MS"):
        return True
    if _COUNTED.search(text, start, end):
        return True
    grown = (
        text[end - 1] == "所" and run[-1] == "K" and codes[end : end + 1] in ("U", "V", "F")
    )  # 平湖乡|所产
    return grown or _ORDINARY.search(text, start, end) is not None


def _behind_verb(codes: str, first: int, end: int) -> int:
    """The first character from ``first`` on behind the last verb before ``end``: 投保|中国人寿."""
    bound = max(codes.rfind(letter, first, end) for letter in "VvFfTtN")
    return max(first, bound + 1)


def named(scan: Scan) -> Iterator[Mention]:
    """Names without a division in front that hold a word of their own: 震泽中学, 花石镇中心小学."""
    codes, text = scan.codes, scan.text
    for match in _NAMED.finditer(codes):
        start, end = match.span()
        suffix = codes.index("S", start)
        begin = stem_start(codes, suffix, 9)
        if begin is None or begin < start or not set(codes[begin:suffix]) & set("UQEZ"):
            continue
        if codes[begin] == "I" and text[begin + 1] in "家所个座处类种级大次项批":
            continue
        if KIND_BEFORE.search(text[max(0, begin - 2) : begin]) or KIND_AFTER.match(text, end):
            continue
        if (course := _COURSE.search(text, begin, end)) is not None:
            end = course.start(1)
        yield _mention(scan, begin, end, "named-suffix", 0.85)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Organization", rule, confidence)
