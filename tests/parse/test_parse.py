from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parse.granules import BODY, FIELDS, FOOTER, lines_page, outline, page, read_text, value_of
from yearbook_kg.errors import ParseError
from yearbook_kg.model import Entry
from yearbook_kg.parse import parse
from yearbook_kg.prose import regions
from yearbook_kg.read import read
from yearbook_kg.read.records import page_of
from yearbook_kg.read.webpage import render

TESTS = Path(__file__).parents[1]
MENU = "县图书馆\n机构用户\n登录\n首页\n知识图谱\n颗粒列表\n析出资源\n人物\nNew\n机构\n知识信息\n"
PIECES = st.sampled_from(
    [
        "知识类型:",
        "唯一号: 999020020260000001",
        "内容",
        "知识出处",
        "相关人物",
        "责任者",
        "张晴",
        "【概况】",
        "第一节 四至",
        "一、",
        "(一)",
        "1.",
        "1948年",
        "8月28日 ",
        "摘要: ",
        "全年。",
        "阅读",
        "《驻马店年鉴2009》",
        "2012年,增长5%",
        "市财政局",
        "页码: 3-1",
        "起始时间: 1958年",
        "| ",
        " |",
        "\n",
        "\n\n",
        "\u3000",
        "\ufeff",
        "\r",
        "\u202e",
        "\x1f",
    ]
)


def holds(entry: Entry) -> None:
    """What is true of every entry, whatever the page."""
    text = entry.text
    for field in entry.fields:
        assert text[field.start : field.end] == field.value
    assert 0 <= entry.body_start <= entry.body_end <= len(text)
    reached = entry.body_start
    for index, section in enumerate(entry.sections):
        if section.heading is not None:
            assert text[section.heading_start : section.heading_end] == section.heading != ""
            assert reached <= section.heading_start <= section.heading_end <= section.start
        assert reached <= section.start <= section.end <= entry.body_end
        assert section.level >= 1
        if section.parent is None:
            assert section.level == 1
        else:
            assert section.parent < index
            assert entry.sections[section.parent].level == section.level - 1
        reached = section.end
    spans = [(start, end) for _, start, end in regions(entry)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans) if b[0] < b[1])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_an_entry_that_holds_or_a_parse_error(text: str) -> None:
    try:
        entry = parse(page(text))
    except ParseError:
        return
    holds(entry)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_body_stands_inside_a_whole_page(body: str) -> None:
    holds(read_text(lines_page(body=body)))


