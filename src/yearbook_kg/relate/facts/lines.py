"""The body of a page as lines in which every name is one sign, so that a rule reads like its sentence.

``3月,市政府印发《办法》。`` becomes ``⟨T⟩,⟨O⟩印发⟨W⟩。``: patterns see the types of the names and the words
between them, and never cut a name. What the signs are, ``forms`` says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from yearbook_kg import prose
from yearbook_kg.model import Entry, Mention, Quantity, Resolution, Section, TimeExpression
from yearbook_kg.relate.facts.forms import pattern, sign

_SIGNS = {
    "Organization": sign("O"),
    "Place": sign("P"),
    "Person": sign("N"),
    "Work": sign("W"),
    "Event": sign("E"),
    "Honour": sign("H"),
    "Facility": sign("F"),
    "TimeExpression": sign("T"),
    "Quantity": sign("Q"),
}
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_BRACKET = re.compile(r"[((][^()()\n]{0,80}[))]")
# the class alone, at the head of a stretch, as the subject of an honour: 支行被市委命名为, 全局荣获; what
# stands before it is asked for behind its two characters: a pattern that opens with words is searched fast
_ALONE = (
    *("学校", "医院", "公司", "集团", "支行", "分行", "学院", "街道", "支队", "大队", "中队", "车站", "中心"),
    *("全[局院校行所站厂矿队系]", *(f"{level}[局院校行所站厂]" for level in "我市县区州旗省")),
)
_HEADS = (
    "省|市|县|区|州|旗|乡|镇|局|院|校|社|会|馆|厂|公司|所|站|委|厅|处|部|单位|场|店|行|中心|支行|分行|村|街道"
    "|队"
)
_REFERENCE = re.compile(
    f"该(?:{_HEADS})|本(?:{_HEADS})"
    + "".join(
        rf"|{words}(?<![^,。;:\s]..)(?=(?:先后|连续|再次|首次|多次|又|还|曾|也|并|同时|均|双双)?(?:被|获|荣|喜获|受到|评为|跻身|入选|蝉联))"
        for words in _ALONE
    )
)
_QUOTES = {"“": "”", "‘": "’", "「": "」"}

# A page of 50 MB may be one line; no sentence is that long.
_LONGEST = 20_000
_LONGEST_SENTENCE = 800


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point back: 该局, 本县."""

    start: int
    end: int
    text: str


@dataclass(slots=True, eq=False)
class Line:
    """A stretch of the page with signs for names.

    text: the masked words. offsets: where each character of ``text`` stands in the page, and the end.
    items: what each sign stands for, by its position in ``text``, in order; a bracket is a line of its own.
    """

    text: str
    offsets: Sequence[int]
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
        return next(self.cuts([(start, end)]))

    def cuts(self, spans: Iterable[tuple[int, int]]) -> Iterator[Line]:
        """Yield the parts of the line as lines of their own."""
        places = list(self.items)
        for start, end in spans:
            inside = places[bisect_left(places, start) : bisect_left(places, end)]
            items = {at - start: self.items[at] for at in inside}
            yield Line(self.text[start:end], self.offsets[start : end + 1], items)

    def mention(self, at: int) -> Mention:
        """The name whose sign stands at ``at``; only for signs of names."""
        item = self.items[at]
        assert isinstance(item, Mention)
        return item


