from __future__ import annotations

import pytest

from tests.parse.granules import BODY, FIELDS, FOOTER, lines_page, read_text

CLEAN = FOOTER.replace("出版地:1993\n\n", "")
CARD = {"知识类型": "事件", "知识出处": "《县志》", "唯一号": "999032020260000001", "事件名称": "农业"}


def warnings(changes: dict[str, str], *, body: str = BODY, title: str = "农业") -> tuple[str, ...]:
    return read_text(lines_page(FIELDS | changes, body=body, footer=CLEAN, title=title)).warnings


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"知识类型": "事件"}, "知识类型 says 事件, digits 5–6 of the 唯一号 say 析出资源"),
        ({"颗粒名称": "林业"}, "the title is 农业, the header names 林业"),
        ({"页数": "5"}, "页数 says 5 pages, 页码 168-170 holds 3"),
        ({"页码": "170-168"}, "页码 170-168 ends before it begins"),
        (
            {"摘要": "本文记述了1998年驻马店市农业的情况。"},
            "摘要 speaks of 1998, the volume is 驻马店年鉴2009",
        ),
        (
            {"摘要": "本文记述了2008年信阳市农业的情况。"},
            "摘要 speaks of 信阳市, which neither the title nor another field names",
        ),
        ({"唯 一号": "999020020260000002"}, "the page gives 2 ids: 999020020260000001, 999020020260000002"),
    ],
)
def test_a_header_that_contradicts_itself(changes: dict[str, str], warning: str) -> None:
    assert warnings(changes) == (warning,)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"页码": "168"},
        {"页码": "168—170"},
        {"页码": "无", "页数": "若干"},
        {"摘要": "本文记述了农业的情况。"},
        {"内容出处": "《驻马店市志》 图书", "摘要": "本文记述了1998年驻马店市农业。"},
        {"内容出处": "", "摘要": "本文。"},
        {"颗粒名称": "农 业"},
    ],
)
def test_a_header_without_contradiction(changes: dict[str, str]) -> None:
    assert warnings(changes) == ()


def test_a_card_whose_body_knows_another_year() -> None:
    fields = CARD | {"起始时间": "1958年", "结束时间": "1957年"}
    entry = read_text(lines_page(fields, body="1959年动工。", footer=CLEAN))
    assert entry.warnings == (
        "结束时间 1957年 stands before 起始时间 1958年",
        "起始时间 1958年: the body does not name that year",
    )


@pytest.mark.parametrize("body", ["民国22年设馆,1950年改组。", "1933年设馆。", "当年设馆。"])
def test_a_card_whose_body_agrees(body: str) -> None:
    assert read_text(lines_page(CARD | {"起始时间": "1933年"}, body=body, footer=CLEAN)).warnings == ()


def test_a_body_printed_twice() -> None:
    body = "【概况】 全市完成农林牧渔业总产值381.6亿元,比上年增长6.2%。" * 4
    assert "the body is printed twice" in warnings({}, body=f"{body}\n{body}")
    assert warnings({}, body=f"{body}\n【种植】 另外的文字。") == ()
