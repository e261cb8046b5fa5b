"""The body of a page cut into its headed sections, nested by the rank of their headings."""

from __future__ import annotations

from itertools import chain

from yearbook_kg.model import Section
from yearbook_kg.parse.headings import (
    BARE,
    BRACKET,
    PLAIN,
    RANKS,
    RUN_IN,
    YEAR,
    Heading,
    bare_before,
    bare_line,
    bracketed,
    inline,
    numbered,
    run_in,
    strip_span,
    year_line,
)
from yearbook_kg.parse.lines import Line, cut

# Numbers of one kind may skip one where a heading was lost in print.
_STEP = (1, 2)
_FINISHED = "。;\uff1b:\uff1a!?\uff01\uff1f”)\uff09"


def find_sections(text: str, start: int, end: int) -> tuple[Section, ...]:
    """Cut ``text[start:end]`` into sections: sorted, without overlap, holding all but the signs of headings.

    >>> t = "【概况】 全年。\\n【帮扶】 投入。"
    >>> [(t[s.heading_start:s.heading_end], t[s.start:s.end]) for s in find_sections(t, 0, len(t))]
    [('概况', '全年。'), ('帮扶', '投入。')]
    """
    if start >= end:
        return ()
    headings = _headings(text, start, end)
    lead = strip_span(text, start, headings[0].begin if headings else end)
    sections = [Section(*lead)] if lead[0] < lead[1] else []
    shift = len(sections)
    depths: list[int] = []
    parents = _parents(headings)
    for index, heading in enumerate(headings):
        parent = parents[index]
        stop = headings[index + 1].begin if index + 1 < len(headings) else end
        depths.append(1 if parent is None else depths[parent] + 1)
        begin, finish = strip_span(text, heading.text_start, stop)
        if begin >= finish:
            begin = finish = heading.text_start
        words = text[heading.start : heading.end] if heading.start >= 0 else None
        above = None if parent is None else parent + shift
        sections.append(Section(begin, finish, words, heading.start, heading.end, depths[-1], above))
    return tuple(sections)


def _headings(text: str, start: int, end: int) -> list[Heading]:
    """All headings of the body, sorted, none inside another."""
    brackets = list(bracketed(text, start, end))
    found = [*brackets, *inline(text, start, end), *_of_lines(text, start, end, brackets)]
    found.sort(key=lambda heading: (heading.begin, heading.inline))
    return _in_sequence(found, start)


def _of_lines(text: str, start: int, end: int, brackets: list[Heading]) -> list[Heading]:
    """The headings that begin a line; in a yearbook with 【】 a blank inside a paragraph heads nothing."""
    found: list[Heading] = []
    waiting = iter(brackets)
    bracket = next(waiting, None)
    before: Line | None = None
    headed = True
    line: Line | None = None
    for after in chain(cut(text, start, end), (None,)):
        if line is not None:
            while bracket is not None and bracket.begin < line.start:
                bracket = next(waiting, None)
            if bracket is not None and bracket.begin < line.end:
                shared = bracket.begin > line.start
                heading = bare_before(text, line, bracket) if shared else None
            else:
                heading = _of_line(line, before, after, headed=headed, yearbook=bool(brackets))
            if heading is not None:
                found.append(heading)
            headed = heading is not None and heading.text_start >= line.end
            before = line
        line = after
    return found


def _of_line(
    line: Line, before: Line | None, after: Line | None, *, headed: bool, yearbook: bool
) -> Heading | None:
    heading = numbered(line) or year_line(line, after) or bare_line(line, before, after, yearbook=yearbook)
    # Behind an unfinished line the words are the rest of a sentence with a hard break.
    finished = headed or before is None or before.text[-1] in _FINISHED
    return heading or (run_in(line) if finished and not yearbook else None)


def _in_sequence(headings: list[Heading], start: int) -> list[Heading]:
    """Leave out what only looks like a heading: numbers out of sequence, and what lies in another heading.

    At the ``start`` of the body any number may begin: the entry may be the third part of a chapter.
    """
    kept: list[Heading] = []
    last: dict[str, int] = {}
    reached = -1
    for heading in headings:
        if heading.begin < reached:
            continue
        number = heading.number
        if number is not None:
            expected = heading.kind in last and number - last[heading.kind] in _STEP
            sure = RANKS[heading.kind] <= RANKS["目"] or number == 1 or heading.begin == start
            if not expected and (heading.inline or not sure):
                continue
            # A new heading begins the numbering below it anew.
            rank = RANKS[heading.kind]
            last = {kind: value for kind, value in last.items() if RANKS[kind] <= rank} | {
                heading.kind: number
            }
        kept.append(heading)
        reached = max(heading.text_start, heading.end)
    plain = sum(heading.kind == PLAIN for heading in kept)
    return kept if plain != 1 else [heading for heading in kept if heading.kind != PLAIN]


def _parents(headings: list[Heading]) -> list[int | None]:
    """The index of the heading that each one stands under."""
    ranks = _order(headings)
    parents: list[int | None] = []
    stack: list[int] = []
    for index, heading in enumerate(headings):
        while stack and ranks[headings[stack[-1]].kind] >= ranks[heading.kind]:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    return parents


def _order(headings: list[Heading]) -> dict[str, float]:
    """A rank for every kind on the page; where bare lines and 【】 stand, their first use tells."""
    ranks: dict[str, float] = {}
    for heading in headings:
        if heading.kind in ranks:
            continue
        if heading.kind in (BARE, BRACKET):
            above = [rank for kind, rank in ranks.items() if kind not in (RUN_IN, YEAR)]
            ranks[heading.kind] = max(above, default=-1.0) + 0.1
        else:
            ranks[heading.kind] = float(RANKS[heading.kind])
    return ranks
