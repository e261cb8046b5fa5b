from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
import zstandard

from yearbook_kg.errors import ReadError
from yearbook_kg.load import EntryGraph, read_entries
from yearbook_kg.terms import Literal


def by_graph(path: Path, held: int = 64 << 20) -> dict[str, EntryGraph]:
    found = list(read_entries(path, held=held))
    assert len({entry.graph for entry in found}) == len(found)
    return {entry.graph: entry for entry in found}


def test_every_graph_comes_once_with_all_its_lines(written: Path) -> None:
    found = by_graph(written)
    lines = written.read_bytes().splitlines(keepends=True)
    assert (
        sorted(line for entry in found.values() for line in entry.nquads.splitlines(keepends=True)) == lines
    )


def test_memory_does_not_change_what_is_found(written: Path) -> None:
    assert by_graph(written, held=1 << 20) == by_graph(written)


def test_lines_that_stand_together_are_handed_on_as_they_come(small: Path, tmp_path: Path) -> None:
    lines = sorted(small.read_bytes().splitlines(keepends=True), key=lambda line: line.rsplit(b" ", 2)[1])
    grouped = tmp_path / "grouped.nq"
    grouped.write_bytes(b"".join(lines))
    assert by_graph(grouped, held=1) == by_graph(small)


def test_the_order_of_lines_does_not_matter(small: Path, tmp_path: Path) -> None:
    lines = small.read_bytes().splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    (tmp_path / "mixed.nq").write_bytes(b"".join(lines))
    assert by_graph(tmp_path / "mixed.nq", held=1) == by_graph(small)


def test_a_graph_that_stands_in_two_shards_is_one(small: Path, tmp_path: Path) -> None:
    lines = small.read_bytes().splitlines(keepends=True)
    (tmp_path / "0.nq.gz").write_bytes(gzip.compress(b"".join(lines[::2])))
    (tmp_path / "1.nq.zst").write_bytes(zstandard.compress(b"".join(lines[1::2])))
    assert by_graph(tmp_path) == by_graph(small)
    assert by_graph(tmp_path, held=1) == by_graph(small)


def test_a_line_said_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text('<urn:a> <urn:b> "c" <urn:g> .\n' * 2, "utf-8")
    assert by_graph(tmp_path)["urn:g"].triples == 1


def test_a_turtle_file_is_one_graph_named_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('<urn:a> <urn:b> "c", "d" .', "utf-8")
    assert by_graph(path)[path.as_uri()].triples == 2


def test_of_several_formats_in_a_folder_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text('<urn:a> <urn:b> "c" <urn:g> .\n', "utf-8")
    (tmp_path / "a.ttl").write_text('<urn:a> <urn:b> "c" .', "utf-8")
    assert list(by_graph(tmp_path)) == ["urn:g"]


def test_what_was_set_aside_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine" / "b.nq").write_text('<urn:a> <urn:b> "c" <urn:bad> .\n', "utf-8")
    (tmp_path / "a.nq").write_text('<urn:a> <urn:b> "c" <urn:g> .\n', "utf-8")
    assert list(by_graph(tmp_path)) == ["urn:g"]


def test_statements_as_terms(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text('<urn:a> <urn:b> "1"@ZH <urn:g> .\n', "utf-8")
    (quad,) = by_graph(tmp_path)["urn:g"].quads()
    assert isinstance(quad.object, Literal)
    assert (quad.object.value, quad.object.language, quad.graph.value) == ("1", "zh", "urn:g")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.nq", b'<urn:a> <urn:b> "c" <urn:g> .\n<urn:a> oops\n', r"a\.nq:2: malformed"),
        ("a.nq", b'_:a <urn:b> "c" <urn:g> .\n', "name every node with an IRI"),
        ("a.ttl", b"<urn:a> oops", "malformed"),
        ("a.nq.gz", gzip.compress(b"<urn:a>" * 999)[:20], "cannot be read"),
        ("a.nq.zst", b"no zstandard at all", "cannot be read"),
        ("a.docx", b"", "no format of a graph"),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=message):
        list(read_entries(tmp_path / name))


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no graph in this folder"):
        list(read_entries(tmp_path))


def test_a_source_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file or folder"):
        list(read_entries(tmp_path / "nowhere"))
