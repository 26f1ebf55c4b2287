"""What the checklist knows of its visit: questions, answers, findings, what tables and the last visit say; no widget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from models import cases, checklist, visitanswers, wages, wagesheet
from models.checklist import Finding, Situation
from models.clock import local, parse
from models.duplicates import view
from models.errors import KnownError
from models.pack import Pack
from models.records import answer_id
from models.visitanswers import Given, Key, Question
from ui.screens import parts_visit as parts
from ui.screens.parts_check_detail import Shown
from ui.screens.parts_check_fields import lang
from ui.screens.parts_check_photos import photos_of
from ui.screens.parts_check_words import Words
from ui.screens.parts_wage import amount_text, arrears_text, stated_text
from ui.sentences import sentence
from ui.session import Session

SHORT = {"developer": "developer", "general_contractor": "gc", "subcontractor": "sub", "individual": "person"}


class VisitState(QObject):
    """One visit at a time: ``open`` it, ``load`` it again after a change; ``unsaved`` answers win over the store's."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.inspection: str | None = None
        self.seen = Situation(())
        self.row: dict[str, Any] = {}
        self.asked: tuple[Question, ...] = ()
        self.given: dict[Key, Given] = {}
        self.unsaved: dict[Key, object] = {}
        self.found: dict[Key, Finding] = {}
        self.names: dict[Key, str] = {}
        self.before: tuple[dict[str, Any] | None, dict[Key, Given]] = (None, {})
        self._words: Words | None = None
        self._photos: dict[str, list[dict[str, Any]]] | None = None
        self._reckoned: dict[Key, tuple[str, str | None]] = {}

    def open(self, visit: dict[str, Any] | None) -> None:
        """Take up a visit (None: none); the answers of the one before are forgotten."""
        if visit is None or visit["id"] != self.inspection:
            self.given, self.unsaved = {}, {}
        self.inspection = visit["id"] if visit else None
        if visit is not None:
            self.row = visit
            self._words = Words(self.session, visit["id"], parts.calendar(self.session))
            self.before = visitanswers.before(self.session.store, visit)
            self.forget()

    @property
    def pack(self) -> Pack:
        return self.session.profile.pack  # type: ignore[no-any-return]

    @property
    def day(self) -> date:
        """The day of the visit: what is overdue is said as of it."""
        begun = self.row.get("started_at")
        return local(parse(begun)).date() if begun else parts.today(self.session)

    def load(self) -> None:
        store, inspection = self.session.store, self.inspection
        assert inspection is not None
        self.row = store.get("inspection", inspection) or self.row
        self.seen = cases.situation(store, self.row)
        read = visitanswers.read(store, inspection)
        self.given = {**read, **{k: self.given[k] for k in self.unsaved if k in self.given}}
        self.asked = visitanswers.questions(self.seen, self.pack)
        self._name_questions()
        self.reckon()

    def _name_questions(self) -> None:
        """Names of controls: the item and the unit's part, numbered where there are several of it."""
        short: dict[str, str] = {}
        counts: dict[str, int] = {}
        for unit in self.seen.units:
            word = SHORT.get(unit.role, "other")
            counts[word] = counts.get(word, 0) + 1
            short[unit.key] = word if counts[word] == 1 else f"{word}{counts[word]}"
        self.names = {q.key: f"{q.item.id}_{short.get(q.unit.key, 'other')}" for q in self.asked}

    def reckon(self) -> None:
        """The findings that follow from the answers as they stand on the screen."""
        order = [q.key for q in self.asked]
        self.seen = visitanswers.with_answers(self.seen, self.given, order)
        self.found = {}
        for found in checklist.findings(self.seen, self.pack):
            for item in found.items:
                self.found.setdefault((item, found.answered_on or found.addressee), found)
                self.found.setdefault((item, ""), found)

    def shown(self, question: Question, *, whole: bool = True) -> Shown:
        """What a card shows of its question; ``whole``: also what stands in the opened part."""
        assert self.inspection is not None and self._words is not None
        store, key = self.session.store, question.key
        if not whole:
            return Shown(self.given.get(key, Given()), photos=self._photos_of(key))
        given = self.given.get(key, Given())
        bad = visitanswers.fails(question.item, given)
        found = (self.found.get(key) or self.found.get((key[0], ""))) if bad else None
        before, answers = self.before
        return Shown(
            given=given,
            finding=found,
            sentence=self._sentence(found) if found else "",
            photos=self._photos_of(key),
            before=answers.get(key),
            before_day=_day(before),
            notes=visitanswers.notes_of(store, key[0]),
            computed=self.computed(question)[0],
            proposed=self.computed(question)[1],
            units=self.seen.units,
        )

    def opens(self, key: Key) -> bool:
        """Whether the answer to this question fails, so that its part below is open."""
        return visitanswers.fails(self.pack.item(key[0]), self.given.get(key, Given()))

    def _sentence(self, found: Finding) -> str:
        assert self._words is not None
        if found.covered_by is not None:
            name = self.pack.violation(self.pack.variant(found.covered_by).violation).name[lang()]
            return self.tr("Already said by: {name}").format(name=name)
        if found.variant is None:
            return self.tr("Several wordings fit. Choose one in the review.")
        return self._words.fact(found, self.seen, self.day, self.pack)

    def _photos_of(self, key: Key) -> list[dict[str, Any]]:
        if self._photos is None:
            self._photos = photos_of(self.session.store, self.inspection or "")
        return self._photos.get(answer_id(self.inspection or "", *key), [])

    def computed(self, question: Question) -> tuple[str, str | None]:
        """What the tables of wages and labour cost say and the answer they give, until they change."""
        if question.key not in self._reckoned:
            self._reckoned[question.key] = self._from_tables(question)
        return self._reckoned[question.key]

    def _from_tables(self, question: Question) -> tuple[str, str | None]:
        source = (question.item.auto or {}).get("computed_from")
        if source == "labour_cost_table":
            return self._cost_words()
        if source == "wage_table":
            text, owing = self._wage_words(question.unit.key)
            decides = question.item.answer_type == "table" and question.item.compliant is not None
            return text, ("no" if owing else "yes") if decides and owing is not None else None
        return "", None

    def _cost_words(self) -> tuple[str, str | None]:
        rows = view(self.session.store).find("labour_cost", project=self.row.get("project"))
        due, paid = (sum(r[k] or 0 for r in rows) for k in ("due_fen", "paid_fen"))
        short = sum(max(0, (r["due_fen"] or 0) - (r["paid_fen"] or 0)) for r in rows)
        if not due:
            return self.tr("No month of labour cost is entered yet. Add the months below."), None
        text = self.tr("Labour cost of {n} months: due {due}, paid {paid}, short {short}.").format(
            n=len(rows), due=amount_text(due), paid=amount_text(paid), short=amount_text(short)
        )
        return text, "no" if short else "yes"

    def _wage_words(self, unit: str) -> tuple[str, bool | None]:
        """What the unit's rolls and statements say on the visit's day, and whether anything is overdue."""
        store, owing = self.session.store, None
        said: list[str] = []
        for sheet in wagesheet.standing(store, self.inspection or ""):
            if sheet.roll["unit"] not in (unit, None):
                continue
            try:
                found = wagesheet.arrears(sheet, self.day, parts.calendar(self.session))
                said.append(arrears_text(found))
                owing = bool(owing) or bool(found.people)
            except KnownError as wrong:
                said.append(sentence(wrong))
        for told in view(store).find("stated_arrears", inspection=self.inspection, unit=unit):
            months = tuple(told["months"] or ())
            said.append(
                stated_text(wages.Stated(told["people"], told["amount_fen"], months, told["stated_by"] or ""))
            )
        return "\n".join(said) or self.tr("No wage sheet of this unit is entered yet."), owing

    @property
    def project(self) -> str | None:
        """The project of the visit."""
        return self.row.get("project")

    def forget(self) -> None:
        """Wages, costs or evidence changed: read them anew when they are next shown."""
        if self._words is not None:
            self._words.forget()
        self._reckoned.clear()
        self._photos = None

    def change(self, key: Key, value: Any, fields: dict[str, Any] | None, note: Any, same: bool) -> Given:
        """The answer as a touch makes it; ``...`` leaves value or note alone."""
        after = self.given.get(key, Given())
        if same:
            after = self.before[1].get(key, after)
        if value is not ...:
            after = replace(after, value=value)
        if fields is not None:
            merged = {k: v for k, v in {**after.fields, **fields}.items() if v not in (None, "", [])}
            after = replace(after, fields=merged, value=self._ticked(key, merged, after.value, fields))
        return after if note is ... else replace(after, note=note or "")

    def _ticked(self, key: Key, merged: dict[str, Any], value: str | None, changed: dict[str, Any]) -> str | None:
        """Points ticked one by one answer their question by themselves."""
        item = self.pack.item(key[0])
        ticks = [f.name for f in item.fields if f.type == "tick"]
        if not ticks or not set(ticks) & changed.keys():
            return value
        return item.compliant if all(merged.get(t) for t in ticks) else "no" if item.compliant == "yes" else "yes"


def _day(visit: dict[str, Any] | None) -> date | None:
    begun = visit.get("started_at") if visit else None
    return local(parse(begun)).date() if begun else None
