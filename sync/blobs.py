"""Files in their own queue after the records: signed papers and photos, in pieces, verified, never in the way of data.

Papers go everywhere; which photos come here is said by :mod:`sync.wanted`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from models.errors import Cancelled, KnownError
from models.records import RECORDS
from models.store import Store
from models.wantedfiles import is_hash
from sync import parcels, wanted
from sync.membership import ProfileLike
from sync.peer import BLOB_PUSHED
from sync.streams import Pieces
from sync.transport import Refused, Transport
from sync.wire import CHUNK, MAX_BLOB, BlobsAnswer, BlobsRequest, Malformed, TooBig, pack, unpack

if TYPE_CHECKING:
    from models.blobs import Blobs

T = TypeVar("T")
WHOLE, SENT = -1, -2
PAPER, PHOTO = "paper", "photo"
PARTS = "blob_parts:"
ASK = 500
MIME = "application/pdf"


def referenced(store: Store) -> dict[str, str]:
    """Hash → PAPER (kept in the database) or PHOTO (an encrypted file), over every record that names a file."""
    found: dict[str, str] = {}
    for record in RECORDS.values():
        for field in record.fields:
            if field.kind == "sha":
                kind = PAPER if record.table == "document" else PHOTO
                rows = store.rows(
                    f"SELECT DISTINCT [{field.name}] AS sha FROM [{record.table}] "
                    f"WHERE [{field.name}] IS NOT NULL AND _deleted = 0"
                )
                found.update({row["sha"]: kind for row in rows if is_hash(row["sha"])})
    return found


@dataclass(frozen=True)
class Files:
    """Hash → kind of the files that records name. ``up``: here, and the server has not confirmed them; ``down``: to
    come here; ``left``: photos that are not here and are not fetched (the server or the office has them)."""

    up: dict[str, str]
    down: dict[str, str]
    left: frozenset[str] = frozenset()


def standing(profile: ProfileLike) -> Files:
    """How it stands with every file that records name."""
    up, missing = _waiting(profile.store, profile.blobs)
    left = wanted.left(profile) & missing.keys()
    return Files(up, {sha: kind for sha, kind in missing.items() if sha not in left}, left)


def waiting(profile: ProfileLike) -> tuple[dict[str, str], dict[str, str]]:
    """(files here that the server has not confirmed, files that are wanted here and have not come yet)."""
    found = standing(profile)
    return found.up, found.down


def unsent(store: Store, photos: Blobs) -> dict[str, str]:
    """Files here that the server has not confirmed."""
    return _waiting(store, photos)[0]


def _waiting(store: Store, photos: Blobs) -> tuple[dict[str, str], dict[str, str]]:
    """(files here that the server has not confirmed, files that records name and that are not here)."""
    here, pushed, named = store.standing("files", lambda: _files(store))
    up: dict[str, str] = {}
    missing: dict[str, str] = {}
    for sha, kind in named.items():
        there = sha in here if kind == PAPER else photos.has(sha)
        if not there:
            missing[sha] = kind
        elif not (here[sha] if kind == PAPER else sha in pushed):
            up[sha] = kind
    return up, missing


def _files(store: Store) -> tuple[dict[str, int], set[str], dict[str, str]]:
    """(papers here → whether the server has them, photos the server has, what records name)."""
    here = {
        row["sha256"]: row["pushed"]
        for row in store.rows("SELECT sha256, pushed FROM blob_data WHERE data IS NOT NULL")
    }
    pushed = {
        row["key"].removeprefix(BLOB_PUSHED)
        for row in store.rows("SELECT key FROM local_setting WHERE key LIKE ?", (BLOB_PUSHED + "%",))
    }
    return here, pushed, referenced(store)


class Queue:
    """Sends and fetches what is waiting; one bad file never stops the others (``problem`` names the last)."""

    def __init__(
        self,
        profile: ProfileLike,
        transport: Transport,
        cancel: Callable[[], bool],
        progress: Callable[[str, int, int], None],
    ) -> None:
        self.profile, self.store, self.photos, self.transport = profile, profile.store, profile.blobs, transport
        self.cancel, self.progress = cancel, progress
        self.pushed = self.pulled = 0
        self.problem: str | None = None

    # --- giving

    def confirm(self) -> None:
        """Ask once more after the files the server confirmed: it was started again since, perhaps from a backup of
        them. What it no longer has waits to be sent again; raises KnownError when the server is gone."""
        here, pushed, named = _files(self.store)
        there = {
            sha: kind
            for sha, kind in named.items()
            if (here.get(sha) if kind == PAPER else sha in pushed and self.photos.has(sha))
        }
        held = self._held(list(there))
        lost = [sha for sha in there if held.get(sha) != WHOLE]
        if lost:
            with self.store.maintenance() as connection:
                connection.executemany("UPDATE blob_data SET pushed = 0 WHERE sha256 = ?", [(sha,) for sha in lost])
                gone = [(BLOB_PUSHED + sha,) for sha in lost]
                connection.executemany("DELETE FROM local_setting WHERE key = ?", gone)

    def push(self) -> None:
        """Send what the server lacks, from where it stopped; raises KnownError when the server is gone."""
        up = unsent(self.store, self.photos)
        held = self._held(list(up))
        self._give_small({sha: kind for sha, kind in up.items() if not held.get(sha)}, held)
        for done, (sha, kind) in enumerate(up.items()):
            self.progress("files_up", done, len(up))
            if held.get(sha) == SENT:
                continue
            try:
                self._give(sha, kind, held.get(sha, 0))
            except (KnownError, Refused) as error:
                self._skip_or_raise(error)

    def _give_small(self, up: dict[str, str], held: dict[str, int]) -> None:
        """Small files together; those that arrived are noted as SENT in ``held``, the others go by themselves."""
        for some in parcels.together(self._sizes(up)):
            if self.cancel():
                raise Cancelled
            if len(some) == 1:
                continue
            files: list[parcels.Small] = []
            for sha in some:
                try:
                    size, read = self._source(sha, up[sha])
                    files.append((sha, read(0, size)))
                except KnownError as error:
                    self._skip_or_raise(error)
            try:
                answer, _ = self.transport.send("POST", "/v1/parcels", parcels.pack(files), {})
                there = self._read(answer, lambda body: unpack(body, BlobsAnswer)).have
            except (Refused, KnownError) as error:
                if _is_unknown(error):
                    return
                raise
            arrived = [sha for sha, _ in files if there.get(sha) == WHOLE]
            self._mark_all({sha: up[sha] for sha in arrived})
            held.update(dict.fromkeys(arrived, SENT))
            self.pushed += len(arrived)
            self.progress("files_up", self.pushed, len(up))

    def _sizes(self, up: dict[str, str]) -> Iterator[tuple[str, int]]:
        for sha, kind in up.items():
            try:
                if kind == PHOTO:
                    yield sha, self.photos.size(sha)
                else:
                    yield sha, self.store.rows("SELECT size FROM blob_data WHERE sha256 = ?", (sha,))[0]["size"]
            except KnownError:
                continue  # told when it goes by itself

    def _mark_all(self, arrived: dict[str, str]) -> None:
        with self.store.maintenance() as connection:
            for sha, kind in arrived.items():
                if kind == PHOTO:
                    connection.execute(
                        "INSERT OR REPLACE INTO local_setting VALUES (?, 'true')", (BLOB_PUSHED + sha,)
                    )
                else:
                    connection.execute("UPDATE blob_data SET pushed = 1 WHERE sha256 = ?", (sha,))

    def _give(self, sha: str, kind: str, offset: int) -> None:
        if offset != WHOLE:
            size, read = self._source(sha, kind)
            while True:
                if self.cancel():
                    raise Cancelled
                piece = read(offset, min(CHUNK, size - offset))
                path = f"/v1/blobs/{sha}?offset={offset}&size={size}"
                try:
                    held = self.transport.put(path, piece, BlobsAnswer).have.get(sha, 0)
                except Refused as refused:
                    further = refused.problem.wanted
                    if refused.problem.code != "gap" or not further or further.get(0, offset) >= offset:
                        raise
                    held = further[0]
                if held == WHOLE:
                    break
                if held >= size:
                    raise KnownError("server_answer_bad", url=str(self.transport.url))
                offset = held
            self.pushed += 1
        self._mark(sha, kind)

    def _source(self, sha: str, kind: str) -> tuple[int, Callable[[int, int], bytes]]:
        if kind == PAPER:
            data = bytes(self.store.rows("SELECT data FROM blob_data WHERE sha256 = ?", (sha,))[0]["data"])
            return len(data), lambda offset, length: data[offset : offset + length]
        return self.photos.size(sha), lambda offset, length: self.photos.read(sha, offset, length)

    def _mark(self, sha: str, kind: str) -> None:
        """The server said it has the whole, verified."""
        if kind == PHOTO:
            self.store.local_set(BLOB_PUSHED + sha, True)
            return
        with self.store.maintenance() as connection:
            connection.execute("UPDATE blob_data SET pushed = 1 WHERE sha256 = ?", (sha,))

    # --- taking

    def pull(self) -> None:
        """Fetch what is wanted and whole on the server; what another device has not sent yet stays waiting."""
        down = waiting(self.profile)[1]
        held = self._held(list(down))
        ready = [sha for sha in down if held.get(sha) == WHOLE]
        alone = self._fetch_small(ready, down)
        for done, sha in enumerate(alone, len(ready) - len(alone)):
            self.progress("files_down", done, len(ready))
            try:
                self._fetch(sha, down[sha])
                self.pulled += 1
            except (KnownError, Refused) as error:
                self._skip_or_raise(error)
        wanted.came(self.store, (sha for sha in wanted.asked(self.store) if self.photos.has(sha)))

    def _fetch_small(self, ready: list[str], down: dict[str, str]) -> list[str]:
        """Fetch the small ones together; returns those that must come by themselves."""
        alone: list[str] = []
        asked = list(ready)
        while len(asked) > 1:
            if self.cancel():
                raise Cancelled
            try:
                some = pack(BlobsRequest(asked[: parcels.FILES]))
                answer, _ = self.transport.send("POST", "/v1/parcels/wanted", some, {"content-encoding": "zstd"})
                found = self._read(answer, parcels.unpack)
            except (Refused, KnownError) as error:
                if _is_unknown(error):
                    return alone + asked
                raise
            came = {sha: content for sha, content in found if sha in down}
            if not came:
                raise KnownError("server_answer_bad", url=str(self.transport.url))
            for sha, content in came.items():
                if content is None:
                    alone.append(sha)
                    continue
                try:
                    self._keep_small(sha, down[sha], content)
                    self.pulled += 1
                except KnownError as error:
                    self._skip_or_raise(error)
            asked = [sha for sha in asked if sha not in came]
            self.progress("files_down", self.pulled, len(ready))
        return alone + asked

    def _read(self, answer: bytes, how: Callable[[bytes], T]) -> T:
        try:
            return how(answer)
        except (TooBig, Malformed) as wrong:
            raise KnownError("server_answer_bad", url=str(self.transport.url)) from wrong

    def _keep_small(self, sha: str, kind: str, content: bytes) -> None:
        if kind == PAPER:
            self._keep_paper(sha, content)
        else:
            self.photos.put(content, expected=sha)
            self.store.local_set(BLOB_PUSHED + sha, True)

    def _fetch(self, sha: str, kind: str) -> None:
        first, size = self._piece(sha, 0) if kind == PAPER else self._first(sha)
        if size > MAX_BLOB:
            raise KnownError("server_answer_bad", url=str(self.transport.url))
        if kind == PAPER:
            data = b"".join([first, *self._rest(sha, len(first), size)])
            self._keep_paper(sha, data)
        elif len(first) == size:
            self.photos.put(first, expected=sha)
            self.store.local_set(BLOB_PUSHED + sha, True)
        else:
            self._fetch_big(sha, first, size)

    def _first(self, sha: str) -> tuple[bytes, int]:
        return self._piece(sha, 0)

    def _rest(self, sha: str, offset: int, size: int) -> Iterator[bytes]:
        while offset < size:
            if self.cancel():
                raise Cancelled
            piece, _ = self._piece(sha, offset)
            offset += len(piece)
            yield piece

    def _piece(self, sha: str, offset: int) -> tuple[bytes, int]:
        piece, size = self.transport.get(f"/v1/blobs/{sha}?offset={offset}")
        if not piece and offset < size:
            raise KnownError("server_answer_bad", url=str(self.transport.url))
        return piece, size

    def _keep_paper(self, sha: str, data: bytes) -> None:
        if hashlib.sha256(data).hexdigest() != sha:
            raise KnownError("blob_differs", expected=sha, found=hashlib.sha256(data).hexdigest())
        with self.store.maintenance() as connection:
            connection.execute(
                "INSERT INTO blob_data (sha256, size, mime, data, state, pushed) VALUES (?, ?, ?, ?, 'here', 1) "
                "ON CONFLICT (sha256) DO UPDATE SET data = excluded.data, state = 'here', pushed = 1",
                (sha, len(data), MIME, data),
            )

    def _fetch_big(self, sha: str, first: bytes, size: int) -> None:
        """A big photo: each piece is kept as an encrypted file of its own until all are here."""
        parts: list[str] = self.store.local_get(PARTS + sha, [])
        if not parts or not all(self.photos.has(part) for part in parts):
            parts = []
            self._keep_part(sha, parts, first)
        for piece in self._rest(sha, sum(self.photos.size(part) for part in parts), size):
            self._keep_part(sha, parts, piece)
        try:
            self.photos.put(io.BufferedReader(Pieces(self.photos.get(part) for part in parts)), expected=sha)
            self.store.local_set(BLOB_PUSHED + sha, True)
        finally:
            for part in parts:
                self.photos.remove(part)
            with self.store.maintenance() as connection:
                connection.execute("DELETE FROM local_setting WHERE key = ?", (PARTS + sha,))

    def _keep_part(self, sha: str, parts: list[str], piece: bytes) -> None:
        parts.append(self.photos.put(piece).sha256)
        self.store.local_set(PARTS + sha, parts)

    # --- both

    def _held(self, asked: list[str]) -> dict[str, int]:
        held: dict[str, int] = {}
        for first in range(0, len(asked), ASK):
            if self.cancel():
                raise Cancelled
            request = BlobsRequest(asked[first : first + ASK])
            held.update(self.transport.post("/v1/blobs", request, BlobsAnswer).have)
        return held

    def _skip_or_raise(self, error: KnownError | Refused) -> None:
        """A fault of one file is noted; a fault of the way ends the queue."""
        code = error.code if isinstance(error, KnownError) else error.problem.code
        if isinstance(error, KnownError) and code not in ("blob_missing", "blob_damaged", "blob_differs"):
            raise error
        self.problem = code


def _is_unknown(error: Refused | KnownError) -> bool:
    """Whether the server is of an older program, which takes and gives files one by one."""
    return error.code == "not_our_server" if isinstance(error, KnownError) else error.problem.code == "not_found"
