"""Three devices decide one conflict at the same time, over the real server: it ends, and nothing is lost on the way."""

from __future__ import annotations

from models import disputes
from models.history import history
from models.profile import Profile
from sync.client import sync
from tests.sync.conftest import Office, new_unit, settle


def decide(profile: Profile, value: str) -> None:
    (found,) = disputes.disputes(profile.store)
    with profile.store.change(profile.officer_id, "resolve", reason="asked them") as tx:
        disputes.decide(tx, found, value, "asked them")


def test_three_devices_that_decide_at_once_end(office: Office) -> None:
    desk = office.desk()
    three = [desk, office.laptop("one", desk), office.laptop("two", desk, role="desk")]
    unit = new_unit(desk, "甲公司")
    settle(*three)
    for profile, phone in zip(three, ("1", "2", "3"), strict=True):
        with profile.store.change(profile.officer_id, "edit_unit") as tx:
            tx.set("unit", unit, name=f"甲{phone}")
    settle(*three)
    assert [len(disputes.disputes(p.store)[0].sides) for p in three] == [3, 3, 3]
    for profile, value in zip(three, ("甲1", "甲2", "甲2"), strict=True):
        decide(profile, value)
    settle(*three)
    again = [disputes.disputes(p.store) for p in three]
    assert [sorted(s.value for s in found[0].sides) for found in again] == [["甲1", "甲2"]] * 3, (
        "they decided differently"
    )
    for profile in three:
        decide(profile, "甲2")
    settle(*three)
    for profile in three:
        assert disputes.disputes(profile.store) == []
        assert (profile.store.get("unit", unit) or {})["name"] == "甲2"
        values = {
            c.after for s in history(profile.store, "unit", unit).steps for c in s.changes if c.register == "name"
        }
        assert values == {"甲公司", "甲1", "甲2", "甲3"}
    quiet = [sync(p) for p in three]
    assert all(r.equal and not r.pushed.operations and not r.pulled.operations for r in quiet)
