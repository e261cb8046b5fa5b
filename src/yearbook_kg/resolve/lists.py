"""Lists whose members share a head: 保岱、五堡、矾山3个区; 井开区、庐陵新区总工会."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yearbook_kg.model import Mention

# What joins the members of a list.
_JOIN = re.compile(r"\s*(?:、|和|及|与|以及|，(?!\d))\s*")
_COUNT = r"(?:\d+|[一二三四五六七八九十两]+)"
# What closes a list: 等6个区, 3个基层社, 2社, 等区, 两县.
_CLOSE = re.compile(
    rf"(?:\s*等(?:地)?)?\s*(?:{_COUNT}\s*个?|等|诸)\s*"
    r"(自治县|行政村|村委会|人民公社|公社|街道|基层社|县城|[省市县区乡镇村旗州社])(?!级|政府|委|[市县区乡镇村街（(])"
)
# What closes a list of bodies: 4个社区居委会, 3个邮政代办所, 等邮电所11处.
_BODIES = re.compile(
    rf"(?:(?:\s*等)?\s*{_COUNT}\s*个\s*|等)([\u4e00-\u9fff]{{0,5}}(?:所|站|社|厂|校|院|居委会|村委会|支行|分理处|中学|小学|"
    r"幼儿园|公司|农场|林场|茶场|库|分局|支部|党委|总支|医院))(?=\s*(?:\d|[,，。;、)]|[各共均为]))"
)
_NAMED = re.compile(r"(?:局|所|站|社|厂|校|院|会|行|处|学|园|司|农场|林场|茶场|牧场|库|部|委|总支|队|馆|店)$")
# 粤北5市: the five cities of a region.
_MANY = re.compile(r"\s*(?:[2-9]|\d\d|[二三四五六七八九十两])")
_LEVEL_ENDS = ("省", "市", "县", "区", "旗", "州", "盟", "乡", "镇", "村", "公社", "街道")
_SHARED_END = re.compile(r".{2,}?(总工会|县委|区委|工委|委员会|管委会|法院|检察院|公安局)$")
# 岑巩县、三穗县邮电局
_PLACED_END = re.compile(
    r".{1,5}?(?:自治县|[省市县区旗州镇乡])(.{1,10}(?:局|委|会|院|社|所|站|厂|校|部|队|行|公司|政府|中心|中学|小学))"
)


def list_heads(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Return by mention index the head that its list gives it: 城关 in 城关、水坪6个区 gets 区.

    Only places and organisations without a level of their own get one. A unit that is short for the one of an
    earlier list (2社 after 3个基层社) is taken as that. Linear in the mentions.
    """
    heads: dict[int, str] = {}
    run: list[int] = []
    unit_before = ""
    for index, mention in enumerate(mentions):
        if mention.type not in ("Place", "Organization"):
            run = []
            continue
        if run and not _JOIN.fullmatch(text[mentions[run[-1]].end : mention.start]):
            run = []
        run.append(index)
        match = _CLOSE.match(text, mention.end)
        bodies = _BODIES.match(text, mention.end) if match is None else None
        if bodies and all(mentions[member].type == "Organization" for member in run):
            plain = [member for member in run if not _NAMED.search(mentions[member].text)]
            heads.update(dict.fromkeys(plain, bodies.group(1)))
        if match is None or (len(run) == 1 and _MANY.match(text, mention.end)):
            continue
        unit = match.group(1)
        if unit_before.endswith(unit):
            unit = unit_before
        unit_before = unit
        for member in run:
            if not mentions[member].text.endswith(_LEVEL_ENDS) or mentions[member].type == "Organization":
                heads[member] = unit
        run = []
    return heads


def shared_ends(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Return by mention index the end that a list's last member lends: 井开区 in 井开区、庐陵新区总工会.

    Only organisations whose words end like a place take part.
    """
    found: dict[int, str] = {}
    run: list[int] = []
    for index, mention in enumerate(mentions):
        if mention.type != "Organization":
            run = []
            continue
        if run and not _JOIN.fullmatch(text[mentions[run[-1]].end : mention.start]):
            run = []
        if mention.text.endswith(("区", "市", "县", "镇", "乡", "街道", "省")):
            run.append(index)
            continue
        match = _SHARED_END.fullmatch(mention.text) or (_PLACED_END.fullmatch(mention.text) if run else None)
        if match:
            found.update(dict.fromkeys(run, match.group(1)))
        run = []
    return found
