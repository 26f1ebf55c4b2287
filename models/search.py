"""Finds records by any part of a name, by pinyin initials, by number or code: an index kept from the journal.

FTS5 over text split per character, so that one or two characters in the middle of a name are found as fast as a whole
one. The index is a copy: it is brought up to the journal's last operation after each commit and at the start, so that
a crash in between loses nothing. Informants (举报人) are never indexed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from models import journal
from models.duplicates import aliases
from models.errors import KnownError
from models.identity import mask_id
from models.records import RECORDS

if TYPE_CHECKING:
    from models.store import Changes, Store

FIELDS: dict[str, tuple[str, ...]] = {
    "project": ("name", "address", "contract_no", "permit_no"),
    "unit": ("name", "uscc", "legal_rep", "principal", "phone"),
    "document": ("number", "title"),
    "wage_case": ("no", "filing_no", "cause"),
    "clue": ("external_no", "summary"),
    "inspection": ("notice_no", "received_by"),
    "wage_worker": ("name", "id_no", "phone", "employer"),
    "officer": ("name",),
}
"""Tables that can be searched, with the fields whose text counts; in the order answers are grouped."""

POSITION, BUILDING = "search_pos", "search_build"
BATCH = 250
LONG_CODE = 8
"""From this length on, the last four and six characters of a code are found too."""
_BARRIER = "ŋ"
_INITIAL = "ŋ{}"
"""Initials stand behind a letter nobody types, so that a query never takes them for words."""


@dataclass(frozen=True)
class Hit:
    """One record found: its table and id, its name, and what tells it from others of that name."""

    table: str
    id: str
    title: str
    second: str


# --- text to words


def fold(text: str) -> str:
    """One form of what was typed: full-width letters and digits, upper case."""
    return unicodedata.normalize("NFKC", text).lower()


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "〇" or ord(char) >= 0x20000


def tokens(text: str) -> list[str]:
    """Each Han character by itself, letters and digits as words; everything else separates."""
    found: list[str] = []
    word = ""
    for char in fold(text):
        if _is_han(char) or not char.isalnum():
            if word:
                found.append(word)
            word = ""
            if _is_han(char):
                found.append(char if ord(char) < 0x20000 else f"u{ord(char):x}")
        else:
            word += char
    return [*found, word] if word else found


def initials(text: str) -> list[list[str]]:
    """Readings of the Han characters as initials, the usual one first, then each with one other reading."""
    from pypinyin import Style, pinyin

    made: list[list[str]] = []
    for run in re.findall(r"[\u3400-\u9fff〇]+", fold(text)):
        usual = [reading[0] for reading in pinyin(run, style=Style.FIRST_LETTER)]
        made.append(usual)
        for at, char in enumerate(run):
            made += [[*usual[:at], other, *usual[at + 1 :]] for other in _readings(char) if other != usual[at]]
    return [run for run in made if all(len(letter) == 1 and letter.isascii() for letter in run)]


@lru_cache(maxsize=8192)
def _readings(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(char, style=Style.FIRST_LETTER, heteronym=True)[0]))


def words(texts: Iterable[str]) -> str:
    """What is put into the index for these texts; a barrier keeps a phrase from running on into the next."""
    parts: list[str] = []
    for text in texts:
        plain = tokens(text)
        parts += [*plain, _BARRIER]
        bare = [_bare(word) for word in plain]
        if bare != plain:
            parts += [*bare, _BARRIER]
        for run in initials(text):
            parts += [*(_INITIAL.format(letter) for letter in run), _BARRIER]
        for word in plain:
            if len(word) >= LONG_CODE:
                parts += [word[-4:], _BARRIER, word[-6:], _BARRIER]
    return " ".join(parts)


def _bare(word: str) -> str:
    """A running number without its padding: 第003号 is found as 3."""
    return (word.lstrip("0") or "0") if word.isascii() and word.isdigit() and len(word) <= 6 else word


def query(text: str) -> str | None:
    """The index's own question for what a person typed; None where nothing can be asked."""
    asked = []
    for chunk in fold(text).split():
        parts = tokens(chunk)
        if not parts:
            continue
        phrase = '"' + " ".join(parts) + '"' + (" *" if parts[-1].isascii() else "")
        if len(parts) == 1 and parts[0].isascii() and parts[0].isalpha():
            run = " ".join(_INITIAL.format(letter) for letter in parts[0])
            phrase = f'({phrase} OR "{run}")'
        asked.append(phrase)
    return " AND ".join(asked) if asked else None


# --- keeping the index


def keep(store: Store) -> Callable[[], None]:
    """Bring the index up to date now and after each commit; returns the function that ends it."""
    while not step(store):
        pass
    return follow(store)


def follow(store: Store) -> Callable[[], None]:
    """After each commit bring the index up to it; returns the function that ends it."""

    def heard(changes: Changes) -> None:
        if changes.tables & FIELDS.keys():
            try:
                while not step(store):
                    pass
            except KnownError:
                return  # the records are saved; the next commit or start brings the index up to them

    return store.listen(heard)


