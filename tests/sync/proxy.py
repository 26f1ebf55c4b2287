"""A TCP proxy on loopback that cuts connections as planned: requests, replies, half of either, or all of them."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass


@dataclass
class Plan:
    """``up`` / ``down``: bytes of a connection's request / reply that pass before it is cut; None lets all pass.

    ``times``: how many connections are cut; the rest pass. ``refuse``: accept, then reset at once.
    """

    up: int | None = None
    down: int | None = None
    times: int = 1_000_000
    refuse: bool = False
    whole: bool = False
    """The bytes are counted over all connections together, and nothing passes after them."""


class Proxy:
    def __init__(self, url: str, plan: Plan) -> None:
        host, _, port = url.removeprefix("http://").partition(":")
        self.target, self.plan, self.cuts = (host, int(port)), plan, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.open: list[socket.socket] = []
        self.passed = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.door.close()
        for one in self.open:
            reset(one)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.door.accept()
            except OSError:
                return
            self.open.append(client)
            if self.plan.refuse and self.cuts < self.plan.times:
                self.cuts += 1
                reset(client)
                continue
            try:
                server = socket.create_connection(self.target)
            except OSError:
                reset(client)
                continue
            self.open.append(server)
            for ends, limit in (((client, server), self.plan.up), ((server, client), self.plan.down)):
                threading.Thread(target=self._pump, args=(*ends, limit), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, limit: int | None) -> None:
        sent = 0
        with suppress(OSError):
            while piece := source.recv(16384):
                sent = self.passed if self.plan.whole and limit is not None else sent
                if limit is not None and self.cuts < self.plan.times and sent + len(piece) > limit:
                    target.sendall(piece[: max(0, limit - sent)])
                    self.cuts += 1
                    reset(source)
                    reset(target)
                    return
                target.sendall(piece)
                sent += len(piece)
                self.passed += len(piece) if limit is not None else 0
            target.shutdown(socket.SHUT_WR)


def reset(one: socket.socket) -> None:
    """Cut both ways at once, also while another thread waits on it."""
    with suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.shutdown(socket.SHUT_RDWR)
    one.close()
