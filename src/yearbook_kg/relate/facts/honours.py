"""Honours: who received what, from whom, at which level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Conferral, Entity, Quantity
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern, sign
from yearbook_kg.relate.facts.lines import bracket
from yearbook_kg.relate.facts.triggers import words

RULE = "honour"

# 获A、B和C;授予该院A称号
_LIST = pattern(
    r"<H>(?:称号|荣誉称号|奖旗|奖牌|奖杯|奖状|证书)?(?:\s*(?:[、和及,]|以及)?\s*(?:[^<H>,。;]{0,6})?<H>)*"
)
# 获优质课竞赛一等奖9项/14人: somebody's, nobody's by name
_BY_WHOM = pattern(
    "(?:了|过|到)?<[OP]>(?:[、和及]?<[OP]>)*(?:联合|共同|分别|批准|正式|等)?".replace("<[OP]>", "[<O><P>]")
)
_COUNTED = pattern(r"<H>(?:称号|荣誉称号|以上|以上奖励|及以上奖励|奖励)?<Q>")
# 有1人被评为…, 3人获…: the ones who received it are not named
_UNNAMED = pattern(
    r"<Q>\s*(?:<B>)?(?:人|名|个|家|件|项|集体|个人|单位|职工|教师|学生|选手|作品|论文|成果)*(?:分别|均|先后)?$"
)
# A、B、C等3人获…: named, and counted
_SUMMED = pattern("<A>(?:<B>)?等(?:人|<Q>)")
# 张三撰写的论文《A》在《B》发表,获…: the work wins, not its writer
_AUTHORED = pattern("(?:撰写|撰|著|创作|编写|编著|主编|拍摄|选送|报送|编排|所作)的[^,。<W>]{0,8}<W>")
_ROLL = pattern(
    "\\s*(?P<what><H>)(?:称号)?(?:获得者|单位|名单|个人)?(?:<B>)?\\s*[::]\\s*"
    "(?P<who>[<O><P><N>](?:<B>)?(?:[、,,\\s]+[<O><P><N>](?:<B>)?)*)\\s*(?=[。;;]|$)"
)
# 音乐作品《A》、舞蹈《B》分别获…
_WORKS = pattern("<W>(?:[、和及][^、,。<W>]{0,6}<W>)*(?=(?:<T>|[又再均还也先后分别荣\\s被]|<Q>)*$)")
# 某厂生产的大曲获…: a product, not its maker
_PRODUCT = pattern("[^,。<N><W>]{0,10}的(?!<N>)[^,。<N><W>]{2,}")
_PRODUCED = pattern("<O>(?:生产|研制|研发|出产|酿造|酿制|制造|培育|开发|加工)的[^,。;<O>]{1,14},$")
# what may stand before the verb when the sentence has dropped its subject
_DROPPED = pattern(
    r"(?:\s|<T>|<B>|<Q>|<Q>次|[并还又也再均被曾先后同时分别共年月当是其中和及起至两一二三四五六七八九十多数几第届度累计],?|在[^,]*?[上中里]|因[^,]*|经[^,]*|"
    r"连续|再次|首次|多次|荣|[^,]{0,12}工作|[^,]{0,8}?代表队|[^,]{0,6}?队|代表团|参赛队员|全年|当年|单位|机关|局机关)*"
)
_HONOUR = pattern("<H>")
_VERB = pattern(lambda: f"{words('honour')}(?:了|过|得)?")
_HELD = pattern("(?P<who>[<O><P><N><F>])(?P<note><B>)")
_FOR = pattern("(?:为|给|向|对)(?P<who>[<O><N><R>])(?:<B>)?$")
_LATTER = pattern("(?:后者|前者|该[片书文剧曲歌刊报作]|此[书文片])")
_OPENS = pattern("(?:<T>,?|\\s)*(?:<P>)?<W>(?!的)[^<O><N><W>]*$")
_GRANTOR = pattern("被?[<O><P><R>、和及]*$")
_DEGREES = ("学位", "学历", "职称", "资格证书", "军衔")
_LEVELS = (
    ("国家", ("全国", "国家", "国际", "中国", "世界", "亚洲")),
    ("省", ("全省", "省", "自治区", "全区")),
    ("市", ("全市", "市")),
)
_MEDAL = re.compile("[金银铜][奖牌]")
_OF_LEVEL = re.compile(r".{2,8}?(省|自治区|市|县|区|乡|镇)")
_RANKS = re.compile(r"(特|一|二|三|四|1|2|3)等(?:奖|功)|第([一二三四五六七八九十])名")
_NUMBER = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"1": 1, "2": 2, "3": 3}


def _told(clause: Clause) -> Iterator[Conferral]:
    """Sources of the forms: 被(谁)评为…, 获…, (谁)授予谁…称号, 被追认为…, 记集体二等功."""
    text = clause.line.text
    for trigger, named in _acts(clause):
        if _counted(clause, named):
            continue
        recipients, sure = _recipients(clause, *trigger, named.start())
        grantor = _grantor(clause, *trigger)
        given = [(at, h) for at, h in clause.entities(*named.span(), "H") if not h.name.endswith(_DEGREES)]
        # A、B分别被评为C和D: one each
        paired = len(given) == len(recipients) > 1 and "分" in text[clause.start : trigger[1]]
        for index, (at, honour) in enumerate(given):
            for recipient in recipients[index : index + 1] if paired else recipients:
                yield Conferral(
                    recipient,
                    honour,
                    clause.evidence(trigger[0], at + 1, RULE, sure),
                    time=clause.time(at),
                    level=level_of(honour.name),
                    rank=rank_of(honour.name),
                    conferred_by=grantor,
                )


def _counted(clause: Clause, named: re.Match[str]) -> bool:
    """Whether a count behind the honour tells that several won it; 集体二等功1次 is the body's own."""
    counted = _COUNTED.match(clause.line.text, named.start())
    if counted is None:
        return False
    item = clause.line.items.get(counted.end() - 1)
    own = isinstance(item, Quantity) and (item.unit == "次" or _is_medal(clause, named.start()))
    return not own


