"""A clause that holds nothing of what a rule needs is passed over; nothing is lost by that."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.facts.test_facts import rows
from tests.facts.test_facts_properties import NAMES, WORDS
from yearbook_kg.model import Entry, Resolution
from yearbook_kg.relate.facts import find_facts, reading
from yearbook_kg.relate.facts.forms import Form
from yearbook_kg.relate.facts.lines import paragraphs
from yearbook_kg.relate.facts.literals import SPACES, needs
from yearbook_kg.relate.facts.posts import marked as with_posts
from yearbook_kg.relate.facts.sieve import Sieve

Marked = Callable[..., tuple[Entry, Resolution]]
CASES = [row["text"] for name in ("facts_yearbook", "facts_gazetteer") for row in rows(name)]
PATTERNS = (
    *(
        "由(?:该)?[局院].*(?:印行|出版)",
        "(?:设|成立)(?:了|有)?[OPF]",
        "a?b{2,3}c+",
        "(?P<x>ab|c[^d]e)(?:f|g)?",
    ),
    *("(?<=x)ab|(?<!y)cd", "a(?=bc)", "(?:^|,)(?:甲|乙丙){1,4}$", "[一-鿿]{2}长", "(?:ab){0,2}(?:c|)d"),
)


@cache
def forms() -> tuple[Form, ...]:
    return tuple(dict.fromkeys(form for reader in reading.READERS for form in reader.forms))


def lines(entry: Entry, resolution: Resolution) -> Iterator[str]:
    return (sentence.text for part in paragraphs(entry, resolution) for sentence in part.sentences)


def passed_over(text: str) -> list[str]:
    """The forms that match in the text, or in its writing with signs for posts, though the sieve says no."""
    sieve = reading.sieve()
    (possible, _) = sieve.possible(text, [0])
    shape = with_posts(text)
    left = (form for form in forms() if not possible & sieve.bit(form))
    return [form.source for form in left if form.search(text) or form.search(shape)]


@pytest.mark.parametrize("source", PATTERNS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_matches_holds_what_is_needed(source: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(source)))
    assert all(any(word in text for word in need) for need in needs(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("举办<E>", [{"举办<E>"}]),
        ("[局院](?:所|站)?", [{"局", "院"}]),
        ("(?:甲.乙|丙)", [{"甲", "丙"}, {"乙", "丙"}]),
        ("甲(?=乙|丙)", [{"甲乙", "甲丙"}, {"甲"}]),
        ("甲(?=乙|$)", [{"甲"}]),
        ("(?:甲.乙|丙.乙)", [{"乙"}, {"甲", "丙"}]),
        ("(?:甲.乙丙|丁)", [{"乙丙", "丁"}, {"甲", "丁"}]),
        ("(?<=甲)(?!乙).*", []),
        ("(?:甲|.)乙?", []),
        (r"甲\s+乙", [{f"甲{space}" for space in SPACES}, {"乙"}]),
        ("甲JI乙", [{"甲"}, {"J"}, {"I"}, {"乙"}]),
    ],
)
def test_needs(source: str, expected: list[set[str]]) -> None:
    assert [set(need) for need in needs(source, apart="IJ")] == expected


def test_white_space_is_what_a_pattern_takes_for_it() -> None:
    assert frozenset(re.findall(r"\s", "".join(map(chr, range(sys.maxunicode))))) == SPACES


def test_every_form_of_the_rules_needs_words() -> None:
    """One that could match anything would be tried on every clause."""
    assert [form.source for form in forms() if not needs(form.source)] == []


def test_a_form_without_needs_is_always_possible() -> None:
    form = Form(".?")
    sieve = Sieve((form,), {})
    assert sieve.possible("", [0]) == [sieve.bit(form)] * 2


def test_no_form_that_matches_a_known_sentence_is_passed_over(marked: Marked) -> None:
    for text in CASES:
        for line in lines(*marked(text)):
            assert passed_over(line) == []


@given(st.lists(st.sampled_from(NAMES + WORDS), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_that_matches_is_passed_over(marked: Marked, parts: list[str]) -> None:
    for line in lines(*marked("".join(parts))):
        assert passed_over(line) == []


@pytest.mark.parametrize("yearbook", [True, False])
def test_rules_passed_over_say_nothing(
    marked: Marked, monkeypatch: pytest.MonkeyPatch, yearbook: bool
) -> None:
    page = {"organization": "吉安市农业局", "year": 2012} if yearbook else {"division": "吉水县"}
    pages = [marked(text, **page) for text in CASES]
    chosen = [find_facts(*each) for each in pages]
    # every bit: all rules look at every clause
    monkeypatch.setattr(Sieve, "possible", lambda _, __, starts: [-1] * (len(starts) + 1))
    assert [find_facts(*each) for each in pages] == chosen
