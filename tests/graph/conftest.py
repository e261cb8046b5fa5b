"""Documents for the tests of the graph: corpus pages with the facts of their gold, and one made by hand."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from yearbook_kg import fields
from yearbook_kg.model import (
    Change,
    Claim,
    Conferral,
    Context,
    Decision,
    Document,
    Entity,
    Entry,
    Evidence,
    Fact,
    Field,
    Granule,
    Interval,
    Mention,
    Observation,
    ObservationKind,
    Page,
    PartialDate,
    Resolution,
    Section,
    Tenure,
)
from yearbook_kg.parse import parse

TESTS = Path(__file__).parents[1]
EXAMPLE = "140320020220004324"
CODES = {"吉安市": "360800", "江西省": "360000", "永新县": "360830", "万安县": "360828", "泰和县": "360826"}
LEVELS = {"省": "江西省", "市": "吉安市"}
WORKS = {"issuedBy", "publisher"}
EVENTS = {"eventYear", "eventPlace"}


@cache
def document_of(stem: str) -> Document:
    """The page with what its gold says, as if the text half had read it without a fault."""
    folder = TESTS.parent / "examples" if stem == EXAMPLE else TESTS / "corpus"
    page_path = folder / f"{stem}.txt"
    gold = json.loads((TESTS / "gold" / f"{stem}.json").read_text("utf-8"))
    page = Page(page_path.read_text("utf-8"), str(page_path), stem)
    entry = parse(page)
    types: dict[str, str] = {}
    for mention in gold["mentions"]:
        types.setdefault(mention["entity"], mention["type"])

    def entity(name: str, fallback: str = "Organization") -> Entity:
        kind = types.get(name, fallback)
        return Entity(name, kind, None, CODES.get(name) if kind == "Place" else None)  # type: ignore[arg-type]

    mentions = tuple(
        Mention(m["start"], m["end"], m["text"], m["type"], "gold", 1.0, entity(m["entity"], m["type"]))
        for m in gold["mentions"]
    )
    book = fields.publication(entry)
    year = fields.year_of_title(entry)
    context = Context(
        division=entity("吉安市", "Place") if stem == EXAMPLE else None,
        organization=None,
        publication=Entity(book.name, "Work") if book else None,
        year=year - 1 if year else None,
        levels={level: entity(name, "Place") for level, name in LEVELS.items()} if stem == EXAMPLE else {},
    )
    observations = [_observation(found, entity) for found in gold["observations"]]
    facts = [_fact(triple, entity, entry.id, mentions) for triple in gold["facts"]]
    resolution = Resolution(mentions, (), (), (), context)
    return Document(entry, resolution, (*observations, *facts))


def _observation(found: dict[str, Any], entity: Callable[..., Entity]) -> Observation:
    indicator = found["indicator"]
    return Observation(
        Evidence(found["start"], found["end"], "gold"),
        found["text"],
        Decimal(found["value"]),
        found["unit"],
        found["qualifier"],
        found["kind"],
        indicator if isinstance(indicator, str) else "".join(indicator[0]),
        entity(found["subject"]) if found["subject"] else None,
        entity(found["place"], "Place") if found["place"] else None,
        found["year"],
    )


def _fact(triple: list[str], entity: Callable[..., Entity], id_: str, mentions: tuple[Mention, ...]) -> Fact:
    subject, predicate, target = triple
    spans = [m for m in mentions if m.entity and m.entity.name in (target, subject)] or list(mentions)
    evidence = Evidence(spans[0].start, spans[0].end, "gold", 0.95)
    post = None
    if predicate == "heldPost":
        target, _, post = target.rpartition("/")
    if predicate in {"heldPost", "memberOf"}:
        return Tenure(entity(subject, "Person"), entity(target), post, evidence)
    if predicate == "receivedHonour":
        return Conferral(entity(subject), entity(target, "Honour"), evidence)
    if predicate in {"renamedTo", "mergedInto"}:
        return Change(entity(subject), entity(target), predicate, evidence)  # type: ignore[arg-type]
    left = Granule(id_) if subject == id_ else entity(subject, _subject_type(predicate))
    if predicate.endswith("Year"):
        parts = [int(part) for part in target.split("-")]
        return Claim(left, predicate, PartialDate(*parts), evidence)
    return Claim(left, predicate, entity(target, _object_type(predicate)), evidence)


def _subject_type(predicate: str) -> str:
    return "Work" if predicate in WORKS else "Event" if predicate in EVENTS else "Organization"


def _object_type(predicate: str) -> str:
    return {
        "implemented": "Work",
        "partOf": "Work",
        "organized": "Event",
        "coOrganized": "Event",
        "participatedIn": "Event",
        "built": "Facility",
        "locatedIn": "Place",
        "bornIn": "Place",
        "nativePlace": "Place",
        "spatialCoverage": "Place",
        "eventPlace": "Place",
    }.get(predicate, "Organization")


@pytest.fixture(scope="session")
def example() -> Document:
    """The first real page."""
    return document_of(EXAMPLE)


@pytest.fixture(scope="session", params=[EXAMPLE, "dev-y01", "dev-y05", "dev-g03", "dev-g07", "dev-g12"])
def document(request: pytest.FixtureRequest) -> Document:
    """Pages of every kind, in turn."""
    return document_of(request.param)


WHOLE = """总工会

