"""What a property graph makes of triples: which things are nodes, what becomes of literals and of times.

The exports for NetworkX (``write``) and the property-graph databases (``load``) follow these rules both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yearbook_kg.terms import XSD, Iri, Literal, Term
from yearbook_kg.vocabulary import RDF, TIME, YB

Properties = Mapping[Iri, Sequence[Term]]
Plain = str | int | float | bool

# Most telling first: a conferral is an event too, a division a place.
NODE_TYPES = (
    YB.Publication,
    YB.Entry,
    YB.Conferral,
    YB.OrganizationChange,
    YB.Change,
    YB.Tenure,
    YB.Observation,
    YB.Organization,
    YB.Person,
    YB.Facility,
    YB.AdministrativeDivision,
    YB.Place,
    YB.Work,
    YB.Honour,
    YB.Event,
)
_NUMBERS: Mapping[str, type[int] | type[float]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
}
_DATES = (TIME.inXSDDate, TIME.inXSDgYearMonth, TIME.inXSDgYear)


def ending(iri: Iri) -> str:
    """Return the local name of a term: what follows the last # or /.

    >>> ending(YB.builtBy)
    'builtBy'
    """
    return iri.value[max(iri.value.rfind("#"), iri.value.rfind("/")) + 1 :]


def plain(literal: Literal) -> Plain:
    """Return a literal as a number or a truth value where it is one, else its words.

    >>> plain(Literal("82.5", XSD + "decimal")), plain(Literal("1998", XSD + "gYear"))
    (82.5, '1998')
    """
    number = _NUMBERS.get(literal.datatype)
    if number is not None:
        return number(literal.value)
    return literal.value == "true" if literal.datatype == XSD + "boolean" else literal.value


def is_time(properties: Properties) -> bool:
    """Whether a thing is a time: no node, but the start and the end of what links to it."""
    types = properties.get(RDF.type, ())
    return TIME.Instant in types or TIME.Interval in types


def moments(things: Mapping[Iri, Properties], time: Iri, side: Iri) -> list[str]:
    """Return when a time starts or ends, as precise as the page: ``1998``, ``1998-03``, ``1998-03-05``.

    side: ``time:hasBeginning`` or ``time:hasEnd``; an instant is its own start and end.
    """
    properties = things.get(time, {})
    if side in properties:
        return [m for end in properties[side] if isinstance(end, Iri) for m in moments(things, end, side)]
    return [date.value for kind in _DATES for date in properties.get(kind, ())]
