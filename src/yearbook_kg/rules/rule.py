"""A pattern with the words that it needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from sys import maxsize

from yearbook_kg.rules.lazy import Lazy
from yearbook_kg.rules.required import Needed, required

_USUAL_RUN = 32


class Rule(Lazy):
    """A pattern that is tried only where one of the words stands that it needs, and compiled only then.

    source: the regular expression, or what gives it where it is built from tables, read when first needed.
    The pattern must match one character at least.

    >>> rule = Rule("[一二三四五六七八九]成半?")
    >>> [m.group() for m in rule.finditer("占三成半,成立二年,损失二成")]
    ['三成半', '二成']
    """

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        super().__init__(source, flags)
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
                hits.append(stretch(text, at, need))
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


def stretch(text: str, at: int, need: Needed) -> tuple[int, int]:
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
