"""RDF/XML for tools that read nothing else; things in the order of the Turtle file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yearbook_kg.curies import prefixes, shorthand
from yearbook_kg.errors import OutputError
from yearbook_kg.terms import XSD, Iri, Quad, Term
from yearbook_kg.vocabulary import DATA_BASE
from yearbook_kg.write.arrange import arrange, union

# What XML 1.0 cannot hold at all, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}
_SPECIAL = re.compile('[&<>"\r\n\t]')
_SPECIAL_TEXT = re.compile("[&<>\r]")


def rdfxml(quads: Iterable[Quad], *, base: str = DATA_BASE) -> Iterator[str]:
    """Yield the triples of all graphs as RDF/XML, piece by piece; the same for any order of the quads.

    Characters that XML cannot hold become U+FFFD. Raises OutputError when the end of a property's IRI cannot
    name an XML element.

    >>> s = Iri("https://example.org/s")
    >>> "<ns1:p " in "".join(rdfxml([Quad(s, Iri("https://example.org/p"), s, s)]))
    True
    """
    triples = union(quads)
    known = prefixes(base)
    short = shorthand(known)
    names = {
        predicate: _element(predicate, short) for predicate in sorted({statement[1] for statement in triples})
    }
    spaces = known | {prefix: space for space, prefix in short.items()}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, namespace in spaces.items():
        yield f'\n    xmlns:{prefix}="{attribute(namespace)}"'
    yield ">\n"
    for title, things in arrange(triples, short):
        yield f"\n  <!-- {title} -->\n"
        for thing in things:
            yield f'  <rdf:Description rdf:about="{attribute(thing.subject.value)}">\n'
            for predicate, targets in thing.properties:
                for target in targets:
                    yield _property(names[predicate], target)
            yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def attribute(value: str) -> str:
    """Return a string as the value of an XML attribute; line breaks survive.

    >>> attribute('<"市总">\\n')
    '&lt;&quot;市总&quot;&gt;&#10;'
    """
    return _SPECIAL.sub(lambda m: _ENTITIES[m.group()], _ILLEGAL.sub("\ufffd", value))


def content(value: str) -> str:
    """Return a string as the text of an XML element."""
    return _SPECIAL_TEXT.sub(lambda m: _ENTITIES[m.group()], _ILLEGAL.sub("\ufffd", value))


def _element(predicate: Iri, short: dict[str, str]) -> str:
    """The name of the element of a property; a namespace without prefix gets one, noted in ``short``."""
    match = re.search(r"[A-Za-z_][A-Za-z0-9_.-]*\Z", predicate.value)
    if match is None:
        raise OutputError(
            "RDF/XML", f"the property <{predicate}> cannot name an XML element; write Turtle instead"
        )
    space = predicate.value[: match.start()]
    if space not in short:
        short[space] = f"ns{sum(prefix.startswith('ns') for prefix in short.values()) + 1}"
    return f"{short[space]}:{match.group()}"


def _property(name: str, target: Term) -> str:
    if isinstance(target, Iri):
        return f'    <{name} rdf:resource="{attribute(target.value)}"/>\n'
    if target.language:
        kind = f' xml:lang="{target.language}"'
    else:
        kind = "" if target.datatype == XSD + "string" else f' rdf:datatype="{attribute(target.datatype)}"'
    return f"    <{name}{kind}>{content(target.value)}</{name}>\n"
