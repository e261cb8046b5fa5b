"""The Cypher by which entries come into a property graph and leave it, without saying how it is sent.

Every function is a generator: it yields statements and is sent the rows of those that ask for them. Whoever
runs it decides on transactions: all that one ``put_steps`` or ``remove_steps`` writes belongs into one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from yearbook_kg.load.property.merging import Merged, Told, merge, told, unpacked
from yearbook_kg.load.property.model import Edge, Portrait
from yearbook_kg.load.target import Counts

K = TypeVar("K")
V = TypeVar("V")

Rows = list[list[Any]]
ROWS = 2_000  # rows of one UNWIND: some megabytes at most


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in Cypher with its parameters; ``reads`` where its rows are wanted."""

    cypher: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reads: bool = False


Steps = Generator[Statement, Rows, None]

# What the program keeps for itself, and leaves out of what it counts.
RECORD = "LoadedEntry"
DIGESTS = Statement(
    f"MATCH (l:{RECORD}) WHERE l.digest <> '' RETURN l.graph AS graph, l.digest AS digest", reads=True
)
COUNTS = (
    Statement(f"MATCH (l:{RECORD}) RETURN count(l) AS n", reads=True),
    Statement("MATCH (n:Resource) RETURN count(n) AS n", reads=True),
    Statement("MATCH (:Resource)-[r]->(:Resource) RETURN count(r) AS n", reads=True),
)
SCHEMA = (
    Statement("CREATE CONSTRAINT resource_iri IF NOT EXISTS FOR (n:Resource) REQUIRE n.iri IS UNIQUE"),
    Statement(f"CREATE CONSTRAINT loaded_graph IF NOT EXISTS FOR (l:{RECORD}) REQUIRE l.graph IS UNIQUE"),
    *(
        Statement(f"CREATE INDEX {kind.lower()}_name IF NOT EXISTS FOR (n:{kind}) ON (n.prefLabel)")
        for kind in ("Organization", "Person", "AdministrativeDivision", "Place", "Event", "Indicator")
    ),
)


def put_steps(portraits: Sequence[Portrait], digests: Mapping[str, str]) -> Steps:
    """Make entries stand as given. digests: by the IRI of the graph."""
    before = yield from _records([portrait.graph for portrait in portraits])
    after = {portrait.graph: told(portrait) for portrait in portraits}
    yield from _rewrite(before, after)
    edges = [edge for portrait in portraits for edge in portrait.edges]
    for type, group in _grouped((edge.type, edge) for edge in edges):
        for rows in _portions([_edge_row(edge) for edge in group]):
            yield Statement(
                "UNWIND $rows AS row "
                "MATCH (a:Resource {iri: row.source}) MATCH (b:Resource {iri: row.target}) "
                f"MERGE (a)-[r:{type} {{key: row.key}}]->(b) SET r = row.properties",
                {"rows": rows},
            )
    records = [
        {"graph": graph, "digest": digests[graph], "said": entry.packed(), "edges": entry.edges}
        for graph, entry in after.items()
    ]
    yield Statement(
        f"UNWIND $rows AS row MERGE (l:{RECORD} {{graph: row.graph}}) "
        "SET l.digest = row.digest, l.said = row.said, l.edges = row.edges",
        {"rows": records},
    )


def remove_steps(graphs: Sequence[str]) -> Steps:
    """Take entries out, with every node that no other entry speaks of."""
    before = yield from _records(graphs)
    yield from _rewrite(before, {})
    yield Statement(f"MATCH (l:{RECORD}) WHERE l.graph IN $graphs DELETE l", {"graphs": list(graphs)})


