"""Graphs come from files in every format, from folders, from stores and from memory."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from yearbook_kg.errors import ReadError
from yearbook_kg.graph import Graph
from yearbook_kg.query import open_store, read_quads, run_query
from yearbook_kg.terms import Iri, Quad
from yearbook_kg.write import write_file

SMALL = Path(__file__).parents[1] / "cases" / "small.trig"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def small() -> tuple[Quad, ...]:
    return read_quads(SMALL)


@pytest.mark.parametrize("name", ["a.ttl", "a.nq", "a.trig", "a.jsonld", "a.rdf", "a.nq.gz", "A.TTL.GZ"])
def test_every_format_is_read(small: tuple[Quad, ...], tmp_path: Path, name: str) -> None:
    path = write_file(small, tmp_path / name) if name != "A.TTL.GZ" else tmp_path / name
    if not path.exists():
        path.write_bytes(gzip.compress(write_file(small, tmp_path / "b.ttl").read_bytes()))
        (tmp_path / "b.ttl").unlink()
    assert run_query(path, sparql=COUNT).rows == ((len({q[:3] for q in small}),),)


def test_what_two_entries_say_counts_once(small: tuple[Quad, ...]) -> None:
    names = "SELECT ?n { ?s a yb:Organization ; skos:prefLabel ?n FILTER(STR(?n) = '甲县总工会') }"
    assert len(run_query(small, sparql=names)) == 1
    graphs = "SELECT ?g { GRAPH ?g { ?s skos:prefLabel '甲县总工会'@zh } }"
    assert len(run_query(small, sparql=graphs)) == 2


def test_a_graph_object_and_its_path_as_a_string_will_do(small: tuple[Quad, ...]) -> None:
    assert run_query(Graph(small), sparql=COUNT) == run_query(str(SMALL), sparql=COUNT)


def test_a_folder_gives_the_best_file_of_each_folder(small: tuple[Quad, ...], tmp_path: Path) -> None:
    write_file(small[:9], tmp_path / "one" / "graph.nq")
    write_file(small, tmp_path / "one" / "graph.ttl")
    write_file(small[9:20], tmp_path / "two" / "graph.ttl")
    (tmp_path / ".hidden").mkdir()
    write_file(small, tmp_path / ".hidden" / "graph.nq")
    assert {q[:3] for q in read_quads(tmp_path)} == {q[:3] for q in small[:20]}


def test_a_store_on_disk_is_asked_read_only(small: tuple[Quad, ...], tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_load(path=write_file(small, tmp_path / "a.nq"), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    opened = open_store(tmp_path / "store")
    assert opened.union
    assert len(run_query(opened, "honours")) == 1
    assert set(read_quads(tmp_path / "store")) == set(small)


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("no store")
    with pytest.raises(ReadError, match="cannot be opened"):
        open_store(tmp_path)


def test_triples_without_a_graph_stand_in_one_named_after_the_file(
    small: tuple[Quad, ...], tmp_path: Path
) -> None:
    path = write_file(small, tmp_path / "a.ttl")
    assert {quad.graph for quad in read_quads(path)} == {Iri(path.resolve().as_uri())}


def test_quads_in_memory_are_taken_as_they_are(small: tuple[Quad, ...]) -> None:
    assert read_quads(small) == small
    assert read_quads(Graph(small)) == small


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.ttl", None, "no such file or folder"),
        ("a.docx", b"x", "no format of a graph"),
        ("a.ttl", b"this is not turtle", "malformed"),
        ("a.nq", b"\xff\xfe", "malformed"),
        ("a.nq.gz", b"no gzip", "cannot be read"),
        ("a.ttl", b"_:a <https://e.example/p> 1 .", "blank node"),
        ("a.ttl", b"<https://e.example/a> <https://e.example/p> [] .", "blank node"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=message):
        read_quads(tmp_path / name)


def test_an_error_in_the_middle_of_loading_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<https://e.example/a> <https://e.example/p> 1 . oops")
    with pytest.raises(ReadError, match="malformed"):
        open_store(tmp_path / "a.ttl")


def test_an_empty_folder_holds_no_graph(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no graph in this folder"):
        open_store(tmp_path)
