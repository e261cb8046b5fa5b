"""Who does the work: this process, several processes, or (``cluster``) several machines.

Tasks are handed out one by one, only a few ahead of those that are done, so that a corpus is never held;
results come back in any order, and nothing that is built from them depends on the order.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Tasks in hand for each process: one at work, one waiting.
_AHEAD = 2
# How often a task may lose its process before it is given up: it may have died of a neighbour's task.
_TRIES = 3


class Crew(Protocol):
    """Whoever runs the same function over many tasks."""

    @property
    def size(self) -> int:
        """How many tasks are at work at once."""
        ...

    def run(self, work: Callable[[T], R], tasks: Iterable[T], *, on_lost: Callable[[T], R]) -> Iterator[R]:
        """Yield what ``work`` gives for each task, in any order; ``on_lost`` answers for one that kills."""
        ...

    def close(self) -> None:
        """Let everybody go."""
        ...


class Alone:
    """This process.

    >>> list(Alone().run(len, ["a", "bc"], on_lost=len))
    [1, 2]
    """

    size = 1

    def run(
        self,
        work: Callable[[T], R],
        tasks: Iterable[T],
        *,
        on_lost: Callable[[T], R],  # noqa: ARG002
    ) -> Iterator[R]:
        """Yield what ``work`` gives for each task, in order."""
        yield from map(work, tasks)

    def close(self) -> None:
        """Nobody to let go."""


class Processes:
    """Several processes of this machine, started afresh: nothing of this one is shared with them.

    A process that dies (out of memory, killed) takes none of the work with it: what was in hand is handed out
    again, one task at a time until it is known which one kills.
    """

    def __init__(self, count: int) -> None:
        self.size = count
        self._pool: ProcessPoolExecutor | None = None

    def run(self, work: Callable[[T], R], tasks: Iterable[T], *, on_lost: Callable[[T], R]) -> Iterator[R]:
        """Yield what ``work`` gives for each task, as it is done."""
        waiting = iter(tasks)
        at_work: dict[Future[R], T] = {}
        while True:
            for task in waiting:
                at_work[self._started().submit(work, task)] = task
                if len(at_work) >= self.size * _AHEAD:
                    break
            if not at_work:
                return
            finished, _ = wait(at_work, return_when=FIRST_COMPLETED)
            lost: list[T] = []
            for future in finished:
                task = at_work.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    lost.append(task)
                else:
                    yield future.result()
            if lost:
                lost += [task for future, task in at_work.items() if not _saved(future)]
                done = [future for future in at_work if _saved(future)]
                at_work.clear()
                yield from (future.result() for future in done)
                for task in lost:
                    yield self._again(work, task, on_lost)

    def _again(self, work: Callable[[T], R], task: T, on_lost: Callable[[T], R]) -> R:
        for _ in range(_TRIES - 1):
            self.close()
            try:
                return self._started().submit(work, task).result()
            except BrokenProcessPool:
                continue
        self.close()
        return on_lost(task)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.size, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare
            )
        return self._pool

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _saved(future: Future[R]) -> bool:
    return future.done() and future.exception() is None


def _prepare() -> None:
    import gc

    gc.set_threshold(100_000, 20, 20)  # a page makes many small objects and no circles


def crew_of(workers: int) -> Crew:
    """Return who does the work: this process for one worker, that many processes for more."""
    return Alone() if workers == 1 else Processes(workers)
