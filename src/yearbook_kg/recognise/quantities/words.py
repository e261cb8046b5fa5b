"""The words around a number: qualifiers that belong to it, and surroundings in which it measures nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import cast

from yearbook_kg import tables
from yearbook_kg.model import Qualifier
from yearbook_kg.recognise.quantities.reading import Reading
from yearbook_kg.recognise.quantities.units import kind_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
# 100万元以上的企业867户: a threshold describes what is counted, it is no figure of its own.
_THRESHOLD = frozenset(("以上", "以下", "以内", "之内"))


# 签约2,650万元, 通过3项: the last character of another word is no qualifier.
_OTHER_WORD = {
    "约": "签节合条契特邀履违爽",
    "近": "附最临靠邻",
    "过": "通经达到超不",
    "超": "赶彩B高反",
    "逾": "",
}


@cache
def _qualifiers(side: str) -> tuple[dict[str, Qualifier], dict[str, tuple[int, ...]]]:
    """The qualifiers of one side, and how long they are, by the character next to the number."""
    rows = [row for row in tables.load("figures_qualifiers") if row["side"] == side]
    table = {row["words"]: cast(Qualifier, row["qualifier"]) for row in rows}
    sizes: dict[str, set[int]] = {}
    for word in table:
        sizes.setdefault(word[-1 if side == "before" else 0], set()).add(len(word))
    return table, {char: tuple(sorted(known, reverse=True)) for char, known in sizes.items()}


def qualifier_before(text: str, begin: int, floor: int) -> tuple[Qualifier | None, int]:
    """Return the qualifier that ends at ``begin``, and where it begins.

    >>> qualifier_before("上线率超过40%", 5, 0), qualifier_before("达13万人", 1, 0)
    (('over', 3), (None, 1))
    """
    table, sizes = _qualifiers("before")
    # a number at the head of a line has its qualifier at the end of the line before
    end = begin - (begin > floor and text[begin - 1] == "\n")
    for size in sizes.get(text[end - 1 : end], ()):
        word = text[end - size : end] if end - size >= floor else ""
        if word in table:
            start = begin - size
            other = start > 0 and text[start - 1] in _OTHER_WORD.get(word, "")
            return (None, begin) if other else (table[word], start)
    return None, begin


def qualifier_after(text: str, end: int, stop: int) -> tuple[Qualifier | None, int]:
    """Return the qualifier that begins at ``end``, and where it ends.

    >>> qualifier_after("560公斤以上。", 5, 8), qualifier_after("20个多民族", 3, 6)
    (('over', 7), (None, 3))
    """
    table, sizes = _qualifiers("after")
    for size in sizes.get(text[end : end + 1], ()):
        word = text[end : end + size] if end + size <= stop else ""
        if word in table:
            follows = size == 1 and _HAN.match(text, end + size, stop)
            return (None, end) if follows else (table[word], end + size)
    return None, end


def threshold(text: str, end: int, after_end: int, stop: int) -> bool:
    """Whether the words behind a number make it a limit that describes something else.

    >>> threshold("100万元以上的企业867户", 5, 7, 14), threshold("在560公斤以上。", 6, 8, 9)
    (True, False)
    """
    return text[end:after_end] in _THRESHOLD and _HAN.match(text, after_end, stop) is not None


_LASTING = re.compile(
    "(?:工期|会期|为期|历时|历经|学制|刑期|任期|长达|时间|时长|寿命|周期|期限|假期|产假|年限|日照|缩短|延长|提前|推迟|减少|增加|达|仅|共|[降升增减]至|[降升]到|均|的|年龄|终年|享年|卒年|年仅|约|近|超过|无霜期|平均|超|有|用时|耗时|计|停产|停课|训练|培训|罢工|罢课|罢市|激战|展出|休息|工作)$"
)
_AFTERWARDS = re.compile(
    "后|前|来|间|中|内(?!抢|完|办|修|审|建)|期|制|级|一次|计划|规划|以后|以前|以来|之|多来|初|底|末|代|度|份"
)


def lasting(text: str, begin: int, floor: int, end: int, unit: str) -> bool:
    """Whether a number of hours, days or years is a duration that the text states (工期19个月, not 3年后).

    >>> lasting("工期19个月。", 2, 0, 6, "个月"), lasting("3年后迁回", 0, 0, 2, "年")
    (True, False)
    """
    if _AFTERWARDS.match(text, end):
        return False
    said = _LASTING.search(text[max(floor, begin - 4) : begin]) is not None
    return said or unit not in ("年", "日", "周", "周年", "节", "星期")


def measures(unit: str) -> bool:
    """Whether a unit measures (公里, 斤, 元) rather than counts (个, 人).

    >>> measures("公里"), measures("个")
    (True, False)
    """
    return kind_of(unit) in ("money", "share", "length", "area", "volume", "mass", "transport", "energy")


_COUNTED = frozenset("人名户口员家丁艘辆匹头只株棵间座所处岁册首支台架栋幢挺眼孔层柱面进楹墩")
_CONCRETE = re.compile(
    "县|区|乡|镇|村|公社|大队|生产|小队|小组|企业|单位|工厂|厂|学校|班|代表队|营|团|连|商店|门店|点|小时|月|昼夜"
)
_GRADES = frozenset("级型制")
_GRADE = re.compile("级(?!以)|型|制")
_ALONE = frozenset("人名员所座处间户艘辆台眼口")
_ROUND = frozenset((Decimal(100), Decimal(1000), Decimal(10**4), Decimal(10**8)))
# 1石谷重150斤, 1丈合10尺: the one is what the other explains.
_CONVERTED = re.compile("[^,\uff0c。;\uff1b]{0,4}(?:重|合|折|等于|抵|兑)")
_DENSITY = re.compile(
    "每([百千万]?平方(?:公里|千米))[^,\uff0c。;\uff1b]{0,8}$|每(秒)钟?(?=[^,\uff0c]{0,3}$)|每([百千万]人)$"
)
_ANGLE = re.compile("[经纬度时点]$")


@cache
def _vetoes() -> dict[str, list[tuple[re.Pattern[str], bool]]]:
    found: dict[str, list[tuple[re.Pattern[str], bool]]] = {}
    for row in tables.load("figures_vetoes"):
        for unit in row["units"].split():
            found.setdefault(unit, []).append((re.compile(row["behind"]), row["spelled"] == "yes"))
    return found


def _is_part_of_word(text: str, reading: Reading, *, spelled: bool) -> bool:
    """Whether the words behind make number and unit part of another word: 320国道, 十里河."""
    vetoes = _vetoes().get(reading.unit)
    return vetoes is not None and any(
        (spelled or not only) and pattern.match(text, reading.end) for pattern, only in vetoes
    )


# 三届十五次会议, 7月28日,十六次会议: which one, not how many; but 召开十五次主席会议.
_MEETING = re.compile("[\u4e00-\u9fff]{0,4}(?:会|会议)")
_WHICH = re.compile("[届日月,\uff0c。;\uff1b、\\s]$")


_ORDINALS, _VAGUE = frozenset("第每№前"), frozenset("几数上好")


def admits(text: str, first: Reading, last: Reading, floor: int) -> bool:
    """Whether a number with a unit measures something where it stands.

    first, last: the ends of a range, or twice the same; floor: where the stretch of text begins.
    """
    unit = last.unit
    before = text[max(floor, first.begin - 2) : first.begin]
    last_sign = before[-1:]
    if last_sign in _ORDINALS and (unit in "名位" or not (measures(unit) and last_sign == "前")):
        return False
    if first.spelled and last_sign in _VAGUE:
        return False
    if _is_part_of_word(text, last, spelled=first.spelled):
        return False
    if (text[last.end : last.end + 1] in _GRADES and _GRADE.match(text, last.end)) or (
        unit in "度分" and _ANGLE.search(text[max(floor, first.begin - 3) : first.begin])
    ):
        return False
    if kind_of(unit) == "time" and not lasting(text, first.begin, floor, last.end, unit):
        return False
    if unit == "次" and first.spelled and _MEETING.match(text, last.end) and _WHICH.search(before):
        return False
    if unit == "期" and (first is not last or before.endswith(("-", "—", "~", "至"))):
        return False  # 1—3期 are issues of a journal
    if first.value == 1 and measures(unit) and _CONVERTED.match(text, last.end):
        return False
    return not first.spelled or _counts(text, first, last, floor)


def _counts(text: str, first: Reading, last: Reading, floor: int) -> bool:
    """Whether a spelled number counts: 三十户, 两名教师, 设科长一人; but not 四项任务, 三个方面, 一种."""
    value, unit = first.value * first.factor, last.unit
    if text[first.begin] in "百千万亿" and value in _ROUND:
        exact = first.more or qualifier_before(text, first.begin, floor)[0] is not None
        return exact and unit not in "年"
    if unit in ("分", "点", "度", "方", "步", "重", "节", "代", "届", "期", "号"):
        return False
    if measures(unit) and unit != "两":
        return value > 1 or unit == "倍"
    if kind_of(unit) == "time":
        return value > 1
    if _HAN.match(text, last.end) is None and unit not in ("次", "种", "类", "项", "批", "个"):
        return value > 1 or unit in _ALONE  # the numeral behind its noun: 设科长一人、科员三人
    if unit == "个":
        return value >= 10 or (value > 1 and _CONCRETE.match(text, last.end) is not None)
    return value >= 10 or (value > 1 and unit in _COUNTED)


def per_area(text: str, begin: int, floor: int) -> str:
    """The denominator of a density that stands in front of a number: 每平方公里约162人 gives "/平方公里".

    >>> per_area("每百平方公里98.1公里", 6, 0), per_area("每亩30元", 2, 0)
    ('/百平方公里', '')
    """
    front = text[max(floor, begin - 16) : begin]
    match = _DENSITY.search(front) if "每" in front else None
    return f"/{match[1] or match[2] or match[3]}" if match else ""


_BEARERS = re.compile(
    "(人口|人数|户数|职工|学生|教师|党员|会员|社员|民工|劳动力|劳力)(?:达到?|为|有|约|近|共)*$"
)
_CLOSED = re.compile(r"[、,\uff0c。;\uff1b)\uff09\n]|$")


def implied_unit(text: str, reading: Reading, floor: int) -> str:
    """The unit of a large number without one, from the noun in front: 人口1.2万、耕地8600亩; "" for none.

    >>> from yearbook_kg.recognise.quantities.reading import NUMBER, read_number
    >>> t = "保护人口1.2万、耕地"
    >>> implied_unit(t, read_number(t, NUMBER.search(t), len(t)), 0)
    '人'
    """
    if reading.factor == 1 or not _CLOSED.match(text, reading.end):
        return ""
    match = _BEARERS.search(text[max(floor, reading.begin - 8) : reading.begin])
    return ("户" if match[1] == "户数" else "人") if match else ""
