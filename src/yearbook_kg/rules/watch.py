"""Many rules over one text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from sys import maxsize

from ahocorasick_rs import AhoCorasick, Implementation

from yearbook_kg.rules.required import Needed
from yearbook_kg.rules.rule import Rule, stretch


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
                hit = (at - last, at - need[1]) if last is not None else stretch(text, at, need)
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
