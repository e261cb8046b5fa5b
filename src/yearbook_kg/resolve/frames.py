"""Which body a stretch of the body speaks of where its sentences have no subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yearbook_kg.model import Entity, Entry, Frame, Mention


def find_frames(
    entry: Entry, mentions: Sequence[Mention], organization: Entity | None, place: Entity | None
) -> tuple[Frame, ...]:
    """Cut the body into frames: sorted, without gap or overlap, from ``body_start`` to ``body_end``.

    A heading that is an organisation (a bare line, a run-in head) holds for its section and those under it.
    """
    headings: Mapping[tuple[int, int], Entity] = {
        (m.start, m.end): m.entity for m in mentions if m.type == "Organization" and m.entity is not None
    }
    owners: list[Entity | None] = []
    cuts: list[tuple[int, Entity | None]] = []
    for section in entry.sections:
        own = headings.get((section.heading_start, section.heading_end))
        above = owners[section.parent] if section.parent is not None else None
        owner = own or above
        owners.append(owner)
        start = section.heading_start if section.heading_start >= 0 else section.start
        cuts.append((start, owner or organization))
    return _cover(entry, cuts, organization, place)


def _cover(
    entry: Entry, cuts: list[tuple[int, Entity | None]], organization: Entity | None, place: Entity | None
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
