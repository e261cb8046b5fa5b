"""What 省, 市, 县, 区, 乡, 镇 stand for on a page, at a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache

from yearbook_kg import gazetteer
from yearbook_kg.model import Entity
from yearbook_kg.resolve.atlas import Atlas, Ground

# The words that name a level of the hierarchy on the page, longest first: 县委, 市总, 省厅, 地委, 我市.
ZONE_WORDS = (
    "开发区",
    "经开区",
    "高新区",
    "高新技术开发区",
    "工业园区",
    "工业园",
    "园区",
    "新区",
    "示范区",
    "保税区",
    "管理区",
)
_LONG_WORDS = (*ZONE_WORDS, "自治区", "自治州", "自治县", "自治旗", "地区", "专区", "街道", "公社")
LEVEL_WORDS = (*_LONG_WORDS, *"省市县区乡镇旗州盟地")
_KEPT = 4096  # divisions whose level words are kept
_REACH, _FAR = 60, 300  # characters
_LISTS_BEGIN = 1980  # the first list of divisions with codes
# Words in which the first character is no level: 市民广场, 省道, 县城; but 市政府, 县城管局 are of the level.
_NO_LEVEL = (
    r"市(?:民(?!政|宗|委|族)|区|场|政(?!府|协|法|研|务|数|集|工))|"
    r"市(?:心|长|中心(?!医院|血站|支行|幼|小学|学校|支库|城区))|[县省区镇乡州旗盟]长|"
    r"县(?:城(?!建|管|乡|市|投|调|关)|道|域|内|境|前|后|级(?!机关)|际)|"
    r"省(?:道|际|城|内|会|级|却)|乡(?:村|镇|道|土|贤|间|亲|里|级)|区(?:域|间|内|级|划)|镇(?:上|内|级|静)|"
    r"州(?:际|内)|旗(?:帜|舰|手)|地(?:方|质|震|税|铁|名|产|下|理|球|热|毯|藏|母)|盟(?:友|军|国)"
)
_FIRST = "".join(sorted({word[0] for word in LEVEL_WORDS}))
_LEVEL = re.compile(rf"[本我该全]?(?=[{_FIRST}])(?!{_NO_LEVEL})({'|'.join(LEVEL_WORDS)})(?=.)", re.DOTALL)


@dataclass(slots=True)
class Levels:
    """The divisions that a page's level words mean, by its home division and the year.

    subject: the place that the page itself is about, where it lies within the home division of the volume.
    usual: the year to go by where the text gives none.
    """

    home: Ground | None
    atlas: Atlas
    subject: Ground | None = None
    usual: int | None = None
    _cache: dict[int | None, dict[str, Ground]] = field(default_factory=dict)
    _moved: dict[str, Ground] = field(default_factory=dict)
    _named: dict[str, Ground] = field(default_factory=dict)
    _spoken: dict[str, str] = field(default_factory=dict)
    _called: dict[str, Ground] = field(default_factory=dict)
    _last_called: str | None = None
    _entered: dict[str, Ground] = field(default_factory=dict)
    _near: dict[str, tuple[int, Ground]] = field(default_factory=dict)

    def at(self, year: int | None) -> dict[str, Ground]:
        """The level words and their divisions at a year."""
        year = self.usual if year is None else year
        if year not in self._cache:
            self._cache[year] = dict(self._build(year))
        return self._cache[year]

    def get(self, word: str, year: int | None) -> Ground | None:
        """The division that a level word (市) means at a year, or None."""
        found = self._moved.get(word)
        if found is None and year is not None and year < _LISTS_BEGIN:
            found = self._called.get(word)
        found = found or self.at(year).get(word)
        return found or self._entered.get(word) or self._named.get(word)

    def suppose_named(self, places: Set[str]) -> None:
        """The one zone of a page is its 开发区; on the page of a town, the one county named is its county."""
        zones = {name for name in places if name.endswith(ZONE_WORDS) and name not in ZONE_WORDS}
        # 泰和工业园区 beside 江西泰和工业园区 is the same one.
        zones = {name for name in zones if not any(o != name and o.endswith(name) for o in zones)}
        if len(zones) == 1:
            name = zones.pop()
            zone = self.atlas.exact(name, self.usual) or Ground(name, "zone")
            for word in ("开发区", "经开区" if "经济" in zone.name else "高新区"):
                self.suppose(word, zone)
        if self.home is None or not self.home.name.endswith(("镇", "乡", "街道", "村")):
            return
        for word in ("县", "市", "省"):
            names = {name for name in places if name.endswith(word)}
            if len(names) == 1:
                self.suppose(word, Ground(names.pop()))

    def call(self, name: str) -> None:
        """Note that the text calls the home division by a name: 乳源县 before it was 乳源瑶族自治县.

        It holds for the years before the lists of divisions begin, until the text calls it otherwise.
        """
        if self.home is not None and name != self._last_called and name[:2] == self.home.name[:2]:
            self._last_called = name
            known = self.home if name == self.home.name else Ground(name, self.home.level)
            self._called.update(dict.fromkeys(_words(name, self.home.level), known))

    def enter(self, ground: Ground) -> None:
        """Begin a section headed by a place: its level word means it until the next one."""
        self._entered = dict.fromkeys(_words(ground.name, ground.level), ground)

    def learn(self, text: str) -> None:
        """Note which of the autonomous prefectures above the text calls by their short names: 黔西南州."""
        for ground in {g.name: g for g in self.at(None).values()}.values():
            short = gazetteer.short_form(ground.name) + "州"
            if ground.name.endswith("自治州") and short in text:
                self._spoken[ground.name] = short

    def spoken(self, ground: Ground) -> str:
        """The name by which the bodies of a division are called: 黔西南州 of 黔西南州邮政局, else its own."""
        return self._spoken.get(ground.name, ground.name)

    def spoken_at(self, words: str) -> str | None:
        """The name that the words begin with, of those that the page calls autonomous prefectures by."""
        if not self._spoken:
            return None
        found = (name for name in self._spoken.values() if words != name and words.startswith(name))
        return max(found, key=len, default=None)

    def suppose(self, word: str, ground: Ground) -> None:
        """Let a level word mean ``ground`` where the division table knows no better."""
        self._named.setdefault(word, ground)

    def nearby(self, word: str, ground: Ground, offset: int) -> None:
        """Note the town that the text names at an offset, for a 镇政府 or 乡党委 soon after it."""
        self._near[word] = (offset, ground)

    def near(self, word: str, offset: int) -> Ground | None:
        """The town that a level word means by being named at most 60 characters before."""
        at, ground = self._near.get(word, (-1, None))
        return ground if at >= 0 and offset - at <= _REACH else None

    def move(self, ground: Ground) -> None:
        """From here on the level words of ``ground`` mean it: the text says that home came under it."""
        self._moved.update(dict.fromkeys(_words(ground.name, ground.level), ground))

    def entities(self, year: int | None) -> dict[str, Entity]:
        """The same as entities, for the context of the page."""
        return {word: ground.entity for word, ground in self.at(year).items()}

    def _build(self, year: int | None) -> Iterator[tuple[str, Ground]]:
        """For each word the nearest division: the page's own as it was called then, then those above."""
        seen: set[str] = set()
        for ground in self._chain(year):
            for word in _words(ground.name, ground.level):
                if word not in seen:
                    seen.add(word)
                    yield word, ground

    def _chain(self, year: int | None) -> Iterator[Ground]:
        for ground in (self.subject, self.home):
            if ground is not None:
                yield self.atlas.as_of(ground, year)
                yield ground
        if self.home is not None:
            yield from self.atlas.parents(self.atlas.as_of(self.home, year), year)


