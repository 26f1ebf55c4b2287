"""现场检查笔录: the words from the visit, read over by the person present, signed by all, then sealed by the one act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models import cases, papers
from models.clock import stamp
from models.errors import KnownError
from ui import theme
from ui.screens.base import Screen
from ui.screens.parts_paper import DraftModel, Preview, Split, ToMend
from ui.screens.parts_paper_act import IssueCard
from ui.screens.parts_paper_made import OFFICE, Mend, in_words
from ui.screens.parts_paper_record import RecordFields, asked_of, make_record, signer_name, strokes_of
from ui.screens.parts_paper_serve import Refusal
from ui.screens.parts_paper_signing import Signing
from ui.screens.parts_visit import today
from ui.screens.registry import built_in
from ui.widgets import BigButton, EmptyState, IconButton, Paged, PagePanel, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

ROLES = ("unit", "lead", "assistant")
TURNED = ("unit", "lead", "assistant", "refusal")
"""Steps during which nothing but the record is in sight."""


class SiteRecord(Screen):
    """``enter(inspection=id)`` or ``enter(draft=id)``. Strokes and words survive a lock, a crash and the next day."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.model = DraftModel(session, self)
        self._visit: dict[str, Any] = {}
        self.state: dict[str, Any] = {"step": "write", "strokes": {}, "at": {}}
        self._pages, self._mend, self._sealing = 1, (), False
        self.preview = Preview(self)
        self.preview.ready.connect(self._made)
        self.preview.refused.connect(self._not_made)
        self.back_button = IconButton("back", "-")
        self.back_button.setObjectName("record_back")
        self.back_button.clicked.connect(self._back)
        self._head, self._sub = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.go = BigButton(kind="primary", icon="next")
        self.go.setObjectName("record_go")
        self.go.clicked.connect(self._go)
        self.redo = BigButton(kind="quiet", icon="undo")
        self.redo.setObjectName("record_redo")
        self.redo.clicked.connect(self._back)
        self.mend = ToMend()
        self.mend.jump.connect(self._jump)
        self.fields = self.make_fields()
        self.fields.visit_changed.connect(self._save_visit)
        self.fields.extra_changed.connect(
            lambda new: self.model.set(extra={**(self.model.row["extra"] or {}), **new})
        )
        self.panels = {name: PagePanel() for name in ("write", "seal")}
        self.signing = Signing()
        self.signing.signed.connect(self._signed)
        self.signing.refused.connect(lambda: self._step("refusal"))
        self.signing.skipped.connect(self._skip_feet)
        self.refusal = Refusal(session)
        self.refusal.changed.connect(self._refused_with)
        self.card = IssueCard(session)
        self.card.wanted.connect(self._seal)
        self._closed = EmptyState("papers", "")
        self._closed.stepped.connect(self._closed_step)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._render)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        left = QWidget()
        lines = column(self.mend, self.fields, None)
        left.setLayout(lines)
        self.paged = Paged(left)
        seal = QWidget()
        seal.setLayout(column(self.card, None))
        self.steps = {
            "write": Split(self.paged, self.panels["write"]),
            "sign": self.signing,
            "refusal": Paged(self.refusal),
            "seal": Split(self.panels["seal"], Paged(seal), (10, 9)),
            "closed": self._closed,
        }
        for page in self.steps.values():
            self.stack.addWidget(page)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self._sub)
        top = row(self.back_button, words, self.redo, self.go)
        top.setStretch(1, 1)
        self.body.setContentsMargins(*self.body.getContentsMargins()[:3], theme.mm(8))
        self.body.addLayout(top)
        self.body.addWidget(self.stack, 1)

    def make_fields(self) -> RecordFields:
        """The fields of the first step; another kind of record has its own."""
        return RecordFields(self.session)

    def title(self) -> str:
        return self.tr("Site inspection record")

    # -- coming and going --------------------------------------------------------------------------------------
    def enter(self, inspection: str = "", draft: str = "", **_: Any) -> None:
        store = self.session.store
        self.bare = False
        self._sealing = False
        found = store.get("draft", draft)
        inspection = inspection or (found["inspection"] if found else "")
        self._visit = store.get("inspection", inspection) or {}
        done = store.find("document", inspection=inspection, type=papers.RECORD) if inspection else []
        drafts = [d for d in store.find("draft", inspection=inspection, type=papers.RECORD)] if inspection else []
        open_ = [d for d in drafts if d["state"] not in ("issued", "discarded", "withdrawn")]
        if done and not open_:
            self.window_.replace("papers", document=done[-1]["id"])
        elif found is None and not open_ and self._visit:
            self._create(inspection)
        else:
            self._open((found or (open_[-1] if open_ else {})).get("id", ""))

    def _create(self, inspection: str) -> None:
        """The draft of the record for the unit that was visited, the general contractor where there is one."""
        units = cases.units_of(self.session.store, self._visit["project"])
        first = next((u.key for u in units if u.role == "general_contractor"), units[0].key if units else None)
        if first is None:
            self._open("")
            return
        day, actor = today(self.session), self.session.actor

        def write(store: Any) -> str:
            from forms import siterecords

            with store.change(actor, "draft") as tx:
                return siterecords.new_draft(tx, inspection, first, day)

        self.session.write(write, self._open, owner=self)

    def _open(self, draft: str) -> None:
        self.model.load(draft)
        known = bool(self.model.row) and bool(self._visit)
        kept = self.session.store.local_get(self._key()) if known else None
        self.state = kept or {"step": "write", "strokes": {}, "at": {}}
        if not known:
            self.state["step"] = "closed"
        else:
            self.fields.show_record(self.model.row, self._visit)
            self._render()
        self._show_step()

    def leave(self) -> None:
        self.fields.flush()
        self.model.flush()
        self.preview.stop()
        self._soon.stop()
        self.card.second.forget()

    def refresh(self, changes: Any) -> None:
        if not self.model.row or self._sealing:
            return
        self._visit = self.session.store.get("inspection", self._visit["id"]) or self._visit
        self.model.reload()
        self.fields.show_record(self.model.row, self._visit)
        self._soon.start()

    def _key(self) -> str:
        return f"record:{self.model.id}"

    def _keep(self) -> None:
        """Strokes and the step, on this device only, until the record is sealed."""
        key, kept = self._key(), dict(self.state)
        self.session.write(lambda store: store.local_set(key, kept))

    # -- what is written ---------------------------------------------------------------------------------------
    def _save_visit(self, fields: dict[str, Any]) -> None:
        visit, actor = self._visit["id"], self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, "visit") as tx:
                tx.set("inspection", visit, **fields)

        self.session.write(write)

    def _save_extra(self, new: dict[str, Any]) -> None:
        self.model.set(extra={**(self.model.row["extra"] or {}), **new})
        self.model.flush()

    def second(self) -> str | None:
        pair = [self._visit.get(role) for role in ("lead", "assistant")]
        return next((o for o in pair if o and o != self.session.actor), None)

    def _render(self) -> None:
        if not self.session.open or not self.model.row:
            return
        profile, draft, second, signed = (
            self.session.profile,
            dict(self.model.row),
            self.second(),
            strokes_of(self.session, self._visit, self.state),
        )
        self.preview.ask(lambda: make_record(profile, draft, second, signed))

    def _made(self, made: Any) -> None:
        if made.draft != self.model.id or not self.session.open:
            return
        self._pages, self._mend = made.pages, made.mend
        self._show_mend()
        if made.pdf is not None:
            for panel in (*self.panels.values(), self.signing.pages):
                panel.set_pdf(made.pdf)
        if self.state["step"] in ROLES:
            self._show_sign()

    def _not_made(self, error: KnownError) -> None:
        self._mend = (Mend("", True, error),)
        self._show_mend()

    def _show_mend(self) -> None:
        if not self.session.open:
            return
        self.mend.show_problems([(m.field, in_words(m, self.session.profile.pack), m.blocks) for m in self._mend])
        self.card.set_blocked(self.mend.blocking > 0)

    def _jump(self, field: str) -> None:
        if field.startswith(OFFICE):
            self.window_.open("office", focus=field.removeprefix(OFFICE))
        elif field in self.fields.rows:
            self.fields.rows[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif built_in("arrival"):
            self.window_.open("arrival", inspection=self._visit["id"])

    # -- signing -----------------------------------------------------------------------------------------------
    def _show_sign(self) -> None:
        role = self.state["step"]
        have = self.state["strokes"].get(role) or {}
        places = asked_of(self._pages)
        at = next((p for p in places if p not in have), "end")
        name = signer_name(self.session, self._visit, role)
        self.signing.ask(role, name, at, places, self._pages)

    def _signed(self, place: str, strokes: Any) -> None:
        role = self.state["step"]
        if role not in ROLES:
            return
        mine = {**(self.state["strokes"].get(role) or {}), place: strokes}
        self.state["strokes"] = {**self.state["strokes"], role: mine}
        self.state["at"] = {**self.state["at"], role: stamp(self.session.clock.now())}
        if place == "end":
            self._after(role)
        else:
            self._keep()
            self._show_sign()

    def _skip_feet(self) -> None:
        """The feet of the pages are signed with ink on the print; the end of the record is signed here."""
        role = self.state["step"]
        mine = {p: [] for p in asked_of(self._pages) if p != "end"} | (self.state["strokes"].get(role) or {})
        self.state["strokes"] = {**self.state["strokes"], role: mine}
        self._keep()
        self._show_sign()

    def _after(self, role: str) -> None:
        if role == "unit" and (self.model.row["extra"] or {}).get("refusal"):
            extra = {
                k: v for k, v in self.model.row["extra"].items() if k not in ("refusal", "witness", "witness_org")
            }
            self.model.set(extra=extra)
        self._step({"unit": "lead", "lead": "assistant", "assistant": "seal"}[role])
        self._soon.start()

    def _refused_with(self, fields: dict[str, Any]) -> None:
        fields.pop("take", None)
        names = {"refusal_reason": "refusal", "witness": "witness", "witness_org": "witness_org"}
        new = {names[k]: v for k, v in fields.items() if k in names}
        if new:
            self.model.set(extra={**(self.model.row["extra"] or {}), **new})
        self._words()

    # -- steps -------------------------------------------------------------------------------------------------
    def _go(self) -> None:
        step = self.state["step"]
        self.fields.flush()
        self.model.flush()
        if step == "write":
            blank = str(self.session.profile.pack.wording["blank"])
            if any(blank in line for line in self.fields.paragraphs()):  # nobody signs a blank
                self._jump("paragraphs")
                return
            # What is signed is what is printed: from here on the words no longer follow the visit.
            self.model.set(extra={**(self.model.row["extra"] or {}), "paragraphs": self.fields.paragraphs()})
            self.model.flush()
            if not self._visit.get("ended_at"):
                self._save_visit({"ended_at": stamp(self.session.clock.now())})
            self._step("unit")
        elif step == "refusal":
            self.state["strokes"] = {k: v for k, v in self.state["strokes"].items() if k != "unit"}
            self._step("lead")

    def _back(self) -> None:
        step = self.state["step"]
        refused = bool((self.model.row.get("extra") or {}).get("refusal"))
        before = {
            "unit": "write",
            "refusal": "unit",
            "lead": "refusal" if refused else "unit",
            "assistant": "lead",
            "seal": "assistant",
        }.get(step)
        if before is None:
            self.window_.back()
            return
        strokes = {k: v for k, v in self.state["strokes"].items() if k not in (before, step)}
        self.state["strokes"] = strokes if before in ROLES else {} if before == "write" else self.state["strokes"]
        self._step(before)

    def _step(self, step: str) -> None:
        self.state = {**self.state, "step": step}
        self._keep()
        self._soon.start()
        self._show_step()

    def _show_step(self) -> None:
        step = self.state["step"]
        self.bare = step in TURNED
        self.window_.set_bare(self.bare)
        self.stack.setCurrentWidget(self.steps["sign" if step in ROLES else step])
        if step in ROLES:
            self._show_sign()
        elif step == "refusal":
            extra = self.model.row["extra"] or {}
            self.refusal.for_record()
            self.refusal.show_state({**extra, "refusal_reason": extra.get("refusal")})
        elif step == "seal":
            self._show_seal()
        self._words()

    def _show_seal(self) -> None:
        from forms.nextnumber import coming

        self.card.set_busy(False)
        self.card.second.show_officers(self.second())
        try:
            found = coming(self.session.profile, papers.RECORD, date.fromisoformat(self.model.row["date"]))
        except KnownError:  # the guards say it among what is to mend
            found = None
        self.card.show_number(found)
        self._show_mend()

    # -- the act -----------------------------------------------------------------------------------------------
    def _seal(self, officer: str, secret: str) -> None:
        from forms import siterecords

        profile, draft, signed, key = (
            self.session.profile,
            self.model.id,
            strokes_of(self.session, self._visit, self.state),
            self._key(),
        )
        self.preview.stop()
        self._soon.stop()
        self._sealing = True

        def act(store: Any) -> Any:
            made = siterecords.seal_record(profile, draft, officer, secret, signed)
            store.local_set(key, None)
            return made

        self.session.write(act, self._sealed, on_error=self._not_sealed, owner=self)

    def _sealed(self, issued: Any) -> None:
        self._sealing = False
        self.card.set_busy(False)
        self.card.second.forget()
        if self.window_.current() is self:
            self.window_.replace("issue", document=issued.document)

    def _not_sealed(self, error: KnownError) -> None:
        self._sealing = False
        if not self.card.refuse(error):
            self.tell(error)

    def _closed_step(self) -> None:
        self.window_.home("papers")

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.back_button.set_name(self.tr("Back"))
        self.redo.setText(self.tr("Second officer signs again"))
        self._closed.set_texts(
            self.tr("There is no visit with a unit to write a record of. Nothing was changed."), self.tr("All papers")
        )
        self._words()
        if self.model.row and self.session.open:
            self.fields.retranslate()
            self._show_mend()

    def _words(self) -> None:
        step = self.state["step"]
        heads = {
            "write": self.tr("Site inspection record"),
            "unit": self.tr("Read it over, then sign"),
            "refusal": self.tr("Refused to sign the record"),
            "lead": self.tr("The officers sign"),
            "assistant": self.tr("The officers sign"),
            "seal": self.tr("Seal the record"),
            "closed": self.tr("Site inspection record"),
        }
        self._head.setText(heads[step])
        project = self.session.store.get("project", self._visit.get("project")) if self.session.open else None
        self._sub.setText(str(project["name"] or "") if project and step not in TURNED else "")
        self.go.setVisible(step in ("write", "refusal"))
        self.go.setText(self.tr("Read over and sign") if step == "write" else self.tr("Go on"))
        refused = bool((self.model.row.get("extra") or {}).get("refusal"))
        self.go.setEnabled(step != "refusal" or refused)
        self.back_button.setVisible(step in TURNED)
        self.redo.setVisible(step == "seal")
