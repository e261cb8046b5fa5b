"""Read with one punctuation, quote with the page's own.

Pages mix ASCII and full-width signs (``,`` and ``\\uff0c``, ``(`` and ``\\uff08``), often in one sentence.
The stages that read prose get the entry with ASCII signs, one code point for one, so that all offsets hold;
what they found is then put back into the words of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from yearbook_kg.model import Document, Entity, Entry, Mention, Observation, Quantity, TimeExpression

T = TypeVar("T")

# The block of full-width forms of ASCII: signs, digits and letters, each 0xFEE0 above its twin.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def plain(entry: Entry) -> Entry:
    """Return the entry with ASCII signs in text, fields and headings; itself where it has no others.

    >>> from yearbook_kg.model import Page
    >>> page = Page("2012\\uff0c\\uff18\\uff05", "-", "page")
    >>> plain(Entry(page, "page", "", "body", (), (), 0, 7)).text
    '2012,8%'
    """
    text = entry.text.translate(_PLAIN)
    if text == entry.text:
        return entry
    return replace(
        entry,
        page=replace(entry.page, text=text),
        fields=tuple(
            replace(f, name=f.name.translate(_PLAIN), value=f.value.translate(_PLAIN)) for f in entry.fields
        ),
        sections=tuple(
            replace(s, heading=s.heading.translate(_PLAIN)) if s.heading else s for s in entry.sections
        ),
    )


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
        if isinstance(value, tuple):
            return tuple(self._walk(one) for one in value)
        if isinstance(value, Mapping):
            return {key: self._walk(one) for key, one in value.items()}
        if not is_dataclass(value):
            return value
        # the same mention stands in mentions and decisions, the same entity nearly everywhere
        kept = self._done.get(id(value))
        if kept is None:
            kept = self._done[id(value)] = self._rebuilt(value)
        return kept

    def _rebuilt(self, value: Any) -> Any:
        if isinstance(value, Entity):
            return replace(value, name=self._names.get(value.name, value.name))
        changed = {field.name: self._walk(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Mention | TimeExpression | Quantity):
            changed["text"] = self._text[value.start : value.end]
        elif isinstance(value, Observation):
            changed["text"] = self._text[value.evidence.start : value.evidence.end]
        return type(value)(**changed)
