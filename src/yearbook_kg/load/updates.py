"""Entries as SPARQL updates and as N-Quads with their line of the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from yearbook_kg.load.lines import triples
from yearbook_kg.load.target import EntryGraph
from yearbook_kg.stores import DIGEST, LEDGER, PENDING, ledger_line

T = TypeVar("T")

MANY = 1 << 20  # bytes from which on the bulk loader of a store is worth its new files
_AT_ONCE = 500  # graphs that one update drops
_FULL = 4 << 20  # bytes of one update that inserts
# The triples of the entries that stand, and of nothing else that a database may hold.
COUNTED = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{LEDGER}> {{ ?g <{DIGEST}> ?d }} GRAPH ?g {{ ?s ?p ?o }} }}"


def ledger_quads(entries: Sequence[EntryGraph]) -> bytes:
    """Return the lines of the ledger which say that these entries stand, as N-Quads."""
    lines = (ledger_line(entry.graph, entry.digest) for entry in entries)
    return "".join(line.removesuffix(" .\n") + f" <{LEDGER}> .\n" for line in lines).encode()


def drop(graphs: Sequence[str]) -> Iterator[str]:
    """Yield updates that take graphs, and what the ledger says of them, out of a store."""
    for some in parts(graphs):
        yield " ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in some) + " ;\n" + _forget(some)


def replace(entries: Sequence[EntryGraph]) -> Iterator[list[bytes]]:
    """Yield updates, in blocks of bytes, that make entries stand as given, whatever stood there before."""
    update: list[bytes] = []
    size = 0
    for entry in entries:
        update += _replaced(entry)
        size += len(entry.nquads)
        if size >= _FULL:
            yield update
            update, size = [], 0
    if update:
        yield update


def _replaced(entry: EntryGraph) -> list[bytes]:
    iri = f"<{entry.graph}>"
    # an update says all at once or nothing: no one sees the entry gone, or in part
    head = f"DROP SILENT GRAPH {iri} ;\n{_forget([entry.graph])} ;\nINSERT DATA {{ GRAPH {iri} {{\n"
    tail = f"}} GRAPH <{LEDGER}> {{ {ledger_line(entry.graph, entry.digest)} }} }} ;\n"
    return [head.encode(), triples(entry.nquads, entry.graph), tail.encode()]


def pending(graphs: Sequence[str]) -> Iterator[str]:
    """Yield updates that say of graphs that they are being loaded, and so that they do not stand whole."""
    for some in parts(graphs):
        marks = "".join(f'<{graph}> <{PENDING}> "true" .\n' for graph in some)
        yield f"{_forget(some)} ;\nINSERT DATA {{ GRAPH <{LEDGER}> {{\n{marks}}} }}"


def done(entries: Sequence[EntryGraph]) -> Iterator[str]:
    """Yield updates that say of entries that they stand whole."""
    for some in parts(entries):
        lines = "".join(ledger_line(entry.graph, entry.digest) for entry in some)
        forget = _forget([entry.graph for entry in some])
        yield f"{forget} ;\nINSERT DATA {{ GRAPH <{LEDGER}> {{\n{lines}}} }}"


def _forget(graphs: Sequence[str]) -> str:
    values = " ".join(f"<{graph}>" for graph in graphs)
    return (
        f"DELETE {{ GRAPH <{LEDGER}> {{ ?entry ?what ?said }} }}\n"
        f"WHERE {{ VALUES ?entry {{ {values} }} GRAPH <{LEDGER}> {{ ?entry ?what ?said }} }}"
    )


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield a sequence in parts of so many items as one request names."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
