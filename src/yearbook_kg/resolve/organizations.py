"""Organisations: relational and short forms tied to full names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from yearbook_kg import tables
from yearbook_kg.resolve.atlas import Atlas, Ground
from yearbook_kg.resolve.branches import league_of_shops, link_branch, link_nameless, link_party
from yearbook_kg.resolve.congresses import link_standing
from yearbook_kg.resolve.definitions import Definitions
from yearbook_kg.resolve.institutions import link_inner
from yearbook_kg.resolve.kinds import kind_of
from yearbook_kg.resolve.levels import Levels, split_level
from yearbook_kg.resolve.link import Link
from yearbook_kg.resolve.page_names import PageNames
from yearbook_kg.resolve.parts import Parts, link_known_part, link_organ, link_section, split_organ
from yearbook_kg.resolve.prefectures import link_prefecture
from yearbook_kg.resolve.setting import Surroundings
from yearbook_kg.resolve.short_forms import is_short, ranked, write_out

# 中共县委, 国民党县党部, 中国农业银行县支行: a level word inside a name that is known nationwide.
_INSIDE = re.compile(
    r"((?:中共|中国共产党|共青团|国民党|中国国民党|民盟|民革|民建|民进|农工党|致公党|九三学社|"
    r"(?:中国)?(?:人民|农业|工商|建设|农业发展)银行|中国银行|农行|工行|建行|人行|农发行|(?:中国)?人民(?:财产|人寿)?保险公司)(?:原)?)"
    r"(省|市|县|区|地|州|旗)(.+)"
)
_LEAGUE = re.compile(r"团(省|市|县|区|地|州|旗|镇|乡)(工?委.*)")
_OWN_HEAD = re.compile(r"[该本此]([^、,。]{1,5})")
# 市局, 省厅: the counterpart of the page's own body at that level.
_COUNTERPART = re.compile(r"(局|厅|院|总队|支队|大队|公司|联社|总社)(|[^长领导里].*)")
_TRADE_END = re.compile(r"(?:管理)?(?:局|厅|委员会|办公室|总队|支队|大队|总局|委)$")
# 县政府设合作指导员办事处: an office set up in a county's story is the county's.
_SET_UP = re.compile(r"(?:设|设立|设置|增设|成立|建立|组建|组成|改组为|改为|改称|更名为|改设)$")
_OFFICE = re.compile(r".{2,12}(?:办事处|委员会|指挥部|领导小组|办公室|管理局|管理处)")
# The body itself in the name of a part of it: 公安局 of 公安局刑警大队.
_WHOLE = re.compile(r".+?(?:局|厅|委员会)(?=.)")
# 湘赣省委, 中峰区委: of a place that the division table does not know.
_COMMITTEE = re.compile(
    r"(?!中共|民盟|民革|共青团|团|[全本我该])[^、]{2,6}(?:省|市|县|区|地|特|边区|中心县)委"
)
# 康家集乡党委: organs that towns have, too.
_TOWN_HEAD = re.compile(
    r"(.{2,6}?(?:乡|镇|街道|公社|苏木))(党委|党工委|工委|纪工委|人大工委|团工委|总工会|残联|科协|关工委|委|政府|人大|人大主席团|纪委|团委|妇联|革委会|革委|管委会|武装部|人武部|工会)"
)


_SITE = re.compile(
    r"(?:工程|施工|建设|修建|筹建)?(?:总?指挥部|筹建处|工程处|管理所|管理处|管理站|管理局|工程局)"
)
_NEAR = 100
_ABRIDGED = ("学院", "大学", "学校", "医院", "公司", "集团", "银行", "中心", "协会", "出版社")
# 韶关市档案局(馆): one body with two name-plates.
_PLATES = re.compile(
    r"(.{3,}(?:局|委员会|委|办公室|办|馆|中心|院|社|公司))[(（](?:馆|局|委|办|中心|院|室|公司)[)）]"
)
_GENERIC = (
    "学院",
    "学校",
    "大学",
    "医院",
    "公司",
    "集团",
    "中心",
    "协会",
    "工厂",
    "中学",
    "小学",
    "委员会",
    "支行",
    "分行",
)
_SCHOOLS = ("师专", "师范", "卫校", "农校", "技校", "师校", "电大")
_SEAT = {"居委会": "社区", "村委会": "村"}


@dataclass(slots=True)
class Organizations:
    """Ties the organisations of one page, in the order of the text."""

    levels: Levels
    atlas: Atlas
    definitions: Definitions
    volume: str
    met: PageNames = field(default_factory=PageNames)
    page: PageNames = field(default_factory=PageNames)
    prefecture: str | None = None
    work: tuple[int, str] | None = None
    congress: str | None = None
    parts: Parts = field(default_factory=Parts)
    last_division: str | None = None
    called: dict[str, str] = field(default_factory=dict)
    heads: dict[tuple[str, int | None], str | None] = field(default_factory=dict)

    def read(self, names: Iterable[str]) -> None:
        """Note the full names of the page, so that a short form may stand before its full name."""
        for name in names:
            if split_level(name) is None:
                self.page.add(name, self.head(name, None))

    def link(self, words: str, around: Surroundings) -> Link | None:
        """The full name of a body, or None where the words are the best there is."""
        self.parts.open(around, self._owner(around) or self._town())
        found = (
            self._defined(words, around.offset)
            or link_party(words, self.levels, around.year)
            or link_branch(words, self.levels, around.year)
            or link_nameless(words, self._owner(around) or self.parts.last, self.levels, around.year)
            or self._inside(words, around)
            or self._headed(words, around)
            or self._relational(words, around)
            or self._short_headed(words, around.year)
            or self._national(words)
            or link_prefecture(words, self.prefecture, self.levels, around.year)
            or self._pronoun(words, around)
            or self._part(words, around)
            or self._ending(words)
            or link_standing(words, around.owner, self.congress)
            or self._works(words, around)
            or self._branded(words)
            or self._bare(words, around)
        )
        if match := _PLATES.fullmatch(found.name if found else words):
            found = Link(match.group(1), 0.85, f"{words} has two name-plates; the first is its name")
        name = found.name if found else words
        head = self.head(name, around.year)
        self.met.add(name, head)
        self.called[words] = name
        self.parts.note(words, name, around.before)
        self.last_division = self.head(name.removeprefix("中共").removeprefix("政协"), around.year)
        return found if found and found.name != words else None

    def link_part(self, words: str, around: Surroundings) -> Link | None:
        """The full name of a facility that is called like a body: 市二医院临港院区."""
        found = self._headed(words, around) or self._relational(words, around)
        return found if found and found.name != words else None

    def head(self, words: str, year: int | None) -> str | None:
        """The division that a full name begins with."""
        key = (words, year)
        if key not in self.heads:
            named, spoken = self.atlas.leading(words, year), self.levels.spoken_at(words)
            self.heads[key] = max(named, spoken, key=len) if named and spoken else named or spoken
        return self.heads[key]

    def _defined(self, words: str, offset: int) -> Link | None:
        full = self.definitions.at(words, offset) or self.definitions.beginning(words, offset)
        return Link(full, 0.97, f"the page gives {words} as a short name of {full}") if full else None

    def _headed(self, words: str, around: Surroundings) -> Link | None:
        """兰山区国税局, 吉安市委, 康家集乡党委: a division, and a short form behind it."""
        head = self.head(words, around.year)
        if head is None and (match := _TOWN_HEAD.fullmatch(words)):
            head = match.group(1)
        if head is None:
            if found := self._abridged_head(words, around):
                return found
            if _COMMITTEE.fullmatch(words):
                return Link(f"中共{words}", 0.85, f"{words} is a committee of the 中共")
            return None
        # 永新县里田镇政府, 吉安市吉州区委: one division in another
        while below := self.head(words[len(head) :], around.year):
            head += below
        if match := _TOWN_HEAD.fullmatch(words[len(head) :]):
            head += match.group(1)
        rest = words[len(head) :]
        return self._of(words, head, rest, around) or Link(words, 1.0, "a full name")

    def _abridged_head(self, words: str, around: Surroundings) -> Link | None:
        """三江县公安局, 科右前旗委: an autonomous county or banner by its short name, and a body."""
        for length in range(min(5, len(words) - 1) if around.year else 0, 1, -1):
            ground = self.atlas.abridged(words[:length], around.year)
            if ground is not None:
                name = ground.name + words[length:]
                found = self._of(words, ground.name, words[length:], around)
                return found or Link(name, 0.9, f"{words[:length]} is short for {ground.name}")
        return None

    def _of(self, words: str, head: str, rest: str, around: Surroundings) -> Link | None:
        """The body that ``rest`` means behind the division ``head``."""
        if organ := split_organ(rest):
            # 市公安局党委: the committee of that bureau
            whole = self._of(head + organ[0], head, organ[0], around)
            return link_organ((whole.name if whole else head + organ[0]) + organ[1], None)
        written = write_out(rest, around.year)
        known = self.met.written_out(head, rest) or self.page.written_out(head, rest)
        # Short forms of two characters fit too much: the table goes before the page.
        if known and (len(rest) > 2 or written is None):
            return Link(known, 0.95, f"{words} abridges {known}, which the page names")
        if (match := _COUNTERPART.fullmatch(rest)) and (trade := self._trade(match.group(1), around)):
            reason = f"{words} is the {match.group(1)} of {head} for the matter of the page, {trade}"
            return Link(f"{head}{trade}{match.group(2)}", 0.9, reason)
        if written is None:
            told = (self._owner(around) or around.owner, around.topic, self.parts.last)
            full = league_of_shops(rest, self.atlas.exact(head, around.year), told)
            return Link(head + full, 0.8, f"{words} is the one of the matter of the page") if full else None
        name = ranked(self._longest(written.name(head)), head, self.atlas.exact(head, around.year))
        long = written.full.removesuffix(written.part).replace("{X}", "…")
        reason = f"{words} = {name}" + ("" if written.plain else f": {written.key} is short for {long}")
        return Link(name, 0.95, reason)

    def _longest(self, name: str) -> str:
        """The name with 政协 written out, where the page writes it out for the same body."""
        long = name.replace("政协", "中国人民政治协商会议", 1) if name.startswith("政协") else name
        return long if long in self.page.by_end or long in self.met.by_end else name

    def _relational(self, words: str, around: Surroundings) -> Link | None:
        """市总工会, 省厅, 县一中: a level word, and the body behind it."""
        if match := _LEAGUE.fullmatch(words):
            ground = self.levels.get(match.group(1), around.year)
            return (
                self._placed(words, f"共青团{self.levels.spoken(ground)}{match.group(2)}", ground)
                if ground
                else None
            )
        split = split_level(words)
        if split is None:
            return None
        ground = self._beside(split[0], around) or self.levels.get(split[0], around.year)
        ground = ground or self.levels.near(split[0], around.offset)
        if ground is None:
            return None
        found = self._of(words, self.levels.spoken(ground), split[1], around)
        if found is None:
            return self._placed(words, self.levels.spoken(ground) + split[1], ground)
        reason = f"{found.reason}; {split[0]} is {ground.name} on this page ({self.volume})"
        return Link(found.name, found.score, reason)

    def _beside(self, level: str, around: Surroundings) -> Ground | None:
        """The division of the body that the mention is listed with: 赣州市 for 市政府 in 赣州市委、市政府."""
        division = self.last_division
        if not around.joined or division is None or not division.endswith(level):
            return None
        return self.atlas.exact(division, around.year)

    def _placed(self, words: str, name: str, ground: Ground) -> Link:
        reason = f"{words} is of {ground.name}, the division of its level on this page ({self.volume})"
        return Link(name, 0.95, reason)

    def _inside(self, words: str, around: Surroundings) -> Link | None:
        match = _INSIDE.fullmatch(words)
        ground = self.levels.get(match.group(2), around.year) if match else None
        if not match or ground is None:
            return None
        body = (
            _nation().get(match.group(1), match.group(1)) if match.group(1).endswith("行") else match.group(1)
        )
        return self._placed(words, f"{body}{self.levels.spoken(ground)}{match.group(3)}", ground)

    def _short_headed(self, words: str, year: int | None) -> Link | None:
        """吉安一中: a short place name, and a short form behind it; other names keep their short place."""
        for length in (2, 3):
            head, rest = words[:length], words[length:]
            if not is_short(rest) or (ground := self.atlas.short(head, year)) is None:
                continue
            if written := write_out(rest, year):
                # 晋中师专 is 晋中师范专科学校, a school called by the short name
                seat = head if rest in _SCHOOLS else ground.name
                name = ranked(written.name(seat), ground.name, ground)
                return Link(name, 0.9, f"{words} = {name}: {head} is {ground.name}, {rest} a short form")
        return None

    def _national(self, words: str) -> Link | None:
        full = _nation().get(words)
        return Link(full, 0.95, f"{words} is the common short name of {full}") if full else None

    def _pronoun(self, words: str, around: Surroundings) -> Link | None:
        match = _OWN_HEAD.fullmatch(words)
        holds = self._owner(around)
        # 州中级人民法院为该院记功: the one that the section is about, not the one named right before.
        own = holds if match and holds and holds.endswith(match.group(1)) else self.parts.last
        full = own if match and own and own.endswith(match.group(1)) else None
        full = full or (self.met.ending(match.group(1)) if match else None)
        return Link(full, 0.85, f"{words} is {full}, named before it") if full else None

    def _owner(self, around: Surroundings) -> str | None:
        """The full name of the body that holds here, but for the heading that names it."""
        return None if around.heading else self.full(around.owner)

    def full(self, owner: str | None) -> str | None:
        """The full name of the body that a heading names."""
        return (self.called.get(owner) or self.met.ending(owner) or owner) if owner else None

    def _part(self, words: str, around: Surroundings) -> Link | None:
        """化学系, 水政科, 公诉科, 涪陵兴华支行: a part of the body that holds here or was named before."""
        owner = self._owner(around)
        # 韶关教育学院 is no part of 韶关学院.
        placed = self.head(words, around.year) or self.atlas.short(words[:2], around.year)
        named = next((n for n in (owner, self.parts.last) if n and n.endswith(words)), None)
        if len(words) == 1 and named:
            return Link(named, 0.8, f"{words} is {named}, which the page tells about")
        if (organ := split_organ(words)) and (
            whole := self._ending(organ[0]) or self._bare(organ[0], around)
        ):
            return link_organ(whole.name + organ[1], None)
        return (
            link_organ(words, owner)
            or (None if placed else link_inner(words, owner))
            or self.parts.listed(words, around)
            or link_known_part(words, self._home(), owner, self.met, self.page)
            or link_section(words, owner)
        )

    def _town(self) -> str | None:
        """The town that the page is about: its organs go by bare names, too."""
        ground = self.levels.subject or self.levels.home
        return ground.name if ground and ground.name.endswith(("街道", "镇", "乡")) else None

    def _home(self) -> str | None:
        """The division whose bodies the page speaks of."""
        home = self.levels.home
        return home.name if home else None

    def _ending(self, words: str) -> Link | None:
        """合作指导室 for 霍山县合作指导室, which the page names."""
        full = self.met.ending(words) if len(words) > 1 else None
        if full is None and len(words) > 1 and words not in _GENERIC:
            full = self.page.ending(words)
        if full is None or full == words:
            return None
        home = self.levels.home
        own = is_short(words) or words in _common()
        stem = home.name[:-1] if home and len(home.name) > 2 else home.name if home else ""
        if own and stem not in full:
            # 人民法院 is the home division's own, not the end of 最高人民法院.
            return None
        return Link(full, 0.9, f"{words} ends {full}, which the page names")

    def _works(self, words: str, around: Surroundings) -> Link | None:
        """工程指挥部 behind 动工兴建向阳水库: of the work named last, within 100 characters."""
        if self.work is None or not _SITE.fullmatch(words) or around.offset - self.work[0] > _NEAR:
            return None
        return Link(self.work[1] + words, 0.8, f"{words} is of {self.work[1]}, named just before")

    def _branded(self, words: str) -> Link | None:
        """豫丰公司 for 正阳县豫丰花生制品有限公司, which the page names."""
        full = self.met.branded(words) or self.page.branded(words)
        if full is None and (words.endswith(_ABRIDGED) or len(words) > 2):
            full = self.met.abridged(words) or self.page.abridged(words)
        if full is None or full == words or len(words) >= len(full):
            return None
        return Link(full, 0.85, f"{words} is short for {full}, which the page names")

    def _bare(self, words: str, around: Surroundings) -> Link | None:
        """人民法院, 妇联, 商会 without a division: the home division's own."""
        home = self.levels.subject or self.levels.home
        if words in ("居委会", "村委会") and (near := self.levels.near(_SEAT[words], around.offset)):
            return Link(near.name + words, 0.8, f"{words} is of {near.name}, named just before")
        if words == "办事处" and home is not None and home.name.endswith("街道"):
            return Link(home.name + words, 0.85, f"{words} is of {home.name}, which the page is about")
        common = (is_short(words) or words in _common()) and words not in ("行署", "专署", "地委", "工委")
        if home is None or not (common or (_SET_UP.search(around.before) and _OFFICE.fullmatch(words))):
            return None
        written = write_out(words, around.year)
        known = self.met.written_out(home.name, words) or self.page.written_out(home.name, words)
        if known and len(words) > 2:
            return Link(known, 0.85, f"{words} abridges {known}, which the page names")
        # A town's works and shops are called by its short name: 震泽自来水厂.
        short = home.name.removesuffix("镇") if kind_of(words, "Organization") == "company" else home.name
        name = written.name(home.name) if written else short + words
        return Link(
            name, 0.8, f"{words} without a division is {home.name}'s own on this page ({self.volume})"
        )

    def _full_of(self, owner: str, around: Surroundings) -> str:
        """The full name of a body that the page names further on: 州邮政局."""
        split = split_level(owner)
        ground = self.levels.get(split[0], around.year) if split else None
        return self.levels.spoken(ground) + split[1] if split and ground else owner

    def _trade(self, kind: str, around: Surroundings) -> str | None:
        """The kind of body for the matter of the page: 农业厅 for 省厅 where 驻马店市农业局 holds."""
        for owner in (around.owner, around.topic, self.parts.last):
            full = (self.met.ending(owner) or self._full_of(owner, around)) if owner else None
            head = self.head(full, around.year) if full else None
            rest = full[len(head) :] if full and head else ""
            if match := _WHOLE.match(rest):
                rest = match.group()
            if rest.endswith(kind) and rest != kind:
                return rest
            if kind in ("厅", "局", "委") and _TRADE_END.search(rest):
                return (_TRADE_END.sub("", rest) or "") + kind
        return None


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.load("resolve_bare"))


@cache
def _nation() -> dict[str, str]:
    return {row["short"]: row["full"] for row in tables.load("resolve_national")}
