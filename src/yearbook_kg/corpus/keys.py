"""What an entry tells the others: a few lines, by which things, figures and changes meet over the corpus.

A line is tab-separated: its kind, its key, and what the entry says under that key. Lines of one kind and key
are brought together by the join, wherever they were written; all else of an entry concerns that entry alone.

    thing    IRI                                 class, names (p:… preferred, a:… other), graph
    figure   indicator unit kind period who where  value, exact or about, observation, graph
    change   the thing before, or after          before or after, change, kind, the other, time, graph, what
    once     subject predicate                   object, graph
    post     name organisation post              person, graph
    place    subject                             a row of the gazetteer
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.terms import Statements
from yearbook_kg.vocabulary import CONCEPT_BASE, DCTERMS, ORG, RDF, SCHEMA, SKOS, TIME, YB

Node = dict[str, list[str]]


TYPE, PREFERRED, OTHER = RDF.type.nt, SKOS.prefLabel.nt, SKOS.altLabel.nt
INDICATOR, UNIT, KIND, PERIOD = YB.indicator.nt, YB.unit.nt, YB.observationKind.nt, YB.period.nt
SUBJECT, PLACE, VALUE, QUALIFIER = YB.subject.nt, YB.place.nt, YB.value.nt, YB.qualifier.nt
BEFORE, AFTER, CHANGE, TIMED = YB.before.nt, YB.after.nt, YB.changeKind.nt, TIME.hasTime.nt
BODY_CHANGE = YB.OrganizationChange.nt
MEMBER, BODY, ROLE = ORG.member.nt, ORG.organization.nt, ORG.role.nt

# What a thing can have but one of, so that two are a contradiction.
ONCE = tuple(
    term.nt
    for term in (
        YB.coversYear,
        DCTERMS.publisher,
        SCHEMA.birthDate,
        SCHEMA.deathDate,
        SCHEMA.birthPlace,
        YB.nativePlace,
    )
)
_ONCE = frozenset(ONCE)
# The classes whose members several entries speak of, the narrowest first.
CLASSES = tuple(
    term.nt
    for term in (
        *(YB.Publication, YB.AdministrativeDivision, YB.Facility, YB.Place, YB.Organization, YB.Person),
        *(YB.Work, YB.Honour, YB.Indicator, YB.Event),
    )
)
# Types of all other nodes (mentions, spans, claims) are passed over: they are the most by far.
_KINDS = frozenset((*CLASSES, BODY_CHANGE))
_RANK = {name: rank for rank, name in enumerate(CLASSES)}
# A rise is told of many years and a range is none of its ends: two of them contradict nothing.
_LOOSE = frozenset(f"<{CONCEPT_BASE}kind_{kind}>" for kind in ("range", "increase", "decrease"))

_READ = frozenset(
    (
        *(TYPE, PREFERRED, OTHER, INDICATOR, UNIT, KIND, PERIOD, SUBJECT, PLACE, VALUE, QUALIFIER),
        *(BEFORE, AFTER, CHANGE, TIMED, MEMBER, BODY, ROLE, *ONCE),
    )
)


def keys_of(said: Statements) -> str:
    """Return the lines of an entry, each ended by a line feed, none twice, in the order of its rows."""
    nodes: dict[str, Node] = {}
    for subject, predicate, target in said.rows:
        if predicate in _READ and (predicate != TYPE or target in _KINDS):
            nodes.setdefault(subject, {}).setdefault(predicate, []).append(target)
    found = dict.fromkeys(
        line for subject, node in nodes.items() for line in _lines(subject, node, nodes, said.graph)
    )
    for row in said.gazetteer:
        found["\t".join(("place", row[0], " ".join(row)))] = None
    return "".join(f"{line}\n" for line in found)


def _lines(subject: str, node: Node, nodes: dict[str, Node], graph: str) -> Iterator[str]:
    if VALUE in node and INDICATOR in node:
        yield from _figure(subject, node, graph)
    elif BEFORE in node or AFTER in node:
        yield from _change(subject, node, graph)
    elif MEMBER in node:
        yield from _post(node, nodes, graph)
    elif kinds := [kind for kind in node.get(TYPE, ()) if kind in _RANK]:
        names = [f"p:{name}" for name in node.get(PREFERRED, ())] + [
            f"a:{name}" for name in node.get(OTHER, ())
        ]
        yield "\t".join(("thing", subject, min(kinds, key=_RANK.__getitem__), *names, graph))
    if _ONCE.isdisjoint(node):
        return
    for predicate in ONCE:
        for target in node.get(predicate, ()):
            yield "\t".join(("once", f"{subject} {predicate}", target, graph))


def _figure(subject: str, node: Node, graph: str) -> Iterator[str]:
    """Only a figure of somebody or some place in some time can be met again."""
    kind = node.get(KIND, [""])[0]
    who, where, when = node.get(SUBJECT, [""])[0], node.get(PLACE, [""])[0], node.get(PERIOD, [""])[0]
    if when and (who or where) and kind not in _LOOSE:
        key = " ".join((node[INDICATOR][0], node.get(UNIT, ["-"])[0], kind, when, who or "-", where or "-"))
        yield "\t".join(
            ("figure", key, node[VALUE][0], "about" if QUALIFIER in node else "exact", subject, graph)
        )


def _change(subject: str, node: Node, graph: str) -> Iterator[str]:
    before, after = node.get(BEFORE, [""])[0], node.get(AFTER, [""])[0]
    kind, when = node.get(CHANGE, [""])[0], node.get(TIMED, [""])[0]
    what = "body" if BODY_CHANGE in node.get(TYPE, ()) else "other"
    if before:
        yield "\t".join(("change", before, "before", subject, kind, after, when, graph, what))
    if after:
        yield "\t".join(("change", after, "after", subject, kind, before, when, graph, what))


def _post(node: Node, nodes: dict[str, Node], graph: str) -> Iterator[str]:
    """Two people of one name in one post at one body, in two volumes, are likely one."""
    body, role = node.get(BODY, [""])[0], node.get(ROLE, [""])[0]
    if body and role:
        for person in node[MEMBER]:
            for name in nodes.get(person, {}).get(PREFERRED, ())[:1]:
                yield "\t".join(("post", f"{name} {body} {role}", person, graph))
