"""``build``, ``extract``, ``export``: pages to a graph, pages to JSON, a graph to another format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from yearbook_kg.cli.console import err, out, track
from yearbook_kg.cli.corpora import (
    Compress,
    Compression,
    Parts,
    Ray,
    Shard,
    Workers,
    build_large,
    is_corpus,
    is_large,
    part_of,
)
from yearbook_kg.cli.options import Base, Lang, Language, Names, Sources, Tagger, recogniser_of
from yearbook_kg.cli.translation import translate
from yearbook_kg.cli.words import say
from yearbook_kg.errors import OutputError

if TYPE_CHECKING:
    from yearbook_kg.graph import Graph
    from yearbook_kg.model import Entry
    from yearbook_kg.pipeline import Skipped

_FORMATS = "ttl, nq, trig, jsonld, rdf, graphml, gexf, json"


def build(
    sources: Sources,
    *,
    lang: Lang,
    output: Annotated[Path, typer.Option("--output", "-o", help="folder of the files")] = Path("output"),
    formats: Annotated[
        str | None, typer.Option("--format", "-f", help=f"comma list of {_FORMATS}; default ttl,nq")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="stem of the files; default: the page's, `graph` for several pages")
    ] = None,
    validate: Annotated[
        bool, typer.Option("--validate/--no-validate", help="set entries aside that break a rule")
    ] = True,
    deep: Annotated[bool, typer.Option("--deep", help="check the SPARQL rules too")] = False,
    recogniser: Names = Tagger.rules,
    base: Base = None,
    workers: Workers = None,
    compress: Compress = None,
    shard: Shard = None,
    ray: Ray = None,
    parts: Parts = None,
) -> None:
    """Build the validated graph of pages. 由页面构建经校验的知识图谱。

    More than 200 pages, --workers, --compress, --shard or --ray make a corpus: shards of N-Quads, joined.
    超过 200 页，或用 --workers、--compress、--shard、--ray，则构建语料图谱：分片的 N-Quads，并跨条目汇合。
    """
    endings = [_format(word.strip(), lang) for word in (formats or "ttl,nq").split(",") if word.strip()]
    part = part_of(shard)
    if parts and not ray:
        raise typer.BadParameter("--parts says of how many parts a cluster builds; give --ray with it")
    if workers or compress or part or ray or is_corpus(output) or is_large(sources):
        from yearbook_kg.corpus import Options
        from yearbook_kg.vocabulary import DATA_BASE

        if deep or name or endings not in ([_format("nq", lang)], ["ttl", "nq"]):
            raise typer.BadParameter("a corpus is N-Quads in shards; leave --format, --name and --deep away")
        options = Options(
            base=base or DATA_BASE,
            learned=recogniser is Tagger.learned,
            engine="columns" if validate else None,
            lang=lang.value,
        )
        build_large(
            sources,
            output,
            workers=workers or 1,
            compression=compress or Compression.none,
            part=part,
            cluster=(ray, parts) if ray else None,
            options=options,
            lang=lang,
        )
        return
    _build_small(
        sources,
        output,
        endings,
        name=name,
        validate=validate,
        deep=deep,
        recogniser=recogniser,
        base=base,
        lang=lang,
    )


def _build_small(
    sources: list[str],
    output: Path,
    endings: list[str],
    *,
    name: str | None,
    validate: bool,
    deep: bool,
    recogniser: Tagger,
    base: str | None,
    lang: Language,
) -> None:
    """Build one graph in memory and write it in each format."""
    from yearbook_kg import pipeline
    from yearbook_kg.vocabulary import DATA_BASE
    from yearbook_kg.write import inside, safe_name, write_file

    skipped: list[Skipped] = []
    graph = pipeline.build(
        track(pipeline.pages(sources, on_skip=skipped.append), say("building", lang)),
        base=base or DATA_BASE,
        recogniser=recogniser_of(recogniser),
        on_skip=skipped.append,
    )
    report = graph.validate(deep=deep, lang=lang) if validate and graph.documents else None
    kept, aside = graph.split(report) if report else (graph, {})
    _tell_trouble(graph, skipped, lang)
    if kept.documents:
        stem = name or (kept.documents[0].entry.page.stem if len(graph.documents) == 1 else "graph")
        _tell_found(kept, lang)
        for ending in endings:
            path = inside(output, f"{safe_name(stem)}.{ending}")
            write_file(kept.quads, path, base=kept.base, lang=lang)
            out.print(escape(say("written", lang, path=path)), highlight=False, soft_wrap=True)
    else:
        err.print(say("nothing", lang))
    for one in aside.values():
        for path in one.quarantine(output, lang=lang):
            err.print(escape(say("quarantined", lang, path=path)), soft_wrap=True)
        for result in one.results:
            err.print(escape(str(result)), highlight=False, soft_wrap=True)
    _leave(unreadable=any(not one.repeat for one in skipped), findings=bool(aside))


def extract(
    sources: Sources,
    *,
    lang: Lang,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="folder: one JSON a page; default: JSON Lines to stdout"),
    ] = None,
    recogniser: Names = Tagger.rules,
) -> None:
    """Write the mentions, figures and facts of each page as JSON. 抽取提及、数据与事实，每页一个 JSON。"""
    from yearbook_kg import pipeline
    from yearbook_kg.evaluate import gold_form
    from yearbook_kg.write import inside, safe_name, whole_file

    skipped: list[Skipped] = []
    pages = track(pipeline.pages(sources, on_skip=skipped.append), say("extracting", lang))
    count = 0
    for document in pipeline.extract(pages, recogniser=recogniser_of(recogniser), on_skip=skipped.append):
        count += 1
        _tell_warnings(document.entry, lang)
        form = gold_form(document)
        if output is None:
            out.file.write(json.dumps(form, ensure_ascii=False) + "\n")
            continue
        with whole_file(inside(output, f"{safe_name(document.entry.page.stem)}.json")) as file:
            file.write(json.dumps(form, ensure_ascii=False, indent=1).encode() + b"\n")
    for one in skipped:
        _tell_skipped(one, lang)
    if output is not None:
        err.print(escape(say("extracted", lang, pages=count, folder=output)), soft_wrap=True)
    _leave(unreadable=any(not one.repeat for one in skipped))


def export(
    graph: Annotated[Path, typer.Argument(help="a graph file, a folder of them, or a store")],
    target: Annotated[Path, typer.Argument(help="the file to write; its ending says the format")],
    *,
    lang: Lang,
    format: Annotated[str | None, typer.Option("--format", "-f", help=f"one of {_FORMATS}")] = None,
) -> None:
    """Write a graph in another format. 将图谱转换为另一种格式。"""
    from yearbook_kg.query import read_quads
    from yearbook_kg.write import write_file

    chosen = _format(format, lang) if format else None
    path = write_file(read_quads(graph), target, format=chosen, lang=lang)
    out.print(escape(say("written", lang, path=path)), highlight=False, soft_wrap=True)


def _format(name: str, lang: Language) -> str:
    """The format of a name; one that there is not is a word typed wrong, no file that cannot be written."""
    from yearbook_kg.write import format_of

    try:
        return format_of(name)
    except OutputError as error:
        raise typer.BadParameter(": ".join((error.place, translate(error.reason, lang)))) from None


def _tell_found(graph: Graph, lang: Language) -> None:
    table = Table(
        title=say("found", lang, entries=len(graph.identifiers), quads=len(graph)), title_justify="left"
    )
    table.add_column(say("class", lang))
    table.add_column(say("count", lang), justify="right")
    for kind, count in graph.summary(lang=lang).items():
        table.add_row(escape(kind), str(count))
    out.print(table)


def _tell_trouble(graph: Graph, skipped: list[Skipped], lang: Language) -> None:
    for one in skipped:
        _tell_skipped(one, lang)
    for document in graph.documents:
        _tell_warnings(document.entry, lang)


def _tell_warnings(entry: Entry, lang: Language) -> None:
    page = entry.page
    for text in (*page.warnings, *entry.warnings):
        note = say("warning", lang, origin=page.origin, text=translate(text, lang))
        err.print(escape(note), style="yellow", soft_wrap=True)


def _tell_skipped(one: Skipped, lang: Language) -> None:
    key, style = ("repeat", "yellow") if one.repeat else ("unreadable", "red")
    reason = translate(one.reason, lang)
    err.print(escape(say(key, lang, origin=one.origin, reason=reason)), style=style, soft_wrap=True)


def _leave(*, unreadable: bool, findings: bool = False) -> None:
    if unreadable:
        raise typer.Exit(3)
    if findings:
        raise typer.Exit(1)
