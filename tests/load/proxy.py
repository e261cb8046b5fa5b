"""A server between a program and a real one that does, for some requests, what servers do on a bad day."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

# What is done to a request: an answer (status, headers), a cut ("cut" before, "half" in the middle of the
# body), a number of seconds of silence, or None: it is passed on.
Fault = tuple[int, dict[str, str]] | str | float | None
_OWN = ("transfer-encoding", "content-length", "connection")
Judge = Callable[[str, str, int], Fault]


class Proxy:
    """Passes requests on to ``upstream``, but for those that ``judge`` has a fault for.

    judge: is given the method, the path and how many requests there were. hidden: headers of
    answers that are not passed on.
    """

    def __init__(
        self, upstream: str, judge: Judge = lambda *_: None, *, hidden: tuple[str, ...] = ()
    ) -> None:
        self.judge = judge
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self._upstream = urlsplit(upstream)
        self._hidden = {name.lower() for name in (*_OWN, *hidden)}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{self._upstream.path}"

    def __enter__(self) -> Proxy:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                proxy.seen.append((self.command, self.path, dict(self.headers)))
                fault = proxy.judge(self.command, self.path, len(proxy.seen))
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if fault in ("cut", "half"):
                    if fault == "half":
                        proxy.pass_on(self, body, body[: len(body) // 2])
                    self.close_connection = True
                    return
                if isinstance(fault, float):
                    time.sleep(fault)
                if isinstance(fault, tuple):
                    status, headers = fault
                    proxy.reply(self, status, headers, b"<html>a fault\n of the test</html>")
                    return
                answer = proxy.pass_on(self, body, body)
                if answer is None:
                    self.close_connection = True
                else:
                    proxy.reply(self, *answer)

            do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def pass_on(
        self, request: BaseHTTPRequestHandler, body: bytes, sent: bytes
    ) -> tuple[int, dict[str, str], bytes] | None:
        """Send a request to the real server, or a part of it; None where no answer comes."""
        connection = http.client.HTTPConnection(self._upstream.netloc, timeout=300)
        try:
            connection.putrequest(request.command, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers.items():
                if name.lower() not in ("content-length", "connection", "host"):
                    connection.putheader(name, value)
            connection.putheader("Host", self._upstream.netloc)
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            connection.send(sent)
            if len(sent) < len(body):
                return None
            answer = connection.getresponse()
            headers = {k: v for k, v in answer.getheaders() if k.lower() not in self._hidden}
            return answer.status, headers, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    @staticmethod
    def reply(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
        """Answer a request."""
        try:
            request.send_response_only(status)
            for name, value in headers.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)
        except OSError:
            request.close_connection = True
