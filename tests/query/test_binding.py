"""No value can become a part of the query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.errors import QueryError
from yearbook_kg.query import load_question, run_query
from yearbook_kg.query.binding import Given, bind_free, bind_question, refuse_service
from yearbook_kg.query.catalogue import parse_question
from yearbook_kg.terms import Literal

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HOSTILE = [
    '" } #',
    '"@zh } DELETE',
    "\\",
    '\\" }',
    "a\nb",
    "\\u0022 }",
    "'''",
    "> <",
    "$word",
    "SERVICE",
    "\x00\x1f",
]


@given(WORDS)
def test_any_words_come_out_of_a_query_as_they_went_in(word: str) -> None:
    table = run_query([], sparql="SELECT ($word AS ?x) {}", params={"word": "“" + word})
    assert table.terms == ((Literal("“" + word),),)


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(word: str) -> None:
    for name in ("honours", "mentions", "indicator"):
        parameter = load_question(name).parameters[0].name
        assert len(run_query([], name, params={parameter: word})) == 0


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("市总", '"市总"'),
        ("yb:Entry", "<https://w3id.org/yearbook-kg/ontology#Entry>"),
        ("<https://e.example/a>", "<https://e.example/a>"),
        ("https://e.example/a b", '"https://e.example/a b"'),
        (3, '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (0.5, '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (True, "true"),
    ],
)
def test_a_value_is_written_by_its_kind(value: Given, written: str) -> None:
    assert bind_free("SELECT * { ?s ?p $x }", {"x": value}) == f"SELECT * {{ ?s ?p {written} }}"


def test_only_a_parameter_is_replaced_not_what_looks_like_it() -> None:
    query = 'SELECT * { ?s <https://e.example/$x> \'$x\', """a"$x""", \'\'\'$x\'\'\', "\\"$x" } # $x'
    assert bind_free(query + "\n$x", {"x": 1}).startswith(query)


def test_an_unknown_variable_is_left_to_sparql() -> None:
    assert bind_free("SELECT $s { $s ?p $x }", {"x": "a"}) == 'SELECT $s { $s ?p "a" }'


def test_a_value_that_the_query_does_not_use_is_an_error() -> None:
    with pytest.raises(QueryError, match=r"does not use \$x"):
        bind_free("SELECT * { ?s ?p ?x }", {"x": 1})


@pytest.mark.parametrize("year", ["2012", 2012, "2012年", " 2012 "])
def test_a_year_may_be_written_as_one_writes_it(year: Given) -> None:
    assert '"2012"^^<' in bind_question(load_question("honours"), {"year": year})


def test_an_early_year_has_four_digits() -> None:
    assert '"0907"^^<' in bind_question(load_question("honours"), {"year": 907})
    assert '"-0221"^^<' in bind_question(load_question("honours"), {"year": -221})


@pytest.mark.parametrize("year", ["二〇一二", "12345", "20 12", ""])
def test_no_year_is_an_error(year: str) -> None:
    with pytest.raises(QueryError, match="no year"):
        bind_question(load_question("honours"), {"year": year})


@pytest.mark.parametrize("number", ["much", "NaN", "Infinity", ""])
def test_no_number_is_an_error(number: str) -> None:
    with pytest.raises(QueryError, match="no number"):
        bind_question(load_question("doubts"), {"below": number})


def test_an_unknown_parameter_is_told_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="it has organization, year"):
        bind_question(load_question("honours"), {"organisation": "x"})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { # a comment\nSERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    ],
)
def test_no_other_server_is_asked(query: str) -> None:
    with pytest.raises(QueryError, match="never"):
        run_query([], sparql=query)


def test_an_escaped_keyword_is_no_keyword() -> None:
    with pytest.raises(QueryError, match="not a SPARQL question"):
        run_query([], sparql="SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_words_that_look_like_the_keyword_pass() -> None:
    for query in (
        "SELECT ?service { ?service ?p 'SERVICE' }",
        "PREFIX service: <x:> SELECT * { ?s service:SERVICE ?o }",
    ):
        refuse_service(query)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# title: 甲 | A", "lacks description"),
        ("# title: 甲\n# description: 乙\n# param x (name): 丙", "VALUES"),
        ("# title: 甲\n# description: 乙\n# param x (wish): 丙\nVALUES ?x { 1 }", "kind"),
    ],
)
def test_a_malformed_question_is_told(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse_question("q", header)


def test_a_question_may_have_one_language() -> None:
    question = parse_question("q", "# title: 甲\n# description: 乙\nSELECT * {}")
    assert question.title["en"] == question.title["zh"] == "甲"


def test_an_unknown_question_suggests_a_near_one() -> None:
    with pytest.raises(QueryError, match="did you mean “honours”"):
        load_question("honors")
    with pytest.raises(QueryError, match="there are"):
        load_question("zzz")
