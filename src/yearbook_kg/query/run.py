"""A question put to a graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from yearbook_kg.curies import prefixes
from yearbook_kg.errors import QueryError
from yearbook_kg.query.binding import Given, bind_free, bind_question, refuse_service
from yearbook_kg.query.catalogue import Question, load_question
from yearbook_kg.query.source import Opened, Source, open_store, own
from yearbook_kg.query.table import Table
from yearbook_kg.stores import RemoteStore
from yearbook_kg.terms import XSD, Literal, Term

if TYPE_CHECKING:
    import pyoxigraph as ox

Row = tuple[Term | None, ...]

_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_LIST = "、"
# The names and years of things, which every entry that speaks of one states again.
_STATED_OFTEN = re.compile(r"\b(?:skos:prefLabel|skos:altLabel|dcterms:title|time:inXSD[A-Za-z]+)(?=[\s|/])")
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")


def run_query(
    source: Source | Opened,
    name: str | None = None,
    *,
    sparql: str | None = None,
    params: Mapping[str, Given] | None = None,
    lang: str = "zh",
) -> Table:
    """Put a shipped question, or a query of one's own, to a graph.

    source: a graph file (ttl, nq, trig, jsonld, rdf; also .gz), a folder of them, a store on disk (opened
    read-only), a database (``oxigraph:FOLDER``, ``sparql:URL``), a ``Graph``, quads, or what ``open_store``
    returned. name: a shipped question. sparql: a query instead; the prefixes of the graph are known, and
    ``$word`` stands for the parameter of that name. params:
    values by name. lang: the language of titles and of the ontology's concepts.

    Rows come in the order that the query asks for, else sorted. Only reading is possible: updates and SERVICE
    are refused. Raises QueryError for what cannot be asked, ReadError for a source that cannot be read.

    >>> from yearbook_kg.terms import Iri, Quad, text
    >>> label = Iri("http://www.w3.org/2004/02/skos/core#prefLabel")
    >>> quad = Quad(Iri("https://example.org/a"), label, text("甲县"), Iri("https://example.org/g"))
    >>> run_query([quad], sparql="SELECT ?name { ?s skos:prefLabel ?name }").rows
    (('甲县',),)
    """
    if (name is None) == (sparql is None):
        raise QueryError(name or "query", "give either the name of a question or a query of your own")
    question = load_question(name) if name is not None else None
    bound = bind_question(question, params or {}) if question else bind_free(sparql or "", params or {})
    refuse_service(bound)
    opened = source if isinstance(source, Opened) else open_store(source)
    if question is not None:
        opened, bound = _prepared(opened, bound)
    columns, rows = _answer(opened, bound, question.name if question else "--sparql")
    if question is not None:
        rows = _lists_sorted(question, columns, rows)
    if not _ORDERED.search(bound):
        rows = sorted(rows, key=_row_key)
    titles = {column.name: column.title[lang] for column in question.columns} if question else {}
    title = question.title[lang] if question else ""
    return Table(columns, tuple(rows), titles, title, lang, labels=question is not None)


def _prepared(opened: Opened, bound: str) -> tuple[Opened, str]:
    """Return where a shipped question is best asked, and how, if a thing is named in many graphs.

    The union of graphs is a set, but Oxigraph gives a triple once for each graph: four names that thirty
    entries state become 30 * 30 * 30 * 30 rows before DISTINCT. A path of one step or more gives each end
    once, and a text or a year has no second step.
    """
    store = opened.store
    if isinstance(store, RemoteStore) and not store.faithful:
        return Opened(store.slice(bound, prefixes()), union=False), bound
    if opened.union and (not isinstance(store, RemoteStore) or store.endpoints.repeats):
        return opened, _STATED_OFTEN.sub(r"\g<0>+", bound)
    return opened, bound


def _answer(opened: Opened, sparql: str, name: str) -> tuple[tuple[str, ...], list[Row]]:
    import pyoxigraph as ox

    try:
        result = opened.store.query(sparql, prefixes=prefixes(), use_default_graph_as_union=opened.union)
        if isinstance(result, ox.QueryBoolean):
            return ("answer",), [(Literal(str(bool(result)).lower(), XSD + "boolean"),)]
        if isinstance(result, ox.QueryTriples):
            found = {
                tuple(own(t) for t in (triple.subject, triple.predicate, triple.object)) for triple in result
            }
            return ("subject", "predicate", "object"), list(found)
        columns = tuple(variable.value for variable in result.variables)
        return columns, [tuple(_term(solution[column]) for column in columns) for solution in result]
    except SyntaxError as error:
        raise QueryError(
            name, f"not a SPARQL question: {error.msg}; use SELECT, ASK, CONSTRUCT or DESCRIBE"
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(name, f"the store could not answer: {error}") from error


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
    return None if term is None else own(term)


def _lists_sorted(question: Question, columns: tuple[str, ...], rows: list[Row]) -> list[Row]:
    """Put the values of list cells in order: a store concatenates them as it finds them."""
    lists = {columns.index(column.name) for column in question.columns if column.is_list}

    def ordered(cell: Term | None) -> Term | None:
        if not isinstance(cell, Literal):
            return cell
        # TDB joins the decimal 4600000 to a list as 4600000.0
        values = sorted(_whole(value) for value in cell.value.split(_LIST) if value)
        return cell._replace(value=_LIST.join(values)) if values else None

    return [tuple(ordered(cell) if i in lists else cell for i, cell in enumerate(row)) for row in rows]


def _whole(value: str) -> str:
    match = _WHOLE.fullmatch(value)
    return match[1] if match else value


def _row_key(row: Row) -> tuple[tuple[object, ...], ...]:
    return tuple(("",) if cell is None else (cell.value, *cell[1:]) for cell in row)
