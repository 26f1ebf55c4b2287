"""One case to its end, for every kind of paper: SAMPLE-B, with a filing and what the worked case lacks (marked OWN).

The filing, the interview's words, the fine's bank, the police letter's words and the like are OWN inventions of these
tests; parties, sums, days and wage rows are the worked case's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from forms import approvals, issuing, mending, receipts, sealing, siterecords, templated
from forms.receipts import Signature
from forms.service import Delivery
from models.clock import FixedClock, parse
from models.deadlines import record_recheck
from models.papertypes import PaperType, paper_type
from models.profile import Profile
from tests.forms.visits import PASSPHRASE, clock_at, profile_with_case, reopen

STROKE = [[(2.0, 3.0, 0.0), (9.0, 8.0, 40.0), (18.0, 2.0, 90.0)], [(4.0, 9.0, 140.0), (16.0, 10.0, 200.0)]]
FILED = {
    "no": "星晨案〔2026〕52",
    "filing_no": "星晨人社监立字〔2026〕第052号",
    "filed_on": "2026-06-08",
    "cause": "涉嫌拖欠农民工工资",
}


OWN_FACTS = {"S04-01": {"workers": 15}, "S04-03": {"workers": 15}}
"""What the worked case leaves open in the record of its visit."""


@dataclass
class Story:
    """The open profile and the papers issued so far by kind; ``at`` moves the clock to 10:00 of a day."""

    profile: Profile
    clock: FixedClock
    inspection: str
    gc: str
    case: str
    person: str
    second: str
    papers: dict[str, str] = field(default_factory=dict)

    @property
    def store(self) -> Any:
        return self.profile.store

    def at(self, day: str) -> None:
        y, m, d = map(int, day.split("-"))
        self.clock.set(datetime(y, m, d, 2, tzinfo=UTC))

    def day(self) -> date:
        return (self.clock.now() + timedelta(hours=8)).date()

    def draft(self, type: str, fields: dict[str, Any] | None = None, **more: Any) -> str:
        given = {"addressees": [self.gc], "inspection": self.inspection, "wage_case": self.case, **more}
        changed = given.pop("row", {})
        with self.store.change(self.profile.officer_id, "draft") as tx:
            draft = templated.new_draft(tx, self.profile, type, self.day(), fields=fields, **given)
            if changed:
                tx.set("draft", draft, **changed)
        return draft

    def issue(self, type: str, fields: dict[str, Any] | None = None, **more: Any) -> str:
        draft = self.draft(type, fields, **more)
        made = issuing.issue(self.profile, draft, self.second, PASSPHRASE)
        self.papers[type] = made.document
        return made.document

    def serve(self, document: str) -> None:
        row = self.store.get("document", document)
        for addressee in row["addressees"]:
            ink = [Signature(p, p, STROKE, self.clock.now()) for p in ("recipient", "lead", "assistant")]
            made = receipts.record(
                self.profile,
                Delivery(
                    document, addressee["unit"], "direct", self.clock.now(), place="星河市晨光区锦绣路18号",
                    place_kind="domicile", recipient="宋锦", recipient_title="法定代表人", authority="legal_rep",
                    lead=self.profile.officer_id, assistant=self.second,
                ),
                ink,
            )  # fmt: skip
            if made.receipt is not None:
                self.papers.setdefault("service_receipt", made.receipt.document)

    def seal(self, type: str, fields: dict[str, Any] | None = None, lines: Any = (), **more: Any) -> str:
        draft = self.draft(type, fields, **more)
        self.answer(draft, lines)
        made = templated.seal_record(self.profile, draft, self.second, PASSPHRASE, self.strokes(type))
        self.papers[type] = made.document
        return made.document

    def mend(self, type: str, document: str, **fields: Any) -> str:
        with self.store.change(self.profile.officer_id, "draft") as tx:
            draft = mending.begin(tx, self.profile, document, type, self.day(), fields)
        self.papers[type] = issuing.issue(self.profile, draft, self.second, PASSPHRASE).document
        return self.papers[type]

    def answer(self, draft: str, lines: Any) -> None:
        have = self.store.find("interview_line", draft=draft)
        with self.store.change(self.profile.officer_id, "interview") as tx:
            for one, (question, answer, *was) in zip(have, lines, strict=False):
                tx.set("interview_line", one["id"], question=question, answer=answer, was=was[0] if was else None)

    def strokes(self, type: str) -> list[Signature]:
        kind = self.kind(type)
        parties = [s["party"] for s in kind.signers]
        feet = [Signature(p, p, STROKE, self.clock.now(), page=1) for p in parties]
        return [Signature(p, p, STROKE, self.clock.now()) for p in parties] + feet

    def kind(self, type: str) -> PaperType:
        found = paper_type(self.profile.pack, type)
        assert found is not None, type
        return found

    def number(self, type: str) -> str:
        return str(self.store.get("document", self.papers[type])["number"])

    def pdf(self, type: str) -> bytes:
        return sealing.pdf_bytes(self.profile, self.papers[type])


ANSWERS = (
    ("以上告知你是否听清？是否申请回避？", "听清了，不申请回避。"),
    ("请介绍你的基本情况和所做的工作。", "我叫沈㛃，在启明产业园综合楼装修工程做瓦工，2026年3月进场。"),
    ("你由谁招用、由谁管理？是否订立劳动合同？", "周大有招用和管理，没有订立劳动合同。"),
    ("工资标准是多少？约定什么时候发放？", "每天300元，约定次月15日发放。", "每天280元，约定次月15日发放。"),
    ("哪些月份的工资没有足额发放？分别欠多少？", "2026年3月至5月没有足额发放，一共欠18000.00元。"),
    ("你有什么证据材料可以证明？", "有本人的记工本，复印件已经交给你们。"),
    ("以上所说是否属实？还有什么需要补充的？", "属实，没有补充。"),
)
"""OWN: the words of an interview; the fourth answer was corrected after reading."""


BANK = "某银行星河分行"
BODY = "星河市晨光区住房和城乡建设局"
PROPOSAL = "建议责令支付工资并加付赔偿金，对未开设专户、未存储保证金的行为处以罚款。"
ACCOUNTS = ["V-ACCOUNT", "V-DEPOSIT"]
"""The violations of SAMPLE-B that GZTL-55 fines."""


def whole(told: Story) -> Story:
    """Every kind of paper of the pack, issued and where needed served, in the order a case takes."""
    issue, serve, seal = told.issue, told.serve, told.seal
    issue("complaint_registration", {
        "person": "沈㛃", "sex": "female", "id_no": "649901198603121020", "phone_no": "19900000001",
        "home": "星河市晨光区某村", "people": 15, "sum": "294720.00", "content": "启明产业园综合楼装修工程拖欠工资。",
        "given": "记工本复印件15份", "decided": "accept",
    })  # fmt: skip
    issue("non_acceptance_notice", {
        "content": "周大有欠付的材料款", "why": ["所反映事项属于个人之间的债务，不属于劳动保障监察范围"],
        "where": "向人民法院提起诉讼",
    }, addressees=[told.person])  # fmt: skip
    issue("case_filing_approval", {
        "story": "全国根治欠薪线索反映平台转来线索，反映启明产业园综合楼装修工程拖欠15名农民工工资。",
        "breach": ["GZTL-3/1", "GZTL-30/1"],
    })  # fmt: skip
    issue("department_transfer", {
        "body": BODY, "why": "将工程分包给个人的行为属于建设行政主管部门职责", "basis": ["LDJC-18/2"],
        "enclosures": ["现场检查笔录复印件", "限期改正指令书复印件"], "reply_by": "2026-07-17",
    })  # fmt: skip
    seal("interview_record", {
        "started": "2026-07-03T10:00+08:00", "ended": "2026-07-03T10:40+08:00", "person": "沈㛃", "sex": "female",
        "id_no": "649901198603121020", "employer": "周大有班组", "job": "瓦工", "phone_no": "19900000001",
        "home": "星河市晨光区某村", "recording": "yes",
    }, ANSWERS)  # fmt: skip
    seal("recheck_record", {
        "person": "谭立", "job": "项目经理", "conclusion": "not_corrected", "proof": "单位未提交任何支付凭证。",
    })  # fmt: skip
    serve(issue("evidence_preservation_notice", {
        "thing_lines": ["记工本，15册，手写，保存于晨光区劳动保障监察大队", "电子考勤机，1台，白色，原地保存"],
        "approved_on": "2026-07-02", "until": "2026-07-14",
    }))  # fmt: skip
    issue("evidence_disposal_decision", {
        "measures": ["记工本作为证据使用，复制后返还原件", "电子考勤机解除登记保存"],
    })  # fmt: skip
    issue("service_address_confirmation", {
        "person": "宋锦", "job": "法定代表人", "phone_no": "19900000099", "post": "星河市晨光区锦绣路18号",
        "code": "000000", "agreed": "no",
    })  # fmt: skip
    issue("evidence_list")
    issue("inspection_result_notice", {"next_step": "我局已责令你单位限期改正"})
    serve(told.mend("correction_notice", told.papers["inspection_result_notice"], why="笔误", changes=[
        {"place": "正文第一段", "was": "限期改正", "now": "限期改正（期限至2026年6月26日）"}]))  # fmt: skip
    issue("investigation_report", {
        "course": "2026年6月10日现场检查，6月12日询问农民工15人，6月17日责令限期改正，7月3日复查。", "proposal": PROPOSAL,
    })  # fmt: skip
    told.at("2026-07-06")
    serve(issue("prior_notice", {"percent": 50, "fine": 5_000_000, "stop": "yes"}))
    serve(issue("administrative_decision_prior_notice", {"percent": 50},
                row={"extra": {"fields": {"percent": 50}, "violations": ["V-ARREARS"],
                               "follows": told.papers["rectification_order"]}}))  # fmt: skip
    serve(issue("penalty_prior_notice", {}, row={"extra": {
        "fields": {"fine": 5_000_000, "stop": "yes", "person": "宋锦（法定代表人）", "fine_person": 1_000_000},
        "violations": ACCOUNTS, "follows": told.papers["rectification_order"]}}))  # fmt: skip
    serve(told.mend("revocation_decision", told.papers["prior_notice"], again="made",
                    why="该告知书将行政处理和行政处罚一并告知，事项不清，应当分别告知",
                    new_number=f"{told.number('administrative_decision_prior_notice')}、"
                               f"{told.number('penalty_prior_notice')}告知书"))  # fmt: skip
    issue("hearing_notice", {"fine": 5_000_000, "stop": "yes"}, row={"extra": {
        "fields": {"fine": 5_000_000, "stop": "yes"}, "violations": ACCOUNTS,
        "follows": told.papers["rectification_order"]}})  # fmt: skip
    serve(issue("dishonesty_notice", {"ground": "crime", "persons": "宋锦（法定代表人）"},
                row={"extra": {"fields": {"ground": "crime", "persons": "宋锦（法定代表人）"},
                               "violations": ["V-ARREARS"], "follows": told.papers["rectification_order"]}}))  # fmt: skip
    seal("statement_record", {
        "started": "2026-07-06T15:00+08:00", "person": "宋锦", "job": "法定代表人", "phone_no": "19900000099",
        "words": "我单位资金困难，建设单位尚有工程款未付，请求减轻处罚。", "given": ["工程款结算单复印件1份"],
    }, follows=told.papers["penalty_prior_notice"])  # fmt: skip
    told.at("2026-07-08")
    issue("hearing_date_notice", {"asked_on": "2026-07-08", "held": "2026-07-21T09:00+08:00", "chair": "王法"},
          follows=told.papers["penalty_prior_notice"])  # fmt: skip
    told.at("2026-07-14")
    issue("case_handling_approval", {"proposal": PROPOSAL, "defence": "在规定期限内未提出陈述、申辩。"})
    issue("legal_review_opinion", {
        "sent_on": "2026-07-13", "matter": PROPOSAL, "opinion": "主体合格，事实清楚，证据确凿，适用依据正确，程序合法。",
        "result": "agree", "reviewer": "陈审",
    })  # fmt: skip
    issue("discussion_record", {
        "held": "2026-07-14T09:00+08:00", "chair": "王局", "present": "王局、李副局、陈审、林晓、郑远", "recorder": "郑远",
        "talk": "林晓汇报案情；陈审汇报法制审核意见；与会人员讨论后一致同意。", "decision": "同意承办人意见。",
    })  # fmt: skip
    serve(issue("administrative_decision", {"percent": 50},
                follows=told.papers["administrative_decision_prior_notice"],
                row={"extra": {"fields": {"percent": 50}, "violations": ["V-ARREARS"],
                               "follows": told.papers["administrative_decision_prior_notice"]}}))  # fmt: skip
    serve(issue("penalty_decision", {}, row={"extra": {
        "fields": {"fine": 5_000_000, "stop": "yes", "person": "宋锦（法定代表人）", "fine_person": 1_000_000,
                   "bank": BANK, "account": "罚没收入专户"},
        "violations": ACCOUNTS, "follows": told.papers["penalty_prior_notice"]}}))  # fmt: skip
    issue("public_service_notice", {"content": "责令你单位支付拖欠的农民工工资294720.00元，并加付赔偿金147360.00元。",
                                    "medium": "《某某日报》"},
          follows=told.papers["administrative_decision"])  # fmt: skip
    serve(issue("dishonesty_decision", {"persons": "宋锦（法定代表人）"}, follows=told.papers["dishonesty_notice"]))
    issue("criminal_transfer_approval", {"why": "经责令支付逾期仍不支付，数额较大。"},
          row={"extra": {"fields": {"why": "经责令支付逾期仍不支付，数额较大。"}, "violations": ["V-ARREARS"],
                         "follows": told.papers["rectification_order"]}})  # fmt: skip
    flight = "经查，该单位账户同期有工程款收入，有能力支付而不支付。"
    issue("criminal_transfer", {"flight": flight}, row={"extra": {
        "fields": {"flight": flight}, "violations": ["V-ARREARS"], "follows": told.papers["rectification_order"]}})  # fmt: skip
    issue("deposit_payment_notice", {"body": BANK, "bank_account": "保函编号BH-2026-09"},
          follows=told.papers["administrative_decision"])  # fmt: skip
    issue("risk_letter", {
        "body": BODY, "indicators": ["专用账户未开设", "农民工工资保证金未足额存储"], "asks": ["督促施工总承包单位开设专用账户"],
        "reply_by": "2026-07-24",
    })  # fmt: skip
    told.at("2027-01-15")
    issue("dishonesty_removal", {"ground": "early", "asked_on": "2027-01-08", "out_on": "2027-01-15"},
          follows=told.papers["dishonesty_decision"])  # fmt: skip
    told.at("2027-01-18")
    serve(issue("demand_notice", {"duties": ["支付农民工工资294720.00元", "加付赔偿金147360.00元"]},
                follows=told.papers["administrative_decision"]))  # fmt: skip
    told.at("2027-02-08")
    issue("enforcement_application", {"requests": ["强制执行被申请人支付农民工工资及加付赔偿金共计442080.00元"]},
          follows=told.papers["demand_notice"])  # fmt: skip
    issue("closing_approval", {"how": "transferred"})
    issue("closing_report", {"how": "transferred"})
    issue("withdrawal_approval", {"ground": "not_established", "facts": ["反映的另一工程未发现拖欠农民工工资"]})
    return told


def on_the_visit(told: Story, notice: str) -> None:
    """The papers of the visit itself, issued on its day: approval, notice, record, inquiry notice."""
    store, profile, visit = told.store, told.profile, told.inspection
    (approval,) = store.find("approval")
    with store.change(profile.officer_id, "approval") as tx:
        tx.set("approval", approval["id"], no=None, units=[told.gc])
        tx.set("inspection", visit, received_title="项目经理", headcount=15)
        for one in store.find("answer", inspection=visit):
            if one["item"] in OWN_FACTS:
                tx.set("answer", one["id"], facts=OWN_FACTS[one["item"]])
        told_at_door = tx.new("draft", type="inspection_notice", inspection=visit, addressees=[told.gc],
                              date="2026-06-10", state="draft")  # fmt: skip
    told.papers["inspection_approval"] = approvals.issue_approval(profile, approval["id"]).document
    for type, draft in (("inspection_notice", told_at_door), ("inquiry_notice", notice)):
        made = issuing.issue(profile, draft, told.second, PASSPHRASE)
        told.papers[type] = made.document
        told.serve(made.document)
    with store.change(profile.officer_id, "draft") as tx:
        record = siterecords.new_draft(tx, visit, told.gc, told.day())
        said = siterecords.words(profile, tx, tx.get("draft", record))
        lines = [one.replace(profile.pack.wording["blank"], "装修劳务") for one in siterecords.paragraphs(said)]
        tx.set("draft", record, extra={"paragraphs": lines})
    parties = ("unit", "lead", "assistant")
    strokes = [Signature(p, p, STROKE, told.clock.now()) for p in parties]
    strokes += [Signature(p, p, STROKE, told.clock.now(), page=1) for p in parties]
    sealed = siterecords.seal_record(profile, record, told.second, PASSPHRASE, strokes)
    told.papers["site_inspection_record"] = sealed.document


@contextmanager
def story(folder: Path, *, visit: bool = False) -> Iterator[Story]:
    """SAMPLE-B up to the order served and not obeyed (2026-06-17 to 2026-07-03); ``visit``: its own papers too."""
    _, loaded = _open(folder)
    clock = clock_at(2026, 6, 10 if visit else 17, 2)
    profile = reopen(folder, clock)
    store = profile.store
    order = loaded.drafts[1]
    gc = store.get("draft", order)["addressees"][0]
    inspection = store.get("inspection", loaded.inspection)
    with store.change(profile.officer_id, "case") as tx:
        case = tx.new("wage_case", office=profile.office_id, clue=inspection["clue"], project=inspection["project"],
                      lead=inspection["lead"], assistant=inspection["assistant"], state="filed", **FILED)  # fmt: skip
        tx.set("inspection", loaded.inspection, wage_case=case)
    person = next(u["id"] for u in store.find("unit") if u["kind"] == "person")
    told = Story(profile, clock, loaded.inspection, gc, case, person, str(inspection["assistant"]))
    if visit:
        on_the_visit(told, loaded.drafts[0])
        told.at("2026-06-17")
    made = issuing.issue(profile, order, told.second, PASSPHRASE)
    told.papers["rectification_order"] = made.document
    told.serve(made.document)
    told.at("2026-07-03")
    for requirement in store.find("requirement", document=made.document):
        with store.change(profile.officer_id, "recheck") as tx:
            record_recheck(
                tx, requirement["id"], "not_corrected", told.day(), today=told.day(), lead=inspection["lead"],
                assistant=told.second, evidence="单位未提交任何支付凭证",
            )  # fmt: skip
    try:
        yield told
    finally:
        profile.close()


def _open(folder: Path) -> Any:
    profile, loaded = profile_with_case(folder, 1)
    profile.close()
    return profile, loaded


__all__ = ["ANSWERS", "STROKE", "Story", "parse", "story"]
