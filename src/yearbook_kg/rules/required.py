"""What a regular expression cannot match without: words, and where they stand in a match.

``由(?:<O>)(?:印行|出版)`` needs 由<O>印行 or 由<O>出版. The way is that of the prefilter of RE2, after Russ
Cox, "Regular Expression Matching with a Trigram Index" (2012): whole words as long as they are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from yearbook_kg.rules.spelled import ASSERTIONS, IGNORE, REPEATS, alphabet, join, product, words

# A word that stands farther behind the start than this says that a match is near, not where it starts.
_FARTHEST = 20
# Where the start of a match is known so well, what stands between is not asked for.
_LOOSE = 4
# More kinds of characters than this are not named.
_FEW = 64
# An item of more words than this is looked for less cheaply with its neighbours than they are alone.
_NARROW = 4
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


# Words of which at least one stands in every match.
Cover = tuple[Needed, ...]


def required(source: str | Any, flags: int = 0) -> Cover:
    """Of all ``covers`` of the pattern that one by which its matches are found at the least cost.

    () where there are none, and for a pattern that matches no character at all. source: the pattern, or its
    syntax tree.

    >>> required("[甲乙]*线")
    (Needed(word='线', first=0, last=None, between='乙甲'),)
    >>> [need[:3] for need in required(".{2,3}路|街道")]
    [('街道', 0, 0), ('路', 2, 3)]
    >>> required("[0-9]*"), required("(?=成)")
    ((), ())
    """
    tree = parser.parse(source, flags) if isinstance(source, str) else source
    found = sorted(covers(tree), key=_cost) if tree.getwidth()[0] else []
    return tuple(sorted(set(found[0]), key=lambda need: need[:2])) if found else ()


def covers(source: str | Any, flags: int = 0, *, apart: str = "") -> tuple[Cover, ...]:
    """All that every match of the pattern holds: of each cover that is returned, one word.

    What a lookahead asks for may stand behind the match. apart: characters that are no part of a longer word.
    source: the pattern, or its syntax tree; a pattern that ignores case has no covers.

    >>> [sorted({need.word for need in cover}) for cover in covers("由该?[局院](?:[^,]*)(?:印行|出版)")]
    [['由'], ['由局', '由该局', '由该院', '由院'], ['局', '院'], ['出版', '印行']]
    >>> covers("(?:由)?.*")
    ()
    """
    tree = parser.parse(source, flags) if isinstance(source, str) else source
    if tree.state.flags & IGNORE:
        return ()
    return tuple(_Reader(tree.state, frozenset(apart)).sequence(tree))


def within(found: Iterable[Cover]) -> list[frozenset[str]]:
    """The words of the covers that a match holds itself, not in front of it.

    >>> within(covers("(?<=甲).乙")), within(covers(".(?<=甲乙)丙"))
    ([frozenset({'乙'})], [frozenset({'丙'})])
    """
    inside = (cover for cover in found if all(need.first >= 0 for need in cover))
    return list(dict.fromkeys(frozenset(need.word for need in cover) for cover in inside))


def rarity(words: Iterable[str]) -> float:
    """How often a page may hold one of the words: many short ones, often. Sorts the best first.

    >>> rarity({"合并"}) < rarity({"并"}) < rarity({"并", "合"})
    True
    """
    return sum(16.0 ** -len(word) for word in words)


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


class _Reader:
    """Reads the covers off the parts of a syntax tree."""

    def __init__(self, state: Any, apart: frozenset[str]) -> None:
        self._state = state
        self._apart = apart

    def sequence(self, parts: Any) -> list[Cover]:
        """The covers of a sequence: those of its items, and of the runs of items that are words."""
        if word := self._literal(parts):
            return [(Needed(word, 0, 0, ""),)]
        items = list(_flat(parts.data))
        spelled = [words(item, self._apart) for item in items]
        before = _Before(items, spelled)
        found: list[Cover] = []
        least = most = 0
        begins = True  # whether the words of a run that begins here are worth looking for
        for index, (item, own) in enumerate(zip(items, spelled, strict=True)):
            here: list[Cover] = []
            if own is None or len(own) > _NARROW or item[0] is ops.ASSERT:
                here += self._of_item(item)
            if begins and own is not None:
                runs = self._runs(items[index:], spelled[index:])
                here += [tuple([Needed(word, 0, 0, "") for word in run]) for run in runs]
            if here and most:
                loose = most - least > _LOOSE or any(need.last is None for cover in here for need in cover)
                found += _moved(here, least, most, before.of(index) if loose else None)
            else:
                found += here
            if own is None or len(own) > 1 or "" not in own:  # no assertion
                begins = own is None or len(own) > _NARROW or "" in own
            low, high = self._width(item, own)
            least, most = least + low, min(most + high, parser.MAXWIDTH)
        return found

    def _literal(self, parts: Any) -> str | None:
        """The word that a sequence is, unless it is more."""
        if all(op is ops.LITERAL for op, _ in parts.data):
            word = "".join([chr(code) for _, code in parts.data])
            return word if self._apart.isdisjoint(word) else None
        return None

    def _runs(self, items: Any, spelled: list[set[str] | None]) -> Iterator[set[str]]:
        """The words of the first items together: up to each item that makes them many, and of all."""
        run = {""}
        longer = False  # not only by what may be left out
        for item, more in zip(items, spelled, strict=True):
            if item[0] is ops.ASSERT and item[1][0] > 0:
                ahead = product(item[1][1], self._apart)
                if ahead and "" not in ahead and "" not in run and (joined := join(run, ahead)):
                    yield joined
            if item[0] in ASSERTIONS:
                continue
            joined = join(run, more) if more is not None else None
            if more is None or joined is None:
                break
            if longer and "" not in run and (len(more) > _NARROW or "" in more):
                yield run
                longer = False
            run = joined
            longer |= "" not in more
        if longer and "" not in run:
            yield run

    def _of_item(self, item: Any) -> list[Cover]:
        """The covers of one item of a sequence; none of an option or a wide class."""
        op, value = item
        if op is ops.LITERAL:
            return [(Needed(chr(value), 0, 0, ""),)]
        if op is ops.BRANCH:
            return self._branch(value[1])
        if op is ops.ASSERT:
            direction, body = value
            found = self.sequence(body)
            if direction > 0:
                return found
            low, high = body.getwidth()
            return _moved(found, -high, -low, set())
        return []

    def _branch(self, branches: Sequence[Any]) -> list[Cover]:
        """What all branches need is needed; and of what else each needs, one or the other's."""
        literals = list(map(self._literal, branches))
        if None not in literals:
            return [tuple([Needed(word, 0, 0, "") for word in literals if word])] if all(literals) else []
        every: list[dict[frozenset[str], Cover]] = []
        for branch in branches:
            found = self.sequence(branch)
            if not found:
                return []
            nearest: dict[frozenset[str], Cover] = {}
            for cover in found:
                nearest.setdefault(frozenset([need.word for need in cover]), cover)
            every.append(nearest)
        shared = [key for key in every[0] if all(key in other for other in every)]
        others = [[each[key] for key in each if key not in shared] for each in every]
        for each in others:
            if len(each) > 1:
                each.sort(key=_cost)
        joined = [[found[key] for found in every] for key in shared]
        if all(others):
            longest = max(map(len, others))
            joined += [[each[min(at, len(each) - 1)] for each in others] for at in range(longest)]
        return [tuple(dict.fromkeys([need for cover in one for need in cover])) for one in joined]

    def _width(self, item: Any, own: set[str] | None) -> tuple[int, int]:
        """The least and the greatest number of characters that an item matches."""
        if own is None:
            low, high = parser.SubPattern(self._state, [item]).getwidth()
            return low, high
        sizes = list(map(len, own))
        return min(sizes), max(sizes)


