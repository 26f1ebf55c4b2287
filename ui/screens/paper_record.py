"""笔录: an interview, a recheck, a statement: written, read over, signed by all page by page, then sealed by the one act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.clock import stamp
from models.errors import KnownError
from models.papertypes import PaperType, paper_type
from ui.screens.parts_paper import type_text
from ui.screens.parts_paper_made import OFFICE
from ui.screens.parts_paper_record import strokes_of
from ui.screens.parts_paper_types_record import RecordTypeFields, make_type_record
from ui.screens.site_record import TURNED, SiteRecord

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window


class PaperRecord(SiteRecord):
    """``enter(draft=id)``: a templated record. Strokes and words survive a lock, a crash and the next day."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.fields.moved.connect(lambda: self._soon.start())
        self.model.changed.connect(lambda: self._soon.start())

    def make_fields(self) -> RecordTypeFields:  # type: ignore[override]
        return RecordTypeFields(self.session, self.model)

    def title(self) -> str:
        return self.tr("Record")

    @property
    def kind(self) -> PaperType | None:
        return paper_type(self.session.profile.pack, str(self.model.row.get("type") or ""))

    # -- coming and going --------------------------------------------------------------------------------------
    def enter(self, inspection: str = "", draft: str = "", **_: Any) -> None:
        self.bare = False
        self._sealing = False
        store = self.session.store
        found = store.get("draft", draft)
        done = store.find("document", draft=draft) if found and found["state"] == "issued" else []
        if done:
            self.window_.replace("papers", document=done[-1]["id"])
            return
        self._visit = self._seen(found) if found else {}
        self._open(draft if found and found["state"] not in ("discarded", "withdrawn") else "")

    def _seen(self, row: dict[str, Any]) -> dict[str, Any]:
        """Who signs, in the shape of a visit: the person heard and the two officers of the visit or the case."""
        store = self.session.store
        visit = store.get("inspection", row["inspection"]) or {}
        case = store.get("wage_case", row["wage_case"]) or {}
        given = (row["extra"] or {}).get("fields") or {}
        lead = visit.get("lead") or case.get("lead") or self.session.actor
        second = visit.get("assistant") or case.get("assistant")
        project = visit.get("project") or case.get("project")
        return {
            "id": visit.get("id") or "",
            "project": project,
            "lead": lead,
            "assistant": second,
            "received_by": given.get("person") or "",
            "received_title": given.get("job") or "",
        }

    def refresh(self, changes: Any) -> None:
        if not self.model.row or self._sealing:
            return
        self.model.reload()
        self._visit = self._seen(self.model.row)
        self.fields.show_record(self.model.row, self._visit)
        self._soon.start()

    # -- the pages ---------------------------------------------------------------------------------------------
    def _render(self) -> None:
        if not self.session.open or not self.model.row:
            return
        self._visit = self._seen(self.model.row)
        profile, draft, second = self.session.profile, dict(self.model.row), self.second()
        signed = strokes_of(self.session, self._visit, self.state)
        self.preview.ask(lambda: make_type_record(profile, draft, second, signed))

    def _made(self, made: Any) -> None:
        super()._made(made)
        if made.draft == self.model.id and self.session.open:
            self.fields.show_defaults(made.defaults)

    def _jump(self, field: str) -> None:
        if field.startswith(OFFICE):
            self.window_.open("office", focus=field.removeprefix(OFFICE))
            return
        found = self.fields.field(field)
        if found is not None and self.state["step"] == "write":
            self.paged.show_part(found)
            target = getattr(found, "editor", found)
            (target.focusProxy() or target).setFocus()

    def _go(self) -> None:
        step = self.state["step"]
        self.fields.flush()
        self.model.flush()
        if step != "write":
            super()._go()
            return
        if self.mend.blocking:
            first = next((m.field for m in self._mend if m.blocks), "")
            self._jump(first)
            return
        kind = self.kind
        given = (self.model.row["extra"] or {}).get("fields") or {}
        if kind is not None and kind.field("ended") is not None and not given.get("ended"):
            self.fields.say("ended", stamp(self.session.clock.now()))
        self.model.set(extra=self._frozen())
        self.model.flush()
        self._step("unit" if any(s["party"] == "unit" for s in (kind.signers if kind else ())) else "lead")

    def _frozen(self) -> dict[str, Any]:
        """What is signed is what is printed: what the records gave so far stands in the draft from here on."""
        kind, extra = self.kind, dict(self.model.row["extra"] or {})
        fields = dict(extra.get("fields") or {})
        for field in kind.fields if kind else ():
            said = self.fields.defaults.get(field.key)
            if said and field.source and field.kind in ("text", "lines", "paragraph") and field.key not in fields:
                fields[field.key] = said.split("\n") if field.kind == "lines" else said
        return {**extra, "fields": fields, "read": True}

    # -- the act -----------------------------------------------------------------------------------------------
    def _show_seal(self) -> None:
        from forms.nextnumber import coming

        self.card.set_busy(False)
        self.card.second.show_officers(self.second())
        try:
            day = date.fromisoformat(self.model.row["date"])
            found = coming(self.session.profile, self.model.row["type"], day)
        except KnownError:  # the guards say it among what is to mend
            found = None
        self.card.show_number(found)
        self._show_mend()

    def _seal(self, officer: str, secret: str) -> None:
        from forms import templated

        signed = strokes_of(self.session, self._visit, self.state)
        profile, draft, key = self.session.profile, self.model.id, self._key()
        self.preview.stop()
        self._soon.stop()
        self._sealing = True

        def act(store: Any) -> Any:
            made = templated.seal_record(profile, draft, officer, secret, signed)
            store.local_set(key, None)
            return made

        self.session.write(act, self._sealed, on_error=self._not_sealed, owner=self)

    # -- words -------------------------------------------------------------------------------------------------
    def _words(self) -> None:
        super()._words()
        if self.state["step"] == "write" and self.model.row and self.session.open:
            self._head.setText(type_text(self.session.profile.pack, self.model.row["type"]))
        if self.state["step"] not in TURNED:
            self._closed.set_texts(self.tr("This record is not here. Nothing was changed."), self.tr("All papers"))
