"""Photos that are not on this computer: said calmly where they would be seen, and one touch asks for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import travel, wantedfiles
from models.travel import Photos, Subject
from sync import wanted
from sync.blobs import PHOTO, Files
from sync.membership import joined
from ui import i18n, theme
from ui.jobs import Work, run_job
from ui.syncing import Syncing
from ui.widgets import BigButton, Card, Speaking, label, row

if TYPE_CHECKING:
    from models.profile import Profile
    from models.store import Store
    from ui.session import Session

LEFT, COMING = "left", "coming"
"""A photo nobody fetches unless he asks; one that comes by itself."""


def by_stick(session: Session) -> bool:
    """Whether bundles on a stick are the only way to this computer."""
    server = joined(session.store)
    return server is not None and not server["url"]


def alone(session: Session) -> bool:
    """Whether this computer works alone: what it lost comes from nowhere but a backup."""
    return joined(session.store) is None


def ask(session: Session, shas: Collection[str], then: Callable[[], None], owner: QWidget) -> None:
    """Note that a person wants these; with a network they come at once, else with the next sync or bundle."""

    def noted(_: object) -> None:
        then()
        server = joined(session.store)
        if server is not None and server["url"]:
            Syncing.of(session).soon()

    session.write(lambda store: wanted.ask(store, shas), noted, owner=owner)


def amount(n: int, size: int | None = None) -> str:
    """So many photos, and how large they are where that is known (bytes)."""
    text = i18n.translate("elsewhere", "1 photo") if n == 1 else i18n.translate("elsewhere", "{n} photos").format(n=n)
    if not size:
        return text
    shown = f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(0.1, size / 1e6):.1f} MB"
    return i18n.translate("elsewhere", "{photos}, {size}").format(photos=text, size=shown)


def place_text(session: Session, state: str) -> str:
    """Where one photo is that is not here."""
    translate, stick = i18n.translate, by_stick(session)
    if alone(session):
        return translate("elsewhere", "Not on this computer")
    if state == LEFT:
        return translate("elsewhere", "At the office") if stick else translate("elsewhere", "On the server")
    if stick:
        return translate("elsewhere", "Comes with a bundle of the office")
    return translate("elsewhere", "Comes with the next sync")


def visits(store: Store, up: Mapping[str, str], files: Files) -> dict[str, Photos]:
    """Visit → its photos, where some wait to be sent (``up``) or to come."""
    unsent, coming = ([sha for sha, kind in some.items() if kind == PHOTO] for some in (up, files.down))
    return travel.photos_of_visits(store, unsent, coming, files.left)


def visit_lines(session: Session, photos: Mapping[str, Photos], *, sending: bool) -> Iterator[tuple[Subject, str]]:
    """Each visit of which photos wait to be sent (else: to come), and that in words."""
    stick = by_stick(session)
    for visit, found in photos.items():
        if found.unsent if sending else found.coming:
            yield travel.subject_of(session.store, "inspection", visit), visit_text(found, stick, sending=sending)


def visit_text(photos: Photos, stick: bool, *, sending: bool) -> str:
    """A visit's photos in figures: how many the office has, or are here, and what becomes of the others."""
    translate = i18n.translate
    sent = translate("elsewhere", "photos {n}/{all} sent").format(
        n=photos.all - photos.unsent - photos.coming, all=photos.all
    )
    here = translate("elsewhere", "photos {n}/{all} here").format(n=photos.here, all=photos.all)
    told = [
        translate("elsewhere", "{n} to send").format(n=photos.unsent) if photos.unsent else "",
        translate("elsewhere", "{n} to come").format(n=photos.coming) if photos.coming else "",
        left_text(photos.left, stick) if photos.left else "",
    ]
    return " · ".join(t for t in (sent if sending else here, *told) if t)


