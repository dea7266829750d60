"""Alembic runs this file; `store.migrating` has opened the transaction and owns its end."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
)
context.run_migrations()
