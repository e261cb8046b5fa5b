from __future__ import annotations

from itertools import pairwise

import pytest

from tests.resolve.pages import page
from yearbook_kg.model import Context
from yearbook_kg.resolve import resolve


def context(volume: str | None, text: str, **more: str) -> Context:
    entry, recognition = page(volume, text, **more)
    return resolve(entry, recognition).context


@pytest.mark.parametrize(
    ("volume", "text", "division", "code"),
    [
        ("吉安年鉴2013", "2012年，全市走访企业660家。", "吉安市", "360800"),
        ("湘潭县年鉴2011", "2010年，全县有学校318所。", "湘潭县", "430321"),
        ("湘潭年鉴2011", "2010年，全市有学校318所。", "湘潭市", "430300"),
        ("襄樊年鉴2009", "2008年，全市有学校318所。", "襄樊市", "420600"),
        ("蓬溪县志(1911—1985)", "1985年设法院。", "蓬溪县", "510921"),
        ("震泽镇志", "1987年有24个班。", "震泽镇", None),
        ("重庆市武隆县志", "1987年有24个班。", "武隆县", "512326"),
        ("永新县教育志", "1987年有24个班。", "永新县", "362430"),
        ("中国教育年鉴2011", "2010年，全国有学校318所。", None, None),
        (None, "2010年，⟦P:永新县⟧建成，⟦P:永新县⟧获奖。", "永新县", "360830"),
        (None, "2010年，建成。", None, None),
    ],
)
def test_home_division(volume: str | None, text: str, division: str | None, code: str | None) -> None:
    found = context(volume, text).division
    assert (found.name if found else None) == division
    assert (found.code if found else None) == code


def test_home_division_of_keywords() -> None:
    found = context("某厂志", "1987年投产。", keywords="永新县 工业").division
    assert found is not None
    assert found.name == "永新县"


@pytest.mark.parametrize(
    ("volume", "text", "levels"),
    [
        ("吉安年鉴2013", "2012年，全市", {"市": "吉安市", "省": "江西省"}),
        ("湘潭县年鉴2011", "2010年，全县", {"县": "湘潭县", "市": "湘潭市", "省": "湖南省"}),
        ("桂林年鉴2014", "2013年，全市", {"市": "桂林市", "区": "广西壮族自治区"}),
        ("永新县志", "1985年，全县", {"县": "永新县", "地区": "吉安地区", "地": "吉安地区", "省": "江西省"}),
        ("延边年鉴2013", "2012年，全州", {"州": "延边朝鲜族自治州", "省": "吉林省"}),
        ("万州年鉴2013", "2012年，全区", {"区": "万州区", "市": "重庆市"}),
        ("震泽镇志", "1987年属⟦P:吴江县⟧。", {"镇": "震泽镇"}),
    ],
)
def test_levels(volume: str, text: str, levels: dict[str, str]) -> None:
    found = {word: entity.name for word, entity in context(volume, text).levels.items()}
    assert levels.items() <= found.items()


@pytest.mark.parametrize(
    ("volume", "text", "year"),
    [
        ("吉安年鉴2013", "全年走访。", 2012),
        ("吉安年鉴2013", "2013年，走访。2013年，走访。", 2013),
        ("吉安年鉴", "2012年，走访。", 2012),
        ("吉安年鉴", "走访。", None),
        ("吉安县志", "1985年，走访。", None),
        ("吉安年鉴(2001-2005)", "2003年，走访。", None),
    ],
)
def test_covered_year(volume: str, text: str, year: int | None) -> None:
    assert context(volume, text).year == year


def test_publication_is_the_volume() -> None:
    found = context("吉安年鉴2013", "全年走访。")
    assert found.publication is not None
    assert found.publication.name == "吉安年鉴2013"
    assert context(None, "全年走访。").publication is None


def test_the_title_is_the_main_body() -> None:
    found = context("吉安年鉴2013", "⟦O:市总工会⟧走访。", title="⟦O:吉安市总工会⟧")
    assert found.organization is not None
    assert (found.organization.name, found.organization.kind) == ("吉安市总工会", "union")
    assert [f.organization for f in found.frames] == [found.organization]


def test_a_topic_has_the_body_of_its_keywords() -> None:
    found = context(
        "盐城年鉴2008", "⟦O:盐城市公安局⟧立案。", title="公安", keywords="盐城市 公安 盐城市公安局"
    )
    assert found.organization is not None
    assert found.organization.name == "盐城市公安局"


