"""Terms that papers started (to pay, to object, to decide, to serve) as lines of the deadlines screen."""

from __future__ import annotations

from datetime import date

from forms.composing import office_pack
from forms.running import Deadline, Term
from models.following import term_name
from models.pack import Pack
from ui import i18n
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.parts_paper import lang
from ui.session import Session
from ui.widgets import Chip

KINDS = {"running": "info", "soon": "warn", "overdue": "bad", "over": "none", "met": "ok", "ended": "none"}
OPEN = ("overdue", "soon", "running")
"""What still runs or was missed; the rest is behind 已了结."""


def own_pack(session: Session) -> Pack:
    """The pack with the office's own terms."""
    profile = session.profile
    return office_pack(profile.pack, session.store.get("office", profile.office_id) or {})


def last_day(one: Deadline | Term) -> date:
    return one.last if isinstance(one, Term) else one.due


def state_text(state: str) -> str:
    """How a term stands, in a word or two."""
    translate = i18n.translate
    return {
        "running": translate("terms", "Running"),
        "soon": translate("terms", "Ends soon"),
        "overdue": translate("terms", "Missed"),
        "over": translate("terms", "Term over"),
        "met": translate("terms", "Done"),
        "ended": translate("terms", "Paper withdrawn"),
    }[state]


def term_line(session: Session, one: Term) -> tuple[str, str, Chip]:
    """The last day and what is left of it; what the term is, of whom, from which paper."""
    left = parts.left_text(one.workdays_left) if one.state in OPEN else state_text(one.state)
    if one.provisional and one.state in OPEN:
        left = i18n.translate("terms", "{left} (provisional)").format(left=left)
    name = term_name(one.key, session.profile.pack, lang())
    paper = one.number or words.type_text(session, one.type)
    second = " · ".join(t for t in (name, one.addressee, paper) if t)
    return f"{parts.day_text(one.last)} · {left}", second, Chip(state_text(one.state), KINDS[one.state])
