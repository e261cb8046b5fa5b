"""Real SPARQL servers on free ports, each with a folder of its own, ended by their own pid."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

DATABASES = ROOT / "build" / "databases"
_PATIENCE = 120.0  # seconds that a start may take on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One server: how it is started, and by what URL it is loaded."""

    command: Sequence[str | Path]
    folder: Path
    url: str
    ready: str
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None

    @property
    def target(self) -> str:
        return f"sparql:{self.url}"

    def start(self) -> None:
        self.before()
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=log, stderr=log, env={**os.environ, "FUSEKI_BASE": "."}
            )
        until = time.monotonic() + _PATIENCE
        while not _answers(self.ready):
            assert self.process.poll() is None, (self.folder / "server.log").read_text("utf-8", "replace")
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def oxigraph(folder: Path) -> Server | None:
    program = next(DATABASES.glob("oxigraph-*/bin/oxigraph"), None)
    if program is None:
        return None
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command: list[str | Path] = [program, "serve", "--location", folder / "store"]
    command += ["--bind", f"127.0.0.1:{port}"]
    return Server(command, folder, url, url)


def fuseki(folder: Path) -> Server | None:
    jar = next(DATABASES.glob("jena-fuseki-server-*.jar"), None)
    if jar is None or shutil.which("java") is None:
        return None
    port = free_port()
    (folder / "tdb").mkdir()
    options = ["--localhost", "--port", str(port), "--update", "--tdb2", "--loc=tdb", "/yearbook"]
    url = f"http://127.0.0.1:{port}/yearbook"
    return Server(["java", "-Xmx1g", "-jar", jar, *options], folder, url, f"{url}/query?query=ASK%7B%7D")


_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
AllowOSCalls = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
"""


def virtuoso(folder: Path) -> Server | None:
    program = shutil.which("virtuoso-t")
    if program is None:
        return None
    http = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=http), "utf-8")
    url = f"http://127.0.0.1:{http}/sparql"
    command: list[str | Path] = [program, "+foreground", "+configfile", "virtuoso.ini"]
    # what a killed server leaves behind, and refuses to start beside
    lock = folder / "virtuoso.lck"
    return Server(
        command,
        folder,
        url,
        f"{url}?query=ASK%7B%7D",
        # the user and password of a new database
        {"YEARBOOK_KG_USER": "dba", "YEARBOOK_KG_PASSWORD": "dba"},
        before=lambda: lock.unlink(missing_ok=True),
    )


KINDS: Mapping[str, Callable[[Path], Server | None]] = {
    "oxigraph": oxigraph,
    "fuseki": fuseki,
    "virtuoso": virtuoso,
}
