"""The connection to the server as gateways, radio links and sleeping laptops treat it: each answer is that of its request."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.clock import FixedClock
from models.errors import KnownError
from sync import exchange, transport
from sync.exchange import Broken, Exchange
from sync.transport import Identity, Transport

MOST = 2**20
OK = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s"


def ok(body: bytes) -> bytes:
    return OK % (len(body), body)


def heard(wire: socket.socket, piece: int = 2**16, pause: float = 0.0) -> bytes:
    """One whole request."""
    got, whole = bytearray(), None
    while whole is None or len(got) < whole:
        more = wire.recv(piece)
        if not more:
            raise EOFError
        got += more
        if whole is None and b"\r\n\r\n" in got:
            head = bytes(got).partition(b"\r\n\r\n")[0]
            said = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length: ")]
            whole = len(head) + 4 + (int(said[0].split()[1]) if said else 0)
        time.sleep(pause)
    return bytes(got)


@contextmanager
def serving(*lives: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port; each connection to it lives one of ``lives``, in turn."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    door.bind(("127.0.0.1", 0))
    door.listen()

    def run() -> None:
        for life in lives:
            with suppress(OSError, EOFError):
                wire, _ = door.accept()
                with wire:
                    life(wire)

    threading.Thread(target=run, daemon=True).start()
    with door:
        yield door.getsockname()[1]


def answering(*answers: bytes) -> Callable[[socket.socket], None]:
    """A connection on which each request gets the next answer; then it ends."""

    def live(wire: socket.socket) -> None:
        for answer in answers:
            heard(wire)
            wire.sendall(answer)

    return live


def asked(over: Exchange, body: bytes = b"", method: str = "POST") -> bytes:
    return over.ask(method, "/", {"host": "office"}, body, MOST).body


def test_a_batch_takes_as_long_as_its_link_needs_while_it_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SILENCE_S", 0.5)

    def slow(wire: socket.socket) -> None:
        heard(wire, piece=2**16, pause=0.02)
        wire.sendall(ok(b"all of it"))

    with serving(slow) as port:
        assert asked(Exchange("127.0.0.1", port, None), bytes(2**22)) == b"all of it"


@pytest.mark.parametrize(
    "aside", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"]
)
def test_what_a_gateway_says_before_the_answer_is_not_the_answer(aside: bytes) -> None:
    with serving(answering(aside + ok(b"one"), aside + aside + ok(b"two"))) as port:
        over = Exchange("127.0.0.1", port, None)
        assert [asked(over), asked(over)] == [b"one", b"two"]


def test_asides_without_end_are_no_answer() -> None:
    with serving(answering(b"HTTP/1.1 102 Processing\r\n\r\n" * 1000)) as port, pytest.raises(Broken):
        asked(Exchange("127.0.0.1", port, None))


def test_one_that_hangs_up_on_a_large_body_is_heard() -> None:
    def refusing(wire: socket.socket) -> None:
        wire.recv(1000)
        wire.sendall(b"HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno")
        wire.shutdown(socket.SHUT_RDWR)  # what comes after it is not taken any more

    with serving(refusing) as port:
        answer = Exchange("127.0.0.1", port, None).ask("POST", "/", {"host": "office"}, bytes(2**22), MOST)
    assert (answer.status, answer.body) == (413, b"no")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhalf",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-5\r\nhalf\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: zstd\r\ncontent-le",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: zstd\r\n",
        b"HTTP/1.1 200 O",
        b"HTTP/9 what\r\n\r\n",
        b"",
    ],
)
def test_half_an_answer_is_none(answer: bytes) -> None:
    with serving(answering(answer), answering(ok(b"whole"))) as port:
        over = Exchange("127.0.0.1", port, None)
        with pytest.raises(Broken) as caught:
            asked(over)
        assert not caught.value.dialling
        assert asked(over) == b"whole", "the next one has a connection of its own"


def test_a_connection_from_before_a_long_sleep_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(exchange, "_now", lambda: now[0])

    def dead(wire: socket.socket) -> None:
        answering(ok(b"one"))(wire)
        heard(wire)  # and nothing is ever said to it

    with serving(dead, answering(ok(b"two"))) as port:
        over = Exchange("127.0.0.1", port, None)
        assert asked(over) == b"one"
        now[0] += exchange.IDLE_S + 1
        assert asked(over) == b"two"


def test_what_ends_as_it_is_used_again_is_told_from_what_ends_anew() -> None:
    """The server stopped, or a gateway ran out of patience, in the very moment of the next request."""
    with serving(answering(ok(b"one"), b""), answering(b"")) as port:
        over = Exchange("127.0.0.1", port, None)
        asked(over)
        for kept in (True, False):
            with pytest.raises(Broken) as caught:
                asked(over)
            assert caught.value.kept is kept


def speaking(url: str) -> Transport:
    return Transport(
        url,
        Identity(Ed25519PrivateKey.generate(), "office/device"),
        FixedClock(datetime(2026, 10, 9, tzinfo=UTC)),
        pause=0.0,
    )


@pytest.mark.parametrize("url", ["http://劳动局。invalid", "http://劳动局.invalid:8080/"])
def test_a_name_in_chinese_is_looked_up_like_any_other(url: str) -> None:
    with pytest.raises(KnownError) as caught:
        speaking(url).get("/v1/health")
    assert caught.value.code == "no_network"


@pytest.mark.parametrize(
    "url", ["http://劳动..局", "http://a b", "http://[::1", "http://x:port", "ftp://x", "劳动局"]
)
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    with pytest.raises(KnownError) as caught:
        speaking(url)
    assert caught.value.code == "url_bad"


@pytest.mark.parametrize(
    ("broken", "again"),
    [
        (transport.Broken(False, kept=True), True),
        (transport.Broken(False), False),
        (transport.Broken(True), False),
    ],
)
def test_no_route_on_a_connection_of_before_says_nothing_about_a_new_one(
    broken: Broken, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked with the laptop's own words for a network it left: the system says so on the old connection at once."""
    tries = []

    def ask(*_: object) -> exchange.Answer:
        tries.append(1)
        if len(tries) == 1:
            raise broken from OSError(113, "No route to host")
        return exchange.Answer(200, b"", exchange.Message())

    over = speaking("http://127.0.0.1")
    monkeypatch.setattr(over.exchange, "ask", ask)
    if again:
        over.send("GET", "/", b"", {})
    else:
        with pytest.raises(KnownError) as caught:
            over.send("GET", "/", b"", {})
        assert caught.value.code == "no_network"
    assert len(tries) == 1 + again
