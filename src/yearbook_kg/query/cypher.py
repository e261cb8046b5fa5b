"""The shipped questions in Cypher, for property graphs: the twins of the SPARQL ones, with the same rows.

A twin stands beside its question (``honours.cypher`` beside ``honours.rq``), which says what it asks, what
its parameters and columns are. Its own head says what a database cannot: which columns are terms of the
ontology or dates, and the order of the rows, in which no two databases agree where a cell is empty. Columns
that the question does not have are there to sort by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from yearbook_kg.curies import expand
from yearbook_kg.errors import QueryError
from yearbook_kg.labels import term_named
from yearbook_kg.query.binding import Given
from yearbook_kg.query.catalogue import Parameter, load_question
from yearbook_kg.query.table import Table
from yearbook_kg.terms import XSD, Iri, Literal, Term, decimal, integer, string
from yearbook_kg.vocabulary import CONCEPT_BASE

_HEAD = re.compile(r"// (terms|dates|order): (.*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^.*)?')
_YEAR = re.compile(r"(-?[0-9]{1,4})年?")
_WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD|CALL|COPY|ALTER)\b", re.IGNORECASE)
_QUIET = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_LIST = "、"
_PARTS = {0: "gYear", 1: "gYearMonth", 2: "date"}


class Answering(Protocol):
    """A property graph that answers Cypher."""

    def answer(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
        """Return the columns and the rows of a question."""
        ...


def twin_names() -> tuple[str, ...]:
    """Return the names of the shipped questions that property graphs answer, sorted.

    >>> "honours" in twin_names()
    True
    """
    return tuple(sorted(f.name[:-7] for f in _folder().iterdir() if f.name.endswith(".cypher")))


def run_cypher(
    target: Answering,
    name: str | None = None,
    *,
    cypher: str | None = None,
    params: Mapping[str, Given] | None = None,
    lang: str = "zh",
) -> Table:
    """Put a shipped question, or Cypher of one's own, to a property graph.

    name: a question that has a twin in Cypher. cypher: a query instead, in which ``$word`` stands for the
    parameter of that name; it may only read. params, lang: as for ``run_query``.

    Raises QueryError for what cannot be asked, LoadError when the database fails.
    """
    if cypher is not None and name is None:
        if _WRITING.search(_QUIET.sub("", cypher)):
            raise QueryError("--cypher", "it would change the database; use MATCH, WITH, UNWIND and RETURN")
        columns, rows = target.answer(cypher, dict(params or {}))
        return Table(tuple(columns), tuple(tuple(_term(cell) for cell in row) for row in rows), labels=False)
    if name is None or cypher is not None:
        raise QueryError(name or "query", "give either the name of a question or a query of your own")
    question = load_question(name)
    if name not in twin_names():
        raise QueryError(
            name, f"a property graph cannot answer this one; it answers {', '.join(twin_names())}"
        )
    text, head = _twin(name)
    columns, rows = target.answer(text, _bound(name, question.parameters, params or {}))
    wanted = tuple(column.name for column in question.columns)
    places = {column: columns.index(column) for column in columns}
    cells = [{column: _cell(column, row[at], head) for column, at in places.items()} for row in rows]
    order = head.get("order", "").split()
    cells.sort(key=lambda row: [_key(row, column) for column in order])
    found = tuple(tuple(row.get(column) for column in wanted) for row in cells)
    titles = {column.name: column.title[lang] for column in question.columns}
    return Table(wanted, found, titles, question.title[lang], lang)


@cache
def _twin(name: str) -> tuple[str, Mapping[str, str]]:
    """The Cypher of a question without its comments, and what its head says."""
    text = _folder().joinpath(f"{name}.cypher").read_text("utf-8")
    head = {match[1]: match[2] for line in text.splitlines() if (match := _HEAD.fullmatch(line))}
    return "\n".join(line for line in text.splitlines() if not line.startswith("//")), head


def _folder() -> Any:
    return files(__package__).joinpath("questions")


# ── parameters ──────────────────────────────────────────────────────────────────────────────────────────────


def _bound(question: str, parameters: Sequence[Parameter], given: Mapping[str, Given]) -> dict[str, Any]:
    """All parameters of a question: what was given, else the default, else None."""
    known = {parameter.name for parameter in parameters}
    unknown = [name for name in given if name not in known]
    if unknown:
        names = ", ".join(sorted(known)) or "none"
        raise QueryError(question, f"no parameter “{unknown[0]}”; it has {names}")
    bound: dict[str, Any] = {}
    for parameter in parameters:
        default = _QUOTED.fullmatch(parameter.default or "")
        value = given.get(parameter.name, default[1] if default else None)
        bound[parameter.name] = None if value is None else _given(question, parameter, str(value).strip())
    return bound


def _given(question: str, parameter: Parameter, text: str) -> str | int:
    if parameter.kind == "year":
        year = _YEAR.fullmatch(text)
        if year is None:
            raise QueryError(question, f"“{text}” is no year for “{parameter.name}”; write it like 2012")
        return int(year[1])
    if parameter.name == "predicate":
        # edges know their property as a prefixed name
        named = term_named(text)
        return _shortened(named) if named else text
    return expand(text) or text if parameter.kind == "thing" else text


def _shortened(iri: str) -> str:
    from yearbook_kg.curies import compact, shorthand

    return compact(iri, shorthand()) or iri


# ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────


def _cell(column: str, value: Any, head: Mapping[str, str]) -> Term | None:
    if isinstance(value, str) and column in head.get("terms", "").split():
        return Iri(expand(value) or CONCEPT_BASE + value)
    if isinstance(value, str) and column in head.get("dates", "").split():
        return Literal(value, XSD + _PARTS.get(value.lstrip("-").count("-"), "string"))
    return _term(value)


def _term(value: Any) -> Term | None:
    """A value of a database as a term; a list as its values, each once and in order, divided by 、."""
    match value:
        case None | []:
            return None
        case bool():
            return Literal(str(value).lower(), XSD + "boolean")
        case int():
            return integer(value)
        case float() | Decimal():
            return decimal(value)
        case list() | tuple():
            return string(_LIST.join(sorted({str(item) for item in value if item is not None})))
        case date():
            return Literal(value.isoformat(), XSD + "date")
    return string(str(value))


def _key(row: Mapping[str, Term | None], column: str) -> tuple[Any, ...]:
    """A sort key of a cell: an empty one first, numbers by their value, all else by its characters."""
    falling = column.startswith("-")
    term = row.get(column.removeprefix("-"))
    if term is None:
        return (1,) if falling else (0,)
    if isinstance(term, Literal) and term.datatype in (XSD + "integer", XSD + "decimal"):
        number = Decimal(term.value)
        return (0, 0, -number) if falling else (1, 0, number)
    return (1, 1, term.value)
