"""A wire between a driver and its server that can be cut, or fall silent."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType


class Wire:
    """Passes bytes on to a port of the loopback, in both directions.

    cut_after: how many bytes the driver may send before all connections break; None: any number. on_cut: what
    is done then, before.
    silent: whether bytes are still taken and passed on no more, as with a server that hangs.
    """

    def __init__(self, port: int) -> None:
        self.cut_after: int | None = None
        self.on_cut: Callable[[], None] = lambda: None
        self.silent = False
        self._once = threading.Lock()
        self.sent = 0
        self._upstream = port
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        self._cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._upstream))
            except OSError:
                # the server is dead: whoever tries again learns it
                near.close()
                continue
            self._open += [near, far]
            for source, target, counted in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._pump, args=(source, target, counted), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        try:
            while data := source.recv(4096):
                if self.silent:
                    continue
                self.sent += len(data) if counted else 0
                if self.cut_after is not None and self.sent > self.cut_after:
                    with self._once:
                        act, self.on_cut = self.on_cut, lambda: None
                        act()
                    self._cut()
                    return
                target.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, target):
                end.close()

    def _cut(self) -> None:
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()
