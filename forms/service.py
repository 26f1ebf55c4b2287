"""Service of a paper (送达): record of each attempt, warnings W-S1 to W-S5, effective day, proofs.

A warning never blocks: the paper was handed over anyway, the warning stays in the file. Law: MSSF-87 to MSSF-95,
CFFA-61, JCGD-38, XFJS-4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from models.cases import Reader, Row
from models.clock import local, stamp
from models.errors import KnownError, Place
from models.pack import Pack

if TYPE_CHECKING:
    from models.tx import Tx

METHODS = ("direct", "left", "mail", "electronic", "entrusted", "forwarded", "posted", "public_notice")
PLACE_KINDS = (
    "domicile",
    "office",
    "project_office",
    "building_site",
    "bureau_office",
    "agreed_address",
    "home",
    "other",
)
AUTHORITIES = (
    "legal_rep",
    "principal",
    "mail_recipient",
    "authorised_agent",
    "adult_family",
    "party",
    "none",
)
OUTCOMES = ("served", "refused", "failed")
"""refused: the person refused and the paper was not left there; a paper left after a refusal is ``left`` and served."""
DOMICILES = ("domicile", "home", "agreed_address")
IMAGES = ("photo", "video")


@dataclass(frozen=True)
class Delivery:
    """One attempt to serve one paper on one addressee. ``at`` aware; ``recorded_by``: photo, video.

    ``fled``: the actor fled, which posting needs. ``evidence``: ids of evidence records with images of it.
    """

    document: str
    unit: str | None
    method: str
    at: datetime
    outcome: str = "served"
    place: str | None = None
    place_kind: str | None = None
    recipient: str | None = None
    recipient_title: str | None = None
    phone: str | None = None
    authority: str = "none"
    authority_paper: str | None = None
    authority_paper_date: date | None = None
    refused: bool = False
    refusal_reason: str | None = None
    witness: str | None = None
    witness_org: str | None = None
    recorded_by: tuple[str, ...] = ()
    lead: str | None = None
    assistant: str | None = None
    fled: bool = False
    remark: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return local(self.at).date()

    @property
    def imaged(self) -> bool:
        return bool(self.evidence) or any(kind in IMAGES for kind in self.recorded_by)


@dataclass(frozen=True)
class Warned:
    """One warning: ``W-S1`` … ``W-S5`` as in the rules of service, or a code of its own."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}


def warnings(given: Delivery) -> tuple[Warned, ...]:
    """What may be said against this service; nothing for an attempt that failed."""
    if given.outcome != "served":
        return ()
    found = []
    if given.method == "left" and given.place_kind not in DOMICILES:
        found.append("W-S1")
    if given.method == "direct" and given.authority == "none":
        found.append("W-S2")
    if given.method == "left" and given.authority == "none":
        found.append("W-S3")
    if given.method == "left" and (_one_officer(given) or not (given.witness or given.imaged)):
        found.append("W-S4")
    if given.method == "posted" and not (given.fled and given.imaged):
        found.append("W-S5")
    if given.authority == "authorised_agent" and not given.authority_paper:
        found.append("authority_paper_missing")
    if given.method == "left" and not given.refusal_reason:
        found.append("refusal_reason_missing")
    return tuple(Warned(code) for code in found)


def _one_officer(given: Delivery) -> bool:
    return not given.lead or not given.assistant or given.lead == given.assistant


def effective_day(given: Delivery, pack: Pack) -> date | None:
    """The day the service counts from: the day on the receipt; for a public notice 30 days later; None: not served."""
    if given.outcome != "served":
        return None
    if given.method == "public_notice":
        return given.day + timedelta(days=int(pack.terms["public_notice_served"]["n"]))
    return given.day


def check(reader: Reader, given: Delivery, now: datetime) -> Row:
    """The paper's record, or a refusal of what cannot be: another unit, a day before the paper, tomorrow.

    Raises KnownError: document_unknown, not_an_addressee, served_before_issue,
    service_in_future, service_field_unknown.
    """
    document = reader.get("document", given.document)
    if document is None:
        raise KnownError("document_unknown", document=given.document)
    for name, value, known in (
        ("method", given.method, METHODS),
        ("outcome", given.outcome, OUTCOMES),
        ("authority", given.authority, AUTHORITIES),
        ("place_kind", given.place_kind, (*PLACE_KINDS, None)),
    ):
        if value not in known:
            raise KnownError("service_field_unknown", where=Place(field=name), field=name, value=value)
    if given.unit is not None and given.unit not in [a.get("unit") for a in document["addressees"] or ()]:
        raise KnownError("not_an_addressee", where=Place(field="unit"))
    if document["date"] and given.day < date.fromisoformat(document["date"]):
        raise KnownError("served_before_issue", where=Place(field="at"), date=document["date"])
    if given.at > now + timedelta(minutes=5):
        raise KnownError("service_in_future", where=Place(field="at"))
    return document


def addressee(document: Mapping[str, Any], unit: str | None) -> str:
    """The name of the addressee this service is about; the only one where ``unit`` is None."""
    people = document["addressees"] or []
    named = [p["name"] for p in people if unit is None or p.get("unit") == unit]
    return "、".join(named)


