"""The course of the text: whom and what a section, a paragraph and a sentence leave to the next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from yearbook_kg import fields
from yearbook_kg.model import Entity, Entry, Frame, Mention, Resolution
from yearbook_kg.relate.facts.clauses import Clause, Page, Thread
from yearbook_kg.relate.facts.forms import pattern, sign
from yearbook_kg.relate.facts.lines import Line, Paragraph
from yearbook_kg.relate.facts.lives import protagonist
from yearbook_kg.relate.facts.page import TERRITORY
from yearbook_kg.timeline import times_between

# leaders give orders and congratulate; the next sentence is about the body of the page again
_LEADERS = (
    *("政府", "县委", "市委", "省委", "区委", "州委", "镇委", "乡委", "国务院", "中央"),
    *("人大常委会", "委员会办公室", "党委"),
)
_KEPT = 40
# a body named within so many characters of a heading opens its text
_NEAR = 40
# 粮管所 1950年设…: a name and a blank are a heading, even where nothing else marks it
HEADING = pattern("\\s*(?P<org><O>)(?:<B>)?[\\s\\u3000\\u2002\\u2003]+(?=.)")
# 长庆寺塔 在县城西…: the same of a building, a site or a work
_THING = pattern("\\s*(?P<thing>[<F><W>])(?:<B>)?(?:石刻|遗址|旧址|故址)?[\\s\\u3000\\u2002\\u2003]+(?=.)")
# 苏步青,1902年生: a life of somebody whose name went unseen is not the life before
_NEW_LIFE = pattern(
    "\\s*[\u4e00-\u9fff](?:\\s?[\u4e00-\u9fff]){1,3}(?:<B>|[,,\\s](?:男|女|字|号|原名|又名|<T>(?:生|出生)|[^,。]{0,8}人[,,。]))"
)
# 【吴昌盛】 男,1962年生: the name in the heading went unseen
_UNSEEN_LIFE = pattern("\\s*(?:男|女)[,,、(]")
_WHOLE = pattern("(?:<T>)?(?:全[市县省区州镇乡院校局系]|全年|年末|年内|当年)")
_EVENT = sign("E")
_BEARER = pattern("[\u4e00-\u9fff]{1,10}(?P<who><N>)")
_TITLED = pattern(
    "(?:\\s|<T>|<B>|[其中同时当年会上]|<Q>)*(?:[\u4e00-\u9fff]{0,10}"
    "(?:长|书记|主任|主席|员|师|者|乡绅|绅士|士绅|绅|商人|人|士|生|民))?"
)


def page_of(entry: Entry, resolution: Resolution) -> Page:
    """What is true of the page as a whole."""
    title = fields.name(entry)
    yearbook = resolution.context.year is not None
    card = hero = thing = None
    if title is not None and entry.kind in ("事件", "人物"):
        kind = "Event" if entry.kind == "事件" else "Person"
        named = [m.entity for m in resolution.mentions if m.type == kind and m.start == title.start]
        if kind == "Event":
            card = next(iter(named), None) or Entity(title.name, "Event")
        else:
            hero = next(iter(named), None) or Entity(title.name, "Person")
    if title is not None and entry.kind in ("实物", "专题"):
        things = (m.entity for m in resolution.mentions if m.type in ("Facility", "Place"))
        thing = next((e for e in things if e is not None and e.name == title.name), None)
    main = _main(entry, resolution, title) if yearbook else _titled(resolution, title)
    own = title is not None and not yearbook and TERRITORY.search(title.name) is not None
    territory = resolution.context.division if own else None
    return Page(entry.id, entry.kind, card, yearbook, main, hero, thing, territory)


# a chronicle, lives and lists of names are about many
_MANY = re.compile(r"大事|要闻|人物|传略|英烈|烈士|名人|名录|名单|附录|概况|综述|概述|专记|特载")
_NUMBERED = re.compile(r"^(?:第[一二三四五六七八九十百\d]+[编篇章节目]|[一二三四五六七八九十]+、|[\d.]+)\s*")


def _titled(resolution: Resolution, title: fields.Named | None) -> Entity | None:
    """第四节 县人民医院: the body that is the title of a gazetteer's page, its number left out."""
    if title is None:
        return None
    number = _NUMBERED.match(title.name)
    start = title.start + (number.end() if number is not None else 0)
    words = title.name[number.end() :] if number is not None else title.name
    bodies = [m for m in resolution.mentions if m.type == "Organization"]
    exact = next((m.entity for m in bodies if m.start == start and m.end == title.end), None)
    return exact or next((m.entity for m in bodies if m.text == words), None)


