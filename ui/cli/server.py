"""The commands ``serve``, ``invite``, ``enrol`` and ``sync``: the office's server and the devices that join it."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.clock import SystemClock, local, parse
from models.errors import KnownError
from models.profile import Profile
from models.vaultfile import exists
from ui.cli.frame import Common, Done, emit
from ui.cli.profile import officer_option, open_profile
from ui.i18n import translate

if TYPE_CHECKING:
    from sync.awaited import Waits

PORT = 8470
POSTGRES = ("postgresql://", "postgres://")


@click.command()
@click.option("--db", default=None, metavar="FILE|URL", help="The server's file, or postgresql://user@host/name.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes, on PostgreSQL.")
@click.option("--new-office", is_flag=True, help="Make a code with which another office joins this server.")
@click.option(
    "--files", default=None, metavar="FOLDER|URL", help="Where photos and papers lie: a folder or s3://bucket."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--tls-cert", type=click.Path(path_type=Path), default=None, metavar="PEM")
@click.option("--tls-key", type=click.Path(path_type=Path), default=None, metavar="PEM")
@click.pass_obj
def serve(
    common: Common,
    db: str | None,
    workers: int,
    new_office: bool,
    files: str | None,
    host: str,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
) -> None:
    """Run the office's server until it is stopped (Ctrl+C)."""
    from sync.server.running import bind

    postgres = db if db is not None and db.startswith(POSTGRES) else None
    if workers > 1 and postgres is None:
        raise KnownError("workers_need_postgres")
    path = _server_file(common) if db is None or postgres else Path(db)
    server = bind(
        path,
        SystemClock(),
        host=host,
        port=port,
        tls_certificate=tls_cert,
        tls_key=tls_key,
        files=files,
        postgres=postgres,
        workers=workers,
        new_office=new_office,
    )
    code = server.admin_code
    if tls_cert is None and host not in ("127.0.0.1", "localhost", "::1"):
        warning = translate("cli", "Without --tls-cert and --tls-key everything travels readable for this network.")
        sys.stderr.write(warning + "\n")
    if common.json:
        emit({"ok": True, "url": server.url, "admin_code": code.text if code else None})
    else:
        sys.stdout.write(translate("cli", "The server answers at {url}.").format(url=server.url) + "\n")
        if code is not None:
            line = translate(
                "cli",
                "Administrator's one-time code, good until {time}: {code}\n"
                "At the office's desk, with its profile: enrol {url} {code}",
            )
            until = local(parse(code.expires_at)).strftime("%H:%M")
            sys.stdout.write(line.format(time=until, code=code.text, url=server.url) + "\n")
        sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        server.run()


def _server_file(common: Common) -> Path:
    """Beside the profile where --profile names one, else in the platform's data folder."""
    if common.profile is not None:
        return common.profile.with_name(common.profile.name + ".server") / "server.db"
    from platformdirs import user_data_path

    return user_data_path("anxin-server", appauthor=False) / "server.db"


@click.command()
@click.option("--role", type=click.Choice(["laptop", "desk"]), default="laptop", show_default=True)
@officer_option
@click.pass_obj
def invite(common: Common, role: str, officer: str | None) -> Done:
    """Make a one-time code with which another device may join the office (at the desk)."""
    from sync.enrolment import invite as make_code

    with open_profile(common, officer) as profile:
        made = make_code(profile, role)
    line = translate("cli", "One-time code, good until {time}: {code}")
    until = local(parse(made.expires_at)).strftime("%H:%M")
    return Done(
        {"ok": True, "code": made.code, "expires_at": made.expires_at, "role": role},
        line.format(time=until, code=made.code),
    )


