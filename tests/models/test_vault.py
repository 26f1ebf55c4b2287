"""The vault: what opens it, what does not, and that its file is whole or the old one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from models import stretching
from models import vault as vault_module
from models.errors import KnownError
from models.passphrase import is_strong, new_recovery_code
from models.vault import Vault
from models.vaultfile import Kdf

FAST = Kdf(memory=64, passes=1, lanes=1)
ROOT = Path(__file__).resolve().parents[2]


class Drawer:
    """A keystore in memory, for machines (and tests) that have one."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, store_id: str) -> bytes | None:
        return self.kept.get(store_id)

    def set(self, store_id: str, secret: bytes) -> None:
        self.kept[store_id] = secret


def made(path: Path, keystore=None) -> Vault:
    vault = Vault.create(path, keystore)
    vault.add_officer("o1", "XC-JC-0001", "林晓", "correct horse battery staple", kdf=FAST)
    vault.add_officer("o2", "XC-JC-0002", "郑远", "另一个 足够 长的 口令短语", kdf=FAST)
    return vault


def code_of(call) -> str:
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code


def test_each_officer_opens_the_same_keys_with_his_own_passphrase(tmp_path):
    keys = made(tmp_path / "vault.json").keys
    for cert, words in (
        ("XC-JC-0001", "correct horse battery staple"),
        ("XC-JC-0002", "另一个 足够 长的 口令短语"),
    ):
        vault = Vault.load(tmp_path / "vault.json", None)
        slot = vault.unlock(words)
        assert slot.cert_no == cert
        assert (vault.keys.db, vault.keys.att, vault.keys.idx) == (keys.db, keys.att, keys.idx)
        assert not vault.altered
    assert len(keys.db) == 96 and len({keys.att, keys.idx, keys.mac}) == 3


def test_the_file_holds_no_secret(tmp_path):
    vault = made(tmp_path / "vault.json", Drawer())
    text = (tmp_path / "vault.json").read_text()
    secrets = [vault.keys.db, vault.keys.att.hex(), vault._data_key.hex(), "horse"]
    secrets += [s.hex() for s in vault.keystore.kept.values()]
    assert not [s for s in secrets if s in text]


def test_wrong_passphrase_other_officers_passphrase_and_unknown_officer(tmp_path):
    made(tmp_path / "vault.json")
    vault = Vault.load(tmp_path / "vault.json", None)
    assert code_of(lambda: vault.unlock("something else entirely")) == "wrong_passphrase"
    assert code_of(lambda: vault.unlock("correct horse battery staple", "XC-JC-0002")) == "wrong_passphrase"
    assert code_of(lambda: vault.unlock("correct horse battery staple", "XC-JC-9")) == "no_such_officer"
    assert not vault.unlocked and code_of(lambda: vault.keys) == "vault_locked"
    assert vault.is_passphrase_of("XC-JC-0001", "correct horse battery staple")
    assert not vault.is_passphrase_of("XC-JC-0002", "correct horse battery staple")


def test_full_width_typing_opens_the_same_slot(tmp_path):
    made(tmp_path / "vault.json")
    assert (
        Vault.load(tmp_path / "vault.json", None).unlock("ｃｏｒｒｅｃｔ　horse battery staple ").officer_id == "o1"
    )


def test_the_disk_alone_is_worth_nothing_where_a_keystore_answers(tmp_path):
    drawer = Drawer()
    vault = Vault.create(tmp_path / "vault.json", drawer)
    vault.add_officer("o1", "C1", "林晓", "654321", kdf=FAST)
    assert Vault.load(tmp_path / "vault.json", drawer).unlock("654321").officer_id == "o1"
    assert code_of(lambda: Vault.load(tmp_path / "vault.json", None).unlock("654321")) == "device_secret_missing"
    assert code_of(lambda: Vault.load(tmp_path / "vault.json", Drawer()).unlock("654321")) == "device_secret_missing"
    other = Drawer()
    other.set(vault.store_id, b"x" * 32)
    assert code_of(lambda: Vault.load(tmp_path / "vault.json", other).unlock("654321")) == "wrong_passphrase"


