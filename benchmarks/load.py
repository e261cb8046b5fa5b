"""Triples a second into each RDF target, against the target's own bulk loader on the same file, in one run.

    python -m benchmarks.load [--copies 6] [--rounds 3] [-o FILE]

The file is the graph of the development pages, written some times over with other names. Each round fills
each target by its own loader and by ``yearbook-kg load``, one after the other, into empty folders; all
processes that take part are counted: client, server, loader. ``cpu`` is triples per second of processor time,
``clock`` per second on the clock, each of the round in the middle; a ratio over 1 means faster than the
target's own loader. ``loaded`` counts what was loaded, as the own loaders do at most; ``compared`` also reads
all of it back, which is what ``load`` does unless told otherwise. Start-up of clients is counted in, that of
servers is not.

Own loaders: ``Store.bulk_load`` of pyoxigraph, ``oxigraph load``, ``tdb2.tdbloader``, ``rdf_loader_run``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import cost
from tests.load.servers import DATABASES, KINDS, Server
from yearbook_kg.graph import Graph
from yearbook_kg.map import map_document
from yearbook_kg.pipeline import extract_page
from yearbook_kg.read import read

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench-load"
_LOAD = "import sys; from yearbook_kg.cli import main; main()"
_OWN = "import sys, pyoxigraph as ox; ox.Store(sys.argv[2]).bulk_load(path=sys.argv[1])"
_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Seconds of processor time and on the clock."""

    cpu: float
    clock: float


def write(copies: int) -> tuple[Path, int]:
    """Write the graph, entry by entry as a corpus has them; return the file and how many triples it has."""
    path = WORK / "graph.nq"
    pages = [page for page in read(ROOT / "tests" / "corpus") if page.origin.endswith(".txt")]
    documents = [extract_page(page) for page in pages]
    graph = Graph(quad for document in documents for quad in map_document(document))
    graphs: dict[str, list[str]] = defaultdict(list)
    for line in graph.serialise("nq").splitlines(keepends=True):
        graphs[line.rsplit(" ", 2)[1]].append(line)
    with path.open("w", encoding="utf-8") as file:
        for copy in range(copies):
            for lines in graphs.values():
                file.writelines(line.replace("yearbook-kg/id/", f"yearbook-kg/id/c{copy}_") for line in lines)
    return path, copies * sum(map(len, graphs.values()))


def timed(*command: str | Path, server: Server | None = None) -> Spent:
    """Run a command and return what it cost, with what it cost the server."""
    before = _cpu(server)
    start = time.perf_counter()
    used = cost(*map(str, command))
    return Spent(used.cpu + _cpu(server) - before, time.perf_counter() - start)


def _cpu(server: Server | None) -> float:
    if server is None or server.process is None:
        return 0
    fields = Path(f"/proc/{server.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def ours(graph: Path, target: str, *more: str, server: Server | None = None) -> Spent:
    """Load by the command line."""
    return timed(sys.executable, "-c", _LOAD, "load", graph, "--to", target, *more, server=server)


@contextmanager
def running(kind: str) -> Iterator[Server]:
    """A server with nothing in it."""
    folder = fresh(kind)
    folder.mkdir(parents=True)
    server = KINDS[kind](folder)
    if server is None:
        raise SystemExit(f"{kind} is not installed: run tests/load/install.sh")
    server.start()
    os.environ.update(server.environment)
    try:
        yield server
    finally:
        for name in server.environment:
            del os.environ[name]
        server.stop()


def fresh(name: str) -> Path:
    """A folder that is not there."""
    path = WORK / name
    shutil.rmtree(path, ignore_errors=True)
    return path


def embedded(graph: Path) -> Iterator[tuple[str, Spent]]:
    yield "own", timed(sys.executable, "-c", _OWN, graph, fresh("own"))
    yield "loaded", ours(graph, f"oxigraph:{fresh('store')}", "--no-compare")
    yield "compared", ours(graph, f"oxigraph:{fresh('store')}")


def oxigraph(graph: Path) -> Iterator[tuple[str, Spent]]:
    program = next(DATABASES.glob("oxigraph-*/bin/oxigraph"))
    yield "own", timed(program, "load", "--location", fresh("own"), "--file", graph)
    yield from _by_http(graph, "oxigraph")


def fuseki(graph: Path) -> Iterator[tuple[str, Spent]]:
    jar = next(DATABASES.glob("jena-fuseki-server-*.jar"))
    yield "own", timed("java", "-Xmx1g", "-cp", jar, "tdb2.tdbloader", "--loc", fresh("own"), graph)
    yield from _by_http(graph, "fuseki")


def virtuoso(graph: Path) -> Iterator[tuple[str, Spent]]:
    with running("virtuoso") as server:
        sql = (server.folder / "virtuoso.ini").read_text("utf-8").partition("ServerPort = ")[2].split()[0]
        shutil.copy(graph, server.folder / "graph.nq")
        script = server.folder / "load.sql"
        script.write_text("ld_dir('.', 'graph.nq', 'urn:x');\nrdf_loader_run();\ncheckpoint;\n", "utf-8")
        yield "own", timed("isql-vt", sql, "dba", "dba", script, server=server)
    yield from _by_http(graph, "virtuoso")


def _by_http(graph: Path, kind: str) -> Iterator[tuple[str, Spent]]:
    for name, more in (("loaded", ("--no-compare",)), ("compared", ())):
        with running(kind) as server:
            yield name, ours(graph, server.target, *more, server=server)


TARGETS: dict[str, Callable[[Path], Iterator[tuple[str, Spent]]]] = {
    "oxigraph (embedded)": embedded,
    "oxigraph (server)": oxigraph,
    "fuseki": fuseki,
    "virtuoso": virtuoso,
}


def figures(triples: int, rounds: list[dict[str, Spent]]) -> dict[str, dict[str, float]]:
    """Return triples a second, and their ratios to those of the own loader in the same round."""
    told: dict[str, dict[str, float]] = {}
    for name in rounds[0]:
        told[name] = {
            "cpu": round(triples / statistics.median(one[name].cpu for one in rounds)),
            "clock": round(triples / statistics.median(one[name].clock for one in rounds)),
        }
        if name != "own":
            for kind in ("cpu", "clock"):
                ratios = [getattr(one["own"], kind) / getattr(one[name], kind) for one in rounds]
                told[name][f"{kind}_vs_own"] = round(statistics.median(ratios), 2)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--targets", default=",".join(TARGETS))
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "benchmarks" / "load.json")
    asked = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    graph, triples = write(asked.copies)
    # targets that are not asked for keep what an earlier run measured
    told = json.loads(asked.output.read_text("utf-8")) if asked.output.is_file() else {}
    of = {
        "triples": triples,
        "megabytes": round(graph.stat().st_size / 1e6),
        "rounds": asked.rounds,
        "python": platform.python_version(),
        "pyoxigraph": metadata.version("pyoxigraph"),
    }
    for name in asked.targets.split(","):
        told[name] = {"of": of, **figures(triples, [dict(TARGETS[name](graph)) for _ in range(asked.rounds)])}
        print(name, json.dumps(told[name]), flush=True)
        asked.output.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
