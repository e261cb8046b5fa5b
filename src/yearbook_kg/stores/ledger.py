"""The ledger of a database: which entries stand in it, in a named graph of its own.

<graph of the entry> <urn:yearbook-kg:digest> "SHA-256 of its N-Quads"     it stands whole
<graph of the entry> <urn:yearbook-kg:pending> "true"                      it is being loaded, or was
"""

from __future__ import annotations

LEDGER = "urn:yearbook-kg:ledger"
DIGEST = "urn:yearbook-kg:digest"
PENDING = "urn:yearbook-kg:pending"


def ledger_line(graph: str, digest: str) -> str:
    """Return the statement that an entry stands whole, as N-Triples.

    >>> ledger_line("urn:g", "00ff")
    '<urn:g> <urn:yearbook-kg:digest> "00ff" .\\n'
    """
    return f'<{graph}> <{DIGEST}> "{digest}" .\n'
