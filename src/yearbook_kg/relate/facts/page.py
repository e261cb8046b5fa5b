"""What the metadata of a page says of the entry and its volume."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from yearbook_kg import fields
from yearbook_kg.model import (
    Claim,
    Entity,
    EntityType,
    Entry,
    Evidence,
    Granule,
    Mention,
    PartialDate,
    Resolution,
)

_COMPILERS = re.compile(
    r"(?:编纂单位[为是:]|由)?(?P<who>[^,。;\s由]{2,30})(?:负责)?(?:组织)?(?:编纂|主办|编辑|编写|主编|编印|编)(?=$|[,。;])"
)
# 第一章 境域与区划: the division itself is the subject
TERRITORY = re.compile(r"境域|疆域|区划|建置|政区|四至|地理位置")
_COUNTY = re.compile(r"(?:县|市|区|旗|镇|乡|省|州|盟)$")


def page_facts(entry: Entry, resolution: Resolution) -> Iterator[Claim]:
    """Yield partOf, publisher, contributor, about and spatialCoverage."""
    granule = Granule(entry.id)
    volume = _volume(entry)
    if volume is not None:
        work, evidence = volume
        yield Claim(granule, "partOf", work, evidence)
        yield from _made(entry, resolution, work)
    for person in fields.persons(entry, "责任者"):
        named = Entity(_tight(person.name), "Person")
        yield Claim(granule, "contributor", named, Evidence(person.start, person.end, "field 责任者", 0.98))
    yield from _signed(entry, resolution, granule)
    yield from _about(entry, resolution, granule)
    yield from _card(entry, resolution)
    yield from _coverage(entry, resolution, granule)


def _tight(name: str) -> str:
    return "".join(name.split())


def _volume(entry: Entry) -> tuple[Entity, Evidence] | None:
    book = fields.publication(entry)
    if book is None:
        return None
    return Entity(book.name, "Work"), Evidence(book.start, book.end, "field 出处", 0.99)


def _made(entry: Entry, resolution: Resolution, work: Entity) -> Iterator[Claim]:
    press = fields.publisher(entry)
    if press is not None:
        name = Entity(press.name, "Organization")
        yield Claim(work, "publisher", name, Evidence(press.start, press.end, "field 出版者", 0.99))
    blurb = entry.field("简介")
    if blurb is None:
        return
    named = [
        m for m in resolution.mentions if m.type == "Organization" and blurb.start <= m.start < blurb.end
    ]
    for mention in named:
        ahead = entry.text[max(blurb.start, mention.start - 8) : mention.start]
        behind = entry.text[mention.end : mention.end + 8]
        made = _MAKES.match(behind)
        unit = _UNIT.search(ahead)
        made = made or _listed_maker(entry.text[mention.end : min(mention.end + 60, blurb.end)])
        if (made or unit) and mention.entity is not None:
            evidence = Evidence(mention.start, mention.end, "compiler", 0.95)
            yield Claim(work, "contributor", mention.entity, evidence)


_MAKES = re.compile(
    r"(?:负责|组织|承担|主持)?(?:编纂|主办|编辑|编写|主编|编印|承编|编撰|编修|编(?!制|号)|主持编|具体编)"
)
_UNIT = re.compile(r"(?:编纂|主办|编辑|编写|承编|主编)单位(?:为|是|:|:)?$")
_MADE = "(?:负责|组织|联合|共同)?(?:编纂|主办|编辑|编写|主编|编印|承编|编撰|编修)"


_LISTED = re.compile(rf"(?:[、和][^,。;、由]{{2,24}}?){{1,3}}{_MADE}")


def _listed_maker(behind: str) -> re.Match[str] | None:
    """由县委、县政府主办: every one of the list is a maker."""
    return _LISTED.match(behind)


# (撰稿:王大力 李小明), (王大力): the authors sign at the end of their text
_SIGNATURE = re.compile(
    r"\(\s*(?:(?:撰稿|供稿|执笔|撰写|编写|作者|审稿|整理)(?:者|人)?\s*:?)?(?P<who>[^(),。;:]{2,40})\)"
)


def _signed(entry: Entry, resolution: Resolution, granule: Granule) -> Iterator[Claim]:
    persons = [m for m in resolution.mentions if m.type == "Person" and m.entity is not None]
    starts = [m.start for m in persons]
    for section in entry.sections:
        if entry.text.find(")", max(section.start, section.end - 120), section.end) < 0:
            continue
        for line in re.finditer(r"[^\n]+", entry.text[max(section.start, section.end - 120) : section.end]):
            base = max(section.start, section.end - 120)
            found = _SIGNATURE.search(line.group())
            if found is None or line.group()[found.end() :].strip():
                continue
            start, end = (base + line.start() + at for at in found.span("who"))
            inside = persons[bisect_left(starts, start) : bisect_left(starts, end)]
            left = "".join(entry.text[start:end].split())
            for mention in inside:
                left = left.replace("".join(entry.text[mention.start : mention.end].split()), "")
            if inside and not left.strip(" 、,\u3000"):
                for mention in inside:
                    evidence = Evidence(mention.start, mention.end, "signature", 0.9)
                    if mention.entity is not None:
                        yield Claim(granule, "contributor", mention.entity, evidence)


def _about(entry: Entry, resolution: Resolution, granule: Granule) -> Iterator[Claim]:
    """The one subject of the page: what a card names, or the body or place that is the title."""
    title = fields.name(entry) or fields.title(entry)
    if title is None:
        return
    mention = _mention_at(resolution, title.start, title.end)
    if entry.kind in ("事件", "机构", "人物", "专题", "实物"):
        entity = mention.entity if mention and mention.entity else Entity(title.name, _type_of(entry.kind))
        yield Claim(granule, "about", entity, Evidence(title.start, title.end, "field name", 0.95))
        return
    main = resolution.context.organization
    division = resolution.context.division
    if main is not None:
        yield Claim(granule, "about", main, Evidence(title.start, title.end, "title", 0.9))
    elif division is not None and (title.name == division.name or TERRITORY.search(title.name)):
        yield Claim(granule, "about", division, Evidence(title.start, title.end, "title", 0.8))


def _card(entry: Entry, resolution: Resolution) -> Iterator[Claim]:
    """What the fields of a typed card say, kept where the body does not contradict it."""
    title = fields.name(entry)
    if title is None:
        return
    mention = _mention_at(resolution, title.start, title.end)
    subject = mention.entity if mention is not None else None
    if entry.kind == "事件":
        yield from _event_card(entry, resolution, subject or Entity(title.name, "Event"))
    elif entry.kind == "人物":
        native = entry.field("籍贯")
        if native is not None and native.value:
            place = _place_at(resolution, native.start, native.end) or Entity(native.value.strip(), "Place")
            evidence = Evidence(native.start, native.end, "field 籍贯", 0.85)
            yield Claim(subject or Entity(_tight(title.name), "Person"), "nativePlace", place, evidence)


def _event_card(entry: Entry, resolution: Resolution, event: Entity) -> Iterator[Claim]:
    for word in fields.places(entry, "发生地点"):
        place = _place_at(resolution, word.start, word.end)
        if place is not None:
            yield Claim(event, "eventPlace", place, Evidence(word.start, word.end, "field 发生地点", 0.9))
    written = re.match(r"(1[89]\d\d|20\d\d)年", event.name)
    started = entry.field("起始时间")
    first = next(
        (
            t
            for t in resolution.times
            if t.start >= entry.body_start and t.interval is not None and t.interval.start
        ),
        None,
    )
    if written is not None:
        name = fields.name(entry)
        at = (name.start, name.end) if name is not None else (0, 0)
        yield Claim(event, "eventYear", PartialDate(int(written[1])), Evidence(*at, "field name", 0.95))
    elif first is not None and first.interval is not None and first.interval.start is not None:
        evidence = Evidence(first.start, first.end, "first time of the card", 0.9)
        yield Claim(event, "eventYear", PartialDate(first.interval.start.year), evidence)
    elif started is not None and (year := re.search(r"1[89]\d\d|20\d\d", started.value)):
        evidence = Evidence(started.start, started.end, "field 起始时间", 0.7)
        yield Claim(event, "eventYear", PartialDate(int(year.group())), evidence)


def _place_at(resolution: Resolution, start: int, end: int) -> Entity | None:
    return next(
        (m.entity for m in resolution.mentions if m.type == "Place" and m.start == start and m.end <= end),
        None,
    )


def _type_of(kind: str) -> EntityType:
    types: dict[str, EntityType] = {
        "事件": "Event",
        "机构": "Organization",
        "人物": "Person",
        "实物": "Place",
    }
    return types.get(kind, "Work")


def _mention_at(resolution: Resolution, start: int, end: int) -> Mention | None:
    return next(
        (
            m
            for m in resolution.mentions
            if m.start >= start and m.end <= end and m.end - m.start >= (end - start) - 2
        ),
        None,
    )


def _coverage(entry: Entry, resolution: Resolution, granule: Granule) -> Iterator[Claim]:
    """The places of 关键词 and 相关地名 that the page is about."""
    seen: set[str] = set()
    words = fields.keywords(entry)
    listed = {word.name for word in words}
    division = resolution.context.division
    home = division.name if division is not None else ""
    related = fields.about_places(entry)
    # of an extract's related places only those that the page is about; a card has but its own
    places = [p for p in related if entry.kind != "析出资源" or p.name in listed or p.name == home]
    named = [*places, *words]
    by_span = {(m.start, m.end): m for m in resolution.mentions if m.type == "Place"}
    for word in named:
        mention = by_span.get((word.start, word.end))
        if mention is None or mention.entity is None or mention.entity.name in seen:
            continue
        seen.add(mention.entity.name)
        yield Claim(
            granule, "spatialCoverage", mention.entity, Evidence(word.start, word.end, "field place", 0.93)
        )
