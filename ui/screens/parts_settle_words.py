"""Words of doubtful numbers: why a number is doubtful, how a paper stands, what was decided about it by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.doubtful import Matter, Paper, Why
from models.settling import DUPLICATE, REOPENED, Settlement
from ui import i18n
from ui.screens import parts_subject as subjects
from ui.screens import parts_words as words

if TYPE_CHECKING:
    from ui.session import Session


def kind_text(kind: str) -> str:
    """What is to be decided about a number, in one word."""
    translate = i18n.translate
    return translate("settle", "On two papers") if kind == DUPLICATE else translate("settle", "Doubtful")


def why_text(why: Why) -> str:
    """One doubt with the figures it rests on."""
    translate, facts = i18n.translate, dict(why.facts)
    if why.code == "outside_block" and not facts["blocks"]:
        return translate("settle", "No numbers of this kind were granted to {device} when it took {n}.").format(
            **facts
        )
    if why.code == "device_revoked":
        facts |= {k: subjects.at_text(facts[k]) for k in ("revoked_at", "issued_at")}
    if why.code == "certificate_expired":
        if not facts["valid_from"] and not facts["valid_until"]:
            text = translate("settle", "No certificate of {officer} is known that was good on {date}.")
            return text.format(**{**facts, "officer": facts["officer"] or translate("settle", "one officer")})
        facts["valid_until"] = facts["valid_until"] or "…"
    return {
        "outside_block": translate("settle", "{n} lies outside the numbers granted to {device} ({blocks})."),
        "number_void": translate("settle", "The number was voided before: {reason}."),
        "other_year": translate("settle", "The paper is dated {date}, the number belongs to {year}."),
        "paper_missing": translate("settle", "The paper itself has not arrived here yet."),
        "device_revoked": translate(
            "settle", "{device} was shut out at {revoked_at}; it issued the paper at {issued_at}."
        ),
        "certificate_expired": translate(
            "settle", "The certificate of {officer} was good from {valid_from} to {valid_until}, not on {date}."
        ),
    }[why.code].format(**facts)


def short_why(code: str) -> str:
    """One doubt in a few words, for a line of the register."""
    translate = i18n.translate
    return {
        "duplicate": translate("settle", "the number stands on two papers"),
        "outside_block": translate("settle", "outside the numbers granted to the device"),
        "number_void": translate("settle", "the number was void"),
        "other_year": translate("settle", "the paper's day is in another year"),
        "paper_missing": translate("settle", "its paper has not arrived yet"),
        "device_revoked": translate("settle", "issued after the device was shut out"),
        "certificate_expired": translate("settle", "an officer's certificate was not valid that day"),
    }[code]


def listed(parts: list[str]) -> str:
    """Several things in a row, as the language in force strings them."""
    return ", ".join(parts) if i18n.current() == "en" else "、".join(parts)


def standing_text(paper: Paper) -> tuple[str, str]:
    """(word, kind of chip) of how a paper stands."""
    translate = i18n.translate
    if paper.standing == "in_force":
        return (
            (translate("settle", "Served"), "ok") if paper.served_on else (translate("settle", "Not served"), "info")
        )
    return {
        "voided": translate("settle", "Voided"),
        "revoked": translate("settle", "Revoked"),
        "corrected": translate("settle", "Corrected"),
        "": translate("settle", "Not here yet"),
    }[paper.standing], "none"


def facts_text(paper: Paper) -> str:
    """Whom it went to, when and by whom it was issued, on which device, when it was served: a line each."""
    translate = i18n.translate
    issued = subjects.at_text(paper.issued_at) if paper.issued_at else paper.date
    by = listed(list(paper.officers))
    hand = translate("settle", "written by hand, entered afterwards") if paper.series == "paper" else ""
    made = translate("settle", "Entered by {by}") if hand else translate("settle", "Issued {time} by {by}")
    marks = [translate("settle", "this computer")] if paper.own else []
    marks += [translate("settle", "a copy of its profile")] if paper.copy else []
    device = " · ".join([paper.device, *marks]) if paper.device else ""
    lines = [
        translate("settle", "To {name}").format(name=paper.addressee) if paper.addressee else "",
        translate("settle", "Day on the paper {date}").format(date=paper.date) if paper.date else "",
        made.format(time=issued, by=by) if by else "",
        translate("settle", "On {device}").format(device=device) if device else "",
        hand,
        translate("settle", "Served {date}").format(date=paper.served_on) if paper.served_on else "",
    ]
    return "\n".join(line for line in lines if line)


def line_text(session: Session, matter: Matter) -> tuple[str, str]:
    """Title and second line of one number in a list."""
    title = " ".join(t for t in (subjects.type_text(session, matter.type), matter.number) if t)
    if matter.kind == DUPLICATE:
        who = [p.addressee or p.title or "—" for p in matter.papers]
        said = i18n.translate("settle", "{n} papers: {names}").format(
            n=len(who), names=listed(list(dict.fromkeys(who)))
        )
    else:
        paper = matter.papers[0]
        said = " · ".join(t for t in (paper.addressee, listed([short_why(w.code) for w in paper.whys])) if t)
    settled = " · ".join(dict.fromkeys(s.reason for s in matter.settled)) if not matter.open else ""
    return title, " · ".join(t for t in (said, settled) if t)


def decision_text(session: Session, matter: Matter, one: Settlement) -> str:
    """One decision of the history: what, by whom, when, why."""
    translate = i18n.translate
    told = {p.document: (p.addressee or p.title, subjects.at_text(p.issued_at) or p.date) for p in matter.papers}
    names = {document: listed([t for t in both if t]) for document, both in told.items()}
    what = {
        "duplicate": translate("settle", "The paper ({name}) keeps the number"),
        "doubt": translate("settle", "The number stands"),
        REOPENED: translate("settle", "Decision taken back"),
    }[one.kind].format(name=names.get(one.stands) or "—")
    officer = words.name_of(session, one.officer or "", "officer")
    return " · ".join(t for t in (one.on, officer, what, one.reason) if t)
