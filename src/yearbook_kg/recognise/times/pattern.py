"""The words that say when, as regular expressions built from the tables.

``point`` finds one date of any form; ``join``, ``right`` and ``opened`` say how two make a span. The parts
are small and named, so that each can be read: a year, what stands below it, a word that points elsewhere.
"""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg import tables
from yearbook_kg.dates.eras import CONNECTOR, DASH, GLOSS, NUMERAL, reigns
from yearbook_kg.rules import Rule

# A title of the last two dynasties, or of the time after them, needs no dynasty in front; 大同, 永安, 泰和
# are names of towns as well, so an older title does, or its year in brackets.
_PLAIN = {"明", "清", "日本", "伪满"}
_DYNASTY = (
    r"(?:(?:(?:[前后东西南北蜀曹孙刘]|武|南朝|三国)?[周唐宋元明清汉晋魏吴蜀梁齐陈隋辽金夏]|后金|南明)"
    r"(?:朝|代|王朝)?)"
)
# Within a line: a date is not cut by a break, 1月 above 5日 in a chronicle are two
BLANKS = r" \t\u2003\u3000"
_GAP = f"[{BLANKS}]?"
_HAN = "一二三四五六七八九十"
_STOPS = r"\s,\uff0c、;\uff1b。:\uff1a(\uff08\-—\u2013~\uff5e至到于自从由】"
# Where a bare 28日 or 十六年 may begin: behind punctuation, at a line's start, behind 于, 至 …
_BREAK = rf"(?:(?<=[{_STOPS}])|(?<![^\n]))"
# 2012年, l987年 and 198O年 as scanning leaves them; 距今1800年 and 1800年历史 are lengths of time
_ARABIC = r"(?:[1l\uff11][\dOo]{3}|[2\uff12][0Oo\uff10][\dOol]{2}|21\d{2})"
_NO_YEAR = r"(?![代级版届]|期刊|制式|的?历史|以上|左右)"
_YEAR = (
    rf"(?:(?:公元前|公元|西元){_GAP}\d{{1,4}}{_GAP}年"
    rf"|(?<![\d.])(?<!距今)(?<![约近])(?<!\d,){_ARABIC}{_GAP}(?:学|财政)?年(?:度(?!假))?{_NO_YEAR}"
    rf"|[一二][〇○零Oo0一二三四五六七八九]{{3}}年{_NO_YEAR})"
)
_PART = (
    r"(?:(?:年)?(?:初(?![中级小步高一二三试审诊次])|底|末(?![端位])|终(?!于|止|端)|中期|内)"
    r"|[上下]半年|第?[一二三四1234]季度"
    r"|[春夏秋冬](?:季|天|末|初)?(?![荒耕播收种节旱粮灾修游运训衣储管麦小忙征]))"
)
_TEN_DAYS = r"(?:[上中下]旬|上中旬|中下旬|[初月]?底|末|初(?![一二三四五六七八九十中级小步高]))"
_MONTH = rf"(?:\d{{1,2}}{_GAP}月(?![龄息薪饼球亮经])份?)"
_LUNAR = rf"(?:(?:农历|阴历|夏历|旧历)?闰?(?:[正冬腊]|[{_HAN}]{{1,2}})月(?![报刊饼球亮经光])份?)"
_DAY = rf"(?:{_GAP}\d{{1,2}}{_GAP}日(?![元均产供报本常处用]))"
_LUNAR_DAY = rf"(?:初[{_HAN}]日?|[一二三]?十[{_HAN}]?日?(?![个名人户余多万亿])|廿[{_HAN}]?日?|[{_HAN}]日)"
_SUB = rf"(?:{_GAP}(?:{_MONTH}(?:{_TEN_DAYS}|{_DAY})?|{_LUNAR}(?:{_TEN_DAYS}|{_LUNAR_DAY}|{_DAY})?)|{_PART})"


def _words(name: str, **only: str) -> str:
    rows = (r["word"] for r in tables.load(name) if all(r[key] == value for key, value in only.items()))
    return "|".join(re.escape(word) for word in sorted(rows, key=len, reverse=True))


