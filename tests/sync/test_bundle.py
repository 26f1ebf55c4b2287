"""The stick: what a laptop that never sees a network brings, takes home, and may rely upon."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.clock import FixedClock
from models.errors import KnownError
from models.profile import Profile
from sync import bundle, peer
from sync import bundlestate as state
from sync.bundlein import import_bundles, take_receipts
from tests.sync.conftest import Office, new_unit
from tests.sync.sticks import Stick, add_paper, add_photo, digest, join_by_stick, paper_bytes


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


@pytest.fixture
def alone(office: Office) -> Profile:
    """An office that has no server at all."""
    return office.alone("desk")


@pytest.fixture
def laptop(office: Office, alone: Profile, stick: Stick, tmp_path: Path, clock: FixedClock) -> Iterator[Profile]:
    new_unit(alone, "known before")
    made = join_by_stick(alone, stick, tmp_path / "c", clock)
    yield made
    made.close()


def names(profile: Profile) -> set[str]:
    return {unit["name"] for unit in profile.store.find("unit")}


def test_a_laptop_joins_by_stick_and_holds_what_the_office_has(alone: Profile, laptop: Profile) -> None:
    assert digest(laptop) == digest(alone)
    assert names(laptop) == {"known before"}
    record = alone.store.get("device", laptop.device_id)
    assert record is not None and record["replica"] == laptop.store.replica and record["name"] == "laptop c"
    assert laptop.officer_id == alone.store.find("certificate", number="XC-JC-0002")[0]["officer"]


def test_what_it_brings_is_at_the_desk_byte_for_byte(alone: Profile, laptop: Profile, stick: Stick) -> None:
    new_unit(laptop, "found on site")
    photo, paper = add_photo(laptop, 300_000), add_paper(laptop)
    (done,) = stick.carry_up(laptop, alone)
    assert done.whole and done.files == 2 and done.damage is None and not done.missing
    assert digest(alone) == digest(laptop)
    assert alone.blobs.get(photo) == laptop.blobs.get(photo)
    assert paper_bytes(alone)[paper] == paper_bytes(laptop)[paper]


def test_a_bundle_twice_changes_nothing(alone: Profile, laptop: Profile, stick: Stick) -> None:
    new_unit(laptop, "once")
    add_photo(laptop)
    made = stick.up(laptop)
    first = import_bundles(alone, made.paths)[0]
    before = digest(alone)
    again = import_bundles(alone, made.paths)[0]
    assert (again.operations, again.files, again.repeated) == (0, 0, first.operations)
    assert digest(alone) == before and again.receipt == first.receipt


def test_both_ways_end_equal_and_the_receipt_comes_home(alone: Profile, laptop: Profile, stick: Stick) -> None:
    new_unit(laptop, "from the site")
    new_unit(alone, "from the desk")
    add_photo(alone, 90_000)
    assert peer.waiting(laptop.store) > 0
    stick.carry_up(laptop, alone)
    assert peer.waiting(laptop.store) > 0, "nothing counts as received before its receipt"
    (home,) = stick.carry_down(alone, laptop)
    assert home.receipts == 1 and peer.waiting(laptop.store) == 0
    assert digest(alone) == digest(laptop) and names(laptop) == names(alone)
    left = state.waiting(laptop.store, laptop.blobs)
    assert (left.operations, left.files, left.bundles) == (0, 0, [])
    assert stick.up(laptop).operations == 0


def test_a_receipt_is_told_over_the_phone(alone: Profile, laptop: Profile, stick: Stick) -> None:
    new_unit(laptop, "one way only")
    add_photo(laptop)
    code = stick.carry_up(laptop, alone)[0].receipt
    assert code is not None and len(code) == 14
    spoken = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    state.take_receipt(laptop.store, *bundle.read_receipt(spoken))
    left = state.waiting(laptop.store, laptop.blobs)
    assert (left.operations, left.files, left.bundles) == (0, 0, [])


@pytest.mark.parametrize("place", range(12))
def test_a_receipt_misheard_is_refused(alone: Profile, laptop: Profile, stick: Stick, place: int) -> None:
    new_unit(laptop, "unit")
    plain = bundle.plain_code(stick.carry_up(laptop, alone)[0].receipt or "")
    wrong = plain[:place] + ("2" if plain[place] != "2" else "3") + plain[place + 1 :]
    with pytest.raises(KnownError) as refused:
        state.take_receipt(laptop.store, *bundle.read_receipt(wrong))
    assert refused.value.code == "receipt_unknown" and peer.waiting(laptop.store) > 0


def test_a_receipt_of_a_file_takes_only_the_receipt(alone: Profile, laptop: Profile, stick: Stick) -> None:
    new_unit(laptop, "mine")
    stick.carry_up(laptop, alone)
    new_unit(alone, "theirs")
    back = stick.down(alone, laptop)
    header, taken = take_receipts(laptop, back.paths[0])
    assert taken == 1 and header.sender.role == "desk"
    assert peer.waiting(laptop.store) == 0 and "theirs" not in names(laptop)


def test_numbers_granted_by_stick_are_nobody_elses(
    office: Office, alone: Profile, laptop: Profile, stick: Stick, tmp_path: Path, clock: FixedClock
) -> None:
    other = join_by_stick(alone, stick, tmp_path / "d", clock, name="laptop d")
    with other:
        for _ in range(3):
            add_paper(laptop)
            add_paper(other)
        stick.carry_up(laptop, alone)
        stick.carry_up(other, alone)
        used = [row["number"] for row in alone.store.find("number_use")]
        assert len(used) == len(set(used)) == 6
        assert {row["series"] for row in alone.store.find("number_use")} == {"main"}


def test_numbers_that_run_low_come_with_the_next_bundle(alone: Profile, laptop: Profile, stick: Stick) -> None:
    before = len(laptop.store.find("number_block"))
    for _ in range(16):
        add_paper(laptop)
    stick.carry_up(laptop, alone)
    stick.carry_down(alone, laptop)
    mine = [b for b in laptop.store.find("number_block") if b["replica"] == laptop.store.replica]
    assert len(laptop.store.find("number_block")) == before + 1
    spans = sorted((b["type"], b["lo"], b["hi"]) for b in mine)
    assert all(a[2] < b[1] for a, b in itertools.pairwise(spans) if a[0] == b[0])


def test_parts_come_in_any_order_and_a_missing_one_is_named(alone: Profile, laptop: Profile, stick: Stick) -> None:
    photos = [add_photo(laptop, 150_000, f"p{n}") for n in range(4)]
    made = stick.up(laptop, part_bytes=200_000)
    assert len(made.paths) >= 3
    last = import_bundles(alone, made.paths[-1:])[0]
    assert [part for _, part in last.missing] == list(range(1, len(made.paths)))
    assert last.receipt is None, "nothing is receipted while an earlier part is missing"
    import_bundles(alone, made.paths[1:-1])
    (first,) = import_bundles(alone, made.paths[:1])
    assert first.missing == [] and all(alone.blobs.has(sha) for sha in photos)
    state.take_receipt(laptop.store, *bundle.read_receipt(first.receipt or ""))
    assert state.waiting(laptop.store, laptop.blobs).bundles == []


def test_a_receipt_never_passes_a_part_that_is_not_whole(alone: Profile, laptop: Profile, stick: Stick) -> None:
    for n in range(4):
        add_photo(laptop, 150_000, f"p{n}")
    made = stick.up(laptop, part_bytes=200_000)
    first = made.paths[0].read_bytes()
    made.paths[0].write_bytes(first[: len(first) - 70_000])
    done = import_bundles(alone, made.paths)
    assert done[0].damage is not None and all(one.whole for one in done[1:])
    state.take_receipt(laptop.store, *bundle.read_receipt(done[-1].receipt or ""))
    left = state.waiting(laptop.store, laptop.blobs)
    assert left.operations == 0 and left.files == 4, "what stands after the hole is here, and is not receipted"


def test_a_missing_bundle_is_seen_and_named(alone: Profile, laptop: Profile, stick: Stick) -> None:
    made = []
    for n in range(3):
        new_unit(laptop, f"unit {n}")
        made.append(stick.up(laptop, only_new=True))
    import_bundles(alone, made[0].paths)
    (third,) = import_bundles(alone, made[2].paths)
    assert third.gaps and third.missing == [(2, 0), (3, 1)], "the one between, and then this one again"
    assert third.receipt is None
    assert "unit 2" not in names(alone)
    done = import_bundles(alone, [*made[2].paths, *made[1].paths])
    assert [one.header.seq for one in done] == [made[1].seq, made[2].seq], "the order they were made in"
    assert not done[1].missing and digest(alone) == digest(laptop)


def test_by_default_a_lost_bundle_costs_nothing(alone: Profile, laptop: Profile, stick: Stick) -> None:
    new_unit(laptop, "in both")
    stick.up(laptop)
    new_unit(laptop, "in the second")
    (done,) = stick.carry_up(laptop, alone)
    assert digest(alone) == digest(laptop) and done.missing == [(1, 0)] and not done.gaps
