"""Documents as quads: complete, repeatable, without blank nodes, and readable by every parser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph

from yearbook_kg.map import map_document
from yearbook_kg.map.claims import WAYS
from yearbook_kg.map.gazetted import is_above
from yearbook_kg.model import (
    Claim,
    Context,
    Document,
    Entity,
    Entry,
    Evidence,
    Fact,
    Field,
    Granule,
    Interval,
    Mention,
    Observation,
    Page,
    PartialDate,
    Resolution,
    Section,
    Tenure,
)
from yearbook_kg.terms import Iri, Literal, Quad, Term, integer, string, text
from yearbook_kg.validate import validate
from yearbook_kg.vocabulary import DCTERMS, ITSRDF, NIF, ORG, PROV, RDF, SCHEMA, SKOS, TIME, YB

YBD = "https://w3id.org/yearbook-kg/id/"
YBC = "https://w3id.org/yearbook-kg/concept/"
HOSTILE = 'a"b<c>\n\u202e../%{}|^`\\\x00\ud800'


def _d(name: str) -> Iri:
    return Iri(YBD + name)


def _nquads(quads: list[Quad]) -> bytes:
    def term(part: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
        if isinstance(part, Iri):
            return pyoxigraph.NamedNode(part.value)
        if part.language:
            return pyoxigraph.Literal(part.value, language=part.language)
        return pyoxigraph.Literal(part.value, datatype=pyoxigraph.NamedNode(part.datatype))

    made = [
        pyoxigraph.Quad(term(s), term(p), term(o), term(g))  # type: ignore[arg-type]
        for s, p, o, g in quads
    ]
    return pyoxigraph.serialize(made, format=pyoxigraph.RdfFormat.N_QUADS) or b""


def _read(nquads: bytes) -> set[Quad]:
    def term(part: object) -> Term:
        if isinstance(part, pyoxigraph.Literal):
            return Literal(part.value, part.datatype.value, part.language or "")
        assert isinstance(part, pyoxigraph.NamedNode)
        return Iri(part.value)

    found = pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    return {Quad(*map(term, (q.subject, q.predicate, q.object, q.graph_name))) for q in found}  # type: ignore[arg-type]


def _objects(quads: list[Quad], subject: Iri, predicate: Iri) -> set[Term]:
    return {quad.object for quad in quads if quad.subject == subject and quad.predicate == predicate}


def _subjects(quads: list[Quad], predicate: Iri, target: Term) -> list[Iri]:
    return list(dict.fromkeys(q.subject for q in quads if q.predicate == predicate and q.object == target))


@pytest.fixture(scope="module")
def quads(whole: Document) -> list[Quad]:
    return list(map_document(whole))


def test_two_runs_give_the_same_bytes(document: Document) -> None:
    assert _nquads(list(map_document(document))) == _nquads(list(map_document(document)))


def test_another_process_gives_the_same_bytes() -> None:
    # sets and hashes of strings differ between processes: nothing may hang on their order
    code = (
        "import runpy,hashlib; from yearbook_kg.map import map_document;"
        f"d=runpy.run_path({str(Path(__file__).with_name('conftest.py'))!r})['document_of']('dev-g07');"
        "print(hashlib.sha256(repr(list(map_document(d))).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_no_quad_comes_twice(document: Document) -> None:
    assert max(Counter(map_document(document)).values()) == 1


def test_every_page_of_the_gold_conforms(document: Document) -> None:
    report = validate(map_document(document))
    assert [str(result) for result in report.results if result.severity == "violation"] == []


def test_what_is_written_reads_back_the_same(document: Document) -> None:
    quads = list(map_document(document))
    # without blank nodes, two graphs are isomorphic when they hold the same statements
    assert _read(_nquads(quads)) == set(quads)


def test_each_entry_has_its_graph_and_the_gazetteer_its_own(quads: list[Quad]) -> None:
    assert {quad.graph for quad in quads} == {_d("graph_140320020220000001"), _d("graph_gazetteer")}
    known = {quad.subject for quad in quads if quad.graph == _d("graph_gazetteer")}
    assert _d("place_360800") in known
    assert all("place_" in node.value or "authority_" in node.value for node in known)


def test_the_base_can_be_another(whole: Document) -> None:
    quads = list(map_document(whole, base="https://example.org/kg/"))
    assert not any(YBD in part.value for quad in quads for part in quad)
    assert any(quad.subject.value == "https://example.org/kg/org_吉安市总工会" for quad in quads)


def test_the_entry_says_what_the_header_says(quads: list[Quad]) -> None:
    entry = _d("entry_140320020220000001")
    assert _objects(quads, entry, RDF.type) == {YB.Entry, NIF.Context}
    assert _objects(quads, entry, YB.startPage) == {integer(141)}
    assert _objects(quads, entry, YB.endPage) == {integer(142)}
    assert _objects(quads, entry, DCTERMS.isPartOf) == {_d("work_吉安年鉴2013")}
    assert _objects(quads, entry, YB.classification) == {Iri(f"{YBC}clc_D4"), Iri(f"{YBC}clc_D412_8")}
    assert _objects(quads, Iri(f"{YBC}clc_D412_8"), SKOS.broader) == {Iri(f"{YBC}clc_D")}
    assert _objects(quads, entry, SCHEMA.keywords) == {text("工会")}
    assert _objects(quads, entry, YB.entryType) == {Iri(f"{YBC}entry_excerpt")}
    assert _objects(quads, entry, YB.about) == {_d("org_吉安市总工会")}


def test_each_field_is_evidence_once(quads: list[Quad], whole: Document) -> None:
    spans = _objects(quads, _d("entry_140320020220000001"), PROV.wasDerivedFrom)
    assert len(spans) == len(whole.entry.fields)
    (pages,) = _subjects(quads, YB.fieldName, text("页码"))
    assert _objects(quads, pages, NIF.anchorOf) == {string("141-142")}


def test_sections_stand_in_each_other(quads: list[Quad]) -> None:
    first, second = _d("section_140320020220000001_1"), _d("section_140320020220000001_2")
    assert _objects(quads, first, DCTERMS.title) == {text("概况")}
    assert _objects(quads, second, YB.parentSection) == {first}
    assert _objects(quads, second, YB.sectionOrder) == {integer(2)}


def test_a_mention_names_its_entity_with_a_reason(quads: list[Quad]) -> None:
    (mention,) = _subjects(quads, RDF.type, YB.Mention)
    assert _objects(quads, mention, ITSRDF.taIdentRef) == {_d("org_吉安市总工会")}
    assert _objects(quads, mention, NIF.anchorOf) == {string("市总工会")}
    assert _objects(quads, mention, YB.linkReason) == {text("市 在本页指吉安市")}
    assert _objects(quads, mention, YB.inSection) == {_d("section_140320020220000001_1")}
    assert _objects(quads, _d("org_吉安市总工会"), SKOS.altLabel) == {text("市总工会")}


def test_what_no_mention_names_has_words_that_stand_for_it(quads: list[Quad]) -> None:
    assert len(_objects(quads, _d("honour_优秀组织奖_吉安市"), PROV.wasDerivedFrom)) == 1


def test_the_spans_are_what_they_quote(document: Document) -> None:
    source = document.entry.text
    quads = list(map_document(document))
    begin = {q.subject: int(q.object.value) for q in quads if q.predicate == NIF.beginIndex}
    end = {q.subject: int(q.object.value) for q in quads if q.predicate == NIF.endIndex}
    words = {q.subject: q.object.value for q in quads if q.predicate == NIF.anchorOf}
    assert begin.keys() == end.keys() == words.keys()
    assert all(source[begin[span] : end[span]] == words[span] for span in words)


def test_a_conferral_says_all_that_is_known(quads: list[Quad]) -> None:
    (node,) = _subjects(quads, RDF.type, YB.Conferral)
    assert _objects(quads, node, YB.recipient) == {_d("org_吉安市总工会")}
    assert _objects(quads, node, YB.honourLevel) == {Iri(f"{YBC}honour_prefectural")}
    assert _objects(quads, node, YB.rank) == {integer(1)}
    assert _objects(quads, node, TIME.hasTime) == {_d("time_2012")}
    assert _objects(quads, node, YB.inEvent) == {_d("event_吉安市第一届工人运动会")}


def test_tenures_have_posts_or_none(quads: list[Quad]) -> None:
    tenures = _subjects(quads, RDF.type, YB.Tenure)
    assert len(tenures) == 2
    assert {target for node in tenures for target in _objects(quads, node, ORG.role)} == {_d("role_主席")}
    times = {target for node in tenures for target in _objects(quads, node, ORG.memberDuring)}
    assert times == {_d("time_1998-03-05_open"), _d("time_1990_2012")}
    assert _objects(quads, _d("time_1990_2012"), TIME.hasEnd) == {_d("time_2012")}


@pytest.mark.parametrize(
    ("manner", "time"),
    [(None, "time_1998-03_open"), ("任命", "time_1998-03_open"), ("免职", "time_open_1998-03")],
)
def test_a_point_begins_a_tenure_or_ends_it(whole: Document, manner: str | None, time: str) -> None:
    (first, *_) = [fact for fact in whole.facts if isinstance(fact, Tenure)]
    month = PartialDate(1998, 3)
    tenure = replace(first, time=Interval(month, month), manner=manner)
    quads = list(map_document(replace(whole, facts=(tenure,))))
    (node,) = _subjects(quads, RDF.type, YB.Tenure)
    assert _objects(quads, node, ORG.memberDuring) == {_d(time)}
    assert len(_objects(quads, _d(time), TIME.hasBeginning) | _objects(quads, _d(time), TIME.hasEnd)) == 1


def test_a_country_lies_in_no_county() -> None:
    japan, county = Entity("日本国", "Place", "country"), Entity("永新县", "Place", "county", "360830")
    assert not is_above(county, japan)
    assert is_above(Entity("日本", "Place"), Entity("东京", "Place"))


def test_changes_of_organisations_and_of_places(quads: list[Quad]) -> None:
    (renaming,) = _subjects(quads, YB.changeKind, Iri(f"{YBC}change_renaming"))
    assert _objects(quads, renaming, RDF.type) == {YB.OrganizationChange}
    assert _objects(quads, renaming, ORG.resultingOrganization) == {_d("org_吉安市总工会")}
    (merger,) = _subjects(quads, YB.changeKind, Iri(f"{YBC}change_merger"))
    assert _objects(quads, merger, RDF.type) == {YB.Change}
    assert _objects(quads, merger, YB.after) == {_d("place_360800")}


def test_a_founder_and_a_year_make_one_founding(quads: list[Quad]) -> None:
    foundings = _subjects(quads, YB.changeKind, Iri(f"{YBC}change_founding"))
    assert len(foundings) == 2
    (union,) = [node for node in foundings if _d("org_吉安市总工会") in _objects(quads, node, YB.after)]
    assert _objects(quads, union, TIME.hasTime) == {_d("time_1949")}
    assert _objects(quads, union, YB.founder) == {_d("person_张三_吉安年鉴2013")}


def test_statements_that_disagree_are_both_kept(whole: Document) -> None:
    union = Entity("吉安市总工会", "Organization", "union")
    here = Evidence(0, 3, "hand")
    years = tuple(Claim(union, "foundedYear", PartialDate(year), here) for year in (1949, 1950))
    founder = Claim(Entity("张三", "Person"), "founded", union, here)
    quads = list(map_document(replace(whole, facts=(*years, founder))))
    foundings = _subjects(quads, YB.changeKind, Iri(f"{YBC}change_founding"))
    times = [_objects(quads, node, TIME.hasTime) for node in foundings]
    assert times == [{_d("time_1949")}, {_d("time_1950")}, set()]


def test_an_instant_is_as_precise_as_the_text(quads: list[Quad]) -> None:
    day = _d("time_1998-03-05")
    assert _objects(quads, day, TIME.inXSDgYear) == {Literal("1998", XSD_YEAR)}
    assert {o.value for o in _objects(quads, day, TIME.inXSDDate)} == {"1998-03-05"}
    assert _objects(quads, _d("time_2012"), TIME.inXSDgYearMonth) == set()


XSD_YEAR = "http://www.w3.org/2001/XMLSchema#gYear"


def test_an_observation_says_all_that_is_known(quads: list[Quad]) -> None:
    (node,) = _subjects(quads, YB.statedValue, string("82.26万元"))
    assert {o.value for o in _objects(quads, node, YB.value)} == {"822600"}
    assert _objects(quads, node, YB.unit) == {Iri(f"{YBC}unit_CNY")}
    assert _objects(quads, node, YB.qualifier) == {Iri(f"{YBC}qualifier_over")}
    assert _objects(quads, node, YB.indicator) == {_d("indicator_投入")}
    assert _objects(quads, node, YB.period) == {_d("time_2012")}
    (growth,) = _subjects(quads, YB.statedValue, string("增长20%"))
    assert _objects(quads, growth, YB.comparedWith) == {node}


def test_what_cannot_be_right_is_kept_with_a_doubt(quads: list[Quad]) -> None:
    (much,) = _subjects(quads, YB.statedValue, string("120%"))
    assert _objects(quads, much, YB.doubt) == {text("占比不在0至100之间")}
    assert YB.Share not in _objects(quads, much, RDF.type)
    (little,) = _subjects(quads, YB.statedValue, string("8%"))
    assert YB.Share in _objects(quads, little, RDF.type)


def test_a_rank_below_one_is_doubted(whole: Document) -> None:
    (rank,) = (fact for fact in whole.facts if isinstance(fact, Observation) and fact.kind == "rank")
    quads = list(map_document(replace(whole, facts=(replace(rank, value=Decimal(0)),))))
    (node,) = _subjects(quads, RDF.type, YB.Observation)
    assert _objects(quads, node, YB.doubt) == {text("名次小于一")}
    assert YB.Rank not in _objects(quads, node, RDF.type)


def test_a_code_outranks_the_name_a_page_gives(whole: Document) -> None:
    named = Entity("万安", "Place", "county", "360828")
    gone = Entity("襄樊市", "Place", "prefecture", "420600")
    unknown = Entity("某县", "Place", "county", "999999")
    here = Evidence(0, 3, "hand")
    facts = tuple(Claim(Granule("1"), "spatialCoverage", place, here) for place in (named, gone, unknown))
    quads = list(map_document(replace(whole, facts=facts)))
    assert _objects(quads, _d("place_360828"), SKOS.prefLabel) == {text("万安县")}
    assert _objects(quads, _d("place_360828"), SKOS.altLabel) == {text("万安")}
    assert {o.value for o in _objects(quads, _d("place_420600_襄樊市"), YB.validTo)} == {"2010"}
    assert _objects(quads, _d("place_999999"), RDF.type) == {YB.Place}
    assert validate(quads).conforms


def test_units_are_linked_to_qudt(quads: list[Quad]) -> None:
    assert _objects(quads, Iri(f"{YBC}unit_CNY"), SKOS.exactMatch) == {
        Iri("http://qudt.org/vocab/unit/CCY_CNY")
    }
    assert _objects(quads, Iri(f"{YBC}unit_CNY"), SKOS.prefLabel) == {text("元")}


@pytest.mark.parametrize("predicate", sorted(WAYS))
def test_every_predicate_gives_a_triple_and_a_claim(predicate: str, whole: Document) -> None:
    target: Entity | PartialDate = Entity("乙", "Organization")
    if predicate.endswith("Year"):
        target = PartialDate(2012)
    fact = Claim(Entity("甲", "Organization"), predicate, target, Evidence(0, 3, "hand", 0.7))
    quads = list(map_document(replace(whole, facts=(fact,))))
    (claim,) = _subjects(quads, RDF.type, YB.Claim)
    said = tuple(_objects(quads, claim, part).pop() for part in (RDF.subject, RDF.predicate, RDF.object))
    assert said in {quad[:3] for quad in quads}
    assert {o.value for o in _objects(quads, claim, YB.confidence)} == {"0.7"}


def test_a_claim_that_cannot_be_right_is_kept_but_not_asserted(whole: Document) -> None:
    shaanxi, hubei = (
        Entity(name, "Place", None, code) for name, code in (("陕西省", "610000"), ("湖北省", "420000"))
    )
    quads = list(
        map_document(replace(whole, facts=(Claim(shaanxi, "locatedIn", hubei, Evidence(0, 3, "hand")),)))
    )
    (claim,) = _subjects(quads, RDF.type, YB.Claim)
    assert _objects(quads, claim, YB.doubt) == {text("按级别或国别，所在地不能包含此地")}
    assert _objects(quads, _d("place_610000"), YB.locatedIn) == set()
    assert validate(quads, deep=True).conforms


def test_a_predicate_without_a_term_is_a_fault_of_the_program(whole: Document) -> None:
    fact = Claim(Granule("1"), "likes", Entity("乙", "Person"), Evidence(0, 3, "hand"))
    with pytest.raises(KeyError):
        list(map_document(replace(whole, facts=(fact,))))


def test_the_gazetteer_tells_code_level_and_parents(quads: list[Quad]) -> None:
    city = _d("place_360800")
    assert _objects(quads, city, YB.adminCode) == {string("360800")}
    assert _objects(quads, city, YB.level) == {Iri(f"{YBC}level_prefecture")}
    assert _objects(quads, city, YB.locatedIn) == {_d("place_360000")}
    (source,) = _objects(quads, city, DCTERMS.source)
    assert isinstance(source, Iri)
    assert _objects(quads, source, SKOS.prefLabel) == {text("GB/T 2260")}


def _hostile(name: str) -> Document:
    """A page whose every name, heading and word is hostile."""
    page = Page(f"{name}1", "-", name)
    size = len(page.text)
    fields = (Field(name, name, 0, size - 1), Field("分类号", name, 0, 1), Field("摘要", "", 0, 0))
    sections = (Section(0, size, name, 0, 1), Section(size, size))
    entry = Entry(page, name, name, "body", fields, sections, 0, size)
    here = Evidence(0, size, name)
    things = [
        Entity(name, kind) for kind in ("Organization", "Person", "Work", "Event", "Honour", "Facility")
    ]
    place = Entity(name, "Place", name, name)
    mentions = tuple(Mention(0, size, page.text, thing.type, name, 1.0, thing) for thing in things[:1])
    facts: tuple[Fact, ...] = (
        *(Claim(Granule(name), "about", thing, here) for thing in [*things, place]),
        Tenure(things[1], things[0], name, here, Interval(None, None), name),
        Observation(here, page.text, Decimal("1.50"), name, None, "level", name, things[0], place, -5),
        Observation(here, page.text, Decimal("1.50"), "", None, "level", "", None, None, None),
    )
    return Document(entry, Resolution(mentions, (), (), (), Context(place, None, None, None)), facts)


@pytest.mark.parametrize("name", [HOSTILE, "🙂", "'''", "\r\n\t x", "]]>", "吉安\u200b市"])
def test_hostile_names_give_valid_rdf(name: str) -> None:
    quads = list(map_document(_hostile(name)))
    written = _nquads(quads)
    assert _read(written) == set(quads)
    triples = [quad.triple for quad in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_QUADS)]
    for form, name_ in ((pyoxigraph.RdfFormat.RDF_XML, "xml"), (pyoxigraph.RdfFormat.TURTLE, "turtle")):
        data = pyoxigraph.serialize(triples, format=form)
        assert data is not None
        assert len(Graph().parse(data=data, format=name_)) == len({quad[:3] for quad in quads})


def test_the_map_needs_no_rdf_library() -> None:
    code = "import sys, json, yearbook_kg.map; print(json.dumps(sorted(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"rdflib", "pyoxigraph", "pyshacl", "networkx"} & set(json.loads(found.stdout))


def test_a_page_without_context_still_maps(documents: Callable[[str], Document]) -> None:
    document = documents("dev-g12")
    bare = replace(document, resolution=replace(document.resolution, context=Context(None, None, None, None)))
    assert validate(map_document(bare)).conforms
