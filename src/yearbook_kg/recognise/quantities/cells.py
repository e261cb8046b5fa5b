"""The bare numbers in the cells of tables that a page flattened to lines."""

from __future__ import annotations

from decimal import Decimal

from yearbook_kg.grid import Grid, find_grids, is_number
from yearbook_kg.model import Quantity
from yearbook_kg.recognise.quantities.numbers import arabic

Span = tuple[int, int]


def find_cells(text: str, start: int, end: int) -> tuple[list[Quantity], list[Span]]:
    """Return the bare numbers of the flattened tables in ``text[start:end]``, and the spans of the tables.

    >>> t = "项目 里程(公里) 投资(万元)\\n甲线 12.3 6,480\\n合计 55.0 —"
    >>> [q.text for q in find_cells(t, 0, len(t))[0]]
    ['12.3', '6,480', '55.0']
    """
    cells: list[Quantity] = []
    spans: list[Span] = []
    if text.find("\n", start, end) < 0:
        return cells, spans  # no table has but one line
    for grid in find_grids(text, start, end):
        spans.append((grid.start, grid.end))
        cells += _cells(text, grid)
    return cells, spans


def _cells(text: str, grid: Grid) -> list[Quantity]:
    return [_cell(text, span) for row in grid.rows for span in row[1:] if is_number(text[slice(*span)])]


def _cell(text: str, span: Span) -> Quantity:
    words = text[slice(*span)]
    figure = words.rstrip("%\uff05")
    value = -arabic(figure[1:]) if figure[0] == "-" else arabic(figure)
    exact = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Quantity(*span, words, exact, "%" if figure != words else "", None, "cell")
