"""When and where events happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity, PartialDate
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.event_verbs import EVENT
from yearbook_kg.relate.facts.forms import Reader, pattern, sign
from yearbook_kg.relate.facts.triggers import words

_SITES = "(?P<sites>[<P><F><O>](?:[、和及][<P><F>])*)"
_STRUCK = pattern(
    "(?P<sites><P>(?:[、和及]<P>)*)(?:<Q>|等地|等|[^,。<E>]{0,6}?)"
    "(?:遭受|遭遇|遭|发生|爆发|突发|开展|实行|进行)[^,。<E>]{0,6}?<E>"
)
_TOUCHED = pattern("(?:涉及|波及|殃及)(?P<sites><P>(?:[、和及]<P>)*)")
_NEXT = pattern(
    "(?:<T>)?(?:还|又|并)?在(?P<sites>[<P><F>](?:[、和及][<P><F>])*)(?:设|开展|举行|组织|举办|进行|布)"
)
_GOING = pattern("(?:赴|前往|到|在)(?P<sites><P>)(?:市|县)?(?:参加|出席|参展)[^,。<E>]{0,4}<E>")
# 会议于9月3日在城关镇举行, 1月7日在大剧院举行: the event that the section or the card is about
_BARE = "(?:会议|大会|运动会|活动|比赛|大赛|典礼|仪式|晚会|展览|开幕式|战斗|工程|全会|会)?"
_HELD = pattern(
    lambda: (
        f"(?:<T>)?{_BARE}(?:于|自)?(?:<T>)?(?:至|到)?(?:<T>)?在(?:{_SITES}|[^,。<E>]{{1,6}}?)"
        f"[^,。]{{0,6}}?{words('hold')}"
    )
)
_LATER = pattern(lambda: f"在{_SITES}[^,。在]{{0,10}}?{words('hold')}")
_AHEAD = pattern(lambda: f"在{_SITES}[^,。]{{0,6}}?{words('organize', 'hold')}[^,。<E>]{{0,10}}?<E>")
# 在竹篙区动工兴建水库, on the card of that event
_BEGUN = pattern(
    "在(?P<sites><P>(?:[、和及]<P>)*)[^,。]{0,4}(?:动工|开工|兴建|召开|举行|发生|爆发|打响|起义|竣工|落成)"
)
# 初期, 期间: a stretch within or around the event, whose year is not the event's
_AROUND = (
    *("时期", "期间", "初期", "中期", "后期", "前夕", "前后", "以前", "以后"),
    *("爆发", "胜利", "开始", "结束", "精神"),
)
# 贯彻A, 围绕A: the event is what is spoken of, not what happens
_GUIDED = ("以", "围绕", "按照", "根据", "结合", "依托", "传达", "贯彻")
_YEAR = re.compile(r"[“‘]?(1[89]\d\d|20\d\d)(?!\d)")


def _dated(clause: Clause) -> Iterator[Claim]:
    """Yield eventYear and eventPlace of the events that the clause names."""
    for at, event in clause.entities(clause.start, clause.end, "E"):
        yield from _year(clause, at, event)
        yield from _sites(clause, at, event)


def _touched(clause: Clause) -> Iterator[Claim]:
    """涉及A、B: the places of the event that was named last."""
    events = clause.entities(0, clause.end, "E")
    for match in _TOUCHED.finditer(clause.line.text, clause.start, clause.end):
        if events:
            yield from _place(clause, match, events[-1][1])


def _year(clause: Clause, at: int, event: Entity) -> Iterator[Claim]:
    """An event told with a time of its own sentence is dated; one told without is not."""
    text = clause.line.text
    if event.name.endswith("案") or text.startswith(_AROUND, at + 1):
        return
    if text[clause.start : at].endswith(_GUIDED):
        return
    year = clause.year(at)
    written = _YEAR.match(event.name)
    if written is not None:
        year = int(written[1])
    elif not clause.pinned(at):
        return
    if year is not None:
        yield Claim(event, "eventYear", PartialDate(year), clause.evidence(0, at + 1, "event year", 0.93))


def _sites(clause: Clause, at: int, event: Entity) -> Iterator[Claim]:
    text = clause.line.text
    later = _LATER.search(text, at + 1, clause.end)
    ahead = _AHEAD.search(text, clause.start, at + 1)
    struck = _STRUCK.search(text, clause.start, at + 1)
    going = _GOING.search(text, clause.start, at + 1)
    match = later or ahead or struck or going
    if match is not None:
        yield from _place(clause, match, event)


def _unnamed(clause: Clause) -> Iterator[Claim]:
    """A clause that goes on about the event before, or about the event of the heading or the card."""
    text = clause.line.text
    if sign("E") in text[clause.start : clause.end]:
        return
    ahead = clause.entities(0, clause.start, "E")
    goes_on = _NEXT.match(text, clause.start, clause.end)
    if ahead and goes_on is not None:
        yield from _place(clause, goes_on, ahead[-1][1])
        return
    event = clause.thread.headed
    if event is None or ahead:
        return
    match = _HELD.match(text, clause.start, clause.end)
    if match is None:
        begun = _BEGUN.search(text, clause.start, clause.end) if clause.page.card is not None else None
        if begun is not None:
            yield from _place(clause, begun, event)
        return
    yield from _place(clause, match, event)
    year = clause.year(clause.end - 1)
    if year is not None and sign("T") in match.group():
        evidence = clause.evidence(*match.span(), "event year", 0.9)
        yield Claim(event, "eventYear", PartialDate(year), evidence)


def _place(clause: Clause, match: re.Match[str], event: Entity) -> Iterator[Claim]:
    for _, site in clause.entities(*match.span("sites"), "PFO"):
        yield Claim(event, "eventPlace", site, clause.evidence(*match.span(), "event place", 0.93))


SETTINGS = (
    Reader(_dated, EVENT),
    Reader(_unnamed, _NEXT, _HELD, _BEGUN),
    Reader(_touched, _TOUCHED),
)
