"""CSV files for ``neo4j-admin database import``, the fastest way into a new Neo4j: ``csv:FOLDER``.

``load`` may bring entries in as often as it likes, and take them out: what they say is kept in
``graph.sqlite``, and the files are written when the target is closed. ``import.args`` holds the options of
the import::

    cd FOLDER && neo4j-admin database import full @import.args neo4j

What was imported has the same bookkeeping as what was loaded over Bolt, so that a later ``load`` goes on.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from yearbook_kg.errors import LoadError
from yearbook_kg.load.property.mapping import portray
from yearbook_kg.load.property.merging import labels, merge, tally_of, told, unpacked, values
from yearbook_kg.load.property.model import LISTS, Portrait, Value
from yearbook_kg.load.property.options import evidence_of
from yearbook_kg.load.property.steps import RECORD
from yearbook_kg.load.target import Counts, EntryGraph, Mark

# Between the values of a list: a sign that no page has.
_BETWEEN = "\x1f"
# At the end: a list of files takes what follows it for one more.
_OPTIONS = """\
--id-type=string
--multiline-fields=true
--ignore-empty-strings=true
--array-delimiter=U+001F
"""
_TABLES = """
CREATE TABLE IF NOT EXISTS entry (graph TEXT PRIMARY KEY, digest TEXT, said TEXT, edges INTEGER);
CREATE TABLE IF NOT EXISTS node (iri TEXT PRIMARY KEY, labels TEXT, tally TEXT);
CREATE TABLE IF NOT EXISTS edge
  (key TEXT PRIMARY KEY, graph TEXT, type TEXT, source TEXT, target TEXT, properties TEXT);
