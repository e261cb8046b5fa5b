"""The headings of a body, found one by one: 【】 entries, bare lines, numbered trees, years and run-in heads.

Each heading has a rank; ``sections`` nests by it. Spans count in the text of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yearbook_kg.parse.lines import BLANKS, Line
from yearbook_kg.tables import load

_NUM = "一二三四五六七八九十百零〇廿"
_DIGITS = "0-9\uff10-\uff19"
# (kind, pattern of the number, rank): a heading of a lower rank holds those of a higher one.
_NUMBERED: tuple[tuple[str, str, int], ...] = (
    ("编", rf"第[{_NUM}{_DIGITS}]+[编篇卷]", 0),
    ("章", rf"第[{_NUM}{_DIGITS}]+章", 1),
    ("节", rf"第[{_NUM}{_DIGITS}]+节", 2),
    ("目", rf"第[{_NUM}{_DIGITS}]+目", 3),
    ("一、", rf"[{_NUM}]{{1,4}}[、.\uff0e]", 4),
    ("(一)", rf"[(\uff08][{_NUM}]{{1,4}}[)\uff09]、?", 5),
    ("1.", rf"[{_DIGITS}]{{1,2}}[.\uff0e、](?![{_DIGITS}])", 6),
    ("(1)", rf"[(\uff08][{_DIGITS}]{{1,2}}[)\uff09]、?", 7),
    ("①", r"[①-⑳]", 8),
)
BARE, BRACKET, YEAR, RUN_IN = "bare", "bracket", "year", "run-in"
RANKS = {kind: rank for kind, _, rank in _NUMBERED} | {YEAR: 50, RUN_IN: 100}

_NUMBER = re.compile("|".join(f"(?P<n{rank}>{pattern})" for _, pattern, rank in _NUMBERED))
_KIND = {f"n{rank}": kind for kind, _, rank in _NUMBERED}
# 【概况】 at the start of a line or behind the end of a sentence; a hard break inside is possible.
_BRACKETED = re.compile(
    rf"(?:(?<=\n)|(?<=[。;\uff1b!?\uff01\uff1f”)\uff09》])|\A)[{BLANKS}]*[【〖]([^【】〖〗。]{{1,40}})[】〗]"
)
_ERA = r"(?:民国|清|明|元|宋|唐|隋|汉|[^\W\d_]{2}(?=元年|[一二三四五六七八九十]{1,3}年))"
_YEAR = rf"(?:公元前?)?(?:[{_DIGITS}]{{3,4}}|[一二三四五六七八九〇零○O]{{4}}|(?:伪|清|明|元|宋|唐)?(?:[㐀-鿿]{{2}})[元{_NUM}{_DIGITS}]{{1,3}})年"
_YEAR_LINE = re.compile(rf"{_YEAR}(?:[(\uff08][^()\uff08\uff09]{{2,20}}[)\uff09])?\Z")
_DATE = re.compile(
    rf"(?:{_YEAR}(?:[(\uff08][^()\uff08\uff09]{{2,20}}[)\uff09])?)?[{BLANKS}]?"
    rf"(?:(?:[{_DIGITS}]{{1,2}}|[正冬腊{_NUM}]{{1,3}})月(?:[{_DIGITS}]{{1,2}}日|[上中下]旬|初[一二三四五六七八九十]|底|初|末|[{_NUM}]{{2,3}}日)?"
    r"(?:[至—\-~\uff5e]{1,2}(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|初)?)?"
    r"|[是同本当][年月日](?:[春夏秋冬](?:季)?|[上下]半年|底|初)?|[上下]半年|[春夏秋冬](?:季)?|年[底初末中])?\Z"
)
_DATE_AHEAD = re.compile(
    r"(?:民国|明[^\d]{0,3}[一二三四五六七八九十元]|清[^\d]{0,3}[一二三四五六七八九十元]|[一二]\d{3}年|\d{4}年|\d{1,2}月|解放[前后初]|建国[前后初])"
)
_HAN_TITLE = re.compile(r"[㐀-鿿A-Za-z0-9·、“”‘’《》()\uff08\uff09\-—]{1,24}\Z")
_END = "。;\uff1b!\uff01?\uff1f:\uff1a,\uff0c、"
_NAME_LIKE = re.compile(r"[㐀-鿿“”‘’《》()\uff08\uff09·0-9—\-]{2,24}\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where its line or sign begins, the span of its words (-1: none), and where its text begins."""

    begin: int
    start: int
    end: int
    text_start: int
    kind: str


