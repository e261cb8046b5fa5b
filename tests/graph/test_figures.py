"""The small reader that checks figures against their words: what it gives, refuses, and leaves alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from yearbook_kg.validate.figures import gives

CASES = Path(__file__).parents[1] / "cases" / "figures_given.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[2:]]


@pytest.mark.parametrize(
    ("words", "unit", "value", "given"), ROWS, ids=[f"{row[0]}-{row[2]}" for row in ROWS]
)
def test_words_give_their_value(words: str, unit: str, value: str, given: str) -> None:
    assert gives(words, Decimal(value), unit) is {"yes": True, "no": False, "?": None}[given]
