"""The statements of an entry as nodes and edges, and as properties of several entries added up."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PAGE
from yearbook_kg import build
from yearbook_kg.errors import LoadError
from yearbook_kg.load.property.mapping import portray, relation
from yearbook_kg.load.property.merging import Merged, Told, merge, statements, told, unpacked
from yearbook_kg.load.property.model import Edge, Node, Portrait
from yearbook_kg.load.property.options import evidence_of, seconds
from yearbook_kg.load.property.values import dates, number_or_words, said_literal
from yearbook_kg.terms import XSD, Iri, Literal, Quad, text, year
from yearbook_kg.vocabulary import DATA_BASE, DCTERMS, NIF, ORG, PROV, RDF, SKOS, TIME, YB

HOME = Iri(DATA_BASE + "graph_140320020220004324")


@pytest.fixture(scope="module")
def page() -> tuple[Quad, ...]:
    return tuple(quad for quad in build(PAGE).quads if quad.graph == HOME)


@pytest.fixture(scope="module")
def portrait(page: tuple[Quad, ...]) -> Portrait:
    return portray(page, HOME.value)


def edges(portrait: Portrait, type: str) -> list[Edge]:
    return [edge for edge in portrait.edges if edge.type == type]


def test_every_thing_with_a_class_of_the_ontology_is_one_node(
    page: tuple[Quad, ...], portrait: Portrait
) -> None:
    apart = {YB.Claim, YB.Mention}
    things = {
        quad.subject
        for quad in page
        if quad.predicate == RDF.type and quad.object.value.startswith(YB.base) and quad.object not in apart
    }
    roles = {quad.subject for quad in page if quad.object in (ORG.Role, SKOS.Concept)}
    assert {node.iri for node in portrait.nodes} == {thing.value for thing in things | roles}
    assert len({node.iri for node in portrait.nodes}) == len(portrait.nodes)


def test_an_edge_links_nodes_of_its_own_portrait(portrait: Portrait) -> None:
    labels = {node.iri: node.labels[0] for node in portrait.nodes}
    for edge in portrait.edges:
        assert edge.kinds == (labels[edge.source], labels[edge.target])
    assert len({edge.key for edge in portrait.edges}) == len(portrait.edges)


def test_a_claim_is_an_edge_with_its_words_rule_and_confidence(portrait: Portrait) -> None:
    built = {edge.target.removeprefix(DATA_BASE): edge.properties for edge in edges(portrait, "BUILT_BY")}
    found = built["place_360828"]
    assert "职工之家" in str(found["words"])
    assert (found["predicate"], found["section"]) == ("yb:builtBy", "建设园区“职工之家”")
    assert found["entry"] == DATA_BASE + "entry_140320020220004324"
    assert isinstance(found["begin"], int)
    assert isinstance(found["confidence"], float)
    assert found["rule"] == "built"


def test_every_mention_is_an_edge_with_the_words_of_the_page(
    page: tuple[Quad, ...], portrait: Portrait
) -> None:
    prose = next(quad.object.value for quad in page if quad.predicate == NIF.isString)
    named = edges(portrait, "MENTIONS")
    assert len(named) == sum(quad.object == YB.Mention for quad in page)
    for edge in named:
        begin, end = edge.properties["begin"], edge.properties["end"]
        assert isinstance(begin, int)
        assert isinstance(end, int)
        assert prose[begin:end] == edge.properties["words"]


def test_every_fact_leads_to_its_entry_and_has_its_words(portrait: Portrait) -> None:
    sources = {edge.source for edge in edges(portrait, "WAS_DERIVED_FROM") if edge.kinds[1] == "Entry"}
    facts = [node for node in portrait.nodes if node.labels[0] in ("Observation", "Conferral", "Tenure")]
    assert facts
    for node in facts:
        assert node.iri in sources
        assert dict(node.said)["words"]


def test_times_are_years_words_and_dates(portrait: Portrait) -> None:
    found = dict(next(node for node in portrait.nodes if node.labels == ("Conferral",)).said)
    assert (found["year"], found["start"], found["end"]) == (2012, "2012", "2012")
    assert (found["start_date"], found["end_date"]) == (date(2012, 1, 1), date(2012, 12, 31))


def test_the_order_of_the_statements_does_not_matter(page: tuple[Quad, ...], portrait: Portrait) -> None:
    assert portray(sorted(page, key=str, reverse=True), HOME.value) == portrait


def test_spans_and_claims_are_nodes_on_request_beside_all_the_rest(
    page: tuple[Quad, ...], portrait: Portrait
) -> None:
    full = portray(page, HOME.value, evidence="nodes")
    extra = Counter(node.labels[0] for node in full.nodes) - Counter(n.labels[0] for n in portrait.nodes)
    assert set(extra) == {"Claim", "Mention", "Phrase"}
    assert extra["Claim"] == sum(quad.object == YB.Claim for quad in page)
    assert {edge.key for edge in portrait.edges} <= {edge.key for edge in full.edges}


def test_a_claim_that_is_not_asserted_is_no_edge_of_its_property() -> None:
    place, other, claim, span, entry = (Iri(DATA_BASE + x) for x in ("a", "b", "claim", "span", "entry"))
    quads = [
        Quad(place, RDF.type, YB.Place, HOME),
        Quad(other, RDF.type, YB.Place, HOME),
        Quad(entry, RDF.type, YB.Entry, HOME),
        Quad(claim, RDF.type, YB.Claim, HOME),
        Quad(claim, RDF.subject, place, HOME),
        Quad(claim, RDF.predicate, YB.locatedIn, HOME),
        Quad(claim, RDF.object, other, HOME),
        Quad(claim, YB.doubt, text("级别不符"), HOME),
        Quad(claim, PROV.wasDerivedFrom, span, HOME),
        Quad(span, NIF.anchorOf, Literal("鄂"), HOME),
        Quad(span, NIF.referenceContext, entry, HOME),
    ]
    (edge,) = portray(quads, HOME.value).edges
    assert (edge.type, edge.properties["predicate"]) == ("CLAIMED", "yb:locatedIn")
    assert (edge.properties["words"], edge.properties["doubt"]) == ("鄂", "级别不符")


def test_a_claim_of_a_value_is_an_edge_to_the_entry() -> None:
    person, claim, span, entry = (Iri(DATA_BASE + x) for x in ("person", "claim", "span", "entry"))
    born = Iri("https://schema.org/birthDate")
    quads = [
        Quad(person, RDF.type, YB.Person, HOME),
        Quad(person, born, year(1926), HOME),
        Quad(entry, RDF.type, YB.Entry, HOME),
        Quad(claim, RDF.type, YB.Claim, HOME),
        Quad(claim, RDF.subject, person, HOME),
        Quad(claim, RDF.predicate, born, HOME),
        Quad(claim, RDF.object, year(1926), HOME),
        Quad(claim, PROV.wasDerivedFrom, span, HOME),
        Quad(span, NIF.anchorOf, Literal("1926年生"), HOME),
        Quad(span, NIF.referenceContext, entry, HOME),
    ]
    found = portray(quads, HOME.value)
    (edge,) = found.edges
    assert edge.type == "WAS_DERIVED_FROM"
    assert [edge.properties[x] for x in ("property", "value", "words", "predicate", "asserted")] == [
        "birthDate",
        "1926",
        "1926年生",
        "schema:birthDate",
        True,
    ]
    assert ("birthDate_from", date(1926, 1, 1)) in next(
        n for n in found.nodes if n.labels == ("Person",)
    ).said


def test_a_type_that_would_have_the_name_of_a_class_is_told_apart() -> None:
    assert relation(YB.unit) == "HAS_UNIT"
    assert relation(ORG.subOrganizationOf) == "SUB_ORGANIZATION_OF"
    assert relation(DCTERMS.isPartOf) == "IS_PART_OF"
    assert relation(TIME.hasTime) == "HAS_TIME"


def test_numbers_that_a_double_cannot_hold_keep_their_digits() -> None:
    long = Literal("12345678901234567890.5", XSD + "decimal")
    assert ("value_exact", "12345678901234567890.5") in said_literal("value", long)
    assert number_or_words(Literal("99999999999999999999", XSD + "integer")) == "99999999999999999999"
    assert number_or_words(Literal("true", XSD + "boolean")) is True


def test_a_date_before_our_era_has_no_days() -> None:
    assert dates("-0221") == (None, None)
    assert dates("1998-03-05") == (date(1998, 3, 5), date(1998, 3, 5))


# ── several entries ─────────────────────────────────────────────────────────────────────────────────────────

_VALUES = st.one_of(
    st.text(max_size=8), st.integers(-9, 9), st.booleans(), st.dates(), st.sampled_from([0.5, 82.0, 1e300])
)
_KINDS = {str: "s", int: "i", bool: "b", date: "d", float: "f"}
_NODES = st.builds(
    Node,
    st.sampled_from(["a", "b", "c"]),
    st.lists(st.sampled_from(["Place", "Work", "Publication"]), min_size=1, unique=True).map(tuple),
    st.lists(_VALUES.map(lambda value: (f"p{_KINDS[type(value)]}", value)), max_size=4).map(tuple),
)
_PORTRAITS = st.lists(_NODES, max_size=4, unique_by=lambda node: node.iri).map(
    lambda nodes: Portrait("g", tuple(nodes), ())
)


def said(nodes: list[Merged]) -> dict[str, str]:
    return {node.iri: node.tally for node in nodes}


@given(_PORTRAITS, _PORTRAITS)
def test_what_is_added_and_taken_away_again_leaves_nothing(one: Portrait, other: Portrait) -> None:
    first, _ = merge([], [told(one)], {})
    standing = said(first)
    both, gone = merge([], [told(other)], standing)
    assert gone == []
    left, gone = merge([told(other)], [], standing | said(both))
    now = standing | said(both) | said(left)
    assert {iri: tally for iri, tally in now.items() if iri not in gone} == standing
    assert merge([told(one)], [], standing)[1] == sorted(standing)


@given(_PORTRAITS)
def test_what_an_entry_said_is_kept_exactly(portrait: Portrait) -> None:
    entry = told(portrait)
    assert unpacked(entry.packed()) == Told(entry.said, (), 0)
    merged, _ = merge([], [entry], {})
    for node, same in zip(sorted(portrait.nodes, key=lambda node: node.iri), merged, strict=True):
        assert set(same.labels) == set(node.labels)
        singles = {name: value for name, value in node.said if [n for n, _ in node.said].count(name) == 1}
        assert {name: same.properties[name] for name in singles} == singles


def test_the_most_telling_label_stays_first() -> None:
    (merged,) = merge([], [told(Portrait("g", (Node("a", ("Publication", "Work"), ()),), ()))], {})[0]
    assert merged.labels == ("Publication", "Work")
    assert statements(Node("a", ("Publication",), ())) == ["label s 0 Publication"]


def test_a_label_that_is_lost_and_one_that_is_won_are_told() -> None:
    before, after = (told(Portrait("g", (Node("a", (label,), ()),), ())) for label in ("Place", "Facility"))
    standing = said(merge([], [before], {})[0])
    (merged,) = merge([before], [after], standing)[0]
    assert (merged.gained, merged.dropped, merged.fresh) == (("Facility",), ("Place",), False)


# ── options ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_address_says_how_evidence_is_held() -> None:
    assert evidence_of("graph.lbug") == ("graph.lbug", "properties")
    with pytest.raises(LoadError, match="no way to hold evidence"):
        evidence_of("graph.lbug?evidence=some")


@pytest.mark.parametrize("given", ["soon", "0", "-3", "inf", "nan"])
def test_a_time_out_that_is_no_number_is_told(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEARBOOK_KG_TIMEOUT", given)
    with pytest.raises(LoadError, match="no number of seconds"):
        seconds("bolt://host")