@cache
def _titles() -> tuple[str, str]:
    """The reign titles that stand alone, and those that need their dynasty, longest first."""
    plain = {n for n, uses in reigns().items() if any(r.dynasty in _PLAIN for r in uses)} - {"大同"}
    rare = set(reigns()) - plain
    return ("|".join(sorted(plain | {"洪宪"}, key=_longest)), "|".join(sorted(rare, key=_longest)))


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def _era() -> str:
    plain, rare = _titles()
    count = rf"{_GAP}(?:元|{NUMERAL}){_GAP}年(?!级)"
    return (
        rf"(?:(?:中华)?民国{count}|(?:{_DYNASTY}|伪满?洲?国?|日本)?(?:{plain}){count}"
        rf"|(?:{_DYNASTY}|伪满?)(?:{rare}){count}|(?:{rare}){count}(?={GLOSS}))"
    )


def _relative() -> str:
    # 近年内, 三年初, 以上年龄, 免去年: a word that cuts another is none
    before = r"(?<![以免近历度])(?:(?<![\d一二三四五六七八九十几数两多半每整])|(?![年月]))"
    return rf"(?:{before}(?:{_words('times_relative')})(?!龄|轻|级|[事仁]|度假|月刊))"


def _period() -> str:
    plans = _words("times_periods", kind="plan")
    eras = _words("times_periods", kind="era")
    quote = "[“”\"'‘’]"
    ages = "(?:初期|中期|后期|末期|前期|时期|期间|年间|以来|之初|之前|之后|初年|末年|初叶|末叶|中叶|中后期)"
    brief = "(?:间(?![接隔])|[初末](?![级中步])|朝(?![阳鲜廷])|中(?=[,\uff0c建修创重邑知]))"
    turns = "(?:前夕|前后|以来|以前|以后|之初|初期|前|后|初)"
    return (
        rf"(?:{quote}(?:{plans}){quote}(?:计划|规划)?(?:期间|时期|以来|[初末](?!期))?"
        rf"|(?:{plans})(?:计划|规划)?(?:期间|时期|以来)"
        rf"|第[{_HAN}]{{1,3}}个五年(?:计划|规划)(?:期间|时期)?"
        rf"|(?:(?:19|20|二十|本|上)世纪)?(?:19|20)?(?:\d0|[{_HAN}]十)年代(?:中后期|[初中末后前]期|[初中末])?"
        rf"|(?:\d{{1,2}}|[{_HAN}]{{1,3}})世纪(?:初叶|中叶|末叶|[初末])?(?!\d|[{_HAN}]十年代)"
        rf"|(?:{eras}){ages}|(?:{_DYNASTY}|伪)?(?:{_titles()[0]}|民国){ages}(?:{GLOSS})?"
        # 乾隆间, 明弘治初, 南宋绍兴年间; 永乐中学 is a school
        rf"|(?:{_DYNASTY}|伪)?(?:{_titles()[0]}){brief}|{_DYNASTY}(?:{_titles()[1]})(?:{ages}|{brief})"
        r"|清末民初|明末清初|明清时期"
        r"|(?:[清明宋元唐]|民国|民)(?:朝|代)?(?:初年|末年|初叶|末叶|中叶|初|末|季)(?![级中步])"
        rf"|(?:新中国成立|中华人民共和国成立|建国|解放|改革开放|土改|合作化){turns})"
    )


def _point() -> str:
    """One date, of any form, or the left half of a span that leaves its unit to the right one (9月6—8日)."""
    dated = rf"(?:{_YEAR}|{_era()})(?:{GLOSS})?{_SUB}?"
    length = "内间后来前中以之制期度级龄多余左的租轮起段息薪代任"
    dropped = rf"{_BREAK}{NUMERAL}年(?:{GLOSS}{_SUB}?|{_SUB}(?!期)|(?![{length}]))"
    month = rf"(?<![\d.月]){_MONTH}(?:{_TEN_DAYS}|{_DAY})?"
    lunar = (
        rf"(?:农历|阴历|夏历|旧历)?(?<![{_HAN}\d个])(?:闰?[正冬腊]月(?:{_TEN_DAYS}|{_LUNAR_DAY})?"
        rf"|闰?[{_HAN}]{{1,2}}月(?:{_LUNAR_DAY}|份|[上中下]旬))"
        rf"|{_BREAK}[{_HAN}]{{1,2}}月(?=[,\uff0c、至间初任])"
    )
    bare = rf"{_BREAK}\d{{1,2}}{_GAP}日(?![元均产供报本常处用])"
    season = rf"{_BREAK}(?:第?[一二三四1234]季度|[春夏秋冬](?:季|天|初|末)?(?=[\s,\uff0c、至]))"
    row = rf"^[{BLANKS}|]*(?:18|19|20)\d\d(?=[{BLANKS}|]+[\d(\uff08])"
    forms = (
        *(_halves(), dated, _dotted(), _period(), rf"{_relative()}(?:{_SUB}|{_DAY}|[上中下]旬)?"),
        *(month, lunar, season, bare, dropped, row),
    )
    return "|".join(forms)


