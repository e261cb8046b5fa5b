"""The stages in their order; the one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from yearbook_kg.errors import ParseError, ReadError
from yearbook_kg.graph import Graph
from yearbook_kg.map import map_document
from yearbook_kg.model import Document, Entry, Page
from yearbook_kg.parse import Repeats, parse
from yearbook_kg.punctuation import plain, restore
from yearbook_kg.read import read
from yearbook_kg.recognise import Recogniser, recognise
from yearbook_kg.relate import relate
from yearbook_kg.resolve import resolve
from yearbook_kg.vocabulary import DATA_BASE

__all__ = ["Skipped", "build", "extract", "extract_entry", "extract_page", "pages"]


# Characters of a body. The longest granules, chapters of a gazetteer, have some ten thousand.
LONGEST_BODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that gave nothing: it could not be read, or it came before under the same id (``repeat``)."""

    origin: str
    reason: str
    repeat: bool = False


OnSkip = Callable[[Skipped], object]


def extract_page(page: Page, *, recogniser: Recogniser | None = None) -> Document:
    """Run the text half of the program over one page: parse, recognise, resolve, relate.

    recogniser: a second opinion on names, such as ``yearbook_kg.recognise.learned_names``.
    Raises ParseError when the page holds neither a field nor a word of body.
    """
    return extract_entry(parse(page), recogniser=recogniser)


def pages(
    source: Any, *, on_skip: OnSkip | None = None, part: tuple[int, int] | None = None
) -> Iterator[Page]:
    """Yield the pages of a source, or of several; pages that were read already pass through.

    part: read only this part of a source, the i-th of n, from 1; see ``read``. Errors as for ``extract``.
    """
    if isinstance(source, Page):
        yield source
    elif isinstance(source, Iterable) and not isinstance(source, str | bytes) and not hasattr(source, "read"):
        for one in source:
            yield from pages(one, on_skip=on_skip, part=part)
    else:
        yield from read(source, on_error=lambda error: _skip(error, on_skip), part=part)


def extract(
    source: Any, *, recogniser: Recogniser | None = None, on_skip: OnSkip | None = None
) -> Iterator[Document]:
    """Yield what every page of a source says, one page after the other.

    source: as for ``read``: the path of a page, a folder, a zip, a table of pages, ``"-"``, or several; or
    pages that were read already. An entry that comes twice with one text is given once.
    on_skip: called with each page that gives nothing, and the work goes on; without it, what cannot be read
    raises ReadError or ParseError, and repeats are passed over in silence.
    """
    repeats = Repeats()
    for page in pages(source, on_skip=on_skip):
        try:
            entry = parse(page)
        except ParseError as error:
            _skip(error, on_skip)
            continue
        admitted = repeats.admit(entry)
        if admitted is not None:
            yield extract_entry(admitted, recogniser=recogniser)
        elif on_skip is not None:
            on_skip(Skipped(page.origin, f"repeats entry {entry.id}, its text is the same", repeat=True))


def build(
    source: Any,
    *,
    base: str = DATA_BASE,
    recogniser: Recogniser | None = None,
    on_skip: OnSkip | None = None,
) -> Graph:
    """Build the graph of a source: every page of it, each in a named graph of its own.

    Arguments and errors as for ``extract``; base: the namespace of the data.
    """
    documents = tuple(extract(source, recogniser=recogniser, on_skip=on_skip))
    quads = (quad for document in documents for quad in map_document(document, base=base))
    return Graph(quads, documents=documents, base=base)


def extract_entry(entry: Entry, *, recogniser: Recogniser | None = None) -> Document:
    """Run the stages behind ``parse`` over one entry: recognise, resolve, relate; arguments as above."""
    entry = _bounded(entry)
    even = plain(entry)
    resolution = resolve(even, recognise(even, recogniser=recogniser))
    return restore(Document(even, resolution, relate(even, resolution)), entry)


def _bounded(entry: Entry) -> Entry:
    """The entry without what no granule page has (a page of 50 MB took 104 s so, at a peak of 1.8 GB)."""
    limit = entry.body_start + LONGEST_BODY
    if entry.body_end <= limit:
        return entry
    size = entry.body_end - entry.body_start
    note = f"the body has {size} characters; all behind the first {LONGEST_BODY} are left out, split the page"
    sections = tuple(replace(s, end=min(s.end, limit)) for s in entry.sections if s.start < limit)
    return replace(entry, sections=sections, body_end=limit, warnings=(*entry.warnings, note))


def _skip(error: ReadError | ParseError, on_skip: OnSkip | None) -> None:
    if on_skip is None:
        raise error
    on_skip(Skipped(error.origin, error.reason))
