"""The record types, their fields and groups: the one place a field is declared.

A field's name is permanent: renaming is a new field and an upcaster. Fields of one ``group`` form one register, so
that a merge never makes a combination nobody entered. ``once`` marks insert-only records: legal facts that no later
operation may alter (a guard trigger aborts it, a replicated one goes to quarantine).
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

KINDS = {
    "text": "TEXT",
    "int": "INTEGER",
    "money": "INTEGER",  # fen
    "bool": "INTEGER",
    "day": "TEXT",  # YYYY-MM-DD
    "month": "TEXT",  # YYYY-MM
    "instant": "TEXT",  # RFC 3339, +08:00
    "json": "TEXT",
    "ref": "TEXT",  # id of another record
    "sha": "TEXT",  # sha256 of a blob, hexadecimal
}


FIXED = ("id", "_replica", "_seq", "_hlc", "_deleted", "_ext")
"""Columns of every record: who created it and when, whether it is deleted, fields this program does not know."""


@dataclass(frozen=True)
class Field:
    """One field: permanent name, kind (a key of KINDS), target table of a ref, group it merges with."""

    name: str
    kind: str
    ref: str | None = None
    group: str | None = None

    @property
    def register(self) -> str:
        return self.group or self.name


@dataclass(frozen=True)
class Record:
    """One record type. ``private_by`` names the ref field whose record owns the private stream it lives in."""

    table: str
    fields: tuple[Field, ...]
    once: bool = False
    private_by: str | None = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of its table that every program has first, then its fields."""
        return (*FIXED, *(f.name for f in self.fields))

    @cached_property
    def by_id(self) -> str:
        """SQL of one record's whole row."""
        return f"SELECT {', '.join(f'[{n}]' for n in self.columns)} FROM [{self.table}] WHERE id = ?"

    @cached_property
    def among(self) -> str:
        """SQL of the whole rows of a JSON list of records, each after its id."""
        names = ", ".join(f"[{n}]" for n in self.columns)
        return f"SELECT {names} FROM [{self.table}] WHERE id IN (SELECT value FROM json_each(?))"

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {f.name: f for f in self.fields}

    @cached_property
    def registers(self) -> Mapping[str, tuple[str, ...]]:
        """Register → its fields, in order of declaration."""
        found: dict[str, list[str]] = {}
        for f in self.fields:
            found.setdefault(f.register, []).append(f.name)
        return {name: tuple(members) for name, members in found.items()}

    @cached_property
    def quick(self) -> Mapping[str, type]:
        """Registers of one field, and the type whose every value fits: text, true or false."""
        other = ("int", "money", "json")
        return {
            f.name: bool if f.kind == "bool" else str for f in self.fields if f.group is None and f.kind not in other
        }

    @cached_property
    def whole(self) -> frozenset[str]:
        """Registers of one field that hold a whole number."""
        return frozenset(f.name for f in self.fields if f.group is None and f.kind in ("int", "money"))

    @cached_property
    def grouped(self) -> frozenset[str]:
        """Registers that are groups: their value is an object of all members."""
        return frozenset(f.group for f in self.fields if f.group)


def _fields(spec: str) -> tuple[Field, ...]:
    """``name:kind[>table][/group]`` separated by white space."""
    made = []
    for word in spec.split():
        word, _, group = word.partition("/")
        name, _, kind = word.partition(":")
        kind, _, ref = kind.partition(">")
        if kind not in KINDS:
            raise ValueError(f"{name}: no kind {kind!r}")
        made.append(Field(name, kind or "text", ref or None, group or None))
    return tuple(made)


def _record(table: str, spec: str, *, once: bool = False, private_by: str | None = None) -> Record:
    return Record(table, _fields(spec), once, private_by)


