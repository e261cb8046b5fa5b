"""Statements as an rdflib graph, for pySHACL."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


class _Flat(SimpleMemory):
    """One graph in memory, without the books on contexts that take the default store half of its time."""

    # pySHACL asks for a store that could hold several graphs, and then uses but one
    context_aware = graph_aware = True


def flat_graph(triples: Iterable[Triple]) -> Graph:
    """Return a graph of the triples, each once."""
    graph = Graph(store=_Flat(), bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph
