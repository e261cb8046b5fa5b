"""The statements to be checked, by property: what all checks, engines and plain code, look things up in.

A column is one property: subject -> object. Nearly every column has one object a subject, so the objects
beyond the first stand apart, and whole columns can be held against one another as sets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from yearbook_kg.terms import Iri, Quad, Row, Statements, Term, written
from yearbook_kg.validate.literals import as_node, from_node
from yearbook_kg.vocabulary import RDF, RDFS, YB

if TYPE_CHECKING:
    from rdflib import Dataset, Graph
    from rdflib.term import Node

TYPE, ENTRY = written(RDF.type), written(YB.Entry)
_SUBCLASS = f"<{RDFS.base}subClassOf>"


class Column(NamedTuple):
    """What one property, or path of properties, says.

    first: an object of each subject. more: all objects of those subjects that have several.
    """

    first: dict[str, str]
    more: dict[str, list[str]]

    def of(self, subject: str) -> Sequence[str]:
        """Return the objects of a subject, none twice."""
        several = self.more.get(subject)
        if several is not None:
            return several
        one = self.first.get(subject)
        return () if one is None else (one,)

    def values(self, subjects: Set[str]) -> set[str]:
        """Return the objects that any of the subjects has."""
        first = self.first
        nearer = subjects if len(subjects) <= len(first) else first.keys() & subjects
        found: set[str | None] = set(map(first.get, nearer))
        found.discard(None)
        for subject in self.more.keys() & subjects:
            found.update(self.more[subject])
        return found  # type: ignore[return-value]  # None was taken out

    def all_values(self) -> set[str]:
        """Return every object."""
        return set(self.first.values()).union(*self.more.values())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each subject with each of its objects."""
        for subject, one in self.first.items():
            if subject in self.more:
                for target in self.more[subject]:
                    yield subject, target
            else:
                yield subject, one

    def turned(self) -> Column:
        """Return the column of the inverse: object -> subject."""
        return column_of((target, subject) for subject, target in self.pairs())


def column_of(pairs: Iterable[tuple[str, str]]) -> Column:
    """Return the column of subjects and their objects, of which any may come twice."""
    first: dict[str, str] = {}
    more: dict[str, list[str]] = {}
    for subject, target in pairs:
        known = first.setdefault(subject, target)
        if known != target and target not in (several := more.setdefault(subject, [known])):
            several.append(target)
    return Column(first, more)


class Part(NamedTuple):
    """Statements with their home: the IRI of the entry that makes them, None where no entry does."""

    entry: str | None
    rows: Iterable[Row]


