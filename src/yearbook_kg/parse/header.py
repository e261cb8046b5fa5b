"""The metadata above the body: ``field: value`` lines, alternate lines under a menu, or rows of a pipe table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yearbook_kg.model import Field, Layout
from yearbook_kg.parse.lines import BLANKS, Label, Line, bare, header_labels, is_rule, label_of, labels

# A header begins near the top: behind the menu of the platform (some forty lines) and a title.
_MENU_LINES = 400
_PROSE = re.compile(r"[。;\uff1b!?\uff01\uff1f]|[,\uff0c].{12}")
_BODY_SIGN = re.compile(r"【|第[一二三四五六七八九十百]+[编篇章节]")


@dataclass(slots=True)
class Header:
    """What was found above the body. body: the index of the first line that may be body, None where none is."""

    layout: Layout
    fields: list[Field] = field(default_factory=list)
    body: int | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A field whose value may still grow: the label, and the span that its value covers so far."""

    name: str
    start: int
    end: int
    row: bool


def read_header(text: str, lines: list[Line]) -> Header:
    """Read title and fields off the lines above the body.

    Returns a header of layout "body" when no field is found: then every line may be body (index 0).
    """
    first = _first_field(lines)
    if first is None:
        return Header("body", body=0 if lines else None)
    reader = _Reader(text, lines)
    title = _title(lines, first)
    if title is not None:
        reader.header.fields.append(Field("标题", title.text, title.start, title.end))
    reader.run(first)
    reader.header.layout = reader.layout()
    return reader.header


def _first_field(lines: list[Line]) -> int | None:
    """The index of the first field: a strong label, or the first of two known ones within the top lines."""
    weak: int | None = None
    for index, line in enumerate(lines[:_MENU_LINES]):
        label = label_of(line)
        if label is None or not label.known:
            continue
        if label.name in labels("id"):
            return index if weak is None or index - weak > 12 else weak
        if weak is not None and index - weak <= 12:
            return weak
        weak = index
    return None


def _title(lines: list[Line], first: int) -> Line | None:
    """The last line above the first field that is no part of the platform's chrome."""
    for line in reversed(lines[:first]):
        if bare(line.text) not in labels("chrome"):
            return line
        if bare(line.text) != "查看原文":
            return None
    return None


class _Reader:
    """Walks over the lines of the header once and collects fields, until the body or the footer begins."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self.text = text
        self.lines = lines
        self.header = Header("lines")
        self.open: _Open | None = None
        self.rows = self.alternate = self.same = 0

    def run(self, first: int) -> None:
        """Read from line ``first`` on; leaves ``header.body`` at the first line of the body."""
        for index in range(first, len(self.lines)):
            line = self.lines[index]
            if self._ends_header(line, index):
                break
            if is_rule(line):
                continue
            label = label_of(line)
            if label is not None and self._opens(label, line):
                self._begin(label, line)
            elif bare(line.text) in labels("chrome") and not self._wants_value():
                self._close()
            elif self._grows(line):
                self._grow(line)
            else:
                self.header.body = index
                if _PROSE.search(line.text):
                    self.header.warnings.append("the body stands under the header without a label of its own")
                break
        self._close()

    def layout(self) -> Layout:
        """Name the layout by how most fields were printed."""
        if self.rows > self.same + self.alternate:
            return "table"
        return "menu" if self.alternate > self.same else "lines"

    def _ends_header(self, line: Line, index: int) -> bool:
        name = bare(line.text)
        alone = line.text.rstrip("*_")[-1:] not in (":", "\uff1a")
        if name in labels("body") and not self._wants_value():
            self.header.body = index + 1
            return True
        if name in labels("footer") and alone and not self._wants_value():
            self.header.body = None
            return True
        return False

    def _wants_value(self) -> bool:
        return self.open is not None and self.open.start == self.open.end

    def _opens(self, label: Label, line: Line) -> bool:
        """Whether the line begins a field; an unknown label must not be a phrase inside a running value."""
        if label.known:
            return True
        rest = self.text[label.value_start : line.end]
        if self.open is not None and self.open.name in labels("prose") | labels("body"):
            return label.row or (not rest and line.gap)
        # The platform prints a blank behind its colon; running text has none.
        return label.row or not rest or self.text[label.value_start - 1] in BLANKS

    def _begin(self, label: Label, line: Line) -> None:
        self._close()
        end = line.end
        if label.row:
            self.rows += 1
            end = max(label.value_start, _trim(self.text, label.value_start, end))
        elif label.value_start >= line.end:
            self.alternate += 1
        else:
            self.same += 1
        self.open = _Open(label.name, min(label.value_start, end), end, label.row)

    def _grows(self, line: Line) -> bool:
        """Whether a line without a label goes on with the value above it."""
        if self.open is None:
            return False
        if self._wants_value() or self.open.row:
            return True
        if _BODY_SIGN.match(line.text):
            return False
        if self.open.name in ("关键词", "主题词"):
            return not _PROSE.search(line.text) and len(line.text) <= 30
        return not line.gap

    def _grow(self, line: Line) -> None:
        assert self.open is not None
        if self._wants_value():
            self.open.start = line.start
        self.open.end = _trim(self.text, self.open.start, line.end) if self.open.row else line.end

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
    holders = [f for f in fields if f.name in labels("body") and f.value]
    prose = [f for f in fields if f.name not in ("标题", "简介") and not f.footer and _PROSE.search(f.value)]
    own = [f for f in prose if f.name != "摘要"]
    candidates = holders or own or [f for f in prose if f.name in header_labels()]
    return max(candidates, key=lambda f: len(f.value), default=None)
