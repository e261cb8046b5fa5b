"""The tables of the rules: a source in the head, an example in every row, no row twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from yearbook_kg import tables
from yearbook_kg.errors import TableError

FOLDER = Path(tables.__file__).parent
TABLES = sorted(path.stem for path in FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_shows_an_example_and_stands_once(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    assert lines[0].startswith("#"), "the head says what the table is and where its rows come from"
    rows = tables.load(name)
    assert rows
    assert list(rows[0])[-1] == "example"
    assert [row for row in rows if not row["example"].strip()] == []
    doubles = [key for key, count in Counter(tuple(row.values()) for row in rows).items() if count > 1]
    assert doubles == []


def test_a_malformed_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.tsv").write_text("# odd\nword\texample\none\ttwo\tthree\n", "utf-8")
    monkeypatch.setattr(tables, "files", lambda _: tmp_path)
    with pytest.raises(TableError, match=r"odd\.tsv:3: 3 cells, the header has 2"):
        tables.load.__wrapped__("odd")