def _main(entry: Entry, resolution: Resolution, title: fields.Named | None) -> Entity | None:
    """Whom a yearbook's sentences are about: the page's body, its place, else the body that acts most.

    教育 of 青阳县: 青阳县教育局, named in the first section, before the schools.
    """
    context = resolution.context
    if context.organization is not None:
        return context.organization
    words = title.name if title is not None else ""
    if context.division is not None and words == context.division.name:
        return context.division
    framed = {frame.organization for frame in context.frames if frame.organization is not None}
    if _MANY.search(words) or len(framed) > 1:
        return None
    first = entry.sections[0].end if entry.sections else 0
    home = context.division.name if context.division is not None else None
    counts: Counter[Entity] = Counter()
    scores: Counter[Entity] = Counter()
    for mention in resolution.mentions:
        body = mention.entity
        if body is None or body.type != "Organization" or body.name.endswith(_LEADERS):
            continue
        if not entry.body_start <= mention.start < entry.body_end:
            continue
        if body not in counts and home is not None and body.name.startswith(home):
            scores[body] += 2 * _shares(words, body.name) + (mention.start < first)
        counts[body] += 1
        scores[body] += 1
    ranked = sorted(scores, key=lambda body: (-scores[body], len(body.name)))
    if not ranked or (counts[ranked[0]] < 2 and scores[ranked[0]] < 3):
        return None
    first_of = ranked[0]
    # its own sections are no rivals
    rivals = [body for body in ranked[1:] if not body.name.startswith(first_of.name)]
    return first_of if not rivals or scores[rivals[0]] < scores[first_of] else None


class Course:
    """Opens the thread of every section and paragraph; holds the page's look-ups, each by bisection."""

    def __init__(self, entry: Entry, resolution: Resolution) -> None:
        self.entry = entry
        self.resolution = resolution
        self.page = page_of(entry, resolution)
        self._starts = [mention.start for mention in resolution.mentions]
        self._frames = [frame.start for frame in resolution.context.frames]

    def section(self, index: int, before: Thread) -> Thread:
        """The thread at the head of a section: its frame, the event of its heading, what outlives it."""
        section = self.entry.sections[index]
        frame = self._frame(index)
        home = frame.organization if frame else None
        headed = self._headed(section.heading_start, section.heading_end)
        events = [m.entity for m in headed if m.type == "Event" and m.entity is not None]
        span = (section.heading_start, section.heading_end)
        named = (m.entity for m in headed if m.type in ("Facility", "Place") and (m.start, m.end) == span)
        nested = section.level > 1
        return Thread(
            frame=frame,
            body=home,
            home=home,
            heading=section.heading or "",
            event=events[-1] if events else self.page.card,
            headed=events[-1] if events else self.page.card,
            titled=next(named, self.page.thing),
            seen=before.seen,
            person=self.page.hero or (before.person if nested else None),
            post=before.post if nested else None,
            dated=self._dated(index),
        )

    def _headed(self, start: int, end: int) -> tuple[Mention, ...]:
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end - 1)
        return self.resolution.mentions[low:high] if start >= 0 else ()

    def _frame(self, index: int) -> Frame | None:
        section = self.entry.sections[index]
        at = bisect_right(self._frames, section.start) - 1
        frame = self.resolution.context.frames[at] if at >= 0 else None
        if frame is None:
            frame = Frame(section.start, section.end, None, self.resolution.context.division)
        if frame.organization is None and self.page.main is not None:
            return Frame(frame.start, frame.end, self.page.main, frame.place)
        if frame.organization is None and self.page.yearbook and section.parent is not None:
            return Frame(frame.start, frame.end, self._opens(index), frame.place)
        return frame

    def _opens(self, index: int) -> Entity | None:
        """公安 (概况: 市公安局有…, 打击犯罪, …): the body that the text under the heading opens with."""
        home = self.resolution.context.division
        parent = self.entry.sections[index].parent
        while parent is not None and self.entry.sections[parent].parent is not None:
            parent = self.entry.sections[parent].parent
        if parent is None or home is None:
            return None
        start = self.entry.sections[parent].start
        low = bisect_left(self._starts, start)
        near = self.resolution.mentions[low : low + 6]
        body = next((m.entity for m in near if m.type == "Organization" and m.start < start + _NEAR), None)
        fits = body is not None and body.name.startswith(home.name) and not body.name.endswith(_LEADERS)
        return body if fits else None

    def _dated(self, index: int | None) -> bool:
        """Whether the heading of the section, or one above it, is a date, as in a chronicle."""
        while index is not None:
            section = self.entry.sections[index]
            start, end = section.heading_start, section.heading_end
            if start >= 0 and times_between(self.resolution.times, start, end + 1):
                return True
            index = section.parent
        return False

    def paragraph(self, paragraph: Paragraph, thread: Thread) -> None:
        """Carry the thread to the head of a paragraph: a new life, a body that heads it, or the section's."""
        first = paragraph.sentences[0]
        headed = HEADING.match(first.text)
        if headed is not None and not self.page.yearbook:
            thread.body = thread.home = first.mention(headed.start("org")).entity
            thread.person = None
        elif (thing := self._thing(first)) is not None:
            thread.titled = thing
            thread.body = thread.home = thing if thing.type == "Facility" else None
            thread.person = None
        elif self.page.hero is not None:
            return
        elif _UNSEEN_LIFE.match(first.text) and thread.frame is not None:
            thread.frame = Frame(thread.frame.start, thread.frame.end, None, thread.frame.place)
            thread.person = thread.body = None
        elif thread.person is not None and _NEW_LIFE.match(first.text):
            thread.person = thread.body = None
        elif (hero := protagonist(first)) is not None:
            thread.person, thread.body = hero, None
        thread.lead = ()

    def _thing(self, first: Line) -> Entity | None:
        """The building, site or work whose name heads a line of a gazetteer."""
        thing = _THING.match(first.text) if not self.page.yearbook else None
        return first.mention(thing.start("thing")).entity if thing is not None else None


