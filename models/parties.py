"""The project card: the units on a project and who stands behind whom, the wage account, the deposit, the months."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models import cases, search
from models.duplicates import aliases, view
from models.errors import KnownError
from models.identity import Verdict, check_unit

if TYPE_CHECKING:
    from models.store import Store
    from models.tx import Tx

Row = dict[str, Any]

ROLES = ("developer", "general_contractor", "subcontractor", "individual")
"""建设单位 总包 分包 包工头, in the order of the card."""
FORMS = ("subcontract", "transfer", "illegal", "name_lending", "individual")
"""How a unit came to its works: lawful subcontract, 转包, 违法分包, 挂靠, given to a person."""
UNIT_FIELDS = ("name", "uscc", "legal_rep", "principal", "domicile", "phone", "id_no")


def new_project(tx: Tx, name: str) -> str:
    """A project known by a name only (先记下，回头补全); returns its id."""
    return tx.new("project", name=name.strip(), temporary=True)


def completed(reader: cases.Reader, project: str, given: Row) -> Row:
    """A project noted in haste is no longer temporary once name and address are known."""
    row = {**(reader.get("project", project) or {}), **given}
    return {"temporary": False} if row.get("temporary") and row.get("name") and row.get("address") else {}


def add_party(tx: Tx, project: str, role: str) -> str:
    """A unit in ``role`` with nothing known of it yet, engaged by the general contractor where that is usual.

    Returns the engagement's id. Raises ValueError for an unknown role.
    """
    if role not in ROLES:
        raise ValueError(role)
    unit = tx.new("unit", kind="person" if role == "individual" else "unit")
    below = role in ("subcontractor", "individual")
    contractor = next(
        (e["unit"] for e in view(tx).find("engagement", project=project, role="general_contractor")), None
    )
    form = {"subcontractor": "subcontract", "individual": "individual"}.get(role)
    return tx.new(
        "engagement",
        project=project,
        unit=unit,
        role=role,
        hired_by=contractor if below else None,
        form=form if below else None,
        employs=None,  # nobody said yet; a No that nobody chose would be believed
    )


def set_unit(tx: Tx, unit: str, fields: Row) -> None:
    """Change what is known of a unit; a credit code is checked, kept as typed and marked with the verdict."""
    given = {name: value for name, value in fields.items() if name in UNIT_FIELDS}
    if "uscc" in given:
        given |= code_fields(given["uscc"])
    if given:
        tx.set("unit", unit, **given)


def code_fields(text: str | None) -> Row:
    """The stored fields of a unit's code: warned about, never refused (GB 32100; old registrations fail)."""
    if not text or not text.strip():
        return {"uscc": None, "uscc_status": None, "uscc_reason": None}
    verdict = check_unit(text)
    reason = verdict.reasons[0].code if verdict.reasons else None
    return {"uscc": verdict.normalised or text.strip(), "uscc_status": verdict.status, "uscc_reason": reason}


def code_verdict(text: str | None) -> Verdict | None:
    """The verdict on a code as it stands, None where there is no code."""
    return check_unit(text) if text else None


def known_unit(reader: cases.Reader, code: str, but: str) -> Row | None:
    """Another unit with this code: most likely the same one."""
    if not code:
        return None
    own = aliases(reader).survivor(but)
    return next((row for row in view(reader).find("unit", uscc=code) if row["id"] not in (but, own)), None)


def take_known(tx: Tx, engagement: str, unit: str) -> None:
    """The engagement is that of a unit known before; the empty record made for it is marked deleted if unused."""
    row = tx.get("engagement", engagement)
    if row is None:
        raise KeyError(engagement)
    tx.set("engagement", engagement, unit=unit)
    before = row["unit"]
    used = tx.find("engagement", unit=before) or tx.find("answer", unit=before)
    if before and before != unit and not used:
        tx.delete("unit", before)


def take_off(tx: Tx, engagement: str) -> None:
    """A unit entered by mistake is no party any more; nobody is engaged or paid by it any longer.

    Raises KnownError("party_in_use") once answers, wages or papers of the project's visits name it: those stay true.
    """
    row = tx.get("engagement", engagement)
    if row is None:
        raise KeyError(engagement)
    unit, reader = row["unit"], view(tx)
    visits = [v["id"] for v in reader.find("inspection", project=row["project"])]
    tables = ("answer", "wage_roll", "stated_arrears")
    used = any(reader.find(table, inspection=visit, unit=unit) for visit in visits for table in tables)
    papers = [p for visit in visits for table in ("draft", "document") for p in reader.find(table, inspection=visit)]
    if used or any(unit in _addressed(p) for p in papers if p.get("state") not in ("discarded", "withdrawn")):
        raise KnownError("party_in_use")
    for other in reader.find("engagement", project=row["project"]):
        gone = {name: None for name in ("hired_by", "paid_by") if other[name] == unit and other["id"] != engagement}
        if gone:
            tx.set("engagement", other["id"], **gone)
    tx.delete("engagement", engagement)


def _addressed(paper: Row) -> list[str | None]:
    return [one.get("unit") if isinstance(one, dict) else one for one in paper["addressees"] or ()]


def look_alikes(store: Store, name: str, but: str | None = None) -> list[search.Hit]:
    """Projects of the same name, spaces, width and case aside: a hint that never blocks."""
    wanted = _plain(name)
    found = search.find(store, name, ("project",)) if wanted else []
    return [hit for hit in found if hit.id != but and _plain(hit.title) == wanted]


def _plain(text: str) -> str:
    import unicodedata

    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text)).lower()


def next_month(reader: cases.Reader, project: str, month_of_today: str) -> str:
    """The month a new line of labour cost is for: after the last one there, or the month before today's."""
    months = sorted(r["month"] for r in view(reader).find("labour_cost", project=project) if r["month"])
    year, month = (int(part) for part in (months[-1] if months else month_of_today).split("-"))
    step = 1 if months else -1
    count = year * 12 + month - 1 + step
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