def away_text(session: Session, shas: Collection[str]) -> str:
    """How many of these photos are not on this computer and where they are, in a row of figures; '' where all are."""
    gone, translate = wanted.missing(session.profile, shas), i18n.translate
    if alone(session):
        return translate("elsewhere", "{n} not on this computer").format(n=len(gone.coming)) if gone.coming else ""
    told = [
        translate("elsewhere", "{n} to come").format(n=len(gone.coming)) if gone.coming else "",
        left_text(len(gone.left), by_stick(session)) if gone.left else "",
    ]
    return " · ".join(t for t in told if t)


def left_text(n: int, stick: bool) -> str:
    """So many photos that are not fetched to this computer, in a row of figures."""
    if stick:
        return i18n.translate("elsewhere", "{n} at the office only").format(n=n)
    return i18n.translate("elsewhere", "{n} on the server only").format(n=n)


def asked_text() -> str:
    """How wanted files come to a laptop that only knows the stick."""
    return i18n.translate(
        "elsewhere", "This computer's next bundle tells the office; the office's bundle after it brings them."
    )


def fetch_text(stick: bool) -> str:
    """The act on one photo."""
    return i18n.translate("elsewhere", "Ask the office for it") if stick else i18n.translate("elsewhere", "Fetch")


class Gather(Speaking, Card):
    """The photos of one site or case file that are not here, in one line, and one touch for all. ``kind``: site, file."""

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        self.session, self._kind = session, kind
        self.said = label("", wrap=True)
        self.said.setObjectName(f"photos_of_{kind}")
        self.fetch = BigButton(icon="download")
        self.fetch.setObjectName(f"fetch_photos_of_{kind}")
        self.fetch.clicked.connect(self._ask)
        self.add(self.said)
        self.add(row(self.fetch, None))
        self._of: Callable[[Profile], Collection[str]] | None = None
        self._missing = wanted.Missing(frozenset(), frozenset())
        self._size: int | None = None
        self._asked = 0
        Syncing.of(session).ended.connect(self._synced)
        self.hide()

    def load(self, of: Callable[[Profile], Collection[str]]) -> None:
        """Show how it stands with the photos ``of(profile)``; read off the window's thread."""
        self._of = of
        self._look()

    def _synced(self, _: object) -> None:
        self._look()

    def _look(self) -> None:
        if self._of is None or not self.session.open:
            return
        profile, of = self.session.profile, self._of
        self._asked += 1
        asked = self._asked

        def read(_: Work) -> tuple[wanted.Missing, int | None]:
            missing = wanted.missing(profile, of(profile))
            return missing, wantedfiles.sizes(profile.store, missing.left)

        def show(found: tuple[wanted.Missing, int | None]) -> None:
            if asked == self._asked:
                self._missing, self._size = found
                self.retranslate()

        run_job(read, on_done=show, on_error=self.session.error.emit, owner=self)

    def _ask(self) -> None:
        shas = self._missing.left
        if shas:
            ask(self.session, shas, self._look, self)

    def retranslate(self) -> None:
        if not self.session.open:
            return
        left, coming, stick = len(self._missing.left), len(self._missing.coming), by_stick(self.session)
        self.said.setText(" ".join(t for t in (self._left_text(left, stick), self._coming_text(coming, stick)) if t))
        self.fetch.setText(self._fetch_text(amount(left, self._size), stick))
        self.fetch.setVisible(left > 0)
        self.setVisible(left + coming > 0)

    def _left_text(self, n: int, stick: bool) -> str:
        if not n:
            return ""
        translate, site = i18n.translate, self._kind == "site"
        if stick:
            here = translate(
                "elsewhere", "At the office: {photos} of this site. A bundle of the office brings what is asked for."
            )
            file = translate(
                "elsewhere", "At the office: {photos} of this file. A bundle of the office brings what is asked for."
            )
        else:
            here = translate("elsewhere", "On the server and not on this computer: {photos} of this site.")
            file = translate("elsewhere", "On the server and not on this computer: {photos} of this file.")
        return (here if site else file).format(photos=amount(n))

    def _coming_text(self, n: int, stick: bool) -> str:
        if not n:
            return ""
        if alone(self.session):
            return i18n.translate("elsewhere", "Not on this computer: {photos}.").format(photos=amount(n))
        text = (
            i18n.translate(
                "elsewhere",
                "Asked for: {photos}. This computer's next bundle tells the office; the office's bundle after it brings them.",
            )
            if stick
            else i18n.translate("elsewhere", "With the next sync: {photos}.")
        )
        return text.format(photos=amount(n))

    def _fetch_text(self, photos: str, stick: bool) -> str:
        translate, site = i18n.translate, self._kind == "site"
        if stick:
            here = translate("elsewhere", "Ask the office for this site's photos ({photos})")
            file = translate("elsewhere", "Ask the office for this file's photos ({photos})")
        else:
            here = translate("elsewhere", "Fetch this site's photos ({photos})")
            file = translate("elsewhere", "Fetch this file's photos ({photos})")
        return (here if site else file).format(photos=photos)


