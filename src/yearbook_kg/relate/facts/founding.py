"""Founding: who founded which body, and in which year it came to be."""

from __future__ import annotations

import re

from yearbook_kg.model import Entity, PartialDate
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern, sign
from yearbook_kg.relate.facts.story import BODIES, BODY, Story
from yearbook_kg.relate.facts.triggers import words

_FIRST_NAME = pattern(f"(?:初名|初称|时名|时称|始名|始称|原名|原称)(?:为)?(?P<name>{BODY})")
# what makes the one told about the founder even where the sentence does not name it
_OWN = ("发起", "增设", "创办", "兴办", "创建", "附设", "组织", "重办", "筹建", "开办", "合办")
# 县政府接管A,成立B: whoever rules founds what the sentence goes on to
_POWERS = ("政府", "人民委员会", "革命委员会", "县委", "公署", "专署")
_CAME = pattern(
    "(?:正式|宣告|挂牌|揭牌|又|相继|先后|在[^,。]*?|于[^,。]*?|<T>|<B>|经[^,。]*?)*"
    "(?:成立|创办|创建|建立|建成|设立|组建|诞生|始建|开办|落成|开业|挂牌)"
)
_NAME = pattern(f"(?P<dst>{BODY})(?:<B>)?")
_LATER = pattern("(?:于|在)?<T>")
_FOUNDS = pattern(lambda: f"(?P<verb>{words('found')})(?:了|有|起)?(?P<dst>{BODIES})")
_BARE = pattern(
    "(?:<T>|\\s)*(?:由(?P<who>[<N><O>])[^,。]{0,12}?)?(?:正式)?"
    "(?:成立|创办|创建|始建|设立|建立|创立|[建创][校厂院站社馆所局台行场矿店园]|筹建|开办)(?:于<T>)?"
)
_GIVEN = pattern("(?P<who><N>)[^<O><P>]{0,40}?(?:创办|创建|创立|开办|兴办)$")
_GOES_ON = pattern("党|分[院校局行社所]|办公室|支部|工会|[院校局行社所处科]")
_PARTS = ("部", "科", "股", "室", "班", "组")
# 改建, 内设, 迁建, 新设: the second character is no verb of its own, save 新设
_NO_START = {"建": tuple("迁扩续在共改内下所"), "设": tuple("内下开所改撤留")}


# 设水库管理所, where the name went unseen: whom the next words are about is not known
_UNSEEN = pattern(
    "(?:成立|设立|设|建立|组建|选出|改称|改名为?|更名为?|改为|改组为|改建为|恢复)(?:了)?[\u4e00-\u9fff]{1,14}?"
    "(?:委员会|管理所|管理局|办公室|领导小组|公司|指挥部|[所站社院局会馆校厂部处队组场行店])(?=$|[,。;,;、]|<B>)"
)


def _founded(story: Story) -> None:
    """市卫生局会同市司法局成立A; 创办A,自任校长; 设A、B."""
    clause, text = story.clause, story.clause.line.text
    if not clause.page.yearbook and _UNSEEN.search(text, clause.start, min(clause.end + 1, len(text))):
        story.body = None
    for match in _FOUNDS.finditer(text, clause.start, clause.end):
        targets = [entity for _, entity in clause.entities(*match.span("dst"), "OPF")]
        if text[: match.start()].endswith(_NO_START.get(match["verb"], ())) or _turned_into(story, targets):
            continue
        if _GOES_ON.match(text, match.end()) or (
            targets[0].type == "Place" and not _ENDS.match(text, match.end())
        ):
            continue  # 设宁都县挨户团总局: the name is longer than what was seen
        if text.startswith("等", match.end()) and match["verb"] == "组织":
            continue  # 组织A、B等公社民工: who is led to work
        joined = text[: match.start()].endswith(("合并", "合组", "整合", "联合", "分"))
        founders = [] if joined else _founders(story, match, targets)
        if match["verb"] in _KEEPS and _is_structure(story, match, targets):
            continue
        if match["verb"] in _KEEPS and all(_PART.search(target.name) for target in targets):
            _subordinate(story, match.span(), targets, founders)
            founders = []
        for target in targets:
            _note(story, target, match.span(), founders)
        if len(targets) == 1 and _leads_on(story, match["verb"], targets[0]):
            story.body = targets[0]


# 设民政科: what is set up is a section of the one who sets it up
_KEEPS = ("设", "设置")
_PART = re.compile(r"(?:科|股|室|(?<!办事)处|组|课|班|队)$")
# 1987年有职工94人,设报房、机线班: how the body is made up, not what began
_STAFFED = pattern("[有共为]?(?:职工|员工|教职工|干部|工作人员|在编人员|编制|人员)[^。]{0,4}?<Q>|有<Q>")


def _is_structure(story: Story, match: re.Match[str], targets: list[Entity]) -> bool:
    ahead = story.clause.line.text[: match.start()]
    return _STAFFED.search(ahead) is not None and len(targets) > 1


def _subordinate(
    story: Story, span: tuple[int, int], targets: list[Entity], founders: list[tuple[Entity, float]]
) -> None:
    for founder, sure in founders:
        if founder.type == "Organization":
            for target in targets:
                story.claim(target, "subordinateTo", founder, "set up within", span, sure - 0.03)


