"""The rules every command follows: --profile, --json, --lang anywhere; one object out; a sentence on refusal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from models.errors import Cancelled, KnownError

COMMANDS = {
    "tour": "ui.cli.tour",
    "init": "ui.cli.profile",
    "load": "ui.cli.profile",
    "backup": "ui.cli.profile",
    "restore": "ui.cli.profile",
    "check": "ui.cli.profile",
    "issue": "ui.cli.papers",
    "verify": "ui.cli.papers",
    "register": "ui.cli.papers",
    "void": "ui.cli.papers",
    "correct": "ui.cli.mending",
    "revoke": "ui.cli.mending",
    "settle": "ui.cli.settle",
    "drill": "ui.cli.drill",
    "serve": "ui.cli.server",
    "invite": "ui.cli.server",
    "enrol": "ui.cli.server",
    "sync": "ui.cli.server",
    "bundle": "ui.cli.bundle",
    "draft": "ui.cli.draft",
    "workdays": "ui.cli.rules",
    "check-id": "ui.cli.rules",
    "pack": "ui.cli.pack",
}
"""Command → module that defines it as ``<name with _>`` (a click command that returns :class:`Done`)."""


@dataclass(frozen=True)
class Done:
    """What a command returns: the JSON object, the same for people, and the exit status."""

    data: dict[str, Any]
    text: str | Sequence[str] = ""
    status: int = 0


@dataclass
class Common:
    """The options every command takes; reach it through ``@click.pass_obj``."""

    profile: Path | None = None
    json: bool = False
    lang: str = "zh_CN"
    passphrases: list[str] = field(default_factory=list)

    def folder(self) -> Path:
        """The profile's folder: --profile, else the platform's data folder."""
        if self.profile is not None:
            return self.profile
        from platformdirs import user_data_path

        return user_data_path("anxin", appauthor=False)

    def passphrase(self, prompt: str = "Passphrase") -> str:
        """From ANXIN_PASSPHRASE or a prompt; raises KnownError("passphrase_missing")."""
        given = os.environ.get("ANXIN_PASSPHRASE")
        if given:
            return given
        if not sys.stdin.isatty():
            raise KnownError("passphrase_missing")
        return str(click.prompt(prompt, hide_input=True, err=True))


def take_common(argv: Sequence[str]) -> tuple[Common, list[str]]:
    """Split the options that may stand anywhere from the rest; raises click.UsageError on a missing value."""
    common, rest, words = Common(), [], list(argv)
    while words:
        word = words.pop(0)
        name, _, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
            break
        if word == "--json":
            common.json = True
        elif name in ("--profile", "--lang"):
            if "=" not in word:
                if not words:
                    raise click.UsageError(f"{name} needs a value")
                value = words.pop(0)
            if name == "--profile":
                common.profile = Path(value)
            elif value in ("zh_CN", "en"):
                common.lang = value
            else:
                raise click.UsageError("--lang is zh_CN or en")
        else:
            rest.append(word)
    return common, rest


class Commands(click.Group):
    """Loads a command's module only when it is called: start time is import time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found = getattr(import_module(COMMANDS[name]), name.replace("-", "_"))
        return found if isinstance(found, click.Command) else None


def emit(data: dict[str, Any]) -> None:
    """One JSON object and a newline, flushed; the channel of --json."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def run(argv: Sequence[str]) -> int:
    """Run one command line; returns the exit status (0 done, 1 refused, 2 wrong usage)."""
    json_wanted = "--json" in argv
    try:
        common, rest = take_common(argv)
        from ui import i18n

        i18n.use(common.lang)
        group = Commands("anxin", help="Labour inspection on construction sites, offline first.")
        outcome = group.main(args=rest, prog_name="anxin", standalone_mode=False, obj=common)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return 130
    except click.ClickException as wrong:
        wrong.show(file=sys.stderr)
        return 2
    except Cancelled:
        return 1
    except KnownError as refused:
        return refuse(refused, json_wanted)
    if isinstance(outcome, Done):
        if common.json:
            emit(outcome.data)
        elif outcome.text:
            text = outcome.text if isinstance(outcome.text, str) else "\n".join(outcome.text)
            sys.stdout.write(text + "\n")
        return outcome.status
    return int(outcome or 0) if not isinstance(outcome, bool) else 0


def refuse(error: KnownError, as_json: bool) -> int:
    """One clear sentence on stderr, the JSON of cli.md on stdout; never a traceback."""
    from ui.sentences import sentence

    message = sentence(error)
    if as_json:
        where = error.where.as_dict() if error.where else None
        emit({"ok": False, "error": {"code": error.code, "message": message, "where": where}})
    sys.stderr.write(message + "\n")
    return 1
