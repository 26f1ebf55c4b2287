"""Invariant 12: any prefix of a bundle is safe; what is altered, forged or meant for others changes nothing."""

from __future__ import annotations

import functools
import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import keys
from models.clock import FixedClock
from models.errors import KnownError
from models.profile import Profile
from sync import bundle, bundleask, bundlejoin, wire
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundleframes import Reader
from sync.bundlein import import_bundles
from sync.bundleout import export_up
from tests.sync.conftest import FAST, OFFICERS, Office, new_unit
from tests.sync.sticks import WORDS, Stick, add_paper, add_photo, digest, join_by_stick, paper_bytes

UNITS = 90


class World:
    """A laptop with a bundle of several frames and files, and a desk that can be set back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stick = folder, Stick(folder / "stick")
        self.clock = FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))
        self.desk = Profile.create(
            folder / "desk",
            office={"name": "office", "doc_prefix": "o"},
            officers=OFFICERS,
            clock=self.clock,
            keystore=None,
            kdf=FAST,
        )
        self.laptop = join_by_stick(self.desk, self.stick, folder / "c", self.clock)
        for n in range(UNITS):
            new_unit(self.laptop, f"unit {n} " + "长" * 900)
            if n % 30 == 0:
                self.bundle = export_up(self.laptop, folder / "spare.axb")
        self.photos = [add_photo(self.laptop, 90_000, f"p{n}") for n in range(4)]
        self.papers = [add_paper(self.laptop) for _ in range(2)]
        self.bundle = export_up(self.laptop, folder / "whole.axb")
        self.data = self.bundle.paths[0].read_bytes()
        self.desk.close()
        shutil.copytree(folder / "desk", folder / "kept")
        self.whole = self.fresh()
        import_bundles(self.whole, self.bundle.paths)
        self.full = digest(self.whole)
        self.whole.close()

    def fresh(self) -> Profile:
        """The desk as it was before the bundle came."""
        shutil.rmtree(self.folder / "desk", ignore_errors=True)
        shutil.copytree(self.folder / "kept", self.folder / "desk")
        return Profile.open(self.folder / "desk", str(OFFICERS[0]["passphrase"]), self.clock, keystore=None, kdf=FAST)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("bundle"))
    yield made
    made.laptop.close()


def check_safe(world: World, desk: Profile, damaged: bytes) -> None:
    """What came of a damaged bundle is right, counted right, and the whole one mends it."""
    path = world.folder / "damaged.axb"
    path.write_bytes(damaged)
    before, code = digest(desk), None
    try:
        (done,) = import_bundles(desk, [path])
        assert done.damage is not None and not done.whole
        code = done.receipt
    except KnownError as refused:
        assert refused.code in ("bundle_damaged", "bundle_not_for_us", "bundle_not_one", "bundle_forged")
        assert digest(desk) == before
    mine = {row["id"]: row for row in world.laptop.store.find("unit")}
    for unit in desk.store.find("unit"):
        assert unit == mine[unit["id"]]
    for sha, data in paper_bytes(desk).items():
        assert paper_bytes(world.laptop)[sha] == data
    for sha in world.photos:
        assert desk.blobs.verify(sha) in ("ok", "missing")
    if code is not None:
        _, frame, check = bundle.read_receipt(code)
        one = next(m for m in state.made(world.laptop.store) if m.seq == world.bundle.seq)
        mark = next(m for m in one.marks if m.frame == frame and m.check == check)
        for earlier in one.marks[: one.marks.index(mark) + 1]:
            lines = {line.replica: line.last_seq for line in desk.store.lines()}
            assert all(lines.get(r, 0) >= s for r, s in earlier.upto.items())
            assert not earlier.file or earlier.file in paper_bytes(desk) or desk.blobs.has(earlier.file)
    (mended,) = import_bundles(desk, world.bundle.paths)
    assert mended.whole and digest(desk) == world.full
    assert all(desk.blobs.verify(sha) == "ok" for sha in world.photos)


SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(share=st.floats(0, 1, exclude_max=True))
def test_any_prefix_is_safe(world: World, share: float) -> None:
    with world.fresh() as desk:
        check_safe(world, desk, world.data[: int(share * len(world.data))])


@SLOW
@given(share=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_any_altered_byte_is_safe(world: World, share: float, mask: int) -> None:
    damaged = bytearray(world.data)
    damaged[int(share * len(damaged))] ^= mask
    with world.fresh() as desk:
        check_safe(world, desk, bytes(damaged))


def test_a_cut_bundle_gives_what_stands_before_the_cut(world: World) -> None:
    path = world.folder / "cut.axb"
    path.write_bytes(world.data[: len(world.data) * 2 // 3])
    with world.fresh() as desk:
        (done,) = import_bundles(desk, [path])
        assert done.operations > UNITS and 0 < done.files < 6 and done.damage is not None
        assert done.damage.why == "cut" and done.damage.frame > 2 and done.receipt is not None


# --- inside the seal: a frame is worth nothing without the sender's own signature


def reseal(world: World, change: str) -> bytes:
    """The plain frames of the bundle, changed by somebody who can seal for the desk but has no key of the laptop."""
    desk_key = world.fresh_key()  # type: ignore[attr-defined]
    plain = pyrage.decrypt(world.data, [frames.identity(desk_key)])
    parts = list(split(plain))
    if change == "reorder":
        parts[1], parts[2] = parts[2], parts[1]
    elif change == "drop":
        del parts[1]
    elif change == "payload":
        kind, body = parts[1][4], parts[1][frames._FIXED.size :]
        other = keys.DeviceKeys(keys.new_signing_key(), "")
        parts[1], _ = frames.seal(kind, body, b"\0" * 32, other.signing_key())
    elif change == "header":
        header = wire.unpack(parts[0][frames._FIXED.size :], bundle.Header)
        header.seq += 1
        other = keys.DeviceKeys(keys.new_signing_key(), "")
        parts[0], _ = frames.seal(frames.HEADER, wire.pack(header), frames.start(header.id), other.signing_key())
    out = io.BytesIO()
    pyrage.encrypt_io(io.BytesIO(b"".join(parts)), out, [frames.recipient(keys.public_of(_raw(desk_key)))])
    return out.getvalue()


def split(plain: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(plain):
        length = frames._FIXED.unpack_from(plain, at)[0] + frames._FIXED.size
        yield plain[at : at + length]
        at += length


def _raw(key: object) -> str:
    import base64

    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())  # type: ignore[attr-defined]
    return base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    ("change", "why"), [("reorder", "signature"), ("drop", "signature"), ("payload", "signature")]
)
def test_frames_nobody_signed_in_this_order_are_not_taken(world: World, change: str, why: str) -> None:
    with world.fresh() as desk:
        world.fresh_key = functools.partial(desk.device_keys.signing_key)  # type: ignore[attr-defined]
        path = world.folder / "resealed.axb"
        path.write_bytes(reseal(world, change))
        before = digest(desk)
        (done,) = import_bundles(desk, [path])
        assert done.damage is not None and done.damage.why == why and done.operations == 0
        assert digest(desk) == before


def test_a_head_that_nobody_of_the_office_signed_is_refused(world: World) -> None:
    with world.fresh() as desk:
        world.fresh_key = functools.partial(desk.device_keys.signing_key)  # type: ignore[attr-defined]
        path = world.folder / "resealed.axb"
        path.write_bytes(reseal(world, "header"))
        with pytest.raises(KnownError) as refused:
            import_bundles(desk, [path])
        assert refused.value.code == "bundle_forged"


# --- whose it is


def refused_unchanged(profile: Profile, path: Path) -> str:
    before = digest(profile)
    settings_before = profile.store.rows("SELECT * FROM local_setting ORDER BY key")
    with pytest.raises(KnownError) as refused:
        import_bundles(profile, [path])
    assert digest(profile) == before
    assert profile.store.rows("SELECT * FROM local_setting ORDER BY key") == settings_before
    return refused.value.code


@pytest.fixture
def two(office: Office, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Profile, Profile, Stick]]:
    desk, stick = office.alone("desk"), Stick(tmp_path / "stick")
    laptop = join_by_stick(desk, stick, tmp_path / "c", clock)
    yield desk, laptop, stick
    laptop.close()


def test_a_bundle_for_another_office_is_refused(office: Office, two: tuple[Profile, Profile, Stick]) -> None:
    _, laptop, stick = two
    stranger = office.alone("stranger", {"name": "another office", "doc_prefix": "x"})
    assert refused_unchanged(stranger, stick.up(laptop).paths[0]) == "bundle_not_for_us"


def test_a_bundle_that_says_another_office_is_refused(two: tuple[Profile, Profile, Stick]) -> None:
    desk, laptop, stick = two
    path = write(laptop, stick, desk, office="somebody else")
    assert refused_unchanged(desk, path) == "bundle_other_office"


def test_a_bundle_for_another_laptop_is_refused(
    two: tuple[Profile, Profile, Stick], tmp_path: Path, clock: FixedClock
) -> None:
    desk, laptop, stick = two
    with join_by_stick(desk, stick, tmp_path / "d", clock, name="d") as other:
        assert refused_unchanged(other, stick.down(desk, laptop).paths[0]) == "bundle_not_for_us"


def test_a_device_nobody_let_in_is_refused_by_name(two: tuple[Profile, Profile, Stick]) -> None:
    desk, laptop, stick = two
    stranger = keys.new_device()
    path = write(laptop, stick, desk, signer=stranger, device="0192-unknown")
    assert refused_unchanged(desk, path) == "bundle_unknown_device"


def test_a_key_that_somebody_wrote_into_the_register_is_not_believed(two: tuple[Profile, Profile, Stick]) -> None:
    """Records may be edited by every device; only the office's certificate makes a key a device's."""
    desk, laptop, stick = two
    stranger = keys.new_device()
    with desk.store.change(desk.officer_id, "edit") as tx:
        tx.set("device", str(laptop.device_id), public_key=stranger.public)
    path = write(laptop, stick, desk, signer=stranger)
    assert refused_unchanged(desk, path) == "bundle_unknown_device"


def test_nobody_writes_on_in_anothers_line(
    two: tuple[Profile, Profile, Stick], tmp_path: Path, clock: FixedClock
) -> None:
    desk, laptop, stick = two
    with join_by_stick(desk, stick, tmp_path / "d", clock, name="d") as other:
        new_unit(other, "other's own")
        stick.carry_up(other, desk)
        body = bytes(
            other.store.rows("SELECT body FROM sync_op WHERE replica = ?", (other.store.replica,))[0]["body"]
        )
        mine = bundle.Line(
            other.store.replica, other.store.stream, 1, "00" * 32, [msgspec.Raw(body)], bundle.Voucher("", 1, "", "")
        )
        path = write(laptop, stick, desk, lines=[mine])
        before = digest(desk)
        with pytest.raises(KnownError) as refused:
            import_bundles(desk, [path])
        assert refused.value.code == "bundle_forged" and digest(desk) == before


def test_what_is_no_bundle_is_refused(two: tuple[Profile, Profile, Stick], tmp_path: Path) -> None:
    desk, _, _ = two
    odd = tmp_path / "odd.axb"
    for data in (b"", b"x", b"age-encryption.org/v1", b"PK\x03\x04" + b"\0" * 5000):
        odd.write_bytes(data)
        assert refused_unchanged(desk, odd) in ("bundle_not_one", "bundle_damaged")
    assert refused_unchanged(desk, tmp_path / "gone.axb") == "file_not_found"


def test_a_newer_program_is_told_of(two: tuple[Profile, Profile, Stick]) -> None:
    desk, laptop, stick = two
    assert refused_unchanged(desk, write(laptop, stick, desk, format=99)) == "bundle_newer"


def write(
    laptop: Profile,
    stick: Stick,
    desk: Profile,
    *,
    signer: keys.DeviceKeys | None = None,
    device: str | None = None,
    office: str | None = None,
    format: int = bundle.FORMAT,
    lines: list[bundle.Line] | None = None,
) -> Path:
    """A bundle written by hand: sealed for the desk, and saying whatever the test wants it to say."""
    mine = signer or laptop.device_keys
    sender = bundle.Sender(device or str(laptop.device_id), "laptop c", "laptop", mine.public)
    header = bundle.Header(
        "0" * 32, office or laptop.office_id, sender, bundle.OFFICE, 7, "2026-10-09T01:30:00Z", format=format
    )

    def made() -> Iterator[bytes]:
        frame, running = frames.seal(frames.HEADER, wire.pack(header), frames.start(header.id), mine.signing_key())
        yield frame
        for line in lines or []:
            frame, running = frames.seal(frames.LINE, wire.pack(line), running, mine.signing_key())
            yield frame
        yield frames.seal(frames.END, wire.pack(bundle.End(True)), running, mine.signing_key())[0]

    path = stick.path("by-hand")
    frames.write_part(path, made(), [frames.recipient(desk.device_keys.public)])
    with Reader(path, [frames.identity(desk.device_keys.signing_key())]) as reader:
        assert reader.first(lambda _: (mine.public, frames.start(header.id), 0)).kind == frames.HEADER
    return path


# --- joining


def test_a_request_without_the_code_lets_nobody_in(
    two: tuple[Profile, Profile, Stick], tmp_path: Path, clock: FixedClock
) -> None:
    desk, _, stick = two
    bundlejoin.invite(desk)
    asked = tmp_path / "x.request"
    bundleask.request(tmp_path / "x", asked, "0000-1111-2222-3333", cert_no="XC-JC-0002", passphrase=WORDS, clock=clock, keystore=None, kdf=FAST)  # fmt: skip
    with pytest.raises(KnownError) as refused:
        bundlejoin.grant(desk, asked)
    assert refused.value.code == "code_wrong"
    assert not list(stick.folder.glob("grant2*"))


def test_a_grant_of_somebody_else_is_not_taken(
    office: Office, two: tuple[Profile, Profile, Stick], tmp_path: Path, clock: FixedClock
) -> None:
    """Who finds the stick with a request on it cannot make the laptop his."""
    desk, _, stick = two
    code = bundlejoin.invite(desk).code
    asked = tmp_path / "x.request"
    bundleask.request(tmp_path / "x", asked, code, cert_no="XC-JC-0002", passphrase=WORDS, clock=clock, keystore=None, kdf=FAST)  # fmt: skip
    thief = office.alone("thief", {"name": "a false office", "doc_prefix": "f"})
    own = bundlejoin.invite(thief)
    known = bundlejoin._codes(thief.store)
    known[bundle.plain_code(code)[:4]] = own
    thief.store.local_set(bundlejoin.CODES, msgspec.to_builtins(known))
    signed, request = bundlejoin.read_request(asked)
    signed.proof = bundle.proof(own.code, signed.request.encode())
    asked.write_bytes(msgspec.json.encode(signed))
    bundlejoin.grant(thief, asked)
    from sync.bundleout import export_down

    false = export_down(thief, request.device.id, stick.path("false"))
    with pytest.raises(KnownError) as refused:
        bundleask.accept(tmp_path / "x", false.paths, passphrase=WORDS, clock=clock, keystore=None, kdf=FAST)
    assert refused.value.code == "grant_forged" and not (tmp_path / "x" / "vault.json").exists()


def test_a_code_serves_one_laptop(two: tuple[Profile, Profile, Stick], tmp_path: Path, clock: FixedClock) -> None:
    desk, _, _ = two
    code = bundlejoin.invite(desk).code
    for name, expected in (("x", None), ("y", "code_used")):
        asked = tmp_path / f"{name}.request"
        bundleask.request(tmp_path / name, asked, code, cert_no="XC-JC-0002", passphrase=WORDS, clock=clock, keystore=None, kdf=FAST)  # fmt: skip
        if expected is None:
            first = bundlejoin.grant(desk, asked)
            assert bundlejoin.grant(desk, asked).device.id == first.device.id, "a lost stick: granted again"
        else:
            with pytest.raises(KnownError) as refused:
                bundlejoin.grant(desk, asked)
            assert refused.value.code == expected


def test_a_revoked_laptop_may_hand_in_and_gets_nothing(two: tuple[Profile, Profile, Stick]) -> None:
    desk, laptop, stick = two
    new_unit(laptop, "written before")
    with desk.store.change(desk.officer_id, "revoke") as tx:
        tx.set("device", str(laptop.device_id), state="revoked")
    (done,) = stick.carry_up(laptop, desk)
    assert done.whole and done.receipt
    with pytest.raises(KnownError) as refused:
        stick.down(desk, laptop)
    assert refused.value.code == "device_revoked"
