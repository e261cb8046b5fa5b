"""``build`` for many pages, and ``merge``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PAGE, ROOT, Runner
from yearbook_kg.cli import corpora

PAGES = ROOT / "tests" / "corpus"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder of three pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("dev-g09.txt", "dev-g11.txt", "dev-g14.txt"):
        (folder / name).write_bytes((PAGES / name).read_bytes())
    return folder


def test_more_pages_than_one_graph_holds_make_a_corpus(
    run: Runner, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not corpora.is_large([str(few)])
    monkeypatch.setattr(corpora, "LARGEST_GRAPH", 2)
    done = run("build", few, "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert "corpus" in done.out
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["entries"] == 3


def test_standard_input_and_a_page_are_never_taken_for_a_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "LARGEST_GRAPH", 1)
    assert not corpora.is_large(["-"])
    assert not corpora.is_large([str(PAGE)])


def test_parts_are_merged_to_what_one_build_gives(run: Runner, few: Path, tmp_path: Path) -> None:
    assert run("build", few, "-o", tmp_path / "one", "-w", "1").code == 0
    for part in (1, 2):
        done = run("build", few, "-o", tmp_path / f"part{part}", "--shard", f"{part}/2")
        assert done.code == 0, done.err
        assert "merge" in done.out
    done = run("merge", tmp_path / "part2", tmp_path / "part1", "-o", tmp_path / "two")
    assert done.code == 0, done.err
    for name in ("00000.nq", "corpus.nq", "gazetteer.nq"):
        graph = Path("graph") / name
        assert (tmp_path / "two" / graph).read_bytes() == (tmp_path / "one" / graph).read_bytes()


def test_a_page_that_cannot_be_read_is_told_and_the_rest_is_built(
    run: Runner, few: Path, tmp_path: Path
) -> None:
    (few / "empty.txt").write_bytes(b"")
    done = run("build", few, "-o", tmp_path / "out", "-w", "1")
    assert done.code == 3
    assert "empty.txt" in done.err
    assert "entries" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--shard", "3"), "no part"),
        (("--shard", "3/2"), "no part"),
        (("--shard", "0/2"), "no part"),
        (("-w", "1", "--format", "jsonld"), "N-Quads in shards"),
        (("-w", "1", "--deep"), "N-Quads in shards"),
        (("--parts", "3"), "give --ray with it"),
        (("-w", "0"), "--workers"),
    ],
)
def test_what_cannot_be_meant_is_said(
    run: Runner, few: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = run("build", few, "-o", tmp_path / "out", *words)
    assert done.code == 2
    assert said in done.err


def test_the_bar_counts_every_step(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    from rich.console import Console

    from yearbook_kg.cli.options import Language
    from yearbook_kg.corpus import build_corpus

    console = Console(force_terminal=True, width=120, record=True, stderr=True)
    monkeypatch.setattr(corpora, "err", console)
    with corpora._bar(Language.en) as on_step:
        build_corpus(few, tmp_path / "out", on_step=on_step)
    said = console.export_text()
    assert "pages" in said
    assert "3/3" in said


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_a_corpus_can_be_asked_and_what_was_set_aside_is_not(
    run: Runner, few: Path, tmp_path: Path, compression: str
) -> None:
    run("build", few, "-o", tmp_path / "out", "--compress", compression)
    (tmp_path / "out" / "quarantine").mkdir()
    (tmp_path / "out" / "quarantine" / "00000.nq").write_text("<a:s> <a:p> <a:o> <a:g> .\n", "utf-8")
    done = run("query", tmp_path / "out", "--sparql", "SELECT (COUNT(?e) AS ?n) { ?e a yb:Entry }")
    assert done.code == 0, done.err
    assert "3" in done.out
    found = run("query", tmp_path / "out", "--sparql", "SELECT ?o { <a:s> <a:p> ?o }")
    assert "a:o" not in found.out


def test_a_build_into_a_corpus_goes_on_with_it_and_says_what_was_removed(
    run: Runner, few: Path, tmp_path: Path
) -> None:
    run("build", few, "-o", tmp_path / "out", "-w", "1")
    (few / "dev-g09.txt").unlink()
    done = run("build", few, "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert not list((tmp_path / "out").glob("*.ttl"))
    (line,) = [line for line in done.out.splitlines() if "removed" in line]
    assert "1" in line
