"""``query`` and ``explain``: questions to a graph, and the words behind its statements."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from yearbook_kg.cli.console import err, out
from yearbook_kg.cli.options import Lang, Language
from yearbook_kg.cli.words import say

if TYPE_CHECKING:
    from yearbook_kg.query import Table as Answer

_SHOWN = 20  # passages of an explanation; a county has hundreds


class Form(StrEnum):
    """How rows are written."""

    table = "table"
    csv = "csv"
    json = "json"


def query(
    graph: Annotated[
        str | None,
        typer.Argument(
            help="a graph file, a folder of them, a store, or a database (oxigraph:FOLDER, sparql:URL, "
            "neo4j:URL, ladybug:FILE, falkordb:URL); none: list the questions"
        ),
    ] = None,
    *,
    lang: Lang,
    name: Annotated[str | None, typer.Option(help="a shipped question")] = None,
    sparql: Annotated[
        str | None, typer.Option(help="a query of your own, or @FILE; the prefixes are known")
    ] = None,
    cypher: Annotated[
        str | None, typer.Option(help="for a property graph: a query of your own, or @FILE")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="KEY=VALUE for a parameter of the question")
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--format", "-f", help="default: table on a terminal, csv in a pipe")
    ] = None,
) -> None:
    """Ask a graph one of the shipped questions or SPARQL. 用预置问题或 SPARQL 查询图谱。"""
    from yearbook_kg.load.property import answers_cypher
    from yearbook_kg.query import open_store, run_query, unknown_names

    if graph is None or (name is None and sparql is None and cypher is None):
        _list_questions(lang)
        return
    params = _params(param or [])
    if answers_cypher(graph):
        _show(_property_graph(graph, name, cypher or sparql, params, lang), form)
        return
    if sparql and sparql.startswith("@"):
        sparql = _file(sparql[1:])
    opened = open_store(graph)
    table = run_query(opened, name, sparql=sparql, params=params, lang=lang)
    if name is not None and not len(table):
        for unknown, close in unknown_names(opened, name, params).items():
            key = "didyoumean" if close else "unknown"
            err.print(escape(say(key, lang, name=unknown, close="、".join(close))), soft_wrap=True)
    _show(table, form)


def _property_graph(
    graph: str, name: str | None, cypher: str | None, params: dict[str, str], lang: Language
) -> Answer:
    """The rows of a property graph, which is asked in Cypher."""
    from yearbook_kg.load.property import open_answering
    from yearbook_kg.query.cypher import run_cypher

    if cypher and cypher.startswith("@"):
        cypher = _file(cypher[1:])
    opened = open_answering(graph)
    try:
        return run_cypher(opened, name, cypher=cypher, params=params, lang=lang)
    finally:
        opened.close()


def _show(table: Answer, form: Form | None) -> None:
    chosen = form or (Form.table if out.is_terminal else Form.csv)
    if chosen is Form.table:
        out.print(table.rich())
    else:
        text = table.csv() if chosen is Form.csv else table.json()
        out.file.write(text if text.endswith("\n") else text + "\n")


def explain(
    thing: Annotated[str, typer.Argument(help="an IRI, a prefixed name (ybd:…) or a name on the page")],
    predicate: Annotated[str | None, typer.Argument(help="a property, to ask for one statement")] = None,
    target: Annotated[str | None, typer.Argument(help="the object of the statement")] = None,
    *,
    lang: Lang,
    graph: Annotated[
        str | None,
        typer.Option("--graph", "-g", help="file, folder, store or database; default: the one in output/"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=f"every passage, not the first {_SHOWN} only")] = False,
    json: Annotated[bool, typer.Option("--json", help="for a program: every passage")] = False,
) -> None:
    """Show the words behind a thing or a statement, and cite them. 显示陈述背后的原文与引文。"""
    from yearbook_kg.query import explain as explain_thing

    explanation = explain_thing(
        graph or _only_graph(Path("output"), lang), thing, predicate, target, lang=lang
    )
    if json:
        out.file.write(explanation.json() + "\n")
        return
    if not every:
        explanation = explanation.first(_SHOWN)
    if out.is_terminal:
        out.print(explanation.rich())
    else:
        out.file.write(f"{explanation}\n")


def _list_questions(lang: Language) -> None:
    from yearbook_kg.query import load_question, question_names

    table = Table()
    for head in ("--name", "", "--param"):
        table.add_column(head, overflow="fold")
    for name in question_names():
        question = load_question(name)
        given = ", ".join(
            p.name if p.default is None else f"{p.name}={p.default}" for p in question.parameters
        )
        table.add_row(name, escape(question.title[lang]), escape(given))
    out.print(table)


def _params(words: list[str]) -> dict[str, str]:
    params = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise typer.BadParameter(f"{word}: write KEY=VALUE")
        params[key] = value
    return params


def _file(name: str) -> str:
    try:
        return Path(name).read_text("utf-8")
    except OSError as error:
        raise typer.BadParameter(f"@{name}: {error.strerror}") from None


def _only_graph(folder: Path, lang: Language) -> Path:
    # The same graph may stand there in several formats: the most exact one will do.
    for ending in (".nq", ".trig", ".ttl"):
        found = sorted(folder.glob(f"*{ending}"))
        if len(found) == 1:
            return found[0]
        if found:
            raise typer.BadParameter(say("several", lang, folder=folder))
    raise typer.BadParameter(say("nograph", lang, folder=folder))
