"""What was signed off to be public and what was released, each as a chain of rows."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.migrations import append_only
from onrecord.store.migrations.versions import v0001_record as first

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEPT = ("sign_offs", "releases")


def upgrade() -> None:
    """Make the tables; nothing was released before there were any."""
    for name in KEPT:
        first.make_kept(name)
        op.add_column(
            name,
            sa.Column("chain", sa.String(64), nullable=False, server_default=""),
        )
    append_only.guard(kept=KEPT, retirable=())
