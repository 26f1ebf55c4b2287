"""The PostgreSQL server's tables as SQLAlchemy Core metadata: what migrations end in, what reports may be built on.

The office leads every key and index, so that hash partitions by office, and then a cluster sharded by office, need no
other key. Nothing here is on the path of a request.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

METADATA = MetaData()


def _table(name: str, *columns: Column[int] | Column[str] | Column[bytes]) -> Table:
    return Table(name, METADATA, *columns)


def _key(name: str, *, number: bool = False) -> Column[int] | Column[str]:
    if number:
        return Column(name, BigInteger, primary_key=True, autoincrement=False)
    return Column(name, Text, primary_key=True)


def _text(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    return Column(name, Text, nullable=null, server_default=None if default is None else text(f"'{default}'"))


def _number(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    return Column(name, BigInteger, nullable=null, server_default=None if default is None else text(str(default)))


def _bytes(name: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null)


OFFICE = _table(
    "office",
    _key("office"),
    _text("name"),
    _number("head", default=0),
    _number("hlc", default=0),
    _number("replica"),
    _text("keys"),
    _text("certificates"),
    _text("founded_at"),
    _text("epoch", default=""),
    _text("life", default=""),
    _number("grants", default=0),
    _text("settling", null=True),
    _text("looked", default=""),
)
OP = _table(
    "op",
    _key("office"),
    _key("pos", number=True),
    _text("room"),
    _number("replica"),
    _number("seq"),
    _number("hlc"),
    _text("act"),
    _number("schema"),
    _bytes("hash"),
    _bytes("body", null=True),
    _text("device", null=True),
    _text("doubt", null=True),
    _text("recv_at"),
    _text("word", null=True),
)
Index("op_dot", OP.c.office, OP.c.replica, OP.c.seq, unique=True)
REPLICA = _table(
    "replica",
    _key("office"),
    _key("replica", number=True),
    _text("stream"),
    _text("device", null=True),
    _number("last_seq"),
    _bytes("chain"),
    _text("seen_at"),
)
RECORD = _table(
    "record", _key("office"), _key("room"), _key("tbl"), _key("rec"), _bytes("state"), _number("made", null=True)
)
BUCKET = _table(
    "bucket",
    _key("office"),
    _key("room"),
    _key("bucket", number=True),
    _number("records"),
    _number("digest"),
)
QUARANTINE = _table(
    "quarantine",
    _key("office"),
    _key("replica", number=True),
    _key("seq", number=True),
    _key("edit", number=True),
    _text("reason"),
    _text("detail", null=True),
    _text("at"),
)
SPAN = _table(
    "span",
    _key("office"),
    _key("rec"),
    _text("kind"),
    _text("type"),
    _number("year"),
    _number("lo"),
    _number("hi"),
    _number("replica", null=True),
    Column("open", Integer, nullable=False),
)
Index("span_numbers", SPAN.c.office, SPAN.c.type, SPAN.c.year, SPAN.c.kind, SPAN.c.lo)
Index("span_blocks", SPAN.c.office, SPAN.c.replica, postgresql_where=text("kind = 'block'"))
DEVICE = _table(
    "device",
    _key("office"),
    _key("device"),
    _text("name"),
    _text("role"),
    _text("code"),
    _text("public_key"),
    _text("certificate"),
    _text("pdf_certificate"),
    _text("state"),
    _text("enrolled_at"),
    _text("seen_at", null=True),
    _text("revoked_at", null=True),
    _text("reason", null=True),
)
Index("device_code", DEVICE.c.office, DEVICE.c.code, unique=True)
NONCE = _table("nonce", _key("office"), _key("device"), _key("nonce"), _number("until"))
DEVICE_OFFICER = _table("device_officer", _key("office"), _key("device"), _key("officer"))
ASSIGNMENT = _table(
    "assignment",
    _key("office"),
    _key("rec"),
    _text("clue", null=True),
    _text("wage_case", null=True),
    _text("lead", null=True),
    _text("assistant", null=True),
)
CODE = _table(
    "code",
    _key("name"),
    _bytes("hash"),
    _text("kind"),
    _text("office", null=True),
    _text("role"),
    _text("expires_at"),
    _number("tries"),
    _text("device", null=True),
    _text("public_key", null=True),
)
"""The one table without its office in front: a code is typed before anybody knows whose it is."""
