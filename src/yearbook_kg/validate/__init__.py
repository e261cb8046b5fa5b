"""Quads -> report: does the graph keep the rules of the ontology, and do its words stand in the pages?

Two gates: the shapes of ``shapes.ttl`` (SHACL Core, by an engine), and what plain code checks in one go: the
quoted words, the figures that they give, the terms of the ontology, the nodes that properties lead to.
``deep`` adds what only SPARQL can say, ``shapes-deep.ttl``; that takes far longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from yearbook_kg.terms import Quad
from yearbook_kg.validate.columns import columns_engine
from yearbook_kg.validate.corpus import ENGINES, ORACLE, check
from yearbook_kg.validate.engine import Engine, Finding, pyshacl_engine
from yearbook_kg.validate.index import Index, entry_of
from yearbook_kg.validate.judge import judge
from yearbook_kg.validate.pyshifty import pyshifty_engine
from yearbook_kg.validate.report import Report, Result, report_of

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = [
    "ENGINES",
    "ORACLE",
    "Engine",
    "Finding",
    "Index",
    "Report",
    "Result",
    "check",
    "columns_engine",
    "entry_of",
    "pyshacl_engine",
    "pyshifty_engine",
    "validate",
]


def validate(
    data: Iterable[Quad] | Graph, *, deep: bool = False, lang: str = "zh", engine: Engine = pyshacl_engine
) -> Report:
    """Check a graph and say what breaks which rule, where, and in which words of the page.

    data: the quads of one or more entries, or an rdflib Graph or Dataset (its graphs taken together); of a
    corpus, ``check`` takes the entries one by one. lang: "zh" or "en", of the messages; a rule without one in
    that language speaks Chinese. The order of the results does not depend on the order of the data.

    >>> validate([]).conforms
    True
    """
    return report_of(judge(_index(data), engine, deep=deep, lang=lang))


def _index(data: Iterable[Quad] | Graph) -> Index:
    # an rdflib graph is iterable too, so it is told by what only graphs can do
    return Index.of_graph(cast("Graph", data)) if hasattr(data, "triples") else Index.of_quads(data)
