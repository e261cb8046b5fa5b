"""Bodies within a school, a hospital, a firm: 校党委, 化学系, 二车间 on the page or in the volume of one."""

from __future__ import annotations

import re

from yearbook_kg.resolve.kinds import kind_of
from yearbook_kg.resolve.link import Link

# What an institution is called in its own volume: 校党委, 院工会, 公司团委.
_SELF = {
    "university": "学校|校|学院|院|大学",
    "school": "学校|校|园",
    "hospital": "医院|院",
    "company": "集团公司|总公司|公司|集团|总厂|厂|矿|局|场",
    "bank": "行|联社|社|公司",
    "institute": "研究所|所|研究院|院",
    "media": "报社|社|台",
}
# The organs that every institution has, under their full names.
_ORGANS = {
    "党委": "中共{O}委员会",
    "党组": "中共{O}党组",
    "党总支": "中共{O}总支部委员会",
    "党支部": "中共{O}支部委员会",
    "纪委": "中共{O}纪律检查委员会",
    "纪检组": "中共{O}纪律检查组",
    "团委": "共青团{O}委员会",
    "团总支": "共青团{O}总支部委员会",
    "团支部": "共青团{O}支部委员会",
}
# 化学系, 教务处, 二车间: parts that are named without their institution.
_INNER = re.compile(
    r"[^省市县区乡镇州]{1,12}(?:系|处|教研室|教研组|研究室|研究所|学院|车间|分厂|工段|采油厂|附属医院|附属中学|附属小学)|"
    r"图书馆|档案馆|校史馆|工会|学生会|校医院|电教中心|网络中心|信息中心|实验中心|学报编辑部"
)
# 西北农业大学园艺系: a part of another institution; 医学院, 外语学院: a part of this one.
_WHOLE = re.compile(
    r".{2,}?(?:大学|学院|师专|中学|小学|医院|集团|公司|研究院|局|厂)(?=.)|.{3,}大学$|"
    # 赣南师范学院: another institution, named by its region
    r".{2,3}(?:师范|理工|中医|中医药|职业技术|职业)学院$"
)
_STEM = re.compile(r"(?:简志|续志|志稿|志|史|年鉴|年刊)?[\s\d()（）—–~～-]*$")


def institution_of(volume: str | None) -> str | None:
    """The institution whose yearbook or history a volume is, or None.

    >>> institution_of("乐山师范学院年鉴2012"), institution_of("永新县教育志"), institution_of("永新县志")
    ('乐山师范学院', None, None)
    """
    stem = _STEM.sub("", volume.strip("《》")) if volume else ""
    return stem if len(stem) > 3 and kind_of(stem, "Organization") in _SELF else None


def link_inner(words: str, owner: str | None) -> Link | None:
    """The full name of a body within the institution ``owner``, or None where it is none of its bodies.

    >>> link_inner("校党委", "乐山师范学院").name, link_inner("化学系", "乐山师范学院").name
    ('中共乐山师范学院委员会', '乐山师范学院化学系')
    >>> link_inner("化学系", "永新县教育局") is None
    True
    """
    own = _SELF.get(kind_of(owner, "Organization") or "") if owner else None
    if own is None or owner is None or words == owner:
        return None
    reason = f"{words} is of {owner}, the institution of this page"
    if re.fullmatch(rf"[本我该]?(?:{own})", words) and owner.endswith(words.lstrip("本我该")):
        return Link(owner, 0.85, f"{words} is {owner}, which holds here")
    match = re.fullmatch(rf"(?:[本我该])?(?:{own})(.+)", words)
    rest = match.group(1) if match else words
    if rest in _ORGANS:
        return Link(_ORGANS[rest].replace("{O}", owner), 0.85, reason)
    if not match and words.endswith("学院") and not owner.endswith(("大学", "学院")):
        return None
    if match or (_INNER.fullmatch(words) and not _WHOLE.match(words)):
        return Link(owner + rest, 0.8, reason)
    return None


def organ_of(body: str, organ: str) -> str | None:
    """The full name of an organ that every institution has, or None where the words are no organ.

    >>> organ_of("永新县公安局", "党委"), organ_of("永新县公安局", "工会")
    ('中共永新县公安局委员会', None)
    """
    full = _ORGANS.get(organ)
    return full.replace("{O}", body) if full else None
