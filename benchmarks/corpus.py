"""A corpus to measure with: the development pages many times over, each time another volume.

    python benchmarks/corpus.py 100000 -o build/corpus.jsonl.zst [--seed 1] [--pages all|real]

A page of the corpus is one of the pages that the rules were written with (or always the real one), moved to
another prefecture and another year: its ids, the names of the prefecture, of its province, counties and
towns, of its people, its years and its figures are others, the same ones all over the page. Prefectures,
volumes, bodies, people and indicators come back as they do in a library of yearbooks: one page in many of one
prefecture, one body in many years. The same seed gives the same bytes; page n is the same in every size.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import IO

from yearbook_kg.gazetteer import Division
from yearbook_kg.gazetteer.lookup import divisions
from yearbook_kg.gazetteer.names import stem
from yearbook_kg.parse import parse
from yearbook_kg.read import read
from yearbook_kg.tables import load

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "tests" / "corpus"
GOLD = ROOT / "tests" / "gold"
REAL = "140320020220004324"
_YEARS = (1996, 2019)  # of the volumes; no page is moved out of what the gazetteer knows
_GIVEN = "建国华明文军志平春秀英丽海燕晓东永庆德林玉兰红梅伟强学民国栋振宇思远家兴立新"
_NUMBER = r"(?<![\dA-Za-z.,])(?!\d{4}[年)])\d[\d,]*(?:\.\d+)?(?![\dA-Za-z]|[月日号时届期])"
_YEAR = r"(?<!\d)(?:19[5-9]\d|20[0-2]\d)(?=年|\u300b|[-\u2014]|\n)"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page: kept ("text"), or put anew ("id", "year", "number", "place", "person", "town")."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Template:
    """A page cut into pieces, with the divisions that it is about and its latest year."""

    name: str
    pieces: tuple[Piece, ...]
    home: Division
    counties: tuple[str, ...]
    latest: int


@cache
def prefectures() -> tuple[tuple[Division, Division, tuple[str, ...]], ...]:
    """Every prefecture of today with its province and the names of its counties."""
    today = [d for d in divisions() if d.code and d.kind == "division" and not d.last]
    province = {d.code[:2]: d for d in today if d.level == "省"}
    counties: dict[str, list[str]] = {}
    for d in today:
        if d.level == "县" and len(d.name) > 2:
            counties.setdefault(d.code[:4], []).append(d.name)
    return tuple(
        (d, province[d.code[:2]], tuple(counties.get(d.code[:4], ())))
        for d in today
        if d.level == "市" and d.name.endswith("市") and len(stem(d.name)) >= 2
    )


@cache
def template(path: Path) -> Template:
    """Cut a page into pieces. Its home is the prefecture that it names, or else the one of its counties."""
    (page,) = read(path)
    text = page.text
    entry = parse(page)
    gold = json.loads((GOLD / f"{path.stem}.json").read_text("utf-8"))["mentions"]
    people = {m["text"] for m in gold if m["type"] == "Person" and len(m["text"]) in (2, 3)}
    towns = {m["text"] for m in gold if m["type"] == "Place" and re.fullmatch("..[镇乡]", m["text"])}
    known = [d for d in divisions() if d.code and len(d.name) > 2 and d.name in text]
    homes = {home.code[:4]: home for home, _, _ in prefectures()}
    counted: dict[str, int] = {}
    for d in known:
        if d.code[:4] in homes:
            weight = 3 if d.level == "市" else 1
            counted[d.code[:4]] = counted.get(d.code[:4], 0) + weight * text.count(d.name)
    prefix = max(counted, key=lambda code: counted[code], default=min(homes))
    home = homes[prefix]
    counties = tuple(dict.fromkeys(d.name for d in known if d.code[:4] == prefix and d.level == "县"))
    slots = dict.fromkeys(people, "person") | dict.fromkeys(towns, "town")
    slots |= {name[:2]: "town" for name in towns}
    province = next(d for d in divisions() if d.code == prefix[:2] + "0000")
    for name in (province.name, stem(province.name), home.name, stem(home.name), *counties):
        if len(name) >= 2:
            slots[name] = "place"
    names = "|".join(map(re.escape, sorted(slots, key=len, reverse=True)))
    cut = re.compile(f"(?P<id>{entry.id})|(?P<name>{names})|(?P<year>{_YEAR})|(?P<number>{_NUMBER})")
    pieces: list[Piece] = []
    done = 0
    for found in cut.finditer(text):
        kind = slots[found[0]] if found["name"] else str(found.lastgroup)
        if kind == "number" and not entry.body_start <= found.start() < entry.body_end:
            continue
        pieces += [Piece("text", text[done : found.start()]), Piece(kind, found[0])]
        done = found.end()
    pieces.append(Piece("text", text[done:]))
    years = [int(piece.words) for piece in pieces if piece.kind == "year"]
    return Template(path.stem, tuple(pieces), home, counties, max(years, default=2000))


def pages(count: int, *, seed: int = 1, only: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of ``count`` pages; only: the stem of the one page to be multiplied."""
    templates = [template(path) for path in sorted(PAGES.glob("*.txt")) if only in (None, path.stem)]
    for number in range(count):
        draw = Random(f"{seed}:{number}")
        yield one(draw.choice(templates), draw, f"99{seed % 100:02d}{number:014d}")


