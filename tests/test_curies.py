"""Prefixed names and back."""

import pytest

from yearbook_kg.curies import compact, expand, prefixes, shorthand
from yearbook_kg.labels import label_of
from yearbook_kg.vocabulary import DATA_BASE


@pytest.mark.parametrize(
    "local", ["org_市总工会", "entry_1_2_3", "time_1998-03", "time_-0221_open", "a.b", "志·人物", "𠮷"]
)
def test_a_safe_name_is_shortened_and_read_back(local: str) -> None:
    assert compact(DATA_BASE + local, shorthand()) == f"ybd:{local}"
    assert expand(f"ybd:{local}") == DATA_BASE + local


@pytest.mark.parametrize("local", ["", "a.", "-a", ".a", "a(b)", "a b", "“四送”", "a%20b", "a:b"])
def test_any_other_name_is_not(local: str) -> None:
    assert compact(DATA_BASE + local, shorthand()) is None


@pytest.mark.parametrize("name", ["市总工会", "unknown:a", "", "yb:a b", "<>", "a\nb", "mailto:x"])
def test_what_is_no_name_of_an_iri_is_none(name: str) -> None:
    assert expand(name) is None


@pytest.mark.parametrize("iri", ["https://e.example/a?b#c", "urn:isbn:9787101", "http://e.example/甲"])
def test_a_full_iri_is_itself(iri: str) -> None:
    assert expand(iri) == expand(f"<{iri}>") == iri


def test_the_namespace_of_the_data_is_the_callers() -> None:
    assert expand("ybd:a", prefixes("https://d.example/")) == "https://d.example/a"


@pytest.mark.parametrize(
    ("iri", "zh", "en"),
    [
        ("https://w3id.org/yearbook-kg/ontology#Entry", "条目", "entry"),
        ("http://purl.org/dc/terms/publisher", "出版者", "publisher"),
        ("https://e.example/x#y", "y", "y"),
    ],
)
def test_a_term_has_a_label(iri: str, zh: str, en: str) -> None:
    assert (label_of(iri), label_of(iri, "en")) == (zh, en)
