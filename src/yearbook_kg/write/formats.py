"""The formats by name, and one graph in one of them as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook_kg.errors import OutputError
from yearbook_kg.terms import Quad
from yearbook_kg.vocabulary import DATA_BASE
from yearbook_kg.write.exchange import gexf, graphml, nodelink
from yearbook_kg.write.jsonld import jsonld
from yearbook_kg.write.network import to_networkx
from yearbook_kg.write.nquads import nquads
from yearbook_kg.write.rdfxml import rdfxml
from yearbook_kg.write.turtle import trig, turtle

if TYPE_CHECKING:
    from yearbook_kg.write.network import MultiDiGraph

# Each format by its name, which is also the ending of its files.
_RDF: dict[str, Callable[[Iterable[Quad], str], Iterator[str]]] = {
    "ttl": lambda quads, base: turtle(quads, base=base),
    "nq": lambda quads, _: nquads(quads),
    "trig": lambda quads, base: trig(quads, base=base),
    "jsonld": lambda quads, base: jsonld(quads, base=base),
    "rdf": lambda quads, base: rdfxml(quads, base=base),
}
_NETWORK: dict[str, Callable[[MultiDiGraph], Iterator[str]]] = {
    "graphml": graphml,
    "gexf": gexf,
    "json": nodelink,
}
FORMATS: tuple[str, ...] = (*_RDF, *_NETWORK)

# Other names that the formats go by, as endings and on the command line.
_ALIASES = {
    "turtle": "ttl",
    "nquads": "nq",
    "n-quads": "nq",
    "json-ld": "jsonld",
    "xml": "rdf",
    "rdfxml": "rdf",
    "rdf/xml": "rdf",
    "owl": "rdf",
    "node-link": "json",
    "nodelink": "json",
}


def format_of(name: str) -> str:
    """Return the format that a name, an ending or a path means.

    Raises OutputError, which lists the formats, where there is none.

    >>> format_of("Turtle"), format_of("output/graph.trig.gz"), format_of("RDF/XML")
    ('ttl', 'trig', 'rdf')
    """
    word = name.lower()
    ending = Path(word.removesuffix(".gz")).suffix.removeprefix(".")
    found = next((f for f in (_ALIASES.get(w, w) for w in (word, ending)) if f in FORMATS), None)
    if found is None:
        raise OutputError(name, f"no format of this name; choose one of {', '.join(FORMATS)}")
    return found


def serialise(
    quads: Iterable[Quad], format: str, *, base: str = DATA_BASE, lang: str = "zh"
) -> Iterator[str]:
    """Yield a graph in a format, piece by piece; the same text for any order of the quads.

    format: as ``format_of`` knows it. base: the namespace of the data. lang: of the labels of a
    property graph.
    """
    name = format_of(format)
    if name in _RDF:
        return _RDF[name](quads, base)
    return _NETWORK[name](to_networkx(quads, lang=lang, base=base))
