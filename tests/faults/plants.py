"""Faults somebody could have made in the program, each of which a power cut must bring to light.

They are put into a forked life alone (``plants`` of :meth:`tests.faults.nursery.Nursery.born`), never into this process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any


def the_server_acknowledges_too_early() -> None:
    """No commit of the server waits for the disk."""
    from sync.server.on_sqlite import SqliteStore

    before = SqliteStore.writing

    def writing(self: SqliteStore, office: str = "", *, lasting: bool = True) -> Any:
        return before(self, office, lasting=False)

    _put(SqliteStore, "writing", writing)


def only_grants_do_not_wait() -> None:
    """A grant is told before it is on the server's disk; everything else waits."""
    from sync.server.on_sql import SqlLedger
    from sync.server.on_sqlite import SqliteStore

    grant, before = SqlLedger.grant_numbers, SqliteStore.writing

    def grant_numbers(self: SqlLedger, *asked: Any) -> int:
        def writing(store: SqliteStore, office: str = "", *, lasting: bool = True) -> Any:
            return before(store, office, lasting=False)

        _put(SqliteStore, "writing", writing)
        try:
            return grant(self, *asked)
        finally:
            _put(SqliteStore, "writing", before)

    _put(SqlLedger, "grant_numbers", grant_numbers)


def the_cursor_goes_before_the_operations() -> None:
    """The laptop keeps how far it read, and then what it read."""
    from models.store import Applied, Store

    before = Store.apply

    def apply(self: Store, bodies: Sequence[bytes], *, inside: Callable[[Any], None] | None = None) -> Applied:
        if inside is not None:
            with self.maintenance() as connection:
                inside(connection)
        return before(self, bodies)

    _put(Store, "apply", apply)


def the_laptop_says_saved_too_early() -> None:
    """No act of the laptop waits for the disk."""
    from models.writing import Writing

    before = Writing._transaction

    @contextmanager
    def transaction(self: Writing, *, lasting: bool = True) -> Iterator[None]:
        with before(self, lasting=False):
            yield

    _put(Writing, "_transaction", transaction)


def the_server_takes_files_too_early() -> None:
    """A file is confirmed before it is on the server's disk."""
    from sync.server.files import Files

    _put(Files, "_settle", lambda self, path: None)


def photos_are_not_flushed() -> None:
    """A photo of the laptop has its name before its bytes are on the disk."""
    from models import blobs

    def finish(fd: int, part: Any, target: Any) -> None:
        part.replace(target)

    _put(blobs, "finish", finish)


PLANTS = {
    plant.__name__: plant
    for plant in (
        the_server_acknowledges_too_early,
        only_grants_do_not_wait,
        the_cursor_goes_before_the_operations,
        the_laptop_says_saved_too_early,
        the_server_takes_files_too_early,
        photos_are_not_flushed,
    )
}


def grow(names: Iterable[str]) -> None:
    """Put the named faults into this process, for good."""
    for name in names:
        PLANTS[name]()


def _put(where: Any, name: str, what: Any) -> None:
    setattr(where, name, what)
