"""Organisations: a place or a short form in front, words of the trade inside, a word that ends a body's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_places import stem_start
from yearbook_kg.recognise.names_scan import Scan, words

# 县|农业|局; 正阳县|豫丰|花生|制品|有限公司; 市委|宣传|部. What follows the anchor is bounded, so the search is linear.
_BODY = r"(?:[MSYQPGXI][msyqpgxi]*|K|U|E|Z(?!z))"
_SCOPED = r"(?:[MSYXI][msyxi]*|K|E)"
_ANCHORED = re.compile(
    rf"(?:(?:[PQG][pqg]*){{1,4}}{_BODY}{{0,14}}?|(?:(?<![UuQqPpDd])D|Yy*){_SCOPED}{{0,10}}?)"
    rf"(?:Ss*|K)(?:{_BODY}{{0,8}}(?:Ss*|K)){{0,3}}"
)
_SHORT = re.compile("(?:[PQ][pq]*)?Yy*")
# 震泽|中学, 东风|农场: no division in front, but a word that is none of the trade.
_NAMED = re.compile(r"(?:[UFZ]|[QMG][qmg]*){1,9}Ss*(?:(?:[MUSK][ms]*){0,6}[SK]s*){0,2}")
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
        if re.search("第[一二三四五六七八九十]+[部场]$", text[start:end]):
            continue
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
        yield _mention(scan, start, end, "anchor-suffix", 0.92)


# 东京高等工业学校|土木科: what one studies there is no part of the name.
_COURSE = re.compile("(?:学校|学堂|大学|学院)([^学校院]{2,5}[科系])$")


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
        if begin is None or begin < start or not set(codes[begin:suffix]) & set("UQ"):
            continue
        start = begin
        if _KIND_BEFORE.search(text[max(0, start - 2) : start]) or _KIND_AFTER.match(text[end : end + 3]):
            continue
        yield _mention(scan, start, end, "named-suffix", 0.7)


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


def internal(scan: Scan) -> Iterator[Mention]:
    """Parts of a body without its name, where the words say that they were set up: 设|合作指导员办事处."""
    codes, text = scan.codes, scan.text
    for match in _INTERNAL.finditer(codes):
        start, end = match.span()
        before = text[max(0, start - 4) : start]
        if _FOUNDING.search(before) and not _KIND_AFTER.match(text[end : end + 3]):
            yield _mention(scan, start, end, "set-up", 0.75)


def is_body(name: str) -> bool:
    """Does the name end like that of an organisation?

    >>> is_body("方志出版社"), is_body("滨江新区")
    (True, False)
    """
    bodies = words("names_bodies")
    return any(bodies.get(name[-size:], "") in ("S", "Y", "K") for size in range(1, min(8, len(name)) + 1))


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Organization", rule, confidence)
