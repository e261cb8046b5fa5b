"""Facilities: roads, canals, reservoirs, bridges, stations, halls, temples, and quoted names of things built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names_scan import Scan, words

_KIND_BEFORE = re.compile(r"(?:[各每某]|[0-9一二三四五六七八九十百千两几多余][个家所处座条])$")


@cache
def _suffixes() -> re.Pattern[str]:
    listed = sorted((w for w, c in words("names_facilities").items() if c == "S"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)))


@cache
def _quoted() -> re.Pattern[str]:
    listed = sorted((w for w, c in words("names_facilities").items() if c == "Q"), key=len, reverse=True)
    return re.compile(rf"“([^“”\n,。、]{{1,10}}(?:{'|'.join(listed)}))”")


def find_facilities(scan: Scan) -> Iterator[Mention]:
    """Yield what is named like something built, with a stem of its own before the word that says what it is."""
    text, codes = scan.text, scan.codes
    for match in _quoted().finditer(text):
        if codes[match.start()] != ".":
            yield _mention(scan, *match.span(1), "quoted-facility", 0.85)
    for match in _suffixes().finditer(text):
        end = match.end()
        if codes[match.start()] in ".Ww" or codes[match.start() : match.start() + 1] in "vjbh":
            continue
        start = _stem(codes, match.start())
        if start is not None and not _KIND_BEFORE.search(text[max(0, start - 2) : start]):
            yield _mention(scan, start, end, "facility-suffix", 0.8)


def _stem(codes: str, end: int) -> int | None:
    """Where the name begins: a run of unknown characters and places before the suffix."""
    start = end
    while start > 0 and end - start < 14 and codes[start - 1] in "UPpQqZzMmDdFLEN":
        start -= 1
    while start < end and codes[start] in "FpqmzdN":
        start += 1
    stem = codes[start:end]
    return (
        start
        if any(code in "UPQ" for code in stem) and end - start >= (1 if "P" in stem or "Q" in stem else 1)
        else None
    )


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Facility", rule, confidence)
