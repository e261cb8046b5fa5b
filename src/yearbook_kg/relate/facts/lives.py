"""Lives: whose life a paragraph tells, when and where the person was born and died."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity, PartialDate
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern, sign
from yearbook_kg.relate.facts.lines import Line, bracket
from yearbook_kg.timeline import times_between

_HEAD = pattern("^\\s*(?P<who><N>)(?P<note><B>)?(?=\\s|[,。(]|<B>|$)")
_NATIVE = pattern(
    "(?:祖籍|原籍|籍贯|系|为|是)?(?P<from><P>)(?:县|镇|乡|村)?(?:籍|人)(?![民大员口士们数次均事])"
)
_BORN_IN = pattern("(?:出生|生|诞生)(?:于|在)(?:<T>)?(?P<at><P>)")
_BORN = pattern(
    "(?:<T>(?:出生|生(?![产活长病态源])|诞生)|(?:出生|生|诞生)(?:于)?<T>|<T>[^,。]{0,4}(?:出生|生于))"
)
_NOTED = pattern("(?P<who><N>)[^<N><B>,。]{0,12}(?P<note><B>)")
_TOLD = pattern("[,。(\\s]*(?:女|男|字|号|原名|又名|<P>人|<T>|<N>|笔名|乳名|汉族|族)")
_BARE = pattern("[约生卒公元前年月?<T>\\s—–\\-~～〜至.]*")
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
    told = _TOLD.match(sentence.text, match.end())
    lived = note is not None and (sign("T") in note.text or any(c.isdigit() for c in note.text))
    born = _NATIVE.search(sentence.text) or _BORN_IN.search(sentence.text)
    return sentence.mention(match.start("who")).entity if told and (lived or born) else None


def _spans(clause: Clause) -> Iterator[Claim]:
    """Yield bornYear, diedYear and nativePlace of the bracket behind a name."""
    for match in _NOTED.finditer(clause.line.text, clause.start, clause.end):
        note = bracket(clause.line, match.start("note"))
        person = clause.entity(match.start("who"))
        if note is not None and person is not None:
            yield from _lifespan(clause, person, note, closely=match.start("note") == match.start("who") + 1)


def _lives(clause: Clause) -> Iterator[Claim]:
    """Yield bornYear, diedYear, nativePlace and bornIn of the clause."""
    text = clause.line.text
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
    if (born := _BORN.search(text, clause.start, clause.end)) is not None or (
        (born := _BORN_IN.search(text, clause.start, clause.end)) is not None
        and sign("T") in text[: born.start()]
    ):
        yield from _year(clause, person, born.start(), born.end(), "bornYear")
    if (died := _DIED.search(text, clause.start, clause.end)) is not None:
        yield from _year(clause, person, died.start(), died.end(), "diedYear")


def _year(clause: Clause, person: Entity, start: int, end: int, predicate: str) -> Iterator[Claim]:
    year = clause.year(end - 1)
    if year is not None:
        yield Claim(person, predicate, PartialDate(year), clause.evidence(start, end, "life year", 0.9))


def _lifespan(clause: Clause, person: Entity, note: Line, *, closely: bool) -> Iterator[Claim]:
    """(1889—1954); (1971年生,大丰市人)."""
    inner = clause.within(note)
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
    bare = _BARE.fullmatch(note.text)
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


LIVES = (
    Reader(_spans, _NOTED),
    Reader(_lives, _NATIVE, _BORN_IN, _BORN, _DIED),
)
