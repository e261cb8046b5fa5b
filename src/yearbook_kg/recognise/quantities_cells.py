"""The bare numbers in the rows of tables that a page flattened to lines."""

from __future__ import annotations

import re
from decimal import Decimal

from yearbook_kg.model import Quantity
from yearbook_kg.recognise.quantities_numbers import ARABIC, arabic

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"[^\s\u3000|]+")
_CELL = re.compile(rf"-?{ARABIC}%?")
_BLANK = frozenset(("—", "-", "——", "…", "/", "－", "--", "……"))


def find_cells(text: str, start: int, end: int) -> tuple[list[Quantity], list[Span]]:
    """Return the bare numbers in table rows of ``text[start:end]``, and the spans of rows and header lines.

    A row is a line of three columns or more, a name first and numbers in all the others; the line before the
    first row, when it has as many columns and no punctuation, is its header.

    >>> t = "项目 里程(公里) 投资(万元)\\n甲线 12.3 6,480\\n合计 55.0 —"
    >>> [q.text for q in find_cells(t, 0, len(t))[0]]
    ['12.3', '6,480', '55.0']
    """
    cells: list[Quantity] = []
    spans: list[Span] = []
    header: Span | None = None
    for line in _LINE.finditer(text, start, end):
        tokens = list(_TOKEN.finditer(text, *line.span()))
        numbers = _row(tokens)
        if numbers:
            if header:
                spans.append(header)
            spans.append(line.span())
            cells += [_cell(token) for token in numbers]
            header = None
        else:
            header = line.span() if len(tokens) >= 3 and not any(c in line[0] for c in "。,\uff0c;") else None
    return cells, spans


def _row(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """The numbers of a row; [] where the line is none."""
    if len(tokens) < 2 or (_CELL.fullmatch(tokens[0][0]) and len(tokens[0][0]) != 4):
        return []
    rest = tokens[1:]
    numbers = [token for token in rest if _CELL.fullmatch(token[0])]
    if len(rest) < 2 or len(numbers) + sum(token[0] in _BLANK for token in rest) < len(rest):
        return []
    return numbers


def _cell(token: re.Match[str]) -> Quantity:
    words = token[0].removesuffix("%")
    value = -arabic(words[1:]) if words[0] == "-" else arabic(words)
    exact = value if value != value.to_integral_value() else value.quantize(Decimal(1))
    return Quantity(
        token.start(),
        token.end(),
        token[0],
        exact.normalize() + 0,
        "%" if words != token[0] else "",
        None,
        "cell",
    )
