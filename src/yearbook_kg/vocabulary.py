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
from typing import Any, Self

from yearbook_kg.terms import Iri

DATA_BASE = "https://w3id.org/yearbook-kg/id/"
CONCEPT_BASE = "https://w3id.org/yearbook-kg/concept/"
ONTOLOGY_FILES = ("yearbook.ttl", "concepts.ttl", "shapes.ttl", "shapes-deep.ttl", "context.jsonld")


class Word(Iri):
    """The IRI of a vocabulary's term, with its text in N-Triples for those who write it many times.

    >>> RDF.type.nt
    '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
    """

    nt: str

    def __new__(cls, value: str) -> Self:
        """Return the term of an IRI that is safe in every syntax."""
        word = super().__new__(cls, value)
        word.nt = f"<{value}>"
        return word


class Closed(type):
    """Turns each annotated name of a class into the IRI of that name; any other name raises."""

    terms: tuple[Word, ...]
    prefix: str
    base: str

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
        super().__init__(name, bases, body)
        cls.terms = tuple(Word(cls.base + term) for term in cls.__annotations__)
        for attribute, iri in zip(cls.__annotations__, cls.terms, strict=True):
            setattr(cls, attribute, iri)


class YB(metaclass=Closed):
    """The project's own terms; their meaning stands in ``ontology/yearbook.ttl``."""

    prefix = "yb"
    base = "https://w3id.org/yearbook-kg/ontology#"

    Publication: Word
    Entry: Word
    Section: Word
    Field: Word
    Mention: Word
    Organization: Word
    Person: Word
    Tenure: Word
    Place: Word
    AdministrativeDivision: Word
    Facility: Word
    Work: Word
    Event: Word
    Change: Word
    OrganizationChange: Word
    Honour: Word
    Conferral: Word
    Observation: Word
    Share: Word
    Rank: Word
    Indicator: Word
    Unit: Word
    Claim: Word
    Authority: Word

    about: Word
    startPage: Word
    endPage: Word
    coversYear: Word
    classification: Word
    entryType: Word
    inSection: Word
    parentSection: Word
    sectionOrder: Word
    fieldName: Word
    mentions: Word
    adminCode: Word
    validFrom: Word
    validTo: Word
    level: Word
    levelDepth: Word
    locatedIn: Word
    organizationType: Word
    eventType: Word
    placeType: Word
    facilityType: Word
    organizer: Word
    coOrganizer: Word
    participant: Word
    issuedBy: Word
    implements: Word
    builtBy: Word
    nativePlace: Word
    recipient: Word
    honour: Word
    honourLevel: Word
    rank: Word
    conferredBy: Word
    inEvent: Word
    manner: Word
    changeKind: Word
    before: Word
    after: Word
    founder: Word
    indicator: Word
    value: Word
    unit: Word
    statedValue: Word
    qualifier: Word
    observationKind: Word
    period: Word
    place: Word
    subject: Word
    comparedWith: Word
    sameFigure: Word
    disagreesWith: Word
    likelySame: Word
    doubt: Word
    extractedBy: Word
    confidence: Word
    linkScore: Word
    linkReason: Word


class RDF(metaclass=Closed):
    """RDF: types, and the classic reification that claims use."""

    prefix = "rdf"
    base = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    type: Word
    Statement: Word
    subject: Word
    predicate: Word
    object: Word


class RDFS(metaclass=Closed):
    """RDF Schema."""

    prefix = "rdfs"
    base = "http://www.w3.org/2000/01/rdf-schema#"

    label: Word
    comment: Word


class SKOS(metaclass=Closed):
    """SKOS: names and concepts."""

    prefix = "skos"
    base = "http://www.w3.org/2004/02/skos/core#"

    Concept: Word
    prefLabel: Word
    altLabel: Word
    notation: Word
    broader: Word
    exactMatch: Word
    inScheme: Word


class DCTERMS(metaclass=Closed):
    """DC Terms: the bibliographic side of entries and volumes."""

    prefix = "dcterms"
    base = "http://purl.org/dc/terms/"

    identifier: Word
    title: Word
    isPartOf: Word
    contributor: Word
    publisher: Word
    spatial: Word
    abstract: Word
    source: Word


class PROV(metaclass=Closed):
    """PROV-O: which span says what."""

    prefix = "prov"
    base = "http://www.w3.org/ns/prov#"

    wasDerivedFrom: Word


class NIF(metaclass=Closed):
    """NIF 2: spans of text by offset."""

    prefix = "nif"
    base = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

    Context: Word
    Phrase: Word
    isString: Word
    beginIndex: Word
    endIndex: Word
    anchorOf: Word
    referenceContext: Word


class ITSRDF(metaclass=Closed):
    """ITS 2.0: from a mention to what it names."""

    prefix = "itsrdf"
    base = "http://www.w3.org/2005/11/its/rdf#"

    taIdentRef: Word


class ORG(metaclass=Closed):
    """The Organization Ontology."""

    prefix = "org"
    base = "http://www.w3.org/ns/org#"

    Role: Word
    member: Word
    organization: Word
    role: Word
    memberDuring: Word
    unitOf: Word
    subOrganizationOf: Word
    originalOrganization: Word
    resultingOrganization: Word
    changedBy: Word
    resultedFrom: Word


class SCHEMA(metaclass=Closed):
    """schema.org."""

    prefix = "schema"
    base = "https://schema.org/"

    keywords: Word
    birthPlace: Word
    birthDate: Word
    deathDate: Word


class TIME(metaclass=Closed):
    """OWL-Time."""

    prefix = "time"
    base = "http://www.w3.org/2006/time#"

    Instant: Word
    Interval: Word
    hasTime: Word
    hasBeginning: Word
    hasEnd: Word
    inXSDgYear: Word
    inXSDgYearMonth: Word
    inXSDDate: Word


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
