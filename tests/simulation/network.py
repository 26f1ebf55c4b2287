"""The wire: the very bytes of each request reach the real server application, or do not, or twice, or too late."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from sync.exchange import Answer, Broken
from tests.simulation.seeded import Killed

FAULTS = ("request lost", "reply lost", "doubled", "late", "request cut", "reply cut")


@dataclass(frozen=True)
class Sent:
    """One request as it left the device."""

    method: str
    path: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    host: str


@dataclass
class Reply:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


Asgi = Callable[[Any, Any, Any], Any]


def deliver(loop: asyncio.AbstractEventLoop, app: Asgi, sent: Sent, upto: int | None = None) -> Reply:
    """Hand one request to the application; ``upto``: the connection breaks after so many bytes of the body."""
    pieces: list[dict[str, Any]] = [{"type": "http.request", "body": sent.body, "more_body": False}]
    if upto is not None:
        pieces = [{"type": "http.request", "body": sent.body[:upto], "more_body": True}]
    reply = Reply(0, [], b"")

    async def receive() -> dict[str, Any]:
        return pieces.pop(0) if pieces else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            reply.status, reply.headers = message["status"], list(message["headers"])
        else:
            reply.body += message.get("body", b"")

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": sent.method, "scheme": "http",
        "path": sent.path, "raw_path": sent.path.encode(), "query_string": sent.query, "root_path": "",
        "headers": list(sent.headers), "client": ("127.0.0.1", 1), "server": (sent.host, 80),
    }  # fmt: skip
    loop.run_until_complete(app(scope, receive, send))
    return reply


@dataclass
class Network:
    """All devices' way to the server. ``trouble``: how likely a fault is with each request."""

    server: Any
    rng: random.Random
    log: Callable[[str], None]
    trouble: float = 0.0
    held: list[Sent] = field(default_factory=list)
    """Requests that are under way and will arrive after others."""
    faults: Counter[str] = field(default_factory=Counter)
    watch: Callable[[Sent, Reply], None] | None = None
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    beside: random.Random | None = None
    """Says when a device does what it does while a request is under way; None: nothing is done then."""
    sent: Callable[[], None] | None = None
    """As :attr:`sync.exchange.Exchange.sent`."""

    def client(self, host: str, *_: Any) -> Network:
        """What the product makes in place of its own connection."""
        return self

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes, most: int) -> Answer:
        """As :meth:`sync.exchange.Exchange.ask`."""
        then, self.sent = self.sent, None
        if then is None or self.beside is None:
            return self._ask(method, target, headers, body)
        before = self.beside.random() < 0.5
        if before:
            then()
        try:
            return self._ask(method, target, headers, body)
        finally:
            if not before:
                then()

    def _ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        path, _, query = target.partition("?")
        said = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
        sent = Sent(method, path, query.encode(), said, body, headers["host"])
        fault = self.rng.choice(FAULTS) if self.rng.random() < self.trouble else ""
        if fault:
            self.faults[fault] += 1
            self.log(f"    net: {sent.host} {sent.method} {sent.path} {fault}")
        if fault == "late":
            self.held.append(sent)
        if fault in ("request lost", "late"):
            raise Broken(True)
        if fault == "request cut":
            self._reach(sent, self.rng.randrange(len(sent.body) + 1))
            raise Broken(False)
        reply = self._reach(sent)
        if fault == "doubled":
            again = self._reach(sent)
            reply = self.rng.choice([reply, again])
        if fault in ("reply lost", "reply cut"):
            raise Broken(False)
        found = Message()
        for name, value in reply.headers:
            found[name.decode()] = value.decode()
        return Answer(reply.status, reply.body, found)

    def _reach(self, sent: Sent, upto: int | None = None) -> Reply:
        """The server answers, or dies of it (and is started again)."""
        try:
            reply = deliver(self.loop, self.server.asgi, sent, upto)
        except Killed:
            self.faults["server killed"] += 1
            self.log("    server killed, started again")
            self.server.reborn()
            raise Broken(False) from None
        if self.watch is not None and upto is None:
            self.watch(sent, reply)
        return reply

    def arrive(self, every: bool = False) -> None:
        """Some of the requests that were under way reach the server now, in any order; nobody waits for the reply."""
        self.rng.shuffle(self.held)
        for _ in range(len(self.held) if every else min(2, len(self.held))):
            sent = self.held.pop()
            self.log(f"    net: {sent.host} {sent.path} arrives late")
            try:
                self._reach(sent)
            except Broken:
                self.log("    and kills the server")

    def close(self) -> None:
        """Of one client: the network stays."""
