"""A property graph as plain values: what the statements of one entry become, for any database of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Scalar = str | int | float | bool | date
Value = Scalar | list[Scalar]
# a property and one of its values
Said = tuple[str, Scalar]

# What may have many values from the start, and so is always a list.
LISTS = frozenset({"altLabel", "keywords", "words"})


@dataclass(frozen=True, slots=True)
class Node:
    """What one entry says of one thing.

    iri: the thing's, the key of the node in all entries. labels: its classes, the most telling first.
    said: its properties, a value each, in a fixed order.
    """

    iri: str
    labels: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement of one entry that links two things, with the words that make it.

    key: unique over all entries. type: ``BUILT_BY``. source, target: IRIs. kinds: the first labels of both.
    properties: ``graph`` (the IRI of the entry's named graph), ``predicate`` (``yb:builtBy``) and, of what
    was read from the text, ``entry`` (its IRI), ``words``, ``begin``, ``end``, ``section``, ``rule`` and
    ``confidence``. What a claim says of a value is ``WAS_DERIVED_FROM``, with ``property`` and ``value``.
    """

    key: str
    type: str
    source: str
    target: str
    kinds: tuple[str, str]
    properties: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one entry says, as nodes and edges; an edge links nodes of the same portrait only.

    graph: the IRI of its named graph.
    """

    graph: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
