"""What a ledger needs of a SQL database: transactions, an office's lock, and the few words in which engines differ."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, Protocol, TypeVar

from sync.server.ledger import Refusal

P = ParamSpec("P")
T = TypeVar("T")
TRIES = 6
"""How often a method is begun again after the database broke off its transaction in favour of another."""


class Conflicted(Exception):
    """The database undid this transaction because of another one (deadlock, serialization); begin it again."""


class Db(Protocol):
    """One connection inside one transaction. SQL has ``?`` placeholders and only words both engines know."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """A cursor: rows are tuples; ``rowcount`` of a change."""
        ...

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> Any: ...

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Append whole rows in the order of the table's columns, as fast as the engine can."""
        ...


class Store(Protocol):
    """A database that holds ledgers. Raises KnownError (disk) or Refusal 503 (the database is away)."""

    @property
    def among(self) -> str:
        """SQL after a column: equal to one of :meth:`listed`, one parameter."""
        ...

    @property
    def life(self) -> str:
        """SQL of a text that changes when the database began a new life: ``origin|start``. The start changes with
        every start, the origin only when the database goes on from a copy (restored, failed over)."""
        ...

    def listed(self, values: Sequence[str]) -> Any:
        """Values as the parameter that ``among`` takes."""
        ...

    def writing(self, office: str = "", *, lasting: bool = True) -> AbstractContextManager[Db]:
        """A transaction, on disk when it ends; nothing of it is stored when it fails. One that need not be
        ``lasting`` survives the end of the process, but perhaps not that of the machine's power.

        With ``office`` it holds that office's lock from its first statement on: what it reads is the latest, and
        the positions it gives are committed in their order.
        """
        ...

    def reading(self, *, snapshot: bool = False) -> AbstractContextManager[Db]:
        """For reading only; with ``snapshot`` everything is read as of one moment."""
        ...

    def aside(self) -> AbstractContextManager[Db]:
        """For reading much, as of one moment: nobody who writes meanwhile waits for it."""
        ...

    def rest(self) -> None:
        """Much was written and nothing is asked just now: time for what could wait."""
        ...

    def close(self) -> None: ...


def repeated(method: Callable[P, T]) -> Callable[P, T]:
    """Begin a ledger's method again, a bounded number of times, when its transaction lost against another."""

    @functools.wraps(method)
    def again(*args: P.args, **kwargs: P.kwargs) -> T:
        for n in range(1, TRIES):
            try:
                return method(*args, **kwargs)
            except Conflicted:
                time.sleep(random.uniform(0, 0.01) * 2**n)  # noqa: S311 - a pause, nothing secret
        try:
            return method(*args, **kwargs)
        except Conflicted as lost:
            raise Refusal(503, "busy") from lost

    return again
