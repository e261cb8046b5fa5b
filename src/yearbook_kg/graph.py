"""The graph of one or more pages: what ``build`` returns, with its verbs.

A ``Graph`` holds quads and nothing else that could contradict them; all other forms (rdflib, NetworkX, a
store to ask) are made when first wanted. Heavy libraries are imported then, not before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearbook_kg.labels import label_of
from yearbook_kg.model import Document
from yearbook_kg.terms import XSD, Iri, Quad, Term
from yearbook_kg.things import Thing, find_things
from yearbook_kg.vocabulary import DATA_BASE, DCTERMS, RDF, YB

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from yearbook_kg.query import Explanation, Opened, Table
    from yearbook_kg.query.binding import Given
    from yearbook_kg.validate import Report, Result


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that breaks the rules of the ontology, with what the check said of it."""

    entry: Iri
    graph: Graph
    results: tuple[Result, ...]

    def quarantine(self, output: Path, *, lang: str = "zh") -> tuple[Path, ...]:
        """Write the entry and its report below ``output/quarantine`` and return the paths."""
        from yearbook_kg.write import inside, safe_name, whole_file, write_file

        stem = safe_name(self.graph.identifiers.get(self.entry) or self.entry.value.rpartition("/")[2])
        path = inside(output, "quarantine", f"{stem}.ttl")
        report = inside(output, "quarantine", f"{stem}.report.txt")
        write_file(self.graph.quads, path, base=self.graph.base, lang=lang)
        with whole_file(report) as file:
            file.writelines(f"{result}\n".encode() for result in self.results)
        return path, report


