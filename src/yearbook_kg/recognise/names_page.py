"""What a page itself tells about names: its typed fields, and names sure in one place that return in others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg.model import EntityType, Entry, Mention
from yearbook_kg.recognise.names_scan import Scan, words

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


# Rules whose names hold only as they stand: a quoted name loses its quotes elsewhere and becomes a kind.
_ONCE = {"quoted-facility", "head-in-quotes", "conferred", "province-letters", "courtesy-name"}
_DIVISION = re.compile("(?:自治县|镇|乡|村|公社|区|街道|县|市|省|专区|地区)$")
# Tails that are a kind of body, and so no name even on a page that has a body of the kind.


def short_names(sure: Iterable[Mention]) -> dict[str, EntityType]:
    """Shorter names that the page's own sure names go by: 汤坑 for 汤坑镇, 合作指导室 for 霍山县合作指导室.

    >>> short_names([Mention(0, 8, "霍山县合作指导室", "Organization", "r", 0.9)])
    {'合作指导室': 'Organization'}
    """
    found: dict[str, EntityType] = {}
    for mention in sure:
        if mention.confidence < _SURE:
            continue
        name = mention.text
        if mention.type == "Place" and len(name) >= 3:
            stem = _DIVISION.sub("", name)
            if stem != name and len(stem) >= 2:
                found.setdefault(stem, "Place")
        if mention.type == "Organization":
            tail = re.search("(?<=[省市县区镇乡])[^省市县区镇乡]{3,}$", name)
            inner = re.search("(?<=委员会)[^会]{4,}$|(?<=政府)[^府]{4,}$", name)
            for short in (tail, inner):
                if short and short.group() not in words("names_generic"):
                    found.setdefault(short.group(), "Organization")
    return found


# A body or a zone in its shortest form, which a page uses once it has named it in full.
_AFTERWARDS: dict[str, EntityType] = {
    **dict.fromkeys(
        ("管委会", "管理委员会", "指挥部", "工程指挥部", "常务委员会", "管理所", "管理处", "管理局", "办事处", "筹委会", "筹备处", "筹备委员会", "革委会"),
        "Organization",
    ),
    **dict.fromkeys(("开发区", "高新区", "经开区", "度假区"), "Place"),
}  # fmt: skip


def afterwards(scan: Scan, sure: Sequence[Mention]) -> Iterator[Mention]:
    """管委会, 开发区: kinds, but names of one thing behind the place where the page has named it in full."""
    first: dict[str, int] = {}
    bodies = [(start, end) for kind, start, end in scan.spans if kind == "body"]
    for mention in sure:
        for tail in _AFTERWARDS:
            if mention.text.endswith(tail) and mention.text != tail:
                first[tail] = min(first.get(tail, mention.start), mention.start)
                if _AFTERWARDS[tail] == "Place":
                    first.setdefault("管委会", mention.start)
    if not first:
        return
    for match in re.finditer("|".join(sorted(first, key=len, reverse=True)), scan.text):
        start, end = match.span()
        before, after = scan.codes[start - 1 : start], scan.codes[end : end + 1]
        bounded = before not in tuple("UuQqMmPpDdKkSsAaBbZz.NCc)") and after not in tuple("UMSKDZ")
        if start > first[match.group()] and bounded and any(s <= start < e for s, e in bodies) and scan.codes[start] not in "W.":
            yield Mention(start, end, match.group(), _AFTERWARDS[match.group()], "afterwards", 0.82)


def repeated(scan: Scan, sure: Sequence[Mention]) -> Iterator[Mention]:
    """Every further place where a name stands that is sure in one: one pass over the page for all names."""
    types: dict[str, tuple[EntityType, bool]] = {}
    taken = {(mention.start, mention.end) for mention in sure}
    for mention in sure:
        if mention.confidence >= _SURE and len(mention.text) >= 2 and mention.rule not in _ONCE:
            types.setdefault(mention.text, (mention.type, True))
    for name, kind in short_names(sure).items():
        types.setdefault(name, (kind, False))
    if not types:
        return
    names = list(types)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in automaton.find_matches_as_indexes(scan.text):
        kind, full = types[names[index]]
        if scan.codes[start] in ".Ww" or kind == "Work" or (start, end) in taken:
            continue
        if full or _free(scan, start, end):
            rule, confidence = ("repeated", 0.87) if full else ("page-short", 0.8)
            yield Mention(start, end, names[index], kind, rule, confidence)


def _free(scan: Scan, start: int, end: int) -> bool:
    """Does the span begin and end where words do?"""
    before, after = scan.codes[start - 1 : start], scan.codes[end : end + 1]
    if scan.codes[start] == "Q" and end - start == len(re.match("Qq*", scan.codes[start:end]).group()):
        return before not in ("U", "D") and after not in ("S", "K", "D", "U")
    if re.search(r"[0-9个各每)]$", scan.text[max(0, start - 1) : start]) or re.match(
        r"[0-9]", scan.text[end : end + 1]
    ):
        return False
    return (
        before not in ("U", "Q", "q", "M", "m", "D")
        and after not in ("U", "M", "S", "K", "D")
        and not after.islower()
    )
