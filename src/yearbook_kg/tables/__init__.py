"""What the rules know, as data: one TSV file a table, read once, each row with an example.

A table has a header line with its column names; lines that begin with ``#`` say where the rows come from;
every row ends in a column ``example`` that shows it at work.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from yearbook_kg.errors import TableError

Row = dict[str, str]


@cache
def load(name: str) -> tuple[Row, ...]:
    """The rows of the table ``name``, in the order of the file (sure before loose).

    Raises TableError when a row has another number of cells than the header.

    >>> load("cli_messages")[0]["en"]
    'wrote {path}'
    """
    text = files(__package__).joinpath(f"{name}.tsv").read_text("utf-8")
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise TableError(f"{name}.tsv", number, f"{len(cells)} cells, the header has {len(header)}")
        else:
            rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)
