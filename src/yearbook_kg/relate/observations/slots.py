"""The places where figures stand: each with the words on its left and right, cut at clauses and brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yearbook_kg.model import Entry, Mention, Quantity, TimeExpression

__all__ = ["Slot", "cut"]

TIME = "\x01"
_INNER = "\x02"
_QUOTED = "\x03"
_FIGURE = "\x04"
_LINE = re.compile(r"[^\n]+")
_QUOTES = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’|「[^「」]*」")
_BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
_LONG_BRACKET = re.compile(r"[(\uff08][^()\uff08\uff09]{7,}[)\uff09]")
_TIMES = re.compile(f"{TIME}+")
_OPENING = 8
_LONGEST = 120  # no name of a figure is longer; a page without punctuation must not cost more
_BORDER = re.compile(r"[,\uff0c:\uff1a;\uff1b。!\uff01?\uff1f()\uff08\uff09]")
_STOP = re.compile(r"[,\uff0c:\uff1a;\uff1b。!\uff01?\uff1f()\uff08\uff09、]")
_JOINT = re.compile(
    r"(?:[、\s]*(?:和|及|与|以及|并)?\s*(?:上升|下降|增长|提高|减少|增加|降低|上涨|下跌)?\s*|[^、,\uff0c]{0,4}/\s*)"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure in its surroundings.

    left, right: the words between the neighbouring figure or the border of the clause and the figure, times
    taken out; left_start: the offset where ``left`` begins. sentence: number of the sentence within the page,
    part: of the stretch between semicolons, clause: between commas. bracket: offset of the bracket that the
    figure stands in, -1 for none. joined: only 、 or 和 stands between the figure before and this one.
    before: the words of the clause before, behind its last figure. names: the mentions among the words on the
    left; opening: the first mentions of the sentence.
    """

    quantity: Quantity
    left: str
    right: str
    left_start: int
    sentence: int
    part: int
    clause: int
    bracket: int
    joined: bool
    sentence_start: int
    clause_start: int
    before: str = ""
    names: tuple[Mention, ...] = ()
    opening: tuple[Mention, ...] = ()


@dataclass(slots=True)
class _Counter:
    sentence: int = 0
    part: int = 0
    clause: int = 0
    sentence_start: int = 0
    clause_start: int = 0
    bracket: int = -1

    def pass_over(self, sign: str, position: int) -> None:
        """Count the border ``sign`` that stands at ``position``."""
        if sign in "(\uff08":
            self.bracket = position
            return
        if sign in ")\uff09":
            self.bracket = -1
            return
        self.clause += 1
        self.clause_start = position + 1
        if sign in ";\uff1b。!\uff01?\uff1f":
            self.part += 1
        if sign in "。!\uff01?\uff1f":
            self.sentence += 1
            self.sentence_start = position + 1


def cut(
    entry: Entry, quantities: Sequence[Quantity], times: Sequence[TimeExpression], mentions: Sequence[Mention]
) -> Iterator[tuple[int, list[Slot]]]:
    """Yield every line of the page that has figures: its start and its slots, without cells of tables."""
    counter = _Counter()
    figures = [q for q in quantities if q.shape != "cell"]
    starts = [q.start for q in figures]
    time_starts = [t.start for t in times]
    mention_starts = [m.start for m in mentions]
    for line in _lines(entry, figures):
        low, high = bisect_left(starts, line[0]), bisect_left(starts, line[1])
        inner = times[bisect_left(time_starts, line[0]) : bisect_left(time_starts, line[1])]
        masked = _mask(entry.text, line, figures[low:high], inner)
        counter.pass_over("。", line[0] - 1)
        counter.bracket = -1
        slots = _line_slots(entry.text, masked, line[0], figures[low:high], counter)
        yield line[0], [_named(slot, mentions, mention_starts) for slot in slots]


def _named(slot: Slot, mentions: Sequence[Mention], starts: Sequence[int]) -> Slot:
    low, high = bisect_left(starts, slot.left_start), bisect_left(starts, slot.quantity.start)
    first = bisect_left(starts, slot.sentence_start)
    opening = mentions[first : min(high, first + _OPENING)]
    return replace(slot, names=tuple(mentions[low:high]), opening=tuple(opening))


