"""The constraints of SHACL Core that ``shapes.ttl`` uses, each over a whole column at once.

Two kinds: what needs the nodes (how many values, compared with which other property) and what looks at the
values alone. As the reference does: pySHACL, whose way with odd values is kept (``literals.as_node``).
"""

from __future__ import annotations

import operator
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AnySet
from datetime import date
from decimal import Decimal
from typing import Any

from yearbook_kg.terms import LANG_STRING, XSD
from yearbook_kg.validate.index import TYPE, Column, Index
from yearbook_kg.validate.literals import DECIMAL, INTEGER, as_node, language, lexical, number
from yearbook_kg.validate.shapes import SH

_DAY = re.compile(r'"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})"')
# nodes, their column -> each node at fault with the value at fault, or an empty string
NodeCheck = Callable[[Index, frozenset[str], Column], Iterable[tuple[str, str]]]
# distinct values -> those at fault
ValueCheck = Callable[[Index, set[str]], Iterable[str]]


def _min_count(value: str) -> NodeCheck:
    least = int(lexical(value))

    def check(_: Index, nodes: frozenset[str], column: Column) -> Iterator[tuple[str, str]]:
        if least == 1:
            return ((node, "") for node in nodes.difference(column.first))
        return ((node, "") for node in nodes if len(column.of(node)) < least)

    return check


def _max_count(value: str) -> NodeCheck:
    most = int(lexical(value))

    def check(_: Index, nodes: frozenset[str], column: Column) -> Iterator[tuple[str, str]]:
        several = column.more if most else column.first
        return ((node, "") for node in several.keys() & nodes if len(column.of(node)) > most)

    return check


def _unique_language(value: str) -> NodeCheck:
    wanted = lexical(value) == "true"

    def check(_: Index, nodes: frozenset[str], column: Column) -> Iterator[tuple[str, str]]:
        for node in column.more.keys() & nodes if wanted else ():
            tags = [tag.lower() for one in column.more[node] if (tag := language(one))]
            if len(set(tags)) < len(tags):
                yield node, ""

    return check


def _has_value(value: str) -> NodeCheck:
    def check(index: Index, nodes: frozenset[str], column: Column) -> Iterator[tuple[str, str]]:
        if column is index.column(TYPE):
            holders: AnySet[str] = index.members.get(value, set())
        else:
            holders = {node for node, found in column.pairs() if found == value}
        return ((node, "") for node in nodes - holders)

    return check


def _disjoint(predicate: str) -> NodeCheck:
    def check(index: Index, nodes: frozenset[str], column: Column) -> Iterator[tuple[str, str]]:
        other = index.column(predicate)
        for node in column.first.keys() & other.first.keys() & nodes:
            for value in column.of(node):
                if value in other.of(node):
                    yield node, value

    return check


def _before(predicate: str, holds: Callable[[Any, Any], bool]) -> NodeCheck:
    def check(index: Index, nodes: frozenset[str], column: Column) -> Iterator[tuple[str, str]]:
        other = index.column(predicate)
        several = column.more.keys() | other.more.keys()
        for node in column.first.keys() & other.first.keys() & nodes:
            one, two = number(column.first[node]), number(other.first[node])
            if one is not None and two is not None and holds(one, two) and node not in several:
                continue  # nearly all
            for value in column.of(node):
                if not all(_compare(value, limit, holds) for limit in other.of(node)):
                    yield node, value

    return check


def _compare(value: str, limit: str, holds: Callable[[Any, Any], bool]) -> bool:
    one, two = number(value), number(limit)
    if one is not None and two is not None:
        return holds(one, two)
    # as pySHACL: IRIs and strings among themselves, other literals in the order that rdflib gives them
    sides = [_side(as_node(term)) for term in (value, limit)]
    if isinstance(sides[0], str) != isinstance(sides[1], str):
        return False
    return holds(sides[0], sides[1])


def _side(node: Any) -> Any:
    from rdflib import Literal, URIRef

    if isinstance(node, URIRef):
        return str(node)
    if isinstance(node, Literal) and isinstance(node.value, str):
        return node.value
    return _Ordered(node)


class _Ordered:
    """A literal that is no string, in rdflib's order: a wrapper, since rdflib's own literals are strings."""

    def __init__(self, node: Any) -> None:
        self.node = node

    def __lt__(self, other: _Ordered) -> bool:
        return bool(self.node < other.node)

    def __le__(self, other: _Ordered) -> bool:
        return bool(self.node <= other.node)


NODES: Mapping[str, Callable[[str], NodeCheck]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_language,
    "hasValue": _has_value,
    "disjoint": _disjoint,
    "lessThan": lambda predicate: _before(predicate, operator.lt),
    "lessThanOrEquals": lambda predicate: _before(predicate, operator.le),
}


def _class(wanted: tuple[str, ...]) -> ValueCheck:
    def check(index: Index, values: set[str]) -> set[str]:
        return {value for kind in wanted for value in values - index.instances((kind,))}

    return check


