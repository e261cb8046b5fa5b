"""The text of a page as a string of word classes: what the finders of names run their patterns over.

``codes`` is as long as the text, so that offsets in it are offsets in the text. A word's first character bears
the letter of its class, the others the small letter: 吉安市 is ``Ppp``, 教育局 is ``MmK``. The classes:

    P place in full   Q place in short   D word that ends a place's name   Z the same for natural features
    G word that opens a body's name   M word inside one   S, K word that ends one   Y short form of one
    X ordinal (第一届)   I numeral   J post   A scope (全市)   V word that no name holds   F preposition   C measure   T time   N digits
    U any other Chinese character   L Latin letter   . what no name may cross (menus, other fields)

Punctuation stands for itself in its ASCII form, and _ for a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg import gazetteer, tables
from yearbook_kg.model import Entry, TimeExpression
from yearbook_kg.prose import regions

# The order decides where a word stands in two tables: a word that bounds names wins over the name of a place.
_TABLES = ("names_bodies", "names_words", "names_places")
# Full-width forms of ASCII and the wide space, one character for one, so that offsets hold.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2003: 0x20, 0xA0: 0x20}
_BLANK = str.maketrans(" \t\r", "___")
_HAN = re.compile("[㐀-鿿〇]")
# 第一届, 第九次, 四届: an ordinal inside the name of an event or a congress.
_ORDINAL = re.compile("第[0-9一二三四五六七八九十百〇零]+[届次个]|[0-9一二三四五六七八九十]+届")
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
            if codes[end : end + 1] and codes[end] in "ysmk":  # 康家集乡|党委: the short form was cut in two
                codes[end] = "S"
                while end + 1 < len(codes) and codes[end + 1] in "ysmk":
                    end += 1
                    codes[end] = "s"
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
def known() -> dict[str, str]:
    """The names of names_known with their types: what everybody knows, whatever the page."""
    return {name: row["type"] for row in tables.load("names_known") for name in row["names"].split()}


_KNOWN_LETTERS = {"Organization": "Y", "Place": "P", "Work": "B"}


# Whoever leads a 部, a 局 … is its 长.
_LED = "部局厅处科股所站院校厂社会队馆台室"


@cache
def _lexicon() -> tuple[AhoCorasick, tuple[str, ...], tuple[str, ...]]:
    """The automaton over all words and names, with the word and the codes of each pattern, in order.

    A division whose name is a common word and its last character (任县, 会同县) has the code ``?``.
    """
    letters = {name: _KNOWN_LETTERS[kind] for name, kind in known().items()}
    for table in _TABLES:
        for word, letter in words(table).items():
            letters.setdefault(word, letter)
    for word, letter in words("names_events").items():
        if len(word) > 1:
            letters.setdefault(word, "H")
    for word in [word for word, letter in letters.items() if letter in "SK" and word[-1] in _LED]:
        letters.setdefault(word + "长", "J")
    for name in gazetteer.names():
        common = letters.get(name[:-1], "U") in "VFJ" and len(name) > 1
        letters.setdefault(name, "?" if common else "Q" if gazetteer.is_short(name) else "P")
    codes = {word: letter + letter.lower() * (len(word) - 1) for word, letter in letters.items()}
    codes |= {word: code for word, code in _scoped(letters) if word not in codes}
    automaton = AhoCorasick(list(codes), matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(codes), tuple(codes.values())


def _scoped(letters: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words behind the character of a division, where the two would be cut wrongly: 市|政法委, not 市政|法委."""
    for scope in "省市县区州镇乡":
        seconds = {word[1] for word in letters if word[0] == scope and len(word) > 1}
        for word, letter in letters.items():
            if word[0] in seconds and len(word) > 1 and letter in "MSV":
                if letter == "V" and letters.get(scope + word[0]) == "Y":
                    continue  # 市委|任命, not 市|委任|命
                yield scope + word, "D" + letter + letter.lower() * (len(word) - 1)


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
        if time.end - time.start > 1:  # a season alone (夏) may be a family name
            codes[time.start : time.end] = "T" + "t" * (time.end - time.start - 1)
    for match in _ORDINAL.finditer(text):
        if "." not in codes[match.start() : match.end()]:
            codes[match.start() : match.end()] = "X" + "x" * (len(match.group()) - 1)
    header = "\n".join(field.value for field in entry.fields)
    automaton, patterns, pattern_codes = _lexicon()
    for index, start, end in automaton.find_matches_as_indexes(text):
        coded = pattern_codes[index]
        if coded[0] == "?":  # 任县 in 任县一中校长 is 任 and 县
            coded = "P" + "p" * (end - start - 1) if patterns[index] in header else _parted(end - start)
        if all(code in "UN·" for code in codes[start:end]):
            codes[start:end] = coded
    return Scan(text, _counted("".join(codes)), spans)


def _counted(codes: str) -> str:
    """A measure word is one behind a number only; elsewhere it may be part of a name (勺米|乡)."""
    return re.sub("(?<![NICiX])C", "U", codes)


def _parted(size: int) -> str:
    return ("F" if size == 2 else "V" + "v" * (size - 2)) + "D"


def tokens(codes: str) -> Iterable[re.Match[str]]:
    """The words of a stretch of codes, one match each.

    >>> [t.group() for t in tokens("PppMmK,")]
    ['Ppp', 'Mm', 'K', ',']
    """
    return _TOKEN.finditer(codes)
