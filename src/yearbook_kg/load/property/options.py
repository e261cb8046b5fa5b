"""What the address of a property graph and the environment say besides where it is."""

from __future__ import annotations

import os

from yearbook_kg.errors import LoadError

_SECONDS = 300.0


def evidence_of(address: str) -> tuple[str, str]:
    """Return the address of a target and how it is to hold evidence, which may stand at its end.

    >>> evidence_of("bolt://localhost:7687?evidence=nodes")
    ('bolt://localhost:7687', 'nodes')
    """
    plain, mark, how = address.partition("?evidence=")
    if mark and how not in ("nodes", "properties"):
        raise LoadError(address, f"“{how}” is no way to hold evidence; write nodes or properties")
    return plain, how or "properties"


def seconds(address: str) -> float:
    """Return how many seconds a batch may take: ``YEARBOOK_KG_TIMEOUT``, else five minutes.

    Raises LoadError, naming the address, for what is no number of seconds.
    """
    given = os.environ.get("YEARBOOK_KG_TIMEOUT", "")
    try:
        wanted = float(given or _SECONDS)
    except ValueError:
        wanted = 0.0
    if not 0 < wanted < float("inf"):
        raise LoadError(address, f"“{given}” is no number of seconds; correct YEARBOOK_KG_TIMEOUT")
    return wanted
