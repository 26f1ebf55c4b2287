"""``check`` notices each kind of damage, and nothing where there is none."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from models import journal, numbering
from models.check import check
from models.database import connect
from models.errors import KnownError
from models.journal import Edit, Operation
from models.profile import Profile
from tests.models.test_profile import CLOCK, FAST, OFFICE, OFFICERS

WORDS = "first officer says this"
PDF = b"%PDF-1.7 signed"
PHOTO = b"photo" * 1000


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "profile"
    with Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=CLOCK, keystore=None, kdf=FAST) as made:
        photo, pdf = made.blobs.put(PHOTO), hashlib.sha256(PDF).hexdigest()
        with made.store.change(made.officer_id, "start") as tx:
            for n in range(300):
                tx.new("unit", name=f"单位{n}", note="x" * 200)
            tx.new("evidence", name="现场照片", blob=photo.sha256)
            numbering.grant(tx, made.office_id, "rectification_order", 2026, 78, 97, made.store.replica)
            tx.put_file(PDF, pdf, "application/pdf")
            document = tx.new("document", type="rectification_order", pdf=pdf, year=2026)
            use(tx, made, document, 78)
    return folder


def use(tx, made, document, n):
    tx.new(
        "number_use", office=made.office_id, type="rectification_order", year=2026, n=n, series="main",
        number=f"第{n:03d}号", document=document, replica=made.store.replica, date="2026-10-14",
    )  # fmt: skip


@pytest.fixture
def folder(template, tmp_path):
    return Path(shutil.copytree(template, tmp_path / "profile"))


def opened(folder) -> Profile:
    return Profile.open(folder, WORDS, CLOCK, keystore=None, kdf=FAST)


def raw(folder, *statements):
    """Damage that goes around every guard, with the key in hand."""
    with opened(folder) as profile:
        connection = connect(profile.store.path, profile.vault.keys.db)
        for trigger in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER [{trigger[0]}]")
        for statement in statements:
            connection.execute(statement)
        connection.close()


def codes(folder) -> set[str]:
    with opened(folder) as profile:
        health = check(profile)
        data = health.as_json()
        assert data["ok"] == (not data["problems"])
        return {p["code"] for p in data["problems"]}


def test_a_whole_profile_is_whole(folder):
    steps = []
    with opened(folder) as profile:
        assert check(profile, steps.append).as_json() == {
            "ok": True, "database": "ok", "chain": "ok", "operations": 2,
            "blobs": {"referenced": 2, "present": 2, "bad": 0},
            "numbers": {"duplicates": 0, "unexplained": 0}, "problems": [],
        }  # fmt: skip
    assert steps == ["database", "chain", "blobs", "numbers"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            "UPDATE sync_op SET body = replace(CAST(body AS TEXT), '单位7', '单位8') WHERE seq = 2",
            "operation_altered",
        ),
        ("DELETE FROM sync_op WHERE seq = 1", "chain_gap"),
        ("UPDATE sync_op SET hash = zeroblob(32), body = NULL WHERE seq = 1", "chain_broken"),
        ("DELETE FROM sync_op WHERE seq = 2", "chain_broken"),
        ("UPDATE blob_data SET data = x'00'", "blob_damaged"),
        ("DELETE FROM blob_data", "blob_missing"),
    ],
)
def test_what_is_altered_around_the_guards_is_named(folder, statement, code):
    raw(folder, statement)
    assert code in codes(folder)


def test_a_newest_act_cut_off_before_its_line_was_written_is_named(folder):
    """The line of this device is written behind its acts: here it tells only the first of two."""
    with opened(folder) as profile:
        (first,) = profile.store.rows("SELECT hash FROM sync_op WHERE seq = 1")
    chain = journal.link(journal.CHAIN_START, bytes(first["hash"])).hex()
    behind = f"UPDATE sync_replica SET last_seq = 1, chain = x'{chain}'"
    raw(folder, behind, "UPDATE sync_derived SET pos = 1")
    assert codes(folder) == set(), "the second is there, only not caught up"
    raw(folder, behind, "UPDATE sync_derived SET pos = 1", "DELETE FROM sync_op WHERE seq = 2")
    assert codes(folder) == {"chain_gap"}


def test_an_erased_body_leaves_the_chain_whole(folder):
    raw(folder, "UPDATE sync_op SET body = NULL WHERE seq = 2")
    assert codes(folder) == set()


def test_a_photo_gone_or_damaged_is_named(folder):
    with opened(folder) as profile:
        path = profile.blobs.path(hashlib.sha256(PHOTO).hexdigest())
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert codes(folder) == {"blob_damaged"}
    path.unlink()
    assert codes(folder) == {"blob_missing"}
    with opened(folder) as profile:
        assert check(profile).elsewhere == 0, "what was taken here is lost, not left at the office"


def test_a_photo_of_another_device_not_fetched_yet_is_no_problem(folder):
    with opened(folder) as profile:
        edit = Edit(t="evidence", r="e-1", f={"name": "照片", "blob": "ab" * 32}, n=True)
        other = Operation(
            stream=profile.office_id, replica=77, seq=1, hlc=1, at="2026-10-09T09:30:00.000+08:00", act="photo",
            edits=[edit],
        )  # fmt: skip
        profile.store.apply([journal.encode(other)])
        health = check(profile)
    assert (health.referenced, health.present, health.bad, health.problems) == (3, 2, 0, [])
    assert health.elsewhere == 1


def test_doubled_and_unexplained_numbers_are_counted(folder):
    with opened(folder) as profile, profile.store.change(profile.officer_id, "issue") as tx:
        for n in (78, 120):
            use(tx, profile, tx.new("document", type="rectification_order", year=2026), n)
    with opened(folder) as profile:
        health = check(profile)
    assert (health.duplicates, health.unexplained) == (1, 1)
    assert {p.code for p in health.problems} == {"number_duplicate", "number_unexplained"}


def test_an_altered_vault_is_named(folder):
    path = folder / "vault.json"
    text = path.read_text()
    path.write_text(text.replace("郑远", "郑近"))
    assert codes(folder) == {"vault_altered"}


def test_a_flipped_bit_in_any_page_is_noticed(folder):
    store = folder / "store.db"
    whole = store.read_bytes()
    for page in range(1, len(whole) // 4096, 7):
        at = page * 4096 + 1234
        store.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert "database_damaged" in codes(folder), page
        except KnownError as refused:  # so bad that it does not open: noticed too
            assert refused.code in ("store_damaged", "store_unreadable"), page
