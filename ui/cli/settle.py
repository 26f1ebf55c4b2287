"""The command ``settle``: numbers on two papers and irregular ones, listed, settled by a person, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from models.clock import today
from models.doubtful import Matter, Paper
from models.errors import KnownError
from models.settling import DOUBT, DUPLICATE, Settlement
from ui.cli.frame import Common, Done
from ui.cli.profile import officer_option, open_profile
from ui.i18n import translate


@click.command()
@click.argument("document", required=False, metavar="[DOCUMENT_ID]")
@click.option("--reason", default="", help="Why; it stands in the register for good.")
@click.option("--reopen", is_flag=True, help="Take back what was decided about the paper's number.")
@click.option(
    "--kind",
    type=click.Choice([DUPLICATE, DOUBT]),
    default=None,
    help="What is meant where the paper's number is both doubled and doubtful.",
)
@officer_option
@click.pass_obj
def settle(
    common: Common, document: str | None, reason: str, reopen: bool, kind: str | None, officer: str | None
) -> Done:
    """List doubled and doubtful numbers; with a paper: it keeps its number, or its doubtful number stands."""
    from models import doubtful

    if document is None and (reason or reopen or kind):
        raise click.UsageError("name the paper that keeps its number")
    with open_profile(common, officer) as profile:
        store, office = profile.store, profile.office_id
        if document is None:
            found = doubtful.matters(store, office)
            return Done(_listed(store, found), _lines(found))
        matter = _matter(doubtful.of_paper(store, office, document), kind, reopen)
        day, actor = today(profile.clock), profile.officer_id
        with store.change(actor, "reopen_number" if reopen else "settle_number", reason=reason or None) as tx:
            if reopen:
                record = doubtful.reopen(tx, store, matter, reason, actor, day)
            else:
                record = doubtful.settle(tx, store, matter, document, reason, actor, day)
        after = _matter(doubtful.of_paper(store, office, document), matter.kind, None)
    before = {p.document for p in matter.papers if p.standing == "voided"}
    voided = [p.document for p in after.papers if p.standing == "voided" and p.document not in before]
    data = {
        "ok": True,
        "record": record,
        "kind": matter.kind,
        "number": matter.number,
        "stands": None if after.open else document,
        "voided": voided,
    }
    said = (
        translate("cli", "Taken back; the number is open again, and both decisions stand in the register.")
        if reopen
        else translate("cli", "Settled, with its reason in the register.")
    )
    return Done(data, said)


def _matter(found: list[Matter], kind: str | None, reopen: bool | None) -> Matter:
    """The one meant: of the kind named, else the first that is open (for taking back: settled)."""
    wanted = [m for m in found if kind in (None, m.kind)]
    fitting = [m for m in wanted if reopen is not None and m.open != reopen]
    if not wanted:
        raise KnownError("settle_nothing")
    return (fitting or wanted)[0]


def _listed(store: Any, found: list[Matter]) -> dict[str, Any]:
    from models import doubtful

    return {
        "ok": True,
        "open": sum(m.open for m in found),
        "matters": [
            {
                "kind": m.kind,
                "type": m.type,
                "year": m.year,
                "number": m.number,
                "n": m.n,
                "open": m.open,
                "here": doubtful.may_settle(store, m),
                "papers": [_paper(p) for p in m.papers],
                "decided": [_decision(s) for s in doubtful.history(store, m)],
            }
            for m in found
        ],
    }


def _paper(paper: Paper) -> Mapping[str, Any]:
    shown = ("document", "title", "addressee", "date", "issued_at", "device", "series", "standing", "served_on")
    said = {name: getattr(paper, name) or None for name in shown}
    doubts = [{"code": why.code, **why.facts} for why in paper.whys]
    return {**said, "officers": list(paper.officers), "copy": paper.copy, "doubts": doubts}


def _decision(one: Settlement) -> Mapping[str, Any]:
    return {name: getattr(one, name) for name in ("id", "kind", "stands", "reason", "officer", "on")}


def _lines(found: list[Matter]) -> list[str]:
    if not found:
        return [translate("cli", "No number is doubled or doubtful.")]
    words = {
        (DUPLICATE, True): translate("cli", "on several papers"),
        (DOUBT, True): translate("cli", "in doubt"),
        (DUPLICATE, False): translate("cli", "settled"),
        (DOUBT, False): translate("cli", "settled"),
    }
    lines = []
    for matter in found:
        lines.append(f"{matter.number}  {words[matter.kind, matter.open]}")
        for p in matter.papers:
            stands = any(s.stands == p.document for s in matter.settled)
            told = [p.document, p.date, p.addressee, p.device, ", ".join(w.code for w in p.whys)]
            lines.append(("  * " if stands else "    ") + "  ".join(t for t in told if t))
    return lines
