"""The road between laptops and the server: whole requests get lost, come twice, late, cut, or stay without an answer.

Works on HTTP messages, not on bytes: a request that is lost never reached the server, one whose answer is lost was
done, one that comes twice or late is the very same bytes again. Fates are drawn from a seed.
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections import Counter, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.listening import Listening

LIMIT = 32 * 2**20
ALL = ("lost", "unanswered", "doubled", "echoed", "late", "cut", "half", "hang")
"""lost: never arrives. unanswered: done, the answer is lost. doubled: arrives twice at once, either answer comes back.
echoed: arrives once more later. late: waits, others overtake it. cut: half of it arrives. half: half of the answer
comes back. hang: nothing happens for a while, then the connection is gone."""


@dataclass(frozen=True)
class Weather:
    """Fate → how likely it is for each request; ``late_s`` the longest wait of late, echoed and hanging ones."""

    odds: Mapping[str, float] = field(default_factory=dict)
    late_s: float = 0.2

    @classmethod
    def bad(cls, share: float, fates: tuple[str, ...] = ALL, late_s: float = 0.2) -> Weather:
        """``share`` of all requests meet one of ``fates``, each as likely as the other."""
        return cls({fate: share / len(fates) for fate in fates}, late_s)


class Road(Listening):
    """A listening address that leads to the server at ``url``; runs in a thread of its own until left."""

    limit = LIMIT

    def __init__(self, url: str, weather: Weather, seed: int = 0, tls: tuple[Path, Path] | None = None) -> None:
        """``tls``: the server's own certificate and key: a gateway before it that speaks for it, both ways over TLS."""
        super().__init__("road")
        self.tls = tls
        host, _, port = url.partition("://")[2].partition(":")
        self.target, self.weather, self.dice = (host, int(port)), weather, random.Random(seed)
        self.fates: Counter[str] = Counter()
        self.tape: deque[bytes] = deque(maxlen=400)
        """The latest requests, as they came."""
        self.passing: Callable[[bytes, bytes], None] | None = None
        """Called with a request and its answer before the answer is handed over."""
        self._far = None if tls is None else ssl.create_default_context(cafile=tls[0])

    def near(self) -> ssl.SSLContext | None:
        if self.tls is None:
            return None
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(*self.tls)
        return made

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (request := await _message(reader)) is not None:
            if not await self._meet(request, writer):
                break

    async def _meet(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        """Let the request meet its fate; False when its connection ends with it."""
        fate = self._drawn()
        self.fates[fate] += 1
        self.tape.append(request)
        wait = self.dice.random() * self.weather.late_s
        if fate in ("late", "hang"):
            await asyncio.sleep(wait)
        if fate in ("lost", "hang"):
            return False
        if fate == "cut":
            await self._ask(request[: self.dice.randrange(1, len(request))], whole=False)
            return False
        if fate == "doubled":
            answers = await asyncio.gather(self._ask(request), self._ask(request))
            answer = self.dice.choice(answers)
        else:
            answer = await self._ask(request)
        if fate == "echoed":
            self._later(request, wait)
        if answer is None or fate == "unanswered":
            return False
        if self.passing is not None:
            self.passing(request, answer)
        writer.write(answer[: self.dice.randrange(len(answer))] if fate == "half" else answer)
        await writer.drain()
        return fate != "half"

    def _drawn(self) -> str:
        drawn = self.dice.random()
        for fate, odds in self.weather.odds.items():
            drawn -= odds
            if drawn < 0:
                return fate
        return "well"

    def _later(self, request: bytes, wait: float) -> None:
        async def again() -> None:
            await asyncio.sleep(wait)
            await self._ask(request)

        task = asyncio.ensure_future(again())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, request: bytes, *, whole: bool = True) -> bytes | None:
        """The server's answer; None where it cannot be reached or goes away meanwhile."""
        try:
            reader, writer = await asyncio.open_connection(*self.target, limit=LIMIT, ssl=self._far)
        except OSError:
            return None
        try:
            writer.write(request)
            await writer.drain()
            return await _message(reader) if whole else None
        except (OSError, asyncio.IncompleteReadError):
            return None
        finally:
            with suppress(OSError):
                writer.transport.abort()


async def _message(reader: asyncio.StreamReader) -> bytes | None:
    """One HTTP/1.1 message with a stated length; None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if not end.partial:
            return None
        raise
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + (await reader.readexactly(length) if length else b"")
