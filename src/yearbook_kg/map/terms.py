"""The term types under the room's own name, for those who take what ``map_document`` yields."""

from __future__ import annotations

from yearbook_kg.terms import Iri, Literal, Quad, Term, Triple

__all__ = ["Iri", "Literal", "Quad", "Term", "Triple"]
