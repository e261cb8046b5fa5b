"""A shapes file as plain objects: what the columnar engine compiles. The file is the one place of the rules.

Read are property shapes with a class as target, in the part of SHACL Core that ``shapes.ttl`` uses. Anything
else raises, so that no rule is ever left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from yearbook_kg.errors import ShapeError
from yearbook_kg.validate.report import Severity
from yearbook_kg.vocabulary import RDF, ontology_path

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Node = NamedNode | BlankNode | Literal | Triple

SH = "http://www.w3.org/ns/shacl#"
# What describes a shape and constrains nothing.
_ABOUT = frozenset({"name", "message", "severity", "group", "path", "targetClass"})
CONSTRAINTS = frozenset(
    {"class", "datatype", "disjoint", "hasValue", "in", "languageIn", "lessThan", "lessThanOrEquals"}
    | {"maxCount", "maxInclusive", "minCount", "minInclusive", "minLength", "nodeKind", "pattern"}
    | {"uniqueLang"}
)

# What may stand in a shape more than once.
_SEVERAL = frozenset({"class", "disjoint", "hasValue", "lessThan", "lessThanOrEquals", "pattern"})


@dataclass(frozen=True, slots=True)
class Path:
    """A property path. kind: "step", with a name; or "inverse", "either", "sequence", with parts."""

    kind: str
    name: str = ""
    parts: tuple[Path, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """Every property on the path, sorted."""
        inner = {step for part in self.parts for step in part.steps}
        return tuple(sorted(inner | ({self.name} if self.name else set())))


@dataclass(frozen=True, slots=True)
class Shape:
    """A property shape.

    name: its local name. targets: the classes whose nodes it looks at. constraints: the local name of each
    parameter with its values, as written in N-Triples; the values of ``in`` and ``languageIn`` are those
    of their list. messages: by language tag.
    """

    name: str
    targets: tuple[str, ...]
    path: Path
    severity: Severity
    messages: Mapping[str, str]
    constraints: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def shapes_of(name: str) -> tuple[Shape, ...]:
    """Return the shapes of a file of the ontology, sorted by name. Raises ShapeError for what it cannot read.

    >>> len(shapes_of("shapes.ttl")) > 100
    True
    """
    return read_shapes(ontology_path(name).read_text("utf-8"))


def read_shapes(text: str) -> tuple[Shape, ...]:
    """Return the shapes of a Turtle text, sorted by name. Raises ShapeError for what it cannot read."""
    reader = _Reader(text)
    return tuple(sorted(reader.shapes(), key=lambda shape: shape.name))


class _Reader:
    """The statements of a shapes file by subject and property."""

    def __init__(self, text: str) -> None:
        import pyoxigraph

        self.known: dict[object, dict[str, list[Node]]] = {}
        for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
            said = self.known.setdefault(quad.subject, {})
            said.setdefault(quad.predicate.value, []).append(quad.object)
        self._read: set[object] = set()

    def shapes(self) -> Iterator[Shape]:
        for node, said in self.known.items():
            kinds = {str(kind) for kind in said.get(RDF.type.value, ())}
            if f"<{SH}PropertyShape>" in kinds:
                self._read.add(node)
                yield self._shape(node, said)
        for node in sorted(self.known.keys() - self._read, key=str):
            if any(term.startswith(SH) for term in self.known[node]):
                raise ShapeError(_local(node), "this is no property shape; choose another engine")

    def _shape(self, node: object, said: dict[str, list[Node]]) -> Shape:
        name = _local(node)
        terms = {term.removeprefix(SH): values for term, values in said.items() if term.startswith(SH)}
        for term in sorted(terms.keys() - _ABOUT - CONSTRAINTS):
            raise ShapeError(name, f"the columnar checks do not know sh:{term}; choose another engine")
        for term in sorted(term for term in terms.keys() & CONSTRAINTS - _SEVERAL if len(terms[term]) > 1):
            raise ShapeError(name, f"sh:{term} may stand in a shape but once")
        targets, paths = terms.get("targetClass", []), terms.get("path", [])
        if not targets or len(paths) != 1:
            raise ShapeError(name, "a property shape needs one path, and a class as its target")
        severity = [_local(one) for one in terms.get("severity", [])]
        return Shape(
            name=name,
            targets=tuple(sorted(map(str, targets))),
            path=self._path(name, paths[0]),
            severity="violation" if severity in ([], ["Violation"]) else "warning",
            messages={
                getattr(one, "language", None) or "": getattr(one, "value", "")
                for one in terms.get("message", [])
            },
            constraints=tuple(
                (term, self._values(term, terms[term])) for term in sorted(terms.keys() & CONSTRAINTS)
            ),
        )

    def _values(self, term: str, values: list[Node]) -> tuple[str, ...]:
        if term in {"in", "languageIn"}:
            return tuple(str(one) for one in self._items(values[0]))
        return tuple(sorted(map(str, values)))

    def _path(self, shape: str, node: object) -> Path:
        said = self.known.get(node, {})
        self._read.add(node)
        if str(node).startswith("<"):
            return Path("step", str(node)[1:-1])
        inverse, either = said.get(SH + "inversePath"), said.get(SH + "alternativePath")
        if inverse and len(said) == 1:
            return Path("inverse", parts=(self._path(shape, inverse[0]),))
        if either and len(said) == 1:
            return Path("either", parts=tuple(self._path(shape, one) for one in self._items(either[0])))
        items = tuple(self._path(shape, one) for one in self._items(node))
        if not items:
            raise ShapeError(shape, "the columnar checks do not know its path; choose another engine")
        return Path("sequence", parts=items)

    def _items(self, head: object) -> list[Node]:
        found: list[Node] = []
        while (said := self.known.get(head)) and (first := said.get(RDF.base + "first")):
            found += first
            head = said[RDF.base + "rest"][0]
        return found


def _local(node: object) -> str:
    return str(node).strip("<>").rpartition("#")[2]
