"""Persons: a family name, one or two characters more, and words around them that only go with a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_scan import Scan, words

# What stands before a person: a post, with a colon or a bracket behind it.
_POST_BEFORE = re.compile(r"(?:Jj*[:_]{0,2}|Jj*\([^()]{1,12}\))(?=[UFMVSKQPBDZCGAYLJHE])")
# A list goes on behind a name: 、 or a bracket with sex, term or post.
_NEXT = re.compile(r"(?:\([^()\n]{1,24}\))?[、,和 ]{1,2}|(?:\([^()\n]{1,24}\))")
_VERBS = (
    "任 现任 历任 曾任 时任 原任 当选 当选为 主持 出席 兼任 兼 调任 接任 继任 担任 不再担任 代理 署理 到任 离任 退休 离休 病逝 病故 逝世 去世 "
    "牺牲 就义 到会 讲话 致辞 获 荣获 被 受 调 升任 改任 留任 陪同 率 率领 带领 参加 作 为 等 在 于 撰 著 所撰 所著 编 的 先后 相继 分别 主编 说 生于 "
    "毕业 毕业于 捐 投 向 将 以 与 和 及 由 接充 主讲 指挥 领导 发表 宣布 带队 前往 来 会见 视察 考察 调研 检查 慰问 一行 同志 先生 女士 烈士 法官 因 "
    "字 号 率部 加入 考入 入 赴 从 创办 发起 组织 负责 撰写 书 题 题写 题词 绘 演唱 领衔 挂帅 分管 介绍 回国 返乡 出任 继续 连任 辞 辞职 卸任 去职 被捕 被选 获得 夺得 摘得 当 随 经 报"
).split()
_BEFORE_NAME = re.compile(r"[,。;:、\n\s“((]$|^$")
_COURTESY = re.compile(
    r"(?:字|号|原名|又名|曾名|乳名|学名|别名|本名|别号|笔名|法名|谱名|艺名|化名|亦名|一名)([㐀-鿿]{2,3})(?=[,,。;;、))])"
)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Single, rare and compound family names."""
    found = {row["class"]: frozenset(row["words"].split()) for row in tables.load("names_surnames")}
    return found["single"], found["rare"], found["compound"]


@cache
def _followers() -> frozenset[str]:
    """The words that may stand right behind a person's name."""
    bounding = {word for word, letter in words("names_words").items() if letter in "VJFB"}
    return frozenset(bounding) | frozenset(_VERBS)


def name_end(text: str, start: int, *, strict: bool = False) -> int | None:
    """Where a person's name ends that begins at ``start``; None where none begins.

    Two characters behind the family name are tried before one; the name must end where another word begins.
    strict: a rare family name (于, 方, 任), which is also a common word, is no evidence.

    >>> name_end("周国强调任县一中校长", 0), name_end("胡 伟;", 0), name_end("与县政府", 0)
    (3, 3, None)
    """
    single, rare, compound = _surnames()
    size = 2 if text[start : start + 2] in compound else 1
    surname = text[start : start + size]
    if size == 1 and (surname not in single or (strict and surname in rare)):
        return None
    if text[start + size : start + size + 1] in (" ", " ") and _han(
        text[start + size + 1 : start + size + 2]
    ):
        end = start + size + 2
        return end if _bounded(text, end) else None
    for given in (2, 1):
        end = start + size + given
        if _han(text[start + size : end], given) and _bounded(text, end):
            return end
    return None


def _han(piece: str, size: int = 1) -> bool:
    return len(piece) == size and all("㐀" <= c <= "鿿" for c in piece)


def _bounded(text: str, end: int) -> bool:
    """Does another word, a sign or the end of the text follow?"""
    following = text[end : end + 1]
    if not following or not ("㐀" <= following <= "鿿"):
        return True
    followers = _followers()
    return any(text[end : end + size] in followers for size in (1, 2, 3, 4))


def find_persons(scan: Scan) -> Iterator[Mention]:
    """Yield the persons whom their surroundings make sure; lists behind a post are followed to their end."""
    codes, text = scan.codes, scan.text
    for match in _POST_BEFORE.finditer(codes):
        yield from _list(scan, match.end())
    for match in _COURTESY.finditer(text):
        if codes[match.start()] != ".":
            yield _mention(scan, match.start(1), match.end(1), "courtesy-name", 0.9)
    for match in re.finditer(
        r"(?:^|[\n,。;:、,;(]\s*|由|与|和|任命|免去|选举|推选|聘任|选派|农民|学生|职工|民警|教师|工人|乡绅)",
        text,
    ):
        start = match.end()
        if codes[start : start + 1] in ("", ".", "T", "W", "N"):
            continue
        end = name_end(text, start)
        if end is None:
            continue
        sure = _verdict(text, start, end, match.group())
        if sure:
            yield _mention(scan, start, end, "person-verb", sure)


_ACTS = re.compile(
    r"(?:等\d*[0-9]+?人|等被告人|[((]\s*(?:约|\?)?1[0-9]{3}|\((?:女|男|兼|挂职|[满回藏蒙壮苗彝]族|民国|[0-9]{4}\.)|(?:再次|不再|连续|同时)?"
    r"(?:现任|历任|曾任|当选|主持|出席|兼任|调任|接任|继任|担任|代理|署理|升任|改任|留任|出任|任|实授|接充|先后任|到会|获|荣获|被授予|被评为|作报告|致辞|讲话|先后继任)|"
    r"[  ]?[于]?(?:民国|[0-9]{4}年)|[  ]+(?:字|[男女],))"
)
_ACT_AFTER_APPOINT = re.compile(r"为|的|任")


def _verdict(text: str, start: int, end: int, before: str) -> float:
    """How sure the words behind make it that ``text[start:end]`` is a person; 0.0 for not at all."""
    after = text[end : end + 14]
    if before in ("任命", "免去", "选举", "推选", "聘任") and _ACT_AFTER_APPOINT.match(after):
        return 0.95
    if _ACTS.match(after):
        single, rare, _ = _surnames()
        return 0.75 if text[start] in rare or before in ("和",) else 0.9
    return 0.0


def _list(scan: Scan, start: int) -> Iterator[Mention]:
    """The names that follow a post: 副局长:黄秋明、尹春华(女)."""
    text, codes = scan.text, scan.codes
    first = True
    while start < len(text) and codes[start] not in ".TNW":
        end = name_end(text, start, strict=not first)
        if end is None or any(code in "PYSGpysg" for code in codes[start:end]):
            return
        yield _mention(scan, start, end, "post-before" if first else "post-list", 0.92)
        following = _NEXT.match(text, end)
        if following is None:
            return
        start, first = following.end(), False


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Person", rule, confidence)
