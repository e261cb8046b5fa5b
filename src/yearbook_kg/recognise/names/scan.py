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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_letters

from yearbook_kg.model import Entry, TimeExpression
from yearbook_kg.prose import regions
from yearbook_kg.recognise.names.lexicon import lexicon
from yearbook_kg.rules import Found, Rule

# Full-width forms of ASCII and the wide space, one character for one, so that offsets hold.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2003: 0x20, 0xA0: 0x20}
_WIDE = re.compile("[\uff01-\uff5e\u3000\u2003\u00a0]+")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
# 第一届, 第九次, 四届: an ordinal inside the name of an event or a congress.
_ORDINAL = Rule("第[0-9一二三四五六七八九十百〇零]{1,5}[届次个]|[0-9一二三四五六七八九十]{1,4}届")
# 第九师, 十五军: a troop by number ends the name of the army that it belongs to.
_TROOP = Rule(
    "(?<![红新一二三四五六七八九十])第?[一二三四五六七八九十百〇零0-9]{1,4}(?:军团|集团军|方面军|兵团|军|师|旅|团|支队|纵队)(?![长人队部体结员民队伍官事用车])"
)
# 向家坝: a family name, no preposition.
_FAMILY = Rule("(?<![\u3400-\u9fff])[向任和成于时经应连由]家(?=[坝湾冲坪沟庄村山岭铺店沱岗坡河垭塘嘴])")
# 第四〇四|医院, 第3|小学: a number that is part of the name of a body.
_NUMBERED = Rule(
    "第[一二三四五六七八九十百〇零0-9]{1,4}(?=医院|人民医院|中学|小学|师范|幼儿园|高级|初级|中级|职业|实验|建筑|工程[局处公]|汽车|机床|棉纺|毛纺|水泥|化肥|砖|煤矿|粮|派出所|税务)"
)
RULES = (_ORDINAL, _TROOP, _FAMILY, _NUMBERED)
# A measure word is one behind a number only; elsewhere it may be part of a name (勺米|乡).
_UNCOUNTED = re.compile("C(?<![NICiX]C)")
# What no word of the tables has been found in yet, as most words find it.
_UNCODED = frozenset("U" * size for size in range(1, 20))
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

    found: Found
    text: str
    codes: str
    spans: tuple[tuple[str, int, int], ...]

    def matches(self, rule: Rule) -> Iterator[re.Match[str]]:
        """Yield the matches of a rule in the text, in order; it must be one that the page is watched for."""
        return self.found.matches(rule)

    def overlay(self, marks: Iterable[tuple[int, int, str]]) -> Scan:
        """The same scan with spans (start, end, class letter) coded anew."""
        marks = list(marks)
        if not marks:
            return self
        codes = list(self.codes)
        for start, end, letter in marks:
            codes[start:end] = letter + letter.lower() * (end - start - 1)
            if codes[end : end + 1] and codes[end] in "ysmk":  # 康家集乡|党委: the short form was cut in two
                codes[end] = "S"
                while end + 1 < len(codes) and codes[end + 1] in "ysmk":
                    end += 1
                    codes[end] = "s"
        return Scan(self.found, self.text, "".join(codes), self.spans)


def narrow(text: str) -> str:
    """The text with ASCII signs and blanks, one character for one.

    >>> narrow("\uff08\u3000\uff09")
    '( )'
    """
    return _WIDE.sub(lambda match: match.group().translate(_NARROW), text)


def scan(entry: Entry, found: Found, times: Iterable[TimeExpression]) -> Scan:
    """Code every region of the page: time expressions first, then the words of the tables, longest first.

    found: the narrow text of the entry, with what the rules of names found in it.
    """
    text = found.text
    spans = tuple(region for region in regions(entry) if region[0] not in _NAMELESS)
    codes = _bare(text, spans)
    for time in times:
        if time.end - time.start > 1:  # a season alone (夏) may be a family name
            codes[time.start : time.end] = "T" + "t" * (time.end - time.start - 1)
    for rule, letter in ((_ORDINAL, "X"), (_TROOP, "S"), (_NUMBERED, "M")):
        for match in found.matches(rule):
            start, end = match.span()
            if "." not in codes[start:end]:
                codes[start:end] = letter + letter.lower() * (end - start - 1)
    coded = _with_words(entry, text, "".join(codes))
    for match in found.matches(_FAMILY):
        start = match.start()
        if coded[start] == "F" and coded[start + 1] in "UB":
            coded = f"{coded[:start]}U{coded[start + 1 :]}"
    return Scan(found, text, _UNCOUNTED.sub("U", coded), spans)


def _with_words(entry: Entry, text: str, before: str) -> str:
    """The codes with those of the words of the tables over the characters that have none yet."""
    parts: list[str] = []
    done = 0
    automaton, patterns, codes = lexicon()
    for index, start, end in automaton.find_matches_as_indexes(text):
        given = before[start:end]
        if given not in _UNCODED and given.strip("UN·"):
            continue
        coded = codes[index]
        if coded[0] == "?":  # 任县 in 任县一中校长 is 任 and 县, unless the page is about 任县
            header = "\n".join(field.value for field in entry.fields)
            coded = "P" + "p" * (end - start - 1) if patterns[index] in header else _parted(end - start)
        if done < start:
            parts.append(before[done:start])
        parts.append(coded)
        done = end
    parts.append(before[done:])
    return "".join(parts)


def _bare(text: str, spans: Iterable[tuple[str, int, int]]) -> list[str]:
    """The code of each character before any word is known; ``text`` is narrow."""
    table = _bare_codes()
    codes = ["."] * len(text)
    for _, start, end in spans:
        codes[start:end] = text[start:end].translate(table)
    return codes


@cache
def _bare_codes() -> str:
    """The code of every character by its number, up to the last Chinese one; what lies above is its own."""
    codes = [chr(code) for code in range(_FIRST_HAN)]
    for char in "\0 \t\r":
        codes[ord(char)] = "_"
    for char in "0123456789.%‰":
        codes[ord(char)] = "N"
    for char in ascii_letters:
        codes[ord(char)] = "L"
    codes[ord("〇")] = "U"
    return "".join(codes) + "U" * (_LAST_HAN + 1 - _FIRST_HAN)


def _parted(size: int) -> str:
    return ("F" if size == 2 else "V" + "v" * (size - 2)) + "D"