class OfficePhotos(Card):
    """On the sync screen of a laptop: how many photos are on the server only, and the choice to have every one."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("sync_photos")
        self.head, self.said = label("", "h2"), label("", wrap=True)
        self.said.setObjectName("sync_photos_said")
        self.every = BigButton(icon="download")
        self.every.setObjectName("sync_photos_every")
        self.every.clicked.connect(self._turn)
        for part in (self.head, self.said, row(self.every, None)):
            self.add(part)
        self._left = self._loaded = 0
        self._size: int | None = None

    def load(self, files: Files) -> None:
        """Show the figures of ``files``; nothing where this computer is the archive and has every photo anyway."""
        store = self.session.store
        self.setVisible(joined(store) is not None and not wanted.is_archive(store))
        self._left, self._size = len(files.left), None
        self._loaded += 1
        loaded = self._loaded
        self.retranslate()

        def show(size: int | None) -> None:
            if loaded == self._loaded:
                self._size = size
                self.retranslate()

        if files.left:  # many thousand, perhaps: how large they are may come a moment later
            run_job(
                lambda _: wantedfiles.sizes(store, files.left),
                on_done=show,
                on_error=self.session.error.emit,
                owner=self,
            )

    def _turn(self) -> None:
        every = not wanted.takes_every(self.session.store)

        def done(_: Any) -> None:
            if every and not by_stick(self.session):
                Syncing.of(self.session).soon()
            self.changed.emit()

        self.session.write(lambda store: wanted.take_every(store, every), done, owner=self)

    def retranslate(self) -> None:
        if not self.session.open:
            return
        translate, stick = i18n.translate, by_stick(self.session)
        every = wanted.takes_every(self.session.store)
        self.head.setText(translate("elsewhere", "Photos of other sites"))
        if every and stick:
            said = translate("elsewhere", "This laptop takes every photo of the office out of the office's bundles.")
        elif every:
            said = translate("elsewhere", "This laptop fetches every photo of the office.")
        elif not self._left:
            said = translate(
                "elsewhere",
                "None now. Photos of sites on which nobody of this laptop is named stay at the office until asked for.",
            )
        elif stick:
            said = translate(
                "elsewhere",
                "At the office only: {photos}. Their sites name nobody of this laptop. A bundle of the office brings what "
                "is asked for at the photo or on the project.",
            )
        else:
            said = translate(
                "elsewhere",
                "On the server only: {photos}. Their sites name nobody of this laptop. They are fetched at the photo or on "
                "the project.",
            )
        self.said.setText(said.format(photos=amount(self._left, self._size)))
        self.every.setText(
            translate("elsewhere", "Only the photos of our own sites")
            if every
            else translate("elsewhere", "Ask the office for all photos")
            if stick
            else translate("elsewhere", "Fetch all photos to this laptop")
        )
        theme.set_icon(self.every, "undo" if every else "download")
