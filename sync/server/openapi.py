"""Every request the server knows, in one table: its routes are made from it, and so is the OpenAPI 3.1 document.

``python -m sync.server.openapi --write`` puts the document into docs/openapi.json; a test compares.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sync import wire
from sync.courier import Carried, Carry

TARGET = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
PIECE = "piece"
"""Bytes as they are, at most 1 MiB."""


class Health(msgspec.Struct):
    """The server answers; ``proto`` is the newest version of the wire it speaks."""

    ok: bool
    proto: int


class Done(msgspec.Struct):
    ok: bool


@dataclass(frozen=True)
class Call:
    """One request: ``does`` names the method of the app; ``asks`` and ``answers`` are a struct, PIECE or None."""

    method: str
    path: str
    does: str
    says: str
    asks: Any = None
    answers: Any = None
    status: int = 200
    numbers: tuple[str, ...] = ()
    refuses: tuple[int, ...] = field(default=())
    signed: bool = True


CALLS = (
    Call("GET", "/v1/health", "health", "Whether the server is there.", answers=Health, signed=False),
    Call(
        "POST",
        "/v1/enrol",
        "enrol",
        "Join by a one-time code; signed with the very key that is to be registered.",
        wire.EnrolRequest,
        wire.EnrolAnswer,
        201,
        refuses=(403, 404, 409),
    ),
    Call(
        "POST",
        "/v1/sync",
        "sync",
        "Push and pull in one round trip. A revoked device may hand in what it wrote; it gets nothing.",
        wire.SyncRequest,
        wire.SyncAnswer,
        refuses=(403, 409, 423, 426),
    ),
    Call(
        "POST",
        "/v1/invites",
        "invite",
        "A one-time code for another device; for desks.",
        wire.InviteRequest,
        wire.InviteAnswer,
        201,
        refuses=(403,),
    ),
    Call(
        "POST",
        "/v1/revocations",
        "revoke",
        "Shut a device out; for desks.",
        wire.RevokeRequest,
        Done,
        refuses=(403, 404),
    ),
    Call(
        "POST",
        "/v1/officers",
        "officers",
        "Who works at which device, said and asked by desks: it decides who receives informants' streams.",
        wire.OfficersRequest,
        wire.OfficersAnswer,
        refuses=(403, 404),
    ),
    Call(
        "POST",
        "/v1/courier",
        "courier",
        "A desk hands in what a laptop that only uses the stick signed.",
        Carry,
        Carried,
        refuses=(403, 404, 409, 423),
    ),
    Call(
        "POST",
        "/v1/snapshot",
        "snapshot",
        "What a device that holds nothing yet should fetch first.",
        wire.SnapshotRequest,
        wire.SnapshotAnswer,
        refuses=(403,),
    ),
    Call(
        "GET",
        "/v1/snapshot/{name}",
        "snapshot_get",
        "A piece of a snapshot.",
        answers=PIECE,
        numbers=("offset",),
        refuses=(403, 404, 422),
    ),
    Call(
        "POST",
        "/v1/history",
        "history",
        "The operations on one record from before a device began with a snapshot.",
        wire.HistoryRequest,
        wire.HistoryAnswer,
        refuses=(403,),
    ),
    Call(
        "POST",
        "/v1/blobs",
        "blobs",
        "How much the server has of each file asked about.",
        wire.BlobsRequest,
        wire.BlobsAnswer,
    ),
    Call(
        "POST",
        "/v1/parcels",
        "parcel_put",
        "Several small files at once (MessagePack: pairs of hash and content), each verified as by itself.",
        PIECE,
        wire.BlobsAnswer,
        refuses=(400,),
    ),
    Call(
        "POST",
        "/v1/parcels/wanted",
        "parcel_get",
        "Several small files at once (MessagePack: pairs of hash and content), in the order asked for, as many as fit.",
        wire.BlobsRequest,
        PIECE,
        refuses=(403,),
    ),
    Call(
        "GET",
        "/v1/blobs/{sha256}",
        "blob_get",
        "A piece of a photo or a signed paper of the device's own office.",
        answers=PIECE,
        numbers=("offset",),
        refuses=(403, 404, 422),
    ),
    Call(
        "PUT",
        "/v1/blobs/{sha256}",
        "blob_put",
        "The next piece of a file of ``size`` bytes; the whole is verified before it counts.",
        PIECE,
        wire.BlobsAnswer,
        numbers=("offset", "size"),
        refuses=(409, 422),
    ),
)

_SIGNED = (
    "HTTP message signature (RFC 9421) with the device's Ed25519 key, label `s`, keyid `office/device` (a UUID as `~` "
    "and its bytes in base64url), created (within 5 minutes of the server's clock) and a nonce used once, over @method, "
    "@authority, @path, @query and content-digest (RFC 9530). Enrolment is signed with the key it brings."
)
_ALWAYS = (400, 401, 408, 413, 503, 507)
_MEANING = {
    400: "Not of this shape; nothing was stored.",
    401: "Not signed (`signature`), at another time (`clock`, with the server's), or used before (`replay`).",
    403: "Not for this device.",
    404: "Not there, for this device's office.",
    408: "The body came too slowly.",
    409: "Something before it is missing: `wanted` says from where to go on; or it belongs to another office.",
    413: "Beyond the caps: 16 MiB compressed, 64 MiB unpacked, 1,000 operations, 1 MiB a piece.",
    422: "Another content than its name says.",
    423: "Another chain under the same name: two copies of one device.",
    426: "The device speaks a newer wire than the server.",
    503: "The server's database or its store of files is away, or busy; come again.",
    507: "The server's own disk: nothing was stored.",
}


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    types = [t for call in CALLS for t in (call.asks, call.answers) if isinstance(t, type)] + [wire.Problem]
    _, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths: dict[str, Any] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Anxin sync server",
            "version": str(wire.PROTO),
            "description": "Bodies are JSON under zstd (one frame that states its size, `Content-Encoding: zstd`) both "
            "ways, pieces of files are bytes as they are, problems are plain JSON (RFC 9457). The office is always "
            "the one of the device that signed. Operations travel as their author wrote them (docs/decisions/0009).",
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "device": {"type": "apiKey", "in": "header", "name": "Signature", "description": _SIGNED}
            },
            "responses": {str(status): _problem(text) for status, text in _MEANING.items()},
        },
    }


def _operation(call: Call) -> dict[str, Any]:
    refused = {str(s): {"$ref": f"#/components/responses/{s}"} for s in sorted({*_ALWAYS, *call.refuses})}
    made: dict[str, Any] = {
        "operationId": call.does,
        "summary": call.says,
        "security": [{"device": []}] if call.signed else [],
        "responses": {str(call.status): _answer(call), **(refused if call.signed else {})},
    }
    if parameters := _parameters(call):
        made["parameters"] = parameters
    if call.asks is not None:
        made["requestBody"] = {"required": True, "content": _content(call.asks)}
        if call.asks is not PIECE:
            made["requestBody"]["description"] = "Under zstd, with `Content-Encoding: zstd`."
    return made


def _parameters(call: Call) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, pattern in (("sha256", "^[0-9a-f]{64}$"), ("name", "^[0-9a-f]{32}$")):
        if f"{{{name}}}" in call.path:
            schema: dict[str, Any] = {"type": "string", "pattern": pattern}
            found.append({"name": name, "in": "path", "required": True, "schema": schema})
    for name in call.numbers:
        schema = {"type": "integer", "minimum": 0, "maximum": wire.MAX_BLOB, "default": 0}
        found.append({"name": name, "in": "query", "required": False, "schema": schema})
    return found


def _content(kind: Any) -> dict[str, Any]:
    if kind is PIECE:
        return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}


def _answer(call: Call) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if call.answers is PIECE:
        headers["X-Size"] = {"description": "Bytes of the whole.", "required": True, "schema": {"type": "integer"}}
    elif call.signed:
        headers["Content-Encoding"] = {"required": True, "schema": {"type": "string", "const": "zstd"}}
    made: dict[str, Any] = {"description": "Done.", "content": _content(call.answers)}
    return made | ({"headers": headers} if headers else {})


def _problem(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}


def page() -> str:
    """The document as it stands in docs/openapi.json."""
    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        TARGET.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
