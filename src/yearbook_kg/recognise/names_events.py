"""Events: a quoted or proper name and its head noun (“四送”活动, 吉安市第一届工人运动会, 土地改革)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_scan import Scan, words

_ORDINAL = r"(?:第[0-9一二三四五六七八九十百〇零]+[届次个期]|首届)"
_SCOPE = re.compile(rf"(?:(?:全[国省市县区州镇乡]|{_ORDINAL}|打击|整治|首届|[0-9]{{4}}年?)+)$")
# Behind a quoted name nearly any head will do; alone, only one that is never a kind of thing.


_HALT = re.compile(
    "[的了在与由被和及奖]|为一|召开|举行|举办|开展|参加|组织|主办|承办|协办|出席|实施|完成|进行|获|通过|制定|印发"
)


@cache
def _heads() -> str:
    """The head nouns as one alternation, longest first."""
    heads = [word for word, letter in words("names_events").items() if letter == "H"]
    return "|".join(sorted(map(re.escape, heads), key=len, reverse=True))


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(rf"“([^“”\n]{{1,40}})”([^,。、;:“”《》()\n0-9]{{0,12}}?)((?:{_heads()})+)")


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(
        r"“([^“”\n,。]{2,14}(?:行动|工程|计划|会战|活动|战役|运动|起义|斗争|大赛|竞赛|评估考核|比赛|论坛|文化节|艺术节))”"
    )


@cache
def _strong() -> AhoCorasick:
    return AhoCorasick(sorted(words("names_event_heads")), matchkind=MatchKind.LeftmostLongest)


@cache
def _public() -> AhoCorasick:
    names = [word for word, letter in words("names_events").items() if letter == "P"]
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def find_events(scan: Scan) -> Iterator[Mention]:
    """Yield quoted names with a head noun, proper names with one, and the acts that everybody knows."""
    text, codes = scan.text, scan.codes
    for match in _quoted().finditer(text):
        start, end = match.span()
        if codes[start] == "." or _HALT.search(match[2]) or match[3] == "建设":
            continue
        scope = _SCOPE.search(text[max(0, start - 14) : start])
        start -= len(scope.group()) if scope else 0
        yield _mention(scan, start, end, "quoted-head", 0.93)
    for match in _inside().finditer(text):
        if codes[match.start()] != ".":
            yield _mention(scan, match.start(1), match.end(1), "head-in-quotes", 0.85)
    for _, start, end in _public().find_matches_as_indexes(text):
        if codes[start] not in ".W":
            yield _mention(scan, start, end, "public-event", 0.95)
    yield from _proper(scan)


# 朱鹮梨园文化旅游节, 樱桃旅游节: a feast of its own name needs no scope.
_FEASTS = frozenset("文化旅游节 旅游文化节 旅游节 文化节 艺术节 美食节 采摘节 音乐节 龙舟节 民歌节 山歌节 庙会 灯会 花会".split())
# 第二次会议听取: where the page is about a congress, its sessions stand by number alone.
_SESSION = re.compile("第[一二三四五六七八九十]{1,3}次(?:全体|常委会|常务委员会|主席团)?会议")


def _feast(codes: str, head: int) -> int | None:
    """Where the name of a feast begins: two to ten characters of no verb, bounded."""
    start = head
    while start > 0 and head - start < 12 and codes[start - 1] in "UuMmBbPpQqZzGg":
        start -= 1
    while start < head and codes[start].islower():
        start += 1
    return start if 2 <= head - start <= 10 else None


def _proper(scan: Scan) -> Iterator[Mention]:
    """Names with a scope, a place or an ordinal in front and a strong head behind: 全市公安工作会议."""
    text, codes = scan.text, scan.codes
    # 第八届中国(南昌)绿色食品博览会: a place in brackets is part of the name
    masked = re.sub(r"\(([PQ][pq]*)\)", lambda m: "P" + "p" * (len(m.group()) - 1), codes)
    for _, head, end in _strong().find_matches_as_indexes(text):
        if codes[head] in ".Ww":
            continue
        start = _left(scan, masked, head, end)
        congress = text[head - 2 : end] == "人民代表大会"
        if start is not None and end - start > 5 and not congress:
            yield _mention(scan, start, end, "proper-head", 0.93)
        elif text[head:end] in _FEASTS and (begin := _feast(codes, head)) is not None:
            yield _mention(scan, begin, end, "feast", 0.85)
    if re.search("人大|人民代表大会|常委会|政协|常务委员会", text):
        for match in _SESSION.finditer(text):
            if codes[match.start()] not in ".WwHh" and codes[match.start() - 1 : match.start()] not in tuple("sSkKyYuUmMpP"):
                yield _mention(scan, match.start(), match.end(), "session", 0.8)


_ANCHOR = re.compile(
    rf"(?:全国|全省|全市|全县|全区|全州|全镇|全乡|全自治区|{_ORDINAL}|首届|(?<=[省市县区])[0-9一二三四五六七八九十]+届)+"
)
# 2011|中国国内旅游交易会: a year without 年 is part of the name.
_YEAR = re.compile("(?:19|20)[0-9]{2}$")
# What may stand before a scope or ordinal and belong to the name: the place, the body, the congress.
_BEFORE = re.compile("(?:[PQGYSKMDXAIEpqgysmdxaie])*$")
# A name with a scope may hold 和 and 奖, one with quotes not.
_STOPS = re.compile("[的了在由被奖]|为一|召开|举行|举办|开展|参加|主办|承办|协办|出席|实施|完成|进行|获|通过|制定|印发")
# 5月16日,|2010年襄樊市科技活动周: the day stands before, so the year is part of the name.
_DATED = re.compile("日,((?:19|20)[0-9]{2}年)$")
_LONGEST = 36


def _left(scan: Scan, codes: str, head: int, end: int) -> int | None:
    """Where the name begins: at the scope or ordinal next to the head noun, and what stands before that."""
    text = scan.text
    floor = max(0, head - _LONGEST)
    while (cut := re.compile("[,。;:、()\n_.TWN]").search(codes, floor, head)) is not None:
        floor = cut.end()
    anchors = list(_ANCHOR.finditer(text, floor, head))
    if anchors:
        start = anchors[-1].start()
    elif words("names_event_heads").get(text[head:end]) == "O" and (places := list(re.finditer("[PG]", codes[floor:head]))):
        start = floor + places[-1].start()
    else:
        return None
    if _STOPS.search(text, start, head):
        return None
    before = _BEFORE.search(codes, floor, start)
    opened = re.compile("[PQGYDA]").search(codes, before.start(), start) if before else None
    start = opened.start() if opened else start
    year = _YEAR.search(text, max(0, start - 5), start)
    dated = _DATED.search(text, max(0, start - 24), start)
    return year.start() if year else dated.start(1) if dated else start


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Event", rule, confidence)
