from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from yearbook_kg.errors import ReadError
from yearbook_kg.model import Page
from yearbook_kg.read import bounds, read

TEXT = "农业\n\n唯一号: 999020020260000001\n\n内容\n\n【概况】 全年。\n"


def stems(source: object) -> list[str]:
    return [page.stem for page in read(source)]  # type: ignore[arg-type]


def errors(source: object) -> list[str]:
    found: list[str] = []
    list(read(source, on_error=lambda error: found.append(str(error))))  # type: ignore[arg-type]
    return found


def archive(*members: tuple[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            target.writestr(name, content)
    return out.getvalue()


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.b.txt"
    path.write_text(TEXT, "utf-8")
    assert list(read(path)) == [Page(TEXT, str(path), "a.b")]
    assert stems(str(path)) == ["a.b"]


def test_a_web_page_whatever_its_ending(tmp_path: Path) -> None:
    for name in ("a.html", "b.txt", "c"):
        (tmp_path / name).write_text("<html><body><p>全年。</p></body></html>", "utf-8")
        assert next(read(tmp_path / name)).text == "全年。"
    (tmp_path / "d.htm").write_text("<html><body><script>x</script></body></html>", "utf-8")
    assert errors(tmp_path / "d.htm") == [
        f"{tmp_path}/d.htm: the web page shows no text; save it after it has loaded"
    ]


def test_a_folder_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.html", ".hidden.txt", ".git/x.txt", "c.pdf", "Z.TXT", "a/3.txt.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(TEXT.encode()) if name.endswith("gz") else TEXT.encode())
    (tmp_path / "loop").symlink_to(tmp_path)
    assert stems(tmp_path) == ["Z", "1", "2", "3", "b"]


def test_a_folder_without_pages(tmp_path: Path) -> None:
    assert errors(tmp_path)[0].startswith(f"{tmp_path}: the folder holds no page")


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert errors(tmp_path) == [f"{tmp_path}: cannot be listed (Permission denied); check its permissions"]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file or directory"):
        list(read(tmp_path / "missing.txt"))
    assert "cannot be opened (File name too long)" in errors("x" * 300 + ".txt")[0]
    assert errors("\x00")[0] == "\\x00: cannot be opened (embedded null byte); check the path"


def test_reading_goes_on_behind_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    found: list[ReadError] = []
    assert [page.stem for page in read(tmp_path, on_error=found.append)] == ["b"]
    assert found[0].origin == str(tmp_path / "a.txt")


def test_several_sources_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert stems([tmp_path, io.BytesIO(TEXT.encode()), io.StringIO(TEXT)]) == ["a", "stream", "stream"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    pages = read([tmp_path / "a.txt", tmp_path / "missing.txt"])
    assert next(pages).stem == "a"


def test_members_of_an_archive_by_name(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    inner = archive(("in.txt", TEXT))
    members: list[tuple[str, str | bytes]] = [("b.txt", TEXT), ("a/", ""), ("a/.x.txt", TEXT), ("d.png", "x")]
    members += [("a/c.html", "<p>全年。</p>"), ("__MACOSX/b.txt", "x"), ("e.zip", inner), ("bad.txt", "")]
    path.write_bytes(archive(*members, ("f.jsonl", json.dumps({"text": TEXT}))))
    found: list[str] = []
    pages = list(read(path, on_error=lambda error: found.append(str(error))))
    assert [page.origin for page in pages] == [
        f"{path}!a/c.html",
        f"{path}!b.txt",
        f"{path}!e.zip!in.txt",
        f"{path}!f.jsonl:1",
    ]
    assert found == [f"{path}!bad.txt: the file is empty; nothing to read"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../evil.txt", "evil"),
        ("/etc/passwd.txt", "passwd"),
        ("..\\x\\evil.txt", "evil"),
        ('a"<b>\n\u202e.txt', "a_b-"),
        ("CON.txt", "CON-"),
        ("---.txt", "---"),
        ("市总 工会《年鉴》.txt", "市总 工会《年鉴》"),
    ],
)
def test_hostile_names_are_harmless(name: str, stem: str) -> None:
    found = list(read(io.BytesIO(archive((name, TEXT)))))
    assert found[0].stem.startswith(stem)
    assert not set(found[0].stem) & set('/\\\n"<>\u202e')
    assert "\n" not in found[0].origin


def test_a_renamed_page_says_so() -> None:
    page = next(read(io.BytesIO(archive(("a<b.txt", TEXT)))))
    assert page.warnings == (f"the file name 'a<b.txt' is not safe; its results are called '{page.stem}'",)


def test_names_in_gbk() -> None:
    data = archive(("aaaa.txt", TEXT)).replace(b"aaaa.txt", "农业.txt".encode("gbk"))
    assert stems(io.BytesIO(data)) == ["农业"]
    data = archive(("aaaa.txt", TEXT)).replace(b"aaaa.txt", b"\x81\xffaa.txt")
    assert len(stems(io.BytesIO(data))) == 1
    assert stems(io.BytesIO(archive(("农业.txt", TEXT)))) == ["农业"]


def test_archives_that_are_damaged_or_hold_nothing() -> None:
    data = archive(("a.txt", TEXT * 50))
    assert "the file is damaged" in errors(io.BytesIO(data[:60]))[0]
    assert "the archive holds no page" in errors(io.BytesIO(archive(("a.doc", "x"))))[0]
    broken = data.replace(data[40:60], b"\xff" * 20)
    assert len(errors(io.BytesIO(broken))) == 1
    locked = bytearray(data)
    central = data.rfind(b"PK\x01\x02")
    locked[6] |= 1
    locked[central + 8] |= 1
    assert "cannot be unpacked" in errors(io.BytesIO(bytes(locked)))[0]


def test_archives_nested_without_end() -> None:
    data = archive(("a.txt", TEXT))
    for _ in range(4):
        data = archive(("a.zip", data))
    assert "nested too deep" in errors(io.BytesIO(data))[0]
    data = TEXT.encode()
    for _ in range(4):
        data = gzip.compress(data)
    assert "nested too deep" in errors(io.BytesIO(data))[0]


def test_a_compressed_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert stems(path) == ["a"]
    path.write_bytes(gzip.compress(TEXT.encode())[:30])
    assert "the file is damaged" in errors(path)[0]


def test_a_page_that_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_BYTES", 100)
    assert errors(io.BytesIO(b"x" * 101)) == ["stream: larger than 0 MB; this is no page"]
    assert "larger than" in errors(io.BytesIO(gzip.compress(b"x" * 101)))[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), ["stdin"]),
        (TEXT.encode("gb18030"), ["stdin"]),
        (b"<!doctype html><p>x</p>", ["stdin"]),
        (b'{"text": "a"}\n{"text": "b"}', ["stdin_00001", "stdin_00002"]),
        (json.dumps([{"text": TEXT}], indent=1).encode(), ["stdin"]),
        (archive(("a.txt", TEXT)), ["a"]),
    ],
)
def test_standard_input_tells_by_its_content(
    data: bytes, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert stems("-") == expected


def test_streams_that_cannot_seek_or_peek() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.data = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return self.data.read(size)

    assert stems(Pipe(archive(("a.txt", TEXT)))) == ["a"]

    class Peeking(Pipe):
        def peek(self, size: int = 0) -> bytes:
            return self.data.getvalue()[:size]

    assert stems(Peeking(archive(("a.txt", TEXT)))) == ["a"]


def test_a_stream_with_a_name(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"id,text\n7,{'x' * 20}\n", "utf-8")
    with path.open("rb") as stream:
        assert stems(stream) == ["7"]


def test_text_streams_need_no_decoding() -> None:
    assert errors(io.StringIO(" ")) == ["stream: the file is empty; nothing to read"]

    class Wrong:
        def read(self, size: int = -1) -> str:
            return "x"[:size]

    assert "open the file in binary mode" in errors(Wrong())[0]


@pytest.mark.parametrize("source", [3, b"bytes", None])
def test_what_is_no_source_at_all(source: object) -> None:
    with pytest.raises(TypeError):
        list(read(source))  # type: ignore[arg-type]
