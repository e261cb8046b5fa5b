"""Which body a stretch of the body speaks of where its sentences have no subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from yearbook_kg import fields
from yearbook_kg.model import Entity, Entry, Frame, Mention

Cut = tuple[int, Entity | None]

# A chapter that tells how a body came to be and was renamed: what was set up last is spoken of.
_LINEAGE = re.compile(r"机构|沿革|组织建设|组织沿革|体制|建置|变迁")
# The words right before the body that comes to be: 改称霍山县供销合作总社, 成立合作指导室.
_BECOMES = re.compile(
    r"(?:成立|设立|设置|设|建立|组建|创办|创建|改称|改名|更名|改名为|更名为|改为|改组为|改建为|扩建为|"
    r"定名|定名为|复称|易名|易名为|恢复|合并为|合并成立|发展为|称|改设|组成|成为)(?<!增设)[了为“\"]?$"
)


# 粮管所 1950年设…: a space, then prose; the numbers of a table row are none.
_RUNS_ON = re.compile(r"[ \u3000]+(?=[^\s\d.,%—-]|\d{4}年)")


def find_frames(
    entry: Entry, mentions: Sequence[Mention], organization: Entity | None, place: Entity | None
) -> tuple[Frame, ...]:
    """Cut the body into frames: sorted, without gap or overlap, from ``body_start`` to ``body_end``.

    A heading that is an organisation (a bare line, a run-in head) holds for its section and those under it.
    In a chapter on the history of bodies, the one that was set up or renamed last holds.
    """
    bodies = [m for m in mentions if m.type == "Organization" and m.entity is not None]
    headings: Mapping[tuple[int, int], Entity | None] = {(m.start, m.end): m.entity for m in bodies}
    lineage = organization is None and _tells_lineage(entry)
    starts = [m.start for m in bodies]
    owners: list[Entity | None] = []
    cuts: list[Cut] = []
    for section in entry.sections:
        own = headings.get((section.heading_start, section.heading_end))
        above = owners[section.parent] if section.parent is not None else None
        owner = own or above
        owners.append(owner)
        start = section.heading_start if section.heading_start >= 0 else section.start
        cuts.append((start, owner or organization))
        heading = section.heading or ""
        if owner is organization is None and (lineage or _LINEAGE.search(heading)):
            inside = bodies[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
            cuts.extend((m.start, m.entity) for m in inside if _comes_to_be(entry.text, m))
    cuts.extend((m.start, m.entity) for m in run_in_heads(entry, mentions))
    return _cover(entry, cuts, organization, place)


def run_in_heads(entry: Entry, mentions: Sequence[Mention]) -> list[Mention]:
    """The organisations that stand at the head of a line, with a space and running text behind them.

    A chapter that presents one body after the other often prints their names so, without a line of their own.
    """
    found = []
    for mention in mentions:
        if mention.type != "Organization" or not entry.body_start <= mention.start < entry.body_end:
            continue
        line = entry.text.rfind("\n", max(entry.body_start, mention.start - 12), mention.start) + 1
        line = line or (entry.body_start if mention.start - entry.body_start < 12 else mention.start)
        if not entry.text[line : mention.start].strip() and _RUNS_ON.match(entry.text, mention.end):
            found.append(mention)
    return found


def _tells_lineage(entry: Entry) -> bool:
    title = fields.title(entry)
    return bool(title and _LINEAGE.search(title.name))


def _comes_to_be(text: str, mention: Mention) -> bool:
    # 增设漫水河、上土市2社, 设县茶叶公司、县竹木公司: branches; the body itself goes on.
    if text[mention.end : mention.end + 1] in ("、", "和", "及"):
        return False
    return bool(_BECOMES.search(text[max(0, mention.start - 6) : mention.start]))


def _cover(
    entry: Entry, cuts: list[Cut], organization: Entity | None, place: Entity | None
) -> tuple[Frame, ...]:
    """Frames from the cuts, neighbours with one owner joined."""
    if entry.body_start >= entry.body_end:
        return ()
    frames: list[Frame] = []
    start, owner = entry.body_start, organization
    for at, then in sorted(cuts, key=lambda cut: cut[0]):
        if then == owner:
            continue
        if at > start:
            frames.append(Frame(start, at, owner, place))
        start, owner = max(at, start), then
    frames.append(Frame(start, entry.body_end, owner, place))
    return tuple(frames)
