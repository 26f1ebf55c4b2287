"""The OpenAPI document is the server: written from its table, and schemathesis holds a running server to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
import requests
import schemathesis
import zstandard
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from models.clock import FixedClock
from models.profile import Profile
from sync import wire
from sync.server import openapi
from sync.signing import Message, sign
from tests.sync.conftest import Office

schema = schemathesis.openapi.from_dict(openapi.document())
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
FEW = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Profile]]:
    made = Office(tmp_path_factory.mktemp("openapi"), FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC)))
    yield made, made.desk()
    made.close()


def send(office: Office, profile: Profile | None, case: Any) -> Any:
    """One generated request to the running server: packed as a device packs it, signed where a device sends it."""
    words = case.as_transport_kwargs(base_url=office.server.url)
    made = requests.Request(
        words["method"], words["url"], params=words.get("params"), json=words.get("json"), data=words.get("data")
    )
    prepared = made.prepare()
    assert prepared.url is not None and prepared.method is not None
    body = prepared.body or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    headers = {"content-type": "application/octet-stream"}
    if prepared.method == "POST":
        body = zstandard.ZstdCompressor().compress(body)
        headers = {"content-type": "application/json", "content-encoding": "zstd"}
    if profile is not None:
        server = profile.store.local_get("server")
        message = Message(prepared.method, prepared.url, headers)
        sign(
            message,
            body,
            profile.device_keys.signing_key(),
            f"{server['office']}/{server['device']}",
            office.clock.now(),
        )
        headers = message.headers
    prepared.headers = requests.structures.CaseInsensitiveDict(headers)
    prepared.headers["content-length"] = str(len(body))
    prepared.body = body
    with requests.Session() as session:
        session.trust_env = False
        answer = session.send(prepared, timeout=20)
    if answer.headers.get("content-encoding") == "zstd":
        answer._content = wire.unzip(answer.content)
    return answer


@schema.parametrize()
@FEW
def test_a_device_that_sends_anything_gets_what_the_document_says(case: Any, served: tuple[Office, Profile]) -> None:
    case.validate_response(send(*served, case), checks=CHECKS)


@schema.parametrize()
@settings(FEW, max_examples=2)
def test_a_stranger_gets_nothing(case: Any, served: tuple[Office, Profile]) -> None:
    answer = send(served[0], None, case)
    case.validate_response(answer, checks=CHECKS)
    assert answer.status_code in ((200, 405) if case.path == "/v1/health" else (401, 404, 405, 413))


def test_it_is_a_sound_server_afterwards(served: tuple[Office, Profile]) -> None:
    from sync.client import sync
    from tests.sync.conftest import new_unit

    new_unit(served[1], "之后")
    assert sync(served[1]).equal


def test_no_such_path_and_no_such_manner_are_problems_too(served: tuple[Office, Profile]) -> None:
    for method, path, status in (("GET", "/v1/nothing", 404), ("DELETE", "/v1/sync", 405), ("GET", "/", 404)):
        answer = requests.request(method, served[0].server.url + path, timeout=20)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert msgspec.json.decode(answer.content, type=wire.Problem).status == status


def test_the_written_document_is_the_one_the_program_makes() -> None:
    written = openapi.TARGET.read_text(encoding="utf-8")
    assert written == openapi.page(), "run: uv run python -m sync.server.openapi --write"


def test_the_document_names_every_route_and_every_struct_that_travels() -> None:
    document = openapi.document()
    assert {(p, m.upper()) for p, ways in document["paths"].items() for m in ways} == {
        (call.path, call.method) for call in openapi.CALLS
    }
    for name in ("SyncRequest", "SyncAnswer", "PushLine", "EnrolAnswer", "Problem", "Placed"):
        assert name in document["components"]["schemas"]
