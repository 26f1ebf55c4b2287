"""One signed request to the office's server; everything that can go wrong on the way as a known error."""

from __future__ import annotations

import errno
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message as Headers
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.clock import Clock, local, parse
from models.errors import Cancelled, KnownError
from sync import wire
from sync.exchange import Answer, Broken, Exchange, TooLong
from sync.signing import Message, sign

T = TypeVar("T")
ASKED_EVERY_S = 0.1
"""How often a request under way asks whether somebody wants to stop."""
RETRIES = 2
"""Times a request is sent again after the connection broke: every request may be repeated without harm."""


class Refused(Exception):
    """The server answered with a problem that the caller may know how to mend."""

    def __init__(self, problem: wire.Problem) -> None:
        super().__init__(problem.status, problem.code)
        self.problem = problem


@dataclass
class Identity:
    """Who signs: the key and its id, ``office/device``."""

    key: Ed25519PrivateKey
    key_id: str


class Transport:
    """Requests to one server, signed by one device. ``offset``: server's clock minus this one, for signing only."""

    def __init__(
        self,
        url: str,
        identity: Identity,
        clock: Clock,
        *,
        authority: str | None = None,
        offset: timedelta = timedelta(),
        pause: float = 0.2,
    ) -> None:
        """``authority``: certificate (PEM) that alone is trusted; raises KnownError("url_bad")."""
        self.identity, self.clock, self.offset, self.pause = identity, clock, offset, pause
        self.stopped: Callable[[], bool] | None = None
        self.url = url
        try:
            found = urlsplit(url)
            scheme, host, port = found.scheme, found.hostname or "", found.port
            if not host.isascii():  # the same name as it stands in a certificate and in a request
                host = host.encode("idna").decode("ascii")
        except ValueError as wrong:
            raise KnownError("url_bad", url=url) from wrong
        if scheme not in ("http", "https") or not host or any(c <= " " for c in host):
            raise KnownError("url_bad", url=url)
        named = f"[{host}]" if ":" in host else host
        self.host = named if port in (None, _PORTS[scheme]) else f"{named}:{port}"
        self.base = f"{scheme}://{self.host}"
        self.exchange = Exchange(host, port or _PORTS[scheme], _trust(scheme, authority))

    @property
    def sent(self) -> Callable[[], None] | None:
        """Called when a request is on its way, before its answer is waited for."""
        return self.exchange.sent

    @sent.setter
    def sent(self, then: Callable[[], None] | None) -> None:
        self.exchange.sent = then

    def close(self) -> None:
        self.exchange.close()

    def post(self, path: str, value: Any, kind: type[T], packed: bytes | None = None) -> T:
        """A compressed JSON request and its answer; raises KnownError, Refused. That it is JSON goes without saying: a
        line more with each request, over slow links. ``packed``: what :func:`sync.wire.pack` made of it before."""
        response = self.send("POST", path, packed or wire.pack(value), {"content-encoding": "zstd"})
        return self._answer(response, kind)

    def put(self, path: str, piece: bytes, kind: type[T]) -> T:
        response = self.send("PUT", path, piece, {})
        return self._answer(response, kind)

    def get(self, path: str) -> tuple[bytes, int]:
        """(a piece, size of the whole); raises KnownError, Refused."""
        body, headers = self.send("GET", path, b"", {})
        size = str(headers.get("x-size", ""))
        if not size.isdigit():
            raise KnownError("server_answer_bad", url=self.url)
        return body, int(size)

    def _answer(self, response: tuple[bytes, Headers], kind: type[T]) -> T:
        try:
            return wire.unpack(response[0], kind)
        except (wire.TooBig, wire.Malformed) as wrong:
            raise KnownError("server_answer_bad", url=self.url) from wrong

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[bytes, Headers]:
        """Send, again after a broken connection, again with the server's time when it refuses this clock, signed anew
        when something on the way sent it twice and the answer is the second one's."""
        mended_clock = False
        tries = 0
        while True:
            try:
                status, content, found = self._answered(lambda: self._once(method, path, body, headers))
            except Broken as broken:
                tries += 1
                if tries > RETRIES or not _may_pass(broken):
                    raise self._unreachable(broken) from broken
                time.sleep(self.pause * tries)
                continue
            if status < 300:
                return content, found
            if status == 503:  # too busy, or its database is away: as if nobody had answered
                raise KnownError("server_gone", url=self.url)
            problem = self._problem(status, content)
            if problem.code == "clock" and not mended_clock and problem.server_time:
                mended_clock = True
                self.offset = parse(problem.server_time) - self.clock.now()
                continue
            if problem.code == "replay":
                tries += 1
                if tries > RETRIES:  # nobody's fault, and over in a while
                    raise KnownError("server_gone", url=self.url)
                continue
            raise _known(problem) or Refused(problem)

    def _unreachable(self, broken: Broken) -> KnownError:
        """Why there is no answer, as what a person is told."""
        unproven = _unproven(broken)
        if unproven is not None and unproven.verify_code in _OUT_OF_DATE:
            day = local(self.clock.now()).date().isoformat()
            return KnownError("server_certificate_date", url=self.url, date=day)
        if unproven is not None:
            return KnownError("server_not_trusted", url=self.url)
        timed_out = broken.dialling and any(isinstance(cause, TimeoutError) for cause in _causes(broken))
        lost = (timed_out and not broken.reached) or _no_way(broken)
        return KnownError("no_network" if lost else "server_gone", url=self.url)

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
        """What ``ask`` returns or raises; Cancelled as soon as ``stopped`` says so, whatever the server does.

        A server that holds a connection and says nothing must not keep anybody from locking the window: the request
        is left to its own thread, which touches nothing but its socket and ends with the time-out at the latest.
        """
        if self.stopped is None:
            return ask()
        box: queue.SimpleQueue[tuple[Answer | None, BaseException | None]] = queue.SimpleQueue()

        def run() -> None:
            try:
                box.put((ask(), None))
            except BaseException as failed:
                box.put((None, failed))

        threading.Thread(target=run, name="sync request", daemon=True).start()
        while True:
            try:
                answer, failed = box.get(timeout=ASKED_EVERY_S)
            except queue.Empty:
                if self.stopped():
                    raise Cancelled from None
                continue
            if failed is not None:
                raise failed
            assert answer is not None
            return answer

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        message = Message(method, self.base + path, dict(headers))
        sign(message, body, self.identity.key, self.identity.key_id, self.clock.now() + self.offset)
        try:
            return self.exchange.ask(method, path, {"host": self.host} | message.headers, body, wire.MAX_BODY)
        except TooLong as wrong:
            raise KnownError("server_answer_bad", url=self.url) from wrong

    def _problem(self, status: int, content: bytes) -> wire.Problem:
        try:
            problem = msgspec.json.decode(content, type=wire.Problem)
            if problem.server_time:
                parse(problem.server_time)
        except (msgspec.DecodeError, ValueError):
            problem = wire.Problem(status, "", "server_failed" if status >= 500 else "not_our_server")
        problem.status = status
        return problem


