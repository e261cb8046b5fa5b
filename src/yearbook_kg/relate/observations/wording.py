"""The words beside a figure, cleaned to the name of what it measures."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from yearbook_kg import tables
from yearbook_kg.relate.observations.slots import TIME
from yearbook_kg.rules import Closing, Opening, anywhere

__all__ = [
    "attribute_of",
    "clean",
    "counts",
    "default_noun",
    "family_of",
    "is_adverbial",
    "is_bare_verb",
    "is_division",
    "is_predicate",
    "measured_in",
    "moves",
    "object_of",
    "share_words",
    "split_right",
    "unit_of_column",
    "verb_behind",
    "without_change",
]

_UNITS = 2048  # that the answers about units are kept of
_EDGE = f"\\s{TIME}、/~—,\\uff0c…·“”"
# 比上年, 较1953年, 同比, 与…相比 open the comparison that a change is measured against.
_COMPARISON = re.compile(
    r"(?:(?<!性别)(?<!对)比(?!例|重|率|赛|较|值)|较(?!大|多|高|好|强|为)|同比|环比|与[^,\uff0c]{1,16}相?比"
    r"|年均|年平均|平均每年|同口径|[按以]?可比口径|[按以]可比价|扣除[^,]{2,12}因素|剔除[^,]{2,12}因素|按[^,\uff0c]{1,8}计算).*$"
)
_AGAINST = re.compile(r"(?:高|低|快|慢|优|多|少)于[^,\uff0c]*$")  # 高于城镇居民2.4个百分点
_PLACES = Opening(r"在[^,\uff0c]{2,24}?(?=(?:新|营|扶|改|修|兴|建|设|开|举|创|组|成)[建造营持设办展立成])")
_LONGEST = 26
_REFERRING = frozenset(("后者", "前者", "两者", "二者"))
# 扩建后, 建成时, 最高, 高峰日 say when, not what.
_FOR_YEARS = Opening(
    r"[\x01、,]*[0-9一二三四五六七八九十两]+年(?:来|间|内|共)?(?=[^产度龄级平均]|$)|[0-9]{1,2}[、.\uff0e)\uff09]|(?:已?连续|历时)[0-9一二三四五六七八九十两]+[年个次届](?:实现)?"
)
_AFTER_TIME = re.compile(
    f"{TIME}(?:以来|以前|以后|(?:[末底间起时止春夏秋冬]|初(?![中级等])|[前后](?![移列进述者续勤备])))+"
)
_AFTERWARDS = Closing("^[^后时]{0,6}(?:后|时|以来)")
_ADVERBIAL = Opening(
    "(?:[人户亩队村校班社生床地](?:均|平|平均)|每[人户亩队村校班社生床]|(?:高峰|最高|最低|最多|最少|首|当|次|平)?(?:日|月|年|天|均)|最高|最低|最多|平均|[日月年]均|每[日月年天次亩户人]|每[百千万]?平方(?:公里|千米)|每[百千万][人户亩斤]|高峰期|首批|首次|初期|原)$"
)
_NEW = Opening("新增加?|净增|增设|增加|减少")
_WITHIN = Closing(r"(?<=[\u4e00-\u9fff]{2})[中内里]")  # 54个行政村中
_MOVES = Opening(
    "提高|上升|增加|增长|增|发展|降低|降|减少|减|下降|调整|调|缩短|扩大|恢复|改为|升|涨|到|至|上涨|回落"
)


class _Edges(NamedTuple):
    """What is no part of a name at either end, and the verb of change that may end it."""

    lead: Opening
    trail: Closing
    change: Closing


@cache
def _edges() -> _Edges:
    lead = "|".join(
        re.escape(row["word"]) + (f"(?![{row['unless']}])" if row["unless"] else "")
        for row in sorted(tables.load("figures_leading"), key=lambda row: -len(row["word"]))
    )
    trail = (
        (f"(?<![{row['unless']}])" if row["unless"] else "") + re.escape(row["word"])
        for row in sorted(tables.load("figures_trailing"), key=lambda row: -len(row["word"]))
    )
    changes = (
        row["words"]
        for row in sorted(tables.load("figures_changes"), key=lambda row: -len(row["words"]))
        if len(row["words"]) > 1
    )
    return _Edges(
        Opening(f"(?:{lead}|[{_EDGE}的])+"),
        Closing(*trail, f"[{_EDGE}]"),
        Closing(*changes, "[增减升降涨跌多少高低快]", tail="(?:了|率|值)?"),
    )


@cache
def _attributes() -> Closing:
    words = "|".join(
        sorted((row["word"] for row in tables.load("figures_attributes")), key=len, reverse=True)
    )
    return Closing(
        f"(?:平均|人均|户均|年|月|日|总|每亩|实际|常年|累计)*(?:[\u4e00-\u9fff]{{2}}(?:率|比)|{words})"
    )


@cache
def _predicates() -> re.Pattern[str]:
    rows = sorted(tables.load("figures_predicates"), key=lambda row: len(row["word"]), reverse=True)
    return anywhere(
        "|".join(
            (f"(?<![{row['unless_before']}])" if row["unless_before"] else "")
            + re.escape(row["word"])
            + (f"(?![{row['unless_after']}])" if row["unless_after"] else "")
            for row in rows
        )
    )


@cache
def _bare_verbs() -> tuple[frozenset[str], Opening]:
    words = [row["word"] for row in tables.load("figures_bare_verbs")]
    longest = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    return frozenset(words), Opening(f"(?:{'|'.join(longest)})(?=[^率额量])")


def is_bare_verb(words: str) -> bool:
    """Whether the words are a verb without its object.

    >>> is_bare_verb("审结"), is_bare_verb("审结案件")
    (True, False)
    """
    return words in _bare_verbs()[0]


def object_of(words: str) -> str:
    """The words without the verb that they begin with.

    >>> object_of("受理民商事案件"), object_of("民商事案件")
    ('民商事案件', '民商事案件')
    """
    return _bare_verbs()[1].cut(words)


def verb_behind(words: str) -> str:
    """The words without the bare verb that they end in; "" where they end in none.

    >>> verb_behind("黄牛存栏"), verb_behind("黄牛")
    ('黄牛', '')
    """
    verb = next((words[-length:] for length in (3, 2) if words[-length:] in _bare_verbs()[0]), "")
    return words[: -len(verb)] if verb else ""


@lru_cache(maxsize=_UNITS)
def measured_in(unit: str) -> bool:
    """Whether the unit is one of length or mass that may describe what stands behind it: 5吨木船.

    >>> measured_in("吨"), measured_in("个")
    (True, False)
    """
    return unit in _measures()


@cache
def _measures() -> frozenset[str]:
    return frozenset(row["unit"] for row in tables.load("figures_units") if row["kind"] in ("length", "mass"))


def unit_of_column(head: str) -> str:
    """The unit that the name of a column implies; "" for none.

    >>> unit_of_column("户数"), unit_of_column("总人口"), unit_of_column("备注")
    ('户', '人', '')
    """
    return next((unit for word, unit in _COLUMN_UNITS.items() if head.endswith(word)), "")


_COLUMN_UNITS = {
    "户数": "户",
    "人口": "人",
    "人数": "人",
    "户": "户",
    "人次": "人次",
    "件数": "件",
    "职工": "人",
    "学生": "人",
}


@cache
def _divisions() -> frozenset[str]:
    return frozenset(row["unit"] for row in tables.load("figures_units") if row["kind"] == "division")


@cache
def _countable() -> frozenset[str]:
    kinds = ("count", "person", "division", "work", "time", "transport")
    return frozenset(row["unit"] for row in tables.load("figures_units") if row["kind"] in kinds)


@lru_cache(maxsize=_UNITS)
def is_division(unit: str) -> bool:
    """Whether the unit is itself the thing counted: 2镇13乡.

    >>> is_division("乡"), is_division("个")
    (True, False)
    """
    return unit in _divisions()


@lru_cache(maxsize=_UNITS)
def counts(unit: str) -> bool:
    """Whether the thing counted may stand right behind the unit: 26家企业, but not 80万元兴建.

    >>> counts("家"), counts("CNY"), counts("台(件)")
    (True, False, True)
    """
    return unit.split("(")[0] in _countable()


def clean(words: str) -> str:
    """Strip what is no part of a name from both ends: scope, adverbs, auxiliary verbs, times.

    >>> clean("全市粮食播种面积达"), clean("其中"), clean("有效灌溉面积发展到")
    ('粮食播种面积', '', '有效灌溉面积')
    """
    if not words:
        return ""
    lead, trail, _ = _edges()
    words = _FOR_YEARS.cut(words)
    if TIME in words:
        words = _AFTER_TIME.sub(TIME, words)
    before = None
    while before != words:
        before = words
        words = trail.cut(words)
    words = _PLACES.cut(lead.cut(words))
    words = _AFTERWARDS.cut(words.replace(TIME, "").strip("的\u3000 "))
    if words.count("“") != words.count("”"):
        words = words.replace("“", "").replace("”", "")
    if words in _REFERRING:
        return ""
    return words[-_LONGEST:] if len(words) > _LONGEST else words


def without_change(words: str) -> str:
    """Strip the comparison and the verb of change from the words in front of a change.

    >>> without_change("受理投诉举报案件较上年下降"), without_change("其中食品类上升")
    ('受理投诉举报案件', '食品类')
    """
    _, trail, change = _edges()
    words = _AGAINST.sub("", _COMPARISON.sub("", words))
    before = None
    while before != words:
        before = words
        words = change.cut(trail.cut(words))
    return clean(_NEW.cut(clean(words)))


def moves(words: str) -> bool:
    """Whether the words behind a number say that it moved on: 由62%【提高到】98.5%.

    >>> moves("提高到"), moves("企业参加")
    (True, False)
    """
    return _MOVES.match(words.replace(TIME, "")) is not None


def is_predicate(words: str) -> bool:
    """Whether the words begin with what somebody does: 移送司法机关, not 科级干部.

    >>> is_predicate("移送司法机关"), is_predicate("科级干部")
    (True, False)
    """
    return _predicates().match(words) is not None


def is_adverbial(words: str) -> bool:
    """Whether the words tell when or how, and not what is measured.

    >>> is_adverbial("高峰日"), is_adverbial("日均"), is_adverbial("日均用电")
    (True, True, False)
    """
    return _ADVERBIAL.match(words) is not None


def attribute_of(words: str) -> str:
    """The property that a name ends in (面积 of 小麦面积), or "".

    >>> attribute_of("小麦面积"), attribute_of("平均亩产"), attribute_of("参赛职工")
    ('面积', '平均亩产', '')
    """
    match = _attributes().search(words)
    return match[0] if match else ""


@cache
def _families() -> dict[str, str]:
    return {row["word"]: row["family"] for row in tables.load("figures_attributes")}


def family_of(attribute: str) -> str:
    """The family of a property; only properties of one family share a bearer in a series.

    >>> family_of("面积") == family_of("平均亩产"), family_of("集雨面积") == family_of("总库容")
    (True, False)
    """
    if attribute.endswith("率"):
        return "rate"
    for start in range(len(attribute)):
        if attribute[start:] in _families():
            return _families()[attribute[start:]]
    return ""


def split_right(words: str) -> tuple[str, str]:
    """Split the words behind a counted number into the thing counted and what is said of it.

    >>> split_right("企业签订了集体合同"), split_right("大中型企业"), split_right("受灾")
    (('企业', '签订集体合同'), ('大中型企业', ''), ('', '受灾'))
    """
    words = words.lstrip("的内\x01")
    head, _, rest = words.partition(TIME)  # 检测中心5月动工: what a date follows is the subject of a clause
    words = head if len(head) > 1 else head + rest.replace(TIME, "")
    match = _predicates().search(words)
    if match is None:
        return _WITHIN.cut(words.strip()), ""
    said = words[match.start() :].replace("了", "")
    return _WITHIN.cut(words[: match.start()].strip()), said[:_LONGEST]


def share_words(left: str) -> tuple[str, str]:
    """Split the words of a share at 占: what has the share, and what it is a share of.

    >>> share_words("其中山地占"), share_words("占全省粮食总产量的")
    (('山地', ''), ('', '粮食总产量'))
    """
    part, _, whole = left.rpartition("占")
    whole = whole.split("比重")[0].split("比例")[0]
    whole = "" if whole.startswith("比") else whole  # 三级手术占比达46.5%
    if not whole and clean(part).endswith("中"):
        return "", clean(part)  # 四大行中占比28.1%
    return clean(part), clean(whole)


@cache
def _defaults() -> dict[str, str]:
    return {row["unit"]: row["noun"] for row in tables.load("figures_defaults")}


def default_noun(unit: str) -> str:
    """What a figure measures where nothing but its unit tells.

    >>> default_noun("人"), default_noun("座")
    ('人口', '座数')
    """
    return _defaults().get(unit) or f"{unit}数"
