"""核对: what still needs a hand, what was found and what follows from it, and the papers that come of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from models import cases, checklist, drafts, visitanswers, visitgaps, visits, wages, wagesheet
from models.checklist import Finding, Situation
from models.errors import KnownError
from models.pack import Pack
from models.visitanswers import Decision
from models.visitgaps import Gap
from models.workdays import Calendar
from ui import theme
from ui.screens import parts_elsewhere as elsewhere
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_check_detail import clear, short
from ui.screens.parts_check_fields import lang
from ui.screens.parts_check_finding import FindingCard, Said, reason_key
from ui.screens.parts_check_words import Words
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_wage import arrears_text, stated_text
from ui.sentences import sentence
from ui.widgets import BigButton, Card, EmptyState, FlowLayout, NumberedList, Paged, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

SHORT = {"developer": "developer", "general_contractor": "gc", "subcontractor": "sub", "individual": "person"}
UPRIGHT_MM = 240.0
"""Below this width the buttons stand under the heading."""
NO_REREAD = {"print_log", "signature", "number_use", "number_block"}


class Review(Screen):
    """``enter(inspection)``."""

    rail = "inspect"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.inspection = ""
        self._row: dict[str, Any] = {}
        self._words: Words | None = None
        self._calendar: Calendar | None = None
        self._cards: dict[tuple[Any, ...], FindingCard] = {}
        self._decided: list[Decision] = []
        self._names: dict[str, str] = {}
        self._head = label("", "h1", wrap=True)
        self.to_list, self.to_record = BigButton(icon="back"), BigButton(icon="papers")
        self.to_list.setObjectName("to_checklist")
        self.to_record.setObjectName("to_site_record")
        self.to_list.clicked.connect(lambda: window.open("checklist", inspection=self.inspection))
        self.to_file = BigButton(icon="list")
        self.to_file.setObjectName("to_case_file")
        self.to_file.clicked.connect(lambda: window.open("case_file", inspection=self.inspection))
        self.to_record.clicked.connect(lambda: window.open("site_record", inspection=self.inspection))
        self.history = HistoryButton("review", lambda: ("inspection", self.inspection) if self.inspection else None)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(self._head, 1)
        self._buttons = [
            row(None, self.history, self.to_file),
            row(None, self.to_list, self.to_record),
        ]
        self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part in self._buttons:
            self._two.addLayout(part)
        held = QWidget()
        self._two.setContentsMargins(0, 0, 0, 0)
        held.setLayout(self._two)
        held.setMinimumWidth(1)  # else a wide row would keep the window from ever standing upright
        self._top.addWidget(held)
        self.body.addLayout(self._top)
        self.body.itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]
        self._gap_head, self._gap_list = label("", "h2", wrap=True), NumberedList()
        self._gap_list.chosen.connect(self._jump)
        self._gap_card = Card(self._gap_head, self._gap_list)
        self._sum_head, self._sum = label("", "h2"), QVBoxLayout()
        self._found_head, self._found = label("", "h2"), QVBoxLayout()
        self._other_head, self._other = label("", "h2"), QWidget()
        self._flow = FlowLayout(self._other)
        policy = self._other.sizePolicy()
        policy.setHeightForWidth(True)
        self._other.setSizePolicy(policy)
        self._event_head = label("", "h2")
        self.events, self.event_unit = parts.Options("event"), parts.Options("event_unit")
        self.event_unit.hide()
        self.events.chosen.connect(lambda _: self.event_unit.show())
        self.event_unit.chosen.connect(self._happened)
        inner = QWidget()
        inner.setLayout(
            column(
                self._gap_card, self._sum_head, self._sum, self._found_head, self._found, self._other_head,
                self._other, self._event_head, self.events, self.event_unit, None,
            )
        )  # fmt: skip
        self.paged = Paged(inner)
        self._empty = EmptyState("inspect", "")
        self._empty.stepped.connect(lambda: window.open("choose"))
        self.body.addWidget(self.paged, 1)
        self.body.addWidget(self._empty, 1)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = self.width() < theme.mm(UPRIGHT_MM)
        way = QBoxLayout.Direction
        self._top.setDirection(way.TopToBottom if upright else way.LeftToRight)
        self._two.setDirection(way.TopToBottom if upright else way.LeftToRight)

    # -- coming ------------------------------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Review")

    def enter(self, inspection: str = "", **_: Any) -> None:
        visit = self.session.store.get("inspection", inspection or self.inspection)
        if visit is None or visit["id"] != self.inspection:
            self._forget()
            self.paged.to_top()
        self.inspection = visit["id"] if visit else ""
        self.paged.setVisible(visit is not None)
        self._empty.setVisible(visit is None)
        for button in (self.to_list, self.to_record, self.to_file):
            button.setVisible(visit is not None)
        if visit is not None:
            self._calendar = parts.calendar(self.session)
            self._words = Words(self.session, self.inspection, self._calendar)
            self._load()

    def _forget(self) -> None:
        clear(self._found)
        self._cards.clear()

    def refresh(self, changes: Any) -> None:
        if self.inspection and changes.tables - NO_REREAD:
            assert self._words is not None
            self._words.forget()
            self._load()

    @property
    def pack(self) -> Pack:
        return self.session.profile.pack  # type: ignore[no-any-return]

    @property
    def today(self) -> date:
        return parts.today(self.session)

    def _load(self) -> None:
        store, pack = self.session.store, self.pack
        visit = store.get("inspection", self.inspection)
        if visit is None:
            return
        self._row = visit
        seen = self._seen = cases.situation(store, visit)
        self._decided = visitanswers.decisions(store, self.inspection, checklist.findings(seen, pack), pack)
        self._name_units(seen)
        self._head.setText(f"{self.tr('Review')} · {visits.project_name(store, visit['project'])}")
        given = visitanswers.read(store, self.inspection)
        asked = visitanswers.questions(seen, pack)
        self._show_gaps(visitgaps.gaps(store, visit, seen, asked, given, self._decided, pack, self.today))
        self._show_sum(visitanswers.count(asked, given))
        self._show_findings(seen)
        self._show_others(seen)
        self.events.set_options([(kind, event[lang()]) for kind, event in pack.events.items()])
        self.events.setAccessibleName(self.tr("Something else happened"))
        self.event_unit.set_options([(u.key, u.name) for u in seen.units])
        self.event_unit.setAccessibleName(self.tr("Which unit"))

    def _happened(self, unit: str) -> None:
        """A missed appointment, refused entry or false papers: a finding by itself."""
        kind, inspection, pack, today = self.events.value(), self.inspection, self.pack, self.today
        self.event_unit.hide()
        self.event_unit.set_value(None)
        self.events.set_value(None)
        if kind:
            self._act("event", lambda tx: visitanswers.record_event(tx, inspection, kind, unit, today, pack))

    def _name_units(self, seen: Situation) -> None:
        counts: dict[str, int] = {}
        self._names = {}
        for unit in seen.units:
            word = SHORT.get(unit.role, "other")
            counts[word] = counts.get(word, 0) + 1
            self._names[unit.key] = word if counts[word] == 1 else f"{word}{counts[word]}"

    def _unit(self, key: str) -> str:
        found = self._seen.by_key.get(key)
        return found.name if found else ""

    # -- what needs a hand -------------------------------------------------------------------------------------
    def _show_gaps(self, gaps: list[Gap]) -> None:
        n = len(gaps)
        text = self.tr("{n} things need your hand").format(n=n) if n else self.tr("Nothing needs your hand.")
        self._gap_head.setText(text)
        self._gap_list.show_lines([(g, self._gap_text(g), "", None) for g in gaps])
        self._gap_list.setVisible(bool(gaps))

    def _gap_text(self, gap: Gap) -> str:
        if gap.code == "arrival":
            return self._arrival_text(gap.name)
        if gap.code == "units":
            role = self.pack.label("role", gap.name, lang())
            return self.tr("{n} questions wait for a unit that is not entered: {role}").format(n=gap.count, role=role)
        if gap.code == "unanswered":
            return self.tr("{n} questions are not looked at").format(n=gap.count)
        if gap.code in ("undecided", "facts"):
            name = self.pack.violation(gap.name).name[lang()]
            if gap.code == "undecided":
                return self.tr("Choose the wording: {name}").format(name=name)
            facts = "、".join(self.pack.label("field", f, lang()) for f in gap.facts)
            return self.tr("{name}: not stated yet: {facts}").format(name=name, facts=facts)
        unit = self._unit(gap.unit)
        if gap.code == "pay_day":
            return self.tr("The pay day is not known: {unit}").format(unit=unit)
        if gap.code == "two_sheets":
            text = self.tr("{n} wage sheets of the same months, say which one counts: {unit}")
            return text.format(n=gap.count, unit=unit)
        if gap.code == "sheet":
            return self.tr("{n} cells of the wage sheet need a second look: {unit}").format(n=gap.count, unit=unit)
        return self.tr("Wages are owed, but neither a wage sheet nor a sum is entered: {unit}").format(unit=unit)

    def _arrival_text(self, name: str) -> str:
        return {
            "received_by": self.tr("Who received you is not entered"),
            "place": self.tr("The place is not entered"),
            "headcount": self.tr("The number of people on site is not entered"),
            "recording": self.tr("Whether the visit was recorded is not entered"),
            "entry_scan": self.tr("The entry code was not scanned and no reason is given"),
        }[name]

    def _jump(self, gap: Gap) -> None:
        if gap.code == "arrival":
            focus_on(self.window_.open("arrival", inspection=self.inspection, field=gap.name), gap.name)
        elif gap.code == "units":
            self.window_.open("choose", project=self._row["project"])
        elif gap.code == "two_sheets":
            self.window_.open("two_sheets", inspection=self.inspection, unit=gap.unit)
        elif gap.code in ("pay_day", "sheet", "no_sum"):
            field = {"pay_day": "pay_day", "sheet": "wrong"}.get(gap.code, "")
            self.window_.open("wages", inspection=self.inspection, unit=gap.unit, field=field)
        elif gap.code == "undecided" or not gap.item:
            card = next((c for k, c in self._cards.items() if k[0] == gap.name), None)
            if card is not None:
                self.paged.show_part(card)
                card.variants.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.window_.open("checklist", inspection=self.inspection, item=gap.item, unit=gap.unit)

    # -- the summary -------------------------------------------------------------------------------------------
    def _show_sum(self, count: visitanswers.Count) -> None:
        store, row_ = self.session.store, self._row
        project = store.get("project", row_["project"]) or {}
        officers = [(store.get("officer", row_[k]) or {}).get("name") for k in ("lead", "assistant")]
        begun = visits.shown_at(row_["started_at"])
        when = f"{begun.date().isoformat()} {begun:%H:%M}" if begun else ""
        came = " · ".join(t for t in (when, "、".join(o for o in officers if o), row_["received_by"] or "") if t)
        answered = self.tr("{done} of {all} answered, {bad} fail").format(
            done=count.answered, all=count.total, bad=count.failing
        )
        pictures = [e for e in store.find("evidence", inspection=self.inspection) if e["service"] is None]
        names = "、".join(dict.fromkeys(str(e["name"]) for e in pictures if e["name"]))
        away = elsewhere.away_text(self.session, [e["blob"] for e in pictures if e["blob"]])
        lines = [
            (
                "project",
                self.tr("Project"),
                " · ".join(t for t in (project.get("name"), project.get("address")) if t),
            ),
            ("arrival", self.tr("Arrival"), came),
            ("checklist", self.tr("Checklist"), answered),
            ("wages", self.tr("Wages"), self._wage_words()),
            ("evidence", self.tr("Evidence"), " · ".join(t for t in (names, away) if t) or self.tr("none yet")),
        ]
        clear(self._sum)
        card = Card()
        for name, head, text in lines:
            card.add(self._sum_row(name, head, text))
        self._sum.addWidget(card)

    def _sum_row(self, name: str, head: str, text: str) -> QWidget:
        title, said, change = label(head, "strong"), label(text, wrap=True), BigButton(icon="edit")
        title.setMinimumWidth(110)
        change.setText(self.tr("Change"))
        change.setAccessibleName(f"{self.tr('Change')} {head}")
        change.setObjectName(f"change_{name}")
        change.clicked.connect(lambda: self._change(name))
        made = QWidget()
        line = row(title, said, change)
        line.setStretch(1, 1)
        made.setLayout(line)
        return made

    def _change(self, name: str) -> None:
        if name == "project":
            self.window_.open("choose", project=self._row["project"])
        elif name == "evidence":
            self.window_.open("checklist", inspection=self.inspection)
        else:
            self.window_.open(name, inspection=self.inspection)

    def _wage_words(self) -> str:
        store, said = self.session.store, []
        assert self._calendar is not None
        for sheet in wagesheet.standing(store, self.inspection):
            roll = sheet.roll
            if not sheet.workers:
                continue
            try:
                text = arrears_text(wagesheet.arrears(sheet, self.today, self._calendar))
            except KnownError as wrong:
                text = sentence(wrong)
            said.append(self._of(roll["unit"], text))
        for told in store.find("stated_arrears", inspection=self.inspection):
            by = wages.Stated(
                told["people"], told["amount_fen"], tuple(told["months"] or ()), told["stated_by"] or ""
            )
            said.append(self._of(told["unit"], stated_text(by)))
        return "\n".join(said) or self.tr("none yet")

    def _of(self, unit: str | None, text: str) -> str:
        name = self._unit(unit) if unit else ""
        return self.tr("{unit}: {text}").format(unit=name, text=text) if name else text

    # -- findings ----------------------------------------------------------------------------------------------
    def _show_findings(self, seen: Situation) -> None:
        said = [self._said(d, seen) for d in self._decided]
        keys = [reason_key(s) for s in said]
        if keys != list(self._cards):
            self._forget()
            last = ""
            for one, key in zip(said, keys, strict=True):
                unit = one.decision.finding.addressee
                if unit != last:
                    self._found.addWidget(self._unit_head(unit))
                    last = unit
                card = self._cards[key] = self._card(one, key)
                self._found.addWidget(card)
        else:
            for one, key in zip(said, keys, strict=True):
                self._cards[key].show_now(one)
        n = len([s for s in said if not s.covered_by and s.decision.state != visitanswers.DISMISSED])
        text = self.tr("{n} findings").format(n=n) if said else self.tr("No violation was found.")
        self._found_head.setText(text)

    def _said(self, decided: Decision, seen: Situation) -> Said:
        assert self._words is not None and self._calendar is not None
        found, pack, today = decided.finding, self.pack, self.today
        fact, requirement = self._words.both(found, seen, today, pack)
        due = drafts.last_day(found, today, self._calendar) if found.deadline else None
        covered = pack.violation(pack.variant(found.covered_by).violation).name[lang()] if found.covered_by else ""
        others = []
        for unit, _, because in found.other_addressees:
            others.append(f"{self._unit(unit)}（{_article(pack, because)}）")
        return Said(
            decision=decided,
            fact=fact or self.tr("Choose the wording first."),
            requirement=requirement,
            unit=self._unit(found.addressee),
            respondent=self._unit(found.answered_on or ""),
            due=due,
            workdays=self._calendar.between(today, due).workdays if due else 0,
            covered_by=covered,
            others=tuple(others),
        )

    def _card(self, said: Said, key: tuple[Any, ...]) -> FindingCard:
        found = said.decision.finding
        name = f"{found.violation}_{self._names.get(found.addressee, 'other')}"
        return FindingCard(
            self.pack,
            name,
            said,
            lambda state, reason: self._decide(key, state, reason),
            lambda variant: self._choose(key, variant),
            lambda: self._mend(key),
            self._payer,
        )

    def _unit_head(self, unit: str) -> QWidget:
        found = self._seen.by_key.get(unit)
        role = self.pack.label("role", found.role, lang()) if found and found.role else ""
        name = self._names.get(unit, "other")
        order = BigButton(icon="papers", kind="primary")
        order.setText(self.tr("Order to correct"))
        order.setObjectName(f"order_{name}")
        order.clicked.connect(lambda: self._order(unit))
        inquiry = BigButton(icon="papers")
        inquiry.setText(self.tr("Inquiry notice"))
        inquiry.setObjectName(f"inquiry_{name}")
        inquiry.clicked.connect(lambda: self._inquiry(unit))
        for button in (order, inquiry):
            button.setAccessibleName(f"{button.text()} {self._unit(unit)}")
        made = QWidget()
        words = column(label(self._unit(unit), "h2", wrap=True), label(role, "second"), spacing=2)
        line = row(words, inquiry, order)
        line.setStretch(0, 1)
        made.setLayout(line)
        return made

    def _show_others(self, seen: Situation) -> None:
        """Units without a finding can still be asked to come."""
        with_finding = {d.finding.addressee for d in self._decided}
        rest = [u for u in seen.units if u.key not in with_finding]
        clear(self._flow)
        for unit in rest:
            button = BigButton(unit.name, icon="papers")
            button.setObjectName(f"inquiry_{self._names[unit.key]}")
            button.setAccessibleName(f"{self.tr('Inquiry notice')} {unit.name}")
            button.clicked.connect(lambda _=False, key=unit.key: self._inquiry(key))
            self._flow.addWidget(button)
        self._other_head.setText(self.tr("Inquiry notice to"))
        for part in (self._other_head, self._other):
            part.setVisible(bool(rest))

    def _finding(self, key: tuple[Any, ...]) -> Finding:
        return self._cards[key].said.decision.finding

    def _decide(self, key: tuple[Any, ...], state: str, reason: str) -> None:
        found, inspection = self._finding(key), self.inspection
        self._act("decide_finding", lambda tx: visitanswers.decide(tx, inspection, found, state, reason=reason))

    def _choose(self, key: tuple[Any, ...], variant: str) -> None:
        said, inspection = self._cards[key].said, self.inspection
        found = visitanswers.with_variant(said.decision.finding, variant, self.pack)
        state = said.decision.state
        self._act("choose_wording", lambda tx: visitanswers.decide(tx, inspection, found, state))

    def _mend(self, key: tuple[Any, ...]) -> None:
        found = self._finding(key)
        if found.items:
            unit = found.answered_on or found.addressee
            self.window_.open("checklist", inspection=self.inspection, item=found.items[0], unit=unit)

    def _payer(self) -> None:
        named = next((i.id for i in self.pack.items for f in i.fields if f.type == "units"), "")
        self.window_.open("checklist", inspection=self.inspection, item=named)

    def _act(self, word: str, fn: Any, then: Any = None) -> None:
        actor = self.session.actor

        def write(store: Any) -> Any:
            with store.change(actor, word) as tx:
                return fn(tx)

        self.session.write(write, then, owner=self)

    # -- papers ------------------------------------------------------------------------------------------------
    def _order(self, unit: str) -> None:
        store, pack, today = self.session.store, self.pack, self.today
        assert self._calendar is not None
        known = drafts.open_draft(store, self.inspection, "rectification_order", unit)
        if known is not None:
            self._edit(known["id"])
            return
        try:
            fields = drafts.order(store, self.inspection, unit, self._decided, today, self._calendar, pack)
        except KnownError as wrong:
            self.tell(wrong)
            return
        self._act("new_draft", lambda tx: drafts.write(tx, fields), self._edit)

    def _inquiry(self, unit: str) -> None:
        store, pack, today = self.session.store, self.pack, self.today
        assert self._calendar is not None and self._words is not None
        known = drafts.open_draft(store, self.inspection, "inquiry_notice", unit)
        if known is not None:
            self._edit(known["id"])
            return
        fields = drafts.inquiry(store, self.inspection, unit, today, self._calendar, pack)
        fields["materials"] = self._words.materials(unit, tuple(fields["period"]), today, pack)
        self._act("new_draft", lambda tx: drafts.write(tx, fields), self._edit)

    def _edit(self, draft: str) -> None:
        self.window_.open("paper_editor", draft=draft)

    def key(self, name: str) -> bool:
        if not self.inspection or name not in ("F7", "F10"):
            return False
        if name == "F10":
            inspection = self.inspection
            self._act("park", lambda tx: visitanswers.park(tx, inspection, None))
            self.window_.home("today")
        else:
            self.window_.open("papers", inspection=self.inspection)
        return True

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.to_list.setText(self.tr("Checklist"))
        self.to_record.setText(self.tr("Site record"))
        self.to_file.setText(self.tr("Case file"))
        self._sum_head.setText(self.tr("Summary"))
        self._event_head.setText(self.tr("Something else happened"))
        self._empty.set_texts(self.tr("No visit is open. Choose where to go first."), self.tr("Choose a project"))
        if self.session.open and self.inspection:
            self._forget()
            self._load()


def focus_on(screen: QWidget, name: str) -> None:
    """Put the focus on the control of field ``name`` and bring it into sight."""
    wanted = (name, f"visit_{name}")
    found = [
        w for w in screen.findChildren(QWidget) if w.objectName() in wanted or w.objectName().startswith(f"{name}_")
    ]
    control = next((w for w in found if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.isVisible()), None)
    if control is None:
        return
    control.setFocus(Qt.FocusReason.OtherFocusReason)
    around = control.parentWidget()
    while around is not None and not isinstance(around, Paged):
        around = around.parentWidget()
    if around is not None:
        around.show_part(control)


def _article(pack: Pack, provision: str) -> str:
    return short(pack.provision(provision))