class _Before:
    """The characters of which all consists that stands before an item of a sequence."""

    def __init__(self, items: Sequence[Any], spelled: Sequence[set[str] | None]) -> None:
        self._items = zip(items, spelled, strict=True)
        self._seen = 0
        self._found: set[str] | None = set()

    def of(self, index: int) -> set[str] | None:
        """Those before the item of this index, no smaller than the last one asked for; None for many."""
        while self._found is not None and self._seen < index:
            item, own = next(self._items)
            self._seen += 1
            chars = alphabet(item) if own is None else set("".join(own))
            joined = None if chars is None else self._found | chars
            self._found = joined if joined is not None and len(joined) <= _FEW else None
        return self._found


def _moved(found: list[Cover], least: int, most: int, before: set[str] | None) -> list[Cover]:
    """The covers, where what comes before them is ``least`` to ``most`` characters long."""
    return [tuple([need.moved(least, most, before) for need in cover]) for cover in found]


def _flat(items: Iterable[Any]) -> Iterator[Any]:
    """The items of a sequence without its groups; of what is repeated, the first stands by itself."""
    for item in items:
        op, value = item
        if op is ops.SUBPATTERN and not value[1] & IGNORE:
            yield from _flat(value[3].data)
        elif op is ops.ATOMIC_GROUP:
            yield from _flat(value.data)
        elif op in REPEATS and value[0]:
            least, most, body = value
            yield from _flat(body.data)
            if most > 1:
                yield op, (least - 1, most if most is ops.MAXREPEAT else most - 1, body)
        else:
            yield item
