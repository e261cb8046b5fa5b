"""Recognition -> Resolution: every mention tied to a thing, links with reasons, and the page's context."""

from __future__ import annotations

from yearbook_kg.model import Context, Entry, Recognition, Resolution
from yearbook_kg.resolve.atlas import Atlas
from yearbook_kg.resolve.context import covered_year, home_of, main_organization, publication_of, subject_of
from yearbook_kg.resolve.frames import find_frames
from yearbook_kg.resolve.levels import Levels
from yearbook_kg.resolve.linking import Linker
from yearbook_kg.resolve.years import covered_by_body, resolve_times

__all__ = ["resolve"]


def resolve(entry: Entry, recognition: Recognition) -> Resolution:
    """Tie every mention of a page to an entity under its canonical name.

    A mention that already carries an entity keeps its name. The decisions hold one sentence for each link
    that is not the mention's own words. Nothing is looked up outside the page and the division table.
    """
    year = covered_by_body(entry, recognition.times, covered_year(entry))
    times, years = resolve_times(entry, recognition.times, year)
    atlas = Atlas()
    last = year or max((y for _, y in years if y is not None), default=None)
    places = {m.text for m in recognition.mentions if m.type == "Place"}
    atlas.settle(None, places)
    home, town = home_of(entry, recognition.mentions, atlas, last)
    atlas.settle(home, places)
    subject = subject_of(entry, places, atlas, home, last) or town
    levels = Levels(home, atlas, subject, last)
    linker = Linker(entry, recognition.mentions, levels, years)
    mentions, decisions = linker.link_all()
    organization = main_organization(
        entry,
        {m.text: m.entity.name for m in mentions if m.type == "Organization" and m.entity},
        len(linker.setting.owners),
    )
    ground = subject or home
    place = ground.entity if ground else None
    context = Context(
        division=place,
        organization=organization,
        publication=publication_of(entry),
        year=year,
        levels=levels.entities(last),
        frames=find_frames(entry, mentions, organization, place),
    )
    return Resolution(mentions, times, recognition.quantities, decisions, context, years)
