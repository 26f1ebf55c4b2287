"""Named steps of the PostgreSQL server's tables, run by alembic before the server answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import KnownError

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent
_LOCK = 0x616E78696E
"""Names the lock under which one of several starting servers changes the tables and the others wait."""


def migrate(connection: Connection) -> None:
    """Bring the database to this program's tables, in the caller's transaction.

    Raises KnownError("server_file_newer") when a newer program was there.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import text

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    steps = ScriptDirectory.from_config(config)

    def upgrade(held: Any, context: MigrationContext) -> Any:
        if set(held) - {step.revision for step in steps.walk_revisions()}:
            raise KnownError("server_file_newer")
        return steps._upgrade_revs("head", held)

    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    with EnvironmentContext(config, steps, fn=upgrade) as environment:
        environment.configure(connection=connection, fn=upgrade)
        environment.run_migrations()
