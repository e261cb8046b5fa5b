"""The graph of the development pages, and the servers that it is loaded into; each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.load.servers import KINDS, Server
from yearbook_kg.graph import Graph
from yearbook_kg.load import EntryGraph, open_target, read_entries
from yearbook_kg.map import map_document
from yearbook_kg.pipeline import extract_page
from yearbook_kg.query import Opened, open_store
from yearbook_kg.read import read
from yearbook_kg.terms import Iri, Quad, text
from yearbook_kg.vocabulary import DATA_BASE, SKOS


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The development pages as N-Quads, sorted as a whole: 32 graphs, 31 of them of entries."""
    documents = [
        extract_page(page) for page in read(ROOT / "tests" / "corpus") if page.origin.endswith(".txt")
    ]
    graph = Graph(quad for document in documents for quad in map_document(document))
    (path,) = graph.write(tmp_path_factory.mktemp("written") / "graph.nq")
    return path


@pytest.fixture(scope="session")
def entries(written: Path) -> list[EntryGraph]:
    return list(read_entries(written))


@pytest.fixture(scope="session")
def in_memory(written: Path) -> Opened:
    return open_store(written)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve small graphs."""
    return write_small(tmp_path_factory.mktemp("small") / "small.nq")


def write_small(path: Path, *, entries: int = 12, word: str = "说", size: int = 20) -> Path:
    """Write small graphs: ``entries`` of them, each with ``size`` triples that say ``word``."""
    quads = [
        Quad(
            Iri(f"{DATA_BASE}thing_{i}_{j}"),
            SKOS.prefLabel,
            text(f"{word}{j}〔“引”\n\\〕"),
            Iri(f"{DATA_BASE}graph_{i:02d}"),
        )
        for i in range(entries)
        for j in range(size)
    ]
    (written,) = Graph(quads).write(path)
    return written


@pytest.fixture(scope="session", params=list(KINDS))
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Each server in turn."""
    yield from _running(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Oxigraph's server, where it does not matter which."""
    yield from _running("oxigraph", tmp_path_factory.mktemp("other"))


def _running(kind: str, folder: Path) -> Iterator[Server]:
    server = KINDS[kind](folder)
    if server is None:
        pytest.skip(f"{kind} is not installed: run tests/load/install.sh (or make databases)")
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def server(started: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that holds nothing, and the environment in which one may write to it."""
    return _emptied(started, monkeypatch)


@pytest.fixture
def empty_oxigraph(oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    return _emptied(oxigraph, monkeypatch)


def _emptied(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    for name in ("USER", "PASSWORD", "TOKEN", "TIMEOUT"):
        monkeypatch.delenv(f"YEARBOOK_KG_{name}", raising=False)
    monkeypatch.setenv("YEARBOOK_KG_TRIES", "2")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    if server.process is None or server.process.poll() is not None:
        server.start()
    target = open_target(server.target)
    target.remove(sorted(target.digests()))
    assert target.counts().entries == 0
    target.close()
    return server
