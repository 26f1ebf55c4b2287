"""The commands ``init``, ``load``, ``backup``, ``restore`` and ``check``: a profile without a window."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models.backup import backup as make_backup
from models.backup import restore as bring_back
from models.caseread import read_case
from models.check import Health
from models.check import check as examine
from models.clock import SystemClock, behind, local
from models.errors import KnownError
from models.profile import Profile
from models.samplecase import load_case, office_of, officers_of
from ui.cli.frame import Common, Done
from ui.i18n import translate
from ui.sentences import sentence

officer_option = click.option(
    "--officer", default=None, metavar="CERT_NO", help="Who acts; default: the lead officer."
)


def open_profile(common: Common, officer: str | None = None) -> Profile:
    """The profile of the command line, unlocked; ``officer`` is a certificate number, None the lead officer.

    Raises KnownError: profile_missing, passphrase_missing, wrong_passphrase and all else of ``Profile.open``.
    """
    profile = Profile.open(common.folder(), common.passphrase(), SystemClock(), officer=officer)
    _tell_clock(profile)
    return profile


def _tell_clock(profile: Profile) -> None:
    """A clock set back is told, as the window does; records keep their order whatever it says."""
    last = behind(profile.clock, profile.store.last_at())
    if last is not None:
        shown = {"clock": profile.clock.now(), "last": last}
        times = {key: local(at).strftime("%Y-%m-%d %H:%M") for key, at in shown.items()}
        sys.stderr.write(sentence(KnownError("clock_behind", **times)) + "\n")


def named(replica: int) -> str:
    """A replica as people and JSON see it: 16 hexadecimal digits."""
    return f"{replica:016x}"


@click.command()
@click.option("--from", "source", required=True, type=click.Path(path_type=Path), metavar="CASE.json")
@click.pass_obj
def init(common: Common, source: Path) -> Done:
    """Make a profile with the office and the officers of a case."""
    case = read_case(source)
    office, folder = office_of(case), common.folder()
    officers = officers_of(case, common.passphrase())
    with Profile.create(folder, office=office, officers=officers, clock=SystemClock()) as profile:
        profile.keep_reserve()
        data = {
            "ok": True,
            "profile": str(folder),
            "office": profile.office_id,
            "replica": named(profile.store.replica),
        }
    line = translate("cli", "Made the profile {path} of {office}; {n} officers can unlock it.")
    return Done(data, line.format(path=folder, office=office["name"], n=len(officers)))


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="CASE.json")
@officer_option
@click.pass_obj
def load(common: Common, source: Path, officer: str | None) -> Done:
    """Write a case as records: project, units, visit, answers, wages, evidence, drafts."""
    case = read_case(source)
    with open_profile(common, officer) as profile:
        loaded = load_case(profile, case)
    data = {
        "ok": True,
        "records": loaded.records,
        "inspection": loaded.inspection,
        "project": loaded.project,
        "drafts": loaded.drafts,
    }
    line = translate("cli", "Stored {n} records; drafts ready to issue: {drafts}.")
    return Done(data, line.format(n=sum(loaded.records.values()), drafts=", ".join(loaded.drafts) or "0"))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@officer_option
@click.pass_obj
def backup(common: Common, folder: Path, officer: str | None) -> Done:
    """Write the whole profile into one encrypted file in DIR."""
    with open_profile(common, officer) as profile:
        made = make_backup(profile, folder)
    data = {
        "ok": True,
        "file": str(made.file),
        "size": made.size,
        "sha256": made.sha256,
        "blobs": made.blobs,
        "portable": made.portable,
        "elsewhere": made.elsewhere,
    }
    text = [translate("cli", "Backup written: {file} ({size} bytes).").format(file=made.file, size=made.size)]
    if made.elsewhere:
        left = translate("cli", "{n} photos are not on this computer and not in this backup; the office has them.")
        text.append(left.format(n=made.elsewhere))
    if not made.portable:
        text.append(
            translate("cli", "Only this computer can restore it: no officer's passphrase is long enough alone.")
        )
    return Done(data, text)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@officer_option
@click.pass_obj
def restore(common: Common, file: Path, officer: str | None) -> Done:
    """Bring a backup back into the empty folder --profile, as a new replica."""
    folder = common.folder()
    with bring_back(file, folder, common.passphrase(), SystemClock(), officer=officer) as profile:
        data = {
            "ok": True,
            "profile": str(folder),
            "office": profile.office_id,
            "replica": named(profile.store.replica),
            "previous_replica": named(int(profile.store.local_get("restored")["from"])),
            "made_at": profile.store.local_get("restored")["backup_made_at"],
        }
    line = translate(
        "cli",
        "Restored into {path}. Its old numbers are closed: papers are numbered in the emergency series until the "
        "next sync.",
    )
    return Done(data, line.format(path=folder))


@click.command()
@officer_option
@click.pass_obj
def check(common: Common, officer: str | None) -> Done:
    """Read everything once: is the database, the chain, each file and number whole?"""

    def told(step: str) -> None:
        sys.stderr.write(_steps()[step] + "\n")

    with open_profile(common, officer) as profile:
        health = examine(profile, told)
    return Done(health.as_json(), _lines(health), 1 if health.problems else 0)


def _steps() -> dict[str, str]:
    return {
        "database": translate("cli", "Checking the database…"),
        "chain": translate("cli", "Checking the journal…"),
        "blobs": translate("cli", "Checking photos and papers…"),
        "numbers": translate("cli", "Checking the register of numbers…"),
    }


def _lines(health: Health) -> list[str]:
    counted = translate(
        "cli", "{operations} operations; {present} of {referenced} photos and papers are here, {bad} damaged or lost."
    )
    text = [
        counted.format(
            operations=health.operations,
            present=health.present,
            referenced=health.referenced,
            bad=health.bad,
        )
    ]
    if health.elsewhere:
        left = translate(
            "cli", "{n} are not on this computer: the office's server or whoever recorded them has them."
        )
        text.append(left.format(n=health.elsewhere))
    if not health.problems:
        return [*text, translate("cli", "Everything is whole.")]
    meanings = _meanings()
    return [*text, *(f"{meanings[p.code]}: {p.detail}" for p in health.problems)]


def _meanings() -> dict[str, str]:
    return {
        "vault_altered": translate("cli", "The file with the key slots was altered"),
        "database_damaged": translate("cli", "The database is damaged; restore the latest backup, then sync"),
        "chain_gap": translate("cli", "An operation is missing in the journal"),
        "chain_broken": translate("cli", "The journal's chain is broken"),
        "operation_altered": translate("cli", "An operation was altered"),
        "operation_unreadable": translate("cli", "An operation cannot be read"),
        "blob_missing": translate("cli", "A photo or paper made here is missing; restore it from a backup"),
        "blob_damaged": translate("cli", "A photo or paper is damaged; sync or a backup brings it back"),
        "number_duplicate": translate("cli", "A number stands on two papers"),
        "number_unexplained": translate("cli", "Numbers that nobody accounts for"),
    }
