"""Entry, Resolution -> observations: every figure with what it measures, of whom, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yearbook_kg.model import Entity, Entry, Evidence, Observation, Quantity, Resolution
from yearbook_kg.relate.observations.cells import read_cells
from yearbook_kg.relate.observations.doubts import doubt_of, sureness_of
from yearbook_kg.relate.observations.indicators import measure
from yearbook_kg.relate.observations.series import Measured
from yearbook_kg.relate.observations.slots import Slot, cut
from yearbook_kg.relate.observations.subjects import Scope, Subjects
from yearbook_kg.relate.observations.years import Years

__all__ = ["observe"]

_PEOPLES_REPUBLIC = 1949
# 该渠, 其: the sentence goes on about what the one before was about.
_GOES_ON = re.compile(r"[\s\u3000]*(?:该(?!市|县|区|省)|其(?!中|他|余)|此)")


def observe(entry: Entry, resolution: Resolution) -> tuple[Observation, ...]:
    """Return the observations of the page, sorted by their evidence."""
    subjects = Subjects(entry, resolution.mentions, resolution.context)
    years = Years(entry.text, resolution)
    found: list[Observation] = []
    lineage = _Lineage(entry.body_start)
    for start, line in cut(entry, resolution.quantities, resolution.times, resolution.mentions):
        found += _line(entry, start, line, subjects, years, lineage)
    found += read_cells(entry, resolution, subjects)
    return tuple(sorted(found, key=lambda o: (o.evidence.start, o.evidence.end)))


@dataclass(slots=True)
class _Lineage:
    """Where an account of bodies stands: its subject, and up to which offset it was read."""

    position: int
    scope: Scope | None = None


def _line(
    entry: Entry, start: int, line: list[Slot], subjects: Subjects, years: Years, lineage: _Lineage
) -> Iterator[Observation]:
    text = entry.text
    head = subjects.head_of_section(entry, start) or subjects.head_of_line(start, line[0].quantity.start)
    rest = head or subjects.default(start)
    life = rest.subject is not None and rest.subject.type == "Person"
    lasting = head is None and subjects.tells_lineage(start)
    scope, position, sentence = rest, line[0].sentence_start, line[0].sentence
    if lasting:
        scope, position = lineage.scope or rest, lineage.position
    scopes: dict[int, Scope] = {}
    ranked: dict[int, Entity] = {}
    for measured in measure(line):
        slot = measured.slot
        offset = slot.quantity.start
        if slot.sentence != sentence:
            if not lasting and not _GOES_ON.match(text, slot.sentence_start):
                scope, position = rest, max(position, slot.sentence_start)
            sentence = slot.sentence
        scope = subjects.advance(scope, position, offset, rest=rest)
        position = slot.quantity.end
        if text.startswith("的", position) and (owner := subjects.owner_behind(position)) is not None:
            scope = subjects.scope_of(owner, subjects.default(offset))
        own = _own_scope(measured, scope, scopes, ranked, subjects)
        scopes[offset] = own
        yield _observation(measured, own, years.of(measured, life=life))
    if lasting:
        lineage.scope, lineage.position = scope, position


def _own_scope(
    measured: Measured,
    scope: Scope,
    scopes: dict[int, Scope],
    ranked: dict[int, Entity],
    subjects: Subjects,
) -> Scope:
    slot = measured.slot
    offset = slot.quantity.start
    if measured.about is not None:
        scope = subjects.scope_of(measured.about, subjects.default(offset))
    elif measured.base is not None:
        scope = scopes.get(measured.base.slot.quantity.start, scope)
    if measured.reading.kind in ("rank", "share"):
        field = subjects.field_of(slot.left, offset)
        if field is None and measured.reading.kind == "rank":
            field = ranked.get(slot.sentence)  # 总量列全省第十二位,增幅列第三位
        elif field is not None:
            ranked[slot.sentence] = field
        scope = Scope(scope.subject, field or scope.place)
    return scope


def _observation(measured: Measured, scope: Scope, year: int | None) -> Observation:
    quantity, reading = measured.slot.quantity, measured.reading
    base = measured.base.slot.quantity if measured.base and reading.kind != "level" else None
    doubt = doubt_of(measured)
    sure = sureness_of(measured, doubt=doubt, placed=scope.place is not None)
    return Observation(
        evidence=Evidence(quantity.start, quantity.end, f"figure:{reading.kind}", sure),
        text=quantity.text,
        value=-quantity.value if reading.falls and reading.kind == "growth" else quantity.value,
        unit=_money_of_its_time(quantity, year),
        qualifier=quantity.qualifier,
        kind=reading.kind,
        indicator=measured.indicator,
        subject=scope.subject,
        place=scope.place,
        year=year,
        compared_with=(base.start, base.end) if base else None,
        doubt=doubt,
    )


def _money_of_its_time(quantity: Quantity, year: int | None) -> str:
    """The yuan of before 1949 are not those of today: they keep their word."""
    old = quantity.unit == "CNY" and year is not None and year < _PEOPLES_REPUBLIC
    return "元" if old and "人民币" not in quantity.text else quantity.unit
