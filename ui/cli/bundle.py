"""The commands ``bundle …``: export, import, receipt, and joining by stick: the office without a network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from models.clock import SystemClock, local, parse
from models.errors import KnownError
from models.profile import Profile
from ui.cli.frame import Common, Done
from ui.cli.profile import named, officer_option, open_profile
from ui.i18n import translate

MB = 10**6
FILE = click.Path(path_type=Path)


@click.group()
def bundle() -> None:
    """The USB way: what a sync would carry, as files on a stick."""


@bundle.command("export")
@click.argument("file", type=FILE)
@click.option("--to", "device", default=None, metavar="NAME", help="At the desk: the laptop's name, code or id.")
@click.option("--only-new", is_flag=True, help="Only what no earlier bundle carries; a lost one is then missed.")
@click.option("--part-mb", type=click.IntRange(1, 100_000), default=1900, show_default=True, help="Split by size.")
@officer_option
@click.pass_obj
def export(common: Common, file: Path, device: str | None, only_new: bool, part_mb: int, officer: str | None) -> Done:
    """Write a bundle to FILE: from a laptop to the office, or from the desk to one laptop (--to)."""
    from sync.bundle import is_desk
    from sync.bundleout import export_down, export_up

    told = _progress(common)
    with open_profile(common, officer) as profile:
        if is_desk(profile):
            made = export_down(profile, _device(profile, device), file, part_bytes=part_mb * MB, progress=told)
        else:
            made = export_up(profile, file, only_new=only_new, part_bytes=part_mb * MB, progress=told)
    line = translate("cli", "Bundle {seq}: {n} acts and {files} files in {parts}.")
    parts = ", ".join(path.name for path in made.paths)
    lines = [line.format(seq=made.seq, n=made.operations, files=made.files, parts=parts)]
    if not made.informants:
        lines.append(
            translate(
                "cli",
                "The server could not be asked for what only the officers on a case may have; the next bundle brings it.",
            )
        )
    return Done(made.as_dict(), lines)


@bundle.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@officer_option
@click.pass_obj
def import_(common: Common, files: tuple[Path, ...], officer: str | None) -> Done:
    """Take bundles in; whatever is damaged or missing is named. Exit 1 unless all of it is here."""
    from sync.bundleask import accept, is_waiting
    from sync.bundlein import import_bundles

    told = _progress(common)
    if is_waiting(common.folder()):
        profile = accept(common.folder(), files, passphrase=common.passphrase(), clock=SystemClock(), progress=told)
        with profile:
            office = profile.store.get("office", profile.office_id) or {}
            server = profile.store.local_get("server")
            data = {"ok": True, "joined": True, "office": profile.office_id, "device": server["device"]}
            data |= {"device_code": server["code"], "replica": named(profile.store.replica), "imported": []}
        text = translate("cli", "Joined {office} as device {code}, by stick.")
        return Done(data, text.format(office=office.get("name") or "", code=server["code"]))
    with open_profile(common, officer) as profile:
        found = [one.as_dict() for one in import_bundles(profile, files, told)]
    good = all(one["whole"] and not one["missing"] for one in found)
    data = {"ok": good, "joined": False, "imported": found}
    return Done(data, [line for one in found for line in imported_lines(one)], 0 if good else 1)


def imported_lines(one: dict[str, Any]) -> list[str]:
    """What one file brought, for people."""
    said = translate("cli", "{file}: bundle {seq} of {name}: {n} new acts, {m} known, {files} files.")
    lines = [
        said.format(
            file=one["file"],
            seq=one["bundle"],
            name=one["from"]["name"],
            n=one["operations"],
            m=one["repeated"],
            files=one["files"],
        )
    ]
    if one["damage"]:
        text = translate("cli", "Damaged from its part number {frame} on; what stands before it is stored.")
        lines.append(text.format(frame=one["damage"]["frame"]))
    if one["waits_for_earlier"]:
        lines.append(translate("cli", "Some of it waits for an earlier bundle and is to be imported again after it."))
    for lost in one["missing"]:
        text = (
            translate("cli", "Missing: part {part} of bundle {seq}.")
            if lost["part"]
            else translate("cli", "Missing: bundle {seq}.")
        )
        lines.append(text.format(part=lost["part"], seq=lost["bundle"]))
    if one["receipt_code"]:
        lines.append(translate("cli", "Receipt code for the sender: {code}").format(code=one["receipt_code"]))
    if one["receipts"]:
        lines.append(
            translate("cli", "The office received what this computer sent: {n} receipts.").format(n=one["receipts"])
        )
    return lines


@bundle.command()
@click.argument("what", metavar="FILE|CODE")
@officer_option
@click.pass_obj
def receipt(common: Common, what: str, officer: str | None) -> Done:
    """Mark as received what the office has: by a bundle of the desk, or a receipt code told over the phone."""
    from sync.bundle import read_receipt
    from sync.bundlein import take_receipts
    from sync.bundlestate import take_receipt, waiting

    with open_profile(common, officer) as profile:
        if Path(what).is_file() or what.endswith(".axb"):
            taken = take_receipts(profile, Path(what))[1]
        else:
            take_receipt(profile.store, *read_receipt(what))
            taken = 1
        left = waiting(profile.store, profile.blobs)
    data = {"ok": True, "receipts": taken, "pending": {"operations": left.operations, "blobs": left.files}}
    text = translate("cli", "Received by the office. Still without a receipt: {n} acts, {files} files.")
    return Done(data, text.format(n=left.operations, files=left.files))


@bundle.command()
@officer_option
@click.pass_obj
def status(common: Common, officer: str | None) -> Done:
    """What waits for which bundle or receipt; at the desk, what is missing from whom."""
    from sync import bundlestate as state
    from sync.bundle import is_desk

    with open_profile(common, officer) as profile:
        left = state.waiting(profile.store, profile.blobs)
        senders = state.senders(profile.store) if is_desk(profile) else {}
        names = {row["id"]: row["name"] for row in profile.store.find("device")}
    bundles = [
        {"bundle": b.seq, "made_at": b.made_at, "parts": b.names, "operations": b.operations, "files": b.files, "received": b.received > 0}
        for b in left.bundles
    ]  # fmt: skip
    laptops = [
        {"device": device, "name": names.get(device), "bundle": known.newest, "at": known.at,
         "missing": [{"bundle": seq, "part": part or None} for seq, part in state.missing(known)]}
        for device, known in senders.items()
    ]  # fmt: skip
    data = {
        "ok": True,
        "pending": {"operations": left.operations, "blobs": left.files},
        "unpacked": {"operations": left.unpacked, "blobs": left.unpacked_files},
        "bundles": bundles,
        "laptops": laptops,
    }
    text = translate("cli", "Without a receipt: {n} acts, {files} files; on no bundle yet: {m} acts, {more} files.")
    line = text.format(n=left.operations, files=left.files, m=left.unpacked, more=left.unpacked_files)
    return Done(data, line)


@bundle.command("invite")
@officer_option
@click.pass_obj
def invite_(common: Common, officer: str | None) -> Done:
    """Make a one-time code for a laptop that joins by stick (at the desk); good for 14 days."""
    from sync.bundlejoin import invite

    with open_profile(common, officer) as profile:
        made = invite(profile)
    until = local(parse(made.expires_at)).strftime("%Y-%m-%d")
    text = translate("cli", "One-time code for joining by stick, good until {day}: {code}")
    return Done(
        {"ok": True, "code": made.code, "expires_at": made.expires_at}, text.format(day=until, code=made.code)
    )


@bundle.command("request")
@click.argument("file", type=FILE)
@click.argument("code")
@click.option("--name", default="", help="What people call this device.")
@click.option("--officer", required=True, metavar="CERT_NO", help="Who will work on it.")
@click.pass_obj
def request_(common: Common, file: Path, code: str, name: str, officer: str) -> Done:
    """Ask to join by stick: write FILE with this laptop's public keys, with the CODE the desk told."""
    from sync.bundleask import request

    asked = request(
        common.folder(), file, code, cert_no=officer, passphrase=common.passphrase(), clock=SystemClock(), name=name
    )
    text = translate("cli", "Bring {file} to the desk; then import the bundle it gives back.")
    data = {"ok": True, "file": str(file), "device": asked.device.id, "name": asked.device.name}
    return Done(data, text.format(file=file))