def step(store: Store) -> bool:
    """Index one batch of what is not indexed yet; True when there was nothing more. Other writes go in between."""
    if store.local_get(POSITION) is None:
        return _build(store)
    with store.maintenance() as connection:
        last = int(store.local_get(POSITION))
        ops = connection.execute(
            "SELECT pos, body FROM sync_op WHERE pos > ? ORDER BY pos LIMIT ?", (last, BATCH)
        ).fetchall()
        if not ops:
            return True
        touched: dict[tuple[str, str], None] = {}
        for _, body in ops:
            for edit in journal.decode(bytes(body)).edits if body is not None else ():
                if edit.t in FIELDS:
                    touched[(edit.t, edit.r)] = None
        for table, record in touched:
            _index(connection, table, record)
        store.local_set(POSITION, ops[-1][0])
    return len(ops) < BATCH


def _build(store: Store) -> bool:
    """One batch of the first index, made from the records themselves (a journal may begin with a snapshot)."""
    with store.maintenance() as connection:
        at = store.local_get(BUILDING)
        if at is None:
            connection.execute("DELETE FROM search_text")
            connection.execute("DELETE FROM search_row")
            last = connection.execute("SELECT coalesce(max(pos), 0) FROM sync_op").fetchone()[0]
            at = {"from": int(last), "table": 0, "rowid": 0}
        room = BATCH
        while room and at["table"] < len(FIELDS):
            table = list(FIELDS)[at["table"]]
            rows = connection.execute(
                f"SELECT rowid, id FROM [{table}] WHERE rowid > ? ORDER BY rowid LIMIT ?", (at["rowid"], room)
            ).fetchall()
            for _, record in rows:
                _index(connection, table, record)
            room -= len(rows)
            if room:
                at["table"], at["rowid"] = at["table"] + 1, 0
            else:
                at["rowid"] = rows[-1][0]
        if at["table"] < len(FIELDS):
            store.local_set(BUILDING, at)
        else:
            store.local_set(POSITION, at["from"])
            store.local_set(BUILDING, None)
    return False


def rebuild(store: Store) -> None:
    """Forget the index and make it anew; what is asked meanwhile finds only what is indexed already."""
    store.local_set(BUILDING, None)
    store.local_set(POSITION, None)
    while not step(store):
        pass


def _index(connection: Any, table: str, record: str) -> None:
    from models.reading import select

    found = select(connection, RECORDS[table], "id = ?", (record,))
    row = connection.execute("SELECT rowid FROM search_row WHERE rec = ?", (record,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM search_text WHERE rowid = ?", row)
    if not found:
        connection.execute("DELETE FROM search_row WHERE rec = ?", (record,))
        return
    text = words(_texts(table, found[0]))
    if row is None:
        at = connection.execute("INSERT INTO search_row (tbl, rec) VALUES (?, ?)", (table, record)).lastrowid
    else:
        at = row[0]
    connection.execute("INSERT INTO search_text (rowid, words) VALUES (?, ?)", (at, text))


def _texts(table: str, record: dict[str, Any]) -> list[str]:
    texts = [str(record[name]) for name in FIELDS[table] if record[name]]
    if table == "document":
        texts += [str(one["name"]) for one in record["addressees"] or () if one.get("name")]
    return texts


# --- asking


def find(store: Store, text: str, tables: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """Records that hold all the words of ``text``, grouped in the order of FIELDS, the newest first in each."""
    asked = query(text)
    if asked is None:
        return []
    wanted = tuple(tables) or tuple(FIELDS)
    marks = ", ".join("?" for _ in wanted)
    rows = store.rows(
        "SELECT tbl, rec FROM search_text JOIN search_row ON search_row.rowid = search_text.rowid "
        f"WHERE search_text MATCH ? AND tbl IN ({marks}) ORDER BY search_text.rowid DESC LIMIT ?",
        (asked, *wanted, limit),
    )
    order, known = list(FIELDS), aliases(store)
    once = dict.fromkeys((row["tbl"], known.survivor(row["rec"])) for row in rows)
    hits = [hit for table, record in once if (hit := hit_of(store, table, record)) is not None]
    return sorted(hits, key=lambda hit: order.index(hit.table))


def hit_of(store: Store, table: str, record: str) -> Hit | None:
    """The record as a line to choose from; None when it is gone."""
    row = store.get(table, record)
    if row is None:
        return None
    title, second = _LINES[table](store, row)
    return Hit(table, record, title, second)


def _join(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def _project_name(store: Store, project: str | None) -> str:
    found = store.get("project", project)
    return str(found["name"]) if found else ""


def _document_line(store: Store, row: dict[str, Any]) -> tuple[str, str]:
    names = "、".join(str(one["name"]) for one in row["addressees"] or () if one.get("name"))
    return row["number"] or row["title"] or "", _join(row["title"] if row["number"] else "", names, row["date"])


_LINES: dict[str, Callable[[Any, dict[str, Any]], tuple[str, str]]] = {
    "project": lambda store, r: (r["name"] or "", _join(r["address"], r["contract_no"])),
    "unit": lambda store, r: (r["name"] or "", _join(r["uscc"], r["legal_rep"])),
    "document": _document_line,
    "wage_case": lambda store, r: (
        r["no"] or r["cause"] or "",
        _join(r["cause"], _project_name(store, r["project"])),
    ),
    "clue": lambda store, r: (r["external_no"] or "", _join(r["received_on"], _project_name(store, r["project"]))),
    "inspection": lambda store, r: (
        _project_name(store, r["project"]),
        _join(r["notice_no"], r["received_by"], (r["started_at"] or "")[:10]),
    ),
    "wage_worker": lambda store, r: (r["name"] or "", _join(mask_id(r["id_no"] or ""), r["employer"])),
    "officer": lambda store, r: (r["name"] or "", ""),
}
