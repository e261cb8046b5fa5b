"""The metadata above the body: ``field: value`` lines, lines in turns under a menu, or a pipe table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yearbook_kg.model import Field, Layout
from yearbook_kg.parse.lines import (
    BLANKS,
    Label,
    Line,
    bare,
    is_body_label,
    is_rule,
    label_of,
    labels,
)

# A header begins near the top: behind the menu of the platform (some forty lines) and a title.
_MENU_LINES = 400
# Two labels that prove little alone (类型, 页数) prove a header when they stand this close.
_NEAR = 12
_PROSE = re.compile(r"[。;\uff1b!?\uff01\uff1f]|[,\uff0c].{12}")
_BODY_SIGN = re.compile(r"【|第[一二三四五六七八九十百]+[编篇章节]")
# A value without a full stop is prose from here on.
_LONG = 60
_LABEL_LENGTH = 16
_TITLE = 40
# So many labels without a colon are no coincidence of words in a menu.
_SURE_ALONE = 3
_LISTS = ("关键词", "主题词")


@dataclass(slots=True)
class Header:
    """What was found above the body.

    body: the index of the first line of the body, None where the header ends without one. stop: the index of
    the first line that is no part of the header.
    """

    layout: Layout
    fields: list[Field] = field(default_factory=list)
    body: int | None = None
    stop: int = 0
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A field whose value may still grow: its label, and the span that its value covers so far."""

    name: str
    start: int
    end: int
    row: bool
    closed: bool = False

    @property
    def empty(self) -> bool:
        return self.start == self.end


def read_header(text: str, lines: list[Line]) -> Header:
    """Read title and fields off the lines above the body.

    Returns a header of layout "body" when no field is found: then every line may be body (index 0).
    """
    alone = _without_colons(lines)
    first = _first_field(lines, alone=alone)
    if first is None:
        return _headless(lines)
    reader = _Reader(text, lines, first, alone=alone)
    reader.run(first)
    header = reader.header
    header.layout = reader.layout()
    title = _title(lines[:first], header.fields)
    if title is not None:
        header.fields.insert(0, Field("标题", title.text, title.start, title.end))
    return header


def _headless(lines: list[Line]) -> Header:
    """A page of body alone; a short line above a blank one is its title, where more follows."""
    header = Header("body", body=0 if lines else None)
    if len(lines) > 1 and lines[1].gap and len(lines[0].text) <= _TITLE and not _PROSE.search(lines[0].text):
        title = lines[0]
        if title.text[-1] not in ",\uff0c、:\uff1a" and not title.text.startswith(("【", "〖")):
            header.fields.append(Field("标题", title.text, title.start, title.end))
            header.body = header.stop = 1
    return header


def _without_colons(lines: list[Line]) -> bool:
    """Whether the labels stand alone on their lines: several sure ones do, and none has a colon."""
    top = [line for line in lines[:_MENU_LINES] if len(line.text) <= _LABEL_LENGTH]
    sure = labels("id") - labels("footer") - labels("chrome")
    bold = {line.text.strip("*_") for line in top}
    return len(sure & bold) >= _SURE_ALONE


def _first_field(lines: list[Line], *, alone: bool) -> int | None:
    """The index of the first field: a strong label, or the first of two known ones close together."""
    weak: int | None = None
    for index, line in enumerate(lines[:_MENU_LINES]):
        label = label_of(line, alone=alone)
        if label is None or not label.known:
            continue
        near = weak is not None and index - weak <= _NEAR
        if label.name in labels("id") or near:
            return weak if near else index
        weak = index
    return None


def _title(above: list[Line], fields: list[Field]) -> Line | None:
    """The line above the fields that names the page: the one that a field repeats, else the last that can.

    A line alone is the title whatever it says; below a menu, words of the menu are not.
    """
    names = {bare(f.value) for f in fields if f.name.endswith(("名称", "姓名")) and f.value}
    chrome = labels("chrome") if len(above) > 2 else {"查看原文"}
    candidates = [line for line in above if bare(line.text) not in chrome or bare(line.text) in names]
    repeated = [line for line in candidates if bare(line.text) in names]
    return next(reversed(repeated or candidates), None)


