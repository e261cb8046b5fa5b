"""The tables of Ladybug: what columns nodes and edges need, and the Parquet files that fill them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearbook_kg.load.property.merging import Merged
from yearbook_kg.load.property.model import LISTS, Edge, Scalar, Value

if TYPE_CHECKING:
    import pyarrow as pa

Table = Mapping[str, str]

RECORD = "LoadedEntry"
_KINDS: tuple[tuple[type, str], ...] = ((bool, "BOOL"), (int, "INT64"), (float, "DOUBLE"), (date, "DATE"))
_EDGE = {"key": "STRING", "graph": "STRING", "predicate": "STRING"}
_NODE = {"iri": "STRING", "labels": "STRING[]", "_said": "STRING"}

# The shipped questions ask for these, whatever was loaded: a table that is missing is an error in Ladybug.
_NAMED = {"prefLabel": "STRING", "altLabel": "STRING[]", "title": "STRING"}
_TIMED = {"year": "INT64", "start": "STRING", "end": "STRING"}
_STANDING_NODES: Mapping[str, Table] = {
    "Entry": {
        "identifier": "STRING",
        "startPage": "INT64",
        "endPage": "INT64",
        "coversYear": "INT64",
    },
    "Observation": {
        **_TIMED,
        "value": "DOUBLE",
        "statedValue": "STRING",
        "observationKind": "STRING",
        "qualifier": "STRING",
    },
    "Conferral": {**_TIMED, "honourLevel": "STRING", "rank": "INT64"},
    "Tenure": {**_TIMED, "manner": "STRING"},
    "OrganizationChange": {**_TIMED, "changeKind": "STRING"},
    "Person": {"birthDate": "STRING", "birthDate_others": "STRING[]", "deathDate": "STRING"},
    "Place": {"adminCode": "STRING", "level": "STRING", "placeType": "STRING"},
    "AdministrativeDivision": {"adminCode": "STRING", "level": "STRING", "placeType": "STRING"},
    **{
        kind: {}
        for kind in ("Publication", "Organization", "Indicator", "Unit", "Honour", "Event", "Role", "Work")
    },
}
_READ = {
    "entry": "STRING",
    "words": "STRING",
    "begin": "INT64",
    "end": "INT64",
    "section": "STRING",
    "rule": "STRING",
    "confidence": "DOUBLE",
}
_STANDING_EDGES: Mapping[str, tuple[str, str]] = {
    "WAS_DERIVED_FROM": ("Observation", "Entry"),
    "MENTIONS": ("Entry", "Organization"),
    "CONTRIBUTOR": ("Entry", "Person"),
    "IS_PART_OF": ("Entry", "Publication"),
    "PUBLISHER": ("Publication", "Organization"),
    "HAS_PLACE": ("Observation", "Place"),
    "HAS_INDICATOR": ("Observation", "Indicator"),
    "HAS_UNIT": ("Observation", "Unit"),
    "SUBJECT": ("Observation", "Organization"),
    "COMPARED_WITH": ("Observation", "Observation"),
    "RECIPIENT": ("Conferral", "Organization"),
    "HAS_HONOUR": ("Conferral", "Honour"),
    "CONFERRED_BY": ("Conferral", "Organization"),
    "IN_EVENT": ("Conferral", "Event"),
    "MEMBER": ("Tenure", "Person"),
    "HAS_ORGANIZATION": ("Tenure", "Organization"),
    "HAS_ROLE": ("Tenure", "Role"),
    "BIRTH_PLACE": ("Person", "Place"),
    "NATIVE_PLACE": ("Person", "Place"),
    "BEFORE": ("OrganizationChange", "Organization"),
    "AFTER": ("OrganizationChange", "Organization"),
    "FOUNDER": ("OrganizationChange", "Organization"),
    "LOCATED_IN": ("Place", "AdministrativeDivision"),
    "ISSUED_BY": ("Work", "Organization"),
    "IMPLEMENTS": ("Organization", "Work"),
}


def standing_tables() -> list[str]:
    """Return the statements that make the tables which the shipped questions ask for."""
    statements = []
    for kind, columns in _STANDING_NODES.items():
        every = declared({**_NODE, **_NAMED, **columns})
        statements.append(f"CREATE NODE TABLE IF NOT EXISTS {kind}({every}, PRIMARY KEY (iri))")
    for type, (source, target) in _STANDING_EDGES.items():
        more = {"property": "STRING", "value": "STRING"} if type == "WAS_DERIVED_FROM" else {}
        every = declared({**_EDGE, **_READ, **more})
        statements.append(f"CREATE REL TABLE IF NOT EXISTS {type}(FROM {source} TO {target}, {every})")
    return statements


class Copies:
    """Parquet files of what is new, and the statements that copy them in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def nodes(self, fresh: Iterable[Merged], records: list[list[Any]]) -> list[str]:
        """Write new nodes and the records of entries, and return a statement for each table."""
        statements = []
        for kind, nodes in by_kind((node.labels[0], node) for node in fresh):
            columns = _NODE | dict(sorted(node_columns(nodes)[kind].items()))
            statements.append(self._copy(kind, columns, [node_row(node) for node in nodes]))
        if records:
            columns = {"graph": "STRING", "digest": "STRING", "said": "STRING", "edges": "INT64"}
            rows = [dict(zip(columns, record, strict=True)) for record in records]
            statements.append(self._copy(RECORD, columns, rows))
        return statements

    def edges(self, edges: Iterable[Edge]) -> list[str]:
        """Write edges, and return a statement for each type and pair of tables."""
        statements = []
        for type, group in by_kind((edge.type, edge) for edge in edges):
            columns = edge_columns(group)[type][1]
            for pair, links in by_kind((edge.kinds, edge) for edge in group):
                rows = [{"from": e.source, "to": e.target, "key": e.key, **e.properties} for e in links]
                ends = {"from": "STRING", "to": "STRING"}
                option = f" (from='{pair[0]}', to='{pair[1]}')"
                statements.append(self._copy(type, columns, rows, ends=ends, option=option))
        return statements

    def _copy(
        self,
        table: str,
        columns: Table,
        rows: list[dict[str, Any]],
        *,
        ends: Table | None = None,
        option: str = "",
    ) -> str:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._number += 1
        path = self._folder / f"{self._number}.parquet"
        every = {**(ends or {}), **columns}
        arrays = {
            name: pa.array([row.get(name) for row in rows], _arrow(kind)) for name, kind in every.items()
        }
        pq.write_table(pa.table(arrays), path)
        names = ", ".join(f"`{name}`" for name in columns)
        return f"COPY {table}({names}) FROM '{path}'{option}"


