"""Branches of national bodies: banks, insurers and parties whose head office is named in short."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from yearbook_kg import tables
from yearbook_kg.resolve.atlas import Ground
from yearbook_kg.resolve.levels import LEVEL_WORDS, Levels
from yearbook_kg.resolve.link import Link

# What ends the name of a branch: 工商银行涪陵分行, 外汇局涪陵中心支局, 人保财险涪陵分公司.
_BRANCH = (
    r"(?:中心支行|支行|分行|省行|市行|营业管理部|营业部|营业所|分理处|储蓄所|办事处|中心支局|支局|分局|"
    r"中心支公司|支公司|分公司|分部|分社|监管分局|监管局|监管办事处)"
)
_PARTY_ENDS = {
    "委": "委员会",
    "省委": "省委员会",
    "市委": "市委员会",
    "县委": "县委员会",
    "区委": "区委员会",
    "州委": "州委员会",
    "工委": "工作委员会",
    "总支": "总支部委员会",
    "支部": "支部委员会",
    "中央": "中央委员会",
    "基层委": "基层委员会",
}
_PARTY_END = re.compile(rf"(?:{'|'.join(sorted(_PARTY_ENDS, key=len, reverse=True))})$")
# 涪陵兴华支行 in the section of a bank: without the bank's name.
_NAMELESS = re.compile(rf"(?:原)?([^省市县区州]{{0,6}}(?:[省市县区州][^省市县区州]{{0,6}})?)({_BRANCH}.*)")


@cache
def _banks() -> dict[str, str]:
    return {row["short"]: row["full"] for row in tables.load("resolve_banks")}


@cache
def _parties() -> dict[str, str]:
    return {row["short"]: row["full"] for row in tables.load("resolve_parties")}


@cache
def _branch() -> re.Pattern[str]:
    shorts = "|".join(sorted(_banks(), key=len, reverse=True))
    return re.compile(rf"(?:原)?({shorts})((?:股份有限公司)?.*?{_BRANCH})(.*)")


@cache
def _heads() -> tuple[str, ...]:
    """The full names of the banks and insurers, longest first."""
    return tuple(sorted({*_banks().values()}, key=len, reverse=True))


@cache
def _party() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_parties(), key=len, reverse=True)))


def bank_of(name: str) -> str | None:
    """The bank or insurer that a full name begins with: 中国工商银行 of 中国工商银行涪陵分行."""
    if not name.startswith(_heads()):
        return None
    return next(full for full in _heads() if name.startswith(full))


def link_branch(words: str, levels: Levels, year: int | None) -> Link | None:
    """A branch with the head office in short: 工商银行涪陵分行, 农行县支行.

    A name that begins with the bank's full one is left as it stands, but for a level word behind it.
    """
    match = _branch().fullmatch(words)
    if match is None:
        return None
    short, middle, rest = match.groups()
    full = _banks()[short]
    if middle[:1] in LEVEL_WORDS and not middle.startswith(("区域", "地方")):
        ground = levels.get(middle[0], year)
        middle = levels.spoken(ground) + middle[1:] if ground else middle
    name = full + middle + rest
    return None if name == words else Link(name, 0.9, f"{short} is short for {full}")


def link_party(words: str, levels: Levels, year: int | None) -> Link | None:
    """A committee or branch of one of the eight parties: 民盟雅安市委, 民革市委, 民盟中央."""
    match = _party().match(words)
    end = _PARTY_END.search(words) if match else None
    if match is None or end is None or end.start() < match.end():
        return None
    full = _parties()[match.group()]
    place = words[match.end() : end.start()]
    if not place and (ground := levels.get(end.group()[0], year)):
        name = f"{full}{levels.spoken(ground)}{_PARTY_ENDS[end.group()[1:]]}"
    elif place in LEVEL_WORDS and (ground := levels.get(place, year)):
        name = f"{full}{levels.spoken(ground)}{_PARTY_ENDS[end.group()]}"
    else:
        name = f"{full}{place}{_PARTY_ENDS[end.group()]}"
    return None if name == words else Link(name, 0.9, f"{match.group()} is short for {full}")


def link_nameless(words: str, owner: str | None, levels: Levels, year: int | None) -> Link | None:
    """A branch without its bank, in the section of a branch of that bank: 涪陵兴华支行, 省分行, 支行."""
    bank = bank_of(owner) if owner else None
    if bank is None or owner is None:
        return None
    reason = f"{words} is of {bank}, whose branch {owner} holds here"
    if re.fullmatch(_BRANCH, words) and owner.endswith(words):
        return Link(owner, 0.85, reason)
    if words == "总行":
        return Link(f"{bank}总行", 0.85, reason)
    if match := re.fullmatch(r"(自治区|省|市|州|区|县)(?:分|支|中心支)?行", words):
        ground = levels.get(match.group(1), year)
        kind = words.removeprefix(match.group(1))
        usual = "支行" if match.group(1) == "县" else "分行"
        name = f"{bank}{levels.spoken(ground)}{usual if kind == '行' else kind}" if ground else None
        return Link(name, 0.8, reason) if name else None
    return Link(bank + words.removeprefix("原"), 0.8, reason) if _NAMELESS.fullmatch(words) else None


def league_of_shops(words: str, ground: Ground | None, told: Iterable[str | None]) -> str | None:
    """联社 of credit or of supply cooperatives, by the bodies that the section, page or sentence tells of.

    words: what stands behind the division. ground: the division; a province's league has another name.

    >>> league_of_shops("联社", Ground("山东省", "province"), ["平阴县农村信用合作社"])
    '农村信用社联合社'
    """
    if not words.startswith("联社"):
        return None
    matter = "".join(filter(None, told))
    if any(sign in matter for sign in ("信用", "农商", "农村商业银行")):
        province = ground is not None and ground.level == "province"
        full = "农村信用社联合社" if province else "农村信用合作社联合社"
    elif "供销" in matter:
        full = "供销合作社联合社"
    else:
        return None
    return full + words.removeprefix("联社")
