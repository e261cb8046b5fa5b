"""The words without which a pattern cannot match, read off the pattern itself.

A rule that needs 竣工 or 落成 is not tried where the text holds neither. What a pattern needs is derived from
its syntax tree, so that the words can never fall behind the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _parser as syntax
from typing import Any

__all__ = ["needed", "screen"]

_MOST = 64  # words of one pattern; what needs one of more tells too little
_IGNORE = re.IGNORECASE.value


def needed(pattern: str | re.Pattern[str]) -> frozenset[str]:
    r"""The words of which every match holds at least one; empty where the pattern needs none of a few.

    Words in a lookahead may stand right behind the match. Raises re.error where the pattern is none.

    >>> sorted(needed("(?:始建|重修)于?\\d{4}年"))
    ['始建', '重修']
    >>> sorted(needed("近(?:三|五)年来?")), needed("[^。]*")
    (['近三年', '近五年'], frozenset())
    """
    text = pattern if isinstance(pattern, str) else pattern.pattern
    tree = syntax.parse(text, 0 if isinstance(pattern, str) else pattern.flags)
    return frozenset() if tree.state.flags & _IGNORE else _of_sequence(tree) or frozenset()


def screen(*patterns: str | re.Pattern[str]) -> re.Pattern[str]:
    """One pattern that matches where some of the patterns may: the words that they need, longest first.

    Raises ValueError for a pattern that needs no words.

    >>> screen("近年来?", "历年(?!值)").pattern
    '历年|近年'
    """
    words: set[str] = set()
    for pattern in patterns:
        if not (own := needed(pattern)):
            raise ValueError(f"the pattern {pattern!r} needs no words")
        words |= own
    kept = sorted(word for word in words if not any(o != word and o in word for o in words))
    return re.compile("|".join(map(re.escape, kept)))


def _of_sequence(items: Iterable[Any]) -> frozenset[str] | None:
    """The best of what the parts of a sequence need: the longest words, then the fewest."""
    found: list[frozenset[str]] = []
    run: frozenset[str] = frozenset(("",))
    for item in items:
        exact = _exact(item)
        joined = _joined(run, exact) if exact is not None else None
        if joined is not None:
            run = joined
            continue
        found.append(run)
        run = exact or frozenset(("",))
        if exact is None and (own := _of_item(item)):
            found.append(own)
    found = [words for words in (*found, run) if "" not in words]
    return max(found, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _joined(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str] | None:
    if len(heads) * len(tails) > _MOST:
        return None
    return frozenset(map("".join, product(heads, tails)))


def _exact(item: Any) -> frozenset[str] | None:
    """All that an item of the tree can match, where that is a few words."""
    kind, value = item
    match kind:
        case syntax.LITERAL:
            return frozenset((chr(value),))
        case syntax.IN:
            return _characters(value)
        case syntax.BRANCH:
            return _union([_exact_sequence(branch) for branch in value[1]])
        case syntax.SUBPATTERN if not value[1] and not value[2]:
            return _exact_sequence(value[3])
        case syntax.AT | syntax.ASSERT_NOT:
            return frozenset(("",))
        case syntax.ASSERT if value[0] < 0:
            return frozenset(("",))
    return None


def _exact_sequence(items: Iterable[Any]) -> frozenset[str] | None:
    run: frozenset[str] | None = frozenset(("",))
    for item in items:
        exact = _exact(item)
        run = _joined(run, exact) if run is not None and exact is not None else None
    return run


def _characters(items: Sequence[Any]) -> frozenset[str] | None:
    if len(items) > _MOST or any(kind is not syntax.LITERAL for kind, _ in items):
        return None
    return frozenset(chr(value) for _, value in items)


def _of_item(item: Any) -> frozenset[str] | None:
    """What an item needs that can match more than a few words."""
    kind, value = item
    match kind:
        case syntax.BRANCH:
            return _union([_of_sequence(branch) for branch in value[1]])
        case syntax.SUBPATTERN if not value[1] & _IGNORE:
            return _of_sequence(value[3])
        case syntax.ATOMIC_GROUP:
            return _of_sequence(value)
        case syntax.MAX_REPEAT | syntax.MIN_REPEAT | syntax.POSSESSIVE_REPEAT if value[0] > 0:
            return _of_sequence(value[2])
        case syntax.ASSERT if value[0] > 0:
            return _of_sequence(value[1])
    return None


def _union(parts: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """What one of several alternatives needs; None where one of them needs nothing, or together too many."""
    found: set[str] = set()
    for part in parts:
        if not part:
            return None
        found |= part
    return frozenset(found) if found else None
