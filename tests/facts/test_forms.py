"""A rule's pattern is written with ``<O>`` for a name, and is made when it is first used."""

from __future__ import annotations

import re

import pytest

from yearbook_kg.relate.facts.forms import Form, pattern, sign

TEXT = f"3月,{sign('O')}印发{sign('W')}。"


@pytest.mark.parametrize("method", ["search", "match", "fullmatch"])
def test_a_form_finds_what_its_pattern_finds(method: str) -> None:
    source = "<O>印发<W>"
    plain = re.compile(f"{sign('O')}印发{sign('W')}")
    found, wanted = getattr(pattern(source), method)(TEXT, 3, 7), getattr(plain, method)(TEXT, 3, 7)
    assert (found and found.span()) == (wanted and wanted.span())


def test_any_actor() -> None:
    assert [match.group() for match in pattern("<A>").finditer(TEXT)] == [sign("O")]


def test_sub() -> None:
    assert pattern("<W>").sub("它", TEXT) == TEXT.replace(sign("W"), "它")


def test_the_source_is_made_when_the_form_is_first_used_and_once() -> None:
    made: list[str] = []
    form = pattern(lambda: made.append("印发") or "印发")  # type: ignore[func-returns-value]
    assert not made
    assert form.search(TEXT)
    assert form.match("印发")
    assert made == ["印发"]


def test_a_form_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Form("印发").split  # noqa: B018