_PORTS = {"http": 80, "https": 443}
_OUT_OF_DATE = (9, 10)
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""


def _trust(scheme: str, authority: str | None) -> ssl.SSLContext | None:
    """Public authorities, or the one given alone; None without TLS.

    Raises KnownError("certificate_bad") when ``authority`` is no certificate.
    """
    if scheme == "http":
        return None
    return ssl.create_default_context() if authority is None else pinned(authority)


def pinned(authority: str) -> ssl.SSLContext:
    """Trusts this certificate (PEM) alone; raises KnownError("certificate_bad") where it is none."""
    if not authority.strip() or not authority.isascii():  # empty would be taken for none given
        raise KnownError("certificate_bad")
    try:
        return ssl.create_default_context(cadata=authority)
    except ssl.SSLError as wrong:
        raise KnownError("certificate_bad") from wrong


def _may_pass(broken: Broken) -> bool:
    """A cut connection may be whole in a moment; a closed door, no route or a bad certificate stay as they are. One
    that was kept from before says nothing about the next: the machine may have slept and woken on another network."""
    if broken.dialling:
        cut = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError, ssl.SSLError)
        return _unproven(broken) is None and any(isinstance(cause, cut) for cause in _causes(broken))
    return broken.kept or not _no_way(broken)


def _unproven(broken: Broken) -> ssl.SSLCertVerificationError | None:
    """What is wrong with the certificate of who answered; None where it came to none."""
    return next((cause for cause in _causes(broken) if isinstance(cause, ssl.SSLCertVerificationError)), None)


def _no_way(broken: BaseException) -> bool:
    """There is no route, or the name is unknown: this machine is not on the office's network."""
    lost = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
    return any(
        isinstance(cause, (socket.gaierror, UnicodeError)) or (isinstance(cause, OSError) and cause.errno in lost)
        for cause in _causes(broken)
    )


def _causes(broken: BaseException | None) -> Iterator[BaseException]:
    while broken is not None:
        yield broken
        broken = broken.__cause__ or broken.__context__


_SAME = ("device_revoked", "code_wrong", "code_expired", "code_used", "office_missing", "officer_unknown")


def _known(problem: wire.Problem) -> KnownError | None:
    """The problems that no request can mend, as what a person is told."""
    if problem.code in _SAME:
        return KnownError(problem.code)
    if problem.code in ("disk_full", "disk_error", "disk_readonly", "store_damaged", "store_busy"):
        return KnownError("server_disk")
    named = {"role": "role_refused", "other_office": "other_office", "device_taken": "device_taken"}
    if problem.code in named:
        return KnownError(named[problem.code])
    if problem.status >= 500:
        return KnownError("server_failed")
    if problem.code == "not_our_server":
        return KnownError("not_our_server")
    if problem.code in ("gap", "clone", "not_found", "blob_differs"):
        return None
    return KnownError("server_refused", reason=problem.code)
