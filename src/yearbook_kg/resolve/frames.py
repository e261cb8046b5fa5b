"""Which body a stretch of the body speaks of where its sentences have no subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from yearbook_kg import fields
from yearbook_kg.model import Entity, Entry, Frame, Mention

# The body and the place that hold for a stretch, and the same from an offset on.
Held = tuple[Entity | None, Entity | None]
Cut = tuple[int, Held]

_DIVISIONS = (
    "省",
    "市",
    "县",
    "区",
    "旗",
    "镇",
    "乡",
    "街道",
    "村",
    "农场",
    "林场",
    "园",
    "新城",
    "苏木",
    "嘎查",
    "社区",
    "公社",
    "州",
    "盟",
)

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

    A heading that is an organisation (a bare line, a run-in head) holds for its section and those under it; a
    heading that is a division says what the section's 全镇 means. In a chapter on the history of bodies,
    the one that was set up or renamed last holds.
    """
    bodies = [m for m in mentions if m.type == "Organization" and m.entity is not None]
    headings = {(m.start, m.end): m.entity for m in mentions if m.type in ("Organization", "Place")}
    lineage = organization is None and _tells_lineage(entry)
    starts = [m.start for m in bodies]
    owners: list[Held] = []
    cuts: list[Cut] = []
    for section in entry.sections:
        above = owners[section.parent] if section.parent is not None else (None, None)
        held = _held(headings.get((section.heading_start, section.heading_end)), above)
        owners.append(held)
        start = section.heading_start if section.heading_start >= 0 else section.start
        cuts.append((start, (held[0] or organization, held[1] or place)))
        if held[0] is organization is None and (lineage or _LINEAGE.search(section.heading or "")):
            inside = bodies[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
            cuts.extend(
                (m.start, (m.entity, held[1] or place)) for m in inside if _comes_to_be(entry.text, m)
            )
    cuts.extend((m.start, (m.entity, place)) for m in run_in_heads(entry, mentions))
    return _cover(entry, cuts, (organization, place))


def _held(own: Entity | None, above: Held) -> Held:
    """What holds in a section: its heading's body or division over what holds around it."""
    if own is None:
        return above
    if own.type == "Organization":
        return own, above[1]
    return (None, own) if own.name.endswith(_DIVISIONS) else above


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


def _cover(entry: Entry, cuts: list[Cut], usual: Held) -> tuple[Frame, ...]:
    """Frames from the cuts, neighbours that hold the same joined."""
    if entry.body_start >= entry.body_end:
        return ()
    frames: list[Frame] = []
    start, held = entry.body_start, usual
    for at, then in sorted(cuts, key=lambda cut: cut[0]):
        if then == held:
            continue
        if at > start:
            frames.append(Frame(start, at, *held))
        start, held = max(at, start), then
    frames.append(Frame(start, entry.body_end, *held))
    return tuple(frames)
