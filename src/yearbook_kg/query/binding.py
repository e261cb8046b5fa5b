"""Values in the place of parameters, written so that no value can become a part of the query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from yearbook_kg.curies import expand
from yearbook_kg.errors import QueryError
from yearbook_kg.labels import term_named
from yearbook_kg.query.catalogue import Parameter, Question
from yearbook_kg.terms import XSD

Given = str | int | float | Decimal | bool

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile('[\x00-\x1f\x7f\\\\"]')
_YEAR = re.compile(r"-?[0-9]{1,4}(?=年?$)")
# What is no part of the query itself: comments, IRIs, strings of one and of three quotes.
_TOKEN = re.compile(
    r"""
      \#[^\n]* | <[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | \$(?P<name>\w+)
    | (?<![\w:?$@-])(?P<service>SERVICE)(?![\w:-])
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def bind_question(question: Question, given: Mapping[str, Given]) -> str:
    """Return the SPARQL of a shipped question with the values given.

    Raises QueryError for a parameter that the question does not have, and for a value that does not fit.

    >>> from yearbook_kg.query.catalogue import load_question
    >>> sparql = bind_question(load_question("honours"), {"organization": '市总"工会'})
    >>> '"市总\\\\"工会"@zh' in sparql
    True
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    unknown = [name for name in given if name not in known]
    if unknown:
        names = ", ".join(known) or "none"
        raise QueryError(question.name, f"no parameter “{unknown[0]}”; it has {names}")
    return question.bound({name: _typed(question.name, known[name], value) for name, value in given.items()})


def bind_free(sparql: str, given: Mapping[str, Given]) -> str:
    """Return a query with each ``$name`` replaced by the value given for it, outside of strings and comments.

    A number stands as a number, an IRI or a prefixed name of the graph as an IRI, all else as a string.
    Raises QueryError for a value whose name the query does not use.

    >>> bind_free("SELECT * { ?s ?p $words # $words", {"words": "a\\"b"})
    'SELECT * { ?s ?p "a\\\\"b" # $words'
    """
    used: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name not in given:
            return match.group()
        used.add(name)
        return _free(given[name])

    bound = _TOKEN.sub(replace, sparql)
    unused = [name for name in given if name not in used]
    if unused:
        raise QueryError(
            "--sparql", f"the query does not use ${unused[0]}; write ${unused[0]} where the value belongs"
        )
    return bound


def refuse_service(sparql: str) -> None:
    """Raise QueryError for a query that would ask another server: SERVICE as a keyword.

    >>> refuse_service('SELECT * { ?s ?p "SERVICE" }')
    """
    if any(match["service"] for match in _TOKEN.finditer(sparql)):
        raise QueryError(
            "SERVICE", "it asks other servers, which the program never does; ask the graph alone"
        )


def _typed(question: str, parameter: Parameter, value: Given) -> str:
    text = str(value).strip()
    match parameter.kind:
        case "name":
            return f"{string(text)}@zh"
        case "year" if found := _YEAR.match(text):
            sign, digits = ("-", found.group()[1:]) if text.startswith("-") else ("", found.group())
            return f'"{sign}{digits:0>4}"^^<{XSD}gYear>'
        case "number":
            return _number(question, parameter, text)
        case "thing":
            # a property has its label in the ontology, not in the graph
            iri = expand(text) or (term_named(text) if parameter.name == "predicate" else None)
            return f"<{iri}>" if iri else f"{string(text)}@zh"
        case "text":
            return string(text)
    raise QueryError(question, f"“{text}” is no year for “{parameter.name}”; write it like 2012")


def _number(question: str, parameter: Parameter, text: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise QueryError(question, f"“{text}” is no number for “{parameter.name}”; write it like 0.5")
    return f'"{value:f}"^^<{XSD}decimal>'


def _free(value: Given) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        kind = "integer" if isinstance(value, int) else "decimal"
        return f'"{Decimal(str(value)):f}"^^<{XSD}{kind}>'
    iri = expand(value)
    return f"<{iri}>" if iri else string(value)


def string(value: str) -> str:
    """Return a string in double quotes, as SPARQL reads it back to the same string."""
    return '"' + _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m.group()) or f"\\u{ord(m.group()):04X}", value) + '"'
