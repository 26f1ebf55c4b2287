"""A profile on a real disk: made whole or not at all, one process at a time, noise without the passphrase."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from models import pin, vaultfile
from models.clock import FixedClock
from models.errors import KnownError
from models.profile import Profile
from models.vaultfile import Kdf

ROOT = Path(__file__).resolve().parents[2]
FAST = Kdf(memory=64, passes=1, lanes=1)
CLOCK = FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))
OFFICE = {"name": "星河市晨光区人力资源和社会保障局", "doc_prefix": "星晨人社", "fictional": True}
OFFICERS = [
    {"name": "林晓", "role": "lead", "cert_no": "XC-JC-0001", "cert_kind": "labour_inspection",
     "valid_from": "2024-03-01", "valid_until": "2029-02-28", "passphrase": "first officer says this"},
    {"name": "郑远", "role": "assistant", "cert_no": "XC-JC-0002", "cert_kind": "labour_inspection",
     "valid_from": "2024-03-01", "valid_until": "2029-02-28", "passphrase": "second officer says that"},
]  # fmt: skip


class Drawer(dict):
    """A keystore in memory."""

    def set(self, store_id, secret):
        self[store_id] = secret


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "profile"
    made = Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=CLOCK, keystore=None, kdf=FAST)
    made.close()
    return folder


@pytest.fixture
def folder(template, tmp_path):
    return Path(shutil.copytree(template, tmp_path / "profile"))


def opened(folder, passphrase="first officer says this", **more) -> Profile:
    return Profile.open(folder, passphrase, CLOCK, keystore=None, kdf=FAST, **more)


def code_of(call) -> str:
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code


def test_a_new_profile_knows_office_officers_and_device(folder):
    with opened(folder) as made:
        office = made.store.get("office", made.office_id)
        assert office["name"] == OFFICE["name"] and office["doc_prefix"] == "星晨人社"
        officers = made.store.find("officer")
        assert [o["name"] for o in officers] == ["林晓", "郑远"]
        assert [o["role"] for o in officers] == ["lead_inspector", "assistant_inspector"]
        assert made.officer_id == officers[0]["id"] == made.officer_of("XC-JC-0001")
        (certificate,) = made.store.find("certificate", officer=officers[1]["id"])
        assert (certificate["number"], certificate["valid_until"]) == ("XC-JC-0002", "2029-02-28")
        device = made.store.get("device", made.device_id)
        assert device["replica"] == made.store.replica and device["public_key"] == made.device_keys.public
        assert made.store.history(made.office_id)[0].actor == made.officer_id


def test_device_certificates_are_the_offices_and_begin_on_the_clock(folder):
    with opened(folder) as made:
        root = x509.load_pem_x509_certificate(made.device_keys.office_certificate.encode())
        for pem in (made.device_keys.certificate, made.device_keys.pdf_certificate):
            leaf = x509.load_pem_x509_certificate(pem.encode())
            root.public_key().verify(
                leaf.signature, leaf.tbs_certificate_bytes, PKCS1v15(), leaf.signature_hash_algorithm
            )
            assert leaf.not_valid_before_utc < CLOCK.now() < leaf.not_valid_after_utc
        assert made.device_keys.rsa_key().key_size == 2048


def test_the_second_officer_opens_as_himself_and_confirms_in_person(folder):
    with opened(folder, "second officer says that") as made:
        assert made.officer_id == made.officer_of("XC-JC-0002")
    with opened(folder, officer="XC-JC-0001") as made:
        second = made.officer_of("XC-JC-0002")
        made.confirm(second, "second officer says that")
        assert code_of(lambda: made.confirm(second, "first officer says this")) == "wrong_passphrase"
        assert code_of(lambda: made.confirm("nobody", "x")) == "no_such_officer"
    assert code_of(lambda: opened(folder, officer="XC-JC-0002")) == "wrong_passphrase"
    assert [e.name for e in vaultfile.entries(folder)] == ["林晓", "郑远"]


def test_pin_counts_five_tries_also_across_a_restart(folder):
    with opened(folder) as made:
        second = made.officer_of("XC-JC-0002")
        for weak in ("12345", "123456", "111111", "12345a", "112211"):
            assert code_of(lambda weak=weak: pin.set_pin(made.store, second, weak)) == "pin_form"
        pin.set_pin(made.store, second, "280491", kdf=FAST)
        made.confirm(second, "280491")
        for left in (4, 3):
            assert code_of(lambda: made.confirm(second, "280492")) == "wrong_pin"
            assert pin.tries_left(made.store, second) == left
    with opened(folder) as made:
        for expected in ("wrong_pin", "wrong_pin", "pin_locked", "pin_locked"):
            assert code_of(lambda: made.confirm(second, "280492")) == expected
        assert code_of(lambda: made.confirm(second, "280491")) == "pin_locked"
        made.confirm(second, "second officer says that")
        made.confirm(second, "280491")
        assert "280491" not in str(made.store.rows("SELECT * FROM local_setting"))


def test_wrong_passphrase_leaves_every_file_as_it_was_and_lets_others_in(folder):
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "lock"}
    assert code_of(lambda: opened(folder, "no idea what it was")) == "wrong_passphrase"
    assert before == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "lock"}
    opened(folder).close()


def test_missing_existing_and_weak(tmp_path, folder):
    assert code_of(lambda: opened(tmp_path / "nowhere")) == "profile_missing"
    again = lambda **o: Profile.create(  # noqa: E731
        o.get("folder", folder), office=OFFICE, officers=o.get("officers", OFFICERS), clock=CLOCK, keystore=None
    )
    assert code_of(again) == "profile_exists"
    new = tmp_path / "new"
    weak = [{**OFFICERS[0], "passphrase": "123456"}]
    assert code_of(lambda: again(folder=new, officers=weak)) == "passphrase_weak"
    assert code_of(lambda: again(folder=new, officers=[OFFICERS[0]] * 2)) == "officer_twice"
    assert code_of(lambda: again(folder=new, officers=[])) == "officer_missing"
    assert not new.exists()


def test_nothing_in_the_folder_is_in_clear(folder):
    with opened(folder) as made:
        with made.store.change(made.officer_id, "note") as tx:
            tx.new("unit", name="MARKER星河宏基", uscc="91649901MA0AAA024R")
        made.blobs.put("MARKER照片".encode() * 1000)
        for path in folder.rglob("*"):
            if path.is_file():
                raw = path.read_bytes()
                assert b"MARKER" not in raw and "星河".encode() not in raw, path
        with (folder / "store.db").open("rb") as file:
            assert file.read(16) != b"SQLite format 3\0"


HOLD = """
import sys
from pathlib import Path
from models.clock import SystemClock
from models.profile import Profile
p = Profile.open(Path(sys.argv[1]), "first officer says this", SystemClock(), keystore=None)
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_ends_even_by_a_kill(folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(KnownError) as caught:
            opened(folder)
        assert caught.value.code == "profile_in_use" and caught.value.params["process"] == str(holder.pid)
    finally:
        holder.kill()
        holder.wait()
        holder.stdin.close()
        holder.stdout.close()
    opened(folder).close()


def test_the_same_process_cannot_open_it_twice_either(folder):
    with opened(folder) as made:
        assert code_of(lambda: opened(folder)) == "profile_in_use"
        assert not made.closed
    made.close()


CUT = """
import os, sys
from pathlib import Path
from models.profile import Profile
from tests.models.test_profile import CLOCK, FAST, OFFICE, OFFICERS
step, count = int(sys.argv[2]), 0
def counted(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == step:
            os._exit(9)
        return real(*args, **kwargs)
    return call
os.open, os.fsync = counted(os.open), counted(os.fsync)
Path.replace = counted(Path.replace)
Profile.create(Path(sys.argv[1]), office=OFFICE, officers=OFFICERS, clock=CLOCK, keystore=None, kdf=FAST).close()
"""


def test_a_kill_while_it_is_made_leaves_no_profile_or_a_whole_one(tmp_path):
    ends = set()
    for step in (1, 3, 5, 7, 9, 10, 11, 12, 40):
        folder = tmp_path / str(step)
        ran = subprocess.run([sys.executable, "-c", CUT, str(folder), str(step)], cwd=ROOT, env={**os.environ})
        there = vaultfile.exists(folder)
        if not there:
            Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=CLOCK, keystore=None, kdf=FAST).close()
        with opened(folder) as made:
            assert len(made.store.find("officer")) == 2 and made.store.get("office", made.office_id)
        ends.add((ran.returncode, there))
    assert ends == {(9, False), (9, True), (0, True)}


