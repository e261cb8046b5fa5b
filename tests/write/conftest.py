"""A small graph by hand, and a small context where the ontology is not yet to be had."""

from pathlib import Path

import pytest

from yearbook_kg.query.source import read_quads
from yearbook_kg.terms import Quad

SMALL = Path(__file__).parents[1] / "cases" / "small.trig"


@pytest.fixture(scope="session")
def small() -> tuple[Quad, ...]:
    return read_quads(SMALL)
