"""The ontology: closed over its own terms, bilingual, consistent, and one with the tables of the program."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from yearbook_kg import vocabulary
from yearbook_kg.map import map_document
from yearbook_kg.map.concepts import concept
from yearbook_kg.model import Document
from yearbook_kg.terms import Iri, Quad
from yearbook_kg.validate.index import Index
from yearbook_kg.vocabulary import CONCEPT_BASE, NAMESPACES, ONTOLOGY_FILES, YB, ontology_path

OWN = YB.base
# What OWL 2 reserves: no ontology may declare it, and a reasoner knows it anyhow.
RESERVED = ("rdf", "rdfs")
STATEMENT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def _graph(name: str) -> Graph:
    return Graph().parse(data=ontology_path(name).read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return _graph("yearbook.ttl")


@pytest.fixture(scope="module")
def concepts() -> Graph:
    return _graph("concepts.ttl")


def _own(ontology: Graph) -> set[Node]:
    return {s for s in ontology.subjects(RDF.type) if str(s).startswith(OWN)}


def _languages(graph: Graph, subject: Node, term: URIRef) -> list[str]:
    return sorted(str(o.language) for o in graph.objects(subject, term) if isinstance(o, Literal))


def test_the_namespace_and_the_ontology_have_the_same_terms(ontology: Graph) -> None:
    assert {str(term) for term in _own(ontology)} == {term.value for term in YB.terms}


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError):
        _ = YB.Entri  # type: ignore[attr-defined]


def test_every_own_term_is_named_and_explained_in_both_languages(ontology: Graph) -> None:
    for term in _own(ontology):
        assert _languages(ontology, term, RDFS.label) == ["en", "zh"], term
        assert _languages(ontology, term, RDFS.comment) == ["en", "zh"], term


def test_no_term_is_two_kinds_of_thing(ontology: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in set(ontology.subjects(RDF.type)):
        assert sum((term, RDF.type, kind) in ontology for kind in kinds) <= 1, term


def test_every_term_used_is_declared(ontology: Graph) -> None:
    declared = set(ontology.subjects(RDF.type))
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
    used = {o for link in links for o in ontology.objects(None, link) if isinstance(o, URIRef)}
    assert {term for term in used - declared if "XMLSchema" not in str(term)} == set()
    for namespace in NAMESPACES:
        if namespace.prefix not in RESERVED:
            assert {URIRef(term.value) for term in namespace.terms} <= declared, namespace.prefix


def test_every_own_class_stands_below_a_standard_one(ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.Class):
        if str(term).startswith(OWN):
            above = ontology.transitive_objects(term, RDFS.subClassOf)
            assert any(not str(one).startswith(OWN) for one in above), term


def test_the_graph_uses_every_own_term_and_no_other(whole: Document) -> None:
    used = {part.value for quad in map_document(whole) for part in quad[:3] if isinstance(part, Iri)}
    own = {iri for iri in used if iri.startswith(OWN)}
    # places that are no more, and what only the entries of a corpus say together (tests/corpora)
    apart = {"validTo", "sameFigure", "disagreesWith", "likelySame"}
    assert {term.value for term in YB.terms} - own == {OWN + name for name in apart}
    assert own <= {term.value for term in YB.terms}


def test_concepts_are_those_of_the_tables(concept_file: str) -> None:
    assert ontology_path("concepts.ttl").read_text("utf-8") == concept_file, (
        "run: python tests/graph/concept_schemes.py > ontology/concepts.ttl"
    )


def test_every_concept_is_in_a_scheme_and_named(concepts: Graph) -> None:
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))
    for subject in set(concepts.subjects(RDF.type)) - schemes:
        assert concepts.value(subject, SKOS.inScheme) in schemes
        languages = _languages(concepts, subject, SKOS.prefLabel)
        assert languages == (
            ["zh"] if (subject, RDF.type, URIRef(YB.Unit.value)) in concepts else ["en", "zh"]
        )


def test_every_concept_that_map_can_name_is_in_the_file(concepts: Graph) -> None:
    found = {str(s) for s in concepts.subjects(RDF.type)}
    words = [
        ("manner", "当选"),
        ("change", "renamedTo"),
        ("honour", "省"),
        ("kind", "growth"),
        ("qualifier", "upTo"),
        ("level", "县"),
        ("entry", "析出资源"),
        ("org", "union"),
        ("event", "games"),
        ("place", "county"),
        ("facility", "road"),
    ]
    for scheme, word in words:
        iri = concept(scheme, word)
        assert iri is not None
        assert iri.strip("<>") in found
    assert all(iri.startswith(CONCEPT_BASE) for iri in found)


def test_shapes_speak_of_declared_terms_only(ontology: Graph) -> None:
    declared = {str(term) for term in ontology.subjects(RDF.type)}
    for name in ("shapes.ttl", "shapes-deep.ttl"):
        used = {str(o) for o in _graph(name).objects() if isinstance(o, URIRef) and str(o).startswith(OWN)}
        assert used <= declared


def test_the_context_has_a_short_name_for_every_own_term() -> None:
    context = json.loads(ontology_path("context.jsonld").read_text("utf-8"))["@context"]
    meant = {
        entry if isinstance(entry, str) else entry.get("@id")
        for entry in context.values()
        if not isinstance(entry, float)
    }
    assert {f"yb:{term.value.removeprefix(OWN)}" for term in YB.terms} <= meant
    for namespace in NAMESPACES:
        assert context[namespace.prefix] == namespace.base


@pytest.mark.parametrize("name", ONTOLOGY_FILES)
def test_files_of_the_ontology_are_found(name: str) -> None:
    assert ontology_path(name).is_file()


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"yearbook\.ttl"):
        ontology_path("../pyproject.toml")


def test_the_installed_package_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ontology").mkdir()
    packed = tmp_path / "ontology" / "yearbook.ttl"
    packed.touch()
    monkeypatch.setattr(vocabulary, "files", lambda _: tmp_path)
    ontology_path.cache_clear()
    try:
        assert ontology_path("yearbook.ttl") == packed
        monkeypatch.setattr(vocabulary, "__file__", str(packed))
        with pytest.raises(FileNotFoundError):
            ontology_path("concepts.ttl")
    finally:
        ontology_path.cache_clear()


def _consistent(graph: Graph, folder: Path) -> bool:
    owlready2 = pytest.importorskip("owlready2")
    if shutil.which("java") is None:
        pytest.skip("the reasoner needs a Java runtime")
    file = folder / "graph.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return not list(world.inconsistent_classes())


def _with_data(ontology: Graph, quads: Iterable[Quad]) -> Graph:
    """Ontology and data, less what no OWL 2 reasoner takes: reification, and datatypes outside of its map."""
    data = Index.of_quads(quads).graph
    whole = ontology + Graph()
    for s, p, o in data:
        partial = isinstance(o, Literal) and str(o.datatype).endswith(("gYear", "gYearMonth", "#date"))
        reified = str(p).startswith(STATEMENT) and p != RDF.type
        if not partial and not reified and o != URIRef(f"{STATEMENT}Statement"):
            whole.add((s, p, o))
    return whole


def test_the_ontology_is_consistent(ontology: Graph, tmp_path: Path) -> None:
    assert _consistent(ontology, tmp_path)


def test_the_ontology_is_consistent_with_the_example(
    ontology: Graph, concepts: Graph, example: Document, whole: Document, tmp_path: Path
) -> None:
    quads = [*map_document(example), *map_document(whole)]
    assert _consistent(_with_data(ontology, quads) + concepts, tmp_path)


def test_the_reasoner_sees_a_contradiction(ontology: Graph, tmp_path: Path) -> None:
    broken = ontology + Graph()
    for kind in (YB.Person, YB.Place):
        broken.add((URIRef("https://example.org/x"), RDF.type, URIRef(kind.value)))
    assert not _consistent(broken, tmp_path)
