"""The block below the body: the book, its publisher and blurb, related persons and places with their roles."""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg.model import Field
from yearbook_kg.parse.lines import Line, bare, label_of, labels
from yearbook_kg.tables import load

_BOOK = re.compile(r"《[^\n]*》")
_BLOCKS = {
    "相关人物": "person",
    "重要人物": "person",
    "相关地名": "place",
    "相关机构": "other",
    "相关事件": "other",
    "相关专题": "other",
    "相关作品": "other",
}
# Below the last block stand short names and roles; a longer line means that the block was part of the body.
_NAME_LENGTH = 40


@cache
def _roles(block: str) -> frozenset[str]:
    return frozenset(row["role"] for row in load("parse_roles") if row["block"] in (block, "any"))


def footer_start(lines: list[Line], first: int) -> int:
    """The index of the line that opens the footer, ``len(lines)`` where the page has none.

    The last line that says 知识出处 and nothing else; failing that, the first of the closing blocks 阅读,
    相关人物, 相关地名 when only short lines follow.
    """
    for index in range(len(lines) - 1, first - 1, -1):
        if bare(lines[index].text) == "知识出处":
            return index
    start = len(lines)
    for index in range(len(lines) - 1, max(first, len(lines) - 300) - 1, -1):
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
    index, blurb = 0, None
    while index < len(lines):
        line = lines[index]
        name = bare(line.text)
        if name in _BLOCKS:
            break
        label = label_of(line)
        if label is not None and label.known and label.value_start < line.end and name != "阅读":
            fields.append(_field(text, label.name, label.value_start, line.end))
        elif name == "阅读":
            blurb = None
        elif index and (book := _BOOK.fullmatch(line.text)) and not fields:
            fields.append(_field(text, "知识出处", line.start, line.start + book.end()))
        elif index and (fields or len(line.text) > _NAME_LENGTH):
            if blurb is None:
                fields.append(_field(text, "简介", line.start, line.end))
            else:
                fields[blurb] = _field(text, "简介", fields[blurb].start, line.end)
            blurb = len(fields) - 1
        index += 1
    return fields + _related(lines[index:])


def _field(text: str, name: str, start: int, end: int) -> Field:
    return Field(name, text[start:end], start, end, footer=True)


def _related(lines: list[Line]) -> list[Field]:
    """Names and roles in turns under the heading of their block; a role may be missing."""
    fields: list[Field] = []
    heading, block = "", "other"
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        name = bare(line.text)
        if name in _BLOCKS:
            heading, block = name, _BLOCKS[name]
            continue
        if name in labels("footer") or not heading:
            continue
        role = None
        if index < len(lines) and bare(lines[index].text) in _roles(block):
            role = bare(lines[index].text)
            index += 1
        fields.append(Field(heading, line.text, line.start, line.end, role, footer=True))
    return fields
