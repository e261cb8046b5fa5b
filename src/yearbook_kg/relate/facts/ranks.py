"""Ranks and seats: which body or division stands under which, and where a body sits."""

from __future__ import annotations

import re

from yearbook_kg.model import Entity, Quantity
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.story import BODIES, BODY, Story, sources
from yearbook_kg.relate.facts.triggers import words

_BODIES = "<O>(?:<B>)?(?:[、和及]<O>(?:<B>)?)*"
_OBEYS = pattern(lambda: f"{words('obey')}(?:于|旧)?(?:<R>)?(?:(?P<dst>{BODY})|之(?=$|[,。;]))")
_GOVERNS = pattern(
    lambda: (
        f"{words('govern')}(?:有|的)?"
        f"(?:[^,。;<O><P><N>]{{0,24}}?(?:[、和及:]|以及|包括|分别为|即))?(?P<dst>{_BODIES})"
    )
)
_PARTS = pattern(f"设(?:立)?(?P<dst>{BODIES})")
_ALL_OBEY = pattern(
    "以上(?P<count><Q>|[两二三四五六七八九十][县市区乡镇])?[^,。<P>]{0,3}?(?:均|皆|都)?属(?P<dst><P>)"
)
# 所属, 家属, 金属 …: no verb
_NO_VERB = tuple("所下家部金军眷附亲均专回当划并复")
_NUMBER = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SEAT = pattern(
    "(?:设在|设于|迁至|迁到|迁往|移驻|迁驻|迁|驻|坐落在|坐落于|位于|[社院校馆局所厂场署]址(?:设)?(?:在|于)?)"
    "[^,。<O><P><T>]{0,5}?(?P<dst>[<P><F>])"
)
_SET_AT = pattern("(?:设|建|创)[^,。]*?(?P<org><O>)(?:<B>)?于[^,。<O><P><T>]{0,5}?(?P<dst>[<P><F>])")
_BEGAN_AT = pattern(
    "(?P<org><O>)(?:<B>)?(?:开办|设立|创办|成立|创建|创设|筹建|设|建)(?:于|在)[^,。<O><P><T>]{0,5}?(?P<dst>[<P><F>])"
)
_AT_SET = pattern(
    "在[^,。<O><P><T>]{0,5}?(?P<dst>[<P><F>])(?:<B>)?[^,。<O><P><T>]{0,4}?"
    "(?:建立|设立|创办|成立|创建|开办|兴办|新建|重建|筹建|创设|开设|增设|附设|挂牌成立|建|设)(?:了)?(?P<org><O>)"
)


def _obeyed(story: Story) -> None:
    """隶县政府建设科; 属张家口专区; 竹溪县隶之; 以上三县均属陕西省."""
    clause, text = story.clause, story.clause.line.text
    every = _ALL_OBEY.search(text, clause.start, clause.end)
    if every is not None:
        _all_obeyed(story, every)
        return
    for match in _OBEYS.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst")) if match["dst"] else _told_last(clause)
        if target is None or text[: match.start()].endswith((*_NO_VERB, "业务", "工作", "职能")):
            continue
        below, sure = sources(story, match.start(), target.type)
        predicate = "subordinateTo" if target.type == "Organization" else "locatedIn"
        for body in below[-1:]:
            story.claim(body, predicate, target, "belongs", match.span(), sure)


def _told_last(clause: Clause) -> Entity | None:
    """郧阳专区成立,竹溪县隶之: the last place of the clauses before."""
    found = clause.entities(0, clause.start, "OP")
    return found[-1][1] if found else None


def _all_obeyed(story: Story, match: re.Match[str]) -> None:
    clause = story.clause
    target = clause.entity(match.start("dst"))
    places = [entity for _, entity in clause.entities(0, match.start(), "P")]
    count = _count(clause, match) or len(places)
    for place in places[-count:]:
        if target is not None:
            story.claim(place, "locatedIn", target, "belongs", match.span(), 0.9)


def _count(clause: Clause, match: re.Match[str]) -> int:
    """以上三县: three; none where the words do not count."""
    item = clause.line.items.get(match.start("count"))
    if isinstance(item, Quantity):
        return int(item.value)
    return _NUMBER.get((match["count"] or "")[:1], 0)


def _governed(story: Story) -> None:
    """下辖县公路局、县运管所; 辖震泽油米厂; 所属县土产公司一分为二,设A、B."""
    clause, text = story.clause, story.clause.line.text
    for match in _GOVERNS.finditer(text, clause.start, clause.end):
        above = _above(story, match.start())
        if above is None:
            continue
        below = [entity for _, entity in clause.entities(*match.span("dst"), "O")]
        if "所属" in match.group() and "分" in text[match.end() : clause.end]:
            parts = _PARTS.search(text, clause.end)
            below += [e for _, e in clause.entities(*parts.span("dst"), "O")] if parts is not None else []
        for body in below:
            story.claim(body, "subordinateTo", above, "governs", match.span(), 0.93)


def _above(story: Story, before: int) -> Entity | None:
    """Who governs: named in the clause, else whom the text is about."""
    clause = story.clause
    leads = [group for group in clause.groups(before) if group.role == "lead"]
    named = [e for group in leads for e in group.members if e.type == "Organization"]
    if named:
        return named[-1]
    if clause.page.yearbook:
        return next(iter(clause.actors(before, kinds="O").lead), None)
    return story.body if story.body is not None and story.body.type == "Organization" else None


def _seated(story: Story) -> None:
    """社址在文庙; 迁顺城关; 设办事处于城关镇; 在胜利镇建立良种场."""
    clause, text = story.clause, story.clause.line.text
    for match in _SEAT.finditer(text, clause.start, clause.end):
        site = clause.entity(match.start("dst"))
        leads = [group for group in clause.groups(match.start()) if group.role == "lead"]
        named = [e for group in leads for e in group.members if e.type in ("Organization", "Facility")]
        body = named[-1] if named else clause.thread.titled or story.body
        if site is not None and body is not None and (body.type != "Place" or not named):
            story.claim(body, "locatedIn", site, "seat", match.span(), 0.92)
    for form in (_SET_AT, _AT_SET, _BEGAN_AT):
        for match in form.finditer(text, clause.start, clause.end):
            body, site = clause.entity(match.start("org")), clause.entity(match.start("dst"))
            if body is not None and site is not None:
                story.claim(body, "locatedIn", site, "seat", match.span(), 0.93)


RANKS = (
    Reader(_obeyed, _ALL_OBEY, _OBEYS),
    Reader(_governed, _GOVERNS),
    Reader(_seated, _SEAT, _SET_AT, _AT_SET, _BEGAN_AT),
)
