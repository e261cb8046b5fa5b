"""What a regular expression cannot match without: words, and where they stand in a match."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

# More words than this are no shorter way than the pattern itself.
_MOST = 1000
# A character class with more characters than this (a digit of any script, a Chinese character) is no word.
_WIDEST = 64
# A word that stands farther behind the start than this says that a match is near, not where it starts.
_FARTHEST = 20
# Where the start of a match is known so well, what stands between is not asked for.
_LOOSE = 4
# How often a character stands in the text of a yearbook, of 1,000; all others about 3 times. The capitals are
# the word classes of the room ``recognise``.
_COMMON = {
    **dict.fromkeys("0123456789 \n", 20),
    **dict.fromkeys(",.", 40),
    **dict.fromkeys("\u3002\u3001的年一", 15),
    **dict.fromkeys("二三四五六七八九十月中县人民市大全工", 8),
    **dict(zip("UVBMNCFTPSD", (60, 57, 53, 43, 130, 25, 15, 14, 12, 12, 10), strict=True)),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 40),
}
_RARE = 3
# Once a character stands, the next one of a word follows in about one of five places.
_FOLLOWS = 0.2
# What it costs to try a pattern in one place, and to run it over a whole page, in the same unit.
_TRIED, _WHOLE = 1.0, 200.0
# How many characters of a few kinds are expected to stand in a row.
_RUN = 6


class Needed(NamedTuple):
    """A word that a match may need: it begins ``first`` to ``last`` characters behind the start of the match.

    Negative where it stands in front (a lookbehind). last: None where there is no bound, or a far one.
    between: the characters of which all consists that may stand between; None for more than a few.
    """

    word: str
    first: int
    last: int | None
    between: str | None = None

    def moved(self, first: int, last: int, between: set[str] | None) -> Needed:
        """The same word, where what comes before it is ``first`` to ``last`` characters long."""
        if not last:
            return self
        end = None if self.last is None else self.last + last
        if end is not None and end - self.first - first > _FARTHEST:
            end = None
        if between is None or self.between is None:
            return Needed(self.word, self.first + first, end)
        return Needed(self.word, self.first + first, end, "".join(sorted(between | set(self.between))))


Cover = tuple[Needed, ...]


def required(source: str | Any, flags: int = 0) -> Cover:
    """Words of which at least one stands in every match of the pattern.

    Of all the words that every match holds, those are taken that a text holds least often. () where there are
    none, and for a pattern that matches no character at all. source: the pattern, or its syntax tree.

    >>> required("[甲乙]*线")
    (Needed(word='线', first=0, last=None, between='乙甲'),)
    >>> [need[:3] for need in required(".{2,3}路|街道")]
    [('街道', 0, 0), ('路', 2, 3)]
    >>> required("[0-9]*"), required("(?=成)")
    ((), ())
    """
    pattern = parser.parse(source, flags) if isinstance(source, str) else source
    found = _of_sequence(pattern) if pattern.getwidth()[0] else None
    return tuple(sorted(set(found), key=_place)) if found else ()


def _cost(cover: Cover) -> float:
    """What looking for these words costs, by how often they stand in a text and how much is then tried."""
    tried = far = 0.0
    for word, first, last, between in cover:
        share = _share(word)
        if last is not None:
            tried += share * (last - first + 1)
        elif between is not None:
            tried += share * _RUN
        else:
            far += share
    return tried * _TRIED + min(1.0, far) * _WHOLE


def _share(word: str) -> float:
    """How often the word is expected in a thousand characters."""
    share: float = min([_COMMON.get(char, _RARE) for char in word])
    return share * _FOLLOWS ** (len(word) - 1)


def _place(need: Needed) -> tuple[str, int]:
    return need.word, need.first


def _of_sequence(items: Any) -> Cover | None:
    """The cheapest cover of a sequence: that of one of its items, or of a run of items that are words."""
    if items and all(op is ops.LITERAL for op, _ in items):
        return (Needed("".join(chr(code) for _, code in items), 0, 0, ""),)
    return min((offer for offer in _offers(items) if offer), key=_cost, default=None)


def _offers(items: Any) -> Iterator[Cover | None]:
    least = most = 0
    for index, item in enumerate(items):
        cover = _of_item(item)
        loose = most - least > _LOOSE or any(n.last is None for n in cover or ())
        before = _alphabets(items.data[:index]) if loose or not index else None
        yield tuple(n.moved(least, most, before) for n in cover) if cover else None
        words = {""}
        for following in items.data[index:]:
            more = {""} if following[0] in _EMPTY else _words(following)
            if more is None or len(more) * len(words) > _MOST:
                break
            words = {a + b for a in words for b in more}
            if following[0] not in _EMPTY and "" not in words:
                yield tuple(Needed(word, 0, 0, "").moved(least, most, before) for word in words)
        low, high = parser.SubPattern(items.state, [item]).getwidth()
        least, most = least + low, min(most + high, parser.MAXWIDTH)


_EMPTY = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


def _of_item(item: Any) -> Cover | None:
    """The cover of one item of a sequence; None where it has none (an option, a wide class)."""
    op, value = item
    if op is ops.SUBPATTERN:
        return _of_sequence(value[3])
    if op is ops.ATOMIC_GROUP:
        return _of_sequence(value)
    if op is ops.BRANCH:
        covers = [_of_sequence(branch) for branch in value[1]]
        return None if None in covers else tuple(n for cover in covers if cover for n in cover)
    if op in _REPEATS:
        return _of_sequence(value[2]) if value[0] else None
    if op is ops.ASSERT:
        direction, body = value
        cover = _of_sequence(body)
        if cover is None or direction > 0:
            return cover
        low, high = body.getwidth()
        return tuple(n.moved(-high, -low, set()) for n in cover)
    return None


def _words(item: Any) -> set[str] | None:
    """Everything that an item matches, where that is a set of words; None for all else."""
    op, value = item
    if op is ops.LITERAL:
        return {chr(value)}
    if op is ops.IN:
        return _members(value)
    if op is ops.SUBPATTERN:
        return _sequences(value[3])
    if op is ops.BRANCH:
        branches = [_sequences(branch) for branch in value[1]]
        found = {word for words in branches if words for word in words}
        return None if None in branches or len(found) > _MOST else found
    return None


def _sequences(items: Any) -> set[str] | None:
    words = {""}
    for item in items:
        more = _words(item)
        if more is None or len(more) * len(words) > _MOST:
            return None
        words = {a + b for a in words for b in more}
    return words


def _members(members: Any) -> set[str] | None:
    """The characters of a class; None for one of a category, one that excludes, or a wide one."""
    found: set[str] = set()
    for op, value in members:
        if op is ops.LITERAL:
            found.add(chr(value))
        elif op is ops.RANGE and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return found if len(found) <= 3 * _WIDEST else None


def _alphabet(item: Any) -> set[str] | None:
    """The characters that a match of an item consists of; None for more than a few."""
    op, value = item
    if op in _EMPTY:
        return set()
    if op is ops.SUBPATTERN:
        return _alphabets(value[3])
    if op is ops.ATOMIC_GROUP:
        return _alphabets(value)
    if op in _REPEATS:
        return _alphabets(value[2])
    if op is ops.BRANCH:
        found: set[str] | None = set()
        for branch in value[1]:
            found = _joined(found, _alphabets(branch))
        return found
    return _words(item)


def _alphabets(items: Any) -> set[str] | None:
    found: set[str] | None = set()
    for item in items:
        found = _joined(found, _alphabet(item))
    return found


def _joined(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    return None if one is None or other is None or len(one | other) > _WIDEST else one | other
