"""The workbench of a corpus: one SQLite file that holds what became of every page.

No work is done twice: the hash of the page and the stamp of the rules say whether a row still stands. A row
is written when its page is done, whole or not at all: after ``kill -9`` at any moment the file holds every
page that was reported done. The compressed text of the page is kept, so that an entry can be built anew
without its source.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from yearbook_kg.errors import OutputError

FILE = "corpus.db"
FOLDER = ".workbench"

Status = Literal["kept", "aside", "failed"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS pages (
  key BLOB PRIMARY KEY, stamp TEXT, seen INTEGER, id TEXT, body BLOB, name TEXT, status TEXT, origin TEXT,
  reasons TEXT, triples INTEGER, page BLOB, keys BLOB, counts BLOB, graph BLOB
);
CREATE INDEX IF NOT EXISTS pages_by_id ON pages (id, body, key);
CREATE TABLE IF NOT EXISTS plan (place INTEGER, name TEXT, key BLOB, part INTEGER, row INTEGER, status TEXT);
CREATE INDEX IF NOT EXISTS plan_by_place ON plan (place, name);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, digest TEXT, size INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one page: all that the finishing of a corpus needs to know of it.

    key: the hash of the page. id: what the page calls itself. body: the hash of its words, by which a repeat
    is known. name: the id under which it was built. reasons: why it failed or was set aside, as JSON, and its
    warnings. page, keys, counts, graph: compressed, see ``work``.
    """

    key: bytes
    id: str
    body: bytes
    name: str
    status: Status
    origin: str
    reasons: str
    triples: int
    page: bytes
    keys: bytes
    counts: bytes
    graph: bytes


class Known(NamedTuple):
    """A page that some store holds: where it stands and under which name it was built."""

    id: str
    body: bytes
    key: bytes
    name: str
    part: int
    row: int
    status: Status


class Placed(NamedTuple):
    """An entry in its place in the output, and where its row is."""

    place: int
    name: str
    key: bytes
    part: int
    row: int
    status: Status


