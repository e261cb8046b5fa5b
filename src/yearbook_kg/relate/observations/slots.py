"""The places where figures stand: each with the words on its left and right, cut at clauses and brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yearbook_kg.model import Entry, Mention, Quantity, TimeExpression

__all__ = ["Slot", "cut"]

TIME = "\x01"
_INNER = "\x02"
_QUOTED = "\x03"
_FIGURE = "\x04"
_QUOTES = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’|「[^「」]*」")
_BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
_LONG_BRACKET = re.compile(r"[(\uff08][^()\uff08\uff09]{7,}[)\uff09]")
_TWO_TIMES = TIME * 2
_TIMES = re.compile(f"{TIME}+")
_OPENING = 8
_LONGEST = 120  # no name of a figure is longer; a page without punctuation must not cost more
_STOP = re.compile(r"[,\uff0c:\uff1a;\uff1b。!\uff01?\uff1f()\uff08\uff09、]")
_JOINT = re.compile(
    r"(?:[、\s]*(?:和|及|与|以及|并)?\s*(?:上升|下降|增长|提高|减少|增加|降低|上涨|下跌)?\s*|[^、,\uff0c]{0,4}/\s*)"
)


@dataclass(slots=True)
class Slot:
    """One figure in its surroundings.

    left, right: the words between the neighbouring figure or the border of the clause and the figure, times
    taken out; left_start: the offset where ``left`` begins. sentence: number of the sentence within the page,
    part: of the stretch between semicolons, clause: between commas. bracket: offset of the bracket that the
    figure stands in, -1 for none. joined: only 、 or 和 stands between the figure before and this one.
    names: the mentions among the words on the left.
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
    names: tuple[Mention, ...]
    _line: _Line
    _before: tuple[int, int]

    @property
    def before(self) -> str:
        """The words of the clause before, behind its last figure."""
        start, end = self._before
        return self._line.words(max(start, end - _LONGEST), end)

    @property
    def opening(self) -> tuple[Mention, ...]:
        """The first mentions of the sentence, in front of the figure."""
        return self._line.mentions.between(self.sentence_start, self.quantity.start)[:_OPENING]


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


class _Mentions:
    """The mentions of a page, found by where they stand."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = tuple(mentions)
        self._starts = [m.start for m in mentions]

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in a stretch of the page."""
        low = bisect_left(self._starts, start)
        return self._mentions[low : bisect_left(self._starts, end, low)]


def cut(
    entry: Entry, quantities: Sequence[Quantity], times: Sequence[TimeExpression], mentions: Sequence[Mention]
) -> Iterator[tuple[int, list[Slot]]]:
    """Yield every line of the page that has figures: its start and its slots, without cells of tables."""
    counter, named = _Counter(), _Mentions(mentions)
    figures = [q for q in quantities if q.shape != "cell"]
    starts = [q.start for q in figures]
    time_starts = [t.start for t in times]
    for start, end in _lines(entry, figures):
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        inner = times[bisect_left(time_starts, start) : bisect_left(time_starts, end)]
        counter.pass_over("。", start - 1)
        counter.bracket = -1
        line = _Line(entry.text, (start, end), figures[low:high], inner, named)
        yield start, list(_line_slots(line, figures[low:high], counter))


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


class _Line:
    """A line as its words are shown, and its twin in which nothing but what cuts clauses is left.

    Both stand character for character for the line: in ``shown`` times and figures are signs, in the twin
    quotations and brackets without figures, too. signs: where a sign stands that ends a name.
    """

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        figures: Sequence[Quantity],
        times: Sequence[TimeExpression],
        mentions: _Mentions,
    ) -> None:
        self.offset, end = span
        self.mentions = mentions
        chars = list(text[self.offset : end])
        blanks = [
            *((time.start, min(time.end, end), TIME) for time in times),
            *((figure.start, figure.end, _FIGURE) for figure in figures),
        ]
        self._shown = _blanked(chars, blanks, self.offset)
        quoted = [(m.start() + 1, m.end() - 1, _QUOTED) for m in _QUOTES.finditer(text, self.offset, end)]
        starts = [figure.start for figure in figures]
        inner = [
            (m.start(), m.end(), _INNER)
            for m in _BRACKETS.finditer(text, self.offset, end)
            if bisect_left(starts, m.end()) == bisect_left(starts, m.start())
        ]
        bare = quoted or inner
        self.masked = _blanked(chars, [*quoted, *inner, *blanks], self.offset) if bare else self._shown
        self.signs = [match.start() for match in _STOP.finditer(self.masked)]

    def words(self, start: int, end: int) -> str:
        """The words of a stretch, a sign for every time, without long brackets that hold no figures."""
        kept = self._shown[start:end]
        if _FIGURE in kept:
            kept = kept.replace(_FIGURE, "")
        if _TWO_TIMES in kept:
            kept = _TIMES.sub(TIME, kept)
        if "(" in kept or "\uff08" in kept:
            kept = _LONG_BRACKET.sub("", kept)
        return kept

    def behind(self, position: int, index: int) -> str:
        """The words from ``position`` to the next sign, which is sought among ``signs[index:]``."""
        limit = min(len(self.masked), position + _LONGEST)
        while index < len(self.signs) and self.signs[index] < position:
            index += 1
        stop = self.signs[index] if index < len(self.signs) else limit
        return self.words(position, stop if stop < limit else limit)

    def is_joint(self, start: int, end: int) -> bool:
        """Whether only 、 or 和 stands between two figures."""
        return _JOINT.fullmatch(self.masked, start, end) is not None


def _blanked(chars: list[str], blanks: Iterable[tuple[int, int, str]], offset: int) -> str:
    """The characters with stretches of them blanked out, each by its sign; the later ones win."""
    chars = chars.copy()
    for start, end, sign in blanks:
        chars[start - offset : end - offset] = sign * (end - start)
    return "".join(chars)


def _line_slots(line: _Line, figures: Sequence[Quantity], counter: _Counter) -> Iterator[Slot]:
    offset, signs = line.offset, line.signs
    previous_end = at = 0
    for index, figure in enumerate(figures):
        start, end = figure.start - offset, figure.end - offset
        left_from = previous_end
        before = (left_from, left_from)
        while at < len(signs) and signs[at] < start:
            position, sign = signs[at], line.masked[signs[at]]
            at += 1
            if sign != "、":
                counter.pass_over(sign, offset + position)
                before, left_from = (left_from, position), position + 1
        ranged = figure.shape == "lower" and index + 1 < len(figures)
        left_start = left_from if start - left_from <= _LONGEST else start - _LONGEST
        yield Slot(
            quantity=figure,
            left=line.words(left_start, start),
            right=line.behind(figures[index + 1].end - offset if ranged else end, at),
            left_start=offset + left_start,
            sentence=counter.sentence,
            part=counter.part,
            clause=counter.clause,
            bracket=counter.bracket,
            joined=index > 0 and left_from == previous_end and line.is_joint(previous_end, start),
            sentence_start=counter.sentence_start,
            clause_start=counter.clause_start,
            names=line.mentions.between(offset + left_start, figure.start),
            _line=line,
            _before=before,
        )
        previous_end = end