def bracketed(text: str, start: int, end: int) -> Iterator[Heading]:
    """The 【】 headings of ``text[start:end]``.

    >>> t = "【概况】 全年。【帮扶】投入"
    >>> [t[h.start:h.end] for h in bracketed(t, 0, len(t))]
    ['概况', '帮扶']
    """
    for match in _BRACKETED.finditer(text, start, end):
        a, b = _strip(text, *match.span(1))
        if a < b:
            yield Heading(match.start(), a, b, match.end(), BRACKET)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    blanks = BLANKS + "\n"
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted({row["ending"] for row in load("parse_heads")}))


@cache
def _topics() -> tuple[str, ...]:
    return tuple(sorted((row["topic"] for row in load("parse_topics")), key=len, reverse=True))


def bare_line(line: Line, before: Line | None, after: Line | None) -> Heading | None:
    """A short line of its own that introduces what follows: an organisation, or a subject.

    It must follow a finished paragraph (a cell of a flattened table does not) and precede 【】 or prose; before
    prose it must also end like an organisation or a subject.
    """
    words = line.text
    if not 2 <= len(words) <= 30 or after is None or not _NAME_LIKE.match(words) or words[0].isdigit():
        return None
    if before is not None and not (before.text[-1] in "。!?\uff01\uff1f”)\uff09" or len(before.text) > 40):
        return None
    introduces = after.text.startswith(("【", "〖"))
    prose = len(after.text) >= 30 and any(sign in after.text for sign in "。,\uff0c")
    if not introduces and not (prose and words.endswith(_endings())):
        return None
    return Heading(line.start, line.start, line.end, line.end, BARE)


def numbered(line: Line) -> Heading | None:
    """A heading with a number: 第一节 四至 竹溪县…, 二、县政府 民国17年…, (一)面积.

    Without recognisable title words the number alone makes a heading only for 编章节目; 一、二、 may be items
    of a list inside a sentence.
    """
    match = _NUMBER.match(line.text)
    if match is None:
        return None
    kind = _KIND[str(match.lastgroup)]
    rest = line.text[match.end() :]
    lead = len(rest) - len(rest.lstrip(BLANKS))
    begin = line.start + match.end() + lead
    size = _title_size(rest[lead:])
    if size:
        return Heading(line.start, begin, begin + size, begin + size, kind)
    if RANKS[kind] <= RANKS["目"]:
        return Heading(line.start, -1, -1, begin, kind)
    return None


def _title_size(rest: str) -> int:
    """How many characters of what follows the number are its title; 0 where that cannot be told."""
    token = re.split(rf"[{BLANKS}]", rest, maxsplit=1)[0]
    if _HAN_TITLE.match(token) and not (len(token) == len(rest) and rest[-1:] in _END):
        return _spaced_size(rest, token)
    cut = _DATE_AHEAD.search(rest[:16])
    if cut and cut.start() >= 2 and _HAN_TITLE.match(rest[: cut.start()]):
        return cut.start()
    return next((len(topic) for topic in _topics() if rest.startswith(topic)), 0)


def _spaced_size(rest: str, token: str) -> int:
    """A title of single letters set apart (人 口, 田 润) counts whole."""
    match = re.match(rf"[㐀-鿿](?:[{BLANKS}]{{1,3}}[㐀-鿿])+(?=[{BLANKS}]|\Z)", rest)
    return match.end() if match and len(token) == 1 else len(token)


def year_line(line: Line) -> Heading | None:
    """A line of a chronicle that says a year and nothing else: 民国34年(1945), 1948年."""
    if len(line.text) <= 30 and _YEAR_LINE.match(line.text):
        return Heading(line.start, line.start, line.end, line.end, YEAR)
    return None


def run_in(line: Line) -> Heading | None:
    """A paragraph whose first words are its heading: 震泽中学 前身为…, 8月28日 八路军…, 田 润 于民国4年…."""
    match = re.match(rf"[^{BLANKS}。;\uff1b,\uff0c:\uff1a]{{1,30}}(?=[{BLANKS}])", line.text)
    if match is None:
        return None
    token = match.group()
    size = _spaced_size(line.text, token)
    rest = line.text[size:].lstrip(BLANKS)
    if (
        len(rest) < 8
        or not any(sign in rest for sign in "。,\uff0c;\uff1b")
        or rest[0].isdigit()
        and not _DATE.match(token)
    ):
        return None
    if not _DATE.match(token) and not (
        size > 1 and _NAME_LIKE.match(line.text[:size].replace(" ", "").replace("\u3000", ""))
    ):
        return None
    return Heading(line.start, line.start, line.start + size, line.start + size, RUN_IN)