def test_a_topic_of_a_place_has_no_body() -> None:
    found = context("驻马店年鉴2009", "⟦O:市农业局⟧检查。", title="农业", keywords="驻马店市 农业")
    assert found.organization is None
    assert [f.organization for f in found.frames] == [None]


def test_a_heading_is_the_body_of_its_section() -> None:
    entry, recognition = page("临沂年鉴2010", "收入82.46亿元。", heading="⟦O:临沂市财政局⟧")
    (frame,) = resolve(entry, recognition).context.frames
    assert frame.organization is not None
    assert frame.organization.name == "临沂市财政局"
    assert (frame.start, frame.end) == (entry.body_start, entry.body_end)


def test_a_line_may_begin_with_the_body_it_is_about() -> None:
    text = "⟦O:粮管所⟧ 1950年设。\n⟦O:自来水厂⟧ 厂址在南岸。\n⟦O:油米厂⟧ 12.3 6,480\n"
    entry, recognition = page("震泽镇志", text)
    names = [f.organization.name for f in resolve(entry, recognition).context.frames if f.organization]
    assert names == ["震泽镇粮管所", "震泽自来水厂"]


def test_lineage_follows_the_body_that_came_to_be() -> None:
    text = (
        "民国29年，⟦O:办事处⟧改组为⟦O:霍山县合作指导室⟧，有3人。1950年成立⟦O:霍山县供销合作总社⟧，有5人。"
        "增设⟦O:漫水河⟧、⟦O:上土市⟧2社，入股6人。"
    )
    entry, recognition = page("霍山县志", text, title="第二节 供销合作机构")
    frames = resolve(entry, recognition).context.frames
    names = [f.organization.name if f.organization else None for f in frames]
    assert names == [None, "霍山县合作指导室", "霍山县供销合作总社"]
    assert all(a.end == b.start for a, b in pairwise(frames))


def test_no_body_no_frames() -> None:
    entry, recognition = page("霍山县志", "")
    assert resolve(entry, recognition).context.frames == ()


def test_a_heading_is_the_place_of_its_section() -> None:
    entry, recognition = page("永新年鉴2014", "2013年，全镇走访，⟦O:镇政府⟧出资。", heading="⟦P:龙源口镇⟧")
    resolution = resolve(entry, recognition)
    (frame,) = resolution.context.frames
    assert frame.place is not None
    assert frame.place.name == "龙源口镇"
    assert [m.entity.name for m in resolution.mentions if m.entity] == ["龙源口镇", "龙源口镇人民政府"]


@pytest.mark.parametrize(
    ("volume", "title", "division", "levels"),
    [
        ("尤溪年鉴2010", "洋中镇", "洋中镇", {"镇": "洋中镇", "县": "尤溪县", "市": "三明市"}),
        ("吉安年鉴2013", "永新县", "永新县", {"县": "永新县", "市": "吉安市"}),
        ("吉安年鉴2013", "永新县概况", "永新县", {"县": "永新县"}),
        ("吉安年鉴2013", "农村", "吉安市", {"市": "吉安市"}),
    ],
)
def test_the_title_may_be_a_place(volume: str, title: str, division: str, levels: dict[str, str]) -> None:
    found = context(volume, "2012年，全市建成。", title=title)
    assert found.division is not None
    assert found.division.name == division
    assert levels.items() <= {word: entity.name for word, entity in found.levels.items()}.items()


def test_a_page_without_volume_is_about_what_its_names_begin_with() -> None:
    found = context(None, "板栗是⟦P:罗田县⟧特产，建⟦O:罗田县板栗良种场⟧，获⟦H:优质产品⟧。").division
    assert found is not None
    assert found.name == "罗田县"


def test_twins_are_settled_by_the_page() -> None:
    found = context("鼓楼区年鉴2012", "2011年，⟦P:徐州市⟧批准。").division
    assert found is not None
    assert found.code == "320302"


def test_a_town_of_a_city() -> None:
    found = context("东莞市塘厦镇志", "1987年有24个班。")
    assert found.division is not None
    assert found.division.name == "塘厦镇"
    assert found.levels["市"].name == "东莞市"


def test_a_zone_as_the_title() -> None:
    found = context("樟树年鉴2015", "2014年，⟦P:樟树工业园区⟧投产。", title="樟树工业园区")
    assert found.division is not None
    assert (found.division.name, found.division.kind) == ("樟树工业园区", "zone")
