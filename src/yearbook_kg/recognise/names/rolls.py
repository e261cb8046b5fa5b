"""Persons in rolls and signatures: 局　　长　廖启文, (撰稿:鲍立新　李淑芬), and names with a · inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.prose import Span
from yearbook_kg.recognise.names.lexicon import listed
from yearbook_kg.recognise.names.persons import family_initials, name_end, names_from
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# 局　　长, 书　记, 副局(馆)长: posts that the table does not have as they stand.
_APART = "[ ][ ]{0,7}"
_SPACED = Rule(
    f"(?:副|代|总)?(?:[局院校处部厅县市区镇乡州旗科股所站行社台馆会厂矿场团园司队庭组]{_APART}长|书{_APART}记|"
    f"主{_APART}任|主{_APART}席|专{_APART}员|经{_APART}理|委{_APART}员|常{_APART}委|"
    "[局院校处部厅科所站社台馆会]\\([^()\n]{1,3}\\)长)[ :]{0,8}"
)
_POST = re.compile("Jj*[_:]{1,20}")
# What stands between two names of a roll: blanks, 、 or a bracket with sex, term, people.
_BETWEEN = re.compile("(?:\\([^()\n]{1,24}\\))?(?:[ 、,]{1,12}|(?=\\())")
_CONTINUED = re.compile("[ ]*(?:\\([^()\n]{1,24}\\))?[ ]*\n[ ]{2,60}(?=[㐀-鿿])")
_ROLE = (
    "撰稿|供稿|撰写|审稿|编辑|责任编辑|责编|执笔|摄影|统稿|审核|审定|审改|校对|整理|编写|记录|记者|通讯员|供图|制图|制表|文|图|作者|撰文|组稿|"
    "编审|主笔|采写|资料提供|提供资料"
)
_SIGNED = Rule(f"\\((?:{_ROLE})(?:人|者|员)?[ ]*[:、 ]?[ ]*(?=[㐀-鿿])")
# Without the role only behind the end of a sentence, and the names as wide as such lines print them.
_BARE = Rule("(?<=[。 \n])\\((?=[㐀-鿿](?:[㐀-鿿]{2}|[ ]+[㐀-鿿])[ 、)])")
_LABELLED = Rule(f"(?:^|(?<=[\n 。]))(?:{_ROLE})(?:人|者|员)?[ ]*:[ ]*(?=[㐀-鿿])")
# 【张学文】 男,1931年生: a heading that is a name opens a life.
_HEADED = re.compile("[【\n][ ]{0,8}(?=[㐀-鿿])")
_FIRST_LINE = re.compile("[ ]{0,8}(?=[㐀-鿿])")
_LIFE = re.compile(
    "】?[ ]*(?:\\([^()\n]{2,30}\\))?[ ,、]*(?:[男女][,，]|[㐀-鿿]族[,，]|字|号|原名|又名|"
    "[0-9]{4}年[^。\n]{0,12}(?:生|出生)|(?:19|18)[0-9]{2}[^。\n]{0,10}生|"
    "[㐀-鿿]{2,12}人[,。])"
)
# Three names and more, most of them of three characters, are persons wherever they stand.
_LONG_LIST = 3
_LISTED = re.compile("、[㐀-鿿]")
# 哈力木拉提·吐尔逊
_DOTTED = Rule("[㐀-鿿]{1,8}(?:[·•・][㐀-鿿]{1,8})+")
_DATES = re.compile("[一二三四五六七八九十五]{1,2}·[一二三四五六七八九十]{1,3}")


def _syllables() -> str:
    """Two words and more of which Tibetan, Mongol and Turkic names are made: 多杰才旦, 呼格吉勒图."""
    words = "|".join(listed("names_persons", "syllable"))
    whole = "|".join(listed("names_persons", "given"))
    return f"(?:(?:{words}){{2,3}}|{whole})(?![㐀-鿿]{{0,2}}[县乡镇村旗盟州山河湖寺])"


_SYLLABLES = Rule(_syllables)
RULES = (_SPACED, _SIGNED, _BARE, _LABELLED, _DOTTED, _SYLLABLES)


def find_rolls(scan: Scan) -> Iterator[Mention]:
    """Yield the persons of rolls and signatures, and those of peoples whose names have a ·."""
    for match in scan.matches(_SPACED):
        if scan.codes[match.start()] != ".":
            yield from _roll(scan, match.end())
    for match in _POST.finditer(scan.codes):
        yield from _roll(scan, match.end())
    for rule in (_SIGNED, _BARE, _LABELLED):
        for match in scan.matches(rule):
            yield from _signature(scan, match.end(), closed=rule is not _LABELLED)
    yield from _dotted(scan)
    for match in scan.matches(_SYLLABLES):
        before = scan.codes[match.start() - 1 : match.start()]
        if before in tuple("Jj_:、,。;\nVvFTt") and scan.codes[match.start()] not in ".Ww":
            yield _mention(scan, match.start(), match.end(), "syllables", 0.91)
    yield from _lives(scan)
    yield from _long_lists(scan)


def _lives(scan: Scan) -> Iterator[Mention]:
    """Names that head a line or a section with the life of a person."""
    first = _FIRST_LINE.match(scan.text)
    for head in (*((first,) if first else ()), *_HEADED.finditer(scan.text)):
        start = head.end()
        end = _name(scan.text, start)
        if end is not None and _LIFE.match(scan.text, end) and scan.codes[start] != ".":
            yield _mention(scan, start, end, "life", 0.9)


def _long_lists(scan: Scan) -> Iterator[Mention]:
    """The names of a list that nothing but its length shows to be persons."""
    text, codes = scan.text, scan.codes
    reached = 0
    for match in _LISTED.finditer(text):
        mark = match.start()
        if mark < reached or text[mark + 1] not in family_initials():
            continue
        first = _first_of_list(scan, mark)
        if first is None:
            continue
        names = names_from(text, first, most=200)
        reached = names[-1][1]
        full = sum(end - start == 3 and set(codes[start:end]) <= set("UQqZFE") for start, end in names)
        if (
            len(names) >= _LONG_LIST
            and full * 3 >= len(names) * 2
            and not re.match("[0-9]*个?[乡镇村县市区社]", text[reached:])
        ):
            for begin, end in names:
                yield _mention(scan, begin, end, "name-list", 0.88)


def _first_of_list(scan: Scan, mark: int) -> int | None:
    """Where the name begins that the 、 at ``mark`` ends; the shortest that does."""
    for start in range(mark - 2, max(mark - 5, -1), -1):
        if name_end(scan.text, start) == mark and scan.codes[start - 1 : start] not in tuple("UuPQqp"):
            return start
    return None


def _roll(scan: Scan, start: int) -> Iterator[Mention]:
    """The names from ``start`` to the end of the roll, over the lines that go on with names alone."""
    text = scan.text
    for _ in range(60):
        end = _name(text, start)
        if end is None:
            return
        yield _mention(scan, start, end, "roll", 0.9)
        following = _CONTINUED.match(text, end) or _BETWEEN.match(text, end)
        if following is None:
            return
        if (
            text[following.start() : following.end()].endswith("、") is False
            and text[following.end() - 1] == ","
        ):
            return
        start = following.end()


def _name(text: str, start: int) -> int | None:
    """The end of a name that blanks, signs or the end of the line bound."""
    end = name_end(text, start)
    return end if end is not None and not ("㐀" <= text[end : end + 1] <= "鿿") else None


def _signature(scan: Scan, start: int, *, closed: bool) -> Iterator[Mention]:
    """The names of a signature: nothing but names up to the bracket and the end of the line."""
    text = scan.text
    names: list[Span] = []
    while (end := _name(text, start)) is not None and len(names) < 12:
        names.append((start, end))
        gap = re.compile("[ 、,]{1,6}").match(text, end)
        if gap is None:
            break
        start = gap.end()
    if not names:
        return
    stop = names[-1][1]
    last = re.compile("[ ]*\\)[ ]*(?=$|\n|。)" if closed else "[ 。)]*(?=$|\n)").match(text, stop)
    if last is not None and scan.codes[names[0][0]] != ".":
        for begin, end in names:
            yield _mention(scan, begin, end, "signature", 0.9)


def _dotted(scan: Scan) -> Iterator[Mention]:
    """Names with a · that stand free: behind a post or a verb, and before one or a sign."""
    codes, text = scan.codes, scan.text
    for match in scan.matches(_DOTTED):
        start, end = match.span()
        if (
            codes[start] in ".WwTt"
            or text[max(0, start - 1) : start] in ("“", "《")
            or _DATES.search(match.group())
        ):
            continue
        first, last = text.find("·", start, end), text.rfind("·", start, end)
        if first < 0:
            continue
        bound = max(codes.rfind(letter, start, first) for letter in "VvFJjBbAaMmSs")
        start = max(start, bound + 1)
        after = next((i for i in range(last + 2, end) if codes[i] in "VFJBASYMPTI"), end)
        if first - start >= 1 and after - last - 1 >= 1 and not set(codes[start:first]) & set("YPS"):
            yield _mention(scan, start, after, "dotted-name", 0.91)


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Person", rule, confidence)
