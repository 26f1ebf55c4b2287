"""The project card: five parties and who stands behind whom, contract, account, deposit, labour cost by month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import parties
from models.duplicates import view
from models.identity import check_person
from ui import i18n, theme
from ui.screens import parts_visit as parts
from ui.screens.parts_visit import Columns, Options, Part, RecordForm
from ui.sentences.rules import reason
from ui.widgets import (
    AmountEdit,
    BigButton,
    Card,
    Chip,
    ConfirmAct,
    CountEdit,
    DayEdit,
    PhoneEdit,
    Speaking,
    column,
    label,
    row,
    show_soon,
)

if TYPE_CHECKING:
    from ui.session import Session

Row = dict[str, Any]
STATUS = {"valid": "ok", "valid_old": "ok", "other_document": "ok", "doubtful": "warn"}
"""The mark of a verdict on a code or an identity number; every other verdict is bad."""
INVESTMENTS = ("government", "state_owned", "private")
DEPOSITS = ("cash", "bank_letter", "insurance", "guarantee_company", "exempt")


def code_text(code: str | None) -> str:
    """What a credit code is worth, in the language in force; '' where there is none or it is right."""
    verdict = parties.code_verdict(code)
    if verdict is None:
        return ""
    return " ".join(reason(r.code, **dict(r.params)) for r in verdict.reasons)


def person_text(number: str | None, day: date) -> tuple[str, str]:
    """The verdict on a person's identity number as of ``day`` and why it is not right; '' where there is none."""
    if not number:
        return "", ""
    verdict = check_person(number, day)
    reasons = () if verdict.status == "other_document" else verdict.reasons
    return verdict.status, " ".join(reason(r.code, **dict(r.params)) for r in reasons)


