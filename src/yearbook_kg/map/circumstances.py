"""What the page tells of a fact besides the words that say it: the year that holds there, the games.

A yearbook says the year once, on its cover; a sentence names the games once, and then lists what was won.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from yearbook_kg import prose
from yearbook_kg.model import (
    Claim,
    Conferral,
    Document,
    Entity,
    Evidence,
    Fact,
    Interval,
    Mention,
    PartialDate,
)
from yearbook_kg.timeline import year_at

_CONTESTS = frozenset({"games", "competition", "festival", "exhibition"})
_LASTING = frozenset({"campaign", "war", "disaster"})  # they go on, or are looked back upon
# An award of the contest is named by what was won alone: 团体总分三等奖, 女子举重54公斤级金牌.
_AWARD = re.compile(r"奖|冠军|亚军|季军|[金银铜]牌|第[一二三四五六七八九十\d]+名|优胜|名次|总分")
_ELSEWHERE = re.compile(r"[“\"]?(?:全|国家|[省市县区州]|中国|.{2,8}?(?:省|市|县|区|州|部|厅|局|委))")
_PREFECTURE = re.compile(r".{2,5}?(?:地区|专区|自治州|盟)(?!域)")
_LEVELS = (
    ("县", re.compile("全县|县直|县级|县委|区级|区直")),
    ("乡", re.compile("全镇|全乡|镇级|乡级|街道级")),
)
_MEETS = frozenset({"organized", "coOrganized", "participatedIn", "eventPlace"})
_SURE = 0.7  # of a year that the page gives and not the sentence


def complete(document: Document) -> Document:
    """Return a document whose conferrals and events have the year, event and level that the page tells.

    What a fact says itself stays. The year comes from the timeline of a yearbook, never of a gazetteer.
    """
    facts: list[Fact] = [
        _conferral(document, fact) if isinstance(fact, Conferral) else fact for fact in document.facts
    ]
    if any(isinstance(fact, Conferral) and fact.event is None for fact in facts):
        contests = _Contests(document)
        facts = [contests.place(fact) if isinstance(fact, Conferral) else fact for fact in facts]
    return replace(document, facts=(*facts, *_event_years(document)))


def _year(document: Document, offset: int) -> int | None:
    if document.resolution.context.year is None:
        return None
    return year_at(document.resolution.years, offset)


def _conferral(document: Document, fact: Conferral) -> Conferral:
    name = fact.honour.name
    if _PREFECTURE.match(name):
        fact = replace(fact, level="地区")
    elif fact.level is None:
        fact = replace(fact, level=next((level for level, words in _LEVELS if words.match(name)), None))
    if fact.time is None and (year := _year(document, fact.evidence.start)) is not None:
        fact = replace(fact, time=Interval(PartialDate(year), PartialDate(year)))
    return fact


def _event_years(document: Document) -> Iterator[Claim]:
    """The year of each event that somebody holds or takes part in and that has none of its own."""
    claims = [fact for fact in document.facts if isinstance(fact, Claim)]
    dated = {claim.subject for claim in claims if claim.predicate == "eventYear"}
    for claim in claims:
        if claim.predicate not in _MEETS:
            continue
        event = next((end for end in (claim.subject, claim.object) if _is_dated_event(end)), None)
        year = _year(document, claim.evidence.start)
        if isinstance(event, Entity) and event not in dated and year is not None:
            dated.add(event)
            evidence = replace(claim.evidence, rule="year of the page", confidence=_SURE)
            yield Claim(event, "eventYear", PartialDate(year), evidence)


def _is_dated_event(end: object) -> bool:
    # a name with a year in it may be of another year than the sentence
    return (
        isinstance(end, Entity)
        and end.type == "Event"
        and end.kind not in _LASTING
        and not re.search(r"\d{4}", end.name)
    )


class _Contests:
    """The contests that a page names, by the sentence."""

    def __init__(self, document: Document) -> None:
        entry = document.entry
        self._sentences = [
            span for part in entry.sections for span in prose.sentences(entry.text, part.start, part.end)
        ]
        self._sentences.sort()
        self._contests = [mention for mention in document.resolution.mentions if _is_contest(mention)]

    def place(self, fact: Conferral) -> Conferral:
        """Return a conferral with the contest named last before it in its sentence, if it is an award."""
        name = fact.honour.name
        if fact.event or not _AWARD.search(name) or _ELSEWHERE.match(name):
            return fact
        contest = self._before(fact.evidence)
        return replace(fact, event=contest.entity) if contest else fact

    def _before(self, evidence: Evidence) -> Mention | None:
        index = bisect_right(self._sentences, evidence.start, key=lambda span: span[0]) - 1
        last = bisect_right(self._contests, evidence.start, key=lambda mention: mention.start) - 1
        if index < 0 or last < 0 or self._contests[last].start < self._sentences[index][0]:
            return None
        return self._contests[last]


def _is_contest(mention: Mention) -> bool:
    return mention.entity is not None and mention.type == "Event" and mention.entity.kind in _CONTESTS
