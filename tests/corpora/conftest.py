"""Corpora to build: the development pages, some of them with other ids, and what a build of them gives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yearbook_kg.corpus import Options, build_corpus
from yearbook_kg.model import Page
from yearbook_kg.read import read

PAGES = ROOT / "tests" / "corpus"


def numbered(text: str, number: int) -> str:
    """A page under another id: of the same form, and of no other page."""
    lines = text.split("\n")
    found = next((line for line in lines if line.startswith("唯一号")), None)
    return text if found is None else text.replace(found, f"唯一号: {900000000000000000 + number}", 1)


def written(folder: Path) -> dict[str, str]:
    """The files of a corpus but for the record of the run, with a digest of each."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".workbench" not in path.parts)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
        if path.name not in {"run.json", "summary.html", "skipped.jsonl"}
    }


def pages_of(texts: Iterable[str]) -> list[Page]:
    return [Page(text, f"{number}.txt", str(number)) for number, text in enumerate(texts)]


@pytest.fixture(scope="session")
def some_pages() -> list[Page]:
    """Eight pages: yearbooks and gazetteers."""
    return [page for page in read(PAGES) if page.stem[-2:] in {"01", "02", "03"}] + list(
        read(ROOT / "examples" / "140320020220004324.txt")
    )


@pytest.fixture(scope="session")
def undisturbed(some_pages: list[Page], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one process makes of the pages, in their order, in one go."""
    folder = tmp_path_factory.mktemp("undisturbed")
    build_corpus(some_pages, folder, options=Options())
    return written(folder)
