"""The block below the body: the book, its publisher and blurb, related names with their roles."""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg.model import Field
from yearbook_kg.parse.lines import BLANKS, Line, bare, label_of, labels
from yearbook_kg.tables import load

_BOOK = re.compile(r"《[^\n]{1,80}》")
_BLOCKS = {
    "相关人物": "person",
    "重要人物": "person",
    "相关地名": "place",
    "相关机构": "other",
    "相关事件": "other",
    "相关专题": "other",
    "相关作品": "other",
}
# Below the last block stand short names and roles; a longer line is prose.
_NAME_LENGTH = 40
# The footer of a page is short; the closing blocks are looked for no farther up than this.
_REACH = 300
# What the site prints below everything.
_SITE = re.compile(r"(?i)版权|copyright|©|ICP备|技术支持|联系电话|返回顶部|主办单位|地址[:\uff1a]")
_WITH_ROLE = re.compile(rf"(.+?)[{BLANKS}]*[{BLANKS}(\uff08]([㐀-鿿]{{2,4}})[)\uff09]?\Z")


@cache
def _roles(block: str) -> frozenset[str]:
    return frozenset(row["role"] for row in load("parse_roles") if row["block"] in (block, "any"))


def footer_start(lines: list[Line], first: int) -> int:
    """The index of the line that opens the footer, ``len(lines)`` where the page has none.

    The last line that says 知识出处 and nothing else; failing that, the first of the closing blocks 阅读,
    相关人物, 相关地名 when only short lines follow.
    """
    for index in range(len(lines) - 1, first - 1, -1):
        if len(lines[index].text) <= 16 and bare(lines[index].text) == "知识出处":
            return index
    start = len(lines)
    for index in range(len(lines) - 1, max(first, len(lines) - _REACH) - 1, -1):
        if len(lines[index].text) > _NAME_LENGTH:
            break
        if bare(lines[index].text) in labels("footer"):
            start = index
    return start


def read_footer(text: str, lines: list[Line]) -> list[Field]:
    """Read the lines of the footer, the line 知识出处 first; every field is marked ``footer``.

    The book comes as 知识出处 with the span of 《…》, the blurb as 简介, each related name with its role.
    """
    fields: list[Field] = []
    blurb: int | None = None
    for index, line in enumerate(lines):
        name = bare(line.text) if len(line.text) <= _NAME_LENGTH else ""
        if name in _BLOCKS:
            return fields + _related(lines[index:])
        if name in labels("footer") or _is_site(line):
            continue
        labelled = _labelled(text, line)
        book = _BOOK.match(line.text)
        if labelled is not None:
            fields.append(labelled)
        elif book is not None and not fields and len(line.text) <= book.end() + _NAME_LENGTH // 4:
            fields.append(_field(text, "知识出处", line.start, line.start + book.end()))
        elif blurb is not None:
            fields[blurb] = _field(text, "简介", fields[blurb].start, line.end)
        elif fields or len(line.text) > _NAME_LENGTH:
            blurb = len(fields)
            fields.append(_field(text, "简介", line.start, line.end))
    return fields


def _labelled(text: str, line: Line) -> Field | None:
    """A line of the footer with a label: 出版者:中华书局; an unknown label counts before a short value."""
    label = label_of(line)
    if label is None or label.value_start >= line.end or label.row:
        return None
    if not label.known and (len(line.text) > _NAME_LENGTH or line.text[-1] in "。;\uff1b"):
        return None
    return _field(text, label.name, label.value_start, line.end)


def _is_site(line: Line) -> bool:
    return len(line.text) <= 2 * _NAME_LENGTH and _SITE.search(line.text) is not None


def _field(text: str, name: str, start: int, end: int) -> Field:
    return Field(name, text[start:end], start, end, footer=True)


def _related(lines: list[Line]) -> list[Field]:
    """Names and roles in turns under the heading of their block; a role may be missing, or share the line."""
    fields: list[Field] = []
    heading, block = "", "other"
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        name = bare(line.text) if len(line.text) <= _NAME_LENGTH else ""
        if name in _BLOCKS:
            heading, block = name, _BLOCKS[name]
            continue
        if _is_site(line) or not name:
            break
        if name in labels("footer") | labels("chrome"):
            continue
        words, role = _split_role(line.text, block)
        if role is None and index < len(lines) and bare(lines[index].text) in _roles(block):
            role = bare(lines[index].text)
            index += 1
        fields.append(Field(heading, words, line.start, line.start + len(words), role, footer=True))
    return fields


def _split_role(words: str, block: str) -> tuple[str, str | None]:
    match = _WITH_ROLE.match(words)
    if match and match.group(2) in _roles(block):
        return match.group(1), match.group(2)
    return words, None
