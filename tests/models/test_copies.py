"""Copies of one profile in the register of devices: a copy is known by key and former name, a restored one is none."""

from __future__ import annotations

from typing import Any

from models import copies
from tests.models.papers import LEAD, found_office, new_store


def device(store: Any, name: str, replica: int, key: str, at: str, predecessor: int | None = None) -> str:
    with store.change(LEAD, "enrol_device") as tx:
        made: str = tx.new(
            "device", name=name, replica=replica, public_key=key, enrolled_at=at, predecessor=predecessor, code="A"
        )
    return made


def test_a_copy_is_told_with_its_original_and_who_was_there(tmp_path: Any) -> None:
    store = new_store(tmp_path / "s.db")
    found_office(store)
    first = device(store, "外勤一号", 11, "key-a", "2026-10-01T09:00:00.000+08:00")
    device(store, "外勤二号", 12, "key-b", "2026-10-01T09:00:00.000+08:00")
    second = device(store, "外勤一号", 21, "key-a", "2026-10-05T09:00:00.000+08:00", 11)
    (twin,) = copies.twins(store)
    assert (twin.device, twin.replica, twin.of, twin.of_name) == (second, 21, first, "外勤一号")
    assert (twin.at, twin.by, twin.numbers) == ("2026-10-05T09:00:00.000+08:00", "林晓", False)
    assert copies.of_this_device(store, 21) == (twin, [])
    assert copies.of_this_device(store, 11) == (None, [twin])
    assert copies.of_this_device(store, 12) == (None, [])
    store.close()


def test_a_profile_from_a_backup_is_no_copy_even_where_its_original_has_one(tmp_path: Any) -> None:
    store = new_store(tmp_path / "s.db")
    found_office(store)
    first = device(store, "外勤一号", 11, "key-a", "2026-10-01T09:00:00.000+08:00")
    with store.change(LEAD, "restore") as tx:
        tx.set("device", first, replica=31, predecessor=11)
    assert copies.twins(store) == []
    second = device(store, "外勤一号", 21, "key-a", "2026-10-05T09:00:00.000+08:00", 11)
    third = device(store, "外勤一号", 22, "key-a", "2026-10-06T09:00:00.000+08:00", 11)
    assert [(t.device, t.of) for t in copies.twins(store)] == [(second, first), (third, first)]
    assert copies.of_this_device(store, 31)[1] == copies.twins(store)
    store.close()
