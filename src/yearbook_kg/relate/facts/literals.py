"""What a text must hold before a pattern can match in it, read off the pattern itself.

``由(?:<O>)(?:印行|出版)`` needs 由<O> and 印行, or 由<O> and 出版. A scan for such words tells which of many
patterns are worth trying (``sieve``). The way is that of the prefilter of RE2, after Russ Cox, "Regular
Expression Matching with a Trigram Index" (2012): whole strings as long as they are few, sets of them then.
"""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# One string of each set stands in every text that the pattern matches.
Needs = tuple[frozenset[str], ...]
_Node = tuple[Any, Any]

# What \s stands for in a pattern.
SPACES = frozenset(
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
# [局处站所科] is five strings, 印(?:发|送)(?:了)?<W> four; beyond so many they are no longer joined.
_MOST = 64
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def needs(source: str, *, apart: str = "") -> Needs:
    """Of each set that is returned, one string stands in every text that the pattern matches.

    It stands between the ``pos`` and the ``endpos`` of the search: a look-behind, which may see what stands
    before them, is left out. apart: characters that are no part of a longer string. A pattern that can do
    without any word needs nothing. The source must be one that ``re.compile`` takes.

    >>> [sorted(strings) for strings in needs("由(?:该)?[局院](?:[^,]*)(?:印行|出版)")]
    [['由局', '由该局', '由该院', '由院'], ['出版', '印行']]
    >>> needs("(?:由)?.*")
    ()
    """
    reader = _Reader(frozenset(apart))
    reader.sequence(_parser.parse(source))
    return reader.finish()


def cost(need: frozenset[str]) -> float:
    """How often a page may hold one of the strings: many short ones, often. Sorts the best need first.

    >>> cost(frozenset({"合并"})) < cost(frozenset({"并"})) < cost(frozenset({"并", "合"}))
    True
    """
    return sum(16.0 ** -len(word) for word in need)


class _Reader:
    """Reads the nodes of a parsed pattern: what the strings just read are, and the needs before them."""

    def __init__(self, apart: frozenset[str]) -> None:
        self._apart = apart
        self._run: set[str] = {""}
        self._needs: list[frozenset[str]] = []

    def finish(self) -> Needs:
        """What was needed by all that was read."""
        self._cut()
        return tuple(dict.fromkeys(self._needs))

    def sequence(self, nodes: Iterable[_Node]) -> None:
        """Read the nodes, one behind the other."""
        for code, value in nodes:
            strings = self._strings(code, value)
            if strings is not None:
                self._join(strings)
            elif code is op.LITERAL:
                self._cut()
                self._needs.append(frozenset(chr(value)))
            elif code is op.SUBPATTERN:
                self.sequence(value[-1])
            elif code is op.BRANCH:
                self._branch(value[1])
            elif code is op.ASSERT:
                self._look(*value)
            elif code in _REPEATS and value[0] > 0:
                self.sequence(value[2])
                self._cut()
            else:
                self._cut()

    def _join(self, strings: set[str]) -> None:
        if len(self._run) * len(strings) > _MOST:
            self._cut()
        self._run = {head + tail for head in self._run for tail in strings}

    def _cut(self) -> None:
        """End the strings that are being read: one of them is needed, unless there may be none."""
        if "" not in self._run:
            self._needs.append(_shortest(self._run))
        self._run = {""}

    def _alone(self, nodes: Iterable[_Node]) -> Needs:
        reader = _Reader(self._apart)
        reader.sequence(nodes)
        return reader.finish()

    def _look(self, direction: int, nodes: Iterable[_Node]) -> None:
        """What a look-ahead asks for stands behind what was read, and is read again."""
        ahead = self._product(nodes) if direction > 0 else {""}
        if ahead is None:
            self._needs += self._alone(nodes)
        elif "" not in ahead and len(self._run) * len(ahead) <= _MOST:
            self._needs.append(_shortest({head + tail for head in self._run for tail in ahead}))

    def _branch(self, branches: Iterable[Iterable[_Node]]) -> None:
        """What all branches need is needed; and of what else each needs, one or the other's."""
        self._cut()
        every = [self._alone(branch) for branch in branches]
        shared = [need for need in every[0] if all(need in other for other in every)]
        others = [sorted((need for need in each if need not in shared), key=cost) for each in every]
        self._needs += shared
        for at in range(max(map(len, others)) if all(others) else 0):
            each_one = (each[min(at, len(each) - 1)] for each in others)
            self._needs.append(_shortest(set().union(*each_one)))

    def _strings(self, code: Any, value: Any) -> set[str] | None:
        """The strings that a node stands for, at most ``_MOST``; None where they are others or more."""
        if code is op.LITERAL:
            return {chr(value)} - self._apart or None
        if code is op.IN:
            return self._members(value)
        if code is op.SUBPATTERN:
            return self._product(value[-1])
        if code is op.BRANCH:
            every = [self._product(branch) for branch in value[1]]
            found = set().union(*(each for each in every if each is not None))
            return found if None not in every and len(found) <= _MOST else None
        if code in _REPEATS and value[:2] == (0, 1):
            once = self._product(value[2])
            return once | {""} if once is not None else None
        return {""} if code in (op.AT, op.ASSERT_NOT) else None

    def _product(self, nodes: Iterable[_Node]) -> set[str] | None:
        found = {""}
        for code, value in nodes:
            strings = self._strings(code, value)
            if strings is None or len(found) * len(strings) > _MOST:
                return None
            found = {head + tail for head in found for tail in strings}
        return found

    def _members(self, items: Iterable[_Node]) -> set[str] | None:
        """The characters of a class."""
        found: set[str] = set()
        for code, value in items:
            if code is op.LITERAL:
                found.add(chr(value))
            elif code is op.RANGE and value[1] - value[0] < _MOST:
                found |= set(map(chr, range(value[0], value[1] + 1)))
            elif code is op.CATEGORY and value is op.CATEGORY_SPACE:
                found |= SPACES
            else:
                return None
        return found if len(found) <= _MOST and found.isdisjoint(self._apart) else None


def _shortest(found: set[str]) -> frozenset[str]:
    """The strings that hold none of the others."""
    return frozenset(word for word in found if not any(other != word and other in word for other in found))
