"""The parts screens are made of; import the names from here (each is loaded when first asked for)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.widgets.answer import AnswerSegments
    from ui.widgets.basics import Card, Chip, CountCard, EmptyState, NumberedList, Speaking, column, label, row
    from ui.widgets.button import BigButton, IconButton, TapCard
    from ui.widgets.confirm import ConfirmAct
    from ui.widgets.fields import FieldRow, FlowLayout, PhraseButtons
    from ui.widgets.pads import AmountEdit, CountEdit, DayEdit, IdEdit, PhoneEdit, PinEdit
    from ui.widgets.pageview import PagePanel, PageView
    from ui.widgets.rows import Column, IdList
    from ui.widgets.scrolling import Paged, PagerButtons, beside, show_soon
    from ui.widgets.sheet import SheetView
    from ui.widgets.signature import SignatureField, SignaturePad

HOMES = {
    "answer": ("AnswerSegments",),
    "basics": ("Card", "Chip", "CountCard", "EmptyState", "NumberedList", "Speaking", "column", "label", "row"),
    "button": ("BigButton", "IconButton", "TapCard"),
    "confirm": ("ConfirmAct",),
    "fields": ("FieldRow", "FlowLayout", "PhraseButtons"),
    "pads": ("AmountEdit", "CountEdit", "DayEdit", "IdEdit", "PhoneEdit", "PinEdit"),
    "pageview": ("PagePanel", "PageView"),
    "rows": ("Column", "IdList"),
    "scrolling": ("Paged", "PagerButtons", "beside", "show_soon"),
    "sheet": ("SheetView",),
    "signature": ("SignatureField", "SignaturePad"),
}
_HOME = {name: module for module, names in HOMES.items() for name in names}

__all__ = [
    "AmountEdit", "AnswerSegments", "BigButton", "Card", "Chip", "Column", "ConfirmAct", "CountCard", "CountEdit",
    "DayEdit", "EmptyState", "FieldRow", "FlowLayout", "IconButton", "IdEdit", "IdList", "NumberedList", "PagePanel",
    "PageView", "Paged", "PagerButtons", "PhoneEdit", "PhraseButtons", "PinEdit", "SheetView", "SignatureField",
    "SignaturePad", "Speaking", "TapCard", "beside", "column", "label", "row", "show_soon",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"ui.widgets.{_HOME[name]}"), name)
