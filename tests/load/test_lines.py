from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.load.lines import canonical, canonical_triples, graph_of, mark, triples

XSD = "http://www.w3.org/2001/XMLSchema#"

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def quoted(words: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(signs.get(sign, sign) for sign in words) + '"'


@pytest.mark.parametrize(
    "line",
    [
        '<urn:a> <urn:b> "c" .\n',  # in no graph
        "<urn:a> <urn:b> <urn:c> .\n",
        f'<urn:a> <urn:b> "1"^^<{XSD}integer> .\n',
        f'<urn:a> <urn:b> "a <x>"^^<{XSD}string> .\n',  # what looks like a graph is the end of a literal
        '<urn:a> <urn:b> "a <urn:x> ." .\n',
        '<urn:a>\t<urn:b>\t"c"\t<urn:g> .\n',
        '<urn:a> <urn:b> "c" <urn:g> .',
        '<urn:a> <urn:b> "\\u7532" <urn:g> .\n',
        "# a remark\n",
        "\n",
        '_:b <urn:b> "c" <urn:g> .\n',
        "<urn:a> <urn:b> _:c <urn:g> .\n",
    ],
)
def test_a_line_that_is_not_as_the_program_writes(line: str) -> None:
    assert graph_of(line.encode()) is None


@given(TEXTS)
def test_any_words_may_stand_before_the_graph(words: str) -> None:
    line = f"<urn:a> <urn:b> {quoted(words)}@zh <urn:图> .\n".encode()
    assert graph_of(line) in ("urn:图".encode(), None)
    (written,) = canonical(line, "urn:home")
    assert written.endswith(" <urn:图> .\n".encode())


def test_what_stands_in_no_graph_comes_home() -> None:
    assert canonical(b'<urn:a> <urn:b> "c" .\n', "urn:g") == [b'<urn:a> <urn:b> "c" <urn:g> .\n']


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(SyntaxError, match="name every node with an IRI"):
        canonical(b'_:a <urn:b> "c" .\n', "urn:g")


def test_triples_are_the_lines_without_the_graph() -> None:
    nquads = b'<urn:a> <urn:b> "c <urn:g> ." <urn:g> .\n<urn:a> <urn:b> "d" <urn:g> .\n'
    assert triples(nquads, "urn:g") == b'<urn:a> <urn:b> "c <urn:g> ." .\n<urn:a> <urn:b> "d" .\n'


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (f'"1.50"^^<{XSD}decimal>', f'"1.5"^^<{XSD}decimal>'),
        (f'"2.0"^^<{XSD}decimal>', f'"2"^^<{XSD}decimal>'),
        (f'"-0.0"^^<{XSD}decimal>', f'"0"^^<{XSD}decimal>'),
        (f'"+007"^^<{XSD}integer>', f'"7"^^<{XSD}integer>'),
        (f'"7"^^<{XSD}nonNegativeInteger>', f'"7"^^<{XSD}integer>'),
        (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>'),
        (f'"1.0E3"^^<{XSD}double>', f'"1000"^^<{XSD}double>'),
        (f'"2020-01-01T00:00:00.50Z"^^<{XSD}dateTime>', f'"2020-01-01T00:00:00.5Z"^^<{XSD}dateTime>'),
        (f'"a"^^<{XSD}string>', '"a"'),
        ('"a"@zh-Hans', '"a"@zh-hans'),
    ],
)
def test_what_a_store_rewrites_is_alike(ours: str, theirs: str) -> None:
    first, second = (f"<urn:a> <urn:b> {literal} .\n".encode() for literal in (ours, theirs))
    assert mark(first) == mark(second)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('"a"', '"b"'),
        ('"a"@zh', '"a"@en'),
        (f'"1.5"^^<{XSD}decimal>', f'"15"^^<{XSD}decimal>'),
        ('"1.50"', '"1.5"'),
    ],
)
def test_what_differs_is_not_alike(ours: str, theirs: str) -> None:
    first, second = (f"<urn:a> <urn:b> {literal} .\n".encode() for literal in (ours, theirs))
    assert mark(first) != mark(second)


@given(st.lists(TEXTS, min_size=1, max_size=6, unique=True))
def test_the_order_of_lines_is_not_marked(words: list[str]) -> None:
    lines = [f"<urn:a> <urn:b> {quoted(word)} .\n".encode() for word in words]
    shuffled = lines[::-1]
    assert mark(b"".join(lines)) == mark(b"".join(shuffled))
    assert mark(b"".join(lines)).triples == len(lines)


def test_triples_of_a_server_are_written_anew() -> None:
    assert canonical_triples(b'<urn:a>\t<urn:b>\t"\\u7532" .\n') == '<urn:a> <urn:b> "甲" .\n'.encode()
