"""Do the properties lead to nodes of the right kind? None may lead to a node that the graph does not tell of.

Where one class is all that a property leads to, its shape says so; here stand those that lead to several,
which SHACL could say with ``sh:or`` only, at several times the cost of this one pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook_kg.terms import Iri, written
from yearbook_kg.validate.engine import Finding
from yearbook_kg.validate.index import TYPE, Index
from yearbook_kg.validate.literals import lexical
from yearbook_kg.vocabulary import DCTERMS, ITSRDF, ORG, RDF, SCHEMA, TIME, YB

_PLACES = frozenset({YB.Place, YB.AdministrativeDivision, YB.Facility})
_SITES = _PLACES | {YB.Organization}  # 在市体育馆, 设在县农业局
_AGENTS = _SITES | {YB.Person}  # a county that is said to build a road stands for its government
_ENTITIES = _AGENTS | {YB.Work, YB.Event, YB.Honour}
_TIMES = frozenset({TIME.Instant, TIME.Interval})

TARGETS: Mapping[Iri, frozenset[Iri]] = {
    YB.about: _ENTITIES,
    YB.mentions: _ENTITIES,
    YB.locatedIn: _SITES,
    YB.organizer: _AGENTS | {YB.Event},
    YB.coOrganizer: _AGENTS | {YB.Event},
    YB.participant: _ENTITIES,
    YB.issuedBy: _AGENTS | {YB.Event},
    YB.implements: _ENTITIES,
    YB.builtBy: _AGENTS | {YB.Event},
    YB.nativePlace: _SITES,
    YB.recipient: _ENTITIES,
    YB.conferredBy: _AGENTS | {YB.Event},
    YB.before: _ENTITIES,
    YB.after: _ENTITIES,
    YB.founder: _AGENTS | {YB.Event},
    YB.period: _TIMES,
    YB.place: _SITES | {YB.Event},
    YB.subject: _ENTITIES | {YB.Entry},
    DCTERMS.contributor: _AGENTS,
    DCTERMS.publisher: _AGENTS,
    DCTERMS.spatial: _SITES,
    ITSRDF.taIdentRef: _ENTITIES,
    ORG.memberDuring: _TIMES,
    ORG.organization: _ENTITIES,
    ORG.subOrganizationOf: _AGENTS,
    ORG.unitOf: _AGENTS,
    RDF.subject: _ENTITIES | {YB.Entry},
    SCHEMA.birthPlace: _SITES,
    TIME.hasTime: _TIMES,
}
_WRITTEN = {
    written(term): (term.value, tuple(sorted(map(written, classes)))) for term, classes in TARGETS.items()
}
_LOST = {"zh": "所指的节点不在图中", "en": "what it points to is not in the graph"}
_MISTYPED = {"zh": "所指的节点类型不符", "en": "what it points to is of another class than the property has"}


def check_targets(index: Index) -> Iterator[Finding]:
    """Yield each statement that leads to a node without a class, or of a class that it cannot lead to."""
    typed = index.column(TYPE).first
    for predicate in _WRITTEN.keys() & index.columns.keys():
        path, classes = _WRITTEN[predicate]
        column = index.columns[predicate]
        allowed = index.members_of(classes)
        # of literals the shapes speak
        wrong = {target for target in column.all_values() - allowed if target[0] == "<"}
        for subject, target in column.pairs() if wrong else ():
            if target in wrong:
                rule, messages = ("targets-class", _MISTYPED) if target in typed else ("targets-known", _LOST)
                focus, value = lexical(subject), lexical(target)
                yield Finding(rule, "violation", focus, path, value, messages, (path,))
