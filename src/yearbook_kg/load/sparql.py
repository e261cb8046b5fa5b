"""SPARQL servers over HTTP as a target: Oxigraph, Fuseki, Virtuoso, and whatever speaks SPARQL 1.1 Update.

The way is the fastest that keeps entries whole. A server that takes N-Quads gets many new entries in one
streamed request, the ledger's lines among them: it takes all of it or nothing. One that takes single graphs
gets them one after the other, marked in the ledger as pending until all are there. All others get updates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from yearbook_kg.errors import LoadError
from yearbook_kg.load.lines import canonical_triples, mark, triples
from yearbook_kg.load.target import Counts, EntryGraph, Mark, Target
from yearbook_kg.load.updates import COUNTED, MANY, done, drop, ledger_quads, parts, pending, replace
from yearbook_kg.stores import DIGEST, LEDGER, PENDING, Connection, RemoteStore
from yearbook_kg.stores.connection import said
from yearbook_kg.vocabulary import YB

# Virtuoso looks into what it is given before it believes that it is Turtle, and misjudges long lines.
_TURTLE = f"@prefix yb: <{YB.base}> .\n".encode()
_LEDGER = f"GRAPH <{LEDGER}> {{ ?entry ?what ?said }}"


def open_target(address: str) -> Target:
    """Reach the server at a URL and learn what it offers.

    address: the URL of a server, of a dataset in it, or of its SPARQL endpoint. Raises LoadError where none
    answers, and where the URL holds a password.
    """
    return Sparql(Connection(address))


class Sparql:
    """A server that speaks SPARQL 1.1; others may ask it and write to it meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._store = RemoteStore(connection)
        self._offers = self._store.endpoints
        self._cleared = False

    def __repr__(self) -> str:
        return f"<Sparql: {self._connection.url}>"

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each entry that stands whole, by the IRI of its graph."""
        digests, unfinished = self._ledger()
        return {graph: digest for graph, digest in digests.items() if graph not in unfinished}

    def _ledger(self) -> tuple[dict[str, str], set[str]]:
        digests, unfinished = {}, set()
        for entry, what, words in self._store.paged(["?entry", "?what", "?said"], _LEDGER):
            if what == DIGEST:
                digests[entry] = words
            elif what == PENDING:
                unfinished.add(entry)
        return digests, unfinished

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Make each entry stand as given, by the way that the server offers."""
        self._clear([entry.graph for entry in entries])
        if self._offers.quads is not None:
            self._put_quads(entries, self._offers.quads)
        elif self._offers.graphs is not None:
            self._put_graphs(entries, self._offers.graphs)
        else:
            self._replace(entries)

    def _put_quads(self, entries: Sequence[EntryGraph], address: str) -> None:
        standing = self._standing([entry.graph for entry in entries])
        new = [entry for entry in entries if entry.graph not in standing]
        if new:
            blocks = [*(entry.nquads for entry in new), ledger_quads(new)]
            if self._offers.bulk is not None and sum(map(len, blocks)) >= MANY:
                address = self._offers.bulk
            self._send("POST", address, blocks, "application/n-quads")
        self._replace([entry for entry in entries if entry.graph in standing])

    def _put_graphs(self, entries: Sequence[EntryGraph], address: str) -> None:
        for update in pending([entry.graph for entry in entries]):
            self._update([update.encode()])
        for entry in entries:
            url = f"{address}?{urlencode({'graph': entry.graph})}"
            self._send("PUT", url, [_TURTLE, triples(entry.nquads, entry.graph)], "text/turtle")
        for update in done(entries):
            self._update([update.encode()])

    def _replace(self, entries: Sequence[EntryGraph]) -> None:
        for update in replace(entries):
            self._update(update)

    def _standing(self, graphs: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for some in parts(graphs):
            values = " ".join(f"<{graph}>" for graph in some)
            sparql = f"SELECT ?g {{ VALUES ?g {{ {values} }} FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
            found |= {graph for (graph,) in self._store.rows(sparql)}
        return found

    def _clear(self, kept: Iterable[str]) -> None:
        """Take out, once, what a load that was cut off left half done, save what is about to be put."""
        if not self._cleared:
            self._drop(sorted(self._ledger()[1] - set(kept)))
            self._cleared = True

    def remove(self, graphs: Sequence[str]) -> None:
        """Take these graphs out, and what the ledger says of them."""
        self._clear(())
        self._drop(graphs)

    def _drop(self, graphs: Sequence[str]) -> None:
        for update in drop(graphs):
            self._update([update.encode()])

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return those of the graphs that do not stand as marked."""
        return [graph for graph, expected in marks.items() if not self._stands(graph, expected)]

    def _stands(self, graph: str, expected: Mark) -> bool:
        lines = self._store.graph(graph)
        # most servers write as we do; only where one does not are its lines read and written anew
        return mark(lines) == expected or mark(canonical_triples(lines)) == expected

    def counts(self) -> Counts:
        """Return how many entries and triples stand on the server, as it counts them."""
        ((number,),) = self._store.rows(COUNTED)
        return Counts(len(self.digests()), triples=int(number))

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    def _update(self, blocks: Sequence[bytes]) -> None:
        self._send("POST", self._offers.update, blocks, "application/sparql-update")

    def _send(self, method: str, url: str, blocks: Sequence[bytes], kind: str) -> None:
        headers = {"Content-Type": f"{kind}; charset=utf-8"}
        answer = self._connection.send(method, url, body=blocks, headers=headers)
        if answer.status_code >= 400:
            raise LoadError(
                url.partition("?")[0],
                f"the server does not take this ({answer.status_code}: {said(answer)});"
                " see that it may be written to",
            )
