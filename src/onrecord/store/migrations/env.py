"""Runs the migrations on the connection that `schema.migrate` hands over."""

from alembic import context

from onrecord.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite rebuilds a table to alter it
    transactional_ddl=True,  # all steps or none: the caller's transaction holds them
)
context.run_migrations()
