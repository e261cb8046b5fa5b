"""Posts: the words for them, and the body that a post without one belongs to (局长, 县长)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from yearbook_kg import tables
from yearbook_kg.model import Entity
from yearbook_kg.relate.facts.clauses import Clause, Thread
from yearbook_kg.relate.facts.forms import pattern, sign
from yearbook_kg.relate.facts.triggers import alternation
from yearbook_kg.rules import SPACES
from yearbook_kg.tables import Row

# 首任校长 is a 校长; 大会主任 is none of a body
_ORDER = re.compile(
    r"^(?:首任|第一任|第[一二三四五六七八九十]任|前任|现任|时任|首届|原任|原|新任|历任|专任|该|首位)+"
)
_RANK = re.compile(r"^(?:副|代理|代|常务|第一|名誉|执行)+")
_NO_POST = ("大会", "会议", "活动", "比赛", "全国", "全省")
_SEATS = ("人民政府", "政府", "人民委员会", "革命委员会", "公署", "专署", "民主政府", "县署")


@cache
def _heads() -> dict[str, Row]:
    return {row["head"]: row for row in tables.load("facts_posts")}


# 主任会议, 书记处, 会计科: the word goes on, and is no post
_GOES_ON = "会|部|处|科|团|队|组|站|局|室|署|所|作|们|性|级|制|司|院|社|学|师|员"


@cache
def _head_words() -> re.Pattern[str]:
    """The heads of posts; one of two characters may be set wide in a list (局 长)."""
    heads = alternation(set(_heads()))
    wide = re.sub(r"(?<=[(|:])([\u4e00-\u9fff])([\u4e00-\u9fff])(?=[)|])", r"\1\\s{0,3}\2", heads)
    return re.compile(f"{wide}(?!{_GOES_ON})")


@lru_cache(maxsize=16)
def marked(text: str) -> str:
    """The masked text with signs for the first and the last character of every head of a post.

    Its length is that of the text. The heads are many; so they are looked for once, and the patterns of posts
    see but their signs.

    >>> marked("副主任张三") == "副" + sign("I") + sign("J") + "张三"
    True
    """
    signs = list(text)
    for match in _head_words().finditer(text):
        signs[match.start()], signs[match.end() - 1] = sign("I"), sign("J")
    return "".join(signs)


@cache
def spellings() -> dict[str, frozenset[str]]:
    """What stands in the text wherever one of the two signs stands in the ``marked`` text.

    A head may be set wide (局 长): then white space does.
    """
    strings = frozenset(_heads()) | SPACES
    return {sign("I"): strings, sign("J"): strings}


HEAD = "<I>[\u4e00-\u9fff\\s]{0,5}<J>"


@cache
def post_pattern() -> str:
    """The pattern of a post behind the name of its body, in a ``marked`` text: 党委副书记, 内科护士长."""
    ordinal = "(?:首任|第一任|现任|前任|原任|历任)?"
    prefix = ordinal + r"(?:(?![的是为被由与在于任了等获将把对从向到免兼及至])[\u4e00-\u9fff<I><J>]){0,7}?"
    return prefix + HEAD


@cache
def bare_pattern() -> str:
    """The pattern of a post without a body, in a ``marked`` text: known words may stand before its head."""
    modifiers = alternation({row["word"] for row in tables.load("facts_post_modifiers")})
    return f"(?:{modifiers}|<I><J>){{0,4}}?{HEAD}"


def posts_pattern() -> str:
    """One post or more with their bodies, in a ``marked`` text: <O>党委书记、局长; 县长; <O>常委、<O>书记."""
    one = f"(?:(?:<O>|<R>|<P>)(?:<B>)?(?:的)?(?:{post_pattern()})|{bare_pattern()})"
    return f"{one}(?:<B>)?(?:\\s?[、兼和及]\\s?{one}(?:<B>)?){{0,5}}"


_ONE = pattern(lambda: f"(?P<org>[<O><R><P>])?(?:<B>)?(?:的)?(?P<post>{post_pattern()})")


@dataclass(frozen=True, slots=True)
class Office:
    """A post at a body, and how sure it is that the post is that body's."""

    body: Entity
    post: str
    sure: float


def offices(clause: Clause, start: int, end: int) -> Iterator[Office]:
    """Read the posts of ``line.text[start:end]``, a match of ``posts_pattern``."""
    text = clause.line.text
    body: Entity | None = None
    for match in _ONE.finditer(marked(text), start, end):
        words = text[slice(*match.span("post"))]
        post = _ORDER.sub("", "".join(words.split()).lstrip("兼和及、"))
        if match["org"] is not None:
            body = clause.entity(match.start("org"))
        if not post or post.startswith(_NO_POST):
            continue
        before = clause.thread.office
        if body is None and before is not None and words.startswith(("原", "前")) and before[1] == post:
            yield Office(before[0], post, 0.88)  # 张三任县局局长,原局长李四…
            continue
        office = _office(clause, body, post, explicit=match["org"] is not None)
        if office is not None:
            yield office


def _office(clause: Clause, body: Entity | None, post: str, *, explicit: bool) -> Office | None:
    row = _row(post)
    if row is None:
        return None
    if row["level"] and (
        body is None or body.type == "Place" or not (explicit or body.name.endswith(_SEATS))
    ):
        seat = government(clause, row["level"], body if explicit else None)
        return None if seat is None else Office(seat, post, 0.92)
    if body is not None:
        return Office(body, post, 0.95) if body.type == "Organization" else _of_place(body, post)
    owner = owner_of(clause, post)
    if owner is not None and owner.type == "Place":
        return _of_place(owner, post)
    return None if owner is None else Office(owner, post, 0.88)


