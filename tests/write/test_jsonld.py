"""JSON-LD that reads as plain JSON, and loses nothing where its context has no word."""

import json

import pyoxigraph as ox
import pytest

from yearbook_kg.terms import XSD, Iri, Literal, Quad, Term, integer, string, text
from yearbook_kg.vocabulary import DATA_BASE, RDF, SKOS, YB
from yearbook_kg.write import serialise
from yearbook_kg.write.jsonld import load_context

HOME, THING = Iri(DATA_BASE + "g"), Iri(DATA_BASE + "org_市总工会")


def test_the_context_says_only_what_the_writer_understands() -> None:
    for name, meaning in load_context().items():
        assert ":" not in name
        if isinstance(meaning, dict):
            assert set(meaning) <= {"@id", "@type", "@language", "@prefix"}


def test_a_thing_reads_as_plain_json(small: tuple[Quad, ...]) -> None:
    graphs = json.loads("".join(serialise(small, "jsonld")))["@graph"]
    assert [graph["@id"] for graph in graphs] == ["ybd:graph_1", "ybd:graph_2"]
    union = next(node for node in graphs[0]["@graph"] if node["@id"] == "ybd:org_甲县总工会")
    assert union == {
        "@id": "ybd:org_甲县总工会",
        "@type": "Organization",
        "name": "甲县总工会",
        "otherName": ["县总", "县总工会"],
        "organizationType": "ybc:org_union",
    }


@pytest.mark.parametrize(
    ("predicate", "target"),
    [
        (SKOS.prefLabel, text("union", "en")),
        (SKOS.prefLabel, string("无语种")),
        (SKOS.prefLabel, Iri(DATA_BASE + "x")),
        (YB.startPage, string("九")),
        (YB.startPage, integer(9)),
        (YB.about, string("一个词")),
        (YB.statedValue, Literal("1", XSD + "integer")),
        (YB.statedValue, text("八万", "zh")),
        (Iri("https://e.example/1"), string("x")),
        (Iri("https://e.example/p(q)"), Iri("https://e.example/a(b)")),
        (RDF.type, Iri("https://e.example/Class")),
        (RDF.type, string("no class")),
    ],
)
def test_what_the_context_has_no_word_for_is_written_out(predicate: Iri, target: Term) -> None:
    quad = Quad(THING, predicate, target, HOME)
    written = "".join(serialise([quad], "jsonld"))
    (read,) = ox.parse(written.encode(), format=ox.RdfFormat.JSON_LD)
    assert (read.subject.value, read.predicate.value) == (THING.value, predicate.value)
    if isinstance(read.object, ox.Literal):
        assert isinstance(target, Literal)
        found = (read.object.value, read.object.datatype.value, read.object.language or "")
        assert found == tuple(target)
    else:
        assert read.object.value == target.value


def test_the_namespace_of_the_data_is_bound_in_the_context() -> None:
    base = "https://d.example/"
    quad = Quad(Iri(base + "a"), YB.about, Iri(base + "b"), Iri(base + "g"))
    written = json.loads("".join(serialise([quad], "jsonld", base=base)))
    assert written["@context"]["ybd"] == base
    assert written["@graph"][0]["@graph"] == [{"@id": "ybd:a", "about": "ybd:b"}]
