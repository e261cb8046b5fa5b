"""Rosters: lists and tables of those who held an office, by line, by colon and by row."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from yearbook_kg.model import Tenure
from yearbook_kg.relate.facts.clauses import Clause, Thread
from yearbook_kg.relate.facts.lines import Form, bracket, pattern
from yearbook_kg.relate.facts.posts import (
    HEAD,
    Office,
    marked,
    offices,
    owner_of,
    post_pattern,
    posts_pattern,
)
from yearbook_kg.relate.facts.tenures import as_noted, tenure

_ROSTER = "(?:^|(?<=[,;。、\\s]))(?:历任|现任|历届|历年|时任)?(?P<what>{posts})\\s*[::]\\s*(?P<who>{people})?"
_UNSEEN_NAME = "[\u4e00-\u9fff](?:\\s?[\u4e00-\u9fff]){1,3}<B>?[、,\\s]+"
# 张三(1956—1966)、革委会主任李四: a row may change the post
_POSTED = f"(?:[\u4e00-\u9fff]{{0,6}}?{HEAD})?\\s?"
_ROW = f"(?:[、,\\s和]*(?:{_UNSEEN_NAME})?<N>(?:<B>)?)+"
_MIXED_ROW = f"(?:[、,\\s和]*(?:{_UNSEEN_NAME})?{_POSTED}<N>(?:<B>)?)+"
_OWN_POST = f"(?:^|(?<=[、,\\s和]))(?P<what>[\u4e00-\u9fff]{{0,6}}?{HEAD})\\s?$"
# 局(馆)长:张三: one office in two bodies
_PLATES = "(?P<rank>副|常务副)?(?P<kind>[\u4e00-\u9fff])(?P<note><B>)(?P<head>长|主任|书记)"
_TWO_PLATES = f"{_PLATES}\\s*[::]?\\s*(?P<who>{_ROW})"


@cache
def _listed_posts() -> str:
    """Posts before a colon, where any words may tell what the post is of: 老龄办主任."""
    one = f"(?:(?:<O>|<R>|<P>)(?:<B>)?的?)?(?:{post_pattern()})"
    return f"{one}(?:<B>)?(?:\\s?[、兼和及]\\s?{one}(?:<B>)?){{0,5}}"


def rosters(clause: Clause) -> tuple[list[Tenure], Office | None]:
    """Read a sentence that lists office-holders: 党委书记、局长:刘志辉;副局长:黄秋明、尹春华(女).

    clause: the sentence as one clause. Returns the tenures, and the post that the lines below fill where the
    sentence ends in a list (历任知事:).
    """
    text = clause.line.text
    found: list[Tenure] = []
    waiting: Office | None = None
    source = _ROSTER.replace("{posts}", _listed_posts()).replace("{people}", _MIXED_ROW)
    for match in pattern(source).finditer(marked(text), clause.start, clause.end):
        held = list(offices(clause, *match.span("what")))
        if held and not text[match.end() :].strip(" 。;、"):
            waiting = held[-1]
        if match["who"] is not None:
            found += _row(clause, held, match.span("who"), match.start("what"))
    found += _two_plates(clause)
    if not found and _rows().fullmatch(marked(text)) is not None:
        for part in _one_row().finditer(marked(text)):
            found += _row(clause, list(offices(clause, *part.span("what"))), part.span("who"), part.start())
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
def _one_row() -> Form:
    return pattern(f"(?P<what>{posts_pattern()})\\s+(?P<who>{_ROW})")


@cache
def _rows() -> Form:
    """副局长 王大力 赵一平 纪检组长 李小明: several offices on one line."""
    row = f"{posts_pattern()}\\s+{_ROW}"
    return pattern(f"\\s*{row}(?:[\\s,;]+{row}){{1,12}}\\s*[。;]?\\s*")


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
    found: list[Tenure] = []
    at = who[0]
    shape = marked(clause.line.text)
    own = pattern(_OWN_POST)
    for place, person in clause.entities(*who, "N"):
        other = own.search(shape[:place], at)
        posts = held
        if other is not None:
            named = list(offices(clause, *other.span("what")))
            body = held[-1].body if held else None
            posts = [replace(office, body=body or office.body) for office in named] or held
        at = place + 1
        found += [
            tenure(clause, person, office, (start, place + 1), None)
            for office in as_noted(clause, place, posts)
        ]
    return found


def _two_plates(clause: Clause) -> list[Tenure]:
    """局(馆)长:骆伟雄;副局(馆)长:侯月娥、丘仕强: the same persons head two bodies."""
    found: list[Tenure] = []
    for match in pattern(_TWO_PLATES).finditer(clause.line.text, clause.start, clause.end):
        note = bracket(clause.line, match.start("note"))
        for kind in (match["kind"], note.text if note is not None else ""):
            post = f"{match['rank'] or ''}{kind}{match['head']}"
            body = owner_of(clause, f"{kind}{match['head']}") if kind else None
            if body is not None and body.type == "Organization":
                found += _row(clause, [Office(body, post, 0.88)], match.span("who"), match.start())
    return found
