"""FalkorDB over its own protocol: ``falkordb:redis://localhost:6379/GRAPH``.

The same Cypher as for Neo4j. FalkorDB has no transactions over several queries, so what a batch writes
goes in one MULTI/EXEC, which it runs as a whole or, cut off before EXEC, not at all; the digests follow once
it has said that all went well. User and password come from the environment: ``YEARBOOK_KG_USER``,
``YEARBOOK_KG_PASSWORD``. Dates are text: 2012-01-01.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from yearbook_kg.errors import LoadError
from yearbook_kg.load.property.mapping import portray
from yearbook_kg.load.property.options import evidence_of, seconds
from yearbook_kg.load.property.steps import (
    COUNTS,
    DIGESTS,
    RECORD,
    Rows,
    Statement,
    Steps,
    counts_of,
    damaged_steps,
    put_steps,
    remove_steps,
)
from yearbook_kg.load.target import Counts, EntryGraph, Mark

if TYPE_CHECKING:
    from falkordb import FalkorDB, Graph

_CONNECT_SECONDS = 10.0
_INDEXED = (("Resource", "iri"), (RECORD, "graph"))


class FalkorTarget:
    """A graph in FalkorDB."""

    def __init__(
        self, url: str, *, evidence: str = "properties", timeout: float = 300.0, prepare: bool = True
    ) -> None:
        """Connect, and make the indexes where they are missing (``prepare``).

        url: ``redis://HOST:PORT``, with ``/GRAPH`` at its end for another graph than ``yearbook``. timeout:
        seconds that one answer may take. Raises LoadError when the server does not answer or refuses.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("redis", "rediss") or not parts.hostname:
            raise LoadError(url, "not an address of FalkorDB; write falkordb:redis://HOST:PORT")
        if parts.username or parts.password:
            raise LoadError(
                f"{parts.scheme}://{parts.hostname}",
                "no user or password in the address; set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD",
            )
        self._address = f"{parts.scheme}://{parts.netloc}"
        self._evidence = evidence
        self._prepare = prepare
        self._timeout = timeout
        self._database: FalkorDB | None = None
        self._graph: Graph = self._guarded(lambda: self._opened(parts.path.strip("/") or "yearbook"))

    def digests(self) -> Mapping[str, str]:
        """Return the digests by the IRI of the graph; see ``Target``."""
        return {str(graph): str(digest) for graph, digest in self.read(DIGESTS)}

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Write entries at once, and then their digests; see ``Target``."""
        portraits = [portray(entry.quads(), entry.graph, evidence=self._evidence) for entry in entries]
        self._drive(put_steps(portraits, {entry.graph: "" for entry in entries}))
        rows = [{"graph": entry.graph, "digest": entry.digest} for entry in entries]
        self._write(
            [
                Statement(
                    f"UNWIND $rows AS row MATCH (l:{RECORD} {{graph: row.graph}}) SET l.digest = row.digest",
                    {"rows": rows},
                )
            ]
        )

    def remove(self, graphs: Sequence[str]) -> None:
        """Remove entries at once; see ``Target``."""
        self._drive(remove_steps(graphs))

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return the entries that are missing, or of which a node or an edge is."""
        found: list[str] = []
        self._drive(damaged_steps(list(marks), found))
        standing = self.digests()
        return sorted(graph for graph in marks if graph not in standing or graph in found)

    def counts(self) -> Counts:
        """Return how many entries, nodes and edges there are."""
        return counts_of([self.read(statement) for statement in COUNTS])

    def read(self, statement: Statement) -> Rows:
        """Return the rows that a statement finds."""
        return self.answer(statement.cypher, statement.parameters)[1]

    def answer(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], Rows]:
        """Return the columns and rows of a question in Cypher; it can only read."""
        result = self._guarded(lambda: self._graph.ro_query(cypher, dict(parameters)))
        return [str(name) for _, name in result.header], [list(row) for row in result.result_set]

    def close(self) -> None:
        """Close the connection."""
        if self._database is not None:
            self._database.close()

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────

    def _opened(self, name: str) -> Graph:
        from falkordb import FalkorDB
        from redis.exceptions import ResponseError

        parts = urlsplit(self._address)
        self._database = FalkorDB(
            host=str(parts.hostname),
            port=parts.port or 6379,
            ssl=parts.scheme == "rediss",
            username=os.environ.get("YEARBOOK_KG_USER"),
            password=os.environ.get("YEARBOOK_KG_PASSWORD"),
            socket_timeout=self._timeout,
            socket_connect_timeout=_CONNECT_SECONDS,
        )
        graph = self._database.select_graph(name)
        for label, name in _INDEXED if self._prepare else ():
            try:
                graph.query(f"CREATE INDEX FOR (n:{label}) ON (n.{name})")
            except ResponseError as error:
                if "already indexed" not in str(error):
                    raise
        return graph

    def _drive(self, steps: Steps) -> None:
        """Answer what reads at once, and send what writes together: nothing is read after the first write."""
        writes: list[Statement] = []
        try:
            statement = next(steps)
            while True:
                if not statement.reads:
                    writes.append(statement)
                statement = steps.send(self.read(statement) if statement.reads else [])
        except StopIteration:
            self._write(writes)

    def _write(self, statements: Sequence[Statement]) -> None:
        from falkordb.helpers import stringify_param_value

        def send() -> None:
            assert self._database is not None
            with self._database.connection.pipeline(transaction=True) as pipeline:
                for statement in statements:
                    given = "".join(
                        f"{name}={stringify_param_value(_plain(value))} "
                        for name, value in statement.parameters.items()
                    )
                    query = f"CYPHER {given}{statement.cypher}" if given else statement.cypher
                    pipeline.execute_command("GRAPH.QUERY", self._graph.name, query, "--compact")
                pipeline.execute()

        self._guarded(send)

    def _guarded(self, work: Any) -> Any:
        try:
            from redis import exceptions
        except ImportError as error:
            raise LoadError(self._address, "not installed; pip install 'yearbook-kg[falkordb]'") from error
        try:
            return work()
        except exceptions.AuthenticationError as error:
            raise LoadError(
                self._address,
                "it refuses the user or the password; set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD",
            ) from error
        except exceptions.TimeoutError as error:
            raise LoadError(
                self._address,
                f"no answer in {self._timeout:g} seconds; set YEARBOOK_KG_TIMEOUT to more, and load again",
            ) from error
        except (exceptions.ConnectionError, OSError) as error:
            raise LoadError(
                self._address, f"the server does not answer ({error}); start it, then load again"
            ) from error
        except exceptions.RedisError as error:
            raise LoadError(self._address, f"the database refuses: {error}") from error


def open_target(address: str) -> FalkorTarget:
    """Open a graph to load into it."""
    url, evidence = evidence_of(address)
    return FalkorTarget(url, evidence=evidence, timeout=seconds(address))


def open_answering(address: str) -> FalkorTarget:
    """Open a graph to ask it."""
    return FalkorTarget(evidence_of(address)[0], timeout=seconds(address), prepare=False)


def _plain(value: Any) -> Any:
    """A value as FalkorDB's client can write it: dates as text, lists and rows all through."""
    match value:
        case date():
            return value.isoformat()
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
    return value
