"""A corpus, from its pages to its output: reads once, builds what is new, forgets what is gone, finishes."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from yearbook_kg.corpus.crew import Crew, Processes, crew_of
from yearbook_kg.corpus.expect import expect
from yearbook_kg.corpus.finish import OnStep, Place, finish
from yearbook_kg.corpus.record import Fed, Run, write_record
from yearbook_kg.corpus.shards import Compression
from yearbook_kg.corpus.stamp import Options, Stamp, stamp, stamp_of
from yearbook_kg.corpus.store import FOLDER, Done, Store
from yearbook_kg.corpus.work import Task, build_batch, key_of, killed
from yearbook_kg.errors import OutputError
from yearbook_kg.model import Page
from yearbook_kg.pipeline import Skipped, pages

# A batch is what crosses to another process at once: enough to make the crossing cheap, little enough to
# hold.
_PAGES = 32
_CHARACTERS = 200_000
# Pages that are done and not yet written; what a kill may cost.
_UNWRITTEN = 128


@dataclass(slots=True)
class _Tally:
    """What the feeding of a corpus counts."""

    read: int = 0
    read_bytes: int = 0
    built: int = 0
    standing: int = 0
    unreadable: list[Skipped] = field(default_factory=list)


def build_corpus(
    source: Any,
    output: Path,
    *,
    workers: int = 1,
    compression: Compression = "none",
    options: Options | None = None,
    on_step: OnStep = lambda *_: None,
) -> Run:
    """Build a corpus in a folder: shards of N-Quads, the joined graph, findings, the record of the run.

    source: as for ``pipeline.pages``; read page after page, never held. It is the whole corpus: what an
    earlier run built from the same page by the same rules is left as it is, and what that run had and the
    source has no more is removed, unless some of the source cannot be read. The files are the same bytes for
    any order of the pages, any number of workers, and after any interruption.
    options: what the pages are built with.
    on_step: called with the name of a step, and how much is done of how much (0: not known).
    Raises OutputError when the folder cannot be written or another run is at work in it.
    """
    options = options or Options()
    mark = stamp(options)
    begun = time.time()
    with locked(output), closing(crew_of(workers)) as people:
        fed = feed(source, output, people, mark, on_step=on_step)
        place = Place(output, (output,), compression, options, mark.text)
        finished = finish(place, people, on_step=on_step)
        return write_record(Run(begun, time.time(), workers, mark, (fed,), finished), output)


def build_part(
    source: Any,
    output: Path,
    *,
    part: tuple[int, int],
    workers: int = 1,
    options: Options | None = None,
    on_step: OnStep = lambda *_: None,
) -> Fed:
    """Build the i-th of n parts of a source for ``merge_corpora``; only the workbench is written.

    Arguments and errors as for ``build_corpus`` and ``feed``.
    """
    with locked(output), closing(crew_of(workers)) as people:
        return feed(source, output, people, stamp(options or Options()), part=part, on_step=on_step)


def feed(
    source: Any,
    output: Path,
    people: Crew,
    mark: Stamp,
    *,
    part: tuple[int, int] | None = None,
    on_step: OnStep = lambda *_: None,
) -> Fed:
    """Build the pages of a source, or of one part of it, into the workbench of a folder.

    part: which of how many, from 1; parts of one source have no page in common, and together they have all.
    """
    tally = _Tally()
    begun = time.time()
    expected = expect(source, parts=part[1] if part else 1)

    def tell() -> None:
        on_step("pages", tally.built + tally.standing, expected.pages(tally.read, tally.read_bytes))

    with Store(output) as store:
        store.note("fed", "")
        found = pages(source, on_skip=tally.unreadable.append, part=part)
        gone = _feed(found, store, mark, people, tally, tell)
        fed = Fed(
            seconds=time.time() - begun,
            read=tally.read,
            built=tally.built,
            standing=tally.standing,
            removed=gone,
            unreadable=tuple((one.origin, one.reason) for one in tally.unreadable),
        )
        store.note("fed", json.dumps([mark.text, part, fed]))
        return fed


def merge_corpora(
    parts: Sequence[Path],
    output: Path,
    *,
    workers: int = 1,
    compression: Compression = "none",
    on_step: OnStep = lambda *_: None,
) -> Run:
    """Put parts together that ``feed`` built: the same bytes as one build of all their pages.

    parts: the folders of the parts, in any order. The options are those that the parts were built with.
    Raises OutputError for a part that is missing or not finished, and for parts that were not built alike.
    """
    with closing(crew_of(workers)) as people:
        return merge_with(parts, output, people, compression=compression, begun=time.time(), on_step=on_step)


def merge_with(
    parts: Sequence[Path],
    output: Path,
    people: Crew,
    *,
    compression: Compression,
    begun: float,
    on_step: OnStep,
) -> Run:
    """Put parts together as ``merge_corpora`` does, with whoever does the work; begun: when it all began."""
    told = [_part(part) for part in parts]
    marks = {one.mark for one in told}
    if len(marks) != 1:
        raise OutputError(
            ", ".join(map(str, parts)), "these parts were built by unlike rules or options; build them anew"
        )
    mark = stamp_of(marks.pop())
    _all_there(told)
    with locked(output):
        place = Place(output, tuple(parts), compression, mark.options, mark.text)
        finished = finish(place, people, on_step=on_step)
        fed = tuple(one.fed for one in told)
        return write_record(Run(begun, time.time(), people.size, mark, fed, finished), output)


class _Told(NamedTuple):
    """What the workbench of a part says: its stamp, which part of how many (None: all), what was fed."""

    folder: Path
    mark: str
    part: tuple[int, int] | None
    fed: Fed


def _part(folder: Path) -> _Told:
    with Store(folder, read_only=True) as store:
        noted = store.noted("fed")
    if not noted:
        raise OutputError(str(folder), "this part is not finished; run its build again")
    mark, part, fed = json.loads(noted)
    return _Told(folder, mark, part, Fed(*fed))


def _all_there(told: Sequence[_Told]) -> None:
    """See to it that every part of the corpus is among the parts, once."""
    counts = {one.part[1] for one in told if one.part}
    numbers = sorted(one.part[0] for one in told if one.part)
    if counts and (len(counts) > 1 or numbers != list(range(1, max(counts) + 1))):
        given = ", ".join(f"{one.folder} ({one.part[0]}/{one.part[1]})" for one in told if one.part)
        raise OutputError(given, "these are not all parts of one corpus, each once; give them all")


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Keep every other run out of a folder; a run that dies lets go of it.

    Raises OutputError when another run is at work there.
    """
    path = output / FOLDER / "lock.db"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise OutputError(str(output), "another run is at work there; wait for its end") from error
        raise _refused(output, error) from error
    except OSError as error:
        raise _refused(output, error) from error
    try:
        yield
    finally:
        lock.close()


