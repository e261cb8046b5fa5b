"""The body of a page cut into its headed sections, nested by the rank of their headings."""

from __future__ import annotations

from yearbook_kg.model import Section
from yearbook_kg.parse.headings import (
    BARE,
    BRACKET,
    RANKS,
    RUN_IN,
    YEAR,
    Heading,
    bare_line,
    bracketed,
    numbered,
    run_in,
    year_line,
)
from yearbook_kg.parse.lines import BLANKS, Line, cut


def find_sections(text: str, start: int, end: int) -> tuple[Section, ...]:
    """Cut ``text[start:end]`` into sections: sorted, without overlap, together covering all words of the body.

    >>> t = "【概况】 全年。\\n【帮扶】 投入。"
    >>> [(t[s.heading_start:s.heading_end], t[s.start:s.end]) for s in find_sections(t, 0, len(t))]
    [('概况', '全年。'), ('帮扶', '投入。')]
    """
    if start >= end:
        return ()
    headings = _headings(text, start, end)
    sections = []
    first = headings[0].begin if headings else end
    if (lead := _span(text, start, first))[0] < lead[1]:
        sections.append(Section(*lead))
    shift = len(sections)
    parents = _parents(headings)
    depths: list[int] = []
    for index, heading in enumerate(headings):
        parent = parents[index]
        depths.append(1 if parent is None else depths[parent] + 1)
        stop = headings[index + 1].begin if index + 1 < len(headings) else end
        begin, finish = _span(text, heading.text_start, stop)
        if begin >= finish:
            begin = finish = heading.text_start
        words = text[heading.start : heading.end] if heading.start >= 0 else None
        parent = None if parent is None else parent + shift
        sections.append(Section(begin, finish, words, heading.start, heading.end, depths[-1], parent))
    return tuple(sections)


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    blanks = BLANKS + "\n"
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end


def _headings(text: str, start: int, end: int) -> list[Heading]:
    """All headings of the body, sorted, none inside another."""
    brackets = list(bracketed(text, start, end))
    taken = {text.count("\n", 0, 0)} and {h.begin: h for h in brackets}
    lines = list(cut(text, start, end))
    dated = sum(1 for line in lines if year_line(line)) >= 1
    found: list[Heading] = list(brackets)
    for index, line in enumerate(lines):
        if line.start in taken or line.text.startswith(("【", "〖")):
            continue
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        heading = _of_line(line, before, after, brackets=bool(brackets), dated=dated)
        if heading is not None:
            found.append(heading)
    found.sort(key=lambda h: h.begin)
    return found


def _of_line(
    line: Line, before: Line | None, after: Line | None, *, brackets: bool, dated: bool
) -> Heading | None:
    heading = numbered(line) or (year_line(line) if dated else None) or bare_line(line, before, after)
    # In a yearbook the 【】 are the entries; a blank inside their paragraphs heads nothing.
    return heading or (None if brackets else run_in(line))


def _parents(headings: list[Heading]) -> list[int | None]:
    """The index of the heading that each one stands under."""
    order = _order(headings)
    parents: list[int | None] = []
    stack: list[int] = []
    for index, heading in enumerate(headings):
        rank = order[heading.kind]
        while stack and order[headings[stack[-1]].kind] >= rank:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    return parents


def _order(headings: list[Heading]) -> dict[str, float]:
    """A rank for every kind on the page; where a bare line and 【】 stand in the tree, their first use tells."""
    ranks: dict[str, float] = {}
    for heading in headings:
        if heading.kind in ranks:
            continue
        if heading.kind in (BARE, BRACKET):
            below = [rank for kind, rank in ranks.items() if kind not in (RUN_IN, YEAR)]
            ranks[heading.kind] = max(below, default=-1.0) + 0.1
        else:
            ranks[heading.kind] = float(RANKS[heading.kind])
    return ranks
