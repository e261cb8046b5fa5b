"""Every figure with what it measures, of whom, where and when."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.figures.pages import CITY, COUNTY, Case, cases, entry_of, shown
from yearbook_kg.model import Context, Entity, Entry, Field, Mention, Page, Resolution, Section
from yearbook_kg.relate.observations import observe


@pytest.mark.parametrize(
    ("text", "covered", "names", "organization", "expected", "seen"), cases("figures_observations")
)
def test_figures_are_told_whole(
    text: str, covered: str, names: str, organization: str, expected: str, seen: str
) -> None:
    case = Case(text, None if covered == "-" else int(covered), names, organization)
    assert "|".join(map(shown, case.observations())) == expected, seen


def test_evidence_is_the_words_of_the_figure() -> None:
    case = Case("全市投入约4.2亿元,增长12%。")
    for observation in case.observations():
        span = slice(observation.evidence.start, observation.evidence.end)
        assert case.text[span] == observation.text
        assert 0 < observation.evidence.confidence < 1


def test_a_change_is_linked_to_what_it_changes() -> None:
    level, growth, *_ = Case("完成产值30亿元,增长6.2%。").observations()
    assert growth.compared_with == (level.evidence.start, level.evidence.end)
    assert level.compared_with is None


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("拆除危房4O,260平方米", "字母"),
        ("女教师占112%", "大于100%"),
        ("产值下降130%", "超过全部"),
        ("有职工2030.5人", "不是整数"),
        ("有党员1026人,其中女党员1200人", "大于总体"),
    ],
)
def test_what_cannot_be_right_is_flagged_and_kept(text: str, doubt: str) -> None:
    flagged = [o for o in Case(text).observations() if o.doubt]
    assert len(flagged) == 1
    assert doubt in (flagged[0].doubt or "")


@pytest.mark.parametrize(
    "text", ["完成预算的103.2%", "户均7.3人", "指数为118.6%", "收入占预算的103.2%", "平均每户2030.5个"]
)
def test_what_may_be_right_is_not_doubted(text: str) -> None:
    assert [o.doubt for o in Case(text).observations()] == [None]


def test_a_heading_that_names_a_body_is_the_subject_below_it() -> None:
    text = "镇卫生院\n1987年设病床85张。职工97人。"
    case = Case(text, None, "镇卫生院/Organization=震泽镇卫生院")
    whole = case.resolution()
    section = Section(5, len(text), "镇卫生院", 0, 4)
    entry = Entry(Page(text, "a.txt", "a"), "1", "析出资源", "body", (), (section,), 0, len(text))
    assert {o.subject.name for o in observe(entry, whole) if o.subject} == {"震泽镇卫生院"}


def titled(title: str, text: str, names: str) -> list[str | None]:
    """The subjects of the figures of a card with that title."""
    whole = f"{title}\n{text}"
    case = Case(whole, None, names)
    field = Field("事件名称", title, 0, len(title))
    section = Section(len(title) + 1, len(whole))
    entry = Entry(
        Page(whole, "a.txt", "a"), "1", "事件", "lines", (field,), (section,), section.start, section.end
    )
    return [o.subject.name if o.subject else None for o in observe(entry, case.resolution())]


def test_the_title_of_a_card_is_the_subject_of_its_figures() -> None:
    games = "吉水县第二届运动会"
    assert titled(games, "观众3万人。", f"{games}/Event") == [games]
    built = "1959年动工兴建向阳水库"
    names = f"{built}/Event;向阳水库/Facility"
    case = Case(built, names=names)
    assert [m.type for m in case.mentions()] == ["Event", "Facility"]
    event_only = f"{built}/Event;坝上的向阳水库/Facility"
    assert titled(built, "坝高30米。", event_only) == [built]
    assert titled("农业", "产粮30吨。", f"{games}/Event") == ["吉安市"]


def test_the_building_of_a_thing_is_about_the_thing() -> None:
    title = "1959年动工兴建向阳水库"
    text = f"{title}\n坝高30米。向阳水库"
    case = Case(text, None, "向阳水库/Facility")
    event = Mention(0, len(title), title, "Event", "case", 1.0, Entity(title, "Event"))
    whole = case.resolution()
    mentions = (event, *(m for m in whole.mentions if m.start > len(title)))
    field = Field("事件名称", title, 0, len(title))
    body = Section(len(title) + 1, len(text))
    entry = Entry(Page(text, "a.txt", "a"), "1", "事件", "lines", (field,), (body,), body.start, body.end)
    (observation,) = observe(entry, replace(whole, mentions=mentions))
    assert observation.subject == Entity("向阳水库", "Facility")


def test_a_line_headed_by_a_name_is_about_it() -> None:
    case = Case("震泽中学 前身为私立初级中学。学生300人。", None, "震泽中学/Organization")
    assert [o.subject.name for o in case.observations() if o.subject] == ["震泽中学"]


def test_a_county_body_covers_its_county() -> None:
    case = Case("吉水县财政局投入30万元。", names="吉水县财政局/Organization")
    (observation,) = case.observations()
    assert observation.place is not None
    assert observation.place.name == COUNTY.name


def test_nothing_is_known_without_a_context() -> None:
    text = "投入30万元。"
    quantities = Case(text).resolution().quantities
    bare = Resolution((), (), quantities, (), Context(None, None, None, None))
    (observation,) = observe(entry_of(text), bare)
    assert (observation.subject, observation.place, observation.year) == (None, None, None)
    assert observation.evidence.confidence < 0.9


def test_no_figures_no_observations() -> None:
    assert Case("市委高度重视。").observations() == ()
    assert observe(entry_of(""), Case("").resolution()) == ()


def test_ranks_take_the_field_they_are_taken_in() -> None:
    case = Case(
        "总量列全省第二位,居湖北省各县第一位,产量居全国第三,占全镇人口的30%。新镇有30人", names="湖北省/Place"
    )
    places = [o.place.name if o.place else None for o in case.observations()]
    assert places[:3] == ["江西省", "湖北省", "中国"]


def test_life_in_office_has_no_single_year() -> None:
    text = "吴焕堂 民国18年调任建设厅技正,主持修筑公路32公里。民国32年捐谷120石。"
    case = Case(text, None, "吴焕堂/Person", place=CITY)
    assert [(str(o.value), o.year) for o in case.observations()] == [("32", None), ("120", 1943)]


def test_values_are_decimals() -> None:
    (observation,) = Case("投入82.26万元").observations()
    assert observation.value == Decimal("822600")
    assert isinstance(observation.subject, Entity)
