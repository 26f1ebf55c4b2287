"""Two copies of one profile, in words: what was found when, who goes on under which name, what it means for numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import copies
from models.copies import Twin
from ui import i18n
from ui.screens import parts_subject as subjects
from ui.widgets import Card, Chip, label, row

if TYPE_CHECKING:
    from ui.session import Session


def found_text(twin: Twin) -> str:
    """When and with whom signed in a copy was found out."""
    when = subjects.at_text(twin.at)
    if not twin.by:
        return i18n.translate("copies", "Found at the sync of {time}.").format(time=when)
    text = i18n.translate("copies", "Found at the sync of {time}; {name} was signed in.")
    return text.format(time=when, name=twin.by)


def of_text(twin: Twin) -> str:
    """Which device it is a copy of, for one line of a list."""
    text = i18n.translate("copies", "a copy of {name}, found {time}")
    return text.format(name=twin.of_name, time=subjects.at_text(twin.at))


def key_text() -> str:
    """What both have in common, and what to do about it."""
    return i18n.translate(
        "copies",
        "Both copies have one key: shutting one out at the desk shuts out both. Work on with one of them, or let the "
        "other join anew with a one-time code.",
    )


def copy_lines(twin: Twin) -> list[str]:
    """For the copy itself: what was kept, which numbers it has."""
    translate = i18n.translate
    kept = translate(
        "copies",
        "The profile of {name} is in use twice: here and in another copy (another computer, or a disk that was set "
        "back). This one goes on under a new name; everything written here is kept and goes to the office under it.",
    ).format(name=twin.of_name)
    numbers = (
        translate(
            "copies", "The numbers granted before belong to the other copy; this one has received numbers of its own."
        )
        if twin.numbers
        else translate(
            "copies",
            "The numbers granted before belong to the other copy. New ones come with the next sync; until then papers "
            "take numbers of the emergency series.",
        )
    )
    return [found_text(twin), kept, numbers]


def original_lines(twin: Twin) -> list[str]:
    """For the device whose profile was copied: nothing changes for it."""
    translate = i18n.translate
    kept = translate(
        "copies",
        "This computer's profile is in use twice. The other copy goes on under a new name; this computer keeps its "
        "name and the numbers granted to it, and nothing of its records changed.",
    )
    return [found_text(twin), kept]


class CopyNotice(Card):
    """副本. Stands on the sync screen as long as this computer's profile has a copy, or is one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("sync_copy")
        self._session = session
        self.head, self.chip = label("", "h2", wrap=True), Chip("", "warn")
        self.said = label("", wrap=True)
        head = row(self.head, self.chip)
        head.setStretch(0, 1)
        self.add(head)
        self.add(self.said)

    def load(self) -> None:
        """Show what is known, or nothing where there is nothing to say."""
        store, translate = self._session.store, i18n.translate
        own, others = copies.of_this_device(store, store.replica)
        lines = copy_lines(own) if own is not None else []
        for twin in others:
            lines += original_lines(twin)
        self.setVisible(bool(lines))
        if not lines:
            return
        self.head.setText(
            translate("copies", "This profile is a copy")
            if own is not None
            else translate("copies", "This profile was copied")
        )
        self.chip.set(translate("copies", "Copy"), "warn")
        lines.append(translate("copies", "A number that both used is shown as doubtful, and a person settles it."))
        self.said.setText("\n".join([*lines, key_text()]))
