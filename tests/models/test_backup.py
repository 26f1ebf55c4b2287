"""Backup while work goes on, and its return as a new replica; damage and kills leave nothing half."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest

from models import backup as backup_module
from models import numbering
from models.backup import SUFFIX, backup, restore
from models.blobs import Blobs
from models.errors import KnownError
from models.profile import Profile
from tests.models.test_profile import CLOCK, FAST, OFFICE, OFFICERS, Drawer, code_of

ROOT = Path(__file__).resolve().parents[2]
WORDS = "first officer says this"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "profile"
    made = Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=CLOCK, keystore=None, kdf=FAST)
    with made.store.change(made.officer_id, "start") as tx:
        tx.new("unit", name="星河宏基建筑工程有限公司")
        numbering.grant(tx, made.office_id, "rectification_order", 2026, 78, 97, made.store.replica)
        pdf = b"%PDF-1.7 signed"
        tx.put_file(pdf, hashlib.sha256(pdf).hexdigest(), "application/pdf")
    for photo in (b"photo one" * 1000, os.urandom(600_000)):
        put = made.blobs.put(photo)
        with made.store.change(made.officer_id, "photo") as tx:
            tx.new("evidence", name="现场照片", blob=put.sha256, size=put.size)
    made.close()
    return folder


@pytest.fixture
def made(template, tmp_path):
    folder = Path(shutil.copytree(template, tmp_path / "profile"))
    with Profile.open(folder, WORDS, CLOCK, keystore=None, kdf=FAST) as profile:
        yield profile


def back(file: Path, folder: Path, words: str = WORDS, **more) -> Profile:
    return restore(file, folder, words, CLOCK, keystore=None, kdf=FAST, **more)


def test_everything_comes_back_as_a_new_replica_whose_old_blocks_are_closed(made, tmp_path):
    (tmp_path / "usb").mkdir()
    file = backup(made, tmp_path / "usb").file
    assert [p.name for p in (tmp_path / "usb").iterdir()] == [file.name] and file.suffix == SUFFIX
    digest, old = made.store.digest(), made.store.replica
    with back(file, tmp_path / "again") as restored:
        assert restored.store.replica != old
        assert [u["name"] for u in restored.store.find("unit")] == ["星河宏基建筑工程有限公司"]
        for photo in restored.store.find("evidence"):
            assert len(restored.blobs.get(photo["blob"])) == photo["size"]
        assert restored.store.rows("SELECT data FROM blob_data")[0]["data"] == b"%PDF-1.7 signed"
        (block,) = restored.store.find("number_block")
        assert (block["state"], block["closed_reason"]) == ("closed", "restored")
        device = restored.store.get("device", restored.device_id)
        assert (device["replica"], device["predecessor"]) == (restored.store.replica, old)
        (before,) = restored.store.find("device", replica=old)
        assert (before["state"], before["public_key"]) == ("replaced", device["public_key"])
        # also of a type that had no block yet when the backup was made: the lost copy may have begun one since
        for kind in ("rectification_order", "inquiry_notice"):
            assert not numbering.may_grant_itself(restored.store, kind, restored.store.replica)
        assert numbering.may_grant_itself(made.store, "inquiry_notice", old)
        assert restored.store.history(block["id"])[0].replica == old  # the history came along
        changed = {b for b, v in restored.store.digest().items() if digest.get(b) != v}
        assert len(changed) <= 3  # only the block and the two devices differ
        with restored.store.change(restored.officer_id, "note") as tx:
            tx.new("unit", name="新单位")
    with Profile.open(tmp_path / "again", WORDS, CLOCK, keystore=None, kdf=FAST) as reopened:
        assert len(reopened.store.find("unit")) == 2
    assert made.store.find("number_block")[0]["state"] == "open"  # the original is untouched


def test_backup_under_load_is_a_prefix_of_the_work(made, tmp_path):
    (tmp_path / "usb").mkdir()
    stop = threading.Event()
    done: list[int] = []

    def write() -> None:
        while not stop.is_set():
            with made.store.change(made.officer_id, "note") as tx:
                tx.new("unit", name=f"单位{len(done)}", principal=str(len(done)))
            done.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(done) < 20:
            pass
        before = len(done)
        file = backup(made, tmp_path / "usb").file
        after = len(done)
    finally:
        stop.set()
        writer.join()
    with back(file, tmp_path / "again") as restored:
        numbers = sorted(int(u["principal"]) for u in restored.store.find("unit") if u["principal"])
    assert numbers == list(range(len(numbers))) and before <= len(numbers) <= after + 1


def test_nothing_in_the_backup_is_in_clear(made, tmp_path):
    raw = backup(made, tmp_path).file.read_bytes()
    for word in ("星河", "first officer", "photo one", "%PDF", made.vault.keys.db, made.device_keys.signing):
        assert word.encode() not in raw
    assert b"SQLite format 3" not in raw


def test_a_photo_that_only_the_office_has_is_counted_and_not_in_the_file(made, tmp_path):
    assert backup(made, tmp_path).elsewhere == 0
    with made.store.change(made.officer_id, "photo") as tx:
        tx.new("evidence", name="现场照片", blob="ab" * 32)
    done = backup(made, tmp_path)
    assert done.elsewhere == 1 and done.blobs == len(made.blobs.names())


def test_wrong_passphrase_full_folder_and_missing_file_restore_nothing(made, tmp_path):
    file = backup(made, tmp_path).file
    assert code_of(lambda: back(file, tmp_path / "new", "not at all the words")) == "wrong_passphrase"
    assert code_of(lambda: back(tmp_path / "none", tmp_path / "new")) == "file_not_found"
    assert code_of(lambda: back(file, made.folder)) == "folder_not_empty"
    assert code_of(lambda: backup(made, tmp_path / "nowhere")) == "folder_missing"
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob("*.restoring"))
    back(file, tmp_path / "second", "second officer says that").close()
    assert code_of(lambda: back(file, tmp_path / "third", WORDS, officer="XC-JC-0002")) == "wrong_passphrase"


def test_any_flipped_bit_or_cut_is_refused_and_leaves_nothing(made, tmp_path):
    file = backup(made, tmp_path).file
    raw, refused = file.read_bytes(), 0
    members = []
    with tarfile.open(file) as tar:
        for info in tar:
            members += [info.offset, info.offset_data, info.offset_data + info.size - 1]
    spots = sorted({*members, *range(40, len(raw) - 10240, len(raw) // 40)})
    for at in spots:
        bad = tmp_path / f"bad{SUFFIX}"
        bad.write_bytes(raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :])
        try:
            back(bad, tmp_path / "out").close()
            shutil.rmtree(tmp_path / "out")  # padding, a time stamp: nothing of ours
        except KnownError as error:
            refused += 1
            assert error.code in {"backup_damaged", "backup_newer", "vault_damaged"}, (at, error)
            assert not (tmp_path / "out").exists()
    assert refused > len(spots) * 0.7
    for cut in (0, 100, 600, len(raw) // 2, len(raw) - 12_000):
        bad.write_bytes(raw[:cut])
        assert code_of(lambda: back(bad, tmp_path / "out")) == "backup_damaged"


def repack(file: Path, target: Path, change) -> None:
    with tarfile.open(file) as tar, tarfile.open(target, "w") as out:
        for name, data in change([(m.name, tar.extractfile(m).read()) for m in tar]):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


def test_a_forged_list_of_parts_is_refused(made, tmp_path):
    """Leaving a photo out and correcting the manifest needs the vault's key."""
    file = backup(made, tmp_path).file

    def without_a_photo(parts):
        manifest = json.loads(parts[0][1])
        gone = next(n for n in manifest["parts"] if n.startswith("blobs/"))
        del manifest["parts"][gone]
        return [("manifest.json", json.dumps(manifest).encode()), *(p for p in parts[1:] if p[0] != gone)]

    def with_a_way_out(parts):
        manifest = json.loads(parts[0][1])
        manifest["parts"]["../escaped"] = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
        return [("manifest.json", json.dumps(manifest).encode()), *parts[1:], ("../escaped", b"x")]

    for number, change in enumerate((without_a_photo, with_a_way_out)):
        bad = tmp_path / f"{number}{SUFFIX}"
        repack(file, bad, change)
        assert code_of(lambda bad=bad: back(bad, tmp_path / "out" / "p")) == "backup_damaged"
        assert not list(tmp_path.rglob("escaped"))


