"""What each stage costs, and whether it grows with the text and no faster.

    python benchmarks/stages.py [--rounds N]

Prints, for the real page, the milliseconds of each stage (the best of N rounds, so that a busy machine counts
least), and the time per character on a page of forty bodies against one: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from yearbook_kg.graph import Graph
from yearbook_kg.map import map_document
from yearbook_kg.model import Document, Page
from yearbook_kg.parse import parse
from yearbook_kg.punctuation import plain
from yearbook_kg.read import read
from yearbook_kg.recognise import recognise
from yearbook_kg.relate import relate
from yearbook_kg.resolve import resolve

PAGE = Path(__file__).parents[1] / "examples" / "140320020220004324.txt"
FORMATS = ("ttl", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "json")
COPIES = 40


def stages(page: Page) -> dict[str, Callable[[], Any]]:
    entry = parse(page)
    even = plain(entry)
    recognition = recognise(even)
    resolution = resolve(even, recognition)
    document = Document(entry, resolution, relate(even, resolution))
    graph = Graph(map_document(document))
    return {
        "read": lambda: list(read(PAGE)),
        "parse": lambda: parse(page),
        "recognise": lambda: recognise(even),
        "resolve": lambda: resolve(even, recognition),
        "relate": lambda: relate(even, resolution),
        "map": lambda: list(map_document(document)),
        "validate": lambda: Graph(graph.quads).validate(),
        **{f"write {name}": lambda name=name: graph.serialise(name) for name in FORMATS},
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    page = next(read(PAGE))
    large = enlarged(page)
    small_stages, large_stages = stages(page), stages(large)
    print(f"{'stage':14}{'ms a page':>10}{'growth':>10}")
    for name, action in small_stages.items():
        took = best(action, rounds)
        growth = ""
        if name in {"parse", "recognise", "resolve", "relate", "map"}:
            ratio = best(large_stages[name], 2) / took * len(page.text) / len(large.text)
            growth = f"{ratio:.2f}"
        print(f"{name:14}{took * 1000:10.1f}{growth:>10}")
    script = "import sys; from yearbook_kg.cli import main; main()"
    print(f"cold `import yearbook_kg`    {cold(rounds, '-c', 'import yearbook_kg'):.2f} s")
    print(f"cold python without it       {cold(rounds, '-c', 'pass'):.2f} s")
    build = cold(rounds, "-c", script, "build", str(PAGE), "-o", "build/bench")
    print(f"cold `yearbook-kg build`     {build:.2f} s")


if __name__ == "__main__":
    main()
