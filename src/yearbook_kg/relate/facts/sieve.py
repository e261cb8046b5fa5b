"""Which of many patterns may match where: one scan of a line for all the words that they need.

Most clauses hold nothing that most rules look for. The words that each form needs (``literals``) are looked
for once in a line, all in one pass (Aho and Corasick, "Efficient string matching", 1975), and bit masks tell
for a clause which forms are left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from ahocorasick_rs import AhoCorasick

from yearbook_kg.relate.facts.forms import Form
from yearbook_kg.relate.facts.literals import Needs, cost, needs

# Of what a form needs, as many sets as are asked for: the rarest ones.
_ROUNDS = 3


class Sieve:
    """Tells which of ``forms`` may match in a stretch of a line.

    marks: signs that stand in no text, but in another writing of it (``posts.marked``), and of each the
    strings of which one stands in the text wherever the sign stands in the other writing.

    >>> one, other = Form("由[局院]"), Form("合并|并入")
    >>> sieve = Sieve((one, other), {})
    >>> found = sieve.scan("由学院并入")
    >>> [sieve.bit(form) & sieve.possible(found) > 0 for form in (one, other)]
    [False, True]
    """

    def __init__(self, forms: Iterable[Form], marks: Mapping[str, Collection[str]]) -> None:
        self._bits = {form: 1 << at for at, form in enumerate(dict.fromkeys(forms))}
        self._size = len(self._bits)
        masks: dict[str, int] = {}
        self._free = 0
        for form, bit in self._bits.items():
            wanted = _rarest(needs(form.source, apart="".join(marks)), marks)
            for at, need in enumerate(wanted):
                for word in need:
                    masks[word] = masks.get(word, 0) | bit << at * self._size
            for at in range(len(wanted), _ROUNDS):
                self._free |= bit << at * self._size
        self._masks = list(masks.values())
        self._words = AhoCorasick(list(masks), store_patterns=False)

    def bit(self, form: Form) -> int:
        """The bit of the form in what ``possible`` returns; of one that is not of the sieve, KeyError."""
        return self._bits[form]

    def scan(self, text: str) -> list[int]:
        """What begins at each character of the text, as masks for ``possible``."""
        found = [0] * (len(text) + 1)
        masks = self._masks
        for word, start, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            found[start] |= masks[word]
        return found

    def possible(self, found: Sequence[int]) -> int:
        """The bits of the forms whose needs all begin in the stretch of a ``scan``."""
        held = reduce(or_, found, self._free)
        size = self._size
        return held & held >> size & held >> 2 * size & (1 << size) - 1


def _rarest(found: Needs, marks: Mapping[str, Collection[str]]) -> list[frozenset[str]]:
    spelt = (need.union(*(marks[word] for word in need if word in marks)).difference(marks) for need in found)
    return sorted(dict.fromkeys(spelt), key=cost)[:_ROUNDS]
