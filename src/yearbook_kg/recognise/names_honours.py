"""Honours: what stands behind 获, 被评为, 授予 …, up to the word that names a title or a prize."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_scan import Scan, words

_STOP = re.compile(r"[,。;:\n]|并|受到|被|获|共|产生")
_PRAISE = re.compile(r"(?:好评|赞誉|表彰|肯定|成绩|成效|第[一二三四五六七八九十0-9]+名|冠军|成功|奖励)$")
_TITLE = re.compile(r"(?:等?(?:多项)?荣誉称号|等?称号|等?荣誉|奖旗|奖牌|奖杯|锦旗)")


@cache
def _triggers() -> re.Pattern[str]:
    listed = sorted((w for w, c in words("names_honours").items() if c == "T"), key=len, reverse=True)
    return re.compile("|".join(listed) + "|记(?=集体|个人|大功|[一二三特]等功)")


@cache
def _heads() -> re.Pattern[str]:
    listed = sorted((w for w, c in words("names_honours").items() if c == "H"), key=len, reverse=True)
    return re.compile(
        f"(?:{'|'.join(map(re.escape, listed))})(?:”)?(?=$|[、,。;和及与等以称荣奖((0-9—一二三四五六七八九十\\s“]|考核)"
    )


def find_honours(scan: Scan) -> Iterator[Mention]:
    """Yield the honours behind each verb that confers one, lists included, in order."""
    text, codes = scan.text, scan.codes
    for match in _triggers().finditer(text):
        if codes[match.start()] in ".Ww" or codes[match.start()].islower():
            continue
        stop = _STOP.search(text, match.end(), match.end() + 90)
        end = stop.start() if stop else min(len(text), match.end() + 90)
        yield from _items(scan, match.end(), end)


def _items(scan: Scan, start: int, end: int) -> Iterator[Mention]:
    """The honours of a list: parts between 、 and 和, each from its first word to its last head."""
    text = scan.text
    for part in re.finditer(r"(?:“[^”]*”|[^、“”])+", text[start:end]):
        begin, close = start + part.start(), start + part.end()
        while begin < close and text[begin] in " 了的为和及":
            begin += 1
        for head in _heads().finditer(text, begin, close):
            name = text[begin : head.end()]
            if not _PRAISE.search(name) and len(name) >= 3 and "《" not in name:
                yield Mention(begin, head.end(), name, "Honour", "conferred", 0.94)
            begin = head.end()
            while begin < close and text[begin] in "和及与":
                begin += 1
            if text[begin - 1] not in "和及与":
                break
        else:
            continue
