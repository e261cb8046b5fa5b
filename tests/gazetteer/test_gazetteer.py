"""Places by name, code and year."""

from __future__ import annotations

from importlib.resources import files

import pytest

from yearbook_kg import gazetteer
from yearbook_kg.errors import TableError
from yearbook_kg.gazetteer import lookup


def first(name: str, year: int | None = None) -> gazetteer.Division:
    return gazetteer.find(name, year)[0]


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("永新县", 2012, "360830"),
        ("永新", 2012, "360830"),
        ("吴江市", 2000, "320584"),
        ("吴江区", 2015, "320509"),
        ("吴江", 2015, "320509"),
        ("沙县区", 2023, "350405"),
        ("襄樊市", 2005, "420600"),
        ("襄阳市", 2012, "420600"),
        ("恭城瑶族自治县", 2010, "450332"),
        ("恭城", 2010, "450332"),
        ("重庆市", 1985, "510200"),
        ("重庆市", 2005, "500000"),
        ("香港", 2005, "810000"),
        ("莱芜区", 2021, "370116"),
        ("沙县", 2020, "350427"),
        ("沙县", 2023, "350405"),
        ("上城区", 1990, "330102"),
    ],
)
def test_a_name_means_the_division_of_its_year(name: str, year: int, code: str) -> None:
    assert first(name, year).code == code


@pytest.mark.parametrize(
    ("name", "year", "names"),
    [
        ("永新县", 2012, ["吉安市", "江西省"]),
        ("永新县", 1985, ["吉安地区", "江西省"]),
        ("永新县", 1955, ["吉安专区", "江西省"]),
        ("永新县", 1935, ["江西省"]),
        ("吴江市", 1993, ["苏州市", "江苏省"]),
        ("仙桃市", 2005, ["湖北省"]),
        ("万州区", 2005, ["重庆市"]),
        ("井冈山经济技术开发区", 2012, ["吉安市", "江西省"]),
        ("井开区", 2012, ["吉安市", "江西省"]),
        ("察哈尔省", 1950, []),
        ("张家口专区", 1955, ["河北省"]),
        ("长江", None, []),
        ("东京", None, ["日本"]),
    ],
)
def test_ancestors_are_those_of_the_time(name: str, year: int | None, names: list[str]) -> None:
    assert [d.name for d in gazetteer.ancestors(first(name, year), year)] == names


def test_a_name_older_than_the_lists_is_presumed_to_mean_their_first() -> None:
    assert [d.name for d in gazetteer.find("吴江", 1950)] == ["吴江县"]


def test_a_short_name_gives_every_level_the_higher_first() -> None:
    assert [d.name for d in gazetteer.find("吉安", 2012)] == ["吉安市", "吉安县"]


def test_unknown_names_and_codes_give_nothing() -> None:
    assert gazetteer.find("乌有县") == ()
    assert gazetteer.by_name("万安") is None
    assert gazetteer.by_code("999999") is None
    assert gazetteer.province_of_letter("乌") is None


def test_successors_lead_from_code_to_code() -> None:
    assert first("吴江市", 2000).successors == ("320509",)
    (county,) = gazetteer.find("万安县", 1990)
    assert gazetteer.by_code(county.successors[0], 2005) == first("万安县", 2005)


def test_in_the_year_of_a_change_both_names_hold() -> None:
    assert first("南溪县", 2011).valid_in(2011)
    assert first("南溪区", 2011).valid_in(2011)
    assert not first("南溪县", 2010).valid_in(2012)


def test_a_later_change_ends_the_old_name() -> None:
    (county,) = gazetteer.find("沙县", 2020)
    assert (county.last, county.successors) == (2021, ("350405",))


def test_every_parent_is_known() -> None:
    for division in lookup.divisions():
        if division.parent:
            assert gazetteer.parent(division) is not None, division


def test_every_row_says_where_it_is_from() -> None:
    assert all(division.source for division in lookup.divisions())


def test_codes_and_levels_agree() -> None:
    for division in lookup.divisions():
        if division.code:
            assert division.code.isdecimal()
            assert len(division.code) == 6
            assert (division.level == "省") == division.code.endswith("0000")


def test_short_names_are_marked() -> None:
    names = gazetteer.names()
    assert len(names) == len(set(names))
    assert gazetteer.is_short("万安")
    assert not gazetteer.is_short("万安县")
    assert "井开区" in gazetteer.names("zone")
    assert "万安县" not in gazetteer.names("zone")
    assert "郊区" not in names


def test_a_malformed_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    good = lookup._lines

    def bad(table: str, *, header: bool = False) -> list[str]:
        lines = good(table, header=header)
        return [lines[0], "only one cell"] if table == "zones" else lines

    monkeypatch.setattr(lookup, "_lines", bad)
    lookup._rows.cache_clear()
    with pytest.raises(TableError, match="zones"):
        lookup._rows()
    lookup._rows.cache_clear()


def test_the_tables_are_tidy() -> None:
    folder = files("yearbook_kg.gazetteer")
    for name in ("ordinary", "changes", "former", "zones", "nature", "foreign", "letters", "divisions"):
        text = folder.joinpath(f"{name}.tsv").read_text("utf-8")
        rows = [line for line in text.splitlines() if not line.startswith("#")]
        assert text.startswith("# ")
        assert len({line.count("\t") for line in rows}) == 1, name
        assert len(rows) == len(set(rows)), name
