"""Ladybug, the embedded property graph (the maintained fork of Kùzu): ``ladybug:PATH``.

A node table for each first label, a relationship table for each type, made and widened as things turn up.
What is new comes in by COPY from Parquet, many times as fast as statements; a batch is one transaction.

Measured with real-ladybug 0.15.3: rolling a COPY into a relationship table back takes the edges with it that
stood there before. So these COPYs come last in their transaction, a file beside the database says that one is
under way, and who finds it counts the edges of every entry and lets go of those that lost any: the next load
puts them anew. A parameter whose text is JSON comes in as a structure, so such words stand in the statement.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearbook_kg.errors import LoadError
from yearbook_kg.load.property.ladybug_tables import (
    RECORD,
    Copies,
    Table,
    by_kind,
    declared,
    edge_columns,
    literal,
    node_columns,
    node_row,
    standing_tables,
)
from yearbook_kg.load.property.mapping import portray
from yearbook_kg.load.property.merging import Merged, Told, merge, told, unpacked
from yearbook_kg.load.property.model import Edge, Portrait
from yearbook_kg.load.property.options import evidence_of
from yearbook_kg.load.target import Counts, EntryGraph, Mark

if TYPE_CHECKING:
    import real_ladybug as lb

Rows = list[list[Any]]
_MEMORY = 512 << 20  # bytes of the buffer pool


class LadybugTarget:
    """An embedded property graph in one file."""

    def __init__(self, path: str, *, evidence: str = "properties", read_only: bool = False) -> None:
        """Open the database, and make it where there is none.

        Raises LoadError when the file is no database, another program has it open, or the library is missing.
        """
        self._path = Path(path)
        self._evidence = evidence
        self._open(read_only=read_only)
        if not read_only:
            # the other tables are made in the course of a load
            columns = "graph STRING PRIMARY KEY, digest STRING, said STRING, edges INT64"
            if RECORD not in [row[0] for row in self._run("CALL show_tables() RETURN name")]:
                for statement in (*standing_tables(), f"CREATE NODE TABLE {RECORD}({columns})"):
                    self._run(statement)
            if self._sign.exists():
                self._let_go_of_damaged()

    # ── what a target offers ────────────────────────────────────────────────────────────────────────────

    def digests(self) -> Mapping[str, str]:
        """Return the digests by the IRI of the graph; see ``Target``."""
        rows = self._run(f"MATCH (l:{RECORD}) WHERE l.digest <> '' RETURN l.graph, l.digest")
        return dict(rows)

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Write entries in one transaction; see ``Target``."""
        portraits = [portray(entry.quads(), entry.graph, evidence=self._evidence) for entry in entries]
        digests = {entry.graph: entry.digest for entry in entries}
        after = {portrait.graph: told(portrait) for portrait in portraits}
        records = [[graph, digests[graph], said.packed(), said.edges] for graph, said in after.items()]
        self._transact(portraits, after, records)

    def remove(self, graphs: Sequence[str]) -> None:
        """Remove entries in one transaction; see ``Target``."""
        self._transact([], dict.fromkeys(graphs, Told({}, (), 0)), [])

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return the entries that are missing, or whose edges are not as many as were written."""
        standing, damaged = self.digests(), set(self._damaged())
        return sorted(graph for graph in marks if graph not in standing or graph in damaged)

    def counts(self) -> Counts:
        """Return how many entries, nodes and edges there are."""
        found = [self._run(f"MATCH (n:{name}) RETURN count(n)")[0][0] for name in self._tables("NODE")]
        entries = self._run(f"MATCH (l:{RECORD}) RETURN count(l)")[0][0]
        edges = [self._run(f"MATCH ()-[r:{name}]->() RETURN count(r)")[0][0] for name in self._tables("REL")]
        return Counts(entries, nodes=sum(found), edges=sum(edges))

    def answer(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], Rows]:
        """Return the columns and rows of a question in Cypher."""
        result = self._result(cypher, parameters)
        return result.get_column_names(), _rows(result)

    def close(self) -> None:
        """Write what is only in the log into the file, and close it."""
        self._connection.close()
        self._database.close()

    # ── one transaction ─────────────────────────────────────────────────────────────────────────────────

    def _transact(
        self, portraits: Sequence[Portrait], after: Mapping[str, Told], records: list[list[Any]]
    ) -> None:
        graphs = sorted(after)
        before = self._told(graphs)
        standing = self._standing(before, after)
        merged, gone = merge(
            before.values(), after.values(), {iri: said for iri, (_, said) in standing.items()}
        )
        edges = [edge for portrait in portraits for edge in portrait.edges]
        with tempfile.TemporaryDirectory(prefix="yearbook-kg-") as folder:
            copies = Copies(Path(folder))
            fresh = [node for node in merged if node.fresh]
            nodes = copies.nodes(fresh, records)
            links = copies.edges(edges)
            self._widen(merged, edges)
            self._run("BEGIN TRANSACTION")
            try:
                self._take_edges(before)
                self._run(f"MATCH (l:{RECORD}) WHERE l.graph IN $graphs DELETE l", {"graphs": graphs})
                for kind, iris in by_kind((standing[iri][0], iri) for iri in gone if iri in standing):
                    self._run(f"MATCH (n:{kind}) WHERE n.iri IN $iris DETACH DELETE n", {"iris": iris})
                self._rewrite([node for node in merged if not node.fresh], standing)
                for statement in nodes:
                    self._run(statement)
                self._sign.touch()
                for statement in links:
                    self._run(statement)
                self._run("COMMIT")
            except BaseException:
                self._give_up()
                raise
        self._sign.unlink()

    def _told(self, graphs: Sequence[str]) -> dict[str, Told]:
        rows = self._run(
            f"MATCH (l:{RECORD}) WHERE l.graph IN $graphs RETURN l.graph, l.said", {"graphs": list(graphs)}
        )
        return {graph: unpacked(said) for graph, said in rows}

    def _standing(self, before: Mapping[str, Told], after: Mapping[str, Told]) -> dict[str, tuple[str, str]]:
        """The table and the ``_said`` of those nodes that stand already, by IRI."""
        iris = sorted({iri for told in (before, after) for entry in told.values() for iri in entry.said})
        found: dict[str, tuple[str, str]] = {}
        for kind in self._tables("NODE"):
            rows = self._run(f"MATCH (n:{kind}) WHERE n.iri IN $iris RETURN n.iri, n._said", {"iris": iris})
            found |= {iri: (kind, said) for iri, said in rows}
        return found

    def _take_edges(self, before: Mapping[str, Told]) -> None:
        for graph, entry in before.items():
            if entry.edges:
                for name in self._tables("REL"):
                    self._run(f"MATCH ()-[r:{name}]->() WHERE r.graph = $graph DELETE r", {"graph": graph})

    def _rewrite(self, merged: Iterable[Merged], standing: Mapping[str, tuple[str, str]]) -> None:
        """Set the properties of nodes that stand; a property that nobody gives any more becomes NULL."""
        for kind, nodes in by_kind((standing[node.iri][0], node) for node in merged):
            if any(node.labels[0] != kind for node in nodes):
                raise LoadError(
                    nodes[0].iri,
                    f"it stands as {kind}, for good in Ladybug; load into a new database",
                )
            columns = self._columns(kind)
            for node in nodes:
                row = node_row(node)
                setting = ", ".join(
                    f"n.`{name}` = {literal(row.get(name))}" for name in columns if name != "iri"
                )
                self._run(f"MATCH (n:{kind} {{iri: $iri}}) SET {setting}", {"iri": node.iri})

    def _give_up(self) -> None:
        """Undo the transaction; what an undone COPY may have taken with it is let go of at once."""
        # an error within a transaction has undone it already
        with contextlib.suppress(RuntimeError):
            self._connection.execute("ROLLBACK")
        if self._sign.exists():
            self._connection.close()
            self._database.close()
            self._open(read_only=False)
            self._let_go_of_damaged()

    # ── after a load that broke off ─────────────────────────────────────────────────────────────────────

    @property
    def _sign(self) -> Path:
        return self._path.with_name(f"{self._path.name}.loading")

    def _damaged(self) -> list[str]:
        standing: dict[str, int] = defaultdict(int)
        for name in self._tables("REL"):
            for graph, count in self._run(f"MATCH ()-[r:{name}]->() RETURN r.graph, count(r)"):
                standing[graph] += count
        rows = self._run(f"MATCH (l:{RECORD}) RETURN l.graph, l.edges")
        return sorted(graph for graph, edges in rows if standing[graph] != edges)

    def _let_go_of_damaged(self) -> None:
        """Count an entry that lost edges as not loaded; its record stays, for the next load to replace it."""
        self._run(
            f"MATCH (l:{RECORD}) WHERE l.graph IN $graphs SET l.digest = ''", {"graphs": self._damaged()}
        )
        self._sign.unlink()

    # ── tables ──────────────────────────────────────────────────────────────────────────────────────────

    def _tables(self, kind: str) -> list[str]:
        rows = self._run("CALL show_tables() RETURN name, type")
        return sorted(name for name, type in rows if type == kind and name != RECORD)

    def _columns(self, table: str) -> dict[str, str]:
        return {row[1]: row[2] for row in self._run(f"CALL table_info('{table}') RETURN *")}

    def _widen(self, merged: Iterable[Merged], edges: Iterable[Edge]) -> None:
        """Make the tables, columns and pairs of tables that nodes and edges need."""
        nodes, links = self._tables("NODE"), self._tables("REL")
        for kind, columns in node_columns(merged).items():
            if kind in nodes:
                self._add_columns(kind, columns)
            else:
                self._run(f"CREATE NODE TABLE {kind}({declared(columns)}, PRIMARY KEY (iri))")
        for type, (pairs, columns) in edge_columns(edges).items():
            if type not in links:
                ends = ", ".join(f"FROM {source} TO {target}" for source, target in sorted(pairs))
                self._run(f"CREATE REL TABLE {type}({ends}, {declared(columns)})")
                continue
            known = {tuple(row[:2]) for row in self._run(f"CALL show_connection('{type}') RETURN *")}
            for source, target in sorted(pairs - known):
                self._run(f"ALTER TABLE {type} ADD FROM {source} TO {target}")
            self._add_columns(type, columns)

    def _add_columns(self, table: str, wanted: Table) -> None:
        standing = self._columns(table)
        for name, kind in wanted.items():
            if name not in standing:
                self._run(f"ALTER TABLE {table} ADD `{name}` {kind}")
            elif standing[name] != kind:
                raise LoadError(
                    f"{table}.{name}",
                    f"it holds {standing[name]}, and {kind} is to be loaded; load into a new database",
                )

    # ── talking to the library ──────────────────────────────────────────────────────────────────────────

    def _open(self, *, read_only: bool) -> None:
        try:
            import real_ladybug as lb
        except ImportError as error:
            raise LoadError(
                f"ladybug:{self._path}", "not installed; pip install 'yearbook-kg[ladybug]'"
            ) from error
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._database = lb.Database(
                str(self._path), buffer_pool_size=_MEMORY, max_num_threads=2, read_only=read_only
            )
            self._connection = lb.Connection(self._database)
        except (RuntimeError, OSError) as error:
            raise LoadError(
                f"ladybug:{self._path}",
                f"the database cannot be opened ({_first(error)}); close the program that uses it",
            ) from error

    def _result(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> lb.QueryResult:
        given = dict(parameters or {})
        for name in [name for name, value in given.items() if _like_json(value)]:
            # the text is put in as it is: a backslash in it refers to no group
            cypher = literal(given.pop(name)).join(re.split(rf"\${name}\b", cypher))
        try:
            result = self._connection.execute(cypher, given)
        except RuntimeError as error:
            raise LoadError(f"ladybug:{self._path}", f"the database refuses: {_first(error)}") from error
        return result[-1] if isinstance(result, list) else result

    def _run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        return _rows(self._result(cypher, parameters))


def open_target(address: str) -> LadybugTarget:
    """Open a database to load into it."""
    path, evidence = evidence_of(address)
    return LadybugTarget(path, evidence=evidence)


def open_answering(address: str) -> LadybugTarget:
    """Open a database to ask it."""
    path = evidence_of(address)[0]
    if not Path(path).is_file():
        raise LoadError(f"ladybug:{path}", "no such database; load a graph into it first")
    return LadybugTarget(path, read_only=True)


def _like_json(value: Any) -> bool:
    return isinstance(value, str) and value.lstrip()[:1] in ("{", "[")


def _rows(result: lb.QueryResult) -> Rows:
    rows = []
    while result.has_next():
        rows.append(list(result.get_next()))
    return rows


def _first(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(" :.")
