"""Which row of the gazetteer a place is, if it is one."""

from __future__ import annotations

from yearbook_kg import gazetteer
from yearbook_kg.gazetteer import Division
from yearbook_kg.model import Entity

# How far below the nation a level stands; the word is that of the gazetteer.
DEPTH = {"省": 1, "市": 2, "县": 3, "乡": 4, "村": 5}


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


def is_above(upper: Entity, lower: Entity) -> bool:
    """Whether one place can be above another, as far as their levels tell: a county lies in no county.

    >>> county, city = Entity("永新县", "Place", None, "360830"), Entity("吉安市", "Place", None, "360800")
    >>> is_above(city, county), is_above(county, city), is_above(Entity("赣江", "Place"), city)
    (True, False, True)
    """
    above, below = row_of(upper), row_of(lower)
    if above is None or below is None:
        return True
    return DEPTH.get(above.level, 0) < DEPTH.get(below.level, len(DEPTH) + 1)


def official_name(entity: Entity) -> str:
    """Return the name of the gazetteer for a place with a code that it knows, else the name as it is."""
    row = row_of(entity) if entity.type == "Place" and entity.code else None
    return row.name if row else entity.name
