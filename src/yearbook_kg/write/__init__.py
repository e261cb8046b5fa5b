"""Quads -> files: the graph in every format that its readers ask for, each file whole or not at all.

ttl nq trig jsonld rdf      RDF: Turtle (grouped, to read), N-Quads (the master), TriG, JSON-LD, RDF/XML
graphml gexf json           a property graph: Cytoscape, Gephi (with time), node-link JSON
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from yearbook_kg.terms import Quad
from yearbook_kg.vocabulary import DATA_BASE
from yearbook_kg.write.files import inside, safe_name, whole_file
from yearbook_kg.write.formats import FORMATS, format_of, serialise
from yearbook_kg.write.network import to_networkx

__all__ = [
    "FORMATS",
    "format_of",
    "inside",
    "safe_name",
    "serialise",
    "to_networkx",
    "whole_file",
    "write_file",
    "write_folder",
]


def write_file(
    quads: Iterable[Quad],
    path: Path,
    *,
    format: str | None = None,
    base: str = DATA_BASE,
    lang: str = "zh",
) -> Path:
    """Write a graph to one file and return its path; the file appears whole or not at all.

    format: one of ``FORMATS`` or a name for it (Turtle, RDF/XML); by default the ending of the path says it.
    A path that ends in ``.gz`` is compressed, with the same bytes on every run. base: the namespace of the
    data. lang: the language of the labels of a property graph.
    Raises OutputError for an unknown format and when the system refuses.
    """
    pieces = serialise(quads, format_of(format or path.name), base=base, lang=lang)
    with whole_file(path) as file:
        if path.suffix == ".gz":
            # mtime 0 and no name: a clock in the header would make every run another file
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                packed.writelines(_encoded(piece) for piece in pieces)
        else:
            file.writelines(_encoded(piece) for piece in pieces)
    return path


def write_folder(
    quads: Iterable[Quad],
    folder: Path,
    *,
    stem: str = "graph",
    formats: Sequence[str] = FORMATS,
    base: str = DATA_BASE,
    lang: str = "zh",
) -> tuple[Path, ...]:
    """Write a graph into a folder, one file a format, and return the paths.

    stem: the name of the files without ending; what could lead out of the folder is taken from it.
    """
    kept = list(quads)
    endings = [format_of(name) for name in formats]
    return tuple(
        write_file(kept, inside(folder, f"{safe_name(stem)}.{ending}"), format=ending, base=base, lang=lang)
        for ending in endings
    )


def _encoded(piece: str) -> bytes:
    # A lone surrogate has no UTF-8; the terms hold none, quads made by hand may.
    return piece.encode("utf-8", "replace")
