"""The cells of flattened tables: indicator and unit from the header line, subject from the first column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yearbook_kg.grid import Grid, find_grids
from yearbook_kg.model import Entry, Evidence, Observation, ObservationKind, Quantity, Resolution
from yearbook_kg.relate.observations_kinds import is_proportion
from yearbook_kg.relate.observations_subjects import Scope, Subjects
from yearbook_kg.relate.observations_wording import unit_of_column
from yearbook_kg.timeline import year_at

__all__ = ["read_cells"]

_UNIT = re.compile(r"[(\uff08](?:单位[:\uff1a])?([^()\uff08\uff09]+)[)\uff09]|单位[:\uff1a](\S+)")
_SCALED = re.compile(r"(百万|千万|万|亿|千|百)(?!分|米|克|瓦)(.+)")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_TOTAL = re.compile("合计|总计|小计|总|全[市县区省镇乡]")


def read_cells(entry: Entry, resolution: Resolution, subjects: Subjects) -> Iterator[Observation]:
    """Yield an observation for every number in a cell whose column or caption tells the unit."""
    cells = {q.start: q for q in resolution.quantities if q.shape == "cell"}
    for section in entry.sections if cells else ():
        for grid in find_grids(entry.text, section.start, section.end):
            for row in grid.rows:
                for column, (start, _) in enumerate(row):
                    if start in cells:
                        yield _cell(entry.text, grid, row[0], column, cells[start], resolution, subjects)


def _unit(text: str, grid: Grid, column: int) -> tuple[str, int]:
    """The unit of a column and what its numbers are multiplied by."""
    head = text[slice(*grid.header[column])]
    match = _UNIT.search(head)
    words = (match[1] or match[2]) if match else unit_of_column(head)
    if not words and (match := _UNIT.search(text[slice(*grid.caption)])):
        words = match[1] or match[2]
    scaled = _SCALED.fullmatch(words)
    return (scaled[2], _SCALES[scaled[1]]) if scaled else (words, 1)


def _cell(
    text: str,
    grid: Grid,
    name: tuple[int, int],
    column: int,
    cell: Quantity,
    resolution: Resolution,
    subjects: Subjects,
) -> Observation:
    unit, factor = _unit(text, grid, column)
    unit = unit or cell.unit
    row = text[slice(*name)]
    indicator = _UNIT.sub("", text[slice(*grid.header[column])])
    kind: ObservationKind = "level"
    if is_proportion(unit):
        kind = (
            "share"
            if indicator.startswith("占")
            else "growth"
            if indicator.startswith(("增", "比"))
            else "rate"
        )
    scope = _scope(row, name[0], subjects)
    value = cell.value * factor
    return Observation(
        evidence=Evidence(cell.start, cell.end, "figure:cell", 0.85 if unit else 0.6),
        text=cell.text,
        value=value.quantize(Decimal(1)) if value == value.to_integral_value() else value,
        unit="CNY" if unit == "元" else unit,
        qualifier=cell.qualifier,
        kind=kind,
        indicator=indicator if _TOTAL.search(row) else f"{row}{indicator}",
        subject=scope.subject,
        place=scope.place,
        year=year_at(resolution.years, cell.start),
    )


def _scope(row: str, start: int, subjects: Subjects) -> Scope:
    default = subjects.default(start)
    entity = None if _TOTAL.search(row) else subjects.named(start)
    return subjects.scope_of(entity, default) if entity is not None else default
