"""The words that say when, as one regular expression built from the tables."""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg import tables
from yearbook_kg.dates import CONNECTOR, DASH, GLOSS, NUMERAL, reigns

# A title of the last two dynasties or of the time after them needs no dynasty in front; 大同, 永安, 泰和 are
# names of towns as well, so any older title does, or its year in brackets.
_PLAIN = {"明", "清", "民国", "日本", "伪满"} - {""}
_DYNASTY = r"(?:(?:[前后东西南北蜀曹孙刘]|武|南朝|三国)?[周唐宋元明清汉晋魏吴蜀梁齐陈隋辽金夏]|后金|南明|秦)(?:朝|代|王朝)?"
_HAN = "一二三四五六七八九十"
_YEAR = (
    r"(?:公元前|公元|西元)\d{1,4}年"
    r"|(?<![\d.])(?:1\d{3}|20\d{2}|21\d{2})\s?(?:学|财政)?年(?:度(?!假))?(?!代|[级版届期]|制式)"
    r"|[一二][〇○零Oo0一二三四五六七八九]{3}年(?!代|[级版届])"
)
_PART = (
    r"(?:(?:年)?(?:初(?![中级小步高一二三试审诊次])|底|末(?![端位])|终(?!于|止|端)|中期|内)"
    r"|[上下]半年|第?[一二三四1234]季度|[春夏秋冬](?:季|天|末|初)?(?![荒耕播收种节旱粮灾修游运训训衣储管麦小粮忙]))"
)
_MONTH = r"(?:\d{1,2}\s?月(?!龄|息|薪|[饼球亮经])(?:份)?)"
_LUNAR = rf"(?:(?:农历|阴历|夏历|旧历)?闰?(?:[正冬腊]|[{_HAN}]{{1,2}})月(?!报|刊|[饼球亮经光])份?)"
_TEN_DAYS = r"(?:[上中下]旬|上中旬|中下旬|初(?![一二三四五六七八九十中级小步高])|底|末)"
_DAY = r"(?:\s?\d{1,2}\s?日(?![元均产供报本常处用]))"
_LUNAR_DAY = rf"(?:初[{_HAN}]日?|[一二三]?十[{_HAN}]?日?(?![个名人户余多万亿])|廿[{_HAN}]?日?|[{_HAN}]日)"
_BREAK = r"(?:(?<=[\s,\uff0c、;\uff1b。:\uff1a(\uff08—\-~\uff5e至到于自从由和及与】])|(?<![^\n]))"


def _sub() -> str:
    """What may stand behind a year: a part of it, or a month with its own parts."""
    month = rf"(?:{_MONTH}(?:{_TEN_DAYS}|{_DAY})?|{_LUNAR}(?:{_TEN_DAYS}|{_LUNAR_DAY}|{_DAY})?)"
    return rf"(?:\s?{month}|{_PART})"


def _words(name: str, **only: str) -> str:
    rows = (r["word"] for r in tables.load(name) if all(r[key] == value for key, value in only.items()))
    return "|".join(re.escape(word) for word in sorted(rows, key=len, reverse=True))


def _era() -> str:
    plain = [n for n, uses in reigns().items() if any(r.dynasty in _PLAIN for r in uses) and n != "大同"]
    rare = [n for n in reigns() if n not in plain]
    plain_, rare_ = ("|".join(sorted(names, key=len, reverse=True)) for names in (plain, rare))
    count = rf"(?:元|{NUMERAL})年(?![级])"
    return (
        rf"(?:中华民国|民国|(?:{_DYNASTY}|伪满?洲?国?|日本)?(?:{plain_})){count}"
        rf"|(?:{_DYNASTY}|伪满?)(?:{rare_}){count}|(?:{rare_}){count}(?={GLOSS})"
    )


def _relative() -> str:
    words = _words("times_relative")
    # 近年内, 三年初, 以上年龄, 免去年: a word that cuts another is none
    before = r"(?<![以免近历度])(?:(?<![\d一二三四五六七八九十几数两多半每整])|(?![年月]))"
    return rf"{before}(?:{words})(?!龄|轻|级|[事仁]|度假|月刊)"


