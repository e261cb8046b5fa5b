"""The graph of the first page, made once."""

from pathlib import Path

import pytest

from yearbook_kg.graph import Graph
from yearbook_kg.map import map_document
from yearbook_kg.pipeline import extract_page
from yearbook_kg.query import Opened, open_store
from yearbook_kg.read import read

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "cases" / "small.trig"


@pytest.fixture(scope="session")
def page_graph() -> Graph:
    documents = [extract_page(page) for page in read(ROOT / "examples" / "140320020220004324.txt")]
    return Graph((quad for document in documents for quad in map_document(document)), documents=documents)


@pytest.fixture(scope="session")
def page_store(page_graph: Graph) -> Opened:
    return open_store(page_graph)


@pytest.fixture(scope="session")
def small_store() -> Opened:
    return open_store(SMALL)
