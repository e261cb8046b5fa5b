"""A page in full-width punctuation is read as its ASCII twin, and quoted in its own words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PAGE, ROOT
from yearbook_kg.evaluate import gold_form, score_page
from yearbook_kg.graph import Graph
from yearbook_kg.map import map_document
from yearbook_kg.model import Observation, Page
from yearbook_kg.parse import parse
from yearbook_kg.pipeline import extract_page
from yearbook_kg.punctuation import plain
from yearbook_kg.read import read

WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in ",:;()%!?~"})
PAGES = [PAGE, *(ROOT / "tests" / "corpus" / f"dev-{name}.txt" for name in ("y05", "g01", "g07"))]


def widened(page: Page) -> Page:
    return replace(page, text=page.text.translate(WIDE))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_full_width_punctuation_changes_nothing_that_is_read(path: object) -> None:
    page = next(read(path))  # type: ignore[arg-type]
    narrow, wide = gold_form(extract_page(page)), gold_form(extract_page(widened(page)))
    score = score_page(page.stem, _asciied(narrow), _asciied(wide)).score
    assert score.strict.f1 > 0.99
    assert score.values.f1 > 0.99
    assert score.facts.f1 > 0.97


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_quoted_word_is_the_pages_own(path: object) -> None:
    page = widened(next(read(path)))  # type: ignore[arg-type]
    document = extract_page(page)
    found = document.resolution
    quoted = [(m.text, m.start, m.end) for m in found.mentions]
    quoted += [(t.text, t.start, t.end) for t in found.times]
    quoted += [(q.text, q.start, q.end) for q in found.quantities]
    for words, start, end in quoted:
        assert words == page.text[start:end]
    assert Graph(map_document(document)).validate().conforms


def test_a_title_keeps_the_signs_of_the_page() -> None:
    title = "《甲县志（1911—1985）》".replace("(", "\uff08").replace(")", "\uff09")
    page = Page(
        f"内容出处: {title} 图书\n唯一号: 999020020260000001\n\n内容\n\n全年\uff0c投资3万元。", "-", "p"
    )
    names = {m.entity.name for m in extract_page(page).resolution.mentions if m.entity}
    assert title.strip("《》") in names


def test_dots_that_end_sentences_are_full_stops() -> None:
    page = Page("内容\n\n一.概况\n1952年有职工3人.1953年(含临时工)增至5.5人.新建(甲).", "-", "p")
    even = plain(parse(page))
    assert even.text.endswith("一.概况\n1952年有职工3人。1953年(含临时工)增至5.5人。新建(甲)。")


def test_a_unit_keeps_the_brackets_of_the_page() -> None:
    page = Page("内容\n\n销售彩电48万台\uff08件\uff09,增长8%。", "-", "p")
    units = [fact.unit for fact in extract_page(page).facts if isinstance(fact, Observation)]
    assert units == ["台\uff08件\uff09", "%"]


@given(st.text(alphabet="县长张三任,\uff0c\uff08\uff09()1２\uff05。\n【】", max_size=60))
def test_plain_keeps_every_offset(text: str) -> None:
    entry = parse(Page("内容\n\n全县\n" + text, "-", "p"))
    even = plain(entry)
    assert len(even.text) == len(entry.text)
    assert [(s.start, s.end) for s in even.sections] == [(s.start, s.end) for s in entry.sections]


def _asciied(form: dict[str, object]) -> dict[str, object]:
    signs = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    ascii_form: dict[str, object] = json.loads(json.dumps(form, ensure_ascii=False).translate(signs))
    for figure in ascii_form["observations"]:  # type: ignore[attr-defined]
        figure["indicator"] = [[figure["indicator"]]]
    return ascii_form
