"""Run migrations on the connection that `kb.catalog.migrate` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from kb.catalog.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
