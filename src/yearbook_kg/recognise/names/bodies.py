"""Organisations by other signs than their build: 县一中, 中铁二十四局, 开发区党工委, 下设水政科."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.lexicon import words
from yearbook_kg.recognise.names.organizations import KIND_AFTER
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# 一中, but not 一小商人 (a small merchant).
_SCHOOL = Rule("[一二三四五六七八九十]{1,3}[中小高](?![学校等小大商型区组时部麦])")
# The builders of the state count their bureaus.
_BUREAU = Rule(
    "中(?:铁|建|交|水|冶|国水电)[一二三四五六七八九十]{1,3}局(?:集团)?"
    "(?:[一二三四五六七八九十]{1,2}公司|有限公司|第[一二三四五六七八九十]{1,2}工程(?:有限)?公司)?"
)
# 商会会长向鹤龄: a council that is only named by its head.
_COUNCIL = Rule(
    "(?:总?商会|农会|教育会|参议会|[省县]?议会|咨议局|自治会|维持会|农民协会)(?=副?(?:会长|议长|主席|局长|主任))"
)
# 经开区实验学校: a zone in short opens the name of a body as a county does.
_ZONE = Rule("经开区|高新区|开发区|度假区|管理区")
_ZONE_BODY = re.compile("(?:[MI][mi]*){0,6}Ss*")
# 下设|办公室: parts of a body without its name, where the words say that they were set up.
_PART = re.compile("((?:Mm*|U){0,4})(?:Ss*|K)(?![UMSKms])")
_FOUNDING = Rule("(?:下设|内设|设立|设|成立|组建|改称|改为|更名为|并入|撤销|增设|改组为|分为|为该[局社厂校])")
# 自来水厂 1971年10月动工: where a page presents several bodies, each begins its paragraph with its name.
_OPENING = Rule("(?:^|(?<=[\n_.]))((?:[MUGDPQ][mgdpq]*){0,6}(?:Ss*|K))[_.](?=[_.]*[TUMVBGQP])")
_BUILT = re.compile("(?:灌站|抽水站|泵站|水库|桥|渠|闸|坝|塔|寺|庙|宫|殿|牌坊)$")
_DATED = re.compile("[ \n]+(?:(?:19|18|20)[0-9]{2}年|民国|清|光绪)")
_PRESENTS = re.compile(
    "[ \n]*(?:全称|前身|又称|又名|原名|原称|简称|初名|位于|地处|始建|创建|创办|建于|成立|"
    "[^,。;]{0,14}(?:动工|创办|成立|建立|设立|开办|始建|前身|设))"
)
RULES = (_SCHOOL, _BUREAU, _COUNCIL, _ZONE, _FOUNDING)


def other_bodies(scan: Scan) -> Iterator[Mention]:
    """Yield numbered schools and bureaus, bodies of zones, parts that are set up, openings of paragraphs."""
    codes = scan.codes
    for match in scan.matches(_SCHOOL):
        start = match.start()
        while start > 0 and codes[start - 1] in "pq":
            start -= 1
        if start > 0 and codes[start - 1] in "DPQ" and codes[match.end() : match.end() + 1] not in ("U", "u"):
            yield _mention(scan, start - 1, match.end(), "numbered-school", 0.9)
    for match in scan.matches(_BUREAU):
        if codes[match.start()] not in ".Ww":
            yield _mention(scan, *match.span(), "numbered-bureau", 0.95)
    for match in scan.matches(_COUNCIL):
        if codes[match.start() - 1 : match.start()] in tuple("VFv,。;、\n_Tt"):
            yield _mention(scan, *match.span(), "council", 0.85)
    for match in scan.matches(_ZONE):
        body = _ZONE_BODY.match(codes, match.end())
        inside = codes[match.start()] == "." or codes[match.start() - 1 : match.start()] in tuple("UMmPpQq")
        if body is not None and not inside:
            yield _mention(scan, match.start(), body.end(), "zone-suffix", 0.9)
    yield from _parts(scan)


def _parts(scan: Scan) -> Iterator[Mention]:
    """The list of parts behind 下设, 成立 …, and the names that open a paragraph."""
    codes, text = scan.codes, scan.text
    for founding in scan.matches(_FOUNDING):
        start = founding.end()
        while (part := _PART.match(codes, start)) is not None and codes[founding.start()] != ".":
            if KIND_AFTER.match(text, part.end()):
                break
            named = part[1] and ("S" in part.group() or text[part.end() - 1] not in "组队")
            if named:  # a bare 办公室 is a kind, but the list goes on
                yield _mention(scan, *part.span(), "set-up", 0.86 if "S" in part.group() else 0.75)
            if text[part.end() : part.end() + 1] not in ("、", "和"):
                break
            start = part.end() + 1
    for match in _OPENING.finditer(codes):
        start, end = match.span(1)
        dated = _DATED.match(text, end) is not None and bool(set(codes[start:end]) & set("UQPDEG"))
        if end - start < 3 or _BUILT.search(text, start, end):
            continue
        if (dated or _PRESENTS.match(text, end)) and words("names_generic").get(text[start:end]) != "kind":
            yield _mention(scan, start, end, "presented", 0.87)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Organization", rule, confidence)
