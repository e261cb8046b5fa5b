"""What a check found, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from yearbook_kg.terms import Iri

Severity = Literal["violation", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One thing that is not as it must be.

    entry: the entry that it stands in, None where no entry can be told. rule: the local name of the shape, or
    of the text check. focus: the node that breaks the rule; path: the property, as an IRI, empty for the node
    as a whole; value: the wrong value, empty where one is missing. words: the words of the page behind
    the node, empty where it has none. message: what must hold, in the language that was asked for.
    """

    entry: Iri | None
    severity: Severity
    rule: str
    focus: str
    path: str
    value: str
    words: str
    message: str

    def __str__(self) -> str:
        where = self.entry.value.rpartition("/")[2] if self.entry else "-"
        said = f"“{self.words}” " if self.words else ""
        what = f" = {self.value}" if self.value else ""
        return f"{where}: {said}{self.focus.rpartition('/')[2]}{what}: {self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a check, violations first, in the order of entries, rules and nodes."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not any(result.severity == "violation" for result in self.results)

    @property
    def set_aside(self) -> frozenset[Iri]:
        """The entries that must not be written with the others: those that have a violation."""
        return frozenset(
            result.entry for result in self.results if result.entry and result.severity == "violation"
        )

    @property
    def by_entry(self) -> Mapping[Iri | None, tuple[Result, ...]]:
        """The results of each entry; under None what no entry could be told for."""
        found: dict[Iri | None, list[Result]] = {}
        for result in self.results:
            found.setdefault(result.entry, []).append(result)
        return {entry: tuple(results) for entry, results in found.items()}


def report_of(results: Iterable[Result]) -> Report:
    """Return the report of results in any order, one that comes twice counted once."""
    return Report(tuple(sorted(set(results), key=_order)))


def _order(result: Result) -> tuple[object, ...]:
    entry = result.entry.value if result.entry else ""
    return (result.severity != "violation", entry, result.rule, result.focus, result.path, result.value)
