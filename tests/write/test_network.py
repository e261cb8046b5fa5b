"""The property graph, and the files that graph tools read it from."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import pytest

from yearbook_kg.terms import Iri, Quad, Term, integer, string, text, year
from yearbook_kg.vocabulary import DATA_BASE, RDF, SKOS, TIME, YB
from yearbook_kg.write import serialise, to_networkx
from yearbook_kg.write.exchange import gexf, graphml, nodelink

MultiDiGraph = Any
HOME = Iri(DATA_BASE + "g")


@pytest.fixture(scope="module")
def network(small: tuple[Quad, ...]) -> MultiDiGraph:
    return to_networkx(small)


def test_things_and_facts_are_nodes_and_nothing_else(network: MultiDiGraph) -> None:
    assert list(network.nodes) == [
        "ybd:conferral_1_10_19_a",
        "ybd:entry_1",
        "ybd:entry_2",
        "ybd:event_运动会",
        "ybd:honour_先进单位",
        "ybd:observation_1_22_27_c",
        "ybd:org_乙书局",
        "ybd:org_甲县总工会",
        "ybd:person_丙",
        "ybd:tenure_1_10_14_b",
        "ybd:work_甲县年鉴2001",
    ]


def test_a_node_carries_its_names_its_type_and_its_words(network: MultiDiGraph) -> None:
    union = network.nodes["ybd:org_甲县总工会"]
    assert union["label"] == union["prefLabel"] == "甲县总工会"
    assert union["altLabel"] == ["县总", "县总工会"]
    assert (union["type"], union["type_label"]) == ("yb:Organization", "机构")
    assert union["words"] == ["县总工会", "县总"]


def test_a_fact_is_called_by_what_it_links(network: MultiDiGraph) -> None:
    labels = {network.nodes[node]["label"] for node in network if "_1_" in node}
    assert labels == {"甲县总工会 · 先进单位", "甲县总工会 · 投入 · 8.5万元", "丙 · 甲县总工会 · 主席"}


def test_numbers_are_numbers_and_concepts_are_words(network: MultiDiGraph) -> None:
    figure = network.nodes["ybd:observation_1_22_27_c"]
    assert (figure["value"], figure["indicator"], figure["statedValue"]) == (85000.0, "投入", "8.5万元")
    assert network.nodes["ybd:entry_1"]["startPage"] == 9
    assert network.nodes["ybd:tenure_1_10_14_b"]["role"] == "主席"


def test_the_text_of_an_entry_is_left_out(network: MultiDiGraph) -> None:
    assert "isString" not in network.nodes["ybd:entry_1"]


def test_time_stands_on_nodes_and_on_their_edges(network: MultiDiGraph) -> None:
    event = network.nodes["ybd:event_运动会"]
    assert (event["start"], event["end"]) == ("2000", "2000")
    tenure = network.edges["ybd:tenure_1_10_14_b", "ybd:person_丙", "org:member"]
    assert tenure["start"] == "1998-03"
    assert "end" not in tenure


def test_a_claim_is_evidence_on_its_edge(network: MultiDiGraph) -> None:
    edge = network.edges["ybd:event_运动会", "ybd:org_甲县总工会", "yb:organizer"]
    assert (edge["words"], edge["rule"], edge["confidence"]) == (["县总举办运动会"], "held", 0.9)
    assert (edge["label"], edge["predicate"]) == ("主办者", YB.organizer.value)


def test_a_mention_weighs_as_often_as_the_entry_names_the_thing(network: MultiDiGraph) -> None:
    assert network.edges["ybd:entry_1", "ybd:org_甲县总工会", "yb:mentions"]["weight"] == 2


def test_sections_and_mentions_become_nodes_on_request(small: tuple[Quad, ...]) -> None:
    plain, whole = to_networkx(small), to_networkx(small, sections=True, mentions=True)
    assert set(whole) - set(plain) == {
        "ybd:section_1_1",
        "ybd:entry_1_10_14",
        "ybd:entry_1_29_31",
        "ybd:entry_1_33_36",
    }
    assert whole.has_edge("ybd:entry_1_10_14", "ybd:org_甲县总工会", "itsrdf:taIdentRef")


def test_labels_come_in_english_too(small: tuple[Quad, ...]) -> None:
    assert to_networkx(small, lang="en").nodes["ybd:org_甲县总工会"]["type_label"] == "organisation"


def test_the_order_of_the_quads_does_not_matter(small: tuple[Quad, ...]) -> None:
    for format in ("graphml", "gexf", "json"):
        assert "".join(serialise(small[::-1], format)) == "".join(serialise(small, format))


def _joined(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: " | ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in data.items()
    }


def _edges(graph: MultiDiGraph, *drop: str) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    def plain(data: dict[str, Any]) -> list[tuple[str, Any]]:
        return sorted((k, v) for k, v in _joined(data).items() if k not in drop)

    return sorted((s, t, plain(data)) for s, t, data in graph.edges(data=True))


def test_graphml_reads_back_equal(quads: tuple[Quad, ...]) -> None:
    network = to_networkx(quads)
    back = nx.parse_graphml("".join(graphml(network)), force_multigraph=True)
    assert dict(back.nodes(data=True)) == {n: _joined(d) for n, d in network.nodes(data=True)}
    assert _edges(back) == _edges(network)
    assert back.is_directed()


def test_gexf_reads_back_equal(quads: tuple[Quad, ...]) -> None:
    network = to_networkx(quads)
    back = nx.read_gexf(io.BytesIO("".join(gexf(network)).encode()))
    drop = ("id", "weight", "start", "end")
    for node, data in network.nodes(data=True):
        found = {name: value for name, value in back.nodes[node].items() if name not in drop}
        assert found == {name: value for name, value in _joined(data).items() if name not in drop}
    assert _edges(back, *drop) == _edges(network, *drop)
    assert back.graph["mode"] == "dynamic"


def test_gephi_sees_when(network: MultiDiGraph) -> None:
    back = nx.read_gexf(io.BytesIO("".join(gexf(network)).encode()))
    event, tenure = back.nodes["ybd:event_运动会"], back.nodes["ybd:tenure_1_10_14_b"]
    assert (event["start"], event["end"]) == ("2000-01-01", "2000-12-31")
    assert (tenure["start"], tenure.get("end")) == ("1998-03-01", None)
    edge = back.edges["ybd:event_运动会", "ybd:org_甲县总工会"]
    assert (edge["start"], edge["end"]) == ("2000-01-01", "2000-12-31")


def test_nodelink_reads_back_equal_lists_and_all(quads: tuple[Quad, ...]) -> None:
    network = to_networkx(quads)
    back = nx.node_link_graph(json.loads("".join(nodelink(network))), edges="edges")
    assert nx.utils.graphs_equal(back, network)


@pytest.mark.parametrize("writer", [graphml, gexf, nodelink])
def test_an_empty_graph_is_a_file_all_the_same(writer: Callable[[MultiDiGraph], Iterator[str]]) -> None:
    assert "".join(writer(to_networkx([])))


def test_hostile_names_stay_names() -> None:
    name = '"<a>&\n\r\t]]>\u202e'
    thing = Iri(DATA_BASE + "org_x")
    graph = to_networkx(
        [Quad(thing, RDF.type, YB.Organization, HOME), Quad(thing, SKOS.prefLabel, text(name), HOME)]
    )
    assert nx.parse_graphml("".join(graphml(graph))).nodes["ybd:org_x"]["label"] == name
    assert nx.read_gexf(io.BytesIO("".join(gexf(graph)).encode())).nodes["ybd:org_x"]["label"] == name


def test_an_attribute_of_mixed_values_is_a_string() -> None:
    one, two = Iri(DATA_BASE + "org_1"), Iri(DATA_BASE + "org_2")
    quads = [Quad(thing, RDF.type, YB.Organization, HOME) for thing in (one, two)]
    quads += [Quad(one, YB.rank, integer(3), HOME), Quad(two, YB.rank, string("三"), HOME)]
    back = nx.parse_graphml("".join(graphml(to_networkx(quads))))
    assert [back.nodes[f"ybd:org_{i}"]["rank"] for i in (1, 2)] == ["3", "三"]


def test_a_truth_stands_as_graph_tools_write_it() -> None:
    graph: MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("a", kept=True)
    assert nx.parse_graphml("".join(graphml(graph))).nodes["a"]["kept"] is True


@pytest.mark.parametrize(
    ("start", "end", "spell"),
    [
        ("2012", "2012", 'start="2012-01-01" end="2012-12-31"'),
        ("2012-02", "2012-02", 'start="2012-02-01" end="2012-02-29"'),
        ("1900-02", "1900-02", 'start="1900-02-01" end="1900-02-28"'),
        ("2000-02-03", "2000-04", 'start="2000-02-03" end="2000-04-30"'),
        ("-0221", "0009", 'end="0009-12-31"'),
        (None, "1949-10-01", 'end="1949-10-01"'),
    ],
)
def test_gephi_gets_days(start: str | None, end: str, spell: str) -> None:
    graph: MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("a", **({"start": start} if start else {}), end=end)
    assert f'<node id="a" label="a" {spell}>' in "".join(gexf(graph))


def test_a_stretch_of_time_reaches_from_its_beginning_to_its_end() -> None:
    event, stretch = Iri(DATA_BASE + "event_1"), Iri(DATA_BASE + "time_1937_1945")
    first, last = Iri(DATA_BASE + "time_1937"), Iri(DATA_BASE + "time_1945")
    triples: list[tuple[Iri, Iri, Term]] = [
        (event, RDF.type, YB.Event),
        (event, TIME.hasTime, stretch),
        (stretch, RDF.type, TIME.Interval),
        (stretch, TIME.hasBeginning, first),
        (stretch, TIME.hasEnd, last),
        (first, RDF.type, TIME.Instant),
        (first, TIME.inXSDgYear, year(1937)),
        (last, RDF.type, TIME.Instant),
        (last, TIME.inXSDgYear, year(1945)),
    ]
    node = to_networkx([Quad(*triple, HOME) for triple in triples]).nodes["ybd:event_1"]
    assert (node["start"], node["end"]) == ("1937", "1945")
    assert "hasTime" not in node
