"""Runs the migrations on the connection that `schema.migrate` hands over."""

from alembic import context

from onrecord.store.tables import metadata


def run() -> None:
    """Run what is pending, in the caller's transaction."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,  # SQLite rebuilds a table to alter it
        transactional_ddl=True,  # all steps or none
    )
    context.run_migrations()


if hasattr(context, "config"):  # only while Alembic runs this file; else it is merely imported
    run()
