"""CSV files for Neo4j's import: read back, and taken by the tool itself."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.load.property import servers
from tests.load.property.conftest import Place, name_of, ready
from tests.load.property.test_targets import expected
from yearbook_kg.load import EntryGraph, load
from yearbook_kg.load.loading import open_target
from yearbook_kg.load.property.csvfiles import CsvTarget

Entries = tuple[EntryGraph, ...]


@pytest.fixture(scope="module")
def folder(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("csv") / "import"
    load(graph_file, f"csv:{path}")
    return path


def rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    found = []
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def test_the_files_hold_every_node_and_every_edge_once(folder: Path, entries: Entries) -> None:
    counts = expected(entries)
    nodes = rows(folder, "nodes-[0-9]*.csv")
    edges = rows(folder, "edges-*.csv")
    assert len({row["iri:ID(Resource)"] for row in nodes}) == len(nodes) == counts.nodes
    assert len({row["key"] for row in edges}) == len(edges) == counts.edges
    assert {row[end] for row in edges for end in (":START_ID(Resource)", ":END_ID(Resource)")} <= {
        row["iri:ID(Resource)"] for row in nodes
    }


def test_the_arguments_name_every_file(folder: Path) -> None:
    named = set(re.findall(r"[\w-]+\.csv", (folder / "import.args").read_text("utf-8")))
    assert named == {path.name for path in folder.glob("*.csv")}


def test_the_same_entries_make_the_same_files(folder: Path, entries: Entries, tmp_path: Path) -> None:
    opened = CsvTarget(str(tmp_path))
    for entry in reversed(entries):
        opened.put([entry])
    opened.put(entries[:2])
    opened.remove([entries[5].graph])
    opened.put([entries[5]])
    opened.close()
    for path in folder.glob("*.csv"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_an_entry_that_is_gone_is_in_no_file(entries: Entries, tmp_path: Path) -> None:
    opened = CsvTarget(str(tmp_path))
    opened.put(entries[:2])
    opened.remove([entries[0].graph])
    assert opened.counts() == expected(entries[1:2])
    opened.close()
    assert {row["graph"] for row in rows(tmp_path, "edges-*.csv") if "graph" in row} <= {entries[1].graph}


def test_neo4j_imports_the_files_and_a_later_load_goes_on(
    folder: Path,
    entries: Entries,
    graph_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "neo4j"
    home.mkdir()
    said = servers.admin(home, "database", "import", "full", "@import.args", "neo4j", cwd=folder)
    counts = expected(entries)
    assert counts.nodes is not None
    assert re.search(rf"{counts.nodes + counts.entries} nodes\n\s+{counts.edges} relationships", said)
    monkeypatch.setenv("YEARBOOK_KG_PASSWORD", servers.PASSWORD)
    with servers.running(servers.neo4j(home)) as server:
        place = Place("neo4j", name_of("neo4j", server.port), server)
        ready(place)
        again = load(graph_file, place.name)
        assert (again.put, again.skipped) == (0, len(entries))
        opened = open_target(place.name)
        opened.remove([entry.graph for entry in entries])
        assert (opened.counts().nodes, opened.counts().edges) == (0, 0)
        opened.close()
