"""Facts: what the page says about the things it names, everything but the figures.

The body is read once, sentence by sentence and clause by clause (``lines``, ``clauses``), with a thread that
remembers whom and what the prose is about (``course``). Each family of rules (``honours``, ``tenures`` …) is
a table of readers with the patterns that they look for; ``reading`` asks of each clause, by the words that
it holds (``sieve``), only those that may find something. What the metadata says comes from ``page``, the
divisions from ``places``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as parts
from dataclasses import replace
from operator import attrgetter

from yearbook_kg.model import (
    Change,
    Claim,
    Conferral,
    Entity,
    EntityType,
    Entry,
    Evidence,
    Fact,
    Resolution,
    Tenure,
)
from yearbook_kg.relate.facts.clauses import Clause, Thread
from yearbook_kg.relate.facts.course import HEADING, Course, after_heading
from yearbook_kg.relate.facts.fields import contradicted
from yearbook_kg.relate.facts.lines import Paragraph, paragraphs
from yearbook_kg.relate.facts.page import page_facts
from yearbook_kg.relate.facts.places import division_facts
from yearbook_kg.relate.facts.reading import read
from yearbook_kg.relate.facts.rosters import headed_post

__all__ = ["find_facts"]


def find_facts(entry: Entry, resolution: Resolution) -> tuple[Fact, ...]:
    """Return every fact of the entry but its observations, each once, in the order of its evidence.

    A fact told twice keeps the surer of its evidences. Entities that the page names carry the kind and code
    that the resolution gave them. Nothing is read and nothing raised: a page without a body has no facts.

    >>> from yearbook_kg.model import Context, Mention, Page, Section
    >>> text = "市政府印发《办法》。"
    >>> entry = Entry(Page(text, "-", "p"), "p", "析出资源", "body", (), (Section(0, 10),), 0, 10)
    >>> government, work = Entity("吉安市人民政府", "Organization"), Entity("办法", "Work")
    >>> names = (
    ...     Mention(0, 3, "市政府", "Organization", "short form", 1.0, government),
    ...     Mention(5, 9, "《办法》", "Work", "title", 1.0, work),
    ... )
    >>> (fact,) = find_facts(entry, Resolution(names, (), (), (), Context(None, None, None, None)))
    >>> fact.subject.name, fact.predicate, fact.object.name, text[fact.evidence.start : fact.evidence.end]
    ('办法', 'issuedBy', '吉安市人民政府', '印发《办法》')
    """
    told = list(_told(entry, resolution))
    placed = {
        f.subject.name
        for f in told
        if isinstance(f, Claim) and f.predicate == "locatedIn" and isinstance(f.subject, Entity)
    }
    known = {(m.entity.name, m.entity.type): m.entity for m in resolution.mentions if m.entity is not None}
    best: dict[object, Fact] = {}
    for fact in (*page_facts(entry, resolution), *told, *division_facts(entry, resolution, placed)):
        settled = _settle(fact, known)
        key = _key(settled)
        if settled.evidence.confidence > best.setdefault(key, settled).evidence.confidence:
            best[key] = settled
    for claim in contradicted(entry, tuple(best.values())):
        best[_key(claim)] = claim
    return tuple(sorted(best.values(), key=lambda fact: (fact.evidence.start, fact.evidence.end)))


_KINDS: tuple[type[Fact], ...] = (Claim, Conferral, Tenure, Change)
# what of a fact may be an entity
_ENTITIES = {kind: tuple(part.name for part in parts(kind) if "Entity" in str(part.type)) for kind in _KINDS}


def _settle(fact: Fact, known: dict[tuple[str, EntityType], Entity]) -> Fact:
    """The fact with every entity as the page's mentions carry it."""
    changed: dict[str, Entity] = {}
    for part in _ENTITIES[type(fact)]:
        value = getattr(fact, part)
        if isinstance(value, Entity):
            same = known.get((value.name, value.type), value)
            if same is not value and same != value:
                changed[part] = same
    return replace(fact, **changed) if changed else fact  # type: ignore[arg-type]


# what makes two facts one: all that they say, but not who granted it, when and how
_SAID: dict[type[Fact], attrgetter[object]] = {
    Claim: attrgetter("subject", "predicate", "object"),
    Conferral: attrgetter("recipient", "honour"),
    Tenure: attrgetter("person", "organization", "post"),
    Change: attrgetter("original", "resulting", "kind"),
}


def _key(fact: Fact) -> object:
    return type(fact), _SAID[type(fact)](fact)


def _headed(paragraph: Paragraph, division: Entity | None) -> Iterator[Claim]:
    """A body whose name heads a paragraph of the page lies in the page's division."""
    first = paragraph.sentences[0]
    headed = HEADING.match(first.text)
    if headed is not None and division is not None:
        mention = first.mention(headed.start("org"))
        if mention.entity is not None:
            evidence = Evidence(mention.start, mention.end, "body of the page", 0.85)
            yield Claim(mention.entity, "locatedIn", division, evidence)


def _told(entry: Entry, resolution: Resolution) -> Iterator[Fact]:
    course = Course(entry, resolution)
    thread = Thread(event=course.page.card)
    section = -1
    for paragraph in paragraphs(entry, resolution):
        if paragraph.section != section:
            section = paragraph.section
            thread = course.section(section, thread)
        course.paragraph(paragraph, thread)
        if paragraph.heading is not None:
            heading = paragraph.heading
            headed_post(Clause(heading, 0, len(heading.text), (), thread, resolution, course.page))
        yield from _headed(paragraph, resolution.context.division)
        for sentence in after_heading(paragraph):
            yield from read(sentence, thread, resolution, course.page)
        if thread.former is not None:
            yield thread.former
            thread.former = None