@pytest.mark.parametrize("path", sorted((TESTS / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_everything_that_a_page_names_lies_in_its_fields_and_sections(path: Path) -> None:
    entry = parse(next(read(path)))
    holds(entry)
    gold = json.loads((TESTS / "gold" / f"{path.stem}.json").read_text("utf-8"))
    found = list(regions(entry))
    for mention in gold["mentions"]:
        assert any(start <= mention["start"] and mention["end"] <= end for _, start, end in found), mention
    bodies = [(start, end) for kind, start, end in found if kind == "body"]
    for figure in gold["observations"]:
        assert any(start <= figure["start"] and figure["end"] <= end for start, end in bodies), figure


def test_lines() -> None:
    entry = read_text(lines_page())
    assert entry.layout == "lines"
    assert (entry.id, entry.kind, entry.body_field) == ("999020020260000001", "析出资源", None)
    assert entry.text[entry.body_start : entry.body_end] == BODY
    assert {name: value_of(entry, name) for name in FIELDS} == FIELDS
    assert value_of(entry, "标题") == "农业"
    assert outline(entry) == [(1, "概况", "2008年,市农业局完成任务。"), (1, "种植", "全市增产。")]
    assert entry.warnings == ("出版地 1993 is a date",)


def test_menu() -> None:
    fields = "".join(f"{name}:\n{value}\n" for name, value in FIELDS.items() if name != "关键词")
    text = f"{MENU}农业\n{fields}关键词:\n驻马店市\n农业\n内容\n{BODY}\n{FOOTER}"
    entry = read_text(text)
    assert entry.layout == "menu"
    assert value_of(entry, "标题") == "农业"
    assert value_of(entry, "关键词") == "驻马店市\n农业"
    assert [s.heading for s in entry.sections] == ["概况", "种植"]


def test_menu_with_a_value_missing() -> None:
    entry = read_text(
        f"{MENU}大会\n知识类型:\n事件\n查看原文\n唯一号:\n999032020260000001\n重要成果:\n事件描述\n1950年开会。\n"
        "知识出处\n《县志》\n"
    )
    assert value_of(entry, "重要成果") == ""
    assert entry.text[entry.body_start : entry.body_end] == "1950年开会。"
    assert [f.name for f in entry.fields if f.footer] == ["知识出处"]


def test_menu_whose_labels_have_no_colons() -> None:
    card = (
        "知识类型\n事件\n知识出处\n《县志》\n唯一号\n999032020260000001\n事件名称\n大会\n起始时间\n1950年\n"
    )
    entry = read_text(
        f"{MENU}地理名称\n大会\n{card}事件描述\n1950年开会。\n知识出处\n《县志》\n出版者:某社\n"
    )
    assert (entry.layout, entry.id, entry.kind) == ("menu", "999032020260000001", "事件")
    assert {f.name: f.value for f in entry.fields if not f.footer} == {
        "标题": "大会",
        "知识类型": "事件",
        "知识出处": "《县志》",
        "唯一号": "999032020260000001",
        "事件名称": "大会",
        "起始时间": "1950年",
    }
    assert outline(entry) == [(1, None, "1950年开会。")]
    assert [f.name for f in entry.fields if f.footer] == ["知识出处", "出版者"]


def test_a_menu_without_a_title_gives_none() -> None:
    entry = read_text("首页\n登录\n知识信息\n唯一号:\n999032020260000001\n")
    assert entry.field("标题") is None
    assert entry.layout == "menu"


def test_table() -> None:
    entry = read_text(
        "知识出处: | 《县志》 |\n唯一号: | 999032020260000111 |\n事件名称: | 大会 |\n--- | --- |\n"
        "重要成果: | 会议于9月举行,到会187人。\n会议通过办法。 |\n相关地名: | 蒙城县 |\n"
    )
    assert entry.layout == "table"
    assert (entry.kind, entry.body_field) == ("事件", "重要成果")
    assert value_of(entry, "重要成果") == "会议于9月举行,到会187人。\n会议通过办法。"
    assert outline(entry) == [(1, None, "会议于9月举行,到会187人。\n会议通过办法。")]
    assert value_of(entry, "相关地名") == "蒙城县"


def test_a_table_with_bars_in_front() -> None:
    entry = read_text(
        "| 唯一号 | 999036020260000115 |\n| 实物简介 | 江长196公里。 |\n| 摘要 | 别的说明文字。 |"
    )
    assert (entry.layout, entry.body_field, entry.kind) == ("table", "实物简介", "实物")


def test_one_page_in_every_layout_says_the_same() -> None:
    fields = FIELDS | {"关键词": "驻马店市"}
    menu = MENU + "农业\n" + "".join(f"{name}:\n{value}\n" for name, value in fields.items())
    table = "".join(f"{name}: | {value} |\n" for name, value in fields.items())
    web = "".join(f"<p><b>{name}</b>:{value}</p>" for name, value in fields.items())
    pages = [
        lines_page(fields),
        f"{menu}内容\n{BODY}\n{FOOTER}",
        f"农业\n{table}内容\n{BODY}\n{FOOTER}",
        render(
            f"<h1>农业</h1>{web}<div>内容</div><pre>{BODY}</pre><div>"
            + FOOTER.replace("\n", "<br>")
            + "</div>"
        ),
        page_of({**fields, "title": "农业", "text": BODY}, "-", "row").text + FOOTER,
    ]
    entries = [read_text(text) for text in pages]
    assert [entry.layout for entry in entries] == ["lines", "menu", "table", "lines", "lines"]
    for entry in entries:
        assert [(f.name, f.value) for f in entry.fields] == [(f.name, f.value) for f in entries[0].fields]
        assert [s.heading for s in entry.sections] == ["概况", "种植"]
        assert entry.id == entries[0].id


def test_body_alone() -> None:
    entry = read_text("板栗是大宗特产。\n\u2003\u20031974年,印发规划。")
    assert (entry.layout, entry.id, entry.kind, entry.fields) == ("body", "page", "析出资源", ())
    assert entry.warnings == ()


def test_body_under_a_title() -> None:
    entry = read_text("第二节 供销合作机构\n\n民国25年,县政府设办事处。")
    assert (value_of(entry, "标题"), entry.layout) == ("第二节 供销合作机构", "body")
    assert outline(entry) == [(1, None, "民国25年,县政府设办事处。")]
    assert read_text("【概况】\n\n全年。").field("标题") is None
    assert read_text("历任知事:\n\n冯载阳。").field("标题") is None


def test_full_width_colons_and_blanks_inside_labels() -> None:
    number = "\uff19\uff19\uff19032020260000001"
    text = f"农业\n知识类型\uff1a事件\n唯 一 号 \uff1a {number}\n**页码**: 3\n事件描述\n开会。"
    entry = read_text(text)
    assert (entry.id, entry.kind) == ("999032020260000001", "事件")
    assert value_of(entry, "页码") == "3"


def test_unknown_fields_are_kept() -> None:
    entry = read_text(lines_page({"唯一号": "999020020260000001", "馆藏号": "K29", "备注(新)": "甲"}))
    assert (value_of(entry, "馆藏号"), value_of(entry, "备注(新)")) == ("K29", "甲")


def test_a_summary_of_several_lines() -> None:
    fields = FIELDS | {"摘要": "第一句话。\n其中:二是加强管理。\n\n第三段话。"}
    assert value_of(read_text(lines_page(fields)), "摘要") == fields["摘要"]


def test_without_a_body_the_summary_is_it() -> None:
    entry = read_text("农业\n\n唯一号: 999020020260000001\n摘要: 全年总产65.4亿公斤。\n关键词: 农业\n")
    assert entry.body_field == "摘要"
    assert [s.heading for s in entry.sections] == [None]


def test_a_body_label_with_the_text_behind_it() -> None:
    entry = read_text(
        "大会\n唯一号: 999032020260000001\n事件描述: 1950年开会。\n到会50人。\n\n知识出处\n《县志》\n"
    )
    assert entry.body_field == "事件描述"
    assert entry.text[entry.body_start : entry.body_end] == "1950年开会。\n到会50人。"


def test_a_body_without_a_label() -> None:
    entry = read_text(
        "农业\n\n唯一号: 999020020260000001\n关键词: 农业 种植\n\n【概况】 全年。\n  【种植】 增产。"
    )
    assert [s.heading for s in entry.sections] == ["概况", "种植"]
    assert value_of(entry, "关键词") == "农业 种植"
    assert "the body has no label above it; it begins below the last field" in entry.warnings


def test_a_cell_of_several_lines_with_something_like_a_label_in_it() -> None:
    entry = read_text(
        "唯一号: | 999032020260000111 |\n重要成果: | 会议于9月举行。\n地点:县城\n到会代表 |\n备注: | 无 |\n"
    )
    assert value_of(entry, "重要成果") == "会议于9月举行。\n地点:县城\n到会代表"
    assert value_of(entry, "备注") == "无"


def test_keywords_one_a_line_without_a_label_above_the_body() -> None:
    entry = read_text(
        "江河\n唯一号:\n999036020260000115\n关键词:\n安仁县\n永乐江\n江长196公里,县境流长68.4公里。\n"
    )
    assert value_of(entry, "关键词") == "安仁县\n永乐江"
    assert entry.text[entry.body_start :].startswith("江长")


def test_a_heading_ends_a_header_without_a_label() -> None:
    entry = read_text("江河\n唯一号: 999020020260000115\n页数: 3\n第一节 四至\n东界竹山县。\n")
    assert value_of(entry, "页数") == "3"
    assert [s.heading for s in entry.sections] == ["四至"]


def test_a_stray_line_in_the_header_is_passed_over() -> None:
    entry = read_text("农业\n\n唯一号: 999020020260000001\n\n其他说明\n页数: 3\n")
    assert value_of(entry, "页数") == "3"
    assert "the page has no body" in entry.warnings


def test_a_stray_line_above_the_fields_is_passed_over() -> None:
    entry = read_text(
        "农业\n\n知识类型: 析出资源\n查看原文\n试用提示\n唯一号: 999020020260000001\n\n内容\n\n全年。\n"
    )
    assert (entry.id, entry.sections[0].heading) == ("999020020260000001", None)


def test_a_short_body_without_a_label_above_the_footer() -> None:
    entry = read_text(f"农业\n\n唯一号: 999020020260000001\n\n全年增产。\n\n{FOOTER}")
    assert entry.text[entry.body_start : entry.body_end] == "全年增产。"


def test_prose_ends_a_header_without_a_label() -> None:
    entry = read_text("江河\n唯一号: 999020020260000115\n页数: 3\n江长196公里,县境流长68.4公里。\n")
    assert (value_of(entry, "页数"), outline(entry)) == ("3", [(1, None, "江长196公里,县境流长68.4公里。")])


def test_two_weak_labels_make_a_header_and_one_does_not() -> None:
    assert value_of(read_text("江河\n类型: 湖泊\n页数: 2\n\n内容\n\n江长196公里。"), "类型") == "湖泊"
    assert read_text("类型: 湖泊\n江长196公里。").layout == "body"


def test_an_empty_page_is_an_error_that_says_where() -> None:
    with pytest.raises(ParseError, match=r"page\.txt: neither a field nor a body"):
        read_text(" \n\u3000\n")


def test_labels_without_values_are_nothing() -> None:
    with pytest.raises(ParseError):
        read_text("唯一号:\n页数:\n")


@pytest.mark.parametrize(
    ("raw", "id_"), [("../../etc/passwd", "etc_passwd-3754d6cb"), ("12345", "12345"), ('a"<b>', "a_b-")]
)
def test_a_hostile_id_becomes_a_safe_one(raw: str, id_: str) -> None:
    entry = read_text(f"农业\n\n唯一号: {raw}\n摘要: 全年。\n")
    assert entry.id.startswith(id_)
    assert "/" not in entry.id
    assert "is not eighteen digits" in entry.warnings[0]


def test_a_page_that_stops_in_its_body() -> None:
    entry = read_text(lines_page(footer=""))
    assert entry.warnings == ("the page ends without its footer; it may be cut off",)


def test_the_title_is_the_line_that_the_header_repeats() -> None:
    assert value_of(read_text(f"农业\n分享到微博\n{lines_page(title='')}"), "标题") == "农业"


def test_a_million_lines_take_seconds() -> None:
    entry = read_text(lines_page(body="【概况】 全市完成投资。\n" * 20_000))
    assert len(entry.sections) == 20_000