def _is_medal(clause: Clause, at: int) -> bool:
    """金奖1项, 银牌2枚: a team's."""
    honour = clause.entity(at)
    return honour is not None and _MEDAL.fullmatch(honour.name) is not None


def _honour_roll(clause: Clause) -> Iterator[Conferral]:
    """全国劳动模范:张三、李四: a list of those who received it."""
    roll = _ROLL.match(clause.line.text) if clause.start == 0 else None
    if roll is None:
        return
    for at, honour in clause.entities(*roll.span("what"), "H"):
        for _, holder in clause.entities(*roll.span("who"), "OPN"):
            evidence = clause.evidence(at, roll.end(), RULE, 0.88)
            yield Conferral(holder, honour, evidence, level=level_of(honour.name), rank=rank_of(honour.name))


def _noted(clause: Clause) -> Iterator[Conferral]:
    """桂峰村(中国历史文化名村): what a bracket says is held."""
    text = clause.line.text
    for match in _HELD.finditer(text, clause.start, clause.end):
        note = bracket(clause.line, match.start("note"))
        holder = clause.entity(match.start("who"))
        if note is None or holder is None or _HONOUR.fullmatch(note.text) is None:
            continue
        honour = note.mention(0).entity
        if honour is not None:
            yield Conferral(
                holder, honour, clause.evidence(*match.span(), RULE, 0.88), level=level_of(honour.name)
            )


def _acts(clause: Clause) -> Iterator[tuple[tuple[int, int], re.Match[str]]]:
    """The verbs of giving and getting, each with the list of honours that it governs."""
    text, at = clause.line.text, clause.start
    verbs = list(_VERB.finditer(text, clause.start, clause.end))
    begun: int | None = None
    for index, verb in enumerate(verbs):
        stop = verbs[index + 1].start() if index + 1 < len(verbs) else clause.end
        # 获文化部授予的称号: the second verb belongs to the first
        if stop < clause.end and _BY_WHOM.fullmatch(text, verb.end(), stop) is not None:
            begun = verb.start() if begun is None else begun
            continue
        named = _LIST.search(text, max(verb.end(), at), stop)
        if named is not None:
            yield (verb.start() if begun is None else begun, verb.end()), named
            at = named.end()
        begun = None
    if not verbs and (carried := _carried(clause)) is not None:
        yield carried


def _carried(clause: Clause) -> tuple[tuple[int, int], re.Match[str]] | None:
    """获A,B: a clause that begins with an honour goes on with the verb of the clause before it."""
    text = clause.line.text
    named = _LIST.match(text, clause.start)
    if named is None:
        return None
    earlier = [verb.span() for verb in _VERB.finditer(text, 0, clause.start)]
    return (earlier[-1], named) if earlier and sign("H") in text[earlier[-1][1] : clause.start] else None


