"""A corpus on a cluster of two nodes, one of which is killed in the middle: the bytes of one machine."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.corpora.conftest import numbered, written
from yearbook_kg.corpus import build_corpus
from yearbook_kg.model import Page

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="needs the extra [ray]")

COUNT = 60
PARTS = 6

# Starts two nodes that speak over TCP, kills the second one at work, and leaves when the build has ended.
DRIVER = """
import subprocess, sys, time
from pathlib import Path
from ray.cluster_utils import Cluster

table, output, parts = sys.argv[1:]
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
second = cluster.add_node(num_cpus=1, include_dashboard=False)
cluster.wait_for_nodes()
words = ["build", table, "-o", output, "--ray", cluster.address, "--parts", parts]
build = subprocess.Popen([sys.executable, "-m", "yearbook_kg", *words])
folder = Path(output) / ".workbench" / "parts"
deadline = time.monotonic() + 180
while len(list(folder.glob("*/.workbench/corpus.db"))) < 2 and build.poll() is None:
    time.sleep(0.05)
    assert time.monotonic() < deadline, "no second part was begun"
at_work = build.poll() is None
cluster.remove_node(second, allow_graceful=False)
code = build.wait(timeout=300)
cluster.shutdown()
print("killed in the middle" if at_work else "too late", code)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def table(some_pages: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "pages.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            text = numbered(some_pages[number % len(some_pages)].text, number)
            file.write(json.dumps({"id": f"{number:04d}", "text": text}, ensure_ascii=False) + "\n")
    return path


def test_two_nodes_one_killed_give_the_same_bytes(table: Path, tmp_path: Path) -> None:
    build_corpus(table, tmp_path / "one")
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(table), str(tmp_path / "many"), str(PARTS)],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "killed in the middle 0" in done.stdout
    assert written(tmp_path / "many") == written(tmp_path / "one")


def test_a_cluster_that_is_not_there_is_a_clear_error(table: Path, tmp_path: Path) -> None:
    words = ["build", str(table), "-o", str(tmp_path), "--ray", "127.0.0.1:1", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-m", "yearbook_kg", *words],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 3
    assert "no Ray cluster answers there" in done.stderr
