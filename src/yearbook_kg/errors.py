"""Every error that the program raises by name.

    YearbookError
    ├── ReadError          a source cannot be read            (.origin)
    ├── ParseError         a page cannot be understood        (.origin)
    ├── TableError         a table of the rules is malformed  (.table, .line)
    ├── ShapeError         a shape is beyond an engine        (.shape)
    ├── LoadError          a database fails or refuses        (.target)
    ├── QueryError         a question is unknown or malformed (.name)
    └── OutputError        a result cannot be written         (.path)

A message says which file, where in it, and what to do: its ``place``, a colon, its ``reason``.
"""

from __future__ import annotations

from typing import Any


class YearbookError(Exception):
    """The root: catch this one to catch them all."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error cross from one process to another: it is made anew from what it holds."""
        return _made_anew, (type(self), self.args, self.__dict__)


def _made_anew(kind: type[YearbookError], args: tuple[Any, ...], held: dict[str, Any]) -> YearbookError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(held)
    return error


class ReadError(YearbookError):
    """A source cannot be read: missing, binary, empty or in an unknown form."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(origin, reason)
        self.origin = origin


class ParseError(YearbookError):
    """A page was read but holds nothing that the program knows."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(origin, reason)
        self.origin = origin


class TableError(YearbookError):
    """A table of the rules is malformed."""

    def __init__(self, table: str, line: int, reason: str) -> None:
        super().__init__(f"{table}:{line}", reason)
        self.table = table
        self.line = line


class QueryError(YearbookError):
    """A shipped question is unknown, lacks a parameter, or the SPARQL is malformed."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name


class ShapeError(YearbookError):
    """A shape of the ontology says what the engine asked cannot check."""

    def __init__(self, shape: str, reason: str) -> None:
        super().__init__(shape, reason)
        self.shape = shape


class LoadError(YearbookError):
    """A database cannot be reached, refuses what is loaded, or holds something else afterwards."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target


class OutputError(YearbookError):
    """A result cannot be written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
