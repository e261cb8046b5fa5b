"""The package as it is imported: its names, in any order, and how little it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

import yearbook_kg


@pytest.mark.parametrize(
    "script",
    [
        "from yearbook_kg import build, read, extract",
        "import yearbook_kg.pipeline; from yearbook_kg import read",
        "from yearbook_kg import build; import yearbook_kg.read.decode; from yearbook_kg import read",
    ],
)
def test_read_is_the_function_in_any_order_of_imports(script: str) -> None:
    check = f"{script}; assert callable(read), read"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["rdflib", "pyshacl", "networkx", "pyoxigraph", "numpy", "typer", "ahocorasick_rs", "selectolax"]
    check = f"import sys, yearbook_kg; found = set({heavy}) & set(sys.modules); assert not found, found"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_all_names_are_there() -> None:
    for name in yearbook_kg.__all__:
        assert getattr(yearbook_kg, name) is not None
    assert set(yearbook_kg.__all__) <= set(dir(yearbook_kg))
    with pytest.raises(AttributeError, match="nothing"):
        _ = yearbook_kg.nothing
