"""Events: a quoted or proper name and its head noun (“四送”活动, 吉安市第一届工人运动会, 土地改革)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.lexicon import listed, words
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

_ORDINAL = "(?:第[0-9一二三四五六七八九十百〇零]{1,5}[届次个期]|首届)"
# In front of a quoted name: 全市“红古诗文经典诵读”比赛, 第17届“119”消防宣传周.
_SCOPE = re.compile(f"(?:(?:全[国省市县区州镇乡]|{_ORDINAL}|打击|整治|[0-9]{{4}})+)$")
_ACTING = "为一|召开|举行|举办|开展|参加|主办|承办|协办|出席|实施|完成|进行|获|通过|制定|印发"
# Between a quoted name and its head: “职工之家”的主体工程 is no event.
_HALT = re.compile(f"[的了在与由被和及奖]|组织|{_ACTING}")
# Between a scope and a head: a name may hold 和, but no verb.
_STOPS = re.compile(f"[的了在由被奖]|{_ACTING}")
_ANCHOR = re.compile(
    f"(?:全[国省市县区州镇乡]|全自治区|{_ORDINAL}|(?<=[省市县区])[0-9一二三四五六七八九十]{{1,4}}届)+"
)
_CLAUSE = re.compile("[,。;:、()\n_.TWN]")
# What may stand before a scope or ordinal and belong to the name: the place, the body, the congress.
_BEFORE = re.compile("[PQGYSKMDXAIEpqgysmdxaie]*$")
_OPENS = re.compile("[PQGYDA]")
# 2011|中国国内旅游交易会: a year without 年 is part of the name; with 年, where the day stands before.
_YEAR = re.compile("(?:19|20)[0-9]{2}$")
_DATED = re.compile("日,((?:19|20)[0-9]{2}年)$")
# 政协|东乡县第十三届委员会第二次会议: the body whose congress it is stands before the place.
_BODY = re.compile("(?:中国人民政治协商会议|政协|中国共产党|中共|中国共产主义青年团|共青团)$")
_LONGEST = 36
# 朱鹮梨园文化旅游节, 樱桃旅游节: a feast of its own name needs no scope.
_FEAST = re.compile("(?:文化旅游|旅游文化|旅游|文化|艺术|美食|采摘|音乐|龙舟|民歌|山歌)节|庙会|灯会|花会")
# 第二次会议听取: where the page is about a congress, its sessions stand by number alone.
_CONGRESS = re.compile("人大|人民代表大会|常委会|政协|常务委员会")
_SESSION = Rule("第[一二三四五六七八九十]{1,3}次(?:全体|常委会|常务委员会|主席团)?会议")


# 第三届“寥廓邻里节”: a name in quotes with its number.
_NUMBERED = Rule(
    f"{_ORDINAL}“[^“”\n,。]{{1,16}}(?:节|会|赛|展|周|月|论坛|杯|活动)”(?![㐀-鿿]{{0,8}}[赛动节会展])"
)
# 反假货币宣传月活动
_MONTH = Rule(
    "(?:宣传月|宣传周|宣传日|活动月|活动周|活动日|质量月|安全月|安全生产月|科普周|推广周|服务月|法制宣传日)(?:宣传|系列)*(?:活动)?"
)
# 科技活动周|启动仪式
_OPENED = re.compile("(?:启动仪式|颁奖仪式|颁奖典礼|揭牌仪式|试点)(?![县市区镇乡村工单项])")


@cache
def _quoted() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, listed("names_events", "H")))
    return re.compile(f"“([^“”\n]{{1,40}})”([^,。、;:“”《》()\n0-9]{{0,12}}?)((?:{heads})+)")


@cache
def _inside() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, listed("names_event_heads", "Q")))
    return re.compile(f"“([^“”\n,。]{{2,14}}(?:{heads}))”")


def _strong() -> list[str]:
    heads = [*listed("names_event_heads", "N"), *listed("names_event_heads", "O")]
    return sorted(heads, key=len, reverse=True)


_STRONG = Rule.of(_strong)
_PUBLIC = Rule.of(lambda: listed("names_events", "P"))
RULES = (_NUMBERED, _MONTH, _SESSION, _STRONG, _PUBLIC)


def find_events(scan: Scan) -> Iterator[Mention]:
    """Yield quoted names with a head noun, proper names with one, and the acts that everybody knows."""
    text, codes = scan.text, scan.codes
    for match in _quoted().finditer(text):
        start, end = match.span()
        if codes[start] != "." and not _HALT.search(match[2]) and match[3] != "建设":
            scope = _SCOPE.search(text[max(0, start - 14) : start])
            start -= len(scope.group()) if scope else 0
            yield _mention(scan, start, end, "quoted-head", 0.93)
    for match in _inside().finditer(text):
        if codes[match.start()] != ".":
            yield _mention(scan, match.start(1), match.end(1), "head-in-quotes", 0.85)
    for match in scan.matches(_PUBLIC):
        if codes[match.start()] not in ".W":
            yield _mention(scan, *match.span(), "public-event", 0.95)
    yield from _months(scan)
    yield from _proper(scan)
    for match in scan.matches(_SESSION):
        alone = codes[match.start() - 1 : match.start()] not in tuple("sSkKyYuUmMpP")
        if alone and codes[match.start()] not in ".WwHh" and _CONGRESS.search(text):
            yield _mention(scan, *match.span(), "session", 0.8)


def _months(scan: Scan) -> Iterator[Mention]:
    """Names in quotes with their number, and months and weeks of a cause: 反假货币宣传月活动."""
    codes = scan.codes
    for match in scan.matches(_NUMBERED):
        if codes[match.start()] not in ".W":
            yield _mention(scan, *match.span(), "numbered-quoted", 0.95)
    for match in scan.matches(_MONTH):
        begin = _feast(codes, match.start())
        if begin is not None and codes[match.start()] not in ".W":
            yield _mention(scan, begin, match.end(), "month", 0.86)


def _proper(scan: Scan) -> Iterator[Mention]:
    """Names with a scope, a place or an ordinal in front and a strong head behind: 全市公安工作会议."""
    text, codes = scan.text, scan.codes
    # 第八届中国(南昌)绿色食品博览会: a place in brackets is part of the name
    masked = re.sub(r"\(([PQ][pq]*)\)", lambda m: "P" + "p" * (len(m.group()) - 1), codes)
    for match in scan.matches(_STRONG):
        head, end = match.span()
        if codes[head] in ".Ww" or text[head - 2 : end] == "人民代表大会":
            continue
        start = _left(text, masked, head, end)
        if start is not None and end - start > 5:
            opened = _OPENED.match(text, end)
            end = opened.end() if opened else end
            yield _mention(scan, start, end, "proper-head", 0.93)
        elif _FEAST.fullmatch(text, head, end) and (begin := _feast(codes, head)) is not None:
            yield _mention(scan, begin, end, "feast", 0.85)


def _left(text: str, codes: str, head: int, end: int) -> int | None:
    """Where the name begins: at the scope or ordinal next to the head noun, and what stands before that."""
    floor = max(0, head - _LONGEST)
    for cut in _CLAUSE.finditer(codes, floor, head):
        floor = cut.end()
    start = None
    for anchor in _ANCHOR.finditer(text, floor, head):
        start = anchor.start()
    if start is None and words("names_event_heads")[text[head:end]] == "O":
        place = max(codes.rfind("P", floor, head), codes.rfind("G", floor, head))
        start = place if place >= 0 else None
    if start is None or _STOPS.search(text, start, head):
        return None
    before = _BEFORE.search(codes, floor, start)
    opened = _OPENS.search(codes, before.start(), start) if before else None
    start = opened.start() if opened else start
    body = _BODY.search(text, max(0, start - 12), start)
    start = body.start() if body else start
    year = _YEAR.search(text, max(0, start - 5), start)
    dated = _DATED.search(text, max(0, start - 24), start)
    return year.start() if year else dated.start(1) if dated else start


def _feast(codes: str, head: int) -> int | None:
    """Where the name of a feast begins: two to ten characters without a verb."""
    start = head
    while start > 0 and head - start < 12 and codes[start - 1] in "UuMmBbPpQqZzGg":
        start -= 1
    while start < head and codes[start].islower():
        start += 1
    return start if 2 <= head - start <= 10 else None


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Event", rule, confidence)
