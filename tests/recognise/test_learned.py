"""The learned second opinion: what the model sees, and that it can only add."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook_kg.model import Mention, Page
from yearbook_kg.parse import parse
from yearbook_kg.recognise import learned_names, recognise
from yearbook_kg.recognise.learned import second_opinion

pytest.importorskip("numpy")
pytest.importorskip("jieba.lac_small", reason="the extra [ner] is not installed")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "县五中校长周国强调任县一中校长,沈玉兰任县五中校长。",
            {("周国强", "Person"), ("沈玉兰", "Person")},
        ),
        (
            "1950年4月,成立霍山县供销合作总社筹备委员会,黎道仁任主任。",
            {("霍山县供销合作总社筹备委员会", "Organization"), ("黎道仁", "Person")},
        ),
        ("全年完成投资3亿元,增长5%。", set()),
    ],
)
def test_model_sees_names(sentence: str, names: set[tuple[str, str]]) -> None:
    page = parse(Page(sentence, "test", "test"))
    found = {(m.text, m.type) for m in learned_names(page)}
    assert names <= found
    assert names or not found
    for mention in learned_names(page):
        assert sentence[mention.start : mention.end] == mention.text


def test_rules_keep_what_they_found() -> None:
    page = parse(Page("黎道仁任霍山县供销合作社主任。", "test", "test"))
    alone = recognise(page).mentions
    together = recognise(page, recogniser=learned_names).mentions
    assert set(alone) <= set(together)


def test_second_opinion_adds_only_where_nothing_stands() -> None:
    def mention(start: int, end: int) -> Mention:
        return Mention(start, end, "x" * (end - start), "Person", "test")

    rules = (mention(5, 10), mention(20, 25))
    others = iter([mention(0, 4), mention(3, 6), mention(12, 15), mention(14, 18), mention(24, 30)])
    assert [(m.start, m.end) for m in second_opinion(rules, others)] == [(0, 4), (5, 10), (12, 15), (20, 25)]


def test_a_page_without_full_stops_is_read_in_pieces() -> None:
    page = parse(Page("县人民医院成立,周国强任院长," * 60, "test", "test"))
    found = list(learned_names(page))
    assert len(found) > 60
    assert [m.start for m in found] == sorted(m.start for m in found)


def test_two_runs_see_the_same() -> None:
    example = Path(__file__).parents[2] / "examples" / "140320020220004324.txt"
    text = example.read_text("utf-8")[:900]
    page = parse(Page(text, "test", "test"))
    assert list(learned_names(page)) == list(learned_names(page))
