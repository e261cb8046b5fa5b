"""IRIs written short, as prefixed names, and read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from yearbook_kg.terms import XSD
from yearbook_kg.vocabulary import CONCEPT_BASE, DATA_BASE, NAMESPACES

_UNFIT = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def prefixes(base: str = DATA_BASE) -> dict[str, str]:
    """Return the namespaces by prefix, in the order in which a file declares them.

    base: the namespace of the data, for ``ybd``.

    >>> prefixes()["yb"]
    'https://w3id.org/yearbook-kg/ontology#'
    """
    own = {"ybd": base, "ybc": CONCEPT_BASE}
    return own | {space.prefix: space.base for space in NAMESPACES} | {"xsd": XSD}


def shorthand(known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the prefixes by namespace, to look an IRI's prefix up at once."""
    return {namespace: prefix for prefix, namespace in (known or prefixes()).items()}


@cache
def _local() -> re.Pattern[str]:
    """The local names that stand unescaped in Turtle and SPARQL.

    Letters of any script, digits, _, and inside also - and full stops. Compiled on first use: so wide a class
    takes as long to compile as a small module to import.
    """
    letter = (
        "0-9A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
        "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    )
    inner = letter + "\u00b7\u0300-\u036f\u203f\u2040\\-"
    return re.compile(f"[{letter}](?:[{inner}.]*[{inner}])?")


def compact(iri: str, short: Mapping[str, str]) -> str | None:
    """Return an IRI as a prefixed name that is valid in Turtle, or None where it has none.

    short: prefixes by namespace, as ``shorthand`` returns them.

    >>> compact("https://w3id.org/yearbook-kg/id/org_吉安市总工会", shorthand())
    'ybd:org_吉安市总工会'
    >>> compact("https://w3id.org/yearbook-kg/id/a(b)", shorthand()) is None
    True
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = short.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix is not None and _local().fullmatch(iri, cut) else None


def expand(name: str, known: Mapping[str, str] | None = None) -> str | None:
    """Return the IRI that a prefixed name or a full IRI (with or without <>) stands for, or None.

    >>> expand("yb:Entry"), expand("<https://example.org/a>"), expand("吉安市总工会")
    ('https://w3id.org/yearbook-kg/ontology#Entry', 'https://example.org/a', None)
    """
    bare = name.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = bare.partition(":")
    if not colon or _UNFIT.search(bare):
        return None
    namespace = (known or prefixes()).get(prefix)
    if namespace is not None:
        return namespace + rest
    return bare if rest.startswith("//") or prefix == "urn" else None
