"""The words of the graph as closed namespaces: a misspelt term raises, and mypy sees it before that.

``YB`` is the project's own ontology and is tested against ``ontology/yearbook.ttl`` both ways; of the
standard vocabularies only the terms that the graph uses stand here.
"""
# ruff: noqa: N815 (the terms keep the case of their vocabularies)

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from yearbook_kg.terms import Iri

DATA_BASE = "https://w3id.org/yearbook-kg/id/"
CONCEPT_BASE = "https://w3id.org/yearbook-kg/concept/"
ONTOLOGY_FILES = ("yearbook.ttl", "concepts.ttl", "shapes.ttl", "shapes-deep.ttl", "context.jsonld")


class Closed(type):
    """Turns each annotated name of a class into the IRI of that name; any other name raises."""

    terms: tuple[Iri, ...]
    prefix: str
    base: str

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
        super().__init__(name, bases, body)
        cls.terms = tuple(Iri(cls.base + term) for term in cls.__annotations__)
        for attribute, iri in zip(cls.__annotations__, cls.terms, strict=True):
            setattr(cls, attribute, iri)


class YB(metaclass=Closed):
    """The project's own terms; their meaning stands in ``ontology/yearbook.ttl``."""

    prefix = "yb"
    base = "https://w3id.org/yearbook-kg/ontology#"

    Publication: Iri
    Entry: Iri
    Section: Iri
    Field: Iri
    Mention: Iri
    Organization: Iri
    Person: Iri
    Tenure: Iri
    Place: Iri
    AdministrativeDivision: Iri
    Facility: Iri
    Work: Iri
    Event: Iri
    Change: Iri
    OrganizationChange: Iri
    Honour: Iri
    Conferral: Iri
    Observation: Iri
    Share: Iri
    Rank: Iri
    Indicator: Iri
    Unit: Iri
    Claim: Iri
    Authority: Iri

    about: Iri
    startPage: Iri
    endPage: Iri
    coversYear: Iri
    classification: Iri
    entryType: Iri
    inSection: Iri
    parentSection: Iri
    sectionOrder: Iri
    fieldName: Iri
    mentions: Iri
    adminCode: Iri
    validFrom: Iri
    validTo: Iri
    level: Iri
    levelDepth: Iri
    locatedIn: Iri
    organizationType: Iri
    eventType: Iri
    placeType: Iri
    facilityType: Iri
    organizer: Iri
    coOrganizer: Iri
    participant: Iri
    issuedBy: Iri
    implements: Iri
    builtBy: Iri
    nativePlace: Iri
    recipient: Iri
    honour: Iri
    honourLevel: Iri
    rank: Iri
    conferredBy: Iri
    inEvent: Iri
    manner: Iri
    changeKind: Iri
    before: Iri
    after: Iri
    founder: Iri
    indicator: Iri
    value: Iri
    unit: Iri
    statedValue: Iri
    qualifier: Iri
    observationKind: Iri
    period: Iri
    place: Iri
    subject: Iri
    comparedWith: Iri
    doubt: Iri
    extractedBy: Iri
    confidence: Iri
    linkScore: Iri
    linkReason: Iri


class RDF(metaclass=Closed):
    """RDF: types, and the classic reification that claims use."""

    prefix = "rdf"
    base = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    type: Iri
    Statement: Iri
    subject: Iri
    predicate: Iri
    object: Iri


class RDFS(metaclass=Closed):
    """RDF Schema."""

    prefix = "rdfs"
    base = "http://www.w3.org/2000/01/rdf-schema#"

    label: Iri
    comment: Iri


class SKOS(metaclass=Closed):
    """SKOS: names and concepts."""

    prefix = "skos"
    base = "http://www.w3.org/2004/02/skos/core#"

    Concept: Iri
    prefLabel: Iri
    altLabel: Iri
    notation: Iri
    broader: Iri
    exactMatch: Iri
    inScheme: Iri


class DCTERMS(metaclass=Closed):
    """DC Terms: the bibliographic side of entries and volumes."""

    prefix = "dcterms"
    base = "http://purl.org/dc/terms/"

    identifier: Iri
    title: Iri
    isPartOf: Iri
    contributor: Iri
    publisher: Iri
    spatial: Iri
    abstract: Iri
    source: Iri


class PROV(metaclass=Closed):
    """PROV-O: which span says what."""

    prefix = "prov"
    base = "http://www.w3.org/ns/prov#"

    wasDerivedFrom: Iri


class NIF(metaclass=Closed):
    """NIF 2: spans of text by offset."""

    prefix = "nif"
    base = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

    Context: Iri
    Phrase: Iri
    isString: Iri
    beginIndex: Iri
    endIndex: Iri
    anchorOf: Iri
    referenceContext: Iri


class ITSRDF(metaclass=Closed):
    """ITS 2.0: from a mention to what it names."""

    prefix = "itsrdf"
    base = "http://www.w3.org/2005/11/its/rdf#"

    taIdentRef: Iri


class ORG(metaclass=Closed):
    """The Organization Ontology."""

    prefix = "org"
    base = "http://www.w3.org/ns/org#"

    Role: Iri
    member: Iri
    organization: Iri
    role: Iri
    memberDuring: Iri
    unitOf: Iri
    subOrganizationOf: Iri
    originalOrganization: Iri
    resultingOrganization: Iri


class SCHEMA(metaclass=Closed):
    """schema.org."""

    prefix = "schema"
    base = "https://schema.org/"

    keywords: Iri
    birthPlace: Iri
    birthDate: Iri
    deathDate: Iri


class TIME(metaclass=Closed):
    """OWL-Time."""

    prefix = "time"
    base = "http://www.w3.org/2006/time#"

    Instant: Iri
    Interval: Iri
    hasTime: Iri
    hasBeginning: Iri
    hasEnd: Iri
    inXSDgYear: Iri
    inXSDgYearMonth: Iri
    inXSDDate: Iri


NAMESPACES = (YB, RDF, RDFS, SKOS, DCTERMS, PROV, NIF, ITSRDF, ORG, SCHEMA, TIME)


@cache
def ontology_path(name: str) -> Traversable:
    """Return a file of the ontology: from the installed package, or from ``ontology/`` of a checkout.

    Raises FileNotFoundError for a name that is not in ``ONTOLOGY_FILES``, or when the file is missing.

    >>> ontology_path("yearbook.ttl").is_file()
    True
    """
    if name in ONTOLOGY_FILES:
        packed = files("yearbook_kg").joinpath("ontology", name)
        if packed.is_file():
            return packed
        checkout = Path(__file__).parents[2] / "ontology" / name
        if checkout.is_file():
            return checkout
    raise FileNotFoundError(f"{name} is no file of the ontology; there are {', '.join(ONTOLOGY_FILES)}")
