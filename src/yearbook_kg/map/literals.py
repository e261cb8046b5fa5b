"""Literals as the rows have them: in canonical form, written as in N-Triples.

``yearbook_kg.terms`` says what the canonical forms are; here they are text at once. What repeats on every
page (years, sums, how sure a rule is) is kept.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from yearbook_kg import terms
from yearbook_kg.model import PartialDate
from yearbook_kg.terms import XSD, written

_KEPT = 8192
_INTEGER = f'"^^<{XSD}integer>'


def string(value: str) -> str:
    """Return words as the page has them.

    >>> print(string("市总"), string('“好”,"好"'))
    "市总" "“好”,\\"好\\""
    """
    # Nothing printable needs an escape or a replacement, but these two.
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return written(terms.string(value))


def text(value: str) -> str:
    """Return a Chinese text, in Unicode normal form C.

    >>> print(text("市总"))
    "市总"@zh
    """
    if not unicodedata.is_normalized("NFC", value):
        value = terms.text(value).value
    return f"{string(value)}@zh"


def integer(value: int) -> str:
    """Return a whole number.

    >>> print(integer(7))
    "7"^^<http://www.w3.org/2001/XMLSchema#integer>
    """
    return f'"{value}{_INTEGER}'


# 1.0 and Decimal(1) are one key but for their type, and are written alike only as long as they are small
@lru_cache(maxsize=_KEPT, typed=True)
def decimal(value: Decimal | float) -> str:
    """Return a decimal number.

    >>> print(decimal(Decimal("8.226E+5")))
    "822600"^^<http://www.w3.org/2001/XMLSchema#decimal>
    """
    return written(terms.decimal(value))


@lru_cache(maxsize=_KEPT)
def year(value: int) -> str:
    """Return a year.

    >>> print(year(1998))
    "1998"^^<http://www.w3.org/2001/XMLSchema#gYear>
    """
    return written(terms.year(value))


@lru_cache(maxsize=_KEPT)
def date(value: PartialDate) -> str:
    """Return a year, a month or a day, whichever the text is precise to.

    >>> print(date(PartialDate(1998, 3)))
    "1998-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>
    """
    return written(terms.date(value))


def lexical(literal: str) -> str:
    """Return what stands between the quotes of a number or date: ``822600``.

    >>> lexical(decimal(Decimal("1.50")))
    '1.5'
    """
    return literal[1 : literal.index('"', 1)]
