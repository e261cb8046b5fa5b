"""The store of Oxigraph in a folder."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import ROOT
from tests.load.conftest import write_small
from yearbook_kg.errors import LoadError, ReadError
from yearbook_kg.graph import Graph
from yearbook_kg.load import EntryGraph, load, open_target, read_entries
from yearbook_kg.load.lines import mark, triples
from yearbook_kg.query import Opened, explain, open_store, question_names, run_query


@pytest.fixture(scope="module")
def loaded(written: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    target = f"oxigraph:{tmp_path_factory.mktemp('embedded') / 'store'}"
    load(written, target)
    return target


def test_what_was_written_stands(loaded: str, entries: list[EntryGraph]) -> None:
    with closing(open_target(loaded)) as opened:
        assert opened.counts() == (32, sum(entry.triples for entry in entries), None, None)
        marks = {e.graph: mark(triples(e.nquads, e.graph)) for e in entries}
        assert opened.differing(marks) == []


def test_shipped_questions_have_the_same_rows(loaded: str, in_memory: Opened) -> None:
    opened = open_store(loaded)
    for name in question_names():
        assert run_query(opened, name).rows == run_query(in_memory, name).rows, name


def test_explain_reads_the_store(loaded: str, in_memory: Opened) -> None:
    assert explain(open_store(loaded), "市总工会").json() == explain(in_memory, "市总工会").json()


def test_rdflib_gets_plain_strings_and_no_ledger(loaded: str, written: Path) -> None:
    """rdflib holds a string with the datatype xsd:string for another one than a plain one."""
    from_store, from_file = Graph.load(loaded).rdf, Graph.load(written).rdf
    assert set(from_store.quads()) == set(from_file.quads())


def test_a_second_load_puts_nothing(small: Path, tmp_path: Path) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    load(small, target)
    again = load(small, target)
    assert (again.put, again.skipped, again.counts.triples) == (0, 12, 240)


def test_a_changed_entry_replaces_the_older_one(small: Path, tmp_path: Path) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    load(small, target)
    changed = tmp_path / "changed.nq"
    changed.write_text(small.read_text("utf-8").replace("说3〔", "改3〔", 1), "utf-8")
    assert load(changed, target).put == 1
    asked = run_query(target, sparql='SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(STRSTARTS(?o, "改")) }')
    assert asked.rows == ((1,),)


def test_what_else_lies_in_the_store_is_not_counted(small: Path, tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.update("INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> <urn:c> } }")
    store.flush()
    del store
    assert load(small, f"oxigraph:{tmp_path / 'store'}", prune=True).counts == (12, 240, None, None)


def test_prune_takes_out_what_is_gone(small: Path, tmp_path: Path) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    load(small, target)
    fewer = write_small(tmp_path / "fewer.nq", entries=5)
    assert load(fewer, target, prune=True).counts == (5, 100, None, None)


def test_a_batch_that_is_malformed_leaves_nothing(small: Path, tmp_path: Path) -> None:
    entries = list(read_entries(small))
    broken = replace(entries[-1], nquads=entries[-1].nquads + b"oops\n")
    with closing(open_target(f"oxigraph:{tmp_path / 'store'}")) as opened:
        with pytest.raises(LoadError, match="the store failed"):
            opened.put([*entries[:-1], broken])
        assert opened.counts() == (0, 0, None, None)


def test_a_triple_too_few_is_found(small: Path, tmp_path: Path) -> None:
    entry = next(read_entries(small))
    with closing(open_target(f"oxigraph:{tmp_path / 'store'}")) as opened:
        opened.put([replace(entry, nquads=entry.nquads.split(b"\n", 1)[1])])
        assert opened.differing({entry.graph: mark(triples(entry.nquads, entry.graph))}) == [entry.graph]


def test_two_programs_cannot_write_one_store(tmp_path: Path) -> None:
    name = f"oxigraph:{tmp_path / 'store'}"
    with closing(open_target(name)), pytest.raises(LoadError, match="no other program writes there"):
        open_target(name)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(LoadError, match="other files lie there"):
        open_target(f"oxigraph:{tmp_path}")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    opened = open_target(f"oxigraph:{tmp_path / 'store'}")
    opened.close()
    with pytest.raises(LoadError, match="closed"):
        opened.digests()


def test_asking_where_nothing_was_loaded(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="load a graph into it first"):
        open_store(f"oxigraph:{tmp_path / 'nowhere'}")


_FULL = """
import resource, sys
from yearbook_kg.cli import main
# no file may grow beyond this: as a disk that is full
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.argv = ["yearbook-kg", "load", {graph!r}, "--to", {target!r}, "--lang", "en"]
main()
"""


def test_a_full_disk_leaves_whole_entries_and_the_next_load_goes_on(written: Path, tmp_path: Path) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    program = _FULL.format(limit=500_000, graph=str(written), target=target)
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 3, run.stderr
    assert "the store failed" in run.stderr
    assert "Traceback" not in run.stderr
    with closing(open_target(target)) as opened:
        assert opened.counts().triples == 0
    assert load(written, target).put == 32


def test_a_load_that_is_killed_leaves_whole_entries(written: Path, tmp_path: Path) -> None:
    target = f"oxigraph:{tmp_path / 'store'}"
    program = (
        "import os, signal\n"
        "from yearbook_kg.load import load, loading\n"
        "loading._BATCH = 2_000_000\n"
        "def stop(entries, triples):\n"
        "    if entries >= 8: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"load({str(written)!r}, {target!r}, on_progress=stop)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    with closing(open_target(target)) as opened:
        standing = opened.digests()
        marks = {e.graph: mark(triples(e.nquads, e.graph)) for e in read_entries(written)}
        assert opened.differing({graph: marks[graph] for graph in standing}) == []
    again = load(written, target)
    assert again.skipped == len(standing) >= 8
    assert again.put + again.skipped == 32