def one(source: Template, draw: Random, id_: str) -> tuple[str, str]:
    """One page out of a template: a volume of a prefecture is drawn, then what its page says."""
    fitting = [p for p in prefectures() if len(p[2]) >= len(source.counties)]
    # A few prefectures have many volumes, many have few: the square of an even draw.
    home, province, counties = fitting[int(len(fitting) * draw.random() ** 2)]
    moved = draw.randint(*_YEARS) - source.latest
    old_province = next(p for p in _provinces() if p.code[:2] == source.home.code[:2])
    names = {
        source.home.name: home.name,
        stem(source.home.name): stem(home.name),
        old_province.name: province.name,
        stem(old_province.name): stem(province.name),
        **dict(zip(source.counties, counties, strict=False)),
    }
    put: dict[str, Callable[[str], str]] = {
        "text": str,
        "id": lambda _: id_,
        "place": lambda words: names[words],
        "town": lambda words: _town(home.code, words),
        "person": lambda words: _person(f"{home.code}{source.name}{words}", len(words)),
        "year": lambda words: str(int(words) + moved),
        "number": lambda words: _number(words, draw),
    }
    return id_, "".join(put[piece.kind](piece.words) for piece in source.pieces)


@cache
def _provinces() -> tuple[Division, ...]:
    return tuple(d for d in divisions() if d.level == "省" and d.code)


@cache
def _surnames() -> str:
    rows = [row for row in load("names_surnames") if row["class"] == "single"]
    return rows[0]["words"].replace(" ", "")


@cache
def _stems() -> tuple[str, ...]:
    return tuple(sorted({stem(name) for p in prefectures() for name in p[2] if len(stem(name)) == 2}))


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest())


@cache
def _town(place: str, words: str) -> str:
    """Another town, the same one for its bare name: 震泽镇 -> 望江镇, 震泽中学 -> 望江中学."""
    return _stems()[_hash(place + words[:2]) % len(_stems())] + words[2:]


def _person(key: str, length: int) -> str:
    """A person of a prefecture, the same one in all its volumes."""
    value = _hash(key)
    letters = [_surnames()[value % len(_surnames())]]
    for _ in range(length - 1):
        value //= 97
        letters.append(_GIVEN[value % len(_GIVEN)])
    return "".join(letters)


def _number(words: str, draw: Random) -> str:
    """A figure of as many digits; hundreds of percent and the first digit stay, so that it stays likely."""
    if words in ("100", "0"):
        return words
    head = re.match("[1-9]", words)
    kept = 1 if head and len(words) > 1 else 0
    digits = (str(draw.randint(1, 9)) if c.isdigit() else c for c in words[kept:])
    return words[:kept] + "".join(digits)


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """A file to write lines into, compressed where its name ends in .zst."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix != ".zst":
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    from zstandard import ZstdCompressor

    with (
        path.open("wb") as raw,
        ZstdCompressor(level=3).stream_writer(raw) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as file,
    ):
        yield file


def write(path: Path, count: int, *, seed: int = 1, only: str | None = None) -> Path:
    """Write a corpus as JSON Lines, a page at a time; returns the path."""
    with opened(path) as file:
        for id_, text in pages(count, seed=seed, only=only):
            file.write(json.dumps({"id": id_, "text": text}, ensure_ascii=False) + "\n")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", choices=("all", "real"), default="all")
    asked = parser.parse_args()
    write(asked.output, asked.count, seed=asked.seed, only=REAL if asked.pages == "real" else None)


if __name__ == "__main__":
    main()
