"""What each stage costs, and whether it grows with the text and no faster.

    python benchmarks/stages.py [--rounds N]

Prints, for the real page, the milliseconds of each stage (the best of N rounds, so that a busy machine counts
least), and the time per character on a page of forty bodies against one: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from yearbook_kg import gazetteer
from yearbook_kg.corpus.keys import keys_of
from yearbook_kg.corpus.work import compressor
from yearbook_kg.graph import Graph
from yearbook_kg.map import map_document, statements
from yearbook_kg.model import Document, Page
from yearbook_kg.parse import parse
from yearbook_kg.pipeline import extract_page
from yearbook_kg.punctuation import plain
from yearbook_kg.read import read
from yearbook_kg.recognise import recognise
from yearbook_kg.relate import relate
from yearbook_kg.resolve import resolve
from yearbook_kg.tables import load
from yearbook_kg.validate import check
from yearbook_kg.write.nquads import encoded

PAGE = Path(__file__).parents[1] / "examples" / "140320020220004324.txt"
FORMATS = ("ttl", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "json")
COPIES = 40
TABLES = sorted(
    path.stem
    for path in (Path(__file__).parents[1] / "src" / "yearbook_kg" / "tables").glob("*.tsv")
    if not path.name.startswith("cli_")
)


def stages(page: Page) -> dict[str, Callable[[], Any]]:
    entry = parse(page)
    even = plain(entry)
    recognition = recognise(even)
    resolution = resolve(even, recognition)
    document = Document(entry, resolution, relate(even, resolution))
    graph = Graph(map_document(document))
    said = statements(document)
    text = encoded(said.rows, said.graph)
    check([said])  # compiles the shapes
    return {
        "read": lambda: list(read(PAGE)),
        "parse": lambda: parse(page),
        "recognise": lambda: recognise(even),
        "resolve": lambda: resolve(even, recognition),
        "relate": lambda: relate(even, resolution),
        "map": lambda: statements(document),
        "write rows": lambda: encoded(said.rows, said.graph),
        "check rows": lambda: check([said]),
        "keys for the join": lambda: keys_of(said),
        "compress": lambda: compressor().compress(text),
        "map to quads": lambda: list(map_document(document)),
        "validate": lambda: Graph(graph.quads).validate(),
        **{f"write {name}": partial(graph.serialise, name) for name in FORMATS},
    }


def floors(page: Page) -> dict[str, Callable[[], Any]]:
    """What no such program goes below: the bytes read, one pass of a matcher, the lines put together."""
    said = statements(extract_page(page))
    row = json.dumps({"id": "1", "text": page.text}, ensure_ascii=False).encode()
    words = {word for name in TABLES for line in load(name) for word in line.values() if len(word) > 1}
    matcher = AhoCorasick(sorted({*words, *gazetteer.names()}))
    return {
        "floor: read a row": lambda: json.loads(row),
        "floor: match all words": lambda: matcher.find_matches_as_indexes(page.text, overlapping=True),
        "floor: write the lines": lambda: "".join([f"{s} {p} {o} {said.graph} .\n" for s, p, o in said.rows]),
    }


def best(action: Callable[[], Any], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times)


def enlarged(page: Page) -> Page:
    """The page with its body many times over: no page of a book, but one that shows growth."""
    entry = parse(page)
    body = page.text[entry.body_start : entry.body_end]
    text = page.text[: entry.body_start] + "\n".join([body] * COPIES) + page.text[entry.body_end :]
    return replace(page, text=text)


def cold(rounds: int, *words: str) -> float:
    return best(lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True), rounds)


class Stage(NamedTuple):
    """Milliseconds a page, and the time per character on the large page against the small one."""

    ms: float
    growth: float | None = None


def table(rounds: int) -> dict[str, Stage]:
    """Return what every stage costs on the real page."""
    page = next(read(PAGE))
    large = enlarged(page)
    small_stages, large_stages = stages(page), stages(large)
    told = {}
    for name, action in small_stages.items():
        took = best(action, rounds)
        growth = None
        if name in {"parse", "recognise", "resolve", "relate", "map"}:
            growth = best(large_stages[name], 2) / took * len(page.text) / len(large.text)
        told[name] = Stage(took * 1000, growth)
    for name, action in floors(page).items():
        told[name] = Stage(best(action, rounds) * 1000)
    return told


def starts(rounds: int) -> dict[str, float]:
    """Return the seconds of a start from nothing: of Python, of the package, of a build of one page."""
    script = "import sys; from yearbook_kg.cli import main; main()"
    return {
        "python without it": cold(rounds, "-c", "pass"),
        "import yearbook_kg": cold(rounds, "-c", "import yearbook_kg"),
        "yearbook-kg build": cold(rounds, "-c", script, "build", str(PAGE), "-o", "build/bench"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print(f"{'stage':24}{'ms a page':>10}{'growth':>10}")
    for name, (ms, growth) in table(rounds).items():
        print(f"{name:24}{ms:10.2f}{'' if growth is None else f'{growth:.2f}':>10}")
    for name, seconds in starts(rounds).items():
        print(f"cold {name:24}{seconds:.2f} s")


if __name__ == "__main__":
    main()
