"""Which row of the gazetteer a place is, if it is one."""

from __future__ import annotations

from yearbook_kg import gazetteer
from yearbook_kg.gazetteer import Division
from yearbook_kg.model import Entity


def row_of(place: Entity) -> Division | None:
    """Return the row of the gazetteer that is this place and no other, or None.

    With a code, the row of that code under the name, or under any name. Without one, a name that a single
    thing in the tables bears, and no division of the code list: 长江, 日本, a development zone.

    >>> row_of(Entity("永新县", "Place", None, "360830")).level
    '县'
    >>> row_of(Entity("永新", "Place", None, "360830")).name, row_of(Entity("永新县", "Place"))
    ('永新县', None)
    """
    rows = [row for row in gazetteer.find(place.name) if row.name == place.name]
    if place.code:
        same = (row for row in rows if row.code == place.code)
        return next(same, None) or gazetteer.by_code(place.code)
    return rows[0] if len(rows) == 1 and not rows[0].code else None


def is_former(row: Division) -> bool:
    """Whether its code means something else today: a code may be given out again.

    >>> is_former(row_of(Entity("襄樊市", "Place", None, "420600")))
    True
    """
    now = gazetteer.by_code(row.code)
    return now is not None and now.name != row.name


def official_name(entity: Entity) -> str:
    """Return the name of the gazetteer for a place with a code that it knows, else the name as it is."""
    row = row_of(entity) if entity.type == "Place" and entity.code else None
    return row.name if row else entity.name
