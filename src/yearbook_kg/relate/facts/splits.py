"""Splits: a body that is parted into others, and the parts that become one again."""

from __future__ import annotations

from yearbook_kg.model import Entity, PartialDate
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.story import BODIES, Story

# 邮政部分归县革委会: a part of the body, not the body, goes to another
_PART_GIVEN = pattern(
    "[\u4e00-\u9fff]{1,6}(?:部分|业务)(?:划)?[归属隶]属?于?(?P<above><O>)(?:领导|管理|管辖)?"
)
_CALLED = pattern("(?:改|定|取|单独)?(?:称|名|名为|成立|设立|设|建立|组建)为?(?P<name><O>)")
_PARTED = pattern(
    f"(?:分设|分为|分成|析为|分立|分置|分建|划分为|分别设立|分别成立)(?:了)?(?P<parts>{BODIES})"
)
_ABOLISHED = pattern("(?:撤销|撤|将|把)(?:了)?(?P<old><O>)")
_REJOINED = pattern(
    "合二为一|合而为一|合三为一|(?:重新|又|再|复|再次|仍)(?:行)?(?:合并|合署|合一)(?=$|[,。;])|[两三二](?:家|单位|<R>|[局院校所站科社厂馆])(?:又|再|重新)?合并(?=$|[,。;])"
)


def _parted(story: Story) -> bool:
    """Read 邮政部分归A,称B and 分设A、B and 又合二为一; return whether the clause is told by that alone."""
    clause, text = story.clause, story.clause.line.text
    if _PART_GIVEN.search(text, clause.start, clause.end) is not None:
        return True
    before = _PART_GIVEN.search(text, 0, clause.start)
    called = _CALLED.match(text, clause.start, clause.end)
    if before is not None and called is not None:
        _part(story, clause.entity(called.start("name")), clause.entity(before.start("above")), called.span())
        return True
    split = _PARTED.search(text, clause.start, clause.end)
    if split is not None:
        old = _ABOLISHED.search(text[: split.start()])
        story.whole = clause.entity(old.start("old")) if old is not None else story.body
        story.parts = tuple(e for _, e in clause.entities(*split.span("parts"), "O"))
    if story.parts and _REJOINED.search(text, clause.start, min(clause.end + 1, len(text))) is not None:
        return _rejoined(story, clause)
    return False


def _part(story: Story, name: Entity | None, above: Entity | None, span: tuple[int, int]) -> None:
    if name is None:
        return
    if not story.parts:
        story.whole = story.body
    story.parts = (*story.parts, name)
    year = story.clause.year(span[0])
    if year is not None:
        story.claim(name, "foundedYear", PartialDate(year), "founded year", span, 0.85)
    if above is not None:
        story.claim(name, "subordinateTo", above, "belongs", span, 0.88)


def _rejoined(story: Story, clause: Clause) -> bool:
    """又合二为一,恢复原名: the parts go into what they came from."""
    whole = story.whole
    if whole is None:
        return False
    for part in story.parts:
        story.change(part, whole, "mergedInto", (clause.start, clause.end), 0.85)
    story.body, story.parts = whole, ()
    return True


SPLITS = (Reader(_parted, _PART_GIVEN, _CALLED, _PARTED, _REJOINED),)
