"""The answer of a linker: the canonical name of a mention, how sure, and why."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A canonical name for a mention. score: 0 to 1. reason: a sentence that a reader of the page can check.

    code, level: the division's, where the link goes to a division of the gazetteer.
    """

    name: str
    score: float
    reason: str
    code: str | None = None
    level: str | None = None
