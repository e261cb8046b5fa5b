"""What a part of a regular expression can be, written out: a set of words, or of the characters in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any

# What \s stands for in a pattern.
SPACES = frozenset(
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
# More words than this are no shorter way than the pattern itself; nor are more that are joined of two parts.
_MOST, _MOST_JOINED = 1000, 64
# A range with more characters than this (every Chinese character) is no word, nor are three of them.
_WIDEST = 64
IGNORE = re.IGNORECASE.value
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
ASSERTIONS = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)


def words(item: Any, apart: frozenset[str] = frozenset()) -> set[str] | None:
    """Everything that an item of a syntax tree matches, where that is a set of words; None for all else.

    An assertion matches the empty word. apart: characters that no word may hold.
    """
    op, value = item
    if op is ops.LITERAL:
        char = chr(value)
        return None if char in apart else {char}
    if op is ops.IN:
        found = members(value)
        return found if found is not None and found.isdisjoint(apart) else None
    if op is ops.SUBPATTERN:
        return None if value[1] & IGNORE else product(value[3], apart)
    if op is ops.ATOMIC_GROUP:
        return product(value, apart)
    if op is ops.BRANCH:
        return _any_of(value[1], apart)
    if op in REPEATS and value[:2] == (0, 1):
        once = product(value[2], apart)
        return None if once is None else once | {""}
    return {""} if op in ASSERTIONS else None


def product(items: Any, apart: frozenset[str] = frozenset()) -> set[str] | None:
    """Everything that a sequence of items matches, like ``words``."""
    found = {""}
    for item in items.data:
        if item[0] in ASSERTIONS:
            continue
        more = words(item, apart)
        joined = join(found, more) if more is not None else None
        if joined is None:
            return None
        found = joined
    return found


def join(ahead: set[str], behind: set[str]) -> set[str] | None:
    """Each of the words with each of those that may stand behind it; None for too many."""
    size = len(ahead) * len(behind)
    if size > (_MOST if 1 in (len(ahead), len(behind)) else _MOST_JOINED):
        return None
    return {head + tail for head in ahead for tail in behind}


def _any_of(branches: Iterable[Any], apart: frozenset[str]) -> set[str] | None:
    found: set[str] = set()
    for branch in branches:
        more = product(branch, apart)
        if more is None:
            return None
        found |= more
    return found if len(found) <= _MOST else None


def members(parts: Iterable[Any]) -> set[str] | None:
    """The characters of a class; None for a wide one, one that excludes, or a category other than \\s."""
    found: set[str] = set()
    for op, value in parts:
        if op is ops.LITERAL:
            found.add(chr(value))
        elif op is ops.RANGE and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif op is ops.CATEGORY and value is ops.CATEGORY_SPACE:
            found |= SPACES
        else:
            return None
    return found if len(found) <= 3 * _WIDEST else None


def alphabet(item: Any) -> set[str] | None:
    """The characters that a match of an item consists of; None for more than a few."""
    op, value = item
    if op in ASSERTIONS:
        return set()
    if op is ops.SUBPATTERN:
        return None if value[1] & IGNORE else _alphabet_of(value[3].data)
    if op is ops.ATOMIC_GROUP:
        return _alphabet_of(value.data)
    if op in REPEATS:
        return _alphabet_of(value[2].data)
    if op is ops.BRANCH:
        return _alphabet_of(each for branch in value[1] for each in branch.data)
    return words(item)


def _alphabet_of(items: Iterable[Any]) -> set[str] | None:
    found: set[str] = set()
    for item in items:
        own = alphabet(item)
        if own is None or len(found | own) > _WIDEST:
            return None
        found |= own
    return found
