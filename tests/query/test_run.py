"""Queries of one's own: every form of SPARQL that reads, and none that writes."""

from decimal import Decimal

import pytest

from yearbook_kg.errors import QueryError
from yearbook_kg.query import Opened, run_query
from yearbook_kg.terms import Iri, Literal


def test_exactly_one_of_name_and_query_is_given(small_store: Opened) -> None:
    with pytest.raises(QueryError, match="give either"):
        run_query(small_store)
    with pytest.raises(QueryError, match="give either"):
        run_query(small_store, "honours", sparql="ASK {}")


def test_ask_gives_one_truth(small_store: Opened) -> None:
    assert run_query(small_store, sparql="ASK { ?s a yb:Entry }").rows == ((True,),)
    assert run_query(small_store, sparql="ASK { ?s a yb:Nothing }").rows == ((False,),)


def test_construct_and_describe_give_triples(small_store: Opened) -> None:
    table = run_query(
        small_store, sparql="CONSTRUCT { ?s skos:prefLabel ?n } { ?s a yb:Person ; skos:prefLabel ?n }"
    )
    assert table.columns == ("subject", "predicate", "object")
    assert table.rows == (("ybd:person_丙", "skos:prefLabel", "丙"),)
    assert len(run_query(small_store, sparql="DESCRIBE ybd:person_丙")) == 2


@pytest.mark.parametrize(
    "query", ["INSERT DATA { ybd:a a yb:Entry }", "DROP ALL", "LOAD <file:///etc/passwd>", "hello"]
)
def test_nothing_is_written(small_store: Opened, query: str) -> None:
    with pytest.raises(QueryError, match="use SELECT, ASK"):
        run_query(small_store, sparql=query)


def test_rows_without_an_order_are_sorted(small_store: Opened) -> None:
    table = run_query(small_store, sparql="SELECT ?n ?x { ?s a yb:Organization ; skos:prefLabel ?n }")
    assert table.rows == (("乙书局", None), ("甲县总工会", None))


def test_the_order_of_the_query_is_kept(small_store: Opened) -> None:
    query = "SELECT ?n { ?s a yb:Organization ; skos:prefLabel ?n } ORDER BY DESC(?n)"
    assert run_query(small_store, sparql=query).column("n") == ("甲县总工会", "乙书局")


def test_values_come_as_python_has_them(small_store: Opened) -> None:
    query = """SELECT ?page ?year ?value ?kind ?blank {
      ybd:entry_1 yb:startPage ?page ; yb:coversYear ?year . ?s yb:value ?value . ?o yb:organizationType ?kind
      BIND(BNODE() AS ?blank) }"""
    (row,) = run_query(small_store, sparql=query).rows
    assert row[:3] == (9, 2000, Decimal(85000))
    assert str(row[4]).startswith("_:")


def test_a_failing_store_is_told() -> None:
    with pytest.raises(QueryError, match="could not answer"):
        run_query(Opened(_Broken(), union=False), sparql="ASK {}")  # type: ignore[arg-type]


class _Broken:
    def query(self, *_: object, **__: object) -> None:
        raise OSError("disk gone")


def test_lists_in_a_cell_are_in_order(small_store: Opened) -> None:
    (row,) = run_query(small_store, "events").dicts()
    assert (row["event_name"], row["agent"], row["year"], row["people"]) == (
        "运动会",
        "甲县总工会",
        2000,
        None,
    )


def test_terms_are_kept_in_full(small_store: Opened) -> None:
    table = run_query(small_store, sparql="SELECT ?s ?n { ?s a yb:Person ; skos:prefLabel ?n }")
    assert table.terms[0][0] == Iri("https://w3id.org/yearbook-kg/id/person_丙")
    assert isinstance(table.terms[0][1], Literal)
