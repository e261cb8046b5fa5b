"""Tables that a page flattened to lines: one row a line, or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

__all__ = ["Grid", "find_grids"]

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"[^\s\u3000|]+")
_NUMBER = re.compile(r"-?[0-9\uff10-\uff19][0-9\uff10-\uff19,\uff0c.\uff0eO]*[%\uff05]?")
_BLANK = frozenset(("—", "-", "——", "…", "/", "--", "……", "\u3000"))
_PROSE = re.compile(r"[。,\uff0c;\uff1b:\uff1a“《【]")
# The last cell of a row is a figure or a blank; prose ends in no such sign.
_ROW_END = re.compile(r"[0-9\uff10-\uff19,\uff0c.\uff0eO%\uff05—\-…/][\s\u3000|]*(?:\n|\Z)")
_LONGEST_CELL = 16


@dataclass(frozen=True, slots=True)
class Grid:
    """A flattened table: spans of the cells of its header and of each row, the name of the row first.

    caption: the line in front of the header, start equals end where there is none. Rows are as long as the
    header.
    """

    caption: Span
    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]

    @property
    def start(self) -> int:
        """Where the header begins."""
        return self.header[0][0]

    @property
    def end(self) -> int:
        """Where the last row ends."""
        return self.rows[-1][-1][1]


def is_number(words: str) -> bool:
    """Whether a cell is a bare number.

    >>> is_number("15,475.5"), is_number("1.2万"), is_number("桂峰村")
    (True, False, False)
    """
    return _NUMBER.fullmatch(words) is not None


def find_grids(text: str, start: int, end: int) -> Iterator[Grid]:
    """Yield the flattened tables of ``text[start:end]``, in order.

    >>> t = "完成情况\\n项目 里程(公里) 投资(万元)\\n甲线 12.3 6,480\\n合计 55.0 —"
    >>> [[t[a:b] for a, b in row] for row in next(find_grids(t, 0, len(t))).rows]
    [['甲线', '12.3', '6,480'], ['合计', '55.0', '—']]
    >>> t = "村名\\n户数\\n人口\\n桂峰村\\n412\\n1,586\\n后楼村\\n637\\n2,471"
    >>> [[t[a:b] for a, b in row] for row in next(find_grids(t, 0, len(t))).rows]
    [['桂峰村', '412', '1,586'], ['后楼村', '637', '2,471']]
    """
    if text.find("\n", start, end) < 0 or _ROW_END.search(text, start, end) is None:
        return
    lines = [list(_spans(text, line)) for line in _LINE.finditer(text, start, end)]
    lines = [line for line in lines if line]
    runs = _Runs(text, lines)
    position = 0
    while position < len(lines):
        found = _wide(text, lines, position) or _narrow(text, lines, position, runs)
        if found is None:
            position += 1
            continue
        grid, position = found
        yield grid


def _spans(text: str, line: re.Match[str]) -> Iterator[Span]:
    return (match.span() for match in _TOKEN.finditer(text, *line.span()))


class _Runs:
    """For every line, how many lines from it on hold one name only, and how many one figure only."""

    def __init__(self, text: str, lines: list[list[Span]]) -> None:
        self.names = [0] * (len(lines) + 1)
        self.figures = [0] * (len(lines) + 1)
        for index in range(len(lines) - 1, -1, -1):
            if not _is_cell(text, lines[index]):
                continue
            words = text[slice(*lines[index][0])]
            if is_number(words) or words in _BLANK:
                self.figures[index] = self.figures[index + 1] + 1
            else:
                self.names[index] = self.names[index + 1] + 1


def _wide(text: str, lines: list[list[Span]], position: int) -> tuple[Grid, int] | None:
    """A table with one row a line, its header at ``position``."""
    header = lines[position]
    width = len(header)
    if width < 3 or _PROSE.search(text, header[0][0], header[-1][1]):
        return None
    rows = list(takewhile(lambda line: len(line) == width and _is_row(text, line), lines[position + 1 :]))
    if not rows or _is_row(text, header):
        return None
    return Grid(_caption(lines, position), tuple(header), tuple(map(tuple, rows))), position + 1 + len(rows)


def _is_row(text: str, cells: list[Span]) -> bool:
    words = [text[a:b] for a, b in cells[1:]]
    figures = sum(is_number(word) for word in words)
    return figures > 0 and figures + sum(word in _BLANK for word in words) == len(words)


def _narrow(text: str, lines: list[list[Span]], position: int, runs: _Runs) -> tuple[Grid, int] | None:
    """A table with one cell a line, its header's first cell at ``position``."""
    names = runs.names[position]
    width = runs.figures[position + names] + 1
    if names != width + 1 or width < 2:
        return None
    rows: list[tuple[Span, ...]] = []
    at = position + width
    while at + width <= len(lines):
        row = [line[0] for line in lines[at : at + width] if _is_cell(text, line)]
        if len(row) < width or is_number(text[slice(*row[0])]) or not _is_row(text, row):
            break
        rows.append(tuple(row))
        at += width
    if len(rows) < 2:
        return None
    return Grid(
        _caption(lines, position), tuple(line[0] for line in lines[position : position + width]), tuple(rows)
    ), at


def _is_cell(text: str, line: list[Span]) -> bool:
    a, b = line[0]
    return (
        len(line) == 1 and b - a <= _LONGEST_CELL and (is_number(text[a:b]) or not _PROSE.search(text, a, b))
    )


def _caption(lines: list[list[Span]], position: int) -> Span:
    if position == 0:
        return lines[0][0][0], lines[0][0][0]
    before = lines[position - 1]
    return before[0][0], before[-1][1]
