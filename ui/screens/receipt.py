"""签收送达: who receives, turned to the other party to sign or refuse, two officers sign, then the receipt and the days it starts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from forms import service
from models import papers
from models.clock import stamp
from models.errors import KnownError
from ui import theme
from ui.screens.base import Screen
from ui.screens.parts_paper import day_long, officer_names, type_text
from ui.screens.parts_paper_delivery import delivery_of, places_of, said_of, signatures_of, terms_of
from ui.screens.parts_paper_print import PrintPanel
from ui.screens.parts_paper_serve import Refusal, Who, keep_image
from ui.screens.parts_paper_sign import Handed, OfficerSigns, Told
from ui.widgets import BigButton, IconButton, Paged, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

STEPS = ("who", "party", "refusal", "lead", "assistant", "check", "result")
FACE_TO_FACE = ("direct", "left")


class Receipt(Screen):
    """``enter(document=id, unit=None)``. What was entered and signed survives a lock, a crash and the next day."""

    rail = "papers"
    bare = True

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._document: dict[str, Any] = {}
        self.state: dict[str, Any] = {}
        self._served: Any = None
        self.leave_button = IconButton("back", "-")
        self.leave_button.setObjectName("receipt_back")
        self.leave_button.clicked.connect(self._back)
        self._head, self._sub = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.who, self.party, self.refusal = Who(session), Handed(), Refusal(session)
        self.lead, self.assistant = OfficerSigns("lead"), OfficerSigns("assistant")
        self.summary, self.result = Told(), Told()
        self.panel = PrintPanel(session)
        self.panel.settled.connect(lambda: self.done.setFocus())
        self.go = BigButton(kind="primary", icon="next")
        self.go.clicked.connect(self._go)
        self.done = BigButton(kind="primary", icon="check")
        self.done.setObjectName("receipt_done")
        self.done.clicked.connect(lambda: window.home("papers"))
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._connect()
        self._arrange()
        self.retranslate()

    def _connect(self) -> None:
        self.who.changed.connect(self._entered)
        self.refusal.changed.connect(self._entered)
        self.party.signed.connect(self._party_signed)
        self.party.refused.connect(self._party_refused)
        self.party.back.connect(lambda: self._step("who"))
        for one, after in ((self.lead, "assistant"), (self.assistant, "check")):
            one.signed.connect(lambda one=one, after=after: self._officer(one, after, True))
            one.on_paper.connect(lambda one=one, after=after: self._officer(one, after, False))

    def _arrange(self) -> None:
        end = QWidget()
        end.setLayout(column(self.result, self.panel, None))
        pages = {
            "who": Paged(self.who),
            "party": self.party,
            "refusal": Paged(self.refusal),
            "lead": self.lead,
            "assistant": self.assistant,
            "check": Paged(self.summary),
            "result": Paged(end),
        }
        for name, page in pages.items():
            self._pages[name] = page
            self._stack.addWidget(page)
        words = column(self._head, self._sub, spacing=0)
        self._top = QWidget()
        top = row(self.leave_button, words, self.go, self.done)
        top.setStretch(1, 1)
        self._top.setLayout(top)
        self.body.setContentsMargins(*self.body.getContentsMargins()[:3], theme.mm(8))
        self.body.addWidget(self._top)
        self.body.addWidget(self._stack, 1)

    def title(self) -> str:
        return self.tr("Receipt")

    # -- coming and going --------------------------------------------------------------------------------------
    def enter(self, document: str = "", unit: str | None = None, **_: Any) -> None:
        self._served = None
        store = self.session.store
        self._document = store.get("document", document) or {}
        if not self._document:
            self.state = {"step": "result"}
            self.retranslate()
            self._show_step()
            return
        self.state = dict(store.local_get(self._key()) or {}) or self._begin(unit)
        if self.state["step"] == "result":
            self.state = self._begin(unit)
        self.party.field.pad.set_strokes(self.state["strokes"].get("recipient") or [])
        self.retranslate()
        self._show_step()

    def leave(self) -> None:
        if self.session.open:
            self.panel.unanswered()

    def _key(self) -> str:
        return f"receipt:{self._document['id']}"

    def _begin(self, unit: str | None) -> dict[str, Any]:
        """What the records know already: the visit's person present for the unit that was visited."""
        store = self.session.store
        waiting = papers.unserved(store, self._document) or list(self._document["addressees"] or ())
        known = [a.get("unit") for a in waiting]
        chosen = unit if unit in known else known[0] if known else None
        visit = store.get("inspection", self._document["inspection"]) or {}
        addressed = store.get("unit", chosen) or {}
        lead, assistant = self._officers(visit)
        return {
            "step": "who",
            "unit": chosen,
            "method": "direct",
            "place_kind": None,
            "place": visit.get("place") or addressed.get("domicile"),
            "recipient": visit.get("received_by"),
            "recipient_title": visit.get("received_title"),
            "phone": visit.get("received_phone"),
            "authority": None,
            "lead": lead,
            "assistant": assistant,
            "strokes": {},
            "at": None,
            "recorded_by": [],
            "evidence": [],
        }

    def _officers(self, visit: dict[str, Any]) -> tuple[str | None, str | None]:
        on_duty = list(self.session.officers)
        pair = [o for o in (visit.get("lead"), visit.get("assistant")) if o]
        both = on_duty if len(on_duty) == 2 else pair if len(pair) == 2 else [*on_duty, None]
        return both[0], both[1]

    # -- what is entered ---------------------------------------------------------------------------------------
    def _put(self, fields: dict[str, Any]) -> None:
        """Keep an entry at once, on this device only, until the service is recorded."""
        self.state = {**self.state, **fields}
        key, kept = self._key(), dict(self.state)
        self.session.write(lambda store: store.local_set(key, kept))
        self._ready()

    def _entered(self, fields: dict[str, Any]) -> None:
        taken = fields.pop("take", None)
        if taken is None:
            self._put(fields | self._place_for(fields))
            if "place_kind" in fields:
                self.who.lines["place"].setText(str(self.state.get("place") or ""))
            return
        for path in taken:
            self.session.write(keep_image(self.session, self._document, Path(path)), self._image_kept, owner=self)

    def _place_for(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The address that goes with a kind of place, unless somebody typed another one."""
        known = places_of(self.session, self._document, self.state.get("unit"))
        if "place_kind" not in fields or (self.state.get("place") or None) not in (None, *known.values()):
            return {}
        return {"place": known.get(str(fields["place_kind"]))}

    def _image_kept(self, evidence: str) -> None:
        kinds = [*(self.state.get("recorded_by") or ())]
        found = self.session.store.get("evidence", evidence)
        if found and found["kind"] not in kinds:
            kinds.append(found["kind"])
        self._put({"evidence": [*(self.state.get("evidence") or ()), evidence], "recorded_by": kinds})
        self.refusal.show_state(self.state)
        self.who.images.show_state(self.state)

    def _go(self) -> None:
        step = self.state["step"]
        if step == "who":
            face = self.state.get("method") in FACE_TO_FACE
            self._step("party" if face else "lead")
        elif step == "refusal":
            self._step("lead")
        elif step == "check":
            self._record()
        elif step == "result":  # the next addressee of the same paper
            self.enter(document=self._document["id"])

    def _party_signed(self) -> None:
        strokes = {**self.state["strokes"], "recipient": self.party.field.pad.strokes()}
        self._put({"strokes": strokes, "at": self._now(), "refused": False, "left": None})
        self._step("lead")

    def _party_refused(self) -> None:
        strokes = {k: v for k, v in self.state["strokes"].items() if k != "recipient"}
        self.party.field.pad.clear()
        self._put({"strokes": strokes, "at": self._now(), "refused": True})
        self._step("refusal")

    def _officer(self, one: OfficerSigns, after: str, signed: bool) -> None:
        strokes = {**self.state["strokes"], one.role: one.field.pad.strokes() if signed else []}
        self._put({"strokes": strokes})
        self._step(after)

    def _now(self) -> str:
        return stamp(self.session.clock.now())

    def _back(self) -> None:
        step = self.state.get("step", "who")
        if step in ("who", "result", "party"):
            self.window_.back()
            return
        refused = bool(self.state.get("refused"))
        face = self.state.get("method") in FACE_TO_FACE
        before = {
            "refusal": "party",
            "lead": "refusal" if refused else "party" if face else "who",
            "assistant": "lead",
            "check": "assistant",
        }[step]
        self._step(before)

    # -- recording ---------------------------------------------------------------------------------------------
    def delivery(self) -> service.Delivery:
        """The attempt as entered."""
        return delivery_of(self._document["id"], self.state, self.session.clock.now())

    def _record(self) -> None:
        from forms import receipts

        profile, given, signed, key = (
            self.session.profile,
            self.delivery(),
            signatures_of(self.session, self.state),
            self._key(),
        )

        def act(store: Any) -> Any:
            done = receipts.record(profile, given, signed)
            store.local_set(key, None)
            return done

        self.go.setEnabled(False)
        self.session.write(act, self._recorded, on_error=self._refused, owner=self)

    def _refused(self, error: KnownError) -> None:
        self.tell(error)
        self._ready()

    def _recorded(self, served: Any) -> None:
        self._served = served
        self.state = {**self.state, "step": "result"}
        self._show_step()

    # -- showing -----------------------------------------------------------------------------------------------
    def _step(self, step: str) -> None:
        self._put({"step": step})
        self._show_step()

    def _show_step(self) -> None:
        step = self.state.get("step", "who")
        self._stack.setCurrentWidget(self._pages[step])
        self._top.setVisible(step != "party")
        if self._document:
            {
                "who": self._show_who,
                "party": self._show_party,
                "refusal": lambda: self.refusal.show_state(self.state),
                "lead": lambda: self._show_officer(self.lead),
                "assistant": lambda: self._show_officer(self.assistant),
                "check": self._show_summary,
                "result": self._show_result,
            }[step]()
        else:
            self.panel.hide()
        self._words()
        self._ready()

    def _show_who(self) -> None:
        people = [(a.get("unit"), str(a.get("name") or "")) for a in self._document["addressees"] or ()]
        self.who.show_state(self.state, people)

    def _show_party(self) -> None:
        from forms.sealing import pdf_bytes

        try:
            pdf = pdf_bytes(self.session.profile, self._document["id"])
        except KnownError as error:
            self.tell(error)
            self._step("who")
            return
        title = type_text(self.session.profile.pack, self._document["type"])
        addressee = service.addressee(self._document, self.state.get("unit"))
        self.party.show_paper(pdf, title, addressee, self.state.get("recipient") or "")

    def _show_officer(self, one: OfficerSigns) -> None:
        name = "".join(officer_names(self.session, [self.state.get(one.role)]))
        one.show_officer(name, self.state["strokes"].get(one.role))

    def _show_summary(self) -> None:
        given = self.delivery()
        late = service.late_warnings(given, self._document, self.session.store, self.session.profile.pack)
        warned = [w.as_json() for w in (*service.warnings(given), *late)]
        self.summary.show_lines(
            self.tr("Check, then record"), said_of(self.session, self._document, given), self._sentences(warned)
        )

    def _sentences(self, warned: Any) -> list[str]:
        from ui.sentences.papers import warning_sentence

        return [warning_sentence(w["code"], w["params"]) for w in warned]

    def _show_result(self) -> None:
        served = self._served
        self.panel.setVisible(bool(served and served.receipt))
        if served is None:
            return
        if served.receipt is None:
            head = self.tr("Not served: the attempt is recorded. Serve it at the domicile, or by post.")
            self.result.show_lines(head, [], self._sentences(served.warnings))
            return
        lines = [(self.tr("Receipt"), served.receipt.number or self.tr("without a number"))]
        if served.effective_on:
            lines.append((self.tr("Served on"), day_long(served.effective_on)))
        lines += terms_of(self.session, self._document)
        self.result.show_lines(self.tr("Served and recorded"), lines, self._sentences(served.warnings))
        self.panel.show_document(served.receipt.document)

    def _ready(self) -> None:
        step = self.state.get("step", "who")
        if self._document and step == "who":
            self.who.show_warnings(self._sentences([w.as_json() for w in service.warnings(self.delivery())]))
        more = step == "result" and bool(self._document) and bool(papers.unserved(self.session.store, self._document))
        self.go.setVisible(step in ("who", "refusal", "check") or more)
        self.done.setVisible(step == "result")
        self.leave_button.setVisible(step != "result")
        whole = step != "refusal" or self.state.get("left") is not None
        self.go.setEnabled(whole)

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.leave_button.set_name(self.tr("Back"))
        self.done.setText(self.tr("Done"))
        self._words()
        if (
            self._document
            and self.session.open
            and self.state.get("step") in ("check", "result", "lead", "assistant")
        ):
            self._show_step()

    def _words(self) -> None:
        step = self.state.get("step", "who")
        face = self.state.get("method") in FACE_TO_FACE
        names = {
            "who": ("hand_over", self.tr("Turn to the other party") if face else self.tr("Go on")),
            "refusal": ("refusal_done", self.tr("Go on")),
            "check": ("record_service", self.tr("Record the service")),
            "result": ("serve_next", self.tr("Serve again or the next")),
        }
        name, text = names.get(step, ("", ""))
        self.go.setObjectName(name)
        self.go.setText(text)
        if not self._document:
            self._head.setText(self.tr("This paper is not here. Nothing was changed."))
            self._sub.setText("")
            return
        heads = {
            "who": self.tr("Serve the paper"),
            "refusal": self.tr("Refused"),
            "lead": self.tr("The officers sign"),
            "assistant": self.tr("The officers sign"),
            "check": self.tr("Check the service"),
            "result": self.tr("Receipt"),
        }
        self._head.setText(heads.get(step, ""))
        number = self._document["number"] or self._document["title"] or ""
        self._sub.setText(
            " · ".join(t for t in (number, service.addressee(self._document, self.state.get("unit"))) if t)
        )
