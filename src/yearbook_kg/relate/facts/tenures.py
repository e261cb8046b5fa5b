"""Tenures: who held which post at which body, read from prose and from lists of office-holders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from yearbook_kg.model import Entity, Interval, Tenure
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.lines import bracket
from yearbook_kg.relate.facts.posts import Office, marked, offices, posts_pattern
from yearbook_kg.timeline import interval_at

_PEOPLE = "<N>(?:<B>)?(?:\\s*[、和与及,]\\s*<N>(?:<B>)?)*"
_MEMBER = "(?:职工|学生|学员|队员|会员|社员|党员|工人|员工|战士|校友|毕业生)"
_TAKE = (
    "不再担任|不再兼任|不再任|任命为|任命|兼任|担任|历任|升任|调任|接任|继任|出任|留任|改任|转任|复任|先任|后任|旋任|续任|就任|"
    "聘任为|聘任|聘为|当选为|当选|选举为|选为|推选为|推举为|推为|升为|提为|提任|晋升为|调升|调|代理|委任|委派为|任|兼|辞去|卸任|免去|为"
)
_JOINED = ("党", "同盟", "军", "红军", "游击队", "同盟会", "学会", "社", "共青团", "青年团", "协会")
_MANNERS = (
    ("免职", ("免去", "不再", "辞去", "卸任", "免")),
    ("离任", ("离任", "离休", "退休", "去职", "调离")),
    ("兼任", ("兼",)),
    ("代理", ("代理", "代")),
    ("当选", ("当选", "选举", "选为", "推选", "推举", "推为")),
    ("聘任", ("聘",)),
    ("任命", ("任命", "委任", "委派")),
    ("调任", ("调",)),
    ("留任", ("留任",)),
    ("挂职", ("挂职",)),
)
_SPLIT_AFTER = "(?=$|[,。;、]|职|\\s|<|[^\u4e00-\u9fff])"


def tenures(clause: Clause, readers: Iterable[Callable[[Clause], Iterable[Tenure]]]) -> Iterator[Tenure]:
    """Yield the tenures that a clause of prose tells, each once.

    readers: what of ``TENURES`` may find something here, in order.
    """
    seen: set[tuple[str, str, str]] = set()
    for read in readers:
        for tenure in read(clause):
            key = (tenure.person.name, tenure.organization.name, tenure.post or "")
            if key not in seen:
                seen.add(key)
                yield tenure


_APPOINTS = pattern(
    lambda: (
        f"(?P<verb>任命|任|免去|免|聘任|聘请|选举|补选|增选|改选|推选|推举|选出|选|委任|委派|派|调|聘|由|以)(?P<who>{_PEOPLE})(?:同志|等(?:<Q>|\\d+人|人)?)?"
        f"(?:担任|兼任|出任|接任|继任|代理|任|为|的|兼)(?P<what>{posts_pattern()})"
    )
)
_BY_TURNS = pattern(
    lambda: (
        f"(?P<what>{posts_pattern()})(?:一职|职务)?(?:先后|相继|分别|一直|现)?由(?P<who>{_PEOPLE})等?"
        "(?:先后|相继|分别)?(?:担任|出任|接任|兼任|充任|继任|代理|任)"
    )
)
_REMOVED = pattern(lambda: f"免去(?P<who>{_PEOPLE})(?:同志)?(?P<what>{posts_pattern()})")
_ONWARD = pattern(lambda: f"(?:^|(?<=[,,、;;\\s和]))(?P<who>{_PEOPLE})为(?P<what>{posts_pattern()})")


def _appointed(clause: Clause) -> Iterator[Tenure]:
    """省地税局任命秦立民为市地税局局长,免去卢宗林的市地税局局长职务."""
    text = clause.line.text
    for match in _APPOINTS.finditer(marked(text), clause.start, clause.end):
        yield from _filled(clause, match, match["verb"])
    for match in _BY_TURNS.finditer(marked(text), clause.start, clause.end):
        yield from _filled(clause, match, "任")
    for match in _REMOVED.finditer(marked(text), clause.start, clause.end):
        yield from _filled(clause, match, "免去")
    for match in _ONWARD.finditer(marked(text), clause.start, clause.end):
        if re.search("任|[选推补增]举?|聘|决定|产生|通过|由|以", text[: match.start()]):
            yield from _filled(clause, match, "任命")


def _filled(clause: Clause, match: re.Match[str], verb: str) -> Iterator[Tenure]:
    for office in offices(clause, *match.span("what")):
        for at, person in clause.entities(*match.span("who"), "N"):
            yield tenure(clause, person, office, (at, match.end()), _manner(verb))


_TAKES_UP = pattern(
    lambda: f"(?P<verb>{_TAKE})(?:了|过)?(?:[^,。<N><O>]{{0,16}}、(?=<O>))?(?P<what>{posts_pattern()})"
)


def _taken(clause: Clause) -> Iterator[Tenure]:
    """蒲正伦任市三医院院长; 1938年任中共丰顺县工作委员会妇女部长; 选举为院长."""
    text = clause.line.text
    for match in _TAKES_UP.finditer(marked(text), clause.start, clause.end):
        if match["verb"] == "为" or text[match.start() - 1 : match.start()] in (
            "主",
            "责",
            "信",
            "前",
            "首",
            "历",
        ):
            continue
        people = _who(clause, match.start())
        for office in offices(clause, *match.span("what")):
            for person, sure in people:
                held = Office(office.body, office.post, min(office.sure, sure))
                yield tenure(
                    clause,
                    person,
                    held,
                    (max(clause.start, match.start() - 1), match.end()),
                    _manner(match["verb"]),
                )


_LEAVES = pattern(
    lambda: f"(?:由|从)(?P<what>{posts_pattern()})(?:职位|岗位)?(?=调|升|改|转|晋|任|兼|接|提|当选)"
)


def _left(clause: Clause) -> Iterator[Tenure]:
    """由市种子站站长调任市农科所所长: the post that was left counts too."""
    for match in _LEAVES.finditer(marked(clause.line.text), clause.start, clause.end):
        for office in offices(clause, *match.span("what")):
            for person, sure in _who(clause, match.start()):
                held = Office(office.body, office.post, min(office.sure, sure))
                yield tenure(clause, person, held, match.span(), None)


_GOES_ON = pattern(
    lambda: f"(?:<T>)?(?:后|又|再)?(?P<what>(?=<O>|<R>){posts_pattern()})(?:等职|等职务|等|职务)?"
)


def _carried(clause: Clause) -> Iterator[Tenure]:
    """先后任文江中学教师,吉水师范校长: the verb of the clause before goes on."""
    what = _GOES_ON.fullmatch(marked(clause.line.text), clause.start, clause.end)
    if what is None or not re.search("任|当选", clause.line.text[: clause.start]):
        return
    for office in offices(clause, *what.span("what")):
        for person, sure in _who(clause, clause.start):
            held = Office(office.body, office.post, min(office.sure, sure) - 0.03)
            yield tenure(clause, person, held, what.span("what"), None)


_NAMES = pattern(_PEOPLE)


def _who(clause: Clause, before: int) -> list[tuple[Entity, float]]:
    """The persons of the clause before the verb, else the person that the sentence or the life is about."""
    text = clause.line.text
    found = list(_NAMES.finditer(text, clause.start, before))
    if found:
        return [(person, 0.95) for _, person in clause.entities(*found[-1].span(), "N")]
    lead = [entity for entity in clause.lead if entity.type == "Person"]
    if lead:
        return [(entity, 0.92) for entity in lead]
    if clause.thread.person is not None:
        return [(clause.thread.person, 0.92)]
    return [(entity, 0.8) for entity in clause.thread.lead if entity.type == "Person"]


_AHEAD = "(?<![\u4e00-\u9fff<J>])|(?<=[由与和及被经原时现任、对向受有是取请派同见率聘系])"
_TITLES = pattern(lambda: f"(?:(?=<O>|<R>|<P>)|{_AHEAD})(?P<what>{posts_pattern()})\\s?(?P<who><N>(?:<B>)?)")
_MORE = pattern("(?:\\s?、\\s?<N>(?:<B>)?)+")


def _titled(clause: Clause) -> Iterator[Tenure]:
    """县委副书记罗建新; 局长牛振邦、副局长杨映霞(女)、赵克勤."""
    text = clause.line.text
    for match in _TITLES.finditer(marked(text), clause.start, clause.end):
        stop = match.end("who")
        if _LENT.search(text[: match.start()]) and _TAKES.match(text, stop):
            continue
        held = list(offices(clause, *match.span("what")))
        # 副局长A、B shares its title, 局长A、B does not
        shared = _MORE.match(text, stop, clause.end)
        successive = _ENDED.search(_note(clause, match.end("who") - 1))
        if shared is not None and held and (held[-1].post.startswith("副") or successive):
            stop = shared.end()
        for at, person in clause.entities(match.start("who"), stop, "N"):
            for office in as_noted(clause, at, held):
                yield tenure(clause, person, office, (match.start(), at + 1), None)


# 由副教授王维屏任技术顾问: the title comes from elsewhere
_LENT = re.compile("(?:由|聘请|聘|邀请|请)$")
_TAKES = re.compile("(?:同志)?(?:任|担任|兼任|出任|讲|作|主讲|授课|指导)")
_ACTING = re.compile("任(代|副)")
# (6月止): another holder follows
_ENDED = re.compile("[止起免任]|离|调")


def _note(clause: Clause, at: int) -> str:
    note = bracket(clause.line, at)
    return note.text if note is not None else ""


def as_noted(clause: Clause, at: int, held: list[Office]) -> list[Office]:
    """詹立峰(7月任代镇长): the bracket gives the post more exactly, 代 or 副."""
    acting = _ACTING.search(_note(clause, at + 1))
    return [replace(office, post=acting[1] + office.post) for office in held] if acting is not None else held


_BRACKETED = pattern("(?P<who><N>)(?P<note><B>)")
_WHOLE = pattern(lambda: f"(?:时任|现任|原|前|兼|系|任)?(?P<what>{posts_pattern()})")


def _noted(clause: Clause) -> Iterator[Tenure]:
    """指挥长李传忠(县委副书记): a bracket gives a post at another body; 王大力(县长): or a bare one."""
    text = clause.line.text
    for match in _BRACKETED.finditer(text, clause.start, clause.end):
        note = bracket(clause.line, match.start("note"))
        person = clause.entity(match.start("who"))
        told = _WHOLE.fullmatch(marked(note.text)) if note is not None else None
        if note is None or person is None or told is None:
            continue
        inner = clause.within(note)
        for office in offices(inner, *told.span("what")):
            yield tenure(inner, person, office, (0, len(note.text)), None)


_LEARNED = "(?:副教授|教授|讲师|副研究员|研究员|院士|主任医师|副主任医师|特级教师)"


_CALLS = pattern(f"(?:(?P<org><O>|<R>)的?)?(?P<who><N>)(?P<post>{_LEARNED})(?![、一-鿿]{{0,2}}<N>)")
_BEING = pattern(
    lambda: f"(?P<who><N>)(?:<B>)?(?:系|是|为|现任|时任|原任|原为)(?P<what>(?=<O>|<R>){posts_pattern()})"
)


def _called(clause: Clause) -> Iterator[Tenure]:
    """韶关学院王文峰教授主持…; 作者周渝霞系民盟雨城区总支副主委; 县文化馆的王大力馆员."""
    text = clause.line.text
    for match in _CALLS.finditer(text, clause.start, clause.end):
        person = clause.entity(match.start("who"))
        body = clause.entity(match.start("org")) if match["org"] else _school(clause)
        if person is not None and body is not None:
            office = Office(body, match["post"], 0.9 if match["org"] else 0.8)
            yield tenure(clause, person, office, (match.start(), match.end()), None)
    for match in _BEING.finditer(marked(text), clause.start, clause.end):
        person = clause.entity(match.start("who"))
        for office in offices(clause, *match.span("what")):
            if person is not None:
                yield tenure(clause, person, office, match.span(), None)


def _school(clause: Clause) -> Entity | None:
    """The school, hospital or institute that a yearbook's section is about."""
    body = clause.thread.frame.organization if clause.thread.frame else None
    ends = ("大学", "学院", "学校", "医院", "研究所", "研究院", "中心")
    return body if body is not None and body.name.endswith(ends) and clause.page.yearbook else None


