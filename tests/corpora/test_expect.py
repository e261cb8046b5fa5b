"""How many pages a source will give, as far as names and sizes tell."""

from __future__ import annotations

from pathlib import Path

from yearbook_kg.corpus.expect import Expected, expect


def test_files_of_one_page_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "below/c.txt", "d.txt.gz", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("页", "utf-8")
    assert expect(tmp_path) == Expected(4, 0)
    assert expect([str(tmp_path / "a.txt"), str(tmp_path / "b.html")]).pages(1, 3) == 2
    assert expect(tmp_path, parts=2) == Expected(2, 0)


def test_a_table_is_told_from_what_was_read_of_it(tmp_path: Path) -> None:
    table = tmp_path / "pages.jsonl"
    table.write_bytes(b"x" * 1000)
    assert expect(table).pages(10, 500) == 20
    assert expect(table).pages(0, 0) == 0
    assert expect(table).pages(30, 1000) >= 30


def test_what_names_do_not_tell_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "pages.zip").write_bytes(b"PK")
    assert expect(tmp_path).pages(3, 3000) == 0
    assert expect("-").pages(3, 3000) == 0
    assert expect(iter(())).pages(3, 3000) == 0
