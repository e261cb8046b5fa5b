"""Which pages of a source one job of several reads: chosen by where they stand, before they are opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Part:
    """Part ``number`` (from 1) of ``of`` parts of a source, at ``place`` inside it.

    A page belongs to one part, told by a hash of its place: its path below the folder, its member's name, its
    row. So the parts are disjoint and together everything, on any machine, whatever the pages say.
    """

    number: int = 1
    of: int = 1
    place: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"part {self.number} of {self.of}: parts count from 1 to {self.of}")

    def holds(self, place: str | int = "") -> bool:
        """Whether what stands at a place below this one belongs to the part.

        >>> [sum(Part(i, 3).holds(row) for row in range(999)) for i in (1, 2, 3)]
        [335, 343, 321]
        """
        if self.of == 1:
            return True
        key = f"{self.place}{place}".encode("utf-8", "surrogateescape")
        return int.from_bytes(blake2b(key, digest_size=8).digest()) % self.of == self.number - 1

    def inside(self, name: str) -> Part:
        """Return the same part of what a container holds that stands at ``name``."""
        return self if self.of == 1 else replace(self, place=f"{self.place}{name}!")


WHOLE = Part()
