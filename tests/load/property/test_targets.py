"""What every property graph must do: hold what was put, replace it, and give it back whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.load.property.conftest import Place
from yearbook_kg.load import Counts, EntryGraph, Target, load
from yearbook_kg.load.loading import open_target
from yearbook_kg.load.property import open_answering
from yearbook_kg.load.property.mapping import portray
from yearbook_kg.load.target import Mark
from yearbook_kg.query import Opened, run_query
from yearbook_kg.query.cypher import run_cypher, twin_names

Entries = tuple[EntryGraph, ...]
FEW = 4
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    *((name, {}) for name in twin_names()),
    ("honours", {"organization": "吉安市总工会"}),
    ("honours", {"year": "2012"}),
    ("figures", {"place": "吉安市", "year": "2012"}),
    ("evidence", {"predicate": "yb:builtBy"}),
    ("evidence", {"subject": "吉安市总工会"}),
    ("evidence", {"object": "万安县"}),
    ("territory", {"place": "吉安市"}),
    ("names", {"organization": "市总"}),
    ("entry", {"entry": "吉安市总工会"}),
    ("growth", {"year": "2012"}),
    ("indicator", {"indicator": "人口"}),
    ("documents", {"organization": "吉安市总工会"}),
    ("persons", {"person": "张晴"}),
)


def expected(entries: Entries) -> Counts:
    portraits = [portray(entry.quads(), entry.graph) for entry in entries]
    nodes = {node.iri for portrait in portraits for node in portrait.nodes}
    return Counts(len(entries), nodes=len(nodes), edges=sum(len(p.edges) for p in portraits))


def marks(entries: Entries) -> dict[str, Mark]:
    return {entry.graph: Mark(entry.triples, 0) for entry in entries}


@pytest.fixture(scope="module")
def loaded(place: Place, graph_file: Path) -> Place:
    """A database with all development pages."""
    load(graph_file, place.name, prune=True)
    return place


def test_nodes_and_edges_are_as_many_as_were_written(loaded: Place, entries: Entries) -> None:
    opened = open_target(loaded.name)
    try:
        assert opened.counts() == expected(entries)
        assert opened.differing(marks(entries)) == []
    finally:
        opened.close()


@pytest.mark.parametrize(("name", "params"), ASKED)
def test_a_question_has_the_rows_of_its_sparql_twin(
    loaded: Place, store: Opened, name: str, params: dict[str, str]
) -> None:
    opened = open_answering(loaded.name)
    try:
        answered = run_cypher(opened, name, params=params)
    finally:
        opened.close()
    asked = run_query(store, name, params=params)
    assert answered.columns == asked.columns
    assert Counter(answered.rows) == Counter(asked.rows)
    assert answered.titles == asked.titles


def test_a_second_load_skips_what_stands(loaded: Place, graph_file: Path, entries: Entries) -> None:
    again = load(graph_file, loaded.name)
    assert (again.put, again.skipped) == (0, len(entries))


def test_the_command_line_loads_and_asks(loaded: Place, graph_file: Path, store: Opened, run: Runner) -> None:
    done = run("load", graph_file, "--to", loaded.name)
    assert done.code == 0, done.err
    assert "nodes" in done.out
    asked = run("query", loaded.name, "--name", "documents", "-p", "organization=吉安市总工会", "-f", "csv")
    assert asked.code == 0, asked.err
    assert len(asked.out.splitlines()) == 3
    own = run("query", loaded.name, "--cypher", "MATCH (n:Person) RETURN count(n) AS people", "-f", "csv")
    people = run_query(store, sparql="SELECT (COUNT(DISTINCT ?p) AS ?people) { ?p a yb:Person }").rows[0][0]
    assert own.out.splitlines() == ["people", str(people)]


def test_putting_twice_is_putting_once(target: Target, place: Place, entries: Entries) -> None:
    some = entries[:FEW]
    target.put(some)
    first = content_after(target, place)
    target.put(some)
    assert content_after(target, place) == first
    assert target.counts() == expected(some)


def test_an_entry_that_is_removed_takes_only_what_it_alone_said(
    target: Target, place: Place, entries: Entries
) -> None:
    target.put(entries[:FEW])
    before = content_after(target, place)
    target.put(entries[FEW : FEW + 2])
    target.remove([entry.graph for entry in entries[FEW : FEW + 2]])
    assert content_after(target, place) == before
    target.remove([entry.graph for entry in entries[:FEW]])
    assert target.counts() == Counts(0, nodes=0, edges=0)


def test_a_changed_entry_replaces_the_old_one(target: Target, place: Place, entries: Entries) -> None:
    whole = entries[0]
    lines = whole.nquads.splitlines(keepends=True)
    kept = [line for line in lines if b"claim_" not in line]
    part = EntryGraph(whole.graph, b"".join(kept), "another digest", len(kept))
    target.put([part])
    smaller = content_after(target, place)
    target.put([whole])
    assert target.digests() == {whole.graph: whole.digest}
    target.put([part])
    assert content_after(target, place) == smaller


def test_what_was_never_there_may_be_removed(target: Target) -> None:
    target.remove(["https://example.org/nothing"])
    assert target.counts().entries == 0


def test_words_that_look_like_json_or_cypher_arrive_unchanged(target: Target, place: Place) -> None:
    home, thing = "https://example.org/graph_1", "https://example.org/thing"
    words = ['{"a": 1}', "[1, 2]", "it's \\ a 'quote' \"", "`x` $y {z}", "吉安\U00020000市"]
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [
        f"<{thing}{n}> {kind} <https://w3id.org/yearbook-kg/ontology#Place> <{home}> .\n"
        for n, _ in enumerate(words)
    ]
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    for number, word in enumerate(words):
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'<{thing}{number}> {label} "{escaped}" <{home}> .\n')
    entry = EntryGraph(home, "".join(sorted(lines)).encode(), "digest", len(lines))
    other = EntryGraph(f"{home}2", entry.nquads.replace(b"graph_1>", b"graph_12>"), "digest", len(lines))
    target.put([entry])
    # the second says the same: the nodes are written again, another way
    target.put([other])
    query = "MATCH (n:Place) WHERE n.iri STARTS WITH 'https://example.org' RETURN n.prefLabel AS name"
    assert sorted(str(name) for (name,) in answered(target, place, query)) == sorted(words)


def test_spans_and_claims_are_nodes_on_request(target: Target, place: Place, entries: Entries) -> None:
    opened = reopened(target, place, "?evidence=nodes")
    try:
        opened.put(entries[:1])
        portrait = portray(entries[0].quads(), entries[0].graph, evidence="nodes")
        assert opened.counts() == Counts(1, nodes=len(portrait.nodes), edges=len(portrait.edges))
        claims = sum(node.labels == ("Claim",) for node in portrait.nodes)
    finally:
        opened.close()
    assert claims == entries[0].nquads.count(b"#Statement>")


def content_after(target: Target, place: Place) -> Counter[tuple[str, str]]:
    """The content; a file that is open to be written cannot be read beside, so it is asked as it is."""
    nodes = answered(
        target, place, "MATCH (n) WHERE n._said IS NOT NULL RETURN n.iri AS iri, n._said AS said"
    )
    edges = answered(
        target, place, "MATCH ()-[r]->() WHERE r.key IS NOT NULL RETURN r.key AS key, r.graph AS graph"
    )
    return Counter((str(one), str(other)) for one, other in (*nodes, *edges))


def answered(target: Target, place: Place, cypher: str) -> list[list[object]]:
    assert place.name
    rows: list[list[object]] = target.answer(cypher, {})[1]  # type: ignore[attr-defined]
    return rows


def reopened(target: Target, place: Place, more: str) -> Target:
    target.close()
    return open_target(place.name + more)
