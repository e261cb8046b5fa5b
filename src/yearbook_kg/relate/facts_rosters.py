"""Rosters: lists and tables of those who held an office, by line, by colon and by row."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from yearbook_kg.model import Tenure
from yearbook_kg.relate.facts_clauses import Clause, Thread
from yearbook_kg.relate.facts_lines import Form, pattern
from yearbook_kg.relate.facts_posts import Office, marked, offices, posts_pattern
from yearbook_kg.relate.facts_tenures import as_noted, tenure

_ROSTER = "(?:^|(?<=[,;。、\\s]))(?:历任|现任|历届|历年)?(?P<what>{posts})\\s*[::]\\s*(?P<who>{people})?"
_ROW = "(?:[、,\\s和]*(?:[\u4e00-\u9fff](?:\\s?[\u4e00-\u9fff]){1,3}<B>?[、,\\s]+)?<N>(?:<B>)?)+"


def rosters(clause: Clause) -> tuple[list[Tenure], Office | None]:
    """Read a sentence that lists office-holders: 党委书记、局长:刘志辉;副局长:黄秋明、尹春华(女).

    clause: the sentence as one clause. Returns the tenures, and the post that the lines below fill where the
    sentence ends in a list (历任知事:).
    """
    text = clause.line.text
    found: list[Tenure] = []
    waiting: Office | None = None
    source = _ROSTER.replace("{posts}", posts_pattern()).replace("{people}", _ROW)
    for match in pattern(source).finditer(marked(text), clause.start, clause.end):
        held = list(offices(clause, *match.span("what")))
        if held and not text[match.end() :].strip(" 。;、"):
            waiting = held[-1]
        if match["who"] is not None:
            found += _row(clause, held, match.span("who"), match.start("what"))
    if not found and waiting is None and (row := _table_row().fullmatch(marked(text))) is not None:
        found += _row(clause, list(offices(clause, *row.span("what"))), row.span("who"), row.start("who"))
    if not found and waiting is None and (bare := _names_only().fullmatch(marked(text))) is not None:
        post = clause.thread.post
        if bare["what"]:
            held = list(offices(clause, *bare.span("what")))
        else:
            held = [Office(*post, 0.88)] if post is not None else []
        found += _row(clause, held, bare.span("who"), bare.start("who"))
        waiting = held[-1] if held else None
    return found, waiting


def headed_post(clause: Clause) -> Thread:
    """The thread below a heading that names an office (历任县长, 县人民法院院长更迭): its holders follow.

    clause: the heading as one clause.
    """
    text = clause.line.text
    if not re.search("历任|历届|名录|名单|更迭|一览|名表|任职", text):
        return clause.thread
    match = pattern(f"(?:历任|历届)?(?P<what>{posts_pattern()})").search(marked(text))
    held = list(offices(clause, *match.span("what"))) if match is not None else []
    return replace(clause.thread, post=(held[-1].body, held[-1].post)) if held else clause.thread


@cache
def _names_only() -> Form:
    """副局长 王大力 赵一平: a line of a list, its post left out where the line above gives it."""
    what = f"(?:(?:历任|现任|历届)?(?P<what>{posts_pattern()})\\s+)?"
    return pattern(f"\\s*{what}(?P<who>{_ROW})(?:\\s*[男女])?(?:\\s*<T>)?\\s*[。;]?\\s*")


@cache
def _table_row() -> Form:
    """王大力 男 书记 1950.3—1952.8: a row of a table of office-holders."""
    return pattern(
        f"\\s*(?P<who><N>)(?:<B>)?\\s+(?:[男女]\\s+)?(?:<P>\\s+)?(?P<what>{posts_pattern()})(?:\\s+<T>)?\\s*[。;]?\\s*"
    )


def _row(clause: Clause, held: list[Office], who: tuple[int, int], start: int) -> list[Tenure]:
    return [
        tenure(clause, person, office, (start, at + 1), None)
        for at, person in clause.entities(*who, "N")
        for office in as_noted(clause, at, held)
    ]
