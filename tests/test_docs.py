"""What the README says is what the program does.

Answers stand between ``<!-- answer NAME key=value … -->`` and ``<!-- /answer -->``; with UPDATE_DOCS=1 in the
environment they are written anew.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import PAGE, ROOT, Runner
from yearbook_kg import Graph, build
from yearbook_kg.cli import app
from yearbook_kg.query import question_names

READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
ANSWER = re.compile(
    r"(<!-- answer (?P<name>\S+)(?P<params>[^>]*?) -->\n)(?P<table>.*?)(?=<!-- /answer -->)", re.S
)
_MOST = 6  # rows that are shown of a long answer


@cache
def example() -> Graph:
    return build(PAGE)


def answer(name: str, params: str, lang: str) -> str:
    given = dict(word.split("=", 1) for word in shlex.split(params))
    table = example().query(name, lang=lang, **given)
    heads = [table.titles.get(column, column) for column in table.columns]
    rows = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in table.rows[:_MOST]:
        cells = ("" if cell is None else str(cell).replace("|", "\\|") for cell in row)
        rows.append("| " + " | ".join(cells) + " |")
    if len(table) > _MOST:
        rows.append(f"| … {len(table)} |" + " |" * (len(heads) - 1))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("lang", READMES)
def test_the_answers_in_the_readme_are_the_answers(lang: str) -> None:
    text = READMES[lang].read_text("utf-8")
    if os.environ.get("UPDATE_DOCS"):
        text = ANSWER.sub(lambda m: m[1] + answer(m["name"], m["params"], lang), text)
        READMES[lang].write_text(text, "utf-8")
    shown = list(ANSWER.finditer(text))
    assert shown
    for match in shown:
        assert match["table"] == answer(match["name"], match["params"], lang), match["name"]


@pytest.mark.parametrize("lang", READMES)
def test_every_command_and_question_is_documented(lang: str) -> None:
    text = READMES[lang].read_text("utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"yearbook-kg {command.callback.__name__}" in text
    for name in question_names():
        assert f"`{name}`" in text or f"answer {name}" in text, name


@pytest.mark.parametrize("lang", READMES)
def test_every_room_is_in_the_layout(lang: str) -> None:
    text = READMES[lang].read_text("utf-8")
    package = ROOT / "src" / "yearbook_kg"
    rooms = {p.name for p in package.iterdir() if p.is_dir() and not p.name.startswith("__")}
    nouns = {p.name for p in package.glob("*.py")} - {"__init__.py"}
    for name in sorted({f"{room}/" for room in rooms} | nouns):
        assert f"`{name}`" in text, name


@pytest.mark.parametrize("lang", READMES)
def test_the_commands_of_the_readme_run(
    lang: str, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    shutil.copy(PAGE, tmp_path / "pages")
    shutil.copy(PAGE, tmp_path / "page.txt")
    lines = re.findall(r"^\$ (?:cat page.txt \| )?(yearbook-kg .*)$", READMES[lang].read_text("utf-8"), re.M)
    assert lines
    for line in lines:
        words = shlex.split(line.split("  #")[0].split(" | ")[0])
        words = ["page.txt" if word == "-" else word for word in words]
        done = run(*words[1:])
        assert done.code == 0, (line, done.err)


@pytest.mark.parametrize("lang", READMES)
def test_the_python_of_the_readme_runs(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (block,) = re.findall(r"```python\n(.*?)```", READMES[lang].read_text("utf-8"), re.S)
    exec(compile(ast.parse(block), str(READMES[lang]), "exec"), {})
    assert (tmp_path / "output" / "graph.ttl").exists()


def test_the_output_folder_holds_what_a_build_writes(run: Runner, tmp_path: Path) -> None:
    kept = sorted((ROOT / "output").glob(f"{PAGE.stem}.*"))
    assert len(kept) == 6
    run("build", PAGE, "-o", tmp_path, "-f", ",".join(path.suffix[1:] for path in kept))
    for path in kept:
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), f"{path.name}: run make demo"
