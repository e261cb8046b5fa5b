"""Where a graph is read from: a file in any RDF format, a folder of files, a store on disk, quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from yearbook_kg.errors import ReadError
from yearbook_kg.graphfiles import ENDINGS, ending_of, graph_files, opened
from yearbook_kg.stores import LEDGER, Connection, RemoteStore
from yearbook_kg.terms import Iri, Literal, Quad, Term

if TYPE_CHECKING:
    import pyoxigraph as ox


class HasQuads(Protocol):
    """Whatever holds a graph as quads, as ``yearbook_kg.Graph`` does."""

    @property
    def quads(self) -> Iterable[Quad]:
        """The statements with their named graphs."""
        ...


Source = str | PathLike[str] | HasQuads | Iterable[Quad]

# How a database is named on the command line, by its kind.
_STORE, _SERVER = "oxigraph:", "sparql:"
_STORE_SIGN = "CURRENT"  # the file by which a folder is known to be a store


class Opened(NamedTuple):
    """A store, and whether a question must ask all its graphs at once (its default graph is empty)."""

    store: ox.Store | RemoteStore
    union: bool


def open_store(source: Source) -> Opened:
    """Return a store with the graph, read-only where it lies on disk, or the server that holds it.

    A text may also name a database as ``load`` does: ``oxigraph:FOLDER`` or ``sparql:URL``.

    A graph that is loaded has its triples twice: each in its named graph, and all of them, each once, in the
    default graph, which questions ask: a thing that several entries speak of would count several times else.
    Raises ReadError when the source is missing, in no known format or malformed, LoadError when a server
    fails.
    """
    import pyoxigraph as ox

    if isinstance(source, str) and source.startswith(_SERVER):
        return Opened(RemoteStore(Connection(source.removeprefix(_SERVER))), union=True)
    if isinstance(source, str | PathLike):
        path = _path(source)
        if (path / _STORE_SIGN).is_file():
            store = _on_disk(path)
            return Opened(
                store, next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is None
            )
        quads: Iterable[ox.Quad] = (quad for file in graph_files(path) for quad in _parsed(file))
    else:
        quads = (_foreign(quad) for quad in _quads_of(source))
    store = ox.Store()
    store.bulk_extend(both for quad in quads for both in _twice(quad))
    return Opened(store, union=False)


def read_quads(source: Source) -> tuple[Quad, ...]:
    """Return the quads of a source, each once, in its order.

    The triples of a file without named graphs stand in a graph named after the file. Raises ReadError as
    ``open_store`` does, and for a blank node: no graph of the program has any.
    """
    if not isinstance(source, str | PathLike):
        return tuple(_quads_of(source))
    if isinstance(source, str) and source.startswith(_SERVER):
        remote = RemoteStore(Connection(source.removeprefix(_SERVER)))
        return tuple(_own(quad, Path(source)) for quad in remote.quads_for_pattern(None, None, None))
    path = _path(source)
    if (path / _STORE_SIGN).is_file():
        return tuple(_own(quad, path) for quad in _on_disk(path) if not _is_apart(quad))
    return tuple(dict.fromkeys(_own(quad, file) for file in graph_files(path) for quad in _parsed(file)))


def _path(source: str | PathLike[str]) -> Path:
    """The path of a source; of a store also where it is named as ``load`` names it."""
    if not isinstance(source, str) or not source.startswith(_STORE):
        return Path(source)
    path = Path(source.removeprefix(_STORE))
    if not (path / _STORE_SIGN).is_file():
        raise ReadError(str(path), "no store in this folder; load a graph into it first")
    return path


def _is_apart(quad: ox.Quad) -> bool:
    """Whether a quad of a store is no statement of an entry: the union of all, or the ledger."""
    return _is_default(quad) or getattr(quad.graph_name, "value", "") == LEDGER


def _is_default(quad: ox.Quad) -> bool:
    import pyoxigraph as ox

    return isinstance(quad.graph_name, ox.DefaultGraph)


def _quads_of(source: HasQuads | Iterable[Quad]) -> Iterable[Quad]:
    return source if isinstance(source, Iterable) else source.quads


def _on_disk(path: Path) -> ox.Store:
    import pyoxigraph as ox

    try:
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(
            str(path), f"the store cannot be opened ({error}); close the program that writes it"
        ) from error


def _parsed(path: Path) -> Iterator[ox.Quad]:
    import pyoxigraph as ox
    import zstandard

    ending = ending_of(path)
    format = ox.RdfFormat.from_extension(ending.removeprefix("."))
    if format is None:
        raise ReadError(str(path), f"“{ending}” is no format of a graph; it reads {', '.join(ENDINGS)}")
    try:
        with opened(path) as file:
            # the IRI of the file resolves what is relative in it
            yield from ox.parse(file, format=format, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        raise ReadError(str(path), f"malformed: {error.msg}; write the graph anew") from error
    except (OSError, EOFError, zstandard.ZstdError) as error:
        raise ReadError(str(path), f"cannot be read: {error}") from error


def _twice(quad: ox.Quad) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    yield quad
    if not isinstance(quad.graph_name, ox.DefaultGraph):
        yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _foreign(quad: Quad) -> ox.Quad:
    import pyoxigraph as ox

    subject, predicate, target, graph = quad
    return ox.Quad(
        ox.NamedNode(subject.value), ox.NamedNode(predicate.value), foreign(target), ox.NamedNode(graph.value)
    )


def foreign(term: Term) -> ox.NamedNode | ox.Literal:
    """Return a term as pyoxigraph has it."""
    import pyoxigraph as ox

    if isinstance(term, Iri):
        return ox.NamedNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def own(term: object) -> Term:
    """Return a term of pyoxigraph as the program has it; a blank node as an IRI in the scheme ``_``."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language or "")
    return Iri(str(term))


def _own(quad: ox.Quad, path: Path) -> Quad:
    terms = [own(term) for term in (quad.subject, quad.predicate, quad.object)]
    terms.append(Iri(path.resolve().as_uri()) if _is_default(quad) else own(quad.graph_name))
    blank = next((term for term in terms if isinstance(term, Iri) and term.value.startswith("_:")), None)
    if blank is not None:
        raise ReadError(str(path), f"it has a blank node ({blank}); name every node with an IRI")
    return Quad(*cast("tuple[Iri, Iri, Term, Iri]", tuple(terms)))
