"""The history of one thing in words: who changed what from what to what, when, on which device; conflicts and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import history, travel
from models.errors import KnownError
from models.history import Change, History, Step
from sync.membership import joined
from ui import i18n, theme
from ui.screens import parts_subject as subjects
from ui.screens import parts_visit as parts
from ui.screens import parts_words as words
from ui.screens.base import Screen
from ui.sentences import sentence
from ui.syncing import Syncing
from ui.widgets import BigButton, Card, Chip, EmptyState, Paged, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

PAGE = 25
"""Acts shown at a time; the rest is one tap away."""
MOST_LINES = 14
"""Lines of one act; how many more there are is said below them."""


class StepCard(Card):
    """One act: who, what, when, where, why, and each value from what to what."""

    def __init__(self, session: Session, told: Step) -> None:
        super().__init__(kind="sunken")
        translate = i18n.translate
        who = told.officer or translate("history", "The centre")
        head = row(label(f"{who} · {words.act_text(told.act)}", "strong", wrap=True))
        for chip in self._chips(told):
            head.addWidget(chip)
        head.setStretch(0, 1)
        self.add(head)
        here = translate("history", "this computer") if told.mine else ""
        when = [subjects.at_text(told.at), told.device, here if here != told.device else ""]
        if told.received:
            when.append(translate("history", "came here {time}").format(time=subjects.at_text(told.received)))
        self.add(label(" · ".join(t for t in when if t), "second", wrap=True))
        if told.reason:
            self.add(label(translate("history", "Why: {reason}").format(reason=told.reason), wrap=True))
        self._session, self._told = session, told
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add(self._lines)
        self.all = BigButton(kind="quiet", icon="down")
        self.all.clicked.connect(lambda: self._show(len(told.changes)))
        self.add(row(self.all, None))
        self._show(MOST_LINES)
        if told.kept_apart:
            text = translate(
                "history", "{n} parts of this act are put aside: a newer version of the program knows them."
            )
            self.add(label(text.format(n=told.kept_apart), "second", wrap=True))

    def _chips(self, told: Step) -> list[Chip]:
        made = []
        if any(c.decided for c in told.changes):
            made.append(Chip(i18n.translate("history", "Decided"), "ok"))
        if any(c.rivals for c in told.changes):
            made.append(Chip(i18n.translate("history", "Two at once"), "warn"))
        if any(history.is_deletion(c) and c.after for c in told.changes):
            made.append(Chip(i18n.translate("history", "Deleted"), "bad"))
        return made

    def _show(self, most: int) -> None:
        """The first ``most`` values under the record they belong to; a button shows the rest."""
        session, told = self._session, self._told
        parts.clear(self._lines)
        shown = 0
        for key in dict.fromkeys(c.key for c in told.changes):
            if shown >= most:
                break
            name, kind = words.thing_text(session, *key), table_text(key[0])
            made = i18n.translate("history", "New: {what}").format(what=kind) if key in told.created else kind
            self._lines.addWidget(label(" · ".join(t for t in (made, name) if t), "second", wrap=True))
            for change in [c for c in told.changes if c.key == key][: most - shown]:
                self._lines.addWidget(label(change_text(session, change), wrap=True))
                for text in rival_texts(session, change):
                    self._lines.addWidget(label(text, "bad", wrap=True))
                shown += 1
        left = len(told.changes) - shown
        self.all.setVisible(left > 0)
        self.all.setText(i18n.translate("history", "Show {n} more values").format(n=left))


def table_text(table: str) -> str:
    """What kind of record it is."""
    translate = i18n.translate
    known = {
        "unit": translate("history", "Unit"),
        "project": translate("history", "Project"),
        "engagement": translate("history", "Party of the project"),
        "wage_account": translate("history", "Wage account"),
        "deposit": translate("history", "Deposit"),
        "labour_cost": translate("history", "Labour cost of a month"),
        "recovered_payment": translate("history", "Wages recovered"),
        "warning": translate("history", "Warning"),
        "inspection": translate("history", "Visit"),
        "approval": translate("history", "Approval"),
        "answer": translate("history", "Answer"),
        "finding": translate("history", "Finding"),
        "stated_arrears": translate("history", "Sum told"),
        "evidence": translate("history", "Evidence"),
        "wage_roll": translate("history", "Wage sheet"),
        "wage_worker": translate("history", "Worker"),
        "wage_line": translate("history", "Wages of a month"),
        "draft": translate("history", "Draft"),
        "interview_line": translate("history", "Question and answer"),
        "document": translate("history", "Paper"),
        "requirement": translate("history", "Requirement"),
        "service": translate("history", "Service"),
        "document_end": translate("history", "End of a paper"),
        "number_settlement": translate("history", "Decision on a number"),
        "print_log": translate("history", "Printing"),
        "stationery": translate("history", "Stamped sheet"),
        "sealed_copy": translate("history", "Stamped copy"),
        "seal_image": translate("history", "Picture of the seal"),
        "seal_authorisation": translate("history", "Authorisation of the seal"),
        "seal_withdrawal": translate("history", "Authorisation withdrawn"),
        "signature": translate("history", "Signature"),
        "recheck": translate("history", "Recheck"),
        "clue": translate("history", "Clue"),
        "wage_case": translate("history", "Case"),
        "merging": translate("history", "Merge"),
        "officer": translate("history", "Officer"),
        "certificate": translate("history", "Certificate"),
        "device": translate("history", "Device"),
        "office": translate("history", "Office"),
    }
    return known.get(table, translate("history", "Record"))


def change_text(session: Session, change: Change) -> str:
    """As "Telephone: 1 → 2"; a first value without what was before."""
    mark = ": " if i18n.current() == "en" else "："
    field = words.field_text(change.register, change.key[0])
    after = words.value_text(session, change.key[0], change.register, change.kind, change.after)
    if not change.before and change.known:
        return f"{field}{mark}{after}"
    before = [words.value_text(session, change.key[0], change.register, change.kind, b) for b in change.before]
    if not change.known:
        before.append(i18n.translate("history", "(kept at the office)"))
    return f"{field}{mark}{' | '.join(before)} → {after}"


def rival_texts(session: Session, change: Change) -> list[str]:
    """What others wrote at the same time without knowing of this."""
    text = i18n.translate("history", "Not knowing of it, {who} wrote: {value}")
    made = []
    for one in change.rivals:
        who = " · ".join(t for t in (one.officer, one.device, subjects.at_text(one.at)) if t)
        value = words.value_text(session, change.key[0], change.register, change.kind, one.value)
        made.append(text.format(who=who or "—", value=value))
    return made


class HistoryScreen(Screen):
    """改动记录. ``enter(table=..., record=...)``."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._key: tuple[str, str] = ("", "")
        self._told = History((), True, 0)
        self._shown, self._which = PAGE, "all"
        self._head, self._sum = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.decide = BigButton(kind="primary", icon="check")
        self.decide.setObjectName("history_decide")
        self.decide.clicked.connect(lambda: window.open("desk", part="conflicts"))
        self.which = parts.Options("history_which")
        self.which.chosen.connect(self._choose)
        self.more = BigButton(kind="quiet")
        self.more.setObjectName("history_more")
        self.more.clicked.connect(self._more)
        self._elsewhere = label("", wrap=True)
        self.fetch = BigButton(icon="download")
        self.fetch.setObjectName("history_fetch")
        self.fetch.clicked.connect(self._fetch)
        self._nothing = EmptyState("clock", "")
        self._steps, box = QVBoxLayout(), QWidget()
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(theme.gap())
        box.setLayout(self._steps)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (box, self.more, self._elsewhere, self.fetch, self._nothing):
            lines.addWidget(part)
        lines.addStretch(1)
        self.paged = Paged(inner)
        top = row(self._head, self.decide)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._sum)
        self.body.addWidget(self.which)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("History")

    def enter(self, table: str = "", record: str = "", **_: Any) -> None:
        if table:
            self._key, self._shown, self._which = (table, record), PAGE, "all"
        self._load()
        self.paged.to_top()

    def refresh(self, changes: Any) -> None:
        if self._key in changes.records:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def _load(self) -> None:
        if not self._key[0]:
            return
        try:
            self._told = history.history(self.session.store, *self._key)
        except KnownError as error:
            self.window_.tell(sentence(error))
            return
        self._show()

    def _thing(self) -> str:
        table, record = self._key
        store = self.session.store
        if table in ("project", "unit", "inspection", "clue", "document"):
            return subjects.title(self.session, travel.subject_of(store, table, record))
        return " · ".join(t for t in (table_text(table), words.thing_text(self.session, table, record)) if t)

    def _show(self) -> None:
        told = self._told
        self._head.setText(self._thing())
        disputed = [s for s in told.steps if s.disputed]
        self.which.set_options(
            [
                ("all", self.tr("Everything · {n}").format(n=len(told.steps))),
                ("disputed", self.tr("Conflicts and decisions · {n}").format(n=len(disputed))),
            ]
        )
        self.which.set_value(self._which)
        self.decide.setVisible(told.open > 0)
        self.decide.setText(self.tr("Decide {n} conflicts").format(n=told.open))
        steps = disputed if self._which == "disputed" else list(told.steps)
        parts.clear(self._steps)
        for one in steps[: self._shown]:
            self._steps.addWidget(StepCard(self.session, one))
        left = len(steps) - self._shown
        self.more.setVisible(left > 0)
        self.more.setText(self.tr("Show {n} older").format(n=min(left, PAGE)))
        self._elsewhere.setVisible(not told.whole)
        self._elsewhere.setText(self.tr("Older history is at the office's server; what stands now is here in full."))
        server = joined(self.session.store)
        self.fetch.setVisible(bool(told.missing) and bool(server and server["url"]))
        self.fetch.setText(self.tr("Fetch the older history"))
        self._nothing.setVisible(not steps)
        self._nothing.set_texts(
            self.tr("Nobody disagreed on anything here.")
            if self._which == "disputed"
            else self.tr("Nothing was recorded about this on this computer.")
        )
        self._sum.setText(self._summary())
        parts.fit(self)

    def _summary(self) -> str:
        steps = self._told.steps
        if not steps:
            return ""
        people = dict.fromkeys(s.officer for s in steps if s.officer)
        devices = dict.fromkeys(s.device for s in steps if s.device)
        return self.tr("{n} acts by {people} on {devices}").format(
            n=len(steps), people="、".join(people) or "—", devices="、".join(devices) or "—"
        )

    def _choose(self, which: str) -> None:
        self._which, self._shown = which, PAGE
        self._show()
        self.paged.to_top()

    def _more(self) -> None:
        self._shown += PAGE
        self._show()

    def _fetch(self) -> None:
        """Bring what is missing; the screen stays as it is until it is here."""
        self.fetch.setEnabled(False)
        self._elsewhere.setText(self.tr("Fetching the older history. You can go on working."))
        Syncing.of(self.session).fetch_history(self._told.missing, lambda _: self._fetched(None), self._fetched)

    def _fetched(self, error: KnownError | None) -> None:
        self.fetch.setEnabled(True)
        if error is not None:
            self.window_.tell(sentence(error))
        if self.session.open:
            self._load()

    def retranslate(self) -> None:
        self.which.setAccessibleName(self.tr("Show"))
        if self.session.open and self.isVisible():
            self._show()