@pytest.mark.parametrize("words", ["123456", "aaaaaaaaaaaaaaaa", "one two", "a b c d", "word word word word"])
def test_without_a_keystore_a_weak_passphrase_is_refused(tmp_path, words):
    vault = Vault.create(tmp_path / "vault.json", None)
    if words == "word word word word":
        assert is_strong(words)  # 19 characters, 5 of them different: length carries it
        return
    assert code_of(lambda: vault.add_officer("o1", "C1", "林晓", words, kdf=FAST)) == "passphrase_weak"
    assert not (tmp_path / "vault.json").exists()


def test_change_of_passphrase_keeps_the_keys_and_needs_the_old_one(tmp_path):
    vault = made(tmp_path / "vault.json")
    keys = vault.keys.db
    wrong = lambda: vault.change_passphrase("XC-JC-0001", "not this one at all", "new words for the slot")  # noqa: E731
    assert code_of(wrong) == "wrong_passphrase"
    vault.change_passphrase("XC-JC-0001", "correct horse battery staple", "new words for the slot", kdf=FAST)
    again = Vault.load(tmp_path / "vault.json", None)
    assert code_of(lambda: again.unlock("correct horse battery staple")) == "wrong_passphrase"
    assert again.unlock("new words for the slot").cert_no == "XC-JC-0001"
    assert again.keys.db == keys
    assert [s.cert_no for s in again.slots] == ["XC-JC-0001", "XC-JC-0002"]  # the lead stays first


def test_a_removed_officer_is_out_and_the_last_one_stays(tmp_path):
    vault = made(tmp_path / "vault.json")
    vault.remove(vault.slots[1].id)
    again = Vault.load(tmp_path / "vault.json", None)
    assert code_of(lambda: again.unlock("另一个 足够 长的 口令短语")) == "wrong_passphrase"
    again.unlock("correct horse battery staple")
    assert code_of(lambda: again.remove(again.slots[0].id)) == "last_slot"
    assert len(again.slots) == 1


def test_recovery_code_and_office_key_open_when_the_passphrase_is_forgotten(tmp_path):
    vault = made(tmp_path / "vault.json")
    code, office = new_recovery_code(), X25519PrivateKey.generate()
    vault.add_recovery(code, kdf=FAST)
    vault.add_office(office.public_key())
    again = Vault.load(tmp_path / "vault.json", None)
    assert code_of(lambda: again.unlock_recovery(new_recovery_code())) == "wrong_recovery_code"
    again.unlock_recovery(code.lower().replace("-", " "))
    assert again.keys.db == vault.keys.db
    third = Vault.load(tmp_path / "vault.json", None)
    assert code_of(lambda: third.unlock_office(X25519PrivateKey.generate())) == "wrong_office_key"
    third.unlock_office(office)
    assert third.keys.db == vault.keys.db


def _flips(value):
    for key, inner in value.items():
        if key == "slots":
            for i, slot in enumerate(inner):
                for field in slot:
                    yield (key, i, field)
        else:
            yield (key,)


def test_a_changed_field_opens_nothing_or_is_reported(tmp_path):
    path = tmp_path / "vault.json"
    made(path)
    original = json.loads(path.read_text())
    seen = 0
    for where in list(_flips(original)):
        data = json.loads(path.read_text())
        holder = data["slots"][where[1]] if len(where) == 3 else data
        holder[where[-1]] = _other(holder[where[-1]])
        changed = tmp_path / "changed.json"
        changed.write_text(json.dumps(data))
        seen += 1
        try:
            vault = Vault.load(changed, None)
            vault.unlock("correct horse battery staple", "XC-JC-0001")
        except KnownError as error:
            assert error.code in {
                "vault_damaged",
                "vault_newer",
                "wrong_passphrase",
                "no_such_officer",
                "device_secret_missing",
            }, where
        else:
            assert vault.altered, where
    assert seen > 20


def _other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {**value, "passes": value["passes"] + 1}
    if value is None:
        return "x"
    return ("B" if value[0] != "B" else "C") + value[1:] if value else "AAAA"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"v": 1}', '{"v": 2, "suite": "intl-1"}'])
def test_a_damaged_or_newer_file_is_named(tmp_path, text):
    (tmp_path / "vault.json").write_text(text)
    assert code_of(lambda: Vault.load(tmp_path / "vault.json", None)) in ("vault_damaged", "vault_newer")
    assert code_of(lambda: Vault.load(tmp_path / "none.json", None)) == "vault_missing"


