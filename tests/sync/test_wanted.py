"""Which photos come to which computer: to a desk every one, to a laptop those of its officers' sites; the rest on asking."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.clock import FixedClock
from models.profile import Profile
from sync import blobs, wanted
from sync.bundlein import import_bundles
from sync.client import pending, sync
from tests.sync.conftest import Office, settle
from tests.sync.sticks import Stick, add_paper, add_photo, join_by_stick, paper_bytes


class Three:
    """A desk, and two laptops of one officer each; a site of the first one's with two photos, taken by the desk."""

    def __init__(self, office: Office, desk: Profile | None = None) -> None:
        self.office = office
        self.desk = desk or office.desk()
        self.mine = office.laptop("mine", self.desk, "XC-JC-0001")
        self.theirs = office.laptop("theirs", self.desk, "XC-JC-0002")
        self.me, self.they = (str(p.officer_id) for p in (self.mine, self.theirs))
        self.site, self.visit, self.photos = self.new_site(self.me)
        settle(self.desk, self.mine, self.theirs)

    def new_site(self, lead: str, count: int = 2) -> tuple[str, str, set[str]]:
        with self.desk.store.change(self.me, "plan") as tx:
            site = tx.new("project", name="滨河路一期")
            visit = tx.new("inspection", project=site, kind="routine", state="ended", lead=lead)
        return site, visit, {self.photo(visit) for _ in range(count)}

    def photo(self, visit: str, size: int = 4000) -> str:
        sha = self.desk.blobs.put(os.urandom(size)).sha256
        with self.desk.store.change(self.me, "photo") as tx:
            tx.new("evidence", inspection=visit, kind="photo", blob=sha, size=size)
        return sha

    def plan(self, officer: str) -> None:
        """A recheck of the site, given to this officer."""
        with self.desk.store.change(self.me, "plan") as tx:
            tx.new("inspection", project=self.site, kind="recheck", state="planned", lead=officer)


@pytest.fixture
def three(office: Office) -> Three:
    return Three(office)


def has(profile: Profile, shas: set[str]) -> set[str]:
    return {sha for sha in shas if profile.blobs.has(sha)}


def test_a_laptop_fetches_its_own_sites_and_leaves_the_rest_on_the_server(three: Three) -> None:
    loose, paper = add_photo(three.desk), add_paper(three.desk)
    settle(three.desk, three.mine, three.theirs)
    assert has(three.mine, three.photos) == three.photos and not has(three.theirs, three.photos)
    assert all(p.blobs.has(loose) and paper in paper_bytes(p) for p in (three.mine, three.theirs))
    assert pending(three.theirs).blobs == 0 == sync(three.theirs).pending.blobs
    assert blobs.standing(three.theirs).left == three.photos and not blobs.standing(three.mine).left


def test_what_a_laptop_took_goes_to_the_server_and_to_every_desk_whoever_it_concerns(three: Three) -> None:
    sha = three.theirs.blobs.put(b"seen from the street").sha256
    with three.theirs.store.change(None, "photo") as tx:
        tx.new("evidence", inspection=three.visit, blob=sha)
    assert sync(three.theirs).pushed.blobs == 1
    second = three.office.laptop("desk two", three.desk, "XC-JC-0002", role="desk")
    settle(three.desk, second)
    assert has(second, three.photos | {sha}) == three.photos | {sha} == has(three.desk, three.photos | {sha})
    assert three.theirs.blobs.has(sha), "what is here is never removed"


def test_who_is_given_the_recheck_has_the_photos_of_the_first_visit(three: Three) -> None:
    three.plan(three.they)
    sync(three.desk)
    result = sync(three.theirs)
    assert has(three.theirs, three.photos) == three.photos and result.pulled.blobs == 2


def test_a_second_officer_at_the_laptop_brings_his_sites(three: Three) -> None:
    three.theirs.add_officer_slot(three.me, "first officer says this", kdf=None)
    assert sync(three.theirs).pulled.blobs == 2


def test_what_was_asked_for_comes_with_the_next_sync_and_nothing_else(three: Three) -> None:
    one = min(three.photos)
    wanted.ask(three.theirs.store, [one])
    assert pending(three.theirs).blobs == 1 and wanted.asked(three.theirs.store) == {one}
    assert sync(three.theirs).pulled.blobs == 1
    assert has(three.theirs, three.photos) == {one} and wanted.asked(three.theirs.store) == frozenset()
    assert blobs.standing(three.theirs).left == three.photos - {one}


