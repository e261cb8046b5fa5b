"""Parts of a source: no page in two of them, every page in one, chosen before it is opened."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.test_corpora import tar
from tests.read.test_read import archive
from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.read import parts, read

KINDS = ("folder", "jsonl", "json", "csv", "zip", "tar", "tgz", "parquet", "mixed", "pages", "stream")


def made(kind: str, count: int, folder: Path) -> list[Path]:
    """A source of ``count`` pages in one of the forms that the reader knows."""
    texts = [f"第{n}页全年增长。" for n in range(count)]
    files = [(f"{n % 3}/{n}.txt", text.encode()) for n, text in enumerate(texts)]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    path = folder / f"pages.{kind}"
    if kind in ("folder", "pages"):
        for name, data in files:
            (folder / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "pages" / name).write_bytes(data)
        return [folder / "pages"] if kind == "folder" else sorted((folder / "pages").rglob("*.txt"))
    if kind == "parquet":
        pq.write_table(pa.table({"text": texts}), path)
    else:
        path.write_bytes(
            {
                "jsonl": lines,
                "stream": lines,
                "json": json.dumps([{"text": text} for text in texts], indent=1).encode(),
                "csv": ("text\n" + "\n".join(texts) + "\n").encode(),
                "zip": archive(*files),
                "tar": tar(*files),
                "tgz": gzip.compress(tar(*files)),
                "mixed": archive(("a.jsonl", lines), ("b.zip", archive(*files)), ("c.txt", "全年。")),
            }[kind]
        )
    return [path]


def texts_of(sources: list[Path], part: tuple[int, int] | None = None) -> list[tuple[str, str]]:
    return [(page.origin, page.text) for page in read(sources, part=part)]


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(KINDS), count=st.integers(1, 40), of=st.integers(1, 7))
def test_parts_are_disjoint_and_together_everything(kind: str, count: int, of: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources = made(kind, count, Path(folder))
        whole = texts_of(sources)
        found = [texts_of(sources, (number, of)) for number in range(1, of + 1)]
    assert sorted(page for part in found for page in part) == sorted(whole)
    for part in found:
        order = [whole.index(page) for page in part]
        assert order == sorted(order)


@pytest.mark.parametrize("kind", KINDS)
def test_parts_are_about_even(kind: str, tmp_path: Path) -> None:
    sources = made(kind, 200, tmp_path)
    sizes = [len(texts_of(sources, (number, 4))) for number in range(1, 5)]
    assert min(sizes) * 2 > max(sizes)


def test_a_part_does_not_depend_on_where_the_folder_stands(tmp_path: Path) -> None:
    (here,), (there,) = made("folder", 30, tmp_path / "a"), made("folder", 30, tmp_path / "x" / "y")
    assert [p.text for p in read(here, part=(2, 3))] == [p.text for p in read(there, part=(2, 3))]


def test_files_outside_the_part_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = made("folder", 30, tmp_path)
    opened: list[Path] = []
    whole = Path.open

    def spied(self: Path, mode: str = "r") -> io.BufferedReader:
        opened.append(self)
        return whole(self, mode)  # type: ignore[return-value]

    monkeypatch.setattr(Path, "open", spied)
    pages = list(read(folder, part=(1, 3)))
    assert 0 < len(opened) == len(pages) < 30


@pytest.mark.parametrize(("kind", "opener"), [("zip", "open"), ("tar", "extractfile")])
def test_members_outside_the_part_are_never_unpacked(
    kind: str, opener: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = made(kind, 30, tmp_path)
    unpacked: list[str] = []
    if kind == "zip":
        whole = zipfile.ZipFile.open

        def spied(self: zipfile.ZipFile, entry: zipfile.ZipInfo) -> object:
            unpacked.append(entry.filename)
            return whole(self, entry)

        monkeypatch.setattr(zipfile.ZipFile, opener, spied)
    else:
        from yearbook_kg.read import archives

        member = archives._Forward.member

        def told(self: archives._Forward, start: int, entry: tarfile.TarInfo) -> object:
            unpacked.append(entry.name)
            return member(self, start, entry)

        monkeypatch.setattr(archives._Forward, "member", told)
    assert 0 < len(list(read(path, part=(1, 3)))) == len(unpacked) < 30


def test_rows_outside_the_part_are_never_parsed() -> None:
    good, bad = json.dumps({"text": "全年。"}), "{bad"
    data = "\n".join([good, *[bad] * 60]).encode()
    sizes = []
    for number in (1, 2, 3):
        errors: list[ReadError] = []
        pages = list(read(io.BytesIO(data), part=(number, 3), on_error=errors.append))
        sizes.append(len(pages) + len(errors))
    assert sum(sizes) == 61
    assert all(0 < size < 61 for size in sizes)


@pytest.mark.parametrize("part", [(0, 3), (4, 3), (1, 0), (-1, 2)])
def test_a_part_that_is_not_there(part: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="parts count from 1"):
        list(read(io.BytesIO(b"x"), part=part))


def test_a_part_of_one_is_the_whole(tmp_path: Path) -> None:
    sources = made("mixed", 9, tmp_path)
    assert texts_of(sources, (1, 1)) == texts_of(sources)
    assert parts.WHOLE.inside("a.zip") is parts.WHOLE


def test_pages_in_streams_of_text_have_their_part() -> None:
    found = [list(read(io.StringIO("全年。"), part=(number, 2))) for number in (1, 2)]
    assert [len(pages) for pages in found] in ([0, 1], [1, 0])
    assert all(isinstance(page, Page) for pages in found for page in pages)