class Index:
    """Statements by property, and the nodes of each class.

    ``members``: the nodes of each class as they are written out; ``instances`` knows subclasses too, where
    the statements themselves tell of any. All terms are written as in N-Triples, in canonical form.
    """

    def __init__(self, parts: Iterable[Part], graph: Graph | None = None) -> None:
        self.parts = tuple(parts)
        self._graph = graph
        first: defaultdict[str, dict[str, str]] = defaultdict(dict)
        more: dict[str, dict[str, list[str]]] = {}
        for _, rows in self.parts:
            for subject, predicate, target in rows:
                known = first[predicate].setdefault(subject, target)
                if known is not target and known != target:
                    several = more.setdefault(predicate, {}).setdefault(subject, [known])
                    if target not in several:
                        several.append(target)
        self.columns = {name: Column(column, more.get(name, {})) for name, column in first.items()}
        self._derived: dict[object, Column] = {}
        self._instances: dict[tuple[str, ...], frozenset[str]] = {}

    @classmethod
    def of_statements(cls, statements: Statements) -> Index:
        """Return the index of one entry: its own rows, and those of the gazetteer, which no entry makes."""
        entry = entry_of(statements).value
        return cls((Part(entry, statements.rows), Part(None, statements.gazetteer)))

    @classmethod
    def of_quads(cls, quads: Iterable[Quad]) -> Index:
        """Return the index of quads of any number of entries, taken together."""
        made: dict[Term, str] = {}  # most terms come many times
        graphs: dict[str, list[Row]] = {}
        for quad in quads:
            for part in quad:
                if part not in made:
                    made[part] = written(part)
            row = (made[quad.subject], made[quad.predicate], made[quad.object])
            graphs.setdefault(made[quad.graph], []).append(row)
        return cls(Part(_entry_of(rows), rows) for rows in graphs.values())

    @classmethod
    def of_graph(cls, graph: Graph) -> Index:
        """Return the index of an rdflib Graph, whose statements have no home, or of a Dataset."""
        from rdflib import Dataset

        if isinstance(graph, Dataset):
            return cls(_named(graph))
        return cls((Part(None, [_row(triple) for triple in graph]),), graph)

    def column(self, predicate: str) -> Column:
        """Return what one property says; nothing where no statement has it."""
        return self.columns.get(predicate) or _EMPTY

    def all_values(self) -> set[str]:
        """Return every object of any property."""
        columns = self.columns.values()
        found = set(chain.from_iterable(column.first.values() for column in columns))
        found.update(chain.from_iterable(several for column in columns for several in column.more.values()))
        return found

    def inverse(self, predicate: str) -> Column:
        """Return what one property says the other way round, turned but once."""
        key = ("inverse", predicate)
        return self.known(key) or self.derived(key, self.column(predicate).turned())

    def derived(self, key: object, column: Column) -> Column:
        """Keep the column of a path, so that it is followed once."""
        return self._derived.setdefault(key, column)

    def known(self, key: object) -> Column | None:
        """Return the column of a path that was followed already."""
        return self._derived.get(key)

    @cached_property
    def members(self) -> dict[str, set[str]]:
        """The nodes of each class."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        column = self.column(TYPE)
        for node, kind in column.first.items():
            found[kind].add(node)
        for node, kinds in column.more.items():
            for kind in kinds:
                found[kind].add(node)
        return dict(found)

    def instances(self, classes: tuple[str, ...]) -> frozenset[str]:
        """Return the nodes of any of the classes, or of a class that the statements call narrower."""
        found = self._instances.get(classes)
        if found is None:
            wanted = classes if _SUBCLASS not in self.columns else tuple(self._narrower(classes))
            self._instances[classes] = found = self.members_of(wanted)
        return found

    def members_of(self, classes: tuple[str, ...]) -> frozenset[str]:
        """Return the nodes of any of the classes as they are written out."""
        return frozenset().union(*(self.members.get(kind, ()) for kind in classes))

    def _narrower(self, classes: tuple[str, ...]) -> set[str]:
        found, fresh, above = set(classes), list(classes), self.inverse(_SUBCLASS)
        while fresh:
            below = {kind for kind in above.of(fresh.pop()) if kind not in found}
            found |= below
            fresh += below
        return found

    def has(self, row: Row) -> bool:
        """Whether a statement is made."""
        return row[2] in self.column(row[1]).of(row[0])

    def about(self, subject: str) -> Iterator[Row]:
        """Yield all statements about a node."""
        for predicate, column in self.columns.items():
            for target in column.of(subject):
                yield subject, predicate, target

    def homes(self, rows: Iterable[Row]) -> set[str]:
        """Return the entries that make any of the statements; what the gazetteer alone says has none."""
        return {entry for row in rows for entry in self._homes.get(row, ())}

    @cached_property
    def _homes(self) -> dict[Row, list[str]]:
        found: dict[Row, list[str]] = {}
        for entry, rows in self.parts:
            for row in rows if entry else ():
                found.setdefault(row, []).append(entry or "")
        return found

    @cached_property
    def text(self) -> str:
        """The statements as N-Triples, each once."""
        rows = dict.fromkeys(row for part in self.parts for row in part.rows)
        return "".join(f"{subject} {predicate} {target} .\n" for subject, predicate, target in rows)

    @cached_property
    def graph(self) -> Graph:
        """The statements as an rdflib graph: the very one that the index was made of, if it was."""
        if self._graph is not None:
            return self._graph
        from yearbook_kg.validate.loading import flat_graph

        made: dict[str, Node] = {}
        for _, rows in self.parts:
            for row in rows:
                for term in row:
                    if term not in made:
                        made[term] = as_node(term)
        return flat_graph(
            (made[subject], made[predicate], made[target])
            for part in self.parts
            for subject, predicate, target in part.rows
        )


_EMPTY = Column({}, {})


def entry_of(statements: Statements) -> Iri:
    """Return the IRI of an entry: what its rows call one, or else the one that its graph is named after.

    >>> entry_of(Statements("1", "<https://example.org/id/graph_1>", [], [])).value
    'https://example.org/id/entry_1'
    """
    described = _entry_of(statements.rows)
    if described is not None:
        return Iri(described)
    match = re.fullmatch(r"<?(.*[/#])graph_([^/#]*?)>?", statements.graph)
    return Iri(f"{match[1]}entry_{match[2]}" if match else statements.graph.strip("<>"))


def _entry_of(rows: Iterable[Row]) -> str | None:
    """The entry of a named graph: the one that is described in it."""
    return next((s[1:-1] for s, p, o in rows if o == ENTRY and p == TYPE), None)


def _named(dataset: Dataset) -> Iterator[Part]:
    graphs: dict[Node | None, list[Row]] = {}
    for subject, predicate, target, name in dataset.quads():
        graphs.setdefault(name, []).append(_row((subject, predicate, target)))
    for rows in graphs.values():
        yield Part(_entry_of(rows), rows)


def _row(triple: tuple[Node, Node, Node]) -> Row:
    return from_node(triple[0]), from_node(triple[1]), from_node(triple[2])
