"""Documents for the tests of the graph: corpus pages with the facts of their gold, and one made by hand."""

from __future__ import annotations

import json
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
    Document,
    Entity,
    Evidence,
    Fact,
    Granule,
    Interval,
    Mention,
    Observation,
    Page,
    PartialDate,
    Resolution,
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


@pytest.fixture
def whole() -> Document:
    """A small page made by hand, with a fact of every kind and every optional part."""
    text = "2012年,吉安市总工会获优秀组织奖,张三任主席。1998年3月5日改称市总,投入82.26万元,增长20%。"
    page = Page(text, "-", "whole")
    entry = parse(page)
    union, prize = Entity("吉安市总工会", "Organization"), Entity("优秀组织奖", "Honour")
    person, city = Entity("张三", "Person"), Entity("吉安市", "Place", None, "360800")
    when, day = PartialDate(2012), PartialDate(1998, 3, 5)
    games = Entity("吉安市第一届工人运动会", "Event", "games")
    at = Evidence(0, 5, "hand", 0.9)
    facts: tuple[Fact, ...] = (
        Conferral(union, prize, at, Interval(when, when), "市", 1, city, games),
        Tenure(person, union, "主席", at, Interval(day, None), "任命"),
        Change(Entity("吉安总工会", "Organization"), union, "renamedTo", at, Interval(day, day)),
        Observation(
            Evidence(37, 44, "hand"),
            text[37:44],
            Decimal("822600"),
            "CNY",
            "over",
            "level",
            "投入",
            union,
            city,
            2012,
        ),
        Observation(
            Evidence(45, 50, "hand"),
            "增长20%",
            Decimal("20"),
            "%",
            None,
            "growth",
            "投入",
            union,
            city,
            2012,
            (37, 44),
            "?",
        ),
        Claim(union, "foundedYear", PartialDate(1949), at),
        Claim(games, "eventYear", when, at),
    )
    mentions = (Mention(6, 12, text[6:12], "Organization", "hand", 1.0, union),)
    context = Context(city, union, None, 2012)
    return Document(entry, Resolution(mentions, (), (), (), context), facts)
