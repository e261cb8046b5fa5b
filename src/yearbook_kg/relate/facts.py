"""Facts: what the page says about the things it names, everything but the figures.

The body is read once, sentence by sentence and clause by clause (``facts_lines``, ``facts_clauses``), with a thread
that remembers whom and what the prose is about; each family of rules (``facts_honours``, ``facts_tenures`` …) looks
at one clause. What the metadata says comes from ``facts_page``, the divisions from ``facts_places``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from yearbook_kg import fields, prose
from yearbook_kg.model import Claim, Entity, Entry, Evidence, Fact, Frame, Mention, Resolution
from yearbook_kg.relate.facts_clauses import Clause, Page, Thread
from yearbook_kg.relate.facts_events import events
from yearbook_kg.relate.facts_honours import honours
from yearbook_kg.relate.facts_lines import Line, Paragraph, paragraphs, pattern
from yearbook_kg.relate.facts_lineage import lineage
from yearbook_kg.relate.facts_lives import built, lives, protagonist
from yearbook_kg.relate.facts_page import page_facts
from yearbook_kg.relate.facts_places import division_facts, located
from yearbook_kg.relate.facts_tenures import rosters, tenures
from yearbook_kg.relate.facts_works import works
from yearbook_kg.timeline import times_between

__all__ = ["find_facts"]

# leaders give orders and congratulate; the next sentence is about the body of the page again
_LEADERS = (
    "人民政府",
    "县委",
    "市委",
    "省委",
    "区委",
    "政府",
    "国务院",
    "中央",
    "州委",
    "镇委",
    "人大常委会",
    "委员会办公室",
    "党委",
)
_KEPT = 12


def find_facts(entry: Entry, resolution: Resolution) -> tuple[Fact, ...]:
    """Return every fact of the entry but its observations, each once, in the order of its evidence.

    A fact told twice keeps the surer of its evidences.
    """
    told = list(_told(entry, resolution))
    placed = {
        f.subject
        for f in told
        if isinstance(f, Claim) and f.predicate == "locatedIn" and isinstance(f.subject, Entity)
    }
    found: list[Fact] = [*page_facts(entry, resolution), *told, *division_facts(entry, resolution, placed)]
    best: dict[object, Fact] = {}
    for fact in found:
        key = _key(fact)
        if key not in best or fact.evidence.confidence > best[key].evidence.confidence:
            best[key] = fact
    return tuple(sorted(best.values(), key=lambda fact: (fact.evidence.start, fact.evidence.end)))


def _key(fact: Fact) -> object:
    return replace(fact, evidence=Evidence(0, 0, "")) if isinstance(fact, Claim) else _pair(fact)


def _pair(fact: Fact) -> object:
    names = ("recipient", "honour", "person", "organization", "post", "original", "resulting", "kind")
    return (type(fact).__name__, *(getattr(fact, name, None) for name in names))


def _headed(paragraph: Paragraph, division: Entity | None) -> Iterator[Claim]:
    """A body whose name heads a paragraph of the page lies in the page's division."""
    first = paragraph.sentences[0]
    headed = _HEADING.match(first.text)
    if headed is not None and division is not None:
        mention = first.mention(headed.start("org"))
        if mention.entity is not None:
            evidence = Evidence(mention.start, mention.end, "body of the page", 0.85)
            yield Claim(mention.entity, "locatedIn", division, evidence)


def _told(entry: Entry, resolution: Resolution) -> Iterator[Fact]:
    page = _page(entry, resolution)
    thread = Thread(event=page.card)
    section = -1
    for paragraph in paragraphs(entry, resolution):
        if paragraph.section != section:
            section = paragraph.section
            thread = _section_thread(entry, resolution, page, section, thread)
        thread = _paragraph_thread(paragraph, thread, page)
        yield from _headed(paragraph, resolution.context.division)
        for sentence in _after_heading(paragraph):
            facts, thread = _read(sentence, thread, resolution, page)
            yield from facts


def _page(entry: Entry, resolution: Resolution) -> Page:
    card = None
    title = fields.name(entry)
    if entry.kind == "事件" and title is not None:
        card = next(
            (m.entity for m in resolution.mentions if m.type == "Event" and m.start == title.start), None
        )
        card = card or Entity(title.name, "Event")
    yearbook = resolution.context.year is not None
    hero = None
    if entry.kind == "人物" and title is not None:
        hero = next(
            (m.entity for m in resolution.mentions if m.type == "Person" and m.start >= title.start), None
        )
    return Page(entry.id, entry.kind, card, yearbook, _main(resolution) if yearbook else None, hero)


def _main(resolution: Resolution) -> Entity | None:
    """Whom the sentences of a yearbook page are about: its body, else the one that acts most often."""
    if resolution.context.organization is not None:
        return resolution.context.organization
    counts = Counter(
        m.entity
        for m in resolution.mentions
        if m.type == "Organization" and m.entity is not None and not m.entity.name.endswith(_LEADERS)
    )
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


def _frame_at(resolution: Resolution, offset: int) -> Frame | None:
    return next((f for f in resolution.context.frames if f.start <= offset < f.end), None)


def _section_thread(entry: Entry, resolution: Resolution, page: Page, index: int, before: Thread) -> Thread:
    section = entry.sections[index]
    frame = _frame_at(resolution, max(section.start, 0))
    if frame is not None and frame.organization is None and page.main is not None:
        frame = replace(frame, organization=page.main)
    home = frame.organization if frame else None
    event = page.card
    if section.heading is not None and section.heading_start >= 0:
        headed = [
            m.entity
            for m in resolution.mentions
            if section.heading_start <= m.start < section.heading_end and m.type == "Event"
        ]
        event = headed[-1] if headed and headed[-1] is not None else event
    person = page.hero or (before.person if section.level > 1 else None)
    post = before.post if section.level > 1 else None
    dated = _dated(entry, resolution, index)
    return Thread(
        frame=frame,
        body=home,
        home=home,
        event=event,
        seen=before.seen,
        person=person,
        post=post,
        dated=dated,
    )


