"""What a process costs with all that it starts: time on the clock, of the processor, memory at its peak."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_OFTEN = 0.25  # seconds between two looks at the memory
_MEGA = 1 << 20


class Cost(NamedTuple):
    """Seconds on the clock; seconds of all processors; megabytes of all processes at one moment, at most."""

    seconds: float
    cpu: float
    peak_mb: float


def cost(*command: str) -> Cost:
    """Run a command to its end and return what it cost. Raises CalledProcessError when it fails.

    Processor time is that of the process and of all descendants that it waited for. Memory is the sum of the
    proportional set sizes of the tree (a page that two processes share counts once), looked at four times a
    second; where there is no /proc, the largest single process that the system tells of.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    watch = _Watch(process.pid)
    watch.start()
    assert process.stderr is not None
    with process.stderr as stream:
        said = stream.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    watch.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    alone = used.ru_maxrss * 1024 / _MEGA
    return Cost(seconds, used.ru_utime + used.ru_stime, watch.peak / _MEGA or alone)


class _Watch(threading.Thread):
    """Looks at the memory of a tree of processes until it is told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._over = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._over.wait(_OFTEN):
            self.peak = max(self.peak, sum(map(_held, _tree(self._root))))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _tree(root: int) -> Sequence[int]:
    """A process and all that descend from it."""
    found = [root]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def _held(process: int) -> int:
    """The bytes that a process holds, what it shares with others in proportion."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except (OSError, ValueError):
        # it ended between two looks
        return ""
