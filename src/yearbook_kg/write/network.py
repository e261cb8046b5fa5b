"""The graph as a property graph for NetworkX: things are nodes, links are edges, values are attributes.

rdflib's own bridge makes a node of every literal, which no layout survives. Here only things are nodes; times
become ``start`` and ``end``, concepts and units become words, and the spans of text become evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from yearbook_kg.curies import compact, prefixes, shorthand
from yearbook_kg.labels import label_of
from yearbook_kg.nodes import NODE_TYPES, Properties, ending, is_time, moments, plain
from yearbook_kg.terms import Iri, Literal, Quad, Term
from yearbook_kg.vocabulary import DATA_BASE, DCTERMS, ITSRDF, NIF, ORG, PROV, RDF, RDFS, SKOS, TIME, YB
from yearbook_kg.write.arrange import Statement, natural, object_key, union

if TYPE_CHECKING:
    import networkx as nx

    MultiDiGraph = nx.MultiDiGraph[str]

_LABELS = (SKOS.prefLabel, DCTERMS.title, RDFS.label, YB.statedValue, NIF.anchorOf, SKOS.notation)
# The text of the entry, and what stands on the nodes and edges as evidence.
_LEFT_OUT = frozenset({RDF.type, NIF.isString, PROV.wasDerivedFrom, NIF.referenceContext})
# A fact has no name of its own: it is called by what it links, in this order.
_COMPOSED: dict[Iri, tuple[Iri, ...]] = {
    YB.Conferral: (YB.recipient, YB.honour),
    YB.Tenure: (ORG.member, ORG.organization, ORG.role),
    YB.Change: (YB.before, YB.after),
    YB.OrganizationChange: (ORG.originalOrganization, ORG.resultingOrganization),
    YB.Observation: (YB.subject, YB.indicator, YB.statedValue),
}


def to_networkx(
    quads: Iterable[Quad],
    *,
    sections: bool = False,
    mentions: bool = False,
    lang: str = "zh",
    base: str = DATA_BASE,
) -> MultiDiGraph:
    """Return the graph as a property graph; nodes and edges in a fixed order.

    Nodes are named as in Turtle (``ybd:org_吉安市总工会``). They carry ``iri``, ``label``, ``type`` and
    ``type_label``; every literal under the end of its property's name, several values as a list; ``start``
    and ``end`` where a time is known, as precise as the text; and ``words``, which name the thing or say it.
    Edges have the property as key, and carry ``label``, ``predicate``, ``start``, ``end``, ``words``,
    ``rule``, ``confidence``, and ``weight``: how often an entry names a thing.

    sections, mentions: make nodes of these too. lang: the language of labels, ``zh`` or ``en``.

    >>> from yearbook_kg.terms import text
    >>> union = Iri(DATA_BASE + "org_市总工会")
    >>> typed = Quad(union, RDF.type, YB.Organization, union)
    >>> graph = to_networkx([typed, Quad(union, SKOS.prefLabel, text("市总工会"), union)])
    >>> graph.nodes["ybd:org_市总工会"]["label"]
    '市总工会'
    """
    import networkx as nx

    kinds = NODE_TYPES + ((YB.Section,) if sections else ()) + ((YB.Mention,) if mentions else ())
    reader = _Reader(quads, kinds, lang, base)
    graph: MultiDiGraph = nx.MultiDiGraph()
    for node in reader.nodes:
        graph.add_node(reader.name(node), **reader.attributes(node))
    for node in reader.nodes:
        for predicate, target in reader.links(node):
            graph.add_edge(
                reader.name(node),
                reader.name(target),
                key=reader.name(predicate),
                **reader.edge(node, predicate, target),
            )
    return graph


class _Reader:
    """Looks the things of a set of triples up and turns them into attributes."""

    def __init__(self, quads: Iterable[Quad], kinds: tuple[Iri, ...], lang: str, base: str) -> None:
        self._things = _in_order(union(quads))
        self._short = shorthand(prefixes(base))
        self._lang = lang
        self._kinds: dict[Iri, Iri] = {}
        for thing, properties in self._things.items():
            for kind in kinds:
                if kind in properties.get(RDF.type, ()):
                    self._kinds[thing] = kind
                    break
        self.nodes = sorted(self._kinds, key=lambda iri: natural(iri.value))
        # the claims by what they claim; the words that name a thing; how often an entry names it
        self._claims: dict[tuple[Term, ...], list[Properties]] = defaultdict(list)
        self._spans: dict[Iri, list[str]] = defaultdict(list)
        self._weights: dict[tuple[Term, Term], int] = defaultdict(int)
        self._read_evidence()

    def _read_evidence(self) -> None:
        for properties in self._things.values():
            if YB.Claim in properties.get(RDF.type, ()):
                said = tuple(properties[part][0] for part in (RDF.subject, RDF.predicate, RDF.object))
                self._claims[said].append(properties)
            for named in properties.get(ITSRDF.taIdentRef, ()):
                if isinstance(named, Iri):
                    self._spans[named] += [anchor.value for anchor in properties.get(NIF.anchorOf, ())]
                    for entry in properties.get(NIF.referenceContext, ()):
                        self._weights[entry, named] += 1

    def name(self, iri: Iri) -> str:
        return compact(iri.value, self._short) or iri.value

    def links(self, node: Iri) -> list[tuple[Iri, Iri]]:
        """The links of a node to nodes, a property at a time."""
        return [
            (predicate, target)
            for predicate, targets in self._things[node].items()
            if predicate not in _LEFT_OUT
            for target in targets
            if isinstance(target, Iri) and target in self._kinds
        ]

    def attributes(self, node: Iri) -> dict[str, Any]:
        properties = self._things[node]
        kind = self._kinds[node]
        found: dict[str, Any] = {
            "iri": node.value,
            "label": self._composed(node, kind) or self._label(node),
            "type": self.name(kind),
            "type_label": label_of(kind.value, self._lang),
        }
        for predicate, targets in properties.items():
            values = self._values(targets) if predicate not in _LEFT_OUT else []
            if values:
                key = ending(predicate)
                found[key] = values[0] if len(values) == 1 else values
        found |= self._times(properties)
        words = _unique([*self._spans.get(node, ()), *self._said(properties)])
        return found | ({"words": words} if words else {})

    def edge(self, node: Iri, predicate: Iri, target: Iri) -> dict[str, Any]:
        found: dict[str, Any] = {
            "label": label_of(predicate.value, self._lang),
            "predicate": predicate.value,
        }
        # what a dated thing or fact links to, it links to at its own time
        found |= self._times(self._things[node])
        if predicate == YB.mentions:
            found["weight"] = self._weights[node, target]
        claims = self._claims.get((node, predicate, target), [])
        words = _unique([word for claim in claims for word in self._said(claim)])
        if words:
            found["words"] = words
        if rules := _unique([rule.value for claim in claims for rule in claim.get(YB.extractedBy, ())]):
            found["rule"] = rules[0] if len(rules) == 1 else rules
        if sure := [float(value.value) for claim in claims for value in claim.get(YB.confidence, ())]:
            found["confidence"] = max(sure)
        return found

    def _said(self, properties: Properties) -> list[str]:
        """The words of the spans that something was derived from."""
        spans = [span for span in properties.get(PROV.wasDerivedFrom, ()) if isinstance(span, Iri)]
        return [anchor.value for span in spans for anchor in self._things.get(span, {}).get(NIF.anchorOf, ())]

    def _label(self, node: Iri) -> str:
        properties = self._things.get(node, {})
        for predicate in _LABELS:
            labels = [term for term in properties.get(predicate, ()) if isinstance(term, Literal)]
            if labels:
                return next((x.value for x in labels if x.language == self._lang), labels[0].value)
        return label_of(node.value, self._lang)

    def _composed(self, node: Iri, kind: Iri) -> str:
        parts = (
            target.value if isinstance(target, Literal) else self._label(target)
            for predicate in _COMPOSED.get(kind, ())
            for target in self._things[node].get(predicate, ())
        )
        return " · ".join(parts)

    def _values(self, targets: Sequence[Term]) -> list[Any]:
        """Literals as Python values; concepts, units and roles as their words; nodes and times not at all."""
        values: list[Any] = []
        for target in targets:
            if isinstance(target, Literal):
                values.append(plain(target))
            elif target not in self._kinds and not is_time(self._things.get(target, {})):
                values.append(self._label(target))
        return _unique(values)

    def _times(self, properties: Properties) -> dict[str, str]:
        """The earliest start and the latest end of the times that something is linked to."""
        starts, ends = [], []
        for targets in properties.values():
            for target in targets:
                if isinstance(target, Iri) and is_time(self._things.get(target, {})):
                    starts += moments(self._things, target, TIME.hasBeginning)
                    ends += moments(self._things, target, TIME.hasEnd)
        starts += [year.value for year in properties.get(YB.period, ()) if isinstance(year, Literal)]
        ends += [year.value for year in properties.get(YB.period, ()) if isinstance(year, Literal)]
        return ({"start": min(starts)} if starts else {}) | ({"end": max(ends)} if ends else {})


def _in_order(triples: Iterable[Statement]) -> dict[Iri, Properties]:
    """The things with their properties and objects, all in an order that does not depend on the input."""
    found: dict[Iri, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, target in triples:
        found[subject][predicate].append(target)
    return {
        subject: {
            predicate: sorted(targets, key=object_key) if len(targets) > 1 else targets
            for predicate, targets in sorted(found[subject].items())
        }
        for subject in sorted(found)
    }


def _unique(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
