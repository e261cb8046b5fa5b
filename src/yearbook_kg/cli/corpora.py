"""``build`` for many pages, and ``merge``: a corpus in shards, with a bar and a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from yearbook_kg.cli.console import err, out
from yearbook_kg.cli.options import Lang, Language
from yearbook_kg.cli.translation import translate
from yearbook_kg.cli.words import say

if TYPE_CHECKING:
    from yearbook_kg.corpus import Fed, Options, Run
    from yearbook_kg.corpus.finish import OnStep

# Up to so many pages make one graph in memory, in any format; more are a corpus.
LARGEST_GRAPH = 200
_ONE_PAGE = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
_SHOWN = 20  # of what was left out; the files list all of it


class Compression(StrEnum):
    """How the files of a corpus are compressed."""

    none = "none"
    gzip = "gzip"
    zstd = "zstd"


Workers = Annotated[int | None, typer.Option("--workers", "-w", min=1, help="processes; makes a corpus")]
Compress = Annotated[Compression | None, typer.Option("--compress", help="the shards of a corpus")]
Shard = Annotated[
    str | None, typer.Option("--shard", help="i/n: build the i-th of n parts of a corpus, for `merge`")
]
Ray = Annotated[str | None, typer.Option("--ray", help="host:port of a Ray cluster (extra [ray]), or auto")]
Parts = Annotated[
    int | None, typer.Option("--parts", min=1, help="with --ray: of how many parts it is built")
]


def part_of(shard: str | None) -> tuple[int, int] | None:
    """Return which part of how many a word like ``3/16`` means. Raises typer.BadParameter."""
    if shard is None:
        return None
    number, slash, count = shard.partition("/")
    if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return int(number), int(count)
    raise typer.BadParameter(f"'{shard}' is no part; write 3/16 for the third of sixteen")


def is_corpus(output: Path) -> bool:
    """Whether a corpus was built in a folder: then a build there goes on with it."""
    from yearbook_kg.corpus.store import FILE, FOLDER

    return (output / FOLDER / FILE).is_file()


def is_large(sources: Sequence[str]) -> bool:
    """Whether the sources hold more pages than one graph should; what is read but once is taken for small."""
    from yearbook_kg import pipeline

    plain = all(Path(source).suffix.lower() in _ONE_PAGE for source in sources)
    if "-" in sources or (plain and len(sources) <= LARGEST_GRAPH):
        return False
    found = pipeline.pages(list(sources), on_skip=lambda _: None)
    return next(islice(found, LARGEST_GRAPH, None), None) is not None


def build_large(
    sources: Sequence[str],
    output: Path,
    *,
    workers: int,
    compression: Compression,
    part: tuple[int, int] | None,
    cluster: tuple[str, int | None] | None,
    options: Options,
    lang: Language,
) -> None:
    """Build a corpus, or a part of one, and say what came of it."""
    from yearbook_kg import corpus

    paths = list(sources)
    with _bar(lang) as on_step:
        if part is not None:
            fed = corpus.build_part(
                paths, output, part=part, workers=workers, options=options, on_step=on_step
            )
            _tell_part(fed, output, lang)
        if cluster is not None:
            run = _on_cluster(paths, output, cluster, compression, options, on_step)
        else:
            run = corpus.build_corpus(
                paths,
                output,
                workers=workers,
                compression=compression.value,
                options=options,
                on_step=on_step,
            )
    _tell(run, output, lang)


def _on_cluster(
    paths: list[str],
    output: Path,
    cluster: tuple[str, int | None],
    compression: Compression,
    options: Options,
    on_step: OnStep,
) -> Run:
    from yearbook_kg.corpus.cluster import Cluster, build_on_cluster

    address, parts = cluster
    with closing(Cluster(address, parts=parts)) as joined:
        return build_on_cluster(
            paths, output, joined, compression=compression.value, options=options, on_step=on_step
        )


def merge(
    parts: Annotated[list[Path], typer.Argument(help="the folders of the parts that `build --shard` wrote")],
    *,
    lang: Lang,
    output: Annotated[Path, typer.Option("--output", "-o", help="folder of the corpus")] = Path("output"),
    workers: Workers = None,
    compress: Compress = None,
) -> None:
    """Put the parts of a corpus together. 合并分批构建的各部分为一个语料图谱。"""
    from yearbook_kg import corpus

    compression = compress or Compression.none
    with _bar(lang) as on_step:
        run = corpus.merge_corpora(
            parts, output, workers=workers or 1, compression=compression.value, on_step=on_step
        )
    _tell(run, output, lang)


@contextmanager
def _bar(lang: Language) -> Iterator[OnStep]:
    """A bar with rate and remaining time on standard error, where that is a terminal."""
    if not err.is_terminal:
        yield lambda *_: None
        return
    columns = (
        *(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()),
        *(TaskProgressColumn(show_speed=True), TimeRemainingColumn()),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=err, transient=True, speed_estimate_period=60) as progress:

        def on_step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(say(f"step_{what}", lang), total=total or None)
            progress.update(tasks[what], completed=done, total=total or None)

        yield on_step


def _tell_part(fed: Fed, output: Path, lang: Language) -> NoReturn:
    _tell_left_out([(origin, "unreadable", reason) for origin, reason in fed.unreadable], lang)
    found = say("part_built", lang, pages=fed.built + fed.standing, folder=output)
    out.print(escape(found), highlight=False, soft_wrap=True)
    raise typer.Exit(3 if fed.unreadable else 0)


def _tell(run: Run, output: Path, lang: Language) -> None:
    """The figures of a run, what was left out, and the exit code that follows."""
    finished = run.finished
    out.print(escape(say("corpus_found", lang, folder=output)), highlight=False, soft_wrap=True)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    figures = {
        "built": sum(one.built for one in run.fed),
        "standing": sum(one.standing for one in run.fed),
        "removed": sum(one.removed for one in run.fed),
        "entries": finished.entries,
        "triples": finished.triples,
        "joined": finished.joined,
        "findings": finished.findings,
        "aside": finished.aside,
        "shards": finished.shards,
    }
    for name, count in figures.items():
        table.add_row(say(f"corpus_{name}", lang), f"{count:,}")
    out.print(table)
    left_out = [
        *((origin, "unreadable", reason) for origin, reason in (*run.unreadable, *finished.failed)),
        *(
            (origin, "repeat", f"repeats entry {id_}, its text is the same")
            for origin, id_ in finished.repeats
        ),
    ]
    _tell_left_out(left_out, lang)
    for one in finished.quarantine[:_SHOWN]:
        told = {"entry": one["entry"], "origin": one["origin"], "reason": one["broken"][0]}
        err.print(escape(say("corpus_aside_entry", lang, **told)), highlight=False, soft_wrap=True)
    if run.unreadable or finished.failed:
        raise typer.Exit(3)
    if finished.aside:
        raise typer.Exit(1)


def _tell_left_out(left_out: Sequence[tuple[str, str, str]], lang: Language) -> None:
    for origin, key, reason in left_out[:_SHOWN]:
        style = "red" if key == "unreadable" else "yellow"
        line = say(key, lang, origin=origin, reason=translate(reason, lang))
        err.print(escape(line), style=style, soft_wrap=True)
    if len(left_out) > _SHOWN:
        err.print(say("more_left_out", lang, count=len(left_out) - _SHOWN), soft_wrap=True)
