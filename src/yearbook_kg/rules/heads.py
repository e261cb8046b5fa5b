"""The first two characters of everything that a regular expression matches."""

from __future__ import annotations

from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LENGTH = 2
# Stands for any digit of any script in a head.
_DIGIT = "\0"


def heads(source: str | Any, flags: int = 0) -> frozenset[str]:
    """The first two characters of every match, fewer where the match or what the pattern tells is shorter.

    What begins with a digit class is left out. Raises ValueError for a pattern that may begin with anything.
    source: the pattern, or its syntax tree.

    >>> sorted(heads("春(?=[,\\\\s])|第[一二]季|民国\\\\d年|[甲乙]\\\\d|\\\\d月"))
    ['乙', '春', '民国', '甲', '第一', '第二']
    """
    tree = parser.parse(source, flags) if isinstance(source, str) else source
    ended, growing = _of_sequence(tree)
    found = {head.split(_DIGIT)[0] for head in ended | growing if not head.startswith(_DIGIT)}
    if "" in found:
        raise ValueError(f"the pattern may begin with anything: {source!r:.80}")
    return frozenset(found)


# The heads that are complete, and those that what follows in the pattern makes longer.
_Heads = tuple[set[str], set[str]]


def _of_sequence(items: Any) -> _Heads:
    ended: set[str] = set()
    growing = {""}
    for item in items:
        if not growing:
            break
        tails, longer = _of_item(item)
        ended |= {(a + b)[:_LENGTH] for a, b in product(growing, tails)}
        joined = {a + b for a, b in product(growing, longer)}
        ended |= {head[:_LENGTH] for head in joined if len(head) >= _LENGTH}
        growing = {head for head in joined if len(head) < _LENGTH}
    return ended, growing


def _of_item(item: Any) -> _Heads:
    op, value = item
    if op is ops.LITERAL:
        return set(), {chr(value)}
    if op is ops.IN:
        return _of_class(value)
    if op is ops.SUBPATTERN:
        return _of_sequence(value[3])
    if op is ops.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        return set().union(*(ended for ended, _ in branches)), set().union(
            *(longer for _, longer in branches)
        )
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, body = value
        ended, once = _of_sequence(body)
        again = _of_sequence([*body, *body]) if most > 1 else (set(), set())
        return ended | again[0], once | again[1] | (set() if least else {""})
    if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return set(), {""}
    return {""}, set()


def _of_class(members: Any) -> _Heads:
    found: set[str] = set()
    for op, value in members:
        if op is ops.LITERAL:
            found.add(chr(value))
        elif op is ops.RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif op is ops.CATEGORY and value is ops.CATEGORY_DIGIT:
            found.add(_DIGIT)
        else:
            return {""}, set()
    return set(), found
