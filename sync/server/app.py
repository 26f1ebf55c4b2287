"""The server's door: signed requests in, problems or answers out; the office is always the device's own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from models.clock import Clock, stamp, today
from models.errors import KnownError
from models.records import SCHEMA, newer_than
from sync import parcels, signing, wire
from sync.courier import Carry
from sync.server import courier
from sync.server.files import Files
from sync.server.ledger import DeviceRow, Joining, Ledger, Refusal, Scope
from sync.server.openapi import CALLS, Done, Health
from sync.server.snapshot import Snapshots

log = logging.getLogger("anxin.server")
T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]
BODY_SECONDS = 300
"""How long a request may take to arrive: a batch over the slowest radio link is there long before."""
QUIET_SECONDS = 1.0
"""What a new snapshot waits for after the push that made one due."""
TITLES = {400: "Bad request", 401: "Not signed", 403: "Refused", 404: "Not found", 409: "Conflict"}


class App:
    """Routes over one ledger and one folder of files; holds no state of its own."""

    def __init__(self, ledger: Ledger, files: Files, clock: Clock) -> None:
        self.ledger, self.files, self.clock = ledger, files, clock
        self.snapshots = Snapshots(ledger.log, files)
        self._behind: set[asyncio.Task[None]] = set()

    def starlette(self) -> Starlette:
        routes = [Route(call.path, self._guarded(getattr(self, call.does)), methods=[call.method]) for call in CALLS]
        return Starlette(routes=routes, exception_handlers={HTTPException: self._unknown})

    async def _unknown(self, request: Request, error: Exception) -> Response:
        """No such path, or not in this manner."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        problem = self._problem(status, "not_found" if status == 404 else "bad_request")
        problem.headers.update(getattr(error, "headers", None) or {})
        return problem

    # --- what every request passes through

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: Request) -> Response:
            try:
                return await handler(request)
            except Refusal as refused:
                return self._problem(refused.status, refused.code, **refused.extra)
            except wire.TooBig:
                return self._problem(413, "too_big")
            except wire.Malformed:
                return self._problem(400, "bad_request")
            except ClientDisconnect:
                return self._problem(400, "bad_request")
            except KnownError as known:
                log.error("the server's own disk: %s", known.code)
                return self._problem(507, known.code)

        return guarded

    def _problem(self, status: int, code: str, **extra: Any) -> Response:
        kept = {k: v for k, v in extra.items() if k in ("wanted", "replica")}
        problem = wire.Problem(status, TITLES.get(status, "Refused"), code, server_time=self._now(), **kept)
        return Response(msgspec.json.encode(problem), status, media_type="application/problem+json")

    def _now(self) -> str:
        return stamp(self.clock.now())

    async def _body(self, request: Request, cap: int = wire.MAX_BODY) -> bytes:
        """The raw body, never more than ``cap`` bytes of it; raises TooBig."""
        said = request.headers.get("content-length")
        if said is not None and (not said.isdigit() or int(said) > cap):
            raise wire.TooBig
        if "signature-input" not in request.headers:
            raise Refusal(401, "signature")
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for piece in request.stream():
                    body += piece
                    if len(body) > cap:
                        raise wire.TooBig
        except TimeoutError as late:
            raise Refusal(408, "too_slow") from late
        return bytes(body)

    async def _signed(self, request: Request, cap: int, work: Callable[[Scope, bytes], T]) -> T:
        """What ``work`` makes of who asks and the raw body, in a thread; raises Refusal 401 (signature, clock, replay)."""
        body = await self._body(request, cap)
        return await run_in_threadpool(lambda: work(self._scope(request, body), body))

    def _scope(self, request: Request, body: bytes) -> Scope:
        rows: list[DeviceRow] = []

        def key_of(key_id: str) -> str | None:
            found = self.ledger.device(*signing.key_owner(key_id))
            rows.extend([found] if found else [])
            return found.public_key if found else None

        signed = self._verified(request, body, key_of)
        device = rows[0]
        if not self.ledger.use_nonce(device.office, device.id, signed.nonce):
            raise Refusal(401, "replay")
        return Scope.of(device)

    def _verified(self, request: Request, body: bytes, key_of: Callable[[str], str | None]) -> signing.Signed:
        message = signing.Message(request.method, str(request.url), dict(request.headers))
        try:
            return signing.verify(message, body, key_of, self.clock.now())
        except signing.BadSignature as wrong:
            raise Refusal(401, "signature") from wrong
        except signing.WrongClock as wrong:
            raise Refusal(401, "clock") from wrong

    def _answer(self, value: Any, status: int = 200) -> Response:
        headers = {"content-encoding": "zstd", "content-type": "application/json"}
        return Response(wire.pack(value), status, headers=headers)

    # --- the routes

    async def health(self, request: Request) -> Response:
        return Response(msgspec.json.encode(Health(True, wire.PROTO)), media_type="application/json")

    async def sync(self, request: Request) -> Response:
        """Push and pull in one round trip. A revoked device may hand in what it wrote; it gets nothing."""
        scope, answer = await self._signed(request, wire.MAX_BODY, self._synced)
        if self.snapshots.grown(scope.office):
            task = asyncio.create_task(self._prepare(scope))
            self._behind.add(task)
            task.add_done_callback(self._behind.discard)
        return answer

    def _synced(self, scope: Scope, body: bytes) -> tuple[Scope, Response]:
        return scope, self._answer(self._sync(scope, body))

    async def _prepare(self, scope: Scope) -> None:
        """A snapshot for whoever joins next, made when the rush is over."""
        await asyncio.sleep(QUIET_SECONDS)
        await run_in_threadpool(self._prepared, scope)

    def _prepared(self, scope: Scope) -> None:
        self.ledger.rest()
        self.snapshots.prepare(scope, self.ledger.epoch(scope.office))

    def _sync(self, scope: Scope, body: bytes) -> wire.SyncAnswer:
        asked = wire.unpack(body, wire.SyncRequest)
        if asked.proto > wire.PROTO:
            raise Refusal(426, "server_older")
        if asked.cursor < 0 or len(asked.push) > 256 or len(asked.numbers) > 64 or len(asked.mine) > 4096:
            raise wire.Malformed
        if sum(len(line.ops) for line in asked.push) > wire.BATCH_OPERATIONS:
            raise wire.TooBig
        epoch, life = self.ledger.epoch_for(scope, asked.epoch, asked.cursor, asked.mark)
        known = asked.epoch == epoch
        answer = wire.SyncAnswer(proto=wire.PROTO, epoch="" if known else epoch)
        answer.schema = 0 if asked.schema == SCHEMA else SCHEMA
        answer.life = "" if asked.life == life else life
        try:
            pushed = self.ledger.push(scope, asked.push)
        except Refusal as refused:
            if refused.code == "gap" and known and not scope.revoked:
                self.ledger.restored(scope.office, epoch)  # what this very epoch acknowledged is not there
            raise
        answer.acked, answer.quarantined = pushed.acked, pushed.quarantined
        self.snapshots.note(scope.office, pushed.new, last=asked.last)
        if scope.revoked:
            answer.revoked = True
            return answer
        if asked.schema < wire.OLDEST:
            answer.outdated = True
            return answer
        cursor = asked.cursor
        if known and asked.push and not asked.last:
            answer.cursor, answer.more = cursor, True  # first it hands in the rest
            return answer
        if not known:
            answer.have = self.ledger.replicas(scope)
            answer.office_certificates = self.ledger.office_certificates(scope.office)
            cursor = 0
        if asked.last and asked.numbers and known:
            day = today(self.clock)
            answer.granted = self.ledger.grant_numbers(scope, asked.replica, asked.numbers, day)
        pulled = self.ledger.pull(scope, cursor, asked.mine, newer_than(asked.schema))
        answer.ops = [msgspec.Raw(one) for one in pulled.bodies]
        answer.cursor, answer.more = pulled.cursor, pulled.more
        answer.mark = "" if (pulled.cursor, pulled.mark) == (asked.cursor, asked.mark) else pulled.mark
        answer.words = [*pulled.words]
        if not answer.more:
            given = self.ledger.private(scope, asked.private, asked.held)
            answer.private, answer.more, answer.short = given.mark, given.more, dict(given.short)
            answer.ops += [msgspec.Raw(one) for one in given.bodies]
            answer.words += given.words
        if not answer.more:
            answer.records, answer.digest = pulled.digest
            answer.numbers_wait = pulled.numbers_wait
            if answer.numbers_wait is not None and scope.role != "desk":
                answer.numbers_wait.devices = []
            if scope.role == "desk":
                others = {device: at for device, at in self.ledger.seen(scope).items() if device != scope.device}
                answer.seen = None if wire.heard_mark(others) == asked.heard else others
        return answer

    async def enrol(self, request: Request) -> Response:
        """Join by a one-time code; the request is signed with the very key that is to be registered."""
        body = await self._body(request, 2**20)
        return self._answer(await run_in_threadpool(self._enrol, request, body), 201)

    def _enrol(self, request: Request, body: bytes) -> wire.EnrolAnswer:
        asked = wire.unpack(body, wire.EnrolRequest, cap=2**20)
        _check_joining(asked)
        self._verified(request, body, lambda _: asked.device.public_key)
        office = (asked.office.id, asked.office.name, asked.office.certificate) if asked.office else None
        device = Joining(**msgspec.structs.asdict(asked.device))
        joined = self.ledger.enrol(asked.code, device, office, asked.officer, asked.officers)
        return joined.answer(self.ledger.epoch(joined.row.office), self._now())

    async def invite(self, request: Request) -> Response:
        def work(scope: Scope, body: bytes) -> Response:
            asked = wire.unpack(body, wire.InviteRequest, cap=2**16)
            code = self.ledger.invite(scope, asked.role)
            return self._answer(wire.InviteAnswer(code.text, code.expires_at), 201)

        return await self._signed(request, 2**16, work)

    async def revoke(self, request: Request) -> Response:
        def work(scope: Scope, body: bytes) -> Response:
            asked = wire.unpack(body, wire.RevokeRequest, cap=2**16)
            self.ledger.revoke(scope, asked.device, asked.reason[:500])
            return self._answer(Done(True))

        return await self._signed(request, 2**16, work)

    async def officers(self, request: Request) -> Response:
        """Who works at which device: said and asked by a desk; it decides who receives informants' streams."""

        def work(scope: Scope, body: bytes) -> Response:
            return self._answer(self._officers(scope, wire.unpack(body, wire.OfficersRequest, cap=2**16)))

        return await self._signed(request, 2**16, work)

    def _officers(self, scope: Scope, asked: wire.OfficersRequest) -> wire.OfficersAnswer:
        if len(asked.officers) > 64 or any(not 0 < len(one) <= 64 for one in asked.officers):
            raise wire.Malformed
        if asked.device:
            self.ledger.name_officers(scope, asked.device, asked.officers)
        elif scope.revoked or scope.role != "desk":
            raise Refusal(403, "role")
        return wire.OfficersAnswer(self.ledger.officers(scope))

    async def courier(self, request: Request) -> Response:
        """A desk hands in what a laptop that only uses the stick signed: its request to join, its operations."""

        def work(scope: Scope, body: bytes) -> Response:
            return self._answer(courier.carry(self.ledger, scope, wire.unpack(body, Carry), self.clock))

        return await self._signed(request, wire.MAX_BODY, work)

    async def snapshot(self, request: Request) -> Response:
        """What a device that holds nothing yet should fetch first."""

        def work(scope: Scope, body: bytes) -> Response:
            _need_active(scope)
            asked = wire.unpack(body, wire.SnapshotRequest, cap=2**16)
            epoch = self.ledger.epoch(scope.office)
            return self._answer(self.snapshots.offer(scope, epoch, asked.schema, asked.form))

        return await self._signed(request, 2**16, work)

    async def snapshot_get(self, request: Request) -> Response:
        def work(scope: Scope, _: bytes) -> Response:
            _need_active(scope)
            return _piece(*self.snapshots.piece(scope, request.path_params["name"], _number(request, "offset")))

        return await self._signed(request, 0, work)

    async def history(self, request: Request) -> Response:
        """The operations on one record from before a device began with a snapshot."""

        def work(scope: Scope, body: bytes) -> Response:
            _need_active(scope)
            asked = wire.unpack(body, wire.HistoryRequest, cap=2**16)
            if not 0 < len(asked.record) <= 64 or not 0 <= asked.after <= asked.upto:
                raise wire.Malformed
            return self._answer(self.snapshots.history(scope, asked.record, asked.after, asked.upto))

        return await self._signed(request, 2**16, work)

    async def blobs(self, request: Request) -> Response:
        """How much the server has of each file asked about."""

        def work(scope: Scope, body: bytes) -> Response:
            asked = wire.unpack(body, wire.BlobsRequest, cap=2**20).sha256
            if len(asked) > 1000:
                raise wire.TooBig
            held = self.files.have_all(scope, asked)
            return self._answer(wire.BlobsAnswer({sha: n for sha, n in held.items() if n}))

        return await self._signed(request, 2**20, work)

    async def parcel_put(self, request: Request) -> Response:
        def work(scope: Scope, body: bytes) -> Response:
            files = parcels.unpack(body)
            if len(files) > parcels.FILES:
                raise wire.TooBig
            return self._answer(wire.BlobsAnswer(self.files.put_all(scope, files)))

        return await self._signed(request, 2 * parcels.MOST, work)

    async def parcel_get(self, request: Request) -> Response:
        def work(scope: Scope, body: bytes) -> Response:
            _need_active(scope)
            asked = wire.unpack(body, wire.BlobsRequest, cap=2**16).sha256
            if len(asked) > parcels.FILES:
                raise wire.TooBig
            made = parcels.pack(self.files.get_all(scope, asked, parcels.MOST))
            return _piece(made, len(made))

        return await self._signed(request, 2**16, work)

    async def blob_put(self, request: Request) -> Response:
        sha = request.path_params["sha256"]

        def work(scope: Scope, piece: bytes) -> Response:
            offset, size = _number(request, "offset"), _number(request, "size")
            return self._answer(wire.BlobsAnswer({sha: self.files.put(scope, sha, offset, size, piece)}))

        return await self._signed(request, wire.CHUNK, work)

    async def blob_get(self, request: Request) -> Response:
        sha = request.path_params["sha256"]

        def work(scope: Scope, _: bytes) -> Response:
            _need_active(scope)
            return _piece(*self.files.get(scope, sha, _number(request, "offset")))

        return await self._signed(request, 0, work)


def _piece(piece: bytes, size: int) -> Response:
    headers = {"x-size": str(size), "cache-control": "no-store"}
    return Response(piece, media_type="application/octet-stream", headers=headers)


def _need_active(scope: Scope) -> None:
    """A revoked device may hand in what it wrote; it gets nothing."""
    if scope.revoked:
        raise Refusal(403, "device_revoked")


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Refusal(400, "bad_request")
    return int(text)


def _check_joining(asked: wire.EnrolRequest) -> None:
    device = asked.device
    fits = 0 < len(device.id) <= 64 and len(device.name) <= 200 and len(asked.code) <= 64
    fits = fits and 0 <= device.replica < 2**63 and len(asked.officer) <= 100 and "/" not in device.id
    fits = fits and len(asked.officers) <= 64 and all(0 < len(one) <= 64 for one in asked.officers)
    if asked.office is not None:
        fits = fits and 0 < len(asked.office.id) <= 64 and len(asked.office.name) <= 500
        fits = fits and not asked.office.id.startswith(("private:", "@")) and "/" not in asked.office.id
    if not fits:
        raise wire.Malformed
