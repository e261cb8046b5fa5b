"""A page as lines with offsets, and the labels that a line may begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from yearbook_kg.tables import load

# What counts as blank around words: white space, and the marks that files and web pages leave behind.
_MARKS = "\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060"
BLANKS = " \t\r\f\v\x1c\x1d\x1e\x1f\x85" + _MARKS + "".join(map(chr, range(0x2000, 0x200B)))
_LAYOUT = re.compile(f"[{BLANKS}*_]+")
_SIGNS = r"\s:\uff1a|\uff5c,\uff0c。;\uff1b*"
_LABEL = re.compile(
    rf"[*_]*([^{_SIGNS}]+(?:[ \u3000]+[^{_SIGNS}]+)*)[*_]*[ \u3000]*[:\uff1a][*_]*[{BLANKS}]*"
)
_ROW = re.compile(
    rf"[|\uff5c]?[{BLANKS}*_]*([^|\uff5c\n]{{1,24}}?)[{BLANKS}*_]*[:\uff1a]?[{BLANKS}*_]*[|\uff5c][{BLANKS}]*"
)
# A label stands at the very start of its line; no more of a line is looked at (a line may be 50 MB).
_REACH = 64
_ALONE = 12
_RULE = re.compile(r"[|\uff5c\s:\-—+]+\Z")
_SIMPLE_LABEL = re.compile(r"[㐀-鿿A-Za-z][㐀-鿿A-Za-z()\uff08\uff09/]{1,9}\Z")
_BODY_LABEL = re.compile(r"[㐀-鿿]{2}(?:描述|简介|内容|介绍|正文)\Z")


class Line(NamedTuple):
    """One line that is not blank: ``start``–``end`` without the blanks around it.

    indent: how many blanks stood before it. gap: whether a blank line stands above it.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    gap: bool = False


class Label(NamedTuple):
    """A label at the start of a line, and where its value begins; row: it stands in a pipe table."""

    name: str
    value_start: int
    known: bool
    row: bool = False


def cut(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    r"""Yield the lines of ``text[start:end]`` that are not blank, in order.

    >>> [(line.text, line.indent, line.gap) for line in cut("标题\n\n  正文。 \n")]
    [('标题', 0, False), ('正文。', 2, True)]
    """
    end = len(text) if end is None else end
    gap = False
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        raw = text[start:stop]
        words = raw.strip()
        if words and (words[0] in _MARKS or words[-1] in _MARKS):
            words = raw.strip(BLANKS)
        if words:
            # The first of the words is no blank, so it stands where the blanks in front end.
            indent = raw.index(words[0])
            yield Line(start + indent, start + indent + len(words), words, indent, gap)
        gap = not words
        start = stop + 1


@cache
def labels(use: str) -> frozenset[str]:
    """The known labels of one use (``id field prose body chrome footer``)."""
    return frozenset(row["label"] for row in load("parse_labels") if row["use"] == use)


@cache
def header_labels() -> frozenset[str]:
    """Every label that names a field of the header."""
    return labels("id") | labels("field") | labels("prose") | labels("body")


def is_body_label(name: str) -> bool:
    """Whether a line of these words alone stands above a body: 内容, 机构描述, or a type not met yet."""
    return name in labels("body") or _BODY_LABEL.match(name) is not None


def bare(words: str) -> str:
    """The words without blanks, emphasis marks and a closing colon: what a label is compared by.

    >>> bare("**唯 一 号**:")
    '唯一号'
    """
    return _LAYOUT.sub("", words).rstrip(":\uff1a")


def label_of(line: Line, *, alone: bool = False) -> Label | None:
    """The label that the line begins with, or None. Unknown labels are taken when they look like one.

    alone: a known label may stand alone on its line, without a colon (a menu layout of some hosts).

    >>> label_of(next(cut("页 码: 141-142"))).name
    '页码'
    >>> label_of(next(cut("实物名称: | 永乐江 |"))).row
    True
    >>> label_of(next(cut("全市工作:一是抓落实。")))
    Label(name='全市工作', value_start=5, known=False, row=False)
    """
    head = line.text[:_REACH]
    if alone and len(line.text) <= _ALONE and (name := bare(head)) in header_labels() - labels("chrome"):
        return Label(name, line.end, known=True)
    for pattern, row, signs in ((_ROW, True, "|\uff5c"), (_LABEL, False, ":\uff1a")):
        if signs[0] not in head and signs[1] not in head:
            continue
        match = pattern.match(head)
        if match is None:
            continue
        name = bare(match.group(1))
        known = name in header_labels()
        if known or _SIMPLE_LABEL.match(name):
            return Label(name, line.start + match.end(), known, row)
    return None


def is_rule(line: Line) -> bool:
    """Whether the line is only the drawing of a table (``--- | ---``)."""
    return line.text[0] in "|\uff5c:-—+" and _RULE.match(line.text) is not None
