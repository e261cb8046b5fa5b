"""Works: what stands in 《…》, brackets inside brackets included."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook_kg.model import Mention

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
        elif text[index] == "\n":
            return None
    first = text.find("》", start, limit)
    return first + 1 if first >= 0 else None
