"""Runs steps of migration on the connection that it is given, inside its transaction."""

from __future__ import annotations

from alembic import context

from secretariat_tui.store import request_tables, tables  # noqa: F401  (the modules fill the metadata)
from secretariat_tui.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