def _refused(output: Path, error: Exception) -> OutputError:
    return OutputError(str(output), f"{error}; check the folder, its rights and the free space")


def _feed(
    found: Iterable[Page],
    store: Store,
    mark: Stamp,
    people: Crew,
    tally: _Tally,
    on_done: Callable[[], object],
) -> int:
    """Build what does not stand, and return how many pages the source no longer holds."""
    run = store.next_run()
    work = partial(build_batch, options=mark.options)
    batches = _batches(found, store, mark, run, tally)
    unwritten: list[Done] = []
    for done in people.run(work, batches, on_lost=partial(_one_by_one, work)):
        unwritten += done
        if len(unwritten) >= _UNWRITTEN:
            _write(unwritten, store, mark, run, tally)
            on_done()
    _write(unwritten, store, mark, run, tally)
    on_done()
    # what cannot be read today (a disk that is not there, a file without rights) is not gone for that
    return store.drop_unseen(run, replaced_only=bool(tally.unreadable))


def _write(unwritten: list[Done], store: Store, mark: Stamp, run: int, tally: _Tally) -> None:
    store.put(unwritten, mark.text, run)
    tally.built += len(unwritten)
    unwritten.clear()


def _batches(
    found: Iterable[Page], store: Store, mark: Stamp, run: int, tally: _Tally
) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for page in found:
        tally.read += 1
        tally.read_bytes += len(page.text.encode("utf-8", "surrogatepass"))
        key = key_of(page)
        if store.stands(key, mark.text, run):
            tally.standing += 1
            continue
        batch.append(Task(key, page))
        size += len(page.text)
        if len(batch) >= _PAGES or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _one_by_one(work: Callable[[Sequence[Task]], list[Done]], batch: Sequence[Task]) -> list[Done]:
    """The pages of a batch that killed its process, each in a process of its own: one of them is at fault."""
    with closing(Processes(1)) as apart:
        return [done for (done,) in apart.run(work, [[task] for task in batch], on_lost=_killed)]


def _killed(batch: Sequence[Task]) -> list[Done]:
    return [killed(batch[0])]
