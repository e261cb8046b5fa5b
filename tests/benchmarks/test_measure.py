"""What is said of a process is what it did."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import cost


def test_memory_and_time_of_all_processes_are_counted() -> None:
    held = "x = b'x' * 40_000_000; import time; time.sleep(1)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {held!r}]); {held}; p.wait()"
    used = cost(sys.executable, "-c", both)
    assert used.seconds >= 1
    assert 0 < used.cpu < used.seconds * 2
    assert 80 <= used.peak_mb < 200 or not Path("/proc/self/smaps_rollup").exists()


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        cost(sys.executable, "-c", "raise SystemExit('no room')")
    assert "no room" in error.value.stderr
