"""Ranks (第四, 首位), tenths (三成半), doublings (翻两番) and spelled percentages (百分之二十)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yearbook_kg.model import Quantity
from yearbook_kg.recognise.quantities.numbers import ARABIC, CHINESE, arabic, chinese
from yearbook_kg.recognise.quantities.words import qualifier_after, qualifier_before
from yearbook_kg.rules import Found, Rule

_NUMERAL = rf"(?:{CHINESE}|{ARABIC})"
# A rank stands at the end of what it is said of (列全省第四) or has 位 / 名; 第三产业, 第二医院 are names.
_RANK = Rule(
    rf"第({_NUMERAL})(位|名)(?![人额称单册义字])"
    rf"|(?<=[居列排获得夺名省市县区州国分级系统绩中])第({_NUMERAL})(?=[,\uff0c。;\uff1b、.和及与)\uff09\n]|$)"
    r"|(?<=[居列排在省市县区州国登])(首位|榜首|之首|第一位)"
    r"|(?:[居列]|名列|位列|排名?)[^,\uff0c。;\uff1b、\n]{0,16}?(?P<first>首位|榜首|之首|(?<=[居列省市县区州国旗盟])首)(?=[,\uff0c。;\uff1b、)\uff09\n]|$)"
    r"|第(?P<nth>[二三四五六七八九十]|[1-9]\d?)[高低多少大小长短早晚]值"
)
_LISTED = re.compile(rf"[、和及与]第({_NUMERAL})(位|名)?(?=[,\uff0c。;\uff1b、和及与\n]|$)")
_TENTHS = Rule(
    "(?<![一二三四五六七八九两][至到—~-])(?<![一二三四五六七八九两])([一二三四五六七八九两])成(半|[一二三四五六七八九](?!成))?(?![立员果就本分长为人都虫熟交绩型份婚品套渝功])"
)
_TENTHS_RANGE = Rule(
    "(?<![十一二三四五六七八九两])([一二三四五六七八九两])[至到—~-]?([一二三四五六七八九两])成"
)
_DOUBLED = Rule("翻了?([一两二三四五])?(?:个)?番|翻了?([一两二三四五])倍")
_PERCENT = Rule(rf"(百|千|万)分之({CHINESE}(?:点[一二三四五六七八九零〇]+)?|{ARABIC})")
RULES = (_RANK, _TENTHS, _TENTHS_RANGE, _DOUBLED, _PERCENT)
_UNIT = {"百": "%", "千": "‰", "万": "/万"}


def find_ranks(found: Found, start: int, end: int) -> Iterator[Quantity]:
    """Yield ranks, tenths, doublings and spelled percentages of ``text[start:end]``, in no order.

    found: the text, watched for ``RULES``.

    >>> from yearbook_kg.rules import Watch
    >>> t = "总量列全省第二位,占三成半,产值翻了两番,第三产业约百分之二十"
    >>> for q in find_ranks(Watch(RULES).over(t), 0, len(t)):
    ...     print(q.text, q.value, q.unit, q.shape)
    第二位 2 位 ordinal
    三成半 35 % cardinal
    翻了两番 4 倍 multiple
    约百分之二十 20 % cardinal
    """
    text = found.text
    yield from _ranks(found, start, end)
    for match in found.matches(_TENTHS, start, end):
        tail = 5 if match[2] == "半" else int(chinese(match[2]) or 0) if match[2] else 0
        yield _spanned(text, match.span(), start, end, Decimal(int(chinese(match[1]) or 0) * 10 + tail), "%")
    for match in found.matches(_TENTHS_RANGE, start, end):
        low, high = (Decimal(int(chinese(words) or 0) * 10) for words in match.groups())
        yield Quantity(*match.span(1), match[1], low, "%", None, "lower")
        yield Quantity(
            match.start(2), match.end(), text[match.start(2) : match.end()], high, "%", None, "upper"
        )
    for match in found.matches(_DOUBLED, start, end):
        times = int(chinese(match[1]) or 1) if match[1] else 1
        value = Decimal(int(chinese(match[2]) or 1)) if match[2] else Decimal(2**times)
        yield Quantity(*match.span(), match[0], value, "倍", None, "multiple")
    for match in found.matches(_PERCENT, start, end):
        spelled = _spelled(match[2])
        if spelled is not None:
            yield _spanned(text, match.span(), start, end, spelled, _UNIT[match[1]])


def _ranks(found: Found, start: int, end: int) -> Iterator[Quantity]:
    text = found.text
    for match in found.matches(_RANK, start, end):
        first = "first" if match["first"] else 0
        value = Decimal(1) if match[4] or first else _value(match[1] or match[3] or match["nth"])
        if value is None:
            continue
        yield Quantity(*match.span(first), match[first], value, match[2] or "位", None, "ordinal")
        last = match
        while (more := _LISTED.match(text, last.end(), end)) is not None:
            value = _value(more[1])
            if value is None:
                break
            begin = more.start() + 1
            yield Quantity(
                begin, more.end(), text[begin : more.end()], value, more[2] or "位", None, "ordinal"
            )
            last = more


def _value(words: str) -> Decimal | None:
    return arabic(words) if words[0].isdecimal() or words[0] in "lI" else chinese(words)


def _spelled(words: str) -> Decimal | None:
    whole, _, rest = words.partition("点")
    value = _value(whole)
    if value is None or not rest:
        return value
    digits = "".join(str(chinese(c) or 0) for c in rest)
    return value + Decimal(f"0.{digits}")


def _spanned(text: str, span: tuple[int, int], start: int, end: int, value: Decimal, unit: str) -> Quantity:
    before, begin = qualifier_before(text, span[0], start)
    after, stop = qualifier_after(text, span[1], end)
    return Quantity(begin, stop, text[begin:stop], value, unit, before or after)
