from __future__ import annotations

import pytest

from yearbook_kg import tables
from yearbook_kg.resolve.short_forms import is_short, write_out


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        ("委", None, "中共永新县委"),
        ("委办公室", None, "中共永新县委办公室"),
        ("委员会", None, "中共永新县委员会"),
        ("政府", 1935, "永新县政府"),
        ("政府", 1951, "永新县人民政府"),
        ("政府建设科", 1936, "永新县政府建设科"),
        ("总", None, "永新县总工会"),
        ("一中", None, "永新县第一中学"),
        ("第二人民医院", None, None),
        ("二院", None, "永新县第二人民医院"),
        ("三医院内科", None, "永新县第三人民医院内科"),
        ("总部", None, None),
        ("物价委员会", None, None),
        ("地方志办公室", None, None),
        ("农业局", None, None),
        ("一中心小学风景", None, None),
    ],
)
def test_short_forms_are_written_out(words: str, year: int | None, expected: str | None) -> None:
    written = write_out(words, year)
    assert (written.name("永新县") if written else None) == expected


@pytest.mark.parametrize("row", tables.load("resolve_short"), ids=lambda row: row["short"] + row["since"])
def test_every_row_shows_itself_at_work(row: dict[str, str]) -> None:
    year = int(row["since"]) if row["since"] else None
    written = write_out(row["short"], year)
    assert written is not None
    assert is_short(row["short"])
    assert row["short"] in row["example"]
    assert "→" in row["example"]


def test_a_prefecture_has_a_committee_of_its_stem() -> None:
    written = write_out("委组织部")
    assert written is not None
    assert written.name("吉安地区") == "中共吉安地委组织部"
