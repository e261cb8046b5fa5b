"""Neo4j, and every database that speaks its protocol (Bolt) and Cypher: ``neo4j:bolt://localhost:7687``.

One transaction a batch of entries: a batch stands whole or not at all. Transient errors are tried again by
the driver; what takes longer than the time-out is broken off, on both sides. User and password come from the
environment: ``YEARBOOK_KG_USER`` (else ``neo4j``) and ``YEARBOOK_KG_PASSWORD``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from yearbook_kg.errors import LoadError
from yearbook_kg.load.property.mapping import portray
from yearbook_kg.load.property.options import evidence_of, seconds
from yearbook_kg.load.property.steps import (
    COUNTS,
    DIGESTS,
    SCHEMA,
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
    import neo4j

T = TypeVar("T")

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_CONNECT_SECONDS = 10.0
_RETRY_SECONDS = 10.0
_RETRIES = 40


class BoltTarget:
    """A database that speaks Bolt and Cypher."""

    def __init__(
        self, url: str, *, evidence: str = "properties", timeout: float = 300.0, prepare: bool = True
    ) -> None:
        """Connect, and make constraints and indexes where they are missing (``prepare``).

        url: ``bolt://HOST:PORT`` or ``neo4j://…``, with ``/DATABASE`` at its end for another than the default
        one. timeout: seconds that a batch may take. Raises LoadError when the server does not answer, refuses
        the password or is not known.
        """
        self._address, self._database = _split(url)
        self._evidence = evidence
        self._timeout = timeout
        self._prepare = prepare
        self._runner = asyncio.Runner()
        self._driver: neo4j.AsyncDriver | None = None
        try:
            self._run(self._open)
        except BaseException:
            self.close()
            raise

    def digests(self) -> Mapping[str, str]:
        """Return the digests by the IRI of the graph; see ``Target``."""
        return {str(graph): str(digest) for graph, digest in self.read(DIGESTS)}

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Write entries in one transaction; see ``Target``."""
        portraits = [portray(entry.quads(), entry.graph, evidence=self._evidence) for entry in entries]
        digests = {entry.graph: entry.digest for entry in entries}
        self._write(lambda: put_steps(portraits, digests))

    def remove(self, graphs: Sequence[str]) -> None:
        """Remove entries in one transaction; see ``Target``."""
        self._write(lambda: remove_steps(graphs))

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return the entries that are missing, or of which a node or an edge is."""
        found: list[str] = []
        self._write(lambda: damaged_steps(list(marks), found))
        standing = self.digests()
        return sorted(graph for graph in marks if graph not in standing or graph in found)

    def counts(self) -> Counts:
        """Return how many entries, nodes and edges there are."""
        return counts_of([self.read(statement) for statement in COUNTS])

    def read(self, statement: Statement) -> Rows:
        """Return the rows that a statement finds."""
        return self._run(lambda: self._in_session(statement))

    def answer(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], Rows]:
        """Return the columns and rows of a question in Cypher; it can only read."""
        return self._run(lambda: self._asked(cypher, parameters))

    def close(self) -> None:
        """Close the connections."""
        if self._driver is not None:
            driver, self._driver = self._driver, None
            # a server that is gone need not be told
            with contextlib.suppress(TimeoutError, OSError):
                self._runner.run(asyncio.wait_for(driver.close(), _CONNECT_SECONDS))
        self._runner.close()

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────

    async def _open(self) -> None:
        import neo4j

        # what a database does not know yet (the first label, the first index) is no news for a user
        logging.getLogger("neo4j.notifications").setLevel(logging.ERROR)
        user, password = os.environ.get("YEARBOOK_KG_USER", "neo4j"), os.environ.get("YEARBOOK_KG_PASSWORD")
        self._driver = neo4j.AsyncGraphDatabase.driver(
            self._address,
            auth=(user, password) if password else None,
            connection_timeout=_CONNECT_SECONDS,
            connection_acquisition_timeout=_CONNECT_SECONDS,
            max_transaction_retry_time=_RETRY_SECONDS,
        )
        async with self._driver.session(database=self._database) as session:
            for statement in SCHEMA if self._prepare else ():
                result = await session.run(statement.cypher)
                await result.consume()

    def _write(self, steps: Callable[[], Steps]) -> None:
        async def work(transaction: neo4j.AsyncManagedTransaction) -> None:
            await _drive(transaction, steps())

        async def transact() -> None:
            async with self._session() as session:
                await session.execute_write(work)

        self._run(transact)

    async def _in_session(self, statement: Statement) -> Rows:
        async with self._session() as session:
            return await session.execute_read(lambda transaction: _rows(transaction, statement))

    async def _asked(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], Rows]:
        async def ask(transaction: neo4j.AsyncManagedTransaction) -> tuple[list[str], Rows]:
            result = await transaction.run(cypher, dict(parameters))
            return list(result.keys()), [list(record.values()) async for record in result]

        async with self._session() as session:
            return await session.execute_read(ask)

    def _session(self) -> neo4j.AsyncSession:
        assert self._driver is not None
        return self._driver.session(database=self._database)

    def _run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        try:
            from neo4j import exceptions
        except ImportError as error:
            raise LoadError(self._address, "not installed; pip install 'yearbook-kg[neo4j]'") from error

        async def bounded() -> T:
            task = asyncio.ensure_future(work())
            try:
                await asyncio.wait({task}, timeout=self._timeout)
                if task.done():
                    return task.result()
                raise TimeoutError
            finally:
                await _dropped(task)

        try:
            return self._runner.run(bounded())
        except TimeoutError as error:
            raise LoadError(
                self._address,
                f"no answer in {self._timeout:g} seconds; set YEARBOOK_KG_TIMEOUT to more, and load again",
            ) from error
        except exceptions.AuthError as error:
            raise LoadError(
                self._address,
                "it refuses the user or the password; set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD",
            ) from error
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError) as error:
            raise LoadError(
                self._address, f"the server does not answer ({_first(error)}); start it, then load again"
            ) from error
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise LoadError(self._address, f"the database refuses: {_first(error)}") from error


def open_target(address: str) -> BoltTarget:
    """Open a database to load into it."""
    url, evidence = evidence_of(address)
    return BoltTarget(url, evidence=evidence, timeout=seconds(address))


def open_answering(address: str) -> BoltTarget:
    """Open a database to ask it."""
    return BoltTarget(evidence_of(address)[0], timeout=seconds(address), prepare=False)


async def _dropped(task: asyncio.Future[T]) -> None:
    """Break off what still runs; often, for the driver may take it for a broken connection and try again."""
    for _ in range(_RETRIES):
        if task.done():
            break
        task.cancel()
        await asyncio.wait({task}, timeout=0.5)
    if task.done() and not task.cancelled():
        # seen here, whatever it was
        task.exception()


async def _drive(transaction: neo4j.AsyncManagedTransaction, steps: Steps) -> None:
    rows: Rows = []
    try:
        statement = next(steps)
        while True:
            rows = await _rows(transaction, statement)
            statement = steps.send(rows)
    except StopIteration:
        return


async def _rows(transaction: neo4j.AsyncManagedTransaction, statement: Statement) -> Rows:
    result = await transaction.run(statement.cypher, dict(statement.parameters))
    if not statement.reads:
        await result.consume()
        return []
    return [list(record.values()) async for record in result]


def _first(error: Exception) -> str:
    """The first line of what a driver says, without its trailing colon."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(" :")


def _split(url: str) -> tuple[str, str | None]:
    """The address of the server, and the database that the path names."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise LoadError(url, "not an address that Neo4j's driver knows; write neo4j:bolt://HOST:PORT")
    if parts.username or parts.password:
        raise LoadError(
            f"{parts.scheme}://{parts.hostname}",
            "no user or password in the address; set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD",
        )
    return f"{parts.scheme}://{parts.netloc}", parts.path.strip("/") or None
