"""The headings of a body, found one by one: 【】 entries, bare lines, numbered trees, years and run-in heads.

Each kind has a rank; ``sections`` nests by it. Spans count in the text of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yearbook_kg.parse.lines import BLANKS, Line
from yearbook_kg.parse.numbers import number_value
from yearbook_kg.tables import load

_NUM = "一二三四五六七八九十百零〇廿"
_DIGITS = "0-9\uff10-\uff19"
BARE, BRACKET, YEAR, RUN_IN = "bare", "bracket", "year", "run-in"
# (kind, pattern of its sign, rank): a heading of a lower rank holds those of a higher one.
_GAP = rf"[{BLANKS}]{{0,2}}"
_ORDINAL = rf"第{_GAP}[{_NUM}{_DIGITS}]{{1,5}}{_GAP}"
_NUMBERED: tuple[tuple[str, str, int], ...] = (
    ("编", rf"{_ORDINAL}[编篇卷]", 0),
    ("章", rf"{_ORDINAL}章", 1),
    ("节", rf"{_ORDINAL}节", 2),
    ("目", rf"{_ORDINAL}目", 3),
    ("一、", rf"[{_NUM}]{{1,4}}{_GAP}[、.\uff0e]", 4),
    ("(一)", rf"[(\uff08][{_NUM}]{{1,4}}[)\uff09]、?", 5),
    ("1.", rf"[{_DIGITS}]{{1,2}}[.\uff0e、](?![{_DIGITS}])", 6),
    ("(1)", rf"[(\uff08][{_DIGITS}]{{1,2}}[)\uff09]、?", 7),
    ("①", r"[①-⑳]", 8),
    ("●", r"(?:[●■◆▲★◎□◇※►▶○]|#{1,6}(?=\s))", 9),
    ("一 ", rf"[{_NUM}]{{1,3}}(?=[{BLANKS}]+[㐀-鿿〇])", 4),
)
# A numeral without any sign (一 四至) makes a heading only where the next ones follow.
PLAIN = "一 "
RANKS = {kind: rank for kind, _, rank in _NUMBERED} | {YEAR: 50, RUN_IN: 100}
# A sign that counts on its own; what stands below may be an item of a list, and must come in sequence.
_SURE = RANKS["目"]
_SIGN = re.compile("|".join(f"(?P<n{index}>{pattern})" for index, (_, pattern, _) in enumerate(_NUMBERED)))
_KIND = {f"n{index}": kind for index, (kind, _, _) in enumerate(_NUMBERED)}
# …大洋11元。二、解放后物价 1950年…, …价格表二、解放后物价 1950年…: a heading that lost its line break.
_AHEAD = re.compile(rf"[。;\uff1b”)\uff09表图](?=[{BLANKS}]*[第(\uff08{_NUM}])")
_INLINE = re.compile(
    rf"[{BLANKS}]*(?P<sign>{_NUMBERED[2][1]}|{_NUMBERED[4][1]}|{_NUMBERED[5][1]})"
    rf"[{BLANKS}]*(?P<title>[㐀-鿿〇·、“”]{{2,14}})(?=[{BLANKS}])"
)
# 【概况】; a hard break inside is possible. Behind these (见【附表】) it belongs to the sentence.
_LENSES = (
    r"[【〖](?<![(\uff08,\uff0c、:\uff1a见附参获为称的是和与及或之在以“《].)(?!\d+[】〗])"
    r"([^【】〖〗。]{1,40})[】〗](?![,\uff0c、)\uff09])"
)
_LENTICULAR = re.compile(_LENSES)
_BRACKETED = re.compile(
    rf"{_LENSES}|^[{BLANKS}]*(?:\[([㐀-鿿〇][^\]\n]{{1,20}})\]|〔([㐀-鿿〇][^〕\n]{{1,20}})〕|\uff3b([㐀-鿿〇][^\uff3d\n]{{1,20}})\uff3d)",
    re.MULTILINE,
)
_YEAR = (
    rf"(?:公元前?)?(?:[{_DIGITS}]{{3,4}}|[一二三四五六七八九〇零○O]{{4}}"
    rf"|(?:伪|清|明|元|宋|唐)?[㐀-鿿〇]{{2}}[元{_NUM}{_DIGITS}]{{1,3}})年"
)
# 1950—1952年, 民国26年—38年
_SPAN = rf"(?:[{_DIGITS}]{{3,4}}[-—~\uff5e至])?{_YEAR}(?:[-—~\uff5e至](?:[{_DIGITS}]{{1,4}}年|{_YEAR}))?"
_WESTERN = r"[(\uff08][^()\uff08\uff09]{2,20}[)\uff09]"
_YEAR_ALONE = re.compile(rf"{_SPAN}(?:{_WESTERN})?[初底末春夏秋冬]?\Z")
_MONTH = rf"(?:[{_DIGITS}]{{1,2}}|[正冬腊]|[{_NUM}]{{1,3}})月"
_DAY = rf"(?:[{_DIGITS}]{{1,2}}日|[上中下]旬|初[一二三四五六七八九十]|[{_NUM}]{{1,3}}日|[初底末])"
_DATE = re.compile(
    rf"(?:{_YEAR}(?:{_WESTERN})?)?(?:"
    rf"{_MONTH}{_DAY}?(?:[至—\-~\uff5e、]{{1,2}}(?:{_MONTH})?{_DAY}?)?"
    rf"|[{_DIGITS}]{{1,2}}日(?:[至—\-~\uff5e、][{_DIGITS}]{{1,2}}日)?"
    r"|[是同本当][年月日](?:[春夏秋冬]季?|[上下]半年|[初底末])?"
    r"|[上下]半年|[春夏秋冬]季?|年[初底末中])\Z"
)
_DATE_AHEAD = re.compile(
    r"民国|[明清][㐀-鿿〇]{0,4}[元一二三四五六七八九十]{1,3}年|[12]\d{3}年|\d{1,2}月|(?:解放|建国)[前后初]"
)
_TITLE = re.compile(r"[㐀-鿿〇A-Za-z0-9·、“”‘’《》()\uff08\uff09\-—]{1,24}\Z")
_HAN = re.compile(r"[㐀-鿿〇“”‘’《》()\uff08\uff09·0-9—\-~\uff5e、]{2,30}\Z")
_RUN_IN = re.compile(r"[㐀-鿿〇“”‘’《》()\uff08\uff09·0-9—\-~\uff5e]{2,24}\Z")
# 张若兰 (1908—1942), alone on its line.
_LIFE = re.compile(rf"[㐀-鿿〇·]{{2,6}}[{BLANKS}]*[(\uff08][^()\uff08\uff09]{{4,24}}[)\uff09]\Z")
# 一、机构设置。1950年…: the full stop ends the title.
_STOPPED = re.compile(r"[㐀-鿿〇·、“”]{2,12}(?=。.)")
# A word that cannot end a title: the sentence goes on behind it.
_OPEN_END = re.compile(r"(?:全[县市省区镇乡]|[于自从至到在以为是比达为和与及])\Z")
# A line of so few words above a paragraph is its heading, whatever it says.
_SHORT = 12
_END = "。;\uff1b!\uff01?\uff1f"
_PAUSES = "。,\uff0c;\uff1b"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where its line or sign begins, the span of its words (-1: none), and where its text begins.

    number: the number of a heading in a sequence, else None. inline: found in the middle of a line.
    """

    begin: int
    start: int
    end: int
    text_start: int
    kind: str
    number: int | None = None
    inline: bool = False


