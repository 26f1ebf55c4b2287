"""The records of the program that looked at the office's quarantine last: another one looks again."""

from alembic import op
from sqlalchemy import Column, Text, text

revision = "0004_looked"
down_revision = "0003_words"


def upgrade() -> None:
    op.add_column("office", Column("looked", Text, nullable=False, server_default=text("''")))
