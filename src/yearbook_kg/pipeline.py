"""The stages in their order; the one place that knows them all."""

from __future__ import annotations

from yearbook_kg.model import Document, Page
from yearbook_kg.parse import parse
from yearbook_kg.recognise import recognise
from yearbook_kg.relate import relate
from yearbook_kg.resolve import resolve

__all__ = ["extract_page"]


def extract_page(page: Page) -> Document:
    """Run the text half of the program over one page: parse, recognise, resolve, relate."""
    entry = parse(page)
    resolution = resolve(entry, recognise(entry))
    return Document(entry, resolution, relate(entry, resolution))
