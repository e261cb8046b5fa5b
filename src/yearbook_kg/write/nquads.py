"""N-Quads, the master format: a statement a line, in the order of the code points, none twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yearbook_kg.terms import XSD, Iri, Quad, Term
from yearbook_kg.write.turtle import full_iri, quoted


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the quads as canonical N-Quads lines, sorted; the same for any order of the quads.

    >>> from yearbook_kg.terms import integer
    >>> s, g = Iri("https://example.org/s"), Iri("https://example.org/g")
    >>> print(*nquads([Quad(s, s, integer(3), g)]), end="")  # doctest: +ELLIPSIS
    <https://example.org/s> <https://example.org/s> "3"^^<...#integer> <https://example.org/g> .
    """
    written: dict[Iri, str] = {}

    def iri(term: Iri) -> str:
        if term not in written:
            written[term] = full_iri(term)
        return written[term]

    def term(value: Term) -> str:
        if isinstance(value, Iri):
            return iri(value)
        if value.language:
            return f"{quoted(value.value)}@{value.language}"
        if value.datatype == XSD + "string":
            return quoted(value.value)
        return f"{quoted(value.value)}^^{iri(Iri(value.datatype))}"

    yield from sorted({f"{iri(s)} {iri(p)} {term(o)} {iri(g)} .\n" for s, p, o, g in quads})
