from __future__ import annotations

import pytest

from yearbook_kg import fields as metadata
from yearbook_kg.model import Entry, Field, Page


def entry(*fields: tuple[str, str] | tuple[str, str, str | None]) -> Entry:
    """An entry whose text is its values; a third item makes it a name of the footer, with that role."""
    text, made = "", []
    for name, value, *role in fields:
        made.append(Field(name, value, len(text), len(text) + len(value), (role or [None])[0], bool(role)))
        text += value + "\n"
    return Entry(Page(text, "-", "p"), "p", "析出资源", "lines", tuple(made), (), 0, 0)


@pytest.mark.parametrize(
    ("value", "name", "span"),
    [
        ("《吉安年鉴2013》 图书", "吉安年鉴2013", (0, 10)),
        ("图书 《蓬溪县志(1911—1985)》", "蓬溪县志(1911—1985)", (3, 20)),
        ("吉安年鉴2013 图书", "吉安年鉴2013", (0, 8)),
    ],
)
def test_publication(value: str, name: str, span: tuple[int, int]) -> None:
    assert metadata.publication(entry(("内容出处", value))) == (name, *span, None)


def test_the_footer_gives_the_book_when_the_header_does_not() -> None:
    found = metadata.publication(entry(("内容出处", ""), ("知识出处", "《县志》", None)))
    assert found is not None
    assert found.name == "县志"
    assert metadata.publication(entry()) is None


@pytest.mark.parametrize(
    ("book", "year"),
    [
        ("《吉安年鉴2013》", 2013),
        ("《宜宾年鉴(\uff12\uff10\uff11\uff12)》", 2012),
        ("《蓬溪县志(1911—1985)》", None),
        ("《霍山县志》", None),
    ],
)
def test_year_of_the_title(book: str, year: int | None) -> None:
    assert metadata.year_of_title(entry(("内容出处", book))) == year
    assert metadata.year_of_title(entry()) is None


@pytest.mark.parametrize(
    ("name", "value", "pages"),
    [
        ("页码", "141-142", (141, 142)),
        ("页码", "51—54", (51, 54)),
        ("页码", "118 ~ 119", (118, 119)),
        ("页码", "118\uff5e119页", (118, 119)),
        ("页码", "414", (414, 414)),
        ("页码", "12-3", (12, None)),
        ("页码", "不详", (None, None)),
        ("起始页", "0781.pdf", (781, None)),
        ("起始页", "无", (None, None)),
        ("页数", "3", (None, None)),
    ],
)
def test_pages(name: str, value: str, pages: tuple[int | None, int | None]) -> None:
    assert metadata.pages(entry((name, value))) == pages


def test_words_one_by_one_with_their_spans() -> None:
    page = entry(("关键词", "吉安市 人民团体\n总工会"), ("主题词", "河流;水系"), ("分类号", "D412.8;K29"))
    assert [word.name for word in metadata.keywords(page)] == ["吉安市", "人民团体", "总工会", "河流", "水系"]
    assert [code.name for code in metadata.classification(page)] == ["D412.8", "K29"]
    for word in (*metadata.keywords(page), *metadata.classification(page)):
        assert page.text[word.start : word.end] == word.name
    assert metadata.classification(entry()) == ()


def test_persons_and_places_with_their_roles() -> None:
    page = entry(
        ("责任者", "张晴、李四"),
        ("相关人物", "丘玉衡", "相关人物"),
        ("重要人物", "卢振声", None),
        ("发生地点", "福建省"),
        ("相关地名", "长泰县", "发生地点"),
        ("相关地名", ""),
    )
    assert [(one.name, one.role) for one in metadata.persons(page)] == [
        ("张晴", "责任者"),
        ("李四", "责任者"),
        ("丘玉衡", "相关人物"),
        ("卢振声", "重要人物"),
    ]
    assert [one.name for one in metadata.persons(page, "责任者")] == ["张晴", "李四"]
    assert [(one.name, one.role) for one in metadata.places(page)] == [
        ("福建省", "发生地点"),
        ("长泰县", "发生地点"),
    ]
    assert [one.name for one in metadata.about_places(page)] == ["长泰县"]


def test_single_values() -> None:
    page = entry(("标题", "农业"), ("事件名称", "大会"), ("出版者", "中华书局"), ("出版地", "1993"))
    values = [
        reader(page) for reader in (metadata.title, metadata.name, metadata.publisher, metadata.published_at)
    ]
    assert [value and value.name for value in values] == ["农业", "大会", "中华书局", "1993"]
    assert metadata.title(entry(("人物姓名", "殷伯桢"))) == ("殷伯桢", 0, 3, None)
    assert metadata.title(entry()) is metadata.publisher(entry(("出版者", ""))) is None
