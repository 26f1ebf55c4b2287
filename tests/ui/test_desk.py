"""The office's desk: what came in, a conflict decided in three columns, devices, codes, an officer's own passphrase."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from forms import issuing
from models import cases, duplicates
from models.errors import KnownError
from models.profile import Profile
from models.store import Store
from sync.client import sync
from tests.ui import checks
from tests.ui.office import FAST, LEAD, SECOND, Copy, office, settle, texts, window_of
from ui.screens.desk import Desk
from ui.screens.parts_desk import DisputeCard
from ui.widgets import Chip, TapCard

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def press(qtbot: Any, root: Any, name: str) -> None:
    button = root.findChild(QPushButton, name)
    assert button is not None and button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def test_what_came_in_stands_under_its_device_until_it_was_seen(qtbot: Any, office: Copy) -> None:
    office.serve()
    sync(office.laptop)
    sync(office.desk)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk")
    shown = texts(screen)
    assert "外勤一号" in shown and "第078号" in shown and "48 answers" in shown
    line = next(c for c in screen.findChildren(TapCard) if "第078号" in c.accessibleName())
    qtbot.mouseClick(line, LEFT)
    assert window.current_name() == "register"
    window.open("desk")
    press(qtbot, screen, "desk_seen")
    settle(qtbot, window)
    assert "Nothing new came" in texts(screen)
    window.close()


def test_a_conflict_is_decided_with_who_when_and_why_kept(qtbot: Any, office: Copy) -> None:
    office.serve()
    unit = office.disagree()
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="conflicts")
    shown = texts(screen)
    assert "星河市晨光区建设路9号" in shown and "建设路9号院" in shown and "建设路9号二层" in shown
    assert "林晓 · 外勤一号" in shown
    done = screen.findChild(QPushButton, "dispute_1_done")
    assert not done.isEnabled(), "nothing is chosen beforehand"
    press(qtbot, screen, "dispute_1_other1")
    qtbot.keyClicks(screen.findChild(QLineEdit, "dispute_1_reason"), "licence")
    qtbot.mouseClick(done, LEFT)
    settle(qtbot, window)
    store: Store = office.desk.store
    assert not store.conflicts()
    assert (store.get("unit", unit) or {})["domicile"] == "建设路9号二层"
    last = store.history(unit)[-1]
    assert (last.act, last.reason, last.actor) == ("resolve", "licence", office.desk.officer_id)
    assert "Nobody disagrees" in texts(screen)
    window.close()


def test_a_third_value_may_be_written(qtbot: Any, office: Copy) -> None:
    office.serve()
    unit = office.disagree()
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="conflicts")
    qtbot.keyClicks(screen.findChild(QLineEdit, "dispute_1_text"), "No. 9 A")
    press(qtbot, screen, "dispute_1_done")
    settle(qtbot, window)
    assert (office.desk.store.get("unit", unit) or {})["domicile"] == "No. 9 A"
    window.close()


def test_an_amount_needs_a_reason(qtbot: Any, office: Copy) -> None:
    office.serve()
    sync(office.laptop), sync(office.desk)
    line = office.laptop.store.find("wage_line")[0]["id"]
    for profile, fen in ((office.laptop, 100), (office.desk, 200)):
        with profile.store.change(profile.officer_id, "edit_wages") as tx:
            tx.set("wage_line", line, paid_fen=fen)
    sync(office.laptop), sync(office.desk)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="conflicts")
    assert "2.00" in texts(screen) and "1.00" in texts(screen)
    press(qtbot, screen, "dispute_1_mine")
    done = screen.findChild(QPushButton, "dispute_1_done")
    assert not done.isEnabled()
    qtbot.keyClicks(screen.findChild(QLineEdit, "dispute_1_reason"), "bank slip")
    assert done.isEnabled()
    qtbot.mouseClick(done, LEFT)
    settle(qtbot, window)
    assert (office.desk.store.get("wage_line", line) or {})["paid_fen"] == 200
    window.close()


def test_a_one_time_code_is_shown_large_and_only_by_a_desk(qtbot: Any, office: Copy) -> None:
    office.serve()
    sync(office.laptop), sync(office.desk)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="devices")
    assert "外勤一号" in texts(screen) and "this computer" in texts(screen)
    press(qtbot, screen, "invite_laptop")
    code = screen.findChild(QLabel, "invite_code")
    qtbot.waitUntil(lambda: code.isVisible() and "-" in code.text(), timeout=10000)
    assert "10:10" in texts(screen)
    window.close()
    other = window_of(qtbot, office.laptop, office.second)
    page = other.open("desk", part="devices")
    assert not page.findChild(QPushButton, "invite_laptop").isVisible()
    other.close()


def test_without_the_server_the_code_is_refused_with_a_sentence(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="devices")
    press(qtbot, screen, "invite_laptop")
    qtbot.waitUntil(screen.wrong.isVisible, timeout=15000)
    assert "kept on this computer" in screen.wrong.text()
    window.close()


def test_an_officer_of_the_register_adds_his_own_passphrase(
    qtbot: Any, office: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "vault_options", {"kdf": FAST})
    office.laptop.remove_officer_slot(office.second)
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("desk", part="devices")
    secret = screen.findChild(QLineEdit, "colleague_XC-JC-0002_secret")
    qtbot.keyClicks(secret, "short")
    press(qtbot, screen, "colleague_XC-JC-0002_add")
    qtbot.waitUntil(lambda: screen.findChild(QPushButton, "colleague_XC-JC-0002_add").isEnabled(), timeout=10000)
    assert office.laptop.cert_no(office.second) is None, "too short a passphrase makes no slot"
    qtbot.keyClicks(secret, " words that nobody else would think of")
    press(qtbot, screen, "colleague_XC-JC-0002_add")
    qtbot.waitUntil(lambda: office.laptop.cert_no(office.second) is not None, timeout=10000)
    QApplication.processEvents()
    office.laptop.confirm(office.second, "short words that nobody else would think of")
    window.close()
    again = Profile.open(office.folder / "laptop", LEAD, office.clock, keystore=None, kdf=FAST)
    again.close()


@pytest.mark.parametrize("part", ["incoming", "conflicts", "devices"])
@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("outdoor", "en")])
def test_every_part_is_whole_in_both_languages(qtbot: Any, office: Copy, part: str, theme: str, lang: str) -> None:
    office.serve()
    office.disagree()
    window = window_of(qtbot, office.desk, office.second, theme, lang)
    assert texts(window.open("desk", part=part))
    assert checks.all_of(window) == []
    checks.picture(window, f"desk-{part}-{theme}-{lang}")
    window.close()


def twins(office: Copy) -> tuple[str, str, str]:
    """The laptop notes a unit anew that the office knows, with a project of its own."""
    office.serve()
    sync(office.laptop), sync(office.desk)
    known = office.desk.store.find("unit")[1]
    with office.laptop.store.change(office.laptop.officer_id, "note_project") as tx:
        twin = tx.new("unit", name="星河宏基", kind="unit", uscc=known["uscc"], phone="0991-7000001")
        project = tx.new("project", name="二期", temporary=True)
        tx.new("engagement", project=project, unit=twin, role="subcontractor")
    sync(office.laptop), sync(office.desk)
    return str(known["id"]), twin, project


def test_what_is_noted_twice_is_merged_by_a_person_and_taken_back(qtbot: Any, office: Copy) -> None:
    known, twin, project = twins(office)
    store: Store = office.desk.store
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="duplicates")
    shown = texts(screen)
    assert "The same credit code" in shown and "1 projects" in shown and "Noted twice · 1" in button_texts(screen)
    merge = screen.findChild(QPushButton, "pair_1_merge")
    assert not merge.isEnabled(), "nothing is chosen beforehand"
    press(qtbot, screen, "pair_1_a_keep")
    assert not merge.isEnabled(), "it says why"
    qtbot.keyClicks(screen.findChild(QLineEdit, "pair_1_reason"), "one licence")
    qtbot.mouseClick(merge, LEFT)
    settle(qtbot, window)
    assert [u.key for u in cases.units_of(store, project)] == [known]
    assert (store.get("unit", known) or {})["phone"] == "0991-7000001", "what it lacked came over"
    assert "Merged so far" in texts(screen) and "one licence" in texts(screen)
    part = screen.findChild(QPushButton, "merged_1_part_0")
    assert not part.isEnabled()
    qtbot.keyClicks(screen.findChild(QLineEdit, "merged_1_reason"), "two firms")
    qtbot.mouseClick(part, LEFT)
    settle(qtbot, window)
    assert [u.key for u in cases.units_of(store, project)] == [twin]
    assert (store.get("unit", known) or {})["phone"] is None
    window.close()


def test_two_of_ones_own_choice_are_merged(qtbot: Any, office: Copy) -> None:
    """A project noted in haste under another name: nothing points to it."""
    _, _, project = twins(office)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="duplicates")
    window.session.flush()
    box = screen.findChild(QLineEdit, "compare_box")
    for typed, text in (("bhl", "滨河路"), ("eq", "二期")):
        qtbot.keyClicks(box, typed)
        line = next(c for c in screen.duplicates.compare.found.findChildren(TapCard) if text in c.accessibleName())
        line.click()
        texts(screen)
    assert "Chosen by you" in texts(screen)
    press(qtbot, screen, "pair_own_a_keep")
    qtbot.keyClicks(screen.findChild(QLineEdit, "pair_own_reason"), "the same site")
    press(qtbot, screen, "pair_own_merge")
    settle(qtbot, window)
    kept = duplicates.survivor(office.desk.store, "project", project)
    assert (office.desk.store.get("project", kept) or {})["name"].startswith("晨光区滨河路")
    window.close()


def test_two_that_are_different_are_not_proposed_again(qtbot: Any, office: Copy) -> None:
    twins(office)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="duplicates")
    qtbot.keyClicks(screen.findChild(QLineEdit, "pair_1_reason"), "a branch")
    press(qtbot, screen, "pair_1_apart")
    settle(qtbot, window)
    assert "Nothing seems to be noted twice." in texts(screen)
    window.close()


def test_what_a_laptop_writes_on_a_merged_record_comes_to_the_desk(qtbot: Any, office: Copy) -> None:
    known, twin, _ = twins(office)
    with office.desk.store.change(office.desk.officer_id, "merge_records", reason="one") as tx:
        duplicates.merge(tx, "unit", twin, known, "one")
    with office.laptop.store.change(office.laptop.officer_id, "edit_unit") as tx:
        tx.set("unit", twin, phone="0991-7000002")
    sync(office.laptop), sync(office.desk)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="duplicates")
    assert "0991-7000002" in texts(screen)
    press(qtbot, screen, "news_1_take")
    settle(qtbot, window)
    assert (office.desk.store.get("unit", known) or {})["phone"] == "0991-7000002"
    assert "0991-7000002" not in texts(screen)
    window.close()


def test_both_notes_are_kept_by_a_person(qtbot: Any, office: Copy) -> None:
    office.serve()
    sync(office.laptop), sync(office.desk)
    unit = office.laptop.store.find("unit")[1]["id"]
    for profile, text in ((office.laptop, "门锁着"), (office.desk, "已电话联系")):
        with profile.store.change(profile.officer_id, "edit_unit") as tx:
            tx.set("unit", unit, note=text)
    sync(office.laptop), sync(office.desk)
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("desk", part="conflicts")
    press(qtbot, screen, "dispute_1_both")
    press(qtbot, screen, "dispute_1_done")
    settle(qtbot, window)
    note = (office.desk.store.get("unit", unit) or {})["note"]
    assert "】门锁着" in note and "】已电话联系" in note and "林晓" in note
    window.close()


def test_a_conflict_holds_back_only_the_paper_that_prints_it_until_it_is_decided(qtbot: Any, office: Copy) -> None:
    office.serve()
    sync(office.laptop), sync(office.desk)
    store: Store = office.laptop.store
    draft = next(d["id"] for d in store.find("draft") if d["state"] != "issued")
    unit = (store.get("draft", draft) or {})["addressees"][0]
    for profile, name in ((office.laptop, "星河宏基建设有限公司"), (office.desk, "星河宏基工程有限公司")):
        with profile.store.change(profile.officer_id, "edit_unit") as tx:
            tx.set("unit", unit, name=name, domicile=name)
    sync(office.desk), sync(office.laptop)
    assert len(store.conflicts()) == 2
    with pytest.raises(KnownError, match="conflict_on_paper"):
        issuing.issue(office.laptop, draft, office.second, SECOND)
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("desk", part="conflicts")
    assert "Papers that print it wait" in {c.text() for c in screen.findChildren(Chip)}
    at = next(n for n in (1, 2) if screen.findChild(QPushButton, f"dispute_{n}_both") is None
              and "needed" in texts(screen.findChild(DisputeCard, f"dispute_{n}")))  # fmt: skip
    press(qtbot, screen, f"dispute_{at}_mine")
    qtbot.keyClicks(screen.findChild(QLineEdit, f"dispute_{at}_reason"), "licence")
    press(qtbot, screen, f"dispute_{at}_done")
    settle(qtbot, window)
    assert [c["reg"] for c in store.conflicts()] == ["domicile"], "the other one stays, and holds nothing back"
    paper = issuing.issue(office.laptop, draft, office.second, SECOND).document
    assert (store.get("document", paper) or {})["addressees"][0]["name"] == "星河宏基建设有限公司"
    window.close()


def button_texts(screen: Any) -> str:
    return "\n".join(b.text() for b in screen.findChildren(QPushButton))


@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("outdoor", "en"), ("night", "zh_CN")])
def test_what_is_noted_twice_is_whole_in_both_languages(qtbot: Any, office: Copy, theme: str, lang: str) -> None:
    known, twin, _ = twins(office)
    window = window_of(qtbot, office.desk, office.second, theme, lang)
    for state in ("pair", "merged"):
        if state == "merged":
            with office.desk.store.change(office.desk.officer_id, "merge_records", reason="one") as tx:
                duplicates.merge(tx, "unit", twin, known, "one licence")
        for size in ((1280, 800), (800, 1280)):
            window.resize(*size)
            assert texts(window.open("desk", part="duplicates"))
            assert checks.all_of(window) == []
            checks.picture(window, f"twice-{state}-{theme}-{lang}-{size[0]}")
    window.close()
