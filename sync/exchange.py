"""One HTTP request and its answer, on a connection that stays open for the next one."""

from __future__ import annotations

import selectors
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import NamedTuple

CONNECT_S, SILENCE_S = 10.0, 30.0
"""How long a connection may take, and how long the other side may say nothing."""
IDLE_S = 20.0
"""A connection that nobody used for so long may be dead without a word: a laptop moves. The server keeps it longer."""
PIECE = 2**16


class Broken(Exception):
    """No connection, or one that broke; its cause says why. ``dialling``: nothing had been sent yet."""

    def __init__(self, dialling: bool) -> None:
        super().__init__(dialling)
        self.dialling = dialling


class TooLong(Exception):
    """An answer beyond what was asked for at most."""


class Answer(NamedTuple):
    """``headers`` are looked up whatever their letters' case."""

    status: int
    body: bytes
    headers: Message


class Exchange:
    """Requests to one host, one at a time; another connection is made whenever the last one ended."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        """``context``: whom to trust, None without TLS."""
        self.host, self.port, self.context = host, port, context
        self._socket: socket.socket | None = None
        self._used = 0.0

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes, most: int) -> Answer:
        """``target``: path and query. Header names and values are ASCII without line ends.

        Raises Broken, TooLong (an answer of more than ``most`` bytes).
        """
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a line end in a header")
        if body or method != "GET":
            lines.append(f"content-length: {len(body)}")
        wire = self._open()
        try:
            # in one piece: the body does not wait for the headers' receipt, and short requests are one packet
            wire.sendall("\r\n".join([*lines, "\r\n"]).encode("ascii") + body)
            answer, stays = _read(wire, method, most)
        except (OSError, HTTPException) as cause:
            self.close()
            raise Broken(False) from cause
        except BaseException:
            self.close()
            raise
        self._used = time.monotonic()
        if not stays:
            self.close()
        return answer

    def close(self) -> None:
        """End the connection; a request under way in another thread fails at once."""
        wire, self._socket = self._socket, None
        if wire is None:
            return
        with suppress(OSError):  # the other side ended it first
            wire.shutdown(socket.SHUT_RDWR)
        wire.close()

    def _open(self) -> socket.socket:
        if self._socket is not None and (time.monotonic() - self._used > IDLE_S or _spoke(self._socket)):
            self.close()
        if self._socket is None:
            try:
                made = socket.create_connection((self.host, self.port), CONNECT_S)
            except (OSError, UnicodeError) as cause:  # a name that cannot be one
                raise Broken(True) from cause
            try:
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self.context is not None:
                    made = self.context.wrap_socket(made, server_hostname=self.host)
                made.settimeout(SILENCE_S)
            except OSError as cause:
                made.close()
                raise Broken(True) from cause
            self._socket = made
        return self._socket


def _read(wire: socket.socket, method: str, most: int) -> tuple[Answer, bool]:
    """The answer, and whether the connection stays."""
    with HTTPResponse(wire, method=method) as response:
        response.begin()
        body = bytearray()
        while piece := response.read(PIECE):
            body += piece
            if len(body) > most:
                raise TooLong
        if response.length:
            raise IncompleteRead(bytes(body), response.length)
        return Answer(response.status, bytes(body), response.headers), not response.will_close


def _spoke(wire: socket.socket) -> bool:
    """Whether something came on a connection on which nothing was asked: its end, as a rule."""
    with selectors.DefaultSelector() as selector:
        selector.register(wire, selectors.EVENT_READ)
        return bool(selector.select(0))
