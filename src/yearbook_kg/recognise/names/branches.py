"""Branches, and names without a known build: 民盟雨城区总支, 市食药监局, 更名为彭镇公社七年制学校."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.lexicon import listed, words
from yearbook_kg.recognise.names.organizations import KIND_AFTER, KIND_BEFORE
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# 民盟|四川省|委, 工行|涪陵|分行: a body known by its short name, a place, and the word for a branch.
_BRANCH = Rule(
    "(?:Yy*|(?<![UuMmPpQqDdSsIiEeGgZz])Ss+(?=[PQ]))(?:[PQ][pq]*){1,2}(?:[MSXDIH][msxdih]*){0,6}(?:Ss*|K)|Yy*(?:[PQ][pq]*)?U{1,8}(?:[MSBUQ][msbq]*){0,6}Ss*"
)
_CENTRAL = Rule(
    "(?:民盟|民革|民建|民进|农工党|农工民主党|致公党|九三学社|台盟|团|共青团|全国妇联|全国工商联)中央(?:委员会)?|(?:中国)?国民党[㐀-鿿]{0,4}?(?:[省县市区]党部|区分部|执行委员会)"
)
# 市|食|药监局: a short form of two trades in one.
_MIXED = Rule("(?<![UuQqPpDdMm])D(?!d)(?:U{1,4}|U{0,2}[ZFIK]U{0,2})Ss*")
# 李集|粮站
_VILLAGE = Rule("(?<![UuQqPpDdMmSsEeZz])(?:U{1,3}|Qq+|Ee+|Zz*)D(?!d)(?:Mm*|U){0,3}Ss+")
# 韶关|冶炼|厂
_WORKS = Rule("(?:[PQ][pq]*){1,2}(?:U{1,4}|U{0,2}[ZFIEM][mez]?U{0,2})K")
_WORKS_END = frozenset("厂矿院校社队馆局店团")
# 韶关市档案局(馆), 科学技术局(知识产权局)
_DOUBLE = re.compile("\\([局院馆社站所办委部会校厂]\\)")
_RENAMED = (
    "改称为?|改名为?|改名称为?|更名为|更名|易名为?|定名为?|正式命名为|初名|始称|始名|复名|复称|升格为|升为|升|改为|改设为?|改设|改组为|改组成立|改建为|合并为|"
    "合并组建|合并成立|合并成|合组|合组成立|并为|组建成立|组建|成立|创办|创建|创设|创立|开办|兴办|开设|设立|建立|筹建|筹设|并入|划归|划入|移交给?|归并于|隶属于|"
    "隶属|隶|直属于|直属|挂靠|改隶|转隶|统称|合称|全称|恢复|重建|复办|增设|分设|附设|加挂|挂|设"
)
_NAMING = Rule(f"(?:{_RENAMED})(?:了)?“?([㐀-鿿]{{3,26}}?)(?=[,。;、(:”\n ]|于[^㐀-鿿]|的|,|$)")
_PLAIN = frozenset(
    (
        "领导小组",
        "工作领导小组",
        "办公室",
        "指挥部",
        "工作组",
        "专业合作社",
        "股份公司",
        "有限公司",
        "委员会",
        "党组织",
        "党委",
        "党支部",
    )
)
RULES = (_CENTRAL, _NAMING)


@cache
def _ends() -> tuple[frozenset[str], range]:
    """What the name of a body ends in, and how long these words are."""
    ends = frozenset((*listed("names_bodies", "S"), *listed("names_bodies", "K"), "组", "班", "系"))
    return ends, range(1, max(map(len, ends)) + 1)


def _ends_like_body(name: str) -> bool:
    ends, sizes = _ends()
    return any(name[-size:] in ends for size in sizes)


def find_branches(scan: Scan) -> Iterator[Mention]:
    """Yield branches of known bodies, short forms of two trades, works, and what a naming verb names."""
    codes, text = scan.codes, scan.text
    for signs, rule, sure in (
        (_BRANCH, "branch", 0.92),
        (_MIXED, "mixed-trade", 0.88),
        (_WORKS, "works", 0.86),
    ):
        for match in signs.finditer(codes):
            start, end = match.span()
            if rule == "works" and (
                text[end - 1] not in _WORKS_END or codes[end : end + 1] in ("U", "K", "B")
            ):
                continue
            if not KIND_BEFORE.search(text[max(0, start - 2) : start]) and not KIND_AFTER.match(text, end):
                yield _mention(scan, start, end, rule, sure)
    for match in _VILLAGE.finditer(codes):
        if text[codes.index("D", match.start())] in "屯寨庄堡铺集墟圩":
            yield _mention(scan, *match.span(), "village-body", 0.88)
    for match in scan.matches(_CENTRAL):
        if codes[match.start()] not in ".Ww":
            yield _mention(scan, *match.span(), "central", 0.93)
    for match in scan.matches(_NAMING):
        yield from _named(scan, *match.span(1))


def double_plates(scan: Scan, found: list[Mention]) -> Iterator[Mention]:
    """Bodies with the second of their name-plates in brackets: 韶关市档案局(馆)."""
    for mention in found:
        if mention.type != "Organization" or mention.confidence < 0.84:
            continue
        plate = _DOUBLE.match(scan.text, mention.end)
        if plate is not None:
            yield _mention(scan, mention.start, plate.end(), "double-plate", 0.96)


def _named(scan: Scan, start: int, end: int) -> Iterator[Mention]:
    """The body that a naming verb names: the run up to the next sign, when it ends like a body's name."""
    codes, text = scan.codes, scan.text
    name = text[start:end]
    if codes[start] in ".WwTtNC" or not _ends_like_body(name) or name in _PLAIN:
        return
    if words("names_generic").get(name) is not None or KIND_AFTER.match(text, end):
        return
    run = codes[start:end]
    if re.search("(?:灌站|抽水站|泵站|水库|电站|桥|渠|闸|坝|塔)$", name):
        return  # what is built has its own rules
    if len(name) < 4 or set(run) & set("VvTtNJjWw.A") or re.search("[各等]|以及|[0-9]", name):
        return
    if KIND_BEFORE.search(text[max(0, start - 2) : start + 2]) or re.match(
        "[一二三四五六七八九十两]+[个所家处]", name
    ):
        return
    if not set(run) & set("UQPDYEZG") and len(name) < 7:
        return
    yield _mention(scan, start, end, "named-by-verb", 0.87)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Organization", rule, confidence)
