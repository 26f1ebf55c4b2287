"""A full disk: one clear sentence, nothing lost, and work goes on when there is room again."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.clock import SystemClock
from models.errors import KnownError
from models.profile import Profile
from models.store import Store
from tests.faults import writer
from ui import i18n
from ui.sentences import all_sentences, sentence


def mounted(point: Path, size: str) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    point.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(point)], check=True)
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 MB, room enough for the reserve."""
    yield from mounted(tmp_path / "laptop", "200m")


def fill(point: Path, leave: int = 0) -> Path:
    """Ballast that leaves about ``leave`` bytes."""
    ballast = point / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)) == 4096:
                pass
        except OSError:
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - leave))
    return ballast


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 8 MB."""
    yield from mounted(tmp_path / "disk", "8m")


def said(error: KnownError) -> dict[str, str]:
    texts = {}
    for lang in i18n.LANGUAGES:
        i18n.use(lang)
        texts[lang] = sentence(error)
    i18n.use("zh_CN")
    return texts


def assert_clear(error: KnownError) -> None:
    assert error.code == "disk_full"
    assert error.code in all_sentences()
    texts = said(error)
    assert texts["en"] != texts["zh_CN"]
    assert all("…" not in text and "{" not in text for text in texts.values())


def test_an_act_on_a_full_disk_is_refused_whole_and_works_again_with_room(small_disk: Path) -> None:
    store, blobs = writer.opened(small_disk / "profile")
    dice = random.Random(1)
    acks = [writer.act(store, blobs, dice) for _ in range(12)]
    ballast = fill(small_disk)
    with pytest.raises(KnownError) as refused:
        for _ in range(200):
            acks.append(writer.act(store, blobs, dice))
    assert_clear(refused.value)
    assert store.digest()  # what was saved can be read while the disk is full
    ballast.unlink()
    acks += [writer.act(store, blobs, dice) for _ in range(5)]
    store.close()
    answer = writer.compare(small_disk / "profile", acks)
    assert answer["ok"], answer


def test_a_photo_on_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    store, blobs = writer.opened(small_disk / "profile")
    store.close()
    fill(small_disk, leave=50_000)
    with pytest.raises(KnownError) as refused:
        blobs.put(random.Random(1).randbytes(300_000), spare=-300_000)  # past the check for room, into the wall
    assert_clear(refused.value)
    assert list(blobs.folder.iterdir()) == []


def test_a_store_on_a_full_disk_says_so_when_it_cannot_be_opened(small_disk: Path) -> None:
    store, blobs = writer.opened(small_disk / "profile")
    dice = random.Random(2)
    acks = [writer.act(store, blobs, dice) for _ in range(3)]
    store.close()
    ballast = fill(small_disk)
    try:
        opened = Store.open(small_disk / "profile" / "store.db", writer.KEY, store.clock)
        assert opened.digest()
        opened.close()
    except KnownError as refused:
        assert_clear(refused)
    ballast.unlink()
    answer = writer.compare(small_disk / "profile", acks)
    assert answer["ok"], answer


def test_the_reserve_lets_a_full_laptop_be_opened_and_the_record_at_hand_be_saved(laptop: Path) -> None:
    passphrase = "correct horse battery staple"
    officers = [
        {"name": "甲", "cert_no": "1", "valid_from": "2026-01-01", "valid_until": "2028-01-01"},
        {"name": "乙", "cert_no": "2", "valid_from": "2026-01-01", "valid_until": "2028-01-01"},
    ]
    officers = [{**officer, "passphrase": passphrase} for officer in officers]
    folder, clock = laptop / "profile", SystemClock()
    with Profile.create(folder, office={"name": "某局"}, officers=officers, clock=clock) as made:
        assert made.keep_reserve()
    fill(laptop)
    with Profile.open(folder, passphrase, clock) as profile:
        with profile.store.change(profile.officer_id, "note") as tx:
            written = tx.new("evidence", name="记录")
        assert profile.store.get("evidence", written)
    (laptop / "ballast").unlink()
    with Profile.open(folder, passphrase, clock) as profile:
        assert profile.store.get("evidence", written)
        assert profile.keep_reserve()
