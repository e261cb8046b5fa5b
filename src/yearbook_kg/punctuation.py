"""Read with one punctuation, quote with the page's own.

Pages mix ASCII and full-width signs (``,`` and ``\\uff0c``, ``(`` and ``\\uff08``), often in one sentence.
The stages that read prose get the entry with ASCII signs, one code point for one, so that all offsets hold;
what they found is then put back into the words of the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from decimal import Decimal
from operator import is_
from typing import Any, TypeVar

from yearbook_kg.model import (
    Document,
    Entity,
    Entry,
    Evidence,
    Field,
    Granule,
    Interval,
    Mention,
    Observation,
    PartialDate,
    Quantity,
    Section,
    TimeExpression,
)

T = TypeVar("T")

# The block of full-width forms of ASCII: signs, digits and letters, each 0xFEE0 above its twin.
_PLAIN = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "\uff61": "\u3002",
    "\uff64": "\u3001",
}
_WIDE = re.compile("[\uff01-\uff5e\uff61\uff64]")
# Some books end their sentences with a dot: 支出52.3万元.1987年…; but 一.概况 only numbers a heading.
_DOT = re.compile(
    r"\.(?<=[\u4e00-\u9fff)%\u201d\u300b\u3011].)(?=\s|[\u4e00-\u9fff0-9(\u201c\u300a\u3010]|$)"
)
_NUMBERING = re.compile(r"[\s\u3000]*[(]?[一二三四五六七八九十百]+[)]?")
_LONGEST_NUMBERING = 12


def plain(entry: Entry) -> Entry:
    """Return the entry with ASCII signs in text, fields and headings; itself where it has no others.

    >>> from yearbook_kg.model import Page
    >>> page = Page("2012\\uff0c\\uff18\\uff05", "-", "page")
    >>> plain(Entry(page, "page", "", "body", (), (), 0, 7)).text
    '2012,8%'
    >>> page = Page("1952年成立.1953年撤销.", "-", "page")
    >>> plain(Entry(page, "page", "", "body", (), (), 0, 14)).text
    '1952年成立。1953年撤销。'
    """
    text = _full_stops(_even(entry.text))
    if text == entry.text:
        return entry
    return replace(
        entry,
        page=replace(entry.page, text=text),
        fields=tuple(map(_even_field, entry.fields)),
        sections=tuple(map(_even_section, entry.sections)),
    )


def _even(words: str) -> str:
    """The words with ASCII signs; a page holds few different ones, so each is exchanged in one go."""
    for sign in set(_WIDE.findall(words)):
        words = words.replace(sign, _PLAIN[sign])
    return words


def _even_field(field: Field) -> Field:
    name, value = _even(field.name), _even(field.value)
    same = name == field.name and value == field.value
    return field if same else Field(name, value, field.start, field.end, field.role, field.footer)


def _even_section(section: Section) -> Section:
    heading = _even(section.heading) if section.heading else section.heading
    return section if heading == section.heading else replace(section, heading=heading)


def _full_stops(text: str) -> str:
    """The text with 。 for the dots that end sentences, on pages that have hardly any 。 of their own."""
    if text.count(".") <= 2 * text.count("\u3002"):
        return text
    dots = [m.start() for m in _DOT.finditer(text) if not _numbers(text, m.start())]
    if len(dots) <= 2 * text.count("\u3002"):
        return text
    chars = list(text)
    for position in dots:
        chars[position] = "\u3002"
    return "".join(chars)


def _numbers(text: str, position: int) -> bool:
    start = text.rfind("\n", max(0, position - _LONGEST_NUMBERING), position) + 1
    return start > 0 and _NUMBERING.fullmatch(text, start, position) is not None


def restore(document: Document, entry: Entry) -> Document:
    """Return what was read from ``plain(entry)`` as read from ``entry``: every quoted word is the page's own.

    An entity that bears the very words of a mention gets them back too, the brackets of a title included.
    """
    if document.entry is entry:
        return document
    names: dict[str, str] = {}
    for mention in document.resolution.mentions:
        own = entry.text[mention.start : mention.end]
        if own != mention.text:
            names.setdefault(mention.text, own)
            names.setdefault(mention.text.strip("《》"), own.strip("《》"))
    own_words = _Restorer(entry.text, names)
    return Document(entry, own_words(document.resolution), own_words(document.facts))


class _Restorer:
    """Walks over what was read and gives back the same with the words of the page."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self._text = text
        self._names = names
        self._done: dict[int, Any] = {}

    def __call__(self, value: T) -> T:
        """Return ``value`` itself where it holds no words of the page."""
        return self._walk(value)  # type: ignore[no-any-return]

    def _walk(self, value: Any) -> Any:
        kind = type(value)
        if kind in _WORDLESS:
            return value
        if kind is tuple:
            walked = [self._walk(one) for one in value]
            return value if all(map(is_, walked, value)) else tuple(walked)
        if isinstance(value, Mapping):
            return {key: self._walk(one) for key, one in value.items()}
        # the same mention stands in mentions and decisions, the same entity nearly everywhere
        kept = self._done.get(id(value))
        if kept is None:
            kept = self._done[id(value)] = self._rebuilt(value) if is_dataclass(value) else value
        return kept

    def _rebuilt(self, value: Any) -> Any:
        """The value with the words of the page; itself where they are the same, as most are."""
        if isinstance(value, Entity):
            name = self._names.get(value.name, value.name)
            return value if name == value.name else replace(value, name=name)
        changed = self._own_words(value)
        for name in value.__slots__:
            part = getattr(value, name)
            if (walked := self._walk(part)) is not part:
                changed[name] = walked
        return replace(value, **changed) if changed else value

    def _own_words(self, value: Any) -> dict[str, str]:
        """What the value quotes from the page, where the page writes it otherwise."""
        if isinstance(value, Mention | TimeExpression | Quantity):
            text = self._text[value.start : value.end]
            return {"text": text} if text != value.text else {}
        if not isinstance(value, Observation):
            return {}
        text = self._text[value.evidence.start : value.evidence.end]
        if text == value.text:
            return {}
        # a unit is kept as written: 头(只) is that of the page again, brackets and all
        if "(" in value.unit and value.unit in value.text:
            at = value.text.index(value.unit)
            return {"text": text, "unit": text[at : at + len(value.unit)]}
        return {"text": text}


# What never quotes the page.
_WORDLESS = frozenset((str, int, float, bool, type(None), Decimal, Evidence, Granule, Interval, PartialDate))
