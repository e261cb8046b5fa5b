"""Where things lie: divisions by the division table of their time, and what the text itself says."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg import fields, gazetteer
from yearbook_kg.gazetteer import Division
from yearbook_kg.model import Claim, Entity, Entry, Evidence, Mention, Resolution
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Form, Reader, pattern
from yearbook_kg.relate.facts.homes import bodies_placed, sections
from yearbook_kg.relate.facts.lines import bracket
from yearbook_kg.timeline import year_at

_LOCAL = (
    *("镇", "乡", "村", "街道", "街", "巷", "社区", "公社", "大队", "区", "屯", "堡", "庄", "店"),
    *("寨", "集", "关", "坪", "桥", "渡", "庵", "河", "市", "场", "垸", "圩", "铺", "湾", "冲"),
    *("岭", "洞", "坝", "里", "城"),
)
_WIDE = (
    *("省", "专区", "地区", "督察区", "行政区", "府", "道", "路", "州", "国", "江", "山", "湖"),
    *("海", "洋", "自治区", "盆地", "平原", "高原", "半岛"),
)
_ZONE = ("开发区", "高新区", "产业园", "工业园", "工业区", "园区", "新区", "新城", "保税区", "示范区")
_REGION = ("专区", "督察区")
_TOWN = ("镇", "乡", "街道")
_COUNTY = ("县", "旗", "区", "镇", "乡", "街道")

_OF = pattern(
    r"(?P<outer><P>)(?:<B>)?(?:的|属下的?|境内的?|所属的?|所辖的?|辖区的?|[东西南北中]境的?|[东西南北中]部的?)(?P<inner><P>)"
)
_CHAIN = pattern(r"(?P<outer><P>)(?=(?P<inner>[<P><F><O>]))")
_NOTED = pattern("(?P<inner><P>)(?P<note><B>)")
_MOVED = pattern(
    "(?P<what><P>(?:[、和及]<P>)*)[^,。<P>]{0,10}?(?:由(?:<P>的)?(?P<from><P>))?(?:划入|划归|划属|划给|划隶)(?P<to><P>|<R>)"
)
_OWNER = pattern("(?P<owner><P>)的$")
_WATER = tuple("江河湖海溪渠水山岭")
_NOTE = pattern(r"^(?:今|现)?(?:属|隶|在|隶属|辖于)(?P<outer><P>)$")
_LIES = pattern(
    r"(?P<inner>[<O><F><P>])(?:<B>)?(?:位于|地处|坐落于|坐落在|驻|驻在|设在|设于)(?P<outer>[<P><F>])"
)
_BUILT_AT = pattern(
    r"在(?P<outer>[<P><O>])(?:<B>)?[^,。<F>]{0,8}?(?:营建|兴建|新建|修建|建设|建成|建立|开设|开办|设立|建造|重建|筹建|挂牌|揭牌|建|设)(?:了|起|成)?[^,。<F>]{0,8}?(?P<inner><F>)"
)


def division_facts(entry: Entry, resolution: Resolution, told: set[str]) -> Iterator[Claim]:
    """Yield the place above each place that the page names, and the seat of the bodies that it is about.

    told: the places that the text itself has put somewhere; the page's own division is not presumed for them.
    """
    seen: set[str] = set()
    for mention in resolution.mentions:
        if mention.type != "Place" or mention.entity is None or mention.entity.name in seen:
            continue
        seen.add(mention.entity.name)
        yield from _above(mention, resolution, told)
    yield from sections(resolution)
    yield from _thing(entry, resolution)
    yield from _chain(resolution)
    yield from _homes(entry, resolution)
    yield from bodies_placed(resolution)


def _thing(entry: Entry, resolution: Resolution) -> Iterator[Claim]:
    """What a card of a river or a site is about lies in the page's division."""
    title, division = fields.name(entry), resolution.context.division
    if entry.kind not in ("实物", "专题") or title is None or division is None:
        return
    things = (m for m in resolution.mentions if m.type in ("Place", "Facility") and m.entity is not None)
    mention = next((m for m in things if m.entity is not None and m.entity.name == title.name), None)
    if mention is not None and mention.entity is not None and mention.entity.name != division.name:
        evidence = Evidence(mention.start, mention.end, "thing of the page", 0.8)
        yield Claim(mention.entity, "locatedIn", division, evidence)


