"""What a SPARQL server offers, found by asking it: where it takes questions, updates and whole graphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from yearbook_kg.errors import LoadError
from yearbook_kg.stores.connection import Connection, said

if TYPE_CHECKING:
    import httpx

_RESULTS = "application/sparql-results+json"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server takes what.

    query, update: SPARQL 1.1 Query and Update. quads: N-Quads of many graphs, all of them or none. graphs:
    the Graph Store Protocol. union: what to say so that a question sees all named graphs at once; None where
    nothing makes the server do so. bulk: where it takes N-Quads too, faster when they are many. repeats:
    whether the union gives a triple once for each of its graphs.
    """

    query: str
    update: str
    quads: str | None = None
    graphs: str | None = None
    union: Mapping[str, str] | None = field(default_factory=dict)
    bulk: str | None = None
    repeats: bool = False


def find_endpoints(connection: Connection) -> Endpoints:
    """Return what the server at the connection's URL offers.

    The URL is that of the server, of a dataset in it, or of its SPARQL endpoint. Oxigraph, Fuseki and
    Virtuoso are known by what they say of themselves; of all others only the SPARQL protocol is used.
    Raises LoadError where nothing there answers a SPARQL question.
    """
    url, answer = _questions(connection)
    server = answer.headers.get("Server", "")
    if server.startswith("Oxigraph"):
        base = url.removesuffix("/query")
        store, union = f"{base}/store", {"union-default-graph": ""}
        bulk = f"{store}?no_transaction"
        return Endpoints(
            url, f"{base}/update", quads=store, graphs=store, union=union, bulk=bulk, repeats=True
        )
    if "Fuseki-Request-Id" in answer.headers:
        base = url.removesuffix("/query").removesuffix("/sparql")
        data, union = f"{base}/data", {"default-graph-uri": "urn:x-arq:UnionGraph"}
        return Endpoints(url, f"{base}/update", quads=data, graphs=data, union=union)
    if server.startswith("Virtuoso"):
        parts = urlsplit(url)
        auth = "-auth" if connection.known.user else ""
        root = f"{parts.scheme}://{parts.netloc}"
        return Endpoints(f"{root}/sparql", f"{root}/sparql{auth}", graphs=f"{root}/sparql-graph-crud{auth}")
    return Endpoints(url, _updates(connection, url), union=_union(connection, url))


def ask(connection: Connection, url: str, sparql: str) -> httpx.Response:
    """Put a question to an endpoint and return the answer, whatever its status."""
    return connection.send(
        "POST", url, body=[urlencode({"query": sparql}).encode()], headers={**_FORM, "Accept": _RESULTS}
    )


def _questions(connection: Connection) -> tuple[str, httpx.Response]:
    for ending in ("", "/query", "/sparql"):
        answer = ask(connection, connection.url + ending, "ASK {}")
        if answer.status_code == 200 and _truth(answer) is not None:
            return connection.url + ending, answer
    raise LoadError(
        connection.url, f"no SPARQL endpoint there ({answer.status_code}: {said(answer)}); correct the URL"
    )


def _truth(answer: httpx.Response) -> bool | None:
    """Read the answer to ASK; Virtuoso may give it as a row of one number."""
    try:
        said = answer.json()
        if "boolean" in said:
            return bool(said["boolean"])
        rows = said["results"]["bindings"]
        return bool(rows) and rows[0]["__ASK_RETVAL"]["value"] == "1"
    except (ValueError, TypeError, KeyError):
        return None


def _updates(connection: Connection, url: str) -> str:
    base = url.removesuffix("/query").removesuffix("/sparql")
    for candidate in _each((f"{base}/update", url, f"{url}/update", f"{url}/statements")):
        answer = connection.send(
            "POST", candidate, body=[urlencode({"update": "INSERT DATA {}"}).encode()], headers=_FORM
        )
        if answer.status_code < 300:
            return candidate
    return url


def _each(urls: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(urls))


def _union(connection: Connection, url: str) -> Mapping[str, str] | None:
    """Find out whether questions see the named graphs; while there are none, they are held to."""
    named = _truth(ask(connection, url, "ASK { GRAPH ?g { ?s ?p ?o } }"))
    return {} if not named or _truth(ask(connection, url, "ASK { ?s ?p ?o }")) else None
