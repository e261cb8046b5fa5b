"""The rows of text that an entry gives: what every reader of N-Quads makes of them is what they say."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg import terms
from yearbook_kg.map import literals, map_document, statements
from yearbook_kg.model import Document
from yearbook_kg.terms import LANG_STRING, XSD, Iri, Literal, Quad, Term, written
from yearbook_kg.write.nquads import encoded, lines, nquads

YBD = "https://w3id.org/yearbook-kg/id/"
GAZETTEER = f"<{YBD}graph_gazetteer>"
PAGES = sorted(path.stem for path in (Path(__file__).parents[1] / "corpus").glob("*.txt"))
# Page text as it may come: quotes, controls, marks that combine, what XML forbids, half a surrogate pair.
ODD = "市总工会“”\"'\\\n\r\t\x00\x0b\x7f\x85\u2028\u3000e\u0301\u212b\ufffe\ud800🙂"
HOSTILE = st.text(st.sampled_from(ODD))


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, documents: Callable[[str], Document]) -> Document:
    return documents(request.param)


def _nquads(document: Document) -> str:
    said = statements(document)
    return lines(said.rows, said.graph) + lines(said.gazetteer, GAZETTEER)


def _rdflib_term(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.Literal):
        kind = LANG_STRING if node.language else str(node.datatype or XSD + "string")
        return Literal(str(node), kind, node.language or "")
    return Iri(str(node))


def _pyoxigraph_term(node: object) -> Term:
    if isinstance(node, pyoxigraph.Literal):
        return Literal(node.value, node.datatype.value, node.language or "")
    assert isinstance(node, pyoxigraph.NamedNode)
    return Iri(node.value)


def _set(quads: Iterable[tuple[Term, ...]]) -> set[tuple[Term, ...]]:
    return {tuple(quad) for quad in quads}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_what_was_meant(page: Document) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=_nquads(page), format="nquads")
    found = {(*map(_rdflib_term, quad[:3]), Iri(str(quad[3]))) for quad in dataset.quads()}
    # without blank nodes, two graphs are isomorphic when they hold the same statements
    assert found == _set(map_document(page))


def test_pyoxigraph_reads_what_was_meant(page: Document) -> None:
    parsed = pyoxigraph.parse(_nquads(page).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    found = {tuple(map(_pyoxigraph_term, (q.subject, q.predicate, q.object, q.graph_name))) for q in parsed}
    assert found == _set(map_document(page))


def test_the_rows_sorted_are_the_canonical_file(page: Document) -> None:
    assert sorted(_nquads(page).splitlines(keepends=True)) == list(nquads(map_document(page)))


def test_the_quads_stand_in_the_order_of_the_rows(whole: Document) -> None:
    said = statements(whole)
    rows = [tuple(map(written, quad)) for quad in map_document(whole)]
    home = [(*row, said.graph) for row in said.rows]
    assert rows == home + [(*row, GAZETTEER) for row in said.gazetteer]


def test_no_row_comes_twice(page: Document) -> None:
    said = statements(page)
    assert len(set(said.rows)) == len(said.rows)
    assert len(set(said.gazetteer)) == len(said.gazetteer)


def test_an_entry_is_called_by_its_id_and_its_graph(whole: Document) -> None:
    said = statements(whole, base="https://example.org/kg/")
    assert said.entry == "140320020220000001"
    assert said.graph == "<https://example.org/kg/graph_140320020220000001>"


def test_a_base_that_is_no_iri_is_made_one(whole: Document) -> None:
    said = statements(whole, base="https://example.org/a b/")
    found = pyoxigraph.parse(lines(said.rows, said.graph).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert len(list(found)) == len(said.rows)


# ── terms ───────────────────────────────────────────────────────────────────────────────────────────────

IRIS = st.text(st.characters(codec="utf-8", exclude_characters='<>"{}|^`\\', min_codepoint=0x21)).map(Iri)
TAGS = st.sampled_from(["zh", "en", "zh-hans", "zh-hant-tw", "de-1996"])
LITERALS = st.one_of(
    st.builds(Literal, st.text() | HOSTILE, st.just(XSD + "string"), st.just("")),
    st.builds(Literal, st.text() | HOSTILE, st.just(LANG_STRING), TAGS),
    st.builds(Literal, st.text(), st.sampled_from([XSD + "integer", XSD + "gYear", "urn:own"]), st.just("")),
)


@given(IRIS | LITERALS)
def test_what_is_written_is_read_back(term: Term) -> None:
    found = terms.term(written(term))
    assert found == term
    assert type(found) is type(term)


@given(LITERALS.filter(lambda literal: "\ud800" not in literal.value))
def test_a_literal_is_written_as_pyoxigraph_reads_it(literal: Literal) -> None:
    line = f"<urn:s> <urn:p> {written(literal)} .\n"
    (triple,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert _pyoxigraph_term(triple.object) == literal


def test_long_texts_are_read_like_short_ones() -> None:
    long = terms.text("“好”\n" * 500)
    assert terms.term(written(long)) == long


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (r'"\u5E02\U00005E02\'"', Literal("市市'")),
        (r"<urn:\u5E02>", Iri("urn:市")),
        (r'"a\\u5E02"', Literal(r"a\u5E02")),
        (f'"a"^^<{XSD}string>', Literal("a")),
    ],
)
def test_other_ways_to_write_a_term_are_read_too(text: str, term: Term) -> None:
    assert terms.term(text) == term


@pytest.mark.parametrize("text", ["", "市总", '"a', '"a"b', '"a"@', "<urn:a", "_:b", '"a"^^urn:b'])
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)} is no term"):
        terms.term(text)


# ── literals: text at once, and the same ────────────────────────────────────────────────────────────────


@given(st.text() | HOSTILE)
def test_words_are_written_as_the_canonical_literal(value: str) -> None:
    assert literals.string(value) == written(terms.string(value))
    assert literals.text(value) == written(terms.text(value))


@given(st.integers())
def test_integers_are_written_as_the_canonical_literal(value: int) -> None:
    assert literals.integer(value) == written(terms.integer(value))


def test_a_number_is_not_taken_for_its_twin() -> None:
    # equal, and equal in hash; but a float has no more digits than it has
    twins = float(2**70), Decimal(2**70)
    assert [literals.decimal(twin) for twin in twins] == [written(terms.decimal(twin)) for twin in twins]


def test_what_is_alphanumeric_is_a_letter_or_a_number() -> None:
    # the short way through ``local`` rests on it
    everything = map(chr, range(sys.maxunicode + 1))
    assert {unicodedata.category(char)[0] for char in everything if char.isalnum()} == {"L", "N"}


# ── N-Quads ─────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_keep_the_order_of_the_rows() -> None:
    rows = [("<urn:b>", "<urn:p>", '"2"'), ("<urn:a>", "<urn:p>", '"1"')]
    assert lines(rows, "<urn:g>") == '<urn:b> <urn:p> "2" <urn:g> .\n<urn:a> <urn:p> "1" <urn:g> .\n'


def test_no_rows_give_no_lines() -> None:
    assert lines([], "<urn:g>") == ""


def test_a_file_has_the_lines_in_utf_8(page: Document) -> None:
    said = statements(page)
    assert encoded(said.rows, said.graph).decode() == lines(said.rows, said.graph)


def test_rows_become_quads_of_their_graph() -> None:
    rows = [("<urn:a>", "<urn:p>", '"市"@zh')]
    quad = Quad(Iri("urn:a"), Iri("urn:p"), terms.text("市"), Iri("urn:g"))
    assert list(terms.quads(rows, "<urn:g>")) == [quad]
