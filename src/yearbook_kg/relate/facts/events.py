"""Events: who held them, and with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity
from yearbook_kg.relate.facts.attendance import ATTENDANCE, current
from yearbook_kg.relate.facts.clauses import Actors, Clause
from yearbook_kg.relate.facts.event_settings import SETTINGS
from yearbook_kg.relate.facts.event_verbs import EVENT, acts
from yearbook_kg.relate.facts.forms import Reader, pattern

# 由县体委主办, 岩溪镇人民政府承办: the event stands before, or behind 的
_HELD_BY = pattern(
    "由?(?P<who><O>(?:[、和及与]<O>)*)(?:联合|共同)?(?P<verb>主办|承办|协办|举办|牵头)(?=$|[,。;,;、的])"
)
# 组织26家企业参加: who makes others take part holds the event
_LED = pattern(
    "(?:组织|发动|动员|安排|选送|引导|带领)(?!参加)[^,。]*?"
    "(?:<Q>|企业|单位|职工|群众|学生|员工|干部)[^,。]*?参加"
)
_HELPED = pattern("协助(?P<who><O>(?:[、和]<O>)*)")
_ALONE = pattern("[^<O><P><N>]*")
_PASSED = pattern("通过(?:了)?(?P<list><W>(?:[、和]<W>)*)")
_HIGHER = ("全国", "全省", "省", "国际", "世界", "亚洲", "中国")
# what a county or town holds; 开展土地改革 happens in it
_BY_PLACES = ("举办", "主办", "组织", "举行", "筹办", "承办", "协办", "召开")
_GOES_ON = pattern(
    "(?:实现了?|深入|扎实|有序|全面|蓬勃|顺利|取得|成为|持续|圆满|稳步|有声有色|如火如荼"
    "|走进|惠及|覆盖|帮扶|资助|吸引|全面铺开|进展|成效|捐)"
)


def _held(clause: Clause) -> Iterator[Claim]:
    """Yield who held the events of the clause, helped with them or took part."""
    for match, found, family in acts(clause):
        yield from _acted(clause, match, found, family)


def _acted(
    clause: Clause, match: re.Match[str], found: list[tuple[int, Entity]], family: str
) -> Iterator[Claim]:
    text = clause.line.text
    actors = _supported(clause, clause.actors(match.start()), match.start())
    if family == "participate" and _LED.search(text, clause.start, match.end()):
        family = family if any(e.name.startswith(_HIGHER) for _, e in found) else "organize"
    predicate = {"organize": "organized", "cooperate": "coOrganized", "participate": "participatedIn"}[family]
    joint = "participatedIn" if family == "participate" else "coOrganized"
    # 洋县、勉县分别举办A和B: one each
    paired = len(found) == len(actors.lead) > 1 and "分别" in text[clause.start : match.end()]
    for index, (at, event) in enumerate(found):
        evidence = clause.evidence(match.start(), at + 1, family, actors.sure)
        for agent in actors.lead[index : index + 1] if paired else actors.lead:
            if agent.type != "Place" or family != "organize" or _by_place(clause, agent, match["verb"]):
                yield Claim(agent, predicate, event, evidence)
        for partner in actors.partners:
            yield Claim(partner, joint, event, evidence)
        yield from _helped(clause, match, at, event)
        if family == "organize":
            yield from _examined(clause, match.start(), at, event)


def _by_place(clause: Clause, place: Entity, verb: str) -> bool:
    frame = clause.thread.frame
    return verb.endswith(_BY_PLACES) or (frame is not None and frame.organization == place)


def _supported(clause: Clause, actors: Actors, before: int) -> Actors:
    """协助县政府推行减租减息: the one who is helped holds the event."""
    helped = _HELPED.search(clause.line.text, clause.start, before)
    if helped is None:
        return actors
    return Actors(tuple(e for _, e in clause.entities(*helped.span("who"), "O")), (), 0.88)


def _helped(clause: Clause, match: re.Match[str], at: int, event: Entity) -> Iterator[Claim]:
    """协助县政府推行减租减息: the one who helps takes part."""
    helped = _HELPED.search(clause.line.text, clause.start, match.start())
    if helped is None:
        return
    helpers = clause.actors(helped.start())
    for agent in helpers.lead:
        yield Claim(agent, "participatedIn", event, clause.evidence(helped.start(), at + 1, "helped", 0.85))


def _examined(clause: Clause, start: int, at: int, event: Entity) -> Iterator[Claim]:
    """省教育督导室对该县进行“两项督导评估”: the county takes part."""
    if not clause.line.text.startswith(("进行", "开展", "实施"), start):
        return
    for group in clause.groups(start):
        if group.role == "at" and clause.line.text[group.start - 1] == "对":
            evidence = clause.evidence(group.start, at + 1, "examined", 0.85)
            for member in group.members:
                yield Claim(member, "participatedIn", event, evidence)


def _passive(clause: Clause) -> Iterator[Claim]:
    """大会由县体委和县农业委员会主办,岩溪镇人民政府承办; 由A主办、B承办的大赛."""
    event = current(clause)
    if event is None:
        return
    for match in _HELD_BY.finditer(clause.line.text, clause.start, clause.end):
        predicate = "organized" if match["verb"] in ("主办", "举办", "牵头") else "coOrganized"
        for _, who in clause.entities(*match.span("who"), "O"):
            yield Claim(who, predicate, event, clause.evidence(*match.span(), "held by", 0.93))


def _told_of(clause: Clause) -> Iterator[Claim]:
    """“四送”活动实现了常态化; 常委会第二次会议召开: the body's own, where a yearbook speaks of that body."""
    body = clause.thread.frame.organization if clause.thread.frame else None
    if not clause.page.yearbook or body is None:
        return
    for at, event in clause.entities(clause.start, clause.end, "E"):
        alone = _ALONE.fullmatch(clause.line.text, clause.start, at)
        goes_on = alone is not None and _GOES_ON.match(clause.line.text, at + 1)
        if goes_on or _session(body, event):
            yield Claim(body, "organized", event, clause.evidence(at, at + 1, "event of the body", 0.85))
    sessions = [event for _, event in clause.entities(0, clause.end, "E") if _session(body, event)]
    passed = _PASSED.search(clause.line.text, clause.start, clause.end)
    if sessions and passed is not None:
        # a session of the standing committee passes its own papers
        for at, work in clause.entities(*passed.span("list"), "W"):
            yield Claim(work, "issuedBy", body, clause.evidence(passed.start(), at + 1, "passed", 0.8))


def _session(body: Entity, event: Entity) -> bool:
    """Whether the event is a session of the body: 朝阳市九届人大常委会第二次会议."""
    if not event.name.endswith("会议"):
        return False
    standing = body.name.endswith("常务委员会") and "常委会" in event.name
    consults = "政协" in body.name or "政治协商" in body.name
    return standing or ("政协" in event.name and "常" in event.name and consults)


EVENTS = (
    Reader(_held, EVENT),
    *SETTINGS,
    *ATTENDANCE,
    Reader(_passive, _HELD_BY),
    Reader(_told_of, EVENT, _PASSED),
)
