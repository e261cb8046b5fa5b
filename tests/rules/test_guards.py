"""Guarded patterns find what they find alone, those of the rooms too."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg import tables
from yearbook_kg.rules import Closing, Opening, anywhere, covers, heads, screen, tails, within

ROOMS = (
    "yearbook_kg.relate.observations.subjects",
    "yearbook_kg.relate.observations.years",
    "yearbook_kg.resolve.definitions",
    "yearbook_kg.resolve.years.phrases",
)
ENDINGS = [row["words"] for row in tables.load("figures_changes")]
ALPHABET = sorted(set("".join(ENDINGS)) - set("(?:<!)[]|{}^,0123456789-")) + list("了率值\n 年12")


PATTERNS: list[Any] = [
    pytest.param(value, id=f"{room.rsplit('.', 1)[1]}.{name}")
    for room in ROOMS
    for name, value in sorted(vars(import_module(room)).items())
    if isinstance(value, re.Pattern)
    and within(covers(value.pattern, value.flags))
    and "(?<" not in value.pattern
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_every_match_of_a_rule_holds_a_needed_word(pattern: re.Pattern[str], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    assert screen(pattern).search(text), text


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("开工|竣工", {"开工", "竣工"}),
        ("[竣告]竣?工", {"竣工", "竣竣工", "告工", "告竣工"}),
        ("(?:于|在)[^。]{0,9}(?:落成|建成)", {"落成", "建成"}),
        ("(?:甲乙){2,}丙?", {"甲乙"}),
        ("(?<!不)足(?=额)", {"足额"}),
        ("(?>丙丁)*戊己", {"戊己"}),
        ("(?i:abc)d", {"d"}),
    ],
)
def test_a_screen_is_the_rarest_words_that_the_pattern_needs(pattern: str, words: set[str]) -> None:
    least = {word for word in words if not any(o != word and o in word for o in words)}
    assert set(screen(pattern).pattern.split("|")) == least


@pytest.mark.parametrize("pattern", ["[^。]+", "甲*", "甲|[^乙]", "(?i)abc"])
def test_a_pattern_that_needs_nothing_cannot_be_screened(pattern: str) -> None:
    with pytest.raises(ValueError, match="needs no words"):
        screen("开工", pattern)


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("(?:约|近)?[0-2]", "约近012", "012"),
        ("甲(?=乙)", "甲", "甲"),
        ("甲{0,2}乙+", "甲乙", "乙"),
        ("(?>甲乙)", "甲", "乙"),
    ],
)
def test_the_edges_are_read_off_the_pattern(pattern: str, first: str, last: str) -> None:
    assert (heads(pattern), tails(pattern)) == (frozenset(first), frozenset(last))


@pytest.mark.parametrize("pattern", ["甲?", "[^甲]", "[\u4e00-\u9fff]", ".", "(?i)a", r"(甲)\1?|\w"])
def test_some_patterns_have_no_edge(pattern: str) -> None:
    assert heads(pattern) is None


def test_white_space_is_an_edge() -> None:
    assert {" ", "\t", "\u3000"} <= (heads(r"\s") or set())


@given(st.text(ALPHABET, max_size=12))
def test_a_closing_finds_what_its_pattern_finds(words: str) -> None:
    guarded = Closing(*ENDINGS, tail="(?:了|率|值)?")
    plain = re.compile(f"(?:{'|'.join(ENDINGS)})(?:了|率|值)?$")
    found, expected = guarded.search(words), plain.search(words)
    assert (found and found.span()) == (expected and expected.span())
    assert guarded.cut(words) == (plain.sub("", words) if expected else words)


@given(st.text(ALPHABET, max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_closing_reads_a_stretch_of_a_text(words: str, start: int, end: int) -> None:
    guarded, plain = Closing("增长", "下降"), re.compile("(?:增长|下降)$")
    found, expected = guarded.within(words, start, end), plain.search(words, start, end)
    assert (found and found.span()) == (expected and expected.span())


@given(st.text(ALPHABET, max_size=8))
def test_an_opening_finds_what_its_pattern_finds(words: str) -> None:
    pattern = "增[长加]了?|下(?!降)|减"
    found, expected = Opening(pattern).match(words), re.match(pattern, words)
    assert (found and found.span()) == (expected and expected.span())
    assert Opening(pattern).cut(words) == (words[expected.end() :] if expected else words)


@given(st.text(ALPHABET, max_size=12))
def test_a_guarded_alternation_finds_what_it_found(words: str) -> None:
    pattern = "(?<!增)长|下降|扩?大"
    found, expected = anywhere(pattern).search(words), re.search(pattern, words)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("make", [Opening, anywhere])
def test_a_pattern_that_may_begin_with_anything_is_refused(make: type[Opening]) -> None:
    with pytest.raises(ValueError, match="may begin with anything"):
        make("[^甲]乙")
