"""What the metadata of an entry says, typed: its book, pages, keywords, persons and places.

Pure readers over ``Entry.fields``; any stage may use them. Every span counts in the text of the page.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from yearbook_kg.model import Entry, Field

__all__ = [
    "Named",
    "about_places",
    "classification",
    "keywords",
    "name",
    "pages",
    "persons",
    "places",
    "publication",
    "published_at",
    "publisher",
    "title",
    "year_of_title",
]

_BOOK = re.compile(r"《(.+)》", re.DOTALL)
_PERSON_FIELDS = ("相关人物", "重要人物", "责任者", "作者")
_PLACE_FIELDS = ("相关地名", "发生地点", "产地")
# Several values in one field: 吉安市 人民团体, D412.8;K295, 薛怀远、龚守礼.
_PARTS = re.compile(r"[^\s\u3000;,\uff1b\uff0c、|/]+")
_RANGE = re.compile(r"(\d+)\s*(?:[-\u2010-\u2015\u2212~\uff5e至]+\s*(\d+))?")


class Named(NamedTuple):
    """A name in the metadata: the words, their span, and the role printed with them, if any."""

    name: str
    start: int
    end: int
    role: str | None = None


def title(entry: Entry) -> Named | None:
    """The title of the page: the line above the fields, or the field that names the granule.

    >>> from yearbook_kg.model import Page
    >>> entry = Entry(Page("颗粒名称: 农业", "-", "p"), "p", "析出资源", "lines",
    ...     (Field("颗粒名称", "农业", 6, 8),), (), 0, 0)
    >>> title(entry)
    Named(name='农业', start=6, end=8, role=None)
    """
    return _whole(entry.field("标题")) or name(entry)


def name(entry: Entry) -> Named | None:
    """The field that names the granule: 颗粒名称, or the 事件名称, 机构名称 … of a typed card."""
    return _whole(next((f for f in entry.fields if _is_name(f.name) and f.value), None))


def _is_name(label: str) -> bool:
    return label.endswith("名称") or label == "人物姓名"


def publication(entry: Entry) -> Named | None:
    """The book that the entry is from: its name without 《》, and the span of 《…》 with them.

    The header (内容出处, 知识出处) comes before the footer; without 《》 the value stands, less the carrier.
    """
    found = [f for f in entry.fields if f.name in ("内容出处", "知识出处") and f.value]
    for field in found:
        if match := _BOOK.search(field.value):
            book = match.group(1).strip()
            return Named(book, field.start + match.start(), field.start + match.end())
    for field in found:
        words = re.split(r"\s", field.value)[0]
        return Named(words, field.start, field.start + len(words))
    return None


def year_of_title(entry: Entry) -> int | None:
    """The year in the title of the volume (《吉安年鉴2013》: 2013); None where it has none or a range.

    A yearbook usually covers the year before it; that is for the reader of the result to decide.
    """
    book = publication(entry)
    years = re.findall(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", _plain(book.name)) if book else []
    return int(years[0]) if len(years) == 1 else None


def pages(entry: Entry) -> tuple[int | None, int | None]:
    """First and last page: from 页码 (141-142, 51—54, 414), else the first from 起始页 (0781.pdf).

    A last page that stands before the first is taken as absent; a single page is first and last.
    """
    field = entry.field("页码")
    match = _RANGE.search(_plain(field.value)) if field else None
    if match:
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        return first, last if last >= first else None
    field = entry.field("起始页")
    match = re.search(r"\d+", _plain(field.value)) if field else None
    return (int(match.group()), None) if match else (None, None)


def keywords(entry: Entry) -> tuple[Named, ...]:
    """The words of 关键词 and 主题词, in the order of the page, one by one with their spans."""
    return tuple(
        part for f in entry.fields if f.name in ("关键词", "主题词") and not f.footer for part in _parts(f)
    )


def classification(entry: Entry) -> tuple[Named, ...]:
    """The codes of 分类号 (中图法), split at ";": F721.2 and F279.275.4."""
    field = entry.field("分类号")
    return tuple(_parts(field)) if field else ()


def persons(entry: Entry, *roles: str) -> tuple[Named, ...]:
    """The persons that the metadata names, with their role; all, or those of ``roles``.

    Roles: 责任者, 相关人物, 相关 …; in the header (责任者: 张晴) the label is the role.
    """
    return _named(entry, _PERSON_FIELDS, roles)


def places(entry: Entry, *roles: str) -> tuple[Named, ...]:
    """The places that the metadata names, with their role; all, or those of ``roles``.

    Roles: 相关地名, 发生地点, 产地.
    """
    return _named(entry, _PLACE_FIELDS, roles)


def about_places(entry: Entry) -> tuple[Named, ...]:
    """What the page itself calls 相关地名, in header or footer, whatever role stands under the name."""
    return tuple(
        Named(f.value, f.start, f.end, f.role) for f in entry.fields if f.name == "相关地名" and f.value
    )


def publisher(entry: Entry) -> Named | None:
    """The publisher of the volume (出版者: 中华书局)."""
    return _whole(entry.field("出版者", "出版社"))


def published_at(entry: Entry) -> Named | None:
    """What stands under 出版地; often no place but a date (1994.7)."""
    return _whole(entry.field("出版地"))


def _whole(field: Field | None) -> Named | None:
    return Named(field.value, field.start, field.end, field.role) if field and field.value else None


def _parts(field: Field) -> list[Named]:
    return [
        Named(m.group(), field.start + m.start(), field.start + m.end(), field.role)
        for m in _PARTS.finditer(field.value)
    ]


def _named(entry: Entry, names: tuple[str, ...], roles: tuple[str, ...]) -> tuple[Named, ...]:
    found = [
        part._replace(role=part.role or field.name)
        for field in entry.fields
        if field.name in names and field.value
        # In the footer a line is one name; in the header several may share the value.
        for part in ([Named(*_span_of(field), field.role)] if field.footer else _parts(field))
    ]
    return tuple(part for part in found if not roles or part.role in roles)


def _span_of(field: Field) -> tuple[str, int, int]:
    return field.value, field.start, field.end


def _plain(words: str) -> str:
    """Full-width digits and signs as ASCII; for reading values, never for offsets."""
    return unicodedata.normalize("NFKC", words)