def _leads_on(story: Story, verb: str, target: Entity) -> bool:
    """Whether the prose goes on about what was founded; not about a part of the body (增设高中部)."""
    if target.type == "Place":
        return not story.clause.page.yearbook
    return verb not in ("增设", "附设") and not (len(target.name) <= 4 and target.name.endswith(_PARTS))


def _turned_into(story: Story, targets: list[Entity]) -> bool:
    """南溪县撤县设立南溪区: the clause has told it as a new name."""
    made = [getattr(fact, "resulting", None) for fact in story.facts]
    return bool(targets) and targets[0].type == "Place" and targets[0] in made


def _founders(story: Story, match: re.Match[str], targets: list[Entity]) -> list[tuple[Entity, float]]:
    clause = story.clause
    acting = [g for g in clause.groups(match.start()) if g.role in ("lead", "with", "by")]
    named = [
        (entity, 0.93)
        for group in acting
        for entity in group.members
        if entity.type in ("Organization", "Person") and entity not in targets
    ]
    if named:
        if all(group.role == "with" for group in acting) and (owner := _owner(clause)) is not None:
            named.insert(0, (owner, 0.9))
        return named
    if targets[0].type == "Place":
        return []
    return _dropped(story, match["verb"], targets)


def _owner(clause: Clause) -> Entity | None:
    """Who acts with the partners that the clause names: 与丘玉衡合力创办."""
    return clause.thread.person or (clause.lead[-1] if clause.lead else None)


def _dropped(story: Story, verb: str, targets: list[Entity]) -> list[tuple[Entity, float]]:
    """The founder that the clause leaves out, where the verb or the kind of page tells that there is one."""
    clause = story.clause
    if clause.thread.person is not None:
        return [(clause.thread.person, 0.9)]
    if (
        (verb.startswith(_OWN) or verb == "建")
        and story.body is not None
        and story.body.type == "Organization"
    ):
        return [(story.body, 0.85)] if story.body not in targets else []
    lead = [e for e in clause.lead if e.type in ("Organization", "Person") and e not in targets]
    powers = [e for e in lead if e.name.endswith(_POWERS)]
    return [(entity, 0.85) for entity in (lead if clause.page.yearbook else powers)]


def _note(story: Story, target: Entity, span: tuple[int, int], founders: list[tuple[Entity, float]]) -> None:
    clause = story.clause
    if target.type == "Facility" and not _BEGUN.search(clause.line.text, *span):
        return  # built: what was begun or founded bears the year
    later = _LATER.match(clause.line.text, span[1], clause.end)
    at = later.end() - 1 if later is not None else span[1] - 1
    year = clause.year(at)
    again = clause.line.text.startswith(("重", "恢复", "复"), span[0])
    again = again or clause.line.text[: span[0]].endswith(("复", "重", "恢", "再", "又"))
    if year is not None and not again and (later is not None or clause.dated(span[1])):
        story.claim(target, "foundedYear", PartialDate(year), "founded year", (0, at + 1), 0.92)
    if target.type == "Organization":
        for founder, sure in founders:
            story.claim(founder, "founded", target, "founded", span, sure)


def _came(story: Story) -> None:
    """县供销合作社成立; 由沈佩珩创办; 1950年成立,初名A."""
    clause, text = story.clause, story.clause.line.text
    for match in _NAME.finditer(text, clause.start, clause.end):
        verb = _CAME.match(text, match.end(), clause.end)
        target = clause.entity(match.start())
        if (
            verb is None
            or target is None
            or text[: match.start()].endswith(("由", "被", "经", "在", "于", "到", "从"))
        ):
            continue
        if text[verb.end() : verb.end() + 1] in _OBJECTS or not _ENDS.match(text, verb.end()):
            continue
        _note(story, target, (match.start(), verb.end()), [])
        if target.type == "Organization":
            story.body = target
    bare = _BARE.fullmatch(text, clause.start, clause.end)
    given = bare or _GIVEN.search(text[: clause.end], clause.start)
    if given is not None:
        _unnamed(story, given)


_BEGUN = pattern("始建|创建|建于|造于|建成于|落成于")
_OBJECTS = tuple(sign(letter) for letter in "OFWE")
_ENDS = pattern("\\s*(?:$|于|在|[,。;,;::、]|时|之|<B>|[隶属辖共等和与])")


def _unnamed(story: Story, match: re.Match[str]) -> None:
    """The body told about is born in this clause, perhaps under a first name that a later clause gives."""
    clause = story.clause
    first = _FIRST_NAME.search(clause.line.text, clause.end)
    target = clause.entity(first.start("name")) if first is not None else story.body
    home = story.body
    if target is None or target.type != "Organization":
        return
    founder = clause.entity(match.start("who")) if match["who"] else None
    _note(story, target, (clause.start, clause.end), [(founder, 0.9)] if founder is not None else [])
    if first is not None and home is not None:
        story.change(target, home, "renamedTo", (clause.start, first.end()), 0.88)


FOUNDING = (Reader(_founded, _UNSEEN, _FOUNDS), Reader(_came, _CAME, _BARE, _GIVEN))
