"""Every screen by name, loaded when first opened: start time is import time."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ui.screens.base import Screen

SCREENS: dict[str, str] = {
    "first_start": "ui.screens.first_start:FirstStart",
    "unlock": "ui.screens.unlock:Unlock",
    "office": "ui.screens.office:Office",
    "today": "ui.screens.today:Today",
    "choose": "ui.screens.choose:Choose",
    "arrival": "ui.screens.arrival:Arrival",
    "checklist": "ui.screens.checklist:Checklist",
    "wages": "ui.screens.wages:Wages",
    "two_sheets": "ui.screens.two_sheets:TwoSheets",
    "review": "ui.screens.review:Review",
    "papers": "ui.screens.papers:Papers",
    "paper_editor": "ui.screens.paper_editor:PaperEditor",
    "new_paper": "ui.screens.new_paper:NewPaper",
    "paper_record": "ui.screens.paper_record:PaperRecord",
    "issue": "ui.screens.issue:Issue",
    "receipt": "ui.screens.receipt:Receipt",
    "case_file": "ui.screens.case_file:CaseFile",
    "site_record": "ui.screens.site_record:SiteRecord",
    "deadlines": "ui.screens.deadlines:Deadlines",
    "sync": "ui.screens.sync:Sync",
    "desk": "ui.screens.desk:Desk",
    "register": "ui.screens.register:Register",
    "settle": "ui.screens.settle:Settle",
    "search": "ui.screens.search:Search",
    "history": "ui.screens.history:HistoryScreen",
    "seals": "ui.screens.seals:Seals",
    "look": "ui.screens.look:Look",
}
"""Name → module:Class."""

RAIL: tuple[tuple[str, str], ...] = (
    ("today", "today"),
    ("inspect", "choose"),
    ("papers", "papers"),
    ("register", "register"),
    ("sync", "sync"),
)
"""Rail word → the screen it opens; the icon has the word's name."""


def screen_class(name: str) -> type[Screen]:
    """The class of screen ``name``; KeyError on an unknown name, ModuleNotFoundError when it is not built in."""
    module, _, cls = SCREENS[name].partition(":")
    found = getattr(import_module(module), cls)
    if not issubclass(found, Screen):
        raise TypeError(f"{SCREENS[name]} is no Screen")
    return found


def built_in(name: str) -> bool:
    """True when the module of screen ``name`` is part of this program."""
    return find_spec(SCREENS[name].partition(":")[0]) is not None
