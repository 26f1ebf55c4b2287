"""The commands ``issue``, ``verify``, ``register`` and ``void``: papers and their numbers without a window."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from models.clock import local, parse, stamp, today
from models.errors import KnownError, Place
from models.profile import Profile
from models.vaultfile import exists
from ui.cli.frame import Common, Done
from ui.cli.profile import officer_option, open_profile
from ui.i18n import translate
from ui.printing import name_of


@click.command()
@click.argument("draft", metavar="DRAFT_ID")
@officer_option
@click.option(
    "--with",
    "second",
    default=None,
    metavar="CERT_NO",
    help="The second officer who confirms; default: the other officer of the visit.",
)
@click.option(
    "--seal",
    "mode",
    default=None,
    metavar="MODE",
    help="stamped_on_paper, pre_stamped, image or stamped_later; default: the office's usual way.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("."), help="Folder for the PDF."
)
@click.pass_obj
def issue(common: Common, draft: str, officer: str | None, second: str | None, mode: str | None, out: Path) -> Done:
    """Issue a draft: number, frozen content, signed PDF and record, all or nothing."""
    from forms.issuing import issue as seal
    from forms.sealing import pdf_bytes
    from models.numbering import EMERGENCY

    with open_profile(common, officer) as profile:
        other = profile.officer_of(second) if second else other_officer(profile, draft)
        writable(out)
        issued = seal(profile, draft, other, common.passphrase(), mode)
        row = profile.store.get("document", issued.document) or {}
        name = save_new(out, name_of(row), pdf_bytes(profile, issued.document))
        warnings = [said_warning(w) for w in issued.warnings]
        if issued.series == EMERGENCY:
            warnings.insert(0, said_warning({"code": "numbers_used_up", "params": {"number": issued.number}}))
    data = {
        "ok": True,
        "document": issued.document,
        "type": issued.type,
        "number": issued.number,
        "issued_at": stamp(issued.issued_at),
        "pdf": name,
        "sha256": issued.sha256,
        "pages": issued.pages,
        "series": issued.series,
        "seal": row["seal_mode"],
        "warnings": warnings,
    }
    line = translate("cli", "Issued: {title} {number}. The file is {pdf}.")
    text = [line.format(title=row["title"], number=issued.number or "", pdf=out / name)]
    return Done(data, text + ["  ! " + w["message"] for w in warnings])


def other_officer(profile: Profile, draft: str) -> str:
    """The officer of the draft's visit who is not the actor; the actor himself where there is none (refused)."""
    from forms.facts import draft_row

    visit = profile.store.get("inspection", draft_row(profile.store, draft)["inspection"])
    pair = (visit["lead"], visit["assistant"]) if visit else ()
    others = [o for o in pair if o and o != profile.officer_id]
    if not others:
        raise KnownError("second_officer_missing", where=Place(field="with"))
    return str(others[0])


def said_warning(warning: Mapping[str, Any]) -> dict[str, str]:
    from ui.sentences.papers import warning_sentence

    return {"code": warning["code"], "message": warning_sentence(warning["code"], warning["params"])}


