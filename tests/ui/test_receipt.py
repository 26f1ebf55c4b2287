"""Service on screen: signed or refused, never a dead end; what was entered survives; the days it starts in words."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from forms import service
from tests.ui.paperwork import LOOKS, Desk, desk, looks_right


def opened(desk: Desk) -> str:
    document = desk.issue()
    desk.window.home("papers")
    desk.window.open("receipt", document=document)
    desk.settle()
    return document


def enter(desk: Desk, place: str = "project_office", authority: str = "legal_rep") -> None:
    desk.tap(f"place_kind_{place}")
    desk.type("recipient", "何川")
    desk.tap(f"authority_{authority}")


def officers_sign(desk: Desk) -> None:
    for role in ("lead", "assistant"):
        desk.sign(f"pad_{role}")
        desk.tap(f"{role}_signed")


def words(widget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisible())


def test_signed_served_and_the_days_in_words(desk):
    document = opened(desk)
    enter(desk)
    desk.tap("hand_over")
    desk.sign("pad_recipient")
    desk.tap("sign_receipt")
    officers_sign(desk)
    assert "何川" in words(desk.screen.summary)
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert (row["document"], row["method"], row["outcome"], row["effective_on"]) == (
        document, "direct", "served", "2026-10-14",
    )  # fmt: skip
    assert row["warnings"] == []
    assert {s["party"] for s in desk.store.find("signature", service=row["id"])} == {"recipient", "lead", "assistant"}
    receipt = desk.store.get("document", row["receipt"])
    said = words(desk.screen.result)
    assert receipt["number"] in said and "2026年10月19日前改正" in said and "还剩 3 个工作日" in said
    desk.tap("receipt_done")
    assert desk.window.current_name() == "papers"
    assert service.proofs(desk.store, document)[0].proved


def test_the_other_party_sees_only_paper_rights_and_field(desk):
    opened(desk)
    enter(desk)
    desk.tap("hand_over")
    assert not desk.window.rail.isVisible() and not desk.window.bar.isVisible()
    assert desk.screen.party.pages.view.count() == 3
    seen = {b.objectName() for b in desk.screen.findChildren(QPushButton) if b.isVisible() and b.objectName()}
    assert seen == {"sign_receipt", "refuse_receipt", "hand_back"}
    from ui import theme

    pad = desk.find("pad_recipient")
    assert theme.to_mm(pad.width()) >= 120 and theme.to_mm(pad.height()) >= 50
    assert desk.find("sign_receipt").size() == desk.find("refuse_receipt").size(), "refusing is as easy as signing"
    assert not desk.find("sign_receipt").isEnabled(), "an empty field is no signature"


def test_refused_and_left_with_a_photo(desk, tmp_path):
    opened(desk)
    enter(desk, "domicile", "mail_recipient")
    desk.tap("hand_over")
    desk.tap("refuse_receipt")
    assert not desk.find("refusal_done").isEnabled()
    desk.tap("reason_0")
    desk.tap("outcome_left")
    photo = tmp_path / "door.jpg"
    photo.write_bytes(b"\xff\xd8 not much of a picture")
    desk.screen.refusal.images.take([str(photo)])
    desk.settle()
    desk.tap("refusal_done")
    officers_sign(desk)
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert (row["method"], row["outcome"], row["refused"], row["refusal_reason"]) == (
        "left", "served", True, "拒绝签收，未说明理由",
    )  # fmt: skip
    assert row["warnings"] == [] and row["recorded_by"] == "photo"
    (evidence,) = desk.store.find("evidence", service=row["id"])
    assert desk.profile.blobs.get(evidence["blob"]) == photo.read_bytes()


def test_warnings_are_sentences_and_hold_nothing_up(desk):
    document = opened(desk)
    desk.tap("place_kind_project_office")
    desk.tap("authority_none")
    assert "授权" in desk.screen.who.known.text(), "said while something can still be done"
    desk.tap("hand_over")
    desk.tap("refuse_receipt")
    desk.tap("reason_1")
    desk.tap("outcome_left")
    desk.tap("refusal_done")
    officers_sign(desk)
    assert desk.screen.summary.warned.isVisible()
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert [w["code"] for w in row["warnings"]] == ["W-S1", "W-S3", "W-S4"]
    assert row["receipt"] and service.proofs(desk.store, document)[0].served_on is not None


def test_a_paper_taken_back_is_an_attempt_without_receipt(desk):
    document = opened(desk)
    enter(desk)
    desk.tap("hand_over")
    desk.tap("refuse_receipt")
    desk.tap("reason_2")
    desk.tap("outcome_taken")
    desk.tap("refusal_done")
    officers_sign(desk)
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert (row["outcome"], row["receipt"]) == ("refused", None)
    assert "未送达" in words(desk.screen.result)
    desk.window.home("papers")
    desk.window.open("receipt", document=document)
    desk.settle()
    assert desk.screen.state["step"] == "who", "it can be served again"


def test_by_post_nobody_signs_here(desk):
    opened(desk)
    desk.tap("method_mail")
    desk.tap("place_kind_domicile")
    desk.tap("hand_over")
    officers_sign(desk)
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert (row["method"], row["outcome"]) == ("mail", "served")


def test_posted_up_where_the_employer_fled_is_in_order(desk, tmp_path):
    opened(desk)
    desk.tap("method_posted")
    desk.tap("place_kind_building_site")
    assert "逃匿" in desk.screen.who.known.text(), "said while something can still be done"
    desk.tap("posted_fled")
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(b"\xff\xd8 the gate of the site")
    desk.screen.who.images.take([str(photo)])
    desk.settle()
    assert not desk.screen.who.known.text()
    assert looks_right(desk, "receipt_posted", LOOKS[1:3]) == []
    desk.tap("hand_over")
    officers_sign(desk)
    assert "何" not in words(desk.screen.summary), "nobody took it into his hands"
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert (row["method"], row["warnings"], row["recipient"]) == ("posted", [], None)
    assert row["recorded_by"] == "photo" and desk.store.find("evidence", service=row["id"])


def test_each_addressee_is_served_one_after_the_other(desk):
    document = desk.issue()
    row = desk.store.get("document", document)
    unit = row["addressees"][0]["unit"]
    other = next(u["id"] for u in desk.store.find("unit") if u["id"] != unit)
    both = [*row["addressees"], {"unit": other, "name": "另一单位"}]
    with desk.store.change(desk.profile.officer_id, "x") as tx:
        fields = {k: v for k, v in row.items() if k != "id" and v is not None}
        joint = tx.new("document", **(fields | {"addressees": both}))
    desk.window.open("receipt", document=joint)
    desk.settle()
    for name in ("星河宏基建筑工程有限公司", "另一单位"):
        desk.tap("method_mail")
        desk.tap("hand_over")
        desk.tap("lead_on_paper")
        desk.tap("assistant_on_paper")
        desk.tap("record_service")
        assert desk.store.find("service")[-1]["addressee"] == name
        if name != "另一单位":
            desk.tap("serve_next")
    assert not desk.screen.go.isVisible()


def test_an_officer_may_sign_on_paper(desk):
    opened(desk)
    enter(desk)
    desk.tap("hand_over")
    desk.sign("pad_recipient")
    desk.tap("sign_receipt")
    desk.tap("lead_on_paper")
    desk.tap("assistant_on_paper")
    desk.tap("record_service")
    (row,) = desk.store.find("service")
    assert [s["party"] for s in desk.store.find("signature", service=row["id"])] == ["recipient"]


def test_strokes_and_entries_survive_the_end_of_the_program(desk):
    document = opened(desk)
    enter(desk)
    desk.tap("hand_over")
    desk.sign("pad_recipient")
    desk.tap("sign_receipt")
    strokes = desk.screen.state["strokes"]["recipient"]
    desk.window._forget_screens()
    desk.window._trail.clear()
    desk.window.open("receipt", document=document)
    desk.settle()
    assert desk.screen.state["step"] == "lead" and desk.screen.state["recipient"] == "何川"
    assert [list(map(list, s)) for s in desk.screen.state["strokes"]["recipient"]] == [
        list(map(list, s)) for s in strokes
    ]
    assert desk.store.find("service") == [], "nothing is served before it is recorded"


def test_an_agents_authority_asks_for_its_paper(desk):
    opened(desk)
    enter(desk, "bureau_office", "authorised_agent")
    desk.type("authority_paper", "授权委托书")
    desk.type("authority_paper_date", "2026-10-09")
    given = desk.screen.delivery()
    assert (given.authority_paper, given.authority_paper_date.isoformat()) == ("授权委托书", "2026-10-09")
    assert service.warnings(given) == ()
    desk.tap("authority_party")
    assert desk.screen.delivery().authority_paper is None


def test_back_goes_step_by_step(desk):
    opened(desk)
    enter(desk)
    desk.tap("hand_over")
    desk.tap("hand_back")
    assert desk.screen.state["step"] == "who"
    desk.tap("receipt_back")
    assert desk.window.current_name() == "papers"


def test_each_step_looks_right_everywhere(desk):
    opened(desk)
    enter(desk)
    assert looks_right(desk, "receipt_who") == []
    desk.tap("hand_over")
    assert looks_right(desk, "receipt_party", LOOKS[1:3]) == []
    desk.tap("refuse_receipt")
    assert looks_right(desk, "receipt_refusal", LOOKS[2:3]) == []
    desk.tap("outcome_left")
    desk.tap("refusal_done")
    assert looks_right(desk, "receipt_lead", LOOKS[2:3]) == []
    officers_sign(desk)
    assert looks_right(desk, "receipt_check", LOOKS[2:3]) == []
    desk.tap("record_service")
    assert looks_right(desk, "receipt_result", LOOKS[2:3]) == []


def test_the_page_ends_where_its_last_field_ends(desk):
    opened(desk)
    desk.tap("place_kind_project_office")
    who = desk.screen.who
    for _ in range(3):
        desk.settle()
    assert who.height() <= max(who.layout().heightForWidth(who.width()), who.parentWidget().height()) + 40


def test_the_place_follows_its_kind_until_somebody_types_another(desk):
    opened(desk)
    own = desk.store.get("office", desk.profile.office_id)["address"]
    desk.tap("place_kind_bureau_office")
    assert desk.screen.state["place"] == own == desk.find("place").text()
    desk.tap("place_kind_domicile")
    assert desk.screen.state["place"] not in (None, own)
    desk.type("place", "建设路口")
    desk.tap("place_kind_building_site")
    assert desk.screen.state["place"] == "建设路口", "what somebody typed stays"


def test_what_proves_the_authority_and_the_images_are_said_before_recording(desk):
    opened(desk)
    enter(desk, "bureau_office", "authorised_agent")
    desk.type("authority_paper", "授权委托书")
    desk.tap("hand_over")
    desk.tap("refuse_receipt")
    desk.tap("outcome_left")
    desk.tap("recorded_video")
    desk.tap("refusal_done")
    officers_sign(desk)
    said = words(desk.screen.summary)
    assert "授权委托书" in said and "影像记录：录像" in said
