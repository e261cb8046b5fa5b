"""All benchmarks in one run, written as ratios and figures to benchmarks/results.json.

    python -m benchmarks.run [--sizes 100,1000,10000,100000] [--only PAGE] [--pages 1000] [--peer 40]

Whole processes are measured, started by the command line as a user would start them. "Per core" is per
second of processor time, of the process and all its workers: on an idle machine with one worker that is the
time on the clock, which stands beside it, and a busy one disturbs it less. Start-up is a build of one page,
measured apart: figures are given with it, the growth without it, since it weighs on a hundred pages alone.

    build_vs_peer          pages a second of a validated build, its start-up included, against those of
                           peer.py, the loading of jieba left out
    pages_per_second_core  pages like the real one, with all evidence, not validated
    validated_pages_per_second_core, validation_share
    triples_per_second_core, of the build that is not validated
    growth_1e5_vs_1e2      time per page at 100,000 pages against that at 100, start-up left out
    peak_mb_1e5            memory of all processes together at 100,000 pages
    workers_2_vs_1         time on the clock of one worker against two; needs an idle machine

A key is null where the sizes asked for do not tell it. Under "measured" stands all that was measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks import stages, validation
from benchmarks.corpus import REAL, write
from benchmarks.measure import cost
from yearbook_kg.validate import ENGINES

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench"
SIZES = (100, 1_000, 10_000, 100_000)
# Small runs are over before a machine has settled; the middle one of a few tells more, and unlike the best of
# them it is not flattered beside a large run that is made once.
_ROUNDS = {1: 3, 100: 5}
_TURNS = 2
_VALIDATIONS = 3
_LARGEST_FOR_WORKERS = 10_000
_TOLD = ("yearbook-kg", "jieba", "rdflib", "pyshacl", "pyoxigraph", "pyshifty", "zstandard", "ahocorasick_rs")
_SCRIPT = "import sys; from yearbook_kg.cli import main; main()"

Told = dict[str, Any]


def build(source: Path, *, workers: int = 1, validate: bool = True) -> Told:
    """Build a corpus by the command line; return what it cost and what it says of itself."""
    output = WORK / "out"
    pages = sum(1 for _ in source.open("rb"))
    command = [sys.executable, "-c", _SCRIPT, "build", str(source), "-o", str(output)]
    command += ["--workers", str(workers), "--compress", "zstd"]
    command += [] if validate else ["--no-validate"]
    costs = []
    for _ in range(_ROUNDS.get(pages, 1)):
        shutil.rmtree(output, ignore_errors=True)
        costs.append(cost(*command))
    used = sorted(costs, key=lambda one: one.cpu)[len(costs) // 2]
    run = json.loads((output / "run.json").read_text("utf-8"))
    if run["pages"]["built"] != pages:
        raise SystemExit(f"{source}: {run['pages']['built']} pages of {pages} were built")
    return {
        "pages": pages,
        "triples": run["triples"],
        "entries": run["entries"],
        "set_aside": run["set_aside"],
        "workers": workers,
        "validated": validate,
        "seconds": used.seconds,
        "cpu_seconds": used.cpu,
        "peak_mb": used.peak_mb,
        "written_mb": sum(path.stat().st_size for path in (output / "graph").rglob("*")) / (1 << 20),
    }


def corpus(name: str, count: int, *, only: str | None = None) -> Path:
    path = WORK / f"{name}_{count}.jsonl"
    return path if path.exists() else write(path, count, only=only)


def peer(pages: int) -> Told:
    """Run the peer script on pages like the real one, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.peer", str(corpus("real", pages, only=REAL))]
    command += ["-o", str(WORK / "peer")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    told: Told = json.loads(done.stdout)
    return told


def per_page(run: Told, start: Told, clock: str = "cpu_seconds") -> float:
    """Milliseconds a page without the start-up."""
    return float(1000 * (run[clock] - start[clock]) / max(1, run["pages"] - start["pages"]))


def rate(run: Told, what: str = "pages") -> float:
    return float(run[what] / run["cpu_seconds"])


def speed(pages: int, of_peer: int) -> Told:
    """(a): pages like the real one, validated and not, and the peer on the same."""
    source = corpus("real", pages, only=REAL)
    turns: list[Told] = [
        # by turns, so that no one of them has the quiet hour; the best of each
        {"peer": peer(of_peer), "validated": build(source), "not_validated": build(source, validate=False)}
        for _ in range(_TURNS)
    ]
    best = {name: min((turn[name] for turn in turns), key=_seconds_a_page) for name in turns[0]}
    return best | {"start": build(corpus("real", 1, only=REAL))}


def _seconds_a_page(run: Told) -> float:
    return float(run["cpu_seconds"] / run["pages"])


def growth(sizes: list[int], only: str | None) -> Told:
    """(c) and (e): the development pages, or one of them, in growing numbers, validated, on one worker."""
    runs = {}
    for size in (1, *sizes):
        runs[str(size)] = build(corpus(only or "all", size, only=only))
        tell(f"{size} pages", runs[str(size)])
    for run in runs.values():
        run["ms_a_page"] = per_page(run, runs["1"])
        run["ms_a_page_clock"] = per_page(run, runs["1"], "seconds")
        run["ms_a_page_with_start"] = 1000 * run["cpu_seconds"] / run["pages"]
    return runs


def crews(sizes: list[int], grown: Told, only: str | None) -> Told:
    """(d): one worker against two, on the largest size that is not too large."""
    size = max((size for size in sizes if size <= _LARGEST_FOR_WORKERS), default=min(sizes))
    two = build(corpus(only or "all", size, only=only), workers=2)
    tell(f"{size} pages, 2 workers", two)
    return {"pages": size, "one": grown[str(size)], "two": two}


def validations() -> dict[str, float]:
    """Milliseconds an entry of each engine and check, over the development pages."""
    batch = validation.entries(validation.CORPUS)
    for engine in ENGINES:
        validation.run(engine, batch[:1])  # prepares the shapes
    took = validation.measure("the development pages", batch, _VALIDATIONS)
    return {name: 1000 * seconds / len(batch) for name, seconds in took.items()}


def results(sizes: list[int], pages: int, of_peer: int, only: str | None) -> Told:
    told = speed(pages, of_peer)
    tell("like the real page, validated", told["validated"])
    tell("like the real page", told["not_validated"])
    grown = growth(sizes, only)
    crew = crews(sizes, grown, only)
    lean, full = told["not_validated"], told["validated"]
    small, large = grown.get("100"), grown.get("100000")
    staged = stages.table(5)
    return {
        "build_vs_peer": rate(full) / (told["peer"]["pages"] / told["peer"]["cpu_seconds"]),
        "pages_per_second_core": rate(lean),
        "validated_pages_per_second_core": rate(full),
        "triples_per_second_core": rate(lean, "triples"),
        "validated_triples_per_second_core": rate(full, "triples"),
        "growth_1e5_vs_1e2": large["ms_a_page"] / small["ms_a_page"] if small and large else None,
        "peak_mb_1e5": large["peak_mb"] if large else None,
        "workers_2_vs_1": crew["one"]["seconds"] / crew["two"]["seconds"],
        "validation_share": 1 - lean["cpu_seconds"] / full["cpu_seconds"],
        "stages_ms": {name: one.ms for name, one in staged.items()},
        "stages_growth": {name: one.growth for name, one in staged.items() if one.growth},
        "validation_ms": validations(),
        "start_seconds": stages.starts(3),
        "growth_of": only or "all development pages",
        "measured": {**told, "growth": grown, "workers": crew},
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "processor": platform.machine()},
        "versions": {"python": platform.python_version(), **versions()},
    }