@click.command()
@click.argument("url")
@click.argument("code")
@click.option("--name", default="", help="What people call this device.")
@click.option("--ca", type=click.Path(path_type=Path), default=None, metavar="PEM", help="The server's certificate.")
@officer_option
@click.pass_obj
def enrol(common: Common, url: str, code: str, name: str, ca: Path | None, officer: str | None) -> Done:
    """Join the office's server at URL with a one-time CODE; makes the profile where there is none."""
    authority = _authority(ca)
    if exists(common.folder()):
        profile = _enrol_existing(common, url, code, name, authority, officer)
        new = False
    else:
        profile = _join_new(common, url, code, name, authority, officer)
        new = True
    with profile:
        server = profile.store.local_get("server")
        office = profile.store.get("office", profile.office_id) or {}
        data = {
            "ok": True,
            "profile": str(common.folder()),
            "made": new,
            "office": profile.office_id,
            "device": server["device"],
            "device_code": server["code"],
            "role": server["role"],
            "url": server["url"],
        }
    line = translate("cli", "Joined {office} as device {code}. Sync as often as there is a network.")
    return Done(data, line.format(office=office.get("name") or "", code=server["code"]))


def _enrol_existing(
    common: Common, url: str, code: str, name: str, authority: str | None, officer: str | None
) -> Profile:
    from sync.enrolment import enrol as join_server

    profile = open_profile(common, officer)
    try:
        join_server(profile, url, code, name=name, authority=authority)
    except BaseException:
        profile.close()
        raise
    return profile


def _join_new(common: Common, url: str, code: str, name: str, authority: str | None, officer: str | None) -> Profile:
    from sync.enrolment import join

    if not officer:
        raise KnownError("officer_needed")
    return join(
        common.folder(),
        url,
        code,
        cert_no=officer,
        passphrase=common.passphrase(),
        clock=SystemClock(),
        name=name,
        authority=authority,
    )


def _authority(ca: Path | None) -> str | None:
    from sync.enrolment import certificate_in

    return None if ca is None else certificate_in(ca)


@click.command()
@click.option(
    "--ca", type=click.Path(path_type=Path), default=None, metavar="PEM", help="The server's renewed certificate."
)
@officer_option
@click.pass_obj
def sync(common: Common, ca: Path | None, officer: str | None) -> Done:
    """Sync once with the office's server; counts of both ends."""
    from sync.client import sync as sync_once

    def told(stage: str, done: int, total: int) -> None:
        if not common.json and stage.startswith("files") and total:
            sys.stderr.write(f"\r{done + 1}/{total}")

    authority = _authority(ca)
    with open_profile(common, officer) as profile:
        if authority is not None:
            from sync.enrolment import trust

            trust(profile, authority)
        result = sync_once(profile, told)
    lines = [
        translate("cli", "Sent {n} acts and {files} files; received {m} acts and {more} files.").format(
            n=result.pushed.operations,
            files=result.pushed.blobs,
            m=result.pulled.operations,
            more=result.pulled.blobs,
        ),
        translate("cli", "Still waiting: {n} acts, {files} files. Conflicts to decide: {conflicts}.").format(
            n=result.pending.operations, files=result.pending.blobs, conflicts=result.conflicts
        ),
        translate("cli", "This computer and the server hold the same records.")
        if result.equal
        else translate("cli", "This computer and the server do not hold the same records yet; sync again."),
    ]
    if result.copied:
        from ui.sentences import sentence

        lines.append(sentence(KnownError("found_copy")))
    if result.numbers_wait is not None:
        lines += _waiting(result.numbers_wait)
    return Done(result.as_dict(), lines)


def _waiting(waits: Waits) -> list[str]:
    """Why no new numbers come, and on a desk who is waited for."""
    lines = [
        translate(
            "cli",
            "New official numbers wait: the server went on from an older copy of itself. Numbers in hand stay valid and "
            "none is issued twice; new ones come once every device has synced, over the network or by stick.",
        )
    ]
    line = translate(
        "cli",
        "Waited for: {name}, code {code}, last heard of {time}. If it is lost, shut it out in the desk's window: Sync, "
        "Office desk, Devices.",
    )
    for one in waits.devices:
        at = local(parse(one.seen)).strftime("%Y-%m-%d %H:%M") if one.seen else "—"
        lines.append(line.format(name=one.name or one.code, code=one.code, time=at))
    return lines
