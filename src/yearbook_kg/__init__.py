"""From the pages of Chinese yearbooks and gazetteers to a knowledge graph that leads back to every word.

Build the graph of a page, and ask it:

    >>> from yearbook_kg import build
    >>> graph = build("examples/140320020220004324.txt")
    >>> graph.query("spending", organization="万安县").dicts()[0]["value"]
    4600000

Everything that the page names, under its full name, with each span that names it:

    >>> union = next(thing for thing in graph.entities if thing.name == "吉安市总工会")
    >>> union.other_names
    ('市总', '市总工会')

The words behind a statement, with section, volume, pages and a citation:

    >>> print(graph.explain("万安县园区“职工之家”").citations[0])
    张晴.吉安市总工会[M]//吉安年鉴2013.中华书局:141-142.

The graph as rdflib, as NetworkX, as files; and checked against its shapes:

    >>> graph.validate().conforms
    True
    >>> len(graph.rdf) == len(graph)
    True
    >>> graph.networkx().number_of_nodes() > 100
    True

Without a graph, what was read out of each page, as typed values (``yearbook_kg.model``):

    >>> from yearbook_kg import extract, read
    >>> page = next(read("examples/140320020220004324.txt"))
    >>> document = next(extract(page))
    >>> document.resolution.context.organization.name
    '吉安市总工会'
    >>> document.facts[0].evidence.rule != ""
    True

Heavy libraries (rdflib, pySHACL, networkx, pyoxigraph) are imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from yearbook_kg.errors import YearbookError

# At once: the function has the name of its room, and would be hidden by it if the room were imported first.
from yearbook_kg.read import read

if TYPE_CHECKING:
    from yearbook_kg.graph import Graph
    from yearbook_kg.pipeline import build, extract

__all__ = ["Graph", "YearbookError", "__version__", "build", "extract", "read"]

__version__ = "0.2.0"

# The stages compile some hundred patterns: who only asks for the version need not wait for them.
_LATER = {"Graph": "graph", "build": "pipeline", "extract": "pipeline"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


def __dir__() -> list[str]:
    return __all__
