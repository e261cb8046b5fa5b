"""``load``: a written graph into a database."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn

from yearbook_kg.cli.console import err, out
from yearbook_kg.cli.options import Lang
from yearbook_kg.cli.words import say

_PROPERTY_GRAPHS = ("neo4j:", "ladybug:", "falkordb:", "csv:")


class Evidence(StrEnum):
    """How a property graph holds the words behind a statement."""

    properties = "properties"
    nodes = "nodes"


def load(
    graph: Annotated[
        Path, typer.Argument(help="a graph file, or a folder of shards (.nq .nq.gz .nq.zst .trig .ttl …)")
    ],
    *,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="the database: oxigraph:FOLDER, sparql:URL, neo4j:URL, ladybug:FILE, falkordb:URL, "
            "or csv:FOLDER for Neo4j's import; "
            "user, password or token stand in YEARBOOK_KG_USER, …_PASSWORD, …_TOKEN",
        ),
    ],
    lang: Lang,
    evidence: Annotated[
        Evidence, typer.Option("--evidence", help="property graphs: make nodes of spans and claims too")
    ] = Evidence.properties,
    prune: Annotated[
        bool, typer.Option("--prune", help="remove the entries that the graph no longer has")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare/--no-compare", help="read back what was loaded, besides counting it")
    ] = True,
) -> None:
    """Load a graph into a database, entry by entry. 将图谱逐条目载入数据库。

    What stands there already is skipped, so a load that was cut off goes on where it stopped.
    已在库中的条目会略过，中断的载入可接着进行。
    """
    from yearbook_kg.load import load as load_graph

    if evidence is Evidence.nodes:
        if not to.startswith(_PROPERTY_GRAPHS):
            raise typer.BadParameter("--evidence nodes: only a property graph has nodes for evidence")
        to = f"{to}?evidence=nodes"

    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def show(entries: int, triples: int) -> None:
            progress.update(task, description=say("loading", lang, entries=entries, triples=triples))

        loaded = load_graph(graph, to, prune=prune, compare=compare, on_progress=show)
    done = say(
        "loaded", lang, put=loaded.put, triples=loaded.triples, skipped=loaded.skipped, removed=loaded.removed
    )
    counts = loaded.counts
    if counts.triples is not None:
        now = say("stands", lang, target=to, entries=counts.entries, triples=counts.triples)
    else:
        now = say(
            "standsgraph", lang, target=to, entries=counts.entries, nodes=counts.nodes, edges=counts.edges
        )
    for line in (done, now):
        out.print(escape(line), soft_wrap=True, highlight=False)
