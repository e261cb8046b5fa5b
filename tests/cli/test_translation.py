"""With ``--lang zh`` errors, skips and warnings are Chinese, and every sentence of the source has its row."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import json
import lzma
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from tests.cli.sentences import sentences
from tests.conftest import PAGE, ROOT, Runner
from yearbook_kg import cli
from yearbook_kg.cli.translation import SPOKEN, Template, templates, translate
from yearbook_kg.errors import QueryError, ReadError
from yearbook_kg.parse import parse
from yearbook_kg.query import run_query
from yearbook_kg.read import read
from yearbook_kg.read.compressed import expanded
from yearbook_kg.tables import load

TEXT = PAGE.read_text("utf-8")
_WORD = re.compile("[A-Za-z]{2,}")


def english_left(en: str, zh: str, names: str) -> set[str]:
    """The words of the English sentence that still stand in the Chinese one, but the names."""
    return set(_WORD.findall(en)) & set(_WORD.findall(zh)) - set(_WORD.findall(names))


def heard(words: str) -> set[Template]:
    """The templates that a finished sentence is made of, the inner ones too."""
    for one in templates():
        values = one.values(words)
        if values is not None:
            return {one}.union(*(heard(value) for name, value in values.items() if name in SPOKEN))
    return set()


def test_every_sentence_has_a_row() -> None:
    rows = {one.literals for one in templates()}
    lacking = {
        f"{place}: {' … '.join(sentence)}"
        for sentence, place in sentences().items()
        if sentence not in rows and not (len(sentence) == 1 and heard(sentence[0]))
    }
    assert not lacking, "add a row with the Chinese to src/yearbook_kg/tables/cli_translations.tsv"


def test_a_new_sentence_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "parse").mkdir()
    (tmp_path / "parse" / "new.py").write_text(
        '"""Not a sentence."""\n'
        "def check(entry):\n"
        "    if entry: yield f'the {entry} is odd'\n"
        "    words = entry or 'nobody'\n"
        "    raise ReadError(entry, 'too ' 'bad' if entry else f'asked of {words}')\n",
        "utf-8",
    )
    found = {"the … is odd", "too bad", "asked of …", "nobody"}
    assert {"…".join(sentence) for sentence in sentences(tmp_path)} == found


def test_every_row_is_used(run: Runner, tmp_path: Path) -> None:
    of_others = of_the_system() | of_json() | of_archives() | of_graphs(tmp_path) | of_typer(run)
    known = set(sentences())
    used = {one for message in of_others for one in heard(message)}
    idle = [one.literals for one in templates() if one.literals not in known and one not in used]
    assert not idle, "nothing says this any more; remove the row"


def of_the_system() -> set[str]:
    with pytest.raises(FileNotFoundError) as missing:
        Path("nowhere").read_text("utf-8")
    with pytest.raises(ValueError, match="null") as null:
        Path("a\0b").read_text("utf-8")
    if sys.platform != "linux":
        pytest.skip("other systems word some of their errors in another way")
    return {os.strerror(number) for number in errno.errorcode} | {str(missing.value), str(null.value)}


def of_json() -> set[str]:
    said = set()
    for text in ("", "[] []", "{1: 2}", "[1 2]", '{"a" 1}', '["a', '["\n"]'):
        with pytest.raises(json.JSONDecodeError) as error:
            json.loads(text)
        said.add(str(error.value))
    return said


def of_archives() -> set[str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("page.txt", b"page")
    whole = packed.getvalue()
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    locked[6] |= 1
    calls: list[Callable[[], object]] = [
        lambda: zipfile.ZipFile(io.BytesIO(whole[:20])),
        lambda: zipfile.ZipFile(io.BytesIO(whole.replace(b"page\x50", b"pagf\x50"))).read("page.txt"),
        lambda: zipfile.ZipFile(io.BytesIO(bytes(locked))).read("page.txt"),
        lambda: gzip.decompress(gzip.compress(b"page")[:-9]),
        lambda: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"page")[:-8] + bytes(8))).read(),
        lambda: gzip.decompress(b"<a>"),
        lambda: zlib.decompress(b"no stream"),
        lambda: bz2.decompress(b"page" * 9),
        lambda: lzma.decompress(lzma.compress(b"page")[:-1] + b"?"),
        lambda: lzma.decompress(b"page" * 9),
        lambda: lzma.LZMADecompressor(memlimit=9).decompress(lzma.compress(b"page")),
        lambda: expanded(io.BytesIO(b"\x28\xb5\x2f\xfd" + b"page" * 9), "zstandard").read(),
    ]
    said = set()
    damaged = (zipfile.BadZipFile, RuntimeError, EOFError, OSError, zlib.error, lzma.LZMAError)
    for call in calls:
        with pytest.raises(damaged) as error:
            call()
        said.add(str(error.value))
    return said


def of_graphs(folder: Path) -> set[str]:
    (folder / "cut.ttl").write_text("<a:a> <a:b> .", "utf-8")
    (folder / "relative.nt").write_text("<a> <b> <c> .", "utf-8")
    said = set()
    for graph, sparql in (
        ([], "SELEKT"),
        ([], "DELETE WHERE { ?s ?p ?o }"),
        (folder / "cut.ttl", "ASK {}"),
        (folder / "relative.nt", "ASK {}"),
    ):
        with pytest.raises((QueryError, ReadError)) as error:
            run_query(graph, sparql=sparql)
        said.add(error.value.reason)
    return said


MISUSE = [
    ("build",),
    ("buil",),
    ("nothing-alike",),
    ("build", "x", "--bogus"),
    ("build", "x", "--formt", "nq"),
    ("build", "x", "--deep=1"),
    ("build", "x", "--output"),
    ("query", "a", "b", "c"),
    ("query", "a", "--name", "b", "--format", "xml"),
    ("query", "a", "--name", "b", "-p", "place"),
]


def of_typer(run: Runner) -> set[str]:
    return {line for words in MISUSE for line in run(*words).err.splitlines()}


@pytest.mark.parametrize("row", load("cli_translations"), ids=lambda row: row["en"])
def test_a_row_is_told_from_all_others(row: dict[str, str]) -> None:
    (one,) = (one for one in templates() if (one.zh, one.literals) == (row["zh"], _literals(row["en"])))
    values = {name: f"〔{name}〕" for name in one.names}
    assert translate(row["en"].format(**values), "zh") == row["zh"].format(**values)
    assert translate(row["en"].format(**values), "en") == row["en"].format(**values)
    assert row["example"]


def _literals(en: str) -> tuple[str, ...]:
    return tuple(part.replace("{{", "{").replace("}}", "}") for part in re.split(r"(?<!\{)\{\w+\}", en))


def test_what_nobody_knows_stays_english() -> None:
    assert translate("the moon is full", "zh") == "the moon is full"
    assert translate("页数 says 2 pages", "zh") == "页数 says 2 pages"
    assert translate("archives are nested archives are nested too deep; unpack it first", "zh").isascii()
    # a gap between two words may be empty, but the words must not overlap
    assert translate("this is , not text; save the page as .txt or .html", "zh").startswith("这是")
    assert translate("cannot be opened (); check the path", "zh") == "无法打开（）；请检查路径"
    assert translate("No such command .", "zh") != "No such command ."
    assert translate("Try ' for help.", "zh") == "Try ' for help."


def test_every_warning_of_the_pages_is_translated() -> None:
    pages = list(read(ROOT / "tests" / "corpus"))
    warnings = [text for page in pages for text in (*page.warnings, *parse(page).warnings)]
    assert warnings
    assert [text for text in warnings if not heard(text)] == []


ODD = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7 \n",
    "gb18030": TEXT.encode("gb18030"),
    "contradicts": TEXT.replace("页数: 2", "页数: 9")
    .replace("知识类型: 析出资源", "知识类型: 人物")
    .encode(),
    "cut": TEXT.split("内容\n")[0].encode(),
    "controls": TEXT.replace("市总工会", "市\x00总工会").encode(),
    "id": TEXT.replace("140320020220004324", "12345").encode(),
}


@pytest.mark.parametrize("case", ODD)
def test_pages_with_something_odd(run: Runner, tmp_path: Path, case: str) -> None:
    page = tmp_path / f"{case}.txt"
    page.write_bytes(ODD[case])
    words = ("build", page, "-o", tmp_path / "out", "-f", "nq")
    en, zh = run(*words), run(*words, "--lang", "zh")
    assert en.code == zh.code
    assert en.err.count("\n") == zh.err.count("\n") > 0
    assert re.search("[一-鿿]{2}", zh.err)
    assert english_left(en.err, zh.err, f"{page} 12345 .txt .html UTF GB18030 PDF") == set()


REFUSED = {
    "missing file": (("build", "nowhere.txt"), "没有这个文件或文件夹"),
    "folder without pages": (("build", "empty"), "文件夹中没有页面"),
    "unknown format": (("build", "page.txt", "--format", "docx"), "没有这种格式"),
    "unknown question": (("query", "graph.nt", "--name", "honor"), "您想问的是否为“honours”"),
    "unknown parameter": (("query", "graph.nt", "--name", "overview", "-p", "x=1"), "可用的参数：无"),
    "no graph": (("query", "nowhere", "--name", "honours"), "没有这个文件或文件夹"),
    "no query": (("query", "graph.nt", "--sparql", "SELEKT"), "不是 SPARQL 查询：第 1 行第 7 列有误"),
    "another server": (("query", "graph.nt", "--sparql", "ASK { SERVICE <a:b> {} }"), "只查询图谱本身"),
    "unknown thing": (("explain", "nobody", "-g", "graph.nt"), "图谱中没有这个"),
    "unknown file": (("ontology", "nothing.ttl"), "取值无效：nothing.ttl：可选的文件为"),
    "file of a query": (("query", "graph.nt", "--sparql", "@nowhere.rq"), "@nowhere.rq：没有这个文件"),
    "no gold": (("evaluate", "empty"), "没有标准标注"),
    "unknown measure": (("evaluate", "empty", "--floor", "beauty=1"), "beauty：可选的指标为"),
    "no graph yet": (("explain", "nobody"), "请先运行"),
    **{" ".join(words): (words, "用法：") for words in MISUSE[:5] + MISUSE[7:]},
    "a value too many": (("build", "x", "--deep=1"), "不带值"),
}
NAMES = (
    "yearbook-kg sparql build query explain evaluate ontology sources graph lang name param floor format "
    "help output honor honours nowhere nobody nothing empty page docx txt csv html json jsonld ttl "
    "nq trig rdf graphml gexf nt rq beauty SPARQL SELECT ASK CONSTRUCT DESCRIBE SERVICE IRI JSON "
    "overview place KEY VALUE table xml bogus formt deep buil nothing-alike thing gold predicate "
    "target pages object "
)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("graph.nt").touch()
    words, said = REFUSED[case]
    zh, en = run(*words, "--lang", "zh"), run(*words, "--lang=en")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert zh == run(*words)
    assert zh.code == en.code != 0
    assert said in zh.err
    listed = " ".join(
        re.findall(r"(?:there are|expected|the files are|the measures are|files that end in) .*", en.err)
    )
    assert english_left(en.err, zh.err, f"{NAMES} {listed}") == set()


def test_an_option_without_its_value(run: Runner) -> None:
    assert "选项 '--output' 需要一个值" in run("build", "x", "--lang=zh", "--output").err


def test_a_repeat(run: Runner) -> None:
    done = run("extract", PAGE, PAGE, "--lang", "zh")
    assert done.err == f"重复，略过 {PAGE}：与条目 {PAGE.stem} 重复，正文相同\n"


def test_the_list_of_commands_is_in_both_languages(run: Runner) -> None:
    done = run("--help")
    assert done.code == 0
    assert "由页面构建经校验的知识图谱" in done.out
    assert "Build the validated graph" in done.out


def test_ctrl_c(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def aborted(**_: object) -> None:
        raise typer.Abort

    monkeypatch.setattr(cli, "app", aborted)
    assert run("build", "x").code == 130
