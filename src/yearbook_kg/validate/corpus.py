"""A corpus: every entry judged alone, by a fast engine, and now and then by a second one as well.

An entry is its own rows and what the gazetteer says of its places. Nothing of the rest of a batch is seen, so
the verdict is the same in any batch, in any order, on any machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

from yearbook_kg.terms import Statements
from yearbook_kg.validate.columns import columns_engine
from yearbook_kg.validate.engine import GATE, Engine, pyshacl_engine
from yearbook_kg.validate.index import Index, entry_of
from yearbook_kg.validate.judge import judge
from yearbook_kg.validate.pyshifty import pyshifty_engine
from yearbook_kg.validate.report import Report, Result, report_of

ENGINES: Mapping[str, Engine] = {
    "columns": columns_engine,
    "pyshifty": pyshifty_engine,
    "pyshacl": pyshacl_engine,
}
# One entry in so many is put to a second engine; of a hundred thousand entries, five hundred.
ORACLE = 200
DISAGREE = "engines-agree"
_MESSAGE = {
    "zh": "两个校验引擎对此条目的结论须相同",
    "en": "two engines come to the same verdict on the entry",
}


def check(
    batch: Iterable[Statements],
    *,
    engine: str = "columns",
    lang: str = "zh",
    oracle: str = "pyshacl",
    every: int = ORACLE,
) -> Report:
    """Check entries one by one, and say what breaks which rule, where, and in which words of the page.

    engine: a key of ``ENGINES``. oracle: the engine that one entry in ``every`` is put to as well, chosen by
    its id, so that it is the same one on every run; 0 for none. Of what only one of the two finds, the entry
    gets a violation of the rule ``engines-agree``, whose value says which of them found what. Raises KeyError
    for an unknown engine.

    >>> check([Statements("1", "https://example.org/graph_1", [], [])]).conforms
    True
    """
    return report_of(_results(batch, engine, oracle, lang, every))


def sampled(entry: str, every: int = ORACLE) -> bool:
    """Whether an entry is one of those that the second engine sees: one in ``every``, by a hash of its id.

    >>> sum(sampled(str(number), 10) for number in range(1000)) in range(70, 130)
    True
    """
    return every > 0 and zlib.crc32(entry.encode()) % every == 0


def _results(
    batch: Iterable[Statements], engine: str, oracle: str, lang: str, every: int
) -> Iterator[Result]:
    first, second = ENGINES[engine], ENGINES[oracle]
    for statements in batch:
        index = Index.of_statements(statements)
        yield from judge(index, first, lang=lang)
        if engine != oracle and sampled(statements.entry, every):
            one, two = _said(first, index), _said(second, index)
            yield from _disagreements(statements, engine, one - two, lang)
            yield from _disagreements(statements, oracle, two - one, lang)


def _said(engine: Engine, index: Index) -> set[tuple[str, str, str, str]]:
    return {(found.shape, found.focus, found.path, found.value) for found in engine(index, GATE)}


def _disagreements(
    statements: Statements, engine: str, alone: set[tuple[str, str, str, str]], lang: str
) -> Iterator[Result]:
    entry, message = entry_of(statements), _MESSAGE.get(lang, _MESSAGE["zh"])
    for shape, focus, path, value in alone:
        said = f"{engine}: {shape} {value}".rstrip()
        yield Result(entry, "violation", DISAGREE, focus, path, said, "", message)
