"""Cards of the desk about what is noted twice: two side by side, what was merged, what was written since."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from models import duplicates, lookalikes
from models.duplicates import Aliases, Row
from models.fold import register_value
from models.lookalikes import News, Pair
from models.merge import same
from models.records import RECORDS
from ui import i18n
from ui.screens import parts_subject as subjects
from ui.screens import parts_visit as parts
from ui.screens import parts_words as words
from ui.screens.history import table_text
from ui.screens.parts_history import HistoryButton
from ui.widgets import BigButton, Card, Chip, FieldRow, FlowLayout, PhraseButtons, label, row

if TYPE_CHECKING:
    from ui.session import Session

SHOWN = {
    "unit": ("name", "code", "id_no", "legal_rep", "principal", "domicile", "phone"),
    "project": ("name", "permit_no", "contract_no", "address", "region", "contract_fen"),
}
Act = Callable[[str, str, Callable[[Any], Any]], None]
"""(word of the act, reason, what to do in it)."""


def hanging_text(found: dict[str, int], kind: str) -> str:
    """What refers to one record, in words."""
    translate = i18n.translate
    texts = {
        "parties": translate("duplicates", "{n} projects")
        if kind == "unit"
        else translate("duplicates", "{n} units"),
        "visits": translate("duplicates", "{n} visits"),
        "papers": translate("duplicates", "{n} papers"),
        "wages": translate("duplicates", "{n} wage rows"),
        "cases": translate("duplicates", "{n} clues") if kind == "unit" else translate("duplicates", "{n} cases"),
    }
    told = [texts[name].format(n=n) for name, n in found.items() if n]
    return " · ".join(told) if told else translate("duplicates", "nothing hangs on it")


class OneSide(Card):
    """One of the two: what is known of it and what hangs on it; ``keep`` chooses it."""

    def __init__(self, session: Session, kind: str, record: str, other: Row, name: str) -> None:
        super().__init__(kind="sunken")
        store = session.store
        here = store.get(kind, record) or {}
        for register in SHOWN[kind]:
            mine, theirs = (register_value(RECORDS[kind], register, r) if r else None for r in (here, other))
            group = "group" if register in RECORDS[kind].grouped else ""
            text = words.value_text(session, kind, register, group, mine).partition("\n")[0]
            if mine is None and theirs is None:
                continue
            if register == "code":
                mine, theirs = here.get("uscc"), other.get("uscc")
                text = str(mine or "—")
            said = text if register == "name" else f"{words.field_text(register, kind)} {text}"
            role = "h2" if register == "name" else "" if same(mine, theirs) else "strong"
            self.add(label(said, role, wrap=True))
        self.add(label(hanging_text(lookalikes.hanging(store, kind, record), kind), wrap=True))
        self._column.addStretch(1)
        self.keep = BigButton(i18n.translate("duplicates", "Keep this one"))
        self.keep.setObjectName(f"{name}_keep")
        self.keep.setCheckable(True)
        self.keep.setAccessibleName(f"{self.keep.text()}: {here.get('name') or ''}")
        self.add(row(self.keep, HistoryButton(name, lambda: (kind, record))))


class PairCard(Card):
    """Two that may be one; nothing is chosen beforehand."""

    def __init__(self, session: Session, pair: Pair, number: int | str, act: Act) -> None:
        super().__init__()
        self.pair, self._act, self._kept = pair, act, ""
        store, translate = session.store, i18n.translate
        self.setObjectName(f"pair_{number}")
        because = {
            "code": translate("duplicates", "The same credit code"),
            "id_no": translate("duplicates", "The same identity number"),
            "permit": translate("duplicates", "The same building permit"),
            "name": translate("duplicates", "The same name (only a hint)"),
            "chosen": translate("duplicates", "Chosen by you"),
        }[pair.because]
        head = row(label(f"{table_text(pair.kind)} · {because}", "h2", wrap=True))
        head.addWidget(Chip(translate("duplicates", "To decide"), "warn" if pair.strong else "none"))
        head.setStretch(0, 1)
        self.add(head)
        rows = [store.get(pair.kind, one) or {} for one in (pair.one, pair.other)]
        self.sides = [
            OneSide(session, pair.kind, pair.one, rows[1], f"pair_{number}_a"),
            OneSide(session, pair.kind, pair.other, rows[0], f"pair_{number}_b"),
        ]
        self.add(parts.Columns(self.sides, most=2, least_mm=80.0))
        both = lookalikes.together(store, pair)
        if both:
            text = translate("duplicates", "Both stand on {n} visits: compare their answers and wage sheets first.")
            self.add(label(text.format(n=both), "bad", wrap=True))
        self.reason = QLineEdit()
        self.reason.setObjectName(f"pair_{number}_reason")
        self.add(FieldRow(translate("duplicates", "Why they are one, or are not (needed)"), self.reason))
        phrases = PhraseButtons(self.reason)
        phrases.set_phrases(
            [
                translate("duplicates", "One licence"),
                translate("duplicates", "Noted twice"),
                translate("duplicates", "A branch of its own"),
            ]
        )
        self.add(phrases)
        self.merge = BigButton(translate("duplicates", "Merge"), kind="primary", icon="check")
        self.apart = BigButton(translate("duplicates", "Not the same"), icon="cross")
        self.merge.setObjectName(f"pair_{number}_merge")
        self.apart.setObjectName(f"pair_{number}_apart")
        self.add(
            label(translate("duplicates", "Nothing is moved or lost: it can be taken back at any time."), "second")
        )
        self.add(row(self.apart, None, self.merge))
        for side, record in zip(self.sides, (pair.one, pair.other), strict=True):
            side.keep.clicked.connect(lambda _=False, record=record: self._keep(record))
        self.reason.textChanged.connect(lambda _: self._ready())
        self.merge.clicked.connect(self._merge)
        self.apart.clicked.connect(self._apart)
        self._ready()

    def _keep(self, record: str) -> None:
        self._kept = record
        for side, one in zip(self.sides, (self.pair.one, self.pair.other), strict=True):
            side.keep.setChecked(one == record)
        self._ready()

    def _ready(self) -> None:
        said = bool(self.reason.text().strip())
        self.merge.setEnabled(said and bool(self._kept))
        self.apart.setEnabled(said)

    def _merge(self) -> None:
        pair, kept, reason = self.pair, self._kept, self.reason.text().strip()
        gone = pair.other if kept == pair.one else pair.one
        self._act("merge_records", reason, lambda tx: duplicates.merge(tx, pair.kind, gone, kept, reason))

    def _apart(self) -> None:
        pair, reason = self.pair, self.reason.text().strip()
        self._act(
            "tell_apart", reason, lambda tx: duplicates.declare_different(tx, pair.kind, pair.one, pair.other, reason)
        )


class NewsCard(Card):
    """A value written on a merged record by somebody who did not know: taken over, or left where it is."""

    def __init__(self, session: Session, new: News, number: int, act: Act) -> None:
        super().__init__()
        translate = i18n.translate
        register = new.register
        kind = "group" if register in RECORDS[new.kind].grouped else ""
        name = words.name_of(session, new.kept, new.kind)
        self.setObjectName(f"news_{number}")
        head = row(label(f"{name} · {words.field_text(register, new.kind)}", "h2", wrap=True))
        head.addWidget(Chip(translate("duplicates", "Written after the merge"), "warn"))
        head.setStretch(0, 1)
        self.add(head)
        who = " · ".join(t for t in (new.officer, new.device, subjects.at_text(new.at)) if t)
        there = words.value_text(session, new.kind, register, kind, new.value)
        here = words.value_text(session, new.kind, register, kind, new.here)
        self.add(
            label(translate("duplicates", "{who} wrote: {value}").format(who=who or "—", value=there), wrap=True)
        )
        self.add(label(translate("duplicates", "Here stands: {value}").format(value=here), wrap=True))
        take = BigButton(translate("duplicates", "Take it over"), icon="check")
        leave = BigButton(translate("duplicates", "Leave what stands here"))
        take.setObjectName(f"news_{number}_take")
        leave.setObjectName(f"news_{number}_leave")
        for button, taken in ((take, [register]), (leave, [])):
            button.clicked.connect(
                lambda _=False, taken=taken: act(
                    "settle_merged", "", lambda tx: duplicates.look_again(tx, new.kind, new.record, taken)
                )
            )
        self.add(row(leave, None, take))


class MergedCard(Card):
    """One that is several records: when, by whom, why; taken apart with a reason."""

    def __init__(self, session: Session, kind: str, kept: str, known: Aliases, number: int, act: Act) -> None:
        super().__init__()
        translate = i18n.translate
        self.setObjectName(f"merged_{number}")
        head = row(label(words.name_of(session, kept, kind), "h2", wrap=True))
        if known.contested(kind, kept):
            head.addWidget(Chip(translate("duplicates", "Merged into two: look"), "bad"))
        else:
            head.addWidget(Chip(translate("duplicates", "Merged"), "ok"))
        head.setStretch(0, 1)
        self.add(head)
        for fact in known.facts_of(kind, kept):
            officer = words.name_of(session, fact.officer or "", "officer")
            text = translate("duplicates", "{gone} is {kept}").format(
                gone=words.name_of(session, fact.record, kind) or "—", kept=words.name_of(session, fact.kept, kind)
            )
            told = [text, officer, subjects.at_text(fact.at), fact.reason]
            self.add(label(" · ".join(t for t in told if t), wrap=True))
        reason = QLineEdit()
        reason.setObjectName(f"merged_{number}_reason")
        self.add(FieldRow(translate("duplicates", "Why they are two after all (needed)"), reason))
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(HistoryButton(f"merged_{number}", lambda: (kind, kept)))
        for at, gone in enumerate(known.members(kind, kept)[1:]):
            name = words.name_of(session, gone, kind) or "—"
            part = BigButton(translate("duplicates", "Take {name} out").format(name=name), icon="undo")
            part.setObjectName(f"merged_{number}_part_{at}")
            part.setEnabled(False)
            reason.textChanged.connect(lambda text, part=part: part.setEnabled(bool(text.strip())))
            part.clicked.connect(lambda _=False, gone=gone: self._part(kind, gone, reason.text().strip(), act))
            flow.addWidget(part)
        policy = tools.sizePolicy()
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        self.add(tools)

    @staticmethod
    def _part(kind: str, gone: str, reason: str, act: Act) -> None:
        act("part_records", reason, lambda tx: duplicates.undo(tx, kind, gone, reason))
