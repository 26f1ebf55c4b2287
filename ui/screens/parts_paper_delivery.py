"""A service as it was entered on the screen: the attempt, the strokes, and both said in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from forms import running, service
from models.clock import parse
from ui import i18n
from ui.screens.parts_paper import day_long, officer_names, violation_text
from ui.screens.parts_paper_manners import NOBODY_THERE, authority_text, method_text, place_text
from ui.screens.parts_visit import calendar, left_text, today
from ui.session import Session


def delivery_of(document: str, state: Mapping[str, Any], now: datetime) -> service.Delivery:
    """The attempt as entered; a paper left after a refusal is served, one taken back is not."""
    refused = bool(state.get("refused"))
    left = refused and state.get("left") is not False
    day = state.get("authority_paper_date")
    agent = state.get("authority") == "authorised_agent"
    handed = state.get("method") not in NOBODY_THERE
    return service.Delivery(
        document=document,
        unit=state.get("unit"),
        method="left" if left else state.get("method") or "direct",
        at=parse(state["at"]) if state.get("at") else now,
        outcome="refused" if refused and not left else "served",
        place=state.get("place"),
        place_kind=state.get("place_kind"),
        recipient=state.get("recipient") if handed else None,
        recipient_title=state.get("recipient_title") if handed else None,
        phone=state.get("phone") if handed else None,
        authority=(state.get("authority") if handed else None) or "none",
        authority_paper=state.get("authority_paper") if agent and handed else None,
        authority_paper_date=date.fromisoformat(day) if day and agent and handed else None,
        refused=refused,
        refusal_reason=state.get("refusal_reason") if refused else None,
        witness=state.get("witness") if refused else None,
        witness_org=state.get("witness_org") if refused else None,
        recorded_by=tuple(state.get("recorded_by") or ()),
        lead=state.get("lead"),
        assistant=state.get("assistant"),
        fled=state.get("method") == "posted" and bool(state.get("fled")),
        evidence=tuple(state.get("evidence") or ()),
    )


def places_of(session: Session, document: Mapping[str, Any], unit: str | None) -> dict[str, str | None]:
    """The address of each kind of place, as far as the records know it."""
    store = session.store
    visit = store.get("inspection", document["inspection"]) or {}
    site = visit.get("place") or (store.get("project", visit.get("project")) or {}).get("address")
    domicile = (store.get("unit", unit) or {}).get("domicile")
    own = (store.get("office", session.profile.office_id) or {}).get("address")
    return {
        "domicile": domicile,
        "home": domicile,
        "project_office": site,
        "building_site": site,
        "bureau_office": own,
    }


def signatures_of(session: Session, state: Mapping[str, Any]) -> list[Any]:
    """Strokes of recipient and officers, as far as they signed here."""
    from forms.receipts import Signature

    now = session.clock.now()
    at: datetime = parse(state["at"]) if state.get("at") else now
    made = []
    if state["strokes"].get("recipient"):
        name = state.get("recipient") or ""
        made.append(Signature("recipient", name, state["strokes"]["recipient"], at, state.get("recipient_title")))
    for role in ("lead", "assistant"):
        if state["strokes"].get(role) and state.get(role):
            name = "".join(officer_names(session, [state[role]]))
            made.append(Signature(role, name, state["strokes"][role], now, officer=state[role]))
    return made


def said_of(session: Session, document: Mapping[str, Any], given: service.Delivery) -> list[tuple[str, str]]:
    """The attempt line by line, as it will stand on the receipt."""
    translate = i18n.translate
    who = " ".join(t for t in (given.recipient, given.recipient_title, given.phone) if t)
    kind = place_text(given.place_kind) if given.place_kind else ""
    lines = [
        (translate("serve", "Paper"), document["number"] or document["title"] or ""),
        (translate("serve", "Addressee"), service.addressee(document, given.unit)),
        (translate("serve", "Manner of service"), method_text(given.method)),
        (translate("serve", "Place"), " · ".join(t for t in (kind, given.place) if t)),
        (translate("serve", "Recipient"), who),
    ]
    if given.method not in NOBODY_THERE:
        proved = " ".join(t for t in (given.authority_paper, str(given.authority_paper_date or "")) if t)
        capacity = " · ".join(t for t in (authority_text(given.authority), proved) if t)
        lines.append((translate("serve", "In what capacity"), capacity))
    if given.fled:
        lines.append(
            (
                translate("serve", "Posted up because nobody can be found"),
                translate("serve", "The addressee has fled"),
            )
        )
    if given.refused:
        lines.append((translate("serve", "Refused"), given.refusal_reason or translate("serve", "no reason entered")))
        lines.append((translate("serve", "Witness"), " ".join(t for t in (given.witness, given.witness_org) if t)))
    images = {"photo": translate("serve", "Photo"), "video": translate("serve", "Video")}
    seen = [images.get(kind, kind) for kind in given.recorded_by]
    if given.evidence:
        seen.append(translate("serve", "{n} files are in the case file").format(n=len(given.evidence)))
    lines.append((translate("serve", "Recorded by"), "、".join(seen)))
    lines.append((translate("serve", "Officers"), "、".join(officer_names(session, [given.lead, given.assistant]))))
    return [(what, words) for what, words in lines if words]


def terms_of(session: Session, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The days a service started, in words, the nearest first."""
    translate = i18n.translate
    found = running.deadlines(session.store, today(session), calendar(session), document["id"])
    lines = []
    for one in sorted(found, key=lambda d: (d.due, d.requirement)):
        what = violation_text(session.profile.pack, one.violation) if one.violation else one.number or ""
        said = translate("serve", "to be mended by {day}, {left}").format(
            day=day_long(one.due), left=left_text(one.workdays_left)
        )
        lines.append((what, said + (translate("serve", " (provisional)") if one.provisional else "")))
    return lines