def test_with_a_keystore_the_backup_still_opens_elsewhere_by_a_real_passphrase(tmp_path):
    drawer = Drawer()
    people = [OFFICERS[0], {**OFFICERS[1], "passphrase": "280491"}]
    made = Profile.create(tmp_path / "p", office=OFFICE, officers=people, clock=CLOCK, keystore=drawer, kdf=FAST)
    with made:
        result = backup(made, tmp_path)
        assert result.portable
        with tarfile.open(result.file) as tar:
            vault = json.loads(tar.extractfile("vault.json").read())
        assert [s["cert_no"] for s in vault["slots"]] == ["XC-JC-0001"]  # a short one may not stand alone
        assert not any(s["device_secret"] for s in vault["slots"])
        made.remove_officer_slot(made.officer_of("XC-JC-0002"))
        made.change_passphrase(made.officer_id, WORDS, "123321", kdf=FAST)
        weak = backup(made, tmp_path)
        assert not weak.portable
    new_home = Drawer()
    restored = restore(result.file, tmp_path / "q", WORDS, CLOCK, keystore=new_home)
    restored.close()
    assert len(new_home) == 1 and new_home != drawer  # bound to its new computer at once
    assert code_of(lambda: back(result.file, tmp_path / "r", "280491")) == "wrong_passphrase"
    assert code_of(lambda: back(weak.file, tmp_path / "s", "123321")) == "backup_not_portable"


