from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.model import Entry, Field, Mention, Page, Section
from yearbook_kg.parse import parse
from yearbook_kg.recognise.names import find_names, select
from yearbook_kg.recognise.times import find_times

CASES = Path(__file__).parent.parent / "cases"
MARK = re.compile(r"\[([^\[\]|]+)\|(\w+)\]")


def rows(name: str) -> Iterator[list[str]]:
    for line in (CASES / f"{name}.tsv").read_text("utf-8").splitlines()[2:]:
        if line and not line.startswith("#"):
            yield line.split("\t")


def body(text: str) -> Entry:
    """A page that is all body."""
    sections = (Section(0, len(text)),)
    return Entry(Page(text, "a.txt", "a"), "1", "析出资源", "body", (), sections, 0, len(text))


def names(entry: Entry) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in find_names(entry, find_times(entry))]


@pytest.mark.parametrize(("marked", "phenomenon"), [(r[0], r[1]) for r in rows("names")])
def test_sentence_with_names(marked: str, phenomenon: str) -> None:
    expected = [(m[1], m[2]) for m in MARK.finditer(marked)]
    assert names(body(MARK.sub(r"\1", marked))) == expected, phenomenon


@pytest.mark.parametrize(("text", "phenomenon"), [(r[0], r[1]) for r in rows("names_none")])
def test_sentence_without_names(text: str, phenomenon: str) -> None:
    assert names(body(text)) == [], phenomenon


def test_full_width_signs_change_nothing() -> None:
    narrow = "局长:周明华、李 强(女);副局长:王海生,9月任"
    wide = narrow.replace(",", "\uff0c").replace(":", "\uff1a").replace(";", "\uff1b")
    wide = wide.replace("(", "\uff08").replace(")", "\uff09").replace(" ", "\u3000")
    assert [m.start for m in find_names(body(wide), ())] == [m.start for m in find_names(body(narrow), ())]
    assert ("李\u3000强", "Person") in names(body(wide))


def test_fields_type_what_they_name() -> None:
    text = "出版者:方志出版社\n出版地:1993.9\n责任者\n韩 志\n相关地名\n丰顺县、汤坑镇"
    fields = (
        Field("出版者", "方志出版社", 4, 9, footer=True),
        Field("出版地", "1993.9", 14, 20, footer=True),
        Field("相关人物", "韩 志", 25, 28, role="责任者", footer=True),
        Field("相关地名", "丰顺县、汤坑镇", 34, 41, role="相关地名", footer=True),
    )
    entry = Entry(Page(text, "a.txt", "a"), "1", "析出资源", "lines", fields, (), 0, 0)
    found = [(m.text, m.type) for m in find_names(entry, ())]
    assert found == [
        ("方志出版社", "Organization"),
        ("韩 志", "Person"),
        ("丰顺县", "Place"),
        ("汤坑镇", "Place"),
    ]


def test_event_card_names_its_event_whole() -> None:
    text = "事件名称:修建向阳水库\n"
    fields = (Field("事件名称", "修建向阳水库", 5, 11),)
    entry = Entry(Page(text, "a.txt", "a"), "1", "事件", "lines", fields, (), 0, 0)
    assert names(entry) == [("修建向阳水库", "Event")]


def test_class_numbers_are_no_roads() -> None:
    text = "分类号: G527.644\n"
    fields = (Field("分类号", "G527.644", 5, 13),)
    entry = Entry(Page(text, "a.txt", "a"), "1", "析出资源", "lines", fields, (), 0, 0)
    assert names(entry) == []


def test_name_sure_in_one_place_is_found_in_others() -> None:
    found = names(body("丰顺县汤坑镇设合作指导室。起自汤坑,经汤坑。\n霍山县合作指导室裁撤,合作指导室归并。"))
    assert found.count(("汤坑", "Place")) == 2
    assert ("合作指导室", "Organization") in found[-1:]


def test_zone_and_its_committee_in_short_after_the_full_name() -> None:
    text = "【概况】管委会。宜春经济开发区获批。年末,开发区有企业42家,管委会印发通知。"
    start = text.index("管委会。") + 4
    found = [(m.text, m.start > start) for m in find_names(body(text), ()) if m.text in ("开发区", "管委会")]
    assert found == [("开发区", True), ("管委会", True)]


def test_county_that_is_a_common_word_needs_the_page() -> None:
    text = "任县一中校长。"
    assert names(body(text)) == [("县一中", "Organization")]
    page = "标题\n\n唯一号: 140320020220004324\n关键词: 任县\n\n内容\n\n任县第二中学成立。"
    assert ("任县第二中学", "Organization") in names(parse(Page(page, "a.txt", "a")))


def test_select_prefers_fields_then_sure_then_long() -> None:
    loose = Mention(0, 6, "甲乙丙丁戊己", "Organization", "named-suffix", 0.7)
    sure = Mention(0, 3, "甲乙丙", "Person", "person-act", 0.9)
    field = Mention(2, 5, "丙丁戊", "Place", "field", 0.5)
    assert select([loose, sure]) == (sure,)
    assert select([loose, sure, field]) == (field,)


HAN = st.text(
    st.sampled_from(
        "县市局镇村、,。:()“”《》 \n一二第届次获被评为任长张王李江河路桥农业会议活动奖先进单位2009年"
    ),
    max_size=60,
)


@given(HAN)
def test_spans_quote_the_text_and_never_overlap(text: str) -> None:
    found = find_names(body(text), ()) if text else ()
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert 0 < mention.confidence <= 1
    for before, after in pairwise(found):
        assert before.end <= after.start


@pytest.mark.parametrize(
    ("label", "role", "value", "expected"),
    [
        ("籍贯", None, "江西省吉安市", [("江西省", "Place"), ("吉安市", "Place")]),
        ("籍贯", None, "福建永春", [("福建", "Place"), ("永春", "Place")]),
        ("发生地点", None, "岩溪镇", [("岩溪镇", "Place")]),
        ("相关人物", "责任者", "韩志勤主编", [("韩志勤", "Person")]),
        ("相关人物", "责任者", "震泽镇志编纂委员会", [("震泽镇志编纂委员会", "Organization")]),
        ("出版者", None, "内部资料", []),
        ("机构名称", None, "介休县人民医院", [("介休县人民医院", "Organization")]),
    ],
)
def test_value_of_a_typed_field(
    label: str, role: str | None, value: str, expected: list[tuple[str, str]]
) -> None:
    fields = (Field(label, value, 0, len(value), role=role, footer=True),)
    entry = Entry(Page(value, "a.txt", "a"), "1", "析出资源", "lines", fields, (), 0, 0)
    assert [(m.text, m.type) for m in find_names(entry, ())] == expected
