"""Places that their neighbours show: 平南县武林流入, 棋盘、尧生、五里镇, and behind 经, 在, 至."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.prose import Span
from yearbook_kg.recognise.names.lexicon import listed
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

_STEM = "(?:[UQEZFK][qez]*){2,4}"
_CHAIN = Rule("[㐀-鿿]{2,8}(?:、[㐀-鿿]{2,8}){1,60}")
# 平南县|武林|流入
_NEIGHBOUR = re.compile(f"[Pp]({_STEM})(?=[^UQqZFEKDMmSs])")
_END = re.compile("[乡镇村街屯寨庄堡铺集墟圩县市区旗州]$|街道$|公社$|苏木$|社区$")
_BAD = frozenset("VvBbJjSsMmXxTtNAaYyGgHhWwCcLKI.")
# 吉安市等: what follows the last member.
_TAIL = re.compile("(?:等|各|两|三|四|[0-9])")


@cache
def _moving() -> re.Pattern[str]:
    """Verbs of movement and place: what stands before them is a place."""
    return re.compile("|".join(map(re.escape, listed("names_chains", "after"))))


def _behind() -> str:
    """A preposition of place, one to many places, and a word or sign that goes with places."""
    before = "|".join(map(re.escape, listed("names_chains", "before")))
    after = "|".join(map(re.escape, listed("names_chains", "after")))
    return f"(?:{before})([㐀-鿿]{{2,4}}?(?:、[㐀-鿿]{{2,4}}){{0,20}}?)(?:(?={after})|(?=、?[等各]))"


def _routed() -> str:
    """Words that only a place follows: 途经, 流经, 迁驻, 集镇有."""
    route = "|".join(map(re.escape, listed("names_chains", "route")))
    return f"(?:{route})([㐀-鿿]{{2,4}}(?:、[㐀-鿿]{{2,4}}){{0,30}})(?=[,。;、()至到入]|等)"


_BEHIND, _ROUTED = Rule(_behind), Rule(_routed)
RULES = (_CHAIN, _BEHIND, _ROUTED)


def find_chains(scan: Scan) -> Iterator[Mention]:
    """Yield the places that only the places, prepositions and verbs around them show."""
    codes, text = scan.codes, scan.text
    for match in _NEIGHBOUR.finditer(codes):
        start, end = match.span(1)
        if _moving().match(text, end) and _free(codes, start, end):
            yield _mention(scan, start, end, "chain-verb", 0.86)
    for words, rule in ((_BEHIND, "place-behind"), (_ROUTED, "route")):
        for match in scan.matches(words):
            spans = list(_members(match.start(1), match[1]))
            good = [span for span in spans if _free(codes, *span)]
            if good and len(good) * 2 > len(spans) and codes[match.start()] not in ".Ww":
                for start, end in good:
                    yield _mention(scan, start, end, rule, 0.85)
    for match in scan.matches(_CHAIN):
        yield from _listed(scan, match)


def _members(start: int, chain: str) -> Iterator[Span]:
    for part in chain.split("、"):
        yield start, start + len(part)
        start += len(part) + 1


def _free(codes: str, start: int, end: int) -> bool:
    """Is the run a name of no word: unknown characters, not the middle of a word?"""
    run = codes[start:end]
    if end - start < 2 or codes[end : end + 1].islower() or run[0].islower() or set(run) & _BAD:
        return False
    return 2 <= end - start <= 4 and bool(set(run) & set("UQEZ")) and not re.fullmatch("F+|ZZ", run)


def _listed(scan: Scan, match: re.Match[str]) -> Iterator[Mention]:
    """The members of a list of which one ends like a place: the others are places too."""
    codes, text = scan.codes, scan.text
    spans = list(_members(match.start(), match.group()))
    ends = [end_coded(codes, span[1]) and bool(_END.search(text, *span)) for span in spans]
    if not any(ends[:-1]) and not ends[-1]:
        return
    first = spans[0]
    bound = max(codes.rfind(letter, *first) for letter in "VvFTtNKSs")
    spans[0] = (max(first[0], bound + 1), first[1])
    others = [span for span, end in zip(spans, ends, strict=True) if not end]
    good = [span for span in others[: len(others)] if _free(codes, *span)]
    if good and (len(good) == len(others) or (len(good) >= len(others) - 1 and others[-1] == spans[-1])):
        for start, end in good:
            yield _mention(scan, start, end, "list-peer", 0.85)


def end_coded(codes: str, end: int) -> bool:
    """Is the word that ends there the end of a place's name in the codes too?"""
    return codes[end - 1] in "DdPpZz"


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Place", rule, confidence)
