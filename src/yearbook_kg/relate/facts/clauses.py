"""A clause with everything that a rule may ask it: who acts in it, who with whom, when, about which body.

A yearbook drops the subject of most sentences. Who is meant is looked for in this order, each step less
sure: in the clause, at the head of an earlier clause of the sentence, in the thread of the paragraph, in the
frame of the section (``Context.frames``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from yearbook_kg.model import (
    Change,
    Context,
    Entity,
    Evidence,
    Frame,
    Interval,
    Mention,
    Resolution,
    TimeExpression,
)
from yearbook_kg.relate.facts.forms import pattern, sign
from yearbook_kg.relate.facts.lines import Line, Reference
from yearbook_kg.timeline import interval_at, year_at

Role = Literal["lead", "with", "by", "at", "of"]

_ACTOR = "[<O><P><N><R><F>]"
ACTING = pattern(_ACTOR)
_BACK = sign("R")
_GROUP = pattern(f"{_ACTOR}<B>?(?:(?:\\s*[、和及,]\\s*|以及){_ACTOR}<B>?|(?<=<O>)<O>)*")
_WITH = ("与", "会同", "联合", "协同", "配合", "协助", "偕同", "偕", "同", "联手", "携手", "依托")
_BY = ("由", "被")
_AT = (
    *"在于到赴往向对为给从自至以把将据按比距入抵驻去来经受归报称",
    *("途经", "流经", "前往", "根据", "按照", "通过", "致使", "作为"),
)
# the last characters of the words that give a role
_ROLES = frozenset(word[-1] for word in (*_WITH, *_BY, *_AT))
_NO_WITH = ("共同", "一同", "如同", "相同", "合同", "不同")

# a part of the body, without a name of its own, is another actor
_PARTS = (
    "办公室",
    "党组",
    "党委",
    "团委",
    "工会",
    "机关党委",
    "党总支",
    "党支部",
    "妇委会",
    "老干部",
    "离退休",
)

# 桃州镇与邱村镇联合举办, 各乡镇开展: a subject that no name was seen in, or that has none
_UNSEEN = pattern(
    "(?:<T>|\\s)*(?!全|本|该)[\u4e00-\u9fff]{1,12}?"
    "(?:[镇乡村县市区局院校社厂馆站所厅]|公司|中学|小学|协会|学会|中心|乡镇|总工会)(?:<B>)?"
    "(?:联合|共同|分别|先后|积极|认真|还|也|均|都|与<O>|和<O>)*(?:$|(?=[与和同]|会同))"
)

# what may stand between the one who acts and the act, when the one who acts is a place
ADVERBS = pattern(
    r"(?:\s|<T>|<B>|<Q>|[也又还再均都共先后首次已曾即更并率相继分别联合共同连续第一二三四五六七八九十\d次度年荣同时全面深入"
    r"认真积极大力精心成功顺利正式在当年个县区市镇乡等地余多省州]|<Q>)*"
)


class Group(NamedTuple):
    """Actors that stand in one list, and what part they play: 市农业局、市林业局."""

    role: Role
    members: tuple[Entity, ...]
    start: int
    end: int


@dataclass(slots=True)
class Thread:
    """What the text is about at a point of its course; whoever reads the text carries it on.

    frame: what holds for the stretch. person: whose life is told. body: the organisation or division that the
    prose follows through its names, by the name of the moment. home: the name that the stretch began with.
    dated: whether a heading gives the time. lead: who acted last. post: the office whose holders are listed.
    office: the last one told of. event: the act told about; headed: that of the heading or the card.
    titled: the facility or place that is the heading. turns: the last changes of name.
    former: the change from a former name (前身为A), told only if no other change begins with that name.
    seen: the organisations named so far, the last one last. heading: the words of the section's heading.
    whole, parts: the body that was parted, and what came of it (分设A、B).
    opens: whether a full stop stands before the sentence. fleeting: whether the lead came in behind a
    semicolon.
    """

    frame: Frame | None = None
    person: Entity | None = None
    body: Entity | None = None
    home: Entity | None = None
    dated: bool = False
    lead: tuple[Entity, ...] = ()
    post: tuple[Entity, str] | None = None
    office: tuple[Entity, str] | None = None
    event: Entity | None = None
    headed: Entity | None = None
    titled: Entity | None = None
    turns: tuple[tuple[Entity, Entity], ...] = ()
    former: Change | None = None
    heading: str = ""
    opens: bool = True
    fleeting: bool = False
    seen: tuple[Entity, ...] = ()
    whole: Entity | None = None
    parts: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """Who acts: the leaders, those who act with them, and how sure that is."""

    lead: tuple[Entity, ...]
    partners: tuple[Entity, ...]
    sure: float


@dataclass(slots=True)
class Clause:
    """A clause of a sentence: ``line.text[start:end]``.

    lead: the subject that earlier clauses of the sentence leave to it. thread: what the paragraph leaves.
    """

    line: Line
    start: int
    end: int
    lead: tuple[Entity, ...]
    thread: Thread
    resolution: Resolution
    page: Page
    _groups: tuple[Group, ...] | None = None

    @property
    def text(self) -> str:
        """The masked words of the clause."""
        return self.line.text[self.start : self.end]

    @property
    def context(self) -> Context:
        """What the page tells about its parts."""
        return self.resolution.context

    def within(self, note: Line) -> Clause:
        """A bracket of the clause as a clause of its own."""
        return Clause(note, 0, len(note.text), self.lead, self.thread, self.resolution, self.page)

    def entity(self, at: int) -> Entity | None:
        """What the sign at ``at`` (in the line) stands for, references resolved."""
        item = self.line.items.get(at)
        if isinstance(item, Mention):
            return item.entity
        if isinstance(item, Reference):
            return refer(item.text, self, at)
        return None

    def entities(self, start: int, end: int, letters: str) -> list[tuple[int, Entity]]:
        """The things in ``line.text[start:end]`` whose sign is one of ``letters``, with where they stand."""
        signs, text = _signs(letters), self.line.text
        found: list[tuple[int, Entity]] = []
        for at, item in self.line.items.items():
            if start <= at < end and text[at] in signs:
                entity = item.entity if isinstance(item, Mention) else self.entity(at)
                if entity is not None:
                    found.append((at, entity))
        return found

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The words ``line.text[start:end]`` as evidence."""
        return Evidence(
            self.line.offsets[start], self.line.offsets[end], rule, round(min(confidence, 0.99), 2)
        )

    def offset(self, at: int) -> int:
        """Where ``line.text[at]`` stands in the page."""
        return self.line.offsets[at]

    def year(self, at: int) -> int | None:
        """The year in force at ``at``."""
        return year_at(self.resolution.years, self.offset(at))

    def dated(self, at: int) -> bool:
        """Whether the sentence itself gives a time before ``at`` (or behind it in the same clause)."""
        return (
            self.thread.dated
            or self.page.card is not None
            or sign("T") in self.line.text[: max(at, self.end)]
        )

    def pinned(self, at: int) -> bool:
        """Whether that time says more than the year that a yearbook covers anyhow."""
        if self.thread.dated:
            return True
        year = self.context.year
        for place, item in self.line.items.items():
            if place >= max(at, self.end) or not isinstance(item, TimeExpression):
                continue
            start = item.interval.start if item.interval else None
            if year is None or start is None or start.year != year or start.month is not None:
                return True
        return False

    def time(self, at: int) -> Interval | None:
        """The interval of the last time before ``at`` in the sentence, else of the year in force."""
        return interval_at(self.resolution.times, self.line.start, self.offset(at))

    def groups(self, before: int) -> Iterator[Group]:
        """The lists of actors between the start of the clause and ``before``, in order."""
        if _BACK in self.line.text:
            # whom 该局 means, the thread tells, and that goes on while the clause is read
            return self._listed(self.start, before)
        if self._groups is None:
            self._groups = tuple(self._listed(self.start, self.end))
        return self._ahead(self._groups, before)

    def _ahead(self, groups: Iterable[Group], before: int) -> Iterator[Group]:
        for group in groups:
            if group.end > before:
                yield from self._listed(group.start, before)
                return
            yield group

    def _listed(self, start: int, end: int) -> Iterator[Group]:
        for match in _GROUP.finditer(self.line.text, start, end):
            begin, stop = match.span()
            members = [e for at in range(begin, stop) if (e := self.entity(at)) is not None]
            if members:
                yield Group(self._role(begin, stop), tuple(members), begin, stop)

    def _role(self, start: int, end: int) -> Role:
        text = self.line.text
        ahead = text[self.start : start].rstrip()
        if ahead[-1:] in _ROLES:
            if ahead.endswith(_WITH) and not ahead.endswith(_NO_WITH):
                return "with"
            if ahead.endswith(_BY):
                return "by"
            if ahead.endswith(_AT):
                return "at"
        return "of" if text.startswith("的", end) else "lead"

    def actors(self, before: int, *, kinds: str = "OPN", agents: bool = True) -> Actors:
        """Who does what the words at ``before`` say.

        kinds: the signs of what may act. agents: whether 由 and 被 mark the one who acts. Returns leaders and
        partners; without leaders when the clause has a subject of its own that is no actor (平舆县白芝麻获 …:
        the sesame, not the county).
        """
        found = list(self.groups(before))
        partners = tuple(e for g in found if g.role == "with" for e in g.members if e.type != "Facility")
        leads = [g for g in found if g.role == "lead" and self._acts(g, before)]
        members = _of_kinds(leads[-1].members, kinds) if leads else ()
        if members:
            return Actors(members, partners, 0.95)
        if agents and any(g.role == "by" and g.members[0].type == "Organization" for g in found):
            acting = tuple(e for g in found if g.role == "by" for e in g.members)
            return Actors(acting, partners, 0.85)
        if any(g.role in ("lead", "of") for g in found):
            return Actors((), partners, 0.75)
        if _UNSEEN.match(self.line.text, self.start, before):
            return Actors((), partners, 0.75)
        return self._inherited(partners, kinds)

    def authors(self, before: int) -> list[tuple[Entity, float]]:
        """The persons told about before ``before`` in the sentence, else the one whose life is told."""
        named = [e for _, e in self.entities(0, before, "N")]
        if named:
            return [(named[-1], 0.85)]
        return [(self.thread.person, 0.9)] if self.thread.person is not None else []

    def _inherited(self, partners: tuple[Entity, ...], kinds: str) -> Actors:
        thread = self.thread
        organization = (thread.frame.organization,) if thread.frame and thread.frame.organization else ()
        person = (thread.person,) if thread.person else ()
        body = (thread.body,) if thread.body is not None and not self.page.yearbook else ()
        framed = 0.9 if organization and organization[0] != self.page.main else 0.88
        steps = ((self.lead, 0.92), (person, 0.9), (body, 0.87), (thread.lead, 0.84), (organization, framed))
        for members, sure in steps:
            wanted = _of_kinds(members, kinds) if members else ()
            if wanted:
                return Actors(wanted, partners, max(sure, framed) if wanted == organization else sure)
        return Actors((), partners, 0.75)

    def _acts(self, group: Group, before: int) -> bool:
        if group.members[-1].type == "Facility":
            return False
        gap = self.line.text[group.end : before]
        if group.members[-1].type == "Organization":
            return not gap.startswith(_PARTS)
        if group.members[-1].type != "Place":
            return True
        adverbs = ADVERBS.match(gap)
        rest = gap[adverbs.end() :] if adverbs is not None else gap
        return not rest or rest.startswith(_DEEDS) or gap.lstrip().startswith(_DEEDS)


