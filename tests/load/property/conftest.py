"""The graph of the development pages, and a target of each kind that holds it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.load.property import servers
from yearbook_kg import build
from yearbook_kg.errors import LoadError
from yearbook_kg.load import EntryGraph, Target
from yearbook_kg.load.entries import read_entries
from yearbook_kg.load.loading import open_target
from yearbook_kg.query import Opened, open_store

KINDS = ("ladybug", "neo4j", "arcadedb", "falkordb")


@dataclass
class Place:
    """Where a database is: its name as ``load --to`` takes it, and its server, if it has one."""

    kind: str
    name: str
    server: servers.Server | None


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 31 development pages as N-Quads."""
    path = tmp_path_factory.mktemp("graph") / "pages.nq"
    build(sorted((ROOT / "tests" / "corpus").glob("*.txt"))).write(path)
    return path


@pytest.fixture(scope="session")
def entries(graph_file: Path) -> tuple[EntryGraph, ...]:
    return tuple(read_entries(graph_file))


@pytest.fixture(scope="session")
def store(graph_file: Path) -> Opened:
    return open_store(str(graph_file))


@pytest.fixture(scope="session", params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database of each kind, empty at first and shared by the session."""
    kind = request.param
    with pytest.MonkeyPatch.context() as environment:
        yield from started(kind, tmp_path_factory.mktemp(kind), environment)


def started(kind: str, home: Path, environment: pytest.MonkeyPatch) -> Iterator[Place]:
    environment.delenv("YEARBOOK_KG_USER", raising=False)
    environment.setenv("YEARBOOK_KG_PASSWORD", servers.PASSWORD)
    if kind == "ladybug":
        pytest.importorskip("real_ladybug")
        yield Place(kind, f"ladybug:{home / 'graph.lbug'}", None)
        return
    start: Callable[[Path], servers.Server] = getattr(servers, kind)
    with servers.running(start(home)) as server:
        if kind == "arcadedb":
            environment.setenv("YEARBOOK_KG_USER", "root")
        place = Place(kind, name_of(kind, server.port), server)
        ready(place)
        yield place


def name_of(kind: str, port: int) -> str:
    return {
        "neo4j": f"neo4j:bolt://127.0.0.1:{port}",
        "arcadedb": f"neo4j:bolt://127.0.0.1:{port}/yearbook",
        "falkordb": f"falkordb:redis://127.0.0.1:{port}",
    }[kind]


def ready(place: Place) -> None:
    """Wait until a server that listens answers too."""
    for _ in range(60):
        try:
            open_target(place.name).close()
        except LoadError:
            time.sleep(1)
        else:
            return
    open_target(place.name).close()


@pytest.fixture
def target(place: Place) -> Iterator[Target]:
    """An open, empty target."""
    opened = open_target(place.name)
    try:
        opened.remove(list(opened.digests()))
        yield opened
    finally:
        opened.close()
