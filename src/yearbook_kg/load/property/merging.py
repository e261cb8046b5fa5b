"""What several entries say of one node, added up: each statement with the number of entries that make it.

A node stands as long as any entry speaks of it, with the properties that any entry gives it. So that an entry
can be replaced or removed exactly, the database keeps beside the graph

- on every node, ``_said``: its statements and how many entries make each;
- for every entry a node ``LoadedEntry``: its digest, and what it said (packed).

Both are bounded: the first by what is said of a node, however many entries say it, the second by the entry.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yearbook_kg.load.property.model import LISTS, Node, Portrait, Scalar, Value

_LABEL = "label"
Tally = dict[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What one loaded entry said.

    said: its statements by the IRI of their node. sources: the nodes that its edges leave. edges: how many.
    """

    said: Mapping[str, list[str]]
    sources: tuple[str, ...]
    edges: int

    def packed(self) -> str:
        """Return it as text, for the database to keep."""
        plain = json.dumps([self.said, self.sources, self.edges], ensure_ascii=False, separators=(",", ":"))
        return b64encode(zlib.compress(plain.encode())).decode()


@dataclass(frozen=True, slots=True)
class Merged:
    """A node as it shall stand: all that the entries say of it.

    labels: in the order of the first entry's. properties: one value, or a list where there may be several;
    a second value of what should have one stands in ``…_others``. tally: for ``_said``. fresh: whether the
    node is new to the database. dropped: labels that it shall lose; gained: that it had not.
    """

    iri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]
    tally: str
    fresh: bool
    dropped: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


def told(portrait: Portrait) -> Told:
    """Return what an entry says, to be kept until it is replaced."""
    said = {node.iri: statements(node) for node in portrait.nodes}
    sources = tuple(sorted({edge.source for edge in portrait.edges}))
    return Told(said, sources, len(portrait.edges))


def unpacked(text: str | None) -> Told:
    """Return what ``Told.packed`` packed; nothing for an entry that never stood."""
    if not text:
        return Told({}, (), 0)
    said, sources, edges = json.loads(zlib.decompress(b64decode(text)))
    return Told(said, tuple(sources), edges)


def statements(node: Node) -> list[str]:
    """Return what is said of a node, a text each: name, kind of value, value.

    >>> statements(Node("a", ("Place",), (("levelDepth", 3),)))
    ['label s 0 Place', 'levelDepth i 3']
    """
    labels = [f"{_LABEL} s {number} {label}" for number, label in enumerate(node.labels)]
    return labels + [f"{name} {_kind(value)} {_text(value)}" for name, value in node.said]


def merge(
    before: Iterable[Told], after: Iterable[Told], standing: Mapping[str, str]
) -> tuple[list[Merged], list[str]]:
    """Return the nodes that change, and the IRIs of those that nobody speaks of any more; both in order.

    before: what the entries said that are now replaced or removed. after: what they say now. standing: the
    ``_said`` of those nodes that stand in the database, by IRI.
    """
    change: dict[str, Counter[str]] = {}
    for entries, sign in ((before, -1), (after, 1)):
        for entry in entries:
            for iri, said in entry.said.items():
                tally = change.setdefault(iri, Counter())
                for statement in said:
                    tally[statement] += sign
    merged, gone = [], []
    for iri in sorted(change):
        old = tally_of(standing.get(iri))
        new = Counter(old)
        new.update(change[iri])
        kept = {statement: count for statement, count in sorted(new.items()) if count > 0}
        if kept and kept != old:
            merged.append(_merged(iri, kept, old))
        elif not kept:
            gone.append(iri)
    return merged, gone


def tally_of(text: str | None) -> Tally:
    """Return the statements of a node with their counts, as ``_said`` has them."""
    return dict(json.loads(text)) if text else {}


def values(tally: Iterable[str]) -> dict[str, Value]:
    """Return statements as properties.

    >>> values(["altLabel s 市总", "birthDate s 1926", "birthDate s 1926-03"])
    {'altLabel': ['市总'], 'birthDate': '1926', 'birthDate_others': ['1926-03']}
    """
    found: dict[str, list[Scalar]] = {}
    for statement in tally:
        name, kind, text = statement.split(" ", 2)
        if name != _LABEL:
            found.setdefault(name, []).append(_value(kind, text))
    single: dict[str, Value] = {}
    for name, several in found.items():
        # dates and numbers sort among themselves: the values of a property are of one kind
        several.sort(key=lambda value: (str(type(value)), value))
        if name in LISTS:
            single[name] = several
        else:
            single[name] = several[0]
            if several[1:]:
                single[f"{name}_others"] = several[1:]
    return single


def labels(tally: Iterable[str]) -> tuple[str, ...]:
    """Return the labels that statements give a node, the most telling first."""
    found = sorted(statement.split(" ", 2)[2] for statement in tally if statement.startswith(f"{_LABEL} "))
    return tuple(dict.fromkeys(label.partition(" ")[2] for label in found))


def _merged(iri: str, kept: Tally, old: Tally) -> Merged:
    named, had = labels(kept), labels(old)
    dropped = tuple(label for label in had if label not in named)
    gained = tuple(label for label in named if label not in had)
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return Merged(iri, named, values(kept), text, not old, dropped, gained)


def _kind(value: Scalar) -> str:
    return {bool: "b", int: "i", float: "f", date: "d"}.get(type(value), "s")


def _text(value: Scalar) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _value(kind: str, text: str) -> Scalar:
    match kind:
        case "b":
            return text == "True"
        case "i":
            return int(text)
        case "f":
            return float(text)
        case "d":
            return date.fromisoformat(text)
    return text
