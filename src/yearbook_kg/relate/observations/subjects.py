"""Who a figure is about and which division it covers: the page's default, or the subject of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from yearbook_kg import gazetteer
from yearbook_kg.model import Context, Entity, Entry, Frame, Mention
from yearbook_kg.rules import Closing, screen

__all__ = ["Scope", "Subjects"]

_SUBJECTS = frozenset(("Organization", "Place", "Person", "Event", "Facility"))
_BORDER = re.compile(r"[,\uff0c:\uff1a;\uff1b。!\uff01?\uff1f\n]")
# What may stand between the border of a clause and its subject: dates and words like 当年, 其中.
_LEAD = re.compile(
    r"[\s\u3000、(\uff08)\uff09【】0-9〇一二三四五六七八九十年月日—\-至底末初上中下旬春夏秋冬季]*"
    r"(?:其中|同时|当年|全年|是年|同年|翌年|次年|是月|同月|年内|该市|该县|由|经|至)?"
    r"[\s0-9年月日底末初]*"
)
# 全市, 全县: the clause is about the division of the page again.
_WHOLE = re.compile(
    r"\s*(?:其中)?[,\uff0c]?\s*(?:全[市县区省镇乡州旗盟村]|全街道|全社区|[本我][市县区镇乡村旗州](?!级)|县境|市境"
    r"|两级|各县|各乡镇|境内|[市县区省]内)"
)
_INSIDE = re.compile(r"\s*(?:该)?([乡镇村])(?:内|有|共)")
# Without a name, only these change whom the figures are about.
_TURNS = screen(_WHOLE, _INSIDE)
_NO_SUBJECT = re.compile(
    r"[的、”,\uff0c。;\uff1b:\uff1a)\uff09(\uff08]|等[地县区市]|之|境|内|所|附近|以[东西南北]|召开|举行|承建|设计(?!院|能力)|施工|监理|勘察|勘测|代建|至|到|和|及|授予|命名|批准|批复|任命|免去|表彰"
)
_BRACKET = re.compile(r"[(\uff08][^()\uff08\uff09\n]{1,20}[)\uff09](?=[^,\uff0c。;\uff1b])")
_POST = re.compile(r"任|兼|当选|接任|继任|主持|为|出席|到会|讲话|致|离|调|等")
_EVENT_ACTS = re.compile(r"[^,\uff0c。]{0,16}(?:举行|召开|开幕|举办|启动|开展|结束|在)")
_FOUNDS = Closing(
    r"(?:成立|设立|创立|创办|创建|组建|组成|建立|恢复|改称|改名|更名为?|改为|定名为?|复称|易名|改组为|改建为|升格为|合并为|设|修筑|修建|兴建|建成|新建的?|建|筑|改建|扩建|续建|开办|开设|办起|称)"
)
# The verbs whose object the clauses behind go on about: 举办…节,吸引游客3万人次; 引进…公司,注册资金3000万元.
_OBJECT_VERBS = {
    "Event": Closing(r"(?:举办|举行|承办|主办|召开|开幕)(?:了|首届|的)?"),
    "Facility": Closing(r"(?:完成|实施|启动|推进|进行|新建的?|改造|改建|扩建|修复|加固|整治)(?:了)?"),
    "Organization": Closing(r"(?:引进|引入|新建的?|引资建设|招商引进|签约引进)(?:了)?"),
}
_WORKS = re.compile(
    r"(?:除险|改建|改造|扩建|重建|维修|修缮|加固|建设|整治|拓宽|续建|配套|升级|提升|改扩建|新建|绿化|亮化|主体|[一二三四]期"
    r"|工程|项目|竣工|建成|通车|投入使用|完工|开工|动工|落成|启用|投产|落户)*"
)
_DESCRIBED = Closing(r"的|(?<!等)企业|工程|项目")
_TOWARDS = re.compile(
    r"[\s\u3000]*(?:[向对给为与同在由从把将按以]|获|争取|参观|考察|走访|慰问|[\u4e00-\u9fff]{0,6}(?:到|赴|至))"
)
_GOVERNMENT = re.compile(
    "党委|委员会|人民政府|政府|党工委|工委|工作委员会|办事处|革命委员会|人民委员会|公所|公署"
    "|村民委员会|居民委员会|党支部|党总支"
)
_RANKED = re.compile("各|第|[^,\uff0c。]{0,6}第")
_NUMBERED = re.compile(r"[\s\u3000]*(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.])?[\s\u3000]*")
_FIELD = re.compile(r"全(国|省|自治区|市|地区|州|盟|县|区|旗|镇|乡|街道)|([乡镇村])内")
_LEVELS = {"自治区": "省", "地区": "市", "州": "市", "盟": "市", "旗": "县"}
_LONGEST_POST = 8
_TITLES = ("事件名称", "人物名称", "机构名称", "实物名称", "专题名称", "颗粒名称", "标题")
_COUNTY = re.compile(r"(?:自治县|自治旗|县|市|区|旗)")


class Scope(NamedTuple):
    """Subject and place of a figure."""

    subject: Entity | None
    place: Entity | None


class Subjects:
    """Looks up the scope of figures, front to back; built once a page."""

    def __init__(self, entry: Entry, mentions: Sequence[Mention], context: Context) -> None:
        self._text = entry.text
        self._mentions = [m for m in mentions if m.entity is not None]
        self._starts = [m.start for m in self._mentions]
        self._entities = {m.entity.name: m.entity for m in self._mentions if m.entity is not None}
        self._counties: dict[tuple[str, Entity], Entity | None] = {}
        self._context = context
        self._turns = [match.start() for match in _TURNS.finditer(self._text)]
        self._title = self._named_by_title(entry)
        self._frame_starts = [f.start for f in context.frames]
        self._defaults = [self._default_of(frame) for frame in context.frames]
        self._usual = self._default_of(None)

    def default(self, offset: int) -> Scope:
        """What holds at ``offset`` for a sentence without a subject."""
        index = bisect_right(self._frame_starts, offset) - 1
        return self._defaults[index] if index >= 0 else self._usual

    def _default_of(self, frame: Frame | None) -> Scope:
        organization = frame.organization if frame else self._context.organization
        place = (frame.place if frame else None) or self._context.division
        return Scope(organization or self._title or place, place)

    def _named_by_title(self, entry: Entry) -> Entity | None:
        """The event, person, place or building that the whole title of the page names."""
        for name in _TITLES:
            title = entry.field(name)
            if title is None:
                continue
            index = bisect_left(self._starts, title.start)
            mention = self._mentions[index] if index < len(self._mentions) else None
            if mention is not None and (mention.start, mention.end) == (title.start, title.end):
                return self._work_of(mention) or mention.entity
        return None

    def _work_of(self, event: Mention) -> Entity | None:
        """The building that the event is the building of: 1959年11月金堂县动工兴建向阳水库."""
        if event.type != "Event":
            return None
        works = (
            m
            for m in self._mentions
            if m.type in ("Facility", "Organization") and event.text.endswith(m.text)
        )
        return next((m.entity for m in works), None)

    def head_of_line(self, start: int, end: int) -> Scope | None:
        """The thing that a paragraph is headed by: 震泽中学 前身为…, 吴焕堂(1889—1954) 字尧章…."""
        index = bisect_left(self._starts, start)
        if index >= len(self._mentions) or self._mentions[index].start > end:
            return None
        mention = self._mentions[index]
        lead = self._text[start : mention.start]
        behind = self._text[mention.end : mention.end + 1]
        if _NUMBERED.fullmatch(lead) is None or mention.type not in _SUBJECTS:
            return None
        if behind not in (" ", "\u3000", "(", "\uff08", "。", ":"):
            return None
        return self.scope_of(mention.entity, self.default(start)) if mention.entity else None

    def head_of_section(self, entry: Entry, offset: int) -> Scope | None:
        """The thing that the heading of the section at ``offset`` names first."""
        index = bisect_right(entry.sections, offset, key=lambda section: section.start) - 1
        if index < 0 or entry.sections[index].heading_start < 0:
            return None
        start = entry.sections[index].heading_start
        at = bisect_left(self._starts, start)
        mention = self._mentions[at] if at < len(self._mentions) else None
        if mention is None or mention.start != start or mention.entity is None:
            return None
        if mention.type not in _SUBJECTS:
            return None
        return self.scope_of(mention.entity, self.default(offset))

    def tells_lineage(self, offset: int) -> bool:
        """Whether a gazetteer tells of bodies here, where a body once founded stays the subject."""
        subject = self.default(offset).subject
        return self._context.year is None and subject is not None and subject.type == "Organization"

    def advance(self, scope: Scope, start: int, end: int, *, rest: Scope) -> Scope:
        """The scope at ``end``, where it was ``scope`` at ``start``: the last subject in between takes over.

        rest: what a clause about the whole (全县, 全市) falls back to.
        """
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        turn = bisect_left(self._turns, start)
        if low == high and (turn == len(self._turns) or self._turns[turn] >= end):
            return scope
        default = self.default(end)
        borders = [m.end() for m in _BORDER.finditer(self._text, start, end)]
        for clause_start, clause_end in zip([start, *borders], [*borders, end], strict=True):
            if _WHOLE.match(self._text, clause_start, clause_end):
                scope = rest
            elif (inside := _INSIDE.match(self._text, clause_start, clause_end)) is not None:
                within = self._last_place(inside[1], clause_start)
                scope = self.scope_of(within, default) if within is not None else scope
            if not self._between(clause_start, clause_end):
                continue
            mention = self._subject(clause_start, clause_end) or self._apposed(clause_start, clause_end)
            found = mention or self._founded(clause_start, clause_end)
            if mention is not None and (founded := self._founded(mention.end, clause_end)) is not None:
                found = founded if clause_end < end else mention
            if found is not None and found.entity is not None:
                scope = self.scope_of(found.entity, default)
        return scope

    def _subject(self, start: int, end: int) -> Mention | None:
        """The mention that opens the clause and is followed by what it does."""
        for mention in self._between(start, end):
            if _LEAD.fullmatch(self._text, start, mention.start) is None or mention.type not in _SUBJECTS:
                return None
            mention = self._chained(mention)
            behind = _BRACKET.match(self._text, mention.end)
            if _NO_SUBJECT.match(self._text, behind.end() if behind else mention.end):
                return None
            if mention.type == "Organization" and (self._names_a_post(mention) or self._governs(mention)):
                return None
            if mention.type == "Person" and _POST.match(self._text, mention.end):
                return None
            if mention.type == "Event" and _EVENT_ACTS.match(self._text, mention.end) is None:
                return None
            return mention
        return None

    def _apposed(self, start: int, end: int) -> Mention | None:
        """The body that ends what describes it: 位于张家湾镇【的】春禾公司产值3亿元, 龙头【企业】春禾公司."""
        within = self._between(start, end)
        mention = within[-1] if within else None
        if mention is None or mention.type not in ("Organization", "Facility") or mention.end >= end:
            return None
        if _DESCRIBED.within(self._text, start, mention.start) is None:
            return None
        told = _NO_SUBJECT.match(self._text, mention.end) or _TOWARDS.match(self._text, start)
        return None if told or self._names_a_post(mention) else mention

    def _governs(self, mention: Mention) -> bool:
        """Whether the body governs the place that the page is about: what 镇政府 builds, the town has."""
        default = self.default(mention.start)
        place, entity = default.place, mention.entity
        if place is None or entity is None or default.subject != place:
            return False
        _, found, rest = entity.name.partition(place.name)
        return bool(found) and _GOVERNMENT.fullmatch(rest) is not None

    def _names_a_post(self, mention: Mention) -> bool:
        """Whether the body only tells whose official acts: 区委副书记俞正华出席."""
        index = bisect_right(self._starts, mention.start)
        following = self._mentions[index] if index < len(self._mentions) else None
        if following is None or following.type != "Person":
            return False
        between = self._text[mention.end : following.start]
        return 0 < len(between) <= _LONGEST_POST and not any(sign in between for sign in ",\uff0c。;\uff1b、")

    def _chained(self, mention: Mention) -> Mention:
        """The last of places written one behind the other: 佛坪县岳坝乡大古坪村."""
        index = bisect_left(self._starts, mention.start) + 1
        while mention.type == "Place" and index < len(self._mentions):
            following = self._mentions[index]
            if following.start != mention.end or following.type != "Place":
                break
            mention, index = following, index + 1
        return mention

    def _founded(self, start: int, end: int) -> Mention | None:
        """The body or building that the clause founds, renames or builds."""
        found = None
        for mention in self._between(start, end):
            if mention.type not in ("Organization", "Facility", "Event"):
                continue
            if self._is_object(mention, start, end):
                found = mention
                continue
            if mention.type == "Event":
                continue
            if _FOUNDS.within(self._text, max(start, mention.start - 5), mention.start):
                behind = self._text[mention.end : mention.end + 1]
                found = mention if behind in ",\uff0c。;\uff1b(\uff08\n" or behind == "" else found
        return found

    def _is_object(self, mention: Mention, start: int, end: int) -> bool:
        """Whether the clause is all about what it holds, rebuilds or brings: 举办金秋节, 完成城南大桥改建."""
        verb = _OBJECT_VERBS.get(mention.type)
        if verb is None or verb.within(self._text, max(start, mention.start - 6), mention.start) is None:
            return False
        behind = _WORKS.match(self._text, mention.end, min(len(self._text), mention.end + 12))
        stop = behind.end() if behind else mention.end
        return stop >= end or self._text[stop : stop + 1] in ",\uff0c(\uff08:"

    def owner_behind(self, end: int) -> Entity | None:
        """The thing that a sum was spent on, behind the 的 at ``end``: 投资680万元【的】农产品检测中心."""
        index = bisect_left(self._starts, end + 1)
        mention = self._mentions[index] if index < len(self._mentions) else None
        if mention is None or mention.start != end + 1 or mention.type not in ("Facility", "Organization"):
            return None
        return mention.entity

    def named(self, start: int) -> Entity | None:
        """The entity of the mention that begins at ``start``."""
        index = bisect_left(self._starts, start)
        found = index < len(self._mentions) and self._mentions[index].start == start
        return self._mentions[index].entity if found else None

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def scope_of(self, entity: Entity, default: Scope) -> Scope:
        """The scope of ``entity``: a county covers itself, a body the county it is named after."""
        if entity.type == "Place":
            own = self._county(entity.name, default)
            return Scope(entity, entity if own else default.place)
        if default.place is not None and default.place.name in entity.name:
            return Scope(entity, default.place)
        if entity.type in ("Organization", "Facility"):
            for match in _COUNTY.finditer(entity.name, 2, min(len(entity.name), 12)):
                place = self._county(entity.name[: match.end()], default)
                if place is not None:
                    return Scope(entity, place)
        return Scope(entity, default.place)

    def _county(self, name: str, default: Scope) -> Entity | None:
        """The county or district of that name, when it lies in the page's division; a town is none."""
        if default.place is None or name == default.place.name:
            return None
        key = (name, default.place)
        if key not in self._counties:
            self._counties[key] = self._find_county(name, default.place)
        return self._counties[key]

    def _find_county(self, name: str, place: Entity) -> Entity | None:
        known = self._entities.get(name)
        home = (place.code or "").rstrip("0")
        for division in gazetteer.find(name, self._context.year):
            inside = not home or division.code.startswith(home) or division.kind == "zone"
            if division.name == name and inside and (division.level or division.kind == "zone"):
                return known or Entity(name, "Place", code=division.code or None)
        return None

    def field_of(self, words: str, offset: int) -> Entity | None:
        """The division that a rank or share is taken over: 全省第四, 居湖北省各县第一位, 占全乡人口."""
        found = list(_FIELD.finditer(words))
        if not found:
            return self._named_field(words, offset)
        level = found[-1][1] or found[-1][2]
        if level == "国":
            return Entity("中国", "Place")
        level = _LEVELS.get(level, level)
        if level in ("乡", "镇", "村", "街道"):
            return self._last_place(level, offset) or self._context.levels.get(level)
        return self._context.levels.get(level)

    def _named_field(self, words: str, offset: int) -> Entity | None:
        index = bisect_left(self._starts, offset) - 1
        if index < 0 or self._mentions[index].type != "Place":
            return None
        mention = self._mentions[index]
        behind = self._text[mention.end : offset]
        return mention.entity if mention.text in words and _RANKED.match(behind) else None

    def _last_place(self, level: str, offset: int) -> Entity | None:
        index = bisect_left(self._starts, offset)
        for mention in reversed(self._mentions[max(0, index - 8) : index]):
            if mention.entity and mention.type == "Place" and mention.entity.name.endswith(level):
                return mention.entity
        return None
