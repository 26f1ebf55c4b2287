"""Service: the warnings that never block, the receipt as a paper of its own, effective days and deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from forms import issuing, receipts, running, sealing, service
from forms.composing import office_calendar, office_row
from forms.documents.receipt import METHODS
from forms.receipts import Signature
from forms.service import Delivery, warnings
from models import prints
from models.clock import parse
from models.errors import KnownError
from models.register import register
from tests.forms.test_issuing import pdf_text, squash
from tests.forms.visits import PASSPHRASE, SECOND, profile_with_case, sample

AT = datetime(2026, 10, 14, 2, 30, tzinfo=UTC)
PEN = (((1.0, 2.0, 0.0), (8.0, 5.0, 40.0)), ((3.0, 3.0, 90.0), (9.0, 9.0, 120.0)))


@pytest.fixture
def served(tmp_path):
    """An issued order of the first worked case, the clock half an hour later."""
    profile, loaded = profile_with_case(tmp_path / "p")
    issued = issuing.issue(profile, loaded.drafts[1], profile.officer_of(SECOND), PASSPHRASE)
    profile.clock.set(AT)
    yield profile, issued
    profile.close()


def delivery(profile, issued, **changed):
    unit = profile.store.get("document", issued.document)["addressees"][0]["unit"]
    given = {
        "document": issued.document,
        "unit": unit,
        "method": "direct",
        "at": AT,
        "place": "星河市晨光区政务路8号",
        "place_kind": "bureau_office",
        "recipient": "罗建",
        "recipient_title": "项目经理",
        "phone": "13900000000",
        "authority": "authorised_agent",
        "authority_paper": "授权委托书（2026-10-09）",
        "authority_paper_date": date(2026, 10, 9),
        "lead": profile.officer_id,
        "assistant": profile.officer_of(SECOND),
    }
    return Delivery(**(given | changed))


LEFT = {"method": "left", "refused": True, "refusal_reason": "拒绝签收", "recorded_by": ("photo",)}


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"authority": "none"}, ["W-S2"]),
        ({"authority_paper": None}, ["authority_paper_missing"]),
        (LEFT | {"place_kind": "domicile"}, []),
        (LEFT | {"place_kind": "home", "authority": "party"}, []),
        (LEFT | {"place_kind": "agreed_address"}, []),
        (LEFT | {"place_kind": "project_office"}, ["W-S1"]),
        (LEFT | {"place_kind": "building_site", "authority": "none"}, ["W-S1", "W-S3"]),
        (LEFT | {"place_kind": "domicile", "assistant": None}, ["W-S4"]),
        (LEFT | {"place_kind": "domicile", "recorded_by": ()}, ["W-S4"]),
        (LEFT | {"place_kind": "domicile", "recorded_by": (), "witness": "居委会李某"}, []),
        (LEFT | {"place_kind": "domicile", "refusal_reason": None}, ["refusal_reason_missing"]),
        ({"method": "posted"}, ["W-S5"]),
        ({"method": "posted", "fled": True}, ["W-S5"]),
        ({"method": "posted", "fled": True, "recorded_by": ("video",)}, []),
        ({"authority": "none", "outcome": "failed"}, []),
        ({"method": "mail", "authority": "none"}, []),
    ],
)
def test_what_may_be_said_against_a_service(served, changed, codes):
    assert [w.code for w in warnings(delivery(*served, **changed))] == codes


def test_a_service_is_one_act_with_its_receipt(served):
    profile, issued = served
    before = profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    signed = [Signature("recipient", "罗建", PEN, AT, "项目经理"), Signature("lead", "林晓", PEN, AT)]
    done = receipts.record(profile, delivery(profile, issued), signed)
    operations = profile.store.history(done.service)
    assert [o.act for o in operations] == ["service"]
    assert {e.t for e in operations[0].edits} == {"number_use", "document", "service", "signature"}
    assert profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"] == before + 2, "numbers, service"
    row = profile.store.get("service", done.service)
    assert (row["effective_on"], row["outcome"], row["warnings"]) == ("2026-10-14", "served", [])
    assert row["receipt"] == done.receipt.document
    assert profile.store.find("signature", service=done.service)[0]["strokes"][1][1] == [9.0, 9.0, 120.0]
    assert [e.status for e in register(profile.store, profile.office_id, 2026, issued.type).entries] == ["served"]


def test_the_receipt_is_a_numbered_paper_that_names_paper_place_and_person(served):
    profile, issued = served
    done = receipts.record(profile, delivery(profile, issued), [Signature("recipient", "罗建", PEN, AT)])
    text = pdf_text(sealing.pdf_bytes(profile, done.receipt.document))
    assert done.receipt.number == "星晨人社监送字〔2026〕第001号"
    for word in (
        done.receipt.number,
        issued.number,
        "罗建",
        "直接送达",
        "本机关",
        "授权委托书（2026-10-09）",
        "XC-JC-0002",
    ):
        assert squash(word) in text, word
    assert "2026年10月14日10时30分" in text
    assert "草稿" not in text
    assert "strokes" not in str(profile.store.get("document", done.receipt.document)["content"])


def test_an_office_without_a_pattern_for_receipts_gives_them_no_number(served):
    profile, issued = served
    patterns = dict(office_row(profile.store, profile.office_id)["number_patterns"])
    del patterns["service_receipt"]
    with profile.store.change(profile.officer_id, "office") as tx:
        tx.set("office", profile.office_id, number_patterns=patterns)
    done = receipts.record(profile, delivery(profile, issued))
    assert done.receipt.number is None
    assert not profile.store.find("number_use", type="service_receipt")


def test_refusal_is_never_a_dead_end_and_its_warnings_stay_in_the_file(served):
    profile, issued = served
    given = delivery(profile, issued, **LEFT, place_kind="project_office", authority="none", recipient="前台")
    done = receipts.record(profile, given)
    assert [w["code"] for w in done.warnings] == ["W-S1", "W-S3"]
    (proof,) = service.proofs(profile.store, issued.document)
    assert (proof.served_on, proof.warnings, proof.proved) == (date(2026, 10, 14), ("W-S1", "W-S3"), False)
    profile.clock.advance(days=1)
    better = delivery(
        profile, issued, **LEFT, place_kind="domicile", authority="mail_recipient", at=profile.clock.now()
    )
    receipts.record(profile, better)
    (proof,) = service.proofs(profile.store, issued.document)
    assert (proof.served_on, proof.proved) == (date(2026, 10, 15), True)


def test_a_failed_attempt_is_kept_without_receipt(served):
    profile, issued = served
    given = delivery(
        profile, issued, outcome="refused", refused=True, refusal_reason="拒签", place_kind="project_office"
    )
    done = receipts.record(profile, given)
    assert done.receipt is None and done.effective_on is None
    assert profile.store.get("service", done.service)["refusal_reason"] == "拒签"
    assert service.proofs(profile.store, issued.document)[0].served_on is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"document": "nothing"}, "document_unknown"),
        ({"unit": "another"}, "not_an_addressee"),
        ({"at": datetime(2026, 10, 13, 2, tzinfo=UTC)}, "served_before_issue"),
        ({"at": datetime(2026, 10, 15, 2, tzinfo=UTC)}, "service_in_future"),
        ({"method": "pigeon"}, "service_field_unknown"),
        ({"place_kind": "moon"}, "service_field_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(served, changed, code):
    profile, issued = served
    with pytest.raises(KnownError) as refused:
        receipts.record(profile, delivery(profile, issued, **changed))
    assert refused.value.code == code
    assert not profile.store.find("service")
    assert not profile.store.find("document", type="service_receipt")


def test_a_public_notice_takes_effect_thirty_days_later_and_too_late_services_are_told(served):
    profile, issued = served
    done = receipts.record(profile, delivery(profile, issued, method="public_notice"))
    assert done.effective_on == date(2026, 11, 13)
    assert [(w["code"], w["params"]) for w in done.warnings] == [
        ("public_notice_missing", {}),
        ("served_late", {"days": 7}),
        ("served_after_due", {"due": "2026-10-19"}),
    ]


@pytest.mark.parametrize("method", service.METHODS)
def test_each_manner_has_its_receipt_its_day_and_what_its_proof_lacks(served, method):
    profile, issued = served
    given = {
        "direct": {},
        "left": LEFT | {"place_kind": "domicile"},
        "posted": {"fled": True, "recorded_by": ("photo",)},
    }
    done = receipts.record(profile, delivery(profile, issued, **{"method": method} | given.get(method, {})))
    lacks = {"mail": "return_slip_missing", "electronic": "electronic_not_agreed",
             "public_notice": "public_notice_missing"}.get(method)  # fmt: skip
    assert [w["code"] for w in done.warnings][:1] == ([lacks] if lacks else [])
    days = 30 if method == "public_notice" else 0
    assert done.effective_on == date(2026, 10, 14) + timedelta(days=days)
    text = profile.store.get("document", done.receipt.document)["text"]
    assert METHODS[method] in pdf_text(sealing.pdf_bytes(profile, done.receipt.document))
    assert issued.number in text
    (proof,) = service.proofs(profile.store, issued.document)
    assert proof.served_on == done.effective_on and proof.proved


def test_what_the_file_holds_is_not_asked_for_again(served):
    profile, issued = served
    unit = profile.store.get("document", issued.document)["addressees"][0]["unit"]
    with profile.store.change(profile.officer_id, "x") as tx:
        agreed = tx.new("draft", type="service_address_confirmation", addressees=[unit], state="issued",
                        extra={"fields": {"agreed": "yes"}})  # fmt: skip
        tx.new("document", type="service_address_confirmation", draft=agreed, date="2026-10-09", addressees=[])
        notice = tx.new("draft", type="public_service_notice", state="issued", extra={"follows": issued.document})
        tx.new("document", type="public_service_notice", draft=notice, date="2026-10-14", addressees=[])
    for method, more in (("electronic", {}), ("public_notice", {}), ("mail", {"recorded_by": ("photo",)})):
        done = receipts.record(profile, delivery(profile, issued, method=method, **more))
        assert not {w["code"] for w in done.warnings} & {
            "return_slip_missing", "electronic_not_agreed", "public_notice_missing"}, method  # fmt: skip


def test_each_addressee_has_his_own_proof(served):
    profile, issued = served
    document = profile.store.get("document", issued.document)
    with profile.store.change(profile.officer_id, "x") as tx:
        two = [{"unit": "a", "name": "甲"}, {"unit": "b", "name": "乙"}]
        joint = tx.new("document", type=document["type"], addressees=two, date="2026-10-14", number="1")
    receipts.record(profile, delivery(profile, issued, document=joint, unit="b"))
    assert [(p.name, p.proved) for p in service.proofs(profile.store, joint)] == [("甲", False), ("乙", True)]


# --- deadlines


def states(profile, issued, day):
    calendar = office_calendar(profile.pack, office_row(profile.store, profile.office_id))
    found = running.deadlines(profile.store, day, calendar, issued.document)
    return [(d.violation, d.due.isoformat(), d.state, d.workdays_left) for d in found]


def test_deadlines_run_in_working_days_and_end_with_the_recheck(served):
    profile, issued = served
    today = date(2026, 10, 14)
    assert states(profile, issued, today) == [
        ("V-BOARD", "2026-10-19", "not_served", 3),
        ("V-ARREARS", "2026-10-23", "not_served", 7),
    ]
    receipts.record(profile, delivery(profile, issued))
    assert states(profile, issued, today) == [
        ("V-BOARD", "2026-10-19", "soon", 3),
        ("V-ARREARS", "2026-10-23", "running", 7),
    ]
    assert states(profile, issued, date(2026, 10, 26))[0] == ("V-BOARD", "2026-10-19", "overdue", -5)
    board, wages = profile.store.find("requirement", document=issued.document)[::-1]
    with profile.store.change(profile.officer_id, "recheck") as tx:
        tx.new("recheck", requirement=board["id"], on="2026-10-20", outcome="corrected")
        tx.new("recheck", requirement=wages["id"], on="2026-10-26", outcome="not_corrected")
    assert [s[2] for s in states(profile, issued, date(2026, 10, 26))] == ["not_met", "met"]
    with profile.store.change(profile.officer_id, "void") as tx:
        tx.new("document_end", document=issued.document, kind="voided", reason="错", on="2026-10-27")
    assert [s[2] for s in states(profile, issued, date(2026, 10, 26))] == ["not_met", "met"], "it was served"
    with profile.store.change(profile.officer_id, "revoke") as tx:
        tx.new("document_end", document=issued.document, kind="revoked", reason="错", on="2026-10-27")
    assert {s[2] for s in states(profile, issued, date(2026, 10, 26))} == {"ended"}


def test_prints_are_logged_and_a_reprint_takes_no_number(served):
    profile, issued = served
    uses = profile.store.find("number_use")
    with profile.store.change(profile.officer_id, "print") as tx:
        prints.log(tx, issued.document, "HP", {"party": 1, "file": 1, "stub": 0}, "again")
        prints.log(tx, issued.document, "HP", {"party": 1, "file": 1}, "good")
        prints.log(tx, issued.document, "HP", {"party": 1}, "good", marked=True)
        for wrong in ({"friend": 1}, {"party": -1}):
            with pytest.raises(ValueError):
                prints.log(tx, issued.document, "HP", wrong, "good")
        with pytest.raises(KnownError, match="document_unknown"):
            prints.log(tx, "no such paper", "HP", {"party": 1}, "good")
    logged = profile.store.find("print_log", document=issued.document)
    assert [(p["copies"], p["by_whom"], p["reprint"], p["marked"]) for p in logged] == [
        (2, {"party": 1, "file": 1}, False, False),
        (2, {"party": 1, "file": 1}, False, False),
        (1, {"party": 1}, True, True),
    ]
    assert profile.store.find("number_use") == uses


def test_the_worked_cases_services_give_the_days_they_say():
    """Proved on the day written in the case, without an open warning, as the case was settled."""
    for index in (0, 1):
        for paper in sample(index)["documents"]:
            said = paper["service"]
            given = Delivery(
                document="d",
                unit=None,
                method=said["method"],
                at=parse(f"{said['on']}T10:00:00+08:00"),
                place_kind=said["place_kind"],
                authority=said["authority"],
                authority_paper=said["authority_paper"],
                refused="refusal_reason" in said,
                refusal_reason=said.get("refusal_reason"),
                recorded_by=tuple(said.get("record", ())),
                lead="a",
                assistant="b",
            )
            assert warnings(given) == ()
            assert given.day.isoformat() == said["on"]