def _dated(entry: Entry, resolution: Resolution, index: int | None) -> bool:
    """Whether the heading of the section, or one above it, is a date."""
    while index is not None:
        section = entry.sections[index]
        if section.heading_start >= 0 and times_between(
            resolution.times, section.heading_start, section.heading_end + 1
        ):
            return True
        index = section.parent
    return False


# 粮管所 1950年设…: a name and a blank are a heading, even where nothing else marks it
_HEADING = pattern("\\s*(?P<org><O>)(?:<B>)?[\\s\u3000\u2002\u2003]+(?=.)")


def _after_heading(paragraph: Paragraph) -> tuple[Line, ...]:
    """The sentences of a paragraph without the run-in name that heads it."""
    first, *rest = paragraph.sentences
    headed = _HEADING.match(first.text)
    return (first.cut(headed.end(), len(first.text)), *rest) if headed is not None else paragraph.sentences


def _paragraph_thread(paragraph: Paragraph, thread: Thread, page: Page) -> Thread:
    hero = page.hero or protagonist(paragraph.sentences[0])
    headed = _HEADING.match(paragraph.sentences[0].text)
    if headed is not None and not page.yearbook:
        body = paragraph.sentences[0].mention(headed.start("org")).entity
        return replace(thread, body=body, home=body, lead=(), person=None)
    if hero is not None:
        return replace(thread, person=hero, body=None, lead=())
    if page.kind == "人物" and thread.person is not None:
        return thread
    return replace(thread, lead=())


def _read(sentence: Line, thread: Thread, resolution: Resolution, page: Page) -> tuple[list[Fact], Thread]:
    whole = Clause(sentence, 0, len(sentence.text), (), thread, resolution, page)
    facts: list[Fact] = []
    listed, waiting = rosters(whole)
    facts += listed
    if waiting is not None:
        thread = replace(thread, post=(waiting.body, waiting.post))
    lead: tuple[Entity, ...] = ()
    for start, end in prose.clauses(sentence.text, 0, len(sentence.text)):
        clause = Clause(sentence, start, end, lead, thread, resolution, page)
        found, thread = lineage(clause)
        facts += found
        clause = replace(clause, thread=_see(clause, thread))
        thread = clause.thread
        for family in (honours, works, events, built, located, lives):
            facts += family(clause)
        if not listed:
            held = list(tenures(clause))
            facts += held
            if held and held[-1].post is not None:
                thread = replace(thread, office=(held[-1].organization, held[-1].post))
        thread = _posts(clause, thread)
        lead = _opening(clause) or lead
    return facts, _follow(sentence, thread, lead, page)


def _see(clause: Clause, thread: Thread) -> Thread:
    named = [e for _, e in clause.entities(clause.start, clause.end, "O")]
    if not named:
        return thread
    seen = [e for e in thread.seen if e not in named] + named
    home = thread.home or (named[0] if not clause.page.yearbook else None)
    return replace(thread, seen=tuple(seen[-_KEPT:]), home=home)


def _posts(clause: Clause, thread: Thread) -> Thread:
    """知事改称县长: the office whose holders are listed goes on under another name."""
    if thread.body is None or thread.body.type != "Organization":
        return thread
    turned = pattern("[\u4e00-\u9fff]{2,4}(?:改称|改名|改为)(?P<post>[\u4e00-\u9fff]{2,5})$").search(
        clause.text
    )
    if turned is not None and turned["post"].endswith(("长", "主任", "主席", "书记", "知事")):
        return replace(thread, post=(thread.body, turned["post"]))
    return thread


def _opening(clause: Clause) -> tuple[Entity, ...]:
    """The subject that stands at the head of the clause; it holds for the clauses behind it."""
    first = next(clause.groups(clause.end), None)
    if first is None or first.role != "lead":
        return ()
    ahead = clause.line.text[clause.start : first.start]
    titled = pattern(
        "(?:\\s|<T>|<B>|[其中同时当年会上]|<Q>)*(?:[\u4e00-\u9fff]{0,10}(?:长|书记|主任|主席|员|师|者|乡绅|绅士|士绅|绅|商人|人|士|生|民))?$"
    )
    person = [e for _, e in clause.entities(first.end, min(first.end + 12, clause.end), "N")]
    if not titled.fullmatch(ahead):
        return ()
    behind = clause.line.text[first.end : first.end + 12]
    if first.members[-1].type != "Person" and person and pattern("[\u4e00-\u9fff]{1,10}<N>").match(behind):
        return (person[0],)
    return tuple(e for e in first.members if e.type != "Facility")


def _follow(sentence: Line, thread: Thread, lead: tuple[Entity, ...], page: Page) -> Thread:
    """What a sentence leaves to the next one."""
    named = [item for item in sentence.items.values() if isinstance(item, Mention)]
    reset = pattern("^(?:<T>)?(?:全[市县省区州镇乡院校局系]|全年|年末|年内|当年)").match(sentence.text)
    event = next((m.entity for m in reversed(named) if m.type == "Event"), None)
    if event is not None and page.card is None:
        thread = replace(thread, event=event)
    if reset is not None:
        return replace(thread, lead=())
    kept = tuple(e for e in lead if e.type == "Organization" and not e.name.endswith(_LEADERS))
    return replace(thread, lead=kept) if lead else thread