class _Reader:
    """Walks over the lines of the header once and collects fields, until the body or the footer begins."""

    def __init__(self, text: str, lines: list[Line], first: int, *, alone: bool) -> None:
        self.alone = alone
        self.text = text
        self.lines = lines
        self.header = Header("lines", stop=len(lines))
        self.open: _Open | None = None
        self.rows = self.alternate = self.same = 0
        # With a label above the body, everything before it is header, blank lines and prose included.
        self.labelled = any(is_body_label(line.text) for line in lines[first : first + _MENU_LINES])

    def run(self, first: int) -> None:
        """Read from line ``first`` on; leaves ``header.body`` at the first line of the body."""
        for index in range(first, len(self.lines)):
            line = self.lines[index]
            if self._ends_header(line, index):
                break
            if is_rule(line):
                continue
            label = label_of(line, alone=self.alone and not (self.open and self.open.empty))
            if label is not None and self._opens(label, line):
                self._begin(label, line)
            elif self._is_chrome(line):
                self._close()
            elif self._grows(line):
                self._grow(line)
            elif not self.labelled and not self._label_ahead(index):
                self.header.body = self.header.stop = index
                self.header.warnings.append("the body has no label above it; it begins below the last field")
                break
            else:
                self._close()
        self._close()

    def layout(self) -> Layout:
        """Name the layout by how most fields were printed."""
        if self.rows > self.same + self.alternate:
            return "table"
        return "menu" if self.alternate > self.same else "lines"

    def _ends_header(self, line: Line, index: int) -> bool:
        if len(line.text) > _LABEL_LENGTH:
            return False
        if is_body_label(bare(line.text)):
            self.header.body = self.header.stop = index + 1
            return True
        if self._is_footer(line) and not self._is_source(line):
            self.header.stop = index
            return True
        return False

    def _is_source(self, line: Line) -> bool:
        """Whether a 知识出处 alone on its line is the field of a card, where labels have no colons."""
        known = any(field.name in ("内容出处", "知识出处") for field in self.header.fields)
        return self.alone and bare(line.text) == "知识出处" and not known

    def _label_ahead(self, index: int) -> bool:
        """Whether a known field follows close by, above the footer: then the line is a stray one."""
        for line in self.lines[index + 1 : index + 1 + _NEAR]:
            if self._is_footer(line):
                return False
            label = label_of(line)
            if label is not None and label.known:
                return True
        return False

    @staticmethod
    def _is_footer(line: Line) -> bool:
        """Whether the line opens the footer: its label alone, without the colon of a field."""
        short = len(line.text) <= _LABEL_LENGTH and line.text.rstrip("*_")[-1:] not in (":", "\uff1a")
        return short and bare(line.text) in labels("footer")

    def _is_chrome(self, line: Line) -> bool:
        wanted = self.open is not None and self.open.empty
        name = bare(line.text) if len(line.text) <= _LABEL_LENGTH else ""
        return name == "查看原文" or (name in labels("chrome") and not wanted)

    def _opens(self, label: Label, line: Line) -> bool:
        """Whether the line begins a field; an unknown label must not be a phrase inside a running value."""
        rest = label.value_start < line.end
        if label.known or (label.row and rest):
            return True
        if label.row or (self.open is not None and self.open.row and not self.open.closed):
            return False
        if self.open is not None and self.open.name in labels("prose") | labels("body"):
            return not rest and line.gap
        # The platform prints a blank behind its colon; running text has none.
        return not rest or self.text[label.value_start - 1] in BLANKS

    def _begin(self, label: Label, line: Line) -> None:
        self._close()
        end, closed = line.end, False
        if label.row:
            self.rows += 1
            closed = line.text.endswith(("|", "\uff5c")) and line.end > label.value_start
            end = max(label.value_start, _trim(self.text, label.value_start, end))
        elif label.value_start >= line.end:
            self.alternate += 1
        else:
            self.same += 1
        self.open = _Open(label.name, min(label.value_start, end), end, label.row, closed)

    def _grows(self, line: Line) -> bool:
        """Whether a line without a label goes on with the value above it."""
        if self.open is None or self.open.closed:
            return False
        if self.open.empty or self.open.row or self.labelled or self.open.name in labels("body"):
            return True
        if _BODY_SIGN.match(line.text):
            return False
        if self.open.name in _LISTS:
            return not _PROSE.search(line.text) and len(line.text) <= 30
        return not line.gap and (self.open.name in labels("prose") or not _PROSE.search(line.text))

    def _grow(self, line: Line) -> None:
        assert self.open is not None
        if self.open.empty:
            self.open.start = line.start
        self.open.end = line.end
        if self.open.row and line.text[-1] in "|\uff5c":
            self.open.end = _trim(self.text, self.open.start, line.end)
            self.open.closed = self.open.end < line.end

    def _close(self) -> None:
        if self.open is not None:
            name, start, end = self.open.name, self.open.start, self.open.end
            self.header.fields.append(Field(name, self.text[start:end], start, end))
            self.open = None


def _trim(text: str, start: int, end: int) -> int:
    """The end of a table cell without the bar that closes it and the blanks before the bar."""
    while end > start and text[end - 1] in f"|\uff5c{BLANKS}":
        end -= 1
    return end


def body_field(fields: list[Field]) -> Field | None:
    """The field that holds the body of a card without one: a labelled body, else the longest value of prose.

    A 摘要 is chosen only when no other field holds prose.
    """
    own = [f for f in fields if f.name != "标题" and not f.footer]
    holders = [f for f in own if is_body_label(f.name) and f.value]
    prose = [f for f in own if "。" in f.value or len(f.value) >= _LONG]
    best = holders or [f for f in prose if f.name != "摘要"] or prose
    return max(best, key=lambda f: len(f.value), default=None)
