"""Which row of the gazetteer a place is, if it is one."""

from __future__ import annotations

from functools import lru_cache

from yearbook_kg import gazetteer
from yearbook_kg.gazetteer import Division
from yearbook_kg.model import Entity

_KEPT = 16_384  # places; a corpus names the same few thousand again and again
# How far below the nation a level stands; the word is that of the gazetteer.
_ABROAD = frozenset({"country", "foreign"})
DEPTH = {"省": 1, "市": 2, "县": 3, "乡": 4, "村": 5}


@lru_cache(maxsize=_KEPT)
def row_of(place: Entity) -> Division | None:
    """Return the row of the gazetteer that is this place and no other, or None.

    With a code, the row of that code under the name, or under any name. Without one, a province, or a name
    that a single thing in the tables bears, and no division below: 长江, 日本 or 日本国, a development zone.

    >>> row_of(Entity("永新县", "Place", None, "360830")).level
    '县'
    >>> row_of(Entity("永新", "Place", None, "360830")).name, row_of(Entity("永新县", "Place"))
    ('永新县', None)
    >>> row_of(Entity("日本国", "Place")).name, row_of(Entity("江西省", "Place")).code
    ('日本', '360000')
    """
    found = gazetteer.find(place.name)
    rows = [row for row in found if row.name == place.name]
    if place.code:
        same = (row for row in rows if row.code == place.code)
        return next(same, None) or gazetteer.by_code(place.code)
    if place.kind == "natural":  # 井冈山 the mountain, not the town
        rows = [row for row in rows if row.kind == "nature"]
    elif not rows and len(found) == 1 and found[0].kind in _ABROAD:
        rows = list(found)
    provinces = [row for row in rows if row.level == "省"]
    if len(provinces) == 1:
        return provinces[0]
    return rows[0] if len(rows) == 1 and not rows[0].code else None


@lru_cache(maxsize=_KEPT)
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
    >>> is_above(county, Entity("日本", "Place"))
    False
    """
    above, below = row_of(upper), row_of(lower)
    if below is not None and below.kind in _ABROAD:
        return above is not None and above.kind in _ABROAD  # 驻日本 on the page of a county
    if above is None or below is None:
        return True
    return DEPTH.get(above.level, 0) < DEPTH.get(below.level, len(DEPTH) + 1)
