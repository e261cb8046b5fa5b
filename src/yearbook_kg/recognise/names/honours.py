"""Honours: what stands behind 获, 被评为, 授予 …, up to the word that names a title or a prize."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.lexicon import listed, words
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# Where a list of honours ends, at the latest.
_STOP = re.compile("[,。;:\n]|(?<![0-9])[.](?![0-9])|并|受到|被|获|共(?![产青])|产生")
_TITLE = re.compile("(?:等?(?:多项)?荣誉称号|等?称号|等?荣誉|奖旗|奖牌|奖杯|锦旗)")
_LONGEST = 90
# 被评为该院|全省文明医院: what leads over to the name.
_LEAD = re.compile("[ 了的为和及]*(?:[该本]..??(?=全|国|省|市|县)|其)?")
_PART = re.compile("“[^”]*”(?=[“、]|$)|(?:“[^”]*”|[^、“”])+")
# 评出一等奖24件 counts what nobody in the text received.
_CHOOSING = frozenset(("评选", "评出", "推荐", "评选出", "选出", "培养"))
_COUNTED = re.compile("[0-9]+[名个件项人户篇家]")
# An honour that its quotes enclose, and what may follow: the next one, the end, the word for what it is.
_QUOTED = re.compile("“([^“”\n]{4,40})”(?=$|[、“,。;称等荣的和及奖(\n光])")
# What a verb that confers gives by its scope and its end alone: 全省文明医院, 福建省名牌农产品.
_SCOPE = re.compile(
    "全[国省市县区州]|国家|省|市|县|部|中国|世界|华东|中南|[一二三四]级|首届|首批|第[一二三四五六七八九十0-9]+[届批]"
)
_PLACED = re.compile("[PQ]")


def _triggers() -> str:
    verbs = "|".join([*listed("names_honours", "T"), *listed("names_honours", "W")])
    return f"{_sorted(verbs)}|[记立](?=集体|个人|大功|[一二三特]等功)"


_TRIGGERS = Rule(_triggers)
RULES = (_TRIGGERS,)


def _sorted(alternation: str) -> str:
    return "|".join(sorted(alternation.split("|"), key=lambda word: (-len(word), word)))


@cache
def _heads() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, listed("names_honours", "H")))
    return re.compile(f"(?:{heads})”?(?=$|[、,。.;和及与等以称荣奖的(0-9—一二三四五六七八九十\\s“]|考核)")


@cache
def _bracketed() -> re.Pattern[str]:
    """桂峰村(中国历史文化名村): an honour in brackets behind the name of its holder."""
    heads = "|".join(map(re.escape, listed("names_honours", "H")))
    return re.compile(f"\\(((?:国家级?|中国|全国|省级|世界)[㐀-鿿]{{2,14}}?(?:{heads}))\\)")


@cache
def _praise() -> re.Pattern[str]:
    ends = "|".join(listed("names_honours", "N"))
    return re.compile(f"(?:{ends}|第[一二三四五六七八九十0-9]+名)$")


def find_honours(scan: Scan) -> Iterator[Mention]:
    """Yield the honours behind each verb that confers one, lists included, in order."""
    text, codes = scan.text, scan.codes
    for match in scan.matches(_TRIGGERS):
        if codes[match.start()] in ".Ww" or codes[match.start()].islower():
            continue
        stop = _STOP.search(text, match.end(), match.end() + _LONGEST)
        end = stop.start() if stop else min(len(text), match.end() + _LONGEST)
        title = _TITLE.search(text, match.end(), end)
        yield from _items(scan, match.end(), title.start() if title else end, match.group())


def bracketed_honours(scan: Scan) -> Iterator[Mention]:
    """Yield the honours that stand in brackets behind a name."""
    for match in _bracketed().finditer(scan.text):
        if scan.codes[match.start()] not in ".Ww":
            yield Mention(*match.span(1), match[1], "Honour", "bracketed", 0.88)


def _items(scan: Scan, start: int, end: int, verb: str) -> Iterator[Mention]:
    """The honours of a list: parts between 、 and 和, each from its first word to its last head."""
    text = scan.text
    for part in _PART.finditer(text[start:end]):
        first, close = start + part.start(), start + part.end()
        quoted = _QUOTED.match(text, first)
        if quoted is not None and not _praise().search(quoted[1]):
            yield Mention(*quoted.span(1), quoted[1], "Honour", "conferred-quoted", 0.94)
            continue
        for begin, stop, headed in _pieces(text, first, close):
            begin = _behind_giver(scan, begin, stop)
            name = text[begin:stop]
            if _praise().search(name) or "《" in name:
                continue
            if verb in _CHOOSING and _COUNTED.match(text, stop):
                continue  # 评选县级骨干教师120名: nobody is named
            if headed and _long_enough(name):
                yield Mention(begin, stop, name, "Honour", "conferred", 0.94)
            elif not headed and words("names_honours").get(verb) == "W" and _whole(scan, begin, stop):
                yield Mention(begin, stop, name, "Honour", "conferred-scope", 0.86)


# 文化部授予的|全国文物系统先进集体, 民盟四川省委|参政议政成果二等奖
_GIVEN = re.compile("[^、,。]{2,24}?(?:授予的?|颁发的?|颁授的?|评选的|评定的|命名的|表彰的)")
_GIVER = re.compile("Yy+(?:[PQ][pq]*K)?(?=[^SKMsk])")


def _behind_giver(scan: Scan, begin: int, stop: int) -> int:
    """Where the honour begins behind the body that confers it."""
    given = _GIVEN.match(scan.text, begin, stop)
    if given is not None and stop - given.end() > 3:
        return given.end()
    giver = _GIVER.match(scan.codes, begin, stop)
    if giver is not None and stop - giver.end() > 4 and scan.text[giver.end()] not in "优级系":
        return giver.end()
    return begin


def _long_enough(name: str) -> bool:
    """银奖 names a prize; 金牌 alone is counted, not conferred."""
    return len(name) >= (2 if name[-1] == "奖" else 5 if name[-1] == "牌" else 3)


def _pieces(text: str, begin: int, close: int) -> Iterator[tuple[int, int, bool]]:
    """The honours of one part: (start, end, whether it ends in a head); 和 divides only behind a head."""
    lead = _LEAD.match(text, begin, close)
    begin = lead.end() if lead else begin
    heads = [head.end() for head in _heads().finditer(text, begin, close)]
    for here in heads:
        joined = text[here : here + 1] in ("和", "及", "与")
        if joined or here == heads[-1]:
            yield begin, here, True
            begin = here + 1 if joined else close
    if begin < close:
        yield begin, close, False


def _whole(scan: Scan, begin: int, stop: int) -> bool:
    """Is the part a title as it stands: a scope in front, no number, no verb, an end?"""
    text, codes = scan.text, scan.codes
    scoped = _SCOPE.match(text, begin) or _PLACED.match(codes, begin)
    if not scoped or not 4 <= stop - begin <= 26 or set(codes[begin:stop]) & set("NTJWV.F"):
        return False
    return not text[begin:stop].endswith(("局", "部", "委", "政府", "会"))
