"""Real property-graph servers on the loopback, each started once a session and stopped by its process id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

DATABASES = ROOT / "build" / "databases"
PASSWORD = "a-password-for-tests"
_SECONDS = 120.0


@dataclass
class Server:
    """A server that may be killed and started again on the same port, with what it holds on disk."""

    command: list[str]
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                # a test may ask for a language that this machine does not have
                env=os.environ | {"LC_ALL": "C.UTF-8"},
            )
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.command[0]} left: {self.log.read_text('utf-8')[-2000:]}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"{self.command[0]} does not listen")

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            if self.process.stdin is not None:
                self.process.stdin.close()
            self.process = None


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.kill()


def installed(name: str) -> Path:
    """The folder of a server; the test is skipped where ``make databases`` has not put it there."""
    folder = DATABASES / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not installed; run make databases")
    return folder


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def neo4j(home: Path) -> Server:
    """Neo4j 5 Community with Bolt; the password is set before it starts for the first time."""
    jars = f"{installed('neo4j-5.26.30')}/lib/*"
    if shutil.which("java") is None:
        pytest.skip("no Java; .ci/run installs it")
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "data" / "dbms").exists():
        admin(home, "dbms", "set-initial-password", PASSWORD)
    launcher = ROOT / "tests" / "load" / "java" / "Neo4jServer.java"
    port = free_port()
    command = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", jars, str(launcher), str(home), str(port)]
    return Server(command, port, home / "server.log")


def admin(home: Path, *words: str, cwd: Path | None = None) -> str:
    """Run neo4j-admin, and return what it printed."""
    command = [
        "java",
        "-Xmx512m",
        "-cp",
        f"{installed('neo4j-5.26.30')}/lib/*",
        "org.neo4j.cli.AdminTool",
        *words,
    ]
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def arcadedb(home: Path) -> Server:
    """ArcadeDB with its Bolt plugin and one database, with the Java of its package."""
    folder = installed("arcadedb-26.10.2") / "arcadedb_embedded"
    port = free_port()
    settings = {
        "server.rootPassword": PASSWORD,
        "server.rootPath": str(home),
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": "yearbook[root]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": str(free_port()),
        "bolt.host": "127.0.0.1",
        "bolt.port": str(port),
    }
    command = [f"{folder}/jre/bin/java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", f"{folder}/jars/*"]
    command += [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
    return Server([*command, "com.arcadedb.server.ArcadeDBServer"], port, home / "server.log")


def falkordb(home: Path) -> Server:
    """FalkorDB's module in the Redis of its package, with a password and a file that survives it."""
    folder = installed("falkordb-0.11.0")
    port = free_port()
    command = [f"{folder}/redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(home)]
    command += ["--appendonly", "yes", "--requirepass", PASSWORD, "--loadmodule", f"{folder}/falkordb.so"]
    return Server(command, port, home / "server.log")
