"""Pages in every layout, composed from the same parts."""

from __future__ import annotations

from yearbook_kg.model import Entry, Page
from yearbook_kg.parse import parse

FIELDS = {
    "知识类型": "析出资源",
    "内容出处": "《驻马店年鉴2009》 图书",
    "唯一号": "999020020260000001",
    "颗粒名称": "农业",
    "分类号": "F327.61;D4",
    "页数": "3",
    "页码": "168-170",
    "摘要": "本文记述了2008年驻马店市农业生产的情况。",
    "关键词": "驻马店市 农业",
}
BODY = "【概况】 2008年,市农业局完成任务。\n  【种植】 全市增产。"
FOOTER = (
    "知识出处\n\n驻马店年鉴2009\n\n《驻马店年鉴2009》\n\n出版者:中州古籍出版社\n\n出版地:1993\n\n"
    "本年鉴记载2008年的情况。\n\n阅读\n\n相关人物\n\n韩志勤\n责任者\n\n相关地名\n\n驻马店市\n相关地名\n"
)


def page(text: str, stem: str = "page") -> Page:
    return Page(text, f"{stem}.txt", stem)


def read_text(text: str) -> Entry:
    return parse(page(text))


def lines_page(
    fields: dict[str, str] | None = None, *, title: str = "农业", body: str = BODY, footer: str = FOOTER
) -> str:
    """The page as ``field: value`` lines."""
    shown = "\n".join(f"{name}: {value}" for name, value in (FIELDS if fields is None else fields).items())
    return f"{title}\n\n{shown}\n\n内容\n\n{body}\n\n{footer}"


def value_of(entry: Entry, name: str) -> str | None:
    found = entry.field(name)
    return found.value if found else None


def outline(entry: Entry) -> list[tuple[int, str | None, str]]:
    """Level, heading and text of every section."""
    return [(s.level, s.heading, entry.text[s.start : s.end]) for s in entry.sections]
