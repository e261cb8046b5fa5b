"""The cells of flattened tables: indicator and unit from the header line, subject from the first column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from yearbook_kg.model import Entity, Entry, Evidence, Observation, ObservationKind, Quantity, Resolution
from yearbook_kg.relate.observations_kinds import is_proportion
from yearbook_kg.relate.observations_subjects import Scope, Subjects
from yearbook_kg.timeline import year_at

__all__ = ["read_cells"]

_TOKEN = re.compile(r"[^\s\u3000|]+")
_UNIT = re.compile(r"[(\uff08](?:单位[:\uff1a])?([^()\uff08\uff09]+)[)\uff09]")
_SCALED = re.compile(r"(万|亿|百万|千万|千|百)?(.+)")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_TOTAL = re.compile("合计|总计|小计|总|全[市县区省镇乡]")


def read_cells(entry: Entry, resolution: Resolution, subjects: Subjects) -> Iterator[Observation]:
    """Yield an observation for every cell whose column names an indicator."""
    text = entry.text
    header: list[re.Match[str]] = []
    caption_unit = ""
    cells = [q for q in resolution.quantities if q.shape == "cell"]
    for start, group in groupby(cells, key=lambda q: text.rfind("\n", 0, q.start) + 1):
        end = text.find("\n", start)
        row = list(_TOKEN.finditer(text, start, end if end >= 0 else len(text)))
        above_start = text.rfind("\n", 0, max(start - 1, 0)) + 1
        above = list(_TOKEN.finditer(text, above_start, max(start - 1, 0)))
        if len(above) == len(row) and not any(c.isdigit() for c in above[-1][0]):
            header = above
            caption_unit = _caption(text, above_start)
        if len(header) != len(row):
            continue
        for cell in group:
            column = next(i for i, token in enumerate(row) if token.start() == cell.start)
            yield _cell(cell, row[0], header[column][0] or caption_unit, resolution, subjects)


def _caption(text: str, above_start: int) -> str:
    line_start = text.rfind("\n", 0, max(above_start - 1, 0)) + 1
    match = _UNIT.search(text, line_start, above_start)
    return match[0] if match else ""


def _cell(
    cell: Quantity, name: re.Match[str], column: str, resolution: Resolution, subjects: Subjects
) -> Observation:
    unit_match = _UNIT.search(column)
    words = unit_match[1] if unit_match else cell.unit
    scaled = _SCALED.fullmatch(words) if words else None
    factor, unit = 1, words
    if scaled and scaled[1] and words not in ("百分点", "千米", "千克", "千瓦"):
        factor, unit = _SCALES[scaled[1]], scaled[2]
    indicator = _UNIT.sub("", column)
    share = is_proportion(unit) and indicator.startswith("占")
    scope = _scope(name, cell, subjects)
    kind: ObservationKind = "share" if share else "rate" if is_proportion(unit) else "level"
    value = cell.value * factor
    whole = value == value.to_integral_value()
    return Observation(
        Evidence(cell.start, cell.end, "figure:cell", 0.85),
        cell.text,
        value.quantize(Decimal(1)) if whole else value,
        "CNY" if unit == "元" else unit,
        cell.qualifier,
        kind,
        indicator if _TOTAL.search(name[0]) else f"{name[0]}{indicator}",
        scope.subject,
        scope.place,
        year_at(resolution.years, cell.start),
    )


def _scope(name: re.Match[str], cell: Quantity, subjects: Subjects) -> Scope:
    default = subjects.default(cell.start)
    if (entity := subjects.named(name.start())) is not None:
        return subjects.scope_of(entity, default)
    if _TOTAL.search(name[0]):
        return default
    return (
        Scope(Entity(name[0], "Facility"), default.place) if name[0].endswith(("路", "段", "桥")) else default
    )
