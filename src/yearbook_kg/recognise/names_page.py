"""What a page itself tells about names: its typed fields, and names sure in one place that return in others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg.model import Entry, EntityType, Mention
from yearbook_kg.recognise.names_scan import Scan

_ROLES: dict[str, EntityType] = {
    "相关人物": "Person", "重要人物": "Person", "责任者": "Person", "人物名称": "Person", "姓名": "Person",
    "相关地名": "Place", "发生地点": "Place", "产地": "Place", "籍贯": "Place", "出生地": "Place", "出版地": "Place",
    "出版者": "Organization", "机构名称": "Organization", "后置机构": "Organization", "事件名称": "Event",
}  # fmt: skip
_SURE = 0.84


def from_fields(entry: Entry) -> Iterator[Mention]:
    """The names that a field's label types: 责任者 is a person, 出版者 an organisation, 事件名称 an event."""
    for field in entry.fields:
        kind = _ROLES.get(field.role or "") or _ROLES.get(field.name)
        if kind is None or not field.value or not re.search("[㐀-鿿]", field.value):
            continue
        if kind == "Event":
            yield Mention(field.start, field.end, entry.text[field.start : field.end], kind, "field", 0.99)
            continue
        for part in re.finditer(
            r"[^、,;\s《》]+(?: [㐀-鿿](?![㐀-鿿]))?", entry.text[field.start : field.end]
        ):
            start, end = field.start + part.start(), field.start + part.end()
            yield Mention(start, end, entry.text[start:end], kind, "field", 0.97)


def repeated(scan: Scan, sure: Iterable[Mention]) -> Iterator[Mention]:
    """Every further place where a name stands that is sure in one: one pass over the page for all names."""
    types: dict[str, EntityType] = {}
    for mention in sure:
        if mention.confidence >= _SURE and len(mention.text) >= 2:
            types.setdefault(mention.text, mention.type)
    if not types:
        return
    names = list(types)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in automaton.find_matches_as_indexes(scan.text):
        if scan.codes[start] in ".Ww":
            continue
        if types[names[index]] == "Work":
            continue
        yield Mention(start, end, names[index], types[names[index]], "repeated", 0.85)
