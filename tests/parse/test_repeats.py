from __future__ import annotations

from dataclasses import replace

from tests.parse.granules import lines_page, page
from yearbook_kg.model import Entry
from yearbook_kg.parse import Repeats, parse


def entry(body: str, stem: str) -> Entry:
    return parse(page(lines_page(body=body), stem))


def test_the_same_text_in_another_layout_is_skipped() -> None:
    repeats = Repeats()
    first = entry("全年增产。\n好。", "a")
    again = parse(page("唯一号: | 999020020260000001 |\n摘要: | 全年增产。好。 |\n", "b"))
    assert repeats.admit(first) is first
    assert repeats.admit(again) is None
    assert (repeats.skipped, repeats.renamed) == (1, 0)


def test_another_text_under_the_same_id_keeps_its_stem_as_id() -> None:
    repeats = Repeats()
    repeats.admit(entry("全年。", "a"))
    other = repeats.admit(entry("上年。", "b"))
    assert other is not None
    assert (other.id, other.page.stem) == ("b", "b")
    assert other.warnings[-1] == (
        "the id 999020020260000001 came before with another text; this page is kept as b"
    )
    assert repeats.admit(entry("上年。", "c")) is None
    assert repeats.renamed == 1


def test_stems_and_ids_are_each_used_once() -> None:
    repeats = Repeats()
    bodies = ["甲。", "乙。", "丙。"]
    admitted = [repeats.admit(replace(entry(body, "Page"))) for body in bodies]
    stems = [one.page.stem for one in admitted if one]
    assert stems == ["Page", "Page_2", "Page_3"]
    assert len({one.id for one in admitted if one}) == 3


def test_a_stem_that_is_taken_as_an_id() -> None:
    repeats = Repeats()
    for body in ("甲。", "乙。"):
        repeats.admit(parse(page(f"唯一号: 12345\n摘要: {body}\n", f"file {body}")))
    repeats.admit(entry("甲。", "a"))
    other = repeats.admit(entry("乙。", "12345"))
    assert other is not None
    assert (other.id, other.page.stem) == ("12345_2", "12345")