@cache
def _column(table: str, column: str) -> tuple[str, ...]:
    return tuple(sorted({row[column] for row in load(table)}, key=len, reverse=True))


def bracketed(text: str, start: int, end: int) -> Iterator[Heading]:
    """The 【】 headings of ``text[start:end]``, and those in [] and 〔〕 that begin a line.

    >>> t = "【概况】 全年。【帮扶】投入(见【附表】)"
    >>> [t[h.start:h.end] for h in bracketed(t, 0, len(t))]
    ['概况', '帮扶']
    """
    square = any(text.find(sign, start, end) >= 0 for sign in "[〔\uff3b")
    for match in (_BRACKETED if square else _LENTICULAR).finditer(text, start, end):
        group = match.lastindex or 1
        a, b = strip_span(text, *match.span(group))
        if a < b:
            yield Heading(match.start(), a, b, match.end(), BRACKET)


def inline(text: str, start: int, end: int) -> Iterator[Heading]:
    """Numbered headings in the middle of a line; whoever uses them checks that they come in sequence."""
    for ahead in _AHEAD.finditer(text, max(0, start - 1), end):
        match = _INLINE.match(text, ahead.end(), end) if ahead.end() >= start else None
        sign = _SIGN.match(match.group("sign")) if match else None
        if match is not None and sign is not None:
            start = match.end()
            kind = _KIND[str(sign.lastgroup)]
            yield Heading(
                match.start("sign"),
                *match.span("title"),
                match.end(),
                kind,
                number_value(sign.group()),
                inline=True,
            )


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks and line breaks at its ends; empty at ``start`` when it is all blank."""
    blanks = BLANKS + "\n"
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end


def bare_line(line: Line, before: Line | None, after: Line | None, *, yearbook: bool) -> Heading | None:
    """A short line of its own that introduces what follows: an organisation, or a subject.

    It must follow a finished paragraph (a cell of a flattened table does not) and precede 【】, or prose. In
    a yearbook, or when it is longer, it must also end like an organisation or a subject (parse_heads).
    """
    words = line.text
    if not 2 <= len(words) <= 30 or after is None or words[0].isdigit() or words[-1] in "、—-":
        return None
    spaced = spaced_size(words, words[:1]) == len(words)
    if not (spaced or _HAN.match(words) or _LIFE.match(words)):
        return None
    if before is not None and not (before.text[-1] in _END + "”)\uff09" or len(before.text) > 40):
        return None
    introduces = after.text.startswith(("【", "〖"))
    prose = len(after.text) >= 30 and any(sign in after.text[:400] for sign in _PAUSES)
    plain = not yearbook and (len(words) <= _SHORT or _LIFE.match(words) is not None)
    if introduces or (prose and (plain or words.endswith(_column("parse_heads", "ending")))):
        return Heading(line.start, line.start, line.end, line.end, BARE)
    return None


def bare_before(text: str, line: Line, bracket: Heading) -> Heading | None:
    """An organisation that shares its line with the 【】 behind it: 临沂市财政局【概况】 2009年."""
    start, end = strip_span(text, line.start, bracket.begin)
    words = text[start:end] if end - start <= 30 else ""
    if _HAN.match(words) and words.endswith(_column("parse_heads", "ending")):
        return Heading(line.start, start, end, bracket.begin, BARE)
    return None


def numbered(line: Line) -> Heading | None:
    """A heading with a number or mark: 第一节 四至 竹溪县…, 二、县政府 民国17年…, (一)面积, ◎概况.

    Without recognisable title words the number alone makes a heading only for 编章节目; 一、二、 may be items
    of a list inside a sentence.
    """
    match = _SIGN.match(line.text)
    if match is None:
        return None
    kind = _KIND[str(match.lastgroup)]
    reach = line.text[match.end() : match.end() + 80]
    lead = len(reach) - len(reach.lstrip(BLANKS))
    begin = line.start + match.end() + lead
    size = _title_size(reach[lead:], sure=RANKS[kind] <= _SURE)
    number = number_value(match.group())
    if size:
        stop = begin + size
        behind = stop + (line.text[stop - line.start : stop - line.start + 1] in (":", "\uff1a", "。"))
        return Heading(line.start, begin, stop, behind, kind, number)
    if RANKS[kind] <= _SURE:
        return Heading(line.start, -1, -1, begin, kind, number)
    return None


def _title_size(rest: str, *, sure: bool) -> int:
    """How many characters of what follows a number are its title; 0 where that cannot be told."""
    token = re.split(rf"[{BLANKS}:\uff1a]", rest, maxsplit=1)[0]
    if _TITLE.match(token) and not _OPEN_END.search(token):
        size = spaced_size(rest, token)
        behind = rest[size:].lstrip(BLANKS)
        # 全县工业总产值达 3.5亿元: a sentence with a stray blank, not a title.
        cell = behind[:1].isdigit() and not _DATE_AHEAD.match(behind)
        return size if sure or not cell else 0
    dated = _DATE_AHEAD.search(rest[:18])
    if dated and dated.start() >= 2:
        words = rest[: dated.start()].rstrip(BLANKS)
        if _TITLE.match(words) and not _OPEN_END.search(words):
            return len(words)
    stopped = None if sure else _STOPPED.match(rest)
    if stopped and not _OPEN_END.search(stopped.group()):
        return stopped.end()
    return next((len(topic) for topic in _column("parse_topics", "topic") if rest.startswith(topic)), 0)


def spaced_size(rest: str, token: str) -> int:
    """The length of a title; single letters set apart (人 口, 田 润) count as one."""
    match = re.match(rf"[㐀-鿿〇](?:[{BLANKS}]{{1,4}}[㐀-鿿〇])+(?=[{BLANKS}]|\Z)", rest[:24])
    return match.end() if match and len(token) == 1 else len(token)


def year_line(line: Line, after: Line | None) -> Heading | None:
    """A line of a chronicle that says a year and nothing else: 民国34年(1945), 1948年.

    What follows must be prose or a date: a column of years in a flattened table is no chronicle.
    """
    if after is None or len(line.text) > 30 or not _YEAR_ALONE.match(line.text):
        return None
    if any(sign in after.text[:400] for sign in _PAUSES):
        return Heading(line.start, line.start, line.end, line.end, YEAR)
    return None


def run_in(line: Line) -> Heading | None:
    """A paragraph whose first words are its heading: 震泽中学 前身为…, 8月28日 八路军…, 田 润 于民国4年….

    A post is none (校长 蒋慕贤), nor a word before a bare figure (a row of a flattened table).
    """
    match = re.match(rf"[^{BLANKS}{_PAUSES}:\uff1a]{{1,30}}(?=[{BLANKS}])", line.text)
    if match is None:
        return None
    token = match.group()
    if _YEAR_ALONE.match(token) or _DATE.match(token):
        kind = YEAR if _YEAR_ALONE.match(token) else RUN_IN
        return Heading(line.start, line.start, line.start + len(token), line.start + len(token), kind)
    size = spaced_size(line.text, token)
    words = re.sub(rf"[{BLANKS}]", "", line.text[:size])
    rest = line.text[size : size + 400].lstrip(BLANKS)
    if not _RUN_IN.match(words) or words[0].isdigit() or words.endswith(_column("parse_posts", "post")):
        return None
    if len(rest) < 8 or not any(sign in rest for sign in _PAUSES):
        return None
    if rest[0].isdigit() and not _DATE_AHEAD.match(rest):
        return None
    return Heading(line.start, line.start, line.start + size, line.start + size, RUN_IN)
