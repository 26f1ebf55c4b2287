"""The server's files: one code for a folder and an S3 store; in pieces, sealed, whole or absent, by any worker."""

from __future__ import annotations

import hashlib
import random
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import KnownError
from sync.client import sync
from sync.server.files import CHUNK, WHOLE, Files, file_key
from sync.server.ledger import Refusal, Scope
from sync.server.running import bind
from tests.sync.conftest import Office

SCOPE = Scope("office-1", "device-1", "laptop")
KEY = bytes(range(32))
BIG = random.Random(5).randbytes(2 * CHUNK + 700_000)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A bucket of a real S3 server on loopback."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": url,
            "AWS_ALLOW_HTTP": "true",
        }.items():
            patch.setenv(name, value)
        made = urllib.request.Request(f"{url}/anxin", method="PUT")
        made.add_header("authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request")
        urllib.request.urlopen(made).close()
        yield "s3://anxin/files"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    if request.param == "folder":
        return Files(tmp_path / "files", KEY)
    return Files(f"{request.getfixturevalue('s3')}/{tmp_path.name}", KEY)


def give(files: Files, data: bytes, *, scope: Scope = SCOPE) -> int:
    held = 0
    while held != WHOLE:
        held = files.put(scope, sha(data), held, len(data), data[held : held + CHUNK])
    return held


def take(files: Files, name: str, *, scope: Scope = SCOPE) -> bytes:
    data, size = files.get(scope, name, 0)
    while len(data) < size:
        data += files.get(scope, name, len(data))[0]
    return data


@pytest.mark.parametrize("data", [b"", b"x", BIG[:CHUNK], BIG], ids=len)
def test_what_goes_in_comes_out(files: Files, data: bytes) -> None:
    assert files.have(SCOPE, sha(data)) == 0
    give(files, data)
    assert files.have(SCOPE, sha(data)) == WHOLE
    assert take(files, sha(data)) == data
    assert files.get(SCOPE, sha(data), max(0, len(data) - 3))[0] == data[-3:]
    with pytest.raises(Refusal, match="not_found"):
        files.get(Scope("office-2", "device-1", "laptop"), sha(data), 0)


def test_pieces_are_kept_until_the_whole_is_there_and_then_gone(files: Files) -> None:
    name = sha(BIG)
    assert files.put(SCOPE, name, 0, len(BIG), BIG[:CHUNK]) == CHUNK
    assert files.put(SCOPE, name, 0, len(BIG), BIG[:CHUNK]) == CHUNK, "repeated"
    with pytest.raises(Refusal) as refused:
        files.put(SCOPE, name, 2 * CHUNK, len(BIG), BIG[2 * CHUNK :])
    assert refused.value.extra["wanted"] == {0: CHUNK}
    assert files.have_all(SCOPE, [name, "0" * 64]) == {name: CHUNK, "0" * 64: 0}
    with pytest.raises(Refusal, match="not_found"):
        files.get(SCOPE, name, 0)
    assert files.put(SCOPE, name, CHUNK, len(BIG), BIG[CHUNK : 2 * CHUNK]) == 2 * CHUNK
    assert files.put(SCOPE, name, 2 * CHUNK, len(BIG), BIG[2 * CHUNK :]) == WHOLE
    assert files._pieces(files._path(SCOPE, name)) == []
    assert take(files, name) == BIG


def test_another_content_is_dropped_whole_and_the_device_begins_again(files: Files) -> None:
    name, wrong = sha(BIG), BIG[:-1] + bytes([BIG[-1] ^ 1])
    for offset in range(0, 2 * CHUNK, CHUNK):
        files.put(SCOPE, name, offset, len(BIG), wrong[offset : offset + CHUNK])
    with pytest.raises(Refusal, match="blob_differs"):
        files.put(SCOPE, name, 2 * CHUNK, len(BIG), wrong[2 * CHUNK :])
    assert files.have(SCOPE, name) == 0
    with pytest.raises(Refusal, match="blob_differs"):
        files.put(SCOPE, sha(b"a"), 0, 1, b"b")
    give(files, BIG)
    assert take(files, name) == BIG


def test_several_workers_may_take_the_pieces_of_one_file(files: Files) -> None:
    """No worker remembers anything: each piece may reach another one, and all may finish at once."""
    name = sha(BIG)
    workers = [files, Files(files.folder or "", KEY) if files.folder else files]
    for n, offset in enumerate(range(0, 2 * CHUNK, CHUNK)):
        workers[n % 2].put(SCOPE, name, offset, len(BIG), BIG[offset : offset + CHUNK])

    def last(worker: Files) -> int:
        return worker.put(SCOPE, name, 2 * CHUNK, len(BIG), BIG[2 * CHUNK :])

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(last, workers * 2)) == {WHOLE}
    assert take(workers[1], name) == BIG


# --- at rest


