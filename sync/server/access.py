"""Who may: devices, one-time codes, nonces. A code is random, single use, ten minutes, five tries, stored hashed."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from models import journal, keys
from models.clock import Clock, parse, stamp
from sync.server import private
from sync.server.folding import alive, values
from sync.server.ledger import Code, DeviceRow, Joined, Joining, Refusal, Scope
from sync.server.log import Log
from sync.server.restores import Restores, Witness
from sync.server.sql import Db, Store, repeated
from sync.server.states import BODIES, at_hand, decode

LIFE = timedelta(minutes=10)
TRIES = 5
NONCE_SECONDS = 900
ROLES = ("laptop", "desk")
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DEVICE_LETTERS = "ABCDEFGHJKMNPQRSTVWXY"
"""Codes of devices: A, B, …, Y, AA, …; Z is what a profile that works alone calls itself."""


class Access:
    """The part of a ledger that knows devices, codes and the office's own keys."""

    def __init__(self, store: Store, clock: Clock, witness: Witness) -> None:
        self.store, self.clock = store, clock
        self.log, self.restores = Log(store, clock), Restores(store, witness, clock)

    # --- devices

    def device(self, office: str, device: str) -> DeviceRow | None:
        with self.store.reading() as db:
            row = db.execute(f"{_DEVICE} WHERE office = ? AND device = ?", (office, device)).fetchone()
        return None if row is None else DeviceRow(*row)

    def devices(self, scope: Scope) -> list[DeviceRow]:
        with self.store.reading() as db:
            rows = db.execute(f"{_DEVICE} WHERE office = ? ORDER BY code", (scope.office,)).fetchall()
        return [DeviceRow(*row) for row in rows]

    def seen(self, scope: Scope) -> dict[str, str]:
        with self.store.reading() as db:
            rows = db.execute(
                "SELECT device, seen_at FROM device WHERE office = ? AND seen_at IS NOT NULL", (scope.office,)
            )
            return {str(device): str(at) for device, at in rows}

    def use_nonce(self, office: str, device: str, nonce: str) -> bool:
        now = self.clock.now()
        until = int(now.timestamp()) + NONCE_SECONDS
        # a nonce that a power cut takes lets a request of the last minutes be repeated, which does no harm to any
        with self.store.writing(lasting=False) as db:
            db.execute(
                "DELETE FROM nonce WHERE office = ? AND device = ? AND until < ?",
                (office, device, int(now.timestamp())),
            )
            made = db.execute(
                "INSERT INTO nonce VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (office, device, nonce, until)
            )
            db.execute("UPDATE device SET seen_at = ? WHERE office = ? AND device = ?", (stamp(now), office, device))
            return bool(made.rowcount)

    @repeated
    def revoke(self, scope: Scope, device: str, reason: str) -> None:
        _need_desk(scope)
        row = self.device(scope.office, device)
        if row is None:
            raise Refusal(404, "not_found")
        if row.state == "revoked":
            return
        now = stamp(self.clock.now())
        with self.store.writing(scope.office) as db:
            self.restores.look(db, scope.office)
            db.execute(
                "UPDATE device SET state = 'revoked', revoked_at = ?, reason = ? WHERE office = ? AND device = ?",
                (now, reason, scope.office, device),
            )
            note = {"device": self._row(db, scope.office, device)}
            revoked = {"state": "revoked", "revoked_at": now}
            self.log.change(db, scope.office, "device", device, "revoke", revoked, note)
            blocks = db.execute(
                "SELECT rec FROM span JOIN replica USING (office, replica) WHERE office = ? AND kind = 'block' "
                "AND open = 1 AND device = ?",
                (scope.office, device),
            ).fetchall()
            for (rec,) in blocks:
                closed = {"state": "closed", "closed_reason": "device_revoked"}
                self.log.change(db, scope.office, "number_block", rec, "close_block", closed)

    @repeated
    def name_officers(self, scope: Scope, device: str, officers: Sequence[str]) -> None:
        _need_desk(scope)
        with self.store.writing(scope.office) as db:
            if not db.execute(f"{_DEVICE} WHERE office = ? AND device = ?", (scope.office, device)).fetchone():
                raise Refusal(404, "not_found")
            private.name_officers(db, scope.office, device, officers)
            note = {"device": self._row(db, scope.office, device), "officers": list(officers)}
            self.restores.look(db, scope.office)
            self.log.act(db, scope.office, "name_officers", [], note)

    def officers(self, scope: Scope) -> dict[str, list[str]]:
        with self.store.reading() as db:
            return private.officers(db, scope.office)

    def office_certificates(self, office: str) -> list[str]:
        with self.store.reading() as db:
            row = db.execute("SELECT certificates FROM office WHERE office = ?", (office,)).fetchone()
        return list(json.loads(row[0])) if row else []

    # --- codes

    def admin_code(self, another: bool = False) -> Code | None:
        with self.store.writing() as db:
            if not another and db.execute("SELECT 1 FROM office LIMIT 1").fetchone():
                return None
            db.execute("DELETE FROM code WHERE kind = 'admin' AND device IS NULL")
            return self._new_code(db, "admin", None, "desk")

    def invite(self, scope: Scope, role: str) -> Code:
        _need_desk(scope)
        if role not in ROLES:
            raise Refusal(400, "bad_request")
        with self.store.writing() as db:
            return self._new_code(db, "invite", scope.office, role)

    def _new_code(self, db: Db, kind: str, office: str | None, role: str) -> Code:
        now = self.clock.now()
        db.execute("DELETE FROM code WHERE device IS NULL AND expires_at < ?", (stamp(now - timedelta(days=1)),))
        expires = stamp(now + LIFE)
        while True:
            text = "".join(secrets.choice(LETTERS) for _ in range(16))
            made = db.execute(
                "INSERT INTO code (name, hash, kind, office, role, expires_at, tries) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (text[:4], _hash(text), kind, office, role, expires, TRIES),
            )
            if made.rowcount:  # its first four characters are its name, and another code may have that one
                return Code("-".join(text[n : n + 4] for n in range(0, 16, 4)), expires)

    def _open_code(self, text: str, device: Joining) -> dict[str, Any]:
        """The code's row; a wrong try is counted on disk before it is judged."""
        plain = normal_code(text)
        with self.store.writing() as db:
            row = db.execute(
                "SELECT name, hash, kind, office, role, expires_at, tries, device, public_key FROM code WHERE name = ?",
                (plain[:4],),
            ).fetchone()
            right = row is not None and hmac.compare_digest(bytes(row[1]), _hash(plain))
            if row is not None and not right:
                db.execute("UPDATE code SET tries = tries - 1 WHERE name = ? AND tries > 0", (row[0],))
        if row is None or not right or row[6] <= 0:
            raise Refusal(403, "code_wrong")
        found = dict(zip(("name", "hash", "kind", "office", "role", "expires_at"), row[:6], strict=True))
        if row[7] is not None:
            if (row[7], row[8]) != (device.id, device.public_key):
                raise Refusal(403, "code_used")
        elif parse(row[5]) < self.clock.now():
            raise Refusal(403, "code_expired")
        return found

    # --- joining

    @repeated
    def enrol(
        self,
        code: str,
        device: Joining,
        office: tuple[str, str, str] | None,
        officer: str,
        officers: Sequence[str] = (),
    ) -> Joined:
        found = self._open_code(code, device)
        rsa = _rsa(device.rsa_public)
        authority = None
        if found["kind"] == "admin" and found["office"] is None:
            if office is None:
                raise Refusal(400, "office_missing")
            found["office"], authority = office[0], keys.new_office(office[1], self.clock)
        elif office is not None and office[0] != found["office"]:
            raise Refusal(409, "other_office")
        with self.store.writing(found["office"]) as db:
            claimed = db.execute(
                "UPDATE code SET device = ?, public_key = ?, office = ? WHERE name = ? "
                "AND (device IS NULL OR device = ? AND public_key = ?)",
                (device.id, device.public_key, found["office"], found["name"], device.id, device.public_key),
            )
            if not claimed.rowcount:
                raise Refusal(403, "code_used")
            if office is not None and authority is not None:
                self._found(db, office, authority)
            person = self._officer(db, found["office"], officer) if officer else None
            row, new = self._enter(db, found, device, rsa)
            here = [person["id"]] if person else list(officers)
            private.name_officers(db, row.office, row.id, here)
            if new:
                self.restores.look(db, row.office)
                note = {"device": self._row(db, row.office, row.id), "officers": here}
                self.log.act(db, row.office, "enrol", [], note)
            certificates = self._trust(db, found["office"], office[2] if office else "")
            name = db.execute("SELECT name FROM office WHERE office = ?", (found["office"],)).fetchone()[0]
            made = db.execute(
                "SELECT certificate, pdf_certificate FROM device WHERE office = ? AND device = ?",
                (row.office, row.id),
            ).fetchone()
        return Joined(row, name, made[0], made[1], certificates, person)

    def found(self, office: tuple[str, str, str]) -> None:
        """Make an office (id, name, certificate) with the server's own authority and replica."""
        authority = keys.new_office(office[1], self.clock)
        with self.store.writing() as db:
            self._found(db, office, authority)

    def _found(self, db: Db, office: tuple[str, str, str], authority: keys.OfficeKeys) -> None:
        """Raises Refusal other_office: it is there already, and a code that founds does not let anybody into it."""
        made = db.execute(
            "INSERT INTO office (office, name, replica, keys, certificates, founded_at, epoch) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                office[0],
                office[1],
                journal.new_replica(),
                json.dumps(keys.to_json(authority)),
                json.dumps([authority.certificate]),
                stamp(self.clock.now()),
                secrets.token_hex(5),
            ),
        )
        if not made.rowcount:
            raise Refusal(409, "other_office")

    def _row(self, db: Db, office: str, device: str) -> dict[str, str]:
        """A device as the office's devices remember it for a server that forgot."""
        names = ("name", "role", "code", "public_key", "certificate", "pdf_certificate", "state", "enrolled_at")
        row = db.execute(
            f"SELECT {', '.join(names)} FROM device WHERE office = ? AND device = ?", (office, device)
        ).fetchone()
        return {"device": device} | dict(zip(names, row, strict=True))

    def _enter(self, db: Db, found: dict[str, Any], device: Joining, rsa: RSAPublicKey) -> tuple[DeviceRow, bool]:
        """The device's row, and whether it is new."""
        office = found["office"]
        row = db.execute(f"{_DEVICE} WHERE office = ? AND device = ?", (office, device.id)).fetchone()
        if row is not None:
            known = DeviceRow(*row)
            if known.public_key != device.public_key:
                raise Refusal(409, "device_taken")
            if known.state != "active":
                raise Refusal(403, "device_revoked")
            return known, False
        owner = db.execute(
            "SELECT device FROM replica WHERE office = ? AND replica = ?", (office, device.replica)
        ).fetchone()
        if owner is not None and owner[0] != device.id:
            raise Refusal(409, "device_taken")
        name, kept = db.execute("SELECT name, keys FROM office WHERE office = ?", (office,)).fetchone()
        authority = keys.OfficeKeys(**json.loads(kept))
        signing, papers = keys.certificates(authority, device.public_key, rsa, name, device.name, self.clock)
        now = stamp(self.clock.now())
        known = DeviceRow(
            office,
            device.id,
            device.name,
            found["role"],
            self._letter(db, office),
            device.public_key,
            "active",
        )
        db.execute(
            "INSERT INTO device (office, device, name, role, code, public_key, certificate, pdf_certificate, state, "
            "enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'active', ?)",
            (office, known.id, known.name, known.role, known.code, known.public_key, signing, papers, now),
        )
        return known, True

    def _letter(self, db: Db, office: str) -> str:
        number = int(db.execute("SELECT count(*) FROM device WHERE office = ?", (office,)).fetchone()[0])
        code = ""
        while True:
            number, at = divmod(number, len(DEVICE_LETTERS))
            code = DEVICE_LETTERS[at] + code
            if number == 0:
                return code
            number -= 1

    def _trust(self, db: Db, office: str, certificate: str) -> list[str]:
        """The office's certificates: the server's authority, and those of profiles that worked alone before."""
        row = db.execute("SELECT certificates FROM office WHERE office = ?", (office,)).fetchone()
        known: list[str] = json.loads(row[0])
        if certificate and certificate not in known and len(known) < 64:
            known.append(certificate)
            db.execute("UPDATE office SET certificates = ? WHERE office = ?", (json.dumps(known), office))
        return known

    def _officer(self, db: Db, office: str, cert_no: str) -> dict[str, str]:
        """id, name and certificate number of the officer of the register; raises Refusal officer_unknown."""
        for rec, *kept in db.execute(BODIES, (office, office, "certificate")).fetchall():
            found = decode("certificate", rec, kept[:-1], at_hand(kept[-1]))
            row = values("certificate", found)
            if alive(found) and row["number"] == cert_no and row["officer"]:
                person = self.log.states(db, office, office, [("officer", row["officer"])]).values()
                name = next((values("officer", state)["name"] for state in person), "")
                return {"id": str(row["officer"]), "name": str(name or ""), "cert_no": cert_no}
        raise Refusal(404, "officer_unknown")


_DEVICE = "SELECT office, device, name, role, code, public_key, state FROM device"


def normal_code(text: str) -> str:
    """The 16 characters of a code as typed: spaces, dashes, small letters and O, I, L are forgiven."""
    plain = "".join(c for c in text.upper() if c.isalnum())
    return plain.replace("O", "0").replace("I", "1").replace("L", "1")


def _hash(code: str) -> bytes:
    return hashlib.sha256(b"anxin-code/" + code.encode()).digest()


def _need_desk(scope: Scope) -> None:
    if scope.revoked or scope.role != "desk":
        raise Refusal(403, "role")


def _rsa(pem: str) -> RSAPublicKey:
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as wrong:
        raise Refusal(400, "bad_request") from wrong
    if not isinstance(key, RSAPublicKey) or not 2048 <= key.key_size <= 8192:
        raise Refusal(400, "bad_request")
    return key
