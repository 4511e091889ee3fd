"""An index of the words of all texts, made from them."""

import sqlalchemy as sa
from alembic import op

from onrecord.store import search_index

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Make the index, and put the texts into it that are there.

    On SQLite without FTS5 there is none, and search reads texts.
    """
    connection = op.get_bind()
    if search_index.can_be_made(connection):
        search_index.make(connection)
        if connection.execute(sa.text("SELECT 1 FROM texts LIMIT 1")).first():
            search_index.fill(connection)