@bundle.command("grant")
@click.argument("request_file", type=FILE, metavar="REQUEST")
@click.argument("file", type=FILE)
@officer_option
@click.pass_obj
def grant_(common: Common, request_file: Path, file: Path, officer: str | None) -> Done:
    """Let the laptop of REQUEST in (at the desk) and write its first bundle to FILE."""
    from sync.bundlejoin import grant
    from sync.bundleout import export_down

    with open_profile(common, officer) as profile:
        asked = grant(profile, request_file)
        made = export_down(profile, asked.device.id, file, progress=_progress(common))
    text = translate("cli", "{name} is let in. Bring {file} back to it.")
    data = {**made.as_dict(), "device": asked.device.id, "name": asked.device.name}
    return Done(data, text.format(name=asked.device.name, file=made.paths[0].name))


def _device(profile: Profile, name: str | None) -> str:
    """The id of the one laptop that is called so; raises KnownError("bundle_whose")."""
    own = profile.device_id
    rows = [row for row in profile.store.find("device", state="active") if row["id"] != own]
    fitting = [row for row in rows if name in (row["id"], row["code"], row["name"])] if name else rows
    if len(fitting) != 1:
        known = ", ".join(str(row["name"]) for row in rows) or "–"
        raise KnownError("bundle_whose", name=name or "–", known=known)
    return str(fitting[0]["id"])


def _progress(common: Common) -> Callable[[str, int, int], None]:
    def told(stage: str, done: int, total: int) -> None:
        if not common.json and stage == "files" and total:
            sys.stderr.write(f"\r{done}/{total}")

    return told
