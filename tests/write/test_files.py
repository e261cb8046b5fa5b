"""Files appear whole or not at all, and never outside their folder."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.errors import OutputError
from yearbook_kg.write import inside, safe_name, whole_file

CASES = Path(__file__).parents[1] / "cases" / "write_names.tsv"


def _cases() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    cells = [line.split("\t") for line in lines[1:]]
    return [(name.encode().decode("unicode_escape") if "\\" in name else name, out) for name, out, _ in cells]


@pytest.mark.parametrize(("name", "expected"), _cases())
def test_a_name_is_made_safe(name: str, expected: str) -> None:
    if expected.endswith("-"):
        expected += hashlib.sha256(name.encode()).hexdigest()[:6]
    assert safe_name(name) == expected


@given(st.text())
def test_a_safe_name_is_one_name_in_any_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\:*?"<>|\n\r\t\x00')
    assert safe not in (".", "..")
    assert len(safe.encode()) < 200
    assert (Path("/out") / safe).parent == Path("/out")


@given(st.text(max_size=9), st.text(max_size=9))
def test_two_names_stay_two(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


def test_a_long_name_is_cut_at_a_character_and_told_apart() -> None:
    long, longer = "志" * 200, "志" * 201
    assert safe_name(long) != safe_name(longer)
    assert safe_name(long).startswith("志" * 60)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "page").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="outside"):
        inside(tmp_path / "out", "page", "graph.ttl")


def test_a_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.txt"
    with whole_file(path) as file:
        file.write("市总".encode())
        assert not path.exists()
    assert path.read_text("utf-8") == "市总"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail() -> None:
        with whole_file(path) as file:
            file.write(b"half of the n")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_what_the_system_refuses_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="check the folder") as caught, whole_file(tmp_path / "file" / "a"):
        pass
    assert caught.value.path == str(tmp_path / "file" / "a")


def test_a_link_in_the_place_of_the_file_is_replaced_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("untouched")
    (tmp_path / "a").symlink_to(target)
    with whole_file(tmp_path / "a") as file:
        file.write(b"new")
    assert target.read_text() == "untouched"
    assert (tmp_path / "a").read_text() == "new"
