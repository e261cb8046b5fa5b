"""The statements of one entry as nodes and edges of a property graph.

- Every thing with a class is a node; its key is its IRI, its labels are its classes. Facts with several parts
  (Observation, Conferral, Tenure, Event, Change) stay nodes.
- A link between two nodes is an edge, named after its property in the manner of Cypher: ``yb:builtBy`` is
  ``BUILT_BY``, and ``HAS_PLACE`` where a class has the name already. Many claims make many edges, each with
  the words of its span, its rule and its confidence.
- Literals are properties. Times are ``year``, ``start`` and ``end`` as the page has them, ``start_date`` and
  ``end_date`` as dates; concepts are the ends of their IRIs (``kind_level``).
- Spans of text are no nodes: a link to a span is an edge to the entry, with ``words``, ``begin``, ``end`` and
  ``section``. With ``evidence="nodes"`` the spans and the claims are nodes too, beside all the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256

from yearbook_kg.curies import compact, shorthand
from yearbook_kg.load.property.model import Edge, Node, Portrait, Said, Scalar
from yearbook_kg.load.property.values import number_or_words, said_literal, times
from yearbook_kg.nodes import NODE_TYPES, Properties, ending, is_time
from yearbook_kg.terms import Iri, Literal, Quad, Term
from yearbook_kg.vocabulary import CONCEPT_BASE, DCTERMS, ITSRDF, NIF, PROV, RDF, YB

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# The class that says most, before others that a thing may have beside it.
_RANK: Mapping[Iri, int] = {kind: number for number, kind in enumerate(NODE_TYPES)}
_EVIDENCE = frozenset({NIF.Phrase, YB.Mention, YB.Claim})
_SPAN = (NIF.anchorOf, NIF.beginIndex, NIF.endIndex, YB.inSection, NIF.referenceContext)
_RENAMED: Mapping[Iri, str] = {
    YB.extractedBy: "rule",
    NIF.anchorOf: "words",
    NIF.beginIndex: "begin",
    NIF.endIndex: "end",
}
# Facts carry their words as a property too: who looks at one sees what it was read from.
_FACTS = frozenset({YB.Observation, YB.Conferral, YB.Tenure, YB.Event, YB.Change, YB.OrganizationChange})
# Classes whose names, in capitals, would be those of relationship types.
_CLASSES = frozenset(
    {"ENTRY", "EVENT", "HONOUR", "INDICATOR", "MENTION", "ORGANIZATION", "PERSON", "PLACE", "RANK", "ROLE"}
    | {"CLAIM", "CHANGE", "SECTION", "UNIT", "WORK", "FIELD", "CONCEPT", "PHRASE", "SHARE", "FACILITY"}
)
CLAIMED = "CLAIMED"


def portray(quads: Iterable[Quad], graph: str, *, evidence: str = "properties") -> Portrait:
    """Return the nodes and edges of one entry, in a fixed order.

    quads: the statements of its named graph, whose IRI is ``graph``. evidence: ``properties``, or ``nodes``
    to have spans and claims as nodes besides.

    >>> from yearbook_kg.terms import text
    >>> from yearbook_kg.vocabulary import DATA_BASE, SKOS
    >>> home, place = Iri(DATA_BASE + "graph_1"), Iri(DATA_BASE + "place_360828")
    >>> named = Quad(place, SKOS.prefLabel, text("万安县"), home)
    >>> portray([Quad(place, RDF.type, YB.Place, home), named], home.value).nodes[0].labels
    ('Place',)
    """
    things: dict[Iri, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, target, _ in quads:
        things[subject][predicate].append(target)
    # whatever order the statements come in
    ordered = {
        thing: {predicate: sorted(targets) for predicate, targets in sorted(things[thing].items())}
        for thing in sorted(things)
    }
    return _Portrayer(ordered, graph, spans=evidence == "nodes").portrait()


@cache
def relation(predicate: Iri) -> str:
    """Return the type of the edges of a property.

    >>> relation(YB.builtBy), relation(YB.place)
    ('BUILT_BY', 'HAS_PLACE')
    """
    name = _HUMP.sub("_", ending(predicate)).upper()
    return f"HAS_{name}" if name in _CLASSES else name


class _Portrayer:
    """Looks up the things of one entry and turns them into nodes and edges."""

    def __init__(self, things: dict[Iri, dict[Iri, list[Term]]], graph: str, *, spans: bool) -> None:
        self._things = things
        self._graph = graph
        self._spans = spans
        self._short = shorthand()
        self._labels: dict[Iri, tuple[str, ...]] = {}
        self._claims: dict[tuple[Term, ...], list[Iri]] = defaultdict(list)
        self._named: dict[Iri, list[Iri]] = defaultdict(list)
        self._edges: dict[str, Edge] = {}
        for thing, properties in things.items():
            if labels := self._labels_of(properties):
                self._labels[thing] = labels
            if YB.Claim in properties.get(RDF.type, ()):
                said = tuple(properties[part][0] for part in (RDF.subject, RDF.predicate, RDF.object))
                self._claims[said].append(thing)
            for target in properties.get(ITSRDF.taIdentRef, ()):
                if isinstance(target, Iri):
                    self._named[target].append(thing)

    def portrait(self) -> Portrait:
        for thing in self._labels:
            for predicate, targets in self._things[thing].items():
                for target in targets:
                    self._link(thing, predicate, target)
        for said, claims in self._claims.items():
            self._unsaid(said, claims)
        nodes = tuple(Node(t.value, labels, self._said(t)) for t, labels in self._labels.items())
        return Portrait(self._graph, nodes, tuple(self._edges[key] for key in sorted(self._edges)))

    def _labels_of(self, properties: Properties) -> tuple[str, ...]:
        kinds = [kind for kind in properties.get(RDF.type, ()) if isinstance(kind, Iri)]
        own = [kind for kind in kinds if kind.value.startswith(YB.base)] or kinds
        if is_time(properties) or not kinds:
            return ()
        if not self._spans:
            own = [kind for kind in own if kind not in _EVIDENCE]
        own.sort(key=lambda kind: (_RANK.get(kind, len(_RANK)), kind != YB.Field, kind))
        return tuple(ending(kind) for kind in own)

    # ── nodes ───────────────────────────────────────────────────────────────────────────────────────────

    def _said(self, thing: Iri) -> tuple[Said, ...]:
        found: list[Said] = []
        properties = self._things[thing]
        for predicate, targets in properties.items():
            # the offsets of a field keep their names: start and end of a node are times
            name = ending(predicate) if predicate in _SPAN[1:] else _RENAMED.get(predicate, ending(predicate))
            for target in targets:
                if isinstance(target, Literal):
                    found += said_literal(name, target)
                elif predicate != RDF.type and target not in self._things:
                    found.append((name, self._ending(target)))
        found += times(self._things, properties)
        if _FACTS.intersection(properties.get(RDF.type, ())):
            spans = [self._span(span) for span in properties.get(PROV.wasDerivedFrom, ())]
            found += [("words", span["words"]) for span in spans if "words" in span]
        return tuple(dict.fromkeys(found))

    def _ending(self, target: Iri) -> str:
        """A thing that no statement describes: a concept by its end, all else by its prefixed name or IRI."""
        if target.value.startswith(CONCEPT_BASE):
            return target.value.removeprefix(CONCEPT_BASE)
        return compact(target.value, self._short) or target.value

    # ── edges ───────────────────────────────────────────────────────────────────────────────────────────

    def _link(self, thing: Iri, predicate: Iri, target: Term) -> None:
        if isinstance(target, Literal):
            return
        if target in self._labels:
            if predicate == YB.mentions and self._mentioned(thing, target):
                return
            claims = self._claims.get((thing, predicate, target), [])
            for claim in claims:
                self._claimed(relation(predicate), (thing, predicate, target), claim)
            if not claims:
                self._edge(relation(predicate), (thing, predicate, target), {})
        if predicate == PROV.wasDerivedFrom and (span := self._span(target)):
            entry = self._entry(target)
            if entry is not None and entry != thing:
                self._edge(relation(predicate), (thing, predicate, entry), span, target)

    def _mentioned(self, entry: Iri, thing: Iri) -> bool:
        """An edge for each span of the entry that names the thing; whether there is any."""
        spans = [span for span in self._named[thing] if self._entry(span) == entry]
        for span in spans:
            self._edge("MENTIONS", (entry, YB.mentions, thing), self._span(span) | self._more(span), span)
        return bool(spans)

    def _claimed(self, type: str, said: tuple[Iri, Iri, Iri], claim: Iri, **more: Scalar) -> None:
        spans = self._things[claim].get(PROV.wasDerivedFrom, [])
        for span in [span for span in spans if isinstance(span, Iri)] or [claim]:
            self._edge(type, said, self._span(span) | self._more(claim) | more, span, claim)

    def _unsaid(self, said: tuple[Term, ...], claims: list[Iri]) -> None:
        """The claims that no edge between nodes could take: of a value, or not asserted (contradicted)."""
        subject, predicate, target = said
        if not isinstance(subject, Iri) or not isinstance(predicate, Iri) or subject not in self._labels:
            return
        asserted = target in self._things[subject].get(predicate, ())
        if isinstance(target, Iri) and target in self._labels:
            if not asserted:
                for claim in claims:
                    self._claimed(CLAIMED, (subject, predicate, target), claim)
            return
        for claim in claims:
            for span in self._things[claim].get(PROV.wasDerivedFrom, ()):
                entry = self._entry(span)
                if entry is not None:
                    value: dict[str, Scalar] = {
                        "property": ending(predicate),
                        "value": target.value,
                        "asserted": asserted,
                    }
                    edge = self._span(span) | self._more(claim) | value
                    self._edge("WAS_DERIVED_FROM", (subject, predicate, entry), edge, span, claim)

    def _edge(self, type: str, said: tuple[Iri, Iri, Iri], properties: dict[str, Scalar], *by: Term) -> None:
        source, predicate, target = said
        parts = (self._graph, type, source.value, predicate.value, target.value, *(x.value for x in by))
        key = sha256("\n".join(parts).encode()).hexdigest()[:24]
        name = compact(predicate.value, self._short) or predicate.value
        kinds = (self._labels[source][0], self._labels[target][0])
        # one form for all edges: who asks for the entry of an edge need not know its type
        full: dict[str, Scalar] = {"graph": self._graph, "predicate": name} | properties
        self._edges[key] = Edge(key, type, source.value, target.value, kinds, full)

    # ── evidence ────────────────────────────────────────────────────────────────────────────────────────

    def _span(self, span: Term) -> dict[str, Scalar]:
        """The words of a span, where it begins and ends, and the heading it stands under."""
        properties = self._things.get(span, {}) if isinstance(span, Iri) else {}
        found: dict[str, Scalar] = {}
        for predicate in _SPAN[:3]:
            for value in properties.get(predicate, ()):
                if isinstance(value, Literal):
                    found[_RENAMED[predicate]] = number_or_words(value)
        for section in properties.get(YB.inSection, ()):
            titles = self._things.get(section, {}).get(DCTERMS.title, ()) if isinstance(section, Iri) else ()
            for title in titles:
                found["section"] = title.value
        if entry := self._entry(span):
            found["entry"] = entry.value
        return found

    def _entry(self, span: Term) -> Iri | None:
        contexts = self._things.get(span, {}).get(NIF.referenceContext, ()) if isinstance(span, Iri) else ()
        return next((entry for entry in contexts if isinstance(entry, Iri) and entry in self._labels), None)

    def _more(self, thing: Iri) -> dict[str, Scalar]:
        """The other literals of a claim or a mention: rule, confidence, doubt, reason."""
        return {
            _RENAMED.get(predicate, ending(predicate)): number_or_words(value)
            for predicate, values in sorted(self._things[thing].items())
            if predicate not in _SPAN and predicate != RDF.object
            for value in values
            if isinstance(value, Literal)
        }
