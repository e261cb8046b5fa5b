"""The text of a page as a string of word classes: what the finders of names run their patterns over.

``codes`` is as long as the text, so that offsets in it are offsets in the text. A word's first character bears
the letter of its class, the others the small letter: 吉安市 is ``Ppp``, 教育局 is ``MmK``. The classes:

    P place in full   Q place in short   D word that ends a place's name   Z the same for natural features
    G word that opens a body's name   M word inside one   S, K word that ends one   Y short form of one
    J post   A scope (全市)   V word that no name holds   F preposition   C measure   T time   N digits
    U any other Chinese character   L Latin letter   . what no name may cross (menus, other fields)

Punctuation stands for itself in its ASCII form, and _ for a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg import gazetteer, tables
from yearbook_kg.model import Entry, TimeExpression
from yearbook_kg.prose import regions

# The order decides where a word stands in two tables: a word that bounds names wins over the name of a place.
_TABLES = ("names_words", "names_bodies", "names_places")
# Full-width forms of ASCII and the wide space, one character for one, so that offsets hold.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2003: 0x20, 0xA0: 0x20}
_BLANK = str.maketrans(" \t\r", "___")
_HAN = re.compile("[㐀-鿿〇]")
_TOKEN = re.compile("[A-Z][a-z]*|.", re.S)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page's text beside its codes; ``spans`` are the regions that were coded: (kind, start, end).

    ``text`` has its full-width signs narrowed (`,` `(` `:`, wide spaces), so that a rule writes each but once.
    """

    text: str
    codes: str
    spans: tuple[tuple[str, int, int], ...]

    def overlay(self, marks: Iterable[tuple[int, int, str]]) -> Scan:
        """The same scan with spans (start, end, class letter) coded anew."""
        codes = list(self.codes)
        for start, end, letter in marks:
            codes[start:end] = letter + letter.lower() * (end - start - 1)
        return Scan(self.text, "".join(codes), self.spans)


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
def _lexicon() -> tuple[AhoCorasick, str]:
    """The automaton over all words and division names, and the class letter of each pattern, in order."""
    letters: dict[str, str] = {}
    for table in _TABLES:
        for word, letter in words(table).items():
            letters.setdefault(word, letter)
    for name in gazetteer.names():
        full = len(name) > 2 and name[-1] in "省市县区旗盟州府"
        letters.setdefault(name, "P" if full else "Q")
    automaton = AhoCorasick(list(letters), matchkind=MatchKind.LeftmostLongest)
    return automaton, "".join(letters.values())


def _plain(text: str) -> str:
    """The code of each character before any word is known; ``text`` is narrow."""
    marked = re.sub("[A-Za-z]", "L", text.replace("\0", " "))
    marked = re.sub("[0-9.%‰]", "N", _HAN.sub("\0", marked))
    return marked.replace("\0", "U").translate(_BLANK)


def scan(entry: Entry, times: Iterable[TimeExpression]) -> Scan:
    """Code every region of the page: time expressions first, then the words of the tables, longest first."""
    text = entry.text.translate(_NARROW)
    plain = _plain(text)
    spans = tuple(regions(entry))
    codes = ["."] * len(text)
    for _, start, end in spans:
        codes[start:end] = plain[start:end]
    for time in times:
        codes[time.start : time.end] = "T" + "t" * (time.end - time.start - 1)
    automaton, letters = _lexicon()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if all(code in "UN·" for code in codes[start:end]):
            codes[start:end] = letters[index] + letters[index].lower() * (end - start - 1)
    return Scan(text, "".join(codes), spans)


def tokens(codes: str) -> Iterable[re.Match[str]]:
    """The words of a stretch of codes, one match each.

    >>> [t.group() for t in tokens("PppMmK,")]
    ['Ppp', 'Mm', 'K', ',']
    """
    return _TOKEN.finditer(codes)
