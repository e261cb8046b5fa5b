"""The Graph object: one graph, all its forms and verbs."""

from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from yearbook_kg.errors import OutputError, QueryError
from yearbook_kg.graph import Graph
from yearbook_kg.terms import Iri, Quad
from yearbook_kg.validate import Report, Result
from yearbook_kg.vocabulary import DATA_BASE

SMALL = Path(__file__).parent / "cases" / "small.trig"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.load(SMALL)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_graph_holds_each_quad_once(graph: Graph) -> None:
    assert len(Graph([*graph.quads, *graph.quads]).quads) == len(graph.quads) == 123
    assert len(graph) == len(graph.rdf) == 120


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_sees_named_graphs_and_their_union(graph: Graph) -> None:
    union = rdflib.URIRef(DATA_BASE + "org_甲县总工会")
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert graph.rdf.value(union, label) == rdflib.Literal("甲县总工会", lang="zh")
    assert len(list(graph.rdf.triples((union, label, None)))) == 1
    assert len(list(graph.rdf.quads((union, label, None, None)))) == 2
    assert graph.rdf is graph.rdf


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_has_the_same_as_it_reads_from_the_file(graph: Graph) -> None:
    read = rdflib.Dataset(default_union=True)
    read.parse(data=graph.serialise("nq"), format="nquads")
    assert set(read.quads()) == set(graph.rdf.quads())


def test_networkx_is_made_for_the_caller_to_change(graph: Graph) -> None:
    one = graph.networkx()
    one.clear()
    assert isinstance(one, nx.MultiDiGraph)
    assert len(graph.networkx()) == 11
    assert len(graph.networkx(sections=True, mentions=True)) == 15


def test_entities_come_with_their_mentions(graph: Graph) -> None:
    assert [(thing.type, thing.name) for thing in graph.entities] == [
        ("Publication", "甲县年鉴2001"),
        ("Organization", "乙书局"),
        ("Organization", "甲县总工会"),
        ("Person", "丙"),
        ("Event", "运动会"),
        ("Honour", "先进单位"),
    ]
    union = graph.entities[2]
    assert union.other_names == ("县总", "县总工会")
    assert union.kind == "https://w3id.org/yearbook-kg/concept/org_union"
    assert [(m.entry, m.start, m.end, m.text) for m in union.mentions] == [
        ("1", 10, 14, "县总工会"),
        ("1", 29, 31, "县总"),
    ]


def test_the_summary_counts_things_by_class(graph: Graph) -> None:
    assert graph.summary()["机构"] == 2
    assert graph.summary(lang="en")["organisation"] == 2
    assert repr(graph) == "<Graph: 2 entries, 120 triples>"
    assert "<td>机构</td><td>2</td>" in graph._repr_html_()


def test_a_question_goes_by_name_or_is_sparql(graph: Graph) -> None:
    assert graph.query("honours", organization="县总").column("honour") == ("先进单位",)
    assert graph.query(" honours ").column("level") == (None,)
    assert graph.query("ASK{ $who a yb:Organization }", who="ybd:org_乙书局").rows == ((True,),)
    with pytest.raises(QueryError, match="no question"):
        graph.query("nonsense")


def test_explain_finds_the_words(graph: Graph) -> None:
    assert [passage.words for passage in graph.explain("运动会", "yb:organizer").passages] == [
        "县总举办运动会"
    ]


def test_validate_gives_a_report(graph: Graph) -> None:
    assert isinstance(graph.validate(), Report)


def test_an_entry_with_a_violation_is_set_aside(graph: Graph, tmp_path: Path) -> None:
    entry = Iri(DATA_BASE + "entry_1")
    result = Result(entry, "violation", "Rule", entry.value, "", "", "8.5万元", "数字须有单位")
    kept, aside = graph.split(Report((result,)))
    assert list(kept.identifiers.values()) == ["2"]
    assert {quad.graph for quad in kept.quads} == {Iri(DATA_BASE + "graph_2")}
    paths = aside[entry].quarantine(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "quarantine/1.ttl",
        "quarantine/1.report.txt",
    ]
    assert "数字须有单位" in paths[1].read_text("utf-8")
    assert len(list(ox.parse(path=str(paths[0])))) == len(aside[entry].graph.quads)


def test_nothing_is_set_aside_without_a_violation(graph: Graph) -> None:
    kept, aside = graph.split(Report(()))
    assert kept.quads == graph.quads
    assert not aside


def test_writing_takes_a_file_or_a_folder(graph: Graph, tmp_path: Path) -> None:
    (path,) = graph.write(tmp_path / "a.ttl")
    assert path.read_text("utf-8") == graph.serialise()
    assert graph.write(tmp_path / "b.txt", format="nq")[0].read_text("utf-8") == graph.serialise("nq")
    assert [p.name for p in graph.write(tmp_path / "out", format=["ttl", "gexf"])] == [
        "graph.ttl",
        "graph.gexf",
    ]
    assert [p.name for p in graph.write(tmp_path / "out", format="nq")] == ["graph.nq"]
    assert len(graph.write(str(tmp_path / "all"))) == 8
    with pytest.raises(OutputError, match="choose one of"):
        graph.write(tmp_path / "a.xyz")


def test_another_namespace_of_the_data_goes_through() -> None:
    base = "https://data.example/"
    kind = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    home = Iri(base + "graph_1")
    graph = Graph(
        [Quad(Iri(base + "org_甲"), kind, Iri("https://w3id.org/yearbook-kg/ontology#Organization"), home)],
        base=base,
    )
    assert list(graph.networkx()) == ["ybd:org_甲"]
    assert "ybd:org_甲\n" in graph.serialise()
    assert graph.explain("ybd:org_甲").kind == "机构"
