"""Papers as two officers make them: from the review to the draft, issued before the second officer, served and signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from ui import i18n
from ui.tour.device import Device, Watch
from ui.tour.setup import PASSPHRASES, to_rail
from ui.tour.visit import ROLES


def open_review(device: Device, case: dict[str, Any], ids: dict[str, str]) -> None:
    """To the visit's checklist, from today while it is open, else by searching for it; and on to its review."""
    hands = device.hands
    to_rail(device, "today")
    hands.pause(0.1)
    if hands.see(f"resume_{ids['inspection']}") is not None:
        hands.press(f"resume_{ids['inspection']}")
    else:
        hands.key(Qt.Key.Key_F3)
        device.screen("search")
        hands.type("search_box", case["inspection"]["notice"]["handed_to"])
        hands.press_line(case["project"]["name"], i18n.translate("Search", "Visit"))
    device.screen("checklist")
    hands.press("review")
    device.screen("review")


ON_SITE = {
    "SAMPLE-A": ("赵㛃等12人2026年7月至2026年8月", "当地最低工资标准、法律援助申请渠道"),
    "SAMPLE-B": ("装修劳务", "沈㛃等15人2026年3月至2026年4月", "15"),
}
"""What the officers write into the record's blanks on the spot, before the wage sheet was handed in."""


def site_record(device: Device, case: dict[str, Any]) -> None:
    """The site record from the review: completed, read over, signed on every page by all three, sealed and numbered."""
    hands = device.hands
    hands.press("to_site_record")
    device.screen("site_record")
    assert device.window is not None
    screen: Any = device.window.current()
    hands.until(lambda: screen.model.row and screen.state["step"] == "write", "the record")
    hands.pause(0.5)
    _complete(device, case)
    device.shot("site_record")
    hands.press("record_go")
    for role in ("unit", "lead", "assistant"):
        hands.until(lambda role=role: screen.state["step"] == role, f"{role} to sign")
        while screen.state["step"] == role:
            hands.find(f"pad_{role}")
            hands.sign(f"pad_{role}")
            if role == "unit":
                device.shot("site_record_signing")
            hands.press(f"{role}_sign")
            device.saved()
    hands.type("second_secret", PASSPHRASES[1])
    hands.press("issue_read")
    device.shot("site_record_seal")
    hands.press("issue_now")
    hands.until(lambda: device.window is not None and device.window.current_name() != "site_record", "the seal", 60)
    hands.pause(0.2)
    device.shot("site_record_sealed")


def _complete(device: Device, case: dict[str, Any]) -> None:
    """Write over the blanks of the record's words."""
    hands = device.hands
    assert device.window is not None
    blank = str(device.window.session.profile.pack.wording["blank"])
    field = hands.press("record_text")
    assert isinstance(field, QPlainTextEdit)
    text = field.toPlainText()
    if blank not in text:
        return
    for words in ON_SITE[case["case_id"]]:
        text = text.replace(blank, words, 1)
    text = text.replace(blank, "（另行核实）")
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.write(field, text)
    hands.pause(0.6)
    device.saved()


def draft_of(device: Device, case: dict[str, Any], given: dict[str, Any], ids: dict[str, str], watch: Watch) -> str:
    """The draft the review suggests for the addressee, brought to what the officers want; returns its id."""
    hands = device.hands
    unit = given["addressees"][0]
    word = ROLES[case["units"][unit]["role"]]
    order = given["type"] == "rectification_order"
    watch.go()
    hands.press(f"{'order' if order else 'inquiry'}_{word}")
    device.screen("paper_editor")
    assert device.window is not None
    editor: Any = device.window.current()
    hands.until(lambda: editor.made is not None and editor.made.pdf is not None, "the preview")
    watch.stop("preview")
    device.saved()
    draft = str(editor.model.id)
    _months(device, given)
    if order:
        _requirements(device, given, draft)
        _evidence(device, given)
    else:
        _appointment(device, given)
    device.saved()
    return draft


def _tick(device: Device, name: str, on: bool) -> None:
    button = device.hands.see(name)
    if isinstance(button, QAbstractButton) and button.isChecked() != on:
        device.hands.press(button)


def _months(device: Device, given: dict[str, Any]) -> None:
    hands = device.hands
    hands.find(f"month_{given['period'][0]}")
    assert hands.window is not None
    for button in hands.window.findChildren(QAbstractButton):
        name = button.objectName()
        if name.startswith("month_") and button.isVisible():
            _tick(device, name, name.removeprefix("month_") in given["period"])


def _evidence(device: Device, given: dict[str, Any]) -> None:
    hands = device.hands
    assert hands.window is not None
    names = [
        b.objectName()
        for b in hands.window.findChildren(QAbstractButton)
        if b.objectName().startswith("evidence_") and b.isVisible()
    ]
    for name in names:
        _tick(device, name, name.removeprefix("evidence_") in given["evidence"])


