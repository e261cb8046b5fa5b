"""Who took part in an event: those who attended, spoke, competed and won there."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.event_verbs import EVENT, acts
from yearbook_kg.relate.facts.forms import Reader, pattern, sign
from yearbook_kg.relate.facts.triggers import words

GAMES = ("运动会", "大会", "比赛", "竞赛", "大赛", "联赛", "会演", "汇演", "展览会", "锦标赛", "赛")
GATHERINGS = (
    *GAMES,
    *("会", "会议", "节", "仪式", "典礼", "活动", "展", "论坛", "年会", "庆典", "周", "月", "日"),
)
_RANKED = pattern(
    "(?P<who>[<P><O><N>](?:[、和及][<P><O><N>])*)(?:代表队|队|代表团|以<Q>|分|别|名|居|列|获|夺|团体|总分|得)"
)
_PRIZE = pattern("<Q>|第[一二三四五六七八九十]|冠军|亚军|季军|<H>")
# 出席通车仪式: not the event that was named before
_OTHER = pattern("(?:出席|主持|参加)[^,。]{0,12}?(?:仪式|工程|外科|内科|工作|日常|修|编)")
_ITS_OWN = pattern("(?:出席|参加)(?:了)?(?:开幕|闭幕|启动|颁奖|首发|揭幕)")
_ATTENDED = pattern(lambda: f"{words('attend')}(?!的)")
_REPORTED = pattern(
    "(?P<who><N>)[^,。<N>]{0,4}?(?:作了?|所作的?|做了?|宣读了?)[^,。<W>]{0,12}(?:<W>|报告|讲话)"
)
_LEADERS = pattern(
    "(?:[、和]<O>)*(?:等)?(?:<Q>)?(?:单位|部门|机构|企业|学校|团体)?(?:主要)?(?:领导|负责人)?(?:出席|参加|到会)?"
)


def current(clause: Clause) -> Entity | None:
    """The event that the sentence, or else the heading, the paragraph or the card is about."""
    earlier = clause.entities(0, clause.end, "E")
    return earlier[-1][1] if earlier else clause.thread.event


def _joined(clause: Clause) -> Iterator[Claim]:
    """在全省中职学生技能大赛中获…: whoever wins there took part."""
    text = clause.line.text
    named = [
        (at, event)
        for at, event in clause.entities(clause.start, clause.end, "E")
        if text.startswith(("中", "上"), at + 1) and "在" in text[max(clause.start, at - 2) : at]
    ]
    # the actors of those that a verb governs are told already
    done = {at for _, found, _ in acts(clause) for at, _ in found} if named else set()
    for at, event in named:
        if at in done:
            continue
        actors = clause.actors(at)
        for agent in actors.lead:
            evidence = clause.evidence(at, min(at + 2, clause.end), "joined", actors.sure - 0.05)
            yield Claim(agent, "participatedIn", event, evidence)


def _attended(clause: Clause) -> Iterator[Claim]:
    """县委副书记罗建新主持,县长谭学军出席并讲话; 市科协、市地震局等34个单位参加."""
    text, event = clause.line.text, current(clause)
    match = _ATTENDED.search(text, clause.start, clause.end)
    if (
        event is None
        or match is None
        or sign("E") in text[match.end() : clause.end]
        or not event.name.endswith(GATHERINGS)
    ):
        return
    if _OTHER.match(text, match.start()) and not _ITS_OWN.match(text, match.start()):
        return
    for at, who in clause.entities(clause.start, match.start(), "NO"):
        if text[max(clause.start, at - 1)] in "由向为":
            continue
        behind = _LEADERS.match(text, at + 1)
        if who.type == "Person" or (behind is not None and behind.end() >= match.end()):
            evidence = clause.evidence(at, match.end(), "attended", 0.9)
            yield Claim(who, "participatedIn", event, evidence)


def _reported(clause: Clause) -> Iterator[Claim]:
    """县长薛怀远作《报告》: who reports to a meeting is there."""
    event = current(clause)
    if event is None or not event.name.endswith(("会议", "会", "大会")):
        return
    for match in _REPORTED.finditer(clause.line.text, clause.start, clause.end):
        person = clause.entity(match.start("who"))
        if person is not None:
            yield Claim(person, "participatedIn", event, clause.evidence(*match.span(), "attended", 0.88))


def _ranked(clause: Clause) -> Iterator[Claim]:
    """团体总分岩溪镇以186.5分居第一,武安镇、陈巷乡分列第二、第三: teams by the name of their place."""
    text, event = clause.line.text, current(clause)
    if event is None or not event.name.endswith(GAMES) or sign("E") in text[clause.start : clause.end]:
        return
    here = bool(clause.entities(0, clause.end, "E"))
    for match in _RANKED.finditer(text, clause.start, clause.end):
        if _PRIZE.search(text, match.end(), min(match.end() + 14, len(text))) is None:
            continue
        for at, who in clause.entities(*match.span("who"), "PN"):
            if who.type == "Place" or here:
                evidence = clause.evidence(at, match.end(), "ranked", 0.85)
                yield Claim(who, "participatedIn", event, evidence)


ATTENDANCE = (
    Reader(_joined, EVENT),
    Reader(_attended, _ATTENDED),
    Reader(_reported, _REPORTED),
    Reader(_ranked, _RANKED),
)
