"""The record of a visit: words from the visit, read over, signed by all who were there, sealed with a number."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

from forms import sealing
from tests.forms.test_issuing import pdf_text, squash
from tests.forms.visits import PASSPHRASE, SECOND
from tests.ui.paperwork import LOOKS, Desk, looks_right, visit_day


def opened(desk: Desk) -> None:
    desk.window.home("papers")
    desk.window.open("site_record", inspection=desk.loaded.inspection)
    desk.settle()


def fill(desk: Desk) -> None:
    """What the visit left blank is written in."""
    blank = desk.profile.pack.wording["blank"]
    box = desk.screen.fields.text
    box.setPlainText(box.toPlainText().replace(blank, "法律援助申请渠道"))
    desk.settle()


def all_sign(desk: Desk, roles: tuple[str, ...] = ("unit", "lead", "assistant")) -> None:
    for role in roles:
        while desk.screen.state["step"] == role:
            desk.sign(f"pad_{role}")
            desk.tap(f"{role}_sign")


def seal(desk: Desk) -> dict:
    desk.type("second_secret", PASSPHRASE)
    desk.tap("issue_read")
    desk.tap("issue_now")
    (document,) = desk.store.find("document", type="site_inspection_record")
    return document


def test_the_words_come_from_the_visit(visit_day):
    desk = visit_day
    opened(desk)
    said = desk.screen.fields.text.toPlainText()
    assert "我们是星河市晨光区人力资源和社会保障局劳动保障监察员林晓、郑远" in said
    assert "141805.00元" in said
    assert desk.screen.panels["write"].view.count() == desk.screen._pages
    assert desk.screen.mend.blocking == 1, "the visit did not say what the board lacks"


def test_nobody_signs_a_blank(visit_day):
    desk = visit_day
    opened(desk)
    desk.tap("record_go")
    assert desk.screen.state["step"] == "write"
    assert desk.screen.fields.text.hasFocus() or desk.window.focusWidget() is desk.screen.fields.text


def test_read_over_signed_by_all_and_sealed(visit_day):
    desk = visit_day
    opened(desk)
    fill(desk)
    desk.type("received_title", "项目经理")
    desk.settle()
    desk.tap("record_go")
    assert not desk.window.rail.isVisible(), "only the record is in sight while it is signed"
    pages = desk.screen._pages
    all_sign(desk)
    assert desk.window.rail.isVisible() and desk.screen.state["step"] == "seal"
    document = seal(desk)
    assert document["number"] == "星晨人社监检字〔2026〕第001号"
    assert document["second_officer"] == desk.profile.officer_of(SECOND)
    strokes = desk.store.find("signature", document=document["id"])
    assert len(strokes) == 3 * pages, "each page and the end, by each of the three"
    text = pdf_text(sealing.pdf_bytes(desk.profile, document["id"]))
    assert "缺少法律援助申请渠道" in text and squash("项目经理") in text and "与事实相符" in text
    assert desk.window.current_name() == "issue" and desk.screen._document["id"] == document["id"]
    assert not desk.screen.serve.isVisible(), "a record is not served on anybody"
    visit = desk.store.get("inspection", desk.loaded.inspection)
    assert visit["received_title"] == "项目经理" and visit["ended_at"]


def test_what_is_signed_no_longer_follows_the_visit(visit_day):
    desk = visit_day
    opened(desk)
    fill(desk)
    desk.tap("record_go")
    frozen = desk.store.get("draft", desk.screen.model.id)["extra"]["paragraphs"]
    with desk.store.change(desk.profile.officer_id, "x") as tx:
        tx.set("inspection", desk.loaded.inspection, headcount=99)
    all_sign(desk)
    document = seal(desk)
    assert document["content"]["paragraphs"] == frozen


def test_a_refusal_is_noted_with_its_reason_and_witness(visit_day):
    desk = visit_day
    opened(desk)
    fill(desk)
    desk.tap("record_go")
    desk.tap("refuse_record")
    assert not desk.find("record_go").isEnabled()
    desk.tap("reason_0")
    desk.type("witness", "沈社工")
    desk.settle()
    desk.tap("record_go")
    all_sign(desk, ("lead", "assistant"))
    document = seal(desk)
    text = pdf_text(sealing.pdf_bytes(desk.profile, document["id"]))
    assert "拒绝签名，未说明理由" in text and "沈社工" in text


def test_the_feet_of_the_pages_may_be_signed_with_ink(visit_day):
    desk = visit_day
    opened(desk)
    fill(desk)
    desk.tap("record_go")
    desk.tap("feet_on_paper")
    assert desk.screen.signing._place == "end"
    all_sign(desk)
    document = seal(desk)
    assert len(desk.store.find("signature", document=document["id"])) < 3 * document["pages"]


def test_strokes_survive_and_going_back_to_write_drops_them(visit_day):
    desk = visit_day
    opened(desk)
    fill(desk)
    desk.tap("record_go")
    all_sign(desk, ("unit",))
    desk.window._forget_screens()
    desk.window._trail.clear()
    opened(desk)
    assert desk.screen.state["step"] == "lead" and desk.screen.state["strokes"]["unit"]["end"]
    for _ in range(2):
        desk.tap("record_back")
    assert desk.screen.state["step"] == "write" and desk.screen.state["strokes"] == {}


def test_a_sealed_record_opens_as_paper(visit_day):
    desk = visit_day
    opened(desk)
    fill(desk)
    desk.tap("record_go")
    all_sign(desk)
    document = seal(desk)
    opened(desk)
    assert desk.window.current_name() == "papers"
    assert desk.screen.view._document["id"] == document["id"]


def test_it_looks_right_everywhere(visit_day):
    desk = visit_day
    opened(desk)
    assert looks_right(desk, "site_record") == []
    fill(desk)
    desk.tap("record_go")
    assert looks_right(desk, "site_record_sign", LOOKS[1:3]) == []
    all_sign(desk)
    assert looks_right(desk, "site_record_seal", LOOKS[2:3]) == []
