"""A disk in memory, mounted through FUSE, that knows what has reached the platter: power cuts, a call that fails.

Every write, truncation and change of a folder goes to a volatile layer. fsync of a file makes its bytes durable and
its own name (as ext4, xfs and APFS do), fsync of a folder its renames, creations and removals. At the power cut the
image is rebuilt from the durable layer and a random part of the rest:

  drop    nothing that was not synced survives
  prefix  of each file a random prefix of its unsynced writes, the last one torn at a sector
  any     each unsynced sector by the toss of a coin: reordering; changes of folders in order
  names   every change of a folder survives, but no bytes that were not synced: the file is there and empty
  all     everything survives: no cut, the program just ended

It cannot show drives that lie about a flush. Needs /dev/fuse and libfuse3.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mfusepy

SECTOR = 512
MODES = ("drop", "prefix", "any", "names")
Written = tuple[int, bytes | None]
"""(offset, bytes), or (new length, None) for a truncation."""


@dataclass
class File:
    """Bytes as read now, bytes on the platter, and the writes between the two."""

    now: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Written] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """The ``nth`` ``call`` (write, fsync, rename) fails with ``error``; None: half of the write is done."""

    call: str
    nth: int
    error: int | None


def put(data: bytearray, offset: int, piece: bytes | None) -> None:
    """Do one write or truncation."""
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    if piece is None:
        del data[offset:]
    else:
        data[offset : offset + len(piece)] = piece


class Disk(mfusepy.Operations):  # type: ignore[misc]
    """The operations FUSE calls, in the thread of :func:`mounted`."""

    use_ns = True

    def __init__(self, image: Path, fault: Fault | None = None) -> None:
        """A disk that holds what ``image`` holds, all of it durable."""
        self.mutex = threading.RLock()
        self.folders = {"/"}
        self.names: dict[str, File] = {}
        self.durable_names: dict[str, File] = {}
        self.unsynced: defaultdict[str, list[tuple[str, Any, File | None]]] = defaultdict(list)
        self.open_files: dict[int, File] = {}
        self.last_handle = 0
        self.dead = False
        self.fault = fault
        self.calls: Counter[str] = Counter()
        for folder, _, names in os.walk(image):
            inside = "/" if Path(folder) == image else "/" + Path(folder).relative_to(image).as_posix()
            self.folders.add(inside)
            for name in names:
                if name.endswith("-shm"):  # rebuilt by SQLite after a crash, never read from the platter
                    continue
                data = (Path(folder) / name).read_bytes()
                path = inside.rstrip("/") + "/" + name
                self.names[path] = self.durable_names[path] = File(bytearray(data), bytearray(data))

    def begin(self, call: str) -> bool:
        """Count a call; True when only half of it may be done. Raises the planned fault; all fails after the cut."""
        if self.dead:
            raise mfusepy.FuseOSError(errno.EIO)
        self.calls[call] += 1
        fault = self.fault
        if fault is None or fault.call != call or fault.nth != self.calls[call]:
            return False
        if fault.error is None:
            return True
        raise mfusepy.FuseOSError(fault.error)

    def named(self, path: str) -> File:
        if path not in self.names:
            raise mfusepy.FuseOSError(errno.ENOENT)
        return self.names[path]

    # --- reading

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        with self.mutex:
            base = {"st_uid": os.getuid(), "st_gid": os.getgid(), "st_atime": 0, "st_mtime": 0, "st_ctime": 0}
            if path in self.folders:
                return {**base, "st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2}
            return {**base, "st_mode": stat.S_IFREG | 0o600, "st_nlink": 1, "st_size": len(self.named(path).now)}

    def readdir(self, path: str, fh: int) -> list[str]:
        prefix = path.rstrip("/") + "/"
        with self.mutex:
            inside = [p[len(prefix) :] for p in [*self.names, *self.folders] if p.startswith(prefix)]
        return [".", "..", *(name for name in inside if name and "/" not in name)]

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        with self.mutex:
            return bytes(self.open_files[fh].now[offset : offset + size])

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 20, "f_bfree": 1 << 19, "f_bavail": 1 << 19}

    # --- names

    def mkdir(self, path: str, mode: int) -> None:
        with self.mutex:
            self.begin("mkdir")
            self.folders.add(path)

    def rmdir(self, path: str) -> None:
        with self.mutex:
            self.begin("rmdir")
            if len(self.readdir(path, 0)) > 2:
                raise mfusepy.FuseOSError(errno.ENOTEMPTY)
            self.folders.discard(path)

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        with self.mutex:
            self.begin("create")
            made = self.names[path] = File()
            self.unsynced[os.path.dirname(path)].append(("link", path, made))
            return self.handle(made)

    def link(self, target: str, source: str) -> None:
        """A second name of one file, as stores make them that write aside and must not replace what is there."""
        with self.mutex:
            self.begin("link")
            if target in self.names:
                raise mfusepy.FuseOSError(errno.EEXIST)
            named = self.names[target] = self.named(source)
            self.unsynced[os.path.dirname(target)].append(("link", target, named))

    def handle(self, opened: File) -> int:
        self.last_handle += 1
        self.open_files[self.last_handle] = opened
        return self.last_handle

    def open(self, path: str, flags: int) -> int:
        with self.mutex:
            found = self.named(path)
            if flags & os.O_TRUNC:
                self.cut_off(found, 0)
            return self.handle(found)

    def release(self, path: str, fh: int) -> int:
        self.open_files.pop(fh, None)
        return 0

    def unlink(self, path: str) -> None:
        with self.mutex:
            self.begin("unlink")
            self.named(path)
            del self.names[path]
            self.unsynced[os.path.dirname(path)].append(("unlink", path, None))

    def rename(self, old: str, new: str, flags: int = 0) -> None:
        with self.mutex:
            self.begin("rename")
            if old in self.folders:
                self.rename_folder(old, new)
                return
            moved = self.named(old)
            self.names[new] = self.names.pop(old)
            self.unsynced[os.path.dirname(new)].append(("rename", (old, new), moved))

    def rename_folder(self, old: str, new: str) -> None:
        """Durable at once: what the program renames so it has synced inside before (a finished profile)."""

        def moved(path: str) -> str:
            return new + path[len(old) :] if path == old or path.startswith(old + "/") else path

        for folder in list(self.unsynced):
            if moved(folder) != folder:
                self.settle(folder, len(self.unsynced[folder]))
        self.folders = {moved(p) for p in self.folders}
        self.names = {moved(p): f for p, f in self.names.items()}
        self.durable_names = {moved(p): f for p, f in self.durable_names.items()}

    # --- bytes

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        with self.mutex:
            if self.begin("write"):
                data = data[: len(data) // 2]
            target = self.open_files[fh]
            put(target.now, offset, data)
            target.pending.append((offset, bytes(data)))
            return len(data)

    def cut_off(self, target: File, length: int) -> None:
        self.begin("truncate")
        put(target.now, length, None)
        target.pending.append((length, None))

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        with self.mutex:
            self.cut_off(self.open_files[fh] if fh in self.open_files else self.named(path), length)

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        with self.mutex:
            self.begin("fsync")
            synced = self.open_files[fh]
            for offset, piece in synced.pending:
                put(synced.durable, offset, piece)
            synced.pending = []
            # its name comes along with the inode, and with it every older change of that folder (metadata is
            # ordered on ext4, xfs and btrfs)
            folder = os.path.dirname(path)
            ops = self.unsynced[folder]
            self.settle(folder, max((i + 1 for i, op in enumerate(ops) if op[2] is synced), default=0))
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        with self.mutex:
            self.begin("fsyncdir")
            self.settle(path, len(self.unsynced[path]))
        return 0

    def settle(self, folder: str, count: int) -> None:
        """Make the first ``count`` changes of a folder durable."""
        for change, what, target in self.unsynced[folder][:count]:
            if change == "unlink":
                self.durable_names.pop(what, None)
            elif target is not None and change == "link":
                self.durable_names[what] = target
            elif target is not None:
                self.durable_names.pop(what[0], None)
                self.durable_names[what[1]] = target
        self.unsynced[folder] = self.unsynced[folder][count:]

    def flush(self, path: str, fh: int) -> int:
        return 0

    def chmod(self, path: str, mode: int) -> int:
        return 0

    def chown(self, path: str, uid: int, gid: int) -> int:
        return 0

    def utimens(self, path: str, times: Any = None) -> int:
        return 0

    # --- the cut

    def cut_power(self) -> None:
        """From here on nothing is done or answered."""
        with self.mutex:
            self.dead = True

    def image(self, target: Path, mode: str, dice: random.Random) -> None:
        """Write what the platter holds after the cut into the folder ``target``."""
        with self.mutex:
            for folder, changes in list(self.unsynced.items()):
                survive = {"drop": 0, "all": len(changes), "names": len(changes)}.get(mode)
                self.settle(folder, dice.randint(0, len(changes)) if survive is None else survive)
            shutil.rmtree(target, ignore_errors=True)
            for folder in sorted(self.folders):
                (target / folder.lstrip("/")).mkdir(parents=True, exist_ok=True)
            for path, file in self.durable_names.items():
                (target / path.lstrip("/")).write_bytes(survived(file, mode, dice))


def survived(file: File, mode: str, dice: random.Random) -> bytes:
    """The bytes of one file after a power cut."""
    if mode == "all":
        return bytes(file.now)
    data = bytearray(file.durable)
    if mode == "prefix":
        whole = dice.randint(0, len(file.pending))
        for offset, piece in file.pending[:whole]:
            put(data, offset, piece)
        if whole < len(file.pending):
            offset, piece = file.pending[whole]
            if piece:
                put(data, offset, piece[: SECTOR * dice.randint(0, len(piece) // SECTOR)])
    elif mode == "any":
        for offset, piece in file.pending:
            if piece is None:
                if dice.random() < 0.5:
                    put(data, offset, None)
                continue
            for start in range(0, len(piece), SECTOR):
                if dice.random() < 0.5:
                    put(data, offset + start, piece[start : start + SECTOR])
    return bytes(data)


@contextmanager
def mounted(disk: Disk, point: Path) -> Iterator[Path]:
    """Mount ``disk`` at the folder ``point``; the block ends with the unmounting, whatever still runs there."""
    point.mkdir(parents=True, exist_ok=True)
    options = {"foreground": True, "nothreads": False, "fsname": "anxin-faults", "raw_fi": False}
    thread = threading.Thread(target=lambda: mfusepy.FUSE(disk, str(point), **options), daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not os.path.ismount(point):
        if time.monotonic() > deadline or not thread.is_alive():
            raise OSError(f"could not mount at {point}")
        time.sleep(0.01)
    try:
        yield point
    finally:
        subprocess.run(["fusermount3", "-u", "-z", str(point)], check=True)
        thread.join(10)
