"""Small files together in one request: as safe as one by one, and an older server or program does without."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.profile import Profile
from sync import parcels, wire
from sync.client import pending, sync
from sync.server.app import App
from sync.server.ledger import Refusal
from sync.transport import Transport
from tests.sync.conftest import Office, settle
from tests.sync.sticks import add_paper, add_photo, paper_bytes


def photos(profile: Profile, count: int, size: int) -> dict[str, bytes]:
    made = {}
    for _ in range(count):
        sha = add_photo(profile, size)
        made[sha] = profile.blobs.get(sha)
    return made


def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What is requested from now on, by its path."""
    counts: Counter[str] = Counter()
    real = Transport.send

    def send(self: Transport, method: str, path: str, *rest: Any) -> Any:
        counts[f"{method} {'/'.join(path.split('/')[:3])}"] += 1
        return real(self, method, path, *rest)

    monkeypatch.setattr(Transport, "send", send)
    return counts


def test_small_files_go_together_and_large_ones_by_themselves(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(desk, laptop)
    small, large = photos(laptop, 40, 20_000), photos(laptop, 2, wire.CHUNK + 5)
    papers = {add_paper(laptop) for _ in range(15)}
    counts = asked(monkeypatch)
    up = sync(laptop)
    assert up.pushed.blobs == 57 and not up.pending.blobs and up.files_error is None
    assert counts["POST /v1/parcels"] == 1 and counts["PUT /v1/blobs"] == 4
    counts.clear()
    down = sync(desk)
    assert down.pulled.blobs == 57 and not down.pending.blobs and down.equal
    assert counts["POST /v1/parcels"] <= 4 and counts["GET /v1/blobs"] == 4
    for sha, data in (small | large).items():
        assert desk.blobs.get(sha) == data
    assert paper_bytes(desk) == paper_bytes(laptop) and paper_bytes(desk).keys() == papers
    again = sync(desk)
    assert again.pulled.blobs == again.pushed.blobs == 0


def test_an_older_server_takes_and_gives_them_one_by_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(self: App, request: Any) -> Any:
        raise Refusal(404, "not_found")

    monkeypatch.setattr(App, "parcel_put", unknown)
    monkeypatch.setattr(App, "parcel_get", unknown)
    desk = office.desk()
    office.restart()
    laptop = office.laptop("laptop", desk)
    made = photos(laptop, 5, 3000)
    settle(laptop, desk)
    assert all(desk.blobs.get(sha) == data for sha, data in made.items())


def test_one_that_is_damaged_here_or_there_keeps_none_of_the_others(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    made = photos(laptop, 6, 3000)
    bad, gone, *good = made
    path = laptop.blobs.path(bad)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    up = sync(laptop)
    assert up.files_error == "blob_damaged" and up.pushed.blobs == 5 and pending(laptop).blobs == 1
    there = office.server.files
    scope = there_scope(desk)
    assert there.folder is not None
    stored = there.folder / there._path(scope, gone)
    stored.write_bytes(stored.read_bytes()[:-1] + b"\0")
    down = sync(desk)
    assert down.files_error == "blob_differs" and down.pulled.blobs == 4
    assert all(desk.blobs.get(sha) == made[sha] for sha in good)
    assert not desk.blobs.has(gone) and not desk.blobs.has(bad)


def there_scope(profile: Profile) -> Any:
    from sync.server.ledger import Scope

    return Scope(profile.office_id, profile.device_id or "", "desk")


def test_a_parcel_that_lies_is_taken_for_no_file_but_those_that_are_right(office: Office) -> None:
    desk = office.desk()
    scope, right = there_scope(desk), b"right"
    name = hashlib.sha256(right).hexdigest()
    found = office.server.files.put_all(scope, [("0" * 64, b"wrong"), (name, right), ("1" * 64, None)])
    assert found == {name: -1} and office.server.files.have(scope, "0" * 64) == 0
    assert office.server.files.get_all(scope, ["0" * 64, name], 100) == [("0" * 64, None), (name, right)]
    assert office.server.files.get_all(scope, [name], 8) == [(name, None)], "too large to come along"
    with pytest.raises(Refusal):
        office.server.files.put_all(scope, [("../x", b"x")])


def test_a_server_that_answers_nonsense_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    photos(laptop, 3, 100)
    sync(laptop)
    monkeypatch.setattr(parcels, "pack", lambda files: b"\xff\x00" if isinstance(files, list) else b"")
    result = sync(desk)
    assert result.equal and result.files_error == "server_answer_bad" and result.pending.blobs == 3
    monkeypatch.undo()
    assert sync(desk).pulled.blobs == 3


@given(st.lists(st.integers(0, parcels.MOST), max_size=300))
def test_no_parcel_is_too_large_and_nothing_small_is_left_out(sizes: list[int]) -> None:
    files = [(f"{n}", size) for n, size in enumerate(sizes)]
    made = list(parcels.together(files))
    assert [sha for some in made for sha in some] == [sha for sha, size in files if size <= parcels.MOST // 2]
    for some in made:
        assert 0 < len(some) <= parcels.FILES and sum(sizes[int(sha)] for sha in some) <= parcels.MOST
    again = parcels.unpack(parcels.pack([(sha, sha.encode()) for some in made for sha in some]))
    assert [sha for sha, _ in again] == [sha for some in made for sha in some]
    with pytest.raises(wire.Malformed):
        parcels.unpack(b"\xc1")
