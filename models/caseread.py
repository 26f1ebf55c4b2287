"""Values out of a CASE.json, each fault with the field it stands in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from models.clock import parse, stamp
from models.errors import KnownError, Place
from models.money import parse_yuan
from models.records import RECORDS
from models.workdays import parse_day, parse_month

T = TypeVar("T")


def read_case(path: Path) -> Node:
    """The object in ``path``; raises KnownError file_not_found, case_unreadable."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError as wrong:
        raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from wrong
    except (OSError, ValueError) as wrong:
        where = Place(file=path.name)
        raise KnownError("case_unreadable", where=where, file=path.name, reason=str(wrong)) from wrong
    if not isinstance(data, dict):
        raise KnownError("case_unreadable", where=Place(file=path.name), file=path.name, reason="not an object")
    return Node(data)


@dataclass(frozen=True)
class Node:
    """One value of the file and its place; a missing one is None. Raises KnownError("case_field_bad")."""

    value: Any
    path: str = ""

    def __getitem__(self, key: str) -> Node:
        if self.value is not None and not isinstance(self.value, Mapping):
            raise self.bad()
        inner = None if self.value is None else self.value.get(key)
        return Node(inner, f"{self.path}.{key}" if self.path else key)

    def __bool__(self) -> bool:
        return self.value is not None

    def bad(self) -> KnownError:
        return KnownError("case_field_bad", where=Place(field=self.path), field=self.path, value=self.value)

    def each(self) -> Iterator[Node]:
        """The elements of a list; none where there is no list."""
        if self.value is not None and not isinstance(self.value, list):
            raise self.bad()
        for n, inner in enumerate(self.value or []):
            yield Node(inner, f"{self.path}[{n}]")

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """Keys and values of an object; none where there is no object."""
        if self.value is not None and not isinstance(self.value, Mapping):
            raise self.bad()
        for key in self.value or {}:
            yield str(key), self[key]

    def text(self) -> str | None:
        """Text or None; an empty text is None: unknown is never ""."""
        if self.value is None:
            return None
        if not isinstance(self.value, str):
            raise self.bad()
        return self.value.strip() or None

    def need(self) -> str:
        """Text that must be there."""
        found = self.text()
        if found is None:
            raise self.bad()
        return found

    def texts(self) -> list[str]:
        return [inner.need() for inner in self.each()]

    def truth(self) -> bool | None:
        if self.value is None or isinstance(self.value, bool):
            return self.value
        raise self.bad()

    def whole(self) -> int | None:
        """A whole number, not negative."""
        ok = isinstance(self.value, int) and not isinstance(self.value, bool) and self.value >= 0
        if self.value is None or ok:
            return self.value if self.value is None else int(self.value)
        raise self.bad()

    def fen(self) -> int | None:
        """Fen from yuan, written as text or as a whole number; a JSON fraction is not exact and is refused."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self._through(parse_yuan, str(self.value))
        return self._through(parse_yuan)

    def count(self) -> str | None:
        """A count of days as text: 26, 26.5."""
        if isinstance(self.value, bool):
            raise self.bad()
        if isinstance(self.value, (int, float)):
            return f"{self.value:g}"
        return self.text()

    def day(self) -> str | None:
        return self._through(lambda text: parse_day(text).isoformat())

    def month(self) -> str:
        text = self.need()
        self._through(parse_month, text)
        return text

    def instant(self) -> str | None:
        """RFC 3339 with an offset, as stored."""
        return self._through(lambda text: stamp(parse(text)))

    def _through(self, reader: Callable[[str], T], text: str | None = None) -> T | None:
        given = text if text is not None else self.text()
        if given is None:
            return None
        try:
            return reader(given)
        except (KnownError, ValueError) as wrong:
            raise self.bad() from wrong


READERS: dict[str, Callable[[Node], Any]] = {
    "text": Node.text,
    "day": Node.day,
    "month": Node.month,
    "money": Node.fen,
    "int": Node.whole,
    "bool": Node.truth,
    "instant": Node.instant,
}


def fields_of(table: str, node: Node, spec: str) -> dict[str, Any]:
    """``field`` or ``field=key`` of the file, each read by the kind the record declares for it."""
    found = {}
    for word in spec.split():
        name, _, key = word.partition("=")
        found[name] = READERS[RECORDS[table].by_name[name].kind](node[key or name])
    return found
