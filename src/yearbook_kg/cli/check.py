"""``validate`` and ``ontology``: a graph against the shapes, and the shapes themselves."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from yearbook_kg.cli.console import out
from yearbook_kg.cli.options import Lang
from yearbook_kg.cli.words import say


def validate(
    graph: Annotated[Path, typer.Argument(help="a graph file, a folder of them, or a store")],
    *,
    lang: Lang,
    deep: Annotated[bool, typer.Option("--deep", help="check the SPARQL rules too (slow)")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="for a program")] = False,
) -> None:
    """Check a graph against the shapes and its words against the pages. 以 SHACL 规则与原文校验图谱。"""
    from yearbook_kg.query import read_quads
    from yearbook_kg.validate import validate as check

    started = time.perf_counter()
    report = check(read_quads(graph), deep=deep, lang=lang)
    if as_json:
        rows = [asdict(result) | {"entry": result.entry and result.entry.value} for result in report.results]
        out.file.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        for result in report.results:
            style = "red" if result.severity == "violation" else "yellow"
            out.print(escape(str(result)), style=style, highlight=False, soft_wrap=True)
        violations = sum(result.severity == "violation" for result in report.results)
        key = "violations" if report.results else "conforms"
        seconds = f"{time.perf_counter() - started:.1f}"
        warnings = len(report.results) - violations
        out.print(say(key, lang, violations=violations, warnings=warnings, seconds=seconds))
    if not report.conforms:
        raise typer.Exit(1)


FILES = ("yearbook.ttl", "concepts.ttl", "shapes.ttl", "shapes-deep.ttl", "context.jsonld")


def ontology(
    name: Annotated[str | None, typer.Argument(help=f"one of {', '.join(FILES)}; prints it")] = None,
    *,
    lang: Lang,
    write: Annotated[Path | None, typer.Option(help="write all of them into this folder")] = None,
) -> None:
    """Print the ontology, the concepts or the shapes, or write them all. 输出本体、概念表与校验规则。"""
    from yearbook_kg.vocabulary import ontology_path
    from yearbook_kg.write import inside, whole_file

    if name is not None and name not in FILES:
        raise typer.BadParameter(f"{name}: the files are {', '.join(FILES)}")
    if write is None:
        out.file.write(ontology_path(name or FILES[0]).read_text("utf-8"))
        return
    for one in (name,) if name else FILES:
        path = inside(write, one)
        with whole_file(path) as file:
            file.write(ontology_path(one).read_bytes())
        out.print(escape(say("written", lang, path=path)), highlight=False, soft_wrap=True)