_ALL = (
    # --- the office and its people
    _record(
        "office",
        """name:text doc_prefix:text address:text postcode:text phone:text brigade:text government:text court:text
        police:text procuratorate:text region:text complaint_phone:text number_patterns:json titles:json options:json
        pack:text""",
    ),
    _record("officer", "office:ref>office name:text role:text phone:text active:bool"),
    _record("certificate", "officer:ref>officer kind:text number:text valid_from:day valid_until:day"),
    _record(
        "device",
        """office:ref>office name:text role:text code:text replica:int public_key:text pdf_certificate:text
        certificate:text state:text enrolled_at:instant revoked_at:instant predecessor:int""",
    ),
    # --- who and where
    _record(
        "unit",
        """name:text kind:text uscc:text/code uscc_status:text/code uscc_reason:text/code id_no:text legal_rep:text
        principal:text domicile:text phone:text postcode:text temporary:bool note:text""",
    ),
    _record(
        "project",
        """name:text address:text industry:text investment:text contract_no:text contract_fen:money
        contract_signed:day permit_no:text permit_date:day labour_cost_ratio:text labour_cost_cycle_days:int
        region:text completed_on:day temporary:bool note:text tags:json""",
    ),
    _record(
        "engagement",
        """project:ref>project unit:ref>unit role:text hired_by:ref>unit paid_by:ref>unit form:text works:text
        employs:bool project_manager:text wage_officer:text contact:text phone:text note:text""",
    ),
    _record(
        "wage_account",
        "project:ref>project name:text bank:text account_no:text opened_on:day filed_on:day tripartite_on:day",
    ),
    _record(
        "deposit",
        """project:ref>project form:text required_ratio:text required_fen:money/sums lodged_fen:money/sums
        valid_until:day""",
    ),
    _record(
        "labour_cost",
        "project:ref>project month:month due_fen:money/sums paid_fen:money/sums paid_on:day",
    ),
    # --- clues and cases
    _record(
        "clue",
        """office:ref>office channel:text external_no:text received_on:day project:ref>project unit:ref>unit
        people:int/stated amount_fen:money/stated summary:text q1_debtor:text q2_place_and_unit:text
        q3_other_procedure:text state:text due_on:day wage_case:ref>wage_case representatives:json""",
    ),
    _record(
        "informant",
        "clue:ref>clue name:text phone:text id_no:text address:text note:text",
        private_by="clue",
    ),
    _record(
        "wage_case",
        """office:ref>office clue:ref>clue project:ref>project no:text cause:text state:text filed_on:day
        filing_no:text lead:ref>officer assistant:ref>officer closed_on:day/closing closing:text/closing""",
    ),
    # --- the visit
    _record(
        "approval",
        """type:text inspection:ref>inspection no:text applied_on:day approved_on:day approved_at:instant
        approved_by:text how:text urgent:bool urgent_reason:text reported_to:text reported_at:instant
        reported_how:text outcome:text units:json matters:text officers:json valid_on:day note:text""",
    ),
    _record(
        "inspection",
        """office:ref>office project:ref>project wage_case:ref>wage_case clue:ref>clue kind:text task_source:text
        state:text planned_on:day matters:text started_at:instant ended_at:instant lead:ref>officer
        assistant:ref>officer helpers:int lead_certificate:text assistant_certificate:text certs_shown_at:instant
        rights_told_at:instant recusal:text no_conflict_lead:bool no_conflict_assistant:bool received_by:text
        received_title:text received_phone:text place:text place_fix:json entry_scan_at:instant
        entry_scan_missing:text notice_no:text notice_date:day notice_handed_to:text notice_document:ref>document
        visits_this_year:int yearly_cap:int counts_against_cap:bool recording:bool headcount:int
        checklist:text checklist_version:text at_item:text result_told_on:day result_told_how:text tags:json
        note:text""",
    ),
    _record(
        "answer",
        """inspection:ref>inspection item:text unit:ref>unit answer:text/answered facts:json/answered note:text
        answered_at:instant""",
    ),
    _record(
        "finding",
        """inspection:ref>inspection violation:text addressee:ref>unit answered_on:ref>unit items:json variant:text
        facts:json covered_by:text because:text due:day state:text event:text snapshot:json""",
    ),
    _record(
        "evidence",
        """inspection:ref>inspection wage_case:ref>wage_case answer:ref>answer service:ref>service name:text kind:text
        taken_on:day source:text pages:int note:text blob:sha size:int mime:text taken_at:instant place_fix:json
        taker:ref>officer file_name:text""",
    ),
    # --- wages
    _record(
        "wage_roll",
        """inspection:ref>inspection unit:ref>unit name:text pay_day:text as_of:day basis:text provider:text
        state:text""",
    ),
    _record(
        "wage_worker",
        """roll:ref>wage_roll place:int name:text id_no:text/identity id_status:text/identity phone:text
        bank_card:text trade:text day_rate_fen:money employer:text unnamed:bool""",
    ),
    _record(
        "wage_line",
        """roll:ref>wage_roll worker:ref>wage_worker month:month days:text due_fen:money/sums paid_fen:money/sums
        note:text""",
    ),
    _record(
        "stated_arrears",
        """inspection:ref>inspection unit:ref>unit people:int/stated amount_fen:money/stated months:json/stated
        stated_by:text stated_on:day""",
    ),
    _record(
        "recovered_payment",
        """project:ref>project requirement:ref>requirement unit:ref>unit paid_on:day amount_fen:money/sums
        workers:int/sums channel:text proof:text""",
    ),
    # --- papers
    _record(
        "draft",
        """inspection:ref>inspection wage_case:ref>wage_case type:text addressees:json jointly_with:json date:day
        as_of:day period:json preview_serial:int title:text evidence:json requirements:json appear_at:instant
        materials:json workers:int/stated amount_fen:money/stated extra:json state:text corrects:ref>document""",
    ),
    _record(
        "interview_line",
        "draft:ref>draft place:int question:text answer:text was:text",
    ),
    _record(
        "document",
        """office:ref>office inspection:ref>inspection wage_case:ref>wage_case draft:ref>draft type:text title:text
        number:text n:int year:int series:text number_use:ref>number_use addressees:json date:day issued_at:instant
        issued_by:ref>officer second_officer:ref>officer replica:int content:json text:text content_sha256:text
        pdf:sha pages:int pack:text pack_version:text seal_mode:text workers:int amount_fen:money as_of:day
        copies:int corrects:ref>document origin:text warnings:json qr:text approval:ref>approval
        authorisation:ref>seal_authorisation""",
        once=True,
    ),
    _record(
        "requirement",
        """document:ref>document n:int violation:text variant:text unit:ref>unit text:text due:day provisional:bool
        needs_expired_order:bool""",
        once=True,
    ),
    _record(
        "document_end",
        "document:ref>document kind:text reason:text on:day officer:ref>officer by_document:ref>document",
        once=True,
    ),
    _record(
        "stationery",
        "office:ref>office serial:text document:ref>document outcome:text at:instant officer:ref>officer reason:text",
        once=True,
    ),
    _record(
        "sealed_copy",
        "document:ref>document on:day officer:ref>officer note:text stamped_on:day handed_to:text",
        once=True,
    ),
    _record(
        "seal_image",
        """office:ref>office name:text picture:text colour:text width:int height:int source:text source_sha256:text
        at:instant officer:ref>officer""",
        once=True,
    ),
    _record(
        "seal_authorisation",
        """office:ref>office image:ref>seal_image authorised_by:text paper:text valid_from:day valid_until:day
        types:json at:instant officer:ref>officer""",
        once=True,
    ),
    _record(
        "seal_withdrawal",
        "authorisation:ref>seal_authorisation on:day at:instant officer:ref>officer reason:text",
        once=True,
    ),
    _record(
        "print_log",
        """document:ref>document at:instant officer:ref>officer printer:text copies:int outcome:text reprint:bool
        by_whom:json marked:bool""",
        once=True,
    ),
    _record(
        "signature",
        """inspection:ref>inspection document:ref>document service:ref>service party:text officer:ref>officer
        name:text title:text strokes:json signed_at:instant refused:bool reason:text""",
        once=True,
    ),
    _record(
        "service",
        """document:ref>document unit:ref>unit addressee:text method:text at:instant outcome:text place:text
        place_kind:text recipient:text recipient_title:text phone:text authority:text authority_paper:text
        authority_paper_date:day refused:bool refusal_reason:text witness:text witness_org:text recorded_by:text
        lead:ref>officer assistant:ref>officer receipt:ref>document warnings:json remark:text effective_on:day""",
        once=True,
    ),
    _record(
        "recheck",
        """requirement:ref>requirement document:ref>document on:day outcome:text evidence:text lead:ref>officer
        assistant:ref>officer unit_representative:text note:text""",
    ),
    # --- numbers
    _record(
        "number_block",
        """office:ref>office type:text year:int lo:int hi:int replica:int device:text state:text granted_at:instant
        closed_reason:text""",
    ),
    _record(
        "number_use",
        """office:ref>office type:text year:int n:int series:text number:text document:text block:ref>number_block
        replica:int date:day kind:text officer:ref>officer reason:text""",
        once=True,
    ),
    _record(
        "number_void",
        """office:ref>office type:text year:int lo:int hi:int block:ref>number_block reason:text
        officer:ref>officer on:day""",
        once=True,
    ),
    _record(
        "number_settlement",
        """kind:text office:ref>office type:text year:int number:text n:int documents:json stands:ref>document
        replaces:json reason:text officer:ref>officer on:day doubts:json""",
        once=True,
    ),
    # --- two records of one thing (models/duplicates.py)
    _record(
        "merging",
        """kind:text what:text record:text kept:text seen:json filled:json undoes:json officer:ref>officer at:instant
        reason:text""",
        once=True,
    ),
    # --- what the office keeps beside
    _record("activity", "office:ref>office type:text on:day count:int quantity:int note:text source:text"),
    _record(
        "warning",
        """project:ref>project unit:ref>unit indicator:text level:text raised_on:day state:text closed_on:day
        closed_by:ref>officer outcome:text note:text""",
    ),
)

