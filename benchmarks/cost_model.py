"""What a corpus costs: seconds = start + pages * each, fitted on measured runs, told for any number of pages.

    python -m benchmarks.cost_model [--pages 30000000] [--cores 64] [--results benchmarks/results.json]

The fit makes the relative errors small, so that runs of 1,000 and of 100,000 pages weigh the same; how far it
is from each run is printed beside it. Disk is that of the largest run, in proportion.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

RESULTS = Path(__file__).parent / "results.json"
_FROM = 1_000  # smaller runs are mostly start


class Model(NamedTuple):
    """Seconds of one core: at the start, and for each page; and megabytes of output for each page."""

    start: float
    each: float
    megabytes: float

    def seconds(self, pages: int) -> float:
        return self.start + self.each * pages


def fit(runs: list[dict[str, Any]]) -> Model:
    """Fit the two figures by least squares of the relative errors.

    >>> model = fit([{"pages": n, "cpu_seconds": 2 + n / 100, "written_mb": n} for n in (1000, 10000)])
    >>> round(model.start, 6), round(model.each, 6), model.megabytes
    (2.0, 0.01, 1.0)
    """
    # minimise the sum of (1 - start * a - each * b)^2 with a = 1/seconds and b = pages/seconds
    a = [1 / run["cpu_seconds"] for run in runs]
    b = [run["pages"] / run["cpu_seconds"] for run in runs]
    aa, bb = sum(x * x for x in a), sum(x * x for x in b)
    ab = sum(x * y for x, y in zip(a, b, strict=True))
    span = aa * bb - ab * ab
    start = (sum(a) * bb - sum(b) * ab) / span
    each = (sum(b) * aa - sum(a) * ab) / span
    largest = max(runs, key=lambda run: run["pages"])
    return Model(start, each, largest["written_mb"] / largest["pages"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=30_000_000)
    parser.add_argument("--cores", type=int, default=64)
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    told = json.loads(asked.results.read_text("utf-8"))
    runs = [run for run in told["measured"]["growth"].values() if run["pages"] >= _FROM]
    model = fit(runs)
    print(f"seconds of a core = {model.start:.1f} + {1000 * model.each:.2f} ms * pages")
    for run in runs:
        off = model.seconds(run["pages"]) / run["cpu_seconds"] - 1
        print(
            f"{run['pages']:>10,} pages: {run['cpu_seconds']:10.1f} s measured, the model is {off:+.1%} off"
        )
    hours = model.seconds(asked.pages) / 3600
    disk = model.megabytes * asked.pages / (1 << 20)
    print(
        f"{asked.pages:>10,} pages: {hours:,.0f} hours of a core, {hours / asked.cores:,.1f} h on"
        f" {asked.cores} cores, {disk:,.1f} TB of N-Quads, zstandard"
    )


if __name__ == "__main__":
    main()
