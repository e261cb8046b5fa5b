"""Events: who held, joined and attended them, in which year, where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity, PartialDate
from yearbook_kg.relate.facts_clauses import Clause
from yearbook_kg.relate.facts_lines import pattern, sign
from yearbook_kg.relate.facts_triggers import words

_LIST = "<E><B>?(?:\\s*(?:[、和及,]|以及)\\s*<E><B>?)*"
_GAP = "(?:了|过|[^,。<E><W>]{0,14}?)"
# 由县体委主办, 岩溪镇人民政府承办: the event stands before, or behind 的
_HELD_BY = pattern(
    "由?(?P<who><O>(?:[、和及与]<O>)*)(?:联合|共同)?(?P<verb>主办|承办|协办|举办|牵头)(?=$|[,。;,;、的])"
)
_SITE = "(?P<sites>[<P><F><O>](?:[、和及][<P><F>])*)"
_LATER_SITE = pattern(f"在{_SITE}[^,。在]{{0,10}}?{words('hold')}")
_AHEAD_SITE = pattern(f"在{_SITE}[^,。]{{0,6}}?(?:{words('organize', 'hold')})[^,。<E>]{{0,10}}?<E>")
_STRUCK = pattern(
    "(?P<sites><P>(?:[、和及]<P>)*)(?:<Q>|等地|等|[^,。<E>]{0,6}?)(?:遭受|遭遇|遭|发生|爆发|突发|开展|实行|进行)[^,。<E>]{0,6}?<E>"
)
_TOUCHED = pattern("(?:涉及|波及|殃及)(?P<sites><P>(?:[、和及]<P>)*)")
_GOES_ON = pattern("(?:实现了?|深入|扎实|有序|全面|蓬勃|顺利|取得|成为|持续|圆满|稳步|有声有色|如火如荼)")
_NEXT_SITE = pattern(
    "(?:<T>)?(?:还|又|并)?在(?P<sites>[<P><F>](?:[、和及][<P><F>])*)(?:设|开展|举行|组织|举办|进行|布)"
)
_RANKED = pattern(
    "(?P<who>[<P><O>](?:[、和及][<P><O>])*)(?:代表队|队|代表团|以<Q>|分|别|名|居|列|获|夺|团体|总分|得)"
)
_GAMES = (
    "运动会",
    "大会",
    "比赛",
    "竞赛",
    "大赛",
    "联赛",
    "会演",
    "汇演",
    "展览会",
    "锦标赛",
    "体育大会",
    "赛",
)
_LED = pattern(
    "(?:组织|发动|动员|安排|选送|引导|带领)(?!参加)[^,。]*?(?:<Q>|企业|单位|职工|群众|学生|员工|干部)[^,。]*?参加"
)
_GATHERINGS = (
    *_GAMES,
    "会",
    "会议",
    "节",
    "仪式",
    "典礼",
    "活动",
    "展",
    "论坛",
    "年会",
    "庆典",
    "周",
    "月",
    "日",
)
_HIGHER = ("全国", "全省", "省", "国际", "世界", "亚洲", "中国")


def events(clause: Clause) -> Iterator[Claim]:
    """Yield organized, coOrganized, participatedIn, eventPlace and eventYear for the events of the clause."""
    text = clause.line.text
    named = clause.entities(clause.start, clause.end, "E")
    for at, event in named:
        yield from _year(clause, at, event)
    done: set[int] = set()
    for family in ("cooperate", "participate", "organize"):
        verb = pattern(f"(?P<verb>{words(family)}){_GAP}(?P<list>{_LIST})")
        for match in verb.finditer(text, clause.start, clause.end):
            fresh = [(at, e) for at, e in clause.entities(*match.span("list"), "E") if at not in done]
            done.update(at for at, _ in fresh)
            yield from _acted(clause, match, fresh, family)
    yield from _joined(clause, named, done)
    yield from _sites(clause, named)
    yield from _attended(clause)
    yield from _passive(clause)
    yield from _placed(clause)
    yield from _told_of(clause, named)


def _year(clause: Clause, at: int, event: Entity) -> Iterator[Claim]:
    """An event told with a time of its own sentence is dated; one told without is not."""
    year = clause.year(at)
    if year is None or not clause.pinned(at) or event.name.endswith("案"):
        return
    if clause.line.text[at + 1 : at + 3] in (
        "时期",
        "期间",
        "初期",
        "以前",
        "以后",
        "爆发",
        "胜利",
        "开始",
        "结束",
        "中期",
        "后期",
    ):
        return
    if clause.line.text.startswith("精神", at + 1):
        return
    if pattern("(?:以|围绕|按照|根据|结合|依托)$").search(clause.line.text[clause.start : at]):
        return
    yield Claim(event, "eventYear", PartialDate(year), clause.evidence(0, at + 1, "event year", 0.93))


def _acted(
    clause: Clause, match: re.Match[str], found: list[tuple[int, Entity]], family: str
) -> Iterator[Claim]:
    actors = clause.actors(match.start())
    if family == "participate" and _LED.search(clause.line.text, clause.start, match.end()):
        family = "organize" if not any(e.name.startswith(_HIGHER) for _, e in found) else family
    predicate = {"organize": "organized", "cooperate": "coOrganized", "participate": "participatedIn"}[family]
    for at, event in found:
        evidence = clause.evidence(match.start(), at + 1, family, actors.sure)
        for agent in actors.lead:
            if agent.type == "Place" and family == "organize":
                continue
            yield Claim(agent, predicate, event, evidence)
        for partner in actors.partners:
            yield Claim(
                partner, "participatedIn" if family == "participate" else "coOrganized", event, evidence
            )
        if family == "organize":
            yield from _examined(clause, match.start(), at, event)


def _examined(clause: Clause, start: int, at: int, event: Entity) -> Iterator[Claim]:
    """省教育督导室对该县进行“两项督导评估”: the county takes part."""
    if not clause.line.text[start:at].startswith(("进行", "开展", "实施")):
        return
    for group in clause.groups(start):
        if group.role == "at" and clause.line.text[group.start - 1] == "对":
            for member in group.members:
                yield Claim(
                    member, "participatedIn", event, clause.evidence(group.start, at + 1, "examined", 0.85)
                )


def _joined(clause: Clause, named: list[tuple[int, Entity]], done: set[int]) -> Iterator[Claim]:
    """在全省中职学生技能大赛中获…: whoever wins there took part."""
    text = clause.line.text
    for at, event in named:
        if (
            at in done
            or text[at + 1 : at + 2] not in ("中", "上")
            or "在" not in text[max(clause.start, at - 2) : at]
        ):
            continue
        lead = clause.actors(at)
        for agent in lead.lead:
            evidence = clause.evidence(at, min(at + 2, clause.end), "joined", lead.sure - 0.05)
            yield Claim(agent, "participatedIn", event, evidence)


def _sites(clause: Clause, named: list[tuple[int, Entity]]) -> Iterator[Claim]:
    text = clause.line.text
    ahead = clause.entities(0, clause.start, "E")
    if ahead and not named and (match := _NEXT_SITE.match(text, clause.start, clause.end)) is not None:
        yield from _place(clause, match, ahead[-1][1])
    for at, event in named:
        later = _LATER_SITE.match(text, at + 1, clause.end) or _LATER_SITE.search(text, at + 1, clause.end)
        for match in (
            later,
            _AHEAD_SITE.search(text, clause.start, at + 1),
            _STRUCK.search(text, clause.start, at + 1),
        ):
            if match is not None:
                yield from _place(clause, match, event)
                break


def _told_of(clause: Clause, named: list[tuple[int, Entity]]) -> Iterator[Claim]:
    """“四送”活动实现了常态化: in a yearbook, the work of the body that the section is about."""
    organization = clause.thread.frame.organization if clause.thread.frame else None
    if not clause.page.yearbook or organization is None:
        return
    for at, event in named:
        if _GOES_ON.match(clause.line.text, at + 1) and pattern("[^<O><P><N>]*").fullmatch(
            clause.text[: at - clause.start]
        ):
            yield Claim(
                organization, "organized", event, clause.evidence(at, at + 1, "event of the body", 0.8)
            )


def _place(clause: Clause, match: re.Match[str], event: Entity) -> Iterator[Claim]:
    for at, site in clause.entities(*match.span("sites"), "PFO"):
        yield Claim(
            event,
            "eventPlace",
            site,
            clause.evidence(match.start(), max(at + 1, match.end()), "event place", 0.93),
        )


def _current(clause: Clause) -> Entity | None:
    """The event that the sentence, or else the paragraph, is about."""
    earlier = clause.entities(0, clause.end, "E")
    return earlier[-1][1] if earlier else clause.thread.event


def _attended(clause: Clause) -> Iterator[Claim]:
    """县委副书记罗建新主持,县长谭学军出席并讲话."""
    text = clause.line.text
    match = pattern(f"{words('attend')}(?!的)").search(text, clause.start, clause.end)
    event = _current(clause)
    if match is None or event is None or sign("E") in text[match.end() : clause.end]:
        return
    if not event.name.endswith(_GATHERINGS):
        return
    if (
        pattern("(?:出席|主持|参加)[^,。]{0,12}?(?:仪式|工程|外科|内科|工作|日常|修|编)").match(
            text, match.start()
        )
        and event.name not in text
    ):
        if not pattern("(?:出席|参加)(?:开幕|闭幕|启动|颁奖)").match(text, match.start()):
            return
    for at, who in clause.entities(clause.start, match.start(), "NO"):
        if who.type == "Person" or pattern("(?:主要)?(?:领导|负责人)").match(text, at + 1):
            if text[max(clause.start, at - 1)] not in "由向为":
                yield Claim(who, "participatedIn", event, clause.evidence(at, match.end(), "attended", 0.9))
        elif who.type == "Organization" and pattern("[、和]<O>(?:主要)?(?:领导|负责人)").match(text, at + 1):
            yield Claim(who, "participatedIn", event, clause.evidence(at, match.end(), "attended", 0.9))


def _passive(clause: Clause) -> Iterator[Claim]:
    """大会由县体委和县农业委员会主办,岩溪镇人民政府承办; 由A主办、B承办的大赛."""
    event = _current(clause)
    if event is None:
        return
    for match in _HELD_BY.finditer(clause.line.text, clause.start, clause.end):
        predicate = "organized" if match["verb"] in ("主办", "举办", "牵头") else "coOrganized"
        for _, who in clause.entities(*match.span("who"), "O"):
            yield Claim(who, predicate, event, clause.evidence(*match.span(), "held by", 0.93))


def _placed(clause: Clause) -> Iterator[Claim]:
    """Teams and their places in the games, and the places that a case touches."""
    text = clause.line.text
    event = _current(clause)
    if event is None:
        return
    for match in _TOUCHED.finditer(text, clause.start, clause.end):
        if clause.entities(0, match.start(), "E"):
            yield from _place(clause, match, event)
    if not event.name.endswith(_GAMES):
        return
    start = 0 if clause.entities(0, clause.end, "E") else clause.start
    if start == 0 and sign("E") in text[clause.start : clause.end]:
        return
    for match in _RANKED.finditer(text, clause.start, clause.end):
        if pattern("<Q>|第[一二三四五六七八九十]|冠军|亚军|季军|<H>").search(
            text, match.end(), min(match.end() + 14, len(text))
        ):
            for at, who in clause.entities(*match.span("who"), "PO"):
                if who.type == "Place":
                    yield Claim(
                        who, "participatedIn", event, clause.evidence(at, match.end(), "ranked", 0.85)
                    )
