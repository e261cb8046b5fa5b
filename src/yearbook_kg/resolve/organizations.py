"""Organisations: relational and short forms tied to full names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from yearbook_kg.model import Mention
from yearbook_kg.resolve.atlas import Atlas, Ground
from yearbook_kg.resolve.definitions import Definitions
from yearbook_kg.resolve.levels import Levels, split_level
from yearbook_kg.resolve.link import Link
from yearbook_kg.resolve.page_names import PageNames
from yearbook_kg.resolve.short_forms import is_short, write_out

# 中共县委, 国民党县党部, 中国农业银行县支行: a level word inside a name that is known nationwide.
_INSIDE = re.compile(
    r"((?:中共|中国共产党|共青团|国民党|中国国民党|民盟|民革|民建|民进|农工党|致公党|九三学社|"
    r"(?:中国)?(?:人民|农业|工商|建设|农业发展)银行|中国银行|(?:中国)?人民(?:财产|人寿)?保险公司)(?:原)?)"
    r"(省|市|县|区|地|州|旗)(.+)"
)
_LEAGUE = re.compile(r"团(省|市|县|区|地|州|旗|镇|乡)(工?委.*)")
_OWN_HEAD = re.compile(r"(?:该|本|此)(局|院|会|校|厂|社|所|站|厅|公司|部|委|行|馆|中心|镇|乡|中学|医院)")
# 市局, 省厅: the counterpart of the page's own body at that level.
_COUNTERPART = re.compile(r"(局|厅|总局|院|总队|支队|大队)(.*)")
_TRADE_END = re.compile(r"(?:管理)?(?:局|厅|委员会|办公室|总队|支队|大队|总局|委)$")
_TOWN_HEAD = re.compile(r"(.{2,6}?(?:乡|镇|街道|村|公社|大队))(.+)")


@dataclass(slots=True)
class Organizations:
    """Ties the organisations of one page, in the order of the text."""

    levels: Levels
    atlas: Atlas
    definitions: Definitions
    year_at: Callable[[int], int | None]
    owner_at: Callable[[int], str | None]
    volume: str
    met: PageNames = field(default_factory=PageNames)
    page: PageNames = field(default_factory=PageNames)
    prefecture: str | None = None
    last: str | None = None

    def link(self, mention: Mention) -> Link | None:
        """The full name of a mention, or None where the surface is the best there is."""
        words = mention.text
        year = self.year_at(mention.start)
        found = (
            self._defined(words, mention.start)
            or self._inside(words, year)
            or self._headed(words, year, mention.start)
            or self._relational(words, year, mention.start)
            or self._short_headed(words, year)
            or self._commissioner(words)
            or self._pronoun(words)
            or self._ending(words)
            or self._bare(words, year)
        )
        name = found.name if found else words
        head = self._head(name, year)
        self.met.add(name, head)
        self.last = name
        return found if found and found.name != words else None

    def _defined(self, words: str, offset: int) -> Link | None:
        full = self.definitions.at(words, offset)
        return Link(full, 0.97, f"the page gives {words} as a short name of {full}") if full else None

    def _head(self, words: str, year: int | None) -> str | None:
        """The division that a full name begins with."""
        for length in range(min(12, len(words) - 1), 1, -1):
            if self.atlas.exact(words[:length], year):
                return words[:length]
        return None

    def _headed(self, words: str, year: int | None, offset: int) -> Link | None:
        """兰山区国税局, 吉安市委, 康家集乡党委: a division, and a short form behind it."""
        head = self._head(words, year)
        if head is None and (match := _TOWN_HEAD.fullmatch(words)) and is_short(match.group(2)):
            head = match.group(1)
        if head is None:
            return None
        rest = words[len(head) :]
        return self._of(words, head, rest, year, offset) or Link(words, 1.0, "a full name")

    def _of(self, words: str, head: str, rest: str, year: int | None, offset: int) -> Link | None:
        """The body that ``rest`` means behind the division ``head``."""
        if known := self.met.written_out(head, rest) or self.page.written_out(head, rest):
            return Link(known, 0.95, f"{words} abridges {known}, which the page names")
        if (match := _COUNTERPART.fullmatch(rest)) and (trade := self._trade(offset)):
            name = f"{head}{trade}{rest}"
            return Link(name, 0.9, f"{words} is the {match.group(1)} of {head} for {trade}, the matter of the page")
        if written := write_out(rest, year):
            name = written.name(head)
            return Link(name, 0.95, f"{words} = {name}: {written.key} is short for {written.full.replace('{X}', '…')}")
        return None

    def _relational(self, words: str, year: int | None, offset: int) -> Link | None:
        """市总工会, 省厅, 县一中: a level word, and the body behind it."""
        if match := _LEAGUE.fullmatch(words):
            ground = self.levels.get(match.group(1), year)
            return self._placed(words, f"共青团{ground.name}{match.group(2)}", ground) if ground else None
        split = split_level(words)
        if split is None:
            return None
        word, rest = split
        ground = self.levels.get(word, year)
        if ground is None:
            return None
        found = self._of(words, ground.name, rest, year, offset)
        if found is None:
            return self._placed(words, ground.name + rest, ground)
        return Link(found.name, found.score, f"{found.reason}; {word} is {ground.name} on this page ({self.volume})")

    def _placed(self, words: str, name: str, ground: Ground) -> Link:
        reason = f"{words} is of {ground.name}, the division of its level on this page ({self.volume})"
        return Link(name, 0.95, reason)

    def _inside(self, words: str, year: int | None) -> Link | None:
        match = _INSIDE.fullmatch(words)
        ground = self.levels.get(match.group(2), year) if match else None
        if not match or ground is None:
            return None
        return self._placed(words, f"{match.group(1)}{ground.name}{match.group(3)}", ground)

    def _short_headed(self, words: str, year: int | None) -> Link | None:
        """吉安一中: a short place name, and a short form behind it; other names keep their short place."""
        for length in (2, 3):
            head, rest = words[:length], words[length:]
            if not rest or not is_short(rest) or (ground := self.atlas.short(head, year)) is None:
                continue
            written = write_out(rest, year)
            if written:
                name = written.name(ground.name)
                return Link(name, 0.9, f"{words} = {name}: {head} is {ground.name}, {rest} a short form")
        return None

    def _commissioner(self, words: str) -> Link | None:
        """专署: the commissioner's office of the prefecture that the page named last."""
        if not words.endswith("专署"):
            return None
        head = words[:-2] or self.prefecture
        if head is None:
            return None
        name = f"{head}专员公署"
        return Link(name, 0.9, f"{words} is the 专员公署 of {head}")

    def _pronoun(self, words: str) -> Link | None:
        match = _OWN_HEAD.fullmatch(words)
        if match and self.last and self.last.endswith(match.group(1)):
            return Link(self.last, 0.85, f"{words} is {self.last}, named just before")
        return None

    def _ending(self, words: str) -> Link | None:
        """合作指导室 for 霍山县合作指导室, which the page names."""
        if len(words) < 2:
            return None
        full = self.met.ending(words) or self.page.ending(words)
        if full is None or full == words:
            return None
        return Link(full, 0.9, f"{words} ends {full}, which the page names")

    def _bare(self, words: str, year: int | None) -> Link | None:
        """人民法院, 妇联 without a division: the home division's own."""
        home = self.levels.home
        if home is None or not is_short(words) or len(words) < 2:
            return None
        written = write_out(words, year)
        if written is None:
            return None
        name = written.name(home.name)
        return Link(name, 0.8, f"{words} without a division is {home.name}'s own on this page ({self.volume})")

    def _trade(self, offset: int) -> str | None:
        """What the body that holds at the offset deals with: 农业 of 驻马店市农业局."""
        owner = self.owner_at(offset)
        head = self._head(owner, self.year_at(offset)) if owner else None
        if owner is None or head is None:
            return None
        return _TRADE_END.sub("", owner[len(head) :]) or None
