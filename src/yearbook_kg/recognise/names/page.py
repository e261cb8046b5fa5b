"""What a page itself tells of names: its typed fields, and names sure in one place that return in others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from yearbook_kg import gazetteer, tables
from yearbook_kg.model import EntityType, Entry, Mention
from yearbook_kg.prose import Span
from yearbook_kg.recognise.names.lexicon import words
from yearbook_kg.recognise.names.scan import Scan

_PERSON = ("相关人物", "重要人物", "责任者", "人物名称", "姓名")
_PLACE = ("相关地名", "发生地点", "产地", "籍贯", "出生地", "出版地")
_ORGANIZATION = ("出版者", "机构名称", "后置机构")
_TYPED: dict[str, EntityType] = {
    **dict.fromkeys(_PERSON, "Person"),
    **dict.fromkeys(_PLACE, "Place"),
    **dict.fromkeys(_ORGANIZATION, "Organization"),
    "事件名称": "Event",
}
# A field may name several, and print the two characters of a name apart: 张 晴.
_VALUE = re.compile(r"[^、,;:\s《》]+(?: [㐀-鿿](?![㐀-鿿]))?")
# 张晴主编: what a person did for the volume is no part of the name.
_DID = re.compile(
    "(?:总?编纂|主编|副主编|编著|编撰|编辑|编写|撰稿|供稿|摄影|主修|总纂|纂修|修纂|编|著|撰|纂|修|辑)?等?$"
)
SURE = 0.84
_FEW = 300
# Rules whose names hold only as they stand: a quoted name loses its quotes elsewhere and becomes a kind.
_ONCE = {"quoted-facility", "head-in-quotes", "conferred", "province-letters", "courtesy-name"}
_DIVISION = re.compile("(?:自治县|镇|乡|村|公社|区|街道|县|市|省|专区|地区)$")
_TAIL = re.compile("(?<=[省市县区镇乡])[^省市县区镇乡]{3,}$")
_INNER = re.compile("(?<=委员会)[^会]{4,}$|(?<=政府)[^府]{4,}$")


def from_fields(entry: Entry) -> Iterator[Mention]:
    """The names that a field's label types: 责任者 is a person, 出版者 an organisation, 事件名称 an event."""
    for field in entry.fields:
        kind = _TYPED.get(field.role or "") or _TYPED.get(field.name)
        if kind is None or not re.search("[㐀-鿿]", field.value):
            continue
        if kind == "Event":
            yield Mention(field.start, field.end, entry.text[field.start : field.end], kind, "field", 0.99)
            continue
        for part in _VALUE.finditer(entry.text[field.start : field.end]):
            if not re.search("[0-9]", part.group()):  # a 出版地 may hold a date
                yield from _typed(kind, part.group(), field.start + part.start())


def _typed(kind: EntityType, value: str, start: int) -> Iterator[Mention]:
    """The names in one value of a typed field: chained places part, a 责任者 may be an office."""
    if kind == "Place":
        for size in _links(value):
            yield Mention(start, start + size, value[:size], kind, "field", 0.97)
            start, value = start + size, value[size:]
    elif _is_body(value):
        yield Mention(start, start + len(value), value, "Organization", "field", 0.97)
    elif kind == "Person":
        did = _DID.search(value, 2)
        name = value[: did.start()] if did else value
        if len(name) <= 4 or "·" in name:
            yield Mention(start, start + len(name), name, kind, "field", 0.97)


def _links(value: str) -> Iterator[int]:
    """The lengths of the places of a chain (江西省|吉安市); one where the gazetteer knows no first."""
    while len(value) > 3:
        known = [size for size in range(len(value) - 2, 1, -1) if gazetteer.find(value[:size])]
        if not known or gazetteer.find(value):
            break
        yield known[0]
        value = value[known[0] :]
    yield len(value)


def _is_body(value: str) -> bool:
    """Does the value end like the name of an organisation (方志出版社, 某县地方志编纂委员会)?"""
    bodies = words("names_bodies")
    ends = (bodies.get(value[-size:]) for size in range(1, min(9, len(value))))
    return len(value) > 3 and any(end in ("S", "K", "Y") for end in ends)


def short_names(sure: Iterable[Mention]) -> dict[str, EntityType]:
    """Shorter names that the page's own sure names go by: 汤坑 for 汤坑镇, 合作指导室 for 霍山县合作指导室.

    >>> short_names([Mention(0, 8, "霍山县合作指导室", "Organization", "r", 0.9)])
    {'合作指导室': 'Organization'}
    """
    found: dict[str, EntityType] = {}
    for mention in sure:
        name = mention.text
        if mention.confidence < SURE or len(name) < 3:
            continue
        if mention.type == "Place":
            stem = _DIVISION.sub("", name)
            if stem != name and len(stem) >= 2:
                found.setdefault(stem, "Place")
        elif mention.type == "Organization":
            for short in (_TAIL.search(name), _INNER.search(name)):
                if short is not None and short.group() not in words("names_generic"):
                    found.setdefault(short.group(), "Organization")
    return found


