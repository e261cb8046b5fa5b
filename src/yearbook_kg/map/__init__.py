"""Document -> triples: what was read, in the words of the ontology.

The only room that knows which term says what. It needs no RDF library: inside, a term is its text in
N-Triples, ``<https://w3id.org/yearbook-kg/id/entry_1>`` or ``"市总"@zh``, and a statement is a row of three.
Every entry has a named graph of its own, ``graph_<id>``; what the gazetteer says of the places of a page
stands in ``graph_gazetteer``, with the table it is from.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.map.circumstances import complete
from yearbook_kg.map.claims import claim_rows
from yearbook_kg.map.divisions import division_rows
from yearbook_kg.map.entities import entity_rows, mention_rows
from yearbook_kg.map.nodes import change_rows, conferral_rows, founding_rows, tenure_rows
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.map.observations import Compared, observation_rows
from yearbook_kg.map.page import entry_rows, section_rows, span_rows
from yearbook_kg.map.shared_nodes import concept_rows, time_rows
from yearbook_kg.model import Change, Claim, Conferral, Document, Observation, Tenure
from yearbook_kg.terms import Iri, Quad, Row, Statements, quads, written
from yearbook_kg.vocabulary import DATA_BASE

__all__ = ["map_document", "statements"]


def statements(document: Document, *, base: str = DATA_BASE) -> Statements:
    """Return what a document says as rows of text: the same, in the same order, on every run and machine.

    The order is that of a reader: the entry, its sections, the mentions, the facts, the things spoken of, the
    spans. No row comes twice, and there are no blank nodes. ``base`` is the namespace of the data.
    Raises KeyError for a claim whose predicate the ontology does not know.

    >>> from yearbook_kg.model import Context, Entry, Page, Resolution
    >>> entry = Entry(Page("唯一号: 1", "-", "1"), "1", "析出资源", "lines", (), (), 0, 0)
    >>> nothing = Resolution((), (), (), (), Context(None, None, None, None))
    >>> said = statements(Document(entry, nothing, ()))
    >>> said.rows[0][0], said.graph, said.gazetteer
    ('<https://w3id.org/yearbook-kg/id/entry_1>', '<https://w3id.org/yearbook-kg/id/graph_1>', [])
    """
    notes = Notebook(complete(document), base)
    rows = [*entry_rows(notes), *section_rows(notes), *mention_rows(notes), *_fact_rows(notes)]
    # From here on nothing new is spoken of: what was asked for is described.
    rows += entity_rows(notes)
    rows += time_rows(notes)
    rows += concept_rows(notes)
    once = list(dict.fromkeys(rows))
    once += span_rows(notes)  # a span each, and nobody else speaks of its offsets and words
    gazetteer = list(dict.fromkeys(division_rows(notes)))
    return Statements(document.entry.id, notes.graph_iri, once, gazetteer)


def map_document(document: Document, *, base: str = DATA_BASE) -> Iterator[Quad]:
    """Yield what ``statements`` says as quads, in the same order, the gazetteer's behind the entry's.

    >>> from yearbook_kg.model import Context, Entry, Page, Resolution
    >>> entry = Entry(Page("唯一号: 1", "-", "1"), "1", "析出资源", "lines", (), (), 0, 0)
    >>> nothing = Resolution((), (), (), (), Context(None, None, None, None))
    >>> first = next(map_document(Document(entry, nothing, ())))
    >>> first.subject.value, first.graph.value
    ('https://w3id.org/yearbook-kg/id/entry_1', 'https://w3id.org/yearbook-kg/id/graph_1')
    """
    said = statements(document, base=base)
    yield from quads(said.rows, said.graph)
    yield from quads(said.gazetteer, written(Iri(f"{base}graph_gazetteer")))


def _fact_rows(notes: Notebook) -> list[Row]:
    facts = notes.document.facts
    compared = Compared(notes, [fact for fact in facts if isinstance(fact, Observation)])
    founded: list[Claim] = []
    rows: list[Row] = []
    for fact in facts:
        match fact:
            case Observation():
                rows += observation_rows(notes, fact, compared.of(fact))
            case Conferral():
                rows += conferral_rows(notes, fact)
            case Tenure():
                rows += tenure_rows(notes, fact)
            case Change():
                rows += change_rows(notes, fact)
            case Claim() if fact.predicate in _FOUNDING:
                founded.append(fact)
            case _:
                rows += claim_rows(notes, fact)
    rows += founding_rows(notes, founded)
    return rows


_FOUNDING = frozenset({"founded", "foundedYear"})