def node_columns(merged: Iterable[Merged]) -> dict[str, dict[str, str]]:
    """Return the columns that nodes need, with their types, by table."""
    found: dict[str, dict[str, str]] = {}
    for node in merged:
        columns = found.setdefault(node.labels[0], dict(_NODE))
        columns |= {name: _type(name, value) for name, value in node.properties.items()}
    return found


def edge_columns(edges: Iterable[Edge]) -> dict[str, tuple[set[tuple[str, str]], dict[str, str]]]:
    """Return the pairs of tables that edges link, and their columns, by type."""
    found: dict[str, tuple[set[tuple[str, str]], dict[str, str]]] = {}
    for edge in edges:
        pairs, columns = found.setdefault(edge.type, (set(), dict(_EDGE)))
        pairs.add(edge.kinds)
        for name, value in edge.properties.items():
            columns[name] = _scalar(value)
    return found


def literal(value: Any) -> str:
    """Return a value as Cypher writes it.

    >>> literal("it's"), literal(["a"]), literal(date(2012, 1, 1)), literal(None)
    ("'it\\\\'s'", "['a']", "date('2012-01-01')", 'NULL')
    """
    match value:
        case None | []:
            return "NULL"
        case list():
            return f"[{', '.join(literal(item) for item in value)}]"
        case date():
            return f"date('{value.isoformat()}')"
        case str():
            escaped = value.replace("\\", "\\\\").replace("'", "\\'")
            return f"'{escaped}'"
    return str(value)


def declared(columns: Table) -> str:
    """Return columns as the statement that makes a table has them."""
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def _type(name: str, value: Value) -> str:
    if isinstance(value, list):
        return f"{_scalar(value[0])}[]"
    return f"{_scalar(value)}[]" if name in LISTS else _scalar(value)


def _scalar(value: Scalar) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "STRING")


def _arrow(kind: str) -> pa.DataType:
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(_arrow(kind.removesuffix("[]")))
    types = {"BOOL": pa.bool_(), "INT64": pa.int64(), "DOUBLE": pa.float64(), "DATE": pa.date32()}
    return types.get(kind, pa.string())


def node_row(node: Merged) -> dict[str, Any]:
    """Return a node as a row of its table."""
    return {"iri": node.iri, "labels": list(node.labels), "_said": node.tally, **node.properties}


def by_kind(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
    """Return values by their key, keys in order."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return sorted(groups.items())
