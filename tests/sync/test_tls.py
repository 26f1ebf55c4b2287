"""The server behind a self-signed certificate its devices hold to: strangers, old certificates, cuts, restarts."""

from __future__ import annotations

import random
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from models.clock import FixedClock, local
from models.errors import KnownError
from models.profile import Profile
from sync import enrolment, exchange
from sync.client import pending, sync
from sync.exchange import Exchange
from sync.server.running import bind
from tests.faults.road import ALL, Road, Weather
from tests.faults.tls import TlsOffice, impatient, through
from tests.faults.tlsroad import Fate, Wires, certificate
from tests.sync.conftest import new_unit, settle


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[TlsOffice]:
    made = TlsOffice(tmp_path, clock)
    with impatient():
        yield made
    made.close()


def ended(profile: Profile) -> KnownError:
    with pytest.raises(KnownError) as caught:
        sync(profile)
    return caught.value


def test_a_connection_is_kept_over_tls_from_one_sync_to_the_next(office: TlsOffice) -> None:
    desk = office.desk()
    with Wires(office.port, share=0.0) as wires:
        through(desk, wires.url)
        for n in range(5):
            new_unit(desk, f"单位{n}")
            assert sync(desk).equal
        assert wires.met["well"] == 1


@pytest.mark.parametrize("valid", [(-30, -1), (1, 30)])
def test_a_certificate_out_of_date_is_said_to_be_that_and_nothing_is_sent(
    office: TlsOffice, valid: tuple[int, int], clock: FixedClock
) -> None:
    desk = office.desk()
    good = office.pem
    new_unit(desk, "众诚劳务")
    bad = certificate(office.folder / "old", valid=valid)
    office.restart(bad)
    known = desk.store.local_get("server")
    desk.store.local_set("server", {**known, "authority": bad[0].read_text("ascii")})
    error = ended(desk)
    assert error.code == "server_certificate_date"
    assert error.params["date"] == local(clock.now()).date().isoformat()
    assert pending(desk).operations == 1
    office.restart(good)
    desk.store.local_set("server", known)
    assert sync(desk).equal and pending(desk).operations == 0


def test_another_certificate_in_the_middle_is_a_stranger_and_gets_nothing(office: TlsOffice) -> None:
    desk = office.desk()
    sync(desk)  # a connection is open, and is kept
    new_unit(desk, "众诚劳务")
    good, took = office.pem, []
    office.server.stop()
    pem = certificate(office.folder / "stranger")
    with _stranger(office.port, pem, took):
        assert ended(desk).code == "server_not_trusted"
    assert took == [], "not a byte of it was said to the stranger"
    office.restart(good)
    assert sync(desk).equal and pending(desk).operations == 0