def damaged_steps(graphs: Sequence[str], found: list[str]) -> Steps:
    """Find those of the entries that do not stand whole: a node or an edge of theirs is missing.

    It asks for what these entries said, not for all that the database holds.
    """
    records = yield from _records(graphs)
    nodes = [{"iri": iri, "graph": graph} for graph, entry in records.items() for iri in entry.said]
    edges = [{"iri": iri, "graph": graph} for graph, entry in records.items() for iri in entry.sources]
    standing: dict[str, list[int]] = {graph: [0, 0] for graph in records}
    asked = (
        (0, nodes, "MATCH (n:Resource {iri: row.iri})"),
        (1, edges, "MATCH (:Resource {iri: row.iri})-[n]->(:Resource) WHERE n.graph = row.graph"),
    )
    for kind, sought, pattern in asked:
        for rows in _portions(sought):
            cypher = f"UNWIND $rows AS row {pattern} RETURN row.graph AS graph, count(n) AS many"
            counted = yield Statement(cypher, {"rows": rows}, reads=True)
            for graph, many in counted:
                standing[graph][kind] += many
    whole = {graph for graph, entry in records.items() if standing[graph] == [len(entry.said), entry.edges]}
    found += sorted(graph for graph in graphs if graph not in whole)


def counts_of(rows: Sequence[Rows]) -> Counts:
    """Return what the statements of ``COUNTS`` found."""
    entries, nodes, edges = (int(found[0][0]) for found in rows)
    return Counts(entries, nodes=nodes, edges=edges)


def _records(graphs: Sequence[str]) -> Generator[Statement, Rows, dict[str, Told]]:
    rows = yield Statement(
        f"MATCH (l:{RECORD}) WHERE l.graph IN $graphs RETURN l.graph AS graph, l.said AS said",
        {"graphs": list(graphs)},
        reads=True,
    )
    return {graph: unpacked(said) for graph, said in rows}


def _rewrite(before: Mapping[str, Told], after: Mapping[str, Told]) -> Steps:
    """Take the edges of the old entries away, and give every node what the entries now say of it."""
    leaving = [{"iri": iri, "graph": graph} for graph, entry in before.items() for iri in entry.sources]
    for rows in _portions(leaving):
        yield Statement(
            "UNWIND $rows AS row MATCH (a:Resource {iri: row.iri})-[r]->(:Resource) "
            "WHERE r.graph = row.graph DELETE r",
            {"rows": rows},
        )
    touched = sorted({iri for told in (before, after) for entry in told.values() for iri in entry.said})
    standing: dict[str, str] = {}
    for iris in _portions(touched):
        found = yield Statement(
            "UNWIND $iris AS iri MATCH (n:Resource {iri: iri}) RETURN n.iri AS iri, n._said AS said",
            {"iris": iris},
            reads=True,
        )
        standing |= dict(found)
    merged, gone = merge(before.values(), after.values(), standing)
    yield from _write_nodes(merged)
    for iris in _portions([iri for iri in gone if iri in standing]):
        yield Statement("UNWIND $iris AS iri MATCH (n:Resource {iri: iri}) DETACH DELETE n", {"iris": iris})


def _write_nodes(merged: Iterable[Merged]) -> Steps:
    keyed = (
        ((node.fresh, node.labels if node.fresh else node.gained, node.dropped), node) for node in merged
    )
    for (fresh, gained, dropped), group in _grouped(keyed):
        named = "".join(f":{label}" for label in gained)
        if fresh:
            cypher = f"UNWIND $rows AS row MERGE (n:Resource{named} {{iri: row.iri}}) SET n = row.properties"
        else:
            cypher = "UNWIND $rows AS row MATCH (n:Resource {iri: row.iri}) SET n = row.properties"
            cypher += f" SET n{named}" if gained else ""
            cypher += f" REMOVE n{''.join(f':{label}' for label in dropped)}" if dropped else ""
        for rows in _portions([_node_row(node) for node in group]):
            yield Statement(cypher, {"rows": rows})


def _node_row(node: Merged) -> dict[str, Any]:
    return {"iri": node.iri, "properties": {"iri": node.iri, **node.properties, "_said": node.tally}}


def _edge_row(edge: Edge) -> dict[str, Any]:
    properties = {"key": edge.key, **edge.properties}
    return {"source": edge.source, "target": edge.target, "key": edge.key, "properties": properties}


def _grouped(pairs: Iterable[tuple[K, V]]) -> list[tuple[K, list[V]]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return sorted(groups.items(), key=lambda item: str(item[0]))


def _portions(rows: Sequence[V]) -> Iterator[list[V]]:
    for start in range(0, len(rows), ROWS):
        yield list(rows[start : start + ROWS])