def _recipients(clause: Clause, start: int, end: int, honour: int) -> tuple[tuple[Entity, ...], float]:
    text = clause.line.text
    verb = text[start:end]
    passive = "被" in text[max(clause.start, start - 40) : start] or verb.startswith("被")
    passive = passive or sign("O") in verb
    if not passive and any(word in verb for word in ("授予", "追认", "追授", "命名", "授牌", "记")):
        given = [e for _, e in clause.entities(end, honour, "OPNR")]
        if given:
            return tuple(given), 0.95
    if (served := _served(clause, start)) is not None:
        return (served,), 0.93
    works = _WORKS.search(text[:start], clause.start)
    if works is not None:
        return tuple(e for _, e in clause.entities(*works.span(), "W")), 0.9
    ahead = text[clause.start : start].removesuffix("被")
    if _UNNAMED.search(ahead.rstrip()) and not _SUMMED.search(ahead):
        return (), 0.0
    if (work := _written(clause) or _work_told(clause, start)) is not None:
        return (work,), 0.85
    if (thing := _thing(clause, start, honour)) is not None:
        return (thing,), 0.88
    if _PRODUCED.search(text[: clause.start]) and not any(g.role == "lead" for g in clause.groups(start)):
        return (), 0.0
    made = list(clause.groups(start))
    if made and made[-1].members[-1].type == "Organization" and _PRODUCT.match(text, made[-1].end, start):
        return (), 0.0
    actors = clause.actors(start - 1 if text[start - 1] == "被" else start, agents=False)
    found = any(group.role == "lead" for group in clause.groups(start))
    if not found and not _DROPPED.fullmatch(_without_grantor(ahead)):
        return (), 0.0
    return actors.lead, actors.sure


def _written(clause: Clause) -> Entity | None:
    """The work of an earlier clause that this one is about, if it names nobody itself."""
    authored = _AUTHORED.search(clause.line.text[: clause.start])
    if authored is None or any(group.role in ("lead", "of") for group in clause.groups(clause.end)):
        return None
    return clause.entity(authored.end() - 1)


def _served(clause: Clause, before: int) -> Entity | None:
    """州中级人民法院为该院记集体三等功: the one for whom it is done."""
    served = _FOR.search(clause.line.text[:before], clause.start)
    return clause.entity(served.start("who")) if served is not None else None


def _work_told(clause: Clause, before: int) -> Entity | None:
    """《学报》全年出刊12期,获评名刊; 摄制纪录片《A》,后者获…: the work that the sentence is about."""
    text = clause.line.text
    if any(group.role in ("lead", "of") for group in clause.groups(before)):
        return None
    latter = _LATTER.match(text, clause.start, before)
    told = [e for _, e in clause.entities(0, clause.start, "W")]
    if latter is not None and told:
        return told[0] if latter.group() == "前者" else told[-1]
    opens = _OPENS.match(text, 0, clause.start)
    return told[0] if opens is not None and told else None


_SITE_HONOURS = (
    "保护单位",
    "名录",
    "保护名录",
    "保护区",
    "风景区",
    "旅游区",
    "景区",
    "遗产",
    "历史建筑",
    "教育基地",
)


def _thing(clause: Clause, before: int, honour: int) -> Entity | None:
    """The facility of the heading that a sentence without a subject lists as a protected site."""
    named = clause.entity(honour)
    leads = [g for g in clause.groups(before) if g.role == "lead"]
    things = [e for g in leads for e in g.members if e.type in ("Facility", "Place")]
    if named is None or not named.name.endswith(_SITE_HONOURS):
        return None
    return things[-1] if things else clause.thread.titled


def _without_grantor(ahead: str) -> str:
    return _GRANTOR.sub("", ahead)


def _grantor(clause: Clause, start: int, end: int) -> Entity | None:
    """被市委、市政府授予: the first of those who grant; 省卫生厅授予该院: the one who acts."""
    by = [group for group in clause.groups(start) if group.role == "by"]
    within = clause.entities(start, end, "O")
    if by or within:
        return by[-1].members[0] if by else within[0][1]
    if "授予" in clause.line.text[start:end] and "被" not in clause.line.text[clause.start : start + 1]:
        leads = [group for group in clause.groups(start) if group.role == "lead"]
        return leads[-1].members[0] if leads else None
    return None


def level_of(name: str) -> str | None:
    """The level that an honour's name tells.

    >>> level_of("全省工会重点工作考核二等奖"), level_of("优秀组织奖")
    ('省', None)
    """
    for level, openings in _LEVELS:
        if name.startswith(openings):
            return level
    match = _OF_LEVEL.match(name)
    return None if match is None else {"自治区": "省", "区": "县", "镇": "乡"}.get(match[1], match[1])


def rank_of(name: str) -> int | None:
    """The rank that a prize's name tells.

    >>> rank_of("河南省科技进步三等奖"), rank_of("优秀组织奖")
    (3, None)
    """
    match = _RANKS.search(name)
    if match is None:
        return None
    return _NUMBER.get(match[1] or match[2])


HONOURS = (Reader(_noted, _HELD), Reader(_honour_roll, _HONOUR), Reader(_told, _HONOUR))
