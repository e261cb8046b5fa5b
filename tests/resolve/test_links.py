from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolve.pages import page
from yearbook_kg.resolve import resolve

CASES = Path(__file__).parents[1] / "cases" / "resolve_links.tsv"


def rows() -> list[list[str]]:
    lines = [line for line in CASES.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


@pytest.mark.parametrize(("volume", "text", "expected", "seen"), rows())
def test_mentions_get_the_full_names(volume: str, text: str, expected: str, seen: str) -> None:
    entry, recognition = page(volume, text)
    resolution = resolve(entry, recognition)
    assert [m.entity.name for m in resolution.mentions if m.entity] == expected.split("|"), seen


@pytest.mark.parametrize(("volume", "text", "expected", "seen"), rows())
def test_every_link_has_a_reason(volume: str, text: str, expected: str, seen: str) -> None:
    entry, recognition = page(volume, text)
    resolution = resolve(entry, recognition)
    decided = {d.mention.start for d in resolution.decisions}
    for mention in resolution.mentions:
        assert mention.entity is not None
        words = mention.text.strip("《》")
        assert (mention.start in decided) == (mention.entity.name != words), (expected, seen)
    assert all(d.reason and 0 < d.score <= 1 for d in resolution.decisions)
