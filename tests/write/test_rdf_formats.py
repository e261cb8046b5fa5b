"""Every RDF format says the same, to every reader, in the same bytes on every run."""

import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook_kg.errors import OutputError
from yearbook_kg.terms import LANG_STRING, XSD, Iri, Literal, Quad, string, text
from yearbook_kg.vocabulary import DATA_BASE, SKOS, YB
from yearbook_kg.write import serialise

NAMED = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
PLAIN = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML}
RDFLIB = {"ttl": "turtle", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}

Statement = tuple[str, ...]


def _said(quads: Iterable[Quad], *, graphs: bool = False) -> set[Statement]:
    return {(s.value, p.value, *o, *((g.value,) if graphs else ())) for s, p, o, g in quads}


def _read(content: str, format: ox.RdfFormat, *, graphs: bool = False) -> set[Statement]:
    found = set()
    for quad in ox.parse(content.encode(), format=format):
        target = quad.object
        said = (
            (target.value, target.datatype.value, target.language or "")
            if isinstance(target, ox.Literal)
            else (str(target.value),)
        )
        ends = (str(quad.subject.value), quad.predicate.value)
        found.add((*ends, *said, *((str(quad.graph_name.value),) if graphs else ())))
    return found


def _written(quads: Iterable[Quad], format: str) -> str:
    return "".join(serialise(quads, format))


@pytest.mark.parametrize("format", [*NAMED, *PLAIN])
def test_every_format_has_the_same_triples(quads: tuple[Quad, ...], format: str) -> None:
    assert _read(_written(quads, format), (NAMED | PLAIN)[format]) == _said(quads)


@pytest.mark.parametrize("format", NAMED)
def test_named_graphs_survive(quads: tuple[Quad, ...], format: str) -> None:
    assert _read(_written(quads, format), NAMED[format], graphs=True) == _said(quads, graphs=True)


@pytest.mark.parametrize("format", [*NAMED, *PLAIN])
def test_the_order_of_the_quads_does_not_matter(quads: tuple[Quad, ...], format: str) -> None:
    shuffled = [*quads, *quads[:20]]
    random.Random(7).shuffle(shuffled)
    assert _written(shuffled, format) == _written(quads, format)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("format", RDFLIB)
def test_rdflib_reads_the_same_triples(quads: tuple[Quad, ...], format: str) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=_written(quads, format), format=RDFLIB[format])
    found = {(str(s), str(p), *_term(o)) for s, p, o in dataset.triples((None, None, None))}
    assert found == _said(quads)


def _term(node: rdflib.term.Node) -> Statement:
    if isinstance(node, rdflib.Literal):
        kind = LANG_STRING if node.language else str(node.datatype or XSD + "string")
        return str(node), kind, node.language or ""
    return (str(node),)


READERS = [
    ("rapper", ["rapper", "-q", "-i", "turtle", "-o", "ntriples"], "ttl"),
    ("rapper", ["rapper", "-q", "-i", "rdfxml", "-o", "ntriples"], "rdf"),
    ("rapper", ["rapper", "-q", "-i", "nquads", "-o", "ntriples"], "nq"),
    ("serdi", ["serdi", "-q", "-i", "turtle", "-o", "ntriples"], "ttl"),
    ("serdi", ["serdi", "-q", "-i", "trig", "-o", "nquads"], "trig"),
]


@pytest.mark.parametrize(("tool", "command", "format"), READERS)
def test_other_readers_see_the_same_triples(
    quads: tuple[Quad, ...], tmp_path: Path, tool: str, command: list[str], format: str
) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    path = tmp_path / f"graph.{format}"
    path.write_text(_written(quads, format), "utf-8")
    result = subprocess.run([*command, str(path)], capture_output=True, check=True)
    assert _read(result.stdout.decode(), ox.RdfFormat.N_QUADS) == _said(quads)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "zh", "en"])), max_size=4))
def test_any_words_survive(words: list[tuple[str, str]]) -> None:
    subject, graph = Iri(DATA_BASE + "a"), Iri(DATA_BASE + "g")
    quads = [
        Quad(subject, YB.statedValue, text(said, language) if language else string(said), graph)
        for said, language in words
    ]
    for format, known in (NAMED | PLAIN).items():
        assert _read(_written(quads, format), known) == _said(quads)


