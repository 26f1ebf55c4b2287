"""Encrypted photo files: durable before they are named, and every kind of damage noticed."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.blobs import CHUNK, HEADER, TAG, Blobs
from models.errors import KnownError
from models.files import free_reserve, keep_reserve, need_room, put_back_reserve

ROOT = Path(__file__).resolve().parents[2]
KEYS = (b"a" * 32, b"i" * 32)


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs", *KEYS)


def code_of(call) -> str:
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code


class Trickle(io.RawIOBase):
    """A stream that gives less than it is asked for."""

    def __init__(self, data: bytes) -> None:
        self.rest = memoryview(data)

    def read(self, size: int = -1) -> bytes:
        piece, self.rest = self.rest[: min(size, 70_001)], self.rest[min(size, 70_001) :]
        return bytes(piece)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.sampled_from([0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77]),
    how=st.sampled_from(["bytes", "stream", "trickle"]),
    seed=st.binary(min_size=1, max_size=4),
)
def test_what_is_put_comes_back(blobs, size, how, seed):
    data = (seed * (size // len(seed) + 1))[:size]
    source = {"bytes": data, "stream": io.BytesIO(data), "trickle": Trickle(data)}[how]
    put = blobs.put(source)
    assert (put.sha256, put.size) == (hashlib.sha256(data).hexdigest(), size)
    assert blobs.get(put.sha256) == data
    assert blobs.size(put.sha256) == size
    assert blobs.read(put.sha256, size // 3, 1000) == data[size // 3 : size // 3 + 1000]
    assert blobs.has(put.sha256) and blobs.verify(put.sha256) == "ok"


def test_the_disk_shows_neither_content_nor_hash(blobs):
    data = b"MARKER of a photo " * 4000
    sha = blobs.put(data).sha256
    (file,) = blobs.folder.iterdir()
    assert sha not in file.name and b"MARKER" not in file.read_bytes()
    first = file.read_bytes()
    blobs.put(data)
    assert file.read_bytes() != first  # a fresh key each time
    assert len(blobs.names()) == 1


def test_two_profiles_name_the_same_photo_differently(tmp_path):
    one = Blobs(tmp_path / "1", *KEYS)
    two = Blobs(tmp_path / "2", KEYS[0], b"j" * 32)
    assert one.put(b"x").sha256 == two.put(b"x").sha256
    assert one.names() != two.names()


def damage(kind: str, raw: bytes) -> bytes:
    step = CHUNK + TAG
    head, body = raw[:HEADER], raw[HEADER:]
    parts = [body[i : i + step] for i in range(0, len(body), step)]
    return {
        "bit": raw[:-5] + bytes([raw[-5] ^ 1]) + raw[-4:],
        "magic": b"X" + raw[1:],
        "key": raw[:20] + bytes([raw[20] ^ 1]) + raw[21:],
        "cut in a chunk": raw[:-100],
        "cut at a chunk": head + b"".join(parts[:-1]),
        "swapped": head + parts[1] + parts[0] + b"".join(parts[2:]),
        "grown": raw + parts[0],
        "empty": b"",
        "header only": head,
    }[kind]


@pytest.mark.parametrize(
    "kind",
    ["bit", "magic", "key", "cut in a chunk", "cut at a chunk", "swapped", "grown", "empty", "header only"],
)
def test_damage_of_every_kind_is_noticed(blobs, kind):
    data = os.urandom(3 * CHUNK + 5)
    sha = blobs.put(data).sha256
    path = blobs.path(sha)
    path.write_bytes(damage(kind, path.read_bytes()))
    assert code_of(lambda: blobs.get(sha)) == "blob_damaged"
    assert blobs.verify(sha) == "damaged"
    blobs.put(data)  # the same photo from the camera or the office mends it
    assert blobs.get(sha) == data


def test_every_single_bit_flip_of_a_small_file_is_noticed(blobs):
    sha = blobs.put(b"small photo").sha256
    path = blobs.path(sha)
    raw = path.read_bytes()
    for at in range(len(raw)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ (1 << at % 8)]) + raw[at + 1 :])
        assert blobs.verify(sha) == "damaged", at


def test_a_file_under_another_photos_name_is_noticed(blobs):
    a, b = blobs.put(b"a" * 10).sha256, blobs.put(b"b" * 10).sha256
    blobs.path(a).write_bytes(blobs.path(b).read_bytes())
    assert code_of(lambda: blobs.get(a)) == "blob_damaged"


def test_missing_and_unexpected_content(blobs):
    missing = hashlib.sha256(b"never").hexdigest()
    assert code_of(lambda: blobs.get(missing)) == "blob_missing"
    assert blobs.verify(missing) == "missing" and not blobs.has(missing)
    assert code_of(lambda: blobs.put(b"other", expected=missing)) == "blob_differs"
    assert list(blobs.folder.iterdir()) == []
    with pytest.raises(ValueError):
        blobs.path("../../etc/passwd")


def test_what_a_kill_left_is_swept_at_the_start(blobs):
    (blobs.folder / "0011.part").write_bytes(b"half")
    sha = blobs.put(b"whole").sha256
    again = Blobs(blobs.folder, *KEYS)
    assert [p.name for p in again.folder.iterdir()] == again.names()
    assert again.get(sha) == b"whole"


BIG = """
import hashlib, resource, sys
from pathlib import Path
from models.blobs import Blobs
class Photo:
    def __init__(self, size): self.left = size
    def read(self, n):
        n = min(n, self.left); self.left -= n
        return b"p" * n