def test_a_photo_asked_for_before_it_was_sent_comes_when_it_is_there(three: Three) -> None:
    late = three.photo(three.visit)
    path = three.desk.blobs.path(late)
    kept = path.read_bytes()
    path.unlink()
    sync(three.desk)
    sync(three.theirs)
    wanted.ask(three.theirs.store, [late])
    result = sync(three.theirs)
    assert (result.pending.blobs, result.files_error) == (1, None) and wanted.asked(three.theirs.store) == {late}
    path.write_bytes(kept)
    sync(three.desk)
    assert sync(three.theirs).pulled.blobs == 1 and three.theirs.blobs.has(late)


def test_every_photo_where_a_person_chose_so_and_no_more_when_that_is_taken_back(three: Three) -> None:
    wanted.take_every(three.theirs.store, True)
    assert sync(three.theirs).pulled.blobs == 2
    wanted.take_every(three.theirs.store, False)
    _, _, more = three.new_site(three.me)
    settle(three.desk, three.theirs)
    assert has(three.theirs, three.photos | more) == three.photos


def test_a_server_put_back_to_before_the_photos_gets_them_from_the_desk(office: Office) -> None:
    desk = office.desk()
    office.server.stop()
    before = {p: p.read_bytes() for p in office.folder.glob("server.db*") if p.is_file()}
    office.restart()
    three = Three(office, desk)
    taker = three.theirs
    sha = taker.blobs.put(b"taken by the laptop that is then gone").sha256
    with taker.store.change(None, "photo") as tx:
        tx.new("evidence", inspection=three.visit, blob=sha)
    sync(taker), sync(three.desk)
    office.server.stop()
    for path in office.folder.glob("server.db*"):
        if path.is_file():
            path.unlink()
        elif path.name.endswith(".files"):
            shutil.rmtree(path)
    for path, data in before.items():
        path.write_bytes(data)
    office.restart()
    settle(three.desk)
    anew = office.laptop("anew", three.desk, "XC-JC-0001")
    settle(anew)
    assert has(anew, three.photos | {sha}) == three.photos | {sha}


# --- by stick


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


@pytest.fixture
def alone(three: Three, stick: Stick, tmp_path: Path, clock: FixedClock) -> Any:
    """A laptop of the second officer that never sees a network."""
    made = join_by_stick(three.desk, stick, tmp_path / "alone", clock)
    yield made
    made.close()


def round_trip(three: Three, stick: Stick, laptop: Profile) -> None:
    stick.carry_up(laptop, three.desk)
    stick.carry_down(three.desk, laptop)


def test_a_bundle_carries_the_photos_its_laptop_is_to_have(three: Three, stick: Stick, alone: Profile) -> None:
    assert not has(alone, three.photos), "the first bundle already knows who asked for it"
    _, _, ours = three.new_site(three.they)
    _, _, others = three.new_site(three.me)
    round_trip(three, stick, alone)
    assert has(alone, ours | others | three.photos) == ours
    assert blobs.standing(alone).left == others | three.photos and not blobs.standing(alone).down


def test_a_task_in_a_bundle_brings_the_sites_earlier_photos_along(three: Three, stick: Stick, alone: Profile) -> None:
    round_trip(three, stick, alone)
    three.plan(three.they)
    stick.carry_down(three.desk, alone)
    assert has(alone, three.photos) == three.photos
    round_trip(three, stick, alone)
    three.plan(three.they)
    assert stick.down(three.desk, alone).files == 0, "what it has is not packed again"


def test_what_is_asked_for_goes_up_in_words_and_comes_down_with_the_next_bundle(
    three: Three, stick: Stick, alone: Profile
) -> None:
    one = min(three.photos)
    wanted.ask(alone.store, [one])
    stick.carry_down(three.desk, alone)
    assert not alone.blobs.has(one), "the office does not know yet"
    round_trip(three, stick, alone)
    assert has(alone, three.photos) == {one} and wanted.asked(alone.store) == frozenset()


def test_what_a_bundle_has_is_kept_and_every_photo_comes_where_it_was_chosen(
    three: Three, stick: Stick, alone: Profile
) -> None:
    wanted.take_every(alone.store, True)
    stick.carry_up(alone, three.desk)
    made = stick.down(three.desk, alone)
    wanted.take_every(alone.store, False)
    import_bundles(alone, made.paths)
    assert has(alone, three.photos) == three.photos and not blobs.standing(alone).left


def test_a_laptop_of_before_that_says_nothing_gets_every_photo(
    three: Three, stick: Stick, alone: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "told", lambda _: None)
    stick.carry_up(alone, three.desk)
    _, _, others = three.new_site(three.me)
    stick.carry_down(three.desk, alone)
    assert has(alone, others) == others
