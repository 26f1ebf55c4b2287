"""Recording a service: the attempt, the strokes of who signed and the receipt (送达回证) as a paper, in one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from forms import service
from forms.composing import Composed, office_pack, office_row, plain
from forms.sealing import Issued, Ready, seal
from forms.service import Delivery
from models.authority import certificate_on
from models.cases import Reader, Row
from models.clock import local, stamp, today
from models.errors import KnownError
from models.pack import Pack
from models.profile import Profile
from models.tx import Tx

TYPE = "service_receipt"
Strokes = Sequence[Sequence[Sequence[float]]]
"""As the signature pad keeps them: strokes of points (x mm, y mm, t ms)."""


@dataclass(frozen=True)
class Signature:
    """One person's strokes. ``party``: recipient, lead, assistant, witness, unit; ``page`` where a page is signed."""

    party: str
    name: str
    strokes: Strokes
    at: datetime
    title: str | None = None
    officer: str | None = None
    page: int | None = None


@dataclass(frozen=True)
class Served:
    """What was recorded. ``receipt`` is None for an attempt that did not serve the paper."""

    service: str
    receipt: Issued | None
    effective_on: date | None
    warnings: tuple[Mapping[str, Any], ...]


def record(profile: Profile, given: Delivery, signatures: Sequence[Signature] = ()) -> Served:
    """Record one attempt; where it served the paper, its receipt is issued in the same act.

    Warnings never block. Raises KnownError as :func:`forms.service.check`, no_glyph, signing_failed.
    """
    if given.outcome != "served":
        return _attempt(profile, given, signatures)
    service.check(profile.store, given, profile.clock.now())
    written: list[str] = []
    late: list[service.Warned] = []

    def also(tx: Tx, ready: Ready) -> None:
        document = service.check(tx, given, tx.at)
        late[:] = service.late_warnings(given, document, tx, profile.pack)
        written[:] = [service.write(tx, given, document, profile.pack, late, ready.document)]
        put_signatures(tx, signatures, document=ready.document, service=written[0])

    receipt = seal(
        profile,
        act="service",
        type=TYPE,
        day=today(profile.clock),
        compose=lambda reader, number: composed(profile, reader, given, signatures, number),
        fields=lambda tx, made: _fields(tx, given),
        also=also,
    )
    said = tuple(w.as_json() for w in (*service.warnings(given), *late))
    return Served(written[0], receipt, service.effective_day(given, profile.pack), said)


def _attempt(profile: Profile, given: Delivery, signatures: Sequence[Signature]) -> Served:
    with profile.store.change(profile.officer_id, "service") as tx:
        document = service.check(tx, given, tx.at)
        written = service.write(tx, given, document, profile.pack, (), None)
        put_signatures(tx, signatures, service=written)
    return Served(written, None, None, ())


def put_signatures(tx: Tx, signatures: Sequence[Signature], **refs: str) -> None:
    """The strokes as records of their own, beside the paper that shows them."""
    for one in signatures:
        strokes = [[list(point) for point in stroke] for stroke in one.strokes]
        tx.new(
            "signature",
            party=one.party,
            officer=one.officer,
            name=one.name,
            title=one.title,
            strokes=strokes if one.page is None else {"page": one.page, "strokes": strokes},
            signed_at=stamp(one.at),
            refused=False,
            **refs,
        )


def _fields(tx: Tx, given: Delivery) -> dict[str, Any]:
    document = tx.get("document", given.document) or {}
    return {
        "inspection": document.get("inspection"),
        "wage_case": document.get("wage_case"),
        "second_officer": given.assistant if given.assistant != tx.actor else given.lead,
    }


def composed(
    profile: Profile, reader: Reader, given: Delivery, signatures: Sequence[Signature], number: str | None
) -> Composed:
    """The receipt as a paper; raises KnownError("document_unknown")."""
    document = reader.get("document", given.document)
    if document is None:
        raise KnownError("document_unknown", document=given.document)
    office = office_row(reader, profile.office_id)
    pack = office_pack(profile.pack, office)
    receipt = _receipt(reader, given, signatures, document, office, pack, number or "")
    content = plain(asdict(receipt))
    without_strokes(content)
    return Composed(
        type=TYPE,
        title=receipt.title,
        number=receipt.number,
        addressees=((given.unit, receipt.addressee),),
        day=today(profile.clock),
        text=form_text(content | in_words(receipt)),
        content=content,
        hash=_hash(receipt),
        press=_press(receipt),
        copies=int(pack.document(TYPE).get("copies", 1)),
    )


