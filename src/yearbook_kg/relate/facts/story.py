"""The story of a body: what the rules of lineage share while they read one clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from yearbook_kg.model import Change, Claim, Entity, Fact, PartialDate
from yearbook_kg.relate.facts.clauses import Clause, Group
from yearbook_kg.relate.facts.forms import pattern

BODY = "[<O><P><F>]"
BODIES = f"{BODY}(?:<B>)?(?:\\s*[、和与及]\\s*{BODY}(?:<B>)?)*"
# whoever rules acts on the bodies of the page, and is seldom the one that it is about
_POWERS = ("政府", "人民委员会", "革命委员会", "县委", "市委", "公署", "专署")
_PLACED = re.compile(r".{2,4}?(?:省|市|县|区|州|地区|专区|军区)")
# 商业科改为商业局: a subject that went unseen
_UNSEEN = pattern(
    "(?:<T>|\\s|同时|[原后又旋即])*(?!全|本|该|所|各)[\u4e00-\u9fff]{1,12}?"
    "(?:[局科股所站社院校馆厂场室处部会署队]|公司|中学|小学|中心|公社|银行|支行)(?:<B>)?"
    "(?:正式|又|再|复|先后|相继|同时|遂|即|也|均|随之)*$"
)
_OPENING = pattern("(?:\\s|<T>|<B>|<P>的|[原是年月日同其中时,]|<Q>)*")
Kind = Literal["renamedTo", "mergedInto"]


@dataclass(slots=True)
class Story:
    """The lineage that one clause tells.

    facts: what was read so far. body: the name that the body bears behind the last word read. turned: whether
    the clause has given it that name, so that a next verb starts from there (改称A,旋改B). former: the change
    from a former name that the clause tells.
    """

    clause: Clause
    facts: list[Fact]
    body: Entity | None
    turned: bool = False
    former: Change | None = None
    whole: Entity | None = None
    parts: tuple[Entity, ...] = ()

    def change(
        self,
        original: Entity | None,
        resulting: Entity | None,
        kind: Kind,
        span: tuple[int, int],
        sure: float,
    ) -> None:
        """Note that ``original`` became ``resulting``, unless they are one or of two types."""
        if original is None or resulting is None:
            return
        if original.name == resulting.name or original.type != resulting.type:
            return
        evidence = self.clause.evidence(*span, "renamed" if kind == "renamedTo" else "merged", sure)
        self.facts.append(Change(original, resulting, kind, evidence, self.clause.time(span[0])))

    def claim(
        self,
        subject: Entity,
        predicate: str,
        target: Entity | PartialDate,
        rule: str,
        span: tuple[int, int],
        sure: float,
    ) -> None:
        """Note a binary fact, unless it ties a thing to itself."""
        if subject != target:
            self.facts.append(Claim(subject, predicate, target, self.clause.evidence(*span, rule, sure)))


def take_up(clause: Clause) -> Entity | None:
    """The body told about: one that opens the clause is, from here on; in a yearbook the frame stays."""
    body = clause.thread.body
    opening = next((group for group in clause.groups(clause.end) if group.role != "of"), None)
    if opening is None or opening.role != "lead" or len(opening.members) != 1:
        return body
    if not _OPENING.fullmatch(clause.line.text, clause.start, opening.start):
        return body
    member = opening.members[0]
    if member.type == "Organization":
        follows = not clause.page.yearbook and opening.end < clause.end and _at_home(clause, member)
        return member if follows else body
    return member if member.type == "Place" and (body is None or body.type == "Place") else body


def _at_home(clause: Clause, member: Entity) -> bool:
    """Whether the body is one of the page's own: 省卫生厅批准 … leaves the county's hospital the subject."""
    thread = clause.thread
    division = clause.context.division
    if thread.body is None or division is None:
        return True
    if thread.frame is not None and thread.frame.organization is not None and thread.home is not None:
        # the section is about one body: another one only acts on it, unless it is that body by another name
        return member in (thread.home, *(new for _, new in thread.turns))
    if member.name.endswith(_POWERS):
        return False
    own = (division.name[:2], thread.body.name[:2])
    return member.name.startswith(own) or not _PLACED.match(member.name)


def taken(clause: Clause, group: Group) -> bool:
    """Whether 将 or 把 makes the group what something is done to."""
    return clause.line.text[clause.start : group.start].endswith(("将", "把"))


def sources(story: Story, before: int, kind: str) -> tuple[list[Entity], float]:
    """Who is renamed or merged by the verb at ``before``: named in the clause, else told about."""
    clause = story.clause
    if story.turned and story.body is not None and story.body.type == kind:
        return [story.body], 0.9
    groups = [group for group in clause.groups(before) if group.members[-1].type == kind]
    named = [
        e
        for g in groups
        if g.role in ("lead", "with") or taken(clause, g)
        for e in g.members
        if e.type == kind
    ]
    if not named:
        named = [e for g in groups if g.role == "by" for e in g.members]
    if named:
        return named, 0.95
    if not groups and _UNSEEN.match(clause.line.text, clause.start, before):
        return [], 0.0
    if story.body is not None and story.body.type == kind:
        return [story.body], 0.9
    lead = [entity for entity in clause.lead if entity.type == kind]
    if not lead and kind == "Place" and clause.page.territory is not None:
        return [clause.page.territory], 0.85
    return lead, 0.88
