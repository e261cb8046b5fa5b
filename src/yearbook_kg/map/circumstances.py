"""What the page tells of a fact besides the words that say it: the year that holds there, the games.

A yearbook says the year once, on its cover; a sentence names the games once, and then lists what was won.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter, itemgetter

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
_YEAR = re.compile(r"\d{4}")
_MEETS = frozenset({"organized", "coOrganized", "participatedIn", "eventPlace"})
_SURE = 0.7  # of a year that the page gives and not the sentence


def complete(document: Document) -> Document:
    """Return a document whose conferrals and events have the year, event and level that the page tells.

    What a fact says itself stays. The year comes from the timeline of a yearbook, never of a gazetteer.
    """
    contests = _Contests(document)
    facts: list[Fact] = [
        _conferral(document, contests, fact) if isinstance(fact, Conferral) else fact
        for fact in document.facts
    ]
    facts += _event_years(document)
    return Document(document.entry, document.resolution, tuple(facts))


def _year(document: Document, offset: int) -> int | None:
    if document.resolution.context.year is None:
        return None
    return year_at(document.resolution.years, offset)


def _conferral(document: Document, contests: _Contests, fact: Conferral) -> Conferral:
    return Conferral(
        fact.recipient,
        fact.honour,
        fact.evidence,
        fact.time or _time(document, fact.evidence.start),
        _level(fact),
        fact.rank,
        fact.conferred_by,
        fact.event or contests.of(fact),
    )


def _time(document: Document, offset: int) -> Interval | None:
    year = _year(document, offset)
    return None if year is None else Interval(PartialDate(year), PartialDate(year))


def _level(fact: Conferral) -> str | None:
    if _PREFECTURE.match(fact.honour.name):
        return "地区"
    if fact.level is not None:
        return fact.level
    return next((level for level, words in _LEVELS if words.match(fact.honour.name)), None)


def _event_years(document: Document) -> Iterator[Claim]:
    """The year of each event that somebody holds or takes part in and that has none of its own."""
    claims = [fact for fact in document.facts if isinstance(fact, Claim)]
    dated = {claim.subject for claim in claims if claim.predicate == "eventYear"}
    for claim in claims:
        if claim.predicate not in _MEETS:
            continue
        event = next((end for end in (claim.subject, claim.object) if _is_dated_event(end)), None)
        if not isinstance(event, Entity) or event in dated:
            continue
        if (year := _year(document, claim.evidence.start)) is not None:
            dated.add(event)
            evidence = Evidence(claim.evidence.start, claim.evidence.end, "year of the page", _SURE)
            yield Claim(event, "eventYear", PartialDate(year), evidence)


def _is_dated_event(end: object) -> bool:
    # a name with a year in it may be of another year than the sentence
    return (
        isinstance(end, Entity)
        and end.type == "Event"
        and end.kind not in _LASTING
        and not _YEAR.search(end.name)
    )


class _Contests:
    """The contests that a page names, by the sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _sentences(self) -> list[prose.Span]:
        entry = self._document.entry
        return sorted(
            span for part in entry.sections for span in prose.sentences(entry.text, part.start, part.end)
        )

    @cached_property
    def _contests(self) -> list[Mention]:
        return [mention for mention in self._document.resolution.mentions if _is_contest(mention)]

    def of(self, fact: Conferral) -> Entity | None:
        """Return the contest that was named last before a conferral in its sentence, if it is an award."""
        name, start = fact.honour.name, fact.evidence.start
        if not _AWARD.search(name) or _ELSEWHERE.match(name):
            return None
        last = bisect_right(self._contests, start, key=attrgetter("start")) - 1
        if last < 0:
            return None
        index = bisect_right(self._sentences, start, key=itemgetter(0)) - 1
        if index < 0 or self._contests[last].start < self._sentences[index][0]:
            return None
        return self._contests[last].entity


def _is_contest(mention: Mention) -> bool:
    return mention.entity is not None and mention.type == "Event" and mention.entity.kind in _CONTESTS