def preview(profile: Profile, given: Delivery, signatures: Sequence[Signature] = ()) -> bytes:
    """The receipt's pages with 草稿; no number is taken."""
    return composed(profile, profile.store, given, signatures, None).press(None, True, None)


def _hash(receipt: Any) -> str:
    from forms.documents.parts import form_hash

    return form_hash(receipt)


def _press(receipt: Any) -> Callable[[str | None, bool, datetime | None], bytes]:
    def press(qr: str | None, draft_mark: bool, made_at: datetime | None) -> bytes:
        from dataclasses import replace

        from forms.documents.receipt import render_receipt

        return render_receipt(replace(receipt, qr=qr), draft_mark=draft_mark, made_at=made_at)

    return press


def _receipt(
    reader: Reader,
    given: Delivery,
    signatures: Sequence[Signature],
    document: Row,
    office: Row,
    pack: Pack,
    number: str,
) -> Any:
    from forms.documents.parts import Witness, strokes_from
    from forms.documents.receipt import Receipt
    from forms.documents.receipt import Served as Paper

    mine = {s.party: strokes_from(s.strokes) for s in signatures}
    signed = "recipient" in mine or given.method not in ("direct", "left")
    witness = (Witness(given.witness, given.witness_org or "", mine.get("witness", ())),) if given.witness else ()
    return Receipt(
        office=office["name"],
        number=number,
        addressee=service.addressee(document, given.unit),
        papers=(Paper(document["title"] or "", document["number"] or "", 1),),
        method=given.method,
        place=given.place or "",
        place_kind=given.place_kind or "",
        officers=tuple(
            _officer(reader, officer, role, given, mine.get(role, ()), pack)
            for role, officer in (("lead", given.lead), ("assistant", given.assistant))
            if officer
        ),
        title=pack.title(TYPE),
        recipient=given.recipient or "",
        recipient_title=given.recipient_title or "",
        authority=given.authority,
        authority_paper=given.authority_paper or "",
        phone=given.phone or "",
        strokes=mine.get("recipient", ()),
        received_at=moment(given.at, pack) if signed else "",
        refusal=given.refusal_reason or "" if given.refused else "",
        refused_at=moment(given.at, pack) if given.refused else "",
        witnesses=witness,
        recorded_by="、".join(IMAGE_WORDS.get(k, k) for k in given.recorded_by),
        remark=given.remark or "",
    )


IMAGE_WORDS = {"photo": "拍照", "video": "录像"}


def _officer(reader: Reader, officer: str, role: str, given: Delivery, strokes: Any, pack: Pack) -> Any:
    from forms.documents.parts import Officer

    person = reader.get("officer", officer) or {"name": ""}
    certificate = certificate_on(reader, officer, given.day) or {"number": ""}
    return Officer(person["name"], certificate["number"], strokes, day_words(given.day, pack) if strokes else "")


def day_words(day: date, pack: Pack) -> str:
    """2026年10月14日."""
    return str(pack.wording["date"]).format(y=day.year, m=day.month, d=day.day)


def moment(at: datetime, pack: Pack) -> str:
    """2026年10月14日10时05分, in Asia/Shanghai."""
    here = local(at)
    return f"{day_words(here.date(), pack)}{here.hour}时{here.minute:02d}分"


def without_strokes(content: Any) -> None:
    """The frozen content keeps words; strokes stand in records of their own and in the signed file."""
    if isinstance(content, dict):
        for key in ("strokes", "party_strokes", "page_signs", "qr"):
            content.pop(key, None)
        for value in content.values():
            without_strokes(value)
    elif isinstance(content, list):
        for value in content:
            without_strokes(value)


def in_words(receipt: Any) -> dict[str, str]:
    """The codes of a receipt as it prints them."""
    from forms.documents.receipt import AUTHORITIES, METHODS, PLACE_KINDS

    known = {"method": METHODS, "place_kind": PLACE_KINDS, "authority": AUTHORITIES}
    said = {name: words.get(getattr(receipt, name), "") for name, words in known.items()}
    return said | ({"authority": ""} if said["authority"] == receipt.recipient_title else {})


def form_text(content: Mapping[str, Any]) -> str:
    """Every word of the form, one part a line, for search and comparison."""
    lines: list[str] = []
    for value in content.values():
        if isinstance(value, str):
            lines.append(value)
        for part in value if isinstance(value, list) else ():
            lines.append(" ".join(str(v) for v in part.values() if v) if isinstance(part, dict) else str(part))
    return "\n".join(line for line in lines if line)
