"""The parts of the arrival: approval, officers, certificates, rights, conflicts, who received us and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import authority, visits
from models.clock import stamp
from ui import i18n, theme
from ui.screens import parts_visit as parts
from ui.screens.parts_visit import Columns, Options, Part, RecordForm
from ui.screens.parts_visit_people import OwnKey
from ui.screens.unlock import Unlock
from ui.widgets import BigButton, CountEdit, DayEdit, FieldRow, PhoneEdit, PhraseButtons, Speaking, label, row

if TYPE_CHECKING:
    from ui.session import Session

Row = dict[str, Any]
Save = Callable[[Row], None]
KINDS = ("routine", "special", "case")
SOURCES = (
    "annual_plan", "double_random", "complaint", "tip_off", "transferred", "data_monitoring", "unit_request",
    "superior_campaign",
)  # fmt: skip
HOWS = ("paper", "telephone", "in_program")


class Stamp(BigButton):
    """An act ticked off with its time: one tap sets the time, another takes it back. ``stamped`` carries it or None."""

    stamped = Signal(object)

    def __init__(self, name: str, now: Callable[[], str]) -> None:
        super().__init__(icon="clock")
        self.setObjectName(name)
        self.setCheckable(True)
        self._now, self._at, self._todo, self._done = now, None, "", ""
        self.clicked.connect(self._tap)

    def set_texts(self, todo: str, done: str) -> None:
        """``todo`` while open, ``done`` with {time} once it was done."""
        self._todo, self._done = todo, done
        self._say()

    def set_value(self, at: str | None) -> None:
        self._at = at
        self._say()

    def _tap(self) -> None:
        self.set_value(None if self._at else self._now())
        self.stamped.emit(self._at)

    def _say(self) -> None:
        self.setChecked(bool(self._at))
        theme.set_icon(self, "check" if self._at else "clock")
        self.setText(self._done.format(time=parts.time_text(self._at)) if self._at else self._todo)


class Section(Speaking, Part):
    """A part of the arrival that fills itself from the visit and hands back what changed; ``check`` is its P-number."""

    check = ""

    def __init__(self, session: Session, save: Save) -> None:
        super().__init__()
        self.session, self.save = session, save
        self.problems: list[authority.Problem] = []

    def now(self) -> str:
        return stamp(self.session.clock.now())

    def load(self, visit: Row, approval: Row) -> None:
        """Show the visit and its approval as they are stored."""

    def judge(self, found: list[authority.Problem]) -> None:
        """Show whether this part still stands in the way."""
        self.problems = [p for p in found if p.check == self.check]
        self._state()

    def _state(self) -> None:
        if not self.check:
            return
        held = authority.blocking(self.problems)
        if held:
            self.set_state(i18n.translate("visit_arrival", "To do"), "wait")
        elif self.problems:
            self.set_state(i18n.translate("visit_arrival", "To make up"), "warn")
        else:
            self.set_state(i18n.translate("visit_arrival", "In order"), "ok")

    def forms(self) -> list[RecordForm]:
        return []

    def retranslate(self) -> None:
        self._state()


class Approval(Section):
    """P-00: approved beforehand, or urgent and reported; kind, source, numbers, the notice and who got it."""

    check = "P-00"
    notice = Signal()
    """The inspection notice is to be written, or looked at where it was issued here."""

    def __init__(self, session: Session, save: Save, save_approval: Save) -> None:
        super().__init__(session, save)
        self.save_approval = save_approval
        self.visit, self.approval = RecordForm(save, self), RecordForm(save_approval, self)
        self.urgent_form = RecordForm(save_approval, self)
        day = parts.today(session)
        self.add(self.visit.add("kind", Options("kind")))
        self.add(self.visit.add("task_source", Options("task_source")))
        self.mode = Options("approval")
        self.mode.chosen.connect(self._mode)
        self.mode_row = FieldRow("", self.mode)
        self.add(self.mode_row)
        add = self.approval.add
        self._approved = QWidget()
        lines = QVBoxLayout(self._approved)
        lines.setContentsMargins(0, 0, 0, 0)
        fields = [add("approved_by", None, "approval_"), add("approved_on", DayEdit(day), "approval_")]
        lines.addWidget(Columns([*fields, add("no", None, "approval_")], most=2))
        lines.addWidget(add("how", Options("approval_how")))
        self._urgent = QWidget()
        lines = QVBoxLayout(self._urgent)
        lines.setContentsMargins(0, 0, 0, 0)
        add = self.urgent_form.add
        lines.addWidget(Columns([add("urgent_reason", None, "approval_"), add("reported_to", None, "approval_")]))
        lines.addWidget(add("reported_how", Options("reported_how")))
        self.reported = Stamp("reported_now", self.now)
        self.reported.stamped.connect(lambda at: save_approval({"reported_at": at}))
        lines.addLayout(row(self.reported, None))
        self.add(self._approved)
        self.add(self._urgent)
        notice = [self.visit.add("notice_no", None, "visit_"), self.visit.add("notice_handed_to", None, "visit_")]
        self.add(Columns(notice))
        self.write, self._issued = BigButton(icon="papers"), False
        self.write.setObjectName("inspection_notice")
        self.write.clicked.connect(self.notice)
        self.add(row(self.write, None))
        self._show_mode(False)
        self.retranslate()

    def forms(self) -> list[RecordForm]:
        return [self.visit, self.approval, self.urgent_form]

    def load(self, visit: Row, approval: Row) -> None:
        self.visit.load(visit)
        self.approval.load({**approval, "approved_by": self._approver(approval.get("approved_by"))})
        self.urgent_form.load(approval)
        self.reported.set_value(approval.get("reported_at"))
        self.mode.set_value(bool(approval.get("urgent")))
        self._show_mode(bool(approval.get("urgent")))
        self._issued = bool(visit.get("notice_document"))
        self.write.setVisible(self._issued or not visit.get("notice_no"))
        self.retranslate()

    def _approver(self, said: str | None) -> str | None:
        """Who approved, in words: the name as typed, an officer of the register, or the office he holds."""
        known = self.session.store.get("officer", said) if said else None
        if known is not None:
            return str(known["name"])
        return i18n.translate("visit_arrival", "Head of the bureau") if said == "bureau_head" else said

    def _show_mode(self, urgent: bool) -> None:
        self._approved.setVisible(not urgent)
        self._urgent.setVisible(urgent)

    def _mode(self, urgent: bool) -> None:
        self._show_mode(urgent)
        self.save_approval({"urgent": urgent})

    def retranslate(self) -> None:
        super().retranslate()
        translate = i18n.translate
        self.set_head(translate("visit_arrival", "1 · Approval and notice"))
        self.mode_row.set_texts(translate("visit_arrival", "Approval"))
        self.mode.set_options(
            [
                (False, translate("visit_arrival", "Approved beforehand")),
                (True, translate("visit_arrival", "Urgent, reported")),
            ]
        )
        texts = {
            "kind": translate("visit_arrival", "Kind of inspection"),
            "task_source": translate("visit_arrival", "Source of the task"),
            "notice_no": translate("visit_arrival", "Number of the inspection notice"),
            "notice_handed_to": translate("visit_arrival", "Notice handed to"),
            "approved_by": translate("visit_arrival", "Approved by (head of the bureau)"),
            "approved_on": translate("visit_arrival", "Approved on"),
            "no": translate("visit_arrival", "Number of the approval form"),
            "how": translate("visit_arrival", "Approved how"),
            "urgent_reason": translate("visit_arrival", "What cannot wait"),
            "reported_to": translate("visit_arrival", "Reported to (head of the bureau)"),
            "reported_how": translate("visit_arrival", "Reported how"),
        }
        for form in self.forms():
            for name, made in form.rows.items():
                made.set_texts(texts[name])
        self.reported.set_texts(
            translate("visit_arrival", "Reported now"), translate("visit_arrival", "Reported {time}")
        )
        self.write.setText(
            translate("visit_arrival", "Open the inspection notice")
            if self._issued
            else translate("visit_arrival", "Write the inspection notice here")
        )
        if self.session.open:
            self._labels()

    def _labels(self) -> None:
        pack, lang = self.session.profile.pack, i18n.current()
        for form, name, values, kind in (
            (self.visit, "kind", KINDS, "inspection_kind"),
            (self.visit, "task_source", SOURCES, "task_source"),
            (self.approval, "how", HOWS, "approved_how"),
            (self.urgent_form, "reported_how", HOWS, "approved_how"),
        ):
            editor = form.rows[name].editor
            assert isinstance(editor, Options)
            editor.set_options([(v, pack.label("option", f"{kind}.{v}", lang)) for v in values])


class Officers(Section):
    """P-01: lead and assistant from the register; one whose certificate is not valid today is refused with a sentence."""

    check = "P-01"
    wanted = Signal()
    """The register of officers is to be opened: somebody is missing there, or his certificate was renewed."""

    def __init__(self, session: Session, save: Save) -> None:
        super().__init__(session, save)
        self.options = {role: Options(role) for role in ("lead", "assistant")}
        self.rows = {role: FieldRow("", editor) for role, editor in self.options.items()}
        self._visit: Row = {}
        for role, editor in self.options.items():
            editor.chosen.connect(lambda officer, role=role: self._chosen(role, officer))
            self.add(self.rows[role])
        self.own_key = OwnKey()
        self.own_key.made.connect(self._key_set)
        self._keyed, self.key_set = "", label("", "ok", wrap=True)
        self.key_set.setObjectName("own_key_set")
        self.key_set.hide()
        self.add(self.own_key)
        self.add(self.key_set)
        self.register = BigButton(kind="quiet", icon="person")
        self.register.setObjectName("officers_register")
        self.register.clicked.connect(self.wanted)
        self.add(row(self.register, None))
        self.retranslate()

    def load(self, visit: Row, approval: Row) -> None:
        if visit.get("id") != self._visit.get("id"):
            self._keyed = ""
        self._visit = visit
        self._list()
        for role, editor in self.options.items():
            editor.set_value(visit.get(role))
        self._offer_key()

    def _key_set(self, name: str) -> None:
        """Say it where it was asked for: the line stays while this visit is in front."""
        self._keyed = name
        self._offer_key()

    def _offer_key(self) -> None:
        """An officer of this visit who cannot unlock this computer yet may set his passphrase now."""
        profile = self.session.profile
        keyless = [o for role in self.options if (o := self._visit.get(role)) and profile.cert_no(o) is None]
        officer = self.session.store.get("officer", keyless[0]) if keyless else None
        self.own_key.setVisible(officer is not None)
        said = i18n.translate("visit_arrival", "The passphrase of {name} is set on this computer.")
        self.key_set.setText(said.format(name=self._keyed))
        self.key_set.setVisible(bool(self._keyed))
        if officer is not None:
            options, who = dict(Unlock.vault_options), str(officer["id"])
            kdf = {"kdf": options["kdf"]} if "kdf" in options else {}
            self.own_key.ask(str(officer["name"]), lambda secret: profile.add_officer_slot(who, secret, **kdf))

    def _list(self) -> None:
        store, day = self.session.store, parts.today(self.session)
        people = []
        for officer in store.find("officer"):
            if officer["active"] is False:
                continue
            found = authority.certificate_on(store, officer["id"], day)
            text = f"{officer['name']} · {found['number']}" if found else self._expired(officer)
            people.append((officer["id"], text))
        for editor in self.options.values():
            editor.set_options(people)

    def _expired(self, officer: Row) -> str:
        return i18n.translate("visit_arrival", "{name} · no valid certificate").format(name=officer["name"])

    def _chosen(self, role: str, officer: str) -> None:
        store, day = self.session.store, parts.today(self.session)
        wanted = {r: officer if r == role else self._visit.get(r) for r in ("lead", "assistant")}
        found = authority.officer_problems(store, wanted["lead"], wanted["assistant"], day)
        held = [p for p in found if p.field == role or p.code == "same_officer"]
        if held:
            self.rows[role].set_error(held[0].error())
            self.options[role].set_value(self._visit.get(role))
            return
        for made in self.rows.values():
            made.set_error(None)
        number = visits.certificate_number(store, officer, day)
        self.save({role: officer, f"{role}_certificate": number, f"no_conflict_{role}": None, "certs_shown_at": None})

    def retranslate(self) -> None:
        super().retranslate()
        self.set_head(i18n.translate("visit_arrival", "2 · Officers"))
        self.rows["lead"].set_texts(i18n.translate("visit_arrival", "Lead officer"))
        self.rows["assistant"].set_texts(i18n.translate("visit_arrival", "Assisting officer"))
        self.register.setText(i18n.translate("visit_arrival", "Officers and certificates"))
        if self.session.open:
            self._list()


class Shown(Section):
    """P-02: certificates shown, with the time and the numbers."""

    check = "P-02"

    def __init__(self, session: Session, save: Save) -> None:
        super().__init__(session, save)
        self.stamp = Stamp("certs_shown", self.now)
        self.stamp.stamped.connect(lambda at: save({"certs_shown_at": at}))
        self._numbers = label("", "second", wrap=True)
        self.add(row(self.stamp, None))
        self.add(self._numbers)
        self.retranslate()

    def load(self, visit: Row, approval: Row) -> None:
        self.stamp.set_value(visit.get("certs_shown_at"))
        store = self.session.store
        said = []
        for role in ("lead", "assistant"):
            officer = store.get("officer", visit.get(role))
            if officer is not None:
                said.append(f"{officer['name']} {visit.get(f'{role}_certificate') or ''}".strip())
        self._numbers.setText(" · ".join(said))

    def retranslate(self) -> None:
        super().retranslate()
        self.set_head(i18n.translate("visit_arrival", "3 · Certificates shown"))
        self.stamp.set_texts(
            i18n.translate("visit_arrival", "Certificates shown now"), i18n.translate("visit_arrival", "Shown {time}")
        )


class Rights(Section):
    """P-03: what is inspected, rights and duties told; recusal offered and settled."""

    check = "P-03"

    def __init__(self, session: Session, save: Save) -> None:
        super().__init__(session, save)
        self.stamp = Stamp("rights_told", self.now)
        self.stamp.stamped.connect(lambda at: save({"rights_told_at": at}))
        self.form = RecordForm(save, self)
        self.add(row(self.stamp, None))
        self.add(self.form.add("recusal", Options("recusal")))
        self.retranslate()

    def forms(self) -> list[RecordForm]:
        return [self.form]

    def load(self, visit: Row, approval: Row) -> None:
        self.stamp.set_value(visit.get("rights_told_at"))
        self.form.load(visit)

    def retranslate(self) -> None:
        super().retranslate()
        translate = i18n.translate
        self.set_head(translate("visit_arrival", "4 · Rights told, recusal offered"))
        self.stamp.set_texts(
            translate("visit_arrival", "Tell content, rights and duties now"),
            translate("visit_arrival", "Told {time}"),
        )
        self.form.rows["recusal"].set_texts(translate("visit_arrival", "Does the unit ask for recusal?"))
        editor = self.form.rows["recusal"].editor
        assert isinstance(editor, Options)
        editor.set_options(
            [
                ("not_requested", translate("visit_arrival", "Not asked for")),
                ("requested", translate("visit_arrival", "Asked for, to be decided")),
                ("decided", translate("visit_arrival", "Decided, may go on")),
            ]
        )


class Conflicts(Section):
    """P-04: each officer confirms that he has no interest in the unit."""

    check = "P-04"

    def __init__(self, session: Session, save: Save) -> None:
        super().__init__(session, save)
        self.buttons = {role: BigButton(icon="person") for role in ("lead", "assistant")}
        self._visit: Row = {}
        for role, button in self.buttons.items():
            button.setObjectName(f"no_conflict_{role}")
            button.setCheckable(True)
            button.clicked.connect(
                lambda on=False, role=role: self.save({f"no_conflict_{role}": True if on else None})
            )
        self.add(Columns(list(self.buttons.values())))
        self.retranslate()

    def load(self, visit: Row, approval: Row) -> None:
        self._visit = visit
        for role, button in self.buttons.items():
            sure = visit.get(f"no_conflict_{role}") is True
            button.setChecked(sure)
            theme.set_icon(button, "check" if sure else "person")
            button.setEnabled(bool(visit.get(role)))
        self._names()

    def _names(self) -> None:
        for role, button in self.buttons.items():
            officer = self.session.store.get("officer", self._visit.get(role)) if self.session.open else None
            name = officer["name"] if officer else "…"
            button.setText(i18n.translate("visit_arrival", "{name}: no conflict of interest").format(name=name))

    def retranslate(self) -> None:
        super().retranslate()
        self.set_head(i18n.translate("visit_arrival", "5 · No conflict of interest"))
        self._names()


class Place(Section):
    """Who received us, where, the entry scan, heads and recording: all of it may wait, the gap is shown later."""

    def __init__(self, session: Session, save: Save) -> None:
        super().__init__(session, save)
        self.form = RecordForm(save, self)
        add = self.form.add
        people = [add("received_by", None, "visit_"), add("received_title", None, "visit_")]
        self.add(
            Columns([*people, add("received_phone", PhoneEdit(), "visit_"), add("headcount", CountEdit(), "visit_")])
        )
        self.place = add("place", None, "visit_")
        self.add(self.place)
        self._address = PhraseButtons(self.place.editor)  # type: ignore[arg-type]
        self._address.phrase.connect(lambda _: self.form.touched("place"))
        self.add(self._address)
        self.scan = Stamp("entry_scan", self.now)
        self.scan.stamped.connect(lambda at: save({"entry_scan_at": at}))
        self.add(row(self.scan, None))
        self.reason = add("entry_scan_missing", None, "visit_")
        self.add(self.reason)
        self._reasons = PhraseButtons(self.reason.editor)  # type: ignore[arg-type]
        self._reasons.phrase.connect(lambda _: self.form.touched("entry_scan_missing"))
        self.add(self._reasons)
        self.add(add("recording", Options("recording")))
        self._shown_address = ""
        self.retranslate()

    def forms(self) -> list[RecordForm]:
        return [self.form]

    def load(self, visit: Row, approval: Row) -> None:
        self.form.load(visit)
        self.scan.set_value(visit.get("entry_scan_at"))
        project = self.session.store.get("project", visit.get("project")) or {}
        address = project.get("address") or ""
        if address != self._shown_address:
            self._shown_address = address
            self._address.set_phrases([address] if address else [])
        for part in (self.reason, self._reasons):
            part.setVisible(not visit.get("entry_scan_at"))
        self._address.setVisible(bool(address) and not visit.get("place"))
        missing = visits.gaps(visit)
        if missing:
            self.set_state(
                i18n.translate("visit_arrival", "{n} may be completed later").format(n=len(missing)), "none"
            )
        else:
            self.set_state(i18n.translate("visit_arrival", "In order"), "ok")

    def retranslate(self) -> None:
        translate = i18n.translate
        self.set_head(translate("visit_arrival", "6 · Received by, place, entry scan"))
        texts = {
            "received_by": translate("visit_arrival", "Received by"),
            "received_title": translate("visit_arrival", "Post"),
            "received_phone": translate("visit_arrival", "Telephone"),
            "headcount": translate("visit_arrival", "Workers on site"),
            "place": translate("visit_arrival", "Place"),
            "entry_scan_missing": translate("visit_arrival", "Not scanned because"),
            "recording": translate("visit_arrival", "Sound and picture recorded"),
        }
        for name, made in self.form.rows.items():
            made.set_texts(texts[name])
        self.scan.set_texts(
            translate("visit_arrival", "Entry code scanned"), translate("visit_arrival", "Scanned {time}")
        )
        self._reasons.set_phrases(
            [
                translate("visit_arrival", "There is no entry-scan system here"),
                translate("visit_arrival", "No network on site"),
                translate("visit_arrival", "Urgent"),
            ]
        )
        editor = self.form.rows["recording"].editor
        assert isinstance(editor, Options)
        editor.set_options([(True, translate("visit_arrival", "On")), (False, translate("visit_arrival", "Off"))])
