"""What the page as a whole tells: its volume, its home division, its main body, its year."""

from __future__ import annotations

import re
from collections import Counter

from yearbook_kg import fields
from yearbook_kg.model import Entity, Entry, Mention
from yearbook_kg.resolve.atlas import Atlas, Ground
from yearbook_kg.resolve.kinds import kind_of

_YEARBOOK = re.compile(r"年鉴|年刊|统计资料")
_VOLUME_TAIL = re.compile(r"(?:简志|续志|通志|志稿|志|年鉴|年刊|统计).*")
_RANGE = re.compile(r"(?:1[89]\d\d|20\d\d)\s*[-—~～―－至]+\s*(?:1[89]\d\d|20\d\d)")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_BODY_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)年")


def publication_of(entry: Entry) -> Entity | None:
    """The volume that the entry is from, without 《》."""
    book = fields.publication(entry)
    return Entity(book.name, "Work") if book else None


def covered_year(entry: Entry) -> int | None:
    """The year that a yearbook's page covers: what its first sentences say, else the year before the title's.

    None for a gazetteer, and for a volume of several years whose page names no year.
    """
    book = fields.publication(entry)
    if book is None or not _YEARBOOK.search(book.name):
        return None
    title_year = fields.year_of_title(entry)
    body = entry.text[entry.body_start : entry.body_end]
    stated = Counter(int(m.group(1)) for m in _BODY_YEAR.finditer(body[:2000]))
    if title_year is None:
        return stated.most_common(1)[0][0] if stated and _RANGE.search(book.name) is None else None
    if stated[title_year] > stated[title_year - 1] and stated[title_year] >= 2:
        return title_year
    return title_year - 1


def home_of(entry: Entry, mentions: tuple[Mention, ...], atlas: Atlas, year: int | None) -> Ground | None:
    """The division that the page is about: by the volume's name, settled by what header and body name.

    《湘潭县年鉴2011》 says it in full; 《吉安年鉴2013》 leaves 吉安市 and 吉安县, and the page's words decide.
    """
    book = fields.publication(entry)
    stem = _VOLUME_TAIL.sub("", book.name).strip("（(《 0123456789—-") if book else ""
    counts = Counter(m.text for m in mentions if m.type == "Place")
    named = [word.name for word in (*fields.keywords(entry), *fields.about_places(entry))]
    if stem:
        for length in range(min(len(stem), 12), 1, -1):
            if ground := atlas.exact(stem[:length], year):
                return ground
        body = entry.text[entry.body_start : entry.body_end]
        wanted = [n for n in (*named, *counts) if n.startswith(stem) and len(n) > len(stem)]
        wanted.sort(key=lambda n: (n not in named, -counts[n], -body.count(n)))
        for name in wanted:
            if ground := atlas.exact(name, year):
                return ground
        if ground := atlas.short(stem, year):
            return ground
    for name in (*named, *(n for n, _ in counts.most_common(3))):
        if ground := atlas.exact(name, year):
            return ground
    return None


def main_organization(entry: Entry, linked: dict[str, str], bare_heads: int) -> Entity | None:
    """The one body that the page is about: its title, else the one body of its keywords that the title fits.

    linked: the full names that the page's mentions of organisations got, by their words. bare_heads: how many
    bodies the headings name; a page of several bodies has no main one.
    """
    title = fields.title(entry)
    words = title.name.strip() if title else ""
    name = linked.get(words)
    if name is None and words and bare_heads < 2:
        near = {linked[k.name] for k in fields.keywords(entry) if k.name in linked and words in linked[k.name]}
        name = near.pop() if len(near) == 1 else None
    return Entity(name, "Organization", kind_of(name, "Organization")) if name else None
