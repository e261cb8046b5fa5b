"""One number, read with its currency in front and its scale, unit and partner of a range behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from yearbook_kg import tables
from yearbook_kg.recognise.quantities.numbers import (
    ARABIC,
    BEGINS,
    CHINESE,
    SCALES,
    arabic,
    chinese,
    scale,
)
from yearbook_kg.recognise.quantities.units import read_unit, unit_initials

NUMBER = re.compile(rf"(?<![0-9A-Za-z.第]){ARABIC}|{CHINESE}")
# Where numbers stand, and whatever else has their characters.
FIGURES = re.compile(f"[{BEGINS}]+")
_MORE = re.compile("余|多(?!种|项|元化)|来(?=[个名人条件户亩里斤岁万千])|几(?=[个名人条件户亩里斤岁万千])")
# 千 is no scale in 千瓦, 千米, 千克, 千伏, nor 百 in 百分点.
_MORE_SIGNS = frozenset("余多来几")
_SCALE_SIGNS = frozenset("百千万亿十")
_SCALE = re.compile(
    r"百万(?!千焦)|千万(?![瓦米克])|万万|十万|百亿|千亿|万亿|[亿万]|千(?![瓦米克伏焦卡分赫升])|百(?![分帕])"
)
_MIXED = re.compile(r"(\d{1,4})([万千])|(\d{4})(?![\d.万亿])")
_SMALL_MONEY = re.compile("([0-9一二三四五六七八九])角(?:([0-9一二三四五六七八九])分)?")
_CENTS = re.compile("([0-9一二三四五六七八九])分")
# What a range is written with.
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2500~\uff5e\u301c\uff0d至到")
_DASH = re.compile(r"[-\u2010-\u2015\u2500~\uff5e\u301c\uff0d]{1,2}|[至到](?=[0-9一二三四五六七八九十百])")
_GAPS = frozenset(" \u3000\u00a0\u2009")
_GAP = re.compile(r"[ \u3000\u00a0\u2009](?=[\u4e00-\u9fff%\u2030\u2103\u33a1])")
_ELIDED = re.compile(
    r"(个)?(?=(?:[、和及与,]{1,2}\d[\d.]*\1?){0,6}[、和及与]\d[\d.]*(?:([%\u2030]|倍)|个(百分点|千分点)))"
)
# What may stand between a number and the next one of its list.
_LISTS = frozenset("个、和及与,")
_DISTRIBUTED = re.compile(r"分别|依次|各")
_LIST_BEFORE = 24
_LONGEST_CURRENCY = 7
_BEHIND = re.compile(r"[(\uff08]([\u4e00-\u9fff]{1,5})[)\uff09]")


@dataclass(slots=True)
class Reading:
    """A number as it stands: ``value`` without its scale, the factor of the scale, the unit word, the end."""

    begin: int
    end: int
    value: Decimal
    factor: int = 1
    more: bool = False
    unit: str = ""
    spelled: bool = False


_LEADS = _MORE_SIGNS | _SCALE_SIGNS | _GAPS
# Units of money that smaller ones may follow.
_PARTED = frozenset(("元", "圆", "块", "角"))


@cache
def _openers() -> frozenset[str]:
    """What stands right behind a number that measures: a unit, 万, 余, a dash, the next of a list."""
    return unit_initials() | _MORE_SIGNS | _SCALE_SIGNS | DASHES | _LISTS | _GAPS


def may_measure(text: str, match: re.Match[str]) -> bool:
    """Whether what stands right behind a number may be its unit or lead to one; most numerals have none.

    >>> [may_measure(t, NUMBER.search(t)) for t in ("一般", "3万元", "十一、十二两月")]
    [False, True, True]
    """
    return text[match.end() : match.end() + 1] in _openers() or "两" in match[0]


def read_number(text: str, match: re.Match[str], stop: int) -> Reading | None:
    """Read the number that ``match`` found, with scale and unit; None where it is no number.

    >>> t = "发放2万余份"
    >>> r = read_number(t, NUMBER.search(t), len(t))
    >>> r.value, r.factor, r.more, r.unit
    (Decimal('2'), 10000, True, '份')
    """
    words = match[0]
    spelled = words[0] in CHINESE
    if spelled and len(words) > 1:
        words = words.removesuffix("两")  # 银八百两: the last character is the unit
    value = chinese(words) if spelled else arabic(words)
    if value is None and "两" in words[1:]:
        words = words[: words.index("两", 1)]  # 三百八十两五钱
        value = chinese(words)
    if value is None:
        return None
    begin = match.start()
    reading = Reading(begin, begin + len(words), value, spelled=spelled)
    if text[reading.end : reading.end + 1] in _LEADS:
        _read_on(text, reading, stop)
    unit, end = _elided(text, reading, stop) or read_unit(text, reading.end)
    if unit and end <= stop:
        reading.unit, reading.end = unit, end
        if unit in _PARTED:
            _read_small_money(text, reading, stop)
    elif text[match.end() : match.end() + 1] in _GAPS and not spelled:
        reading.end = match.end()
    return reading


def _read_on(text: str, reading: Reading, stop: int) -> None:
    """Read what may stand between a number and its unit: a blank, the scale, 余."""
    gap = None if reading.spelled else _GAP.match(text, reading.end, stop)
    if gap and not _heads_line(text, reading.begin):
        reading.end = gap.end()
    _read_more(text, reading)
    if not reading.spelled or reading.more:
        _read_scale(text, reading, stop)
        _read_more(text, reading)


def _heads_line(text: str, begin: int) -> bool:
    """Whether a number numbers what follows: 3 人口 at the head of a line, 表1 人口."""
    start = max(text.rfind("\n", max(0, begin - 8), begin), 0)
    return not text[start:begin].strip() or text[begin - 1] in "表图件录卷册编章节篇题例式"


def _elided(text: str, reading: Reading, stop: int) -> tuple[str, int] | None:
    """The unit that only the last of a list bears: 提高0.3个和0.5个百分点, 分别增长12、15和20%."""
    if reading.spelled or text[reading.end : reading.end + 1] not in _LISTS:
        return None
    match = _ELIDED.match(text, reading.end, stop)
    if match is None:
        return None
    if not match[1] and not _DISTRIBUTED.search(text[max(0, reading.begin - _LIST_BEFORE) : reading.begin]):
        return None
    return ("个" + match[3] if match[3] else match[2]), reading.end + len(match[1] or "")


def _read_small_money(text: str, reading: Reading, stop: int) -> None:
    """Add the 角 and 分 behind 元: 3元5角, 十二元五角八分."""
    if reading.unit == "角" and (cents := _CENTS.match(text, reading.end, stop)):
        reading.value += _one_digit(cents[1]) / 10
        reading.end = cents.end()
        return
    match = _SMALL_MONEY.match(text, reading.end, stop) if reading.unit in ("元", "圆", "块") else None
    if match is None or reading.factor != 1:
        return
    tenths, hundredths = (_one_digit(words) for words in match.groups())
    reading.value += tenths / 10 + hundredths / 100
    reading.end = match.end()


def _one_digit(words: str | None) -> Decimal:
    return (chinese(words) if words in CHINESE else arabic(words)) or Decimal(0) if words else Decimal(0)


def _read_more(text: str, reading: Reading) -> None:
    if reading.more or text[reading.end : reading.end + 1] not in _MORE_SIGNS:
        return
    if match := _MORE.match(text, reading.end):
        reading.more, reading.end = True, match.end()


def _read_scale(text: str, reading: Reading, stop: int) -> None:
    if text[reading.end : reading.end + 1] not in _SCALE_SIGNS:
        return
    match = _SCALE.match(text, reading.end, stop)
    if match is None:
        return
    reading.factor, reading.end = scale(match[0]), match.end()
    rest = _MIXED.match(text, reading.end, stop) if match[0] in "万亿" and not reading.more else None
    if rest is None or (match[0] == "亿") != (rest[2] == "万"):
        return  # 3万5千, 2亿3000万 and 13万5000 are one number, but not 5万 2004年
    below = Decimal(rest[1] or rest[3]) * (SCALES[rest[2]] if rest[2] else 1)
    reading.value, reading.factor = reading.value * reading.factor + below, 1
    reading.end = rest.end()


# 四五吨, 三四百人, 十七八岁, 二三十户: two neighbouring digits are the ends of a range.
_PAIR = re.compile("([二三四五六七八九]?十)?([一二两三四五六七八])([二三四五六七八九])([十百千万]{0,2})")


def read_pair(text: str, match: re.Match[str], stop: int) -> tuple[Reading, Reading] | None:
    """Read two neighbouring digits as the ends of a range; None where the number is no such pair.

    >>> t = "石料有四五吨"
    >>> low, high = read_pair(t, NUMBER.search(t), len(t))
    >>> low.value, high.value, high.unit, t[low.begin : low.end], t[high.begin : high.end]
    (Decimal('4'), Decimal('5'), '吨', '四', '五吨')
    """
    pair = _PAIR.fullmatch(match[0]) if match[0][0] in CHINESE else None
    if pair is None or (pair[1] and pair[4]):
        return None
    tens, low, high, powers = (pair[1] or ""), pair[2], pair[3], pair[4]
    values = chinese(tens + low + powers), chinese(tens + high + powers)
    if values[0] is None or values[1] is None or chinese(high) != (chinese(low) or 0) + 1:
        return None
    middle = pair.start(3) + match.start()
    first = Reading(match.start(), middle, values[0], spelled=True)
    second = Reading(middle, match.end(), values[1], spelled=True)
    _read_scale(text, second, stop)
    _read_more(text, second)
    first.factor = second.factor
    unit, end = read_unit(text, second.end)
    if not unit or end > stop or unit in ("年", "日"):
        return None  # 近一二十年, 三四日
    first.unit = second.unit = unit
    second.end = end
    return first, second


def read_partner(text: str, first: Reading, stop: int) -> Reading | None:
    """Read the upper end of the range that ``first`` begins (980~1,050万公斤); None where there is none.

    The scale and the unit that only the upper end bears are given to the lower one.

    >>> t = "入库980~1,050万公斤"
    >>> low = read_number(t, NUMBER.search(t), len(t))
    >>> high = read_partner(t, low, len(t))
    >>> low.factor, low.unit, high.value
    (10000, '公斤', Decimal('1050'))
    """
    dash = _DASH.match(text, first.end, stop) if text[first.end : first.end + 1] in DASHES else None
    match = NUMBER.match(text, dash.end(), stop) if dash else None
    second = read_number(text, match, stop) if match else None
    if second is None or not second.unit or second.spelled != first.spelled:
        return None
    if first.unit and first.unit != second.unit:
        return None
    if not first.unit:
        first.unit = second.unit
        if first.factor == 1:
            first.factor = second.factor
    return second


@cache
def _currencies() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row["word"]: row["unit"] for row in tables.load("figures_currencies")}
    words = "|".join(sorted(table, key=len, reverse=True))
    return table, re.compile(f"[(\uff08]?({words})[)\uff09]?$")


def currency_behind(text: str, end: int) -> str | None:
    """The unit of a money named in a bracket behind the amount: 1.5亿元(旧人民币).

    >>> currency_behind("1.5亿元(旧人民币)", 5), currency_behind("1.5亿元(含税)", 5)
    ('旧人民币', None)
    """
    match = _BEHIND.match(text, end) if text[end : end + 1] in ("(", "\uff08") else None
    return (_currencies()[0].get(match[1]) or None) if match else None


def read_currency(text: str, begin: int, floor: int) -> tuple[str | None, int]:
    """Return the unit that a money's name in front of ``begin`` stands for, and where that name begins.

    >>> read_currency("股金法币3.6万元", 4, 0), read_currency("股金3.6万元", 2, 0)
    (('法币', 2), (None, 2))
    """
    table, pattern = _currencies()
    match = pattern.search(text[max(floor, begin - _LONGEST_CURRENCY) : begin])
    if match is None:
        return None, begin
    return table[match[1]], begin - len(match[0])
