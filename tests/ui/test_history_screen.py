"""The history screen: every field and act has a word, a conflict and its decision are read back, from each thing's own screen."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from models import disputes
from models.records import RECORDS
from sync import enrolment, wire
from sync.client import sync
from tests.ui import checks
from tests.ui.office import FAST, LEAD, Copy, office, texts, window_of
from ui.screens.parts_terms_acts import ACTS
from ui.screens.parts_terms_fields import FIELDS

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton
ROOT = Path(__file__).parents[2]
HERE = "say it in ui/screens/parts_terms_fields.py"


def test_every_field_of_every_record_has_a_word() -> None:
    wanted = {
        (record.table, name)
        for record in RECORDS.values()
        if record.private_by is None
        for name in (*record.by_name, *record.registers)
    }
    assert sorted(f"{t}.{n}" for t, n in wanted if n not in FIELDS and f"{t}.{n}" not in FIELDS) == [], HERE


def acts_in_code() -> set[str]:
    """The words given to ``store.change`` and to what hands them on."""
    found: set[str] = set()
    for room in ("models", "forms", "ui", "sync"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given = {"change": node.args[1:2], "act": node.args[:2], "_act": node.args[:1]}.get(name, [])
                given = [*given, *(k.value for k in node.keywords if k.arg == "act")]
                found |= {
                    a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str) and a.value
                }
    return found


def test_every_act_has_a_word() -> None:
    said = acts_in_code()
    assert {"issue", "edit_project", "resolve", "merge_records", "answer"} <= said
    assert sorted(said - set(ACTS)) == [], "say it in ui/screens/parts_terms_acts.py"


def test_a_conflict_and_its_decision_are_read_in_words(qtbot: Any, office: Copy) -> None:
    office.serve()
    unit = office.disagree()
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("history", table="unit", record=unit)
    shown = texts(screen)
    assert "Domicile: 星河市晨光区建设路9号 → 建设路9号二层" in shown
    assert "Not knowing of it" in shown and "建设路9号院" in shown and "Two at once" not in shown  # a chip
    assert "外勤一号" in shown and "办公室电脑" in shown
    decide = screen.findChild(QPushButton, "history_decide")
    assert decide.isVisible()
    (found,) = disputes.disputes(office.desk.store)
    with office.desk.store.change(office.desk.officer_id, "resolve", reason="licence") as tx:
        disputes.decide(tx, found, "建设路9号二层", "licence")
    window.open("history", table="unit", record=unit)
    assert "Why: licence" in texts(screen) and not decide.isVisible()
    assert "建设路9号二层 | 建设路9号院 → 建设路9号二层" in texts(screen) or "建设路9号院 | 建设路9号二层" in texts(
        screen
    )
    qtbot.mouseClick(screen.findChild(QPushButton, "history_which_disputed"), LEFT)
    assert "decided a conflict" in texts(screen) and "took in a whole case" not in texts(screen)
    window.close()


@pytest.mark.parametrize("table", ["project", "inspection", "document", "wage_roll", "unit", "answer", "wage_line"])
def test_each_kind_of_thing_has_a_history_without_a_word_of_the_code(qtbot: Any, office: Copy, table: str) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    record = office.laptop.store.find(table)[0]["id"]
    screen = window.open("history", table=table, record=record)
    shown = texts(screen)
    assert "林晓" in shown and "外勤一号" in shown
    for word in ("general_contractor", "_fen", "Another field", "did something else", "None", "{"):
        assert word not in shown, word
    window.close()


def test_history_opens_from_the_screens_of_the_things(qtbot: Any, office: Copy) -> None:
    store = office.laptop.store
    window = window_of(qtbot, office.laptop, office.second)
    project = store.find("project")[0]["id"]
    for name, args, key in (
        ("choose", {"project": project}, ("project", project)),
        ("review", {"inspection": office.inspection}, ("inspection", office.inspection)),
        ("papers", {"document": office.papers[0]}, ("document", office.papers[0])),
        ("wages", {"inspection": office.inspection}, ("wage_roll", None)),
    ):
        screen = window.open(name, **args)
        button = screen.findChild(QPushButton, f"{name}_history")
        assert button is not None and button.isVisible(), name
        qtbot.mouseClick(button, LEFT)
        assert window.current_name() == "history", name
        shown = window.screen_named("history")
        assert shown._key[0] == key[0] and key[1] in (shown._key[1], None)
    window.close()


def test_older_history_is_fetched_when_somebody_asks(
    qtbot: Any, office: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "SNAPSHOT_FROM", 1)
    office.serve()
    sync(office.laptop), sync(office.desk)
    assert office.server is not None
    new = enrolment.join(
        office.folder / "new",
        office.server.url,
        enrolment.invite(office.desk, "laptop").code,
        cert_no="XC-JC-0001",
        passphrase=LEAD,
        clock=office.clock,
        name="外勤二号",
        keystore=None,
        kdf=FAST,
    )
    sync(new)
    window = window_of(qtbot, new, office.second)
    screen = window.open("history", table="inspection", record=office.inspection)
    assert "Older history is at the office's server" in texts(screen) and "took in a whole case" not in texts(screen)
    fetch = screen.findChild(QPushButton, "history_fetch")
    qtbot.mouseClick(fetch, LEFT)
    qtbot.waitUntil(lambda: "took in a whole case" in texts(screen), timeout=20000)
    assert not fetch.isVisible() and "Older history" not in texts(screen)
    window.close()


def test_history_opens_from_search(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("search", text="第078号")
    qtbot.waitUntil(lambda: bool(screen._hits), timeout=10000)
    qtbot.mouseClick(screen.findChild(QPushButton, "search_way_history"), LEFT)
    qtbot.keyClick(screen.box, Qt.Key.Key_Return)
    assert window.current_name() == "history" and "第078号" in texts(window.screen_named("history"))
    window.close()


@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("outdoor", "en"), ("night", "zh_CN")])
def test_the_screen_is_whole_in_every_look(qtbot: Any, office: Copy, theme: str, lang: str) -> None:
    office.serve()
    unit = office.disagree()
    sync(office.laptop)
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    for table, record in (("unit", unit), ("inspection", office.inspection)):
        assert texts(window.open("history", table=table, record=record))
        assert checks.all_of(window) == []
        checks.picture(window, f"history-{table}-{theme}-{lang}")
        window.resize(800, 1280)
        texts(window)
        assert checks.all_of(window) == []
        checks.picture(window, f"history-{table}-{theme}-{lang}-upright")
        window.resize(1280, 800)
    window.close()
