"""Writing files: formats by name and ending, compressed too, several at once."""

import gzip
from pathlib import Path

import pytest

from yearbook_kg.errors import OutputError
from yearbook_kg.terms import Quad
from yearbook_kg.write import FORMATS, format_of, serialise, write_file, write_folder


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("ttl", "ttl"),
        ("Turtle", "ttl"),
        ("graph.TTL", "ttl"),
        ("a/b.trig.gz", "trig"),
        ("N-Quads", "nq"),
        ("RDF/XML", "rdf"),
        ("x.owl", "rdf"),
        ("JSON-LD", "jsonld"),
        ("x.json", "json"),
        ("node-link", "json"),
        ("gexf", "gexf"),
    ],
)
def test_a_format_goes_by_many_names(name: str, format: str) -> None:
    assert format_of(name) == format


@pytest.mark.parametrize("name", ["docx", "", "graph", "graph.ttl.zip"])
def test_an_unknown_format_is_told_with_the_known_ones(name: str) -> None:
    with pytest.raises(OutputError, match="choose one of ttl, nq"):
        format_of(name)


def test_a_folder_gets_one_file_a_format(small: tuple[Quad, ...], tmp_path: Path) -> None:
    paths = write_folder(iter(small), tmp_path / "out")
    assert [path.name for path in paths] == [f"graph.{format}" for format in FORMATS]
    for path, format in zip(paths, FORMATS, strict=True):
        assert path.read_bytes().decode() == "".join(serialise(small, format))


def test_a_hostile_stem_stays_in_the_folder(small: tuple[Quad, ...], tmp_path: Path) -> None:
    (path,) = write_folder(small, tmp_path / "out", stem="../../evil\n", formats=["ttl"])
    assert path.parent == tmp_path / "out"
    assert path.suffix == ".ttl"


def test_a_compressed_file_has_the_same_bytes_on_every_run(small: tuple[Quad, ...], tmp_path: Path) -> None:
    one = write_file(small, tmp_path / "one.nq.gz").read_bytes()
    other = write_file(small[::-1], tmp_path / "other.nq.gz").read_bytes()
    assert one == other
    assert gzip.decompress(one).decode() == "".join(serialise(small, "nq"))


def test_the_format_may_differ_from_the_ending(small: tuple[Quad, ...], tmp_path: Path) -> None:
    path = write_file(small, tmp_path / "graph.txt", format="nq")
    assert path.read_text("utf-8") == "".join(serialise(small, "nq"))


def test_nothing_is_left_where_the_format_is_unknown(small: tuple[Quad, ...], tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_file(small, tmp_path / "graph.xyz")
    assert list(tmp_path.iterdir()) == []