@lru_cache(maxsize=64)
def _signs(letters: str) -> str:
    return "".join(map(sign, letters))


_DEEDS = ("被", "获", "投", "建", "完成", "遭", "组", "开展", "举")
_KINDS = {"O": "Organization", "P": "Place", "N": "Person", "F": "Facility"}


def _of_kinds(members: tuple[Entity, ...], kinds: str) -> tuple[Entity, ...]:
    types = _types(kinds)
    return tuple([entity for entity in members if entity.type in types])


@lru_cache(maxsize=64)
def _types(kinds: str) -> frozenset[str]:
    return frozenset(_KINDS[letter] for letter in kinds)


@dataclass(frozen=True, slots=True)
class Page:
    """What is true of the page as a whole, for the rules.

    card: the event of an event card. yearbook: whether the sentences default to the frame's organisation.
    hero: the person of a 人物 card; thing: the facility or place of an 实物 card. main: whom the sentences
    of a yearbook are about where no frame says it. territory: the division, where the page tells its story
    (建置沿革, 隶属).
    """

    id: str
    kind: str
    card: Entity | None
    yearbook: bool
    main: Entity | None = None
    hero: Entity | None = None
    thing: Entity | None = None
    territory: Entity | None = None


def refer(words: str, clause: Clause, at: int) -> Entity | None:
    """Whom 该局 or 本县 at ``at`` means: the last fitting name in the thread, or the place of the frame.

    What the same clause names is another one: 省高级人民法院为该院记功.
    """
    head = words[1:] if words[0] in "该本全我市县区州旗省" else words
    if head in ("省", "市", "县", "区", "州", "旗", "乡", "镇"):
        if head in clause.context.levels:
            return clause.context.levels[head]
        place = clause.thread.frame.place if clause.thread.frame else None
        return place or clause.context.division
    heads = _HEADS.get(head, (head,))
    recent = [*clause.lead, *reversed(clause.thread.seen)]
    if words.startswith("本") and clause.thread.home is not None and clause.thread.home.name.endswith(heads):
        return clause.thread.home
    if clause.thread.body is not None:
        recent.insert(0, clause.thread.body)
    if clause.thread.frame and clause.thread.frame.organization:
        recent.append(clause.thread.frame.organization)
    fits = [entity for entity in recent if entity.type == "Organization" and entity.name.endswith(heads)]
    start = max(clause.line.text.rfind(mark, 0, at) for mark in ",,:") + 1
    here = _named_between(clause, start, at + 30)
    return next((entity for entity in fits if entity not in here), next(iter(fits), None))


def _named_between(clause: Clause, start: int, end: int) -> list[Entity | None]:
    """The names from ``start`` to the end of the clause there, references left out."""
    stop = clause.line.text.find(",", start, end)
    items = clause.line.items
    places = range(start, min(end if stop < 0 else stop, len(clause.line.text)))
    return [item.entity for at in places if isinstance(item := items.get(at), Mention)]


_HEADS = {
    "校": ("学", "校", "学院", "中", "小"),
    "院": ("院",),
    "学校": ("学", "校", "学院", "中", "小"),
    "行": ("行",),
    "街道": ("街道", "街道办事处"),
    "系": ("系",),
    "单位": ("",),
    "中心": ("中心",),
    "部": ("部",),
    "委": ("委", "委员会"),
    "社": ("社",),
    "会": ("会",),
}
