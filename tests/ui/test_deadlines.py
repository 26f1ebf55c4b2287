"""The deadlines: by date with the working days left, one tap to the recheck, its outcome in the record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from models import deadlines
from models.errors import KnownError
from tests.ui import checks
from tests.ui.office import Copy, office, settle, texts, window_of
from ui.widgets import TapCard

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def lines(screen: Any) -> list[str]:
    texts(screen)
    return [c.accessibleName() for c in screen.list.findChildren(TapCard)]


def test_terms_stand_by_date_with_the_working_days_left(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("deadlines")
    found = lines(screen)
    assert [("10/19" in found[0]), ("10/21" in found[1]), ("10/23" in found[2])] == [True] * 3
    assert "3 working days left" in found[0] and "Ends soon" in found[0]
    assert "Not served" in found[1], "079 was not served"
    window.close()


def test_a_recheck_is_one_tap_and_counts_recovered_wages(qtbot: Any, office: Copy) -> None:
    office.clock.advance(days=12)
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("deadlines")
    assert sum("To recheck" in line for line in lines(screen)) == 2
    line = next(c for c in screen.list.findChildren(TapCard) if "10/23" in c.accessibleName())
    qtbot.mouseClick(line, LEFT)
    for name, text in (("evidence", "vouchers"), ("fen", "228855"), ("workers", "12")):
        qtbot.keyClicks(screen.findChild(QLineEdit, f"recheck_{name}"), text)
    qtbot.mouseClick(screen.findChild(QPushButton, "recheck_corrected"), LEFT)
    settle(qtbot, window)
    store = office.laptop.store
    (row,) = store.find("recheck")
    assert (row["outcome"], row["on"], row["evidence"]) == ("corrected", "2026-10-26", "vouchers")
    assert {row["lead"], row["assistant"]} == {office.laptop.officer_id, office.second}
    (paid,) = store.find("recovered_payment")
    assert (paid["amount_fen"], paid["workers"], paid["requirement"]) == (22885500, 12, row["requirement"])
    assert window.current_name() == "deadlines" and len(lines(screen)) == 2
    qtbot.mouseClick(screen.settled, LEFT)
    assert len(lines(screen)) == 1 and "Corrected" in lines(screen)[0]
    window.close()


def test_a_day_still_to_come_is_refused_in_place(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    requirement = office.laptop.store.find("requirement")[0]["id"]
    screen = window.open("deadlines", requirement=requirement)
    day = screen.findChild(QLineEdit, "recheck_day")
    day.clear()
    qtbot.keyClicks(day, "2026-12-01")
    qtbot.mouseClick(screen.findChild(QPushButton, "recheck_partly"), LEFT)
    settle(qtbot, window)
    assert "still to come" in screen.card.wrong.text() and screen.card.wrong.isVisible()
    assert office.laptop.store.find("recheck") == []
    window.close()


def test_the_newest_recheck_counts_and_the_older_stays(office: Copy) -> None:
    store, lead = office.laptop.store, office.laptop.officer_id
    requirement = store.find("requirement")[0]["id"]
    today = date(2026, 10, 30)
    given = {"today": today, "lead": lead, "assistant": office.second}
    for outcome, day in (("not_corrected", 24), ("corrected", 28)):
        with store.change(lead, "recheck") as tx:
            deadlines.record_recheck(tx, requirement, outcome, date(2026, 10, day), **given)
    assert [r["outcome"] for r in store.find("recheck", requirement=requirement)] == ["not_corrected", "corrected"]
    for wrong in (
        {"on": date(2026, 10, 1), "code": "recheck_before_paper"},
        {"on": date(2026, 10, 31), "code": "recheck_in_future"},
        {"on": today, "code": "recheck_two_officers", "assistant": lead},
        {"on": today, "code": "recheck_outcome_bad", "outcome": "fine"},
        {"on": today, "code": "requirement_unknown", "requirement": "none"},
    ):
        code, on = wrong.pop("code"), wrong.pop("on")
        named, outcome = wrong.pop("requirement", requirement), wrong.pop("outcome", "partly")
        with pytest.raises(KnownError, match=str(code)), store.change(lead, "recheck") as tx:
            deadlines.record_recheck(tx, named, outcome, on, **{**given, **wrong})  # type: ignore[arg-type]
    assert len(store.find("recheck")) == 2


def test_terms_of_other_papers_stand_among_them_and_lead_to_their_paper(qtbot: Any, office: Copy) -> None:
    profile = office.laptop
    unit = profile.store.find("unit")[0]
    with profile.store.change(profile.officer_id, "x") as tx:
        demand = tx.new(
            "document", type="demand_notice", number="催1", title="催告书", date="2026-10-14", office=profile.office_id,
            addressees=[{"unit": unit["id"], "name": unit["name"]}], origin="paper",
        )  # fmt: skip
        tx.new(
            "service", document=demand, unit=unit["id"], outcome="served", method="direct", effective_on="2026-10-14"
        )
    window = window_of(qtbot, profile, office.second)
    screen = window.open("deadlines")
    (line,) = [one for one in lines(screen) if "催1" in one]
    assert "10/28" in line and "Demand period" in line and "10 working days left" in line
    qtbot.mouseClick(next(c for c in screen.list.findChildren(TapCard) if "催1" in c.accessibleName()), LEFT)
    assert window.current_name() == "papers"
    with profile.store.change(profile.officer_id, "revoke") as tx:
        tx.new("document_end", document=demand, kind="revoked", reason="x", on="2026-10-15")
    assert not [one for one in lines(window.open("deadlines")) if "催1" in one], "it ended with its paper"
    assert [one for one in lines(window.open("deadlines", done=True)) if "催1" in one]
    window.close()


@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("outdoor", "en"), ("night", "zh_CN")])
@pytest.mark.parametrize("one", [False, True])
def test_list_and_recheck_are_whole(qtbot: Any, office: Copy, one: bool, theme: str, lang: str) -> None:
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    given = {"requirement": office.laptop.store.find("requirement")[0]["id"]} if one else {}
    assert texts(window.open("deadlines", **given))
    assert checks.all_of(window) == []
    checks.picture(window, f"deadlines-{one}-{theme}-{lang}")
    window.close()
