"""N-Quads, the master format: a statement a line, in the order of the code points, none twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yearbook_kg.terms import Quad, Row, Term, written


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the quads as canonical N-Quads lines, sorted; the same for any order of the quads.

    >>> from yearbook_kg.terms import Iri, integer
    >>> s, g = Iri("https://example.org/s"), Iri("https://example.org/g")
    >>> print(*nquads([Quad(s, s, integer(3), g)]), end="")  # doctest: +ELLIPSIS
    <https://example.org/s> <https://example.org/s> "3"^^<...#integer> <https://example.org/g> .
    """
    kept: dict[Term, str] = {}

    def text(term: Term) -> str:
        found = kept.get(term)
        if found is None:
            found = kept[term] = written(term)
        return found

    yield from sorted({f"{text(s)} {text(p)} {text(o)} {text(g)} .\n" for s, p, o, g in quads})


def lines(rows: Iterable[Row], graph: str) -> str:
    """Return the rows of one graph as N-Quads, in their order: ``nquads`` without its sorting.

    graph: the IRI of the graph, written as the terms of the rows are: ``<https://example.org/g>``.

    >>> print(lines([("<urn:a>", "<urn:b>", '"市总"@zh')], "<urn:g>"), end="")
    <urn:a> <urn:b> "市总"@zh <urn:g> .
    """
    end = f" {graph} .\n"
    return "".join([f"{subject} {predicate} {target}{end}" for subject, predicate, target in rows])