# 党委书记 of a town is the head of its party committee
_ORGANS = (
    ("党工委", "中共{}工作委员会"),
    ("党委", "中共{}委员会"),
    ("纪委", "中共{}纪律检查委员会"),
    ("人大", "{}人民代表大会"),
    ("政协", "政协{}委员会"),
    ("武装部", "{}人民武装部"),
    ("团委", "共青团{}委员会"),
    ("妇联", "{}妇女联合会"),
)
# 永嘉县教育局长: the bureau is in the title
_BUREAU = re.compile(r"(?P<body>.{1,6}(?P<kind>[局科处厅署院所]))长$")


def _of_place(place: Entity, post: str) -> Office | None:
    """A post whose words name an organ of the place: 洋中镇党委书记, 永嘉县教育局长."""
    for short, name in _ORGANS:
        if post.startswith(short) and len(post) > len(short):
            return Office(Entity(name.format(place.name), "Organization"), post[len(short) :], 0.85)
    bureau = _BUREAU.fullmatch(post)
    if bureau is None:
        return None
    return Office(Entity(place.name + bureau["body"], "Organization"), f"{bureau['kind']}长", 0.85)


def _row(post: str) -> Row | None:
    """The row of the longest head that ends the post."""
    for start in range(len(post)):
        if (row := _heads().get(post[start:])) is not None:
            return row
    return None


def owner_of(clause: Clause, post: str) -> Entity | None:
    """The body whose post it is, where the words leave it out.

    First what the text is about, then the names before, the nearest first, as far as their kind has such a
    post; without one the body that the text is about.
    """
    row = _row(post)
    endings = tuple(row["bodies"].split()) if row is not None else ()
    if row is not None and row["head"] in ("书记", "主席") and _RANK.sub("", post) != row["head"]:
        endings = ()  # 党组书记, 工会主席: posts within any body
    if clause.thread.person is not None:
        # in a life the last body may be decades away: only the sentence counts
        return next((e for e in _bodies(clause) if not endings or e.name.endswith(endings)), None)
    candidates = _candidates(clause)
    frame = clause.thread.frame.organization if clause.thread.frame else None
    told = (clause.thread.body, frame)
    if endings:
        fits = [entity for entity in candidates if entity.name.endswith(endings)]
        home = clause.context.division.name if clause.context.division is not None else ""
        near = [entity for entity in fits if entity in told or entity.name.startswith(home)]
        return next(iter(near or fits), None)
    sure = [entity for entity in candidates if entity not in clause.thread.seen or entity in told]
    return next(iter(sure or _bodies(clause)), None)


def _candidates(clause: Clause) -> list[Entity]:
    """Whose post it may be, the likeliest first: a yearbook's section, a gazetteer's story."""
    thread = clause.thread
    frame = [thread.frame.organization] if thread.frame and thread.frame.organization else []
    story = [thread.body] if thread.body is not None and thread.body.type == "Organization" else []
    lead = [entity for entity in clause.lead if entity.type == "Organization"]
    main = [clause.context.organization] if clause.context.organization is not None else []
    # the committee of the section's own body chooses the heads of that body
    made = [e for e in _just_made(clause) if not (frame and e.name.startswith(frame[0].name))]
    listed = _of_list(thread) if not frame else []
    if clause.page.yearbook:
        return [*made, *frame, *story, *lead, *listed, *reversed(thread.seen), *main]
    return [*made, *story, *lead, *frame, *main]


def _of_list(thread: Thread) -> list[Entity]:
    """The body of the list's line before; of a party committee (市公安局党委) also the body that it leads."""
    if thread.post is None:
        return []
    body = thread.post[0]
    led = re.fullmatch("中共(.+?)(?:党组|党委|委员会|总支部委员会|支部委员会)", body.name)
    return [body, *(e for e in reversed(thread.seen) if led is not None and e.name == led[1])]


_MADE = pattern(
    "(?:成立|产生|选出|设立|组建|建立|创办|创建|增设|设|改称|改为|更名为?|合并为)(?:了)?(?P<org><O>)"
)


def _just_made(clause: Clause) -> list[Entity]:
    """大会选举产生工作委员会,程丽娟当选为主任: the body that the sentence has just made."""
    found = [clause.entity(match.start("org")) for match in _MADE.finditer(clause.line.text, 0, clause.start)]
    return [entity for entity in found[-1:] if entity is not None]


def _bodies(clause: Clause) -> list[Entity]:
    """The bodies that the sentence has named up to the end of the clause, the last one first."""
    return [entity for _, entity in reversed(clause.entities(0, clause.end, "O"))]


def government(clause: Clause, level: str, named: Entity | None) -> Entity | None:
    """The government that 县长 or 副市长 belongs to.

    The one that the page named last for the division; else by the year: 县政府 before 1949, 县人民政府 since.
    """
    place = named if named is not None and named.type == "Place" else clause.context.levels.get(level)
    division = clause.context.division
    if place is None and division is not None and division.name.endswith(_level_ends(level)):
        place = division
    if place is None:
        return None
    for entity in reversed(clause.thread.seen):
        if entity.name.startswith(place.name) and entity.name[len(place.name) :] in _SEATS:
            return entity
    year = clause.year(clause.start)
    if year is not None and year < 1945:
        return Entity(f"{place.name}政府", "Organization")
    return Entity(f"{place.name}人民政府", "Organization")


def _level_ends(level: str) -> tuple[str, ...]:
    return {"县": ("县",), "市": ("市",), "省": ("省",), "区": ("区",)}.get(level, (level,))