@lru_cache(maxsize=_KEPT)
def _words(name: str, level: str | None) -> tuple[str, ...]:
    """The level words that may mean a division: 吉安市 is 市; an autonomous region is 自治区, 区 and 省."""
    if level == "county" and name.endswith("新区"):
        return ("新区", "区")
    if level == "zone" or name.endswith(ZONE_WORDS):
        short = ("高新区",) if "高新" in name else ("经开区",) if "经济" in name else ()
        return (*short, *(word for word in ZONE_WORDS if name.endswith(word)), "开发区", "区")
    if name.endswith("自治区"):
        return ("自治区", "区", "省")
    if name.endswith("自治州"):
        return ("自治州", "州")
    if name.endswith("自治县"):
        return ("自治县", "县")
    if name.endswith(("地区", "专区")):
        return (name[-2:], "地区", "专区", "地")
    if name.endswith("市") and level == "province":
        return ("市", "省")
    return next(((word,) for word in LEVEL_WORDS if name.endswith(word)), ())


def split_level(words: str) -> tuple[str, str] | None:
    """Split a relational name into its level word and the rest.

    >>> split_level("市总工会"), split_level("本县商会"), split_level("农业局"), split_level("市民广场")
    (('市', '总工会'), ('县', '商会'), None, None)
    """
    match = _LEVEL.match(words)
    return (match[1], words[match.end() :]) if match else None
