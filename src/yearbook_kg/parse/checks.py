"""Where the metadata of a page contradicts itself or its body: a sentence each, nothing is repaired."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from yearbook_kg import fields as metadata
from yearbook_kg.model import Entry, Field

KINDS = {"20": "析出资源", "30": "人物", "31": "机构", "32": "事件", "34": "专题", "36": "实物"}
_DIGITS = re.compile(r"\d{18}")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_DIVISION = re.compile(r"记述[了]?(?:\d{4}年)?([㐀-鿿]{1,7}?[省市县区旗])")
_SPACE = re.compile(r"[\W_]+")
# A volume covers the year in its title or one of the two before it.
_COVERED = 2


def kind_of(number: str) -> str | None:
    """The kind that digits 5–6 of an id stand for: 20 析出资源, 32 事件 …; None for another number.

    >>> kind_of("140320020220004324")
    '析出资源'
    """
    return KINDS.get(number[4:6]) if _DIGITS.fullmatch(number) else None


def check(entry: Entry) -> tuple[str, ...]:
    """Return what contradicts or is missing on the page, in the order of the checks.

    >>> from yearbook_kg.model import Page
    >>> fields = (Field("页数", "5", 4, 5), Field("页码", "141-142", 10, 17))
    >>> check(Entry(Page("", "-", "p"), "p", "析出资源", "table", fields, (), 0, 1))
    ('页数 says 5 pages, 页码 141-142 holds 2',)
    """
    return tuple(
        warning
        for checker in (_kind, _title, _pages, _years, _times, _summary, _place, _twice, _whole)
        for warning in checker(entry)
    )


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


def _kind(entry: Entry) -> Iterator[str]:
    named, number = entry.field("知识类型"), entry.field("唯一号")
    implied = kind_of(re.sub(r"\s", "", _plain(number.value))) if number else None
    if named and implied and named.value and named.value != implied:
        yield f"知识类型 says {named.value}, digits 5–6 of the 唯一号 say {implied}"


def _title(entry: Entry) -> Iterator[str]:
    title, name = entry.field("标题"), metadata.name(entry)
    if title and name and _SPACE.sub("", _plain(title.value)) != _SPACE.sub("", _plain(name.name)):
        yield f"the title is {title.value}, the header names {name.name}"


def _pages(entry: Entry) -> Iterator[str]:
    count, numbers = entry.field("页数"), entry.field("页码")
    first, last = metadata.pages(entry)
    if numbers and first is not None and last is None:
        yield f"页码 {numbers.value} ends before it begins"
    stated = re.fullmatch(r"(\d{1,4})页?", _plain(count.value).strip()) if count else None
    if not (stated and numbers and first is not None and last is not None):
        return
    # One page number alone is where a longer entry begins.
    if last != first and int(stated.group(1)) != last - first + 1:
        yield f"页数 says {stated.group(1)} pages, 页码 {numbers.value} holds {last - first + 1}"


def _years(entry: Entry) -> Iterator[str]:
    book, summary = metadata.publication(entry), entry.field("摘要")
    year = metadata.year_of_title(entry)
    if year is None or book is None or summary is None or "年鉴" not in book.name:
        return
    said = {int(found) for found in _YEAR.findall(_plain(summary.value))}
    if said and not any(year - _COVERED <= one <= year for one in said):
        yield f"摘要 speaks of {min(said)}, the volume is {book.name}"


def _times(entry: Entry) -> Iterator[str]:
    start, end = entry.field("起始时间"), entry.field("结束时间")
    first, last = _year_in(start), _year_in(end)
    if first and last and last < first and start and end:
        yield f"结束时间 {end.value} stands before 起始时间 {start.value}"
    body = entry.text[entry.body_start : entry.body_end]
    if (
        first
        and start
        and _YEAR.search(body)
        and str(first) not in body
        and f"民国{first - 1911}年" not in body
    ):
        yield f"起始时间 {start.value}: the body does not name that year"


def _year_in(field: Field | None) -> int | None:
    match = _YEAR.search(_plain(field.value)) if field else None
    return int(match.group(1)) if match else None


def _summary(entry: Entry) -> Iterator[str]:
    summary = entry.field("摘要")
    match = _DIVISION.search(summary.value) if summary and entry.body_field is None else None
    others = [f.value for f in entry.fields if f.name not in ("摘要", "简介")]
    if match and others and not any(match.group(1)[:-1] in value for value in others):
        yield f"摘要 speaks of {match.group(1)}, which neither the title nor another field names"


def _place(entry: Entry) -> Iterator[str]:
    place = metadata.published_at(entry)
    if place and re.search(r"\d", _plain(place.name)):
        yield f"出版地 {place.name} is a date"


def _twice(entry: Entry) -> Iterator[str]:
    body = entry.text[entry.body_start : entry.body_end]
    opening = body[:40]
    second = body.find(opening, len(body) // 2 - 20) if len(body) >= 200 else -1
    if second > 0 and body[:second].split() == body[second:].split():
        yield "the body is printed twice"


def _whole(entry: Entry) -> Iterator[str]:
    if entry.body_start == entry.body_end:
        yield "the page has no body"
    elif entry.layout in ("lines", "menu") and not any(f.footer for f in entry.fields):
        yield "the page ends without its footer; it may be cut off"
    numbers = {f.value for f in entry.fields if f.name == "唯一号"}
    if len(numbers) > 1:
        yield f"the page gives {len(numbers)} ids: {', '.join(sorted(numbers))}"
