"""Divisions as this room needs them: the one that a name means on this page, and those above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from yearbook_kg import gazetteer, tables
from yearbook_kg.gazetteer import Division
from yearbook_kg.model import Entity

_LEVELS = {"省": "province", "市": "prefecture", "县": "county"}
_KINDS = {"zone": "zone", "nature": "natural", "country": "country", "foreign": "foreign", "region": "region"}
_LISTS_BEGIN = 1980
_ABRIDGED = ("县", "旗", "州")
_KEPT = 8192  # answers about names that page after page brings up again
_LONGEST_NAME = 12  # of what a body's name may begin with
_GOVERNED = ("division", "former", "zone")


class Ground(NamedTuple):
    """A place: its full name, its level (province, prefecture, county, zone …) and code where known."""

    name: str
    level: str | None = None
    code: str | None = None

    @property
    def entity(self) -> Entity:
        """The place as an entity."""
        return Entity(self.name, "Place", self.level, self.code)


def _ground(division: Division) -> Ground:
    level = _LEVELS.get(division.level) or _KINDS.get(division.kind)
    if division.kind == "zone":
        level = "zone"
    return Ground(division.name, level, division.code or None)


class _Place(NamedTuple):
    """A row of the gazetteer, and the same as this room needs it."""

    division: Division
    ground: Ground


def _places(found: Iterable[Division]) -> tuple[_Place, ...]:
    return tuple(_Place(division, _ground(division)) for division in found)


def _telling(name: str, year: int | None) -> int | None:
    """The year, where the name has several meanings, as 临夏州 may; one alone holds whatever the year."""
    return None if len(gazetteer.find(name)) == 1 and not name.endswith("州") else year


@lru_cache(maxsize=_KEPT)
def _full(name: str, year: int | None, *, governed: bool) -> tuple[_Place, ...]:
    """The places that bear the full name; governed: only divisions and zones."""
    found = _places(
        d
        for d in gazetteer.find(name, year)
        if (not governed or d.kind in _GOVERNED) and (d.name == name or gazetteer.short_form(d.name) != name)
    )
    if not found and len(name) > 2 and name.endswith("州"):
        # 临夏州 is a full name in use for 临夏回族自治州
        return _places(d for d in gazetteer.find(name[:-1], year) if d.name.endswith("自治州"))
    return found


@lru_cache(maxsize=_KEPT)
def _short(name: str, year: int | None) -> tuple[_Place, ...]:
    """The divisions and zones that bear the short name."""
    return _places(
        d
        for d in gazetteer.find(name, year)
        if d.kind in _GOVERNED and d.name != name and gazetteer.short_form(d.name) == name
    )


@dataclass(slots=True)
class Atlas:
    """Looks names up in the gazetteer and settles twins by what the page is about.

    home: the division of the page. named: the beginnings of the codes of the
    provinces (two digits) and prefectures (four) that the page names.
    """

    home: Ground | None = None
    named: set[str] = field(default_factory=set)

    def settle(self, home: Ground | None, places: Iterable[str]) -> None:
        """Make ``home`` the page's division, and note the provinces and prefectures among its places."""
        self.home = home
        for place in places:
            for division in gazetteer.find(gazetteer.province_of_letter(place) or place):
                if division.code and division.level == "省":
                    self.named.add(division.code[:2])
                elif division.code and division.level == "市" and division.name == place:
                    self.named.add(division.code[:4])

    def exact(self, name: str, year: int | None) -> Ground | None:
        """The place that bears the full name (or another full name: 井开区), or None."""
        return self._best(_full(name, _telling(name, year), governed=True))

    def place(self, name: str, year: int | None) -> Ground | None:
        """The same for places of every kind: rivers, countries, regions, too."""
        return self._best(_full(name, _telling(name, year), governed=False))

    def leading(self, words: str, year: int | None, *, whole: bool = False) -> str | None:
        """The longest full name of a division or zone that the words begin with.

        whole: the name may be all there is; else something stands behind it.
        """
        longest = min(_LONGEST_NAME, len(words) - (not whole))
        for length in gazetteer.lengths(words):
            if length <= longest and self.exact(words[:length], year):
                return words[:length]
        return None

    def lasts(self, name: str, year: int | None) -> bool:
        """Whether a full name held in a year, or, where the lists do not reach that far, ever."""
        found = [d for d in gazetteer.find(name) if d.name == name]
        return year is None or year < _LISTS_BEGIN or any(d.valid_in(year) for d in found)

    def short(self, name: str, year: int | None) -> Ground | None:
        """The division that a short name means on this page, or None where the page leaves it open."""
        if len(name) == 1:
            full = gazetteer.province_of_letter(name) or _countries().get(name)
            return self.place(full, year) if full else None
        found = _short(name, year)
        return self._best(found) if found and self._near(found) else None

    def below(self, above: Ground, name: str, year: int | None) -> Ground | None:
        """The division of a full or short name within another one, or None."""
        code = (above.code or "").rstrip("0")
        code += "0" * (len(code) % 2)
        found = [d for d in gazetteer.find(name, year) if code and d.code.startswith(code)]
        return _ground(found[0]) if found else None

    def is_home(self, ground: Ground) -> bool:
        """Whether a place is the page's home division, under whatever name."""
        return self.home is not None and (
            ground == self.home or (ground.code is not None and ground.code == self.home.code)
        )

    def abridged(self, name: str, year: int | None) -> Ground | None:
        """The autonomous county or banner near home whose long name a short one is made of: 喀左县."""
        if name[-1:] not in _ABRIDGED or self.home is None or not self.home.code or not 2 <= len(name) <= 5:
            return None
        if year is not None and year < _LISTS_BEGIN:
            # Before the lists begin, 乳源县 may have been the whole name of the later 自治县.
            return None
        core = name[:-1]
        for full in _autonomous():
            if full[0] == core[0] and full[-1] == name[-1] and all(char in full for char in core):
                ground = self.exact(full, year)
                if ground and (ground.code or "")[:2] == self.home.code[:2] and _in_order(core, full):
                    return ground
        return None

    def parents(self, ground: Ground, year: int | None) -> tuple[Ground, ...]:
        """The divisions above a place at a year, nearest first."""
        division = self._division(ground, year)
        return tuple(_ground(d) for d in gazetteer.ancestors(division, year)) if division else ()

    def as_of(self, ground: Ground, year: int | None) -> Ground:
        """The place under the name that it bore in a year: 富川瑶族自治县 was 富川县 in 1935."""
        if year is None or ground.code is None:
            return ground
        if any(d.name == ground.name and d.valid_in(year) for d in gazetteer.find(ground.name)):
            return ground
        stem = gazetteer.short_form(ground.name)
        level = {name: level for level, name in _LEVELS.items()}.get(ground.level or "")
        then = [d for d in gazetteer.find(stem, year) if d.valid_in(year) and d.code[:2] == ground.code[:2]]
        # A city may have grown out of a county: 新余市 was 新余县.
        same = [d for d in then if d.level == level] or [d for d in then if d.name == f"{stem}县"]
        return _ground(same[0]) if same else ground

    def _division(self, ground: Ground, year: int | None) -> Division | None:
        found = [d for d in gazetteer.find(ground.name, year) if d.name == ground.name]
        return min(found, key=self._distance, default=None)

    def _best(self, found: tuple[_Place, ...]) -> Ground | None:
        """The one of the places that is meant on this page."""
        if len(found) == 1:
            return found[0].ground
        return self._nearest(found).ground if found else None

    def _nearest(self, found: tuple[_Place, ...]) -> _Place:
        # 梧州 alone is rather the city than the 地区 around it.
        return min(
            found, key=lambda p: (self._distance(p.division), p.division.name.endswith(("地区", "专区")))
        )

    def _distance(self, division: Division) -> tuple[int, int]:
        """How far a division is from home: itself, near it, in its province, of a named one, elsewhere."""
        code = (self.home.code if self.home else None) or ""
        if self.home and division.name == self.home.name and (not code or division.code == code):
            return (0, 0)
        rank = {"省": 0, "市": 1, "县": 2}.get(division.level, 3)
        if code and division.code[:4] == code[:4] and division.code:
            return (1, rank)
        if code and division.code[:2] == code[:2] and division.code:
            return (2, rank)
        if division.code[:4] in self.named:
            return (3, rank)
        return (4 if division.code[:2] in self.named else 5, rank)

    def _near(self, found: tuple[_Place, ...]) -> bool:
        """Whether a short name may be taken: near home, a province or city, or in a named province."""
        best = self._nearest(found).division
        # Far away, only a province or a city of today is known by its short name: 渡口 is rather a ferry.
        if self._distance(best)[0] <= 4 or best.level == "省" or (best.level == "市" and best.last is None):
            return True
        return self.home is None and len({p.division.code[:2] for p in found}) == 1


@cache
def _countries() -> dict[str, str]:
    return {row["letter"]: row["country"] for row in tables.load("resolve_letters")}


@cache
def _autonomous() -> tuple[str, ...]:
    ends = ("自治县", "自治旗", "自治州", "左旗", "右旗", "前旗", "后旗", "中旗")
    return tuple(name for name in gazetteer.names("division") if name.endswith(ends))


def _in_order(short: str, full: str) -> bool:
    """Whether the characters of ``short`` stand in ``full`` in their order."""
    rest = iter(full)
    return all(char in rest for char in short)