def _chain(resolution: Resolution) -> Iterator[Claim]:
    """The division above the page's own one lies in the next, by the division table."""
    division = resolution.context.division
    if division is None:
        return
    at = next(
        (m for m in resolution.mentions if m.entity is not None and m.entity.name == division.name), None
    )
    if at is None:
        return
    year = year_at(resolution.years, at.start) or resolution.context.year
    row = _row(division, division, year)
    for above in gazetteer.ancestors(row, year) if row is not None else ():
        if (higher := gazetteer.parent(above, year)) is not None:
            lower, upper = (Entity(d.name, "Place", None, d.code or None) for d in (above, higher))
            yield Claim(lower, "locatedIn", upper, Evidence(at.start, at.end, "division table", 0.93))


def _above(mention: Mention, resolution: Resolution, told: set[str]) -> Iterator[Claim]:
    place = mention.entity
    division = resolution.context.division
    if place is None:
        return
    year = year_at(resolution.years, mention.start) or resolution.context.year
    province = resolution.context.levels.get("省")
    if division is not None and province is not None and place.name == division.name != province.name:
        yield Claim(
            place, "locatedIn", province, Evidence(mention.start, mention.end, "division table", 0.93)
        )
    row = _row(place, division, year)
    if row is not None:
        above = gazetteer.parent(row, year)
        if above is not None:
            evidence = Evidence(mention.start, mention.end, "division table", 0.93)
            yield Claim(
                place,
                "locatedIn",
                Entity(above.name, "Place", above.level or None, above.code or None),
                evidence,
            )
        return
    if division is None or place.name in told:
        return
    if place.name == division.name:
        county = resolution.context.levels.get("县")
        if county is not None and county.name != place.name:
            yield Claim(
                place, "locatedIn", county, Evidence(mention.start, mention.end, "levels of the page", 0.9)
            )
        return
    home = _home_of(place, division, resolution)
    if home is not None and home.name != place.name:
        sure = 0.85 if place.name.endswith(_LOCAL) or place.name.endswith(_ZONE) else 0.7
        yield Claim(place, "locatedIn", home, Evidence(mention.start, mention.end, "place of the page", sure))


def _home_of(place: Entity, division: Entity, resolution: Resolution) -> Entity | None:
    """The division that a place without a code lies in, by the kind of page that names it.

    A village of a county's page lies in the county, a zone of a city's page in the city; a town of a city's
    page may lie in any of its counties.
    """
    levels = resolution.context.levels
    if place.name.endswith(_REGION):
        return levels.get("省")
    if place.name.endswith(_TOWN) and division.name.endswith(_TOWN):
        return next((levels[key] for key in ("县", "区", "市") if key in levels), None)
    if place.name.endswith(_ZONE):
        return next((levels[key] for key in ("县", "市") if key in levels), division)
    if len(place.name) > 8 or (place.name.endswith(_WIDE) and not place.name.endswith(_LOCAL)):
        return None
    return division if _is_county(division) else None


def _is_county(division: Entity) -> bool:
    """Whether villages and towns lie right below the division: a county, and a city of that rank."""
    if division.code is not None and division.name.endswith("市"):
        return not division.code.endswith("00")
    return division.name.endswith(_COUNTY)


def _row(place: Entity, division: Entity | None, year: int | None) -> Division | None:
    """The one row of the gazetteer that the place is, or None where it may be several or none."""
    found = [
        row
        for row in gazetteer.find(place.name, year)
        if row.name == place.name and row.kind in ("division", "former", "zone")
    ]
    if place.code:
        found = [row for row in found if row.code == place.code] or found
    if len(found) > 1 and division is not None and division.code:
        near = [row for row in found if row.code[:4] == division.code[:4]] or [
            row for row in found if row.code[:2] == division.code[:2]
        ]
        found = near or found
    return found[0] if len(found) == 1 else None


