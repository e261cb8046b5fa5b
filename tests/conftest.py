"""Run a command in this process and look at what it printed and how it left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from yearbook_kg import cli

# A busy machine is no error, and a red run must be red again when it is repeated.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "examples" / "140320020220004324.txt"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


Runner = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    """``run("build", path)`` gives exit code, standard output and standard error; English unless --lang."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "160")

    def call(*words: str | os.PathLike[str]) -> Run:
        monkeypatch.setattr(sys, "argv", ["yearbook-kg", *(os.fspath(word) for word in words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        code = left.value.code
        said = capsys.readouterr()
        return Run(code if isinstance(code, int) else 0, said.out, said.err)

    return call
