"""The record of a run: ``run.json`` for programs, ``summary.html`` for people, and what was left out.

The only place where a clock is read: the graph itself says nothing of the run that made it.
"""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from yearbook_kg.corpus.finish import Finished
from yearbook_kg.corpus.stamp import Stamp
from yearbook_kg.corpus.summary import summary_page
from yearbook_kg.write.files import whole_file

_TOLD = ("yearbook-kg", "zstandard", "ahocorasick_rs", "lunar_python", "pyshacl", "pyshifty", "rdflib")


class Fed(NamedTuple):
    """What the reading of a source, or of a part of it, came to.

    read: pages. built: those that were new or changed. standing: those that an earlier run had built.
    removed: pages of an earlier run that the source has no more. unreadable: origin and reason.
    """

    seconds: float
    read: int
    built: int
    standing: int
    removed: int
    unreadable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run: when, by whom, what it read, what it gave. Times in seconds since 1970."""

    begun: float
    ended: float
    workers: int
    stamp: Stamp
    fed: tuple[Fed, ...]
    finished: Finished

    @property
    def unreadable(self) -> list[tuple[str, str]]:
        """Origin and reason of all that could not be read."""
        return [one for fed in self.fed for one in fed.unreadable]


def write_record(run: Run, output: Path) -> Run:
    """Write ``run.json``, ``summary.html`` and ``skipped.jsonl`` of a finished run, and return the run."""
    told = record(run)
    left_out = [
        *({"origin": origin, "reason": reason, "kind": "unreadable"} for origin, reason in run.unreadable),
        *({"origin": origin, "reason": reason, "kind": "empty"} for origin, reason in run.finished.failed),
        *(
            {"origin": origin, "reason": f"repeats entry {id_}", "kind": "repeat"}
            for origin, id_ in run.finished.repeats
        ),
    ]
    _write(output / "skipped.jsonl", "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in left_out))
    _write(output / "summary.html", summary_page(told))
    _write(output / "run.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return run


def _write(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode("utf-8", "replace"))


def record(run: Run) -> dict[str, Any]:
    """Return what ``run.json`` says."""
    finished = run.finished
    seconds = run.ended - run.begun
    feeding = sum(one.seconds for one in run.fed)
    built = sum(one.built for one in run.fed)
    return {
        "begun": datetime.fromtimestamp(run.begun, UTC).isoformat(timespec="seconds"),
        "ended": datetime.fromtimestamp(run.ended, UTC).isoformat(timespec="seconds"),
        "seconds": {"all": round(seconds, 3), "building": round(feeding, 3)},
        "workers": run.workers,
        "pages": {
            "read": sum(one.read for one in run.fed),
            "built": built,
            "standing": sum(one.standing for one in run.fed),
            "removed": sum(one.removed for one in run.fed),
            "unreadable": len(run.unreadable),
            "empty": len(finished.failed),
            "repeats": len(finished.repeats),
            "renamed": len(finished.renamed),
        },
        "entries": finished.entries,
        "set_aside": finished.aside,
        "triples": finished.triples,
        "joined_triples": finished.joined,
        "findings": finished.findings,
        "shards": {"all": finished.shards, "written": finished.fresh},
        "per_second": {
            "pages_built": round(built / seconds, 1) if seconds else 0.0,
            "pages_read": round(sum(one.read for one in run.fed) / seconds, 1) if seconds else 0.0,
        },
        **{name: dict(Counter(counts).most_common()) for name, counts in finished.counts.items()},
        "quarantine": list(finished.quarantine),
        "rules_digest": run.stamp.rules,
        "ontology_digest": run.stamp.ontology,
        "options": asdict(run.stamp.options),
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"system": platform.system(), "cores": os.cpu_count()},
    }


def _versions() -> dict[str, str]:
    found = {}
    for package in _TOLD:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
