"""Works: what stands in 《…》, brackets inside brackets included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# No title is longer; an opening bracket that never closes must not swallow the page.
_LONGEST = 120


def find_works(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the bracketed titles of ``text[start:end]``, outermost only, in order.

    >>> t = "印发《关于贯彻〈工会法〉的意见》和《妇声》周刊"
    >>> [m.text for m in find_works(t, 0, len(t))]
    ['《关于贯彻〈工会法〉的意见》', '《妇声》']
    """
    position = text.find("《", start, end)
    while position >= 0:
        close = _close(text, position, min(end, position + _LONGEST))
        if close is None:
            position = text.find("《", position + 1, end)
            continue
        if close - position > 2:
            yield Mention(position, close, text[position:close], "Work", "title-brackets", 0.99)
        position = text.find("《", close, end)


# 吉水县志 without brackets is a title too; the year that a 年鉴 has belongs to it.
_CHRONICLE = re.compile("[Pp][Pp]+(?![a-z])")


def find_chronicles(scan: Scan) -> Iterator[Mention]:
    """Yield the unbracketed names of local chronicles in the body: 《…》 is not set in running old prose."""
    text = scan.text
    for match in scan.matches(_VOLUME):
        yield Mention(*match.span(), match.group(), "Work", "volume", 0.9)
    for kind, start, end in scan.spans:
        if kind != "body":
            continue
        for match in _CHRONICLE.finditer(scan.codes, start, end):
            title = _TITLE.match(text, match.end(), end)
            if title and text[match.end() - 1] in "省市县区州府镇乡旗":
                yield Mention(
                    match.start(), title.end(), text[match.start() : title.end()], "Work", "chronicle", 0.86
                )


# 敖汉年鉴系…编: the volume, at the head of what the footer says of it.
_VOLUME = Rule("(?:^|(?<=\n))[㐀-鿿]{2,8}年鉴[ ]?(?:[0-9]{4}|[(][0-9]{4}[)])?(?=系|由|是|为|创刊)")
RULES = (_VOLUME,)
_TITLE = re.compile("(?:志|年鉴(?:(?:19|20)[0-9]{2})?)(?![㐀-鿿0-9]*[愿者士])")


def _close(text: str, start: int, limit: int) -> int | None:
    """The end of the title that opens at ``start``: its own 》, past those of titles inside it."""
    depth = 0
    for index in range(start, limit):
        if text[index] == "《":
            depth += 1
        elif text[index] == "》":
            depth -= 1
            if depth == 0:
                return index + 1
        elif text[index] in "\n。":
            return None
    first = text.find("》", start, limit)
    return first + 1 if first >= 0 else None
