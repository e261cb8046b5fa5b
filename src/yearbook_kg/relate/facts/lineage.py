"""Lineage: bodies and divisions renamed, merged and restored, in running prose.

Such prose names its subject once and then follows it through its names: 办事处改组为合作指导室,隶建设科,
翌年发起成立联合社. The thread keeps the name that the subject bears at this point (``Thread.body``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from yearbook_kg.model import Change, Entity, Fact, PartialDate
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.founding import FOUNDING
from yearbook_kg.relate.facts.lines import bracket
from yearbook_kg.relate.facts.ranks import RANKS
from yearbook_kg.relate.facts.splits import SPLITS
from yearbook_kg.relate.facts.story import BODIES, BODY, Story, sources, take_up, taken
from yearbook_kg.relate.facts.triggers import words

_FORMER = pattern(
    "(?:前身|其前身|旧称|原名|旧名|原称|古称)(?:为|是|系|即|名|称)?"
    f"(?:(?:<T>|[\u4e00-\u9fff]){{0,10}}(?:创办|创建|成立|设立|兴办|开办|建立)的)?(?P<name>{BODY})"
)
_NOW = pattern("(?:定|称|改|用|易|复|得|更|改用|启用|更改)(?:为)?(?:今|现|原)名")
# 由A改办, 由A升格而成: the body told about came out of another
_OUT_OF = pattern(
    f"由(?:原)?(?P<old>{BODY})(?:<B>)?(?:<T>)?(?:改办|改建|改制|改组|改名|更名|改称|改编|升格|升级|扩建|扩充|演变|发展|转制|重组|分设|改)(?:而成|而来|成立|组建|为)?"
    "(?=$|[,。;、])"
)
_UNITED_FROM = pattern(
    f"由(?:原)?(?P<old>{BODIES})(?:<Q>|等|单位|三家|两家|两校|三校|共同)*[^,。;<O><T>]{{0,14}}?(?:合并|合组|整合|联合|撤并|重组|公私合营)(?:而成|组成|组建|成立|建立|改建|改组)?(?=$|[,。;、])"
)
_ABOLISHED = pattern("(?P<src><P>)撤[县市区乡镇地]+[^,。]{0,4}?(?:设立?|建立?|改设?|改为)(?P<dst><P>)")
_UNDONE = pattern("(?P<each>各|两<R>|两.各?)?(?:复|恢复)(?:原|旧)名")
_UNITING = pattern(lambda: words("unite"))
_UNITES = pattern(
    lambda: (
        f"{words('unite')}(?:[,,]?(?:统称|合称|定名为?|取名|改称|改名为?|名为|称|成立|为|成))?(?P<dst>{BODY})"
    )
)
_MERGES = pattern(lambda: f"{words('merge')}(?:于|到|至|了|国营|本)?(?P<dst>{BODY}|<R>)")
_RENAMES = pattern(lambda: f"(?P<verb>{words('rename')})(?:为|成|作|<R>)?(?P<dst>{BODIES})")
_BECOMES = pattern("(?:成)?为(?:<R>)?(?P<dst><O>)(?:<B>)?")
_BRACKETED = pattern(f"(?P<now>{BODY})<B>")
_IS = pattern(f"(?P<now>{BODY})(?:<B>)?即(?:<T>|[^,。<P><O>])*?(?:的|之)?(?P<old>{BODY})")
_PAST = pattern("旧|前|时|原|<T>")
_RESTORES = pattern(lambda: f"{words('restore')}(?:了)?(?P<dst>{BODY})")
_TAKEN_OVER = pattern("(?:接收|接管|接办|没收|征用|利用)[^,。]*?(?P<what><O>|<R>)[,,](?:[^,。<O><P>]*[,,])?$")
_TAKEN_UNSEEN = pattern("(?:接收|接管|接办|没收|征用|利用)[^,。<O>]*[\u4e00-\u9fff][,,]$")
_INTO_SELF = pattern("(?:并入|划入|归入|合入|汇入|转入)(?=$|[,。;、])")
# 局、处合并: by their last characters
_BY_HEADS = pattern(
    "(?P<heads>[局处站所科校院社厂队会](?:[、与和][局处站所科校院社厂队会])+)(?:<T>)?(?:正式|再次|重新|又)?合并"
)
# 其业务划归商业局: what goes over is not the body
_BUSINESS = pattern(
    "(?:业务|职能|工作|人员|财产|资产|职责|事务|编制|档案|器材|设备|债务|部分|任务|职权|经费)"
    "(?:<T>)?(?:全部|一并|亦|也|均|则)?$"
)
_WORDS_BEFORE = pattern("(?:\\s|<T>|<B>|<O>|<P>|[其原,])*")
# 怀来县第二人民医院(原涿鹿县人民医院); 尹店社(今城关镇)
_NOTED = pattern(
    "^(?P<word>原名|原称|原为|原|前身为?|旧称|旧名|今名|今称|今|现名|现称|现为|现|后改称|后改为)"
    f"(?P<name>{BODY})$"
)
# 简称A, 又称A: another name of the same time, no change
_ALSO = tuple("简也又统合俗全亦通尊自号并")


def lineage(clause: Clause, steps: Sequence[Callable[[Story], bool | None]]) -> list[Fact]:
    """Read a clause for the lineage of bodies; return its facts and carry its thread on.

    steps: what of ``LINEAGE`` may find something here, in order; one that returns True has told it all.
    """
    thread = clause.thread
    body = take_up(clause)
    if not steps:
        thread.body = body
        return []
    story = Story(clause, [], body, whole=thread.whole, parts=thread.parts)
    for step in steps:
        if step(story):
            break
    thread.body, thread.whole, thread.parts = story.body, story.whole, story.parts
    thread.former = story.former or thread.former
    for fact in story.facts:
        if isinstance(fact, Change) and fact.kind == "renamedTo":
            thread.turns = (*thread.turns, (fact.original, fact.resulting))[-4:]
            if thread.former is not None and thread.former.original == fact.original:
                thread.former = None
    return story.facts


def _undone(story: Story) -> None:
    """复原名; 两院各复原名: the last change of name is taken back, or the last two."""
    clause = story.clause
    undone = _UNDONE.search(clause.line.text, clause.start, clause.end)
    if undone is None or (clause.thread.whole is not None and clause.thread.whole == story.body):
        return  # 合二为一,恢复原名: told by the joining
    for old, new in clause.thread.turns[-2 if undone["each"] else -1 :]:
        story.change(new, old, "renamedTo", undone.span(), 0.85)


def _out_of(story: Story) -> None:
    """1984年由棋盘中学改办; 由A、B合并组建: the one told about came out of others, and then began."""
    clause, text = story.clause, story.clause.line.text
    home = clause.thread.home if not clause.page.yearbook else clause.thread.body
    lead = [e for e in clause.lead if e.type == "Organization"]
    for form, kind in ((_UNITED_FROM, "mergedInto"), (_OUT_OF, "renamedTo")):
        match = form.search(text, clause.start, min(clause.end + 1, len(text)))
        if match is None:
            continue
        olds = [e for at, e in clause.entities(*match.span("old"), "OPF")]
        named = [e for at, e in clause.entities(clause.start, match.start(), "OF")]
        target = next(iter([*named[-1:], *lead[-1:], home]), None)
        if target is None or target in olds:
            continue
        for old in olds:
            story.change(old, target, kind, match.span(), 0.88)  # type: ignore[arg-type]
        year = clause.year(match.start())
        if year is not None and clause.dated(match.start()):
            story.claim(target, "foundedYear", PartialDate(year), "founded year", match.span(), 0.85)
        story.body, story.turned = target, True
        return


def _former(story: Story) -> None:
    """前身为A; 旧称A,B年定今名."""
    clause, text = story.clause, story.clause.line.text
    match = _FORMER.search(text, clause.start, clause.end)
    if match is not None and _WORDS_BEFORE.fullmatch(text[clause.start : match.start()]):
        name = clause.entity(match.start("name"))
        known = (*clause.lead[-1:], clause.thread.home, _first(clause), story.body)
        home = next((e for e in known if e is not None and e != name), None)
        if match.group().startswith(("旧", "古")):
            story.change(name, home, "renamedTo", match.span(), 0.9)
        elif home is not None and name is not None and home.type == name.type and home != name:
            story.body = name
            evidence = clause.evidence(*match.span(), "renamed", 0.8)
            story.former = Change(name, home, "renamedTo", evidence, clause.time(match.start()))
    now = _NOW.search(text, clause.start, clause.end)
    rejoined = clause.thread.whole is not None and clause.thread.whole == story.body
    told = rejoined or any(isinstance(fact, Change) for fact in story.facts)
    if now is not None and clause.thread.home is not None and not told:
        story.change(story.body, clause.thread.home, "renamedTo", now.span(), 0.9)
        story.body = clause.thread.home


def _first(clause: Clause) -> Entity | None:
    found = clause.entities(0, clause.end, "OP")
    return found[0][1] if found else None


def _united(story: Story) -> None:
    """A与B、C合并为D; 与A合并,称D."""
    clause, text = story.clause, story.clause.line.text
    match = _UNITES.search(text, clause.start, min(len(text), clause.end + 30))
    target = clause.entity(match.start("dst")) if match is not None and match.start() < clause.end else None
    if match is None or target is None:
        return
    groups = list(clause.groups(match.start()))
    parts = [g for g in groups if g.role in ("lead", "with") or taken(clause, g)]
    named = [e for g in parts for e in g.members if e.type == target.type] or _by_heads(story)
    dropped = not any(g.role == "lead" or taken(clause, g) for g in groups)
    if story.parts and not named and dropped:
        # 分设A、B …合并为C
        named, story.parts, dropped = [e for e in story.parts if e != target], (), False
    if dropped and story.body is not None and story.body.type == target.type:
        named.insert(0, story.body)
    alone = len(named) == 1 and _WITH_UNNAMED.search(text[: match.start()]) is not None
    for original in named:
        # 与电力部门合并,称A: of the partner nothing is known, the one goes on under another name
        story.change(original, target, "renamedTo" if alone else "mergedInto", match.span(), 0.93)
    if named:
        story.body, story.turned = target, True


_WITH_UNNAMED = pattern("与[^<O>,。]{2,12}$")


def _by_heads(story: Story) -> list[Entity]:
    """局、处合并: the last bodies of those kinds that the text has named."""
    heads = _BY_HEADS.search(story.clause.line.text, story.clause.start, story.clause.end)
    if heads is None:
        return []
    known = [*story.clause.thread.seen, *([story.body] if story.body is not None else [])]
    found = (
        next((e for e in reversed(known) if e.name.endswith(head)), None)
        for head in re.findall("[^、与和]", heads["heads"])
    )
    return [e for e in found if e is not None]


def _merged(story: Story) -> None:
    """县联社并入县商业局; 县妇幼保健站并入."""
    clause, text = story.clause, story.clause.line.text
    for match in _MERGES.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst"))
        given = match.group().startswith(("划", "归"))
        if target is None or (given and target.type == "Place"):
            continue
        if given and _BUSINESS.search(text[clause.start : match.start()]):
            continue
        originals, sure = sources(story, match.start(), target.type)
        for original in originals:
            story.change(original, target, "mergedInto", match.span(), sure)
    here = _INTO_SELF.search(text, clause.start, min(clause.end + 1, len(text)))
    if here is not None:
        originals, _ = sources(story, here.start(), "Organization")
        for original in originals:
            story.change(original, clause.thread.body, "mergedInto", here.span(), 0.88)
        story.body = clause.thread.body


def _renamed(story: Story) -> None:
    clause, text = story.clause, story.clause.line.text
    grown = _ABOLISHED.search(text, clause.start, clause.end)
    if grown is not None:
        old, new = clause.entity(grown.start("src")), clause.entity(grown.start("dst"))
        story.change(old, new, "renamedTo", grown.span(), 0.95)
        return
    for match in _RENAMES.finditer(text, clause.start, clause.end):
        if match["verb"] != "称" or text[clause.start : match.start()].strip() in ("", "始", "今", "仍"):
            _turn(story, match)
    turned = _BECOMES.fullmatch(text, clause.start, clause.end)
    if turned is not None and re.search("并入|合并|改", text[: clause.start]):
        target = clause.entity(turned.start("dst"))
        story.change(story.body, target, "renamedTo", turned.span(), 0.85)
        story.body = target or story.body


def _turn(story: Story, match: re.Match[str]) -> None:
    """A改称B; A、B分别改称C、D; A和B改组为C, which is a merger."""
    clause = story.clause
    if clause.line.text[: match.start()].endswith(_ALSO) and match["verb"] == "称":
        return
    targets = [entity for _, entity in clause.entities(*match.span("dst"), "OPF")]
    originals, sure = sources(story, match.start(), targets[0].type)
    ahead = clause.line.text[: clause.start]
    if _TAKEN_UNSEEN.search(ahead) and not _TAKEN_OVER.search(ahead):
        originals = []  # what was taken over has no name here
    before = _TAKEN_OVER.search(ahead)
    if before is not None and (what := clause.entity(before.start("what"))) is not None:
        # 县政府接收施医院,改建为A: the hospital changed, and the government made A of it
        made = match["verb"].startswith(("改建", "改设", "改办", "改组"))
        for founder in clause.lead if made else ():
            story.claim(founder, "founded", targets[0], "founded", match.span(), 0.85)
        year = clause.year(match.start())
        if made and year is not None and clause.dated(match.start()):
            story.claim(targets[0], "foundedYear", PartialDate(year), "founded year", match.span(), 0.85)
        originals = [what]
    if len(originals) == len(targets):
        for original, target in zip(originals, targets, strict=True):
            story.change(original, target, "renamedTo", match.span(), sure)
    elif len(targets) == 1:
        for original in originals:
            story.change(original, targets[0], "mergedInto", match.span(), sure - 0.1)
    else:
        story.change(originals[-1] if originals else None, targets[0], "renamedTo", match.span(), sure - 0.1)
    story.body, story.turned = targets[0], True


def _noted(story: Story) -> None:
    """What a bracket behind a name says of its other name: (原A), (今A)."""
    clause, text = story.clause, story.clause.line.text
    for match in _BRACKETED.finditer(text, clause.start, clause.end):
        note = bracket(clause.line, match.end() - 1)
        told = _NOTED.match(note.text) if note is not None else None
        if note is None or told is None:
            continue
        other, here = note.mention(told.start("name")).entity, clause.entity(match.start())
        old, new = (other, here) if told["word"].startswith(("原", "前", "旧")) else (here, other)
        story.change(old, new, "renamedTo", match.span(), 0.92)


def _same_as(story: Story) -> None:
    """双桥公社即民国时的复兴乡."""
    clause = story.clause
    for match in _IS.finditer(clause.line.text, clause.start, clause.end):
        if _PAST.search(match.group()):
            old, new = clause.entity(match.start("old")), clause.entity(match.start("now"))
            story.change(old, new, "renamedTo", match.span(), 0.88)


_ABSORBED = pattern(
    f"(?:兼并|吸收合并|吞并|吸纳|接纳|收并|合并了)(?:了|原)?(?P<what>{BODIES})(?!为|成|组|改)"
)


def _absorbed(story: Story) -> None:
    """县商业局兼并县百货公司: the other way round."""
    clause = story.clause
    for match in _ABSORBED.finditer(clause.line.text, clause.start, clause.end):
        leads = [g for g in clause.groups(match.start()) if g.role == "lead"]
        target = leads[-1].members[-1] if leads else story.body
        for _, part in clause.entities(*match.span("what"), "O"):
            if target is not None and target.type == "Organization":
                story.change(part, target, "mergedInto", match.span(), 0.85)


def _restored(story: Story) -> None:
    """恢复A名称: the body takes its old name again."""
    clause, text = story.clause, story.clause.line.text
    for match in _RESTORES.finditer(text, clause.start, clause.end):
        target = clause.entity(match.start("dst"))
        if target is None:
            continue
        named = text.startswith(("名称", "原名", "之名", "旧名"), match.end())
        if target.type == "Organization" and named:
            old, _ = sources(story, match.start(), "Organization")
            story.change(old[-1] if old else None, target, "renamedTo", match.span(), 0.85)
        story.body, story.turned = target, True


LINEAGE = (
    *SPLITS,
    Reader(_undone, _UNDONE),
    Reader(_out_of, _UNITED_FROM, _OUT_OF),
    Reader(_former, _FORMER, _NOW),
    Reader(_united, _UNITING),
    Reader(_merged, _MERGES, _INTO_SELF),
    Reader(_renamed, _ABOLISHED, _RENAMES, _BECOMES),
    Reader(_noted, _BRACKETED),
    Reader(_same_as, _IS),
    Reader(_restored, _RESTORES),
    Reader(_absorbed, _ABSORBED),
    *FOUNDING,
    *RANKS,
)