def test_an_absurd_memory_demand_is_damage_not_an_order(tmp_path):
    path = tmp_path / "vault.json"
    made(path)
    data = json.loads(path.read_text())
    data["slots"][0]["kdf"]["memory"] = 2**40
    path.write_text(json.dumps(data))
    assert code_of(lambda: Vault.load(path, None)) == "vault_damaged"


def test_login_renews_a_slot_whose_parameters_are_behind(tmp_path):
    made(tmp_path / "vault.json")
    vault = Vault.load(tmp_path / "vault.json", Drawer())
    slot = vault.unlock("correct horse battery staple")
    new = vault.renew(slot, "correct horse battery staple", Kdf(128, 1, 1))
    assert (new.kdf.memory, new.device_secret) == (128, True)
    again = Vault.load(tmp_path / "vault.json", vault.keystore)
    assert again.unlock("correct horse battery staple").id == new.id
    assert again.renew(new, "correct horse battery staple", Kdf(128, 1, 1)) == new


def test_default_parameters_are_those_that_were_decided(tmp_path):
    vault = Vault.create(tmp_path / "vault.json", None)
    slot = vault.add_officer("o1", "C1", "林晓", "correct horse battery staple")
    assert (slot.kdf.memory, slot.kdf.lanes) == (128 * 1024, 2)
    assert 3 <= slot.kdf.passes <= stretching.MOST_PASSES, "three, or more where this machine is quick at this moment"
    assert Vault.load(tmp_path / "vault.json", None).unlock("correct horse battery staple").id == slot.id


CUT = """
import os, sys
from pathlib import Path
from models import files
from models.vault import Vault
from models.vaultfile import Kdf
step = int(sys.argv[2]); count = 0
def counted(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == step:
            os._exit(9)
        return real(*args, **kwargs)
    return call
vault = Vault.load(Path(sys.argv[1]), None)
vault.unlock("correct horse battery staple", "XC-JC-0001")
os.open, os.write, os.fsync = counted(os.open), counted(os.write), counted(os.fsync)
Path.replace = counted(Path.replace)
vault.change_passphrase("XC-JC-0001", "correct horse battery staple", "quite another set of words",
                        kdf=Kdf(64, 1, 1))
"""


def test_a_kill_at_any_step_leaves_the_old_or_the_new_passphrase(tmp_path):
    path = tmp_path / "vault.json"
    outcomes = set()
    for step in range(1, 9):
        made(path)
        ran = subprocess.run([sys.executable, "-c", CUT, str(path), str(step)], cwd=ROOT, env={**os.environ})
        opened = []
        for words in ("correct horse battery staple", "quite another set of words"):
            try:
                Vault.load(path, None).unlock(words, "XC-JC-0001")
                opened.append(words.split()[0])
            except KnownError as error:
                assert error.code == "wrong_passphrase"
        assert len(opened) == 1, (step, opened)
        outcomes.add((ran.returncode, opened[0]))
    assert outcomes >= {(9, "correct"), (9, "quite"), (0, "quite")}


@pytest.mark.parametrize(("seconds", "passes"), [(0.19, 5), (0.3, 3), (2.0, 3), (0.02, 16), (0.0, 16)])
def test_a_new_slot_costs_the_target_on_a_fast_machine_and_never_less_than_the_default(seconds, passes):
    made = stretching.for_time(lambda kdf: seconds)
    assert (made.memory, made.passes, made.lanes) == (Kdf().memory, passes, Kdf().lanes)


def test_the_measured_parameters_are_kept_in_the_slot(tmp_path, monkeypatch):
    monkeypatch.setattr(vault_module, "calibrated", lambda: Kdf(64, 7, 1))
    vault = Vault.create(tmp_path / "vault.json", None)
    vault.add_officer("o", "XC-JC-0001", "林晓", "first officer says this")
    again = Vault.load(tmp_path / "vault.json", None)
    (slot,) = [s for s in again.slots if s.kind == "passphrase"]
    assert slot.kdf == Kdf(64, 7, 1)
    again.unlock("first officer says this")