class Party(Speaking, Card):
    """One unit on the project: a line when closed, all its fields when open."""

    def __init__(self, card: ProjectCard, engagement: Row) -> None:
        super().__init__(kind="sunken")
        self._card, self.engagement = card, engagement["id"]
        self.role = engagement["role"]
        prefix = f"party_{card.count_of(self.role)}_{self.role}_"
        self._title, self._second, self._code = label("", "strong", wrap=True), label("", "second", wrap=True), Chip()
        self.edit = BigButton(icon="edit")
        self.edit.setCheckable(True)
        self.edit.setObjectName(prefix + "edit")
        self.edit.toggled.connect(self._toggle)
        self.add(row(column(self._title, self._second, spacing=2), self._code, self.edit))
        self.layout().itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]
        self.unit = RecordForm(self._save_unit, self)
        self.place = RecordForm(self._save_place, self)
        self._fields = QWidget()
        self._make(prefix)
        self.add(self._fields)
        self._fields.hide()
        self._record: Row = {}
        self.retranslate()

    def _make(self, prefix: str) -> None:
        person = self.role == "individual"
        names = (
            ["name", "id_no", "phone", "domicile"] if person else ["name", "uscc", "legal_rep", "phone", "domicile"]
        )
        rows: list[QWidget] = [self.unit.add(n, PhoneEdit() if n == "phone" else None, prefix) for n in names]
        if self.role == "general_contractor":
            rows += [self.place.add(n, None, prefix) for n in ("project_manager", "wage_officer")]
        lines = QVBoxLayout(self._fields)
        lines.setContentsMargins(0, 0, 0, 0)
        if self.role != "developer":
            rows.append(self.place.add("employs", Options(prefix + "employs")))
        if self.role in ("subcontractor", "individual"):
            rows.append(self.place.add("works", None, prefix))
        lines.addWidget(Columns(rows))
        self._same = BigButton(kind="quiet")
        self._same.hide()
        self._same.clicked.connect(self._take_known)
        lines.addWidget(self._same)
        if self.role in ("subcontractor", "individual"):
            for name in ("form", "hired_by", "paid_by"):
                lines.addWidget(self.place.add(name, Options(prefix + name)))
        self.remove = BigButton(kind="quiet", icon="cross")
        self.remove.setObjectName(prefix + "remove")
        self.remove.clicked.connect(self._ask_removal)
        self.sure = ConfirmAct("", "", danger=True)
        self.sure.confirmed.connect(self._remove)
        self.sure.given_up.connect(self.sure.hide)
        self.sure.hide()
        lines.addLayout(row(self.remove, None))
        lines.addWidget(self.sure)

    def show_record(self, engagement: Row, unit: Row, units: list[Row]) -> None:
        """Fill in from the store; ``units`` are all of the project, to choose who hired and who pays."""
        self._record = {"engagement": engagement, "unit": unit, "units": units}
        self.unit.load(unit)
        self.place.load(engagement)
        self.retranslate()

    def open(self) -> None:
        """Show the fields and put the cursor into the name; the other parties fold, so that this one is in sight."""
        self._card.fold_others(self)
        self.edit.setChecked(True)
        self.unit.rows["name"].editor.setFocus()
        show_soon(self)

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "name": self._name_text(),
            "uscc": translate("visit_card", "Credit code"),
            "legal_rep": translate("visit_card", "Legal representative"),
            "phone": translate("visit_card", "Telephone"),
            "domicile": translate("visit_card", "Domicile"),
            "id_no": translate("visit_card", "Identity number"),
            "project_manager": translate("visit_card", "Project manager"),
            "wage_officer": translate("visit_card", "Wage-affairs officer"),
            "employs": translate("visit_card", "Hires workers itself"),
            "works": translate("visit_card", "Works it does"),
            "form": translate("visit_card", "How it came to the works"),
            "hired_by": translate("visit_card", "Engaged by"),
            "paid_by": translate("visit_card", "Paid by"),
        }
        for form in (self.unit, self.place):
            for name, made in form.rows.items():
                made.set_texts(texts[name])
        self.edit.setText(
            translate("visit_card", "Close") if self.edit.isChecked() else translate("visit_card", "Edit")
        )
        theme.set_icon(self.edit, "up" if self.edit.isChecked() else "edit")
        self.remove.setText(translate("visit_card", "Take off the project"))
        self.sure.set_texts(
            translate(
                "visit_card",
                "This unit no longer counts as a party of this project. What was recorded about it is kept; it can be "
                "entered again.",
            ),
            translate("visit_card", "Take off the project"),
        )
        self._set_options()
        self._summary()

    def _ask_removal(self) -> None:
        self.sure.reset()
        self.sure.show()
        show_soon(self.sure)

    def _remove(self) -> None:
        self.unit.flush()
        self.place.flush()
        self._card.act(lambda tx: parties.take_off(tx, self.engagement), "remove_party")

    def _name_text(self) -> str:
        if self.role == "individual":
            return i18n.translate("visit_card", "Name of the person")
        return i18n.translate("visit_card", "Name of the unit")

    def _set_options(self) -> None:
        translate = i18n.translate
        forms = {
            "subcontract": translate("visit_card", "Subcontract"),
            "transfer": translate("visit_card", "Passed on whole"),
            "illegal": translate("visit_card", "Illegal subcontract"),
            "name_lending": translate("visit_card", "Borrowed name"),
            "individual": translate("visit_card", "Given to a person"),
        }
        if "employs" in self.place.rows:
            options = [(True, translate("visit_card", "Yes")), (False, translate("visit_card", "No"))]
            self._editor("employs").set_options(options)
        if "form" in self.place.rows:
            self._editor("form").set_options([(f, forms[f]) for f in parties.FORMS])
            own = (self._record.get("unit") or {}).get("id")
            units = [(u["id"], u["name"] or parts.role_text("")) for u in self._record.get("units", ())]
            self._editor("hired_by").set_options([u for u in units if u[0] != own])
            self._editor("paid_by").set_options(units)

    def _editor(self, name: str) -> Options:
        editor = self.place.rows[name].editor
        assert isinstance(editor, Options)
        return editor

    def _summary(self) -> None:
        translate = i18n.translate
        unit, place = self._record.get("unit") or {}, self._record.get("engagement") or {}
        name = unit.get("name") or translate("visit_card", "not known yet")
        self._title.setText(f"{parts.role_text(self.role)} · {name}")
        names = {u["id"]: u["name"] for u in self._record.get("units", ())}
        bits = [unit.get("uscc"), unit.get("legal_rep")]
        if place.get("hired_by") in names:
            bits.append(translate("visit_card", "engaged by {name}").format(name=names[place["hired_by"]]))
        if place.get("paid_by") in names:
            bits.append(translate("visit_card", "paid by {name}").format(name=names[place["paid_by"]]))
        if place.get("employs"):
            bits.append(translate("visit_card", "hires workers"))
        self._second.setText(" · ".join(b for b in bits if b))
        self._second.setVisible(bool(self._second.text()))
        status = unit.get("uscc_status")
        words = {
            "ok": translate("visit_card", "Code fits"),
            "warn": translate("visit_card", "Code doubtful"),
            "bad": translate("visit_card", "Code does not fit"),
        }
        if "id_no" in self.unit.rows:
            status, why = person_text(unit.get("id_no"), parts.today(self._card.session))
            self.unit.rows["id_no"].set_error(why or None)
            words = {
                "ok": translate("visit_card", "Number fits"),
                "warn": translate("visit_card", "Number doubtful"),
                "bad": translate("visit_card", "Number does not fit"),
            }
        else:
            self.unit.rows["uscc"].set_error(code_text(unit.get("uscc")) or None)
        self._code.setVisible(bool(status))
        if status:
            kind = STATUS.get(status, "bad")
            self._code.set(words[kind], kind)
        known = self._known()
        self._same.setVisible(known is not None)
        if known is not None:
            text = translate("visit_card", "The same unit is known already: {name}. Take it")
            self._same.setText(text.format(name=known["name"]))

    def _known(self) -> Row | None:
        unit = self._record.get("unit") or {}
        if not unit.get("uscc") or not self._card.session.open:
            return None
        return parties.known_unit(self._card.session.store, unit["uscc"], unit["id"])

    def _take_known(self) -> None:
        known = self._known()
        if known is not None:
            self._card.act(lambda tx: parties.take_known(tx, self.engagement, known["id"]), "edit_party")

    def _toggle(self, shown: bool) -> None:
        self._fields.setVisible(shown)
        if not shown:
            self.unit.flush()
            self.place.flush()
        self.retranslate()

    def _save_unit(self, given: Row) -> None:
        unit = self._record["unit"]["id"]
        self._card.act(lambda tx: parties.set_unit(tx, unit, given), "edit_unit")

    def _save_place(self, given: Row) -> None:
        self._card.act(lambda tx: tx.set("engagement", self.engagement, **given), "edit_engagement")


