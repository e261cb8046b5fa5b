"""One named place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """A place under one name and, where it has one, one code, in the years when both held.

    code: six digits of GB/T 2260; empty for what has none (zones, former divisions, rivers, countries).
    level: 省 市 县 for divisions, else empty. parent: the code of the division above it, or its name where
    there is no code. first, last: years of validity, both included, None where no list says.
    kind: division | former | zone | region | nature | country | foreign.
    source: where the row is from.
    """

    name: str
    code: str = ""
    level: str = ""
    parent: str = ""
    first: int | None = None
    last: int | None = None
    successors: tuple[str, ...] = ()
    kind: str = "division"
    source: str = "GB/T 2260"

    def valid_in(self, year: int) -> bool:
        """Whether the name held in ``year``, its first and last year included."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)
