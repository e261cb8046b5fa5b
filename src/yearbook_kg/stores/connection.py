"""One way to a server over HTTP: who one is, how long one waits, and what is tried again.

Who one is stands in the environment alone: ``YEARBOOK_KG_USER`` and ``YEARBOOK_KG_PASSWORD`` (sent as Basic
or Digest, whichever the server asks for, and only when it asks), or ``YEARBOOK_KG_TOKEN`` (Bearer). No
message and no ``repr`` shows them. All that is sent may be sent twice without harm, so whatever fails for the
moment is tried again: connections that break, 429 and 5xx, after a pause that doubles and is never twice the
same.
"""

from __future__ import annotations

import os
import random
import re
import time
import weakref
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from yearbook_kg.errors import LoadError

if TYPE_CHECKING:
    import httpx

_AGAIN = frozenset({429, 500, 502, 503, 504, 507})
_FIRST_PAUSE = 0.5  # seconds before the second try; doubled before each other
_LONGEST_PAUSE = 60.0  # seconds, also where a server asks for more
_CONNECT = 10.0  # seconds until a connection must stand
_SHOWN = 200  # characters of a server's answer that an error repeats

_MARKUP = re.compile(r"<title>.*?</title>|<[^<>]*>", re.DOTALL)

Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who one is to a database: a user with a password, or a token; nothing where the database is open."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> Credentials:
        """Return what ``YEARBOOK_KG_USER``, ``…_PASSWORD`` and ``…_TOKEN`` say."""
        return cls(*(os.environ.get(f"YEARBOOK_KG_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))


class Connection:
    """Requests to one server; tried again where that can help, and told clearly where it does not."""

    def __init__(
        self,
        url: str,
        *,
        credentials: Credentials | None = None,
        timeout: float | None = None,
        tries: int | None = None,
    ) -> None:
        """Prepare requests to a server; nothing is sent yet.

        timeout: seconds that the server may be silent; else ``YEARBOOK_KG_TIMEOUT``, else 300. tries: how
        often a request is sent at most; else ``YEARBOOK_KG_TRIES``, else 5. Raises LoadError for a URL that
        is none, or that holds a password.
        """
        parts = urlsplit(url)
        if "@" in parts.netloc:
            place = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
            raise LoadError(
                place, "a password has no place in a URL; set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD"
            )
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise LoadError(url, "not the URL of a server; write http://… or https://…")
        self.url = url.rstrip("/")
        self.known = credentials or Credentials.from_environment()
        self._tries = tries or _number("YEARBOOK_KG_TRIES", 5)
        self._client = _client(self.known, timeout or _number("YEARBOOK_KG_TIMEOUT", 300))
        # who asks one question keeps no connection to close
        self._closing = weakref.finalize(self, self._client.close)

    def __repr__(self) -> str:
        return f"<Connection: {self.url}>"

    def send(
        self,
        method: str,
        url: str,
        *,
        body: Iterable[bytes] = (),
        params: Params | None = None,
        headers: Params | None = None,
    ) -> httpx.Response:
        """Send a request, again where it fails for the moment, and return the answer, whatever its status.

        body: blocks of bytes, which can be gone through more than once. Raises LoadError where no answer
        comes, and for 401, 403 and 5xx.
        """
        import httpx

        blocks = list(body)
        length = {"Content-Length": str(sum(map(len, blocks)))} if blocks else {}
        for left in reversed(range(self._tries)):
            try:
                answer = self._client.request(
                    method, url, content=blocks or None, params=params, headers={**(headers or {}), **length}
                )
            except httpx.HTTPError as error:
                if not left:
                    raise _silence(url, error) from error
                time.sleep(self._pause(left, None))
                continue
            if answer.status_code not in _AGAIN:
                break
            if left:
                time.sleep(self._pause(left, answer.headers.get("Retry-After")))
        self._refuse(answer, url)
        return answer

    def _pause(self, left: int, asked: str | None) -> float:
        """Seconds until the next try: what the server asks for, else a time that doubles, never quite."""
        doubled: float = _FIRST_PAUSE * 2 ** (self._tries - 1 - left)
        own = doubled * random.uniform(0.5, 1)
        return min(_LONGEST_PAUSE, max(own, _seconds(asked) if asked else 0.0))

    def _refuse(self, answer: httpx.Response, url: str) -> None:
        status = answer.status_code
        if status in (401, 403):
            raise LoadError(
                url,
                f"the server refuses ({status}); set YEARBOOK_KG_USER and YEARBOOK_KG_PASSWORD,"
                " or YEARBOOK_KG_TOKEN, of someone who may do this",
            )
        if status in _AGAIN or status >= 500:
            raise LoadError(
                url, f"the server failed ({status}: {said(answer)}); look into its log and load again"
            )

    def close(self) -> None:
        """Let the connections go."""
        self._closing()


def said(answer: httpx.Response) -> str:
    """Return what a server says in its answer, on one line, shortened."""
    words = " ".join(_MARKUP.sub(" ", answer.text).split()) or answer.reason_phrase
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


def _silence(url: str, error: Exception) -> LoadError:
    import httpx

    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return LoadError(url, "no server answers there; start it, or correct the URL")
    if isinstance(error, httpx.TimeoutException):
        return LoadError(
            url, "the server is silent for too long; set YEARBOOK_KG_TIMEOUT to more seconds, and load again"
        )
    kind = type(error).__name__
    return LoadError(url, f"the connection broke ({kind}); look into the server's log and load again")


def _seconds(asked: str) -> float:
    """Read a Retry-After: seconds, or a date."""
    if asked.strip().isdigit():
        return float(asked)
    try:
        return (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0


def _number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isdigit() and int(value) > 0 else default


def _client(known: Credentials, timeout: float) -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise LoadError("httpx", "not installed; pip install 'yearbook-kg[load]'") from error

    class WhenAsked(httpx.Auth):
        """Basic or Digest, as the server asks; from then on at once."""

        requires_response_body = False

        def __init__(self) -> None:
            self._chosen: httpx.Auth | None = None

        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            # names of users need not be ASCII
            request.headers.encoding = "utf-8"
            if self._chosen is None:
                answer = yield request
                asked = answer.headers.get("WWW-Authenticate", "").lower()
                if answer.status_code != 401 or not asked:
                    return
                kind = httpx.DigestAuth if asked.startswith("digest") else httpx.BasicAuth
                self._chosen = kind(known.user, known.password)
            yield from self._chosen.auth_flow(request)

    headers = {"Authorization": f"Bearer {known.token}"} if known.token else {}
    return httpx.Client(
        auth=WhenAsked() if known.user and not known.token else None,
        headers=headers | {"User-Agent": "yearbook-kg"},
        timeout=httpx.Timeout(timeout, connect=_CONNECT),
    )