class Store:
    """The workbench of one build, or of one part of it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
    ...     store.put([Done(b"k", "1", b"b", "1", "kept", "a.txt", "[]", 3, b"", b"", b"", b"g")], "s", 1)
    ...     store.stands(b"k", "s", 2), store.stands(b"k", "other rules", 2), store.blob("graph", 1)
    (True, False, b'g')
    """

    def __init__(self, output: Path, *, read_only: bool = False) -> None:
        """Open the workbench of an output folder, or make it.

        Raises OutputError when the folder cannot be written, and, read-only, when it holds no workbench.
        """
        self.path = output / FOLDER / FILE
        self._read_only = read_only
        if read_only and not self.path.is_file():
            raise OutputError(str(output), "no corpus was built here; give the folders that `build` wrote")
        try:
            if not read_only:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            mode = "ro" if read_only else "rwc"
            self._db = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode={mode}", uri=True, timeout=30)
            if not read_only:
                self._db.execute("PRAGMA page_size = 16384")
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute(
                    "PRAGMA synchronous = NORMAL"
                )  # lasts through kill -9; a power cut costs a batch
                self._db.executescript(_SCHEMA)
            self._db.execute("PRAGMA cache_size = -16384")
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                str(self.path),
                f"the workbench cannot be opened ({error}); check the folder, its rights and the free space",
            ) from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; whoever wrote leaves one plain file, which can be read without rights to write."""
        if not self._read_only:
            with suppress(sqlite3.Error):  # somebody reads: the next one to close does it
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    # ── pages ───────────────────────────────────────────────────────────────────────────────────────────

    def stands(self, key: bytes, stamp: str, run: int) -> bool:
        """Whether a page was built under the rules in force; marks it as seen in this run."""
        changed = self._db.execute(
            "UPDATE pages SET seen = ? WHERE key = ? AND stamp = ?", (run, key, stamp)
        ).rowcount
        return changed == 1

    def put(self, done: Iterable[Done], stamp: str, run: int) -> None:
        """Write pages, all or none of them; what stood under their keys is replaced."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO pages (key, stamp, seen, id, body, name, status, origin, reasons,"
                " triples, page, keys, counts, graph) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        *(one.key, stamp, run, one.id, one.body, one.name, one.status, one.origin),
                        *(one.reasons, one.triples, one.page, one.keys, one.counts, one.graph),
                    )
                    for one in done
                ),
            )

    def drop_unseen(self, run: int, *, replaced_only: bool = False) -> int:
        """Forget the pages that a run has not met, and return how many there were.

        replaced_only: of these only such as the run met another text for, under the same id.
        """
        which = " AND id IN (SELECT id FROM pages WHERE seen = ?)" if replaced_only else ""
        with self._db:
            gone = self._db.execute(
                f"DELETE FROM pages WHERE seen <> ?{which}", (run, run) if replaced_only else (run,)
            )
            return gone.rowcount

    def known(self, part: int) -> Iterator[Known]:
        """Yield the pages that gave an entry, by id, body and key; ``part`` is told to whoever asks again."""
        rows = self._db.execute(
            "SELECT id, body, key, name, rowid, status FROM pages WHERE status <> 'failed'"
            " ORDER BY id, body, key"
        )
        for id_, body, key, name, row, status in rows:
            yield Known(id_, body, key, name, part, row, status)

    def find(self, key: bytes, name: str, stamp: str) -> tuple[int, Status] | None:
        """Return the row of a page that was built under a name by the rules in force, and its status."""
        found = self._db.execute(
            "SELECT rowid, status FROM pages WHERE key = ? AND name = ? AND stamp = ?", (key, name, stamp)
        ).fetchone()
        return None if found is None else (found[0], found[1])

    def blob(self, column: Literal["page", "keys", "counts", "graph"], row: int) -> bytes:
        """Return what stands in a column of a row, compressed as it was put there."""
        found: bytes = self._db.execute(f"SELECT {column} FROM pages WHERE rowid = ?", (row,)).fetchone()[0]
        return found

    def told(self, row: int) -> tuple[str, str, int]:
        """Return the origin, the reasons (JSON) and the number of triples of a row."""
        found: tuple[str, str, int] = self._db.execute(
            "SELECT origin, reasons, triples FROM pages WHERE rowid = ?", (row,)
        ).fetchone()
        return found

    def failed(self) -> Iterator[tuple[str, str]]:
        """Yield the origin and the reason of each page that gave nothing, by origin."""
        rows = self._db.execute(
            "SELECT origin, reasons FROM pages WHERE status = 'failed' ORDER BY origin, key"
        )
        for origin, reasons in rows:
            yield origin, json.loads(reasons)["reason"]

    # ── the plan of the output ──────────────────────────────────────────────────────────────────────────

    def plan_anew(self, placed: Iterable[Placed]) -> None:
        """Write which entry goes where, in one transaction."""
        with self._db:
            self._db.execute("DELETE FROM plan")
            self._db.executemany("INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?)", placed)

    def planned(self, low: int, high: int) -> Iterator[Placed]:
        """Yield the entries whose place is in ``[low, high)``, in the order of the output."""
        rows = self._db.execute(
            "SELECT place, name, key, part, row, status FROM plan WHERE place >= ? AND place < ?"
            " ORDER BY place, name",
            (low, high),
        )
        for row in rows:
            yield Placed(*row)

    def count(self) -> int:
        """Return how many entries the plan holds."""
        return int(self._db.execute("SELECT count(*) FROM plan").fetchone()[0])

    # ── what was written ────────────────────────────────────────────────────────────────────────────────

    def written(self) -> dict[str, tuple[str, int]]:
        """Return the files of the output by name, with the digest of what they hold and their size."""
        return {name: (digest, size) for name, digest, size in self._db.execute("SELECT * FROM files")}

    def note_written(self, files: Sequence[tuple[str, str, int]]) -> None:
        """Remember files that stand: name, digest, size."""
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", files)

    def forget_written(self, names: Iterable[str]) -> None:
        """Forget files that were removed."""
        with self._db:
            self._db.executemany("DELETE FROM files WHERE name = ?", ((name,) for name in names))

    # ── the run ─────────────────────────────────────────────────────────────────────────────────────────

    def note(self, name: str, value: str) -> None:
        """Remember something of the run."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str:
        """Return what was noted under a name, or an empty string."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def next_run(self) -> int:
        """Return the number of a run that begins now: one more than that of the last."""
        run = int(self.noted("run") or 0) + 1
        self.note("run", str(run))
        return run

    def keys_size(self) -> int:
        """Return how many bytes the lines for the join have, compressed."""
        return int(self._db.execute("SELECT coalesce(sum(length(keys)), 0) FROM pages").fetchone()[0])
