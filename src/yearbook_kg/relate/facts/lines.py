"""The body of a page as lines in which every name is one sign, so that a rule reads like its sentence.

``3月,市政府印发《办法》。`` becomes ``⟨T⟩,⟨O⟩印发⟨W⟩。``: patterns see the types of the names and the words
between them, and never cut a name. The signs are private-use characters; ``pattern`` lets a rule write them
as ``<O>``.

    <O> Organization  <P> Place  <N> Person  <W> Work  <E> Event  <H> Honour  <F> Facility
    <T> time  <Q> quantity  <R> a reference (该局, 本县)  <B> a bracketed stretch  <A> any of <O> <P> <N> <R>
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from sys import maxsize
from typing import Protocol

from yearbook_kg import prose
from yearbook_kg.model import Entry, Mention, Quantity, Resolution, Section, TimeExpression

_BASE = 0xE000
_LETTERS = {
    "Organization": "O",
    "Place": "P",
    "Person": "N",
    "Work": "W",
    "Event": "E",
    "Honour": "H",
    "Facility": "F",
}
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_BRACKET = re.compile(r"[((][^()()\n]{0,80}[))]")
_REFERENCE = re.compile(
    r"(?:该|本)(?:省|市|县|区|州|旗|乡|镇|局|院|校|社|会|馆|厂|公司|所|站|委|厅|处|部|单位|场|店|行|中心|支行|分行|村|街道|队)"
    # the class alone, as the subject of an honour: 支行被市委命名为, 全局荣获
    r"|(?:(?<=[,。;:\s])|^)(?:学校|医院|公司|集团|支行|分行|学院|街道|支队|大队|中队|车站|中心|全[局院校行所站厂矿队系]|[我市县区州旗省][局院校行所站厂])"
    r"(?=(?:先后|连续|再次|首次|多次|又|还|曾|也|并|同时|均|双双)?(?:被|获|荣|喜获|受到|评为|跻身|入选|蝉联))"
)
_QUOTES = {"“": "”", "‘": "’", "「": "」"}

# A page of 50 MB may be one line; no sentence is that long.
_LONGEST = 20_000
_LONGEST_SENTENCE = 800


class Spanned(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


def sign(letter: str) -> str:
    """The private-use character of a letter: ``sign("O")`` stands for an organisation."""
    return chr(_BASE + ord(letter))


_SIGN = re.compile(r"<([A-Z])>")


class Form:
    """A rule's pattern; compiled when it is first used, so that importing the rules costs nothing.

    The methods are those of ``re.Pattern``.
    """

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with private-use characters for ``<O>`` and the others."""
        if self._compiled is None:
            source = self.source.replace("<A>", "[<O><P><N><R>]")
            self._compiled = re.compile(_SIGN.sub(lambda match: sign(match.group(1)), source))
        return self._compiled

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match in ``text[start:end]``."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The match at ``start``."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The match of the whole ``text[start:end]``."""
        return self.compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """Every match in ``text[start:end]``, in order, none overlapping."""
        return self.compiled.finditer(text, start, end)

    def sub(self, words: str, text: str) -> str:
        """The text with every match replaced."""
        return self.compiled.sub(words, text)


@cache
def pattern(source: str) -> Form:
    """A rule's pattern, with ``<O>`` for an organisation and so on; one object for one source.

    >>> bool(pattern("<A>印发<W>").search(sign("O") + "印发" + sign("W")))
    True
    """
    return Form(source)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point back: 该局, 本县."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the page with signs for names.

    text: the masked words. offsets: where each character of ``text`` stands in the page, and the end.
    items: what each sign stands for, by its position in ``text``; a bracket is a line of its own.
    """

    text: str
    offsets: tuple[int, ...]
    items: dict[int, Item]

    @property
    def start(self) -> int:
        """Where the line begins in the page."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Where the line ends in the page."""
        return self.offsets[-1]

    def cut(self, start: int, end: int) -> Line:
        """The part ``text[start:end]`` as a line of its own."""
        items = {at - start: item for at, item in self.items.items() if start <= at < end}
        return Line(self.text[start:end], self.offsets[start : end + 1], items)

    def mention(self, at: int) -> Mention:
        """The name whose sign stands at ``at``; only for signs of names."""
        item = self.items[at]
        assert isinstance(item, Mention)
        return item


Item = Mention | TimeExpression | Quantity | Reference | Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body, cut into sentences.

    section: the index of its section. heading: the masked words above it, for the first of its section.
    """

    section: int
    sentences: tuple[Line, ...]
    heading: Line | None = None


def paragraphs(entry: Entry, resolution: Resolution) -> Iterator[Paragraph]:
    """Yield the lines of the body in order, masked."""
    items = _Stock(resolution)
    for index, section in enumerate(entry.sections):
        opening = True
        for start, end in _breaks(entry.text, section):
            if opening and _run_in(entry.text, section, items):
                start = section.heading_start
            line = _mask(entry.text, start, end, items.between(start, end))
            sentences = tuple(line.cut(a, b) for a, b in _sentences(line.text))
            if sentences:
                yield Paragraph(index, sentences, _heading(entry.text, section, items) if opening else None)
                opening = False


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a masked line; one beyond all reason is cut at a comma, to keep the time linear."""
    for start, end in prose.sentences(text, 0, len(text)):
        while end - start > _LONGEST_SENTENCE:
            stop = max(text.rfind(mark, start, start + _LONGEST_SENTENCE) for mark in ",,、") + 1
            stop = stop if stop > start else start + _LONGEST_SENTENCE
            yield start, stop
            start = stop
        if text[start:end].strip():
            yield start, end


