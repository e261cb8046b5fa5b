"""Lineage: bodies and divisions founded, renamed, merged, restored and made subordinate, in running prose.

Such prose names its subject once and then follows it through its names: 办事处改组为合作指导室,隶建设科,翌年发起成立
联合社. The thread keeps the name that the subject bears at this point (``Thread.body``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yearbook_kg.model import Change, Claim, Entity, Fact, PartialDate
from yearbook_kg.relate.facts_clauses import Clause, Thread
from yearbook_kg.relate.facts_lines import bracket, pattern, sign
from yearbook_kg.relate.facts_triggers import words

_BODY = "[<O><P>]"
_LIST = f"{_BODY}(?:<B>)?(?:\\s*[、和与及]\\s*{_BODY}(?:<B>)?)*"
_FIRST_NAME = pattern(f"(?:初名|初称|时名|时称|始名|始称|原名|原称)(?:为)?(?P<name>{_BODY})")
_FORMER = pattern(f"(?:前身|其前身|旧称|原名|旧名|原称|古称)(?:为|是|系|即|名|称)?(?P<name>{_BODY})")
_NOW = pattern("(?:定|称|改|用|易|复|得)(?:今|现|原)名")
_ABOLISHED_INTO = pattern(
    f"(?P<src><P>)撤[县市区乡镇地]+[^,。]{{0,4}}?(?:设立?|建立?|改设?|改为)(?P<dst><P>)"
)
_UNITED = pattern(
    f"{words('unite')}(?:[,,]?(?:统称|合称|定名为?|取名|改称|改名为?|名为|称|成立|为|成))?(?P<dst>{_BODY})"
)
_INTO = pattern(f"{words('merge')}(?:于|到|至|了|国营|本)?(?P<dst>{_BODY}|<R>)")
_INTO_SELF = pattern("并入(?=$|[,。;、])")
_OBEY = pattern(f"{words('obey')}(?:于|旧)?(?:<R>)?(?:(?P<dst>{_BODY})|之(?=$|[,。;]))")
_GOVERN = pattern(f"{words('govern')}(?:有|的)?(?P<dst><O>(?:<B>)?(?:[、和及]<O>(?:<B>)?)*)")
_ALL_OBEY = pattern(
    "以上(?P<count><Q>|[二两三四五六七八九十\\d][县市区乡镇])?[^,。<P>]{0,3}?(?:均|皆|都)?属(?P<dst><P>)"
)
_NO_OBEY = tuple("所下家部金军眷附亲均专回当")
_NUMBER = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# what makes the one told about the founder even where the sentence does not name it
_OWN = ("发起", "增设", "建", "创办", "兴办", "创建", "附设", "组织", "重办", "筹建", "开办", "合办")
_CAME = pattern(
    "(?:正式|又|相继|先后|在[^,。]*?|于[^,。]*?|<T>|<B>|经[^,。]*?)*(?:成立|创办|创建|建立|建成|设立|组建|诞生|始建|开办|落成|开业|挂牌)"
)
_SEAT = pattern(
    "(?:设在|设于|迁至|迁到|迁往|移驻|迁驻|迁|驻|坐落在|坐落于|位于|[社院校馆局所厂场署]址(?:设)?(?:在|于)?)(?P<dst>[<P><F>])"
)


@dataclass(slots=True)
class Story:
    """The lineage that one clause tells: its facts, and the name that the body bears behind it."""

    clause: Clause
    facts: list[Fact]
    body: Entity | None
    former: bool = False

    def change(
        self, original: Entity | None, resulting: Entity | None, kind: str, span: tuple[int, int], sure: float
    ) -> None:
        """Note that ``original`` became ``resulting``, unless they are one or of two types."""
        if (
            original is None
            or resulting is None
            or original.name == resulting.name
            or original.type != resulting.type
        ):
            return
        evidence = self.clause.evidence(*span, kind, sure)
        made = "renamedTo" if kind == "renamedTo" else "mergedInto"
        self.facts.append(Change(original, resulting, made, evidence, self.clause.time(span[0])))  # type: ignore[arg-type]


def lineage(clause: Clause) -> tuple[list[Fact], Thread]:
    """Read a clause for the lineage of bodies; return its facts and the thread behind it."""
    story = Story(clause, [], clause.thread.body)
    _take_up(story)
    for step in (
        _former,
        _united,
        _merged,
        _renamed,
        _same_as,
        _restored,
        _founded,
        _came,
        _obeyed,
        _governed,
        _seated,
    ):
        step(story)
    thread = replace(clause.thread, body=story.body)
    return story.facts, thread


def _take_up(story: Story) -> None:
    """A body that opens the clause is the one told about from here on."""
    clause = story.clause
    opening = next((group for group in clause.groups(clause.end) if group.role != "of"), None)
    if opening is None or opening.role != "lead" or len(opening.members) != 1:
        return
    ahead = clause.line.text[clause.start : opening.start]
    if not pattern("(?:\\s|<T>|<B>|<P>的|[原是年月日同其中时,]|<Q>)*").fullmatch(ahead):
        return
    member = opening.members[0]
    if member.type == "Organization" and not clause.page.yearbook and opening.end < clause.end:
        story.body = member
    elif member.type == "Place" and (story.body is None or story.body.type == "Place"):
        story.body = member


def _sources(story: Story, before: int, kind: str) -> tuple[list[Entity], float]:
    """Who is renamed or merged by the verb at ``before``: named in the clause, in the sentence, or told about."""
    clause = story.clause
    found = [g for g in clause.groups(before) if g.members[-1].type == kind]
    named = [e for g in found if g.role in ("lead", "with") for e in g.members if e.type == kind]
    if not named:
        named = [
            e for g in found if clause.line.text[: g.start].endswith(("将", "把", "由")) for e in g.members
        ]
    if named:
        return named, 0.95
    if story.body is not None and story.body.type == kind:
        return [story.body], 0.9
    lead = [e for e in clause.lead if e.type == kind]
    return lead, 0.88


def _former(story: Story) -> None:
    """前身为A; 旧称A,B年定今名."""
    clause, text = story.clause, story.clause.line.text
    match = _FORMER.search(text, clause.start, clause.end)
    if (
        match is not None
        and (name := clause.entity(match.start("name"))) is not None
        and _opens(clause, match)
    ):
        home = clause.lead[-1] if clause.lead else _first(clause) or story.body
        if text[match.start() : match.start() + 1] in "旧古" and home is not None:
            story.change(name, home, "renamedTo", match.span(), 0.9)
        elif home is not None and home.type == name.type:
            story.body = name
    if (now := _NOW.search(text, clause.start, clause.end)) is not None:
        home = clause.thread.home
        if home is not None and story.body is not None:
            story.change(story.body, home, "renamedTo", now.span(), 0.9)
            story.body = home


def _opens(clause: Clause, match: re.Match[str]) -> bool:
    """Whether nothing but a name or a time stands before the words in the clause."""
    return (
        pattern("(?:\\s|<T>|<B>|<O>|<P>|[其原,])*").fullmatch(clause.line.text[clause.start : match.start()])
        is not None
    )


def _first(clause: Clause) -> Entity | None:
    found = clause.entities(0, clause.end, "OP")
    return found[0][1] if found else None


def _united(story: Story) -> None:
    """A与B、C合并为D; 与A合并,称D."""
    clause, text = story.clause, story.clause.line.text
    match = _UNITED.search(text, clause.start, min(len(text), clause.end + 30))
    if match is None or match.start() >= clause.end:
        return
    target = clause.entity(match.start("dst"))
    if target is None:
        return
    groups = list(clause.groups(match.start()))
    named = [e for g in groups if g.role in ("lead", "with") for e in g.members if e.type == target.type]
    if (
        not any(g.role == "lead" for g in groups)
        and story.body is not None
        and story.body.type == target.type
    ):
        named.insert(0, story.body)
    for original in named:
        story.change(original, target, "mergedInto", match.span(), 0.93)
    if named:
        story.body = target


def _merged(story: Story) -> None:
    clause, text = story.clause, story.clause.line.text
    for match in _INTO.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst"))
        if target is None or match.group().startswith(("划", "归")) and target.type == "Place":
            continue
        sources, sure = _sources(story, match.start(), target.type)
        for original in sources:
            story.change(original, target, "mergedInto", match.span(), sure)
    if (here := _INTO_SELF.search(text, clause.start, min(clause.end + 1, len(text)))) is not None:
        sources, _ = _sources(story, here.start(), "Organization")
        for original in sources:
            story.change(original, clause.thread.body, "mergedInto", here.span(), 0.88)
        story.body = clause.thread.body


def _renamed(story: Story) -> None:
    clause, text = story.clause, story.clause.line.text
    if (grown := _ABOLISHED_INTO.search(text, clause.start, clause.end)) is not None:
        story.change(
            clause.entity(grown.start("src")),
            clause.entity(grown.start("dst")),
            "renamedTo",
            grown.span(),
            0.95,
        )
        return
    _once_called(story)
    verb = pattern(f"(?P<verb>{words('rename')})(?:为|成|作|<R>)?(?P<dst>{_BODY})")
    for match in verb.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst"))
        ahead = text[clause.start : match.start()]
        if (
            target is None
            or match["verb"] == "称"
            and ahead.strip().endswith(
                ("简", "也", "又", "统", "合", "俗", "全", "亦", "通", "尊", "自", "号", "并")
            )
        ):
            continue
        if match["verb"] == "称" and ahead.strip() not in ("", "始", "今", "仍"):
            continue
        sources, sure = _sources(story, match.start(), target.type)
        for original in sources[-1:] if len(sources) > 1 else sources:
            story.change(original, target, "renamedTo", match.span(), sure)
        story.body = target
    turned = pattern("^(?:成)?为(?:<R>)?(?P<dst><O>)").match(text[clause.start : clause.end])
    if turned is not None and re.search("并入|合并|改", text[: clause.start]):
        target = clause.entity(clause.start + turned.start("dst"))
        story.change(story.body, target, "renamedTo", (clause.start, clause.start + turned.end()), 0.85)
        story.body = target or story.body


def _once_called(story: Story) -> None:
    """怀来县第二人民医院(原涿鹿县人民医院); 城关镇 … 尹店社(今城关镇)."""
    clause, text = story.clause, story.clause.line.text
    for match in pattern(f"(?P<now>{_BODY})<B>").finditer(text, clause.start, clause.end):
        note = bracket(clause.line, match.end() - 1)
        inner = pattern(
            f"^(?P<word>原名|原称|原为|原|前身为?|旧称|旧名|今名|今称|今|现名|现称|现为|现|后改称|后改为)(?P<name>{_BODY})$"
        )
        told = inner.match(note.text) if note is not None else None
        if note is None or told is None:
            continue
        other = note.mention(told.start("name")).entity
        here = clause.entity(match.start())
        pair = (other, here) if told["word"][0] in "原前旧" else (here, other)
        story.change(*pair, "renamedTo", match.span(), 0.92)


def _same_as(story: Story) -> None:
    """双桥公社即民国时的复兴乡."""
    clause = story.clause
    form = pattern(f"(?P<now>{_BODY})(?:<B>)?即(?:<T>|[^,。<P><O>])*?(?:的|之)?(?P<old>{_BODY})")
    for match in form.finditer(clause.line.text, clause.start, clause.end):
        if pattern("旧|前|时|原|<T>").search(match.group()):
            pair = clause.entity(match.start("old")), clause.entity(match.start("now"))
            story.change(*pair, "renamedTo", match.span(), 0.88)


def _restored(story: Story) -> None:
    """恢复O名称: the body takes its old name again."""
    clause, text = story.clause, story.clause.line.text
    verb = pattern(f"{words('restore')}(?:了)?(?P<dst>{_BODY})")
    for match in verb.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst"))
        if target is None:
            continue
        if target.type == "Organization" and text[match.end() : match.end() + 2] in (
            "名称",
            "原名",
            "之名",
            "旧名",
        ):
            story.change(story.body, target, "renamedTo", match.span(), 0.85)
        story.body = target


def _founded(story: Story) -> None:
    clause, text = story.clause, story.clause.line.text
    verb = pattern(f"(?P<verb>{words('found')})(?:了|有|起)?(?P<dst>{_LIST})")
    grown = _ABOLISHED_INTO.search(text, clause.start, clause.end)
    for match in verb.finditer(text, clause.start, clause.end):
        if grown is not None and grown.end() == match.end():
            continue
        if (
            text[match.start() - 1 : match.start()] in ("迁", "扩", "续", "在", "共")
            and match["verb"] == "建"
        ):
            continue
        if text[match.start() - 1 : match.start()] in ("内", "下", "开", "所", "改", "新", "撤") and match[
            "verb"
        ] in ("设", "建"):
            if text[match.start() - 1] != "新":
                continue
        targets = [e for _, e in clause.entities(*match.span("dst"), "OP")]
        founders = _founders(story, match, targets)
        for target in targets:
            _note_founded(story, target, match.span(), founders)
        if len(targets) == 1 and (targets[0].type == "Organization" or not clause.page.yearbook):
            story.body = targets[0]


def _founders(story: Story, match: re.Match[str], targets: list[Entity]) -> list[tuple[Entity, float]]:
    clause = story.clause
    groups = list(clause.groups(match.start()))
    named = [
        e
        for g in groups
        if g.role in ("lead", "with", "by")
        for e in g.members
        if e.type in ("Organization", "Person")
    ]
    found = [(entity, 0.93) for entity in named if entity not in targets]
    if any(g.role != "at" for g in groups) and named:
        partners = [g for g in groups if g.role == "with"]
        if len(partners) == len(groups) and (clause.thread.person is not None or clause.lead):
            owner = clause.thread.person or clause.lead[-1]
            found.insert(0, (owner, 0.9))
        return found
    if targets and targets[0].type == "Place":
        return []
    if clause.thread.person is not None:
        return [(clause.thread.person, 0.9)]
    if match["verb"].startswith(_OWN) and story.body is not None and story.body.type == "Organization":
        return [(story.body, 0.85)] if story.body not in targets else []
    lead = [e for e in clause.lead if e.type in ("Organization", "Person") and e not in targets]
    return [(entity, 0.85) for entity in lead] if clause.page.yearbook else []


def _note_founded(
    story: Story, target: Entity, span: tuple[int, int], founders: list[tuple[Entity, float]]
) -> None:
    clause = story.clause
    year = clause.year(span[1] - 1)
    if year is not None and clause.dated(span[1]):
        evidence = clause.evidence(0, span[1], "founded year", 0.92)
        story.facts.append(Claim(target, "foundedYear", PartialDate(year), evidence))
    if target.type == "Organization":
        for founder, sure in founders:
            story.facts.append(Claim(founder, "founded", target, clause.evidence(*span, "founded", sure)))


def _came(story: Story) -> None:
    """县供销合作社成立; 由沈佩珩创办; 1950年成立,初名A."""
    clause, text = story.clause, story.clause.line.text
    for match in pattern("(?P<dst>[<O><P>])(?:<B>)?").finditer(text, clause.start, clause.end):
        verb = _CAME.match(text, match.end(), clause.end)
        ahead = text[match.start() - 1 : match.start()]
        if (
            verb is None
            or ahead in ("由", "被", "经")
            or text[verb.end() : verb.end() + 1] in (sign("O"), sign("F"), sign("W"), sign("E"))
        ):
            continue
        if text[verb.end() : clause.end].strip() and not pattern("(?:于|在|[,。;]|时|$)").match(
            text, verb.end()
        ):
            continue
        target = clause.entity(match.start())
        if target is not None:
            _note_founded(story, target, (match.start(), verb.end()), [])
            if target.type == "Organization":
                story.body = target
    bare = pattern(
        "^(?:<T>|\\s)*(?:由(?P<who>[<N><O>])[^,。]{0,12}?)?(?:正式)?(?:成立|创办|创建|始建|设立|建立|创立)$"
    ).match(text[clause.start : clause.end])
    given = pattern("(?P<who><N>)[^<O><P>]{0,40}?(?:创办|创建|创立|开办|兴办)$").search(
        text[clause.start : clause.end]
    )
    if bare is not None or given is not None:
        _bare_birth(story, bare or given)


def _bare_birth(story: Story, match: re.Match[str] | None) -> None:
    clause, text = story.clause, story.clause.line.text
    first = _FIRST_NAME.search(text, clause.end)
    target = clause.entity(first.start("name")) if first is not None else story.body
    home = story.body
    if target is None or match is None or target.type != "Organization":
        return
    founder = clause.entity(clause.start + match.start("who")) if match["who"] else None
    founders = [(founder, 0.9)] if founder is not None else []
    _note_founded(story, target, (clause.start, clause.end), founders)
    if first is not None and home is not None:
        story.change(target, home, "renamedTo", (clause.start, first.end()), 0.88)


def _obeyed(story: Story) -> None:
    """隶县政府建设科; 属张家口专区; 以上三县均属陕西省."""
    clause, text = story.clause, story.clause.line.text
    if (every := _ALL_OBEY.search(text, clause.start, clause.end)) is not None:
        _all_obeyed(story, every)
        return
    for match in _OBEY.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst")) if match["dst"] else _told_last(clause)
        ahead = text[match.start() - 1 : match.start()]
        if target is None or ahead in _NO_OBEY:
            continue
        if target.type == "Organization":
            sources, sure = _sources(story, match.start(), "Organization")
            predicate = "subordinateTo"
        else:
            sources, sure = _sources(story, match.start(), "Place")
            predicate = "locatedIn"
        for source in sources[-1:]:
            if source != target:
                evidence = clause.evidence(match.start(), match.end(), "belongs", sure)
                story.facts.append(Claim(source, predicate, target, evidence))


def _told_last(clause: Clause) -> Entity | None:
    """郧阳专区成立,竹溪县隶之: the last place of the clauses before."""
    found = clause.entities(0, clause.start, "OP")
    return found[-1][1] if found else None


def _all_obeyed(story: Story, match: re.Match[str]) -> None:
    clause = story.clause
    target = clause.entity(match.start("dst"))
    places = [e for _, e in clause.entities(0, match.start(), "P")]
    count = _NUMBER.get((match["count"] or "")[:1], 0) or _first_digit(clause, match) or len(places)
    for place in places[-count:]:
        if target is not None:
            evidence = clause.evidence(match.start(), match.end(), "belongs", 0.9)
            story.facts.append(Claim(place, "locatedIn", target, evidence))


def _first_digit(clause: Clause, match: re.Match[str]) -> int:
    at = match.start("count")
    item = clause.line.items.get(at) if at >= 0 else None
    value = getattr(item, "value", 0)
    return int(value) if value else 0


def _governed(story: Story) -> None:
    """下辖县公路局、县运管所; 辖震泽油米厂; 所属县土产公司一分为二,设A、B."""
    clause, text = story.clause, story.clause.line.text
    for match in _GOVERN.finditer(text, clause.start, clause.end):
        above = _above(story, match.start())
        if above is None:
            continue
        below = [e for _, e in clause.entities(*match.span("dst"), "O")]
        if "所属" in match.group() and "分" in text[match.end() : clause.end]:
            split = pattern(f"设(?:立)?(?P<dst>{_LIST})").search(text, clause.end)
            below += [e for _, e in clause.entities(*split.span("dst"), "O")] if split is not None else []
        for body in below:
            if body != above:
                evidence = clause.evidence(match.start(), match.end(), "governs", 0.93)
                story.facts.append(Claim(body, "subordinateTo", above, evidence))


def _above(story: Story, before: int) -> Entity | None:
    clause = story.clause
    named = [
        e for g in clause.groups(before) if g.role == "lead" for e in g.members if e.type == "Organization"
    ]
    if named:
        return named[-1]
    if clause.page.yearbook:
        return next((e for e in clause.actors(before, places=False, persons=False).lead), None)
    return story.body if story.body is not None and story.body.type == "Organization" else None


def _seated(story: Story) -> None:
    """社址在文庙西侧; 迁顺城关; 设办事处于城关镇."""
    clause, text = story.clause, story.clause.line.text
    for match in _SEAT.finditer(text, clause.start, clause.end):
        site = clause.entity(match.start("dst"))
        named = [
            e
            for g in clause.groups(match.start())
            if g.role == "lead"
            for e in g.members
            if e.type in ("Organization", "Facility")
        ]
        body = named[-1] if named else story.body
        if site is not None and body is not None and body.type != "Place" and body != site:
            evidence = clause.evidence(match.start(), match.end(), "seat", 0.92)
            story.facts.append(Claim(body, "locatedIn", site, evidence))
    for match in pattern("(?P<org><O>)(?:<B>)?于(?P<dst>[<P>])").finditer(text, clause.start, clause.end):
        body, site = clause.entity(match.start("org")), clause.entity(match.start("dst"))
        if (
            body is not None
            and site is not None
            and re.search("设|建|创", text[clause.start : match.start()])
        ):
            story.facts.append(
                Claim(body, "locatedIn", site, clause.evidence(match.start(), match.end(), "seat", 0.93))
            )
    for match in pattern(
        "在(?P<dst><P>)(?:<B>)?(?:境内|城内)?(?:建立|设立|创办|成立|创建|开办|兴办|新建|建|设)(?:了)?(?P<org><O>)"
    ).finditer(text, clause.start, clause.end):
        body, site = clause.entity(match.start("org")), clause.entity(match.start("dst"))
        if body is not None and site is not None:
            story.facts.append(
                Claim(body, "locatedIn", site, clause.evidence(match.start(), match.end(), "seat", 0.93))
            )
