"""Each row of the tables is a sentence of the genre and the facts that it says."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.tsv").open(encoding="utf-8") as file:
        return list(
            csv.DictReader(
                (line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
            )
        )


@pytest.mark.parametrize("row", rows("facts_yearbook"), ids=lambda row: row["text"][:24])
def test_yearbook_sentence(row: dict[str, str], triples: Callable[..., set[str]]) -> None:
    expected = {fact for fact in row["facts"].split(" ; ") if fact}
    assert triples(row["text"], organization="吉安市农业局", year=2012) == expected


@pytest.mark.parametrize("row", rows("facts_gazetteer"), ids=lambda row: row["text"][:24])
def test_gazetteer_sentence(row: dict[str, str], triples: Callable[..., set[str]]) -> None:
    expected = {fact for fact in row["facts"].split(" ; ") if fact}
    assert triples(row["text"], division="吉水县") == expected
