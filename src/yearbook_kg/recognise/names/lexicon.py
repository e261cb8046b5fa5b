"""The words that bound names or stand inside them, each with the letter of its class, and their automaton.

The letters are explained in ``names_scan``. Where a word stands in two tables or rows, the first one decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from yearbook_kg import gazetteer, tables

_TABLES = ("names_bodies", "names_words", "names_places", "names_common")
_KNOWN_LETTERS = {"Organization": "Y", "Place": "P", "Work": "B"}
# Whoever leads a 部, a 局 … is its 长.
_LED = "营连团部局厅处科股所站院校厂社会队馆台室"


@cache
def words(table: str) -> dict[str, str]:
    """The words of a table with their classes; the first row that has a word decides.

    >>> words("names_bodies")["公安局"]
    'S'
    """
    found: dict[str, str] = {}
    for row in tables.load(table):
        for word in row["words"].split():
            found.setdefault(word, row["class"])
    return found


@cache
def listed(table: str, cls: str) -> tuple[str, ...]:
    """The words of one class, longest first, so that an alternation of them finds the longest.

    >>> listed("names_surnames", "compound")[0]
    '爱新觉罗'
    """
    found = (word for word, letter in words(table).items() if letter == cls)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def known() -> dict[str, str]:
    """The names of names_known with their types: what everybody knows, whatever the page.

    >>> known()["八路军"]
    'Organization'
    """
    return {name: row["type"] for row in tables.load("names_known") for name in row["names"].split()}


@cache
def lexicon() -> tuple[AhoCorasick, tuple[str, ...], tuple[str, ...]]:
    """The automaton over all words and names, with the word and the codes of each pattern, in order.

    A county whose name is a common word and its last character (任县, 会同县) has the code ``?``.
    """
    letters = {name: _KNOWN_LETTERS[kind] for name, kind in known().items()}
    for table in _TABLES:
        for word, letter in words(table).items():
            letters.setdefault(word, letter)
    for word in words("names_events"):
        if len(word) > 1:
            letters.setdefault(word, "H")
    for word in [word for word, letter in letters.items() if letter in "SK" and word[-1] in _LED]:
        letters.setdefault(word + "长", "J")
    for name in gazetteer.names():
        short = gazetteer.is_short(name)
        common = letters.get(name[:-1], "U") in "VFJ" and name[-1] in "县市区" and not short
        letters.setdefault(name, "?" if common else "Q" if short else "P")
    codes = {word: letter + letter.lower() * (len(word) - 1) for word, letter in letters.items()}
    codes |= {word: code for word, code in _scoped(letters) if word not in codes}
    automaton = AhoCorasick(
        list(codes), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return automaton, tuple(codes), tuple(codes.values())


def _scoped(letters: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words behind the character of a division, where the two would be cut wrongly.

    市|政法委 is in, so that it is not read as 市政|法委; 市|委任 is not, so that 市委|任命 stays.
    """
    scopes = "省市县区州镇乡"
    seconds: dict[str, set[str]] = {scope: set() for scope in scopes}
    for word in letters:
        if len(word) > 1 and word[0] in scopes:
            seconds[word[0]].add(word[1])
    held = [(word, letter) for word, letter in letters.items() if letter in "MSV" and len(word) > 1]
    for scope in scopes:
        for word, letter in held:
            if word[0] not in seconds[scope]:
                continue
            if letter == "V" and letters.get(scope + word[0]) == "Y":
                continue
            yield scope + word, "D" + letter + letter.lower() * (len(word) - 1)
