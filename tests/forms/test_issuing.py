"""The one act: what is issued is whole, frozen and numbered once; what must not be issued takes no number."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from forms import issuing, sealing
from forms.verifying import Recorded, check_qr, inspect_pdf
from models import merge, numbering
from models.errors import KnownError
from models.register import register
from tests.forms.visits import ORDER, PASSPHRASE, SECOND, clock_at, copy_draft, profile_with_case, reopen, sample


@pytest.fixture
def case(tmp_path):
    profile, loaded = profile_with_case(tmp_path / "p")
    yield profile, loaded
    profile.close()


def issue(profile, draft, second=None, secret=PASSPHRASE):
    return issuing.issue(profile, draft, second or profile.officer_of(SECOND), secret)


def refused(profile, draft, **how):
    """The code of the refusal, after making sure that nothing at all was taken or written."""
    before = (profile.store.find("number_use"), profile.store.find("document"))
    with pytest.raises(KnownError) as error:
        issue(profile, draft, **how)
    assert (profile.store.find("number_use"), profile.store.find("document")) == before
    assert profile.store.get("draft", draft)["state"] != "issued"
    return error.value


def squash(text):
    return "".join(text.split())


def test_an_issued_order_is_the_worked_case_with_its_number(case):
    profile, loaded = case
    paper = sample()["documents"][1]
    issued = issue(profile, loaded.drafts[1])
    row = profile.store.get("document", issued.document)
    assert issued.number == row["number"] == paper["no"]
    assert row["text"] == paper["text"]
    assert (row["n"], row["year"], row["series"], row["date"]) == (78, 2026, "main", "2026-10-14")
    assert (row["workers"], row["amount_fen"], row["as_of"]) == (12, 22885500, "2026-10-14")
    assert row["second_officer"] == profile.officer_of(SECOND) != row["issued_by"] == profile.officer_id
    assert row["addressees"] == [{"unit": row["addressees"][0]["unit"], "name": "星河宏基建筑工程有限公司"}]
    assert [(r["due"], r["violation"]) for r in profile.store.find("requirement", document=issued.document)] == [
        ("2026-10-23", "V-ARREARS"),
        ("2026-10-19", "V-BOARD"),
    ]
    assert profile.store.get("draft", loaded.drafts[1])["state"] == "issued"


def test_the_stored_pdf_is_signed_and_says_what_the_record_says(case):
    profile, loaded = case
    issued = issue(profile, loaded.drafts[1])
    pdf = sealing.pdf_bytes(profile, issued.document)
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256
    trust = [profile.device_keys.office_certificate]
    verdict = inspect_pdf(pdf, trust, Recorded(issued.sha256, 1, issued.issued_at))
    assert (verdict.ours, verdict.unchanged, verdict.valid) == ("yes", "yes", 1)
    printed = pdf_text(pdf)
    row = profile.store.get("document", issued.document)
    assert squash(row["text"]) in printed
    assert "草稿" not in printed
    assert issued.number in row["content"]["appendix_caption"]


def pdf_text(pdf):
    """The text of all pages without white space and page numbers."""
    import io
    import re

    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return squash("".join(re.sub(r"—\s*\d+\s*—", "", text) for text in pages))


def test_the_code_on_the_paper_names_number_and_content(case):
    profile, loaded = case
    issued = issue(profile, loaded.drafts[1])
    verdict = check_qr(profile.store.get("document", issued.document)["qr"], [profile.device_keys.public])
    assert verdict.ours == "yes"
    assert (verdict.facts.number, verdict.facts.content_sha256) == (issued.number, issued.content_sha256)


def test_one_issue_is_one_operation(case):
    profile, loaded = case
    before = profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    issued = issue(profile, loaded.drafts[1])
    assert profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"] == before + 1
    (operation,) = profile.store.history(issued.document)
    assert operation.act == "issue"
    assert {e.t for e in operation.edits} == {"number_use", "document", "requirement", "draft"}


def test_a_draft_is_issued_once(case):
    profile, loaded = case
    issue(profile, loaded.drafts[1])
    with pytest.raises(KnownError) as again:
        issue(profile, loaded.drafts[1])
    assert again.value.code == "draft_issued"
    assert len(profile.store.find("document")) == 1


def test_the_preview_shows_the_same_pages_marked_as_draft_and_takes_no_number(case):
    profile, loaded = case
    text = pdf_text(issuing.preview(profile, loaded.drafts[1]))
    assert squash(sample()["documents"][1]["text"]) in text.replace("草稿", "")
    assert not profile.store.find("number_use")


# --- authority


def test_the_second_officer_confirms_with_his_own_secret(case):
    profile, loaded = case
    assert refused(profile, loaded.drafts[1], secret="wrong wrong wrong wrong").code == "wrong_passphrase"


def test_the_actor_cannot_be_his_own_second_officer(case):
    profile, loaded = case
    assert refused(profile, loaded.drafts[1], second=profile.officer_id).code == "same_officer"


def test_a_second_officer_is_chosen_from_the_register_never_typed(case):
    profile, loaded = case
    assert refused(profile, loaded.drafts[1], second="王五").code == "officer_not_in_register"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"certs_shown_at": None}, "certificates_not_shown"),
        ({"recusal": None}, "recusal_not_offered"),
        ({"rights_told_at": None}, "rights_not_told"),
        ({"no_conflict_lead": False}, "conflict_not_excluded"),
        ({"notice_no": None}, "inspection_notice_missing"),
    ],
)
def test_a_visit_with_a_gap_issues_nothing(case, change, code):
    profile, loaded = case
    with profile.store.change(profile.officer_id, "visit") as tx:
        tx.set("inspection", loaded.inspection, **change)
    assert refused(profile, loaded.drafts[1]).code == code


def test_without_approval_nothing_is_issued_and_an_urgent_one_is_said_in_the_file(case):
    profile, loaded = case
    (approval,) = profile.store.find("approval")
    with profile.store.change(profile.officer_id, "visit") as tx:
        tx.delete("approval", approval["id"])
    assert refused(profile, loaded.drafts[1]).code == "approval_missing"
    with profile.store.change(profile.officer_id, "visit") as tx:
        tx.new(
            "approval",
            inspection=loaded.inspection,
            urgent=True,
            urgent_reason="转移账册",
            reported_to="王局长",
            reported_at="2026-10-09T09:00:00.000+08:00",
            reported_how="telephone",
        )
    issued = issue(profile, loaded.drafts[1])
    assert "approval_overdue" in [w["code"] for w in issued.warnings]


def test_a_refused_paper_takes_no_block_of_numbers_either(tmp_path):
    """A character without a font is found when the paper is rendered: before this profile grants itself numbers."""
    profile, loaded = profile_with_case(tmp_path / "p", clock=clock_at(2026, 10, 14, 2))
    with profile.store.change(profile.officer_id, "office") as tx:
        for block in profile.store.find("number_block"):
            numbering.void_rest(tx, block["id"], "用尽", profile.officer_id, date(2026, 10, 14))
        project = profile.store.find("project")[0]
        name = project["name"]
        tx.set("project", project["id"], name=name + "\U0001f3d7")
    blocks = profile.store.find("number_block")
    assert refused(profile, loaded.drafts[1]).code == "no_glyph"
    assert profile.store.find("number_block") == blocks
    with profile.store.change(profile.officer_id, "office") as tx:
        tx.set("project", project["id"], name=name)
    assert issue(profile, loaded.drafts[1]).number and len(profile.store.find("number_block")) == len(blocks) + 1
    profile.close()


def test_certificates_must_be_valid_on_the_day(tmp_path):
    profile, loaded = profile_with_case(tmp_path / "p", clock=clock_at(2026, 10, 14, 2))
    (certificate,) = [c for c in profile.store.find("certificate") if c["number"] == SECOND]
    with profile.store.change(profile.officer_id, "office") as tx:
        tx.set("certificate", certificate["id"], valid_until="2026-10-13")
    error = refused(profile, loaded.drafts[1])
    assert (error.code, error.params["name"]) == ("certificate_expired", "郑远")
    profile.close()


# --- what is on the paper


def test_a_paper_of_tomorrow_or_of_another_year_is_refused(case):
    profile, loaded = case
    tomorrow = copy_draft(profile, loaded.drafts[2], date="2026-10-15")
    assert refused(profile, tomorrow).code == "date_in_future"
    last_year = copy_draft(profile, loaded.drafts[2], date="2025-12-30")
    assert refused(profile, last_year).code == "date_other_year"


def test_a_character_without_a_glyph_refuses_before_a_number_is_used(case):
    profile, loaded = case
    unit = profile.store.get("draft", loaded.drafts[1])["addressees"][0]
    with profile.store.change(profile.officer_id, "unit") as tx:
        tx.set("unit", unit, name="星河\U000f0123宏基公司")
    assert refused(profile, loaded.drafts[1]).code == "no_glyph"


def test_a_blank_left_on_the_paper_refuses(case):
    profile, loaded = case
    row = profile.store.get("draft", loaded.drafts[1])
    board = {**row["requirements"][1], "facts": {}}
    draft = copy_draft(profile, loaded.drafts[1], requirements=[board])
    assert refused(profile, draft).code == "fact_missing_on_paper"


def disagree(profile, table, record, field, values):
    """Two other devices set a field without seeing each other."""
    from models import journal
    from models.journal import Edit, Operation

    heads = profile.store.state(table, record).heads.get(field, [])
    base = journal.base_of([h.dot for h in heads])
    bodies = [
        journal.encode(
            Operation(profile.office_id, replica, 1, (1 << 60) + replica, "2026-10-14T10:00:00.000+08:00", "edit",
                      [Edit(table, record, {field: value}, base)])
        )
        for replica, value in zip((11, 12), values, strict=True)
    ]  # fmt: skip
    assert profile.store.apply(bodies).new == 2
    assert merge.in_conflict(profile.store.state(table, record).heads[field])


def test_a_conflict_on_a_printed_field_blocks_and_names_the_field(case):
    profile, loaded = case
    unit = profile.store.get("draft", loaded.drafts[1])["addressees"][0]
    disagree(profile, "unit", unit, "name", ["甲公司", "乙公司"])
    error = refused(profile, loaded.drafts[1])
    assert (error.code, error.where.field) == ("conflict_on_paper", "unit.name")
    assert issue(profile, loaded.drafts[2]).number, "the other paper does not print that unit"


def test_a_conflict_on_a_field_that_is_not_printed_holds_nothing_up(case):
    profile, loaded = case
    unit = profile.store.get("draft", loaded.drafts[1])["addressees"][0]
    disagree(profile, "unit", unit, "phone", ["1", "2"])
    assert issue(profile, loaded.drafts[1]).n == 78


def test_a_conflict_on_a_wage_blocks_the_order_that_adds_it_up(case):
    profile, loaded = case
    line = profile.store.find("wage_line")[1]["id"]
    disagree(profile, "wage_line", line, "sums", [{"due_fen": 1, "paid_fen": 0}, {"due_fen": 2, "paid_fen": 0}])
    assert refused(profile, loaded.drafts[1]).where.field == "wage_line.sums"
    assert issue(profile, loaded.drafts[0]).type == "inquiry_notice"


def test_paid_above_due_only_warns(case):
    profile, loaded = case
    line = next(r for r in profile.store.find("wage_line") if r["month"] == "2026-06")
    with profile.store.change(profile.officer_id, "wages") as tx:
        tx.set("wage_line", line["id"], paid_fen=line["due_fen"] + 100)
    assert issue(profile, loaded.drafts[1]).n == 78


def inform(profile, loaded, **who):
    with profile.store.change(profile.officer_id, "clue") as tx:
        clue = profile.store.get("inspection", loaded.inspection)["clue"]
        tx.new("informant", clue=clue, **who)


@pytest.mark.parametrize("who", [{"name": "罗举报"}, {"name": "李某", "phone": "19912345678"}])
def test_a_paper_that_names_the_informant_is_refused_without_saying_who(case, who):
    profile, loaded = case
    inform(profile, loaded, **who)
    row = profile.store.get("draft", loaded.drafts[1])
    words = {**row["requirements"][1], "facts": {"missing": "罗举报（19912345678）说的内容"}}
    draft = copy_draft(profile, loaded.drafts[1], requirements=[row["requirements"][0], words])
    error = refused(profile, draft)
    assert (error.code, error.params) == ("informant_on_paper", {})
    assert issue(profile, loaded.drafts[1]).warnings[-1]["code"] != "worker_named_like_informant"


def test_a_worker_with_the_informants_name_stays_an_ordinary_row_and_the_officer_is_warned(case):
    profile, loaded = case
    inform(profile, loaded, name="赵㛃")
    assert "worker_named_like_informant" in [w["code"] for w in issue(profile, loaded.drafts[1]).warnings]


# --- the transaction


def test_a_draft_that_changed_while_it_was_rendered_is_rendered_again(case):
    profile, loaded = case
    draft = loaded.drafts[1]
    seen = []

    def compose(reader, number):
        made = issuing.composed(profile, reader, draft, number)
        seen.append(made)
        if len(seen) == 1:
            with profile.store.change(profile.officer_id, "draft") as tx:
                tx.set("draft", draft, title="劳动保障监察限期整改指令书")
        return made

    issued = sealing.seal(
        profile,
        act="issue",
        type=ORDER,
        day=clock_at(2026, 10, 14).now().date(),
        compose=compose,
        fields=lambda tx, made: {},
        also=lambda tx, ready: None,
    )
    assert len(seen) == 4
    assert profile.store.get("document", issued.document)["title"] == "劳动保障监察限期整改指令书"
    assert issued.n == 78


def test_papers_issued_at_once_get_different_numbers(case):
    profile, loaded = case
    drafts = [copy_draft(profile, loaded.drafts[2]) for _ in range(4)]
    numbers = []
    threads = [threading.Thread(target=lambda d=d: numbers.append(issue(profile, d).n)) for d in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [78, 79, 80, 81]
    assert register(profile.store, profile.office_id, 2026).clean


def test_without_numbers_and_server_the_paper_is_numbered_in_the_emergency_series(case):
    profile, loaded = case
    profile.store.local_set(sealing.ALONE, "https://example.invalid")
    with profile.store.change(profile.officer_id, "void") as tx:
        for block in numbering.blocks(tx, ORDER, 2026):
            numbering.void_rest(tx, block.id, "退回", profile.officer_id, clock_at(2026, 10, 14).now().date())
    issued = issue(profile, loaded.drafts[1])
    assert issued.series == "emergency"
    assert issued.number == f"星晨人社监令急字〔2026〕Z{numbering.replica_code(profile.store.replica)}第001号"
    assert issued.number in profile.store.get("document", issued.document)["text"]
    assert register(profile.store, profile.office_id, 2026).clean


def test_working_alone_the_next_block_is_taken_by_itself(tmp_path):
    profile, loaded = profile_with_case(tmp_path / "p")
    with profile.store.change(profile.officer_id, "void") as tx:
        for block in numbering.blocks(tx, ORDER, 2026):
            numbering.void_rest(tx, block.id, "作废", profile.officer_id, clock_at(2026, 10, 14).now().date())
    assert sealing.shown(profile, ORDER, clock_at(2026, 10, 14).now().date()) == "星晨人社监令字〔2026〕第098号"
    assert issue(profile, loaded.drafts[1]).n == 98
    profile.close()


# --- crash

WORKER = """
import sys
from pathlib import Path
from forms import issuing
from tests.forms.visits import PASSPHRASE, SECOND, copy_draft, reopen
profile = reopen(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    draft = copy_draft(profile, sys.argv[2])
    print(issuing.issue(profile, draft, profile.officer_of(SECOND), PASSPHRASE).document, flush=True)
"""


def test_killed_in_the_middle_there_is_a_draft_or_a_whole_document(tmp_path):
    """kill -9 at random moments of issue after issue: nothing acknowledged is lost, nothing is half there."""
    folder = tmp_path / "p"
    profile, loaded = profile_with_case(folder)
    profile.close()
    moment = random.Random(7)
    acknowledged = []
    for _ in range(4):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(folder), loaded.drafts[2]],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONPATH": "."},
        )
        assert worker.stdout.readline() == "ready\n"
        acknowledged.append(worker.stdout.readline().strip())
        time.sleep(moment.uniform(0.0, 0.4))
        worker.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in worker.stdout if len(line) == 37]
        worker.wait()
    profile = reopen(folder)
    whole_papers(profile, acknowledged)
    profile.close()


def whole_papers(profile, acknowledged):
    store = profile.store
    documents = {d["id"]: d for d in store.find("document")}
    uses = {u["document"]: u for u in store.find("number_use")}
    assert acknowledged
    assert set(acknowledged) <= set(documents)
    assert set(uses) == set(documents)
    issued = {d["id"] for d in store.find("draft") if d["state"] == "issued"}
    assert issued == {d["draft"] for d in documents.values()}
    for document in documents.values():
        pdf = sealing.pdf_bytes(profile, document["id"])
        assert hashlib.sha256(pdf).hexdigest() == document["pdf"]
        assert len(store.find("requirement", document=document["id"])) == 1
    files = store.rows("SELECT sha256 FROM blob_data")
    assert {f["sha256"] for f in files} == {d["pdf"] for d in documents.values()}
    assert register(store, profile.office_id, 2026).clean
    numbers = sorted(u["n"] for u in uses.values() if u["series"] == "main")
    assert numbers == list(range(78, 78 + len(numbers)))