def recurring(scan: Scan, sure: Iterable[Mention]) -> Iterator[tuple[int, int, str]]:
    """Where places stand again that the page has surely named, as marks for the scan: 彭镇|公社七年制学校."""
    names = {m.text for m in sure if m.type == "Place" and m.confidence >= 0.9 and len(m.text) > 2}
    names = {name for name in names if name[-1] in "省市县区旗州镇乡村"}
    if not names:
        return
    for start, end in occurrences(scan.text, names):
        free = set(scan.codes[start:end]) <= set("UuDdQqZzEeFMmI")
        if free and scan.codes[start].isupper() and not scan.codes[end : end + 1].islower():
            yield start, end, "P"


def repeated(scan: Scan, sure: Sequence[Mention]) -> Iterator[Mention]:
    """Every further place where a name stands that is sure in one: one pass over the page for all names."""
    types: dict[str, tuple[EntityType, bool]] = {}
    for mention in sure:
        if mention.confidence >= SURE and len(mention.text) >= 2 and mention.rule not in _ONCE:
            types.setdefault(mention.text, (mention.type, True))
    for name, kind in short_names(sure).items():
        types.setdefault(name, (kind, False))
    if not types:
        return
    taken = {(mention.start, mention.end) for mention in sure}
    for start, end in occurrences(scan.text, types):
        if (start, end) in taken:
            continue
        name = scan.text[start:end]
        kind, full = types[name]
        if scan.codes[start] in ".Ww" or kind == "Work":
            continue
        if scan.codes[start].islower() and kind == "Organization":
            continue  # 邮|电局
        if full and (
            end - start > 2 or kind != "Place" or scan.codes[start] in "PQ" or _free(scan, start, end)
        ):
            yield Mention(start, end, name, kind, "repeated", 0.87)
        elif (
            not full
            and _free(scan, start, end)
            and (kind != "Place" or set(scan.codes[start:end]) & set("UQEZPD"))
        ):
            yield Mention(start, end, name, kind, "page-short", 0.8)


def occurrences(text: str, names: Collection[str]) -> Iterator[Span]:
    """Where the names stand, in order, none overlapping: of two that do, the first, then the longer.

    To build an automaton for the few names of a page takes longer than to look for each of them; for those
    of a whole book it does not.

    >>> list(occurrences("吉安县志载,吉安有志", ["吉安", "吉安县", "县志"]))
    [(0, 3), (6, 8)]
    """
    if len(names) > _FEW:
        automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
        yield from ((start, end) for _, start, end in automaton.find_matches_as_indexes(text))
        return
    found: list[Span] = []
    for name in names:
        size = len(name)
        at = text.find(name)
        while at >= 0:
            found.append((at, -size))
            at = text.find(name, at + 1)
    free = 0
    for start, size in sorted(found):
        if start >= free:
            free = start - size
            yield start, free


def _free(scan: Scan, start: int, end: int) -> bool:
    """Does the span begin and end where words do?"""
    codes = scan.codes
    before, after = codes[start - 1 : start], codes[end : end + 1]
    if re.fullmatch("Qq*", codes[start:end]):
        return before not in ("U", "D") and after not in ("S", "K", "D", "U")
    if re.search("[0-9个各每)]$", scan.text[max(0, start - 1) : start]) or after == "N":
        return False
    return before not in tuple("UQqMmD") and after not in tuple("UMSKD") and not after.islower()


@cache
def _afterwards() -> dict[str, EntityType]:
    """The shortest forms of bodies and zones, with their types."""
    kinds: dict[str, EntityType] = {"body": "Organization", "zone": "Place"}
    rows = tables.load("names_generic")
    return {
        word: kinds[row["class"]] for row in rows if row["class"] in kinds for word in row["words"].split()
    }


def afterwards(scan: Scan, sure: Sequence[Mention]) -> Iterator[Mention]:
    """管委会, 开发区: kinds, but names of one thing behind the place where the page has named it in full."""
    kinds = _afterwards()
    first: dict[str, int] = {}
    for mention in sure:
        for size in range(3, 7):
            tail = mention.text[-size:]
            if tail in kinds and tail != mention.text:
                first[tail] = min(first.get(tail, mention.start), mention.start)
                if kinds[tail] == "Place":  # what manages a zone is its 管委会
                    first.setdefault("管委会", mention.start)
    bodies = [span for kind, *span in scan.spans if kind == "body"]
    if not first or not bodies:
        return
    pattern = re.compile("|".join(sorted(first, key=lambda tail: (-len(tail), tail))))
    for match in pattern.finditer(scan.text, bodies[0][0], bodies[-1][1]):
        start, end = match.span()
        before, after = scan.codes[start - 1 : start], scan.codes[end : end + 1]
        alone = before not in tuple("UuQqMmPpDdKkSsAaBbZz.NCc)") and after not in tuple("UMSKDZ")
        if start > first[match.group()] and alone and scan.codes[start] not in "W.":
            yield Mention(start, end, match.group(), kinds[match.group()], "afterwards", 0.82)