def _homes(entry: Entry, resolution: Resolution) -> Iterator[Claim]:
    """The bodies that the page or one of its headings is about lie in the page's division."""
    division = resolution.context.division
    if division is None:
        return
    seen: set[str] = set()
    names = {
        m.entity.name: m.entity for m in resolution.mentions if m.type == "Place" and m.entity is not None
    }
    headings = {(s.heading_start, s.heading_end) for s in entry.sections}
    owners = [f.organization for f in resolution.context.frames] + [resolution.context.organization]
    for owner in owners:
        if owner is None or owner.type != "Organization" or owner.name in seen:
            continue
        seen.add(owner.name)
        at = next(
            (m for m in resolution.mentions if m.entity == owner and (m.start, m.end) in headings), None
        )
        at = at or next(
            (m for m in resolution.mentions if m.entity is not None and m.entity.name == owner.name), None
        )
        if at is not None:
            # 富川县民众教育馆 stood in 富川县, whatever the county is called in the title of the book
            longest = max((n for n in names if owner.name.startswith(n)), key=len, default="")
            evidence = Evidence(at.start, at.end, "body of the page", 0.9)
            yield Claim(owner, "locatedIn", names.get(longest, division), evidence)
            if longest and names[longest] != division and owner.name.startswith(longest):
                yield Claim(owner, "locatedIn", division, Evidence(at.start, at.end, "body of the page", 0.8))


def _lying(form: Form, sure: float) -> Reader[Clause, Iterator[Claim]]:
    """What reads off one form where something lies."""

    def read(clause: Clause) -> Iterator[Claim]:
        for match in form.finditer(clause.line.text, clause.start, clause.end):
            yield from _inside(clause, match.start("inner"), match.start("outer"), match.span(), sure)

    return Reader(read, form)


def _noted(clause: Clause) -> Iterator[Claim]:
    """What the bracket behind a place says: (今属A)."""
    for match in _NOTED.finditer(clause.line.text, clause.start, clause.end):
        note = bracket(clause.line, match.start("note"))
        told = _NOTE.match(note.text) if note is not None else None
        outer = note.mention(told.start("outer")).entity if note is not None and told is not None else None
        inner = clause.entity(match.start("inner"))
        if inner is not None and outer is not None:
            yield Claim(inner, "locatedIn", outer, clause.evidence(*match.span(), "lies", 0.95))


def _inside(
    clause: Clause, inner_at: int, outer_at: int, span: tuple[int, int], sure: float
) -> Iterator[Claim]:
    inner, outer = clause.entity(inner_at), clause.entity(outer_at)
    if inner is None or outer is None or (inner.type == "Place" and outer.name.endswith(_WATER)):
        return
    if inner.name != outer.name:
        yield Claim(inner, "locatedIn", outer, clause.evidence(*span, "lies", sure))


def _moved(clause: Clause) -> Iterator[Claim]:
    """平利县的A村、B村划入中峰区; 小坪村由竹溪县的向坝区划归镇坪县."""
    text = clause.line.text
    for match in _MOVED.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("to"))
        old = clause.entity(match.start("from")) if match["from"] else None
        owner = _OWNER.search(text[: match.start()])
        whose = clause.entity(owner.start("owner")) if owner is not None else None
        for _, place in clause.entities(*match.span("what"), "P"):
            for outer in (target, old, whose):
                if outer is not None and outer != place:
                    yield Claim(
                        place, "locatedIn", outer, clause.evidence(match.start(), match.end(), "moved", 0.92)
                    )


PLACES = (
    _lying(_OF, 0.93),
    _lying(_CHAIN, 0.9),
    _lying(_LIES, 0.93),
    _lying(_BUILT_AT, 0.92),
    Reader(_noted, _NOTED),
    Reader(_moved, _MOVED),
)
