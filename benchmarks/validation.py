"""What validation costs: each engine over the same pages, and the plain checks apart.

    python benchmarks/validation.py [--rounds N]

Prints triples a second of one core (processor time, the best of N rounds: a busy machine counts least) for
the real page alone and for the development pages as a batch, then the ratios measured in this one run: the
compiled columns against pyshifty and pySHACL. Shapes are prepared before the clock runs; what that takes is
printed too.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from yearbook_kg.map import statements
from yearbook_kg.pipeline import extract_page
from yearbook_kg.read import read
from yearbook_kg.terms import Statements
from yearbook_kg.validate import ENGINES, ORACLE, Index, check
from yearbook_kg.validate.columns import compile_shape
from yearbook_kg.validate.engine import GATE
from yearbook_kg.validate.judge import plain_findings
from yearbook_kg.validate.shapes import read_shapes
from yearbook_kg.vocabulary import ontology_path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "examples" / "140320020220004324.txt"
CORPUS = ROOT / "tests" / "corpus"
SLOW = {"pyshacl"}  # timed once, on the batch


def entries(source: Path) -> list[Statements]:
    return [statements(extract_page(page)) for page in read(source)]


def size(batch: Sequence[Statements]) -> int:
    return sum(len(entry.rows) + len(entry.gazetteer) for entry in batch)


def best(action: Callable[[], Any], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        action()
        times.append(time.process_time() - begun)
    return min(times)


def run(engine: str, batch: Sequence[Statements]) -> None:
    for entry in batch:
        for _ in ENGINES[engine](Index.of_statements(entry), GATE):
            pass


def plain(batch: Sequence[Statements]) -> None:
    for entry in batch:
        for _ in plain_findings(Index.of_statements(entry)):
            pass


def index(batch: Sequence[Statements]) -> None:
    for entry in batch:
        Index.of_statements(entry)


def jobs(batch: Sequence[Statements]) -> dict[str, Callable[[], Any]]:
    return {
        **{f"{name}: index and shapes": partial(run, name, batch) for name in ENGINES},
        "index alone": lambda: index(batch),
        "plain checks: index and checks": lambda: plain(batch),
        "columns: all": lambda: check(batch, every=0),
        "pyshifty: all": lambda: check(batch, engine="pyshifty", every=0),
        "pyshacl: all": lambda: check(batch, engine="pyshacl", every=0),
    }


def measure(title: str, batch: Sequence[Statements], rounds: int) -> dict[str, float]:
    triples, took = size(batch), {}
    print(f"{title}: {len(batch)} entries, {triples} triples")
    for name, action in jobs(batch).items():
        once = len(batch) > 1 and name.split(":")[0] in SLOW
        took[name] = best(action, 1 if once else rounds)
        speed, each = triples / took[name], took[name] / len(batch) * 1000
        print(f"  {name:34}{speed:>12,.0f} triples/s{each:>9.2f} ms an entry")
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    text = ontology_path(GATE).read_text("utf-8")
    page = entries(PAGE)
    for name in ENGINES:
        run(name, page)  # prepares the shapes
    compiling = best(lambda: [compile_shape(shape) for shape in read_shapes(text)], rounds)
    print(f"reading and compiling the shapes: {compiling * 1000:.1f} ms, once a process")
    measure("the real page", page, rounds)
    batch = entries(CORPUS)
    took = measure("the development pages", batch, rounds)
    # so few entries that a sample of them would be none or all
    second = took["pyshacl: index and shapes"] / len(batch) / ORACLE * 1000
    print(f"pySHACL on one entry in {ORACLE} as well adds {second:.2f} ms an entry")
    for other in ("pyshifty", "pyshacl"):
        shapes = took[f"{other}: index and shapes"] / took["columns: index and shapes"]
        everything = took[f"{other}: all"] / took["columns: all"]
        print(f"columns as fast as {other}: shapes {shapes:.1f} times, everything {everything:.1f} times")


if __name__ == "__main__":
    main()
