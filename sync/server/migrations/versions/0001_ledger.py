"""The log, the folded records, devices, codes and numbers."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, PrimaryKeyConstraint, Text

revision = "0001_ledger"
down_revision = None

_APPEND_ONLY = """
CREATE FUNCTION op_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the log is append-only'; END $$
"""


def upgrade() -> None:
    _log()
    _records()
    _access()
    op.execute(_APPEND_ONLY)
    op.execute(
        "CREATE TRIGGER op_final BEFORE UPDATE OF office, pos, room, replica, seq, hash ON op "
        "FOR EACH ROW EXECUTE FUNCTION op_final()"
    )
    op.execute("CREATE TRIGGER op_keep BEFORE DELETE ON op FOR EACH ROW EXECUTE FUNCTION op_final()")
    op.execute("CREATE TRIGGER op_keep_all BEFORE TRUNCATE ON op FOR EACH STATEMENT EXECUTE FUNCTION op_final()")


def _log() -> None:
    op.create_table(
        "office",
        Column("office", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("head", BigInteger, nullable=False, server_default="0"),
        Column("hlc", BigInteger, nullable=False, server_default="0"),
        Column("replica", BigInteger, nullable=False),
        Column("keys", Text, nullable=False),
        Column("certificates", Text, nullable=False),
        Column("founded_at", Text, nullable=False),
        Column("epoch", Text, nullable=False, server_default=""),
        Column("life", Text, nullable=False, server_default=""),
        Column("grants", BigInteger, nullable=False, server_default="0"),
        Column("settling", Text),
        PrimaryKeyConstraint("office"),
    )
    op.create_table(
        "op",
        Column("office", Text, nullable=False),
        Column("pos", BigInteger, nullable=False),
        Column("room", Text, nullable=False),
        Column("replica", BigInteger, nullable=False),
        Column("seq", BigInteger, nullable=False),
        Column("hlc", BigInteger, nullable=False),
        Column("act", Text, nullable=False),
        Column("schema", BigInteger, nullable=False),
        Column("hash", LargeBinary, nullable=False),
        Column("body", LargeBinary),
        Column("device", Text),
        Column("doubt", Text),
        Column("recv_at", Text, nullable=False),
        PrimaryKeyConstraint("office", "pos"),
    )
    op.create_index("op_dot", "op", ["office", "replica", "seq"], unique=True)
    op.create_table(
        "replica",
        Column("office", Text, nullable=False),
        Column("replica", BigInteger, nullable=False),
        Column("stream", Text, nullable=False),
        Column("device", Text),
        Column("last_seq", BigInteger, nullable=False),
        Column("chain", LargeBinary, nullable=False),
        Column("seen_at", Text, nullable=False),
        PrimaryKeyConstraint("office", "replica"),
    )


def _records() -> None:
    op.create_table(
        "record",
        Column("office", Text, nullable=False),
        Column("room", Text, nullable=False),
        Column("tbl", Text, nullable=False),
        Column("rec", Text, nullable=False),
        Column("state", LargeBinary, nullable=False),
        PrimaryKeyConstraint("office", "room", "tbl", "rec"),
    )
    op.create_table(
        "bucket",
        Column("office", Text, nullable=False),
        Column("room", Text, nullable=False),
        Column("bucket", BigInteger, nullable=False),
        Column("records", BigInteger, nullable=False),
        Column("digest", BigInteger, nullable=False),
        PrimaryKeyConstraint("office", "room", "bucket"),
    )
    op.create_table(
        "quarantine",
        Column("office", Text, nullable=False),
        Column("replica", BigInteger, nullable=False),
        Column("seq", BigInteger, nullable=False),
        Column("edit", BigInteger, nullable=False),
        Column("reason", Text, nullable=False),
        Column("detail", Text),
        Column("at", Text, nullable=False),
        PrimaryKeyConstraint("office", "replica", "seq", "edit"),
    )
    op.create_table(
        "span",
        Column("office", Text, nullable=False),
        Column("rec", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("year", BigInteger, nullable=False),
        Column("lo", BigInteger, nullable=False),
        Column("hi", BigInteger, nullable=False),
        Column("replica", BigInteger),
        Column("open", Integer, nullable=False),
        PrimaryKeyConstraint("office", "rec"),
    )
    op.create_index("span_numbers", "span", ["office", "type", "year", "kind", "lo"])
    op.execute("CREATE INDEX span_blocks ON span (office, replica) WHERE kind = 'block'")


def _access() -> None:
    op.create_table(
        "device",
        Column("office", Text, nullable=False),
        Column("device", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("code", Text, nullable=False),
        Column("public_key", Text, nullable=False),
        Column("certificate", Text, nullable=False),
        Column("pdf_certificate", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("enrolled_at", Text, nullable=False),
        Column("seen_at", Text),
        Column("revoked_at", Text),
        Column("reason", Text),
        PrimaryKeyConstraint("office", "device"),
    )
    op.create_index("device_code", "device", ["office", "code"], unique=True)
    op.create_table(
        "nonce",
        Column("office", Text, nullable=False),
        Column("device", Text, nullable=False),
        Column("nonce", Text, nullable=False),
        Column("until", BigInteger, nullable=False),
        PrimaryKeyConstraint("office", "device", "nonce"),
    )
    op.create_table(
        "code",
        Column("name", Text, nullable=False),
        Column("hash", LargeBinary, nullable=False),
        Column("kind", Text, nullable=False),
        Column("office", Text),
        Column("role", Text, nullable=False),
        Column("expires_at", Text, nullable=False),
        Column("tries", BigInteger, nullable=False),
        Column("device", Text),
        Column("public_key", Text),
        PrimaryKeyConstraint("name"),
    )
