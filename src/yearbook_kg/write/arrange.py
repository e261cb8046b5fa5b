"""Triples in the order that a reader wants: part by part, thing by thing, property by property."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from yearbook_kg.curies import compact
from yearbook_kg.terms import Iri, Quad, Term
from yearbook_kg.vocabulary import NIF, PROV, RDF, TIME, YB

# The parts of a file in their order: title, and the classes whose things stand in it. A thing with several
# classes stands in the first part that has one of them (a division is a place, a conferral is an event).
PARTS: tuple[tuple[str, tuple[Iri, ...]], ...] = (
    ("授奖 · Conferrals", (YB.Conferral,)),
    ("沿革 · Changes", (YB.Change, YB.OrganizationChange)),
    ("任职 · Tenures", (YB.Tenure,)),
    ("出版物 · Publication", (YB.Publication,)),
    ("条目 · Entry", (YB.Entry,)),
    ("著录项 · Fields of the page", (YB.Field,)),
    ("章节 · Sections", (YB.Section,)),
    ("机构 · Organisations", (YB.Organization,)),
    ("人物 · Persons", (YB.Person,)),
    ("设施 · Facilities", (YB.Facility,)),
    ("地名 · Places", (YB.AdministrativeDivision, YB.Place)),
    ("文献 · Works", (YB.Work,)),
    ("荣誉 · Honours", (YB.Honour,)),
    ("事件 · Events", (YB.Event,)),
    ("指标 · Indicators", (YB.Indicator,)),
    ("单位 · Units", (YB.Unit,)),
    ("数据 · Figures", (YB.Observation,)),
    ("时间 · Times", (TIME.Instant, TIME.Interval)),
    ("依据 · Claims", (YB.Claim,)),
    ("原文片段 · Spans of the text", (YB.Mention, NIF.Phrase)),
    ("权威来源 · Authorities", (YB.Authority,)),
    ("其他 · Others", ()),
)
# In a file names come before facts, and facts before evidence.
_READING_ORDER = (3, 4, 6, 7, 8, 10, 9, 11, 12, 13, 0, 1, 2, 14, 16, 17, 15, 21, 5, 18, 19, 20)
_PART_OF = {kind: number for number, (_, kinds) in enumerate(PARTS) for kind in kinds}
_OTHERS = len(PARTS) - 1

_FIRST = (
    "rdf:type",
    "skos:prefLabel",
    "skos:altLabel",
    "rdfs:label",
    "dcterms:title",
    "dcterms:identifier",
    "schema:name",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "yb:indicator",
    "yb:value",
    "yb:unit",
    "yb:statedValue",
)
_LAST = ("yb:extractedBy", "yb:confidence", "prov:wasDerivedFrom", "nif:isString")
_RANK = {name: number for number, name in enumerate(_FIRST, -len(_FIRST))} | {
    name: number for number, name in enumerate(_LAST, 1)
}

_DIGITS = re.compile("([0-9]+)")


class Thing(NamedTuple):
    """A subject with its properties, each with its objects, all in reading order."""

    subject: Iri
    properties: list[tuple[Iri, list[Term]]]


# A plain tuple: making a named one for each statement takes longer than sorting them all.
Statement = tuple[Iri, Iri, Term]


def union(quads: Iterable[Quad]) -> set[Statement]:
    """Return the triples of all graphs, each once."""
    return {quad[:3] for quad in quads}


def graphs(quads: Iterable[Quad]) -> list[tuple[Iri, set[Statement]]]:
    """Return the triples of each named graph, graphs in natural order."""
    by_graph: dict[Iri, set[Statement]] = defaultdict(set)
    for quad in quads:
        by_graph[quad.graph].add(quad[:3])
    return sorted(by_graph.items(), key=lambda item: natural(item[0].value))


def arrange(triples: Iterable[Statement], short: Mapping[str, str]) -> list[tuple[str, list[Thing]]]:
    """Return the non-empty parts in reading order, each a title and its things.

    Figures, conferrals and all else that was read from a span stand in the order of the text, the rest in the
    natural order of their IRIs (…_9 before …_10). The order does not depend on that of ``triples``.

    short: prefixes by namespace, as ``curies.shorthand`` returns them.
    """
    things: dict[Iri, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, target in triples:
        things[subject][predicate].append(target)
    parts: list[list[Thing]] = [[] for _ in PARTS]
    ranks: dict[Iri, tuple[int, str]] = {}
    for subject in sorted(things, key=lambda iri: _place(iri, things[iri])):
        properties = [
            (predicate, sorted(targets, key=object_key) if len(targets) > 1 else targets)
            for predicate, targets in sorted(
                things[subject].items(), key=lambda item: _rank(item[0], ranks, short)
            )
        ]
        parts[_part(things[subject])].append(Thing(subject, properties))
    return [(PARTS[number][0], parts[number]) for number in _READING_ORDER if parts[number]]


def natural(value: str) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key by which numbers inside a name count as numbers.

    >>> sorted(["entry_1_10_12", "entry_1_9_12"], key=natural)
    ['entry_1_9_12', 'entry_1_10_12']
    """
    pieces = _DIGITS.split(value)
    # The raw value at the end keeps 07 and 7 in one order always.
    return (*((0, int(p)) if i % 2 else (1, p) for i, p in enumerate(pieces)), (1, value))


def _place(subject: Iri, properties: Mapping[Iri, list[Term]]) -> tuple[object, ...]:
    spans = properties.get(PROV.wasDerivedFrom, ())
    first = min((natural(span.value) for span in spans), default=())
    return first, natural(subject.value)


def _part(properties: Mapping[Iri, list[Term]]) -> int:
    known = (_PART_OF.get(Iri(kind.value), _OTHERS) for kind in properties.get(RDF.type, ()))
    return min(known, default=_OTHERS)


def _rank(predicate: Iri, ranks: dict[Iri, tuple[int, str]], short: Mapping[str, str]) -> tuple[int, str]:
    if predicate not in ranks:
        name = compact(predicate.value, short) or predicate.value
        ranks[predicate] = (_RANK.get(name, 0), name)
    return ranks[predicate]


def object_key(term: Term) -> tuple[object, ...]:
    """Return a sort key of the objects of one property: a thing's own class before the standard ones."""
    return len(term), not term.value.startswith(YB.base), natural(term.value), tuple(term)