def _appointment(device: Device, given: dict[str, Any]) -> None:
    hands = device.hands
    day, hour = given["appear_at"][:10], given["appear_at"][11:16]
    hands.type("appear_day", day, enter=True)
    hands.type("appear_hour", hour)
    field = hands.press("materials")
    assert isinstance(field, QPlainTextEdit)
    if field.toPlainText().splitlines() != given["materials"]:
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hands.write(field, "\n".join(given["materials"]))
    hands.pause(0.35)


def _requirements(device: Device, given: dict[str, Any], draft: str) -> None:
    """Order, wording, last days and facts of the requirements."""
    hands = device.hands
    wanted = [r["variant"].partition("/")[0] for r in given["requirements"]]

    def codes() -> list[str]:
        row = device.store.get("draft", draft)
        return [str(r["variant"]).partition("/")[0] for r in row["requirements"] or ()]

    for code in [c for c in codes() if c not in wanted]:
        hands.press(f"req{codes().index(code) + 1}_remove")
        hands.pause(0.35)
        device.saved()
    for code in [c for c in wanted if c not in codes()]:
        if hands.see(f"add_{code}") is None:
            hands.press("more_requirements")
        hands.press(f"add_{code}")
        hands.pause(0.35)
        device.saved()
    for at, code in enumerate(wanted):
        while codes().index(code) > at:
            hands.press(f"req{codes().index(code) + 1}_up")
            hands.pause(0.35)
            device.saved()
    for n, one in enumerate(given["requirements"], 1):
        _requirement(device, n, one, draft)


def _requirement(device: Device, n: int, one: dict[str, Any], draft: str) -> None:
    hands = device.hands

    def now() -> dict[str, Any]:
        return dict(device.store.get("draft", draft)["requirements"][n - 1])

    if now()["variant"] != one["variant"]:
        hands.press(f"req{n}_variant_{one['variant'].rpartition('/')[2]}")
        hands.pause(0.35)
        device.saved()
    if now()["due"] != one["due"]:
        hands.type(f"req{n}_due", one["due"], enter=True)
        hands.pause(0.35)
        device.saved()
    assert device.window is not None
    kinds = device.window.session.profile.pack.fact_types
    for name, value in one["facts"].items():
        have = (now()["facts"] or {}).get(name)
        known_party = kinds[name] == "party" and have is not None
        if have != value and not known_party:
            hands.type(f"req{n}_fact_{name}", str(value), enter=True)
            hands.pause(0.35)
            device.saved()


def issue(device: Device, watch: Watch) -> dict[str, Any]:
    """Preview of the real pages, the second officer's passphrase, two taps; returns the document's record."""
    hands = device.hands
    assert device.window is not None
    editor: Any = device.window.current()
    hands.until(lambda: editor.made is not None and editor.made.pdf is not None, "the preview")
    hands.pause(0.2)
    device.shot("paper_editor")
    hands.press("to_issue")
    device.screen("issue")
    screen: Any = device.window.current()
    hands.until(lambda: screen._made is not None, "the pages")
    hands.type("second_secret", PASSPHRASES[1])
    hands.press("issue_read")
    device.shot("issue")
    watch.go()
    hands.press("issue_now")
    hands.find("to_receipt", 60)
    watch.stop("issue")
    device.shot("issued")
    document: dict[str, Any] = screen._document
    return document


def serve(device: Device, service: dict[str, Any], *, shots: bool = True) -> None:
    """Hand the paper over: who receives it, the signature or the refusal, both officers, the receipt."""
    hands = device.hands
    device.screen("receipt")
    hands.press(f"place_kind_{service['place_kind']}")
    if service.get("place"):
        hands.type("place", service["place"])
    hands.type("recipient", service["recipient"])
    hands.type("recipient_title", service.get("recipient_role") or "")
    hands.press(f"authority_{service.get('authority') or 'none'}")
    if service.get("authority_paper"):
        name, _, rest = service["authority_paper"].partition("（")
        hands.type("authority_paper", name)
        if rest:
            hands.type("authority_paper_date", date.fromisoformat(rest[:10]).isoformat(), enter=True)
    device.saved()
    hands.press("hand_over")
    hands.find("pad_recipient")
    if service.get("refusal_reason"):
        _refuse(device, service, shots)
    else:
        hands.sign("pad_recipient")
        if shots:
            device.shot("other_party")
        hands.press("sign_receipt")
    for role in ("lead", "assistant"):
        hands.find(f"pad_{role}")
        hands.sign(f"pad_{role}")
        hands.press(f"{role}_signed")
    hands.find("record_service")
    if shots:
        device.shot("service_check")
    hands.press("record_service")
    hands.find("receipt_done")
    device.saved()
    if shots:
        device.shot("receipt")
    hands.press("receipt_done")


def _refuse(device: Device, service: dict[str, Any], shots: bool) -> None:
    hands = device.hands
    hands.press("refuse_receipt")
    hands.press("reason_0")
    hands.press(f"outcome_{'left' if service['method'] == 'left' else 'taken'}")
    for kind in service.get("record") or ():
        hands.press(f"recorded_{kind}")
    if service.get("witness"):
        hands.type("witness", service["witness"])
    device.saved()
    if shots:
        device.shot("refused")
    hands.press("refusal_done")
