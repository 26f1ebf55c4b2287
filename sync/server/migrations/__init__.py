"""Named steps of the PostgreSQL server's tables, run by alembic before the server answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import KnownError

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent
_LOCK = 0x616E78696E
"""Names the lock under which one of several starting servers changes the tables and the others wait."""


def migrate(connection: Connection) -> None:
    """Bring the database to this program's tables, in the caller's transaction.

    Raises KnownError("server_file_newer") when a newer program was there.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import text

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if set(MigrationContext.configure(connection).get_current_heads()) - known:
        raise KnownError("server_file_newer")
    command.upgrade(config, "head")
