"""Reading a sentence clause by clause: which rules look at which clause, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from yearbook_kg import prose
from yearbook_kg.model import Claim, Conferral, Entity, Fact, Resolution, Tenure
from yearbook_kg.relate.facts.building import BUILDING
from yearbook_kg.relate.facts.clauses import ACTING, Clause, Page, Thread
from yearbook_kg.relate.facts.course import TURNED, follow, opening, see, turn_post
from yearbook_kg.relate.facts.events import EVENTS
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.honours import HONOURS
from yearbook_kg.relate.facts.lineage import LINEAGE, lineage
from yearbook_kg.relate.facts.lines import Line
from yearbook_kg.relate.facts.lives import LIVES
from yearbook_kg.relate.facts.places import PLACES
from yearbook_kg.relate.facts.posts import spellings
from yearbook_kg.relate.facts.rosters import ROSTERS, Roster
from yearbook_kg.relate.facts.sieve import Sieve
from yearbook_kg.relate.facts.sites import SITES
from yearbook_kg.relate.facts.story import Story
from yearbook_kg.relate.facts.tenures import TENURES, tenures
from yearbook_kg.relate.facts.works import WORKS

_SEEING = (Reader(see, pattern("<O>")),)
_TELLING = (*HONOURS, *WORKS, *EVENTS, *BUILDING, *SITES, *PLACES, *LIVES)
_TURNING = (Reader(turn_post, TURNED),)
_OPENING = (Reader(opening, ACTING),)
READERS = (*ROSTERS, *LINEAGE, *_SEEING, *_TELLING, *TENURES, *_TURNING, *_OPENING)


class Plan(NamedTuple):
    """The rules that may have something to say about a clause, each family in its order."""

    lineage: tuple[Callable[[Story], bool | None], ...]
    seeing: tuple[Callable[[Clause], None], ...]
    telling: tuple[Callable[[Clause], Iterator[Claim] | Iterator[Conferral]], ...]
    tenures: tuple[Callable[[Clause], Iterator[Tenure]], ...]
    turning: tuple[Callable[[Clause], None], ...]
    opening: tuple[Callable[[Clause], tuple[Entity, ...]], ...]


@cache
def sieve() -> Sieve:
    """The sieve of the forms of all rules; made when the first page is read."""
    return Sieve((form for reader in READERS for form in reader.forms), spellings())


# Clauses of a few kinds make up most of a book: the 2,150 of the development pages have 253 plans.
@lru_cache(maxsize=4096)
def _plan(possible: int) -> Plan | None:
    plan = Plan(
        _open(LINEAGE, possible),
        _open(_SEEING, possible),
        _open(_TELLING, possible),
        _open(TENURES, possible),
        _open(_TURNING, possible),
        _open(_OPENING, possible),
    )
    return plan if any(plan) else None


@lru_cache(maxsize=1024)
def _rosters(possible: int) -> tuple[Callable[[Roster], None], ...]:
    return _open(ROSTERS, possible)


_Told = TypeVar("_Told")
_Said = TypeVar("_Said")


def _open(readers: Iterable[Reader[_Told, _Said]], possible: int) -> tuple[Callable[[_Told], _Said], ...]:
    bit = sieve().bit
    return tuple(reader.read for reader in readers if any(possible & bit(form) for form in reader.forms))


def read(sentence: Line, thread: Thread, resolution: Resolution, page: Page) -> list[Fact]:
    """Return the facts of a sentence, and carry the thread behind it."""
    text = sentence.text
    spans = list(prose.clauses(text, 0, len(text)))
    *possible, whole = sieve().possible(text, [0, *(start for start, _ in spans[1:])])
    facts: list[Fact] = []
    if listing := _rosters(whole):
        roster = Roster(Clause(sentence, 0, len(text), (), thread, resolution, page))
        for step in listing:
            step(roster)
        facts += roster.found
        if roster.waiting is not None:
            thread.post = (roster.waiting.body, roster.waiting.post)
    listed = bool(facts)
    lead: tuple[Entity, ...] = ()
    for (start, end), bits in zip(spans, possible, strict=False):
        plan = _plan(bits)
        if plan is not None:
            clause = Clause(sentence, start, end, lead, thread, resolution, page)
            _tell(clause, plan, facts, listed=listed)
            for opens in plan.opening:
                lead = opens(clause) or lead
    follow(sentence, thread, lead, page)
    return facts


def _tell(clause: Clause, plan: Plan, facts: list[Fact], *, listed: bool) -> None:
    """Add the facts of one clause. listed: whether its sentence is a list of office-holders, read already."""
    if plan.lineage or plan.opening:  # who opens a clause may be whom the story goes on about
        facts += lineage(clause, plan.lineage)
    for sees in plan.seeing:
        sees(clause)
    for tell in plan.telling:
        facts += tell(clause)
    if plan.tenures and not listed:
        held = list(tenures(clause, plan.tenures))
        facts += held
        if held and held[-1].post is not None:
            clause.thread.office = (held[-1].organization, held[-1].post)
    for turn in plan.turning:
        turn(clause)
