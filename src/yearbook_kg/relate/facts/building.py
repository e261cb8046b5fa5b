"""Building: who built the facilities that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.triggers import words

_BY = "(?P<who>[<O><P><N>](?:[、和与及][<O><P><N>])*)"
_PASSIVE = pattern(
    f"(?P<dst><F>)?[^<F>]{{0,60}}?由{_BY}[^,。<F>]{{0,8}}?"
    "(?:承建|修建|兴建|建设|修筑|建造|投资|捐建|捐资|施工|筑)"
)
_BUILT = pattern(lambda: f"(?:{words('build')})(?:了|成|有)?(?P<gap>[^,。<F>]{{0,48}}?)(?P<dst><F>)")
_CONTRACTED = pattern("(?P<who><O>)(?:中标)?(?:承建|施工)(?=$|[,。;,;、])")
_BARE = pattern("(?:兴建|修建|新建|建造|修筑|重建|承建|始建|创建|建成)(?:完成|而成|竣工)?(?=$|[,。;,;])")
# 文峰塔 … 知县张三建
_SIGNED = pattern(
    "(?P<dst><F>)[^<F>]{0,40}?(?P<who><N>(?:[、和与及]<N>)*)(?:等)?[始重创倡捐募主持]{0,2}[建修]造?$"
)
_AT_LAST = pattern("[建修]")
_INVESTED = pattern(
    "(?P<who>[<O><P>])(?:投资|出资|斥资|捐资)(?:<Q>)?(?:新建|兴建|建设|修建|建造)?的(?P<dst><F>)"
)
# 完成“职工之家”的主体工程, 完成农贸市场建设; not 完成大道改造
_FINISHED = pattern("(?P<dst><F>)(?:的)?(?:一期|二期|主体)?(?:建设|工程|主体|施工)")
# 建成的水库, 建成水库内: the facility is no object of the verb
_NO_OBJECT = ("的", "内", "至", "到", "上", "旁", "边")


def _built(clause: Clause) -> Iterator[Claim]:
    """Yield who built the facilities that a verb of the clause has as its objects."""
    text = clause.line.text
    done: set[int] = set()
    for match in _BUILT.finditer(text, clause.start, clause.end):
        at = match.start("dst")
        if "在" in match["gap"] or (match["gap"].endswith("的") and len(match["gap"]) == 1):
            continue
        if not text.startswith(_NO_OBJECT, at + 1):
            done.add(at)
            yield from _builders(clause, match.start(), at)
    for match in _FINISHED.finditer(text, clause.start, clause.end):
        at = match.start("dst")
        ahead = text.rfind("完成", clause.start, at)
        if ahead >= 0 and at not in done:
            done.add(at)
            yield from _builders(clause, ahead, at)


def _invested(clause: Clause) -> Iterator[Claim]:
    """县政府投资新建的大桥."""
    for match in _INVESTED.finditer(clause.line.text, clause.start, clause.end):
        yield from _claims(clause, match, clause.entity(match.start("dst")), 0.9)


def _signed(clause: Clause) -> Iterator[Claim]:
    """文峰塔,知县张三建: the builder stands behind."""
    for match in _SIGNED.finditer(clause.line.text[: clause.end]):
        if match.end() > clause.start:
            yield from _claims(clause, match, clause.entity(match.start("dst")), 0.88)


def _contracted(clause: Clause) -> Iterator[Claim]:
    """大桥由省路桥公司承建, 省路桥公司承建: the facility told of before."""
    text = clause.line.text
    for match in _CONTRACTED.finditer(text, clause.start, clause.end):
        built = clause.entities(0, match.start(), "F")
        yield from _claims(clause, match, built[0][1] if built else clause.thread.titled, 0.88)


def _passive(clause: Clause) -> Iterator[Claim]:
    """大桥由A和B修建: of the clause, or of a clause before."""
    for match in _PASSIVE.finditer(clause.line.text, clause.start, clause.end):
        before = clause.entities(0, match.start("who"), "F")
        first = before[0][1] if before else clause.thread.titled
        facility = clause.entity(match.start("dst")) if match["dst"] else first
        yield from _claims(clause, match, facility, 0.92)


def _of_heading(clause: Clause) -> Iterator[Claim]:
    """【青弋江大桥】 …,县交通局投资2600万元动工兴建: what the heading names is built."""
    facility = clause.thread.titled
    match = _BARE.search(clause.line.text, clause.start, clause.end)
    if facility is None or facility.type != "Facility" or match is None:
        return
    if any(group.role in ("lead", "by") for group in clause.groups(match.start())):
        actors = clause.actors(match.start())
        for agent in actors.lead:
            yield Claim(agent, "built", facility, clause.evidence(*match.span(), "built", 0.87))


def _claims(clause: Clause, match: re.Match[str], facility: Entity | None, sure: float) -> Iterator[Claim]:
    if facility is not None:
        for _, who in clause.entities(*match.span("who"), "OPN"):
            yield Claim(who, "built", facility, clause.evidence(*match.span(), "built by", sure))


def _builders(clause: Clause, start: int, at: int) -> Iterator[Claim]:
    """井开区、泰和县分别投入…,完成“职工之家”: each its own where several act."""
    facility = clause.entity(at)
    actors = clause.actors(start)
    if facility is None:
        return
    several = len(actors.lead) > 1 and "分别" in clause.line.text[:at]
    for agent in actors.lead:
        own = facility
        if several and not facility.name.startswith(agent.name):
            own = Entity(f"{agent.name}{facility.name}", "Facility", facility.kind)
        if agent.name != facility.name:
            evidence = clause.evidence(start, at + 1, "built", actors.sure - 0.03)
            yield Claim(agent, "built", own, evidence)


BUILDING = (
    Reader(_built, _BUILT, _FINISHED),
    Reader(_invested, _INVESTED),
    Reader(_signed, _AT_LAST),
    Reader(_contracted, _CONTRACTED),
    Reader(_passive, _PASSIVE),
    Reader(_of_heading, _BARE),
)
