"""Lines of N-Quads: which graph each stands in, and by what a store's copy of them is compared.

The lines that the program writes are canonical: one space between two terms, no comment, no escape but those
that must be. Such lines are passed on as they stand; all others are read and written anew first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import repeat
from typing import IO, TYPE_CHECKING

from yearbook_kg.load.target import Mark

if TYPE_CHECKING:
    import pyoxigraph as ox

_XSD = rb"http://www\.w3\.org/2001/XMLSchema#"
# What a store may write in another way: numbers ("1.50" -> "1.5"), truth values, tags of languages.
_REWRITTEN = re.compile(
    rb'"(?P<value>[^"\\\n]*)"\^\^<' + _XSD + rb'(?P<type>[A-Za-z]+)>|(?<=")@(?P<tag>[A-Za-z0-9-]+)'
)
# What is in its last form already: as a rule that is all, which is found out faster than each is rewritten.
_TYPED = b'"^^<http://www.w3.org/2001/XMLSchema#'
_LAST = re.compile(
    rb' "(?:(?:0|-?[1-9][0-9]*)"\^\^<' + _XSD + rb"integer"
    rb'|(?:0|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]|-?[1-9][0-9]*)"\^\^<' + _XSD + rb"decimal"
    rb'|-?[0-9-]+"\^\^<' + _XSD + rb"(?:gYear|gYearMonth|date))>"
)
_TAG = re.compile(rb'"@[a-z0-9-]*[A-Z]')
_WHOLE = frozenset(
    b"integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    b"unsignedInt unsignedLong unsignedShort unsignedByte".split()
)
# What no canonical line has, or what must be looked at: escapes, blank nodes, other white space.
_ODD = (b"\\u", b"\\U", b" _:", b"\t", b"\r")
_FRACTION = re.compile(rb"(\.[0-9]*?)0+(?=[Z+-]|$)")  # 00.50 is 00.5
_HASH = (1 << 64) - 1  # sums of hashes are kept to as many bits as a hash has


def graph_of(line: bytes) -> bytes | None:
    """Return the IRI of the graph that a canonical line stands in; None where the line is not canonical.

    >>> graph_of(b'<urn:a> <urn:b> "words <urn:c> ." <urn:g> .\\n')
    b'urn:g'
    >>> graph_of(b'<urn:a> <urn:b> <urn:c> .\\n') is None
    True
    """
    parts = line.rsplit(b" ", 2)
    if len(parts) != 3 or parts[2] != b".\n" or line[:1] != b"<":
        return None
    rest, graph, _ = parts
    if graph[:1] != b"<" or graph[-1:] != b">" or b'"' in graph or rest.count(b" ") < 2:
        return None
    # An escape may stand for a sign that should stand as such; a blank node is refused where it is read.
    return None if b"\\u" in line or b"\\U" in line or b" _:" in line else graph[1:-1]


def runs(lines: list[bytes]) -> Iterator[tuple[bytes | None, list[bytes]]]:
    """Take lines apart where the graph changes; the graph is None for a line that is not canonical.

    A corpus has thousands of lines of one graph together: only the first of them is looked at closely.

    >>> list(runs([b"<urn:a> <urn:b> <urn:c> <urn:g> .\\n", b"# end\\n"]))[1:]
    [(None, [b'# end\\n'])]
    """
    plain = _are_plain(lines)
    start = 0
    while start < len(lines):
        graph = graph_of(lines[start])
        end = start + 1
        if graph is not None and plain:
            end = _end(lines, end, b" <" + graph + b"> .\n")
        yield graph, lines[start:end]
        start = end


def _are_plain(lines: list[bytes]) -> bool:
    """Whether each line that ends in a graph can only be a canonical one that stands in it.

    A triple has three spaces and may end in the IRI of a graph too.
    """
    block = b"".join(lines)
    if any(sign in block for sign in _ODD) or block.count(b"\n<") + block.startswith(b"<") != len(lines):
        return False
    return min(map(bytes.count, lines, repeat(b" "))) > 3


def _end(lines: list[bytes], start: int, ending: bytes) -> int:
    """Return where the lines with an ending end; looks at ever more of them at once."""
    step = 1
    while start < len(lines):
        alike = list(map(bytes.endswith, lines[start : start + step], repeat(ending)))
        if not all(alike):
            return start + alike.index(False)
        start += len(alike)
        step = min(2 * step, 1024)
    return start


def canonical(lines: bytes, home: str) -> list[bytes]:
    """Return N-Quads in any form as canonical lines; what stands in no graph is put into ``home``.

    Raises SyntaxError where they are malformed.

    >>> canonical(b'<urn:a>\\t<urn:b> "\\\\u7532"@zh . # a remark', "urn:g")[0].decode()
    '<urn:a> <urn:b> "甲"@zh <urn:g> .\\n'
    """
    import pyoxigraph as ox

    return _written(ox.parse(lines, format=ox.RdfFormat.N_QUADS), home)


def from_format(file: IO[bytes], ending: str, home: str) -> list[bytes]:
    """Return a file in another format (ttl, trig, nt, jsonld, rdf) as canonical lines of N-Quads."""
    import pyoxigraph as ox

    format = ox.RdfFormat.from_extension(ending)
    return _written(ox.parse(file, format=format, base_iri=home), home)


def _written(quads: Iterable[ox.Quad], home: str) -> list[bytes]:
    import pyoxigraph as ox

    place = ox.NamedNode(home)
    out = io.BytesIO()
    ox.serialize((_homed(quad, place) for quad in quads), out, format=ox.RdfFormat.N_QUADS)
    return out.getvalue().splitlines(keepends=True)


def _homed(quad: ox.Quad, place: ox.NamedNode) -> ox.Quad:
    import pyoxigraph as ox

    blank = next(
        (t for t in (quad.subject, quad.object, quad.graph_name) if isinstance(t, ox.BlankNode)), None
    )
    if blank is not None:
        raise SyntaxError(f"it has a blank node ({blank}); name every node with an IRI")
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return ox.Quad(quad.subject, quad.predicate, quad.object, place)
    return quad


def triples(nquads: bytes, graph: str) -> bytes:
    """Return the lines of one graph without the graph: N-Triples, which SPARQL and Turtle read too.

    >>> triples(b'<urn:a> <urn:b> "c" <urn:g> .\\n', "urn:g")
    b'<urn:a> <urn:b> "c" .\\n'
    """
    return nquads.replace(f" <{graph}> .\n".encode(), b" .\n")


def canonical_triples(lines: bytes) -> bytes:
    """Return N-Triples in any form, as a server writes them, as canonical lines."""
    import pyoxigraph as ox

    out = io.BytesIO()
    found = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    ox.serialize((quad.triple for quad in found), out, format=ox.RdfFormat.N_TRIPLES)
    return out.getvalue()


def mark(ntriples: bytes) -> Mark:
    """Return by what the lines of a graph are compared: how many, and the sum of their hashes.

    The order of the lines does not matter, nor how a store writes numbers, truth values and tags.

    >>> mark(b'<urn:a> <urn:b> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\\n') == mark(
    ...     b'<urn:a> <urn:b> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .\\n'
    ... )
    True
    """
    if ntriples.count(_TYPED) != len(_LAST.findall(ntriples)) or _TAG.search(ntriples):
        ntriples = _REWRITTEN.sub(_plain, ntriples)
    lines = ntriples.splitlines(keepends=True)
    return Mark(len(lines), sum(map(hash, lines)) & _HASH)


def _plain(match: re.Match[bytes]) -> bytes:
    tag, value, kind = match["tag"], match["value"], match["type"]
    if tag is not None:
        return b"@" + tag.lower()
    if kind in _WHOLE and value.lstrip(b"+-").isdigit():
        value, kind = str(int(value)).encode(), b"integer"
    elif kind == b"decimal" and value.lstrip(b"+-").replace(b".", b"", 1).isdigit():
        number = f"{Decimal(value.decode()):f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        value = b"0" if number in ("-0", "") else number.encode()
    elif kind in (b"double", b"float"):
        value = repr(float(value)).encode()
    elif kind == b"boolean":
        value = {b"1": b"true", b"0": b"false"}.get(value, value)
    elif kind == b"dateTime" and b"." in value:
        value = _FRACTION.sub(rb"\1", value)
    elif kind == b"string":
        return b'"' + value + b'"'
    return b'"' + value + b'"^^<http://www.w3.org/2001/XMLSchema#' + kind + b">"
