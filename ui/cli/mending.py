"""The commands ``correct`` and ``revoke``: a wrong paper is set right or taken back by a paper of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from models.clock import stamp, today
from models.endings import CORRECTION, REVOCATION
from models.errors import KnownError, Place
from models.profile import Profile
from ui.cli.frame import Common, Done
from ui.cli.papers import other_officer, said_warning, save_new, writable
from ui.cli.profile import officer_option, open_profile
from ui.i18n import translate
from ui.printing import name_of

with_option = click.option(
    "--with",
    "second",
    default=None,
    metavar="CERT_NO",
    help="The second officer who confirms; default: the other officer of the visit.",
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("."), help="Folder for the PDF."
)


@click.command()
@click.argument("document", metavar="DOCUMENT")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="PLACE|WAS|NOW",
    help="What is corrected: where it stands, how it reads, how it shall read. May be given several times.",
)
@click.option(
    "--due", "dues", multiple=True, metavar="N=DAY", help="Requirement N of an order ends on DAY. Several times."
)
@click.option("--why", required=True, help="Why; it is printed.")
@officer_option
@with_option
@out_option
@click.pass_obj
def correct(
    common: Common,
    document: str,
    changes: tuple[str, ...],
    dues: tuple[str, ...],
    why: str,
    officer: str | None,
    second: str | None,
    out: Path,
) -> Done:
    """Correct an issued paper (its id or number) by a correction notice; the old paper stays as it is."""
    fields = {"why": why, "changes": [_change(one) for one in changes], "dues": [_due(one) for one in dues]}
    return _issue(common, document, CORRECTION, fields, officer, second, out)


@click.command()
@click.argument("document", metavar="DOCUMENT")
@click.option("--why", required=True, help="Why; it is printed after “on review”.")
@click.option(
    "--again",
    type=click.Choice(["none", "new", "made"]),
    default="none",
    help="What follows: nothing, a new paper will be made, or has been made.",
)
@click.option("--new-number", default=None, metavar="NUMBER", help="With --again made: the number of the new paper.")
@officer_option
@with_option
@out_option
@click.pass_obj
def revoke(
    common: Common,
    document: str,
    why: str,
    again: str,
    new_number: str | None,
    officer: str | None,
    second: str | None,
    out: Path,
) -> Done:
    """Revoke an issued paper (its id or number) by a decision of its own."""
    fields = {"why": why, "again": again, "new_number": new_number}
    return _issue(common, document, REVOCATION, fields, officer, second, out)


def _change(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in (2, 3):
        raise click.UsageError("--change is PLACE|WAS|NOW, or WAS|NOW")
    return dict(zip(("place", "was", "now"), parts if len(parts) == 3 else ["", *parts], strict=True))


def _due(text: str) -> dict[str, str]:
    item, equals, day = text.partition("=")
    if not equals:
        raise click.UsageError("--due is N=DAY, e.g. 1=2026-07-20")
    return {"item": item.strip(), "day": day.strip()}


def _issue(
    common: Common,
    document: str,
    type: str,
    fields: Mapping[str, Any],
    officer: str | None,
    second: str | None,
    out: Path,
) -> Done:
    """Draft and issue in one; a draft that is refused is put away and takes no number."""
    from forms import issuing, mending
    from forms.sealing import pdf_bytes
    from models.papers import discard

    with open_profile(common, officer) as profile:
        writable(out)
        paper = paper_of(profile, document)
        day = today(profile.clock)
        with profile.store.change(profile.officer_id, "draft") as tx:
            draft = mending.begin(tx, profile, paper["id"], type, day, fields)
        try:
            other = profile.officer_of(second) if second else other_officer(profile, draft)
            issued = issuing.issue(profile, draft, other, common.passphrase())
        except KnownError:
            with profile.store.change(profile.officer_id, "draft") as tx:
                discard(tx, draft)
            raise
        row = profile.store.get("document", issued.document) or {}
        name = save_new(out, name_of(row), pdf_bytes(profile, issued.document))
    warnings = [said_warning(w) for w in issued.warnings]
    data = {
        "ok": True,
        "document": issued.document,
        "type": issued.type,
        "number": issued.number,
        "of": {"document": paper["id"], "number": paper["number"]},
        "issued_at": stamp(issued.issued_at),
        "pdf": name,
        "sha256": issued.sha256,
        "warnings": warnings,
    }
    line = translate("cli", "Issued: {title} {number}, about {old}. The file is {pdf}. It is to be served.")
    told = line.format(
        title=row["title"], number=issued.number or "", old=paper["number"] or paper["title"], pdf=out / name
    )
    return Done(data, [told, *("  ! " + w["message"] for w in warnings)])


def paper_of(profile: Profile, named: str) -> dict[str, Any]:
    """An issued paper by its id or its number; raises KnownError("document_unknown" | "document_number_double")."""
    row = profile.store.get("document", named)
    found = [row] if row else profile.store.find("document", number=named)
    if not found:
        raise KnownError("document_unknown", where=Place(field="document"), document=named)
    if len(found) > 1:
        raise KnownError("document_number_double", where=Place(field="document"), number=named)
    return found[0]