_MEMBERS = pattern(f"(?P<org><O>|<R>)(?:的)?[\u4e00-\u9fff]{{0,4}}?{_MEMBER}(?P<who><N>)")
_JOINS = pattern("(?P<verb>加入|参加)(?:了)?(?P<org><O>)")


def _members(clause: Clause) -> Iterator[Tenure]:
    """县海事处职工汪立国; 加入中国共产党."""
    text = clause.line.text
    for match in _MEMBERS.finditer(text, clause.start, clause.end):
        body, person = clause.entity(match.start("org")), clause.entity(match.start("who"))
        if body is not None and person is not None:
            evidence = clause.evidence(match.start(), match.end(), "member", 0.93)
            yield Tenure(person, body, None, evidence, clause.time(match.start()))
    for match in _JOINS.finditer(text, clause.start, clause.end):
        body = clause.entity(match.start("org"))
        if match["verb"] == "参加" and (body is None or not body.name.endswith(_JOINED)):
            continue
        for person, sure in _who(clause, match.start()):
            if body is not None:
                evidence = clause.evidence(match.start(), match.end(), "joined body", sure)
                yield Tenure(person, body, None, evidence, clause.time(match.start()))


_FOLLOWS = pattern("(?:继任|接任|接充|接替|继之)(?=$|[,。;,;、])")
_SERVES = pattern("(?:继任|接任|任职|接充|代理|实授|留任|到任|署理|接替|继之|任)(?=$|[,。;、]|<T>)")


