"""How a server is reached: who one is, what is tried again, and what is said when it fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.load.proxy import Fault, Proxy
from tests.load.servers import Server, free_port
from yearbook_kg.errors import LoadError
from yearbook_kg.load import load, open_target
from yearbook_kg.stores import Connection, Credentials
from yearbook_kg.stores import connection as room

SECRET = "geheim-7"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_FIRST_PAUSE", 0.01)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr("yearbook_kg.stores.connection.time.sleep", waited.append)
    return waited


class Server401(BaseHTTPRequestHandler):
    """Lets in who says who he is in the way that it asks for."""

    protocol_version = "HTTP/1.1"
    asked = "Basic realm=x"
    seen: list[str]

    def do_POST(self) -> None:
        said = self.headers.get("Authorization", "")
        self.seen.append(said)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200 if said.startswith(self.asked.split()[0]) else 401)
        self.send_header("WWW-Authenticate", self.asked)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def guarded(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []
    kind = type("Guarded", (Server401,), {"asked": request.param, "seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "guarded", ["Basic realm=x", 'Digest realm="x", nonce="n1", algorithm=MD5, qop="auth"'], indirect=True
)
def test_a_user_is_named_as_the_server_asks(guarded: tuple[str, list[str]]) -> None:
    url, seen = guarded
    connection = Connection(url, credentials=Credentials("我", SECRET), tries=1)
    assert [connection.send("POST", url, body=[b"a", b"b"]).status_code for _ in range(2)] == [200, 200]
    assert seen[0] == ""
    # the second request says at once who sends it
    assert all(said.startswith(("Basic", "Digest")) for said in seen[-2:])
    connection.close()


@pytest.mark.parametrize("guarded", ["Bearer realm=x"], indirect=True)
def test_a_token_is_sent_at_once(guarded: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    url, seen = guarded
    monkeypatch.setenv("YEARBOOK_KG_TOKEN", SECRET)
    connection = Connection(url)
    assert connection.send("POST", url).status_code == 200
    assert seen == [f"Bearer {SECRET}"]
    connection.close()


@pytest.mark.parametrize("guarded", ["Basic realm=x"], indirect=True)
def test_no_message_shows_a_secret(
    guarded: tuple[str, list[str]], run: Runner, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    monkeypatch.setenv("YEARBOOK_KG_USER", "me")
    monkeypatch.setenv("YEARBOOK_KG_PASSWORD", SECRET)
    monkeypatch.setenv("YEARBOOK_KG_TOKEN", SECRET)
    url, _ = guarded
    done = run("load", small, "--to", f"sparql:{url}")
    assert done.code == 3
    assert "the server refuses (401); set YEARBOOK_KG_USER" in done.err
    assert SECRET not in done.err + done.out
    assert SECRET not in repr(Credentials.from_environment()) + repr(Connection(url))


def test_a_password_in_a_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(LoadError, match="has no place in a URL") as caught:
        open_target(f"sparql:http://me:{SECRET}@localhost:1/x")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("url", ["localhost", "ftp://localhost/x", "http://"])
def test_what_is_no_url_of_a_server(url: str) -> None:
    with pytest.raises(LoadError, match="not the URL of a server"):
        Connection(url)


def test_nobody_there(run: Runner, small: Path, pauses: list[float]) -> None:
    done = run("load", small, "--to", f"sparql:http://127.0.0.1:{free_port()}", "--lang", "zh")
    assert done.code == 3
    assert "没有服务器应答" in done.err
    assert len(pauses) == 4


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_fails_for_the_moment_is_tried_again(
    status: int, empty_oxigraph: Server, small: Path, pauses: list[float]
) -> None:
    def judge(method: str, path: str, _: int) -> Fault:
        failed = sum(1 for seen in proxy.seen if seen[1].startswith("/store") and seen[0] == "POST")
        return (
            (status, {"Retry-After": "7"}) if path == "/store" and method == "POST" and failed < 2 else None
        )

    with Proxy(empty_oxigraph.url) as proxy:
        proxy.judge = judge
        assert load(small, f"sparql:{proxy.url}").put == 12
    assert pauses == [7.0]


def test_a_server_that_goes_on_failing(
    empty_oxigraph: Server, small: Path, run: Runner, pauses: list[float]
) -> None:
    with Proxy(empty_oxigraph.url, lambda _m, path, _n: (500, {}) if path == "/store" else None) as proxy:
        done = run("load", small, "--to", f"sparql:{proxy.url}")
    assert done.code == 3
    assert "the server failed (500: a fault of the test); look into its log and load again" in done.err
    assert len(pauses) == 1
    assert load(small, empty_oxigraph.target).put == 12


def test_a_server_that_is_silent(
    empty_oxigraph: Server, small: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YEARBOOK_KG_TIMEOUT", "1")
    with Proxy(empty_oxigraph.url, lambda _m, path, _n: 3.0 if path == "/store" else None) as proxy:
        done = run("load", small, "--to", f"sparql:{proxy.url}")
    assert done.code == 3
    assert "silent for too long; set YEARBOOK_KG_TIMEOUT" in done.err


def test_pauses_double_and_have_a_limit(pauses: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_FIRST_PAUSE", 1.0)
    with pytest.raises(LoadError, match="no server answers"):
        Connection(f"http://127.0.0.1:{free_port()}", tries=9).send("GET", f"http://127.0.0.1:{free_port()}")
    assert all(2**i / 2 <= pause <= min(60, 2**i) for i, pause in enumerate(pauses[:6]))
    assert max(pauses) <= 60


@pytest.mark.parametrize(
    ("asked", "seconds"), [("5", 5.0), ("Thu, 01 Jan 1970 00:00:00 GMT", -1e9), ("soon", 0.0)]
)
def test_how_long_a_server_asks_to_wait(asked: str, seconds: float) -> None:
    found = room._seconds(asked)
    assert found == seconds or (seconds < 0 and found < seconds)


def test_a_web_page_is_no_endpoint(run: Runner, small: Path) -> None:
    with Proxy("http://127.0.0.1:1", lambda *_: (200, {"Content-Type": "text/html"})) as proxy:
        done = run("load", small, "--to", f"sparql:{proxy.url}")
    assert done.code == 3
    assert "no SPARQL endpoint there (200: a fault of the test)" in done.err