class _stranger:
    """A TLS server with a certificate of its own that notes what it is told."""

    def __init__(self, port: int, pem: tuple[Path, Path], took: list[bytes]) -> None:
        self.context, self.took = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), took
        self.context.load_cert_chain(*pem)
        self.door = socket.create_server(("127.0.0.1", port), reuse_port=False)

    def __enter__(self) -> None:
        threading.Thread(target=self._serve, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self.door.shutdown(socket.SHUT_RDWR)  # else who waits for a call keeps the port
        self.door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                wire, _ = self.door.accept()
                with suppress(OSError), self.context.wrap_socket(wire, server_side=True) as safe:
                    if said := safe.recv(100):
                        self.took.append(said)


def test_a_server_that_restarts_is_found_again_within_the_same_sync(office: TlsOffice) -> None:
    desk = office.desk()
    for n in range(3):
        new_unit(desk, f"单位{n}")
        assert sync(desk).equal
        office.restart()
    assert sync(desk).equal


def test_a_certificate_file_is_read_in_both_its_forms_and_nothing_else_is_one(tmp_path: Path) -> None:
    pem, key = certificate(tmp_path / "some")
    der = tmp_path / "some.der"
    der.write_bytes(ssl.PEM_cert_to_DER_cert(pem.read_text()))
    assert ssl.PEM_cert_to_DER_cert(enrolment.certificate_in(der)) == der.read_bytes()
    assert enrolment.certificate_in(pem) == pem.read_text()
    whole = der.read_bytes()
    for wrong in (b"", b"\n", bytes(range(256)), whole[:200], "证书".encode(), key.read_bytes()):
        (tmp_path / "wrong").write_bytes(wrong)
        with pytest.raises(KnownError) as caught:
            enrolment.certificate_in(tmp_path / "wrong")
        assert caught.value.code == "certificate_bad"


@pytest.mark.parametrize("fate", ["hello_cut", "hello_ended", "hello_garbage"])
def test_a_handshake_that_breaks_once_is_tried_again(office: TlsOffice, fate: str) -> None:
    desk = office.desk()
    new_unit(desk, "众诚劳务")

    class Once(Wires):
        def _drawn(self) -> Fate:
            self.share = 1.0 if not self.met else 0.0
            return super()._drawn()

    with Once(office.port, fates=(fate,), seed=3) as wires:
        through(desk, wires.url)
        assert sync(desk).equal
        assert wires.met == {fate: 1, "well": 1}


@pytest.mark.parametrize("fate", ["mute", "hello_hangs"])
def test_who_takes_the_call_and_says_nothing_is_a_server_that_does_not_answer(office: TlsOffice, fate: str) -> None:
    desk = office.desk()
    new_unit(desk, "众诚劳务")
    with Wires(office.port, share=1.0, fates=(fate,)) as wires:
        through(desk, wires.url)
        assert ended(desk).code == "server_gone", "there is a network"


def test_the_wrong_half_of_the_address_is_a_server_that_does_not_answer(office: TlsOffice, clock: FixedClock) -> None:
    desk = office.desk()
    through(desk, office.server.url.replace("https", "http"))
    assert ended(desk).code == "server_gone"
    with bind(office.folder / "plain.db", clock) as plain:
        through(desk, plain.url.replace("http", "https"))
        assert ended(desk).code == "server_gone"


def test_one_that_hangs_up_on_a_large_body_is_heard_over_tls(office: TlsOffice) -> None:
    near = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    near.load_cert_chain(*office.pem)
    with socket.create_server(("127.0.0.1", 0)) as door:

        def refuse() -> None:
            wire, _ = door.accept()
            with suppress(OSError), near.wrap_socket(wire, server_side=True) as safe:
                safe.recv(1000)
                safe.sendall(b"HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno")
                safe.shutdown(socket.SHUT_RDWR)  # what comes after it is not taken any more

        threading.Thread(target=refuse, daemon=True).start()
        trust = ssl.create_default_context(cafile=office.pem[0])
        over = Exchange("127.0.0.1", door.getsockname()[1], trust)
        answer = over.ask("POST", "/", {"host": "office"}, bytes(2**22), 1000)
    assert (answer.status, answer.body) == (413, b"no")


def test_any_fate_of_whole_requests_behind_a_gateway_with_tls_changes_nothing(
    office: TlsOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "SILENCE_S", 5.0)
    desk = office.desk()
    devices, dice = [desk, office.laptop("laptop1")], random.Random(2)
    made = set[str]()
    with Road(office.server.url, Weather.bad(0.5, late_s=0.02), seed=8, tls=office.pem) as road:
        for device in devices:
            through(device, road.url)
        for _ in range(14):
            for device in devices:
                made |= {new_unit(device, f"单位{dice.randrange(10**9)}") for _ in range(dice.randint(1, 20))}
                with suppress(KnownError):
                    sync(device)
        assert set(ALL) <= road.fates.keys(), road.fates
    for device in devices:
        through(device, office.server.url)
    assert all(r.equal and not r.repaired and r.pending.operations == 0 for r in settle(*devices))
    for device in devices:
        units = [unit["id"] for unit in device.store.find("unit")]
        assert set(units) == made and len(units) == len(made)


def test_a_renewed_certificate_is_given_to_a_device_and_kept_once_the_server_answered_by_it(
    office: TlsOffice,
) -> None:
    desk = office.desk()
    new_unit(desk, "众诚劳务")
    known = desk.store.local_get("server")
    old = office.authority
    office.restart(certificate(office.folder / "renewed"))
    assert ended(desk).code == "server_not_trusted"
    for pem, code in ((old, "server_not_trusted"), ("no certificate", "certificate_bad")):
        with pytest.raises(KnownError) as caught:
            enrolment.trust(desk, pem)
        assert caught.value.code == code and desk.store.local_get("server") == known
    enrolment.trust(desk, office.authority)
    assert desk.store.local_get("server") == {**known, "authority": office.authority}
    assert sync(desk).equal and pending(desk).operations == 0