POINT = Rule(_point, re.MULTILINE)


def point() -> re.Pattern[str]:
    """The pattern of one date."""
    return POINT.pattern


def _dotted() -> str:
    """1953.3 where a span, a bracket or a comma shows that it is no decimal fraction; 2012-03-05."""
    return (
        rf"(?<![\d.A-Za-z])(?:1[5-9]|20)\d\d[.\uff0e](?:1[0-2]|0?[1-9])(?![\d%‰])"
        rf"(?:[.\uff0e]\d{{1,2}}(?!\d)|(?={DASH}|至|[)\uff09、,\uff0c;\uff1b\s]|$))"
        r"|(?<![\d\-/])(?:1[5-9]|20)\d\d(?P<sep>[-/])(?:1[0-2]|0?[1-9])(?P=sep)(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    )


def _halves() -> str:
    """What may stand left of a connector without its own unit: 1983—1987年, 民国8—10年, 5—7月, 9月6—8日."""
    full = r"(?:1\d{3}|20\d{2})"
    year = rf"(?:{_YEAR}(?:{GLOSS})?)"
    listed = rf"(?:[、,\uff0c]{full})*[、,\uff0c]{full}(?:[一两二三四五]?年)"
    return (
        rf"(?<![\d.]){full}(?={CONNECTOR}{full}(?:年|[)\uff09.\uff0e])|{listed}|{CONNECTOR}\d\d年)"
        rf"|(?<![\d.]){full}{DASH}{{1,2}}(?=[)\uff09])"
        rf"|(?:(?:\d{{2}}|二十|上|本)世纪)?\d0(?={CONNECTOR}\d0年代)"
        rf"|民国{_GAP}{NUMERAL}(?=(?:{CONNECTOR}|、){NUMERAL}年)"
        rf"|(?:{_titles()[0]}){NUMERAL}(?={CONNECTOR}{NUMERAL}年)"
        rf"|(?:{year}|(?<![\d.]))\d{{1,2}}(?=(?:{CONNECTOR}|、)\d{{1,2}}月)"
        rf"|{year}?(?<!\d)\d{{1,2}}月\d{{1,2}}(?=(?:{CONNECTOR}|、)(?:\d{{1,2}}月)?\d{{1,2}}日)"
        rf"|(?<![\d.])\d{{1,2}}(?={CONNECTOR}\d{{1,2}}日(?![元均产供]))"
    )


@cache
def join() -> re.Pattern[str]:
    """What may stand between the two dates of a span, and between the years of a list (1985年和1986年)."""
    return re.compile(rf"(?P<span>{CONNECTOR})|(?P<list>[、和及,\uff0c])")


@cache
def right() -> re.Pattern[str]:
    """The right half of a span, where it is less than a date of its own: 10年, 8日, 今, 1954)."""
    return re.compile(
        rf"(?:1\d{{3}}|20\d{{2}})(?:[一两二三四五]年|(?=[)\uff09]))|{NUMERAL}年(?:{GLOSS})?{_SUB}?|\d{{1,2}}月|\d{{1,2}}日|今(?!年)"
    )


@cache
def opened() -> re.Pattern[str]:
    """A dash with nothing behind it: the end is open (民国14年—)."""
    return re.compile(rf"{DASH}{{1,2}}(?=[)\uff09、,\uff0c;\uff1b。]|$)", re.MULTILINE)
