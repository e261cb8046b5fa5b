"""When a property graph fails: a clear error, exit code 3, whole entries, and the next load goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Runner
from tests.load.property import servers
from tests.load.property.conftest import Place, name_of, ready, started
from tests.load.property.test_targets import expected, marks
from tests.load.property.wire import Wire
from yearbook_kg.errors import LoadError
from yearbook_kg.load import EntryGraph, Target, load
from yearbook_kg.load.loading import open_target
from yearbook_kg.load.property.bolt import BoltTarget
from yearbook_kg.load.property.ladybug import LadybugTarget

Entries = tuple[EntryGraph, ...]
SERVERS = ("neo4j", "falkordb")


@dataclass
class Wired:
    """A server behind a wire."""

    kind: str
    server: servers.Server
    direct: str
    wired: str
    wire: Wire


@pytest.fixture(scope="module", params=SERVERS)
def reached(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with pytest.MonkeyPatch.context() as environment:
        yield from started(request.param, tmp_path_factory.mktemp(request.param), environment)


@pytest.fixture
def wired(reached: Place) -> Iterator[Wired]:
    assert reached.server is not None
    emptied(reached.name)
    with Wire(reached.server.port) as wire:
        yield Wired(reached.kind, reached.server, reached.name, name_of(reached.kind, wire.port), wire)


def emptied(name: str) -> None:
    opened = open_target(name)
    opened.remove(list(opened.digests()))
    opened.close()


def whole(name: str, entries: Sequence[EntryGraph]) -> None:
    """Each entry that is said to stand stands whole, and nothing else does."""
    opened = open_target(name)
    try:
        standing = tuple(entry for entry in entries if entry.graph in opened.digests())
        assert opened.differing(marks(standing)) == []
        counts = opened.counts()
        assert (counts.nodes, counts.edges) == (expected(standing).nodes, expected(standing).edges)
    finally:
        opened.close()


def test_a_wrong_password_is_told_with_exit_code_3(
    reached: Place, graph_file: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YEARBOOK_KG_PASSWORD", "not-this-one")
    done = run("load", graph_file, "--to", reached.name)
    assert done.code == 3
    assert "set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD" in done.err
    assert "not-this-one" not in done.err + done.out


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_that_is_down_is_told_with_exit_code_3(kind: str, graph_file: Path, run: Runner) -> None:
    done = run("load", graph_file, "--to", name_of(kind, servers.free_port()))
    assert done.code == 3
    assert "start it, then load again" in done.err


@pytest.mark.parametrize(
    "name",
    [
        "neo4j:localhost",
        "neo4j:bolt://me:secret@localhost",
        "falkordb:localhost",
        "falkordb:redis://:secret@localhost",
        "neo4j:bolt://localhost?evidence=all",
        "csv:/proc/nothing",
    ],
)
def test_an_address_that_cannot_be_is_told_without_its_password(
    name: str, graph_file: Path, run: Runner
) -> None:
    done = run("load", graph_file, "--to", name)
    assert done.code == 3
    assert "secret" not in done.err


def test_a_server_that_hangs_is_left_in_time(
    wired: Wired, entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YEARBOOK_KG_TIMEOUT", "4")
    opened = open_target(wired.wired)
    wired.wire.silent = True
    with pytest.raises(LoadError, match=r"no answer in 4 seconds|does not answer"):
        opened.put(entries[:1])
    opened.close()
    monkeypatch.delenv("YEARBOOK_KG_TIMEOUT")
    # what the server still had in hand when it was left it finishes or drops by itself
    settled(wired.direct)
    whole(wired.direct, entries)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_connection_leaves_whole_entries_and_the_next_load_goes_on(
    wired: Wired, entries: Entries, share: float
) -> None:
    some = entries[:3]
    opened = open_target(wired.wired)
    before = wired.wire.sent
    opened.put(some)
    size = wired.wire.sent - before
    opened.remove([entry.graph for entry in some])
    wired.wire.cut_after = wired.wire.sent + int(size * share)
    with pytest.raises(LoadError, match="the server does not answer"):
        one_by_one(opened, some)
    opened.close()
    settled(wired.direct)
    whole(wired.direct, entries)
    again = open_target(wired.direct)
    again.put(some)
    assert again.counts() == expected(some)
    again.close()


def one_by_one(opened: Target, some: Sequence[EntryGraph]) -> None:
    for entry in some:
        opened.put([entry])


def settled(name: str) -> None:
    """Wait until the server has noticed that a connection broke, and has let go of what it held."""
    for _ in range(30):
        opened = open_target(name)
        try:
            opened.remove(["https://example.org/nothing"])
        except LoadError:
            time.sleep(1)
        else:
            return
        finally:
            opened.close()


def test_a_killed_server_is_told_and_the_next_load_goes_on(
    wired: Wired, reached: Place, entries: Entries, graph_file: Path, run: Runner
) -> None:
    first = open_target(wired.direct)
    first.put(entries[:2])
    first.close()
    wired.wire.cut_after = wired.wire.sent + 1_000_000
    wired.wire.on_cut = wired.server.kill
    done = run("load", graph_file, "--to", wired.wired)
    assert done.code == 3
    assert "load again" in done.err
    wired.server.start()
    ready(reached)
    whole(wired.direct, entries)
    again = load(graph_file, wired.direct)
    # on a disk that was not asked to sync each write, the last second may be lost with the server
    assert again.put + again.skipped == len(entries)
    assert again.counts == expected(entries)


def test_a_question_that_would_write_is_refused(reached: Place, run: Runner) -> None:
    done = run("query", reached.name, "--cypher", "MATCH (n) DETACH DELETE n")
    assert done.code == 2
    assert "it would change the database" in done.err


def test_the_driver_itself_refuses_to_write_for_a_question(reached: Place) -> None:
    if reached.kind != "falkordb":
        opened = BoltTarget(reached.name.removeprefix("neo4j:"), prepare=False)
        with pytest.raises(LoadError, match="the database refuses"):
            opened.answer("MERGE (n:Thing) RETURN n", {})
        opened.close()


# ── the embedded one ────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_is_no_database_is_told_with_exit_code_3(
    tmp_path: Path, graph_file: Path, run: Runner
) -> None:
    pytest.importorskip("real_ladybug")
    (tmp_path / "words.txt").write_text("no database" * 1000, "utf-8")
    done = run("load", graph_file, "--to", f"ladybug:{tmp_path / 'words.txt'}")
    assert done.code == 3
    assert "cannot be opened" in done.err


def test_a_database_that_is_not_there_cannot_be_asked(tmp_path: Path, run: Runner) -> None:
    done = run("query", f"ladybug:{tmp_path / 'none'}", "--name", "honours")
    assert done.code == 3
    assert "no such database" in done.err


def test_a_batch_that_fails_in_its_last_step_is_undone_and_loaded_again(
    tmp_path: Path, entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("real_ladybug")
    opened = LadybugTarget(str(tmp_path / "graph.lbug"))
    opened.put(entries[:3])
    run, copies = LadybugTarget._run, 0

    def failing(self: LadybugTarget, cypher: str, parameters: Any = None) -> list[list[Any]]:
        nonlocal copies
        copies += "(from=" in cypher
        if copies == 10:
            copies = 11
            raise LoadError("ladybug", "the disk is full")
        return run(self, cypher, parameters)

    monkeypatch.setattr(LadybugTarget, "_run", failing)
    with pytest.raises(LoadError, match="the disk is full"):
        opened.put(entries[3:5])
    # rolling back takes edges of other entries along: those do not count as standing any more
    standing = [entry for entry in entries if entry.graph in opened.digests()]
    assert opened.differing(marks(tuple(standing))) == []
    opened.put([entry for entry in entries[:5] if entry not in standing])
    assert opened.counts() == expected(entries[:5])
    assert opened.differing(marks(entries[:5])) == []
    opened.close()


def test_a_killed_load_leaves_whole_entries_and_the_next_goes_on(
    tmp_path: Path, entries: Entries, graph_file: Path
) -> None:
    pytest.importorskip("real_ladybug")
    path = tmp_path / "graph.lbug"
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from yearbook_kg.load.entries import read_entries\n"
        "from yearbook_kg.load.property.ladybug import LadybugTarget\n"
        "opened = LadybugTarget(sys.argv[2])\n"
        "for entry in read_entries(Path(sys.argv[1])):\n"
        "    opened.put([entry])\n"
        "    print(entry.graph, flush=True)\n"
    )
    command = [sys.executable, "-c", script, str(graph_file), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        done = [process.stdout.readline().strip() for _ in range(2)]
        time.sleep(0.5)
        process.send_signal(signal.SIGKILL)
    opened = LadybugTarget(str(path))
    assert set(done) <= set(opened.digests())
    standing = tuple(entry for entry in entries if entry.graph in opened.digests())
    assert opened.differing(marks(standing)) == []
    opened.close()
    again = load(graph_file, f"ladybug:{path}")
    assert again.skipped == len(standing)
    assert again.counts == expected(entries)
