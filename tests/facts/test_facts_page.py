"""What the metadata of a page says of the entry, its volume, and the subject of a card."""

from __future__ import annotations

from yearbook_kg.evaluate.form import triple_of
from yearbook_kg.model import (
    Context,
    Entity,
    Entry,
    Field,
    Interval,
    Mention,
    Page,
    PartialDate,
    Resolution,
    Section,
    TimeExpression,
)
from yearbook_kg.relate.facts import find_facts

COUNTY = Entity("吉水县", "Place", "county", "360822")
ZONE = Entity("吉水工业园区", "Place")


class Maker:
    """Builds the text of a page field by field, so that every span is true."""

    def __init__(self) -> None:
        self.text = ""
        self.fields: list[Field] = []
        self.mentions: list[Mention] = []
        self.times: list[TimeExpression] = []

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        span = (start, len(self.text))
        self.text += "\n"
        return span

    def field(self, name: str, value: str, role: str | None = None, *, footer: bool = False) -> None:
        self.fields.append(Field(name, value, *self.add(value), role, footer))

    def name(self, words: str, entity: Entity, at: int = 0) -> None:
        start = self.text.index(words, at)
        mention = Mention(start, start + len(words), words, entity.type, "test", 1.0, entity)
        self.mentions.append(mention)
        self.mentions.sort(key=lambda m: m.start)

    def facts(self, body: tuple[int, int], kind: str = "析出资源") -> set[str]:
        page = Page(self.text, "test", "test")
        entry = Entry(page, "x", kind, "lines", tuple(self.fields), (Section(*body),), *body)
        about = Context(COUNTY, None, None, None, {"县": COUNTY, "省": Entity("江西省", "Place")})
        resolution = Resolution(tuple(self.mentions), tuple(self.times), (), (), about, ((0, None),))
        found = (triple_of(fact) for fact in find_facts(entry, resolution))
        return {"·".join(triple) for triple in found if triple is not None}


def test_volume_persons_and_places() -> None:
    page = Maker()
    page.field("内容出处", "《吉水县志》 图书")
    page.field("颗粒名称", "第一章 境域与区划")
    page.field("关键词", "吉水县 区划")
    page.field("出版者", "新华出版社", footer=True)
    page.field("简介", "本志由吉水县志办公室编纂,文峰镇人民政府协助。", footer=True)
    page.field("责任者", "王 大力", "责任者", footer=True)
    page.field("相关地名", "吉水县", "相关地名", footer=True)
    page.field("相关地名", "文峰镇", "相关地名", footer=True)
    page.name("吉水县", COUNTY, page.text.index("吉水县 区划"))
    page.name("吉水县志办公室", Entity("吉水县志办公室", "Organization"))
    page.name("文峰镇人民政府", Entity("文峰镇人民政府", "Organization"))
    page.name("文峰镇", Entity("文峰镇", "Place"), page.text.rindex("文峰镇"))
    body = page.add("境内多山。")
    assert page.facts(body) == {
        "x·partOf·吉水县志",
        "吉水县志·publisher·新华出版社",
        "吉水县志·contributor·吉水县志办公室",
        "x·contributor·王大力",
        "x·about·吉水县",
        "x·spatialCoverage·吉水县",
        "吉水县·locatedIn·江西省",
        "吉水县·locatedIn·吉安市",
        "吉安市·locatedIn·江西省",
        "文峰镇·locatedIn·吉水县",
        "吉水县志办公室·locatedIn·吉水县",
        "文峰镇人民政府·locatedIn·文峰镇",
    }


def test_event_card_takes_its_year_from_the_body_and_keeps_the_place_of_the_field() -> None:
    page = Maker()
    page.field("事件名称", "吉水暴动")
    page.field("起始时间", "1928年")
    page.field("发生地点", "吉水县")
    page.name("吉水县", COUNTY)
    start = len(page.text)
    body = page.add("1927年11月,农民在白水乡发生暴动。")
    when = Interval(PartialDate(1927, 11), PartialDate(1927, 11))
    page.times.append(TimeExpression(start, start + 8, "1927年11月", "gregorian", when))
    page.name("白水乡", Entity("白水乡", "Place"))
    facts = page.facts(body, "事件")
    assert {"x·about·吉水暴动", "吉水暴动·eventYear·1927", "吉水暴动·eventPlace·吉水县"} <= facts
    assert "吉水暴动·eventPlace·白水乡" in facts
    # the field says otherwise: that is kept too, as what a contradicted field says (test_facts_fields)
    assert "吉水暴动·eventYear·1928" in facts


def test_event_card_without_a_time_in_its_body_keeps_that_of_the_field() -> None:
    page = Maker()
    page.field("事件名称", "吉水暴动")
    page.field("起始时间", "1928年")
    body = page.add("农民暴动。")
    assert "吉水暴动·eventYear·1928" in page.facts(body, "事件")


def test_event_card_dated_by_its_name() -> None:
    page = Maker()
    page.field("事件名称", "1959年吉水县动工兴建水库")
    body = page.add("农民上工。")
    assert "1959年吉水县动工兴建水库·eventYear·1959" in page.facts(body, "事件")


def test_person_card_keeps_the_native_place_of_the_field() -> None:
    page = Maker()
    page.field("人物名称", "王大力")
    page.field("籍贯", "江西省")
    page.name("王大力", Entity("王大力", "Person"))
    body = page.add("任文江中学校长。")
    page.name("文江中学", Entity("文江中学", "Organization"))
    assert page.facts(body, "人物") == {
        "x·about·王大力",
        "王大力·nativePlace·江西省",
        "王大力·heldPost·文江中学/校长",
        "吉水县·locatedIn·江西省",
    } - {"吉水县·locatedIn·江西省"}


def test_thing_card_gives_the_subject_of_its_sentences() -> None:
    page = Maker()
    page.field("实物名称", "文峰塔")
    tower = Entity("文峰塔", "Facility")
    page.name("文峰塔", tower)
    body = page.add("位于白水乡,县水利局主持修建。")
    page.name("白水乡", Entity("白水乡", "Place"))
    page.name("县水利局", Entity("吉水县水利局", "Organization"))
    facts = page.facts(body, "实物")
    assert {"x·about·文峰塔", "文峰塔·locatedIn·白水乡", "吉水县水利局·built·文峰塔"} <= facts


def test_gazetteer_section_titled_by_a_body() -> None:
    page = Maker()
    page.field("颗粒名称", "第四节 县人民医院")
    body = page.add("1956年建成。县人民医院有职工。是年获先进单位。")
    page.name("县人民医院", Entity("吉水县人民医院", "Organization"), body[0])
    page.name("先进单位", Entity("先进单位", "Honour"))
    facts = page.facts(body)
    assert "吉水县人民医院·receivedHonour·先进单位" in facts


def test_page_without_fields_or_body_has_no_facts() -> None:
    assert Maker().facts((0, 0)) == set()
