"""SPARQL servers: the same counts and the same answers on each, and an entry whole or not at all."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.load.conftest import write_small
from tests.load.proxy import Fault, Proxy
from tests.load.servers import Server
from yearbook_kg.errors import LoadError
from yearbook_kg.load import EntryGraph, Mark, load, loading, open_target, read_entries
from yearbook_kg.load.lines import mark, triples
from yearbook_kg.query import Opened, open_store, question_names, run_query


def whole(target: str, entries: list[EntryGraph]) -> list[str]:
    """The entries that the ledger says stand; asserts that they do."""
    with closing(open_target(target)) as opened:
        digests = opened.digests()
        standing = [e for e in entries if digests.get(e.graph) == e.digest]
        assert opened.differing(marks(standing)) == []
        return [entry.graph for entry in standing]


def marks(entries: list[EntryGraph]) -> dict[str, Mark]:
    return {e.graph: mark(triples(e.nquads, e.graph)) for e in entries}


def test_what_was_written_stands(server: Server, written: Path, entries: list[EntryGraph]) -> None:
    loaded = load(written, server.target)
    assert loaded.put == len(entries) == 32
    assert loaded.counts.triples == loaded.triples == sum(entry.triples for entry in entries)


def test_shipped_questions_have_the_same_rows(server: Server, written: Path, in_memory: Opened) -> None:
    load(written, server.target)
    opened = open_store(server.target)
    for name in question_names():
        assert run_query(opened, name).rows == run_query(in_memory, name).rows, name


def test_a_question_with_a_parameter(server: Server, written: Path, in_memory: Opened) -> None:
    load(written, server.target, compare=False)
    params = {"organization": "市总工会"}
    expected = run_query(in_memory, "honours", params=params).rows
    assert run_query(server.target, "honours", params=params).rows == expected != ()


def test_a_second_load_puts_nothing(server: Server, small: Path) -> None:
    load(small, server.target)
    again = load(small, server.target)
    assert (again.put, again.skipped) == (0, 12)


def test_a_changed_entry_replaces_the_older_one(server: Server, small: Path, tmp_path: Path) -> None:
    load(small, server.target)
    changed = tmp_path / "changed.nq"
    changed.write_text(small.read_text("utf-8").replace("说3〔", "改3〔", 1), "utf-8")
    loaded = load(changed, server.target)
    assert (loaded.put, loaded.skipped, loaded.counts.triples) == (1, 11, 240)


def test_prune_takes_out_what_is_gone(server: Server, small: Path, tmp_path: Path) -> None:
    load(small, server.target)
    fewer = write_small(tmp_path / "fewer.nq", entries=5)
    assert load(fewer, server.target).counts.entries == 12
    pruned = load(fewer, server.target, prune=True)
    assert (pruned.removed, pruned.counts) == (7, (5, 100, None, None))


def test_what_stands_under_its_graph_is_replaced(server: Server, small: Path) -> None:
    first = next(read_entries(small))
    older = replace(first, nquads=first.nquads.replace("说".encode(), "旧".encode()), digest="older")
    with closing(open_target(server.target)) as opened:
        opened.put([older])
    assert load(small, server.target).counts == (12, 240, None, None)


def test_long_texts_and_rare_signs_come_back(server: Server, tmp_path: Path) -> None:
    words = "\U00020000𠮷〔“引”〕\t\\n" + "长" * 70_000
    quad = f'<urn:吉安> <urn:p> "{words}"@zh <urn:图> .\n'.replace("\t", "\\t")
    path = tmp_path / "long.nq"
    path.write_text(quad.replace("\\n", "\\\\n"), "utf-8")
    assert load(path, server.target).put == 1
    rows = run_query(server.target, sparql="SELECT ?o { GRAPH <urn:图> { <urn:吉安> <urn:p> ?o } }").rows
    assert len(str(rows[0][0])) == len(words)


def test_numbers_may_be_rewritten(server: Server, tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [f'"1.50"^^<{xsd}decimal>', f'"007"^^<{xsd}integer>', '"a"@zh-Hans', f'"2012"^^<{xsd}gYear>']
    path = tmp_path / "numbers.nq"
    path.write_text("".join(f"<urn:a> <urn:p> {value} <urn:g> .\n" for value in values), "utf-8")
    assert load(path, server.target).triples == 4


def test_a_server_that_dies_in_the_middle_keeps_whole_entries(
    server: Server, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_BATCH", 9_000)
    entries = list(read_entries(small))

    def dying(*_: object) -> Fault:
        # the first batch of three entries is through, by one request or by three
        brings = [one for one in proxy.seen if one[0] == "PUT" or one[1].endswith(("/store", "/data"))]
        through = 4 if brings and brings[0][0] == "PUT" else 2
        if len(brings) <= through or server.process is None or server.process.poll() is not None:
            return None
        server.kill()
        return "cut"

    with Proxy(server.url) as proxy:
        proxy.judge = dying
        with pytest.raises(LoadError, match=r"connection broke|no server|failed"):
            load(small, f"sparql:{proxy.url}")
    server.start()
    standing = whole(server.target, entries)
    assert 0 < len(standing) < 12
    loaded = load(small, server.target)
    assert (loaded.skipped, loaded.put) == (len(standing), 12 - len(standing))
    assert loaded.counts == (12, 240, None, None)


def test_a_request_cut_in_its_middle_leaves_no_half(server: Server, small: Path) -> None:
    def cutting(method: str, path: str, _: int) -> Fault:
        brings = method == "PUT" or (method == "POST" and path.endswith(("/store", "/data")))
        return "half" if brings else None

    with Proxy(server.url, cutting) as proxy, pytest.raises(LoadError, match="connection broke"):
        load(small, f"sparql:{proxy.url}")
    assert whole(server.target, list(read_entries(small))) == []
    assert load(small, server.target).counts == (12, 240, None, None)


@pytest.mark.parametrize("dies", [False, True])
def test_a_bulk_load_cut_in_its_middle_leaves_no_half(
    dies: bool, empty_oxigraph: Server, written: Path, entries: list[EntryGraph]
) -> None:
    def cutting(_method: str, path: str, _: int) -> Fault:
        return "half" if path.startswith("/store?no_transaction") else None

    with Proxy(empty_oxigraph.url, cutting) as proxy, pytest.raises(LoadError, match="connection broke"):
        load(written, f"sparql:{proxy.url}")
    if dies:
        empty_oxigraph.kill()
        empty_oxigraph.start()
    everything = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert run_query(empty_oxigraph.target, sparql=everything).rows == ((0,),)
    assert load(written, empty_oxigraph.target).put == len(entries)


def test_an_unknown_server_is_written_to_by_updates(
    empty_oxigraph: Server, written: Path, in_memory: Opened
) -> None:
    with Proxy(empty_oxigraph.url, hidden=("Server",)) as proxy:
        target = f"sparql:{proxy.url}"
        assert load(written, target).put == 32
        # its default graph does not show the named graphs, so questions are answered from its triples
        opened = open_store(target)
        for name in ("honours", "figures", "names"):
            assert run_query(opened, name).rows == run_query(in_memory, name).rows
    assert not any(path.startswith("/store") for _, path, _ in proxy.seen)


def test_a_server_that_may_not_be_written_to(empty_oxigraph: Server, small: Path) -> None:
    with (
        Proxy(empty_oxigraph.url, lambda _m, p, _n: (405, {}) if p == "/store" else None) as proxy,
        pytest.raises(LoadError, match="may be written to"),
    ):
        load(small, f"sparql:{proxy.url}")


def test_a_server_that_loses_a_triple_is_found_out(empty_oxigraph: Server, small: Path) -> None:
    entries = list(read_entries(small))
    lost = entries[3]
    with closing(open_target(empty_oxigraph.target)) as opened:
        opened.put(entries)
        opened.put([replace(lost, nquads=lost.nquads.split(b"\n", 1)[1])])
        assert opened.differing(marks(entries)) == [lost.graph]


def test_rows_come_page_by_page(empty_oxigraph: Server, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yearbook_kg.stores import remote

    monkeypatch.setattr(remote, "_PAGE", 7)
    load(small, empty_oxigraph.target)
    store = open_store(empty_oxigraph.target).store
    assert len({quad.object for quad in store.quads_for_pattern(None, None, None, None)}) == 20


def test_one_of_ones_own(empty_oxigraph: Server, small: Path) -> None:
    load(small, empty_oxigraph.target)
    count = run_query(
        empty_oxigraph.target, sparql="SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s skos:prefLabel ?o }"
    )
    assert count.rows == ((240,),)
    asked = run_query(empty_oxigraph.target, sparql="ASK { ?s skos:prefLabel ?o }")
    assert asked.rows == ((True,),)
    made = run_query(empty_oxigraph.target, sparql="CONSTRUCT { ?s a yb:Place } { ?s skos:prefLabel ?o }")
    assert len(made.rows) == 240
