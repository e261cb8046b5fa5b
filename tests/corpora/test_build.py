"""A corpus build: the same bytes however it is run, no work done twice, nothing lost."""

from __future__ import annotations

import gzip
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from tests.corpora.conftest import numbered, pages_of, written
from yearbook_kg.corpus import Options, build_corpus, build_part, locked, merge_corpora, work
from yearbook_kg.errors import OutputError
from yearbook_kg.model import Document, Page
from yearbook_kg.terms import Statements


def _record(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / "run.json").read_text("utf-8"))
    return told


def test_the_order_of_the_pages_is_not_seen(
    some_pages: list[Page], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    build_corpus(some_pages[::-1], tmp_path)
    assert written(tmp_path) == undisturbed


def test_the_number_of_workers_is_not_seen(
    some_pages: list[Page], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    run = build_corpus(some_pages, tmp_path, workers=2)
    assert written(tmp_path) == undisturbed
    assert run.workers == 2


def test_parts_built_apart_and_merged_are_the_same_bytes(
    some_pages: list[Page], undisturbed: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in some_pages:
        (folder / f"{page.stem}.txt").write_text(page.text, "utf-8")
    parts = [tmp_path / f"part{number}" for number in (1, 2, 3)]
    fed = [build_part(folder, part, part=(number, 3)) for number, part in enumerate(parts, 1)]
    assert sum(one.built for one in fed) == len(some_pages)
    assert all(one.built for one in fed)
    run = merge_corpora(parts[::-1], tmp_path / "all")
    got = {name: digest for name, digest in written(tmp_path / "all").items() if "notes" not in name}
    # the notes say where a page came from, which is another place here
    assert got == {name: digest for name, digest in undisturbed.items() if "notes" not in name}
    assert run.finished.entries == len(some_pages)


@pytest.mark.parametrize(("compression", "unpack"), [("gzip", gzip.open), ("zstd", zstandard.open)])
def test_compressed_shards_hold_the_same(
    some_pages: list[Page], tmp_path: Path, compression: str, unpack: object
) -> None:
    build_corpus(some_pages, tmp_path / "plain")
    build_corpus(some_pages, tmp_path / "packed", compression=compression)  # type: ignore[arg-type]
    for plain in sorted((tmp_path / "plain" / "graph").iterdir()):
        (packed,) = (tmp_path / "packed" / "graph").glob(f"{plain.name}.*")
        with unpack(packed, "rb") as file:  # type: ignore[operator]
            assert file.read() == plain.read_bytes()


def test_a_second_run_builds_nothing_and_touches_no_file(some_pages: list[Page], tmp_path: Path) -> None:
    build_corpus(some_pages, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "graph").iterdir()}
    run = build_corpus(some_pages, tmp_path)
    assert (run.fed[0].built, run.fed[0].standing, run.finished.fresh) == (0, len(some_pages), 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "graph").iterdir()} == before


def test_a_changed_and_a_removed_page_leave_what_a_fresh_build_gives(
    some_pages: list[Page], tmp_path: Path
) -> None:
    build_corpus(some_pages, tmp_path / "kept")
    changed = replace(some_pages[0], text=some_pages[0].text.replace("2", "3"))
    now = [changed, *some_pages[2:]]
    run = build_corpus(now, tmp_path / "kept")
    assert (run.fed[0].built, run.fed[0].removed) == (
        1,
        2,
    )  # the old text of the changed page is gone as well
    build_corpus(now, tmp_path / "fresh")
    assert written(tmp_path / "kept") == written(tmp_path / "fresh")


def test_other_options_build_anew(some_pages: list[Page], tmp_path: Path) -> None:
    build_corpus(some_pages[:2], tmp_path)
    run = build_corpus(some_pages[:2], tmp_path, options=Options(base="https://example.org/id/"))
    assert run.fed[0].built == 2
    assert b"<https://example.org/id/entry_" in (tmp_path / "graph" / "00000.nq").read_bytes()


def test_a_page_that_comes_twice_is_one_entry_and_is_told(some_pages: list[Page], tmp_path: Path) -> None:
    again = replace(some_pages[0], origin="elsewhere.txt", stem="elsewhere")
    run = build_corpus([*some_pages[:2], again], tmp_path)
    assert run.finished.entries == 2
    (line,) = (tmp_path / "skipped.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["kind"] == "repeat"


def test_two_texts_under_one_id_stay_two_whatever_their_order(some_pages: list[Page], tmp_path: Path) -> None:
    pages = pages_of([numbered(page.text, 7) for page in some_pages[:3]])
    run = build_corpus(pages, tmp_path / "a")
    build_corpus(pages[::-1], tmp_path / "b")
    assert run.finished.entries == 3
    assert len(run.finished.renamed) == 2
    lines = (tmp_path / "a" / "graph" / "00000.nq").read_bytes().splitlines()
    assert len({line.rsplit(b" ", 2)[1] for line in lines}) == 3
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_when_the_first_text_goes_the_other_gets_the_id(some_pages: list[Page], tmp_path: Path) -> None:
    pages = pages_of([numbered(page.text, 7) for page in some_pages[:2]])
    build_corpus(pages, tmp_path / "kept")
    build_corpus(pages[1:], tmp_path / "kept")
    build_corpus(pages[1:], tmp_path / "fresh")
    assert written(tmp_path / "kept") == written(tmp_path / "fresh")


def test_pages_that_give_nothing_are_counted_and_listed(some_pages: list[Page], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "blank.txt").write_text("唯一号:\n页数:\n", "utf-8")
    (tmp_path / "in" / "good.txt").write_text(some_pages[0].text, "utf-8")
    build_corpus(tmp_path / "in", tmp_path / "out")
    told = [json.loads(line) for line in (tmp_path / "out" / "skipped.jsonl").read_text("utf-8").splitlines()]
    assert {Path(one["origin"]).name for one in told} == {"empty.txt", "blank.txt"}
    assert all(one["reason"] for one in told)


def test_an_entry_that_breaks_a_rule_is_set_aside_with_its_reasons(
    some_pages: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yearbook_kg.map import statements

    def spoiled(document: Document, *, base: str) -> Statements:
        said = statements(document, base=base)
        if document.entry.id != some_pages[0].text.split("唯一号: ")[1].split("\n")[0]:
            return said
        begins = "#beginIndex>"
        rows = [(s, p, o.replace('"', '"99999999', 1) if p.endswith(begins) else o) for s, p, o in said.rows]
        return said._replace(rows=rows)

    monkeypatch.setattr(work, "statements", spoiled)
    run = build_corpus(some_pages[:3], tmp_path)
    assert (run.finished.entries, run.finished.aside) == (2, 1)
    (entry,) = run.finished.quarantine
    assert "99999999" in entry["broken"][0]
    assert b"99999999" in (tmp_path / "quarantine" / "00000.nq").read_bytes()
    assert b"99999999" not in (tmp_path / "graph" / "00000.nq").read_bytes()


def test_only_one_run_works_in_a_folder(some_pages: list[Page], tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(OutputError, match="another run"):
        build_corpus(some_pages[:1], tmp_path)


def test_a_part_that_is_not_finished_is_not_merged(some_pages: list[Page], tmp_path: Path) -> None:
    build_part(some_pages[:1], tmp_path / "one", part=(1, 1))
    with sqlite3.connect(tmp_path / "one" / ".workbench" / "corpus.db") as store:
        store.execute("UPDATE notes SET value = '' WHERE name = 'fed'")
    store.close()
    with pytest.raises(OutputError, match="not finished"):
        merge_corpora([tmp_path / "one"], tmp_path / "all")


def test_what_cannot_be_read_today_is_not_removed(some_pages: list[Page], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for page in some_pages[:3]:
        (tmp_path / "in" / f"{page.stem}.txt").write_text(page.text, "utf-8")
    build_corpus(tmp_path / "in", tmp_path / "out")
    before = written(tmp_path / "out")
    run = build_corpus(tmp_path / "nowhere", tmp_path / "out")
    assert (run.fed[0].removed, run.finished.entries) == (0, 3)
    assert run.unreadable
    assert written(tmp_path / "out") == before
    # a text that changed is replaced all the same
    changed = some_pages[0].text.replace("。", "。另有一事。", 1)
    (tmp_path / "in" / f"{some_pages[0].stem}.txt").write_text(changed, "utf-8")
    again = build_corpus([tmp_path / "in", tmp_path / "nowhere"], tmp_path / "out")
    assert again.finished.entries == 3


def test_the_language_of_the_messages_builds_nothing_anew(some_pages: list[Page], tmp_path: Path) -> None:
    build_corpus(some_pages[:2], tmp_path, options=Options(lang="zh"))
    assert build_corpus(some_pages[:2], tmp_path, options=Options(lang="en")).fed[0].built == 0


@pytest.mark.parametrize("given", [[1], [1, 1], [1, 3]])
def test_parts_that_are_not_all_there_are_not_merged(
    some_pages: list[Page], tmp_path: Path, given: list[int]
) -> None:
    for number in set(given):
        build_part(some_pages[:2], tmp_path / str(number), part=(number, 2 if max(given) < 3 else 3))
    with pytest.raises(OutputError, match="not all parts"):
        merge_corpora([tmp_path / str(number) for number in given], tmp_path / "all")


def test_parts_of_unlike_options_are_not_merged(some_pages: list[Page], tmp_path: Path) -> None:
    build_part(some_pages[:1], tmp_path / "one", part=(1, 1))
    build_part(some_pages[1:2], tmp_path / "two", part=(1, 1), options=Options(engine=None))
    with pytest.raises(OutputError, match="unlike"):
        merge_corpora([tmp_path / "one", tmp_path / "two"], tmp_path / "all")


def test_merging_where_nothing_was_built_says_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no corpus was built"):
        merge_corpora([tmp_path / "nowhere"], tmp_path / "all")


def test_the_record_says_what_was_done(some_pages: list[Page], tmp_path: Path) -> None:
    build_corpus(some_pages, tmp_path)
    told = _record(tmp_path)
    assert told["entries"] == len(some_pages)
    lines = (tmp_path / "graph" / "00000.nq").read_bytes().count(b"\n")
    assert told["triples"] == lines
    assert told["types"]["Organization"] > 0  # type: ignore[index]
    assert sum(told["facts"].values()) == told["read"]["facts"]  # type: ignore[attr-defined,index]
    assert f"{lines:,}" in (tmp_path / "summary.html").read_text("utf-8")


def test_an_empty_source_gives_an_empty_corpus(tmp_path: Path) -> None:
    run = build_corpus([], tmp_path)
    assert run.finished.entries == 0
    assert (tmp_path / "graph" / "00000.nq").read_bytes() == b""
