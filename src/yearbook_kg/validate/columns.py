"""The shapes compiled to checks of whole columns: the fast engine, for a corpus.

Each shape becomes a few set operations over the columns of its path: which nodes of the class have no value,
which have several, which values are not as they must be. Only where something is wrong are the nodes walked
one by one. What the shapes say is read from the file (``shapes``), never written here a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from yearbook_kg.validate.constraints import NODES, VALUES, NodeCheck, ValueCheck
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.index import Column, Index, column_of
from yearbook_kg.validate.literals import lexical
from yearbook_kg.validate.shapes import Path, Shape, shapes_of


class Compiled(NamedTuple):
    """A shape with its checks: those that need the nodes, and those that look at the values alone."""

    shape: Shape
    nodes: tuple[NodeCheck, ...]
    values: tuple[ValueCheck, ...]


def columns_engine(index: Index, shapes: str) -> Iterator[Finding]:
    """Check the columns of an index; in what it finds the equal of pySHACL, in a fiftieth of the time.

    Raises ShapeError when the file named uses more than the part of SHACL Core that is compiled.
    """
    for compiled in _compiled(shapes):
        yield from judge_shape(compiled, index)


@cache
def _compiled(name: str) -> tuple[Compiled, ...]:
    return tuple(compile_shape(shape) for shape in shapes_of(name))


def compile_shape(shape: Shape) -> Compiled:
    """Return a shape with its checks."""
    return Compiled(
        shape,
        tuple(NODES[term](one) for term, values in shape.constraints if term in NODES for one in values),
        tuple(VALUES[term](values) for term, values in shape.constraints if term in VALUES),
    )


def judge_shape(compiled: Compiled, index: Index) -> Iterator[Finding]:
    """Yield what breaks one shape, in any order."""
    shape = compiled.shape
    focus = index.instances(shape.targets)
    if not focus:
        return
    column = follow(shape.path, index)
    for check in compiled.nodes:
        for node, value in check(index, focus, column):
            yield _finding(shape, node, value)
    if not compiled.values or not (values := column.values(focus)):
        return
    wrong = {value for test in compiled.values for value in test(index, values)}
    if wrong:
        for node, value in column.pairs():
            if value in wrong and node in focus:
                yield _finding(shape, node, value)


def follow(path: Path, index: Index) -> Column:
    """Return the column of a path: of each node the values at its end."""
    if path.kind == "step":
        return index.column(f"<{path.name}>")
    return index.known(path) or index.derived(path, column_of(_ends(path, index)))


def _ends(path: Path, index: Index) -> Iterator[tuple[str, str]]:
    first = follow(path.parts[0], index)
    if path.kind == "inverse":
        yield from first.turned().pairs()
    elif path.kind == "either":
        for part in path.parts:
            yield from follow(part, index).pairs()
    elif len(path.parts) == 1:
        yield from first.pairs()
    else:
        rest = follow(Path("sequence", parts=path.parts[1:]), index)
        yield from ((subject, end) for subject, middle in first.pairs() for end in rest.of(middle))


def _finding(shape: Shape, node: str, value: str) -> Finding:
    path = shape.path
    return Finding(
        shape=shape.name,
        severity=shape.severity,
        focus=lexical(node),
        path=path.name,
        value=lexical(value) if value else "",
        messages=dict(shape.messages),
        steps=path.steps,
    )