RECORDS: Mapping[str, Record] = {r.table: r for r in _ALL}
SCHEMA = 3
"""Number of the shared schema: raised with each new field or record type; operations carry it."""

SINCE: Mapping[str, int] = {
    "merging": 2,
    "interview_line": 2,
    "seal_image": 3,
    "seal_authorisation": 3,
    "seal_withdrawal": 3,
}
"""The schema a record type came with, where it is not the first: programs before it keep its edits unread."""


def newer_than(schema: int) -> tuple[str, ...]:
    """The record types a program of that ``schema`` does not know."""
    return tuple(table for table, since in SINCE.items() if since > schema)


_SPACE = uuid.UUID("6f1c2f7e-9d1b-5a52-8b0e-4b1d6c9a7f30")


def office_id(name: str) -> str:
    """The id of the office of this full name.

    Derived, so that two laptops set up without a network for the same office meet in one record later.
    """
    return str(uuid.uuid5(_SPACE, f"office/{''.join(name.split())}"))


def officer_id(office: str, cert_no: str) -> str:
    """The id of the officer who holds certificate ``cert_no`` in ``office`` (derived for the same reason)."""
    return str(uuid.uuid5(_SPACE, f"officer/{office}/{cert_no.strip()}"))


def certificate_id(office: str, cert_no: str) -> str:
    """The id of the certificate ``cert_no``."""
    return str(uuid.uuid5(_SPACE, f"certificate/{office}/{cert_no.strip()}"))