def write(
    tx: Tx, given: Delivery, document: Mapping[str, Any], pack: Pack, late: Iterable[Warned], receipt: str | None
) -> str:
    """The record of the attempt inside the open act; returns its id. ``receipt``: id of the receipt's document."""
    effective = effective_day(given, pack)
    record = tx.new(
        "service",
        document=given.document,
        unit=given.unit,
        addressee=addressee(document, given.unit),
        method=given.method,
        at=stamp(given.at),
        outcome=given.outcome,
        place=given.place,
        place_kind=given.place_kind,
        recipient=given.recipient,
        recipient_title=given.recipient_title,
        phone=given.phone,
        authority=given.authority,
        authority_paper=given.authority_paper,
        authority_paper_date=given.authority_paper_date.isoformat() if given.authority_paper_date else None,
        refused=given.refused,
        refusal_reason=given.refusal_reason,
        witness=given.witness,
        witness_org=given.witness_org,
        recorded_by="、".join(given.recorded_by) or None,
        lead=given.lead,
        assistant=given.assistant,
        receipt=receipt,
        warnings=[w.as_json() for w in (*warnings(given), *late)],
        remark=given.remark,
        effective_on=effective.isoformat() if effective else None,
    )
    for evidence in given.evidence:
        tx.set("evidence", evidence, service=record)
    _handed(tx, given, document)
    return record


def _handed(tx: Tx, given: Delivery, document: Mapping[str, Any]) -> None:
    """The visit of an inspection notice knows who took it, where nobody entered that before."""
    visit = tx.get("inspection", document["inspection"]) if document["type"] == "inspection_notice" else None
    if visit and given.outcome == "served" and given.recipient and not visit["notice_handed_to"]:
        tx.set("inspection", visit["id"], notice_handed_to=given.recipient)


def late_warnings(given: Delivery, document: Mapping[str, Any], reader: Reader, pack: Pack) -> tuple[Warned, ...]:
    """What the records say against it: no proof of its manner, later than the law's days after issue, or after a
    requirement's last day."""
    effective = effective_day(given, pack)
    if effective is None or not document["date"]:
        return ()
    found = _unproved(given, document, reader)
    term = pack.terms["serve"]
    if effective > date.fromisoformat(document["date"]) + timedelta(days=int(term["n"])):
        found.append(Warned("served_late", {"days": int(term["n"])}))
    due = [r["due"] for r in reader.find("requirement", document=document["id"]) if r["due"]]
    if due and effective.isoformat() > min(due):
        found.append(Warned("served_after_due", {"due": min(due)}))
    return tuple(found)


def _unproved(given: Delivery, document: Mapping[str, Any], reader: Reader) -> list[Warned]:
    """What the manner of service needs in the file and the file does not have (MSSF-90, MSSF-91, MSSF-95, CFFA-61)."""
    if given.method == "mail" and not given.imaged:
        return [Warned("return_slip_missing")]
    if given.method == "electronic" and not _agreed(given, reader):
        return [Warned("electronic_not_agreed")]
    if given.method == "public_notice" and not _published(document, reader):
        return [Warned("public_notice_missing")]
    return []


def _agreed(given: Delivery, reader: Reader) -> bool:
    """Whether the party signed a confirmation that agrees to electronic service."""
    for paper in reader.find("document", type="service_address_confirmation"):
        draft = reader.get("draft", paper["draft"]) or {}
        fields = (draft.get("extra") or {}).get("fields") or {}
        if fields.get("agreed") == "yes" and given.unit in [*(draft.get("addressees") or ()), None]:
            return True
    return False


def _published(document: Mapping[str, Any], reader: Reader) -> bool:
    """Whether a public notice of this very paper was issued."""
    drafts = (reader.get("draft", d["draft"]) or {} for d in reader.find("document", type="public_service_notice"))
    return any((row.get("extra") or {}).get("follows") == document["id"] for row in drafts)


# --- what was proved


@dataclass(frozen=True)
class Proof:
    """How far the service of one paper on one addressee is proved; ``warnings`` are those still open."""

    unit: str | None
    name: str
    served_on: date | None
    warnings: tuple[str, ...]

    @property
    def proved(self) -> bool:
        return self.served_on is not None and not self.warnings


def proofs(reader: Reader, document: str) -> tuple[Proof, ...]:
    """One entry an addressee. Where one service has no warning it counts; otherwise the later date does."""
    paper = reader.get("document", document)
    if paper is None:
        raise KnownError("document_unknown", document=document)
    return proofs_of(paper, reader.find("service", document=document))


def proofs_of(paper: Mapping[str, Any], attempts: Iterable[Row]) -> tuple[Proof, ...]:
    services = [s for s in attempts if s["outcome"] == "served"]
    made = []
    for person in paper["addressees"] or ():
        unit = person.get("unit")
        own = [s for s in services if s["unit"] in (None, unit)]
        clean = [s for s in own if not _open(s)]
        day = min((s["effective_on"] for s in clean), default=None) or max(
            (s["effective_on"] for s in own), default=None
        )
        made.append(
            Proof(
                unit=unit,
                name=person["name"],
                served_on=date.fromisoformat(day) if day else None,
                warnings=() if clean else tuple(dict.fromkeys(w for s in own for w in _open(s))),
            )
        )
    return tuple(made)


def _open(service: Mapping[str, Any]) -> list[str]:
    return [w["code"] for w in service["warnings"] or () if w["code"].startswith("W-S")]
