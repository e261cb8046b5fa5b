"""The words beside a figure, cleaned to the name of what it measures."""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg import tables
from yearbook_kg.relate.observations_slots import TIME

__all__ = ["attribute_of", "clean", "default_noun", "share_words", "split_right", "without_change"]

_EDGE = f"\\s{TIME}、,\\uff0c…·“”"
# 比上年, 较1953年, 同比, 与…相比 open the comparison that a change is measured against.
_COMPARISON = re.compile(
    rf"(?:比(?!例|重|率|赛|较|值)|较(?!大|多|高|好|强|为)|同比|环比|与[^,\uff0c]{{1,16}}相?比|年均|年平均|平均每年|按[^,\uff0c]{{1,8}}计算).*$"
)
_PLACES = re.compile(
    r"^在[^,\uff0c]{2,24}?(?=(?:新|营|扶|改|修|兴|建|设|开|举|创|组|成)[建造营持设办展立成])"
)
_LONGEST = 26


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lead = "|".join(
        re.escape(row["word"]) + (f"(?![{row['unless']}])" if row["unless"] else "")
        for row in sorted(tables.load("figures_leading"), key=lambda row: -len(row["word"]))
    )
    trail = "|".join(
        (f"(?<![{row['unless']}])" if row["unless"] else "") + re.escape(row["word"])
        for row in sorted(tables.load("figures_trailing"), key=lambda row: -len(row["word"]))
    )
    changes = "|".join(
        row["words"]
        for row in sorted(tables.load("figures_changes"), key=lambda row: -len(row["words"]))
        if len(row["words"]) > 1
    )
    return (
        re.compile(f"^(?:{lead}|[{_EDGE}的])+"),
        re.compile(f"(?:{trail}|[{_EDGE}])$"),
        re.compile(rf"(?:{changes}|[增减升降涨跌多少高低快])(?:了|率|值)?$"),
    )


@cache
def _attributes() -> re.Pattern[str]:
    words = "|".join(
        sorted((row["word"] for row in tables.load("figures_attributes")), key=len, reverse=True)
    )
    return re.compile(f"(?:平均|人均|户均|年|月|日|总|每亩|其中|实际|常年|累计)*(?:{words})$")


@cache
def _predicates() -> re.Pattern[str]:
    words = sorted((row["word"] for row in tables.load("figures_predicates")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def clean(words: str) -> str:
    """Strip what is no part of a name from both ends: scope, adverbs, auxiliary verbs, times.

    >>> clean("全市粮食播种面积达"), clean("其中"), clean("有效灌溉面积发展到")
    ('粮食播种面积', '', '有效灌溉面积')
    """
    lead, trail, _ = _edges()
    before = None
    while before != words:
        before = words
        words = trail.sub("", words)
    words = lead.sub("", words)
    words = _PLACES.sub("", words)
    words = words.replace(TIME, "").strip("的“”\u3000 ")
    if len(words) > _LONGEST:
        words = words[-_LONGEST:]
    return words


def without_change(words: str) -> str:
    """Strip the comparison and the verb of change from the words in front of a change.

    >>> without_change("受理投诉举报案件较上年下降"), without_change("比上年增长"), without_change("其中食品类上升")
    ('受理投诉举报案件', '', '食品类')
    """
    _, trail, change = _edges()
    words = _COMPARISON.sub("", words)
    before = None
    while before != words:
        before = words
        words = change.sub("", trail.sub("", words))
    words = re.sub("^(?:新增加?|净增|增设|增加|减少)", "", clean(words))
    return clean(words)


def attribute_of(words: str) -> str:
    """The property that a name ends in (面积 of 小麦面积), or "".

    >>> attribute_of("小麦面积"), attribute_of("平均亩产"), attribute_of("参赛职工")
    ('面积', '平均亩产', '')
    """
    match = _attributes().search(words)
    return match[0] if match else ""


def split_right(words: str) -> tuple[str, str]:
    """Split the words behind a counted number into the thing counted and what is said of it.

    >>> split_right("企业签订了集体合同"), split_right("大中型企业"), split_right("受灾")
    (('企业', '签订集体合同'), ('大中型企业', ''), ('', '受灾'))
    """
    words = words.replace(TIME, "").lstrip("的")
    match = _predicates().search(words)
    if match is None:
        return words.strip(), ""
    said = words[match.start() :].replace("了", "")
    return words[: match.start()].strip(), said[:_LONGEST]


def share_words(left: str) -> tuple[str, str]:
    """Split the words of a share at 占: what has the share, and what it is a share of.

    >>> share_words("其中山地占"), share_words("占全省粮食总产量的")
    (('山地', ''), ('', '粮食总产量'))
    """
    part, _, whole = left.rpartition("占")
    whole = whole.split("比重")[0].split("比例")[0]
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