def test_nothing_on_the_servers_disk_tells_what_it_is(tmp_path: Path) -> None:
    files = Files(tmp_path, KEY)
    marker = b"\xe5\xbc\xa0\xe4\xb8\x89 440301199001011234 "
    data = marker * 60_000
    files.put(SCOPE, sha(data), 0, len(data), data[:CHUNK])
    files.keep("snapshot", iter([marker * 10]))
    give(files, marker)
    paths = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(paths) == 4
    for path in paths:
        assert marker not in path.read_bytes()
        assert sha(data) not in str(path) and sha(marker) not in str(path) and "office-1" not in str(path)


def test_a_flipped_bit_on_the_server_is_never_handed_out(tmp_path: Path) -> None:
    files = Files(tmp_path, KEY)
    give(files, BIG)
    path = next(p for p in tmp_path.rglob("*") if p.is_file() and p.stat().st_size > len(BIG))
    raw = bytearray(path.read_bytes())
    for at in (3, 30, 60, len(raw) // 2, len(raw) - 1):
        damaged = bytearray(raw)
        damaged[at] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(Refusal, match="blob_differs"):
            take(files, sha(BIG))
    path.write_bytes(raw[: -sealed_chunk()])
    with pytest.raises(Refusal, match="blob_differs"):
        take(files, sha(BIG))


def sealed_chunk() -> int:
    from models import sealed

    return (len(BIG) % sealed.CHUNK) + sealed.TAG


def test_the_key_is_made_once_for_its_owner_and_another_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "server.db.files-key"
    with ThreadPoolExecutor(8) as pool:
        (key,) = set(pool.map(file_key, [path] * 8))
    assert path.stat().st_mode & 0o777 == 0o600 and len(key) == 32
    Files(tmp_path / "files", key)
    with pytest.raises(KnownError, match="files_key"):
        Files(tmp_path / "files", KEY)
    path.write_text("half a key")
    with pytest.raises(KnownError, match="files_key"):
        file_key(path)


def test_what_a_killed_worker_left_is_swept_a_day_later(tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    files = Files(tmp_path, KEY)
    (tmp_path / "new").mkdir(exist_ok=True)
    (tmp_path / "new" / "left").write_bytes(b"half")
    now = datetime.now(UTC)
    assert (files.sweep(now), files.sweep(now + timedelta(hours=25))) == (0, 1)
    assert list((tmp_path / "new").iterdir()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400),
    cuts=st.lists(st.integers(0, 400), max_size=6),
    order=st.lists(st.integers(0, 6), max_size=12),
)
def test_any_pieces_in_any_order_end_in_the_content_or_in_nothing(
    tmp_path: Path, data: bytes, cuts: list[int], order: list[int]
) -> None:
    """Pieces cut anywhere, sent again, sent too early: what the server calls whole is the content."""
    files = Files(tmp_path, KEY)
    scope = Scope(f"office-{random.getrandbits(64)}", "d", "laptop")
    edges = sorted({0, len(data), *(c for c in cuts if c < len(data))})
    pieces = [(a, data[a:b]) for a, b in zip(edges, [*edges[1:], len(data)], strict=True)]
    for at in [*order, *range(len(pieces))]:
        offset, piece = pieces[at % len(pieces)]
        try:
            held = files.put(scope, sha(data), offset, len(data), piece)
        except Refusal as refused:
            assert refused.code == "gap" and refused.extra["wanted"][0] < offset
            continue
        assert held == files.have(scope, sha(data))
    assert take(files, sha(data), scope=scope) == data


# --- a whole server on S3


def test_a_server_on_s3_serves_photos_and_papers_and_is_quiet_while_the_store_is_away(
    office: Office, s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.server.stop()
    office.server = bind(tmp_path / "s3.db", office.clock, files=f"{s3}/served").start()
    office.first_code = office.server.admin_code
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    photo = desk.blobs.put(BIG)
    with desk.store.change(desk.officer_id, "photo") as tx:
        tx.new("evidence", blob=photo.sha256, size=photo.size)
    assert sync(desk).pushed.blobs == 1
    assert sync(laptop).pulled.blobs == 1
    assert laptop.blobs.get(photo.sha256) == BIG
    assert not (tmp_path / "s3.db.files").exists()
    kept = office.server.files.store
    monkeypatch.setattr(office.server.files, "store", gone())
    with desk.store.change(desk.officer_id, "photo") as tx:
        tx.new("evidence", blob=desk.blobs.put(b"another").sha256)
    result = sync(desk)
    assert result.equal and result.pending.blobs == 1
    assert result.files_error in ("server_gone", "server_failed")
    monkeypatch.setattr(office.server.files, "store", kept)
    assert sync(desk).pending.blobs == 0


def gone() -> object:
    """A store whose server is gone: a closed port, and no patience."""
    from datetime import timedelta

    from obstore.store import S3Store

    return S3Store(
        "anxin",
        endpoint="http://127.0.0.1:9",
        retry_config={"max_retries": 0, "retry_timeout": timedelta(seconds=1)},
    )


def test_a_place_that_is_none_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="files_url"):
        Files("nonsense://x", KEY)