def after_heading(paragraph: Paragraph) -> tuple[Line, ...]:
    """The sentences of a paragraph without the run-in name that heads it."""
    first, *rest = paragraph.sentences
    headed = HEADING.match(first.text)
    return (first.cut(headed.end(), len(first.text)), *rest) if headed is not None else paragraph.sentences


def see(clause: Clause) -> None:
    """Remember the bodies that the clause names."""
    thread = clause.thread
    named = [e for _, e in clause.entities(clause.start, clause.end, "O")]
    if not named:
        return
    names = {body.name for body in named}
    others = [body for body in thread.seen if body.name not in names or body not in named]
    thread.seen = (*others, *named)[-_KEPT:]
    if thread.home is None and not clause.page.yearbook:
        thread.home = named[0]


TURNED = pattern(
    "[\u4e00-\u9fff]{2,4}(?:改称|改名|改为)(?P<post>[\u4e00-\u9fff]{0,3}(?:长|主任|主席|书记|知事))"
)


def turn_post(clause: Clause) -> None:
    """知事改称县长: the office whose holders are listed goes on under another name."""
    thread = clause.thread
    if thread.body is None or thread.body.type != "Organization":
        return
    turned = TURNED.fullmatch(clause.line.text, clause.start, clause.end)
    if turned is not None:
        thread.post = (thread.body, turned["post"])


def opening(clause: Clause) -> tuple[Entity, ...]:
    """The subject that stands at the head of the clause; it holds for the clauses behind it.

    张家堡农民雷长顺: of a place and a person behind it, the person.
    """
    first = next(clause.groups(clause.end), None)
    if first is None or first.role != "lead":
        return ()
    if not _TITLED.fullmatch(clause.line.text, clause.start, first.start):
        return ()
    if first.members[-1].type != "Person":
        person = _BEARER.match(clause.line.text, first.end, min(first.end + 12, clause.end))
        if person is not None:
            named = clause.entity(person.start("who"))
            return (named,) if named is not None else ()
    return tuple(e for e in first.members if e.type != "Facility")


def follow(sentence: Line, thread: Thread, lead: tuple[Entity, ...], page: Page) -> None:
    """Leave to the next sentence what this one tells.

    A body that began a sentence goes on acting; one that came in behind a semicolon is dropped at the full
    stop, unless it is what the heading speaks of (消防工作: 消防支队). 全市 goes back to the section's body.
    """
    if page.card is None:
        at = sentence.text.rfind(_EVENT)
        thread.event = sentence.mention(at).entity if at >= 0 else thread.event
    stopped = sentence.text.rstrip().endswith(("。", "!", "!"))
    if lead:
        thread.lead = tuple(e for e in lead if e.type == "Organization" and _goes_on(e, thread))
        thread.fleeting = not thread.opens
    elif thread.lead and _WHOLE.match(sentence.text):
        main = thread.frame.organization.name if thread.frame and thread.frame.organization else ""
        if not (main and any(e.name.startswith(main) for e in thread.lead)):
            thread.lead = ()
    if stopped and thread.fleeting and not any(_shares(thread.heading, e.name) for e in thread.lead):
        thread.lead, thread.fleeting = (), False
    thread.opens = stopped


def _goes_on(body: Entity, thread: Thread) -> bool:
    """Whether a body is likely to act in the next sentence too: no leaders; of a town only its organs."""
    main = thread.frame.organization if thread.frame else None
    if main is not None and main.type == "Place":
        return body.name.startswith(main.name) and body.name.endswith(("会", "政府", "办事处"))
    return not body.name.endswith(_LEADERS)


def _shares(heading: str, name: str) -> bool:
    """Whether the heading and the name have two characters in a row in common."""
    return any(heading[at : at + 2] in name for at in range(len(heading) - 1))
