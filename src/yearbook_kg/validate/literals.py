"""Terms as N-Triples writes them: what they say, what number they are, and how two of them compare.

The checks of a corpus work on these strings as they are. The common forms are judged at once; what is rare
(a decimal with a plus sign, a date before our era) is put to rdflib, so that pySHACL says the same.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from yearbook_kg.terms import XSD, Iri, written
from yearbook_kg.terms import Literal as Text
from yearbook_kg.terms import term as read

if TYPE_CHECKING:
    from rdflib.term import Node

INTEGER, DECIMAL = f"<{XSD}integer>", f"<{XSD}decimal>"
# Offsets and years come again and again; a corpus has no end of other numbers, so the books stay small.
_REMEMBERED = 1 << 16
_WHOLE = re.compile(r"-?[0-9]+")
_BROKEN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def lexical(term: str) -> str:
    """Return an IRI without its brackets, or the text of a literal.

    >>> lexical("<https://example.org/a>"), lexical('"市总"@zh'), lexical('"a\\\\nb"')
    ('https://example.org/a', '市总', 'a\\nb')
    """
    if term[0] == "<":
        return term[1:-1]
    if term[0] != '"':
        return term[2:]  # a blank node
    text = term[1 : term.rindex('"')]
    return read(term).value if "\\" in text else text


def language(term: str) -> str:
    """Return the language tag of a term; an empty string where it has none."""
    if term[0] != '"' or term[-1] in '">':
        return ""
    return term[term.rindex('"') + 2 :]


@lru_cache(_REMEMBERED)
def number(term: str) -> int | Decimal | None:
    """Return the value of an xsd:integer or xsd:decimal in its usual form, None for any other term.

    >>> number(f'"15"^^{INTEGER}'), number(f'"8.5"^^{DECIMAL}'), number('"15"')
    (15, Decimal('8.5'), None)
    """
    body, _, kind = term.rpartition('"^^')
    if kind == INTEGER and _WHOLE.fullmatch(body, 1):
        return int(body[1:])
    if kind == DECIMAL and _BROKEN.fullmatch(body, 1):
        return Decimal(body[1:])
    return None


def as_node(term: str) -> Node:
    """Return a term as rdflib has it; a literal keeps its lexical form."""
    from rdflib import BNode, Literal, URIRef

    if term[0] == "_":
        return BNode(term[2:])
    value = read(term)
    if isinstance(value, Iri):
        return URIRef(value.value)
    if value.language:
        return Literal(value.value, lang=value.language)
    # a plain string without its datatype: rdflib reads files so, and holds the two for different
    datatype = None if value.datatype == XSD + "string" else URIRef(value.datatype)
    return Literal(value.value, datatype=datatype, normalize=False)


def from_node(node: Node) -> str:
    """Return a term of rdflib as N-Triples has it."""
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        return written(Text(str(node), str(node.datatype or XSD + "string"), node.language or ""))
    return f"_:{node}" if isinstance(node, BNode) else written(Iri(str(node)))
