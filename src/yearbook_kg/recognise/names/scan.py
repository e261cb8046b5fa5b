"""The text of a page as a string of word classes: what the finders of names run their patterns over.

``codes`` is as long as the text, so that offsets in it are offsets in the text. The first character of a word
bears the letter of its class, the others the small letter: 吉安市 is ``Ppp``, 教育局 is ``Sss``. The classes:

    P place in full      Q place in short     D ends a place's name    Z the same for natural features
    G opens a body's     M inside a body's    S, K ends a body's       Y short form of a body, complete
    E word that may be a name's own part      X ordinal (第一届)        I numeral   C measure   N digits
    J post               A scope (全市)        H head of an event       T time      F preposition
    V never in a name    B common noun        U other character        L Latin     W title in 《》

A full stop is what no name may cross (menus, labels, fields that name nothing). Punctuation stands for itself
in its ASCII form, and _ for a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yearbook_kg.model import Entry, TimeExpression
from yearbook_kg.prose import regions
from yearbook_kg.recognise.names.lexicon import lexicon

# Full-width forms of ASCII and the wide space, one character for one, so that offsets hold.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2003: 0x20, 0xA0: 0x20}
_BLANK = str.maketrans(" \t\r", "___")
_HAN = re.compile("[㐀-鿿〇]")
# 第一届, 第九次, 四届: an ordinal inside the name of an event or a congress.
_ORDINAL = re.compile("第[0-9一二三四五六七八九十百〇零]{1,5}[届次个]|[0-9一二三四五六七八九十]{1,4}届")
# 第九师, 十五军: a troop by number ends the name of the army that it belongs to.
_TROOP = re.compile(
    "(?<![红新一二三四五六七八九十])第?[一二三四五六七八九十百〇零0-9]{1,4}(?:军团|集团军|方面军|兵团|军|师|旅|团|支队|纵队)(?![长人队部体结员民队伍官事用车])"
)
# 第四〇四|医院, 第3|小学: a number that is part of the name of a body.
_FAMILY = re.compile("(?<![\u3400-\u9fff])[向任和成于时经应连由]家(?=[坝湾冲坪沟庄村山岭铺店沱岗坡河垭塘嘴])")
_NUMBERED = re.compile(
    "第[一二三四五六七八九十百〇零0-9]{1,4}(?=医院|人民医院|中学|小学|师范|幼儿园|高级|初级|中级|职业|实验|建筑|工程[局处公]|汽车|机床|棉纺|毛纺|水泥|化肥|砖|煤矿|粮|派出所|税务)"
)
# Fields that hold numbers, dates and kinds: D412.8 is a class, not a road.
_NAMELESS = frozenset(
    (
        *("知识类型", "唯一号", "分类号", "页数", "页码", "起始页", "文件路径"),
        *("起始时间", "结束时间", "事件类型", "类型", "专题类型"),
    )
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page's text beside its codes; ``spans`` are the regions that were coded: (kind, start, end).

    ``text`` has its full-width signs and blanks narrowed, so that a rule writes each but once.
    """

    text: str
    codes: str
    spans: tuple[tuple[str, int, int], ...]

    def overlay(self, marks: Iterable[tuple[int, int, str]]) -> Scan:
        """The same scan with spans (start, end, class letter) coded anew."""
        codes = list(self.codes)
        for start, end, letter in marks:
            codes[start:end] = letter + letter.lower() * (end - start - 1)
            if codes[end : end + 1] and codes[end] in "ysmk":  # 康家集乡|党委: the short form was cut in two
                codes[end] = "S"
                while end + 1 < len(codes) and codes[end + 1] in "ysmk":
                    end += 1
                    codes[end] = "s"
        return Scan(self.text, "".join(codes), self.spans)


def scan(entry: Entry, times: Iterable[TimeExpression]) -> Scan:
    """Code every region of the page: time expressions first, then the words of the tables, longest first."""
    text = entry.text.translate(_NARROW)
    plain = _plain(text)
    spans = tuple(region for region in regions(entry) if region[0] not in _NAMELESS)
    codes = ["."] * len(text)
    for _, start, end in spans:
        codes[start:end] = plain[start:end]
    for time in times:
        if time.end - time.start > 1:  # a season alone (夏) may be a family name
            codes[time.start : time.end] = "T" + "t" * (time.end - time.start - 1)
    for pattern, letter in ((_ORDINAL, "X"), (_TROOP, "S"), (_NUMBERED, "M")):
        for match in pattern.finditer(text):
            if "." not in codes[match.start() : match.end()]:
                codes[match.start() : match.end()] = letter + letter.lower() * (len(match.group()) - 1)
    header = "\n".join(field.value for field in entry.fields)
    automaton, patterns, pattern_codes = lexicon()
    for index, start, end in automaton.find_matches_as_indexes(text):
        coded = pattern_codes[index]
        if coded[0] == "?":  # 任县 in 任县一中校长 is 任 and 县, unless the page is about 任县
            coded = "P" + "p" * (end - start - 1) if patterns[index] in header else _parted(end - start)
        if all(code in "UN·" for code in codes[start:end]):
            codes[start:end] = coded
    for match in _FAMILY.finditer(text):  # 向家坝: a family name, no preposition
        if (
            codes[match.start()] == "F"
            and codes[match.start() + 1] in "UB"
            and codes[match.start()].isupper()
        ):
            codes[match.start()] = "U"
    return Scan(text, _counted("".join(codes)), spans)


def _plain(text: str) -> str:
    """The code of each character before any word is known; ``text`` is narrow."""
    marked = re.sub("[A-Za-z]", "L", text.replace("\0", " "))
    marked = re.sub("[0-9.%‰]", "N", _HAN.sub("\0", marked))
    return marked.replace("\0", "U").translate(_BLANK)


def _parted(size: int) -> str:
    return ("F" if size == 2 else "V" + "v" * (size - 2)) + "D"


def _counted(codes: str) -> str:
    """A measure word is one behind a number only; elsewhere it may be part of a name (勺米|乡)."""
    return re.sub("(?<![NICiX])C", "U", codes)
