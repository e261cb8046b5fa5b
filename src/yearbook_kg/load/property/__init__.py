"""Property graphs: nodes and edges in Neo4j, ArcadeDB, FalkorDB and Ladybug, and as files for import."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol, cast

from yearbook_kg.errors import LoadError

# Kinds of property graphs that answer questions in Cypher, and the module that opens one.
_MODULES: Mapping[str, str] = {"neo4j": "bolt", "ladybug": "ladybug", "falkordb": "falkor"}


class Answering(Protocol):
    """A property graph that answers questions in Cypher."""

    def answer(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
        """Return the columns and the rows of a question."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


class _Opener(Protocol):
    def open_answering(self, address: str) -> Answering: ...


def answers_cypher(name: str) -> bool:
    """Whether a source is a property graph, by its name: ``neo4j:URL``, ``ladybug:PATH``, ``falkordb:URL``.

    >>> answers_cypher("neo4j:bolt://localhost:7687"), answers_cypher("output")
    (True, False)
    """
    kind, colon, address = name.partition(":")
    return bool(colon and address) and kind in _MODULES


def open_answering(name: str) -> Answering:
    """Open a property graph to ask it, and change nothing there. Raises LoadError when that fails."""
    kind, _, address = name.partition(":")
    if not answers_cypher(name):
        raise LoadError(name, f"no property graph; write {', '.join(f'{k}:…' for k in _MODULES)}")
    module = cast("_Opener", import_module(f"yearbook_kg.load.property.{_MODULES[kind]}"))
    return module.open_answering(address)
