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
    return "".join(_lines(rows, graph))


def encoded(rows: Iterable[Row], graph: str) -> bytes:
    """Return ``lines`` in UTF-8, as a file has them.

    >>> encoded([("<urn:a>", "<urn:b>", '"a"@en')], "<urn:g>")
    b'<urn:a> <urn:b> "a"@en <urn:g> .\\n'
    """
    # Line by line: most are ASCII and cost nothing, the whole would be encoded sign by sign.
    return b"".join(map(str.encode, _lines(rows, graph)))


def _lines(rows: Iterable[Row], graph: str) -> list[str]:
    end = f" {graph} .\n"
    return [f"{subject} {predicate} {target}{end}" for subject, predicate, target in rows]
