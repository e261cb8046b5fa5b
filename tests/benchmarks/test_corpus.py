"""The corpus that is measured with: the same bytes each time, pages that read like others."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from random import Random

import pytest
import zstandard

from benchmarks import corpus
from yearbook_kg.model import Page
from yearbook_kg.parse import parse
from yearbook_kg.read import read


def test_the_same_seed_gives_the_same_pages_in_every_size() -> None:
    few, many = list(corpus.pages(5)), list(corpus.pages(12))
    assert few == many[:5]
    assert few != list(corpus.pages(5, seed=2))


def test_every_page_has_an_id_of_its_own_and_parses() -> None:
    found = list(corpus.pages(60))
    assert len({id_ for id_, _ in found}) == 60
    for id_, text in found:
        entry = parse(Page(text, "-", id_))
        assert entry.sections
        assert entry.id == id_ or id_ not in text


def test_names_years_and_figures_are_others_all_over_the_page() -> None:
    source = corpus.template(corpus.PAGES / f"{corpus.REAL}.txt")
    (_, text), *_ = corpus.pages(1, seed=3, only=corpus.REAL)
    assert not re.search("吉安|江西|永新县|张晴|2012|82\\.26|733人次", text)
    (volume,) = set(re.findall(r"《(\w+?)年鉴\d{4}》", text))
    assert f"{volume}市总工会" in text
    assert text.count(volume) == sum(piece.words.startswith("吉安") for piece in source.pieces)


def test_a_person_of_a_place_is_one_person_in_all_its_volumes() -> None:
    people: dict[str, set[str]] = {}
    for _, text in corpus.pages(400, only=corpus.REAL):
        place = re.findall(r"《(\w+?)年鉴\d{4}》", text)[0]
        people.setdefault(place, set()).add(text.split("相关人物\n\n")[1].split("\n")[0])
    assert all(len(names) == 1 for names in people.values())
    assert len(people) > 50


def test_places_come_back_as_volumes_do() -> None:
    places = [re.findall(r"《(\w+?)年鉴", text)[0] for _, text in corpus.pages(300, only=corpus.REAL)]
    assert 50 < len(set(places)) < 250


@pytest.mark.parametrize(("words", "shape"), [("82.26", r"8\d\.\d\d"), ("1,286", r"1,\d{3}"), ("7", r"\d")])
def test_a_figure_keeps_its_shape(words: str, shape: str) -> None:
    drawn = {corpus._number(words, Random(seed)) for seed in range(20)}
    assert len(drawn) > 3
    assert all(re.fullmatch(shape, one) for one in drawn)


def test_a_hundred_percent_stays() -> None:
    assert corpus._number("100", Random(1)) == "100"


def test_corpora_are_written_as_lines_compressed_or_not(tmp_path: Path) -> None:
    plain = corpus.write(tmp_path / "a" / "c.jsonl", 20)
    packed = corpus.write(tmp_path / "c.jsonl.zst", 20)
    lines = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed.read_bytes())).read()
    assert lines == plain.read_bytes()
    assert [page.text for page in read(packed)] == [json.loads(line)["text"] for line in lines.splitlines()]
