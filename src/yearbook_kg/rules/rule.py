"""A pattern with the words that it needs, and many of them over one text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from sys import maxsize
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from yearbook_kg.rules.required import Needed, required

_USUAL_RUN = 32


class Rule:
    """A pattern that is tried only where one of the words stands that it needs.

    source: the regular expression, or what gives it where it is built from tables, read when first needed.
    The pattern must match one character at least.

    >>> rule = Rule("[一二三四五六七八九]成半?")
    >>> [m.group() for m in rule.finditer("占三成半,成立二年,损失二成")]
    ['三成半', '二成']
    """

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._words: Callable[[], Iterable[str]] | None = None

    @classmethod
    def of(cls, words: Callable[[], Iterable[str]]) -> Rule:
        """A rule for any of the words: of those that begin alike, the one that is named first.

        >>> [m.group() for m in Rule.of(lambda: ("文化节", "文化")).finditer("文化节,文化")]
        ['文化节', '文化']
        """
        rule = cls(lambda: "|".join(map(re.escape, words())))
        rule._words = words
        return rule

    def __repr__(self) -> str:
        return f"Rule({self.source!r})"

    @cached_property
    def source(self) -> str:
        """The regular expression."""
        return self._source if isinstance(self._source, str) else self._source()

    @cached_property
    def tree(self) -> Any:
        """The pattern as it is parsed, once for its words and for itself."""
        return parser.parse(self.source, self._flags)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; a rule whose words stand nowhere is never compiled."""
        pattern: re.Pattern[str] = compiler.compile(self.tree, self._flags)
        return pattern

    @cached_property
    def needed(self) -> tuple[Needed, ...]:
        """The words of which one stands in every match."""
        if self._words is not None:
            return tuple(Needed(word, 0, 0, "") for word in self._words())
        found = required(self.tree)
        if not found:
            raise ValueError(f"the pattern needs no word: {self.source[:80]}")
        return found

    @cached_property
    def bounded(self) -> bool:
        """Whether the words tell where a match may start, not only that one may be near."""
        return all(need.last is not None or need.between is not None for need in self.needed)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what ``pattern.finditer(text)`` yields; for a rule that needs few words."""
        hits: list[tuple[int, int]] = []
        for need in self.needed:
            at = text.find(need.word)
            while at >= 0:
                hits.append(_stretch(text, at, need))
                at = text.find(need.word, at + 1)
        return self.among(text, hits)

    def among(
        self, text: str, hits: list[tuple[int, int]], start: int = 0, end: int = maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield the matches that start in one of the stretches ``hits`` (first place, last place)."""
        if not hits:
            return
        hits.sort()
        free = start  # where the next match may start at the earliest
        find = self.pattern.match if self.bounded else self.pattern.search
        for first, last in hits:
            at = first if first > free else free
            if at >= end:
                return
            while at <= last:
                match = find(text, at, end)
                if match is not None:
                    yield match
                    at = free = match.end()
                elif self.bounded:
                    at = free = at + 1
                else:
                    return  # the search went to the end of the text


def _stretch(text: str, at: int, need: Needed) -> tuple[int, int]:
    """The first and the last place where a match may start whose word stands at ``at``."""
    _, first, last, between = need
    if last is not None:
        return at - last, at - first
    return (0 if between is None else _run_start(text, at, between)), at - first


def _run_start(text: str, end: int, chars: str) -> int:
    """Where the run of these characters begins that ends before ``end``."""
    size = _USUAL_RUN
    while True:
        low = max(0, end - size)
        kept = len(text[low:end].rstrip(chars))
        if kept or not low:
            return low + kept
        size *= 8


class Watch:
    """Rules whose words are looked for together, in one pass over each text.

    >>> tenths, road = Rule("[一二三]成半?"), Rule(".{2}路")
    >>> found = Watch([tenths, road]).over("二成在解放路,三成")
    >>> [m.group() for m in found.matches(tenths)], [m.group() for m in found.matches(road)]
    (['二成', '三成'], ['解放路'])
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        owners: dict[str, list[tuple[Rule, Needed]]] = {}
        for rule in rules:
            for need in rule.needed:
                owners.setdefault(need.word, []).append((rule, need))
        self._owners = list(owners.values())
        self._words = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)

    def over(self, text: str) -> Found:
        """Find every word of every rule in the text."""
        hits: dict[Rule, list[tuple[int, int]]] = defaultdict(list)
        owners = self._owners
        for index, at, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            for rule, need in owners[index]:
                last = need[2]
                hit = (at - last, at - need[1]) if last is not None else _stretch(text, at, need)
                hits[rule].append(hit)
        return Found(text, hits)


class Found:
    """A text, and where in it the rules of a watch may match."""

    __slots__ = ("_hits", "text")

    def __init__(self, text: str, hits: dict[Rule, list[tuple[int, int]]]) -> None:
        self.text = text
        self._hits = hits

    def matches(self, rule: Rule, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """Yield what ``rule.pattern.finditer(text, start, end)`` yields, for a rule of the watch."""
        hits = self._hits.get(rule)
        return iter(()) if hits is None else rule.among(self.text, hits, start, end)
