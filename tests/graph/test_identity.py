"""One thing, one IRI: which names stand alone, and what the others need beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook_kg.map.identity import Identity, identify
from yearbook_kg.model import Document, Entity

CASES = Path(__file__).parents[1] / "cases" / "identity.tsv"
ROWS = [
    line.split("\t") for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")
]


def _identity(**changes: object) -> Identity:
    given: dict[str, object] = {
        "entry": "140320020220004324",
        "volume": "吉安年鉴2013",
        "division": "吉安市",
        "province": "江西省",
        "levels": {"省": "江西省", "市": "吉安市"},
        "makers": {},
        "years": {},
    }
    return Identity(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("type_", "name", "kind", "code", "iri"), ROWS, ids=[row[1] for row in ROWS])
def test_names(type_: str, name: str, kind: str, code: str, iri: str) -> None:
    entity = Entity(name, type_, kind or None, code or None)  # type: ignore[arg-type]
    assert _identity().name(entity) == iri


def test_a_paper_bears_its_issuer() -> None:
    plan = Entity("实施意见", "Work")
    assert _identity(makers={plan: "中共吉安市委"}).name(plan) == "work_实施意见_中共吉安市委"


def test_an_event_of_a_series_bears_its_year() -> None:
    party, games = Entity("春节晚会", "Event"), Entity("吉安市第一届工人运动会", "Event")
    identity = _identity(years={party: 2012, games: 2012})
    assert identity.name(party) == "event_春节晚会_吉安市_2012"
    assert identity.name(games) == "event_吉安市第一届工人运动会"


def test_without_a_volume_or_division_the_entry_keeps_names_apart() -> None:
    identity = _identity(volume=None, division=None, levels={}, province=None)
    assert identity.name(Entity("张三", "Person")) == "person_张三_140320020220004324"
    assert identity.name(Entity("公安局", "Organization")) == "org_公安局_140320020220004324"
    assert identity.name(Entity("全市先进单位", "Honour")) == "honour_全市先进单位_140320020220004324"


def test_the_context_comes_from_the_document(whole: Document) -> None:
    identity = identify(whole)
    assert identity.volume == "吉安年鉴2013"
    assert identity.division == "吉安市"
    assert identity.makers[Entity("竞赛方案", "Work")] == "吉安市总工会"
    assert identity.years[Entity("吉安市第一届工人运动会", "Event", "games")] == 2012
