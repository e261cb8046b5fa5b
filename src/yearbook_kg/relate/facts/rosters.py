"""Rosters: lists and tables of those who held an office, by line, by colon and by row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from yearbook_kg.model import Tenure
from yearbook_kg.relate.facts.clauses import Clause
from yearbook_kg.relate.facts.forms import Reader, pattern
from yearbook_kg.relate.facts.lines import LISTS, bracket
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

_UNSEEN_NAME = "[\u4e00-\u9fff](?:\\s?[\u4e00-\u9fff]){1,3}<B>?[、,\\s]+"
# 张三(1956—1966)、革委会主任李四: a row may change the post
_POSTED = f"(?:[\u4e00-\u9fff]{{0,6}}?{HEAD})?\\s?"
_ROW = f"(?:[、,\\s和]*(?:{_UNSEEN_NAME})?<N>(?:<B>)?)+"
_MIXED_ROW = f"(?:[、,\\s和]*(?:{_UNSEEN_NAME})?{_POSTED}<N>(?:<B>)?)+"
_OWN_POST = pattern(f"(?:^|(?<=[、,\\s和]))(?P<what>[\u4e00-\u9fff]{{0,6}}?{HEAD})\\s?$")
# 局(馆)长:张三: one office in two bodies
_PLATES = "(?P<rank>副|常务副)?(?P<kind>[\u4e00-\u9fff])(?P<note><B>)(?P<head>长|主任|书记)"
_TWO_PLATES = pattern(f"{_PLATES}\\s*[::]?\\s*(?P<who>{_ROW})")
_HEADED = pattern(lambda: f"(?:历任|历届)?(?P<what>{posts_pattern()})")


def _listed_posts() -> str:
    """Posts before a colon, where any words may tell what the post is of: 老龄办主任."""
    one = f"(?:(?:<O>|<R>|<P>)(?:<B>)?的?)?(?:{post_pattern()})"
    return f"{one}(?:<B>)?(?:\\s?[、兼和及]\\s?{one}(?:<B>)?){{0,5}}"


_ROSTER = pattern(
    lambda: (
        f"(?:^|(?<=[,;。、\\s]))(?:历任|现任|历届|历年|时任)?(?P<what>{_listed_posts()})\\s*[::]\\s*"
        f"(?P<who>{_MIXED_ROW})?"
    )
)


@dataclass(slots=True)
class Roster:
    """What a sentence that lists office-holders tells.

    clause: the sentence as one clause. found: the tenures. waiting: the post that the lines below fill where
    the sentence ends in a list (历任知事:).
    """

    clause: Clause
    found: list[Tenure] = field(default_factory=list)
    waiting: Office | None = None


def _behind_colons(roster: Roster) -> None:
    """党委书记、局长:刘志辉;副局长:黄秋明、尹春华(女)."""
    clause, text = roster.clause, roster.clause.line.text
    for match in _ROSTER.finditer(marked(text), clause.start, clause.end):
        held = list(offices(clause, *match.span("what")))
        if held and not text[match.end() :].strip(" 。;、"):
            roster.waiting = held[-1]
        if match["who"] is not None:
            roster.found += _row(clause, held, match.span("who"), match.start("what"))


def _in_rows(roster: Roster) -> None:
    clause, shape = roster.clause, marked(roster.clause.line.text)
    if not roster.found and _ROWS.fullmatch(shape) is not None:
        for part in _ONE_ROW.finditer(shape):
            held = list(offices(clause, *part.span("what")))
            roster.found += _row(clause, held, part.span("who"), part.start())


def _in_table(roster: Roster) -> None:
    clause = roster.clause
    if roster.found or roster.waiting is not None:
        return
    row = _TABLE_ROW.fullmatch(marked(clause.line.text))
    if row is not None:
        held = list(offices(clause, *row.span("what")))
        roster.found += _row(clause, held, row.span("who"), row.start("who"))


def _by_name(roster: Roster) -> None:
    clause = roster.clause
    if roster.found or roster.waiting is not None:
        return
    bare = _NAMES_ONLY.fullmatch(marked(clause.line.text))
    if bare is None:
        return
    post = clause.thread.post
    if bare["what"]:
        held = list(offices(clause, *bare.span("what")))
    else:
        held = [Office(*post, 0.88)] if post is not None else []
    roster.found += _row(clause, held, bare.span("who"), bare.start("who"))
    roster.waiting = held[-1] if held else None


def headed_post(clause: Clause) -> None:
    """Carry the thread below a heading that names an office (历任县长, 县法院院长更迭): its holders follow.

    clause: the heading as one clause.
    """
    text = clause.line.text
    if not LISTS.search(text):
        return
    match = _HEADED.search(marked(text))
    held = list(offices(clause, *match.span("what"))) if match is not None else []
    if held:
        clause.thread.post = (held[-1].body, held[-1].post)


# 副局长 王大力 赵一平 纪检组长 李小明: several offices on one line
_ROWS = pattern(
    lambda: f"\\s*{posts_pattern()}\\s+{_ROW}(?:[\\s,;]+{posts_pattern()}\\s+{_ROW}){{1,12}}\\s*[。;]?\\s*"
)
_ONE_ROW = pattern(lambda: f"(?P<what>{posts_pattern()})\\s+(?P<who>{_ROW})")
# 副局长 王大力 赵一平: a line of a list, its post left out where the line above gives it
_NAMES_ONLY = pattern(
    lambda: (
        f"\\s*(?:(?:历任|现任|历届)?(?P<what>{posts_pattern()})\\s+)?"
        f"(?P<who>{_ROW})(?:\\s*[男女])?(?:\\s*<T>)?\\s*[。;]?\\s*"
    )
)
# 王大力 男 书记 1950.3—1952.8: a row of a table of office-holders
_TABLE_ROW = pattern(
    lambda: (
        "\\s*(?P<who><N>)(?:<B>)?\\s+(?:[男女]\\s+)?(?:<P>\\s+)?"
        f"(?P<what>{posts_pattern()})(?:\\s+<T>)?\\s*[。;]?\\s*"
    )
)


def _row(clause: Clause, held: list[Office], who: tuple[int, int], start: int) -> list[Tenure]:
    found: list[Tenure] = []
    at = who[0]
    shape = marked(clause.line.text)
    for place, person in clause.entities(*who, "N"):
        other = _OWN_POST.search(shape[:place], at)
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


def _two_plates(roster: Roster) -> None:
    """局(馆)长:骆伟雄;副局(馆)长:侯月娥、丘仕强: the same persons head two bodies."""
    clause = roster.clause
    for match in _TWO_PLATES.finditer(clause.line.text, clause.start, clause.end):
        note = bracket(clause.line, match.start("note"))
        for kind in (match["kind"], note.text if note is not None else ""):
            post = f"{match['rank'] or ''}{kind}{match['head']}"
            body = owner_of(clause, f"{kind}{match['head']}") if kind else None
            if body is not None and body.type == "Organization":
                roster.found += _row(clause, [Office(body, post, 0.88)], match.span("who"), match.start())


ROSTERS = (
    Reader(_behind_colons, _ROSTER),
    Reader(_two_plates, _TWO_PLATES),
    Reader(_in_rows, _ROWS),
    Reader(_in_table, _TABLE_ROW),
    Reader(_by_name, _NAMES_ONLY),
)