def _lines(entry: Entry, figures: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """The lines that hold figures, each once, in order; a line begins behind a heading that stands in it."""
    text, end = entry.text, -1
    sections = [s.start for s in entry.sections]
    for figure in figures:
        if figure.start < end:
            continue
        index = bisect_right(sections, figure.start) - 1
        floor = sections[index] if index >= 0 else 0
        start = max(text.rfind("\n", floor, figure.start) + 1, floor)
        end = text.find("\n", figure.start)
        end = len(text) if end < 0 else end
        if index + 1 < len(sections):
            end = min(end, max(sections[index + 1], figure.end))
        yield start, end


def _mask(
    text: str, line: tuple[int, int], figures: Sequence[Quantity], times: Sequence[TimeExpression]
) -> str:
    """The line with times, quotations and brackets without figures blanked out, character for character."""
    start, end = line
    chars = list(text[start:end])
    for match in _QUOTES.finditer(text, start, end):
        for i in range(match.start() + 1 - start, match.end() - 1 - start):
            chars[i] = _QUOTED
    starts = [q.start for q in figures]
    for match in _BRACKETS.finditer(text, start, end):
        if bisect_left(starts, match.end()) == bisect_left(starts, match.start()):
            for i in range(match.start() - start, match.end() - start):
                chars[i] = _INNER
    for time in times:
        for i in range(time.start - start, min(time.end, end) - start):
            chars[i] = TIME
    for figure in figures:
        for i in range(figure.start - start, figure.end - start):
            chars[i] = _FIGURE
    return "".join(chars)


class _Line:
    """A line and its masked twin, in offsets of the line."""

    def __init__(self, text: str, masked: str, offset: int) -> None:
        self.masked = masked
        self._text = text
        self._offset = offset

    def words(self, start: int, end: int) -> str:
        """The words of a stretch, a sign for every time, without long brackets that hold no figures."""
        masked = self.masked
        kept = "".join(
            TIME if masked[i] == TIME else self._text[self._offset + i]
            for i in range(start, end)
            if masked[i] != _FIGURE
        )
        return _LONG_BRACKET.sub("", _TIMES.sub(TIME, kept))

    def behind(self, position: int) -> str:
        """The words from ``position`` to the next sign of punctuation."""
        limit = min(len(self.masked), position + _LONGEST)
        stop = _STOP.search(self.masked, position, limit)
        return self.words(position, stop.start() if stop else limit)

    def is_joint(self, start: int, end: int) -> bool:
        """Whether only 、 or 和 stands between two figures."""
        return _JOINT.fullmatch(self.masked, start, end) is not None


def _line_slots(
    text: str, masked: str, offset: int, figures: Sequence[Quantity], counter: _Counter
) -> Iterator[Slot]:
    line = _Line(text, masked, offset)
    previous_end = 0
    for index, figure in enumerate(figures):
        start, end = figure.start - offset, figure.end - offset
        before = (previous_end, previous_end)
        left_from = previous_end
        for border in _BORDER.finditer(masked, previous_end, start):
            counter.pass_over(border[0], offset + border.start())
            before, left_from = (left_from, border.start()), border.end()
        ranged = figure.shape == "lower" and index + 1 < len(figures)
        left_start = max(left_from, start - _LONGEST)
        yield Slot(
            quantity=figure,
            left=line.words(left_start, start),
            right=line.behind(figures[index + 1].end - offset if ranged else end),
            left_start=offset + left_start,
            sentence=counter.sentence,
            part=counter.part,
            clause=counter.clause,
            bracket=counter.bracket,
            joined=index > 0 and left_from == previous_end and line.is_joint(previous_end, start),
            sentence_start=counter.sentence_start,
            clause_start=counter.clause_start,
            before=line.words(max(before[0], before[1] - _LONGEST), before[1]),
        )
        previous_end = end
