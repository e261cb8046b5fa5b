from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.parse import parse
from yearbook_kg.read import rows
from yearbook_kg.read.records import page_of
from yearbook_kg.read.rows import Outcome, csv_pages, json_pages

PAGE = "农业\n\n知识类型: 析出资源\n唯一号: 999020020260000001\n\n内容\n\n【概况】 全年。"
ROW = {
    "唯一号": "999020020260000001",
    "题名": "农业",
    "页数": 3,
    "关键词": ["驻马店市", "农业"],
    "正文": "【概况】 全年。",
}


def stems(outcomes: list[Outcome]) -> list[str]:
    return [one.stem if isinstance(one, Page) else str(one) for one in outcomes]


def json_of(text: str | bytes, *, by_line: bool = False) -> list[Outcome]:
    data = text.encode() if isinstance(text, str) else text
    return list(json_pages(io.BytesIO(data), "rows.json", "rows", by_line=by_line))


def csv_of(data: bytes) -> list[Outcome]:
    return list(csv_pages(io.BufferedReader(io.BytesIO(data)), "rows.csv", "rows"))


def test_the_text_of_a_row_stands_as_it_is() -> None:
    record = page_of({"id": "7", "text": PAGE}, "-", "row")
    assert (record.text, record.stem) == (PAGE, "7")


def test_fields_become_a_page() -> None:
    record = page_of(ROW, "-", "row")
    entry = parse(Page(record.text, "-", record.stem))
    assert record.stem == "999020020260000001"
    assert {f.name: f.value for f in entry.fields} == {
        "标题": "农业",
        "唯一号": "999020020260000001",
        "页数": "3",
        "关键词": "驻马店市 农业",
    }
    assert entry.sections[0].heading == "概况"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"html": "<p>唯一号: 1</p>", "": "x"}, "唯一号: 1"),
        ({"html": "<p>唯一号: 1</p>"}, "唯一号: 1"),
        ({"content": "<html><body><p>全年。</p></body></html>"}, "全年。"),
        ({"ID": "1", "text": "全年。"}, "唯一号: 1\n\n内容\n\n全年。\n"),
        ({"知识类型": "事件", "事件描述": "开会。"}, "知识类型: 事件\n\n事件描述\n\n开会。\n"),
        ({"知识类型": "机构", "body": "\n设局。\n"}, "知识类型: 机构\n\n机构描述\n\n设局。\n"),
        (
            {"metadata": {"唯一号": "1", "页数": 2}, "body": "全年。"},
            "唯一号: 1\n页数: 2\n\n内容\n\n全年。\n",
        ),
        ({"摘要": "甲\n唯一号: 2", "馆藏号": "K29"}, "摘要: 甲 唯一号: 2\n馆藏号: K29\n"),
        (
            {"相关人物": [{"name": "张晴"}, {"role": "x"}, None, True], "页数": 0.5},
            "相关人物: 张晴\n页数: 0.5\n",
        ),
    ],
)
def test_pages_of_rows(row: dict[str, Any], text: str) -> None:
    assert page_of(row, "-", "row").text == text


def test_the_stem_comes_from_the_file_name_then_the_id() -> None:
    assert page_of({"file": "a/b/c.txt", "id": "1", "text": "x"}, "-", "row").stem == "c.txt"
    assert page_of({"text": "全年。"}, "-", "row").stem == "row"
    assert page_of({"id": "../x", "text": "全年。"}, "-", "row").stem.startswith("x-")


@pytest.mark.parametrize("row", [{}, {"a": "b"}, {"text": "  "}, {"title": "农业"}])
def test_a_row_without_a_page(row: dict[str, str]) -> None:
    with pytest.raises(ReadError, match="no column holds a page"):
        page_of(row, "rows.csv:2", "row")


def test_json_lines_go_on_behind_a_broken_line() -> None:
    lines = [
        "",
        json.dumps({"text": "甲。"}),
        "{bad",
        "",
        "[1]",
        json.dumps(ROW),
        '{"text": "\\ud800"}',
        "\x00",
    ]
    found = json_of("\n".join(lines))
    assert [one.origin for one in found] == [f"rows.json:{n}" for n in (2, 3, 5, 6, 7, 8)]
    assert [isinstance(one, Page) for one in found] == [True, False, False, True, False, False]
    assert stems(found)[0] == "rows_00002"


def test_a_broken_first_line_of_json_lines() -> None:
    found = json_of('{bad\n{"text": "甲。"}', by_line=True)
    assert [isinstance(one, Page) for one in found] == [False, True]


def test_json_lines_in_gb18030() -> None:
    page = json_of(
        json.dumps({"text": "全市完成投资。" * 9}, ensure_ascii=False).encode("gb18030"), by_line=True
    )[0]
    assert isinstance(page, Page)
    assert page.encoding == "gb18030"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([{"text": "甲。"}, {"id": "7", "text": "乙。"}], ["rows_00001", "7"]),
        ({"total": 2, "pages": [{"text": "甲。"}, {"text": "乙。"}]}, ["rows_00001", "rows_00002"]),
        ({"唯一号": "1", "摘要": "全年。", "相关人物": [{"name": "张晴"}]}, ["1"]),
        ({"text": "甲。"}, ["rows"]),
        ([], ["rows.json: the array is empty; nothing to read"]),
        ([1], ["rows.json: a page must be an object with a key 'text', 'html' or its fields"]),
    ],
)
def test_json_documents(document: object, expected: list[str]) -> None:
    assert stems(json_of(json.dumps(document, indent=1))) == expected


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\n", "{\n]"])
def test_what_is_no_json(text: str) -> None:
    found = json_of(text)
    assert [isinstance(one, ReadError) for one in found] == [True]


def test_csv_with_line_breaks_in_a_cell() -> None:
    found = csv_of('唯一号,题名,正文\n1,农业,"【概况】 全年,\n增产。"\n\n2,林业,好。\n'.encode("utf-8-sig"))
    assert [(one.origin, one.encoding) for one in found if isinstance(one, Page)] == [
        ("rows.csv:2", "utf-8"),
        ("rows.csv:5", "utf-8"),
    ]
    assert stems(found) == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_in_any_form(encoding: str, delimiter: str) -> None:
    row = delimiter.join(["1", "全市完成农林牧渔业总产值"])
    found = csv_of(f"id{delimiter}正文\n{row}\n".encode(encoding))
    assert stems(found) == ["1"]


def test_csv_without_a_known_column() -> None:
    assert stems(csv_of(b"a,b\n1,2\n")) == [
        "rows.csv: no column is called like a page's field; name one 'text', or 唯一号, 摘要 …"
    ]


def test_csv_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stems(csv_of(b'text\nabc\n"' + b"x" * 10 + b"\r\r\n" * 2)) == ["rows_00001", "rows_00002"]
    limit = csv.field_size_limit()
    monkeypatch.setattr(rows, "_CELL_LIMIT", 50)
    found = csv_of(b"text\nabc\n" + b"x" * 60 + b"\nabc\n")
    csv.field_size_limit(limit)
    assert stems(found)[0] == "rows_00001"
    assert "no valid CSV" in stems(found)[1]


def test_an_empty_csv() -> None:
    assert isinstance(csv_of(b"")[0], ReadError)
