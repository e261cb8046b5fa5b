from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.naming import safe_name, shown

ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANY)
def test_any_name_becomes_one_safe_part_of_a_path(raw: str) -> None:
    for name in (safe_name(raw), safe_name(raw, file=True)):
        assert 0 < len(name.encode()) <= 140
        assert not set(name) & set('/\\:*?"<>|\n\r\t\x00\u202e')
        assert not name.startswith(".")
        assert safe_name(name, file=True) == name


@pytest.mark.parametrize("raw", ["140320020220004324", "吉安年鉴2013", "a.b", "宜宾年鉴(2012)"])
def test_what_is_safe_stays(raw: str) -> None:
    assert safe_name(raw) == raw


def test_two_hostile_names_stay_two() -> None:
    assert safe_name("a/b") != safe_name("a\\b")
    assert safe_name("/", fallback="entry").startswith("entry-")


@given(ANY)
def test_a_message_can_always_be_printed(raw: str) -> None:
    shown(raw).encode()
    assert not set(shown(raw)) & set("\n\r\x1b\u202e")