def _period() -> str:
    plans = _words("times_periods", kind="plan")
    eras = _words("times_periods", kind="era")
    quote = "[“”\"'‘’]"
    ages = "(?:初期|中期|后期|末期|前期|时期|期间|年间|以来|之初|之前|之后|初年|末年|初叶|末叶|中叶|中后期)"
    reign = "|".join(n for n, uses in reigns().items() if any(r.dynasty in _PLAIN for r in uses))
    return (
        rf"{quote}(?:{plans}){quote}(?:计划|规划)?(?:期间|时期|以来|[初末](?!期))?"
        rf"|(?:{plans})(?:计划|规划)?(?:期间|时期|以来)|第[{_HAN}]{{1,3}}个五年(?:计划|规划)(?:期间|时期)?"
        rf"|(?:(?:19|20|二十|本|上)世纪)?(?:19|20)?(?:\d0|[{_HAN}]十)年代(?:中后期|[初中末后前]期|[初中末])?"
        rf"|(?:\d{{1,2}}|[{_HAN}]{{1,3}})世纪(?:初叶|中叶|末叶|[初末])?(?!\d|[{_HAN}]十年代)"
        rf"|(?:{eras}){ages}|(?:{_DYNASTY}|伪)?(?:{reign}|民国){ages}(?:{GLOSS})?"
        r"|清末民初|明末清初|明清时期|(?:清|明|宋|元|唐|民国|民)(?:朝|代)?(?:初年|末年|初叶|末叶|中叶|初|末|季)(?![级中步])"
        r"|(?:新中国成立|中华人民共和国成立|建国|解放|改革开放|土改|合作化)(?:前夕|前后|以来|以前|以后|之初|初期|前|后|初)"
    )


@cache
def point() -> str:
    """One date, of any form."""
    dated = rf"(?:{_YEAR}|{_era()})(?:{GLOSS})?{_sub()}?"
    dropped = rf"{_BREAK}{NUMERAL}年(?:{GLOSS}{_sub()}?|{_sub()}(?!期)|(?![内间后来前中以之制期度级龄多余左的租轮起多级段息薪代]))"
    month = rf"(?<![\d.月])(?:{_MONTH}(?:{_TEN_DAYS}|{_DAY})?)"
    lunar = rf"(?:农历|阴历|夏历|旧历|(?<![{_HAN}\d个]))(?:闰?[正冬腊]月|{_LUNAR[3:-1]}(?={_LUNAR_DAY}|份|[上中下]旬))(?:{_TEN_DAYS}|{_LUNAR_DAY})?"
    bare = rf"{_BREAK}(?:\d{{1,2}}\s?日(?![元均产供报本常处用]))"
    dotted = (
        rf"(?<![\d.A-Za-z])(?:1[5-9]|20)\d\d[.\uff0e](?:1[0-2]|0?[1-9])(?![\d%‰])"
        rf"(?:[.\uff0e]\d{{1,2}}(?!\d)|(?={DASH}|至|[)\uff09、,\uff0c;\uff1b\s]|$))"
        r"|(?<![\d\-/])(?:1[5-9]|20)\d\d([-/])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    )
    relative = rf"(?:{_relative()})(?:{_sub()})?"
    season = rf"{_BREAK}(?:第?[一二三四1234]季度|[春夏秋冬](?:季|天|初|末)?(?=[\s,\uff0c、至]))"
    return "|".join((dated, dotted, _period(), relative, month, lunar, season, bare, dropped))


@cache
def pattern() -> re.Pattern[str]:
    """A date, or a span of two dates, or one with an open end; the left one may lack what the right one says."""
    left = (
        rf"(?<![\d.])(?:1\d{{3}}|20\d{{2}})(?={CONNECTOR}(?:1\d{{3}}|20\d{{2}})(?:年|(?=[)\uff09])))"
        rf"|民国{NUMERAL}(?={CONNECTOR}{NUMERAL}年)"
        rf"|(?:(?:{_YEAR}|{_era()})(?:{GLOSS})?|(?<![\d.]))\d{{1,2}}(?={CONNECTOR}\d{{1,2}}月)"
        rf"|(?:(?:{_YEAR}|{_era()})(?:{GLOSS})?)?(?<!\d)\d{{1,2}}月\d{{1,2}}(?={CONNECTOR}(?:\d{{1,2}}月)?\d{{1,2}}日)"
        rf"|(?<![\d.])\d{{1,2}}(?={CONNECTOR}\d{{1,2}}日(?![元均产供]))"
    )
    one = point().replace(r"\1", r"[-/]").replace("([-/])", "[-/]")
    right = (
        rf"(?:{one}|(?:1\d{{3}}|20\d{{2}})(?=[)\uff09])|{NUMERAL}年(?:{GLOSS})?(?:{_sub()})?|\d{{1,2}}日|今)"
    )
    return re.compile(
        rf"(?:(?:{left})(?:{CONNECTOR})(?:{right})"
        rf"|(?:{one})(?:(?:{CONNECTOR})(?:{right})|{DASH}{{1,2}}(?=[)\uff09、,\uff0c;\uff1b。]|$))?)",
        re.MULTILINE,
    )
