"""Parts, branches, committees and sessions of the body that a section is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolve.pages import page
from yearbook_kg.resolve import resolve
from yearbook_kg.resolve.branches import bank_of
from yearbook_kg.resolve.congresses import link_standing
from yearbook_kg.resolve.parts import link_organ, split_organ

CASES = Path(__file__).parents[1] / "cases" / "resolve_sections.tsv"


def rows() -> list[tuple[str, ...]]:
    lines = CASES.read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("volume", "heading", "text", "expected"), rows())
def test_a_section_lends_its_body(volume: str, heading: str, text: str, expected: str) -> None:
    entry, recognition = page(volume, text, heading=f"⟦O:{heading}⟧")
    names = [m.entity.name for m in resolve(entry, recognition).mentions if m.entity]
    assert names[1:] == expected.split("|")


def test_a_town_has_its_own_organs() -> None:
    text = (
        "⟦O:办事处⟧、⟦O:人大工委⟧、⟦O:寥廓街道党工委⟧；⟦O:文昌社区⟧获奖，⟦O:居委会⟧主任。"
        "街道机关设⟦O:经济发展办公室⟧、⟦O:城市管理办公室⟧。"
    )
    entry, recognition = page("麒麟年鉴2019", text, title="寥廓街道")
    names = [m.entity.name for m in resolve(entry, recognition).mentions if m.entity]
    assert names == [
        "寥廓街道办事处",
        "寥廓街道人大工作委员会",
        "中共寥廓街道工作委员会",
        "文昌社区",
        "文昌社区居委会",
        "寥廓街道经济发展办公室",
        "寥廓街道城市管理办公室",
    ]


def test_what_is_no_part_stays() -> None:
    assert link_organ("党委", None) is None
    assert split_organ("县纪委") is None
    assert bank_of("永新县公安局") is None
    assert link_standing("财经委员会", "永新县公安局", None) is None
