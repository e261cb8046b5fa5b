"""``load`` and ``query`` on a database, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.load.conftest import write_small


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small.nq")


def test_what_was_done_is_said(graph: Path, tmp_path: Path, run: Runner) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    first = run("load", graph, "--to", target)
    assert first.code == 0, first.err
    assert "loaded 12 entries (240 statements), skipped 0, removed 0" in first.out
    assert f"{target} now holds 12 entries, 240 statements" in first.out
    again = run("load", graph, "--to", target, "--lang", "zh")
    assert "载入 0 个条目（0 条陈述），略过 12 个，移除 0 个" in again.out


def test_prune(graph: Path, tmp_path: Path, run: Runner) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    run("load", graph, "--to", target)
    fewer = write_small(tmp_path / "fewer.nq", entries=2)
    done = run("load", fewer, "--to", target, "--prune", "--no-compare")
    assert "skipped 2, removed 10" in done.out


def test_a_store_is_asked_by_its_name(graph: Path, tmp_path: Path, run: Runner) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    run("load", graph, "--to", target)
    asked = run("query", target, "--sparql", "SELECT (COUNT(?s) AS ?n) { ?s skos:prefLabel ?o }", "-f", "csv")
    assert asked.out.split() == ["n", "240"]


def test_words_are_explained_out_of_a_store(graph: Path, tmp_path: Path, run: Runner) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    run("load", graph, "--to", target)
    told = run("explain", "ybd:thing_0_0", "--graph", target, "--json")
    assert told.code == 0, told.err
    assert "thing_0_0" in told.out


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "no database of this kind; write oxigraph:…"), ("zh", "没有这种数据库；请写成 oxigraph:…")],
)
def test_a_database_that_nobody_knows(graph: Path, run: Runner, lang: str, words: str) -> None:
    done = run("load", graph, "--to", "mysql:x", "--lang", lang)
    assert done.code == 3
    assert words in done.err


def test_a_graph_that_is_missing(tmp_path: Path, run: Runner) -> None:
    done = run("load", tmp_path / "nowhere.nq", "--to", f"oxigraph:{tmp_path / 'store'}", "--lang", "zh")
    assert done.code == 3
    assert "没有这个文件或文件夹" in done.err
