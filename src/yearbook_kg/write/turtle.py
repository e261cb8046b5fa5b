"""Turtle and TriG that a person can read: in parts with a heading, a thing a block, a property a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yearbook_kg.curies import compact, prefixes, shorthand
from yearbook_kg.terms import XSD, Iri, Quad, Term, quoted, written
from yearbook_kg.vocabulary import DATA_BASE, DCTERMS, RDF, SKOS, YB
from yearbook_kg.write.arrange import Statement, Thing, arrange, graphs, union

_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}


def turtle(quads: Iterable[Quad], *, base: str = DATA_BASE) -> Iterator[str]:
    """Yield the triples of all graphs as a Turtle file, piece by piece; the same for any order of the quads.

    base: the namespace of the data, for the prefix ``ybd``.

    >>> from yearbook_kg.terms import string
    >>> quad = Quad(Iri(DATA_BASE + "org_市总工会"), SKOS.prefLabel, string("市总工会"), Iri(DATA_BASE + "g"))
    >>> print("".join(turtle([quad])).splitlines()[-2])
    ybd:org_市总工会
    """
    triples = union(quads)
    writer = _Writer(base)
    yield from writer.head(triples)
    yield from writer.body(triples, "")


def trig(quads: Iterable[Quad], *, base: str = DATA_BASE) -> Iterator[str]:
    """Yield the quads as a TriG file, a block a graph, each laid out as ``turtle`` does it."""
    by_graph = graphs(quads)
    writer = _Writer(base)
    yield from writer.head(set().union(*(triples for _, triples in by_graph)))
    for graph, triples in by_graph:
        yield f"\n{writer.iri(graph)} {{\n"
        yield from writer.body(triples, "    ")
        yield "}\n"


def _long(value: str) -> str:
    """A text of several lines as such; a carriage return stays escaped, as readers may drop it."""
    lines = (quoted(line)[1:-1] for line in value.split("\n"))
    return '"""' + "\n".join(lines) + '"""'


class _Writer:
    """Writes terms, each IRI shortened once."""

    def __init__(self, base: str) -> None:
        self._prefixes = prefixes(base)
        self._short = shorthand(self._prefixes)
        self._names: dict[Iri, str] = {}

    def head(self, triples: set[Statement]) -> Iterator[str]:
        for line in _headlines(triples):
            yield f"# {line}\n"
        for prefix, namespace in self._prefixes.items():
            yield f"@prefix {prefix}: <{namespace}> .\n"

    def body(self, triples: set[Statement], indent: str) -> Iterator[str]:
        for title, things in arrange(triples, self._short):
            yield f"\n{indent}# ── {title} ({len(things)}) ──\n"
            for thing in things:
                yield self._block(thing, indent)

    def _block(self, thing: Thing, indent: str) -> str:
        lines = [
            f"{indent}    {self._predicate(predicate)} {self._objects(targets, indent)}"
            for predicate, targets in thing.properties
        ]
        name = self.iri(thing.subject)
        label = _label(thing)
        # ybd:place_360828 says nothing to a reader
        note = f"  # {label}" if label and label not in name else ""
        return f"\n{indent}{name}{note}\n" + " ;\n".join(lines) + " .\n"

    def _objects(self, targets: Sequence[Term], indent: str) -> str:
        written = [self._term(target) for target in targets]
        inline = ", ".join(written)
        # 90: with indent and predicate a line still fits a screen of 120 columns.
        return inline if len(inline) <= 90 else f",\n{indent}        ".join(written)

    def _predicate(self, predicate: Iri) -> str:
        return "a" if predicate == RDF.type else self.iri(predicate)

    def iri(self, iri: Iri) -> str:
        name = self._names.get(iri)
        if name is None:
            name = self._names[iri] = compact(iri.value, self._short) or written(iri)
        return name

    def _term(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self.iri(term)
        words = _long(term.value) if "\n" in term.value else quoted(term.value)
        if term.language:
            return f"{words}@{term.language}"
        if term.datatype == XSD + "string":
            return words
        bare = _BARE.get(term.datatype)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        return f"{words}^^{self.iri(Iri(term.datatype))}"


def _label(thing: Thing) -> str:
    """The name of a thing on one line, fit for a comment."""
    for predicate, targets in thing.properties:
        if predicate in (SKOS.prefLabel, DCTERMS.title):
            return " ".join(targets[0].value.split())
    return ""


def _headlines(triples: set[Statement]) -> Iterator[str]:
    """What the file holds, in a few comment lines: the first entries by title, and counts."""
    entries = {subject for subject, predicate, kind in triples if predicate == RDF.type and kind == YB.Entry}
    titles: dict[Iri, str] = {}
    for subject, predicate, target in triples:
        if subject in entries and predicate in (DCTERMS.title, SKOS.prefLabel):
            titles[subject] = min(titles.get(subject, target.value), target.value)
    for entry in sorted(entries)[:5]:
        name = " ".join(titles.get(entry, "").split())
        yield f"{name} · {entry.value}" if name else entry.value
    yield f"yearbook-kg: {len(entries)} entries, {len(triples)} triples"
