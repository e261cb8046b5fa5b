"""Committees of congresses and of the 政协, named without them: 常委会, 三届委员会, 主席团."""

from __future__ import annotations

import re

from yearbook_kg.resolve.link import Link

# 三届委员会, 常委会 on the page of a 政协.
_COMMITTEE_OF = re.compile(r"(第?[一二三四五六七八九十\d]+届)?(委员会|常委会|常务委员会)")
_TERM_NUMBER = re.compile(r"第?[一二三四五六七八九十\d]+(?:届|次)(?:全体)?")
_STANDING = ("常务委员会", "常委会", "主席团", "大会主席团")
# 财经委员会, 提案委, 办公室: a committee or office of the body that holds.
_SPECIAL = re.compile(
    r"(?:财政经济|财经|法制|法律|内务司法|监察和司法|教科文卫|教育科学文化卫生|农业与农村|农业农村|环境与资源保护|"
    r"城建环保|民族宗教|民族宗教侨务|民侨外|外事侨务|华侨外事|人事代表|代表资格审查|代表人事|选举任免|提案|文史资料|"
    r"文史|学习文史|文史和学习|经济科技|经济|科教文卫体|社会法制|社会和法制|港澳台侨|三胞联谊|联络|委员联络)"
    r"(?:工作)?(?:委员会|工委|委|办公室)"
)


def link_standing(words: str, owner: str | None, congress: str | None) -> Link | None:
    """常务委员会 on the page of a congress: that congress's, without the number of its session.

    owner: the body that the section is about. congress: the one that the page named last.

    >>> link_standing("常委会", "政协雅安市委员会", None).name
    '政协雅安市委员会常务委员会'
    >>> link_standing("三届委员会", "政协雅安市委员会", None).name
    '政协雅安市第三届委员会'
    """
    if owner is not None and owner.startswith("政协") and (match := _COMMITTEE_OF.fullmatch(words)):
        number = f"第{match.group(1).removeprefix('第')}" if match.group(1) else ""
        standing = "常务委员会" if match.group(2).startswith("常") else ""
        name = f"{owner.removesuffix('委员会')}{number}委员会{standing}"
        return Link(name, 0.85, f"{words} is of {owner}, which holds here")
    if owner is not None and _SPECIAL.fullmatch(words) and _has_committees(owner):
        return Link(owner + words, 0.8, f"{words} is of {owner}, which holds here")
    if congress is None or words not in _STANDING:
        return None
    name = _TERM_NUMBER.sub("", congress) + words
    return Link(name, 0.85, f"{words} is of the {congress}, which the page tells about")


def _has_committees(owner: str) -> bool:
    return owner.startswith(("政协", "中国人民政治协商会议")) or owner.endswith(
        ("人民代表大会", "人民代表大会常务委员会")
    )
