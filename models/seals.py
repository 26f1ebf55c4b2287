"""How a paper gets its seal (盖章方式): recorded when it is issued, with the ledger of pre-stamped sheets and what is owed after.

- ``stamped_on_paper``: printed, then stamped from the officer's bag
- ``pre_stamped``: printed over numbered sheets that were stamped before; each sheet is accounted for by its serial
- ``image``: the office's seal picture, printed as part of the file under a recorded authorisation (models/sealimages.py)
- ``stamped_later``: handed over unstamped; the stamped copy is served within seven days (proposed, not verified)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.cases import Reader, Row
from models.clock import stamp
from models.errors import KnownError, Place
from models.tx import Tx

IMAGE = "image"
MODES = ("stamped_on_paper", "pre_stamped", IMAGE, "stamped_later")
USUAL = "stamped_on_paper"
HEADS = ("office", "title")
"""What of a paper's head may stand on the stationery already."""
LATER_DAYS = 7
"""Days in which the stamped copy follows one handed over without a seal (documents.md, proposed)."""
PUT_AWAY = ("spoiled", "void", "lost")
"""What becomes of a sheet that no paper came out on."""
_SERIAL = re.compile(r"^(.*?)(\d+)$")


def usual(office: Mapping[str, Any] | None, place: bool = True) -> str:
    """The mode the office has set, else stamping from the bag; no picture on a paper without a ``place`` for it."""
    found = ((office or {}).get("options") or {}).get("seal_mode")
    return found if found in MODES and (place or found != IMAGE) else USUAL


