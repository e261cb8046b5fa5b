"""The trigger words of the rules, from the tables, as alternations with the longest word first."""

from __future__ import annotations

import re
from functools import cache

from yearbook_kg import tables


@cache
def words(*families: str) -> str:
    """The words of the families of ``facts_triggers.tsv`` as one group of a pattern.

    >>> import re
    >>> re.match(words("rename"), "改名为同庆乡").group()
    '改名为'
    """
    found = {row["word"] for row in tables.load("facts_triggers") if row["family"] in families}
    return alternation(found)


def alternation(found: set[str]) -> str:
    """A non-capturing group of the words, the longest first.

    >>> alternation({"获", "获得"})
    '(?:获得|获)'
    """
    ranked = sorted(found, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in ranked)})"
