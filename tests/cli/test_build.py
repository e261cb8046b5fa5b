"""build, extract, export on the real page and on what goes wrong."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from tests.conftest import PAGE, Runner
from yearbook_kg import pipeline
from yearbook_kg.map import map_document
from yearbook_kg.model import Document, Observation
from yearbook_kg.terms import Quad, integer

STEM = PAGE.stem
TEXT = PAGE.read_text("utf-8")


def entry_graphs(path: Path) -> set[str]:
    """The named graphs of the entries; what the gazetteer says stands in one of its own."""
    graphs = {str(quad.graph_name) for quad in ox.parse(path=str(path))}
    return {graph for graph in graphs if "graph_gazetteer" not in graph}


def triples(path: Path) -> int:
    return sum(1 for _ in ox.parse(path=str(path)))


def test_the_example_in_every_format(run: Runner, tmp_path: Path) -> None:
    formats = "ttl,nq,trig,jsonld,rdf,graphml,gexf,json"
    done = run("build", PAGE, "-o", tmp_path, "--format", formats)
    assert done.code == 0, done.err
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(f"{STEM}.{f}" for f in formats.split(","))
    assert triples(tmp_path / f"{STEM}.ttl") == triples(tmp_path / f"{STEM}.rdf") > 2000
    assert "entries: 1" in done.out
    assert done.out.count("wrote ") == 8
    assert nx.read_graphml(tmp_path / f"{STEM}.graphml").number_of_nodes() > 100


def test_messages_in_chinese(run: Runner, tmp_path: Path) -> None:
    done = run("build", PAGE, "-o", tmp_path, "--lang", "zh", "-f", "ttl")
    assert "1 个条目" in done.out
    assert f"已写出 {tmp_path / STEM}.ttl" in done.out


def test_two_builds_are_the_same_bytes(run: Runner, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        run("build", PAGE, "-o", tmp_path / folder, "-f", "ttl,nq,jsonld,graphml,gexf,json")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_several_pages_make_one_graph(run: Runner, tmp_path: Path) -> None:
    archive = tmp_path / "pages.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("one.txt", TEXT)
        packed.writestr("two.txt", TEXT.replace("140320020220004324", "140320020220004325"))
    done = run("build", archive, "-o", tmp_path / "out", "-f", "nq")
    assert done.code == 0, done.err
    assert len(entry_graphs(tmp_path / "out" / "graph.nq")) == 2


def test_the_same_entry_twice_is_given_once(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    done = run("build", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out", "-f", "nq")
    assert done.code == 0
    assert "repeated, skipped" in done.err
    assert "entries: 1" in done.out


def test_one_id_with_two_texts_gives_two_entries(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("733人次", "744人次"), "utf-8")
    done = run("build", tmp_path, "-o", tmp_path / "out", "-f", "nq")
    assert done.code == 0
    assert "came before with another text" in done.err
    assert "entries: 2" in done.out


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "image.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_named_and_the_rest_is_built(run: Runner, tmp_path: Path, name: str) -> None:
    bad = tmp_path / name
    bad.write_bytes(BAD[name])
    done = run("build", bad, PAGE, "-o", tmp_path / "out", "-f", "nq")
    assert done.code == 3
    assert "cannot read" in done.err
    assert name in done.err
    assert triples(tmp_path / "out" / f"{STEM}.nq") > 2000


def test_a_missing_file_is_exit_3(run: Runner, tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert done.code == 3
    assert "nowhere.txt" in done.err
    assert not (tmp_path / "out").exists()


ODD = {
    "no body": TEXT.split("内容\n")[0],
    "truncated": TEXT[:900],
    "unknown layout": "一段没有栏目的文字,2012年全县投入3万元。",
    "header contradicts": TEXT.replace("页数: 2", "页数: 9").replace("知识类型: 析出资源", "知识类型: 人物"),
    "hostile names": TEXT.replace("140320020220004324", '../../<x>"\u202e').replace(
        "吉安市总工会", '吉安市"<b>总工会'
    ),
    "controls": TEXT.replace("市总工会", "市\x00\u202e总工会"),
    "printed twice": TEXT + TEXT,
}


@pytest.mark.parametrize("case", ODD)
def test_odd_pages_give_valid_rdf_inside_the_folder(run: Runner, tmp_path: Path, case: str) -> None:
    (tmp_path / "in").mkdir()
    page = tmp_path / "in" / "page.txt"
    page.write_text(ODD[case], "utf-8")
    done = run(
        "build", page, "-o", tmp_path / "out", "-f", "ttl,nq,rdf,jsonld,graphml,gexf,json", "--name", "../up"
    )
    assert done.code in {0, 1}, done.err
    for path in (tmp_path / "out").rglob("*.nq"):
        assert triples(path) > 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
    assert "Traceback" not in done.err


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_other_encodings_read_the_same(run: Runner, tmp_path: Path, encoding: str) -> None:
    page = tmp_path / f"{STEM}.txt"
    page.write_text(TEXT, encoding)
    run("extract", page, "-o", tmp_path / "a")
    run("extract", PAGE, "-o", tmp_path / "b")
    name = f"{STEM}.json"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_extract_without_folder_prints_json_lines(run: Runner) -> None:
    done = run("extract", PAGE, PAGE)
    assert done.code == 0
    (line,) = done.out.splitlines()
    form = json.loads(line)
    assert form["id"] == STEM
    assert {"mentions", "observations", "facts"} <= set(form)
    assert "repeated" in done.err


def test_export_changes_the_format(run: Runner, tmp_path: Path) -> None:
    run("build", PAGE, "-o", tmp_path, "-f", "nq")
    done = run("export", tmp_path / f"{STEM}.nq", tmp_path / "graph.ttl")
    assert done.code == 0
    assert triples(tmp_path / "graph.ttl") > 2000
    assert run("export", tmp_path / f"{STEM}.nq", tmp_path / "graph.docx").code == 3


def test_a_violating_entry_is_set_aside(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(document: Document, *, base: str) -> Iterator[Quad]:
        for quad in map_document(document, base=base):
            if quad.predicate.value.endswith("#beginIndex") and "4325" in quad.subject.value:
                quad = quad._replace(object=integer(99999999))
            yield quad

    monkeypatch.setattr(pipeline, "map_document", spoiled)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    (tmp_path / "bad.txt").write_text(TEXT.replace("140320020220004324", "140320020220004325"), "utf-8")
    done = run("build", tmp_path / "good.txt", tmp_path / "bad.txt", "-o", tmp_path / "out", "-f", "nq")
    assert done.code == 1
    assert "entries: 1" in done.out
    assert sorted(p.name for p in (tmp_path / "out" / "quarantine").iterdir()) == [
        "140320020220004325.report.txt",
        "140320020220004325.ttl",
    ]
    assert len(entry_graphs(tmp_path / "out" / "graph.nq")) == 1


def test_a_book_in_one_page_is_read_in_part_and_says_so(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "LONGEST_BODY", 600)
    (tmp_path / "book.txt").write_text(TEXT, "utf-8")
    done = run("build", tmp_path / "book.txt", "-o", tmp_path / "out", "-f", "nq")
    assert done.code == 0, done.err
    assert "all behind the first 600 are left out" in done.err
    (document,) = pipeline.extract(tmp_path / "book.txt")
    last = document.entry.body_start + 600
    assert document.entry.body_end == last
    assert all(section.end <= last for section in document.entry.sections)
    assert any(one.kind == "level" for one in document.facts if isinstance(one, Observation))
