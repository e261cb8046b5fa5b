"""The public short forms of bodies: 国税局, 妇联, 一中 behind the name of their division."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from yearbook_kg import tables
from yearbook_kg.resolve.atlas import Ground

_LONGEST = 10
# 一中, 二小, 三医院, 第二幼儿园; the trailing words may name a part: 二医院临港院区.
_NUMBERED = re.compile(
    r"第?([一二三四五六七八九十]{1,3})(中级人民法院|中级法院|中院|中学|小学|高中|职中|职高|初中|幼儿园|医院|完小|中|小|幼|高|院)(.*)"
)
_NUMBERED_FULL = {
    "中": "中学",
    "小": "小学",
    "幼": "幼儿园",
    "高": "高级中学",
    "高中": "高级中学",
    "初中": "初级中学",
    "职中": "职业中学",
    "职高": "职业高级中学",
    "完小": "完全小学",
    "中院": "中级人民法院",
    "中级法院": "中级人民法院",
    "院": "人民医院",
    "医院": "人民医院",
}
# 九届人大, 第三届政协: a congress of a term.
_TERM = re.compile(
    r"(政协)?第?([一二三四五六七八九十]{1,3})届(人大|人大常委会|政协|委员会|常委会|人民代表大会)(常务委员会)?"
)
_TERM_FULL = {
    "人大": "{X}第{N}届人民代表大会",
    "人大常委会": "{X}第{N}届人民代表大会常务委员会",
    "人民代表大会": "{X}第{N}届人民代表大会",
    "政协": "政协{X}第{N}届委员会",
    "政协委员会": "政协{X}第{N}届委员会",
    "政协常委会": "政协{X}第{N}届委员会常务委员会",
}
# 经济信息化委: a commission by its full name but for the last two characters.
_COMMISSION = re.compile(r"[^委党工团政].{2,10}(?<!常)(?<!工)(?<!党)(?<!团)委")
# What may stand behind a short form: a part of the body (国税局办税服务厅, 法院莲花人民法庭).
_PART = re.compile(
    r".*(?:科|股|室|处|队|所|厅|站|庭|组|部|会|中心|院区|院|班|团|支部|党委|党组|工会|公司|分局|办|校|社|厂|台|馆|园|局|庭)"
)


class Expansion(NamedTuple):
    """A short form written out.

    key: the short words. full: the name with ``{X}`` for the division, with the part that follows.
    part: those words (办税服务厅 of 国税局办税服务厅).
    """

    key: str
    full: str
    part: str = ""

    @property
    def plain(self) -> bool:
        """Whether nothing was written out: the words only stand behind the division."""
        return self.full == f"{{X}}{self.key}{self.part}"

    def name(self, division: str) -> str:
        """The full name of the body of a division."""
        if division.endswith(("地区", "专区")):
            # 地委 is 中共吉安地委, not 中共吉安地区委
            return self.full.replace("{X}委", division[:-2] + "地委").replace("{X}", division)
        return self.full.replace("{X}", division)


@cache
def _rows() -> dict[str, tuple[dict[str, str], ...]]:
    found: dict[str, tuple[dict[str, str], ...]] = {}
    for row in tables.load("resolve_short"):
        found[row["short"]] = (*found.get(row["short"], ()), row)
    return found


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the short forms are that begin with a character, longest first."""
    found: dict[str, set[int]] = {}
    for short in _rows():
        if len(short) <= _LONGEST:
            found.setdefault(short[0], set()).add(len(short))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _holds(row: dict[str, str], year: int | None) -> bool:
    """Whether a row is good for a year; a page without years is taken to speak of the present."""
    at = 2000 if year is None else year
    return (not row["since"] or int(row["since"]) <= at) and (not row["until"] or at < int(row["until"]))


def ranked(name: str, head: str, ground: Ground | None) -> str:
    """The name of a court or bank branch by the rank of its division: 雅安市中级人民法院, not 雅安市人民法院.

    >>> ranked("雅安市人民法院", "雅安市", Ground("雅安市", "prefecture"))
    '雅安市中级人民法院'
    >>> ranked("中国农业银行江西省支行", "江西省", Ground("江西省", "province"))
    '中国农业银行江西省分行'
    """
    level = ground.level if ground else None
    if level not in ("province", "prefecture"):
        return name
    if name.startswith(f"{head}人民法院"):
        high = "高级" if level == "province" else "中级"
        return name.replace("人民法院", f"{high}人民法院", 1)
    if name.endswith(f"银行{head}支行"):
        return name.removesuffix("支行") + "分行"
    return name


def is_short(words: str) -> bool:
    """Whether the words as a whole are a public short form.

    >>> is_short("妇联"), is_short("文庙")
    (True, False)
    """
    return words in _rows() or bool(_NUMBERED.fullmatch(words))


def write_out(words: str, year: int | None = None) -> Expansion | None:
    """Write out the short form that the words begin with; what follows it must be a part of the body.

    words: what stands behind the division's name (国税局 of 市国税局). year: of the text, None when unknown.

    >>> write_out("国税局办税服务厅").name("兰山区")
    '兰山区国家税务局办税服务厅'
    >>> write_out("委组织部").name("吉安地区")
    '中共吉安地委组织部'
    >>> write_out("二医院").name("宜宾市"), write_out("政府", 1935).name("溆浦县")
    ('宜宾市第二人民医院', '溆浦县政府')
    """
    if (match := _TERM.fullmatch(words)) and (
        full := _TERM_FULL.get((match.group(1) or "") + match.group(3))
    ):
        return Expansion(words, full.replace("{N}", match.group(2)) + (match.group(4) or ""))
    if match := _NUMBERED.fullmatch(words):
        number, head, part = match.groups()
        if not part or _PART.fullmatch(part):
            return Expansion(words, f"{{X}}第{number}{_NUMBERED_FULL.get(head, head)}{part}")
    for length in _lengths().get(words[:1], ()):
        key, part = words[:length], words[length:]
        row = next((r for r in _rows().get(key, ()) if _holds(r, year)), None)
        if row is None or (part and (key in ("总", "中") or not _PART.fullmatch(part))):
            continue
        # 物价委员会 does not begin with 物价委, nor 地方志办公室 with 地方志办.
        if (key[-1], part[:1]) in {("委", "员"), ("办", "公"), ("总", "工"), ("联", "合")}:
            continue
        return Expansion(key, row["full"] + part, part)
    if _COMMISSION.fullmatch(words):
        return Expansion(words, f"{{X}}{words}员会")
    return None
