"""Is this paper ours, unchanged and in force: the file's signatures or its QR code together with what the records say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from forms.verifying import Answer, Recorded, Verdict, check_qr, inspect_pdf
from models.cases import Row
from models.clock import parse, stamp
from models.endings import standing
from models.errors import KnownError
from models.profile import Profile

SIGNATURES = 1
"""Signatures on every paper this program issues: the device's own."""


@dataclass(frozen=True)
class Checked:
    """The answer. ``reasons`` are codes; ``document`` holds what is known of the paper, None where nothing is."""

    ours: Answer
    unchanged: Answer
    document: Mapping[str, Any]
    expected: int | None
    found: int
    valid: int
    standing: Literal["in_force", "corrected", "revoked", "voided", "unknown"] = "unknown"
    replaced_by: str | None = None
    known_as_of: str | None = None
    reasons: tuple[str, ...] = ()
    told: str | None = None
    seal: Mapping[str, Any] | None = None
    remains: bool = False
    """Corrected by a notice: everything else in the paper is still in force."""

    @property
    def good(self) -> bool:
        return self.ours == "yes" and self.unchanged == "yes"


@dataclass(frozen=True)
class Trust:
    """What this machine knows: the offices' certificates (PEM), the devices' keys (base64), the records or None."""

    roots: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    profile: Profile | None = field(default=None, repr=False)


def trust_of(profile: Profile | None, more: Sequence[str] = ()) -> Trust:
    """Everything a profile trusts, and certificates given by hand."""
    if profile is None:
        return Trust(tuple(more))
    held = list(profile.store.local_get("office_certificates") or ())
    office = profile.office_keys
    held += [office.certificate] if office else []
    held += [profile.device_keys.office_certificate]
    devices = [d["public_key"] for d in profile.store.find("device") if d["public_key"]]
    keys = dict.fromkeys([profile.device_keys.public, *devices])
    return Trust(tuple(dict.fromkeys([*(c for c in held if c), *more])), tuple(keys), profile)


def check_pdf(pdf: bytes, trust: Trust) -> Checked:
    """Judge a file. A file that was cut back or altered is still recognised by the number it prints.

    Raises KnownError("pdf_unreadable").
    """
    row = _record_of(pdf, trust)
    verdict = inspect_pdf(pdf, trust.roots, _recorded(row))
    return _answer(verdict, row, trust)


def _recorded(row: Row | None) -> Recorded | None:
    if row is None:
        return None
    return Recorded(row["pdf"], SIGNATURES, parse(row["issued_at"]) if row["issued_at"] else None)


def _record_of(pdf: bytes, trust: Trust) -> Row | None:
    """The record of this very file; else of the paper whose number stands in its text."""
    import hashlib

    if trust.profile is None:
        return None
    store = trust.profile.store
    found = store.find("document", pdf=hashlib.sha256(pdf).hexdigest())
    if found:
        return found[0]
    text = _squash(_pdf_text(pdf))
    named = [d for d in store.find("document") if d["number"] and d["pdf"] and _squash(d["number"]) in text]
    titled = [d for d in named if _squash(d["title"] or "") in text]
    return min(titled or named, key=lambda d: text.index(_squash(d["number"])), default=None)


