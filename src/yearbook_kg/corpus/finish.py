"""From workbenches to output: which entry stands under which name, the shards, the join.

Takes one workbench (a build) or several (the parts of a job array, or of a cluster); the files depend on the
pages alone. Every file appears whole or not at all, and one that stands with the same contents is left
alone, so that a run that was killed is finished by the next one.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from yearbook_kg.corpus.crew import Crew
from yearbook_kg.corpus.shards import (
    ENDINGS,
    Compression,
    Job,
    Range,
    Shard,
    copy,
    place_of,
    ranges,
    write_shard,
)
from yearbook_kg.corpus.shuffle import Deal, Pile, collected, deal, gather, piles
from yearbook_kg.corpus.stamp import Options
from yearbook_kg.corpus.store import FOLDER, Known, Placed, Store
from yearbook_kg.corpus.work import Task, build_batch, page_of
from yearbook_kg.errors import OutputError
from yearbook_kg.write.files import whole_file

OnStep = Callable[[str, int, int], object]
_MENDED = 32  # entries that are built anew at a time


@dataclass(frozen=True, slots=True)
class Place:
    """Where a corpus is put together, and how.

    output: the folder of the result. parts: the folders whose workbenches hold the pages. stamp: of the
    rules.
    """

    output: Path
    parts: tuple[Path, ...]
    compression: Compression
    options: Options
    stamp: str

    @property
    def all_parts(self) -> tuple[Path, ...]:
        """The parts, and behind them the output, whose workbench holds what had to be built anew."""
        return (*self.parts, self.output)


class Finished(NamedTuple):
    """What stands in the output.

    repeats: origin and id of each page whose entry came before with the same text. renamed: the entries
    whose id came before with another text. fresh: how many shards were written in this run. joined: how many
    rows the join gave. failed: origin and reason of each page that gave nothing. counts: what the pages
    gave, by kind, type and rule. quarantine: the entries that were set aside, each with its reasons.
    """

    entries: int
    triples: int
    aside: int
    repeats: tuple[tuple[str, str], ...]
    renamed: tuple[str, ...]
    shards: int
    fresh: int
    joined: int
    findings: int
    failed: tuple[tuple[str, str], ...]
    counts: dict[str, dict[str, int]]
    quarantine: tuple[dict[str, Any], ...]


def finish(place: Place, crew: Crew, *, on_step: OnStep) -> Finished:
    """Write the output of a corpus and return what it holds.

    on_step: called with the name of a step, and how much of it is done of how much.
    """
    with ExitStack() as stack:
        own = stack.enter_context(Store(place.output))
        stores = [
            own if part == place.output else stack.enter_context(Store(part, read_only=True))
            for part in place.parts
        ]
        _build_renamed(place, own, stores, crew)
        repeats: list[tuple[str, str]] = []
        renamed: list[str] = []
        own.plan_anew(_placed(place, own, stores, repeats, renamed))
        jobs = _jobs(place, own)
        shards: list[Shard] = []
        for shard in crew.run(write_shard, jobs, on_lost=_lost):
            shards.append(shard)
            own.note_written(shard.files)
            on_step("shards", len(shards), len(jobs))
        shards.sort(key=lambda shard: shard.number)
        joined, findings = _join(place, own, [job.shard for job in jobs], shards, crew, on_step)
        _sweep(place, own, shards)
        return Finished(
            entries=sum(shard.entries for shard in shards),
            triples=sum(shard.triples for shard in shards),
            aside=own.count() - sum(shard.entries for shard in shards),
            repeats=tuple(repeats),
            renamed=tuple(renamed),
            shards=len(shards),
            fresh=sum(shard.fresh for shard in shards),
            joined=joined,
            findings=findings,
            failed=tuple(one for store in stores for one in store.failed()),
            counts=_summed(shards),
            quarantine=tuple(one for shard in shards for one in shard.aside),
        )


def _jobs(place: Place, own: Store) -> list[Job]:
    written = own.written()
    jobs = []
    for shard in ranges(own.count()):
        stand = tuple(
            (name, digest, size)
            for name, (digest, size) in written.items()
            if f"/{shard.number:05d}." in name
        )
        jobs.append(Job(place.output, place.all_parts, shard, place.compression, place.stamp, stand))
    return jobs


def _summed(shards: Sequence[Shard]) -> dict[str, dict[str, int]]:
    summed: dict[str, Counter[str]] = {}
    for shard in shards:
        for group, counts in shard.counts.items():
            summed.setdefault(group, Counter()).update(counts)
    return {group: dict(counts) for group, counts in summed.items()}


def _lost(task: object) -> NoReturn:
    raise OutputError(
        str(task)[:200], "the process at work on this was killed time and again; give it more memory"
    )


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────


class _Named(NamedTuple):
    """A page and the name that its entry gets: None for a repeat, and new where its id was taken."""

    name: str | None
    page: Known

    @property
    def new(self) -> bool:
        return self.name not in (None, self.page.id)


def _named(stores: Sequence[Store]) -> Iterator[_Named]:
    """Every entry under its name: of pages with one id and one text the first by hash, the rest are repeats.

    Of several texts under one id the first by hash keeps the id, each other one gets a piece of the hash of
    its text behind it: which one came first plays no part.
    """
    known = heapq.merge(*(store.known(part) for part, store in enumerate(stores)))
    for id_, same in groupby(known, key=lambda one: one.id):
        texts = [list(group) for _, group in groupby(same, key=lambda one: one.body)]
        firsts = sorted((text[0] for text in texts), key=lambda one: one.key)
        for rank, one in enumerate(firsts):
            yield _Named(f"{id_}_{one.body.hex()[:6]}" if rank else id_, one)
        for text in texts:
            yield from (_Named(None, one) for one in text[1:])


def _build_renamed(place: Place, own: Store, stores: Sequence[Store], crew: Crew) -> None:
    """Build anew what does not stand under the name that it gets now."""
    missing = [
        (name, one)
        for name, one in _named(stores)
        if name is not None and one.name != name and own.find(one.key, name, place.stamp) is None
    ]
    batches = (
        [
            Task(one.key, page_of(stores[one.part].blob("page", one.row)), name)
            for name, one in missing[at : at + _MENDED]
        ]
        for at in range(0, len(missing), _MENDED)
    )
    for done in crew.run(partial(build_batch, options=place.options), batches, on_lost=_lost):
        own.put(done, place.stamp, 0)


def _placed(
    place: Place, own: Store, stores: Sequence[Store], repeats: list[tuple[str, str]], renamed: list[str]
) -> Iterator[Placed]:
    for named in _named(stores):
        name, one = named
        if name is None:
            repeats.append((stores[one.part].told(one.row)[0], one.id))
            continue
        if named.new:
            renamed.append(name)
        if one.name == name:
            yield Placed(place_of(name), name, one.key, one.part, one.row, one.status)
        elif (found := own.find(one.key, name, place.stamp)) is not None:
            row, status = found
            yield Placed(place_of(name), name, one.key, len(stores), row, status)


# ── join ────────────────────────────────────────────────────────────────────────────────────────────────


def _join(
    place: Place, own: Store, cut: Sequence[Range], shards: Sequence[Shard], crew: Crew, on_step: OnStep
) -> tuple[int, int]:
    """Bring together what entries say of one thing; nothing is done where no shard changed."""
    told = json.dumps([place.stamp, [shard.files for shard in shards]])
    digest = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
    ending = ENDINGS[place.compression]
    names = {
        "corpus": f"graph/corpus{ending}",
        "gazetteer": f"graph/gazetteer{ending}",
        "findings": "findings.jsonl",
    }
    written = own.written()
    stand = all(
        (place.output / name).is_file()
        and written.get(name) == (digest, (place.output / name).stat().st_size)
        for name in names.values()
    )
    if not stand:
        folder = place.output / FOLDER / "join"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        gathered = _shuffle(place, folder, cut, crew, on_step)
        for what, name in names.items():
            with whole_file(place.output / name) as file:
                copy(collected(folder, what), file, "none" if what == "findings" else place.compression)
            own.note_written([(name, digest, (place.output / name).stat().st_size)])
        own.note("joined", json.dumps(gathered))
        shutil.rmtree(folder, ignore_errors=True)
    rows, findings = json.loads(own.noted("joined"))
    return rows, findings


def _shuffle(
    place: Place, folder: Path, cut: Sequence[Range], crew: Crew, on_step: OnStep
) -> tuple[int, int]:
    count = piles(sum(_keys_size(part) for part in place.parts))
    deals = [Deal(place.output, place.all_parts, shard, folder, count) for shard in cut]
    for done, _ in enumerate(crew.run(deal, deals, on_lost=_lost), 1):
        on_step("deal", done, len(deals))
    base = place.options.base
    heap = [
        Pile(folder, number, f"<{base}graph_corpus>", f"<{base}graph_gazetteer>") for number in range(count)
    ]
    rows = findings = 0
    for done, pile in enumerate(crew.run(gather, heap, on_lost=_lost), 1):
        rows, findings = rows + pile.rows, findings + pile.findings
        on_step("join", done, count)
    return rows, findings


def _keys_size(part: Path) -> int:
    with Store(part, read_only=True) as store:
        return store.keys_size()


def _sweep(place: Place, own: Store, shards: Sequence[Shard]) -> None:
    """Remove the shards of an earlier run that this one has not; nothing else in the folder is touched."""
    wanted = {file for shard in shards for file, _, _ in shard.files}
    wanted |= {f"graph/{name}{ENDINGS[place.compression]}" for name in ("corpus", "gazetteer")} | {
        "findings.jsonl"
    }
    gone = [name for name in own.written() if name not in wanted]
    for name in gone:
        (place.output / name).unlink(missing_ok=True)
    own.forget_written(gone)
