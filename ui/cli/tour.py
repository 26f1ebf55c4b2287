"""The command ``tour``: both worked cases through the real windows and a real server, papers and pictures in a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from models.errors import KnownError, Place
from ui.cli.frame import Common, Done
from ui.i18n import translate

CASES = Path(__file__).resolve().parents[1] / "tour" / "worked-cases.json"


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="An empty folder.")
@click.option("--screen", type=click.Choice(["offscreen", "xvfb"]), default="offscreen", show_default=True)
@click.option("--story/--no-story", "whole", default=True, hidden=True)
@click.pass_obj
def tour(common: Common, out: Path, screen: str, whole: bool) -> Done:
    """Work two cases on two laptops and a desk, from the first start to the last sync; leave papers and pictures."""
    folder = out.resolve()
    if folder.exists() and any(folder.iterdir()):
        raise KnownError("tour_folder_not_empty", where=Place(file=str(out)), path=str(out))
    folder.mkdir(parents=True, exist_ok=True)
    with _display(screen):
        summary = _walk(folder, common.lang, screen, whole)
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")
    return Done(summary, _said(summary, out), 0 if summary["ok"] else 1)


@contextmanager
def _display(screen: str) -> Iterator[None]:
    """Qt's platform: offscreen, or a virtual X screen of its own that ends with the tour."""
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    if screen == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    if shutil.which("Xvfb") is None:
        raise KnownError("xvfb_missing")
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        os.environ |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave out Qt's remark that the offscreen screen has no window manager."""
    from PySide6.QtCore import qInstallMessageHandler

    def told(kind: object, context: object, text: str) -> None:
        if "propagateSizeHints" not in text:
            sys.stderr.write(text + "\n")

    before = qInstallMessageHandler(told)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _walk(out: Path, lang: str, screen: str, whole: bool) -> dict[str, Any]:
    from ui.app import application
    from ui.screens.desk import Desk
    from ui.screens.first_start import FirstStart
    from ui.screens.unlock import Unlock
    from ui.tour.hands import Errors
    from ui.tour.story import Story

    application()
    for cls in (FirstStart, Unlock):
        cls.vault_options = {"keystore": None}
    Desk.vault_options = {}
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    with _quiet(), Errors() as errors:
        story = Story(out, cases, lang, errors)
        try:
            story.run() if whole else story.begin()
        except BaseException:
            if story.hands.window is not None:
                story.hands.window.grab().save(str(out / "stuck.png"))
            raise
        finally:
            story.close()
    return summary_of(story, screen)


def summary_of(story: Any, screen: str) -> dict[str, Any]:
    """The object of the contract, from the closed profiles opened once more with the passphrase."""
    from models.profile import Profile
    from ui.tour import record
    from ui.tour.setup import PASSPHRASES

    documents: list[dict[str, Any]] = []
    sync: dict[str, Any] = {}
    checks: list[dict[str, Any]] = []
    for name, device in story.devices.items():
        with Profile.open(device.folder, PASSPHRASES[0], story.clock) as profile:
            documents += record.papers_of(profile, name, story.out, [story.a, story.b])
            sync[name] = record.figures_of(profile)
            if name == "desk":
                checks.append({"name": "register without gaps or doubts", "passed": record.clean_register(profile)})
    sync["server"] = record.figures_of_server(story.database)
    sync["equal"] = len({s["digest"] for s in sync.values()}) == 1
    documents.sort(key=lambda d: (d["issued_at"], d["number"] or ""))
    checks += _checks(story, documents, sync)
    version = _version()
    return {
        "ok": all(c["passed"] for c in checks),
        "lang": story.lang,
        "screen": screen,
        "version": version,
        "passphrase": PASSPHRASES[0],
        "profiles": {n: f"profiles/{n}" for n in ("laptop1", "laptop2", "laptop3", "desk", "server")},
        "clock": story.clock_span(),
        "documents": [{k: v for k, v in d.items() if not k.startswith("_")} for d in documents],
        "sync": sync,
        "conflicts": story.conflicts,
        "screens": story.shots,
        "timings_ms": {name: round(ms) for name, ms in story.watch.found.items()},
        "checks": checks,
    }


def _checks(story: Any, documents: list[dict[str, Any]], sync: dict[str, Any]) -> list[dict[str, Any]]:
    wanted = [d for case in (story.b, story.a) for d in case["documents"]]
    found = {d["number"]: d for d in documents}
    made = [
        {
            "name": "text equals sample-case",
            "number": d["no"],
            "passed": bool(found.get(d["no"], {}).get("_equal")),
        }
        for d in wanted
    ]
    made.append({"name": "numbers of the worked cases", "passed": {d["no"] for d in wanted} <= set(found)})
    made.append({"name": "every paper signed, ours, unchanged", "passed": all(d["_ours"] for d in documents)})
    made.append({"name": "every paper served", "passed": all(found.get(d["no"], {}).get("served") for d in wanted)})
    made.append({"name": "all ends hold the same", "passed": bool(sync["equal"])})
    made.append(
        {"name": "nothing left to send", "passed": all(not r.pending.operations for r in story.results.values())}
    )
    settled = story.conflicts["made"] == story.conflicts["settled"] > 0
    made.append({"name": "the conflict is settled", "passed": settled})
    return made


def _version() -> str:
    from models.store import APP

    return APP.partition("/")[2]


def _said(summary: dict[str, Any], out: Path) -> list[str]:
    papers = translate("cli", "{n} papers and {m} pictures are in {path}.")
    good = sum(1 for c in summary["checks"] if c["passed"])
    lines = [
        papers.format(n=len(summary["documents"]), m=len(summary["screens"]), path=out),
        translate("cli", "{good} of {all} checks passed.").format(good=good, all=len(summary["checks"])),
    ]
    lines += [f"✗ {c['name']} {c.get('number', '')}".rstrip() for c in summary["checks"] if not c["passed"]]
    text = translate("cli", "The profiles open with the passphrase: {passphrase}")
    return [*lines, text.format(passphrase=summary["passphrase"])]
