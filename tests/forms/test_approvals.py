"""The approval of a visit as a paper: numbered once, with what was recorded and nothing made up."""

from __future__ import annotations

import pytest

from forms import approvals, sealing
from models.errors import KnownError
from tests.forms.test_issuing import pdf_text, squash
from tests.forms.visits import profile_with_case


@pytest.fixture
def case(tmp_path):
    profile, loaded = profile_with_case(tmp_path / "p")
    (row,) = profile.store.find("approval")
    with profile.store.change(profile.officer_id, "approval") as tx:
        tx.set("approval", row["id"], no=None, units=profile.store.get("draft", loaded.drafts[1])["addressees"])
    yield profile, loaded, row["id"]
    profile.close()


def test_the_form_carries_its_number_and_gives_it_to_the_record(case):
    profile, _, approval = case
    issued = approvals.issue_approval(profile, approval)
    assert issued.number == "星晨人社监检批字〔2026〕第001号"
    assert profile.store.get("approval", approval)["no"] == issued.number
    text = pdf_text(sealing.pdf_bytes(profile, issued.document))
    for said in (
        issued.number,
        "星河宏基建筑工程有限公司",
        "91649901MA0AAA024R",
        "晨光区滨河路保障性住房一期工程",
        "林晓（执法证件号：XC-JC-0001）",
        "2026年9月29日",
        "投诉",
        "劳动保障监察条例",
    ):
        assert squash(said) in text, said
    with pytest.raises(KnownError) as again:
        approvals.issue_approval(profile, approval)
    assert again.value.code == "approval_numbered"


def test_an_urgent_visit_says_why_and_to_whom_it_was_reported(case):
    profile, _, approval = case
    with profile.store.change(profile.officer_id, "approval") as tx:
        reported = {
            "urgent_reason": "转移账册",
            "reported_to": "王局长",
            "reported_at": "2026-10-09T09:00:00.000+08:00",
        }
        tx.set("approval", approval, urgent=True, approved_on=None, **reported)
    text = pdf_text(approvals.preview(profile, approval))
    assert "转移账册，王局长，2026年10月9日9时00分" in text
    assert not profile.store.find("number_use")


def test_an_approval_without_two_certified_officers_is_not_printed_as_final(case):
    profile, loaded, approval = case
    with profile.store.change(profile.officer_id, "visit") as tx:
        tx.set("inspection", loaded.inspection, assistant=None)
    with pytest.raises(KnownError) as refused:
        approvals.issue_approval(profile, approval)
    assert refused.value.code == "second_officer_missing"