CREATE INDEX IF NOT EXISTS edge_graph ON edge (graph);
CREATE INDEX IF NOT EXISTS node_labels ON node (labels, iri);
CREATE INDEX IF NOT EXISTS edge_type ON edge (type, key);
"""
_KINDS: tuple[tuple[type, str], ...] = ((bool, "boolean"), (int, "long"), (float, "double"), (date, "date"))


class CsvTarget:
    """A folder of CSV files, and what they are made from."""

    def __init__(self, folder: str, *, evidence: str = "properties") -> None:
        """Open the folder, and make it where there is none. Raises LoadError when the system refuses."""
        self._folder = Path(folder)
        self._evidence = evidence
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(self._folder / "graph.sqlite", isolation_level=None)
            self._store.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise self._refused(error) from error

    def digests(self) -> Mapping[str, str]:
        """Return the digests by the IRI of the graph; see ``Target``."""
        return dict(self._rows("SELECT graph, digest FROM entry"))

    def put(self, entries: Sequence[EntryGraph]) -> None:
        """Take entries in, in one transaction; see ``Target``."""
        portraits = [portray(entry.quads(), entry.graph, evidence=self._evidence) for entry in entries]
        self._transact(
            portraits, [entry.graph for entry in entries], {entry.graph: entry.digest for entry in entries}
        )

    def remove(self, graphs: Sequence[str]) -> None:
        """Take entries out, in one transaction; see ``Target``."""
        self._transact([], graphs, {})

    def differing(self, marks: Mapping[str, Mark]) -> list[str]:
        """Return the entries that are missing, or whose edges are not as many as were written."""
        query = (
            "SELECT graph FROM entry WHERE edges = (SELECT count(*) FROM edge WHERE edge.graph = entry.graph)"
        )
        whole = {graph for (graph,) in self._rows(query)}
        return sorted(graph for graph in marks if graph not in whole)

    def counts(self) -> Counts:
        """Return how many entries, nodes and edges there are."""
        entries, nodes, edges = (
            self._rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("entry", "node", "edge")
        )
        return Counts(entries, nodes=nodes, edges=edges)

    def close(self) -> None:
        """Write the files anew, and let the folder go."""
        try:
            for old in (*self._folder.glob("nodes-*.csv"), *self._folder.glob("edges-*.csv")):
                old.unlink()
            arguments = [*self._node_files(), *self._edge_files()]
            (self._folder / "import.args").write_text("\n".join(arguments) + "\n" + _OPTIONS, "utf-8")
            self._store.close()
        except (OSError, sqlite3.Error) as error:
            raise self._refused(error) from error

    # ── what entries say ────────────────────────────────────────────────────────────────────────────────

    def _transact(
        self, portraits: Sequence[Portrait], graphs: Sequence[str], digests: Mapping[str, str]
    ) -> None:
        try:
            self._store.execute("BEGIN IMMEDIATE")
            try:
                self._rewrite(portraits, graphs, digests)
            except BaseException:
                self._store.execute("ROLLBACK")
                raise
            self._store.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def _rewrite(
        self, portraits: Sequence[Portrait], graphs: Sequence[str], digests: Mapping[str, str]
    ) -> None:
        run, many = self._store.execute, self._store.executemany
        before = [
            unpacked(said)
            for graph in graphs
            for (said,) in run("SELECT said FROM entry WHERE graph = ?", (graph,))
        ]
        after = {portrait.graph: told(portrait) for portrait in portraits}
        touched = sorted({iri for entry in (*before, *after.values()) for iri in entry.said})
        standing = {
            iri: tally for iri in touched for (tally,) in run("SELECT tally FROM node WHERE iri = ?", (iri,))
        }
        merged, gone = merge(before, after.values(), standing)
        many("DELETE FROM edge WHERE graph = ?", ((graph,) for graph in graphs))
        many("DELETE FROM entry WHERE graph = ?", ((graph,) for graph in graphs))
        many("DELETE FROM node WHERE iri = ?", ((iri,) for iri in gone))
        many(
            "INSERT OR REPLACE INTO node VALUES (?, ?, ?)",
            ((node.iri, ":".join(node.labels), node.tally) for node in merged),
        )
        many(
            "INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?)",
            (
                (e.key, portrait.graph, e.type, e.source, e.target, json.dumps(dict(e.properties)))
                for portrait in portraits
                for e in portrait.edges
            ),
        )
        many(
            "INSERT INTO entry VALUES (?, ?, ?, ?)",
            ((graph, digests[graph], entry.packed(), entry.edges) for graph, entry in after.items()),
        )

    # ── files ───────────────────────────────────────────────────────────────────────────────────────────

    def _node_files(self) -> Iterator[str]:
        rows = self._each("SELECT labels, iri, tally FROM node ORDER BY labels, iri")
        for number, (named, group) in enumerate(groupby(rows, key=lambda row: row[0]), 1):
            found = [(iri, tally) for _, iri, tally in group]
            properties = [values(tally_of(tally)) for _, tally in found]
            columns = _columns(properties)
            name = f"nodes-{number:02d}-{named.replace(':', '-')}.csv"
            head = ["iri:ID(Resource)", "_said", *(f"{column}:{kind}" for column, kind in columns.items())]
            lines = (
                [iri, tally, *(_text(row.get(column)) for column in columns)]
                for (iri, tally), row in zip(found, properties, strict=True)
            )
            self._write(name, head, lines)
            yield f"--nodes={':'.join(('Resource', *labels(tally_of(found[0][1]))))}={name}"
        head = ["graph:ID(LoadedEntry)", "digest", "said", "edges:long"]
        self._write("nodes-entries.csv", head, self._each("SELECT * FROM entry ORDER BY graph"))
        yield f"--nodes={RECORD}=nodes-entries.csv"

    def _edge_files(self) -> Iterator[str]:
        query = "SELECT type, source, target, key, properties FROM edge ORDER BY type, key"
        for type, group in groupby(self._each(query), key=lambda row: row[0]):
            found = [(*row[1:4], json.loads(row[4])) for row in group]
            columns = _columns([row[3] for row in found])
            head = [":START_ID(Resource)", ":END_ID(Resource)", "key"]
            name = f"edges-{type}.csv"
            lines = ([*row[:3], *(_text(row[3].get(column)) for column in columns)] for row in found)
            self._write(name, [*head, *(f"{column}:{kind}" for column, kind in columns.items())], lines)
            yield f"--relationships={type}={name}"

    def _write(self, name: str, head: list[str], rows: Iterable[Sequence[Any]]) -> None:
        with (self._folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)

    def _rows(self, query: str) -> list[Any]:
        return list(self._each(query))

    def _each(self, query: str) -> Iterator[Any]:
        try:
            yield from self._store.execute(query)
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> LoadError:
        return LoadError(f"csv:{self._folder}", f"cannot be written ({error}); check the folder and the disk")


def open_target(address: str) -> CsvTarget:
    """Open a folder to write CSV files into it."""
    folder, evidence = evidence_of(address)
    return CsvTarget(folder, evidence=evidence)


def _columns(rows: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """The columns of a file with the types that the import knows, by name and in order."""
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            one = value[0] if isinstance(value, list) else value
            kind = next((named for type, named in _KINDS if isinstance(one, type)), "string")
            found[name] = f"{kind}[]" if isinstance(value, list) or name in LISTS else kind
    return dict(sorted(found.items()))


def _text(value: Value | None) -> str | None:
    match value:
        case list():
            return _BETWEEN.join(str(_text(item)) for item in value)
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
    return None if value is None else str(value)
