from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg import recognise
from yearbook_kg.parse import parse
from yearbook_kg.punctuation import plain
from yearbook_kg.read import read
from yearbook_kg.recognise.names.scan import Scan, narrow, scan
from yearbook_kg.recognise.times import find_times
from yearbook_kg.rules import Rule, Watch, required

CORPUS = Path(__file__).parent.parent / "corpus"
# Small patterns of every construction that the rules use, over an alphabet small enough to hit often.
ATOMS = st.sampled_from(
    ["a", "b", "ab", "[ab]", ".", "c?", "(?:a|bc)", "(?<=a)", "(?=b)", "(?!c)", "b+", "a{1,2}?"]
)
PATTERNS = st.lists(st.lists(ATOMS, min_size=1, max_size=4).map("".join), min_size=1, max_size=3).map(
    "|".join
)


def rules() -> Iterator[tuple[str, Rule]]:
    """Every rule of the room, with the name of its module and its own."""
    for module in walk_packages(recognise.__path__, recognise.__name__ + "."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, Rule):
                yield f"{module.name.rsplit('.', 1)[-1]}.{name}", value


RULES = dict(rules())


def spans(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@given(PATTERNS, st.text("abcd", max_size=30))
def test_rule_finds_what_its_pattern_finds(source: str, text: str) -> None:
    if required(source):
        expected = spans(re.finditer(source, text))
        assert spans(Rule(source).finditer(text)) == expected
        rule = Rule(source)
        assert spans(Watch([rule]).over(text).matches(rule)) == expected


@given(PATTERNS, st.text("abcd", max_size=12))
def test_every_match_holds_a_needed_word_where_it_is_said_to_stand(source: str, text: str) -> None:
    needed = required(source)
    for match in re.finditer(source, text) if needed else ():
        at = match.start()
        places = [range(at + n.first, (len(text) if n.last is None else at + n.last) + 1) for n in needed]
        assert any(
            text.startswith(need.word, place)
            for need, stretch in zip(needed, places, strict=True)
            for place in stretch
            if place >= 0
        )


def test_pattern_that_needs_no_word_is_no_rule() -> None:
    with pytest.raises(ValueError, match="needs no word"):
        assert Rule(".+").needed


@pytest.fixture(scope="module")
def scans() -> list[Scan]:
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        entry = plain(parse(next(iter(read(path)))))
        found.append(scan(entry, Watch(list(RULES.values())).over(narrow(entry.text)), find_times(entry)))
    return found


@pytest.mark.parametrize("name", RULES)
def test_rule_finds_all_over_the_corpus(name: str, scans: list[Scan]) -> None:
    rule = RULES[name]
    for page in scans:
        assert spans(page.matches(rule)) == spans(rule.pattern.finditer(page.text))
        assert spans(rule.finditer(page.codes)) == spans(rule.pattern.finditer(page.codes))