Item = Mention | TimeExpression | Quantity | Reference | Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body, cut into sentences.

    section: the index of its section. heading: the masked words above the first of its section, where they
    announce a list of office-holders.
    """

    section: int
    sentences: tuple[Line, ...]
    heading: Line | None = None


def paragraphs(entry: Entry, resolution: Resolution) -> Iterator[Paragraph]:
    """Yield the lines of the body in order, masked."""
    stock = _Stock(entry.text, resolution)
    for index, section in enumerate(entry.sections):
        opening = True
        for start, end in _breaks(entry.text, section):
            if opening and _run_in(entry.text, section, stock):
                start = section.heading_start
            line = stock.line(start, end)
            sentences = tuple(line.cuts(_sentences(line.text)))
            if sentences:
                yield Paragraph(index, sentences, _heading(entry.text, section, stock) if opening else None)
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


# 历任县长, 县法院院长更迭: what follows is a list
LISTS = re.compile("历任|历届|名录|名单|更迭|一览|名表|任职")


def _heading(text: str, section: Section, stock: _Stock) -> Line | None:
    start, end = section.heading_start, section.heading_end
    return stock.line(start, end) if 0 <= start < end and LISTS.search(text, start, end) else None


def bracket(line: Line, at: int) -> Line | None:
    """The bracketed line whose sign stands at ``at``, or None."""
    item = line.items.get(at)
    return item if isinstance(item, Line) else None


_RUN_IN = pattern("(?:<N>|<T>)(?:<B>)?")


def _run_in(text: str, section: Section, stock: _Stock) -> bool:
    """Whether the heading is the first word of its text: a person (吴焕堂(1889—1954) 字尧章) or a date."""
    start, end = section.heading_start, section.heading_end
    if section.heading is None or start < 0:
        return False
    if end == section.start or text[end : section.start].strip(" \u3000\u2003\u2002\t"):
        return False
    return _RUN_IN.fullmatch(stock.line(start, end).text.strip()) is not None


_Named = Mention | TimeExpression | Quantity


class _Stock:
    """The text of a page with its names, times and quantities, sorted, the names first where they overlap."""

    def __init__(self, text: str, resolution: Resolution) -> None:
        self._text = _PRIVATE.sub(" ", text)
        self._items = _merge(
            [m for m in resolution.mentions if m.entity is not None], resolution.times, resolution.quantities
        )
        self._starts = [item.start for item in self._items]

    def line(self, start: int, end: int) -> Line:
        """The stretch ``start:end`` of the page with signs for what lies wholly inside it."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return _mask(self._text, start, end, [item for item in self._items[low:high] if item.end <= end])


def _merge(
    mentions: Sequence[Mention], times: Sequence[TimeExpression], quantities: Sequence[Quantity]
) -> list[_Named]:
    items: list[_Named] = [*mentions, *times, *quantities]
    taken: list[_Named] = []
    for item in sorted(items, key=attrgetter("start")):
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


def _mask(text: str, start: int, end: int, items: Iterable[_Named]) -> Line:
    words: list[str] = []
    offsets: list[int] = []
    marks: dict[int, Item] = {}
    at = start
    for item in items:
        begin, stop = item.start, item.end
        if begin < at:
            continue
        before = begin
        if begin > at:
            close = _QUOTES.get(text[begin - 1])
            if close is not None and text.startswith(close, stop):
                # “群团林” is the name 群团林: the quotes say nothing to a pattern
                before, stop = begin - 1, stop + 1
            words.append(text[at:before])
            offsets += range(at, before)
        marks[len(offsets)] = item
        words.append(_SIGNS[item.type if isinstance(item, Mention) else type(item).__name__])
        offsets.append(begin)
        at = stop
    words.append(text[at:end])
    offsets += range(at, end)
    offsets.append(end)
    return _fold(Line("".join(words), offsets, marks), text)


def _fold(line: Line, source: str) -> Line:
    """Fold brackets and references into one sign each."""
    found: list[tuple[int, int, str]] = [(*m.span(), "B") for m in _BRACKET.finditer(line.text)]
    found += [(*m.span(), "R") for m in _REFERENCE.finditer(line.text)]
    if not found:
        return line
    words: list[str] = []
    offsets: list[int] = []
    marks: dict[int, Item] = {}
    at = 0
    kept = iter(line.items.items())
    pending = next(kept, None)
    for start, end, letter in [*sorted(found), (len(line.text), len(line.text), "")]:
        if start < at:
            continue
        while pending is not None and pending[0] < end:
            if pending[0] < start:
                marks[len(offsets) + pending[0] - at] = pending[1]
            pending = next(kept, None)
        words.append(line.text[at:start])
        offsets.extend(line.offsets[at:start])
        if letter:
            begin, stop = line.offsets[start], line.offsets[end - 1] + 1
            marks[len(offsets)] = (
                line.cut(start + 1, end - 1) if letter == "B" else Reference(begin, stop, source[begin:stop])
            )
            words.append(sign(letter))
            offsets.append(begin)
        at = end
    offsets.append(line.end)
    return Line("".join(words), offsets, marks)
