"""A visit as two officers make it: arrival, checklist, wage sheet, and the evidence that comes in."""

from __future__ import annotations

import copy
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from models import cases, samplecase, visitanswers
from models.caseread import Node
from ui.tour.device import Device, Watch
from ui.tour.setup import to_rail

ROLES = {"developer": "developer", "general_contractor": "gc", "subcontractor": "sub", "individual": "person"}


def register_case(device: Device, case: dict[str, Any]) -> dict[str, str]:
    """What the file holds before the visit (clue, project, parties, approval), as the command ``load`` enters it.

    Returns the visit's id under ``inspection`` and each unit's id under its key in the case.
    """
    assert device.window is not None
    early = copy.deepcopy(case)
    visit = early["inspection"]
    for name in ("started_at", "ended_at", "entry_scan", "result_told", "notice"):
        visit.pop(name, None)
    visit |= {"no_conflict_lead": False, "no_conflict_assistant": False, "recusal": "undecided"}
    for name in ("checklist_answers", "workers", "wage_rows", "drafts", "evidence", "findings"):
        early[name] = []
    loaded = samplecase.load_case(device.window.session.profile, Node(early))
    ids = {"inspection": loaded.inspection, "project": loaded.project}
    for key, unit in case["units"].items():
        ids[key] = next(u["id"] for u in device.store.find("unit") if u["name"] == unit["name"])
    return ids


def hand_in(device: Device, ids: dict[str, str], case: dict[str, Any], names: list[str]) -> None:
    """Evidence on paper that the program has no screen to enter yet: its name, day and giver, as ``load`` keeps it."""
    assert device.window is not None
    known = {e["name"]: e for e in case["evidence"]}
    with device.store.change(device.window.session.actor, "evidence") as tx:
        for name in names:
            row = known[name]
            source = case["units"].get(row["from"], {}).get("name", row["from"])
            tx.new(
                "evidence",
                inspection=ids["inspection"],
                name=name,
                taken_on=row["date"],
                source=source,
                note=row.get("note"),
            )


def go_there(device: Device, case: dict[str, Any], search: str) -> None:
    """开始检查, find the project by a part of its name, and up to the arrival."""
    hands = device.hands
    to_rail(device, "today")
    device.shot("today")
    hands.press("start_inspection")
    device.screen("choose")
    hands.type("choose_box", search)
    device.shot("choose")
    hands.press_line(case["project"]["name"])
    hands.find("go_there")
    device.shot("project")
    hands.press("go_there")
    device.screen("arrival")


def arrive(device: Device, case: dict[str, Any], watch: Watch) -> None:
    """Notice, certificates, rights, conflicts, who received us; then the checklist opens."""
    hands, visit = device.hands, case["inspection"]
    notice = visit["notice"]
    hands.type("visit_notice_no", notice["no"])
    hands.type("visit_notice_handed_to", notice["handed_to"])
    hands.press("certs_shown")
    device.saved()
    hands.press("rights_told")
    device.saved()
    hands.press("recusal_not_requested")
    device.saved()
    for role in ("lead", "assistant"):
        hands.press(f"no_conflict_{role}")
        device.saved()
    hands.type("visit_received_by", notice["handed_to"])
    hands.type("visit_received_title", "项目经理")
    hands.type("visit_place", case["project"]["address"])
    hands.press("entry_scan")
    device.saved()
    device.shot("arrival")
    watch.go()
    hands.press("begin_checklist")
    device.screen("checklist")
    hands.find("next_section")
    watch.stop("open_checklist")


def _name(case: dict[str, Any], answer: dict[str, Any]) -> str:
    return f"{answer['item']}_{ROLES[case['units'][answer['unit']]['role']]}"


def answer_all(device: Device, case: dict[str, Any], ids: dict[str, str], watch: Watch) -> None:
    """Every answer of the worked case, section by section, each on disk before the next."""
    assert device.window is not None
    hands, pack = device.hands, device.window.session.profile.pack
    seen = cases.situation(device.store, device.store.get("inspection", ids["inspection"]))
    asked = {q.key for q in visitanswers.questions(seen, pack)}
    section = ""
    for number, given in enumerate(case["checklist_answers"]):
        item, name = pack.item(given["item"]), _name(case, given)
        if given["answer"] == "computed" or (given["item"], ids[given["unit"]]) not in asked:
            continue
        if item.section != section:
            section = item.section
            hands.press(f"section_{section}")
        watch.go()
        if item.compliant is not None:
            meaning = "na" if given["answer"] == "na" else "meets" if given["answer"] == item.compliant else "fails"
            hands.press(f"answer_{name}_{meaning}")
            device.saved()
            watch.stop("answer_saved")
            if meaning == "fails" and given["note"]:
                _note(device, name, given["note"])
        elif given["answer"] == "enum":
            _choose(device, case, ids, name, given["note"])
        else:
            _write(device, f"answer_{name}", given["note"])
        if number == 6:
            device.shot("checklist")
    device.shot("checklist_done")


def _note(device: Device, name: str, text: str) -> None:
    hands = device.hands
    field = hands.press(f"note_{name}")
    assert isinstance(field, QPlainTextEdit)
    hands.write(field, text)
    hands.pause(0.35)
    device.saved()


def _write(device: Device, name: str, text: str) -> None:
    hands = device.hands
    hands.until(lambda: hands.see(name, QLineEdit), name)
    hands.type(name, text, enter=True)
    device.saved()


def _choose(device: Device, case: dict[str, Any], ids: dict[str, str], name: str, note: str) -> None:
    """One option, or the units the note names by their roles (``general_contractor（…）；developer（…）``)."""
    hands = device.hands
    for word in note.replace("；", ";").split(";"):
        value = word.partition("（")[0].strip()
        unit = next((k for k, u in case["units"].items() if u["role"] == value), None)
        hands.press(f"answer_{name}_{ids[unit] if unit else value}")
        device.saved()


def fill_wages(device: Device, case: dict[str, Any], ids: dict[str, str]) -> None:
    """The employer's sheet: pay day, basis, and the table pasted from a spreadsheet."""
    from PySide6.QtGui import QGuiApplication

    hands = device.hands
    employer = next(k for k, u in case["units"].items() if u["name"] == case["workers"][0]["employer"])
    choice = hands.see(f"wage_unit_{ids[employer]}")
    if choice is not None:
        hands.press(choice)
    hands.type("pay_day", case["pay_day"], enter=True)
    hands.type("wage_basis", case["wage_basis"], enter=True)
    QGuiApplication.clipboard().setText(sheet_of(case))
    hands.press("paste_sheet")
    device.saved()
    device.shot("wages")


def sheet_of(case: dict[str, Any]) -> str:
    """The wage table as a contractor's spreadsheet has it: two header lines, a block of columns for each month."""
    months = sorted({r["month"] for r in case["wage_rows"]})
    head = ["姓名", "身份证号", "工种", "日工资"]
    first = [*head, *(c for m in months for c in (f"{m[:4]}年{int(m[5:])}月", "", ""))]
    second = ["", "", "", "", *(c for _ in months for c in ("出勤天数", "应发工资", "实发工资"))]
    rows = {(r["worker_id"], r["month"]): r for r in case["wage_rows"]}
    lines = [first, second]
    for worker in case["workers"]:
        line = [worker["name"], worker["id_no"], worker["trade"], str(worker["day_rate"])]
        for month in months:
            row = rows.get((worker["id"], month))
            line += [str(row["days"]), row["due"], row["paid"]] if row else ["", "", ""]
        lines.append(line)
    return "\n".join("\t".join(line) for line in lines)
