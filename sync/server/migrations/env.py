"""Run by alembic: the steps happen on the connection, and in the transaction, of the server that starts."""

from alembic import context

from sync.server.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