def test_officers_join_leave_and_change_their_passphrase(folder):
    with opened(folder) as made:
        first, second = made.officer_of("XC-JC-0001"), made.officer_of("XC-JC-0002")
        made.change_passphrase(first, "first officer says this", "a wholly new sentence", kdf=FAST)
        made.remove_officer_slot(second)
        assert code_of(lambda: made.remove_officer_slot(first)) == "last_slot"
    assert code_of(lambda: opened(folder, "second officer says that")) == "wrong_passphrase"
    assert code_of(lambda: opened(folder)) == "wrong_passphrase"
    with opened(folder, "a wholly new sentence") as made:
        made.add_officer_slot(second, "and back he comes again", kdf=FAST)
    opened(folder, "and back he comes again").close()


def test_a_keystore_makes_the_copied_folder_worthless(tmp_path):
    drawer = Drawer()
    made = Profile.create(
        tmp_path / "p", office=OFFICE, officers=OFFICERS[:1], clock=CLOCK, keystore=drawer, kdf=FAST
    )
    made.close()
    stolen = Path(shutil.copytree(tmp_path / "p", tmp_path / "stolen"))
    assert code_of(lambda: opened(stolen)) == "device_secret_missing"
    Profile.open(tmp_path / "p", "first officer says this", CLOCK, keystore=drawer, kdf=FAST).close()


def test_a_missing_or_foreign_database_is_named(folder, tmp_path):
    foreign = tmp_path / "other"
    Profile.create(foreign, office=OFFICE, officers=OFFICERS, clock=CLOCK, keystore=None, kdf=FAST).close()
    shutil.copy(foreign / "store.db", folder / "store.db")
    assert code_of(lambda: opened(folder)) == "store_unreadable"
    (folder / "store.db").unlink()
    assert code_of(lambda: opened(folder)) == "store_missing"


def test_a_laptop_that_is_to_join_has_slots_and_keys_but_no_records(tmp_path):
    people = [{"id": "o-1", "cert_no": "XC-JC-0001", "name": "林晓", "passphrase": "first officer says this"}]
    made = Profile.prepare(
        tmp_path / "p", office_id="office-1", officers=people, clock=CLOCK, keystore=None, kdf=FAST
    )
    assert (made.office_id, made.officer_id, made.device_id) == ("office-1", "o-1", None)
    assert made.store.find("officer") == [] and made.office_keys is None
    assert made.device_keys.certificate == "" and len(made.device_keys.public) == 44
    made.close()
    opened(tmp_path / "p").close()


def test_the_pack_follows_the_offices_options(folder):
    with opened(folder) as made:
        assert made.pack.option("inspection_approval") == "required"
        with made.store.change(made.officer_id, "office_option") as tx:
            tx.set("office", made.office_id, options={"inspection_approval": "warn"})
        assert made.pack.option("inspection_approval") == "warn"
