"""Words of the things that travel between devices: papers, visits, projects, with what was recorded about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.clock import local, parse
from models.travel import Held, Subject
from ui import i18n

if TYPE_CHECKING:
    from ui.session import Session


def at_top(card: QWidget) -> QWidget:
    """``card`` at the top of a page that may be higher than it, not pulled apart."""
    page = QWidget()
    lines = QVBoxLayout(page)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addWidget(card)
    lines.addStretch(1)
    return page


def type_text(session: Session, type: str | None) -> str:
    """The title of a paper's type, in the language in force."""
    if not type:
        return ""
    known = session.profile.pack.document(type)
    return str(known["title_en"] if i18n.current() == "en" else known["title_zh"])


def title(session: Session, subject: Subject) -> str:
    """What the thing is called."""
    translate = i18n.translate
    if subject.kind in ("document", "draft"):
        return " ".join(t for t in (type_text(session, subject.type), subject.title) if t)
    names = {
        "inspection": translate("subject", "Visit {name}"),
        "project": translate("subject", "Project {name}"),
        "unit": translate("subject", "Unit {name}"),
        "clue": translate("subject", "Clue {name}"),
    }
    if subject.kind in names:
        return names[subject.kind].format(name=subject.title).strip()
    return translate("subject", "Office, officers, devices and numbers")


def second(subject: Subject) -> str:
    """Whom it concerns, when, and how much was recorded."""
    when = at_text(subject.at) if subject.at else subject.day or ""
    return " · ".join(t for t in (subject.who, counts_text(subject), when) if t)


def counts_text(subject: Subject) -> str:
    """What was recorded about it: answers, evidence, wage rows, services, rechecks."""
    translate = i18n.translate
    words = {
        "answer": (translate("subject", "1 answer"), translate("subject", "{n} answers")),
        "evidence": (translate("subject", "1 piece of evidence"), translate("subject", "{n} pieces of evidence")),
        "wage_line": (translate("subject", "1 wage row"), translate("subject", "{n} wage rows")),
        "service": (translate("subject", "1 service"), translate("subject", "{n} services")),
        "recheck": (translate("subject", "1 recheck"), translate("subject", "{n} rechecks")),
        "draft": (translate("subject", "1 draft"), translate("subject", "{n} drafts")),
    }
    told = [
        one if n == 1 else many.format(n=n)
        for table, (one, many) in words.items()
        if (n := subject.counts.get(table))
    ]
    rest = sum(n for table, n in subject.counts.items() if table not in words)
    if not told and rest:
        one, many = translate("subject", "1 record"), translate("subject", "{n} records")
        told.append(one if rest == 1 else many.format(n=rest))
    return ", ".join(told) if i18n.current() == "en" else "、".join(told)


def at_text(instant: str) -> str:
    """An instant as month-day hour:minute, local time."""
    return local(parse(instant)).strftime("%m-%d %H:%M") if instant else ""


def held_text(held: Held) -> str:
    """Why a change was put aside, and what is safe."""
    translate = i18n.translate
    known = {
        "final": translate("subject", "It would alter a paper that is final; the paper stands as it is."),
        "unknown_table": translate(
            "subject", "A newer version of the program wrote it; it is kept and applied after an update."
        ),
        "bad_value": translate(
            "subject",
            "A value does not fit its field ({detail}). It is kept and changes nothing; tell the administrator.",
        ),
        "bad_record_id": translate(
            "subject", "It names no record that can exist. It is kept and changes nothing; tell the administrator."
        ),
        "bad_base": translate(
            "subject", "It does not say what it saw. It is kept and changes nothing; tell the administrator."
        ),
        "written_twice": translate(
            "subject", "It writes one record twice in one act; the first stands. It is kept; tell the administrator."
        ),
    }
    safe = translate("subject", "It is kept and changes nothing; the rest of the same act was applied.")
    return known.get(held.reason, safe).format(detail=held.detail)
