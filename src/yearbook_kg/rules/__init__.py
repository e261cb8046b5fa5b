"""Patterns that are tried only where a word stands that they cannot match without.

A page is read by some hundred patterns, most of which match nothing on it. ``Rule`` reads from its pattern
which words it needs (成 for 三成半, 千伏 for 220千伏荆沙线), so that nobody has to keep a list of them;
``Watch`` finds the words of all its rules in one pass over a text. What a rule finds is exactly what its
pattern would find alone.
"""

from yearbook_kg.rules.heads import heads
from yearbook_kg.rules.required import Needed, required
from yearbook_kg.rules.rule import Found, Rule, Watch

__all__ = ["Found", "Needed", "Rule", "Watch", "heads", "required"]
