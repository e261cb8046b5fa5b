"""Places: short names, variants and one-character names tied to full names."""

from __future__ import annotations

from collections.abc import Mapping

from yearbook_kg.model import Mention
from yearbook_kg.resolve.atlas import Atlas
from yearbook_kg.resolve.link import Link

_ENDS = ("自治县", "自治旗", "自治州", "自治区", "省", "市", "县", "区", "旗", "镇", "乡", "街道", "村")


def link_place(words: str, page: Mapping[str, str], atlas: Atlas, year: int | None) -> Link | None:
    """The full name of a place, or None where the words are the best there is.

    page: the full names of the page by the short ones they begin with (汤坑: 汤坑镇).
    """
    if found := atlas.exact(words, year):
        return Link(found.name, 1.0, f"{words} is a division of the table", found.code)
    if words in page:
        return Link(page[words], 0.93, f"{words} is short for {page[words]}, which the page names")
    if not words.endswith(_ENDS[:-3]) and (found := atlas.short(words, year)):
        return Link(found.name, 0.92, f"{words} is short for {found.name} in the division table", found.code)
    return None


def short_names(mentions: tuple[Mention, ...]) -> dict[str, str]:
    """The short names that the full place names of a page allow: 汤坑 for 汤坑镇; none where two compete."""
    found: dict[str, str | None] = {}
    for mention in mentions:
        if mention.type != "Place":
            continue
        end = next((e for e in _ENDS if mention.text.endswith(e)), None)
        short = mention.text.removesuffix(end) if end else ""
        if len(short) >= 2:
            found[short] = mention.text if found.get(short, mention.text) == mention.text else None
    return {short: full for short, full in found.items() if full}
