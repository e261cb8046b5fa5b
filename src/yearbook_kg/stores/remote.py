"""A store behind a SPARQL endpoint, asked as one that lies on this disk.

Not every server computes what SPARQL says it should: one turns 、 into ? when it joins strings, sorts 上海市
after 上海市委, or gives rows of DISTINCT twice. A few small questions find that out; such a server is asked
only for the triples of the properties that a shipped question speaks of, and the question is answered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from yearbook_kg.errors import LoadError
from yearbook_kg.stores.connection import Connection, said
from yearbook_kg.stores.endpoints import Endpoints, find_endpoints
from yearbook_kg.stores.ledger import LEDGER

if TYPE_CHECKING:
    import pyoxigraph as ox

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_PAGE = 10_000  # rows asked for at once: the most that some servers give
# What stands in a query: comments and strings to be left alone, IRIs, prefixed names.
_TOKEN = re.compile(
    r"""\#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<(?P<iri>[^<>"{}|^`\\\s]*)>"""
    r"""|(?<![\w:?$])(?P<prefix>[A-Za-z]\w*):(?P<local>\w[\w.-]*(?<!\.))""",
    re.VERBOSE,
)
# GRAPH ?g {, GRAPH <…> {, GRAPH ex:g {: not the word in a comment
_GRAPH = re.compile(r"\bGRAPH\s*(?:[?$]\w+|<[^<>\s]*>|\w*:\w*)\s*\{", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+(\w*)\s*:", re.IGNORECASE)
_LONG_NAME = "朝阳市人民代表大会常务委员会"
# Questions without data, and the answers of a server that does as the standard says.
_PROBES = (
    ('SELECT (GROUP_CONCAT(?l; separator="、") AS ?x) { VALUES ?l { "甲"@zh "甲"@zh } }', ("甲、甲",)),
    ("SELECT DISTINCT ?x { VALUES (?x ?y) { (1 1) (1 2) } } ORDER BY ?y", ("1",)),
    (
        f'SELECT ?x {{ VALUES ?x {{ "{_LONG_NAME}办公室"@zh "{_LONG_NAME}"@zh }} }} ORDER BY ?x',
        (_LONG_NAME, _LONG_NAME + "办公室"),
    ),
)


class RemoteStore:
    """Answers ``query`` and ``quads_for_pattern`` as a store of pyoxigraph does, from a server."""

    def __init__(self, connection: Connection) -> None:
        """Learn what the server at a connection offers. Raises LoadError where none answers."""
        self._connection = connection
        self.endpoints: Endpoints = find_endpoints(connection)
        self._fetched: dict[str, list[ox.Quad]] = {}

    def __repr__(self) -> str:
        return f"<RemoteStore: {self.endpoints.query}>"

    @cached_property
    def faithful(self) -> bool:
        """Whether the server computes as the standard says, over all named graphs at once."""
        if self.endpoints.union is None:
            return False
        return all(self._answers(sparql, expected) for sparql, expected in _PROBES)

    def _answers(self, sparql: str, expected: tuple[str, ...]) -> bool:
        try:
            found = cast("ox.QuerySolutions", self.query(sparql, use_default_graph_as_union=False))
            return tuple(_words(row[0]) for row in found) == expected
        except SyntaxError:
            return False

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = True,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Put a question to the server.

        Raises SyntaxError where the server does not take it, LoadError where it fails.
        """
        import pyoxigraph as ox

        declared = set(_DECLARED.findall(query))
        wanted = {p: iri for p, iri in (prefixes or {}).items() if p not in declared and f"{p}:" in query}
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in wanted.items())
        union = self.endpoints.union if use_default_graph_as_union else None
        if union and "default-graph-uri" in union and _GRAPH.search(query):
            # who names the default graph for Fuseki takes the named graphs away
            union = None
        answer = self._connection.send(
            "POST",
            self.endpoints.query,
            body=[urlencode({"query": head + query, **(union or {})}).encode()],
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": _ACCEPT},
        )
        if answer.status_code >= 400:
            raise SyntaxError(said(answer))
        if "json" in answer.headers.get("Content-Type", ""):
            return ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
        found = ox.Store()
        found.load(answer.content, format=ox.RdfFormat.N_TRIPLES)
        return found.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield what the named graphs say, as the method of the same name of a store does."""
        import pyoxigraph as ox

        given = {"?s": subject, "?p": predicate, "?o": object, "?g": graph_name}
        *terms, graph = (name if term is None else str(term) for name, term in given.items())
        where = f"GRAPH {graph} {{ {' '.join(terms)} }}"
        names = [name for name, term in given.items() if term is None]
        for row in self._pages(names, where):
            parts = given | dict(zip(names, row, strict=True))
            if getattr(parts["?g"], "value", "") != LEDGER:
                yield ox.Quad(*parts.values())  # type: ignore[arg-type]

    def slice(self, sparql: str, prefixes: Mapping[str, str]) -> ox.Store:
        """Return a store of the triples whose properties a query speaks of, to be asked here instead.

        What was fetched once is kept for the next question.
        """
        import pyoxigraph as ox

        store = ox.Store()
        for iri in sorted(_spoken_of(sparql, prefixes)):
            if iri not in self._fetched:
                predicate = ox.NamedNode(iri)
                found = self.quads_for_pattern(None, predicate, None)
                self._fetched[iri] = [ox.Quad(*quad.triple) for quad in found]
            store.bulk_extend(self._fetched[iri])
        return store

    def graph(self, iri: str) -> bytes:
        """Return what a named graph holds, as N-Triples; nothing where there is none."""
        accept = {"Accept": "application/n-triples"}
        if self.endpoints.graphs is not None:
            answer = self._connection.send(
                "GET", f"{self.endpoints.graphs}?{urlencode({'graph': iri})}", headers=accept
            )
            return b"" if answer.status_code == 404 else answer.content
        sparql = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
        body = [urlencode({"query": sparql}).encode()]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._connection.send("POST", self.endpoints.query, body=body, headers=accept | form).content

    def rows(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a question about the named graphs, as words; for what is one answer long."""
        for row in self._solutions(sparql):
            yield tuple(map(_words, row))

    def paged(self, names: list[str], where: str) -> Iterator[tuple[str, ...]]:
        """Yield the values of variables in a pattern, as words, however many there are."""
        for row in self._pages(names, where):
            yield tuple(map(_words, row))

    def _solutions(self, sparql: str) -> Iterator[tuple[object, ...]]:
        try:
            for solution in cast("ox.QuerySolutions", self.query(sparql, use_default_graph_as_union=False)):
                yield tuple(solution)
        except (SyntaxError, ValueError) as error:
            raise LoadError(
                self.endpoints.query,
                f"the server does not answer as SPARQL says ({error}); look into its log",
            ) from error

    def _pages(self, names: list[str], where: str) -> Iterator[tuple[object, ...]]:
        """Ask for rows page by page: servers cut long answers off, and seldom say so."""
        counted = next(self._solutions(f"SELECT (COUNT(*) AS ?n) {{ {where} }}"))[0]
        total = int(_words(counted))
        variables = " ".join(names) or "*"
        given = 0
        while given < total:
            order = f" ORDER BY {variables}" if total > _PAGE else ""
            ordered = f"{{ SELECT {variables} {{ {where} }}{order} }}"
            sparql = f"SELECT {variables} {{ {ordered} }} LIMIT {_PAGE} OFFSET {given}"
            page = list(self._solutions(sparql))
            if not page:
                raise LoadError(
                    self.endpoints.query,
                    f"the server gave {given} of {total} rows; raise its limit for the rows of an answer",
                )
            given += len(page)
            yield from page


def _words(term: object) -> str:
    return str(getattr(term, "value", ""))


def _spoken_of(sparql: str, prefixes: Mapping[str, str]) -> set[str]:
    """Return all IRIs in a query: its properties are among them.

    >>> sorted(_spoken_of("SELECT * { ?s a ex:C ; <urn:p> 'ex:no' } # ex:no", {"ex": "urn:x:"}))[1:]
    ['urn:p', 'urn:x:C']
    """
    found = {_RDF_TYPE}
    for token in _TOKEN.finditer(sparql):
        if token["iri"]:
            found.add(token["iri"])
        elif token["prefix"] in prefixes:
            found.add(prefixes[token["prefix"]] + token["local"])
    return found
