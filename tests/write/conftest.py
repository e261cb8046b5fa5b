"""A small graph by hand, and that of the first page."""

from pathlib import Path

import pytest

from yearbook_kg.map import map_document
from yearbook_kg.pipeline import extract_page
from yearbook_kg.query import read_quads
from yearbook_kg.read import read
from yearbook_kg.terms import Quad

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small() -> tuple[Quad, ...]:
    return read_quads(ROOT / "tests" / "cases" / "small.trig")


@pytest.fixture(scope="session")
def first_page() -> tuple[Quad, ...]:
    (page,) = read(ROOT / "examples" / "140320020220004324.txt")
    return tuple(map_document(extract_page(page)))


@pytest.fixture(params=["small", "first_page"])
def quads(request: pytest.FixtureRequest) -> tuple[Quad, ...]:
    """Each of the two graphs in turn."""
    found: tuple[Quad, ...] = request.getfixturevalue(request.param)
    return found