class Graph:
    """A knowledge graph, as quads, with everything that one does with it.

    >>> from yearbook_kg.terms import text
    >>> from yearbook_kg.vocabulary import SKOS
    >>> union, name = Iri(DATA_BASE + "org_市总工会"), text("市总工会")
    >>> home = Iri(DATA_BASE + "graph_1")
    >>> graph = Graph([Quad(union, RDF.type, YB.Organization, home), Quad(union, SKOS.prefLabel, name, home)])
    >>> len(graph), [thing.name for thing in graph.entities]
    (2, ['市总工会'])
    >>> graph.query("SELECT ?name { ?body a yb:Organization ; skos:prefLabel ?name }").rows
    (('市总工会',),)
    """

    def __init__(
        self, quads: Iterable[Quad], *, documents: Iterable[Document] = (), base: str = DATA_BASE
    ) -> None:
        """Hold the quads, each once, in their order.

        documents: what the quads were mapped from, where it is at hand. base: the namespace of the data.
        """
        self.quads: tuple[Quad, ...] = tuple(dict.fromkeys(quads))
        self.documents: tuple[Document, ...] = tuple(documents)
        self.base = base

    @classmethod
    def load(cls, source: str | PathLike[str], *, base: str = DATA_BASE) -> Graph:
        """Return the graph of a file (ttl, nq, trig, jsonld, rdf; also .gz), a folder of them or a store.

        Raises QueryError when the source is missing, malformed or in no known format.
        """
        from yearbook_kg.query import read_quads

        return cls(read_quads(source), base=base)

    # ── other forms ─────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def rdf(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset, a named graph an entry, its default graph the union of all."""
        import rdflib

        from yearbook_kg.curies import prefixes

        dataset = rdflib.Dataset(default_union=True)
        for prefix, namespace in prefixes(self.base).items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        nodes: dict[Term, rdflib.URIRef | rdflib.Literal] = {}
        dataset.addN(
            (
                _rdflib(quad.subject, nodes),
                _rdflib(quad.predicate, nodes),
                _rdflib(quad.object, nodes),
                dataset.graph(_rdflib(quad.graph, nodes)),
            )
            for quad in self.quads
        )
        return dataset

    def networkx(
        self, *, sections: bool = False, mentions: bool = False, lang: str = "zh"
    ) -> nx.MultiDiGraph[str]:
        """Return the graph as a NetworkX property graph, made anew each time, for the caller to change.

        Nodes are things, edges are links; see ``yearbook_kg.write.to_networkx``. sections, mentions: make
        nodes of these too.
        """
        from yearbook_kg.write import to_networkx

        return to_networkx(self.quads, sections=sections, mentions=mentions, lang=lang, base=self.base)

    @cached_property
    def _store(self) -> Opened:
        from yearbook_kg.query import open_store

        return open_store(self.quads)

    # ── what is in it ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def identifiers(self) -> Mapping[Iri, str]:
        """The entries of the graph with their identifiers (唯一号), in the order of the quads."""
        entries = {q.subject for q in self.quads if q.predicate == RDF.type and q.object == YB.Entry}
        found = (q for q in self.quads if q.predicate == DCTERMS.identifier and q.subject in entries)
        return {quad.subject: quad.object.value for quad in found}

    @cached_property
    def entities(self) -> tuple[Thing, ...]:
        """The things that the pages name, by type, then by name; facts and figures are none of them."""
        return find_things(self.quads, self.identifiers)

    def summary(self, *, lang: str = "zh") -> Mapping[str, int]:
        """Return how many things of each class there are, by the label of the class, the most first.

        >>> Graph([]).summary()
        {}
        """
        kinds: dict[Iri, set[Iri]] = defaultdict(set)
        for quad in self.quads:
            if (
                quad.predicate == RDF.type
                and isinstance(quad.object, Iri)
                and quad.object.value.startswith(YB.base)
            ):
                kinds[quad.object].add(quad.subject)
        counted = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
        return {label_of(kind.value, lang): len(things) for kind, things in counted}

    # ── verbs ───────────────────────────────────────────────────────────────────────────────────────────

    def query(self, question: str, *, lang: str = "zh", **params: Given) -> Table:
        """Put a shipped question, by name, or a SPARQL query to the graph.

        ``graph.query("honours", organization="市总工会")``; ``graph.query("SELECT …", word="…")`` puts the
        value in the place of ``$word``. Raises QueryError, which says what to do.
        """
        from yearbook_kg.query import run_query

        if any(char.isspace() for char in question.strip()) or "{" in question:
            return run_query(self._store, sparql=question, params=params, lang=lang)
        return run_query(self._store, question.strip(), params=params, lang=lang)

    def explain(
        self, thing: str, predicate: str | None = None, target: str | None = None, *, lang: str = "zh"
    ) -> Explanation:
        """Return the words behind a thing or a statement, in the page; see ``yearbook_kg.query.explain``."""
        from yearbook_kg.query import explain

        return explain(self._store, thing, predicate, target, lang=lang, base=self.base)

    def validate(self, *, deep: bool = False, lang: str = "zh") -> Report:
        """Check the graph against the shapes of the ontology and its words against the pages."""
        from yearbook_kg.validate import validate

        return validate(self.quads, deep=deep, lang=lang)

    def split(self, report: Report) -> tuple[Graph, Mapping[Iri, SetAside]]:
        """Return the graph of the entries without violation, and each entry that has one, by its IRI."""
        homes = {q.subject: q.graph for q in self.quads if q.predicate == RDF.type and q.object == YB.Entry}
        aside = {homes[entry]: entry for entry in sorted(report.set_aside) if entry in homes}
        parts: dict[Iri, list[Quad]] = {graph: [] for graph in aside}
        kept = [quad for quad in self.quads if quad.graph not in parts]
        for quad in self.quads:
            if quad.graph in parts:
                parts[quad.graph].append(quad)
        out = {self.identifiers.get(entry) for entry in aside.values()}
        documents = [document for document in self.documents if document.entry.id not in out]
        results = report.by_entry
        return Graph(kept, documents=documents, base=self.base), {
            entry: SetAside(entry, Graph(parts[graph], base=self.base), results.get(entry, ()))
            for graph, entry in aside.items()
        }

    def serialise(self, format: str = "ttl", *, lang: str = "zh") -> str:
        """Return the graph as a text in one of the formats of ``yearbook_kg.write``."""
        from yearbook_kg.write import serialise

        return "".join(serialise(self.quads, format, base=self.base, lang=lang))

    def write(
        self, target: str | PathLike[str], *, format: str | Iterable[str] | None = None, lang: str = "zh"
    ) -> tuple[Path, ...]:
        """Write the graph and return the paths of the files, each of which appears whole or not at all.

        target: a file, whose ending says the format (``format`` may say another), or a folder, which gets
        ``graph.ttl`` and so on: all formats, or those that ``format`` lists.
        Raises OutputError for an unknown format and when the system refuses.
        """
        from yearbook_kg.write import FORMATS, write_file, write_folder

        path = Path(target)
        if path.suffix and not path.is_dir() and (format is None or isinstance(format, str)):
            return (write_file(self.quads, path, format=format, base=self.base, lang=lang),)
        formats = (format,) if isinstance(format, str) else tuple(format or FORMATS)
        return write_folder(self.quads, path, formats=formats, base=self.base, lang=lang)

    @cached_property
    def _triples(self) -> int:
        return len({quad[:3] for quad in self.quads})

    def __len__(self) -> int:
        """The statements, one that several entries make counted once: as ``len(graph.rdf)``."""
        return self._triples

    def __repr__(self) -> str:
        return f"<Graph: {len(self.identifiers)} entries, {len(self)} triples>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(kind)}</td><td>{count}</td></tr>" for kind, count in self.summary().items()
        )
        return f"<table><caption>{escape(repr(self)[1:-1])}</caption>{rows}</table>"


def _rdflib(term: Term, nodes: dict[Term, Any]) -> Any:
    """A term as rdflib has it, each made once; a literal keeps its lexical form."""
    import rdflib

    if term not in nodes:
        if isinstance(term, Iri):
            nodes[term] = rdflib.URIRef(term.value)
        elif term.language:
            nodes[term] = rdflib.Literal(term.value, lang=term.language)
        elif term.datatype == XSD + "string":
            # without a datatype, as rdflib reads files: it holds the two for different
            nodes[term] = rdflib.Literal(term.value)
        else:
            nodes[term] = rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype), normalize=False)
    return nodes[term]