def versions() -> dict[str, str]:
    installed = {one.metadata["Name"].lower(): one.version for one in metadata.distributions()}
    return {name: installed[name.lower()] for name in _TOLD if name.lower() in installed}


def tell(what: str, run: Told) -> None:
    print(
        f"{what:32}{rate(run):8.1f} pages/s and core {rate(run, 'triples'):10,.0f} triples/s and core"
        f" {run['peak_mb']:7.0f} MB {run['seconds']:8.1f} s",
        flush=True,
    )


def rounded(value: Any) -> Any:
    """Four figures of each number: more than they are worth."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return float(f"{value:.4g}") if isinstance(value, float) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="pages of the growing corpora")
    parser.add_argument("--only", help="grow this one page (dev-g11), not all: a short one saves an hour")
    parser.add_argument("--pages", type=int, default=1_000, help="pages like the real one")
    parser.add_argument("--peer", type=int, default=40, help="pages for the peer script")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "benchmarks" / "results.json")
    asked = parser.parse_args()
    sizes = sorted({int(size) for size in asked.sizes.split(",")})
    busy = os.getloadavg()[0]
    if busy > 0.5:
        print(f"the machine is busy (load {busy:.1f}): times on the clock, and workers_2_vs_1, tell little")
    told = rounded(results(sizes, asked.pages, asked.peer, asked.only))
    asked.output.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    for key, value in told.items():
        if not isinstance(value, dict):
            print(f"{key:36}{value}")


if __name__ == "__main__":
    main()
