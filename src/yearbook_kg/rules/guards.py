"""Patterns that are tried only where the text has the first or last character, or the words, that they need.

A rule that needs 竣工 or 落成 is not tried where the text holds neither. What a pattern needs is derived from
its syntax tree, so that the words can never fall behind the rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from yearbook_kg.rules.heads import heads, tails
from yearbook_kg.rules.required import covers, rarity, within


def screen(*patterns: str | re.Pattern[str]) -> re.Pattern[str]:
    """One pattern that matches where some of the patterns may: the words that they need.

    Raises ValueError for a pattern that needs no words, re.error where it is none.

    >>> screen("近年来?", "历年(?!值)").pattern
    '历年|近年'
    """
    words: set[str] = set()
    for pattern in patterns:
        source, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.pattern, pattern.flags)
        own = min(map(_least, within(covers(source, flags))), key=rarity, default=None)
        if own is None:
            raise ValueError(f"the pattern {pattern!r} needs no words")
        words |= own
    return re.compile("|".join(map(re.escape, sorted(_least(words)))))


def _least(words: Collection[str]) -> set[str]:
    """The words without those that hold another one of them."""
    return {word for word in words if not any(o != word and o in word for o in words)}


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
        edges = {pattern: tails(pattern, tail) for pattern in patterns}
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
        self.first = _first(pattern)

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
    return re.compile(f"(?=[{''.join(map(re.escape, sorted(_first(pattern))))}])(?:{pattern})")


def _first(pattern: str) -> frozenset[str]:
    found = heads(pattern)
    if found is None:
        raise ValueError(f"the pattern {pattern!r} may begin with anything")
    return found