def writable(out: Path) -> None:
    """Refuse before anything is issued where the file could not be written afterwards."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise KnownError("folder_unwritable", path=str(out), reason=str(wrong.strerror)) from wrong
    if not os.access(out, os.W_OK):
        raise KnownError("folder_unwritable", path=str(out), reason="permission")


def save_new(out: Path, name: str, content: bytes) -> str:
    """The file under a name that is free: nothing is ever overwritten."""
    stem, free = name.removesuffix(".pdf"), name
    for n in range(2, 10_000):
        if not (out / free).exists():
            break
        free = f"{stem}-{n}.pdf"
    try:
        part = out / (free + ".part")
        part.write_bytes(content)
        os.replace(part, out / free)
    except OSError as wrong:
        raise KnownError("folder_unwritable", path=str(out), reason=str(wrong.strerror)) from wrong
    return free


# --- register


@click.command()
@click.option("--year", type=click.IntRange(1949, 9999), default=None, help="Default: this year.")
@click.option("--type", "type_", default=None, metavar="TYPE", help="Only papers of this type.")
@officer_option
@click.pass_obj
def register(common: Common, year: int | None, type_: str | None, officer: str | None) -> Done:
    """The register of official numbers: entries, blocks, balance, gaps and doubts."""
    from dataclasses import replace

    from models.register import register as read

    with open_profile(common, officer) as profile:
        if type_ is not None:
            profile.pack.document(type_)
            type_ = str(profile.pack.numbers["aliases"].get(type_, type_))
        book = read(profile.store, profile.office_id, year or today(profile.clock).year, type_)
        office = profile.store.get("office", profile.office_id)
    named = replace(book, office=office["name"] if office else book.office)
    return Done(named.as_json(), _book_lines(named), 0 if book.clean else 1)


def _book_lines(book: Any) -> list[str]:
    lines = [translate("cli", "Register of numbers {year}, {office}").format(year=book.year, office=book.office)]
    words = status_words()
    mended = {"corrected": translate("cli", "corrected by {by}"), "revoked": translate("cli", "revoked by {by}")}
    for e in book.entries:
        reason = f" ({e.reason})" if e.reason else ""
        by = f", {mended[e.standing].format(by=e.replaced_by)}" if e.replaced_by and e.standing in mended else ""
        lines.append(f"{e.number}  {e.date or ''}  {words[e.status]}{by}  {e.addressee or ''}{reason}")
    balance = translate("cli", "{type}: granted {granted}, used {used}, void {void}, reserved {reserved}")
    for b in book.balance:
        lines.append(balance.format(type=b.type, granted=b.granted, used=b.used, void=b.void, reserved=b.reserved))
    void = translate("cli", "Void: {type} {lo}–{hi}, {reason}")
    lines += [void.format(**v) for v in book.void_ranges]
    double = translate("cli", "Duplicate: {number} stands on {n} papers")
    lines += [double.format(number=d["number"], n=len(d["documents"])) for d in book.duplicates]
    gap = translate("cli", "Not explained: {type} {lo}–{hi}")
    lines += [gap.format(type=g["type"], lo=g["lo"], hi=g["hi"]) for g in book.unexplained]
    return lines


def status_words() -> dict[str, str]:
    """The register's status in the chosen language."""
    return {
        "issued": translate("cli", "issued"),
        "served": translate("cli", "served"),
        "voided": translate("cli", "voided"),
        "disputed": translate("cli", "in doubt"),
    }


# --- void


@click.command()
@click.argument("document", required=False, metavar="[DOCUMENT_ID]")
@click.option("--numbers", default=None, metavar="LO-HI", help="Void unused numbers instead of a paper.")
@click.option("--type", "type_", default=None, metavar="TYPE", help="Type of the numbers.")
@click.option(
    "--year", type=click.IntRange(1949, 9999), default=None, help="Year of the numbers; default: this year."
)
@click.option("--reason", required=True, help="Why; it stands in the register for good.")
@officer_option
@click.pass_obj
def void(
    common: Common,
    document: str | None,
    numbers: str | None,
    type_: str | None,
    year: int | None,
    reason: str,
    officer: str | None,
) -> Done:
    """Void an issued paper that was not served, or unused numbers, with a reason."""
    from models import numbering
    from models.endings import end

    if (document is None) == (numbers is None) or (numbers is not None and type_ is None):
        raise click.UsageError("name a document, or --numbers LO-HI with --type TYPE")
    with open_profile(common, officer) as profile, profile.store.change(profile.officer_id, "void") as tx:
        day = today(profile.clock)
        if document is not None:
            record = end(tx, document, "voided", reason, profile.officer_id, day)
        else:
            lo, hi = _span(numbers or "")
            profile.pack.document(type_ or "")
            year = year or day.year
            record = numbering.void(tx, profile.office_id, type_ or "", year, lo, hi, reason, profile.officer_id, day)
    return Done({"ok": True, "record": record}, translate("cli", "Voided, with its reason in the register."))


def _span(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text.strip())
    if found is None:
        raise click.UsageError("--numbers is LO-HI or one number")
    return int(found[1]), int(found[2] or found[1])


# --- verify


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE.pdf]")
@click.option("--qr", default=None, metavar="TEXT", help="The text of the QR code on a paper.")
@click.option(
    "--trust", multiple=True, type=click.Path(path_type=Path), metavar="OFFICE.crt", help="An office's certificate."
)
@officer_option
@click.pass_obj
def verify(common: Common, file: Path | None, qr: str | None, trust: tuple[Path, ...], officer: str | None) -> Done:
    """Is this paper ours, unchanged and in force?"""
    from forms.checking import check_code, check_pdf, trust_of

    if (file is None) == (qr is None):
        raise click.UsageError("name a FILE.pdf or --qr TEXT")
    roots = [_certificate(path) for path in trust]
    pdf = _read(file) if file is not None else b""
    profile = _profile_if_any(common, officer)
    try:
        known = trust_of(profile, roots)
        checked = check_code(qr, known) if qr is not None else check_pdf(pdf, known)
    finally:
        if profile is not None:
            profile.close()
    sentences = verdict_sentences(checked)
    data = {
        "ok": checked.good,
        "ours": checked.ours,
        "unchanged": checked.unchanged,
        "document": dict(checked.document),
        "signatures": {"expected": checked.expected, "found": checked.found, "valid": checked.valid},
        "standing": checked.standing,
        "replaced_by": checked.replaced_by,
        "known_as_of": checked.known_as_of,
        "reasons": list(checked.reasons),
        "seal": dict(checked.seal) if checked.seal else None,
        "sentences": sentences,
    }
    return Done(data, sentences, 0 if checked.good else 1)


