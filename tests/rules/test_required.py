"""Every match of a pattern holds a word of each cover that is read off it."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook_kg.rules import SPACES, covers, within

PATTERNS = (
    *(
        "由(?:该)?[局院].*(?:印行|出版)",
        "(?:设|成立)(?:了|有)?[OPF]",
        "a?b{2,3}c+",
        "(?P<x>ab|c[^d]e)(?:f|g)?",
    ),
    *("(?<=x)ab|(?<!y)cd", "a(?=bc)", "(?:^|,)(?:甲|乙丙){1,4}$", "[一-鿿]{2}长", "(?:ab){0,2}(?:c|)d"),
)


@pytest.mark.parametrize("source", PATTERNS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_matches_holds_what_is_needed(source: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(source)))
    assert all(any(word in text for word in need) for need in within(covers(source)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("举办<E>", [{"举办<E>"}]),
        ("[局院](?:所|站)?", [{"局", "院"}]),
        ("(?:甲.乙|丙)", [{"甲", "丙"}, {"乙", "丙"}]),
        ("甲(?=乙|丙)", [{"甲乙", "甲丙"}, {"甲"}, {"乙", "丙"}]),
        ("甲(?=乙|$)", [{"甲"}]),
        ("(?:甲.乙|丙.乙)", [{"乙"}, {"甲", "丙"}]),
        ("(?:甲.乙丙|丁)", [{"乙丙", "丁"}, {"甲", "丁"}]),
        ("(?<=甲)(?!乙).*", []),
        ("(?:甲|.)乙?", []),
        (r"甲\s+乙", [{"甲"}, {f"甲{space}" for space in SPACES}, {"乙"}]),
        ("甲JI乙", [{"甲"}, {"J"}, {"I"}, {"乙"}]),
    ],
)
def test_covers(source: str, expected: list[set[str]]) -> None:
    assert [set(need) for need in within(covers(source, apart="IJ"))] == expected


def test_white_space_is_what_a_pattern_takes_for_it() -> None:
    assert frozenset(re.findall(r"\s", "".join(map(chr, range(sys.maxunicode))))) == SPACES