def _node_kind(wanted: tuple[str, ...]) -> ValueCheck:
    # the first sign tells the kind: <iri>, "literal", _:blank
    kind = wanted[0].removeprefix(f"<{SH}").rstrip(">").lower()
    names = (("<", "iri"), ('"', "literal"), ("_", "blanknode"))
    signs = "".join(sign for sign, name in names if name in kind.split("or"))

    def check(_: Index, values: set[str]) -> list[str]:
        return [value for value in values if value[0] not in signs]

    return check


def _datatype(wanted: tuple[str, ...]) -> ValueCheck:
    kind = wanted[0]
    if kind == f"<{XSD}string>":
        return lambda _, values: [value for value in values if value[-1] != '"']
    if kind == f"<{LANG_STRING}>":
        return lambda _, values: [value for value in values if not language(value)]
    ending = f'"^^{kind}'
    well_formed = _WELL_FORMED.get(kind, _anything)

    def check(_: Index, values: set[str]) -> list[str]:
        return [value for value in values if not value.endswith(ending) or not well_formed(value)]

    return check


def _anything(_: str) -> bool:
    return True


def _is_integer(value: str) -> bool:
    return number(value) is not None or isinstance(_value(value), int)


def _is_decimal(value: str) -> bool:
    return number(value) is not None or isinstance(_value(value), Decimal)


def _is_date(value: str) -> bool:
    match = _DAY.match(value)
    if match:
        year, month, day = map(int, match.groups())
        return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return isinstance(_value(value), date)


# The datatypes that rdflib, and so pySHACL, looks into; of the others any text is taken.
_WELL_FORMED: Mapping[str, Callable[[str], bool]] = {
    INTEGER: _is_integer,
    DECIMAL: _is_decimal,
    f"<{XSD}date>": _is_date,
}


def _value(term: str) -> object:
    node: Any = as_node(term)
    return None if node.ill_typed else node.value


def _pattern(wanted: tuple[str, ...]) -> ValueCheck:
    patterns = [re.compile(lexical(one)) for one in wanted]

    def check(_: Index, values: set[str]) -> list[str]:
        return [
            value
            for value in values
            if value[0] == "_" or not all(pattern.search(lexical(value)) for pattern in patterns)
        ]

    return check


def _min_length(wanted: tuple[str, ...]) -> ValueCheck:
    least = int(lexical(wanted[0]))

    def check(_: Index, values: set[str]) -> list[str]:
        return [value for value in values if value[0] == "_" or _is_short(value, least)]

    return check


def _is_short(value: str, least: int) -> bool:
    signs = (value.rindex('"') if value[0] == '"' else len(value) - 1) - 1
    # the longest escape has ten signs for one, so the text of a page need not be read for it
    if "\\" in value and signs < 10 * least:
        signs = len(lexical(value))
    return signs < least


def _languages(wanted: tuple[str, ...]) -> ValueCheck:
    tags = {lexical(one).lower() for one in wanted}

    def check(_: Index, values: set[str]) -> list[str]:
        return [
            value
            for value in values
            if not (tag := language(value).lower()) or not (tag in tags or tag.partition("-")[0] in tags)
        ]

    return check


def _in(wanted: tuple[str, ...]) -> ValueCheck:
    allowed = frozenset(wanted)
    return lambda _, values: values - allowed


def _limit(wanted: tuple[str, ...], holds: Callable[[Any, Any], bool]) -> ValueCheck:
    limit, known = wanted[0], number(wanted[0])

    def check(_: Index, values: set[str]) -> list[str]:
        doubtful = [
            value
            for value in values
            if known is None or (one := number(value)) is None or not holds(one, known)
        ]
        return [value for value in doubtful if not _within(value, limit, holds)]

    return check


def _within(value: str, limit: str, holds: Callable[[Any, Any], bool]) -> bool:
    one, two = number(value), number(limit)
    if one is not None and two is not None:
        return holds(one, two)
    return value[0] == '"' and _rdflib_within(as_node(value), as_node(limit), holds)


def _rdflib_within(node: Any, limit: Any, holds: Callable[[Any, Any], bool]) -> bool:
    if isinstance(node.value, str) != isinstance(limit.value, str):
        return False
    try:
        if node.eq(limit):
            return holds(0, 0)
        return holds(1, 0) if node > limit else holds(0, 1)
    except (TypeError, NotImplementedError):
        return False  # a date is not above or below a number


VALUES: Mapping[str, Callable[[tuple[str, ...]], ValueCheck]] = {
    "class": _class,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "pattern": _pattern,
    "minLength": _min_length,
    "languageIn": _languages,
    "in": _in,
    "minInclusive": lambda wanted: _limit(wanted, operator.ge),
    "maxInclusive": lambda wanted: _limit(wanted, operator.le),
}
