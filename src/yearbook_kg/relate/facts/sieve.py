"""Which of many patterns may match where: one scan of a line for all the words that they need.

Most clauses hold nothing that most rules look for. The words that each form needs (``rules.covers``) are
looked for once in a line, all in one pass (Aho and Corasick, "Efficient string matching", 1975), and bit
masks tell for a clause which forms are left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from itertools import islice, zip_longest
from operator import or_

from ahocorasick_rs import AhoCorasick

from yearbook_kg.relate.facts.forms import Form
from yearbook_kg.rules import covers, rarity, within


class Sieve:
    """Tells which of ``forms`` may match in a stretch of a line.

    marks: signs that stand in no text, but in another writing of it (``posts.marked``), and of each the
    strings of which one stands in the text wherever the sign stands in the other writing.

    >>> one, other = Form("由[局院]"), Form("合并|并入")
    >>> sieve = Sieve((one, other), {})
    >>> possible = sieve.possible("由学院,并入由局", [0, 4])
    >>> [[mask & sieve.bit(form) > 0 for form in (one, other)] for mask in possible]
    [[False, False], [True, True], [True, True]]
    """

    def __init__(self, forms: Iterable[Form], marks: Mapping[str, Collection[str]]) -> None:
        self._bits = {form: 1 << at for at, form in enumerate(dict.fromkeys(forms))}
        self._size = len(self._bits)
        # a mask has two bits a form: for what it needs most rarely, and for what next to that
        masks: dict[str, int] = {}
        self._free = 0
        for form, bit in self._bits.items():
            wanted = _rarest(within(covers(form.tree, apart="".join(marks))), marks)
            for at, need in zip_longest((0, self._size), wanted):
                for word in need or ():
                    masks[word] = masks.get(word, 0) | bit << at
                self._free |= 0 if need else bit << at
        self._masks = list(masks.values())
        self._words = AhoCorasick(list(masks), store_patterns=False)

    def bit(self, form: Form) -> int:
        """The bit of the form in what ``possible`` returns; of one that is not of the sieve, KeyError."""
        return self._bits[form]

    def possible(self, text: str, starts: Sequence[int]) -> list[int]:
        """The bits of the forms that may match, of each stretch of the text and, last, of the whole.

        starts: where the stretches begin, in order; each reaches up to the next. A form may match in one if
        all that it needs begins there.
        """
        masks = self._masks
        held = [self._free] * len(starts)
        for word, start, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            held[bisect_right(starts, start) - 1] |= masks[word]
        held.append(reduce(or_, held))
        size = self._size
        return [mask & mask >> size for mask in held]


def _rarest(found: Iterable[frozenset[str]], marks: Mapping[str, Collection[str]]) -> list[frozenset[str]]:
    """The two sets of words that a page holds least, each mark spelt out; none follows from the other."""
    spelt = (
        words.union(*(marks[word] for word in words if word in marks)).difference(marks) for words in found
    )
    best, *others = sorted(dict.fromkeys(spelt), key=rarity) or [frozenset()]
    told = (words for words in others if not all(any(word in known for word in words) for known in best))
    return [best, *islice(told, 1)] if best else []
