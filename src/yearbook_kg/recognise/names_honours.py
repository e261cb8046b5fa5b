"""Honours: what stands behind 获, 被评为, 授予 …, up to the word that names a title or a prize."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_scan import Scan, words

_STOP = re.compile(r"[,。;:\n]|并|受到|被|获|共(?![产青])|产生")
_PRAISE = re.compile(
    r"(?:好评|赞誉|表彰|肯定|成绩|成效|第[一二三四五六七八九十0-9]+名|冠军|亚军|季军|成功|奖励|专利|资金|补助|支持|批准|项目|立项|资助|认可|通过|验收|认证|证书|"
    r"许可|殊荣|荣誉|提名|机会|资格|丰收|进展|突破|优势|权|款|通报|嘉奖令|委员|主任|书记|代表|主席|会长|理事|局长|县长|市长|综合先进)$"
)
# What a verb that confers gives by its scope and its end alone: 全省文明医院, 福建省名牌农产品.
_SCOPE = re.compile("全[国省市县区州]|国家|[PQ]|省|市|县|部|中国|世界|华东|中南|[一二三四]级|首届|首批|第[一二三四五六七八九十0-9]+[届批]")
_LEAD = re.compile("[ 了的为和及]*(?:[该本]..??(?=全|国|省|市|县)|其)?")
_STRONG = frozenset("被评为 评为 被授予 授予 被命名为 命名为 被认定为 认定为 荣获 获 获得 被表彰为 表彰为 被追授 追授 获评 被评定为 评定为 被确定为".split())
# An honour that its quotes enclose, and what may follow: the next one, the end, the word for what it is.
_QUOTED = re.compile("“([^“”\n]{4,40})”(?=$|[、“,。;称等荣的和及奖(\n光])")
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
        yield from _items(scan, match.end(), _titled(text, match.end(), end), match.group())


def _titled(text: str, start: int, end: int) -> int:
    """Where the list ends: before 称号, 荣誉称号, 奖旗 …"""
    title = _TITLE.search(text, start, end)
    return title.start() if title else end


def _items(scan: Scan, start: int, end: int, verb: str) -> Iterator[Mention]:
    """The honours of a list: parts between 、 and 和, each from its first word to its last head."""
    text = scan.text
    for part in re.finditer(r"(?:“[^”]*”|[^、“”])+", text[start:end]):
        begin, close = start + part.start(), start + part.end()
        if (quoted := _QUOTED.match(text, begin)) is not None and not _PRAISE.search(quoted[1]):
            yield Mention(*quoted.span(1), quoted[1], "Honour", "conferred-quoted", 0.94)
            continue
        for begin, stop, ended in _pieces(text, begin, close):
            name = text[begin:stop]
            if _PRAISE.search(name) or "《" in name:
                continue
            if ended and len(name) >= (2 if name[-1] == "奖" else 3) and not (len(name) < 5 and name[-1] == "牌"):
                yield Mention(begin, stop, name, "Honour", "conferred", 0.94)
            elif not ended and verb in _STRONG and _whole(scan, begin, stop):
                yield Mention(begin, stop, name, "Honour", "conferred-scope", 0.86)


def _pieces(text: str, begin: int, close: int) -> Iterator[tuple[int, int, bool]]:
    """The honours of one part: (start, end, whether it ends in a head); 和 divides only behind a head."""
    begin = _LEAD.match(text, begin, close).end()
    heads = [head.end() for head in _heads().finditer(text, begin, close)]
    if not heads:
        yield begin, close, False
        return
    for here in heads:
        if text[here : here + 1] in ("和", "及", "与") or here == heads[-1]:
            yield begin, here, True
            begin = here + 1
            if here == heads[-1]:
                if text[here : here + 1] in ("和", "及", "与") and begin < close:
                    yield begin, close, False
                return


def _whole(scan: Scan, begin: int, stop: int) -> bool:
    """Is the part a title as it stands: a scope in front, no number, no verb, an end?"""
    text, codes = scan.text, scan.codes
    if not 4 <= stop - begin <= 26 or not (_SCOPE.match(text, begin) or _SCOPE.match(codes, begin)):
        return False
    return not set(codes[begin:stop]) & set("NTJWV.F") and not text[begin:stop].endswith(("局", "部", "委", "政府", "会"))
