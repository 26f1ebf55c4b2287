"""Beside the last operation of each push: its author's word for the line up to there."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0003_words"
down_revision = "0002_private"


def upgrade() -> None:
    op.add_column("op", Column("word", Text))