blobs = Blobs(Path(sys.argv[1]), b"a" * 32, b"i" * 32)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
put = blobs.put(Photo(40 * 2**20))
for chunk in blobs.chunks(put.sha256): pass
print(put.size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_photo_of_40_mb_needs_little_memory(tmp_path):
    ran = subprocess.run([sys.executable, "-c", BIG, str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    size, grown_kib = map(int, ran.stdout.split())
    assert size == 40 * 2**20
    assert grown_kib < 8 * 1024


CUT = """
import os, sys
from pathlib import Path
from models.blobs import Blobs
step, count = int(sys.argv[2]), 0
def counted(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == step:
            os._exit(9)
        return real(*args, **kwargs)
    return call
blobs = Blobs(Path(sys.argv[1]), b"a" * 32, b"i" * 32)
os.open, os.write, os.fsync = counted(os.open), counted(os.write), counted(os.fsync)
Path.replace = counted(Path.replace)
blobs.put(b"photo" * 200000)
"""


def test_a_kill_between_any_two_steps_leaves_nothing_half(tmp_path):
    sha = hashlib.sha256(b"photo" * 200000).hexdigest()
    found = set()
    for step in range(1, 14):
        folder = tmp_path / str(step)
        ran = subprocess.run([sys.executable, "-c", CUT, str(folder), str(step)], cwd=ROOT)
        blobs = Blobs(folder, *KEYS)
        state = blobs.verify(sha)
        assert state in ("ok", "missing")
        assert len(blobs.names()) == len(list(folder.iterdir())) == (state == "ok")
        assert ran.returncode in (0, 9) and (ran.returncode == 9 or state == "ok")
        found.add((ran.returncode, state))
    assert found == {(9, "missing"), (9, "ok"), (0, "ok")}


def test_a_full_disk_is_one_sentence_before_and_during_writing(tmp_path, blobs):
    assert code_of(lambda: need_room(tmp_path, 2**60)) == "disk_full"
    assert code_of(lambda: blobs.put(b"x", spare=2**60)) == "disk_full"
    assert list(blobs.folder.iterdir()) == []


def test_the_reserve_is_kept_and_given_back_once(tmp_path):
    assert keep_reserve(tmp_path) and keep_reserve(tmp_path)
    assert (tmp_path / "reserve").stat().st_size == 32 * 2**20
    assert not put_back_reserve(tmp_path), "it was not used"
    assert free_reserve(tmp_path) and not free_reserve(tmp_path)
    assert (tmp_path / "reserve").stat().st_blocks == 0
    assert put_back_reserve(tmp_path) and not put_back_reserve(tmp_path)
    assert (tmp_path / "reserve").stat().st_size == 32 * 2**20
