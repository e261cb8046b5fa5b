"""A run that is killed: nothing that was reported done is lost, and the next run ends with the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.corpora.conftest import numbered, written
from yearbook_kg.corpus.crew import Processes
from yearbook_kg.model import Page

COUNT = 260


@pytest.fixture(scope="module")
def table(some_pages: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred pages as JSON Lines: the same short ones, under ids of their own."""
    short = sorted(some_pages, key=lambda page: len(page.text))[:2]
    path = tmp_path_factory.mktemp("table") / "pages.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            text = numbered(short[number % 2].text, number)
            file.write(json.dumps({"id": f"{number:04d}", "text": text}, ensure_ascii=False) + "\n")
    return path


def _start(table: Path, output: Path, workers: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "yearbook_kg", "build", str(table), "-o", str(output), "-w", str(workers)]
    return subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _done(output: Path) -> int:
    path = output / ".workbench" / "corpus.db"
    if not path.is_file():
        return 0
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as store:
            return int(store.execute("SELECT count(*) FROM pages").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # not yet made


@pytest.fixture(scope="module")
def undisturbed_table(table: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    output = tmp_path_factory.mktemp("undisturbed-table")
    assert _start(table, output, 1).wait(timeout=300) == 0
    return written(output)


@pytest.mark.parametrize("workers", [1, 2])
def test_kill_9_at_any_moment_loses_nothing(
    table: Path, undisturbed_table: dict[str, str], tmp_path: Path, workers: int
) -> None:
    moments = random.Random(workers)
    reported = 0
    for wanted in sorted(moments.randrange(1, COUNT) for _ in range(2)):
        process = _start(table, tmp_path, workers)
        deadline = time.monotonic() + 120
        while _done(tmp_path) < wanted and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(moments.random() / 10)
        before = _done(tmp_path)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        assert _done(tmp_path) >= before >= reported
        reported = before
    last = _start(table, tmp_path, workers)
    assert last.wait(timeout=300) == 0
    assert written(tmp_path) == undisturbed_table
    told = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert told["pages"]["standing"] >= reported


def test_a_kill_while_the_shards_are_written_is_made_good(
    table: Path, undisturbed_table: dict[str, str], tmp_path: Path
) -> None:
    assert _start(table, tmp_path, 1).wait(timeout=300) == 0
    (tmp_path / "graph" / "00000.nq").unlink()
    with (tmp_path / "graph" / "gazetteer.nq").open("ab") as file:
        file.write(b"half a li")  # as no run of ours leaves it, but a full disk or a copy may
    (tmp_path / "run.json").unlink()
    assert _start(table, tmp_path, 1).wait(timeout=300) == 0
    assert written(tmp_path) == undisturbed_table


def _square_or_die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def test_a_task_that_kills_its_process_takes_no_other_with_it() -> None:
    with closing(Processes(2)) as crew:
        got = sorted(crew.run(_square_or_die, range(8), on_lost=lambda number: -number))
    assert got == [-3, 0, 1, 4, 16, 25, 36, 49]


def _fail(number: int) -> int:
    raise ValueError(f"{number} is wrong")


def test_an_error_in_a_process_is_raised_here() -> None:
    with closing(Processes(1)) as crew, pytest.raises(ValueError, match="1 is wrong"):
        list(crew.run(_fail, [1], on_lost=_fail))