def _profile_if_any(common: Common, officer: str | None) -> Profile | None:
    """The profile of this machine; none where there is none, or nobody gave a passphrase for it."""
    if not exists(common.folder()):
        return None
    try:
        return open_profile(common, officer)
    except KnownError as refused:
        if refused.code == "passphrase_missing" and common.profile is None:
            return None
        raise


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from missing
    except OSError as wrong:
        raise KnownError("pdf_unreadable", where=Place(file=path.name)) from wrong


def _certificate(path: Path) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    raw = _read(path)
    try:
        read = x509.load_pem_x509_certificate if b"-----BEGIN" in raw else x509.load_der_x509_certificate
        return read(raw).public_bytes(Encoding.PEM).decode()
    except ValueError as wrong:
        raise KnownError("certificate_unreadable", where=Place(file=path.name), file=path.name) from wrong


def verdict_sentences(checked: Any) -> list[str]:
    """What the answer means, for people: ours, unchanged, how it stands, why there is doubt."""
    ours = {
        "yes": translate("cli", "This paper is ours."),
        "no": translate("cli", "This paper is not ours."),
        "unknown": translate("cli", "Whether this paper is ours cannot be told on this machine."),
    }
    unchanged = {
        "yes": translate("cli", "It is unchanged since it was issued."),
        "no": translate("cli", "It is not what was issued: it was changed or cut back."),
        "unknown": translate("cli", "Whether it was changed cannot be told."),
    }
    lines = [ours[checked.ours], unchanged[checked.unchanged]]
    if checked.standing != "unknown":
        at = local(parse(checked.known_as_of)).strftime("%Y-%m-%d %H:%M") if checked.known_as_of else ""
        lines.append(_standing_words()[_stands(checked)].format(at=at, by=checked.replaced_by or ""))
    if checked.told:
        lines.append(translate("cli", "It was served and voided: the service holds, the desk must look at it."))
    if checked.seal:
        lines.append(_seal_words()[checked.seal["mode"]].format_map({"name": "", **checked.seal}))
    reasons = reason_words()
    return lines + [reasons[r] for r in checked.reasons if r in reasons]


def _stands(checked: Any) -> str:
    """Which sentence says how the paper stands."""
    if checked.standing == "revoked" and checked.replaced_by:
        return "revoked_by"
    return "corrected_in_force" if checked.standing == "corrected" and checked.remains else str(checked.standing)


def _standing_words() -> dict[str, str]:
    return {
        "in_force": translate("cli", "As far as known at {at} it is in force."),
        "corrected": translate("cli", "As far as known at {at} it was corrected by {by}."),
        "revoked": translate("cli", "As far as known at {at} it was revoked."),
        "revoked_by": translate("cli", "As far as known at {at} it was revoked by {by}."),
        "corrected_in_force": translate("cli", "As far as known at {at} it is in force as corrected by {by}."),
        "voided": translate("cli", "As far as known at {at} it was voided."),
    }


def _seal_words() -> dict[str, str]:
    return {
        "stamped_on_paper": translate("cli", "It was to be stamped by hand when it was issued."),
        "pre_stamped": translate("cli", "It was printed on sheets stamped before."),
        "stamped_later": translate("cli", "It was handed over unstamped; a stamped copy was to follow."),
        "image": translate(
            "cli",
            "The picture of the seal ({name}) is on it: authorised by {authorised_by}, {paper}, from {valid_from} to {valid_until}.",
        ),
    }


def reason_words() -> dict[str, str]:
    """The codes behind a verdict in the chosen language."""
    return {
        "unsigned": translate("cli", "It carries no signature."),
        "content_changed": translate("cli", "Its content was changed after signing."),
        "added_after_signing": translate("cli", "Something was added after signing."),
        "unknown_signer": translate("cli", "It was signed by a device this machine does not know."),
        "no_trust_root": translate("cli", "This machine holds no certificate of the office."),
        "hash_differs": translate("cli", "It differs from what the record holds."),
        "signatures_missing": translate("cli", "A signature that the record counts is missing."),
        "code_forged": translate("cli", "The code's signature is false."),
        "code_needs_records": translate(
            "cli",
            "The office's certificate alone cannot judge a code: check the file of the paper, or ask the office, whose "
            "records hold the keys of its devices.",
        ),
        "no_record": translate("cli", "The records on this machine do not hold it yet."),
    }
