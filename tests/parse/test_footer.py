from __future__ import annotations

import pytest

from yearbook_kg.parse.footer import footer_start, read_footer
from yearbook_kg.parse.lines import cut


def footer(text: str) -> list[tuple[str, str, str | None]]:
    fields = read_footer(text, list(cut(text)))
    assert all(text[f.start : f.end] == f.value and f.footer for f in fields)
    return [(f.name, f.value, f.role) for f in fields]


def test_the_whole_block() -> None:
    text = (
        "知识出处\n吉安年鉴2013\n《吉安年鉴2013》\n出版者:中华书局\n出版地:1993\n本年鉴载录情况。\n全书四部分。\n"
        "阅读\n相关人物\n张晴\n责任者\n丘玉衡\n相关人物\n相关地名\n吉安市\n相关地名\n"
    )
    assert footer(text) == [
        ("知识出处", "《吉安年鉴2013》", None),
        ("出版者", "中华书局", None),
        ("出版地", "1993", None),
        ("简介", "本年鉴载录情况。\n全书四部分。", None),
        ("相关人物", "张晴", "责任者"),
        ("相关人物", "丘玉衡", "相关人物"),
        ("相关地名", "吉安市", "相关地名"),
    ]


def test_a_menu_page_prints_no_bare_line_of_the_book() -> None:
    assert footer("知识出处\n《县志》 图书\n出版者\uff1a四川人民出版社\n") == [
        ("知识出处", "《县志》", None),
        ("出版者", "四川人民出版社", None),
    ]


def test_roles_may_be_missing_or_share_the_line() -> None:
    text = "知识出处\n相关人物\n张晴\n李四 责任者\n王五(主编)\n相关地名\n吉安市\n顿塘\n"
    assert [(value, role) for _, value, role in footer(text)] == [
        ("张晴", None),
        ("李四", "责任者"),
        ("王五", "主编"),
        ("吉安市", None),
        ("顿塘", None),
    ]


def test_the_site_below_the_page_is_left_out() -> None:
    text = "知识出处\n版权所有 县图书馆\n相关地名\n吉安市\n返回\n阅读\n永新县\nCopyright 2020\n万安县\n"
    assert [value for _, value, _ in footer(text)] == ["吉安市", "永新县"]


def test_prose_ends_the_list_of_names() -> None:
    assert footer("相关地名\n吉安市\n" + "这是一段很长的文字" * 10)[-1] == ("相关地名", "吉安市", None)


def test_a_blurb_may_begin_like_a_label_or_with_the_book() -> None:
    blurb = "《吉安年鉴》编纂单位为吉安市地方志办公室,全书四部分。"
    assert footer(f"知识出处\n《吉安年鉴》\n{blurb}\n")[1] == ("简介", blurb, None)
    assert footer("知识出处\n《吉安年鉴》\n主编:张三\n编辑说明:本书分四部分。\n")[1:] == [
        ("主编", "张三", None),
        ("简介", "编辑说明:本书分四部分。", None),
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("全年。\n知识出处\n《县志》", 1),
        ("知识出处\n全年。\n知识出处:\n", 2),
        ("全年。\n阅读\n相关地名\n吉安市", 1),
        (
            "阅读\n这一行是很长的正文,所以上面的两个字并不是页脚的开头,而只是正文里的一行,如此而已,再加几个字。",
            2,
        ),
        ("全年。", 1),
    ],
)
def test_where_the_footer_begins(text: str, start: int) -> None:
    assert footer_start(list(cut(text)), 0) == start
