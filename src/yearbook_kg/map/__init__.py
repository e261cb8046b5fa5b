"""Document -> quads: what was read, in the words of the ontology.

The only room that knows which term says what. It needs no RDF library: the terms are the light tuples of
``yearbook_kg.terms``. Every entry has a named graph of its own, ``graph_<id>``; what the gazetteer says of
the places of a page stands in ``graph_gazetteer``, with the table it is from.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.map.circumstances import complete
from yearbook_kg.map.claims import claim_triples
from yearbook_kg.map.divisions import division_triples
from yearbook_kg.map.entities import entity_triples, mention_triples
from yearbook_kg.map.notebook import Notebook
from yearbook_kg.map.page import entry_triples, section_triples, span_triples
from yearbook_kg.map.shared_nodes import concept_triples, time_triples
from yearbook_kg.map.statements import (
    change_triples,
    conferral_triples,
    founding_triples,
    observation_iris,
    observation_triples,
    tenure_triples,
)
from yearbook_kg.model import Change, Claim, Conferral, Document, Observation, Tenure
from yearbook_kg.terms import Quad, Triple
from yearbook_kg.vocabulary import DATA_BASE

__all__ = ["map_document"]


def map_document(document: Document, *, base: str = DATA_BASE) -> Iterator[Quad]:
    """Yield what a document says as quads: the same quads, in the same order, on every run and machine.

    The order is that of a reader: the entry, its sections, the mentions, the facts, the things spoken of, the
    spans. No quad comes twice, and there are no blank nodes. ``base`` is the namespace of the data.
    Raises KeyError for a claim whose predicate the ontology does not know.

    >>> from yearbook_kg.model import Context, Entry, Page, Resolution
    >>> entry = Entry(Page("唯一号: 1", "-", "1"), "1", "析出资源", "lines", (), (), 0, 0)
    >>> nothing = Resolution((), (), (), (), Context(None, None, None, None))
    >>> first = next(map_document(Document(entry, nothing, ())))
    >>> first.subject.value, first.graph.value
    ('https://w3id.org/yearbook-kg/id/entry_1', 'https://w3id.org/yearbook-kg/id/graph_1')
    """
    notes = Notebook(complete(document), base)
    seen: set[Triple] = set()
    for triple in _triples(notes):
        if triple not in seen:
            seen.add(triple)
            yield Quad(*triple, notes.graph_iri)
    gazetteer = notes.iri("graph_gazetteer")
    for triple in dict.fromkeys(division_triples(notes)):
        yield Quad(*triple, gazetteer)


def _triples(notes: Notebook) -> Iterator[Triple]:
    yield from entry_triples(notes)
    yield from section_triples(notes)
    yield from mention_triples(notes)
    yield from _fact_triples(notes)
    # From here on nothing new is spoken of: what was asked for is described.
    yield from entity_triples(notes)
    yield from time_triples(notes)
    yield from concept_triples(notes)
    yield from span_triples(notes)


def _fact_triples(notes: Notebook) -> Iterator[Triple]:
    facts = notes.document.facts
    figures = observation_iris(notes, (fact for fact in facts if isinstance(fact, Observation)))
    by_span = {(fact.evidence.start, fact.evidence.end): iri for fact, iri in figures.items()}
    for fact in facts:
        match fact:
            case Observation():
                compared = by_span.get(fact.compared_with) if fact.compared_with else None
                yield from observation_triples(notes, fact, figures[fact], compared)
            case Conferral():
                yield from conferral_triples(notes, fact)
            case Tenure():
                yield from tenure_triples(notes, fact)
            case Change():
                yield from change_triples(notes, fact)
            case Claim() if fact.predicate not in _FOUNDING:
                yield from claim_triples(notes, fact)
    yield from founding_triples(
        notes, (fact for fact in facts if isinstance(fact, Claim) and fact.predicate in _FOUNDING)
    )


_FOUNDING = frozenset({"founded", "foundedYear"})
