"""Citations in the form of GB/T 7714—2015, without what the page does not give."""

import pytest

from yearbook_kg.query import open_store
from yearbook_kg.query.citation import cite
from yearbook_kg.query.facts import Facts
from yearbook_kg.terms import Iri, Quad, Term, integer, string, text
from yearbook_kg.vocabulary import DATA_BASE, DCTERMS, NIF, PROV, SKOS, YB

HOME, ENTRY, BOOK = Iri(DATA_BASE + "g"), Iri(DATA_BASE + "entry_1"), Iri(DATA_BASE + "work_b")


def _named(subject: Iri, predicate: Iri, *names: str) -> list[Quad]:
    nodes = [(Iri(f"{DATA_BASE}n_{name}"), name) for name in names]
    found: list[tuple[Iri, Iri, Term]] = [(subject, predicate, node) for node, _ in nodes]
    found += [(node, SKOS.prefLabel, text(name)) for node, name in nodes]
    return [Quad(*triple, HOME) for triple in found]


def _field(name: str, value: str) -> list[Quad]:
    span = Iri(f"{DATA_BASE}entry_1_{len(name)}_{len(value)}")
    triples: list[tuple[Iri, Iri, Term]] = [
        (ENTRY, PROV.wasDerivedFrom, span),
        (span, YB.fieldName, text(name)),
        (span, NIF.anchorOf, string(value)),
    ]
    return [Quad(*triple, HOME) for triple in triples]


TITLE = [Quad(ENTRY, DCTERMS.title, text("县总工会"), HOME)]
VOLUME = [Quad(ENTRY, DCTERMS.isPartOf, BOOK, HOME), Quad(BOOK, SKOS.prefLabel, text("甲县年鉴2001"), HOME)]
PAGES = [Quad(ENTRY, YB.startPage, integer(9), HOME), Quad(ENTRY, YB.endPage, integer(10), HOME)]


@pytest.mark.parametrize(
    ("quads", "citation"),
    [
        (TITLE, "县总工会[M]."),
        ([Quad(ENTRY, DCTERMS.identifier, string("14"), HOME)], "14[M]."),
        (TITLE + PAGES, "县总工会[M]:9-10."),
        (TITLE + PAGES[:1] + VOLUME, "县总工会[M]//甲县年鉴2001:9."),
        (TITLE + VOLUME, "县总工会[M]//甲县年鉴2001."),
        (
            [
                *(TITLE + VOLUME + PAGES),
                *_named(ENTRY, DCTERMS.contributor, "丙"),
                *_named(BOOK, DCTERMS.contributor, "甲县志办"),
                *_named(BOOK, DCTERMS.publisher, "乙书局"),
                *_field("出版地", "北京"),
                *_field("出版时间", "2002年12月"),
            ],
            "丙.县总工会[M]//甲县志办.甲县年鉴2001.北京:乙书局,2002:9-10.",
        ),
        # a date in the field of the place is the year
        (TITLE + VOLUME + _field("出版地", "2002.12"), "县总工会[M]//甲县年鉴2001.2002."),
        (TITLE + VOLUME + _field("出版地", "不详2"), "县总工会[M]//甲县年鉴2001."),
        (TITLE + _named(ENTRY, DCTERMS.contributor, *"甲乙丙丁"), "丁,丙,乙,等.县总工会[M]."),
        (TITLE + _named(ENTRY, DCTERMS.contributor, *"甲乙丙"), "丙,乙,甲.县总工会[M]."),
    ],
)
def test_what_is_known_is_cited(quads: list[Quad], citation: str) -> None:
    assert cite(Facts(open_store(quads)), ENTRY) == citation
