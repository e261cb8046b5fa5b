"""Triples a second into each property graph, against its own bulk loader on the same data, in one run.

    python -m benchmarks.load_property [--copies 2] [--targets ladybug,neo4j] [-o FILE]

The file is the graph of the development pages, written some times over with other names. ``load`` is the
whole of ``yearbook-kg load``: reading the file, nodes and edges, the database, counting and comparing.
``own`` is the database's own loader on what ``load`` made of the same file, which others would have to make
first: COPY from Parquet for Ladybug, ``neo4j-admin database import`` for Neo4j (its Java starts for it, while
the server that ``load`` fills runs already). FalkorDB and ArcadeDB have no loader of their own that takes
lists and types; they stand with ``load`` alone. ``csv`` is what writing the files for the import takes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.load import write
from tests.load.property import servers
from tests.load.property.conftest import Place, name_of, ready
from yearbook_kg.load import EntryGraph, load
from yearbook_kg.load.entries import read_entries
from yearbook_kg.load.loading import open_target
from yearbook_kg.load.property.ladybug import LadybugTarget
from yearbook_kg.load.property.ladybug_tables import Copies
from yearbook_kg.load.property.mapping import portray
from yearbook_kg.load.property.merging import merge, told

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench-load-property"
Times = Iterator[tuple[str, float]]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def mapping(graph: Path) -> Times:
    """Reading and making nodes and edges alone: what every target has to wait for."""
    yield "map", timed(lambda: [portray(entry.quads(), entry.graph) for entry in read_entries(graph)])


def ladybug(graph: Path) -> Times:
    yield "own", _copied(list(read_entries(graph)))
    yield "load", timed(lambda: load(graph, f"ladybug:{WORK / 'graph.lbug'}"))


def _copied(entries: Sequence[EntryGraph]) -> float:
    """COPY of Parquet files that are there already, into tables that are there already."""
    portraits = [portray(entry.quads(), entry.graph) for entry in entries]
    merged, _ = merge([], [told(portrait) for portrait in portraits], {})
    edges = [edge for portrait in portraits for edge in portrait.edges]
    folder = WORK / "parquet"
    folder.mkdir()
    copies = Copies(folder)
    # one transaction, as for ``load``
    copied = [*copies.nodes(merged, []), *copies.edges(edges)]
    statements = ["BEGIN TRANSACTION", *copied, "COMMIT"]
    database = LadybugTarget(str(WORK / "own.lbug"))
    database._widen(merged, edges)
    try:
        return timed(lambda: [database.answer(statement, {}) for statement in statements])
    finally:
        database.close()


def neo4j(graph: Path) -> Times:
    folder = WORK / "csv"
    yield "csv", timed(lambda: load(graph, f"csv:{folder}"))
    home = WORK / "imported"
    home.mkdir()
    arguments = ("database", "import", "full", "@import.args", "neo4j")
    yield "own", timed(lambda: servers.admin(home, *arguments, cwd=folder))
    yield from _served("neo4j", graph)


def arcadedb(graph: Path) -> Times:
    yield from _served("arcadedb", graph)


def falkordb(graph: Path) -> Times:
    yield from _served("falkordb", graph)


def _served(kind: str, graph: Path) -> Times:
    home = WORK / kind
    home.mkdir()
    os.environ["YEARBOOK_KG_PASSWORD"] = servers.PASSWORD
    os.environ.pop("YEARBOOK_KG_USER", None)
    if kind == "arcadedb":
        os.environ["YEARBOOK_KG_USER"] = "root"
    with servers.running(getattr(servers, kind)(home)) as server:
        place = Place(kind, name_of(kind, server.port), server)
        ready(place)
        yield "load", timed(lambda: load(graph, place.name))
        opened = open_target(place.name)
        opened.remove(list(opened.digests()))
        opened.close()
        # the server has compiled itself and its plans by now
        yield "load_warm", timed(lambda: load(graph, place.name))
        yield "again", timed(lambda: load(graph, place.name))


TARGETS: dict[str, Callable[[Path], Times]] = {
    "mapping": mapping,
    "ladybug": ladybug,
    "neo4j": neo4j,
    "arcadedb": arcadedb,
    "falkordb": falkordb,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--targets", default=",".join(TARGETS))
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "benchmarks" / "load_property.json")
    asked = parser.parse_args()
    (ROOT / "build" / "bench-load").mkdir(parents=True, exist_ok=True)
    written, triples = write(asked.copies)
    graph = written.replace(ROOT / "build" / "bench-load-property.nq")
    told_: dict[str, object] = {
        "triples": triples,
        "python": platform.python_version(),
        "load_average": round(os.getloadavg()[0], 1),
        "versions": {name: metadata.version(name) for name in ("neo4j", "real-ladybug", "falkordb")},
    }
    for name in asked.targets.split(","):
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        found = {step: round(triples / seconds) for step, seconds in TARGETS[name](graph)}
        told_[name] = found
        if "own" in found:
            told_[f"{name}_load_vs_own"] = round(found.get("load_warm", found["load"]) / found["own"], 2)
        print(name, json.dumps(found), flush=True)
    asked.output.write_text(json.dumps(told_, indent=2) + "\n", "utf-8")
    shutil.rmtree(WORK)
    graph.unlink()


if __name__ == "__main__":
    main()