def _heading(text: str, section: Section, items: _Stock) -> Line | None:
    start, end = section.heading_start, section.heading_end
    return _mask(text, start, end, items.between(start, end)) if 0 <= start < end else None


def bracket(line: Line, at: int) -> Line | None:
    """The bracketed line whose sign stands at ``at``, or None."""
    item = line.items.get(at)
    return item if isinstance(item, Line) else None


_RUN_IN = pattern("(?:<N>|<T>)(?:<B>)?")


def _run_in(text: str, section: Section, items: _Stock) -> bool:
    """Whether the heading is the first word of its text: a person (吴焕堂(1889—1954) 字尧章) or a date."""
    if section.heading is None or section.heading_start < 0:
        return False
    if (
        text[section.heading_end : section.start].strip(" \u3000\u2003\u2002\t")
        or section.start == section.heading_end
    ):
        return False
    head = _mask(
        text,
        section.heading_start,
        section.heading_end,
        items.between(section.heading_start, section.heading_end),
    )
    return _RUN_IN.fullmatch(head.text.strip()) is not None


class _Stock:
    """Names, times and quantities of a page, sorted, the names first where they overlap."""

    def __init__(self, resolution: Resolution) -> None:
        self._items: list[Mention | TimeExpression | Quantity] = _merge(
            [m for m in resolution.mentions if m.entity is not None], resolution.times, resolution.quantities
        )
        self._starts = [item.start for item in self._items]

    def between(self, start: int, end: int) -> list[Mention | TimeExpression | Quantity]:
        low, high = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        return [item for item in self._items[low:high] if item.end <= end]


def _merge(
    mentions: Sequence[Mention], times: Sequence[TimeExpression], quantities: Sequence[Quantity]
) -> list[Mention | TimeExpression | Quantity]:
    ranked: list[tuple[int, int, Mention | TimeExpression | Quantity]] = [
        *((item.start, 0, item) for item in mentions),
        *((item.start, 1, item) for item in times),
        *((item.start, 2, item) for item in quantities),
    ]
    taken: list[Mention | TimeExpression | Quantity] = []
    for _, _, item in sorted(ranked, key=lambda row: row[:2]):
        if not taken or item.start >= taken[-1].end:
            taken.append(item)
        elif isinstance(item, Mention) and not isinstance(taken[-1], Mention):
            taken[-1] = item
    return taken


def _breaks(text: str, section: Section) -> Iterator[tuple[int, int]]:
    start = section.start
    while start < section.end:
        end = text.find("\n", start, section.end)
        end = section.end if end < 0 else end
        if end - start > _LONGEST:
            stop = text.rfind("。", start, start + _LONGEST)
            end = stop + 1 if stop > 0 else start + _LONGEST
        if text[start:end].strip():
            yield start, end
        start = end + (1 if text[end : end + 1] == "\n" else 0)


def _mask(text: str, start: int, end: int, items: Iterable[Mention | TimeExpression | Quantity]) -> Line:
    words: list[str] = []
    offsets: list[int] = []
    marks: dict[int, Item] = {}
    at = start
    size = 0
    for item in items:
        if item.start < at:
            continue
        size += _plain(text, at, item.start, words, offsets)
        close = _QUOTES.get(text[item.start - 1 : item.start])
        quoted = item.start > at and close is not None and text[item.end : item.end + 1] == close
        if quoted:
            # “群团林” is the name 群团林: the quotes say nothing to a pattern
            words[-1] = words[-1][:-1]
            offsets.pop()
            size -= 1
        words.append(_sign_of(item))
        offsets.append(item.start)
        marks[size] = item
        size += 1
        at = item.end + (1 if quoted else 0)
    _plain(text, at, end, words, offsets)
    offsets.append(end)
    return _fold(Line("".join(words), tuple(offsets), marks), text)


def _plain(text: str, start: int, end: int, words: list[str], offsets: list[int]) -> int:
    if start >= end:
        return 0
    words.append(_PRIVATE.sub(" ", text[start:end]))
    offsets.extend(range(start, end))
    return end - start


def _sign_of(item: Mention | TimeExpression | Quantity) -> str:
    if isinstance(item, Mention):
        return sign(_LETTERS[item.type])
    return sign("T" if isinstance(item, TimeExpression) else "Q")


def _fold(line: Line, source: str) -> Line:
    """Fold brackets and references into one sign each."""
    found: list[tuple[int, int, str]] = [(*m.span(), "B") for m in _BRACKET.finditer(line.text)]
    found += [(*m.span(), "R") for m in _REFERENCE.finditer(line.text)]
    words: list[str] = []
    offsets: list[int] = []
    marks: dict[int, Item] = {}
    at = size = 0
    kept = iter(sorted(line.items.items()))
    pending = next(kept, None)
    for start, end, letter in [*sorted(found), (len(line.text), len(line.text), "")]:
        if start < at:
            continue
        while pending is not None and pending[0] < end:
            if pending[0] < start:
                marks[size + pending[0] - at] = pending[1]
            pending = next(kept, None)
        words.append(line.text[at:start])
        offsets.extend(line.offsets[at:start])
        size += start - at
        if letter:
            begin, stop = line.offsets[start], line.offsets[end - 1] + 1
            marks[size] = (
                line.cut(start + 1, end - 1) if letter == "B" else Reference(begin, stop, source[begin:stop])
            )
            words.append(sign(letter))
            offsets.append(begin)
            size += 1
        at = end
    return Line("".join(words), (*offsets, line.offsets[-1]), marks)
