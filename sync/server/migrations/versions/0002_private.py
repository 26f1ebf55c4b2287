"""Who works at which device and on which case: informants' streams follow them."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text

revision = "0002_private"
down_revision = "0001_ledger"


def upgrade() -> None:
    op.create_table(
        "device_officer",
        Column("office", Text, nullable=False),
        Column("device", Text, nullable=False),
        Column("officer", Text, nullable=False),
        PrimaryKeyConstraint("office", "device", "officer"),
    )
    op.create_table(
        "assignment",
        Column("office", Text, nullable=False),
        Column("rec", Text, nullable=False),
        Column("clue", Text),
        Column("wage_case", Text),
        Column("lead", Text),
        Column("assistant", Text),
        PrimaryKeyConstraint("office", "rec"),
    )
