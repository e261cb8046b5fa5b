"""pyshifty, a SHACL engine in Rust: faster than pySHACL by far, and independent of the compiled columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from yearbook_kg.errors import ShapeError
from yearbook_kg.validate.engine import Finding, findings_of, shapes_graph
from yearbook_kg.validate.index import Index
from yearbook_kg.vocabulary import ontology_path

if TYPE_CHECKING:
    import shifty


def pyshifty_engine(index: Index, shapes: str) -> Iterator[Finding]:
    """Check with pyshifty, without inference, over the data alone; a shape that it cannot run raises.

    Its quick report says whether all is well; only where it is not, the full one is asked for.
    Raises ShapeError where pyshifty, the extra ``[pyshifty]``, is not installed.
    """
    engine = prepared(shapes)
    quick = engine.validate_algebra(
        index.text, infer=False, graph_mode="data", on_unsupported="error", sort_results=False
    )
    if quick.violations:
        _, found, _ = engine.validate(index.text, infer=False, graph_mode="data", on_unsupported="error")
        yield from findings_of(found, shapes_graph(shapes))


@cache
def prepared(shapes: str) -> shifty.PreparedValidator:
    """Return the shapes of a file, read and planned once. Raises ShapeError without pyshifty."""
    try:
        import shifty
    except ImportError as error:
        raise ShapeError(
            shapes, "this engine needs pyshifty; install it with: pip install 'yearbook-kg[pyshifty]'"
        ) from error
    return shifty.PreparedValidator(ontology_path(shapes).read_text("utf-8"))
