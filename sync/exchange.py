"""One HTTP request and its answer, on a connection that stays open for the next one."""

from __future__ import annotations

import io
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import NamedTuple

CONNECT_S, SILENCE_S = 10.0, 30.0
"""How long a connection may take, and how long the other side may say nothing."""
IDLE_S = 20.0
"""A connection that nobody used for so long may be dead without a word: a laptop moves. The server keeps it longer."""
PIECE = 2**16
SLICE = 2**14
"""Bytes that must get through before the other side counts as silent: a whole batch takes minutes on a radio link."""
ASIDES = 9
"""Answers before the answer (1xx) that are passed over."""


class Broken(Exception):
    """No connection, or one that broke; its cause says why. ``dialling``: nothing had been sent yet; ``kept``: it was
    one of before, and says nothing about a new one; ``reached``: somebody took the call."""

    def __init__(self, dialling: bool, kept: bool = False, reached: bool = False) -> None:
        super().__init__(dialling, kept, reached)
        self.dialling, self.kept, self.reached = dialling, kept, reached


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
        self.sent: Callable[[], None] | None = None
        """Called when a request is on its way, before its answer is waited for."""
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
        # in one piece: the body does not wait for the headers' receipt, and short requests are one packet
        whole = "\r\n".join([*lines, "\r\n"]).encode("ascii") + body
        wire, kept = self._open()
        try:
            answer, stays = _said(wire, whole, method, most, self.sent)
        except (OSError, HTTPException, ValueError) as cause:  # ValueError: a length that is none
            self.close()
            raise Broken(False, kept) from cause
        except BaseException:
            self.close()
            raise
        self._used = _now()
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

    def _open(self) -> tuple[socket.socket, bool]:
        """The connection, and whether it is one of before."""
        if self._socket is not None and (_now() - self._used > IDLE_S or _spoke(self._socket)):
            self.close()
        kept = self._socket is not None
        if self._socket is None:
            try:
                made = socket.create_connection((self.host, self.port), CONNECT_S)
            except (OSError, UnicodeError) as cause:  # a name that cannot be one
                raise Broken(True) from cause
            try:
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if hasattr(socket, "TCP_NOTSENT_LOWAT"):  # with megabytes held back unsent the answer would seem late
                    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, SLICE)
                if self.context is not None:
                    made = self.context.wrap_socket(made, server_hostname=self.host)
                made.settimeout(SILENCE_S)
            except OSError as cause:
                made.close()
                raise Broken(True, reached=True) from cause
            self._socket = made
        return self._socket, kept


def _now() -> float:
    """Seconds that go on while the machine sleeps."""
    clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def _said(
    wire: socket.socket, whole: bytes, method: str, most: int, sent: Callable[[], None] | None
) -> tuple[Answer, bool]:
    """Send a request and read what is said to it, also by one that hangs up before it heard all: a gateway that takes
    no body of this size."""
    hung_up: OSError | None = None
    try:
        for at in range(0, len(whole), SLICE):  # the time-out is for each call
            wire.sendall(memoryview(whole)[at : at + SLICE])
    except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError) as cause:
        hung_up = cause
    if sent is not None:
        sent()
    try:
        answer, stays = _read(wire, method, most)
    except (OSError, HTTPException):
        if hung_up is not None:
            raise hung_up from None
        raise
    return answer, stays and hung_up is None


def _read(wire: socket.socket, method: str, most: int) -> tuple[Answer, bool]:
    """The answer, and whether the connection stays."""
    with HTTPResponse(wire, method=method) as response:
        response.fp.close()
        response.fp = _Lines(wire.makefile("rb", buffering=0), PIECE)
        _begin(response)
        body = bytearray()
        while piece := response.read(PIECE):
            body += piece
            if len(body) > most:
                raise TooLong
        if response.length:
            raise IncompleteRead(bytes(body), response.length)
        return Answer(response.status, bytes(body), response.headers), not response.will_close


class _Lines(io.BufferedReader):
    """Headers that end in the middle are none: the library would take them for all, and an answer without a length
    for an empty one."""

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(-1 if size is None else size)
        if not line.endswith(b"\n") and len(line) != size:
            raise IncompleteRead(line)
        return line


def _begin(response: HTTPResponse) -> None:
    """Read up to the headers of the answer itself. What is said before it belongs to the same request: left on the
    connection it would be taken for the answer to the next one."""
    response.begin()
    asides = 0
    while response.status < 200:
        asides += 1
        if asides > ASIDES or response.status == HTTPStatus.SWITCHING_PROTOCOLS:
            raise HTTPException(f"status {response.status}")
        setattr(response, "headers", None)  # noqa: B010 - its own sign that nothing was read yet; typed as never None
        response.begin()


def _spoke(wire: socket.socket) -> bool:
    """Whether something came on a connection on which nothing was asked: its end, as a rule."""
    with selectors.DefaultSelector() as selector:
        selector.register(wire, selectors.EVENT_READ)
        return bool(selector.select(0))