def answer_id(inspection: str, item: str, unit: str | None) -> str:
    """The id of the answer to ``item`` for ``unit`` in one inspection.

    Derived, so that two laptops that answer the same item offline meet in one record and the difference shows as a
    conflict instead of two answers.
    """
    return str(uuid.uuid5(_SPACE, f"{inspection}/{item}/{unit or ''}"))


def check_value(field: Field, value: Any) -> Any:
    """``value`` as it is stored; raises ValueError when it does not fit the field's kind."""
    if value is None:
        return None
    kind = field.kind
    if kind in ("int", "money"):
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"{field.name}: {value!r} is not a whole number")
        if not -(2**63) <= value < 2**63:
            raise ValueError(f"{field.name}: {value!r} is out of range")
    elif kind == "bool":
        if not isinstance(value, bool):
            raise ValueError(f"{field.name}: {value!r} is not true or false")
    elif kind == "json":
        check_json(field.name, value)
    elif not isinstance(value, str):
        raise ValueError(f"{field.name}: {value!r} is not text")
    return value


DEEPEST = 32
"""Levels of lists and objects in one value: enough for any form, and every program can still walk through it."""


_PLAIN = frozenset({str, int, bool, type(None)})


def check_json(name: str, value: Any, deep: int = 0) -> None:
    """Raises ValueError for what JSON cannot carry to another device unchanged, or too deep to be walked through."""
    if deep < DEEPEST and (type(value) in _PLAIN or (type(value) is list and _PLAIN.issuperset(map(type, value)))):
        return
    if deep > DEEPEST:
        raise ValueError(f"{name}: more than {DEEPEST} levels")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise ValueError(f"{name}: key {key!r} is not text")
            check_json(name, inner, deep + 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            check_json(name, inner, deep + 1)
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{name}: {value} is not a number")
    elif value is not None and not isinstance(value, (str, int, float, bool)):
        raise ValueError(f"{name}: {type(value).__name__} cannot be kept")
