"""The home of bodies that bear the name of a division: 阜康市公安局 lies in 阜康市, whoever tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg import gazetteer
from yearbook_kg.model import Claim, Entity, Evidence, Resolution
from yearbook_kg.timeline import year_at

# 中共雅安市委员会, 政协雅安市委员会: the words in front of the division's name
_FRONT = re.compile(
    r"^(?:中国共产党|中共|共青团|中国共产主义青年团|政协|中国人民政治协商会议|民盟|中国民主同盟|民革|民建|民进|农工党|九三学社|致公党|"
    r"中国国民党革命委员会|中国民主建国会|中国民主促进会|中国农工民主党|中国致公党|国家税务总局|中国国民党|国民党|国网|国营|地方国营|"
    r"中国人民银行|中国工商银行|中国农业银行|中国建设银行|中国银行|中国人民解放军)"
)
_DIVISION = re.compile(r"[^省市县区旗州盟]{1,9}?(?:自治[州县旗]|地区|[省市县旗州盟]|(?<!社)区)")
# bodies of a county or a town that bear no division's name
_LOCAL = (
    *("居委会", "居民委员会", "村委会", "村民委员会", "社区居委会", "派出所", "司法所", "卫生院"),
    *("卫生所", "中心校", "中心小学", "幼儿园", "敬老院", "福利院", "文化站", "广播站", "农技站"),
    *("兽医站", "水管站", "供销社", "信用社", "粮站", "林场", "茶场", "果园场", "人民法庭", "交警中队"),
    *("气象站", "水文站", "变电站", "加油站", "邮电所", "邮电支局", "税务所", "工商所", "国土所"),
    *("财政所",),
)
# bodies of a wider reach whose short names happen to begin like a place
_WIDE = ("全国", "中华", "中央", "国家", "国务院", "世界", "国际", "亚洲")

_SECTION = re.compile(
    r".{1,10}(?:科|股|室|处|部|站|所|队|组|仓库|车间|门市部|中心|班|分社|分局|分所|支局|支行|办事处|庭|学院|系|房)"
    r"|附属.{0,6}|图书馆|档案馆|机关党委|.{2,8}公司|.{0,6}(?:分厂|分校|分院|分馆|分会|支会|区党部|区分部|储蓄所)|医务室|党总支|党支部|团委|工会"
)
# 县委办公室, 市政府办公室: the office of a power is no section that a yearbook's page tells of
_POWERS = ("政府", "委", "委员会", "常务委员会", "营业部")
_TOWN = ("街道", "镇", "乡", "苏木")
_SEATS = ("办事处", "人民政府")


def sections(resolution: Resolution) -> Iterator[Claim]:
    """Yield under which body its sections stand: 县政府建设科 under 县政府, 市公安局刑侦大队 under 市公安局.

    A yearbook tells of its own bodies' sections only; the offices of a town stand under its government.
    """
    named = [m for m in resolution.mentions if m.type == "Organization" and m.entity is not None]
    bodies = {m.entity.name: m.entity for m in named if m.entity is not None}
    home = resolution.context.division
    seen: set[str] = set()
    for mention in named:
        part = mention.entity
        if part is None or part.name in seen:
            continue
        seen.add(part.name)
        above = _body_above(part.name, bodies, home)
        if (
            above is None
            or above == part
            or not _SECTION.fullmatch(part.name[len(_stem(above.name, home)) :])
        ):
            continue
        told = resolution.context.year is None or _own(above, home)
        if told:
            evidence = Evidence(mention.start, mention.end, "section of a body", 0.85)
            yield Claim(part, "subordinateTo", above, evidence)


def _own(body: Entity, home: Entity | None) -> bool:
    """Whether the body is one of the page's division, and no power."""
    if body.name.endswith(_POWERS) or (home is not None and body.name.startswith("中共")):
        return False
    levels = _DIVISION.match(body.name)
    return home is None or levels is None or body.name.startswith(home.name)


def _stem(name: str, home: Entity | None) -> str:
    """What the sections of a body begin with: the name of the town for those of its office."""
    if home is not None and home.name.endswith(_TOWN):
        return next((home.name for seat in _SEATS if name == home.name + seat), name)
    return name


def _body_above(name: str, bodies: dict[str, Entity], home: Entity | None) -> Entity | None:
    cuts = range(len(name) - 2, 3, -1)
    above = next((bodies[head] for cut in cuts if (head := name[:cut]) in bodies), None)
    if above is None and home is not None and home.name.endswith(_TOWN) and name.startswith(home.name):
        above = next((bodies[home.name + seat] for seat in _SEATS if home.name + seat in bodies), None)
    return above


def bodies_placed(resolution: Resolution) -> Iterator[Claim]:
    """Yield where the bodies lie whose names tell it, each once: in the division that they are named after.

    A village's or town's own body (文昌社区居委会, 河畔镇卫生院) lies in the county or town of the page.
    """
    division = resolution.context.division
    if division is None:
        return
    places = {m.entity.name: m.entity for m in resolution.mentions if m.type == "Place" and m.entity}
    places |= {place.name: place for place in (*resolution.context.levels.values(), division)}
    seen: set[str] = set()
    for mention in resolution.mentions:
        body = mention.entity
        if body is None or body.type != "Organization" or body.name in seen:
            continue
        seen.add(body.name)
        if body.name.startswith(_WIDE):
            continue
        year = year_at(resolution.years, mention.start) or resolution.context.year
        for home in _homes(body, places, division, year):
            evidence = Evidence(mention.start, mention.end, "named after a place", 0.75)
            yield Claim(body, "locatedIn", home, evidence)


def _homes(body: Entity, places: dict[str, Entity], division: Entity, year: int | None) -> list[Entity]:
    words = body.name[front.end() :] if (front := _FRONT.match(body.name)) else body.name
    ends = range(min(len(words), 12), 1, -1)
    local = words.endswith(_LOCAL) and (division.code is None or not division.code.endswith("00"))
    named = next((places[name] for end in ends if (name := words[:end]) in places), None)
    if named is not None and named.name != words:
        return [named, division] if local and named != division else [named]
    head = _DIVISION.match(words)
    if head is not None and head.end() < len(words):
        return [division] if _below(head.group(), division, year) else []
    return [division] if local else []


def _below(name: str, division: Entity, year: int | None) -> bool:
    """Whether the division of that name is one right below the page's own."""
    rows = [row for row in gazetteer.find(name, year) if row.name == name]
    above = [gazetteer.parent(row, year) for row in rows]
    return any(row is not None and row.name == division.name for row in above)
