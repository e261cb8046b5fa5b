"""RDF terms as light tuples: what the room ``map`` yields, and what ``validate``, ``write``, ``query`` take.

No RDF library is needed to make them. All literals are in canonical form from the start, so that no store
rewrites them (measured: Oxigraph turns "1.50" into "1.5"): integers and decimals without superfluous signs or
zeros, language tags in lower case. Terms are plain tuples of strings: they hash, compare and sort.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, cast

from yearbook_kg.model import PartialDate

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

# the backslash first: the others bring it
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPED = re.compile(r"\\(?:[tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_UNESCAPES = {escape: char for char, escape in _ESCAPES.items()} | {"\\'": "'"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?')

# What XML 1.0 cannot hold (and so RDF/XML could not), and lone surrogates, which UTF-8 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Iri(NamedTuple):
    """An IRI, absolute, with only characters that stand unescaped in every syntax."""

    value: str

    def __str__(self) -> str:
        return self.value


class Literal(NamedTuple):
    """A literal: its lexical form, the IRI of its datatype, and its language tag or an empty string."""

    value: str
    datatype: str = XSD + "string"
    language: str = ""

    def __str__(self) -> str:
        return self.value


Term = Iri | Literal


class Triple(NamedTuple):
    """A statement without the graph that it stands in."""

    subject: Iri
    predicate: Iri
    object: Term


class Quad(NamedTuple):
    """A statement and the named graph that it stands in."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri


Row = tuple[str, str, str]


class Statements(NamedTuple):
    """What one entry says, as text: the form in which a corpus is validated, written and joined.

    entry: its id. graph: the IRI of its named graph. rows: subject, predicate and object, in the order of a
    reader, none twice. gazetteer: what the division table says of the places named, which stands in
    ``graph_gazetteer``. All terms are written as in N-Triples: ``<https://example.org/a>``, ``"市总"@zh``.
    """

    entry: str
    graph: str
    rows: list[Row]
    gazetteer: list[Row]


def quoted(value: str) -> str:
    """Return a string in double quotes on one line, as N-Triples, Turtle and SPARQL read it.

    >>> print(quoted('他说"好"\\n'))
    "他说\\"好\\"\\n"
    """
    for char, escape in _ESCAPES.items():
        if char in value:
            value = value.replace(char, escape)
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04X}", value) + '"'


def written(term: Term) -> str:
    """Return a term as N-Triples has it; what must not stand in an IRI is percent-encoded.

    >>> written(Iri("https://example.org/a")), written(Literal("市总", LANG_STRING, "zh"))
    ('<https://example.org/a>', '"市总"@zh')
    """
    if isinstance(term, Iri):
        return f"<{_UNSAFE.sub(lambda m: f'%{ord(m.group()):02X}', term.value)}>"
    if term.language:
        return f"{quoted(term.value)}@{term.language}"
    if term.datatype == XSD + "string":
        return quoted(term.value)
    return f"{quoted(term.value)}^^{written(Iri(term.datatype))}"


def term(text: str) -> Term:
    """Return the term that a text in the form of N-Triples means: the inverse of ``written``.

    Raises ValueError for anything else.

    >>> term('"822600"^^<http://www.w3.org/2001/XMLSchema#integer>') == integer(822600)
    True
    """
    # the texts of whole pages would fill the memory, and never come again
    return _term(text) if len(text) > _LONGEST_KEPT else _kept_term(text)


_LONGEST_KEPT = 200


def _term(text: str) -> Term:
    if text.startswith("<") and text.endswith(">"):
        return Iri(_unescaped(text[1:-1]))
    match = _LITERAL.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is no term of N-Triples")
    value, language, datatype = match.groups()
    if language:
        return Literal(_unescaped(value), LANG_STRING, language)
    return Literal(_unescaped(value), datatype or XSD + "string")


_kept_term = lru_cache(maxsize=1 << 15)(_term)


def quads(rows: Iterable[Row], graph: str) -> Iterator[Quad]:
    """Yield rows of text as quads of a graph, in their order; the graph is written as the rows are."""
    home = cast("Iri", term(graph))
    for subject, predicate, target in rows:
        yield Quad(cast("Iri", term(subject)), cast("Iri", term(predicate)), term(target), home)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: _UNESCAPES.get(m.group()) or chr(int(m.group()[2:], 16)), text)


def string(value: str) -> Literal:
    """Return words as the page has them; what XML or UTF-8 cannot hold becomes U+FFFD, so offsets survive.

    >>> string("市\\x00总").value
    '市\ufffd总'
    """
    return Literal(_ILLEGAL.sub("\ufffd", value))


def text(value: str, language: str = "zh") -> Literal:
    """Return a text in a language, in Unicode normal form C."""
    normal = unicodedata.normalize("NFC", string(value).value)
    return Literal(normal, LANG_STRING, language.lower())


def integer(value: int) -> Literal:
    """Return an xsd:integer.

    >>> integer(-3)
    Literal(value='-3', datatype='http://www.w3.org/2001/XMLSchema#integer', language='')
    """
    return Literal(str(value), XSD + "integer")


def decimal(value: Decimal | float) -> Literal:
    """Return an xsd:decimal in canonical form: no exponent, no trailing zeros.

    >>> decimal(Decimal("8.2260E+5")).value, decimal(Decimal("-0.50")).value, decimal(1.0).value
    ('822600', '-0.5', '1')
    """
    written = f"{Decimal(str(value)):f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return Literal("0" if written == "-0" else written, XSD + "decimal")


def year(value: int) -> Literal:
    """Return an xsd:gYear; years before our era have a sign and four digits.

    >>> year(1998).value, year(-221).value
    ('1998', '-0221')
    """
    return Literal(f"-{-value:04d}" if value < 0 else f"{value:04d}", XSD + "gYear")


def date(value: PartialDate) -> Literal:
    """Return an xsd:gYear, xsd:gYearMonth or xsd:date, whichever the text is precise to.

    A month or day that no calendar has (二月三十 of a lunar date left as it was) is dropped, never moved;
    so is a day before our era, which hardly any reader of xsd:date takes.

    >>> date(PartialDate(1998, 3)).value, date(PartialDate(1998, 2, 30)).value
    ('1998-03', '1998-02')
    """
    written, kind = year(value.year).value, "gYear"
    if value.month is not None and 1 <= value.month <= 12:
        written, kind = f"{written}-{value.month:02d}", "gYearMonth"
        days = calendar.monthrange(value.year, value.month)[1] if 0 < value.year <= 9999 else 0
        if value.day is not None and 1 <= value.day <= days:
            written, kind = f"{written}-{value.day:02d}", "date"
    return Literal(written, XSD + kind)
