"""The cells of flattened tables: indicator and unit from the header line, subject from the first column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yearbook_kg.grid import Grid, find_grids
from yearbook_kg.model import Entry, Evidence, Observation, ObservationKind, Quantity, Resolution
from yearbook_kg.relate.observations.kinds import is_proportion
from yearbook_kg.relate.observations.subjects import Scope, Subjects
from yearbook_kg.relate.observations.wording import unit_of_column
from yearbook_kg.timeline import year_at

__all__ = ["read_cells"]

_UNIT = re.compile(r"[(\uff08](?:单位[:\uff1a])?([^()\uff08\uff09]+)[)\uff09]|单位[:\uff1a](\S+)")
_SCALED = re.compile(r"(百万|千万|万|亿|千|百)(?!分|米|克|瓦)(.+)")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)年?")
_PERCENT = re.compile(r"[%\uff05]$")
_PARTED = re.compile(r"[、,\uff0c;\uff1b/]")
_TOTAL = re.compile("合计|总计|小计|总|全[市县区省镇乡]")


def read_cells(entry: Entry, resolution: Resolution, subjects: Subjects) -> Iterator[Observation]:
    """Yield an observation for every number that stands in a cell of a flattened table."""
    cells = {q.start: q for q in resolution.quantities if q.shape == "cell"}
    for section in entry.sections if cells else ():
        for grid in find_grids(entry.text, section.start, section.end):
            columns = [_column(entry.text, grid, index) for index in range(len(grid.header))]
            for row in grid.rows:
                name = entry.text[slice(*row[0])]
                scope = _scope(name, row[0][0], subjects)
                dated = _YEAR.fullmatch(name)
                year = int(dated[1]) if dated else year_at(resolution.years, grid.start)
                for (start, _), column in zip(row, columns, strict=True):
                    if start in cells:
                        yield _cell(cells[start], name, column, scope, year)


class _Column(NamedTuple):
    """What a column measures, in which unit, and what its numbers are multiplied by."""

    indicator: str
    unit: str
    factor: int
    year: int | None


def _column(text: str, grid: Grid, index: int) -> _Column:
    head = text[slice(*grid.header[index])]
    match = _UNIT.search(head)
    percent = _PERCENT.search(head)
    dated = _YEAR.fullmatch(_UNIT.sub("", head))
    words = (match[1] or match[2]) if match else "%" if percent else unit_of_column(head)
    if not words and (match := _UNIT.search(text[slice(*grid.caption)])):
        # 单位:人、万元 — what no column's name implies is the unit of the others
        named = _PARTED.split(match[1] or match[2])
        words = next((word for word in named if not _is_implied(text, grid, word)), named[0])
    scaled = _SCALED.fullmatch(words)
    unit, factor = (scaled[2], _SCALES[scaled[1]]) if scaled else (words, 1)
    name = "" if dated else _PERCENT.sub("", _UNIT.sub("", head))
    return _Column(name, "CNY" if unit == "元" else unit, factor, int(dated[1]) if dated else None)


def _is_implied(text: str, grid: Grid, unit: str) -> bool:
    return any(unit_of_column(text[slice(*head)]) == unit for head in grid.header)


def _cell(cell: Quantity, row: str, column: _Column, scope: Scope, year: int | None) -> Observation:
    unit, indicator = column.unit or cell.unit, column.indicator
    kind: ObservationKind = "level"
    if is_proportion(unit):
        kind = (
            "share"
            if indicator.startswith("占")
            else "growth"
            if indicator.startswith(("增", "比"))
            else "rate"
        )
    value = cell.value * column.factor
    return Observation(
        evidence=Evidence(cell.start, cell.end, "figure:cell", 0.85 if unit else 0.6),
        text=cell.text,
        value=value.quantize(Decimal(1)) if value == value.to_integral_value() else value,
        unit=unit,
        qualifier=cell.qualifier,
        kind=kind,
        indicator=(indicator if _TOTAL.search(row) or _YEAR.fullmatch(row) else f"{row}{indicator}") or row,
        subject=scope.subject,
        place=scope.place,
        year=column.year or year,
    )


def _scope(row: str, start: int, subjects: Subjects) -> Scope:
    default = subjects.default(start)
    entity = None if _TOTAL.search(row) else subjects.named(start)
    return subjects.scope_of(entity, default) if entity is not None else default
