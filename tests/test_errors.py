"""Errors say where, what and what to do, and cross from one process to another."""

from __future__ import annotations

import pickle

import pytest

from yearbook_kg import errors


@pytest.mark.parametrize(
    "error",
    [
        errors.ReadError("a.txt", "the file is empty"),
        errors.ParseError("a.txt", "no field"),
        errors.TableError("names", 3, "no word"),
        errors.QueryError("honours", "no such question"),
        errors.OutputError("out", "no space"),
    ],
)
def test_an_error_crosses_between_processes(error: errors.YearbookError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.place, again.reason, vars(again)) == (
        str(error),
        error.place,
        error.reason,
        vars(error),
    )