def test_the_recovery_code_restores_too(made, tmp_path):
    code = "7K3MN-PQ9RS-TVW2X-YZ4AB"
    made.vault.add_recovery(code, kdf=FAST)
    file = backup(made, tmp_path).file
    with back(file, tmp_path / "again", code) as restored:
        assert restored.officer_id is None and len(restored.store.find("unit")) == 1
        first = restored.officer_of("XC-JC-0001")
        restored.add_officer_slot(first, "an altogether new one", kdf=FAST)
    Profile.open(tmp_path / "again", "an altogether new one", CLOCK, keystore=None, kdf=FAST).close()


def test_two_backups_in_one_second_do_not_overwrite_each_other(made, tmp_path):
    (tmp_path / "usb").mkdir()
    assert backup(made, tmp_path / "usb").file != backup(made, tmp_path / "usb").file
    assert len(list((tmp_path / "usb").iterdir())) == 2


CUT = """
import os, sys
from pathlib import Path
from models import backup as b
from models.profile import Profile
from tests.models.test_profile import CLOCK, FAST
verb, folder, usb, step = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
count = 0
def counted(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == step:
            os._exit(9)
        return real(*args, **kwargs)
    return call
def arm():
    os.open, os.fsync, os.write = counted(os.open), counted(os.fsync), counted(os.write)
    Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
if verb == "backup":
    with Profile.open(folder, "first officer says this", CLOCK, keystore=None, kdf=FAST) as profile:
        arm()
        b.backup(profile, usb)
else:
    arm()
    b.restore(next(usb.glob("*.anxinbackup")), folder, "first officer says this", CLOCK, keystore=None, kdf=FAST).close()
"""


def cut(verb: str, folder: Path, usb: Path, step: int) -> int:
    words = [sys.executable, "-c", CUT, verb, str(folder), str(usb), str(step)]
    return subprocess.run(words, cwd=ROOT, check=False).returncode


def test_a_kill_during_a_backup_leaves_no_file_that_looks_like_one(made, tmp_path):
    made.close()
    ends = set()
    for step in (1, 2, 4, 9, 14, 18, 19, 20, 21, 22, 500):
        usb = tmp_path / str(step)
        usb.mkdir()
        code = cut("backup", made.folder, usb, step)
        files = list(usb.glob("*" + SUFFIX))
        for file in files:
            back(file, tmp_path / f"out{step}").close()
        ends.add((code, len(files)))
        with Profile.open(made.folder, WORDS, CLOCK, keystore=None, kdf=FAST) as profile:
            backup(profile, usb)
        assert all(p.suffix == SUFFIX for p in usb.iterdir())  # the next one swept what was left
    assert ends == {(9, 0), (0, 1)} or ends == {(9, 0), (9, 1), (0, 1)}


def test_a_kill_during_a_restore_leaves_no_profile_or_a_whole_one(made, tmp_path):
    (tmp_path / "usb").mkdir()
    backup(made, tmp_path / "usb")
    ends = set()
    for step in (1, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 500):
        folder = tmp_path / f"new{step}"
        code = cut("restore", folder, tmp_path / "usb", step)
        whole = folder.exists()
        if not whole:
            back(next((tmp_path / "usb").iterdir()), folder).close()
        with Profile.open(folder, WORDS, CLOCK, keystore=None, kdf=FAST) as profile:
            assert profile.store.replica != made.store.replica and len(profile.store.find("evidence")) == 2
            assert profile.store.find("number_block")[0]["state"] == "closed"
        ends.add((code, whole))
    assert ends >= {(9, False), (0, True)}


@pytest.fixture
def small_disk(tmp_path):
    """A real disk of 6 MB; needs root and mount."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no mount of a small disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_too_small_for_photo_backup_or_restore_keeps_what_is_there(made, tmp_path, small_disk):
    photo = os.urandom(9 * 2**20)
    blobs = Blobs(small_disk / "blobs", b"a" * 32, b"i" * 32)
    first = blobs.put(b"a small one", spare=0)
    assert code_of(lambda: blobs.put(io.BytesIO(photo), spare=0)) == "disk_full"
    assert blobs.get(first.sha256) == b"a small one" and len(list(blobs.folder.iterdir())) == 1
    made.blobs.put(photo)
    (small_disk / "usb").mkdir()
    assert code_of(lambda: backup(made, small_disk / "usb")) == "disk_full"
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (5 * 2**20))
    room = backup_module._room
    try:
        backup_module._room = lambda profile: 0  # the disk fills only while it is written
        assert code_of(lambda: backup(made, small_disk / "usb")) == "disk_full"
    finally:
        backup_module._room = room
    assert list((small_disk / "usb").iterdir()) == []
    file = backup(made, tmp_path).file
    assert code_of(lambda: back(file, small_disk / "p")) == "disk_full"
    assert sorted(p.name for p in small_disk.iterdir()) == ["blobs", "filler", "usb"]