def test_hostile_words_stay_words() -> None:
    subject, graph = Iri(DATA_BASE + "a"), Iri(DATA_BASE + "g")
    hostile = [
        '"""',
        "\\",
        '\\"',
        "]]>",
        "<!-- -->",
        "'''",
        "\u202e",
        "} GRAPH",
        "a\rb\r\n",
        '"',
        '"\n"',
        "\\\n",
    ]
    # a label also stands in a comment of the Turtle file
    quads = [
        Quad(subject, term, text(words), graph) for words in hostile for term in (YB.doubt, SKOS.prefLabel)
    ]
    for format, known in (NAMED | PLAIN).items():
        assert _read(_written(quads, format), known) == _said(quads)


def test_what_xml_cannot_hold_is_replaced_in_xml() -> None:
    quad = Quad(Iri(DATA_BASE + "a"), YB.statedValue, Literal("a\x01b"), Iri(DATA_BASE + "g"))
    assert "a\ufffdb" in _written([quad], "rdf")
    assert "a\\u0001b" in _written([quad], "ttl")


def test_an_unsafe_iri_is_encoded() -> None:
    quad = Quad(Iri("https://example.org/a b<c>"), YB.about, Iri(DATA_BASE + "x(y)"), Iri(DATA_BASE + "g"))
    for format in ("nq", "ttl"):
        assert "<https://example.org/a%20b%3Cc%3E>" in _written([quad], format)


def test_a_property_that_names_no_element_is_refused_in_xml() -> None:
    quad = Quad(Iri(DATA_BASE + "a"), Iri("https://example.org/1"), Literal("x"), Iri(DATA_BASE + "g"))
    with pytest.raises(OutputError, match="write Turtle instead"):
        _written([quad], "rdf")


def test_a_foreign_namespace_gets_a_prefix_in_xml() -> None:
    home = Iri(DATA_BASE + "g")
    one, two = Iri("https://a.example/p"), Iri("https://b.example/q")
    written = _written([Quad(home, one, home, home), Quad(home, two, home, home)], "rdf")
    assert 'xmlns:ns1="https://a.example/"' in written
    assert "<ns2:q " in written


def test_the_namespace_of_the_data_can_be_another() -> None:
    base = "https://data.example/"
    quad = Quad(Iri(base + "a"), YB.about, Iri(base + "b"), Iri(base + "g"))
    written = "".join(serialise([quad], "ttl", base=base))
    assert "@prefix ybd: <https://data.example/> ." in written
    assert "ybd:a\n    yb:about ybd:b ." in written


def test_turtle_is_laid_out_for_a_reader(small: tuple[Quad, ...]) -> None:
    written = _written(small, "ttl")
    titles = [
        line.split("─")[2].split("·")[0].strip() for line in written.splitlines() if line.startswith("# ──")
    ]
    order = ["出版物", "条目", "章节", "机构", "人物", "荣誉", "事件", "授奖", "任职", "指标", "数据", "时间"]
    assert titles == [*order, "其他", "依据", "原文片段"]
    assert "    yb:startPage 9" in written
    assert '"85000"^^xsd:decimal' in written
    assert "yb:confidence 0.95" in written
    assert "投入8.5万元。\n县总举办" in written


def test_a_thing_whose_iri_is_a_code_has_its_name_beside_it() -> None:
    home, place = Iri(DATA_BASE + "g"), Iri(DATA_BASE + "place_360828")
    written = _written([Quad(place, SKOS.prefLabel, text("万安\n县"), home)], "ttl")
    assert "\nybd:place_360828  # 万安 县\n" in written
    assert _read(written, ox.RdfFormat.TURTLE)


def test_things_read_from_the_text_stand_in_its_order() -> None:
    home = Iri(DATA_BASE + "g")
    kind, derived = (
        Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        Iri("http://www.w3.org/ns/prov#wasDerivedFrom"),
    )
    quads = []
    for name, span in (("a", "entry_1_100_110"), ("b", "entry_1_20_30"), ("c", "entry_1_3_9")):
        figure = Iri(f"{DATA_BASE}observation_{name}")
        quads += [
            Quad(figure, kind, YB.Observation, home),
            Quad(figure, derived, Iri(DATA_BASE + span), home),
        ]
    written = _written(quads, "ttl")
    assert [name for name in written.split() if name.startswith("ybd:observation_")] == [
        "ybd:observation_c",
        "ybd:observation_b",
        "ybd:observation_a",
    ]


def test_a_boolean_stands_bare_and_a_wrong_number_does_not() -> None:
    home = Iri(DATA_BASE + "g")
    quads = [
        Quad(home, YB.value, Literal("true", XSD + "boolean"), home),
        Quad(home, YB.value, Literal("12x", XSD + "integer"), home),
    ]
    assert 'yb:value "12x"^^xsd:integer, true .' in _written(quads, "ttl")
