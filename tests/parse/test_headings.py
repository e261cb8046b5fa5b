from __future__ import annotations

from pathlib import Path

import pytest

from yearbook_kg.parse.headings import bracketed, numbered, run_in
from yearbook_kg.parse.lines import cut
from yearbook_kg.parse.numbers import number_value
from yearbook_kg.parse.sections import find_sections

CASES = Path(__file__).parents[1] / "cases" / "parse_headings.tsv"


def cases() -> list[list[str]]:
    rows = [line for line in CASES.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return [row.split("\t") for row in rows[1:]]


@pytest.mark.parametrize(("body", "sections", "seen"), cases(), ids=lambda value: value[:24])
def test_a_body_falls_into_its_sections(body: str, sections: str, seen: str) -> None:
    text = body.replace("⏎", "\n").replace("␣", "\u2003")
    expected = sections.replace("⏎", "\n").split(" >")
    found = find_sections(text, 0, len(text))
    assert len(found) == len(expected), [(s.heading, text[s.start : s.end]) for s in found]
    for section, wanted in zip(found, expected, strict=True):
        mark, _, words = wanted.partition("|")
        heading = mark.lstrip(">")
        depth = len(mark) - len(heading) + (0 if wanted is expected[0] else 1)
        assert section.level == depth, seen
        assert (section.heading or "-") == heading, seen
        assert text[section.start : section.end].startswith(words.replace("␣", "\u2003")), seen


def test_a_section_knows_its_parent() -> None:
    text = "第一章 建置\n第一节 沿革 秦置县,属郡。\n第二节 区划 汉分四乡。\n第二章 人口 全县万户。"
    found = find_sections(text, 0, len(text))
    assert [section.parent for section in found] == [None, 0, 0, None]
    assert found[0].start == found[0].end


def test_words_above_the_first_heading_are_a_section_without_one() -> None:
    text = "\u3000本县设局。\n【概况】 全年。"
    found = find_sections(text, 0, len(text))
    assert [(s.heading, s.heading_start, s.parent) for s in found] == [(None, -1, None), ("概况", 8, None)]


def test_full_width_signs_do_as_well() -> None:
    text = "\uff08一\uff09县城 在此\uff0c有门。\n\uff08二\uff09乡村 全县\uff0c四乡。\n\uff11\uff0e集市 三处。"
    assert [s.heading for s in find_sections(text, 0, len(text))] == ["县城", "乡村", "集市"]


def test_a_lost_number_does_not_end_the_sequence() -> None:
    text = "一、农业 全县增产。\n三、工业 全县增产。\n七、商业 全县增产。"
    assert [s.heading for s in find_sections(text, 0, len(text))] == ["农业", "工业"]


def test_a_body_without_words_has_no_section() -> None:
    assert find_sections("", 0, 0) == ()


@pytest.mark.parametrize("line", ["机构设置", "1.5万元投资", "2012年完成。"])
def test_no_number_no_heading(line: str) -> None:
    assert numbered(next(cut(line))) is None


def test_a_blank_bracket_is_no_heading() -> None:
    assert list(bracketed("【 】全年。", 0, 6)) == []


def test_a_run_in_heading_needs_a_sentence_behind_it() -> None:
    assert run_in(next(cut("震泽中学 好学校"))) is None
    assert run_in(next(cut("震泽中学 前身为私立中学又改名"))) is None


@pytest.mark.parametrize(
    ("sign", "value"),
    [("第一百二十三节", 123), ("廿五、", 25), ("第十章", 10), ("百、", 100), ("一百零五、", 105)],
)
def test_numbers_of_headings(sign: str, value: int) -> None:
    assert number_value(sign) == value