唯一号: 140320020220000001
内容出处: 《吉安年鉴2013》 图书
分类号: D4;D412.8
页码: 141-142
摘要: 记述总工会。
关键词: 工会

【概况】 2012年,市总工会获优秀组织奖,张三任主席。
（一）沿革 1998年3月5日改称。投入82.26万元,增长20%,占预算的120%,列第四,占8%。"""


@pytest.fixture(scope="session")
def whole() -> Document:
    """A small page made by hand, with a fact of every kind and every part that a fact can have."""

    def at(words: str) -> tuple[int, int]:
        return WHOLE.index(words), WHOLE.index(words) + len(words)

    def field(name: str, words: str) -> Field:
        return Field(name, words, *at(words))

    def said(words: str) -> Evidence:
        return Evidence(*at(words), "hand", 0.9)

    def figure(words: str, value: str, unit: str, kind: ObservationKind, **more: Any) -> Observation:
        return Observation(
            said(words),
            words,
            Decimal(value),
            unit,
            more.pop("qualifier", None),
            kind,
            "投入",
            union,
            city,
            2012,
            **more,
        )

    fields_ = (
        field("唯一号", "140320020220000001"),
        field("内容出处", "《吉安年鉴2013》 图书"),
        field("分类号", "D4;D412.8"),
        field("页码", "141-142"),
        field("摘要", "记述总工会。"),
        field("关键词", "工会"),
    )
    first, second = at("【概况】"), at("（一）沿革")
    sections = (
        Section(first[1], second[0], "概况", first[0] + 1, first[1] - 1),
        Section(second[1], len(WHOLE), "沿革", second[0] + 3, second[1], 2, 0),
    )
    page = Page(WHOLE, "-", "whole")
    entry = Entry(page, "140320020220000001", "析出资源", "lines", fields_, sections, first[0], len(WHOLE))
    city = Entity("吉安市", "Place", "prefecture", "360800")
    union, old = Entity("吉安市总工会", "Organization", "union"), Entity("吉安总工会", "Organization")
    office = Entity("吉安市总工会办公室", "Organization")
    person, prize = Entity("张三", "Person"), Entity("优秀组织奖", "Honour")
    games, park = Entity("吉安市第一届工人运动会", "Event", "games"), Entity("群团林", "Facility", "park")
    plan, town = Entity("竞赛方案", "Work"), Entity("某镇", "Place", "township")
    year, day = PartialDate(2012), PartialDate(1998, 3, 5)
    here, then = said("2012年"), said("1998年3月5日")
    claims: tuple[tuple[Entity | Granule, str, Entity | PartialDate], ...] = (
        (Granule(entry.id), "about", union),
        (Granule(entry.id), "contributor", person),
        (Granule(entry.id), "spatialCoverage", city),
        (plan, "issuedBy", union),
        (union, "implemented", plan),
        (union, "organized", games),
        (old, "coOrganized", games),
        (person, "participatedIn", games),
        (union, "built", park),
        (park, "locatedIn", city),
        (office, "partOf", union),
        (office, "subordinateTo", union),
        (person, "bornIn", town),
        (person, "nativePlace", city),
        (person, "bornYear", PartialDate(1950, 3)),
        (person, "diedYear", PartialDate(2010)),
        (Entity("吉安年鉴2013", "Work"), "publisher", Entity("中华书局", "Organization")),
        (games, "eventYear", year),
        (games, "eventPlace", city),
        (union, "foundedYear", PartialDate(1949)),
        (person, "founded", union),
        (town, "foundedYear", PartialDate(1911)),
    )
    change, level = said("增长20%"), said("82.26万元")
    facts: tuple[Fact, ...] = (
        Conferral(union, prize, here, Interval(year, year), "市", 1, city, games),
        Tenure(person, union, "主席", here, Interval(day, None), "任命"),
        Tenure(person, old, None, here, Interval(PartialDate(1990), year)),
        Change(old, union, "renamedTo", then, Interval(day, day)),
        Change(town, city, "mergedInto", then),
        figure("82.26万元", "822600", "CNY", "level", qualifier="over"),
        figure("增长20%", "20", "%", "growth", compared_with=(level.start, level.end)),
        figure("120%", "120", "%", "share"),
        figure("第四", "4", "位", "rank"),
        figure("8%", "8", "%", "share"),
        *(Claim(subject, predicate, target, here) for subject, predicate, target in claims),
    )
    assert change.start > level.start
    start, end = at("市总工会")
    mention = Mention(start, end, "市总工会", "Organization", "hand", 1.0, union)
    unresolved = Mention(*at("张三"), "张三", "Person", "hand")
    context = Context(city, union, Entity("吉安年鉴2013", "Work"), 2012, {"市": city})
    decision = Decision(mention, union, 0.9, "市 在本页指吉安市")
    return Document(entry, Resolution((mention, unresolved), (), (), (decision,), context), facts)


@pytest.fixture(scope="session")
def documents() -> Callable[[str], Document]:
    """The document of a page by its stem."""
    return document_of


@pytest.fixture(scope="session")
def concept_file() -> str:
    """What ontology/concepts.ttl must be, by the tables."""
    namespace = runpy.run_path(str(Path(__file__).with_name("concept_schemes.py")))
    made: str = namespace["concept_schemes"]()
    return made
