"""The command ``pack check DIR``: validates a pack, each fault with file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from models.errors import KnownError, Place
from models.pack import load
from models.packcheck import check as find_faults
from ui.cli.frame import Common, Done
from ui.i18n import translate
from ui.sentences import sentence
from ui.sentences.pack import fault_text


@click.group()
def pack() -> None:
    """Law as data: validate a pack."""


@pack.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def check(common: Common, folder: Path) -> Done:
    """Validate the pack in DIR; exit 1 and list every fault with its file and key."""
    if not folder.is_dir():
        raise KnownError("folder_not_found", where=Place(file=str(folder)), path=str(folder))
    faults = [
        {"code": f.code, "file": f.file, "key": f.key, "message": fault_text(f.code, f.value)}
        for f in find_faults(folder)
    ]
    if faults:
        return faulty(faults)
    found = load(folder.resolve())
    counts = {"items": len(found.items), "violations": len(found.violations), "laws": len(found.laws)}
    data: dict[str, Any] = {
        "ok": True,
        "pack": {"id": found.id, "version": found.version},
        "counts": counts,
        "faults": [],
    }
    text = translate(
        "cli", "Pack {id} {version} is in order: {items} questions, {violations} violations, {laws} laws."
    )
    return Done(data, text.format(id=found.id, version=found.version, **counts))


def faulty(faults: list[dict[str, str]]) -> Done:
    """The refusal, with all faults beside it."""
    first = faults[0]
    place = Place(file=first["file"], field=first["key"] or None)
    refused = KnownError("pack_faulty", where=place, count=len(faults))
    error = {"code": refused.code, "message": sentence(refused), "where": place.as_dict()}
    lines = [
        f"{f['file']}: {f['key']}: {f['message']}" if f["key"] else f"{f['file']}: {f['message']}" for f in faults
    ]
    click.echo(error["message"], err=True)
    return Done({"ok": False, "error": error, "faults": faults}, lines, status=1)
