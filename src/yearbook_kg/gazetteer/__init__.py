"""Places that need no page to be known: divisions and their history, zones, rivers, countries.

    >>> from yearbook_kg import gazetteer
    >>> (county,) = gazetteer.find("永新县", 2012)
    >>> county.code, gazetteer.parent(county, 2012).name
    ('360830', '吉安市')

``divisions.tsv`` is compiled from two packages (``python -m yearbook_kg.gazetteer.compile``), the others
are kept by hand, with a source in every row.
"""

from __future__ import annotations

from yearbook_kg.gazetteer.division import Division
from yearbook_kg.gazetteer.lookup import (
    ancestors,
    by_code,
    by_name,
    find,
    is_short,
    lengths,
    names,
    parent,
    province_of_letter,
    short_form,
)

__all__ = [
    "Division",
    "ancestors",
    "by_code",
    "by_name",
    "find",
    "is_short",
    "lengths",
    "names",
    "parent",
    "province_of_letter",
    "short_form",
]