def preprinted(office: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What of the head (:data:`HEADS`) the office's stationery carries already and a print-over leaves out."""
    found = ((office or {}).get("options") or {}).get("preprinted") or ()
    return tuple(head for head in HEADS if head in found)


def marks_reprints(office: Mapping[str, Any] | None) -> bool:
    """Whether the office wants copies printed again marked as such."""
    return bool(((office or {}).get("options") or {}).get("mark_reprints"))


def set_options(tx: Tx, office: str, **given: Any) -> None:
    """Change the office's own settings of sealing and printing: seal_mode, preprinted, mark_reprints.

    Raises KnownError seal_mode_unknown, office_unknown; ValueError for another setting.
    """
    if not set(given) <= {"seal_mode", "preprinted", "mark_reprints"}:
        raise ValueError(sorted(given))
    if "seal_mode" in given:
        check_mode(given["seal_mode"])
    row = tx.get("office", office)
    if row is None:
        raise KnownError("office_unknown")
    tx.set("office", office, options={**(row["options"] or {}), **given})


def check_mode(mode: str) -> str:
    """``mode`` when it is known; raises KnownError("seal_mode_unknown")."""
    if mode not in MODES:
        raise KnownError("seal_mode_unknown", where=Place(field="seal_mode"), mode=mode)
    return mode


# --- numbered sheets


@dataclass(frozen=True)
class Sheets:
    """The ledger of pre-stamped sheets: what became of each serial, the serials between them nobody accounts for, and
    those written down twice (by two laptops that had not met)."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...] = ()


def serials_in(text: str) -> list[str]:
    """Serials as people type them, separated by spaces or marks, a run as 0101-0104; each once, in order.

    Raises KnownError("sheet_serial_bad") for a run that goes backwards or is longer than 500 sheets.
    """
    found: dict[str, None] = {}
    for part in re.split(r"[\s,，、;；]+", text.strip()):
        first, dash, last = part.partition("-")
        if not dash:
            found.update({part.upper(): None} if part else {})
            continue
        a, b = _SERIAL.match(first.upper()), _SERIAL.match(last.upper())
        if a is None or b is None or b[1] not in ("", a[1]) or not 0 <= int(b[2]) - int(a[2]) < 500:
            raise KnownError("sheet_serial_bad", where=Place(field="sheets"), text=part)
        found.update({f"{a[1]}{n:0{len(a[2])}d}": None for n in range(int(a[2]), int(b[2]) + 1)})
    return list(found)


def check_free(reader: Reader, serials: Iterable[str]) -> None:
    """Raise KnownError("sheet_taken") for a sheet that was used or spoiled before."""
    for serial in serials:
        for row in reader.find("stationery", serial=serial):
            paper = reader.get("document", row["document"])
            number = (paper or {}).get("number") or row["reason"] or ""
            raise KnownError("sheet_taken", where=Place(field="sheets"), serial=serial, number=number)


def use(
    tx: Tx, document: str, serials: Sequence[str], outcome: str, officer: str | None, reason: str = ""
) -> list[str]:
    """Account for sheets: ``used`` for a paper that came out, ``spoiled`` for one that did not. Ids of the rows.

    Raises KnownError sheet_taken; ValueError for another outcome.
    """
    if outcome not in ("used", "spoiled"):
        raise ValueError(outcome)
    check_free(tx, serials)
    row = tx.get("document", document) or {}
    return [
        tx.new(
            "stationery", office=row.get("office"), serial=serial, document=document, outcome=outcome,
            at=stamp(tx.at), officer=officer, reason=reason or None,
        )
        for serial in serials
    ]  # fmt: skip


def put_away(tx: Tx, office: str, serials: Sequence[str], outcome: str, reason: str) -> list[str]:
    """Account for sheets no paper came out on: ``spoiled`` (printed badly, torn, wet), ``void`` (given back, taken out
    of use) or ``lost``. Ids of the rows.

    Raises KnownError sheet_taken, sheet_serial_bad, reason_missing; ValueError for another outcome.
    """
    if outcome not in PUT_AWAY:
        raise ValueError(outcome)
    if not serials:
        raise KnownError("sheet_serial_bad", where=Place(field="sheets"), text="")
    if not reason.strip():
        raise KnownError("reason_missing", where=Place(field="reason"))
    check_free(tx, serials)
    return [
        tx.new(
            "stationery", office=office, serial=serial, outcome=outcome, at=stamp(tx.at), officer=tx.actor,
            reason=reason.strip(),
        )
        for serial in serials
    ]  # fmt: skip


def sheets(reader: Reader) -> Sheets:
    """The whole ledger, by serial. A serial between the first and the last of its series that nobody wrote down is
    missing: it has to be found or explained."""
    rows = sorted(reader.find("stationery"), key=lambda r: (_split(r["serial"]), r["id"]))
    series: dict[tuple[str, int], set[int]] = {}
    for row in rows:
        prefix, number, width = _split(row["serial"])
        if width:
            series.setdefault((prefix, width), set()).add(number)
    missing = [
        f"{prefix}{n:0{width}d}"
        for (prefix, width), seen in sorted(series.items())
        for n in range(min(seen), max(seen))
        if n not in seen
    ]
    written = [row["serial"] for row in rows]
    doubled = (
        tuple(s for s in dict.fromkeys(written) if written.count(s) > 1) if len(set(written)) < len(written) else ()
    )
    return Sheets(tuple(rows), tuple(missing), doubled)


def _split(serial: str) -> tuple[str, int, int]:
    found = _SERIAL.match(serial)
    return (found[1], int(found[2]), len(found[2])) if found else (serial, 0, 0)


# --- papers handed over without a seal


@dataclass(frozen=True)
class Owed:
    """A paper whose stamped copy is still to be served, and by when."""

    document: Row
    due: date


def owed(reader: Reader) -> list[Owed]:
    """Papers issued to be stamped later whose stamped copy was not served yet; ended ones owe nothing."""
    found = []
    for row in reader.find("document", seal_mode="stamped_later"):
        if reader.find("sealed_copy", document=row["id"]) or reader.find("document_end", document=row["id"]):
            continue
        found.append(Owed(row, date.fromisoformat(row["date"]) + timedelta(days=LATER_DAYS)))
    return sorted(found, key=lambda o: (o.due, o.document["id"]))


def copy_served(
    tx: Tx, document: str, day: date, officer: str | None, note: str = "", *,
    stamped_on: date | None = None, handed_to: str = "",
) -> str:  # fmt: skip
    """Record that the copy, stamped at the office on ``stamped_on``, was handed over on ``day`` to ``handed_to``.

    Raises KnownError document_unknown, copy_not_owed, copy_days_wrong (stamped before the paper or after handing over).
    """
    row = tx.get("document", document)
    if row is None:
        raise KnownError("document_unknown", document=document)
    if row["seal_mode"] != "stamped_later" or tx.find("sealed_copy", document=document):
        raise KnownError("copy_not_owed", number=row["number"] or row["title"])
    stamped = stamped_on or day
    if not date.fromisoformat(row["date"]) <= stamped <= day:
        raise KnownError("copy_days_wrong", where=Place(field="stamped_on"), number=row["number"] or row["title"])
    return tx.new(
        "sealed_copy", document=document, on=day.isoformat(), officer=officer, note=note or None,
        stamped_on=stamped.isoformat(), handed_to=handed_to.strip() or None,
    )  # fmt: skip