def _listed(clause: Clause) -> Iterator[Tenure]:
    """冯载阳 …,于民国2年4月任: the post is the one whose holders are listed."""
    text = clause.line.text
    post = clause.thread.post
    if post is None and _FOLLOWS.search(text, clause.start, clause.end + 1):
        post = clause.thread.office
    if post is None:
        return
    verb = _SERVES.search(text, clause.start, min(clause.end + 1, len(text)))
    if verb is None:
        return
    people = _who(clause, verb.start())
    everyone = [(e, 0.9) for _, e in clause.entities(clause.start, verb.start(), "N")]
    for person, sure in everyone or people:
        yield tenure(
            clause, person, Office(*post, min(sure, 0.9)), (clause.start, verb.end()), _manner(verb.group())
        )


def tenure(
    clause: Clause, person: Entity, office: Office, span: tuple[int, int], manner: str | None
) -> Tenure:
    """The tenure told by ``line.text[span]``, with its time and manner; span ends behind the name."""
    evidence = clause.evidence(
        *span, "post" if office.sure >= 0.9 else "post of the body told about", office.sure
    )
    time, noted = _bracketed(clause, span)
    return Tenure(person, office.body, office.post, evidence, time or clause.time(span[0]), noted or manner)


def _bracketed(clause: Clause, span: tuple[int, int]) -> tuple[Interval | None, str | None]:
    """What the bracket behind the name says of the term: (兼,1951.6—1953.3), (挂职,3—12月)."""
    note = bracket(clause.line, span[1])
    if note is None:
        return None, None
    return interval_at(clause.resolution.times, note.start, note.end), _manner(note.text)


# The verbs are few, and so is most of what brackets say of a term (兼, 代, 挂职).
@lru_cache(maxsize=512)
def _manner(words: str) -> str | None:
    return next((manner for manner, marks in _MANNERS if any(mark in words for mark in marks)), None)


TENURES = (
    Reader(_appointed, _APPOINTS, _BY_TURNS, _REMOVED, _ONWARD),
    Reader(_taken, _TAKES_UP),
    Reader(_left, _LEAVES),
    Reader(_carried, _GOES_ON),
    Reader(_titled, _TITLES),
    Reader(_noted, _BRACKETED),
    Reader(_called, _CALLS, _BEING),
    Reader(_members, _MEMBERS, _JOINS),
    Reader(_listed, _SERVES),
)
