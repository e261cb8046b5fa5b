"""A second opinion on names: a small learned tagger, off by default, that may add names or confirm them.

The model is the character tagger for Chinese lexical analysis (two layers of bidirectional gated recurrent
units under a conditional random field, 2.8 million weights) that the package jieba 0.42.1 carries in its
folder ``lac_small``. Its framework is not needed: the weights are read from their files and run with numpy.
Both come with the extra ``[ner]``; nothing is fetched.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from yearbook_kg.errors import TableError
from yearbook_kg.model import EntityType, Entry, Mention
from yearbook_kg.prose import regions, sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

RULE = "bigru-crf"
# The share of its own additions that the gold knows (README, "How right is it").
CONFIDENCE = 0.5

# Tags of the model that name things, in our types; the rest are parts of speech.
_TYPES: dict[str, EntityType] = {
    "PER": "Person",
    "nr": "Person",
    "LOC": "Place",
    "ns": "Place",
    "ORG": "Organization",
    "nt": "Organization",
}
# What it adds to the rules outside these lengths is mostly wrong (of 30 two-character persons, 1 was right).
_LENGTHS = {"Person": (3, 4), "Place": (3, 8), "Organization": (4, 30)}
# A sentence longer than this is cut: memory and time of a step are constant, but a page may lack full stops.
_LONGEST = 400


class Recogniser(Protocol):
    """What a second opinion must offer: names of a page, as mentions that are not tied yet."""

    def __call__(self, entry: Entry) -> Iterator[Mention]:
        """Yield mentions in the order of the text; they may overlap those of the rules."""


class Tagger:
    """The weights of the model and how they are run over a sentence."""

    def __init__(self, folder: Path) -> None:
        weights = folder / "model_baseline"
        words = _numbered(folder / "word.dic")
        self._ids = {word: int(number) for number, word in words}
        self._tags = [tag for _, tag in _numbered(folder / "tag.dic")]
        self._embedding = _tensor(weights / "word_emb")
        self._layers = [
            [
                (
                    _tensor(weights / f"fc_{i}.w_0"),
                    _tensor(weights / f"fc_{i}.b_0") + _tensor(weights / f"gru_{i}.b_0").reshape(-1),
                    _tensor(weights / f"gru_{i}.w_0"),
                )
                for i in pair
            ]
            for pair in ((0, 1), (2, 3))
        ]
        self._emission = (_tensor(weights / "fc_4.w_0"), _tensor(weights / "fc_4.b_0"))
        self._transitions = _tensor(weights / "crfw")

    def tag(self, sentence: str) -> list[str]:
        """Return one tag a character, such as ``PER-B`` or ``v-I``."""
        import numpy as np

        unknown = self._ids["OOV"]
        states = self._embedding[[self._ids.get(char, unknown) for char in sentence]]
        for forward, backward in self._layers:
            ahead = _recur(states, *forward)
            behind = _recur(states[::-1], *backward)[::-1]
            states = np.concatenate([ahead, behind], axis=1)
        scores = states @ self._emission[0] + self._emission[1]
        return [self._tags[i] for i in _best_path(scores, self._transitions)]


def learned_names(entry: Entry) -> Iterator[Mention]:
    """Yield the persons, places and bodies that the model sees in the body and in the blurb of a page."""
    tagger = _tagger()
    for kind, start, end in regions(entry):
        if kind not in {"body", "heading", "简介"}:
            continue
        for a, b in sentences(entry.text, start, end):
            for begin in range(a, b, _LONGEST):
                stop = min(begin + _LONGEST, b)
                yield from _mentions(entry.text[begin:stop], tagger.tag(entry.text[begin:stop]), begin)


def second_opinion(mentions: Sequence[Mention], others: Iterator[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with those of another recogniser added where they touch none; sorted by start.

    A mention of the rules is never changed or dropped.
    """
    kept = sorted(mentions, key=lambda m: m.start)
    added: list[Mention] = []
    index = 0
    for other in others:
        while index < len(kept) and kept[index].end <= other.start:
            index += 1
        free = index == len(kept) or kept[index].start >= other.end
        if free and (not added or added[-1].end <= other.start):
            added.append(other)
    return tuple(sorted([*kept, *added], key=lambda m: m.start))


def _mentions(sentence: str, tags: list[str], offset: int) -> Iterator[Mention]:
    start = 0
    for end in range(1, len(tags) + 1):
        if end < len(tags) and tags[end].endswith("-I") and tags[end][:-2] == tags[start][:-2]:
            continue
        kind = _TYPES.get(tags[start].split("-")[0])
        if kind and _LENGTHS[kind][0] <= end - start <= _LENGTHS[kind][1]:
            yield Mention(offset + start, offset + end, sentence[start:end], kind, RULE, CONFIDENCE)
        start = end


@cache
def _tagger() -> Tagger:
    spec = find_spec("jieba")
    places = spec.submodule_search_locations if spec else None
    if not places or find_spec("numpy") is None:
        raise TableError("lac_small", 0, "the learned recogniser needs: pip install 'yearbook-kg[ner]'")
    return Tagger(Path(places[0]) / "lac_small")


def _numbered(path: Path) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def _tensor(path: Path) -> Matrix:
    """Read one parameter: three versions and levels, a description with the dimensions, then float32."""
    import numpy as np

    raw = path.read_bytes()
    (size,) = struct.unpack_from("<i", raw, 16)
    return np.frombuffer(raw, np.float32, offset=20 + size).reshape(_dimensions(raw[20 : 20 + size]))


def _dimensions(description: bytes) -> list[int]:
    """The dimensions in a description: fields of one byte key and a varint; key 0x10 is a dimension.

    >>> _dimensions(bytes.fromhex("080510800110 8003".replace(" ", "")))
    [128, 384]
    """
    dimensions, value, shift, key = [], 0, 0, -1
    for byte in description:
        if key < 0:
            key, value, shift = byte, 0, 0
            continue
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            if key == 0x10:
                dimensions.append(value)
            key = -1
    return dimensions


def _recur(states: Matrix, project: Matrix, bias: Matrix, weights: Matrix) -> Matrix:
    """Run one direction: h' = (1 - u) h + u c, gates in the order update, reset, candidate."""
    import numpy as np

    width = weights.shape[0]
    # The first 2·width² weights are the two gates' matrix, the rest the candidate's, one after the other.
    flat = weights.reshape(-1)
    gates_weight = flat[: 2 * width * width].reshape(width, 2 * width)
    candidate_weight = flat[2 * width * width :].reshape(width, width)
    inputs = states @ project + bias
    hidden = np.zeros(width, np.float32)
    result = np.empty((len(states), width), np.float32)
    for step, given in enumerate(inputs):
        gates = 1 / (1 + np.exp(-(given[: 2 * width] + hidden @ gates_weight)))
        update, reset = gates[:width], gates[width:]
        candidate = np.tanh(given[2 * width :] + (reset * hidden) @ candidate_weight)
        hidden = (1 - update) * hidden + update * candidate
        result[step] = hidden
    return result


def _best_path(scores: Matrix, crf: Matrix) -> list[int]:
    """Viterbi. The first row of ``crf`` is for the start, the second for the end, the rest tag to tag."""
    first, last, transitions = crf[0], crf[1], crf[2:]
    best = first + scores[0]
    back = []
    for emission in scores[1:]:
        paths = best[:, None] + transitions
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + emission
    path = [int((best + last).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
