"""What the terms of the graph are called: ours by the ontology, those of other vocabularies by a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from yearbook_kg.curies import expand
from yearbook_kg.tables import load
from yearbook_kg.vocabulary import RDFS, SKOS, ontology_path

_NAMES = (RDFS.label.value, SKOS.prefLabel.value)


@cache
def ontology_labels() -> Mapping[str, Mapping[str, str]]:
    """Return the labels of classes, properties and concepts: by IRI, then by language.

    >>> ontology_labels()["https://w3id.org/yearbook-kg/ontology#Entry"]["en"].lower()
    'entry'
    """
    # pyoxigraph reads the files some ten times as fast as rdflib
    import pyoxigraph

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in load("query_terms"):
        found[expand(row["term"]) or row["term"]] = {"zh": row["zh"], "en": row["en"]}
    for name in ("yearbook.ttl", "concepts.ttl"):
        content = ontology_path(name).read_bytes()
        for statement in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE):
            label = statement.object
            if statement.predicate.value in _NAMES and isinstance(label, pyoxigraph.Literal):
                found[str(statement.subject.value)][(label.language or "").split("-")[0]] = label.value
    return dict(found)


def label_of(iri: str, language: str = "zh") -> str:
    """Return the label of a term in a language, else in any, else the end of its IRI.

    >>> label_of("https://example.org/terms#unknown")
    'unknown'
    """
    labels = ontology_labels().get(iri)
    if not labels:
        return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
    return labels.get(language) or labels[min(labels)]


@cache
def term_named(name: str) -> str | None:
    """Return the IRI of the term of the graph that a label, in either language, or a local name stands for.

    >>> term_named("participant") == term_named("参加者") == "https://w3id.org/yearbook-kg/ontology#participant"
    True
    """
    wanted = name.strip().lower()
    for iri, labels in sorted(ontology_labels().items()):
        local = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
        # a property begins with a small letter, a class does not: the two may have one label
        if local[:1].islower() and wanted in (local.lower(), *(label.lower() for label in labels.values())):
            return iri
    return None