def _pdf_text(pdf: bytes) -> str:
    """The text of a file's first page; empty where it cannot be read."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as wrong:
        raise KnownError("pdf_unreadable") from wrong
    try:
        return str(opened[0].get_textpage().get_text_range()) if len(opened) else ""
    finally:
        opened.close()


def _squash(text: str) -> str:
    return "".join(text.split())


def _answer(verdict: Verdict, row: Row | None, trust: Trust) -> Checked:
    signed_at = next((s.at for s in verdict.signatures if s.at), None)
    return Checked(
        ours=verdict.ours,
        unchanged=verdict.unchanged,
        document=_document(row, trust, sha256=verdict.sha256, at=signed_at),
        expected=verdict.expected,
        found=verdict.found,
        valid=verdict.valid,
        reasons=verdict.reasons,
        **_standing(row, trust),
    )


def check_code(text: str, trust: Trust) -> Checked:
    """Judge the text of a paper's QR code; ``unchanged`` speaks only of the content hash printed in it.

    Raises KnownError("qr_unreadable").
    """
    verdict = check_qr(text, trust.keys)
    facts = verdict.facts
    row = _coded(trust, facts.number, facts.content_sha256)
    known = verdict.ours == "yes" and row is not None
    unchanged: Answer = "unknown"
    reasons = []
    if row is not None and verdict.ours != "no":
        unchanged = "yes" if row["content_sha256"] == facts.content_sha256 else "no"
    if unchanged == "no":
        reasons.append("hash_differs")
    if verdict.ours == "no":
        unchanged = "no"
        reasons.append("code_forged")
    elif verdict.ours == "unknown":
        reasons.append(_unjudged(trust))
    elif not known:
        reasons.append("no_record")
    document = _document(row, trust) if row else {}
    said = {"type": facts.type, "number": facts.number, "office": facts.office, "date": facts.date}
    return Checked(
        ours=verdict.ours,
        unchanged=unchanged,
        document={**_document(None, trust), **said, **{k: document.get(k) for k in ("issued_at", "sha256")}},
        expected=SIGNATURES,
        found=1,
        valid=1 if verdict.ours == "yes" else 0,
        reasons=tuple(reasons),
        **_standing(row, trust),
    )


def _unjudged(trust: Trust) -> str:
    """Why a code cannot be judged: the office's certificate vouches for files, a code is signed by a device's key."""
    if trust.keys:
        return "unknown_signer"
    return "code_needs_records" if trust.roots else "no_trust_root"


def _coded(trust: Trust, number: str, content: str) -> Row | None:
    if trust.profile is None:
        return None
    same: Iterable[Row] = trust.profile.store.find("document", content_sha256=content)
    found = [d for d in same if _squash(d["number"] or "") == _squash(number)]
    if not found:
        found = [d for d in trust.profile.store.find("document", number=number) if d["origin"] != "paper"]
    return found[0] if found else None


def _document(
    row: Row | None, trust: Trust, *, sha256: str | None = None, at: datetime | None = None
) -> dict[str, Any]:
    if row is None or trust.profile is None:
        names = ("type", "number", "office", "date")
        return {**dict.fromkeys(names), "issued_at": stamp(at) if at else None, "sha256": sha256}
    office = trust.profile.store.get("office", row["office"])
    return {
        "type": row["type"],
        "number": row["number"],
        "office": office["name"] if office else None,
        "date": row["date"],
        "issued_at": row["issued_at"],
        "sha256": row["pdf"],
    }


def _standing(row: Row | None, trust: Trust) -> dict[str, Any]:
    if row is None or trust.profile is None:
        return {}
    found = standing(trust.profile.store, row)
    after = found.replaced_by
    return {
        "seal": seal_of(trust.profile, row),
        "standing": found.standing,
        "replaced_by": (after["number"] or after["id"]) if after else None,
        "known_as_of": known_as_of(trust.profile),
        "told": found.told,
        "remains": found.in_force,
    }


def seal_of(profile: Profile, row: Row) -> dict[str, Any] | None:
    """How the record says the paper was sealed: ``mode``, and for a picture the authorisation as it was frozen."""
    if not row["seal_mode"]:
        return None
    frozen = (row["content"] or {}).get("seal") or {}
    return {**frozen, "mode": row["seal_mode"]}


def known_as_of(profile: Profile) -> str:
    """How fresh the records here are: the last sync with the server, else now (a profile that works alone)."""
    rows = profile.store.rows("SELECT max(last_ok) AS at FROM sync_peer")
    at = rows[0]["at"] if rows and profile.store.local_get("server") else None
    return str(at) if at else stamp(profile.clock.now())
