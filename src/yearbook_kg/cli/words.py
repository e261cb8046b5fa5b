"""What the command line says, in Chinese and English: the table ``cli_messages``."""

from __future__ import annotations

from functools import cache

from yearbook_kg.tables import load


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in load("cli_messages")}


def say(key: str, lang: str, **facts: object) -> str:
    """Return the message of a key in a language, with the facts put in.

    >>> say("written", "en", path="output/a.ttl")
    'wrote output/a.ttl'
    """
    return _table()[key][lang].format(**facts)
