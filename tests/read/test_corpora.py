"""Archives, compressed files and tables as corpora come in, made here and read again."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tests.read.test_read import TEXT, archive, errors, stems
from yearbook_kg.errors import ReadError
from yearbook_kg.read import bounds, compressed, parquet, read

ROWS = [{"id": str(n), "text": f"第{n}页全年。"} for n in range(1, 8)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
IDS = [row["id"] for row in ROWS]
Packer = Callable[[bytes], bytes]
PACKERS: dict[str, Packer] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}


def tar(*members: tuple[str, bytes], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form, encoding=encoding) as target:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def table(path: Path, rows: list[dict[str, Any]], **options: Any) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_file_by_its_content(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"page.txt.{ending}"
    path.write_bytes(PACKERS[ending](TEXT.encode()))
    assert [(page.text, page.stem) for page in read(path)] == [(TEXT, "page")]
    assert stems(io.BytesIO(path.read_bytes())) == ["stream"]
    (tmp_path / "misnamed.txt").write_bytes(path.read_bytes())
    assert next(read(tmp_path / "misnamed.txt")).text == TEXT


@pytest.mark.parametrize("ending", PACKERS)
def test_compressed_rows_and_archives(ending: str, tmp_path: Path) -> None:
    pack = PACKERS[ending]
    (tmp_path / f"a.jsonl.{ending}").write_bytes(pack(LINES))
    (tmp_path / f"b.tar.{ending}").write_bytes(pack(tar(("m.txt", TEXT.encode()))))
    (tmp_path / f"c.csv.{ending}").write_bytes(pack("id,text\n8,全年增长。\n".encode()))
    (tmp_path / f"d.zip.{ending}").write_bytes(pack(archive(("z.txt", TEXT))))
    assert stems(tmp_path) == [*IDS, "m", "8", "z"]


@pytest.mark.parametrize("ending", PACKERS)
def test_members_and_frames_read_as_one_file(ending: str) -> None:
    pack = PACKERS[ending]
    half = LINES.index(b"\n", len(LINES) // 2) - 3
    assert stems(io.BytesIO(pack(LINES[:half]) + pack(b"") + pack(LINES[half:]))) == IDS


def test_zeros_between_members_of_xz_and_frames_to_skip() -> None:
    assert stems(io.BytesIO(lzma.compress(LINES) + bytes(8) + lzma.compress(b"") + bytes(4))) == IDS
    skipped = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"
    assert stems(io.BytesIO(skipped + zstandard.compress(LINES) + skipped)) == IDS


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("kept", [0.3, 0.999])
def test_a_stream_that_was_cut_off_is_told(ending: str, kept: float, tmp_path: Path) -> None:
    data = b"".join(PACKERS[ending](LINES + str(n).encode() * 999) for n in range(3))
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(data[: int(len(data) * kept)])
    assert "Compressed file ended before the end-of-stream marker was reached" in errors(path)[-1]


def test_a_cut_block_that_would_swallow_the_mark_behind_it() -> None:
    """Bytes that cannot be compressed stand in zstandard as such, and so would a mark put behind them."""
    data = zstandard.compress(bytes(range(256)) * 4 + LINES)
    for size in range(1, len(data)):
        with pytest.raises(EOFError):
            compressed.expanded(io.BytesIO(data[:-size]), "zstandard").read()


@pytest.mark.parametrize("ending", PACKERS)
def test_a_wrong_byte_in_the_middle(ending: str) -> None:
    data = bytearray(PACKERS[ending](LINES))
    data[len(data) // 2] ^= 0x55
    assert "the file is damaged" in errors(io.BytesIO(bytes(data)))[-1]


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_page_that_grows_without_end(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_BYTES", 1 << 20)
    bomb = PACKERS[ending](bytes(1 << 24))
    line = PACKERS[ending](b'{"text": "' + bytes(1 << 24))
    tracemalloc.start()
    assert errors(io.BytesIO(bomb)) == ["stream: larger than 1 MB; this is no page"]
    found = errors(io.BytesIO(line))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["stream: a line is larger than 1 MB; it and the rest of the file are left out"]
    assert peak < 3 << 22  # the dictionary of xz alone takes 8 MB


def test_a_window_of_xz_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "_MEMORY", 1 << 16)
    assert "Memory usage limit exceeded" in errors(io.BytesIO(lzma.compress(LINES)))[0]


def test_compressed_without_end() -> None:
    data = TEXT.encode()
    for pack in PACKERS.values():
        data = pack(data)
    assert "nested too deep" in errors(io.BytesIO(data))[0]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar_in_its_order(form: int, tmp_path: Path) -> None:
    path = tmp_path / "pages.tar"
    long = "深" * 30 + "/页.txt"
    members = [("b.txt", TEXT.encode()), ("a/.x.txt", b"x"), (long, TEXT.encode()), ("c.png", b"x")]
    members += [("rows.jsonl", LINES), ("in.tar", tar(("z.txt", TEXT.encode()))), ("empty.txt", b"")]
    path.write_bytes(tar(*members, ("a.txt", TEXT.encode()), form=form))
    found: list[str] = []
    pages = list(read(path, on_error=lambda error: found.append(str(error))))
    assert [page.stem for page in pages] == ["b", "页", *IDS, "z", "a"]
    assert pages[1].origin == f"{path}!{long}"
    assert found == [f"{path}!empty.txt: the file is empty; nothing to read"]


def test_a_tar_through_a_pipe_and_of_before_it_had_a_mark(tmp_path: Path) -> None:
    data = tar(("a.txt", TEXT.encode() * 50_000), ("b.txt", TEXT.encode()), form=tarfile.USTAR_FORMAT)
    assert stems(io.BufferedReader(compressed.Fed(io.BytesIO(data).read))) == ["a", "b"]
    old = bytearray(tar(("a.txt", TEXT.encode()), form=tarfile.USTAR_FORMAT))
    old[257:265] = bytes(8)
    old[148:156] = b"%06o\0 " % (256 + sum(old[:148]) + sum(old[156:512]))
    path = tmp_path / "old.tar"
    path.write_bytes(old)
    assert stems(path) == ["a"]


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "a\nb/../evil.txt"])
def test_hostile_names_in_a_tar_are_harmless(name: str) -> None:
    (page,) = read(io.BytesIO(tar((name, TEXT.encode()))))
    assert page.stem == "evil"
    assert "\n" not in page.origin


def test_a_tar_with_names_in_gbk() -> None:
    data = tar(("林业年鉴.txt", TEXT.encode()), form=tarfile.GNU_FORMAT, encoding="gb18030")
    assert stems(io.BytesIO(data)) == ["林业年鉴"]


def test_a_tar_with_names_in_no_encoding() -> None:
    data = tar(("aaaa.txt", TEXT.encode()), form=tarfile.USTAR_FORMAT)
    raw = bytearray(data.replace(b"aaaa.txt", b"\x81\xffaa.txt"))
    raw[148:156] = b"%06o\0 " % (256 + sum(raw[:148]) + sum(raw[156:512]))
    assert stems(io.BytesIO(bytes(raw))) == ["aa-d87684d1"]


def test_a_large_member_that_is_passed_over() -> None:
    picture = ("a.png", bytes(3 << 20))
    data = tar(picture, ("b.txt", TEXT.encode()))
    assert stems(io.BytesIO(data)) == ["b"]
    assert stems(io.BytesIO(gzip.compress(data))) == ["b"]
    assert stems(io.BufferedReader(compressed.Fed(io.BytesIO(data).read))) == ["b"]


def test_a_line_of_csv_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_BYTES", 1 << 20)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress("id,text\n1,全年增长。\n2,".encode() + b"x" * (1 << 22)))
    found: list[str] = []
    assert [page.stem for page in read(path, on_error=lambda error: found.append(error.reason))] == ["1"]
    assert found == ["a line is larger than 1 MB; it and the rest of the file are left out"]


def test_links_in_a_tar_are_passed_over() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as target:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo("link.txt")
            entry.type, entry.linkname = kind, "/etc/passwd"
            target.addfile(entry)
    assert "the archive holds no page" in errors(io.BytesIO(out.getvalue()))[0]


def stems_before_the_end(data: bytes) -> list[str]:
    return [page.stem for page in read(io.BytesIO(data), on_error=str)]


def test_a_tar_that_breaks_off_gives_its_pages_and_says_so() -> None:
    data = tar(*((f"{n}.txt", TEXT.encode() * 30) for n in range(3)), form=tarfile.USTAR_FORMAT)
    size = len(data) // 1024 // 3 * 1024
    for cut in (data.index(b"1.txt"), data.index(b"1.txt") + 700, data.index(b"2.txt") + 200, size):
        assert stems_before_the_end(data[:cut])[0] == "0"
        assert errors(io.BytesIO(data[:cut]))[-1].startswith("stream: cannot be read (")
    damaged = bytearray(data)
    damaged[data.index(b"2.txt") + 150] ^= 1
    assert "ends without its end mark" in errors(io.BytesIO(bytes(damaged)))[0]


def test_a_tar_made_to_fill_the_memory() -> None:
    data = bytearray(tar(("a" * 300 + ".txt", b"x"), form=tarfile.GNU_FORMAT))
    data[124:136] = b"%011o\0" % (1 << 32)
    data[148:156] = b"%06o\0 " % (256 + sum(data[:148]) + sum(data[156:512]))
    assert "a header of 4294967296 bytes" in errors(io.BytesIO(bytes(data) + bytes(1 << 20)))[0]


def test_a_sparse_member_of_a_tar() -> None:
    header = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "a.txt"}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as target:
        entry = tarfile.TarInfo("a.txt")
        content = b"1\n0\n5\n".ljust(512, b"\0") + b"page."
        entry.size, entry.pax_headers = len(content), {**header, "GNU.sparse.realsize": "5"}
        target.addfile(entry, io.BytesIO(content))
    assert errors(io.BytesIO(out.getvalue())) == ["stream!a.txt: cannot be unpacked (a sparse file)"]


def test_the_headers_of_a_tar_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    following = tarfile.TarFile.next

    def counted(self: tarfile.TarFile) -> tarfile.TarInfo | None:
        kept.append(len(self.members))  # type: ignore[attr-defined]
        return following(self)

    monkeypatch.setattr(tarfile.TarFile, "next", counted)
    assert len(stems(io.BytesIO(tar(*((f"{n}.txt", b"page.") for n in range(50)))))) == 50
    assert len(kept) > 50
    assert max(kept) <= 1


def test_an_archive_in_an_archive_larger_than_any_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_BYTES", 1000)
    data = gzip.compress(archive(*((f"{n}.txt", TEXT) for n in range(20))))
    assert "larger than" in errors(io.BytesIO(data))[0]


def test_rows_of_parquet(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"唯一号": "1", "题名": "农业", "关键词": ["农业", "水稻"], "正文": "全年。", "embedding": b"x" * 99},
        {"唯一号": "2", "题名": "林业", "关键词": None, "正文": "好。", "embedding": None},
    ]
    pages = list(read(table(tmp_path / "a.parquet", rows)))
    assert [page.stem for page in pages] == ["1", "2"]
    assert pages[0].origin == f"{tmp_path}/a.parquet:1"
    assert pages[0].text == "农业\n\n唯一号: 1\n关键词: 农业 水稻\n\n内容\n\n全年。\n"


def test_parquet_with_nested_columns_and_many_groups(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"metadata": {"唯一号": str(n)}, "text": f"第{n}页。"} for n in range(200)]
    path = table(tmp_path / "a.parquet", rows, row_group_size=30)
    assert stems(path) == [str(n) for n in range(200)]
    assert stems(io.BytesIO(zstandard.compress(path.read_bytes()))) == stems(path)
    assert stems(io.BytesIO(tar(("in.parquet", path.read_bytes())))) == stems(path)


def test_parquet_reads_only_the_columns_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    whole = pq.ParquetFile.iter_batches

    def spied(self: Any, **options: Any) -> Any:
        asked.append(options["columns"])
        return whole(self, **options)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", spied)
    table(tmp_path / "a.parquet", [{"id": "1", "vector": [1.0], "text": "全年。", "note": "x"}])
    assert stems(tmp_path) == ["1"]
    assert asked == [["id", "text"]]


def test_parquet_that_is_no_table_of_pages(tmp_path: Path) -> None:
    assert "no column is called" in errors(table(tmp_path / "a.parquet", [{"a": 1}]))[0]
    empty = pa.table({"text": pa.array([], pa.string())})
    pq.write_table(empty, tmp_path / "b.parquet")
    assert "the table is empty" in errors(tmp_path / "b.parquet")[0]
    path = table(tmp_path / "c.parquet", ROWS)
    path.write_bytes(path.read_bytes()[:-20])
    assert "no valid Parquet" in errors(path)[0]


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "a.parquet", ROWS)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ReadError, match=r"pip install 'yearbook-kg\[parquet\]'"):
        list(parquet.parquet_pages(io.BytesIO(path.read_bytes()), "a.parquet", "a"))


def test_a_table_is_known_by_how_it_begins_inside_a_cell() -> None:
    assert errors(io.BytesIO(b'{"text": "x"}\nPAR1 xx\n'))[0].endswith(
        "stream:2: this is a Parquet file, not text; save the page as .txt or .html"
    )
