"""What a pattern cannot match without, read off the pattern itself: words, a first and a last character.

A rule that needs 竣工 or 落成 is not tried where the text holds neither. What a pattern needs is derived from
its syntax tree, so that the words can never fall behind the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _parser as syntax  # type: ignore[attr-defined]  # the stubs leave it out
from typing import Any

__all__ = ["Closing", "Opening", "anywhere", "edge", "needed", "screen"]

_MOST = 64  # words of one pattern; what needs one of more tells too little
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())  # all that there are
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
    return frozenset() if tree.state.flags & _IGNORE else _least(_of_sequence(tree) or frozenset())


def screen(*patterns: str | re.Pattern[str]) -> re.Pattern[str]:
    """One pattern that matches where some of the patterns may: the words that they need.

    Raises ValueError for a pattern that needs no words.

    >>> screen("近年来?", "历年(?!值)").pattern
    '历年|近年'
    """
    words: frozenset[str] = frozenset()
    for pattern in patterns:
        if not (own := needed(pattern)):
            raise ValueError(f"the pattern {pattern!r} needs no words")
        words |= own
    return re.compile("|".join(map(re.escape, sorted(_least(words)))))


def _least(words: frozenset[str]) -> frozenset[str]:
    """The words without those that hold another one of them."""
    return frozenset(word for word in words if not any(o != word and o in word for o in words))


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
            parts = [_exact_sequence(branch) for branch in value[1]]
            return None if None in parts else frozenset().union(*filter(None, parts))
        case syntax.SUBPATTERN if not value[1] and not value[2]:
            return _exact_sequence(value[3])
        case syntax.MAX_REPEAT | syntax.MIN_REPEAT if value[:2] == (0, 1):
            own = _exact_sequence(value[2])
            return own | {""} if own is not None else None
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
    found = _members(items)
    return found if found is not None and len(found) <= _MOST else None


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


class Closing:
    r"""Patterns for the end of some words, not tried where their last character cannot be the last of any.

    Where one may end in anything, the words that it needs let all be tried.

    >>> change = Closing("增长", "下降", tail="(?:了|为)?")
    >>> change.search("比上年增长了").group(), change.search("增长点"), change.cut("比上年增长了")
    ('增长了', None, '比上年')
    """

    __slots__ = ("_search", "_words", "last")

    def __init__(self, *patterns: str, tail: str = "") -> None:
        self._search = re.compile(f"(?:{'|'.join(patterns)}){tail}$").search
        edges = {pattern: edge(f"(?:{pattern}){tail}", ends=True) for pattern in patterns}
        # $ matches in front of a last line break, too
        self.last = frozenset("\n").union(*filter(None, edges.values()))
        loose = [pattern for pattern, last in edges.items() if last is None]
        self._words = screen(*loose).search if loose else None

    def search(self, words: str) -> re.Match[str] | None:
        """The match that ends with the words, the leftmost that does, or None."""
        if words[-1:] in self.last or (self._words is not None and self._words(words)):
            return self._search(words)
        return None

    def within(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The same for ``text[start:end]``."""
        return self._search(text, start, end) if self.search(text[start:end]) else None

    def cut(self, words: str) -> str:
        """The words without what the pattern matches at their end."""
        match = self.search(words)
        return words[: match.start()] + words[match.end() :] if match else words


class Opening:
    r"""A pattern for the beginning of some words, not tried where their first character cannot be its first.

    >>> scope = Opening("全[市县]|其中")
    >>> scope.match("全市增长").group(), scope.match("比全市"), scope.cut("全市增长")
    ('全市', None, '增长')
    """

    __slots__ = ("_match", "first")

    def __init__(self, pattern: str) -> None:
        self._match = re.compile(pattern).match
        first = edge(pattern)
        if first is None:
            raise ValueError(f"the pattern {pattern!r} may begin with anything")
        self.first = first

    def match(self, words: str) -> re.Match[str] | None:
        """The match at the beginning of the words, or None."""
        return self._match(words) if words[:1] in self.first else None

    def cut(self, words: str) -> str:
        """The words without what the pattern matches at their beginning."""
        if words[:1] not in self.first or (match := self._match(words)) is None:
            return words
        return words[match.end() :]


def anywhere(pattern: str) -> re.Pattern[str]:
    """The pattern, made to fail at once where the next character cannot be its first; for long alternations.

    >>> anywhere("(?<!性)(?:签订|开展)").pattern
    '(?=[开签])(?:(?<!性)(?:签订|开展))'
    """
    first = edge(pattern)
    if first is None:
        raise ValueError(f"the pattern {pattern!r} may begin with anything")
    return re.compile(f"(?=[{''.join(map(re.escape, sorted(first)))}])(?:{pattern})")


def edge(pattern: str, *, ends: bool = False) -> frozenset[str] | None:
    """The characters that a match can begin with (``ends``: end with); None where it may be any or none.

    >>> sorted(edge("(?:约|近)?[0-2]")), sorted(edge("增长了?$", ends=True)), edge("[^,]+")
    (['0', '1', '2', '约', '近'], ['了', '长'], None)
    """
    tree = syntax.parse(pattern)
    if tree.state.flags & _IGNORE:
        return None
    found, empty = _edge_of_sequence(list(tree), ends=ends)
    return None if empty else found


_Edge = tuple[frozenset[str] | None, bool]


def _edge_of_sequence(items: Any, *, ends: bool) -> _Edge:
    """The characters at the edge of a sequence, and whether it may be empty."""
    found: frozenset[str] = frozenset()
    for item in reversed(items) if ends else items:
        own, empty = _edge_of_item(item, ends=ends)
        if own is None:
            return None, False
        found |= own
        if not empty:
            return found, False
    return found, True


def _edge_of_item(item: Any, *, ends: bool) -> _Edge:
    kind, value = item
    match kind:
        case syntax.LITERAL:
            return frozenset((chr(value),)), False
        case syntax.IN:
            return _members(value), False
        case syntax.AT | syntax.ASSERT | syntax.ASSERT_NOT:
            return frozenset(), True
        case syntax.BRANCH:
            return _edge_of_branches([_edge_of_sequence(list(branch), ends=ends) for branch in value[1]])
        case syntax.SUBPATTERN if not value[1] & _IGNORE:
            return _edge_of_sequence(list(value[3]), ends=ends)
        case syntax.ATOMIC_GROUP:
            return _edge_of_sequence(list(value), ends=ends)
        case syntax.MAX_REPEAT | syntax.MIN_REPEAT | syntax.POSSESSIVE_REPEAT:
            own, empty = _edge_of_sequence(list(value[2]), ends=ends)
            return own, empty or value[0] == 0
    return None, False


def _edge_of_branches(edges: Sequence[_Edge]) -> _Edge:
    found: set[str] = set()
    for own, _ in edges:
        if own is None:
            return None, False
        found |= own
    return frozenset(found), any(empty for _, empty in edges)


def _members(items: Sequence[Any]) -> frozenset[str] | None:
    """The characters of a class; None for a negated or a large one."""
    found: set[str] = set()
    for kind, value in items:
        match kind:
            case syntax.LITERAL:
                found.add(chr(value))
            case syntax.RANGE if value[1] - value[0] < _MOST:
                found.update(map(chr, range(value[0], value[1] + 1)))
            case syntax.CATEGORY if value is syntax.CATEGORY_SPACE:
                found.update(_SPACES)
            case _:
                return None
    return frozenset(found)
