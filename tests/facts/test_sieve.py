"""A clause that holds nothing of what a rule needs is passed over; nothing is lost by that."""

from __future__ import annotations

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
from yearbook_kg.relate.facts.posts import marked as with_posts
from yearbook_kg.relate.facts.sieve import Sieve
from yearbook_kg.rules import covers, within

Marked = Callable[..., tuple[Entry, Resolution]]
CASES = [row["text"] for name in ("facts_yearbook", "facts_gazetteer") for row in rows(name)]


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


def test_every_form_of_the_rules_needs_words() -> None:
    """One that could match anything would be tried on every clause."""
    assert [form.source for form in forms() if not within(covers(form.tree))] == []


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
