"""Stands between the service and PostgreSQL, and cuts the connection when it sees COMMIT go by."""

import socket
import threading
from contextlib import suppress
from enum import StrEnum
from typing import Final

COMMIT: Final = b"Q\x00\x00\x00\x0bCOMMIT\x00"
"""The simple query, as the protocol writes it (PostgreSQL, 55.7: message formats)."""
PIECE: Final = 65536
LONGEST_SECONDS: Final = 10


class Manner(StrEnum):
    """When the connection is cut."""

    BEFORE = "before"
    """COMMIT never reaches the server."""
    AFTER = "after"
    """The server has answered COMMIT, and the answer never reaches the service."""
    MEANWHILE = "meanwhile"
    """COMMIT was sent, and nobody waits for what comes of it."""


class Proxy:
    """Passes bytes on both ways, a thread each way, on the loopback address."""

    def __init__(self, *, host: str, port: int) -> None:
        self._server = (host, port)
        self._armed: Manner | None = None
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def arm(self, manner: Manner) -> None:
        """Cut at the next COMMIT, on whichever connection it comes."""
        self._armed = manner

    def disarm(self) -> None:
        """Cut no more."""
        self._armed = None

    def _listen(self) -> None:
        while True:
            service, _ = self._listener.accept()
            link = _Link(self, service, socket.create_connection(self._server))
            for way in (link.pass_to_server, link.pass_back):
                threading.Thread(target=way, daemon=True).start()

    def take_order(self, piece: bytes) -> Manner | None:
        """Say how the connection that brings these bytes is to be cut; None where it is not."""
        manner = self._armed if COMMIT in piece else None
        if manner is not None:
            self.disarm()
            self.cuts += 1
        return manner


class _Link:
    """One connection through the proxy."""

    def __init__(self, proxy: Proxy, service: socket.socket, server: socket.socket) -> None:
        self._proxy, self._service, self._server = proxy, service, server
        self._is_cut, self._answered = threading.Event(), threading.Event()
        for end in (service, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def pass_to_server(self) -> None:
        """Pass on what the service says, until the COMMIT at which it is cut."""
        with suppress(OSError):
            while piece := self._service.recv(PIECE):
                manner = self._proxy.take_order(piece)
                if manner is None:
                    self._server.sendall(piece)
                    continue
                self._is_cut.set()
                if manner is not Manner.BEFORE:
                    self._server.sendall(piece)
                if manner is Manner.AFTER:
                    self._answered.wait(timeout=LONGEST_SECONDS)
                break
        self._close()

    def pass_back(self) -> None:
        """Pass back what the server says, but for its answer to the COMMIT at which it is cut."""
        with suppress(OSError):
            while piece := self._server.recv(PIECE):
                if self._is_cut.is_set():
                    self._answered.set()
                    break
                self._service.sendall(piece)
        if not self._is_cut.is_set():
            self._close()

    def _close(self) -> None:
        for end in (self._service, self._server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