class Month(QWidget):
    """One month of labour cost: due, paid, paid on."""

    def __init__(self, card: ProjectCard, record: Row) -> None:
        super().__init__()
        self.form = RecordForm(
            lambda given: card.act(lambda tx: tx.set("labour_cost", record["id"], **given), "edit")
        )
        prefix = f"labour_cost_{record['month']}_"
        rows = [
            self.form.add("due_fen", AmountEdit(), prefix),
            self.form.add("paid_fen", AmountEdit(), prefix),
            self.form.add("paid_on", DayEdit(parts.today(card.session)), prefix),
        ]
        self._month = record["month"]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Columns(rows, most=3, least_mm=55.0))
        self.form.load(record)
        self.retranslate()

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "due_fen": translate("visit_card", "Due (yuan)"),
            "paid_fen": translate("visit_card", "Paid (yuan)"),
            "paid_on": translate("visit_card", "Paid on"),
        }
        for name, made in self.form.rows.items():
            made.set_texts(f"{self._month} {texts[name]}")


class ProjectCard(Speaking, QWidget):
    """Everything known of one project, in place and saved at each touch."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.project = session, ""
        day = parts.today(session)
        self.basics = RecordForm(lambda given: self._save("project", self.project, given), self)
        self.account = RecordForm(lambda given: self._save_one("wage_account", given), self)
        self.deposit = RecordForm(lambda given: self._save_one("deposit", given), self)
        self._parties: dict[str, Party] = {}
        self._months: dict[str, Month] = {}
        self._open_next = ""
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self.parts = {name: Part() for name in ("basics", "parties", "contract", "account", "deposit", "months")}
        for part in self.parts.values():
            lines.addWidget(part)
        lines.addStretch(1)
        self._party_box, self._month_box = QVBoxLayout(), QVBoxLayout()
        self.add_buttons = {role: BigButton(icon="add") for role in parties.ROLES}
        self.add_month = BigButton(icon="add")
        self.add_month.setObjectName("add_month")
        self.add_month.clicked.connect(self._new_month)
        self._fill(day)
        self.retranslate()

    def _fill(self, day: Any) -> None:
        text = self.basics.add
        self.parts["basics"].add(Columns([text("name", None, "project_"), text("address", None, "project_")]))
        self.parts["basics"].add(text("investment", Options("investment")))
        for role, button in self.add_buttons.items():
            button.setObjectName(f"add_{role}")
            button.clicked.connect(lambda _=False, role=role: self._new_party(role))
        self.parts["parties"].add(self._party_box)
        self.parts["parties"].add(Columns(list(self.add_buttons.values()), most=4, least_mm=45.0))
        contract = [
            text("contract_no", None, "project_"),
            text("contract_fen", AmountEdit(), "project_"),
            text("contract_signed", DayEdit(day), "project_"),
            text("permit_no", None, "project_"),
            text("permit_date", DayEdit(day), "project_"),
            text("labour_cost_ratio", None, "project_"),
            text("labour_cost_cycle_days", CountEdit(), "project_"),
            text("completed_on", DayEdit(day), "project_"),
        ]
        self.parts["contract"].add(Columns(contract))
        account: list[QWidget] = [self.account.add(name, None, "account_") for name in ("name", "bank", "account_no")]
        account += [self.account.add(n, DayEdit(day), "account_") for n in ("opened_on", "filed_on", "tripartite_on")]
        self.parts["account"].add(Columns(account))
        self.parts["deposit"].add(self.deposit.add("form", Options("deposit_form")))
        self.parts["deposit"].add(
            Columns(
                [
                    self.deposit.add("required_ratio", None, "deposit_"),
                    self.deposit.add("required_fen", AmountEdit(), "deposit_"),
                    self.deposit.add("lodged_fen", AmountEdit(), "deposit_"),
                    self.deposit.add("valid_until", DayEdit(day), "deposit_"),
                ]
            )
        )
        self.parts["months"].add(self._month_box)
        self.parts["months"].add(row(self.add_month, None))

    def retranslate(self) -> None:
        translate = i18n.translate
        heads = {
            "basics": translate("visit_card", "Project"),
            "parties": translate("visit_card", "The parties"),
            "contract": translate("visit_card", "Contract and permit"),
            "account": translate("visit_card", "Wage account"),
            "deposit": translate("visit_card", "Wage deposit"),
            "months": translate("visit_card", "Labour cost by month"),
        }
        for name, part in self.parts.items():
            part.set_head(heads[name])
        for role, button in self.add_buttons.items():
            button.setText(parts.role_text(role))
            button.setAccessibleName(translate("visit_card", "Add {role}").format(role=parts.role_text(role)))
        self.add_month.setText(translate("visit_card", "Add a month"))
        for name, text in self._texts().items():
            for form, names in ((self.basics, "p"), (self.account, "a"), (self.deposit, "d")):
                field = name.partition(".")[2]
                if name.startswith(f"{names}.") and field in form.rows:
                    form.rows[field].set_texts(text)
        self._options()
        for month in self._months.values():
            month.retranslate()

    def _texts(self) -> dict[str, str]:
        translate = i18n.translate
        return {
            "p.name": translate("visit_card", "Name of the project"),
            "p.address": translate("visit_card", "Address"),
            "p.investment": translate("visit_card", "Investment"),
            "p.contract_no": translate("visit_card", "Contract number"),
            "p.contract_fen": translate("visit_card", "Contract price (yuan)"),
            "p.contract_signed": translate("visit_card", "Signed on"),
            "p.permit_no": translate("visit_card", "Works permit"),
            "p.permit_date": translate("visit_card", "Permit of"),
            "p.labour_cost_ratio": translate("visit_card", "Labour-cost ratio (0.22)"),
            "p.labour_cost_cycle_days": translate("visit_card", "Paid every … days"),
            "p.completed_on": translate("visit_card", "Completed on"),
            "a.name": translate("visit_card", "Account name"),
            "a.bank": translate("visit_card", "Bank"),
            "a.account_no": translate("visit_card", "Account number"),
            "a.opened_on": translate("visit_card", "Opened on"),
            "a.filed_on": translate("visit_card", "Filed on"),
            "a.tripartite_on": translate("visit_card", "Three-party agreement of"),
            "d.form": translate("visit_card", "Form"),
            "d.required_ratio": translate("visit_card", "Required ratio (0.015)"),
            "d.required_fen": translate("visit_card", "Required (yuan)"),
            "d.lodged_fen": translate("visit_card", "Lodged (yuan)"),
            "d.valid_until": translate("visit_card", "Valid until"),
        }

    def _options(self) -> None:
        if not self.session.open:
            return
        pack, lang = self.session.profile.pack, i18n.current()
        for form, name, values, kind in (
            (self.basics, "investment", INVESTMENTS, "investment_type"),
            (self.deposit, "form", DEPOSITS, "form"),
        ):
            editor = form.rows[name].editor
            assert isinstance(editor, Options)
            editor.set_options([(v, pack.label("option", f"{kind}.{v}", lang)) for v in values])

    # -- showing -----------------------------------------------------------------------------------------------
    def load(self, project: str) -> None:
        """Show ``project``; the one shown before is written first."""
        if project != self.project:
            self.flush()
            self.project = ""
            for form in (self.basics, self.account, self.deposit):
                form.forget()
            parts.clear(self._party_box)
            parts.clear(self._month_box)
            self._parties.clear()
            self._months.clear()
        self.project = project
        store = view(self.session.store)
        record = store.get("project", project)
        if record is None:
            return
        self._options()
        self.basics.load(record)
        self._show_one("wage_account", self.account)
        self._show_one("deposit", self.deposit)
        self._show_parties()
        for line in sorted(store.find("labour_cost", project=project), key=lambda r: r["month"] or ""):
            if line["id"] not in self._months:
                self._months[line["id"]] = Month(self, line)
                self._month_box.addWidget(self._months[line["id"]])
            self._months[line["id"]].form.load(line)

    def _show_one(self, table: str, form: RecordForm) -> None:
        found = view(self.session.store).find(table, project=self.project)
        if found:
            form.load(found[-1])

    def _show_parties(self) -> None:
        store = view(self.session.store)
        places = store.find("engagement", project=self.project)
        places.sort(key=lambda e: parties.ROLES.index(e["role"]) if e["role"] in parties.ROLES else 9)
        units = [u for e in places if (u := store.get("unit", e["unit"])) is not None]
        for gone in set(self._parties) - {e["id"] for e in places}:
            self._parties.pop(gone).deleteLater()
        by_id = {u["id"]: u for u in units}
        for at, place in enumerate(places):
            if place["unit"] not in by_id:
                continue
            if place["id"] not in self._parties:
                self._parties[place["id"]] = Party(self, place)
                self._party_box.insertWidget(at, self._parties[place["id"]])
            party = self._parties[place["id"]]
            party.show_record(place, by_id[place["unit"]], units)
            if self._open_next == place["id"]:
                self._open_next = ""
                party.open()

    def count_of(self, role: str) -> int:
        """How many parties of ``role`` are shown already: the number in their controls' names."""
        return sum(1 for p in self._parties.values() if p.role == role)

    # -- writing -----------------------------------------------------------------------------------------------
    def act(self, fn: Callable[[Any], Any], word: str, then: Callable[[Any], None] | None = None) -> None:
        """One act of the officer on this card."""
        actor = self.session.actor

        def write(store: Any) -> Any:
            with store.change(actor, word) as tx:
                return fn(tx)

        self.session.write(write, then, owner=self)

    def _save(self, table: str, record: str, given: Row) -> None:
        self.act(lambda tx: tx.set(table, record, **given, **parties.completed(tx, record, given)), "edit_project")

    def _save_one(self, table: str, given: Row) -> None:
        project = self.project

        def write(tx: Any) -> None:
            found = view(tx).find(table, project=project)
            if found:
                tx.set(table, found[-1]["id"], **given)
            else:
                tx.new(table, project=project, **given)

        self.act(write, "edit_project")

    def fold_others(self, party: Party) -> None:
        for other in self._parties.values():
            if other is not party:
                other.edit.setChecked(False)

    def _new_party(self, role: str) -> None:
        project = self.project

        def made(engagement: str) -> None:
            self._open_next = engagement
            self.load(project)

        self.act(lambda tx: parties.add_party(tx, project, role), "add_party", made)

    def _new_month(self) -> None:
        project, day = self.project, parts.today(self.session)

        def write(tx: Any) -> str:
            month = parties.next_month(tx, project, f"{day:%Y-%m}")
            return str(tx.new("labour_cost", project=project, month=month))

        self.act(write, "add_month", lambda _: self.load(project))

    def flush(self) -> None:
        """Write what is still being typed."""
        forms = [self.basics, self.account, self.deposit, *(m.form for m in self._months.values())]
        forms += [form for p in self._parties.values() for form in (p.unit, p.place)]
        for form in forms:
            form.flush()
