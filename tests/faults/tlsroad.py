"""The road under TLS: it sees records, not requests, and cuts, garbles, repeats, loses or delays them; or it is another server.

Each connection meets one fate, drawn from a seed: in the handshake, or at some record of the session. Nothing here has
the server's key, so none of it may ever be taken for what the server said.
"""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import random
import socket
import struct
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.faults.listening import Listening

HANDSHAKE = ("refused", "mute", "hello_cut", "hello_ended", "hello_hangs", "hello_garbage", "plain_text", "impostor")
"""refused: reset at once. mute: taken, and nothing is ever said. hello_…: cut, ended or silent after some bytes of the
handshake, either way; or what comes back is noise. plain_text: a server that speaks no TLS. impostor: another certificate."""
SESSION = ("cut", "ended", "hangs", "flipped", "twice", "lost", "swapped", "noise", "half_closed", "slow")
"""cut (reset), ended, silent at some record of the session, either way; one bit of a record flipped; a record sent twice,
left out, or after the next one; noise between two records; one way ended, the other open; in small pieces, late."""
ALL = HANDSHAKE + SESSION
HEADER = 5
FIRST = 6
"""Records of either way that are the handshake's, at most."""


@dataclass
class Fate:
    """What becomes of one connection: ``up`` (towards the server) or down, at record ``at``, after ``byte`` bytes of it."""

    name: str
    up: bool
    at: int
    byte: int


@dataclass(eq=False)
class Wires(Listening):
    """A listening address that leads to a TLS server at ``port``, or to the one at ``impostor``; left by ``with``."""

    port: int
    impostor: int = 0
    share: float = 0.4
    fates: Sequence[str] = ALL
    seed: int = 0
    hang_s: float = 5.0
    late_s: float = 0.002
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__("wires")
        self.dice = random.Random(self.seed)
        self._next: list[str] = []

    def scheme(self) -> str:
        return "https"

    def _drawn(self) -> Fate:
        name = "well"
        if self.dice.random() < self.share:
            self._next = self._next or self.dice.sample(list(self.fates), len(self.fates))
            name = self._next.pop()  # each as often as the others
        at = self.dice.randrange(3) if name in HANDSHAKE else FIRST // 2 + self.dice.randrange(12)
        return Fate(name, self.dice.random() < 0.5, at, self.dice.randrange(1, 400))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fate = self._drawn()
        self.met[fate.name] += 1
        await self._meet(fate, reader, writer)

    async def _meet(self, fate: Fate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if fate.name == "refused":
            _reset(writer)
            return
        if fate.name == "mute":
            await asyncio.sleep(self.hang_s)
            return
        if fate.name in ("hello_garbage", "plain_text"):
            await reader.read(100)
            noise = self.dice.randbytes(fate.byte)
            writer.write(noise if fate.name == "hello_garbage" else b"HTTP/1.1 400 Bad Request\r\n\r\n")
            await writer.drain()
            return
        port = self.impostor if fate.name == "impostor" else self.port
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        ways = [
            asyncio.ensure_future(self._way(fate, True, reader, far_writer, writer)),
            asyncio.ensure_future(self._way(fate, False, far_reader, writer, far_writer)),
        ]
        try:
            await asyncio.gather(*ways)
        finally:
            for way in ways:
                way.cancel()
            far_writer.transport.abort()

    async def _way(
        self,
        fate: Fate,
        up: bool,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        other: asyncio.StreamWriter,
    ) -> None:
        number, kept = 0, b""
        while (record := await _record(source)) is not None:
            number += 1
            if up is not fate.up or number <= fate.at or fate.name in ("well", "impostor"):
                target.write(record)
            elif fate.name == "slow":
                for at in range(0, len(record), 1 + fate.byte):
                    target.write(record[at : at + 1 + fate.byte])
                    await target.drain()
                    await asyncio.sleep(self.late_s if at < 20 * fate.byte else 0)
            elif number == fate.at + 1:
                kept = await self._befall(fate, record, target, other)
            else:
                target.write(record + kept)
                kept = b""
            await target.drain()
        target.write(kept)
        if target.can_write_eof():
            target.write_eof()

    async def _befall(
        self, fate: Fate, record: bytes, target: asyncio.StreamWriter, other: asyncio.StreamWriter
    ) -> bytes:
        """What becomes of the one record; returns what is to come after the next one."""
        some = record[: fate.byte % len(record)]
        name = fate.name.removeprefix("hello_")
        if name == "twice":
            target.write(record + record)
        elif name == "noise":
            target.write(self.dice.randbytes(fate.byte) + record)
        elif name == "flipped":
            at = HEADER + fate.byte % max(1, len(record) - HEADER)
            target.write(record[:at] + bytes([record[at] ^ 1 << fate.byte % 8]) + record[at + 1 :])
        elif name == "swapped":
            return record
        elif name in ("cut", "ended", "hangs", "half_closed"):
            target.write(some)
            await target.drain()
            if name == "cut":
                _reset(target)
                _reset(other)
            elif name == "hangs":
                await asyncio.sleep(self.hang_s)
            if name in ("ended", "half_closed"):
                target.write_eof()
            if name == "half_closed":
                await asyncio.sleep(self.hang_s)
            raise ConnectionAbortedError
        return b""


async def _record(reader: asyncio.StreamReader) -> bytes | None:
    """One TLS record as it lies on the wire; None at the end."""
    try:
        head = await reader.readexactly(HEADER)
        return head + await reader.readexactly(struct.unpack(">H", head[3:])[0])
    except asyncio.IncompleteReadError as end:
        return end.partial or None


def _reset(writer: asyncio.StreamWriter) -> None:
    wire = writer.get_extra_info("socket")
    with suppress(OSError):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def certificate(
    folder: Path,
    *,
    valid: tuple[int, int] = (-1, 1),
    host: str = "127.0.0.1",
    key: ec.EllipticCurvePrivateKey | None = None,
) -> tuple[Path, Path]:
    """A self-signed server certificate and its key as files; ``valid``: days from now from which and until which."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=valid[0]))
        .not_valid_after(now + datetime.timedelta(days=valid[1]))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "c.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "k.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder / "c.pem", folder / "k.pem"
