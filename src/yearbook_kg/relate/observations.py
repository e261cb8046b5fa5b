"""Entry, Resolution -> observations: every figure of the body with what it measures, of whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import Entry, Evidence, Observation, Resolution
from yearbook_kg.relate.observations_cells import read_cells
from yearbook_kg.relate.observations_indicators import measure
from yearbook_kg.relate.observations_series import Measured
from yearbook_kg.relate.observations_slots import Slot, cut
from yearbook_kg.relate.observations_subjects import Scope, Subjects
from yearbook_kg.timeline import year_at

__all__ = ["observe"]


def observe(entry: Entry, resolution: Resolution) -> tuple[Observation, ...]:
    """Return the observations of the page, sorted by their evidence."""
    subjects = Subjects(entry.text, resolution.mentions, resolution.context)
    found: list[Observation] = []
    for line in cut(entry, resolution.quantities, resolution.times, resolution.mentions):
        found += _line(line, resolution, subjects)
    found += read_cells(entry, resolution, subjects)
    return tuple(sorted(found, key=lambda o: (o.evidence.start, o.evidence.end)))


def _line(line: list[Slot], resolution: Resolution, subjects: Subjects) -> Iterator[Observation]:
    scope: Scope | None = None
    sentence = position = -1
    scopes: dict[int, Scope] = {}
    for measured in measure(line):
        slot = measured.slot
        default = subjects.default(slot.quantity.start)
        if slot.sentence != sentence:
            scope, sentence, position = default, slot.sentence, slot.sentence_start
        mention = None
        for start in sorted({position, slot.clause_start}):
            mention = subjects.subject_between(start, slot.quantity.start) or mention
        position = slot.quantity.end
        if mention is not None and mention.entity is not None:
            scope = subjects.scope_of(mention.entity, default)
        own = scope or default
        if measured.about is not None:
            own = subjects.scope_of(measured.about, default)
        if measured.base is not None:
            own = scopes.get(measured.base.slot.quantity.start, own)
        scopes[slot.quantity.start] = own
        if measured.reading.kind in ("rank", "share"):
            field = subjects.field_of(slot.left)
            own = Scope(own.subject, field or own.place)
        yield _observation(measured, own, year_at(resolution.years, slot.quantity.start))


def _observation(measured: Measured, scope: Scope, year: int | None) -> Observation:
    quantity, reading = measured.slot.quantity, measured.reading
    base = measured.base.slot.quantity if measured.base and reading.kind != "level" else None
    return Observation(
        evidence=Evidence(quantity.start, quantity.end, f"figure:{reading.kind}", 0.9),
        text=quantity.text,
        value=-quantity.value if reading.falls and reading.kind == "growth" else quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        kind=reading.kind,
        indicator=measured.indicator,
        subject=scope.subject,
        place=scope.place,
        year=year,
        compared_with=(base.start, base.end) if base else None,
    )
