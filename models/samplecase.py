"""A CASE.json as records, through the ordinary write path and in one act: all of it or none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.caseread import Node, fields_of
from models.clock import today
from models.identity import check_person, check_unit
from models.pack import Pack
from models.profile import Profile
from models.records import RECORDS, answer_id, certificate_id, officer_id
from models.tx import Tx

ENGAGED_AS = {"subcontractor": "subcontract", "individual": "individual"}
"""How a unit of this role was engaged where the file does not say: by the general contractor."""


@dataclass(frozen=True)
class Loaded:
    """What was written: how many records of each type, and the ids that later commands name."""

    records: dict[str, int]
    inspection: str
    project: str
    drafts: list[str]


def office_of(case: Node) -> dict[str, Any]:
    """Fields of the office record; raises KnownError("case_field_bad")."""
    office = case["office"]
    office["name"].need()
    found = {name: inner.value for name, inner in office.pairs() if name in RECORDS["office"].by_name and inner.value}
    return {**found, "pack": "cn-wage"}


def officers_of(case: Node, passphrase: str) -> list[dict[str, Any]]:
    """The officers of the file, the lead first, each with the same passphrase for his slot."""
    found = [
        {
            "name": officer["name"].need(),
            "role": officer["role"].text() or "assistant",
            "cert_no": officer["cert_no"].need(),
            "cert_kind": officer["cert_kind"].text() or "labour_inspection",
            "valid_from": officer["valid_from"].day(),
            "valid_until": officer["valid_until"].day(),
            "passphrase": passphrase,
        }
        for officer in case["inspectors"].each()
    ]
    return sorted(found, key=lambda officer: officer["role"] != "lead")


def load_case(profile: Profile, case: Node) -> Loaded:
    """Write the case; the actor is who unlocked. Raises KnownError("case_field_bad"): then nothing is stored.

    Units are met again by their credit code and the project by name, contract and permit; a visit, a roll and
    drafts are always new.
    """
    with profile.store.change(profile.officer_id, "load_case") as tx:
        writer = _Writer(tx, case, profile.office_id, profile.pack, today(profile.clock))
        inspection = writer.write()
    return Loaded(dict(sorted(writer.counts.items())), inspection, writer.project, writer.drafts)


@dataclass
class _Writer:
    tx: Tx
    case: Node
    office: str
    pack: Pack
    on: date
    counts: Counter[str] = field(default_factory=Counter)
    units: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    project: str = ""
    drafts: list[str] = field(default_factory=list)

    def new(self, table: str, id: str | None = None, **fields: Any) -> str:
        self.counts[table] += 1
        return self.tx.new(table, id=id, **fields)

    def copy(self, table: str, node: Node, spec: str, **more: Any) -> str:
        """A record with fields from ``node``, each read by its declared kind: ``field`` or ``field=key``."""
        return self.new(table, **fields_of(table, node, spec), **more)

    def write(self) -> str:
        self.write_units()
        fresh = self.write_project()
        employers = {self.unit_called(w["employer"]) for w in self.case["workers"].each()} - {None}
        self.write_engagements(employers)
        if fresh:
            self.write_money_side()
        clue = self.write_clue()
        inspection = self.write_inspection(clue)
        self.write_answers(inspection)
        self.write_events(inspection)
        self.write_wages(inspection)
        self.write_evidence(inspection)
        for draft in self.case["drafts"].each():
            self.drafts.append(self.write_draft(draft, inspection))
        return inspection

    # --- who and where

    def write_units(self) -> None:
        for key, unit in self.case["units"].pairs():
            name, code = unit["name"].need(), unit["uscc"].text()
            known = self.tx.find("unit", uscc=code) if code else []
            if known:
                self.units[key] = str(known[0]["id"])
            else:
                person = unit["role"].text() == "individual"
                self.units[key] = self.copy(
                    "unit",
                    unit,
                    "uscc id_no legal_rep principal domicile phone note",
                    name=name,
                    kind=unit["kind"].text() or ("person" if person else "unit"),
                    uscc_status=check_unit(code).status if code else None,
                )
            self.names[name] = self.units[key]

    def unit_called(self, node: Node) -> str | None:
        """A unit by its key in the file or its name; None where nothing stands, or a name that is no unit here."""
        text = node.text()
        return self.units.get(text or "") or self.names.get(text or "")

    def unit_key(self, node: Node) -> str:
        found = self.units.get(node.need())
        if found is None:
            raise node.bad()
        return found

    def write_project(self) -> bool:
        node = self.case["project"]
        node["name"].need()
        same = fields_of("project", node, "name contract_no permit_date")
        rest = fields_of(
            "project",
            node,
            "address industry investment contract_fen=contract_amount contract_signed permit_no labour_cost_ratio "
            "labour_cost_cycle_days completed_on note",
        )
        known = self.tx.find("project", **same)
        if known:
            self.project = str(known[0]["id"])
            return False
        self.project = self.new("project", **same, **rest)
        return True

    def write_engagements(self, employers: set[str | None]) -> None:
        pairs = list(self.case["units"].pairs())
        contractor = next((k for k, u in pairs if u["role"].text() == "general_contractor"), None)
        known = {(e["unit"], e["role"]) for e in self.tx.find("engagement", project=self.project)}
        for key, unit in pairs:
            role = unit["role"].need()
            if (self.units[key], role) in known:
                continue
            form = unit["engaged_as"].text() or ENGAGED_AS.get(role)
            by = unit["engaged_by"].text() or (contractor if form else None)
            self.copy(
                "engagement",
                unit,
                "works project_manager wage_officer",
                project=self.project,
                unit=self.units[key],
                role=role,
                hired_by=self.units.get(by or ""),
                paid_by=self.unit_called(unit["paid_by"]),
                form=form,
                employs=self.units[key] in employers,
            )

    def write_money_side(self) -> None:
        account, deposit = self.case["project"]["account"], self.case["project"]["deposit"]
        if account:
            self.copy("wage_account", account, "name bank account_no opened_on", project=self.project)
        if deposit:
            sums = "required_fen=required_amount lodged_fen=lodged_amount"
            self.copy("deposit", deposit, f"form required_ratio {sums} valid_until", project=self.project)
        for row in self.case["labour_cost_table"].each():
            self.copy("labour_cost", row, "month due_fen=due paid_fen=paid paid_on", project=self.project)

    # --- the visit

    def write_clue(self) -> str | None:
        intake = self.case["intake"]
        if not intake:
            return None
        questions = fields_of("clue", intake["three_questions"], "q1_debtor q2_place_and_unit q3_other_procedure")
        return self.copy(
            "clue",
            intake,
            "channel external_no=clue_no received_on",
            office=self.office,
            project=self.project,
            state="accepted",
            representatives=intake["representatives"].texts() or None,
            **questions,
        )

    def officer(self, role: str) -> tuple[str | None, str | None]:
        """(id, certificate number) of the officer of the file in this role; entered into the register if new."""
        for person in self.case["inspectors"].each():
            if person["role"].text() != role:
                continue
            number = person["cert_no"].need()
            known = self.tx.find("certificate", number=number)
            if known:
                return str(known[0]["officer"]), number
            officer = self.new(
                "officer",
                id=officer_id(self.office, number),
                office=self.office,
                name=person["name"].need(),
                role=f"{role}_inspector",
                active=True,
            )
            certificate = fields_of("certificate", person, "kind=cert_kind number=cert_no valid_from valid_until")
            self.new("certificate", id=certificate_id(self.office, number), officer=officer, **certificate)
            return officer, number
        return None, None

    def write_inspection(self, clue: str | None) -> str:
        node = self.case["inspection"]
        (lead, lead_no), (assistant, assistant_no) = self.officer("lead"), self.officer("assistant")
        begun, notice, told = node["started_at"].instant(), node["notice"], node["result_told"]
        inspection = self.copy(
            "inspection",
            node,
            "kind task_source matters started_at ended_at visits_this_year yearly_cap counts_against_cap",
            office=self.office,
            project=self.project,
            clue=clue,
            state="ended" if node["ended_at"] else "begun" if begun else "planned",
            lead=lead,
            assistant=assistant,
            lead_certificate=lead_no,
            assistant_certificate=assistant_no,
            # The worked cases tell a lawful visit; a file that says otherwise says so in these keys.
            certs_shown_at=node["certs_shown_at"].instant() or begun,
            rights_told_at=node["rights_told_at"].instant() or begun,
            recusal=node["recusal"].text() or "not_requested",
            no_conflict_lead=node["no_conflict_lead"].truth() is not False,
            no_conflict_assistant=node["no_conflict_assistant"].truth() is not False,
            received_by=node["received_by"].text() or notice["handed_to"].text(),
            place=node["place"].text() or self.case["project"]["address"].text(),
            entry_scan_at=node["entry_scan"]["at"].instant(),
            entry_scan_missing=node["entry_scan"]["missing_reason"].text(),
            notice_no=notice["no"].text(),
            notice_date=notice["date"].day(),
            notice_handed_to=notice["handed_to"].text(),
            checklist=self.pack.id,
            checklist_version=self.pack.version,
            result_told_on=told["on"].day(),
            result_told_how=told["how"].text(),
        )
        if node["approval"]:
            self.write_approval(node["approval"], inspection)
        return inspection

    def write_approval(self, node: Node, inspection: str) -> None:
        self.copy(
            "approval",
            node,
            "no applied_on approved_on approved_by how urgent_reason reported_to reported_at reported_how outcome",
            type="inspection_approval",
            inspection=inspection,
            urgent=node["urgent"].truth() or False,
        )

    def write_answers(self, inspection: str) -> None:
        """An answer that is a choice or a text of its own stands in the file's note."""
        for node in self.case["checklist_answers"].each():
            item, unit, given = node["item"].need(), self.unit_key(node["unit"]), node["answer"].need()
            self.new(
                "answer",
                id=answer_id(inspection, item, unit),
                inspection=inspection,
                item=item,
                unit=unit,
                answer=node["note"].need() if given in ("enum", "text") else given,
                facts=node["fields"].value,
                note=node["note"].text(),
                answered_at=self.case["inspection"]["ended_at"].instant(),
            )

    def write_events(self, inspection: str) -> None:
        """Findings follow from the answers and are not stored; what happened without an answer is."""
        for node in self.case["findings"].each():
            if not node["event"]:
                continue
            since = node["since"].day()
            self.new(
                "finding",
                inspection=inspection,
                violation=node["violation"].need(),
                addressee=self.unit_key(node["unit"]),
                event=node["event"].need(),
                facts={"since": since} if since else None,
                state="open",
            )

    def write_wages(self, inspection: str) -> None:
        """One roll for each employer, in the file's order."""
        rolls: dict[str | None, str] = {}
        workers: dict[str, tuple[str, str]] = {}
        for place, node in enumerate(self.case["workers"].each(), 1):
            employer = self.unit_called(node["employer"])
            if employer not in rolls:
                rolls[employer] = self.new(
                    "wage_roll",
                    inspection=inspection,
                    unit=employer,
                    pay_day=self.case["pay_day"].text(),
                    basis=self.case["wage_basis"].text(),
                    state="taken",
                )
            number = node["id_no"].text()
            node["name"].need()
            worker = self.copy(
                "wage_worker",
                node,
                "name id_no phone bank_card trade day_rate_fen=day_rate employer",
                roll=rolls[employer],
                place=place,
                id_status=check_person(number, self.on).status if number else None,
                unnamed=node["unnamed"].truth() or False,
            )
            workers[node["id"].need()] = (worker, rolls[employer])
        for node in self.case["wage_rows"].each():
            if node["worker_id"].need() not in workers:
                raise node["worker_id"].bad()
            worker, roll = workers[node["worker_id"].need()]
            self.copy(
                "wage_line",
                node,
                "month due_fen=due paid_fen=paid",
                roll=roll,
                worker=worker,
                days=node["days"].count(),
            )

    def write_evidence(self, inspection: str) -> None:
        """``from`` names a unit by its key, or says in words who gave it."""
        by_key = {key: unit["name"].need() for key, unit in self.case["units"].pairs()}
        for node in self.case["evidence"].each():
            source = node["from"].text()
            self.new(
                "evidence",
                inspection=inspection,
                name=node["name"].need(),
                taken_on=node["date"].day(),
                source=by_key.get(source or "", source),
                note=node["note"].text(),
            )

    # --- papers

    def write_draft(self, node: Node, inspection: str) -> str:
        """Units are named by their ids from here on, also in the facts of a requirement."""
        materials, evidence = node["materials"], node["evidence"]
        node["type"].need()
        return self.copy(
            "draft",
            node,
            "type date as_of preview_serial title appear_at workers",
            inspection=inspection,
            addressees=[self.unit_key(unit) for unit in node["addressees"].each()],
            jointly_with=[self.unit_key(unit) for unit in node["jointly_with"].each()],
            period=[month.month() for month in node["period"].each()],
            evidence=evidence.texts() if evidence else None,
            requirements=[self.requirement(r) for r in node["requirements"].each()],
            materials=materials.texts() if materials else None,
            amount_fen=node["amount_fen"].whole(),
            state="draft",
        )

    def requirement(self, node: Node) -> dict[str, Any]:
        facts = {}
        for name, inner in node["facts"].pairs():
            party = self.pack.fact_types.get(name) == "party" and isinstance(inner.value, str)
            facts[name] = self.units.get(inner.value, inner.value) if party else inner.value
        joint = node["jointly_with"]
        return {
            "variant": node["variant"].need(),
            "due": node["due"].day(),
            "facts": facts,
            "text": node["text"].text(),
            "jointly_with": [self.unit_key(unit) for unit in joint.each()] if joint else None,
        }
