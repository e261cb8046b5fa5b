"""Divisions as this room needs them: by full or short name at a year, and the divisions above one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yearbook_kg.model import Entity


@dataclass(frozen=True, slots=True)
class Ground:
    """A division: its full name, its level (province, prefecture, county …) and code where known."""

    name: str
    level: str | None = None
    code: str | None = None

    @property
    def entity(self) -> Entity:
        """The division as an entity."""
        return Entity(self.name, "Place", self.level, self.code)


_HEAD = re.compile(r".{2,}?(?:自治区|自治州|自治县|[省市县区旗州盟乡镇])")


class Atlas:
    """Looks divisions up."""

    def exact(self, name: str, year: int | None) -> Ground | None:
        """The division of a full name."""
        return Ground(name) if _HEAD.fullmatch(name) else None

    def short(self, name: str, year: int | None) -> Ground | None:
        """The division of a short name."""
        return None

    def parents(self, ground: Ground, year: int | None) -> tuple[Ground, ...]:
        """The divisions above one, the nearest first."""
        return ()
