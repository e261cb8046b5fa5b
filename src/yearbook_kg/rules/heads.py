"""The first characters of everything that a regular expression matches, or the last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from yearbook_kg.rules.spelled import ASSERTIONS, IGNORE, REPEATS, members

# Stands for any digit of any script in a head.
_DIGIT = "\0"
# The heads that are complete, and those that what follows in the pattern makes longer.
_Heads = tuple[set[str], set[str]]


def heads(source: str | Any, flags: int = 0, *, size: int = 1, digits: bool = True) -> frozenset[str] | None:
    """The first ``size`` characters of every match, or fewer where it is shorter or the pattern tells less.

    None for a pattern that may begin with anything or match nothing. source: the pattern, or its syntax tree.
    digits: False leaves out what begins with ``\\\\d``; else that may be anything.

    >>> found = heads("春(?=[,\\\\s])|第[一二]季|民国\\\\d年|[甲乙]\\\\d|\\\\d月", size=2, digits=False)
    >>> sorted(found)
    ['乙', '春', '民国', '甲', '第一', '第二']
    >>> sorted(heads("(?:约|近)?[0-2]")), heads("[^,]+")
    (['0', '1', '2', '约', '近'], None)
    """
    found = _Edge(size, forwards=True).of(parser.parse(source, flags) if isinstance(source, str) else source)
    told = {head.split(_DIGIT)[0] for head in found if digits or not head.startswith(_DIGIT)}
    return None if "" in told else frozenset(told)


def tails(source: str, behind: str = "") -> frozenset[str] | None:
    """The last characters of every match; None for a pattern that may end with anything or match nothing.

    behind: a pattern for what follows.

    >>> sorted(tails("增长了?$")), sorted(tails("增长", "(?:了|过)?")), tails("[^,]+")
    (['了', '长'], ['了', '过', '长'], None)
    """
    found = _Edge(1, forwards=False).of(source, behind)
    return None if found & {"", _DIGIT} else frozenset(found)


@lru_cache(maxsize=16)
def _parsed(source: str) -> Any:
    """The syntax tree: what hundreds of words have behind them is parsed once."""
    return parser.parse(source)


class _Edge:
    """Reads the heads off a syntax tree, or from behind what stands at the end."""

    def __init__(self, size: int, *, forwards: bool) -> None:
        self._size = size
        self._forwards = forwards

    def of(self, *parts: Any) -> set[str]:
        """The heads of patterns or their trees, one behind the other; an empty one where nothing is known."""
        items: list[Any] = []
        for part in parts:
            if isinstance(part, str) and (not part or part.isalnum()):  # a word, as most are
                items += [(ops.LITERAL, ord(char)) for char in part]
                continue
            tree = _parsed(part) if isinstance(part, str) else part
            if tree.state.flags & IGNORE:
                return {""}
            items += tree.data
        ended, growing = self._of_sequence(items)
        return ended | growing

    def _of_sequence(self, items: Sequence[Any]) -> _Heads:
        ended: set[str] = set()
        growing = {""}
        for item in items if self._forwards else reversed(items):
            if not growing:
                break
            ends, longer = self._of_item(item)
            ended |= {self._cut(a, b) for a, b in product(growing, ends)}
            joined = {self._cut(a, b) for a, b in product(growing, longer)}
            ended |= {head for head in joined if len(head) == self._size}
            growing = {head for head in joined if len(head) < self._size}
        return ended, growing

    def _cut(self, outer: str, inner: str) -> str:
        """What is known from the edge on, as far as it is asked for."""
        return (outer + inner)[: self._size] if self._forwards else (inner + outer)[-self._size :]

    def _of_item(self, item: Any) -> _Heads:
        op, value = item
        if op is ops.LITERAL:
            return set(), {chr(value)}
        if op is ops.IN:
            return self._of_class(value)
        if op is ops.SUBPATTERN and not value[1] & IGNORE:
            return self._of_sequence(value[3].data)
        if op is ops.ATOMIC_GROUP:
            return self._of_sequence(value.data)
        if op is ops.BRANCH:
            branches = [self._of_sequence(branch.data) for branch in value[1]]
            ended: set[str] = set().union(*(ended for ended, _ in branches))
            return ended, set().union(*(longer for _, longer in branches))
        if op in REPEATS:
            least, most, body = value
            ended, once = self._of_sequence(body.data)
            again = self._of_sequence(body.data * 2) if most > 1 and self._size > 1 else (set(), set())
            return ended | again[0], once | again[1] | (set() if least else {""})
        return (set(), {""}) if op in ASSERTIONS else ({""}, set())

    def _of_class(self, parts: Any) -> _Heads:
        others = [part for part in parts if part != (ops.CATEGORY, ops.CATEGORY_DIGIT)]
        found = members(others)
        if found is None:
            return {""}, set()
        return set(), found | {_DIGIT} if len(others) < len(parts) else found
