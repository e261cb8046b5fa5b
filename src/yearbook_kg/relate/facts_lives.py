"""Lives: whose life a paragraph tells, when and where the person was born and died, and what was built."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity, PartialDate
from yearbook_kg.relate.facts_clauses import Clause
from yearbook_kg.relate.facts_lines import Line, bracket, pattern, sign
from yearbook_kg.relate.facts_triggers import words
from yearbook_kg.timeline import times_between

_HEAD = pattern("^\\s*(?P<who><N>)(?P<note><B>)?(?=\\s|[,。(]|<B>|$)")
_NATIVE = pattern(
    "(?:祖籍|原籍|籍贯|系|为|是)?(?P<from><P>)(?:县|镇|乡|村)?(?:籍|人)(?![民大员口士们数次均事])"
)
_BORN_IN = pattern("(?:出生|生|诞生)(?:于|在)(?:<T>)?(?P<at><P>)")
_BORN = pattern(
    "(?:<T>(?:出生|生(?![产活长病态源])|诞生)|(?:出生|生|诞生)(?:于)?<T>|<T>[^,。]{0,4}(?:出生|生于))"
)
_DIED = pattern(
    "病逝|逝世|去世|病故|病卒|卒(?!业)|就义|牺牲|遇害|殉职|身亡|阵亡|圆寂|殁|辞世|遇难|殉国|谢世|亡故|处决|枪决"
)


def protagonist(sentence: Line) -> Entity | None:
    """The person whose life the paragraph tells, when its first sentence opens with the name and its years.

    吴焕堂(1889—1954) 字尧章 …; 殷伯桢,原名殷寿昌.
    """
    match = _HEAD.match(sentence.text)
    if match is None:
        return None
    note = bracket(sentence, match.start("note")) if match["note"] else None
    told = pattern("[,。(\\s]*(?:女|男|字|号|原名|又名|<P>人|<T>|<N>|笔名|乳名|汉族|族)").match(
        sentence.text, match.end()
    )
    lived = note is not None and (sign("T") in note.text or any(c.isdigit() for c in note.text))
    born = _NATIVE.search(sentence.text) or _BORN_IN.search(sentence.text)
    return sentence.mention(match.start("who")).entity if told and (lived or born) else None


def lives(clause: Clause) -> Iterator[Claim]:
    """Yield bornYear, diedYear, nativePlace and bornIn of the clause and of the bracket behind a name."""
    text = clause.line.text
    for match in pattern("(?P<who><N>)[^<N><B>,。]{0,12}(?P<note><B>)").finditer(
        text, clause.start, clause.end
    ):
        note = bracket(clause.line, match.start("note"))
        person = clause.entity(match.start("who"))
        if note is not None and person is not None:
            yield from _lifespan(clause, person, note, closely=match.start("note") == match.start("who") + 1)
    person = _subject(clause)
    if person is None:
        return
    for match in _NATIVE.finditer(text, clause.start, clause.end):
        yield from _from(clause, person, match.start("from"), match.end(), "nativePlace")
    for match in _BORN_IN.finditer(text, clause.start, clause.end):
        yield from _from(clause, person, match.start("at"), match.end(), "bornIn")
    yield from _years(clause, person)


def _subject(clause: Clause) -> Entity | None:
    """The person of the clause, of the sentence, or of the life."""
    named = [e for _, e in clause.entities(clause.start, clause.end, "N")]
    if named:
        return named[0]
    lead = [entity for entity in clause.lead if entity.type == "Person"]
    if lead:
        return lead[-1]
    if any(entity.type == "Organization" for entity in clause.lead):
        return None
    return clause.thread.person


def _from(clause: Clause, person: Entity, at: int, end: int, predicate: str) -> Iterator[Claim]:
    place = clause.entity(at)
    if place is not None:
        yield Claim(person, predicate, place, clause.evidence(at, end, "origin", 0.93))


def _years(clause: Clause, person: Entity) -> Iterator[Claim]:
    text = clause.line.text
    if clause.thread.person != person:
        if _DIED.search(text, clause.start, clause.end) and person in [
            e for _, e in clause.entities(clause.start, clause.end, "N")
        ]:
            yield from _year(clause, person, clause.start, clause.end, "diedYear")
        return
    if (born := _BORN.search(text, clause.start, clause.end)) is not None:
        yield from _year(clause, person, born.start(), born.end(), "bornYear")
    elif (born := _BORN_IN.search(text, clause.start, clause.end)) is not None and sign("T") in text[
        : born.start()
    ]:
        yield from _year(clause, person, born.start(), born.end(), "bornYear")
    if (died := _DIED.search(text, clause.start, clause.end)) is not None:
        yield from _year(clause, person, died.start(), died.end(), "diedYear")


def _year(clause: Clause, person: Entity, start: int, end: int, predicate: str) -> Iterator[Claim]:
    year = clause.year(end - 1)
    if year is not None:
        yield Claim(person, predicate, PartialDate(year), clause.evidence(start, end, "life year", 0.9))


def _lifespan(clause: Clause, person: Entity, note: Line, *, closely: bool) -> Iterator[Claim]:
    """(1889—1954); (1971年生,大丰市人)."""
    inner = Clause(note, 0, len(note.text), clause.lead, clause.thread, clause.resolution, clause.page)
    native = _NATIVE.search(note.text)
    if native is not None:
        yield from _from(inner, person, native.start("from"), native.end(), "nativePlace")
    times = times_between(clause.resolution.times, note.start, note.end)
    span = [t.interval for t in times if t.interval is not None]
    if not span:
        return
    if "生" in note.text:
        if span[0].start is not None:
            yield Claim(
                person,
                "bornYear",
                PartialDate(span[0].start.year),
                inner.evidence(0, len(note.text), "life year", 0.95),
            )
        return
    bare = pattern("[约生卒公元前年月?<T>\\s—–\\-~～〜至.]*").fullmatch(note.text)
    if bare is None or not closely or clause.thread.person != person:
        return
    first, last = span[0].start, span[-1].end
    if first is not None:
        yield Claim(
            person, "bornYear", PartialDate(first.year), inner.evidence(0, len(note.text), "life span", 0.97)
        )
    if last is not None and first is not None and last.year > first.year:
        yield Claim(
            person, "diedYear", PartialDate(last.year), inner.evidence(0, len(note.text), "life span", 0.97)
        )


def built(clause: Clause) -> Iterator[Claim]:
    """Yield who built the facilities of the clause."""
    text = clause.line.text
    done: set[int] = set()
    verb = pattern(f"(?P<verb>{words('build')})(?:了|成|有|的)?(?P<gap>[^,。<F>]{{0,48}}?)(?P<dst><F>)")
    passive = pattern(
        "(?P<dst><F>)?[^<F>]{0,60}?由(?P<who>[<O><P><N>](?:[、和与及][<O><P><N>])*)[^,。<F>]{0,8}?(?:承建|修建|兴建|建设|修筑|建造|投资|捐建|捐资|施工|筑)"
    )
    finish = pattern("(?P<dst><F>)(?:的)?(?:一期|二期|主体)?(?:建设|工程|主体|施工)")
    invested = pattern("(?P<who>[<O><P>])(?:投资|出资|斥资|捐资)(?:<Q>)?(?:新建|兴建|建设|修建|建造)?的(?P<dst><F>)")
    for match in invested.finditer(text, clause.start, clause.end):
        who, facility = clause.entity(match.start("who")), clause.entity(match.start("dst"))
        if who is not None and facility is not None:
            yield Claim(who, "built", facility, clause.evidence(*match.span(), "built", 0.9))
    for match in (
        *verb.finditer(text, clause.start, clause.end),
        *finish.finditer(text, clause.start, clause.end),
    ):
        at = match.start("dst")
        gap = match.groupdict().get("gap") or ""
        if "verb" not in match.groupdict() and "完成" not in text[clause.start : match.start()]:
            continue
        if at in done or text[at + 1 : at + 2] == "的" and "完成" not in match.group() or "在" in gap:
            continue
        ahead = text[match.end() - 1 : match.end() + 3]
        if (
            "verb" in match.groupdict()
            and ("的" in match.group()[:-1] and not gap)
            or ahead[1:2] in ("内", "至", "到", "上")
        ):
            continue
        done.add(at)
        yield from _builders(clause, match.start(), at)
    signed = pattern("(?P<dst><F>)[^<F>]{0,40}?(?P<who><N>(?:[、和与及]<N>)*)(?:等)?[始重创倡捐募主持]{0,2}[建修]造?$")
    for match in signed.finditer(text[: clause.end], 0):
        facility = clause.entity(match.start("dst"))
        if facility is not None and match.end() > clause.start:
            for at, who in clause.entities(*match.span("who"), "N"):
                yield Claim(who, "built", facility, clause.evidence(at, match.end(), "built by", 0.88))
    for match in passive.finditer(text, clause.start, clause.end):
        facility = (
            clause.entity(match.start("dst"))
            if match["dst"]
            else _facility_before(clause, match.start("who"))
        )
        if facility is not None:
            for at, who in clause.entities(*match.span("who"), "OPN"):
                yield Claim(who, "built", facility, clause.evidence(at, match.end(), "built by", 0.92))


def _facility_before(clause: Clause, before: int) -> Entity | None:
    found = clause.entities(0, before, "F")
    return found[0][1] if found else None


def _builders(clause: Clause, start: int, at: int) -> Iterator[Claim]:
    facility = clause.entity(at)
    actors = clause.actors(start)
    if facility is None:
        return
    several = len(actors.lead) > 1 and "分别" in clause.line.text[:at]
    for agent in actors.lead:
        if agent.type == "Organization" and agent.name == facility.name:
            continue
        own = facility
        if several and not facility.name.startswith(agent.name):
            # 井开区、泰和县分别完成“职工之家”: each its own
            own = Entity(f"{agent.name}{facility.name}", "Facility", facility.kind)
        yield Claim(agent, "built", own, clause.evidence(start, at + 1, "built", actors.sure - 0.03))
