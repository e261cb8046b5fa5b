"""The same work on many machines, by Ray (extra ``[ray]``): parts are built where there is room, then put
together.

Every machine must have the program installed and see the folder of the output and the source under one path.
A part is a workbench of its own, of some ten thousand pages: when its machine dies, the part is begun again
on another one and goes on where it stopped. The join is a shuffle over files in the output's folder.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from yearbook_kg.corpus.build import build_part, merge_with
from yearbook_kg.corpus.expect import expect
from yearbook_kg.corpus.finish import OnStep
from yearbook_kg.corpus.record import Fed, Run
from yearbook_kg.corpus.shards import Compression
from yearbook_kg.corpus.stamp import Options
from yearbook_kg.corpus.store import FOLDER
from yearbook_kg.errors import OutputError

T = TypeVar("T")
R = TypeVar("R")

PAGES_OF_A_PART = 10_000
# Tasks in hand for each core of the cluster.
_AHEAD = 2
# How often a task is given to another machine when its own dies.
_TRIES = 5


class Cluster:
    """The machines of a Ray cluster."""

    def __init__(self, address: str, *, parts: int | None = None) -> None:
        """Join the cluster at an address: ``host:port`` of its head, or ``auto`` on one of its machines.

        parts: of how many parts a corpus is built; by default one for ten thousand pages, as far as their
        number can be told, and two for each core at least. Raises OutputError when Ray is not installed or
        nobody answers.
        """
        try:
            import ray
        except ImportError as error:
            raise OutputError(address, "Ray is not installed; run pip install 'yearbook-kg[ray]'") from error
        _reach(address)
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise OutputError(
                address, f"no Ray cluster answers there ({error}); start one with ray start"
            ) from error
        self.parts = parts
        self._ray: Any = ray
        self._call = ray.remote(num_cpus=1, max_retries=_TRIES)(_call)

    @property
    def size(self) -> int:
        """How many cores the cluster has now."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def run(self, work: Callable[[T], R], tasks: Iterable[T], *, on_lost: Callable[[T], R]) -> Iterator[R]:
        """Yield what ``work`` gives for each task, as it is done; one whose machine dies goes to another."""
        waiting = iter(tasks)
        at_work: dict[Any, T] = {}
        while True:
            for task in waiting:
                at_work[self._call.remote(work, task)] = task
                if len(at_work) >= self.size * _AHEAD:
                    break
            if not at_work:
                return
            (finished, *_), _ = self._ray.wait(list(at_work), num_returns=1)
            task = at_work.pop(finished)
            try:
                yield self._ray.get(finished)
            except (self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.ObjectLostError):
                yield on_lost(task)
            except self._ray.exceptions.RayTaskError as error:
                raise error.as_instanceof_cause() from None

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._ray.shutdown()


def _reach(address: str) -> None:
    """Knock first: Ray itself goes on trying for minutes where nobody is."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        try:
            socket.create_connection((host, int(port)), timeout=10).close()
        except OSError as error:
            raise OutputError(
                address, f"no Ray cluster answers there ({error}); start one with ray start"
            ) from error


def _call(work: Callable[[T], R], task: T) -> R:
    return work(task)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part to be built: all that another machine must know."""

    sources: tuple[str, ...]
    folder: Path
    number: int
    count: int
    options: Options


def _build(part: _Part) -> tuple[int, Fed]:
    fed = build_part(list(part.sources), part.folder, part=(part.number, part.count), options=part.options)
    return part.number, fed


def _lost(part: object) -> tuple[int, Fed]:
    raise OutputError(str(part)[:200], "every machine that worked on this part died; give them more memory")


def build_on_cluster(
    sources: list[str],
    output: Path,
    cluster: Cluster,
    *,
    compression: Compression = "none",
    options: Options | None = None,
    on_step: OnStep = lambda *_: None,
) -> Run:
    """Build a corpus on a cluster: the same bytes as ``build_corpus`` gives on one machine.

    sources: paths that every machine sees. A run that was cut off goes on with the parts that it had, if
    their number is the same. Raises OutputError as ``build_corpus`` does.
    """
    begun = time.time()
    output = output.resolve()
    count = cluster.parts or max(cluster.size * 2, -(-expect(sources).pages(1, 2500) // PAGES_OF_A_PART))
    folder = output / FOLDER / "parts"
    tasks = [
        _Part(
            sources=tuple(str(Path(source).resolve()) for source in sources),
            folder=folder / f"{number:05d}-of-{count:05d}",
            number=number,
            count=count,
            options=options or Options(),
        )
        for number in range(1, count + 1)
    ]
    for done, _ in enumerate(cluster.run(_build, tasks, on_lost=_lost), 1):
        on_step("parts", done, count)
    places = [task.folder for task in tasks]
    return merge_with(places, output, cluster, compression=compression, begun=begun, on_step=on_step)
