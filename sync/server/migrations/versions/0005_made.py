"""Where the operation stands in the log that made a record: what it wrote is read there, not kept again."""

from alembic import op
from sqlalchemy import BigInteger, Column

revision = "0005_made"
down_revision = "0004_looked"


def upgrade() -> None:
    op.add_column("record", Column("made", BigInteger))
