"""Works: who issued, carried out, wrote and printed the documents and books that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Claim, Entity
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Form, Reader, pattern
from yearbook_kg.relate.facts.triggers import words

_LIST = "<W><B>?(?:\\s*(?:[、和及,]|以及)?\\s*(?:诗集|文集|专著|论文|小说)?<W><B>?)*"
_GAP = "(?:了|有|和|的|《|“|[^,<W>]{0,8}?)"
_OWNER = pattern(
    "(?P<owner><O>(?:[、和]<O>)*)(?:<T>)?(?:《)?(?:关于|的|制定的|印发的|下发的|出台的|颁布的|发布的)?$"
)
_MORE = pattern(f"(?:诗集|文集|专著|译著|论文|小说|还有|另有|及|和)?(?P<list>{_LIST})")
_SIGNED = pattern(
    "(?P<title><W>)?(?:由)?(?P<who><N>(?:[、和与及]<N>)*)(?:等)?"
    "(?:主编|编著|合编|编写|编纂|编辑|编|合著|著|撰写|撰|纂修|修|译|作序|摄影|摄|绘|执笔)"
)
# 王大力的论文《A》, 王大力教授主持完成的成果《A》
_OF_PERSON = pattern(
    "(?P<who><N>)(?:<B>)?[^,。;<N><O><W>]{0,10}(?:的|撰写|创作|完成)[^,。;<N><O><W>获被]{0,8}(?P<title><W>)"
)
_AUTHOR = pattern("作者(?:为|是|系)?[::]?\\s?(?P<who><N>(?:[、和]<N>)*)")


def _governing(family: str) -> Form:
    return pattern(lambda: f"(?P<verb>{words(family)})(?P<gap>{_GAP})(?P<list>{_LIST})")


_IMPLEMENT, _ISSUE, _WRITE = map(_governing, ("implement", "issue", "write"))
_WROTE = pattern(lambda: f"{words('write')}{_GAP}{_LIST}$")
_WORK = pattern("<W>")
_PRINTED = pattern("由(<O>)(?:印行|出版|刊行|发行|印刷|刊印|印|编辑出版|公开出版)")


def _named(clause: Clause) -> Iterator[Claim]:
    """Yield issuedBy, implemented and contributor for the works that the clause names."""
    yield from _governed(clause)
    more = _MORE.match(clause.line.text, clause.start)
    if more is not None:
        yield from _carried(clause, more)
    yield from _of_person(clause)


def _governed(clause: Clause) -> Iterator[Claim]:
    """The works that a verb of the clause has as its objects, each told once, by the surest family."""
    done: set[int] = set()
    for verb, told in ((_IMPLEMENT, _implemented), (_ISSUE, _issued), (_WRITE, _written)):
        for match in verb.finditer(clause.line.text, clause.start, clause.end):
            if len(match["verb"]) == 1 and match["gap"] not in ("", "了", "有", "过", "的", "《"):
                continue  # 作品, 著名: no verb
            fresh = [(at, e) for at, e in clause.entities(*match.span("list"), "W") if at not in done]
            claims = list(told(clause, match, fresh))
            if claims:
                done.update(at for at, _ in fresh)
            yield from claims


def _carried(clause: Clause, more: re.Match[str]) -> Iterator[Claim]:
    """著有《A》,诗集《B》: the verb of the clause before goes on."""
    verbs = list(_WROTE.finditer(clause.line.text[: max(clause.start - 1, 0)]))
    if not verbs:
        return
    for person, sure in clause.authors(verbs[-1].start()):
        for at, work in clause.entities(*more.span("list"), "W"):
            yield Claim(
                work, "contributor", person, clause.evidence(verbs[-1].start(), at + 1, "write", sure)
            )


def _signed(clause: Clause) -> Iterator[Claim]:
    """《吉水民歌》…,王大力主编: the last work of the sentence before."""
    text = clause.line.text
    signed = _SIGNED.fullmatch(text, clause.start, clause.end)
    titles = clause.entities(0, signed.start("who"), "W") if signed is not None else []
    if signed is None or not titles:
        return
    for _, person in clause.entities(*signed.span("who"), "N"):
        evidence = clause.evidence(titles[-1][0], clause.end, "write", 0.9)
        yield Claim(titles[-1][1], "contributor", person, evidence)


def _of_person(clause: Clause) -> Iterator[Claim]:
    """莱西一中学生孙梓涵的论文《月湖浮游植物调查》: whose work it is."""
    for match in _OF_PERSON.finditer(clause.line.text, clause.start, clause.end):
        person, work = clause.entity(match.start("who")), clause.entity(match.start("title"))
        if person is not None and work is not None:
            yield Claim(work, "contributor", person, clause.evidence(*match.span(), "write", 0.88))


def _authored(clause: Clause) -> Iterator[Claim]:
    """《建议》获二等奖,作者周渝霞: of the work named last."""
    for match in _AUTHOR.finditer(clause.line.text, clause.start, clause.end):
        works_before = clause.entities(0, match.start(), "W")
        for _, person in clause.entities(*match.span("who"), "N"):
            if works_before:
                evidence = clause.evidence(*match.span(), "write", 0.9)
                yield Claim(works_before[-1][1], "contributor", person, evidence)


def _implemented(clause: Clause, match: re.Match[str], found: list[tuple[int, Entity]]) -> Iterator[Claim]:
    """贯彻落实省委《意见》: carried out by the one who acts, issued by 省委."""
    yield from _owners(clause, found)
    actors = clause.actors(match.start(), kinds="O")
    for at, work in found:
        for agent in actors.lead:
            yield Claim(
                agent, "implemented", work, clause.evidence(match.start(), at + 1, "implement", actors.sure)
            )


def _issued(clause: Clause, match: re.Match[str], found: list[tuple[int, Entity]]) -> Iterator[Claim]:
    actors = clause.actors(match.start(), kinds="ON")
    sure = actors.sure
    for at, work in found:
        for agent in actors.lead + actors.partners:
            if agent.type == "Organization":
                yield Claim(work, "issuedBy", agent, clause.evidence(match.start(), at + 1, "issue", sure))
            elif agent.type == "Person" and (sure >= 0.95 or clause.thread.person is not None):
                yield Claim(work, "contributor", agent, clause.evidence(match.start(), at + 1, "write", sure))


def _written(clause: Clause, match: re.Match[str], found: list[tuple[int, Entity]]) -> Iterator[Claim]:
    actors = clause.actors(match.start(), kinds="ON")
    dropped = not any(group.role == "lead" for group in clause.groups(match.start()))
    if dropped and "的" in match.group() and clause.thread.person is None:
        # 创作的小品《A》获奖: whose, the sentence does not say
        return
    for at, work in found:
        evidence = clause.evidence(match.start(), at + 1, "write", actors.sure)
        for agent in actors.lead + actors.partners:
            yield Claim(work, "contributor", agent, evidence)


def _owners(clause: Clause, found: list[tuple[int, Entity]]) -> Iterator[Claim]:
    """省委、省政府《意见》: whose name stands before the title has issued it."""
    for at, work in found:
        owner = _OWNER.search(clause.line.text[:at])
        if owner is None:
            continue
        for _, body in clause.entities(*owner.span("owner"), "O"):
            yield Claim(work, "issuedBy", body, clause.evidence(owner.start(), at + 1, "owner", 0.95))


def _printed(clause: Clause) -> Iterator[Claim]:
    """《浅说》,由商务印书馆印行: the last work of the sentence before."""
    text = clause.line.text
    for match in _PRINTED.finditer(text, clause.start, clause.end):
        titles = clause.entities(0, match.start(), "W")
        press = clause.entity(match.start(1))
        if titles and press is not None:
            evidence = clause.evidence(titles[-1][0], match.end(), "printed", 0.95)
            yield Claim(titles[-1][1], "publisher", press, evidence)


WORKS = (
    Reader(_named, _WORK),
    Reader(_signed, _SIGNED),
    Reader(_authored, _AUTHOR),
    Reader(_printed, _PRINTED),
)
