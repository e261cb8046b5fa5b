"""What the page tells of a fact besides its words: the year that holds, the games, the level."""

from __future__ import annotations

import pytest

from yearbook_kg.map.circumstances import complete
from yearbook_kg.model import (
    Claim,
    Conferral,
    Context,
    Document,
    Entity,
    Entry,
    Evidence,
    Interval,
    Mention,
    Page,
    PartialDate,
    Resolution,
    Section,
)

TEXT = (
    "组团参加全省第三届工人运动会13项比赛,获团体总分三等奖,跳绳单项第一名,被评为优秀组织奖和体育道德风尚奖。"
    "获全省先进单位。"
)
GAMES = Entity("江西省第三届工人运动会", "Event", "games")
UNION = Entity("吉安市总工会", "Organization", "union")
NAME = "全省第三届工人运动会"


def _at(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words), "honour", 0.9)


def _document(*facts: Conferral | Claim, year: int | None = 2012) -> Document:
    entry = Entry(Page(TEXT, "-", "1"), "1", "析出资源", "lines", (), (Section(0, len(TEXT)),), 0, len(TEXT))
    start = TEXT.index(NAME)
    games = Mention(start, start + len(NAME), NAME, "Event", "names", 1.0, GAMES)
    context = Context(None, None, None, year)
    return Document(entry, Resolution((games,), (), (), (), context, ((0, 2012),)), facts)


def _won(honour: str, words: str, **more: object) -> Conferral:
    return Conferral(UNION, Entity(honour, "Honour"), _at(words), **more)  # type: ignore[arg-type]


def _completed(fact: Conferral, year: int | None = 2012) -> Conferral:
    (found,) = complete(_document(fact, year=year)).facts
    assert isinstance(found, Conferral)
    return found


def test_all_awards_of_a_sentence_were_won_at_its_games() -> None:
    honours = {
        "团体总分三等奖": "获团体总分三等奖",
        "优秀组织奖": "被评为优秀组织奖",
        "体育道德风尚奖": "体育道德风尚奖",
    }
    for honour, words in honours.items():
        assert _completed(_won(honour, words)).event == GAMES


@pytest.mark.parametrize("honour", ["全省工会工作二等奖", "先进单位", "江西省劳动奖章"])
def test_what_was_not_won_at_the_games(honour: str) -> None:
    assert _completed(_won(honour, "获团体总分三等奖")).event is None


def test_the_games_of_another_sentence_do_not_count() -> None:
    assert _completed(_won("一等奖", "获全省先进单位")).event is None


def test_the_year_of_a_yearbook_is_the_time_of_what_has_none() -> None:
    year = Interval(PartialDate(2012), PartialDate(2012))
    said = Interval(PartialDate(2011), PartialDate(2011))
    assert _completed(_won("先进单位", "获全省先进单位")).time == year
    assert _completed(_won("先进单位", "获全省先进单位", time=said)).time == said
    assert _completed(_won("先进单位", "获全省先进单位"), year=None).time is None


@pytest.mark.parametrize(
    ("honour", "said", "level"),
    [
        ("汕头地区科技成果三等奖", "县", "地区"),
        ("晋中地区劳动模范", None, "地区"),
        ("县直机关绩效评估优秀单位", None, "县"),
        ("全镇先进单位", None, "乡"),
        ("全省先进单位", "省", "省"),
        ("优秀组织奖", None, None),
    ],
)
def test_levels(honour: str, said: str | None, level: str | None) -> None:
    assert _completed(_won(honour, "获全省先进单位", level=said)).level == level


def test_an_event_that_somebody_takes_part_in_has_the_year_of_the_page() -> None:
    part = Claim(UNION, "participatedIn", GAMES, _at(NAME))
    said = Claim(GAMES, "eventYear", PartialDate(2011), _at(NAME))
    assert _years(_document(part, part)) == [PartialDate(2012)]
    assert _years(_document(part, said)) == [PartialDate(2011)]
    assert _years(_document(part, year=None)) == []
    for other in (Entity("2010年上海世博会", "Event", "exhibition"), Entity("抗美援朝", "Event", "war")):
        looked_back = Claim(UNION, "participatedIn", other, _at(NAME))
        assert complete(_document(looked_back)).facts == (looked_back,)


def _years(document: Document) -> list[Entity | PartialDate]:
    claims = [fact for fact in complete(document).facts if isinstance(fact, Claim)]
    return [claim.object for claim in claims if claim.predicate == "eventYear"]
