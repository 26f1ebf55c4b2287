"""What the server takes and what it refuses: forgeries, bombs, strangers, old codes; never an honest irregular act."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest
import zstandard

from models import journal
from models.clock import FixedClock
from models.errors import KnownError
from models.journal import Edit, Operation
from models.profile import Profile
from sync import enrolment, wire
from sync.client import sync
from sync.membership import open_transport
from sync.server.ledger import Scope
from sync.signing import Message, sign
from sync.transport import Refused
from tests.sync.conftest import Office, new_unit, settle


def code_of(call: Any) -> str:
    with pytest.raises((KnownError, Refused)) as caught:
        call()
    error = caught.value
    return error.code if isinstance(error, KnownError) else error.problem.code


def push(profile: Profile, line: wire.PushLine) -> wire.SyncAnswer:
    transport = open_transport(profile)
    try:
        return transport.post("/v1/sync", wire.SyncRequest(replica=line.replica, push=[line]), wire.SyncAnswer)
    finally:
        transport.close()


def line_of(profile: Profile, *bodies: bytes, replica: int, first: int = 1, stream: str | None = None) -> Any:
    stream = stream or profile.office_id
    return wire.PushLine(replica, stream, first, journal.CHAIN_START.hex(), [msgspec.Raw(b) for b in bodies])


def operation(profile: Profile, replica: int, seq: int, *edits: Edit, stream: str | None = None) -> bytes:
    op = Operation(
        stream=stream or profile.office_id,
        replica=replica,
        seq=seq,
        hlc=seq,
        at="",
        act="x",
        edits=list(edits),
    )
    return journal.encode(op)


# --- joining


def test_a_code_serves_once(office: Office) -> None:
    desk = office.desk()
    code = enrolment.invite(desk, "laptop").code
    other = office.alone("other")
    enrolment.enrol(other, office.server.url, code)
    third = office.alone("third")
    assert code_of(lambda: enrolment.enrol(third, office.server.url, code)) == "code_used"
    assert code_of(lambda: enrolment.enrol(other, office.server.url, code)) == "already_joined"


def test_a_code_dies_after_ten_minutes_and_after_five_wrong_tries(office: Office, clock: FixedClock) -> None:
    desk = office.desk()
    other = office.alone("other")
    code = enrolment.invite(desk, "laptop").code
    clock.advance(minutes=10, seconds=1)
    assert code_of(lambda: enrolment.enrol(other, office.server.url, code)) == "code_expired"
    code = enrolment.invite(desk, "laptop").code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(5):
        assert code_of(lambda: enrolment.enrol(other, office.server.url, wrong)) == "code_wrong"
    assert code_of(lambda: enrolment.enrol(other, office.server.url, code)) == "code_wrong"
    code = enrolment.invite(desk, "laptop").code
    enrolment.enrol(other, office.server.url, code.lower().replace("-", " "))


def test_the_administrators_code_founds_one_office_only(office: Office) -> None:
    first = office.first_code
    assert first is not None
    office.desk()
    other = office.alone("other", {"name": "另一个局"})
    assert code_of(lambda: enrolment.enrol(other, office.server.url, first.text)) == "code_used"
    assert office.server.ledger.admin_code() is None


def test_a_lost_answer_to_joining_is_asked_again_with_the_same_code(office: Office) -> None:
    desk = office.desk()
    code = enrolment.invite(desk, "laptop").code
    other = office.alone("other")
    first = enrolment.enrol(other, office.server.url, code)
    other.store.local_set("server", None)
    assert msgspec.structs.replace(enrolment.enrol(other, office.server.url, code), server_time="") == (
        msgspec.structs.replace(first, server_time="")
    )


def test_an_officer_nobody_knows_leaves_the_code_good(office: Office) -> None:
    desk = office.desk()
    code = enrolment.invite(desk, "laptop").code

    def join(cert_no: str) -> Profile:
        more: dict[str, Any] = {
            "keystore": None,
            "clock": office.clock,
            "passphrase": "second officer says that",
        }
        return enrolment.join(office.folder / "l", office.server.url, code, cert_no=cert_no, **more)

    assert code_of(lambda: join("XC-JC-9999")) == "officer_unknown"
    assert not (office.folder / "l").exists()
    office.profiles.append(join("XC-JC-0001"))


def test_only_a_desk_invites_and_revokes(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    assert code_of(lambda: enrolment.invite(laptop, "laptop")) == "role_refused"
    assert code_of(lambda: enrolment.revoke(laptop, desk.device_id or "", "x")) == "role_refused"


def test_devices_get_letters_and_the_offices_certificate(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    assert [p.store.local_get("device_code") for p in (desk, laptop)] == ["A", "B"]
    assert desk.device_keys.office_certificate == laptop.device_keys.office_certificate
    assert desk.device_keys.pdf_certificate != laptop.device_keys.pdf_certificate
    settle(desk, laptop)
    codes = {d["code"]: d["role"] for d in desk.store.find("device")}
    assert codes == {"A": "desk", "B": "laptop"}
    own = desk.office_keys
    assert own is not None and own.certificate in laptop.store.local_get("office_certificates")


# --- who may


def test_a_revoked_device_hands_in_what_it_wrote_and_gets_nothing(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    enrolment.revoke(desk, laptop.device_id or "", "遗失")
    late, secret = new_unit(laptop, "众诚劳务"), new_unit(desk, "新单位")
    paper = b"%PDF-1.7 late"
    sha = hashlib.sha256(paper).hexdigest()
    with laptop.store.change(laptop.officer_id, "issue") as tx:
        tx.put_file(paper, sha, "application/pdf")
        tx.new("document", pdf=sha)
    sync(desk)
    assert code_of(lambda: sync(laptop)) == "device_revoked"
    assert laptop.store.get("unit", secret) is None
    assert sync(desk).pulled.blobs == 1
    assert desk.store.get("unit", late) is not None
    record = desk.store.get("device", laptop.device_id)
    assert record is not None and record["state"] == "revoked" and record["revoked_at"]
    blocks = desk.store.find("number_block", replica=laptop.store.replica)
    assert blocks and {b["state"] for b in blocks} == {"closed"}
    transport = open_transport(laptop)
    assert code_of(lambda: transport.get(f"/v1/blobs/{sha}?offset=0")) == "device_revoked"


def test_another_offices_file_is_not_there(office: Office) -> None:
    desk = office.desk()
    data = b"photo of another office"
    sha = hashlib.sha256(data).hexdigest()
    stranger = Scope("another-office", "d", "desk")
    office.server.files.put(stranger, sha, 0, len(data), data)
    transport = open_transport(desk)
    assert code_of(lambda: transport.get(f"/v1/blobs/{sha}?offset=0")) == "not_found"
    assert transport.post("/v1/blobs", wire.BlobsRequest([sha]), wire.BlobsAnswer).have == {}
    ledger = office.server.ledger
    assert ledger.pull(stranger, 0, {}).bodies == [] and ledger.digest(stranger) == {}
    assert ledger.device("another-office", desk.device_id or "") is None


def test_a_line_of_another_device_or_office_is_a_forgery(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    new_unit(laptop, "众诚劳务")
    sync(laptop)
    replica = laptop.store.replica
    forged = operation(desk, replica, 99, Edit(t="unit", r="u", f={"name": "x"}, n=True))
    assert code_of(lambda: push(desk, line_of(desk, forged, replica=replica, first=99))) == "server_refused"
    other = operation(desk, 5, 1, Edit(t="unit", r="u", f={"name": "x"}, n=True), stream="another-office")
    assert code_of(lambda: push(desk, line_of(desk, other, replica=5, stream="another-office"))) == "server_refused"
    renamed = operation(desk, 6, 1, Edit(t="unit", r="u", f={"name": "x"}, n=True))
    assert code_of(lambda: push(desk, line_of(desk, renamed, replica=7))) == "server_refused"
    settle(desk, laptop)
    assert desk.store.find("unit", name="x") == []


def test_an_edit_that_does_not_fit_is_kept_aside_and_never_in_the_way(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    edits = [
        Edit(t="unit", r="u1", f={"name": "众诚劳务", "new_field_of_version_9": "kept"}, n=True),
        Edit(t="table_of_version_9", r="u2", f={"name": "x"}, n=True),
        Edit(t="unit", r="u3", f={"temporary": "not a bool"}, n=True),
    ]
    answer = push(desk, line_of(desk, operation(desk, 77, 1, *edits), replica=77))
    assert answer.acked == {77: 1} and answer.quarantined == 2
    result = sync(laptop)
    assert result.equal and result.quarantined == 2
    assert laptop.store.get("unit", "u1") and laptop.store.get("unit", "u3") is None


def test_a_gap_is_answered_with_what_is_wanted_and_another_chain_with_clone(office: Office) -> None:
    desk = office.desk()
    ops = [operation(desk, 77, n, Edit(t="unit", r=f"u{n}", f={"name": "x"}, n=True)) for n in (1, 2, 3)]
    with pytest.raises(Refused) as caught:
        push(desk, line_of(desk, ops[2], replica=77, first=3))
    assert (caught.value.problem.status, caught.value.problem.wanted) == (409, {77: 1})
    assert push(desk, line_of(desk, *ops[:2], replica=77)).acked == {77: 2}
    assert push(desk, line_of(desk, *ops, replica=77)).acked == {77: 3}, "repeats are skipped"
    other = operation(desk, 77, 3, Edit(t="unit", r="u3", f={"name": "another act"}, n=True))
    for body, first in ((other, 3), (operation(desk, 77, 4), 4)):
        with pytest.raises(Refused) as caught:
            push(desk, line_of(desk, body, replica=77, first=first))
        assert (caught.value.problem.status, caught.value.problem.replica) == (423, 77)


# --- signatures and caps


def signed(profile: Profile, body: bytes, url: str, **change: Any) -> tuple[dict[str, str], Message]:
    server = profile.store.local_get("server")
    message = Message("POST", url, {"content-encoding": "zstd"})
    key = change.get("key") or profile.device_keys.signing_key()
    key_id = change.get("key_id") or f"{server['office']}/{server['device']}"
    sign(message, body, key, key_id, change.get("now") or profile.clock.now())
    return message.headers, message


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    answer = httpx.post(url, content=body, headers=headers, trust_env=False)
    return answer.status_code, json.loads(answer.content).get("code", "") if answer.status_code >= 300 else ""


def test_what_is_not_signed_by_the_device_is_refused(office: Office, clock: FixedClock) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    url = office.server.url + "/v1/sync"
    body = wire.pack(wire.SyncRequest())
    assert post(url, body, {"content-type": "application/json"}) == (401, "signature")
    headers, _ = signed(desk, body, url)
    assert post(url, body, headers)[0] == 200
    assert post(url, body, headers) == (401, "replay")
    for change in (
        {"key": laptop.device_keys.signing_key()},
        {"key_id": f"{desk.office_id}/nobody"},
        {"key_id": "x"},
    ):
        assert post(url, body, signed(desk, body, url, **change)[0]) == (401, "signature")
    headers, _ = signed(desk, body, url)
    assert post(url, wire.pack(wire.SyncRequest(cursor=1)), headers) == (401, "signature")
    headers, _ = signed(desk, body, office.server.url + "/v1/invites")
    assert post(url, body, headers) == (401, "signature")
    for lost in ("Signature", "Content-Digest", "Signature-Input"):
        headers, _ = signed(desk, body, url)
        del headers[lost]
        assert post(url, body, headers) == (401, "signature")
    headers, _ = signed(desk, body, url)
    headers["Signature-Input"] = headers["Signature-Input"].replace(' "@path"', "")
    assert post(url, body, headers) == (401, "signature")
    late = clock.now() - timedelta(minutes=6)
    assert post(url, body, signed(desk, body, url, now=late)[0]) == (401, "clock")


def test_a_signature_over_too_little_is_refused_though_it_is_valid(office: Office) -> None:
    desk = office.desk()
    from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms

    class Own(HTTPSignatureKeyResolver):
        def resolve_private_key(self, key_id: str) -> Any:
            return desk.device_keys.signing_key()

    server = desk.store.local_get("server")
    body, url = wire.pack(wire.SyncRequest()), office.server.url + "/v1/sync"
    message = Message("POST", url, {"content-encoding": "zstd"})
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Own())
    now = desk.clock.now()
    signer.sign(
        message,
        key_id=f"{server['office']}/{server['device']}",
        created=now,
        nonce="0123456789abcdef0123",
        covered_component_ids=("@method",),
        body=body,
    )
    assert post(url, body, message.headers) == (401, "signature")


def test_a_laptop_whose_clock_is_weeks_off_signs_with_the_servers_time(office: Office) -> None:
    desk = office.desk()
    desk.clock = FixedClock(office.clock.now() + timedelta(days=30))
    new_unit(desk, "众诚劳务")
    assert sync(desk).equal
    offset = desk.store.local_get("clock_offset_ms")
    assert offset == -30 * 24 * 3600 * 1000
    assert sync(desk).equal, "the offset is remembered"


def bomb(size: int) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(b'{"proto":1,"epoch":"' + b" " * size + b'"}')


def test_bombs_and_rubbish_are_refused(office: Office) -> None:
    desk = office.desk()
    url = office.server.url + "/v1/sync"
    whole = zstandard.ZstdCompressor(write_content_size=False).compress(wire.pack(wire.SyncRequest()))
    stream = zstandard.ZstdCompressor().compressobj()
    unknown = stream.compress(b"{}") + stream.flush()
    window = zstandard.ZstdCompressor(compression_params=zstandard.ZstdCompressionParameters(window_log=27)).compress(
        b"{}" * 100
    )
    for body, expected in (
        (bomb(wire.MAX_PLAIN + 1), (413, "too_big")),
        (b"not zstd at all", (400, "bad_request")),
        (unknown, (400, "bad_request")),
        (whole, (400, "bad_request")),
        (window[: len(window) // 2], (400, "bad_request")),
        (wire.pack([1, 2]), (400, "bad_request")),
        (wire.pack({"push": [{"replica": "x"}]}), (400, "bad_request")),
        (wire.pack({"cursor": -1}), (400, "bad_request")),
        (zstandard.ZstdCompressor().compress(b"[" * 100000), (400, "bad_request")),
    ):
        assert post(url, body, signed(desk, body, url)[0]) == expected
    assert post(url, b"x" * (wire.MAX_BODY + 1), {}) == (413, "too_big")
    assert sync(desk).equal


def test_files_are_taken_only_in_order_in_pieces_and_whole(office: Office) -> None:
    desk = office.desk()
    transport = open_transport(desk)
    data = b"0123456789" * 10
    sha = hashlib.sha256(data).hexdigest()

    def put(offset: int, piece: bytes, size: int = 100, name: str = sha) -> int:
        return transport.put(f"/v1/blobs/{name}?offset={offset}&size={size}", piece, wire.BlobsAnswer).have[name]

    with pytest.raises(Refused) as caught:
        put(10, data[10:20])
    assert caught.value.problem.wanted == {0: 0}
    assert put(0, data[:10]) == 10
    assert put(0, data[:10]) == 10, "a repeated piece is done already"
    assert transport.post("/v1/blobs", wire.BlobsRequest([sha]), wire.BlobsAnswer).have == {sha: 10}
    assert put(10, data[10:]) == -1
    assert transport.get(f"/v1/blobs/{sha}?offset=95") == (b"56789", 100)
    with pytest.raises(Refused) as caught:
        put(0, data, name="0" * 64)
    assert caught.value.problem.code == "blob_differs"
    assert transport.post("/v1/blobs", wire.BlobsRequest(["0" * 64]), wire.BlobsAnswer).have == {}
    for path in (
        "/v1/blobs/../../etc/passwd?offset=0",
        f"/v1/blobs/{sha[:-1]}?offset=0",
        f"/v1/blobs/{sha}?offset=-1",
    ):
        assert code_of(lambda path=path: transport.get(path)) in ("server_refused", "not_found")
    assert code_of(lambda: put(0, b"x" * (wire.CHUNK + 1), size=2**21)) == "server_refused"
