"""Looking things up in a store: what a thing has, and what has it, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook_kg.query.source import Opened, foreign, own
from yearbook_kg.terms import Iri, Literal, Term
from yearbook_kg.vocabulary import DCTERMS, SKOS

_NAMES = (SKOS.prefLabel, DCTERMS.title)


class Facts:
    """Reads a store by pattern; every answer is without doubles and sorted."""

    def __init__(self, opened: Opened) -> None:
        self._store = opened.store

    def objects(self, subject: Iri, predicate: Iri) -> list[Term]:
        """Return what a thing has for a property."""
        import pyoxigraph as ox

        found = self._store.quads_for_pattern(
            ox.NamedNode(subject.value), ox.NamedNode(predicate.value), None, None
        )
        return _ordered(own(quad.object) for quad in found)

    def subjects(self, predicate: Iri, target: Term) -> list[Iri]:
        """Return what has a thing for a property."""
        import pyoxigraph as ox

        found = self._store.quads_for_pattern(None, ox.NamedNode(predicate.value), foreign(target), None)
        return [iri for iri in _ordered(own(quad.subject) for quad in found) if isinstance(iri, Iri)]

    def nodes(self, subject: Iri, predicate: Iri) -> list[Iri]:
        """Return the things that a thing is linked to by a property."""
        return [term for term in self.objects(subject, predicate) if isinstance(term, Iri)]

    def one(self, subject: Iri, predicate: Iri) -> Term | None:
        """Return what a thing has for a property that it has once, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Iri, predicate: Iri) -> str:
        """Return the words that a thing has for a property, or an empty string."""
        found = self.one(subject, predicate)
        return found.value if isinstance(found, Literal) else ""

    def number(self, subject: Iri, predicate: Iri) -> int | None:
        """Return the whole number that a thing has for a property, or None."""
        found = self.text(subject, predicate)
        return int(found) if found.lstrip("-").isdigit() else None

    def label(self, thing: Iri) -> str:
        """Return the name of a thing, or an empty string."""
        return next((name for predicate in _NAMES if (name := self.text(thing, predicate))), "")

    def knows(self, thing: Iri) -> bool:
        """Say whether anything is said of a thing."""
        import pyoxigraph as ox

        node = ox.NamedNode(thing.value)
        return next(self._store.quads_for_pattern(node, None, None, None), None) is not None


def _ordered(terms: Iterable[Term]) -> list[Term]:
    return sorted(set(terms), key=lambda term: (len(term), *term))
