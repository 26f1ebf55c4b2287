"""On site: authority before anything else. What the law asks for holds the checklist shut, everything else may wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import authority, papers, visits
from models.errors import KnownError
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_visit_arrival import Approval, Conflicts, Officers, Place, Rights, Section, Shown
from ui.sentences import sentence
from ui.widgets import Card, NumberedList, Paged, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

Row = dict[str, Any]


class Arrival(Screen):
    """到场. ``enter(project=id)`` plans a visit there today or goes on with the planned one; ``enter(inspection=id)``."""

    rail = "inspect"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._inspection, self._visit, self._asked = "", {}, False
        self._name, self._second = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.go = parts.GoButton("list")
        self.go.setObjectName("begin_checklist")
        self.go.clicked.connect(self._begin)
        self._held, self._held_head = Card(), label("", "bad", wrap=True)
        self._held_list = NumberedList()
        self._held_list.chosen.connect(self._jump)
        self._held.add(self._held_head)
        self._held.add(self._held_list)
        self._held.hide()
        self.approval = Approval(session, self._save, self._save_approval)
        self.officers = Officers(session, self._save)
        self.approval.notice.connect(self._notice)
        self.officers.wanted.connect(lambda: window.open("office", focus="officers"))
        self.shown, self.rights = Shown(session, self._save), Rights(session, self._save)
        self.conflicts, self.place = Conflicts(session, self._save), Place(session, self._save)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._held)
        for part in self.sections():
            lines.addWidget(part)
        lines.addStretch(1)
        top = row(column(self._name, self._second, spacing=2), self.go)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.paged = Paged(inner)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def sections(self) -> list[Section]:
        return [self.approval, self.officers, self.shown, self.rights, self.conflicts, self.place]

    def title(self) -> str:
        return self.tr("On site")

    def enter(self, inspection: str = "", project: str = "", **_: Any) -> None:
        self._asked = False
        self._held.hide()
        if not inspection and project:
            found = visits.waiting_visit(self.session.store, project)
            inspection = found["id"] if found else ""
        if inspection:
            self._open(inspection)
        elif project:
            self._plan(project)
        self.paged.to_top()

    def leave(self) -> None:
        self.flush()

    def flush(self) -> None:
        """Write what is still being typed."""
        for part in self.sections():
            for form in part.forms():
                form.flush()

    def refresh(self, changes: Any) -> None:
        if self._inspection and changes.tables & {"inspection", "approval", "project", "officer", "certificate"}:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    # -- the visit ---------------------------------------------------------------------------------------------
    def _plan(self, project: str) -> None:
        session, profile, day = self.session, self.session.profile, parts.today(self.session)
        lead, second = session.actor, self._second_officer()

        def write(store: Any) -> str:
            with store.change(lead, "plan_visit") as tx:
                return visits.plan(tx, profile.office_id, project, lead, second, profile.pack, day)

        session.write(write, self._open, owner=self)

    def _second_officer(self) -> str | None:
        """Who is on duty as second, else the only other officer whose certificate is valid today."""
        session, day = self.session, parts.today(self.session)
        others = [o for o in session.officers if o != session.actor]
        if not others:
            known = [o["id"] for o in session.store.find("officer") if o["active"] is not False]
            others = [o for o in known if o != session.actor and visits.certificate_number(session.store, o, day)]
            others = others if len(others) == 1 else []
        return others[0] if others and visits.certificate_number(session.store, others[0], day) else None

    def _open(self, inspection: str) -> None:
        if inspection != self._inspection:
            self.flush()
            for part in self.sections():
                for form in part.forms():
                    form.forget()
        self._inspection = inspection
        self._load()
        parts.on_duty(self.session, self._visit)
        parts.fit(self)

    def _load(self) -> None:
        store = self.session.store
        visit = store.get("inspection", self._inspection)
        if visit is None:
            return
        self._visit = visit
        found = store.find("approval", inspection=visit["id"])
        for part in self.sections():
            part.load(visit, found[-1] if found else {})
        self._judge()
        self._heading()

    def _problems(self) -> list[authority.Problem]:
        session = self.session
        return authority.problems(session.store, self._visit, parts.today(session), session.profile.pack)

    def _judge(self) -> None:
        problems = self._problems()
        for part in self.sections():
            part.judge(problems)
        held = authority.blocking(problems)
        self._held.setVisible(self._asked and bool(held))
        if self._asked:
            self._held_head.setText(self.tr("{n} matters stand in the way of the checklist").format(n=len(held)))
            self._held_list.show_lines([(p, sentence(p.error()), self._whose(p), None) for p in held])

    def _whose(self, problem: authority.Problem) -> str:
        """The officer a matter is about, where two lines would else read the same."""
        role = (problem.field or "").removeprefix("no_conflict_")
        officer = self.session.store.get("officer", self._visit.get(role)) if role in ("lead", "assistant") else None
        return str(officer["name"]) if officer and problem.check == "P-04" else ""

    def _heading(self) -> None:
        store, visit = self.session.store, self._visit
        self._name.setText(visits.project_name(store, visit.get("project")))
        bits = [visits.contractor_name(store, visit.get("project"))]
        if visit.get("visits_this_year"):
            bits.append(self.tr("visit {n} of this year").format(n=visit["visits_this_year"]))
        self._second.setText(" · ".join(b for b in bits if b))
        begun = visit.get("state") not in (None, "planned")
        self.go.setText(self.tr("Go on with the checklist") if begun else self.tr("Begin the checklist"))

    def _jump(self, problem: authority.Problem) -> None:
        for part in self.sections():
            if part.check == problem.check:
                self.paged.show_part(part)
                target = part.findChild(QWidget, f"visit_{problem.field}") or part
                target.setFocus()
                if target is part:
                    part.focusNextChild()  # this scrolls by itself, so the part is shown afterwards
                self.paged.show_part(target)

    # -- writing -----------------------------------------------------------------------------------------------
    def _save(self, given: Row) -> None:
        inspection, actor = self._inspection, self.session.actor
        if not inspection:
            return
        if given.get("notice_no") and not self._visit.get("notice_date"):
            given = {**given, "notice_date": parts.today(self.session).isoformat()}

        def write(store: Any) -> None:
            with store.change(actor, "arrival") as tx:
                tx.set("inspection", inspection, **given)

        self.session.write(write, lambda _: self._on_duty(given), owner=self)

    def _on_duty(self, given: Row) -> None:
        if given.keys() & {"lead", "assistant"}:
            parts.on_duty(self.session, self.session.store.get("inspection", self._inspection) or {})

    def _save_approval(self, given: Row) -> None:
        inspection, actor = self._inspection, self.session.actor
        if not inspection:
            return

        def write(store: Any) -> None:
            with store.change(actor, "approval") as tx:
                found = tx.find("approval", inspection=inspection)
                if found:
                    tx.set("approval", found[-1]["id"], **given)
                else:
                    base = {"type": "inspection_approval", "urgent": False}
                    tx.new("approval", inspection=inspection, **(base | given))

        self.session.write(write, owner=self)

    def _notice(self) -> None:
        """The issued notice, its draft, or a new draft to the contractor that is inspected."""
        self.flush()
        issued, visit, session = self._visit.get("notice_document"), self._inspection, self.session
        if issued:
            self.window_.open("papers", document=issued)
            return
        day = parts.today(session)

        def write(store: Any) -> str:
            with store.change(session.actor, "draft") as tx:
                return papers.notice_of_visit(tx, visit, day)

        session.write(write, lambda draft: self.window_.open("paper_editor", draft=draft), owner=self)

    def _begin(self) -> None:
        self.flush()
        if self._visit.get("state") not in (None, "planned"):
            self.window_.open("checklist", inspection=self._inspection)
            return
        inspection, actor, pack = self._inspection, self.session.actor, self.session.profile.pack
        self.session.flush()
        self._load()
        if authority.blocking(self._problems()):
            self._refused(None)
            return

        def write(store: Any) -> None:
            with store.change(actor, "begin_visit") as tx:
                visits.begin(tx, inspection, pack)

        self.session.write(write, self._begun, on_error=self._refused, owner=self)

    def _begun(self, _: object) -> None:
        self._asked = False
        self.window_.replace("checklist", inspection=self._inspection)

    def _refused(self, error: KnownError | None) -> None:
        self._asked = True
        self._load()
        if error is not None:
            self.tell(error)
        self.paged.to_top()

    def retranslate(self) -> None:
        self.go.setText(self.tr("Begin the checklist"))
        if self.session.open and self._inspection:
            self._load()
