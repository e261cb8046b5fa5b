"""Patterns that are tried only where a word stands that they cannot match without.

A page is read by some hundred patterns, most of which match nothing on it. What a pattern needs is read off
its syntax tree (成 for 三成半, 千伏 for 220千伏荆沙线), so that nobody has to keep a list of words. ``Rule``
is a pattern with its words; ``Watch`` finds the words of all its rules in one pass over a text. ``Closing``,
``Opening``, ``anywhere`` and ``screen`` guard single patterns by a last or first character or by their words.
What a guarded pattern finds is exactly what it would find alone.
"""

from yearbook_kg.rules.guards import Closing, Opening, anywhere, screen
from yearbook_kg.rules.heads import heads, tails
from yearbook_kg.rules.lazy import Lazy
from yearbook_kg.rules.required import Needed, covers, rarity, required, within
from yearbook_kg.rules.rule import Rule
from yearbook_kg.rules.spelled import SPACES
from yearbook_kg.rules.watch import Found, Watch

__all__ = [
    "SPACES",
    "Closing",
    "Found",
    "Lazy",
    "Needed",
    "Opening",
    "Rule",
    "Watch",
    "anywhere",
    "covers",
    "heads",
    "rarity",
    "required",
    "screen",
    "tails",
    "within",
]
