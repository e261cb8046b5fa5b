"""Where a mention stands on its page: the year, the body that holds there, what the page is titled."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from yearbook_kg import fields
from yearbook_kg.model import Entry, Mention
from yearbook_kg.resolve.frames import run_in_heads
from yearbook_kg.resolve.institutions import institution_of
from yearbook_kg.timeline import Years

_FEW = 24  # characters
_LISTED = re.compile(r"[、和与及]?")
_TRADE = re.compile(r"[省市县区州旗]([^省市县区州旗]{2,8})(?:局|厅)$")
_TRADES = ("局", "厅", "委员会")


class Surroundings(NamedTuple):
    """What holds where a mention stands: the year, the heading's or page's body, the characters before it.

    joined: whether the mention follows another body in a list (赣州市委、市政府).
    topic: the body whose matter the page is about by its title, or by most of its bodies (邮政: 州邮政局).
    between: the words since the body named before, where they are few and in one sentence.
    """

    year: int | None
    offset: int
    owner: str | None
    heading: bool
    before: str
    joined: bool = False
    topic: str | None = None
    between: str | None = None


class Setting:
    """What a page tells about each of its places; made for one page.

    usual: the year that header and footer speak of.
    """

    def __init__(self, entry: Entry, mentions: Sequence[Mention], years: Years, usual: int | None) -> None:
        self.entry = entry
        self.usual = usual
        # Where several years hold, the last single one still tells the era of 县政府.
        self.years = [year for _, year in years if year is not None]
        self._year_starts = [offset for offset, year in years if year is not None]
        book = fields.publication(entry)
        self.book = book.name if book else None
        self.headings = {(s.heading_start, s.heading_end) for s in entry.sections}
        self.bodies = [m for m in mentions if m.type == "Organization"]
        self.titles = [found.name for found in (fields.name(entry), fields.title(entry)) if found]
        self.owners = self._owners()
        self._owner_starts = [start for start, _ in self.owners]
        self.main = self._main()
        self.topic = self._topic()

    @property
    def volume(self) -> str:
        """The volume in the words of a reason."""
        return f"volume 《{self.book}》" if self.book else "no volume named"

    def year(self, offset: int) -> int | None:
        """The year that holds at an offset; header and footer speak of the page's present."""
        if not self.entry.body_start <= offset < self.entry.body_end:
            return self.usual
        index = bisect_right(self._year_starts, offset) - 1
        return self.years[index] if index >= 0 else None

    def around(self, mention: Mention, body_end: int) -> Surroundings:
        """What holds where a mention stands. body_end: where the organisation before it ends, or -1."""
        few = body_end >= 0 and mention.start - body_end <= _FEW
        between = self.entry.text[body_end : mention.start] if few else "。"
        index = bisect_right(self._owner_starts, mention.start) - 1
        return Surroundings(
            year=self.year(mention.start),
            offset=mention.start,
            owner=self.owners[index][1] if index >= 0 else self.main,
            heading=index >= 0 and self.owners[index][0] == mention.start,
            before=self.entry.text[max(0, mention.start - 8) : mention.start],
            joined=_LISTED.fullmatch(between) is not None,
            topic=self.topic,
            between=None if "。" in between else between,
        )

    def _owners(self) -> list[tuple[int, str]]:
        """The headings that are organisations, by their places."""
        heads = {(m.start, m.text) for m in self.bodies if (m.start, m.end) in self.headings}
        return sorted(heads | {(m.start, m.text) for m in run_in_heads(self.entry, self.bodies)})

    def _main(self) -> str | None:
        """The organisation that the page's title is, or that its keywords name, or whose volume it is."""
        words = self.titles + [word.name for word in fields.keywords(self.entry)]
        named = {m.text for m in self.bodies}
        return next((word for word in words if word in named), None) or institution_of(self.book)

    def _topic(self) -> str | None:
        bodies = [m.text for m in self.bodies if m.text.endswith(_TRADES)]
        hits = (body for title in self.titles if len(title) > 1 for body in bodies if title in body)
        return next(hits, None) or self._usual_trade()

    def _usual_trade(self) -> str | None:
        """A body of the matter that at least three bodies of the page, and half of them, deal with."""
        found = [(m.text, match.group(1)) for m in self.bodies if (match := _TRADE.search(m.text))]
        ((trade, count),) = Counter(trade for _, trade in found).most_common(1) or (("", 0),)
        if count < 3 or count * 2 < len(found):
            return None
        return next(name for name, other in found if other == trade)
